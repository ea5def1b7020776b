"""Vocabularies that are at hand: exact token counts for models whose vocabulary is published.

The package `bpe-openai` carries OpenAI's inside its wheel, so nothing is ever downloaded. tiktoken,
which downloads at first use, serves only where `TIKTOKEN_CACHE_DIR` holds the file already.
"""

from __future__ import annotations

import hashlib
import importlib
import os
import re
from collections.abc import Callable
from pathlib import Path

Tokens = Callable[[str], int]

_O200K = re.compile(r"gpt-4o|gpt-4\.1|gpt-4\.5|gpt-5(?!\.)|chatgpt-4o|o[134](?:-|$)|gpt-oss")
_CL100K = re.compile(r"gpt-4(?:-|$)|gpt-3\.5|gpt-35")
"""As tiktoken 0.14 assigns them; what OpenAI has not published since is not guessed."""

_TIKTOKEN_ADDRESS = "https://openaipublic.blob.core.windows.net/encodings/{name}.tiktoken"
"""tiktoken names a cached file by the SHA-1 of the address it came from."""


def vocabulary_of(model: str) -> str | None:
    """`o200k_base` or `cl100k_base`; None for a model whose vocabulary is not published."""
    name = model.lower().rpartition("/")[2].removeprefix("ft:")
    if _O200K.match(name):
        return "o200k_base"
    return "cl100k_base" if _CL100K.match(name) else None


class Vocabularies:
    """Those loaded so far. `load` takes most of a second and 100 MB: call it in a thread."""

    def __init__(self) -> None:
        self._loaded: dict[str, Tokens | None] = {}

    def load(self, name: str) -> None:
        """Load a vocabulary if it is at hand; otherwise note that it is not."""
        if name not in self._loaded:
            self._loaded[name] = _carried(name) or _cached(name)

    def needs_loading(self, model: str) -> str | None:
        """The vocabulary that `load` was not yet asked for."""
        name = vocabulary_of(model)
        return None if name is None or name in self._loaded else name

    def counter(self, model: str) -> Tokens | None:
        """What counts a model's tokens; None when its vocabulary is not loaded."""
        name = vocabulary_of(model)
        return None if name is None else self._loaded.get(name)


def _carried(name: str) -> Tokens | None:
    try:
        encoding = importlib.import_module("bpe_openai").get_encoding(name)
    except ImportError:
        return None
    return lambda text: len(encoding.encode_ordinary(text))


def _cached(name: str) -> Tokens | None:
    folder = os.environ.get("TIKTOKEN_CACHE_DIR")
    address = _TIKTOKEN_ADDRESS.format(name=name).encode()
    file = hashlib.sha1(address, usedforsecurity=False).hexdigest()
    if not folder or not (Path(folder) / file).is_file():
        return None  # asked for it, tiktoken would go and fetch it
    try:
        encoding = importlib.import_module("tiktoken").get_encoding(name)
    except ImportError:
        return None
    return lambda text: len(encoding.encode_ordinary(text))
