"""OpenAI Chat Completions: the bytes of an answer become model events.

The wire format is OpenAI's API reference, "The chat completion chunk object", and what compatible
servers make of it: reasoning under `reasoning_content` or `reasoning`, usage under `x_groq`,
content as a list of parts (Mistral), errors inside the stream. Unknown fields are ignored.
Requests are encoded in `openai_chat_request`, refusals are read in `http_error`; both are part of
this module's public face.
"""

from __future__ import annotations

from typing import Any

import msgspec

from coda.components.llm.codecs.answer import AnswerDecoder, as_count, decode_all
from coda.components.llm.codecs.http_error import error_from_response, error_from_stream
from coda.components.llm.codecs.openai_chat_request import encode_request
from coda.components.llm.codecs.sse import ServerSentEvent
from coda.components.llm.codecs.tool_calls import ToolCallAssembler, ToolCallFragment, is_json
from coda.components.messages import (
    Finish,
    FinishReason,
    ModelEvent,
    ReasoningDelta,
    TextDelta,
    Usage,
)
from coda.errors import LLMProviderDownError

__all__ = ["OpenAIChatDecoder", "decode_response", "encode_request", "error_from_response"]

_REASONS = {
    "stop": FinishReason.STOP,
    "eos": FinishReason.STOP,
    "end_turn": FinishReason.STOP,
    "tool_calls": FinishReason.TOOL_CALLS,
    "function_call": FinishReason.TOOL_CALLS,
    "length": FinishReason.LENGTH,
    "max_tokens": FinishReason.LENGTH,
    "model_length": FinishReason.LENGTH,
    "content_filter": FinishReason.CONTENT_FILTER,
}

_Number = int | float | None


class _PromptDetails(msgspec.Struct, frozen=True, gc=False):
    cached_tokens: _Number = None


class _CompletionDetails(msgspec.Struct, frozen=True, gc=False):
    reasoning_tokens: _Number = None


class _Usage(msgspec.Struct, frozen=True):
    prompt_tokens: _Number = None
    completion_tokens: _Number = None
    total_tokens: _Number = None
    prompt_tokens_details: _PromptDetails | None = None
    completion_tokens_details: _CompletionDetails | None = None
    prompt_cache_hit_tokens: _Number = None
    """DeepSeek's name for cached tokens."""
    num_cached_tokens: _Number = None
    """Mistral's."""


class _Groq(msgspec.Struct, frozen=True):
    usage: _Usage | None = None


class _Part(msgspec.Struct, frozen=True):
    """Mistral's content: text, or thinking that is itself a list of text parts."""

    type: str = ""
    text: str = ""
    thinking: list[_Part] = []


class _Delta(msgspec.Struct, frozen=True, gc=False):
    content: str | list[_Part] | None = None
    reasoning_content: str | None = None
    reasoning: str | None = None
    refusal: str | None = None
    tool_calls: list[ToolCallFragment] | None = None


class _Choice(msgspec.Struct, frozen=True, gc=False):
    index: int | None = 0
    delta: _Delta | None = None
    message: _Delta | None = None
    """The whole answer, in a body that is not a stream."""
    finish_reason: str | None = None


class _Chunk(msgspec.Struct, frozen=True, gc=False):
    id: Any = ""
    choices: list[_Choice] | None = None
    usage: _Usage | None = None
    x_groq: _Groq | None = None
    error: Any = None


_chunk_decoder = msgspec.json.Decoder(_Chunk)


