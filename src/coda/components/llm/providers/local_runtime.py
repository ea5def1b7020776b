"""The libraries that run a local model, and the loading of one.

They belong to the extra `local` and are imported by name when a model is first asked for: importing
them takes seconds, and most installations do not have them. So their objects are `Any` here.
"""

from __future__ import annotations

import errno
import importlib
import importlib.util
from pathlib import Path
from typing import Any, NamedTuple

from coda.components.llm.providers.local_options import LocalOptions
from coda.errors import (
    ConfigurationError,
    LLMAuthenticationError,
    LLMBadRequestError,
    LLMError,
    LLMModelNotFoundError,
    LLMProviderDownError,
)

_PACKAGES = ("torch", "transformers", "llguidance")
_DTYPES = ("auto", "float32", "float16", "bfloat16")
_OUT_OF_MEMORY = ("out of memory", "can't allocate memory", "not enough memory")


class LocalModel(NamedTuple):
    """A model in memory with what belongs to it."""

    torch: Any
    llguidance: Any
    tokenizer: Any
    model: Any
    vocabulary: Any
    """The tokenizer as llguidance knows it; None when it cannot, and answers cannot be constrained."""
    ends: frozenset[int]
    """The tokens that end an answer."""
    context: int | None
    """Tokens that prompt and answer may have together, None when the model does not say."""


def require_packages() -> None:
    """Raises ConfigurationError when the extra `local` is not installed. Imports nothing."""
    missing = [name for name in _PACKAGES if importlib.util.find_spec(name) is None]
    if missing:
        raise ConfigurationError(
            f"A local model needs {', '.join(missing)}, which this installation does not have: "
            "pip install coda-copilot[local]"
        )


def load(name: str, options: LocalOptions) -> LocalModel:
    """The model at a path or of a hub id. Takes seconds to minutes; raises an `LLMError`."""
    torch, transformers, llguidance = (importlib.import_module(package) for package in _PACKAGES)
    device = _device(torch, options.device)
    dtype = options.dtype or ("float32" if device == "cpu" else "auto")
    if dtype not in _DTYPES:
        raise LLMBadRequestError(f"There is no dtype {dtype}; there are: {', '.join(_DTYPES)}.")
    source: dict[str, Any] = {
        "revision": options.revision,
        "local_files_only": options.local_files_only,
        "trust_remote_code": options.trust_remote_code,
    }
    try:
        tokenizer = transformers.AutoTokenizer.from_pretrained(name, **source)
        model = transformers.AutoModelForCausalLM.from_pretrained(name, dtype=dtype, **source)
        model = model.to(device).eval()
    except (OSError, ValueError, ImportError) as error:
        raise _not_loaded(name, error) from None
    except (RuntimeError, MemoryError) as error:
        raise out_of_memory(error) or _not_loaded(name, error) from None
    ends = _ends(tokenizer, model)
    return LocalModel(
        torch,
        llguidance,
        tokenizer,
        model,
        _vocabulary(tokenizer, model, ends),
        ends,
        _context(tokenizer, model),
    )


def out_of_memory(error: Exception) -> LLMError | None:
    """The typed error, if that is what `error` says."""
    if not isinstance(error, MemoryError) and not any(
        words in str(error).lower() for words in _OUT_OF_MEMORY
    ):
        return None
    return LLMProviderDownError(
        "The model ran out of memory. Choose a smaller one, a shorter conversation, a smaller max_tokens, "
        'or extra_params={"dtype": "bfloat16"}.',
        recoverable=False,
    )


def _device(torch: Any, wanted: str) -> str:
    has_cuda = torch.cuda.is_available()
    has_mps = torch.backends.mps.is_available()
    if wanted == "auto":
        return "cuda" if has_cuda else "mps" if has_mps else "cpu"
    kind, _, number = wanted.partition(":")
    if kind == "cpu" or (kind == "mps" and has_mps):
        return wanted
    if kind == "cuda" and has_cuda:
        count = torch.cuda.device_count()
        if number and not (number.isdecimal() and int(number) < count):
            raise LLMBadRequestError(
                f"There is no device {wanted}; this machine has {count}, from cuda:0 on."
            )
        return wanted
    if kind in {"cuda", "mps"}:
        why = "no GPU answers" if kind == "mps" or torch.version.cuda else "this torch was built without CUDA"
        raise LLMBadRequestError(
            f"The device {wanted} was asked for, but {why} (torch {torch.__version__}). Take "
            'extra_params={"device": "cpu"} or "auto", or install a torch for this GPU.'
        )
    raise LLMBadRequestError(f"There is no device {wanted}; there are: cpu, cuda, cuda:1, mps, auto.")


def _not_loaded(name: str, error: Exception) -> LLMError:
    """What the many exceptions of loading mean; their own texts are long and name addresses."""
    kinds = {type(cause).__name__ for cause in _causes(error)}
    text = " ".join(str(cause) for cause in _causes(error))
    if kinds & {"GatedRepoError"} or "gated repo" in text:
        return LLMAuthenticationError(
            f"The model {name} is given to registered users only. Accept its terms on its page of the hub, "
            "and set HF_TOKEN."
        )
    if "trust_remote_code" in text:
        return LLMBadRequestError(
            f"The model {name} brings Python code of its own. If you have read and trust it, set "
            'extra_params={"trust_remote_code": True}.'
        )
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return LLMProviderDownError(f"The disk is full; the model {name} needs more room.", recoverable=False)
    if isinstance(error, ImportError):
        return LLMBadRequestError(f"The model {name} needs a package that is not installed: {_first(error)}")
    if isinstance(error, OSError):
        return LLMModelNotFoundError(
            f"There is no model {name}: {_where(name)}. Give the folder of a model, or its id on the hub "
            "such as Qwen/Qwen3-0.6B."
        )
    return LLMBadRequestError(f"The model {name} cannot be loaded as a language model: {_first(error)}")


def _where(name: str) -> str:
    if Path(name).is_dir():
        return "files that it needs are missing in this folder"
    return "no such folder, and not on this machine or on the hub (or the hub cannot be reached)"


def _causes(error: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found


def _first(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0][:200] if lines else type(error).__name__


def _ends(tokenizer: Any, model: Any) -> frozenset[int]:
    """Chat models often have several; the generation settings name those the tokenizer does not."""
    named = [tokenizer.eos_token_id, getattr(model.generation_config, "eos_token_id", None)]
    ends: set[int] = set()
    for value in named:
        ends.update(value if isinstance(value, list) else [] if value is None else [value])  # pyright: ignore[reportUnknownArgumentType] - any JSON
    return frozenset(ends)


def _vocabulary(tokenizer: Any, model: Any, ends: frozenset[int]) -> Any:
    hugging_face = importlib.import_module("llguidance.hf")
    size = max(len(tokenizer), int(model.get_output_embeddings().weight.shape[0]))
    try:
        return hugging_face.from_tokenizer(tokenizer, n_vocab=size, eos_token=sorted(ends) or None)
    except ValueError:
        return None


def _context(tokenizer: Any, model: Any) -> int | None:
    """The smaller of what the model and its tokenizer say; a tokenizer that does not know says 10^30."""
    config = model.config.get_text_config()
    known = [getattr(config, "max_position_embeddings", None), tokenizer.model_max_length]
    sizes = [int(size) for size in known if size and size < 10**9]
    return min(sizes, default=None)
