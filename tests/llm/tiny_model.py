"""A language model of a few thousand numbers, made and trained here until it says its sentences.

torch and transformers lie in a folder of their own (scripts/coda_setup/local_models.py); where they
are absent, `coda_setup.local_models.absence` says why.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from coda.components.llm.providers.local_options import LocalOptions
from coda.components.llm.providers.local_prompt import prompt_for
from coda.components.llm.providers.local_runtime import LocalModel
from coda.components.messages import LLMMessage, MessageRole, ModelRequest, ToolSchema
from coda_setup.local_models import FOLDER

COLOR = ToolSchema(
    "set_color",
    "Color a ball.",
    {"type": "object", "properties": {"color": {"enum": ["red", "grün"]}}, "required": ["color"]},
)
STOP = ToolSchema("stop", "Stop it.", {"type": "object"})
CALL = '{"name": "set_color", "arguments": {"color": "grün"}}'

CHAT = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n"
    "{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
CHAT_WITH_TOOLS = (
    "{% if tools %}<|im_start|>tools\n{% for tool in tools %}{{ tool.function.name }} {% endfor %}<|im_end|>"
    "\n{% endif %}{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}"
    "{% for call in message.tool_calls or [] %}<tool_call>{{ call | tojson }}</tool_call>{% endfor %}"
    "<|im_end|>\n{% endfor %}<|im_start|>assistant\n"
)
"""A template that knows tools, and no more of them than their names: the model stays small."""

SENTENCE = "The snow ☃ is white, and the ball is grün 🟢."
SAYINGS: list[tuple[str | None, tuple[ToolSchema, ...], str, str]] = [
    (CHAT, (), "hello", SENTENCE),
    (CHAT, (), "think", "<think>\ntwo and two\n</think>\n\nFour."),
    (CHAT, (COLOR, STOP), "hello", "Not now {you}."),
    (CHAT, (COLOR, STOP), "color it", CALL),
    (CHAT_WITH_TOOLS, (COLOR, STOP), "color it", f"Well.\n<tool_call>\n{CALL}\n</tool_call>"),
    (None, (), "hello", " Hello yourself.\nUser: and then\n"),
]
"""Template, tools, what the user says, and what the model answers."""

CONTEXT = 600


@contextmanager
def libraries() -> Generator[None]:
    """torch and transformers on the path, and the hub out of reach."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HF_HUB_OFFLINE", "1")
        patch.setattr(sys, "path", [*sys.path, str(FOLDER)])
        yield


def said(text: str, *tools: ToolSchema, **fields: Any) -> ModelRequest:
    return ModelRequest((LLMMessage(MessageRole.USER, text),), tools=tools, **fields)


def make(folder: Path) -> Path:
    """Train the model and keep it as `folder/<template>` for the templates `chat`, `tools` and `none`."""
    torch, transformers = importlib.import_module("torch"), importlib.import_module("transformers")
    torch.set_num_threads(1)
    torch.manual_seed(7)
    tokenizer = _tokenizer(transformers)
    model = transformers.LlamaForCausalLM(
        transformers.LlamaConfig(
            vocab_size=len(tokenizer) + 3,
            hidden_size=48,
            intermediate_size=96,
            num_hidden_layers=2,
            num_attention_heads=4,
            max_position_embeddings=CONTEXT,
            bos_token_id=None,
            eos_token_id=tokenizer.eos_token_id,
            pad_token_id=tokenizer.pad_token_id,
        )
    )
    _train(torch, model, tokenizer)
    for name, template in (("chat", CHAT), ("tools", CHAT_WITH_TOOLS), ("none", None)):
        tokenizer.chat_template = template
        tokenizer.save_pretrained(folder / name)
        model.save_pretrained(folder / name)
    return folder


def _tokenizer(transformers: Any) -> Any:
    tokenizers = importlib.import_module("tokenizers")
    bytewise = importlib.import_module("tokenizers.pre_tokenizers").ByteLevel
    backend = tokenizers.Tokenizer(importlib.import_module("tokenizers.models").BPE())
    backend.pre_tokenizer = bytewise(add_prefix_space=False)
    backend.decoder = importlib.import_module("tokenizers.decoders").ByteLevel()
    trainer = importlib.import_module("tokenizers.trainers").BpeTrainer(
        vocab_size=360,
        special_tokens=["<pad>", "<|im_start|>", "<|im_end|>"],
        initial_alphabet=bytewise.alphabet(),
        show_progress=False,
    )
    backend.train_from_iterator([saying[3].replace("☃", "") for saying in SAYINGS], trainer)
    return transformers.PreTrainedTokenizerFast(
        tokenizer_object=backend,
        pad_token="<pad>",
        eos_token="<|im_end|>",
        additional_special_tokens=["<|im_start|>"],
    )


def _train(torch: Any, model: Any, tokenizer: Any) -> None:
    """Until the likeliest next token is the right one everywhere."""
    tokens, labels = _samples(torch, tokenizer)
    optimizer = torch.optim.AdamW(model.parameters(), lr=6e-3)
    loss = 1.0
    for step in range(400):
        told = model(input_ids=tokens, labels=labels).loss
        told.backward()
        optimizer.step()
        optimizer.zero_grad()
        if step % 10 == 0 and (loss := told.item()) < 0.01:
            return
    raise AssertionError(f"the tiny model did not learn its sentences: loss {loss:.3f}")


def _samples(torch: Any, tokenizer: Any) -> tuple[Any, Any]:
    rows: list[tuple[list[int], list[int]]] = []
    for template, tools, asked, answer in SAYINGS:
        tokenizer.chat_template = template
        bare = LocalModel(torch, None, tokenizer, None, None, frozenset(), None)
        prompt = prompt_for(said(asked, *tools), bare, LocalOptions()).tokens
        ending = [*tokenizer.encode(answer, add_special_tokens=False), tokenizer.eos_token_id]
        rows.append((prompt, ending))
    width = max(len(prompt) + len(ending) for prompt, ending in rows)
    padded = [p + e + [tokenizer.pad_token_id] * (width - len(p) - len(e)) for p, e in rows]
    learned = [[-100] * len(p) + e + [-100] * (width - len(p) - len(e)) for p, e in rows]
    return torch.tensor(padded), torch.tensor(learned)
