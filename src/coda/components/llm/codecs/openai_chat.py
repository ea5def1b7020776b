"""OpenAI Chat Completions: the bytes of an answer become model events.

The wire format is OpenAI's API reference, "The chat completion chunk object", and what compatible
servers make of it: reasoning under `reasoning_content` or `reasoning`, usage under `x_groq`,
content as a list of parts (Mistral), errors inside the stream. Unknown fields are ignored.
Requests are encoded in `openai_chat_request`, refusals are read in `http_error`; both are part of
this module's public face.
"""

from __future__ import annotations

import json
from typing import Any

import msgspec

from coda.components.llm.codecs.http_error import (
    error_from_response,
    error_from_stream,
    label_of,
)
from coda.components.llm.codecs.openai_chat_request import encode_request
from coda.components.llm.codecs.sse import ServerSentEvent, SSEDecoder
from coda.components.llm.codecs.tool_calls import ToolCallAssembler, ToolCallFragment, is_json
from coda.components.messages import (
    Failure,
    Finish,
    FinishReason,
    ModelEvent,
    ReasoningDelta,
    TextDelta,
    Usage,
    UsageReport,
)
from coda.errors import LLMError, LLMProviderDownError, LLMStreamBrokenError

__all__ = ["OpenAIChatDecoder", "decode_response", "encode_request", "error_from_response"]

MAX_BODY_BYTES = 32 * 2**20
"""Of an answer that came as one JSON body instead of a stream."""

_LONGEST_OPENING = 4096
_MAX_COUNT = 2**53
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


_decode_chunk = msgspec.json.Decoder(_Chunk).decode


