"""OpenAI Chat Completions: the bytes of an answer become model events.

The wire format is OpenAI's API reference, "The chat completion chunk object", and what compatible
servers make of it: reasoning under `reasoning_content` or `reasoning`, usage under `x_groq`,
content as a list of parts (Mistral), errors inside the stream. Groq's `x_groq.error` is told in its
API reference, OpenRouter's errors in choices in its docs ("Errors and Debugging"). Unknown fields
are ignored.
Requests are encoded in `openai_chat_request`, refusals are read in `http_error`; both are part of
this module's public face.
"""

from __future__ import annotations

from typing import Any

import msgspec

from coda.components.llm.codecs.answer import AnswerDecoder, decode_all
from coda.components.llm.codecs.chat_dialects import ChatDialect, dialect_called
from coda.components.llm.codecs.chat_reasoning import KeptReasoning
from coda.components.llm.codecs.chat_sources import Sources
from coda.components.llm.codecs.chat_usage import WireUsage, as_usage
from coda.components.llm.codecs.http_error import error_from_response, error_from_stream
from coda.components.llm.codecs.openai_chat_request import encode_request
from coda.components.llm.codecs.sse import ServerSentEvent
from coda.components.llm.codecs.tool_calls import (
    FunctionFragment,
    ToolCallAssembler,
    ToolCallFragment,
    is_json,
)
from coda.components.messages import (
    Finish,
    FinishReason,
    ModelEvent,
    ReasoningDelta,
    TextDelta,
    Usage,
)
from coda.errors import LLMError, LLMProviderDownError

__all__ = ["OpenAIChatDecoder", "decode_response", "encode_request", "error_from_response"]

_PARTS = {"text", "thinking", "output_text"}

_FAILURES = {"error", "insufficient_system_resource", "abort"}
"""Reasons that are none: OpenRouter's and Mistral's, DeepSeek's, vLLM's."""

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


class _Groq(msgspec.Struct, frozen=True):
    usage: WireUsage | None = None
    error: Any = None


class _Part(msgspec.Struct, frozen=True):
    """Mistral's content: text, or thinking that is itself a list of text parts."""

    type: str = "text"
    text: str | None = None
    thinking: list[_Part] | str | None = None


class _Delta(msgspec.Struct, frozen=True, gc=False):
    content: str | list[_Part] | None = None
    reasoning_content: str | None = None
    reasoning: str | None = None
    reasoning_details: list[dict[str, Any]] | None = None
    """OpenRouter's; the words in them also stand in `reasoning`."""
    refusal: str | None = None
    tool_calls: list[ToolCallFragment] | None = None
    function_call: FunctionFragment | None = None
    """Of the time before tools; there is one at most."""
    annotations: list[Any] | None = None
    executed_tools: list[Any] | None = None
    """Groq's own tools, which have run already."""


class _Choice(msgspec.Struct, frozen=True, gc=False):
    index: int | None = 0
    delta: _Delta | None = None
    message: _Delta | None = None
    """The whole answer, in a body that is not a stream."""
    finish_reason: str | None = None
    error: Any = None
    """OpenRouter's, when the provider behind it failed."""
    usage: WireUsage | None = None
    """Moonshot's place for it."""


class _Chunk(msgspec.Struct, frozen=True, gc=False):
    id: Any = ""
    object: Any = ""
    choices: list[_Choice] | None = None
    usage: WireUsage | None = None
    x_groq: _Groq | None = None
    citations: Any = None
    search_results: Any = None
    error: Any = None


_chunk_decoder = msgspec.json.Decoder(_Chunk)


