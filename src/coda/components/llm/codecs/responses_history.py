"""A conversation as the input items of a Responses request (API reference, "Create a model response")."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterator, Sequence

from coda.components.llm.codecs.request import Step, reasoning_of, steps
from coda.components.llm.codecs.responses_items import PROTOCOL, Item
from coda.components.messages import LLMMessage, Media, MessageRole, ToolCall
from coda.errors import LLMUnsupportedError

_LONGEST_ID = 64
"""A longer `call_id` is refused (code string_above_max_length)."""


def input_items(messages: Sequence[LLMMessage], model: str) -> list[Item]:
    """Every message in its place; results right after the answer that called.

    Raises LLMUnsupportedError for media that the protocol does not carry.
    """
    return [item for step in steps(messages) for item in _items(step, model)]


def _items(step: Step, model: str) -> Iterator[Item]:
    message, calls = step
    if message.media and message.role is not MessageRole.USER:
        raise LLMUnsupportedError("Only a user's message can carry pictures and documents here.")
    if message.role is not MessageRole.ASSISTANT:
        yield {"role": message.role.value, "content": _content(message)}
        return
    kept = reasoning_of(message, PROTOCOL, model)
    told = {call.call_id: call for call, _ in calls}
    yield from _as_it_came(kept.items if kept else (), message.content, told)
    for call, result in calls:
        yield {"type": "function_call_output", "call_id": call_id_of(call.call_id), "output": result}


def _content(message: LLMMessage) -> str | list[Item]:
    if not message.media:
        return message.content
    text = [{"type": "input_text", "text": message.content}] if message.content else []
    return text + [_media_part(media) for media in message.media]


def _as_it_came(items: Sequence[Item], content: str, calls: dict[str, ToolCall]) -> Iterator[Item]:
    """The items of an answer in their order, as `kept_items` kept them; plainly, if its text is another.

    Reasoning is refused without the item that followed it (and that by its id), so that both stay
    away when that was a call which was cut off.
    """
    if sum(item.get("length", 0) for item in items) != len(content):
        items = ()
    if not items and content:
        yield {"role": "assistant", "content": content}
    waiting, rest, thoughts = dict(calls), content, list[Item]()
    for item in items:
        if item["type"] == "reasoning":
            thoughts.append(item)
            continue
        length = item.get("length", 0)
        whole, rest = _whole(item, rest[:length], waiting), rest[length:]
        if whole is not None:
            yield from thoughts
            yield whole
        thoughts.clear()
    yield from (_call(call, {}) for call in waiting.values())


def _whole(item: Item, text: str, waiting: dict[str, ToolCall]) -> Item | None:
    """The item with what our message holds of it; None when that is nothing."""
    if item["type"] == "message":
        return _message(text, item) if text else None
    if item["type"] == "function_call":
        call = waiting.pop(item["call_id"], None)
        return _call(call, item) if call else None
    return item


def _message(text: str, kept: Item) -> Item:
    part: Item = {"type": "output_text", "text": text, "annotations": []}
    message: Item = {"type": "message", "role": "assistant", "status": "completed", "content": [part]}
    return message | {name: kept[name] for name in ("id", "phase") if name in kept}


def _call(call: ToolCall, kept: Item) -> Item:
    told: Item = {"type": "function_call", "call_id": call_id_of(call.call_id), "name": call.name}
    told |= {name: kept[name] for name in ("id", "namespace") if name in kept}
    return told | {"arguments": call.arguments}


def call_id_of(call_id: str) -> str:
    """The id as the API takes it: the same short one each time for one that is too long."""
    if len(call_id) <= _LONGEST_ID:
        return call_id
    return "call_" + hashlib.blake2b(call_id.encode("utf-8", "replace"), digest_size=16).hexdigest()


def _media_part(media: Media) -> Item:
    kind = media.media_type.partition(";")[0].strip().lower()
    if kind.startswith("image/"):
        return {"type": "input_image", "image_url": _address(media), "detail": "auto"}
    if kind.startswith(("audio/", "video/")):
        raise LLMUnsupportedError(
            f"OpenAI's Responses take no {kind.partition('/')[0]}. For sound choose a model that hears,"
            ' and protocol="openai-chat".'
        )
    if media.data and (kind.startswith("text/") or kind == "application/json"):
        text = media.data.decode("utf-8", "replace")
        return {"type": "input_text", "text": f"{media.name}:\n{text}" if media.name else text}
    if not media.data:
        return {"type": "input_file", "file_url": media.url}
    name = media.name or ("document.pdf" if kind == "application/pdf" else "document")
    return {"type": "input_file", "filename": name, "file_data": _address(media)}


def _address(media: Media) -> str:
    if not media.data:
        return media.url
    return f"data:{media.media_type};base64,{b64encode(media.data).decode()}"
