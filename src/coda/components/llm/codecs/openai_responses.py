"""OpenAI Responses: the bytes of an answer become model events.

The wire format is OpenAI's API reference, "Streaming events" and "The response object", and what
compatible servers (DeepSeek, OpenRouter, xAI, vLLM, LM Studio) make of it. Tools that run at the
provider (search, code, pictures, MCP) are not ours to call: their items are counted, and kept only to
be sent back. Requests are encoded in `openai_responses_request`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import msgspec

from coda.components.llm.codecs.answer import AnswerDecoder, Wire, as_count, decode_all
from coda.components.llm.codecs.http_error import error_from_response, error_from_stream
from coda.components.llm.codecs.responses_calls import ResponsesCalls
from coda.components.llm.codecs.responses_items import (
    PROTOCOL,
    CallItem,
    Item,
    MessageItem,
    Part,
    ReasoningItem,
    kept_items,
    kind_of,
)
from coda.components.llm.codecs.responses_sources import ResponsesSources
from coda.components.llm.codecs.responses_words import Recount, Words
from coda.components.llm.codecs.sse import ServerSentEvent
from coda.components.llm.codecs.tool_calls import is_json
from coda.components.messages import (
    Finish,
    FinishReason,
    ModelEvent,
    ReasoningDelta,
    ReasoningState,
    TextDelta,
    Usage,
)
from coda.errors import LLMError

_ENTRY_COST = 64

_CUT = {
    "max_output_tokens": FinishReason.LENGTH,
    "max_tokens": FinishReason.LENGTH,
    "content_filter": FinishReason.CONTENT_FILTER,
}

_EXPECTED = {
    *("response.created", "response.queued", "response.in_progress", "response.output_item.added"),
    *("response.content_part.added", "response.content_part.done"),
    *("response.reasoning_summary_part.added", "response.reasoning_summary_part.done"),
}
"""What tells nothing that other events do not tell."""

_POLICY = "policy"
_BLAMED = ("invalid_", "image_", "unsupported_", "empty_", "failed_to_download", "data_residency")
"""How those codes of "The response object", `error.code`, begin that blame the request."""

_Number = int | float | None


class _InputDetails(msgspec.Struct, frozen=True, gc=False):
    cached_tokens: _Number = None


class _OutputDetails(msgspec.Struct, frozen=True, gc=False):
    reasoning_tokens: _Number = None


class _Usage(msgspec.Struct, frozen=True, gc=False):
    input_tokens: _Number = None
    output_tokens: _Number = None
    input_tokens_details: _InputDetails | None = None
    output_tokens_details: _OutputDetails | None = None


class _Incomplete(msgspec.Struct, frozen=True, gc=False):
    reason: str | None = None


class _Response(msgspec.Struct, frozen=True):
    type: str = ""
    id: Any = ""
    status: str | None = None
    output: list[Item] | None = None
    usage: _Usage | None = None
    incomplete_details: _Incomplete | None = None
    error: Any = None


class _Event(msgspec.Struct, frozen=True, gc=False):
    type: str = ""
    delta: Any = None
    text: str | None = None
    refusal: str | None = None
    arguments: Any = None
    annotation: Any = None
    output_index: int | None = None
    content_index: int | None = None
    summary_index: int | None = None
    item: Item | None = None
    response: _Response | None = None
    error: Any = None


_event_decoder = msgspec.json.Decoder(_Event)
_response_decoder = msgspec.json.Decoder(_Response)
_any_decoder = msgspec.json.Decoder(dict[str, Any])

_Missing = Callable[[Words, int, str], str]
"""Of the so-and-so-manieth text of an item what was not yet said of these words."""


class OpenAIResponsesDecoder(AnswerDecoder):
    """`model` is who answers: its reasoning goes back to nobody else.

    The items of the `ReasoningState` are as `kept_items` makes them.
    """

    def __init__(self, provider: str = "openai", label: str = "", model: str = "") -> None:
        super().__init__(provider, label)
        self._model = model
        self._text = Words(self._keep_entry)
        self._thoughts = Words(self._keep_entry)
        self._summaries = Words(self._keep_entry)
        self._thought_in: tuple[int, int] | None = None
        self._calls = ResponsesCalls(self._keep)
        self._sources = ResponsesSources(self.ignored)
        self._items: list[Item] = []
        self._usage: _Usage | None = None
        self._status = ""
        self._why_cut = ""
        self._refused = False
        self._response_id = ""

    @property
    def is_whole(self) -> bool:
        return bool(self._status)

    def _take(self, event: ServerSentEvent, events: list[ModelEvent]) -> None:
        if event.data == b"[DONE]":
            self._close(events)
            return
        told = self._read(_event_decoder, event.data)
        index = told.output_index or 0
        match told.type:
            case "response.output_text.delta":
                self._say(self._text.piece(index, _text(told.delta)), events)
            case "response.function_call_arguments.delta":
                self._calls.piece(index, _text(told.delta))
            case "response.reasoning_summary_text.delta":
                words = self._summaries.piece(index, _text(told.delta))
                self._think(words, (index, told.summary_index or 0), events)
            case "response.reasoning_text.delta":
                words = self._thoughts.piece(index, _text(told.delta))
                self._think(words, (index, told.content_index or 0), events)
            case "response.refusal.delta":
                self._refuse(self._text.piece(index, _text(told.delta)), events)
            case _:
                self._take_rarer(told, event, events)

    def _take_rarer(self, told: _Event, event: ServerSentEvent, events: list[ModelEvent]) -> None:
        match told.type:
            case "response.completed" | "response.incomplete" | "response.failed":
                self._take_end(told, events)
            case "response.output_item.added" if told.item is not None:
                if kind_of(told.item) == "function_call":
                    self._calls.item(told.output_index or 0, self._as(CallItem, told.item))
            case "response.output_item.done" if told.item is not None:
                self._finish_item(told.output_index or 0, told.item, events)
            case "response.output_text.annotation.added":
                events.extend(self._sources.new([told.annotation]))
            case kind if kind in _EXPECTED:
                self._note(told.response)
            case kind if kind == "error" or (told.error is not None and not kind):
                error = told.error if told.error is not None else self._read(_any_decoder, event.data)
                self._fail(self._error(error), events)
            case _:
                self._take_repeated(told, event, events)

    def _take_repeated(self, told: _Event, event: ServerSentEvent, events: list[ModelEvent]) -> None:
        """What tells its pieces again in one, because servers may leave them out."""
        index, part = told.output_index or 0, told.content_index or 0
        match told.type:
            case "response.output_text.done":
                self._say(self._text.missing(index, part, told.text or ""), events)
            case "response.refusal.done":
                self._refuse(self._text.missing(index, part, told.refusal or ""), events)
            case "response.reasoning_text.done":
                self._think(self._thoughts.missing(index, part, told.text or ""), (index, part), events)
            case "response.reasoning_summary_text.done":
                part = told.summary_index or 0
                self._think(self._summaries.missing(index, part, told.text or ""), (index, part), events)
            case "response.function_call_arguments.done":
                self._calls.done(index, told.arguments)
            case kind:
                self.ignored[kind or f"event {event.event or 'without a type'}"] += 1

    def _finish_item(self, index: int, item: Item, events: list[ModelEvent]) -> None:
        self._keep(len(msgspec.json.encode(item)))
        self._items.append(item)
        self._count(item)
        self._take_item(index, item, lambda words, part, text: words.missing(index, part, text), events)

    def _take_end(self, told: _Event, events: list[ModelEvent]) -> None:
        response = told.response or _Response()
        status = told.type.removeprefix("response.")
        if response.status in {"failed", "incomplete"}:
            status = response.status
        if status == "failed":
            self._note(response)
            self._fail(self._error(response.error if response.error is not None else told.error), events)
            return
        self._take_response(response, status, events)
        self._close(events)

    def _take_body(self, body: bytes, events: list[ModelEvent]) -> None:
        response = self._read(_response_decoder, body)
        if response.type == "error" or response.error is not None:
            self._note(response)
            self._fail(self._error(response.error or self._read(_any_decoder, body)), events)
            return
        self._take_response(response, response.status or "", events)

    def _take_response(self, response: _Response, status: str, events: list[ModelEvent]) -> None:
        """The whole answer: after a stream it adds only what the stream left out."""
        self._note(response)
        self._status = status
        self._why_cut = (response.incomplete_details and response.incomplete_details.reason) or ""
        output, recount = response.output or [], Recount()
        for place, item in enumerate(output):
            self._take_item(place, item, lambda words, _, text: recount.missing(words, text), events)
        if not self._items:
            self._items = output
            for item in output:
                self._count(item)

    def _take_item(self, place: int, item: Item, missing: _Missing, events: list[ModelEvent]) -> None:
        match kind_of(item):
            case "message":
                for number, part in enumerate(self._as(MessageItem, item).content or ()):
                    words = missing(self._text, number, part.words)
                    say = self._refuse if part.type == "refusal" else self._say
                    say(words, events)
                    events.extend(self._sources.new(part.annotations or ()))
            case "reasoning":
                words, parts = self._told_thoughts(self._as(ReasoningItem, item))
                for number, part in enumerate(parts):
                    self._think(missing(words, number, part.words), (place, number), events)
            case "function_call":
                self._calls.item(place, self._as(CallItem, item))
            case _:
                pass

    def _told_thoughts(self, item: ReasoningItem) -> tuple[Words, list[Part]]:
        """Thoughts or their summary, whichever was streamed; by default the thoughts."""
        told = item.content and not (self._summaries.said and not self._thoughts.said)
        return (self._thoughts, item.content or []) if told else (self._summaries, item.summary or [])

    def _say(self, words: str, events: list[ModelEvent]) -> None:
        if words:
            events.append(TextDelta(words))

    def _refuse(self, words: str, events: list[ModelEvent]) -> None:
        self._refused = self._refused or bool(words)
        self._say(words, events)

    def _think(self, words: str, part: tuple[int, int], events: list[ModelEvent]) -> None:
        """Parts of the reasoning, which have headings of their own, stand apart."""
        if not words:
            return
        if self._thought_in not in {None, part}:
            words = f"\n\n{words}"
        self._thought_in = part
        events.append(ReasoningDelta(words))

    def _count(self, item: Item) -> None:
        if (kind := kind_of(item)) not in {"message", "reasoning", "function_call"}:
            self.ignored[f"item {kind}"] += 1

    def _keep_entry(self) -> None:
        self._keep(_ENTRY_COST)

    def _as(self, kind: type[Wire], item: Item) -> Wire:
        try:
            return msgspec.convert(item, kind)
        except msgspec.ValidationError as error:
            raise self._broken(f" sent an item that cannot be read: {error}. Try again.") from None

    def _note(self, response: _Response | None) -> None:
        if response is not None:
            self._response_id = self._response_id or _text(response.id)
            self._usage = response.usage

    def _account(self) -> Usage | None:
        usage = self._usage
        if usage is None:
            return None
        cached = usage.input_tokens_details and usage.input_tokens_details.cached_tokens
        reasoning = usage.output_tokens_details and usage.output_tokens_details.reasoning_tokens
        return Usage(
            as_count(usage.input_tokens), as_count(usage.output_tokens), as_count(cached), as_count(reasoning)
        )

    def _close(self, events: list[ModelEvent]) -> None:
        """The calls of a cut answer are given out as far as they are whole."""
        if self._status not in {"completed", "incomplete"}:
            self._close_early(events)
            return
        calls = self._calls.calls(self._response_id)
        if self._status == "incomplete":
            reason = _CUT.get(self._why_cut, FinishReason.OTHER)
            calls = [call for call in calls if is_json(call.arguments)]
        elif calls:
            reason = FinishReason.TOOL_CALLS
        else:
            reason = FinishReason.REFUSED if self._refused else FinishReason.STOP
        events.extend(calls)
        if items := kept_items(self._items):
            events.append(ReasoningState(PROTOCOL, self._model, items))
        self._end(Finish(reason), events)

    def _error(self, told: Any) -> LLMError:
        """`told` is an `error` event, or what stands under `error` in it, in a response or a body."""
        code = _text(cast("Item", told).get("code")) if isinstance(told, dict) else ""
        if _POLICY in code:
            told = {**cast("Item", told), "type": "content_policy_violation"}
        data = msgspec.json.encode({"error": told})
        if _POLICY not in code and not code.startswith(_BLAMED):
            return error_from_stream(data, self._provider, self._label)
        error = error_from_response(400, {}, data, self._provider, label=self._label)
        error.status = None
        return error


def decode_response(body: bytes, provider: str = "openai", label: str = "") -> list[ModelEvent]:
    """The events of a whole body with status 200, streamed or not."""
    return decode_all(OpenAIResponsesDecoder(provider, label), body)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
