"""A conversation as Anthropic's messages: user and assistant in turn, each a list of content blocks.

The order is the API's: results stand at the head of the user's message right after the calls, and an
answer goes back as it came, its signed thinking in its place between text and calls.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from coda.components.llm.codecs.request import Step, reasoning_of, steps
from coda.components.messages import LLMMessage, Media, MessageRole, ToolCall
from coda.errors import LLMBadRequestError

PROTOCOL = "anthropic"
"""The name under which `ReasoningState` is kept."""

Block = dict[str, Any]

_IMAGES = {"image/jpeg", "image/png", "image/gif", "image/webp"}
_PDF = "application/pdf"
_OPENING = "(The conversation begins.)"
_NO_ID_CHARACTER = re.compile(r"[^a-zA-Z0-9_-]")


def system_blocks(messages: Sequence[LLMMessage]) -> list[Block]:
    """What the model is told beside the conversation, a block for each message of role `system`."""
    told = (message.content for message in messages if message.role is MessageRole.SYSTEM)
    return [block for content in told for block in text_blocks(content)]


def conversation(messages: Sequence[LLMMessage], model: str) -> list[Block]:
    """The messages of roles user and assistant, neighbors merged, the user first."""
    turns: list[Block] = []
    ids = _CallIds()
    for step in steps([message for message in messages if message.role is not MessageRole.SYSTEM]):
        for role, blocks in _spoken(step, ids, model):
            if turns and turns[-1]["role"] == role:
                turns[-1]["content"] += blocks
            elif blocks:
                turns.append({"role": role, "content": blocks})
    if turns and turns[0]["role"] == "assistant":
        turns.insert(0, {"role": "user", "content": text_blocks(_OPENING)})
    return turns


def text_blocks(text: str) -> list[Block]:
    """A block of text, or none: the API refuses one that is blank."""
    return [{"type": "text", "text": text}] if text.strip() else []


def arguments_of(call: ToolCall) -> dict[str, Any]:
    """The arguments as the object the API demands, whatever the model wrote."""
    try:
        return msgspec.json.decode(call.arguments or "{}", type=dict[str, Any])
    except (ValueError, RecursionError):
        return {"not_valid_json": call.arguments}


class _CallIds:
    """Ids the API accepts: letters, digits, _ and -, and each but once in a request."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def next_for(self, call_id: str) -> str:
        plain = _NO_ID_CHARACTER.sub("_", call_id) or "call"
        given, count = plain, 1
        while given in self._given:
            count += 1
            given = f"{plain}-{count}"
        self._given.add(given)
        return given


def _spoken(step: Step, ids: _CallIds, model: str) -> Iterator[tuple[str, list[Block]]]:
    message, calls = step
    if message.role is MessageRole.USER:
        yield "user", [media_block(media) for media in message.media] + text_blocks(message.content)
        return
    if message.media:
        raise LLMBadRequestError(
            "Anthropic takes no pictures or files in an answer of the model. Start a new conversation."
        )
    given = [(ids.next_for(call.call_id), call, result) for call, result in calls]
    uses = {
        call.call_id: {"type": "tool_use", "id": wire_id, "name": call.name, "input": arguments_of(call)}
        for wire_id, call, _ in given
    }
    kept = reasoning_of(message, PROTOCOL, model)
    yield "assistant", list(_as_it_came(kept.items if kept else (), message.content, uses))
    yield "user", [_result_block(wire_id, result) for wire_id, _, result in given]


def _as_it_came(items: Sequence[Any], content: str, uses: dict[str, Block]) -> Iterator[Block]:
    """The blocks of an answer in their order: `items` holds the places of text and calls (see
    `AnthropicDecoder`), and everything else as it has to go back."""
    told = sum(item["length"] for item in items if item["type"] == "text") == len(content)
    rest, waiting = content, dict(uses)
    for item in items:
        if item["type"] == "text":
            length = item["length"] if told else len(rest)
            yield from text_blocks(rest[:length])
            rest = rest[length:]
        elif item["type"] == "tool_use":
            if item["id"] in waiting:
                yield waiting.pop(item["id"])
        else:
            yield item
    yield from text_blocks(rest)
    yield from waiting.values()


def _result_block(wire_id: str, result: str) -> Block:
    block: Block = {"type": "tool_result", "tool_use_id": wire_id}
    return block | {"content": text_blocks(result)} if result.strip() else block


def media_block(media: Media) -> Block:
    """Raises LLMBadRequestError for what Anthropic's models do not take."""
    if media.media_type.startswith("image/"):
        return {"type": "image", "source": _source(media, _IMAGES)}
    if media.media_type.startswith("text/") and media.data:
        text = media.data.decode("utf-8", "replace")
        source = {"type": "text", "media_type": "text/plain", "data": text}
    else:
        source = _source(media, {_PDF})
    titled = {"title": media.name} if media.name else {}
    return {"type": "document", "source": source, **titled}


def _source(media: Media, accepted: set[str]) -> Block:
    if media.media_type not in accepted:
        raise LLMBadRequestError(
            f"Anthropic's models cannot read {media.media_type}. They read JPEG, PNG, GIF and WebP"
            " pictures, PDF files, and plain text; use another model for the rest."
        )
    if not media.data:
        return {"type": "url", "url": media.url}
    return {"type": "base64", "media_type": media.media_type, "data": b64encode(media.data).decode()}
