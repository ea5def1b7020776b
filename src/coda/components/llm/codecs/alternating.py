"""A conversation of two parties in turn, each message a list of content blocks, as Anthropic's and
Amazon's protocols want it; and an answer put together again as it came.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import msgspec

from coda.components.messages import ToolCall

Block = dict[str, Any]

OPENING = "(The conversation begins.)"
"""What the user says where an assistant would have the first word, which the protocols refuse."""

_NO_ID_CHARACTER = re.compile(r"[^a-zA-Z0-9_-]")
_LONGEST_ID = 64


def in_turns(spoken: Iterable[tuple[str, list[Block]]], opening: list[Block]) -> list[Block]:
    """Messages of roles `user` and `assistant`: neighbors merged, empty ones left out, the user first."""
    turns: list[Block] = []
    for role, blocks in spoken:
        if turns and turns[-1]["role"] == role:
            turns[-1]["content"] += blocks
        elif blocks:
            turns.append({"role": role, "content": blocks})
    if turns and turns[0]["role"] == "assistant":
        turns.insert(0, {"role": "user", "content": opening})
    return turns


def as_it_came(
    items: Sequence[Any], content: str, uses: dict[str, Block], text_blocks: Callable[[str], list[Block]]
) -> Iterator[Block]:
    """The blocks of an answer in their order.

    `items` are a `ReasoningState`'s: `{"type": "text", "length"}` stands for so many characters of
    `content`, `{"type": "tool_use", "id"}` for the call in `uses`, and all else goes back as it is.
    Where the content is no longer what it was, it stands where its first part stood.
    """
    told = sum(item["length"] for item in items if item.get("type") == "text") == len(content)
    rest, waiting = content, dict(uses)
    for item in items:
        if item.get("type") == "text":
            length = item["length"] if told else len(rest)
            yield from text_blocks(rest[:length])
            rest = rest[length:]
        elif item.get("type") == "tool_use":
            if item["id"] in waiting:
                yield waiting.pop(item["id"])
        else:
            yield item
    yield from text_blocks(rest)
    yield from waiting.values()


def arguments_of(call: ToolCall) -> dict[str, Any]:
    """The arguments as the object the protocols demand, whatever the model wrote."""
    try:
        return msgspec.json.decode(call.arguments or "{}", type=dict[str, Any])
    except (ValueError, RecursionError):
        return {"not_valid_json": call.arguments}


class CallIds:
    """Ids both protocols accept: at most 64 letters, digits, _ and -, and each but once in a request."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def next_for(self, call_id: str) -> str:
        plain = _NO_ID_CHARACTER.sub("_", call_id)[:_LONGEST_ID] or "call"
        given, count = plain, 1
        while given in self._given:
            count += 1
            given = f"{plain[: _LONGEST_ID - 8]}-{count}"
        self._given.add(given)
        return given
