"""A conversation as Anthropic's messages: user and assistant in turn, each a list of content blocks.

The order is the API's: results stand at the head of the user's message right after the calls, and an
answer goes back as it came, its signed thinking in its place between text and calls.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence

from coda.components.llm.codecs.alternating import (
    OPENING,
    Block,
    CallIds,
    arguments_of,
    as_it_came,
    in_turns,
)
from coda.components.llm.codecs.request import Step, reasoning_of, steps
from coda.components.messages import LLMMessage, Media, MessageRole
from coda.errors import LLMUnsupportedError

PROTOCOL = "anthropic"
"""The name under which `ReasoningState` is kept."""

_IMAGES = {"image/jpeg", "image/png", "image/gif", "image/webp"}
_PDF = "application/pdf"


def system_blocks(messages: Sequence[LLMMessage]) -> list[Block]:
    """What the model is told beside the conversation, a block for each message of role `system`."""
    told = (message.content for message in messages if message.role is MessageRole.SYSTEM)
    return [block for content in told for block in text_blocks(content)]


def conversation(messages: Sequence[LLMMessage], model: str) -> list[Block]:
    """The messages of roles user and assistant, neighbors merged, the user first."""
    ids = CallIds()
    told = [message for message in messages if message.role is not MessageRole.SYSTEM]
    spoken = (turn for step in steps(told) for turn in _spoken(step, ids, model))
    return in_turns(spoken, text_blocks(OPENING))


def text_blocks(text: str) -> list[Block]:
    """A block of text, or none: the API refuses one that is blank."""
    return [{"type": "text", "text": text}] if text.strip() else []


def _spoken(step: Step, ids: CallIds, model: str) -> Iterator[tuple[str, list[Block]]]:
    message, calls = step
    if message.role is MessageRole.USER:
        yield "user", [media_block(media) for media in message.media] + text_blocks(message.content)
        return
    if message.media:
        raise LLMUnsupportedError(
            "Anthropic takes no pictures or files in an answer of the model. Start a new conversation."
        )
    given = [(ids.next_for(call.call_id), call, result) for call, result in calls]
    uses = {
        call.call_id: {"type": "tool_use", "id": wire_id, "name": call.name, "input": arguments_of(call)}
        for wire_id, call, _ in given
    }
    kept = reasoning_of(message, PROTOCOL, model)
    yield "assistant", list(as_it_came(kept.items if kept else (), message.content, uses, text_blocks))
    yield "user", [_result_block(wire_id, result) for wire_id, _, result in given]


def _result_block(wire_id: str, result: str) -> Block:
    block: Block = {"type": "tool_result", "tool_use_id": wire_id}
    return block | {"content": text_blocks(result)} if result.strip() else block


def media_block(media: Media) -> Block:
    """Raises LLMUnsupportedError for what Anthropic's models do not take."""
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
        raise LLMUnsupportedError(
            f"Anthropic's models cannot read {media.media_type}. They read JPEG, PNG, GIF and WebP"
            " pictures, PDF files, and plain text; use another model for the rest."
        )
    if not media.data:
        return {"type": "url", "url": media.url}
    return {"type": "base64", "media_type": media.media_type, "data": b64encode(media.data).decode()}
