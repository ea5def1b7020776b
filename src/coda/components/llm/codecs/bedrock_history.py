"""A conversation as messages of Bedrock's Converse: user and assistant in turn, each a list of blocks."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Sequence

from coda.components.llm.codecs.alternating import OPENING, Block, CallIds, arguments_of, as_it_came, in_turns
from coda.components.llm.codecs.request import Step, reasoning_of, steps
from coda.components.messages import LLMMessage, Media, MessageRole
from coda.errors import LLMUnsupportedError

PROTOCOL = "bedrock"
"""The name under which `ReasoningState` is kept."""

_IMAGES = {f"image/{kind}": kind for kind in ("png", "jpeg", "gif", "webp")}
_OFFICE = "application/vnd.openxmlformats-officedocument"
_DOCUMENTS = {
    "application/pdf": "pdf",
    "application/msword": "doc",
    "application/vnd.ms-excel": "xls",
    f"{_OFFICE}.wordprocessingml.document": "docx",
    f"{_OFFICE}.spreadsheetml.sheet": "xlsx",
    "text/csv": "csv",
    "text/html": "html",
    "text/markdown": "md",
    "text/plain": "txt",
}
_SOUNDS = {
    "audio/wav": "wav",
    "audio/x-wav": "wav",
    "audio/mpeg": "mp3",
    "audio/flac": "flac",
    "audio/ogg": "ogg",
    "audio/opus": "opus",
    "audio/aac": "aac",
    "audio/mp4": "mp4",
    "audio/webm": "webm",
}
_FILMS = {
    "video/mp4": "mp4",
    "video/quicktime": "mov",
    "video/webm": "webm",
    "video/mpeg": "mpeg",
    "video/x-matroska": "mkv",
}
_KINDS = (("image", _IMAGES), ("document", _DOCUMENTS), ("audio", _SOUNDS), ("video", _FILMS))
_NO_NAME_CHARACTER = re.compile(r"[^A-Za-z0-9\-()\[\]]+")
_LONGEST_NAME = 180


def system_blocks(messages: Sequence[LLMMessage]) -> list[Block]:
    """What the model is told beside the conversation, a block for each message of role `system`."""
    told = (message.content for message in messages if message.role is MessageRole.SYSTEM)
    return [block for content in told for block in text_blocks(content)]


def conversation(messages: Sequence[LLMMessage], model: str) -> list[Block]:
    """The messages of roles user and assistant, neighbors merged, the user first."""
    told = [message for message in messages if message.role is not MessageRole.SYSTEM]
    encoder = _Encoder(model)
    return in_turns((turn for step in steps(told) for turn in encoder.spoken(step)), text_blocks(OPENING))


def text_blocks(text: str) -> list[Block]:
    """A block of text, or none: models refuse one that is blank."""
    return [{"text": text}] if text.strip() else []


class _Encoder:
    """Keeps which call ids and document names the request has, since each may stand but once."""

    def __init__(self, model: str) -> None:
        self._model = model
        self._ids = CallIds()
        self._names: dict[str, int] = {}

    def spoken(self, step: Step) -> Iterator[tuple[str, list[Block]]]:
        message, calls = step
        if message.role is MessageRole.USER:
            yield "user", self._said(message)
            return
        if message.media:
            raise LLMUnsupportedError(
                "Bedrock takes no pictures or files in an answer of the model. Start a new conversation."
            )
        given = [(self._ids.next_for(call.call_id), call, result) for call, result in calls]
        uses: dict[str, Block] = {}
        for wire_id, call, _ in given:
            use = {"toolUseId": wire_id, "name": call.name, "input": arguments_of(call)}
            uses[call.call_id] = {"toolUse": use}
        kept = reasoning_of(message, PROTOCOL, self._model)
        yield "assistant", list(as_it_came(kept.items if kept else (), message.content, uses, text_blocks))
        yield "user", [_result_block(wire_id, result) for wire_id, _, result in given]

    def _said(self, message: LLMMessage) -> list[Block]:
        """A document is refused without words beside it."""
        media = [self._media_block(media) for media in message.media]
        words = text_blocks(message.content)
        if not words and any("document" in block for block in media):
            words = text_blocks("(See the document.)")
        return media + words

    def _media_block(self, media: Media) -> Block:
        for kind, formats in _KINDS:
            if (name := formats.get(media.media_type)) is not None:
                titled = {"name": self._name_for(media)} if kind == "document" else {}
                return {kind: {"format": name, **titled, "source": _source(media)}}
        raise LLMUnsupportedError(
            f"Bedrock's models cannot read {media.media_type}. They read common pictures, documents,"
            " sounds and films; convert it first."
        )

    def _name_for(self, media: Media) -> str:
        """Letters, digits, single spaces, hyphens and brackets, as the API demands."""
        name = _NO_NAME_CHARACTER.sub(" ", media.name).strip()[:_LONGEST_NAME] or "document"
        count = self._names[name] = self._names.get(name, 0) + 1
        return name if count == 1 else f"{name} ({count})"


def _result_block(wire_id: str, result: str) -> Block:
    return {"toolResult": {"toolUseId": wire_id, "content": text_blocks(result) or [{"text": "(nothing)"}]}}


def _source(media: Media) -> Block:
    if media.data:
        return {"bytes": b64encode(media.data).decode()}
    if media.url.startswith("s3://"):
        return {"s3Location": {"uri": media.url}}
    raise LLMUnsupportedError(
        "Bedrock fetches files only from S3 (s3://…), not from the web. Attach the file itself."
    )