class OpenAIChatDecoder(AnswerDecoder):
    """Of several choices the first counts."""

    def __init__(self, provider: str = "openai", label: str = "") -> None:
        super().__init__(provider, label)
        self._calls = ToolCallAssembler()
        self._usage: _Usage | None = None
        self._reason = ""
        self._response_id = ""

    @property
    def is_whole(self) -> bool:
        return bool(self._reason)

    def _take(self, event: ServerSentEvent, events: list[ModelEvent]) -> None:
        data = event.data
        if data == b"[DONE]":
            self._close(events)
            return
        chunk = self._read(_chunk_decoder, data)
        for choice in chunk.choices or ():
            if choice.index:
                continue
            if choice.delta is not None:
                self._take_delta(choice.delta, events)
            if choice.finish_reason:
                self._reason = choice.finish_reason
        if chunk.usage is not None or chunk.x_groq is not None or not self._response_id:
            self._note(chunk)
        if chunk.error is not None or event.event == "error":
            self._fail(error_from_stream(data, self._provider, self._label), events)

    def _take_body(self, body: bytes, events: list[ModelEvent]) -> None:
        chunk = self._read(_chunk_decoder, body)
        self._note(chunk)
        for choice in chunk.choices or ():
            if not choice.index and choice.message is not None:
                self._take_delta(_with_indexed_calls(choice.message), events)
                self._reason = choice.finish_reason or ""
        if chunk.error is not None:
            self._fail(error_from_stream(body, self._provider, self._label), events)

    def _take_delta(self, delta: _Delta, events: list[ModelEvent]) -> None:
        if reasoning := delta.reasoning_content or delta.reasoning:
            events.append(ReasoningDelta(reasoning))
        if content := delta.content:
            if isinstance(content, str):
                events.append(TextDelta(content))
            else:
                events.extend(_parts(content))
        if delta.refusal:
            events.append(TextDelta(delta.refusal))
        if delta.tool_calls:
            for fragment in delta.tool_calls:
                self._calls.add(fragment)

    def _note(self, chunk: _Chunk) -> None:
        """Keep what is told about the answer as a whole; a later account replaces an earlier one."""
        self._response_id = self._response_id or str(chunk.id or "")
        self._usage = chunk.usage or (chunk.x_groq and chunk.x_groq.usage) or self._usage

    def _account(self) -> Usage | None:
        return None if self._usage is None else _as_usage(self._usage)

    def _close(self, events: list[ModelEvent]) -> None:
        if not self._reason:
            self._close_early(events)
            return
        if self._reason == "error":
            down = LLMProviderDownError(f"{self._label} failed while it was answering. Try again.")
            self._fail(down, events)
            return
        reason = _REASONS.get(self._reason, FinishReason.OTHER)
        calls = self._calls.calls(self._response_id)
        if reason in {FinishReason.LENGTH, FinishReason.CONTENT_FILTER}:
            calls = [call for call in calls if is_json(call.arguments)]
        elif calls:
            reason = FinishReason.TOOL_CALLS
        events.extend(calls)
        self._end(Finish(reason), events)


def decode_response(body: bytes, provider: str = "openai", label: str = "") -> list[ModelEvent]:
    """The events of a whole body with status 200, streamed or not."""
    return decode_all(OpenAIChatDecoder(provider, label), body)


def _parts(content: list[_Part]) -> list[ModelEvent]:
    events: list[ModelEvent] = []
    for part in content:
        events.extend(ReasoningDelta(thought.text) for thought in part.thinking if thought.text)
        if part.text:
            events.append(TextDelta(part.text))
    return events


def _with_indexed_calls(message: _Delta) -> _Delta:
    """In a whole message each call stands alone, whatever index or id it lacks."""
    calls = [
        msgspec.structs.replace(call, index=place) for place, call in enumerate(message.tool_calls or ())
    ]
    return msgspec.structs.replace(message, tool_calls=calls)


def _as_usage(wire: _Usage) -> Usage:
    """Some servers (xAI) count reasoning beside the completion instead of inside it; their total tells."""
    prompt, completion = as_count(wire.prompt_tokens), as_count(wire.completion_tokens)
    reasoning = as_count(wire.completion_tokens_details and wire.completion_tokens_details.reasoning_tokens)
    cached = (
        (wire.prompt_tokens_details and wire.prompt_tokens_details.cached_tokens)
        or wire.prompt_cache_hit_tokens
        or wire.num_cached_tokens
    )
    if reasoning and as_count(wire.total_tokens) == prompt + completion + reasoning:
        completion += reasoning
    return Usage(prompt, completion, as_count(cached), reasoning)
