"""A conversation as Gemini's contents: user and model in turn, each a list of parts.

The order is the API's: the results of a model's calls are one content of their own, right after the
calls; what the user says then is the next content.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from typing import Any

from coda.components.llm.codecs.gemini_arguments import arguments_of, response_of
from coda.components.llm.codecs.gemini_models import is_third
from coda.components.llm.codecs.gemini_parts import PROTOCOL, Part, calls_in_order, given_ids, parts_back
from coda.components.llm.codecs.request import Step, reasoning_of, steps
from coda.components.messages import LLMMessage, Media, MessageRole
from coda.errors import LLMUnsupportedError

_OPENING = "(The conversation begins.)"

_NO_SIGNATURE = b64encode(b"context_engineering_is_the_way_to_go").decode()
"""Google's word for a call of another model, which bears no signature ("Thought signatures", FAQ)."""

_PICTURES = {"image/png", "image/jpeg", "image/webp", "image/heic", "image/heif"}
_SPOKEN_NAMES = {"audio/x-wav": "audio/wav", "audio/wave": "audio/wav", "image/jpg": "image/jpeg"}
_TEXTS = {"application/json", "application/xml", "application/yaml"}


def system_parts(messages: Sequence[LLMMessage]) -> list[Part]:
    """What the model is told beside the conversation, a part for each message of role `system`."""
    told = [message for message in messages if message.role is MessageRole.SYSTEM]
    if any(message.media for message in told):
        raise LLMUnsupportedError("Gemini's instructions are text alone. Put media into the user's message.")
    return [part for message in told for part in _text_parts(message.content)]


def conversation(messages: Sequence[LLMMessage], keeper: str) -> list[dict[str, Any]]:
    """The messages of roles user and assistant, neighbors merged, the user first.

    `keeper` is who the request goes to, as `gemini_models.keeper_of` names it.
    """
    turns: list[dict[str, Any]] = []
    for step in steps([message for message in messages if message.role is not MessageRole.SYSTEM]):
        for role, parts in _spoken(step, keeper):
            if not parts:
                continue
            if turns and turns[-1]["role"] == role and "functionResponse" not in turns[-1]["parts"][0]:
                turns[-1]["parts"] += parts
            else:
                turns.append({"role": role, "parts": parts})
    if not turns or turns[0]["role"] == "model":
        turns.insert(0, {"role": "user", "parts": _text_parts(_OPENING)})
    return turns


def _spoken(step: Step, keeper: str) -> Iterator[tuple[str, list[Part]]]:
    """An id that Google did not give is not shown to it: it pairs calls and results by their order."""
    message, calls = step
    media = [media_part(item) for item in message.media]
    if message.role is not MessageRole.ASSISTANT:
        yield "user", media + _text_parts(message.content)
        return
    kept = reasoning_of(message, PROTOCOL, keeper)
    items = kept.items if kept else ()
    given = given_ids(items)
    asked: dict[str, Part] = {}
    answered: dict[str, Part] = {}
    for call, result in calls:
        name = {"id": call.call_id, "name": call.name} if call.call_id in given else {"name": call.name}
        asked[call.call_id] = {"functionCall": {**name, "args": arguments_of(call)}}
        answered[call.call_id] = {"functionResponse": {**name, "response": response_of(result)}}
    if asked and kept is None and is_third(keeper):
        next(iter(asked.values()))["thoughtSignature"] = _NO_SIGNATURE
    yield "model", media + list(parts_back(items, message.content, asked))
    yield "user", [answered[call_id] for call_id in calls_in_order(items, answered)]


def _text_parts(text: str) -> list[Part]:
    """A part with the text, or none: the API refuses one that is blank."""
    return [{"text": text}] if text.strip() else []


def media_part(media: Media) -> Part:
    """Raises LLMUnsupportedError for what Gemini's models do not take."""
    kind = media.media_type.partition(";")[0].strip().lower()
    kind = _SPOKEN_NAMES.get(kind, kind)
    if media.data and (kind.startswith("text/") or kind in _TEXTS):
        text = media.data.decode("utf-8", "replace")
        return {"text": f"{media.name}:\n{text}" if media.name else text}
    if not (kind in _PICTURES or kind == "application/pdf" or kind.startswith(("audio/", "video/", "text/"))):
        raise LLMUnsupportedError(
            f"Gemini's models cannot read {media.media_type}. They read PNG, JPEG, WebP and HEIC pictures,"
            " sounds, films, PDF files and plain text; use another model for the rest."
        )
    if media.data:
        return {"inlineData": {"mimeType": kind, "data": b64encode(media.data).decode()}}
    return {"fileData": {"mimeType": kind, "fileUri": media.url}}