class OpenAIChatDecoder:
    """Decodes one answer with status 200. `feed` it reads cut anywhere, then `finish` it.

    Both return events and never raise; the last event of an answer is one `Finish` or `Failure`,
    and after it there are none. Tool calls and usage come just before it. A body that is one JSON
    object instead of a stream is understood too, and a web page is recognized as such. Of several
    choices the first counts.
    """

    def __init__(self, provider: str = "openai", label: str = "") -> None:
        self._provider = provider
        self._label = label or label_of(provider)
        self._opening: bytes | None = b""
        """Leading white space, until the first other byte tells what the body is."""
        self._body: list[bytes] | None = None
        self._body_size = 0
        self._sse = SSEDecoder()
        self._calls = ToolCallAssembler()
        self._usage: _Usage | None = None
        self._reason = ""
        self._response_id = ""
        self._ended = False

    @property
    def is_whole(self) -> bool:
        """Whether the provider has said why it stopped; what may still follow is the account."""
        return bool(self._reason)

    @property
    def has_ended(self) -> bool:
        """Whether the terminal event was given out."""
        return self._ended

    def feed(self, read: bytes) -> list[ModelEvent]:
        events: list[ModelEvent] = []
        if self._ended:
            return events
        try:
            if self._opening is not None:
                read = self._open(read)
            if self._body is None:
                for event in self._sse.feed(read):
                    self._take(event, events)
                    if self._ended:
                        break
            else:
                self._hold(self._body, read)
        except LLMError as error:
            self._fail(error, events)
        return events

    def finish(self) -> list[ModelEvent]:
        """The body has ended, in order or not."""
        events: list[ModelEvent] = []
        if self._ended:
            return events
        try:
            if self._body is not None:
                self._take_body(b"".join(self._body), events)
            for event in self._sse.finish():
                self._take(event, events)
        except LLMStreamBrokenError as error:
            if self._body is not None:
                self._fail(error, events)
            elif not self.is_whole:
                cut = self._broken(" was cut off in the middle of an event. Try again.")
                self._fail(cut, events)
        if not self._ended:
            self._close(events)
        return events

    def _open(self, read: bytes) -> bytes:
        opening = (self._opening or b"") + read
        start = opening.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
        if not start and len(opening) < _LONGEST_OPENING:
            self._opening = opening
            return b""
        self._opening = None
        if start == b"<":
            raise LLMStreamBrokenError(
                f"{self._label} sent a web page, not an answer. Check api_base, and any proxy between.",
                recoverable=False,
            )
        if start in {b"{", b"["}:
            self._body = []
            return opening[opening.index(start) :]
        return opening

    def _hold(self, body: list[bytes], read: bytes) -> None:
        self._body_size += len(read)
        if self._body_size > MAX_BODY_BYTES:
            raise self._broken(f" sent an answer above {MAX_BODY_BYTES} bytes; it was given up.")
        body.append(read)

    def _take(self, event: ServerSentEvent, events: list[ModelEvent]) -> None:
        data = event.data
        if data == b"[DONE]":
            self._close(events)
            return
        try:
            chunk = _decode_chunk(data)
        except (ValueError, RecursionError) as error:
            chunk = self._mended(data, error)
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
        try:
            chunk = _decode_chunk(body)
        except (ValueError, RecursionError) as error:
            raise self._unreadable(body, error) from None
        self._note(chunk)
        for choice in chunk.choices or ():
            if not choice.index and choice.message is not None:
                self._take_delta(_with_indexed_calls(choice.message), events)
                self._reason = choice.finish_reason or ""
        if chunk.error is not None:
            self._fail(error_from_stream(body, self._provider, self._label), events)

    def _mended(self, data: bytes, error: Exception) -> _Chunk:
        """Some servers cut a character into two escaped surrogates, one in each of two chunks."""
        if b"\\ud" not in data.lower():
            raise self._unreadable(data, error)
        try:
            text = json.dumps(json.loads(data), ensure_ascii=False)
            return _decode_chunk(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
        except (ValueError, RecursionError):
            raise self._unreadable(data, error) from None

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

    def _close(self, events: list[ModelEvent]) -> None:
        if not self._reason:
            empty = self._opening is not None
            what = "sent an empty answer" if empty else "ended its answer early; part of it may be missing"
            self._fail(self._broken(f" {what}. Try again."), events)
            return
        if self._reason == "error":
            self._fail(
                LLMProviderDownError(f"{self._label} failed while it was answering. Try again."), events
            )
            return
        reason = _REASONS.get(self._reason, FinishReason.OTHER)
        calls = self._calls.calls(self._response_id)
        if reason in {FinishReason.LENGTH, FinishReason.CONTENT_FILTER}:
            calls = [call for call in calls if is_json(call.arguments)]
        elif calls:
            reason = FinishReason.TOOL_CALLS
        events.extend(calls)
        self._end(Finish(reason), events)

    def _fail(self, error: LLMError, events: list[ModelEvent]) -> None:
        error.provider = self._provider
        self._end(Failure(error), events)

    def _end(self, terminal: Finish | Failure, events: list[ModelEvent]) -> None:
        if self._usage is not None:
            events.append(UsageReport(_as_usage(self._usage)))
        events.append(terminal)
        self._ended = True

    def _broken(self, what: str) -> LLMStreamBrokenError:
        return LLMStreamBrokenError(f"{self._label}{what}")

    def _unreadable(self, data: bytes, error: Exception) -> LLMStreamBrokenError:
        why = "it is not JSON"
        if isinstance(error, msgspec.DecodeError):
            why = str(error)
        elif isinstance(error, RecursionError):
            why = "it is nested too deeply"
        elif isinstance(error, UnicodeDecodeError):
            why = "it is not UTF-8"
        return self._broken(f" sent {len(data)} bytes that cannot be read: {why}. Try again.")


def decode_response(body: bytes, provider: str = "openai", label: str = "") -> list[ModelEvent]:
    """The events of a whole body with status 200, streamed or not."""
    decoder = OpenAIChatDecoder(provider, label)
    return decoder.feed(body) + decoder.finish()


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
    prompt, completion = _count(wire.prompt_tokens), _count(wire.completion_tokens)
    reasoning = _count(wire.completion_tokens_details and wire.completion_tokens_details.reasoning_tokens)
    cached = (
        (wire.prompt_tokens_details and wire.prompt_tokens_details.cached_tokens)
        or wire.prompt_cache_hit_tokens
        or wire.num_cached_tokens
    )
    if reasoning and _count(wire.total_tokens) == prompt + completion + reasoning:
        completion += reasoning
    return Usage(prompt, completion, _count(cached), reasoning)


def _count(number: _Number) -> int:
    """A count as it can be stored: servers may send null, 12.0 or nonsense."""
    return max(0, min(int(number or 0), _MAX_COUNT))
