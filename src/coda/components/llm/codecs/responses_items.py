"""The items of a Responses answer: how they are read, and what of them has to go back.

The shapes are those of OpenAI's API reference ("The response object"). An answer is a list of items:
messages, reasoning, calls, and what tools that run at the provider did.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from coda.components.llm.config import WireProtocol

PROTOCOL = WireProtocol.OPENAI_RESPONSES.value
"""The name under which `ReasoningState` is kept."""

Item = dict[str, Any]

_RUNS_THERE = {
    *("web_search_call", "file_search_call", "code_interpreter_call", "image_generation_call"),
    *("mcp_list_tools", "mcp_call", "tool_search_call", "tool_search_output", "compaction"),
}
"""What the provider did itself and wants to see again in its place."""


class Part(msgspec.Struct, frozen=True):
    """Of a message's content, or of reasoning: words, or words that decline."""

    type: str = ""
    text: str | None = None
    refusal: str | None = None
    annotations: list[Any] | None = None

    @property
    def words(self) -> str:
        return self.text or self.refusal or ""


class MessageItem(msgspec.Struct, frozen=True):
    content: list[Part] | None = None


class ReasoningItem(msgspec.Struct, frozen=True):
    summary: list[Part] | None = None
    content: list[Part] | None = None
    """The thoughts themselves, of models that do not hide them."""


class CallItem(msgspec.Struct, frozen=True):
    id: str | None = None
    call_id: str | None = None
    name: str | None = None
    arguments: str | dict[str, Any] | None = None
    """JSON text; some servers send the object itself."""

    @property
    def given_id(self) -> str:
        return self.call_id or self.id or ""


def kind_of(item: Item) -> str:
    kind = item.get("type")
    return kind if isinstance(kind, str) else "without a type"


def kept_items(output: Sequence[Item]) -> tuple[Item, ...]:
    """The answer's items in their order, as `ReasoningState` keeps them.

    Reasoning and the provider's own tools stay as they came; a message is only its place, `id`,
    `phase` and the `length` of its text, a call its place and ids, for the rest stands in our message.
    Nothing is kept of an answer that our message tells wholly, nor of one that cannot go back
    whole: with thoughts that are neither told nor encrypted, or a call that nobody here can answer.
    """
    kept: list[Item] = []
    for item in output:
        if (keepsake := _kept(item)) is None:
            return ()
        kept.append(keepsake)
    return tuple(kept) if any(map(_tells_more, kept)) else ()


def _tells_more(item: Item) -> bool:
    """Than our message does."""
    return item["type"] not in {"message", "function_call"} or "phase" in item or "namespace" in item


def _kept(item: Item) -> Item | None:
    match kind_of(item):
        case "message":
            content = msgspec.convert(item, MessageItem).content or ()
            length = sum(len(part.words) for part in content)
            return _only(item, "type", "id", "phase") | {"length": length}
        case "function_call":
            call_id = msgspec.convert(item, CallItem).given_id
            return _only(item, "type", "id", "namespace") | {"call_id": call_id}
        case "reasoning":
            able = item.get("encrypted_content") or item.get("content")
            return _without_blanks(item) if able else None
        case "tool_search_call" if item.get("execution") == "client":
            return None
        case kind:
            return item if kind in _RUNS_THERE else None


def _only(item: Item, *names: str) -> Item:
    return {name: item[name] for name in names if item.get(name)}


def _without_blanks(item: Item) -> Item:
    """Some servers refuse a null, or the status, of what they sent themselves; a summary is required."""
    return {name: value for name, value in item.items() if name == "summary" or (value and name != "status")}