class OpenAIChatDecoder(AnswerDecoder):
    """Of several choices the first counts.

    `model` is what was asked for: reasoning that has to go back belongs to it, and without a name
    none is kept. `dialect` is by default the provider's.
    """

    def __init__(
        self,
        provider: str = "openai",
        label: str = "",
        model: str = "",
        dialect: ChatDialect | None = None,
    ) -> None:
        super().__init__(provider, label)
        self._model = model
        self._dialect = dialect or dialect_called(provider)
        self._calls = ToolCallAssembler()
        self._reasoning = KeptReasoning(self._dialect)
        self._sources = Sources(self.ignored)
        self._usage: WireUsage | None = None
        self._reason = ""
        self._refused = False
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
        self._take_choices(chunk, events)
        if self._tells_more(chunk) or not self._response_id:
            self._note(chunk)
        if chunk.x_groq is not None and chunk.x_groq.error is not None:
            raise self._error(chunk.x_groq.error)
        if chunk.error is not None or event.event == "error" or chunk.object == "error":
            self._fail(error_from_stream(data, self._provider, self._label), events)
        elif chunk.choices is None and chunk.usage is None:
            self.ignored[f"event {event.event or chunk.object or 'without a name'}"] += 1

    def _take_body(self, body: bytes, events: list[ModelEvent]) -> None:
        chunk = self._read(_chunk_decoder, body)
        self._note(chunk)
        self._take_choices(chunk, events)
        if chunk.error is not None or chunk.object == "error":
            self._fail(error_from_stream(body, self._provider, self._label), events)

    def _take_choices(self, chunk: _Chunk, events: list[ModelEvent]) -> None:
        for choice in chunk.choices or ():
            if choice.index:
                continue
            if choice.delta is not None:
                self._take_delta(choice.delta, events)
            elif choice.message is not None:
                self._take_delta(_with_indexed_calls(choice.message), events)
            if choice.finish_reason:
                self._reason = choice.finish_reason
            if choice.usage is not None:
                self._usage = choice.usage
            if choice.error is not None and chunk.error is None:
                raise self._error(choice.error)

    def _take_delta(self, delta: _Delta, events: list[ModelEvent]) -> None:
        if delta.reasoning_content or delta.reasoning or delta.reasoning_details:
            self._take_reasoning(delta, events)
        if content := delta.content:
            if isinstance(content, str):
                events.append(TextDelta(content))
            else:
                self._take_parts(content, events)
        if delta.refusal:
            self._refused = True
            events.append(TextDelta(delta.refusal))
        if delta.tool_calls:
            for fragment in delta.tool_calls:
                self._calls.add(fragment)
        if delta.function_call is not None:
            self._calls.add(ToolCallFragment(index=0, function=delta.function_call))
        if delta.annotations:
            events.extend(self._sources.annotations(delta.annotations))
        if delta.executed_tools:
            self._sources.tools(delta.executed_tools)

    def _take_reasoning(self, delta: _Delta, events: list[ModelEvent]) -> None:
        """Some servers send the same words under two or three names."""
        details = delta.reasoning_details or []
        self._reasoning.details(details)
        words = delta.reasoning_content or delta.reasoning
        if words:
            self._reasoning.text("reasoning_content" if delta.reasoning_content else "reasoning", words)
        else:
            words = "".join(str(detail.get("text") or detail.get("summary") or "") for detail in details)
        if words:
            events.append(ReasoningDelta(words))

    def _take_parts(self, content: list[_Part], events: list[ModelEvent]) -> None:
        for part in content:
            thinking = part.thinking or ()
            for thought in (thinking,) if isinstance(thinking, str) else (inner.text for inner in thinking):
                if thought:
                    self._reasoning.thought(thought)
                    events.append(ReasoningDelta(thought))
            if part.text:
                events.append(TextDelta(part.text))
            if part.type not in _PARTS:
                self.ignored[f"content {part.type}"] += 1

    @staticmethod
    def _tells_more(chunk: _Chunk) -> bool:
        return not chunk.usage is chunk.x_groq is chunk.citations is chunk.search_results is None

    def _error(self, told: Any) -> LLMError:
        return error_from_stream(msgspec.json.encode({"error": told}), self._provider, self._label)

    def _note(self, chunk: _Chunk) -> None:
        """Keep what is told about the answer as a whole; a later account replaces an earlier one."""
        self._response_id = self._response_id or str(chunk.id or "")
        self._usage = chunk.usage or (chunk.x_groq and chunk.x_groq.usage) or self._usage
        self._sources.beside(chunk.citations, chunk.search_results)

    def _account(self) -> Usage | None:
        if self._usage is None:
            return None
        return as_usage(self._usage, hidden_reasoning=self._dialect.hidden_reasoning)

    def _close(self, events: list[ModelEvent]) -> None:
        if not self._reason:
            self._close_early(events)
            return
        if self._reason in _FAILURES:
            down = LLMProviderDownError(f"{self._label} failed while it was answering. Try again.")
            self._fail(down, events)
            return
        reason = _REASONS.get(self._reason, FinishReason.OTHER)
        signed = self._calls.calls(self._response_id)
        if reason in {FinishReason.LENGTH, FinishReason.CONTENT_FILTER}:
            signed = [(call, extra) for call, extra in signed if is_json(call.arguments)]
        elif signed:
            reason = FinishReason.TOOL_CALLS
        elif self._refused:
            reason = FinishReason.REFUSED
        events.extend(self._sources.rest())
        events.extend(call for call, _ in signed)
        state = self._reasoning.state(self._model, signed) if self._model else None
        if state is not None:
            events.append(state)
        self._end(Finish(reason), events)


def decode_response(body: bytes, provider: str = "openai", label: str = "") -> list[ModelEvent]:
    """The events of a whole body with status 200, streamed or not."""
    return decode_all(OpenAIChatDecoder(provider, label), body)


def _with_indexed_calls(message: _Delta) -> _Delta:
    """In a whole message each call stands alone, whatever index or id it lacks."""
    calls = [
        msgspec.structs.replace(call, index=place) for place, call in enumerate(message.tool_calls or ())
    ]
    return msgspec.structs.replace(message, tool_calls=calls)
