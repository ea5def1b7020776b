"""Pictures, sounds and documents as parts of a Chat Completions message.

The parts are those of OpenAI's API reference ("Content part"), and of Mistral's for its documents
and its audio.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any

from coda.components.llm.codecs.chat_dialects import ChatDialect
from coda.components.messages import Media
from coda.errors import LLMUnsupportedError

_AUDIO_FORMATS = {
    "audio/wav": "wav",
    "audio/x-wav": "wav",
    "audio/wave": "wav",
    "audio/mpeg": "mp3",
    "audio/mp3": "mp3",
}


def media_parts(media: Sequence[Media], dialect: ChatDialect) -> list[dict[str, Any]]:
    """Raises LLMUnsupportedError for a kind of media that the server does not take."""
    return [_part(item, dialect) for item in media]


def _part(item: Media, dialect: ChatDialect) -> dict[str, Any]:
    kind = item.media_type.partition(";")[0].strip().lower()
    if kind.startswith("image/"):
        return {"type": "image_url", "image_url": {"url": _address(item)}}
    if kind.startswith("audio/"):
        return _audio(item, kind, dialect)
    if item.data and (kind.startswith("text/") or kind == "application/json"):
        return {"type": "text", "text": _as_text(item)}
    return _document(item, dialect)


def _audio(item: Media, kind: str, dialect: ChatDialect) -> dict[str, Any]:
    if not dialect.audio:
        raise _refused(item)
    if dialect.audio == "bare":
        return {"type": "input_audio", "input_audio": item.url if not item.data else _base64(item)}
    if kind not in _AUDIO_FORMATS:
        raise LLMUnsupportedError(f"Chat Completions take sound as WAV or MP3, not as {item.media_type}.")
    if dialect.audio == "data_url":
        sound = _address(item)
    elif item.data:
        sound = _base64(item)
    else:
        raise LLMUnsupportedError("Chat Completions take the bytes of a sound, not its address.")
    return {"type": "input_audio", "input_audio": {"data": sound, "format": _AUDIO_FORMATS[kind]}}


def _document(item: Media, dialect: ChatDialect) -> dict[str, Any]:
    match dialect.documents:
        case "document_url":
            return {"type": "document_url", "document_url": _address(item)}
        case "file" | "file_or_url" if item.data or dialect.documents == "file_or_url":
            file = {"filename": item.name or "document", "file_data": _address(item)}
            return {"type": "file", "file": file}
        case "file":
            raise LLMUnsupportedError("Chat Completions take the bytes of a document, not its address.")
        case _:
            raise _refused(item)


def _refused(item: Media) -> LLMUnsupportedError:
    return LLMUnsupportedError(
        f"This server takes no {item.media_type} in its messages. Send text or pictures, or choose another."
    )


def _address(item: Media) -> str:
    return f"data:{item.media_type};base64,{_base64(item)}" if item.data else item.url


def _base64(item: Media) -> str:
    return base64.b64encode(item.data).decode()


def _as_text(item: Media) -> str:
    text = item.data.decode("utf-8", "replace")
    return f"{item.name}:\n{text}" if item.name else text
