"""Amazon Bedrock's Converse: the bytes of an answer become model events.

The wire format is the Bedrock API reference, "ConverseStream", framed as an event stream
(`aws_event_stream`). Requests are encoded in `bedrock_request`.
"""

from __future__ import annotations

from typing import Any

import msgspec

from coda.components.llm.codecs.answer import AnswerDecoder, as_count
from coda.components.llm.codecs.aws_event_stream import EventStreamFraming
from coda.components.llm.codecs.bedrock_history import PROTOCOL
from coda.components.llm.codecs.http_error import error_from_response
from coda.components.llm.codecs.sse import ServerSentEvent
from coda.components.llm.codecs.tool_calls import is_json
from coda.components.messages import (
    Citation,
    Finish,
    FinishReason,
    ModelEvent,
    ReasoningDelta,
    ReasoningState,
    TextDelta,
    ToolCall,
    Usage,
)
from coda.errors import LLMError

_BLOCK_COST = 256

_REASONS = {
    "end_turn": FinishReason.STOP,
    "stop_sequence": FinishReason.STOP,
    "tool_use": FinishReason.TOOL_CALLS,
    "max_tokens": FinishReason.LENGTH,
    "model_context_window_exceeded": FinishReason.LENGTH,
    "guardrail_intervened": FinishReason.CONTENT_FILTER,
    "content_filtered": FinishReason.CONTENT_FILTER,
    "refusal": FinishReason.REFUSED,
}
_IN_ORDER = {FinishReason.STOP, FinishReason.TOOL_CALLS}

_STATUSES = {
    "validationException": 400,
    "accessDeniedException": 403,
    "resourceNotFoundException": 404,
    "modelTimeoutException": 408,
    "throttlingException": 429,
    "internalServerException": 500,
    "modelStreamErrorException": 500,
    "modelErrorException": 500,
    "serviceUnavailableException": 503,
    "modelNotReadyException": 503,
}
"""What an exception inside a stream would have been as a status, or 500 where the model is to blame."""


class _Usage(msgspec.Struct, frozen=True, rename="camel", gc=False):
    input_tokens: int | float | None = None
    output_tokens: int | float | None = None
    cache_read_input_tokens: int | float | None = None
    cache_write_input_tokens: int | float | None = None


class _Signed(msgspec.Struct, frozen=True, gc=False):
    text: str = ""
    signature: str = ""


class _Reasoning(msgspec.Struct, frozen=True, rename="camel"):
    text: str | None = None
    signature: str | None = None
    redacted_content: str | None = None
    """In base64, as all bytes are."""
    reasoning_text: _Signed | None = None
    """In a whole body."""


class _ToolUse(msgspec.Struct, frozen=True, rename="camel"):
    tool_use_id: str = ""
    name: str = ""
    input: Any = None
    """JSON text in a stream, the value itself in a whole body."""
    type: str | None = None
    """`server_tool_use` for a tool that runs at the provider."""


class _Passage(msgspec.Struct, frozen=True, gc=False):
    text: str | None = None


class _Web(msgspec.Struct, frozen=True, gc=False):
    url: str | None = None


class _Location(msgspec.Struct, frozen=True):
    web: _Web | None = None


class _Citation(msgspec.Struct, frozen=True, rename="camel"):
    title: str | None = None
    source: str | None = None
    source_content: list[_Passage] | None = None
    location: _Location | None = None


class _Cited(msgspec.Struct, frozen=True):
    """Text with its sources, in a whole body."""

    content: list[_Passage] | None = None
    citations: list[_Citation] | None = None


class _Part(msgspec.Struct, frozen=True, rename="camel"):
    """A content block, the start of one, or a piece of one."""

    text: str | None = None
    tool_use: _ToolUse | None = None
    reasoning_content: _Reasoning | None = None
    citation: _Citation | None = None
    citations_content: _Cited | None = None


class _Message(msgspec.Struct, frozen=True):
    content: list[_Part] | None = None


class _Output(msgspec.Struct, frozen=True):
    message: _Message | None = None


class _Event(msgspec.Struct, frozen=True, rename="camel"):
    """The payload of every event of the stream, and a whole body, for their fields do not collide."""

    content_block_index: int | None = None
    start: _Part | None = None
    delta: _Part | None = None
    stop_reason: str | None = None
    usage: _Usage | None = None
    output: _Output | None = None


_event_decoder = msgspec.json.Decoder(_Event)

_READ = {"contentBlockStart", "contentBlockDelta", "messageStop", "metadata"}
_SILENT = {"messageStart", "contentBlockStop"}


class _Draft:
    """A block as far as it has come. Bedrock does not announce text and thinking."""

    def __init__(self) -> None:
        self.length = 0
        self.tool: _ToolUse | None = None
        self.pieces: list[str] = []
        """Of thinking, or of a call's arguments."""
        self.signature = ""
        self.hidden = ""
        self.thinks = False

    def items(self) -> list[dict[str, Any]]:
        if self.tool is not None:
            return [{"type": "tool_use", "id": self.tool.tool_use_id}]
        if self.hidden:
            return [{"reasoningContent": {"redactedContent": self.hidden}}]
        if self.thinks:
            signed = {"text": "".join(self.pieces), "signature": self.signature}
            return [{"reasoningContent": {"reasoningText": signed}}] if self.signature else []
        return [{"type": "text", "length": self.length}] if self.length else []


class BedrockDecoder(AnswerDecoder):
    """`model` is who answers: signed thinking goes back to nobody else.

    The items of the `ReasoningState` are the answer's blocks in their order: thinking as it came,
    `{"type": "text", "length"}` for so many characters, `{"type": "tool_use", "id"}` for a call.
    """

    def __init__(self, provider: str = "bedrock", label: str = "", model: str = "") -> None:
        super().__init__(provider, label, EventStreamFraming())
        self._model = model
        self._drafts: dict[int, _Draft] = {}
        self._usage: _Usage | None = None
        self._reason = ""

    @property
    def is_whole(self) -> bool:
        return bool(self._reason)

    def _take(self, event: ServerSentEvent, events: list[ModelEvent]) -> None:
        if event.id != "event":
            self._fail(self._error_in(event), events)
            return
        if event.event not in _READ:
            if event.event not in _SILENT:
                self.ignored[event.event or "event without a type"] += 1
            return
        told = self._read(_event_decoder, event.data)
        for part in (told.start, told.delta):
            if part is not None:
                self._take_part(told.content_block_index or 0, part, events)
        self._note(told)
        if event.event == "metadata" and self._reason:
            self._close(events)

    def _take_body(self, body: bytes, events: list[ModelEvent]) -> None:
        whole = self._read(_event_decoder, body)
        message = (whole.output and whole.output.message) or _Message()
        for place, part in enumerate(message.content or ()):
            self._take_part(place, part, events)
        self._note(whole)

    def _note(self, told: _Event) -> None:
        self._reason = told.stop_reason or self._reason
        self._usage = told.usage or self._usage

    def _take_part(self, index: int, part: _Part, events: list[ModelEvent]) -> None:
        draft = self._drafts.get(index)
        if draft is None:
            self._keep(_BLOCK_COST)
            draft = self._drafts[index] = _Draft()
        if part.text:
            draft.length += len(part.text)
            events.append(TextDelta(part.text))
        if part.tool_use is not None:
            self._take_call(index, draft, part.tool_use)
        if part.reasoning_content is not None:
            self._take_thought(draft, part.reasoning_content, events)
        if part.citation is not None:
            events.append(_as_citation(part.citation))
        if (cited := part.citations_content) is not None:
            text = "".join(passage.text or "" for passage in cited.content or ())
            draft.length += len(text)
            events.extend([TextDelta(text), *map(_as_citation, cited.citations or ())])

    def _take_call(self, index: int, draft: _Draft, use: _ToolUse) -> None:
        if draft.tool is None:
            call_id = use.tool_use_id or f"call-{index}"
            draft.tool = msgspec.structs.replace(use, tool_use_id=call_id, input=None)
            self._keep(len(call_id) + len(use.name))
        piece = use.input if isinstance(use.input, str) else _as_text(use.input)
        self._keep(len(piece))
        draft.pieces.append(piece)

    def _take_thought(self, draft: _Draft, thought: _Reasoning, events: list[ModelEvent]) -> None:
        signed = thought.reasoning_text or _Signed(thought.text or "", thought.signature or "")
        draft.thinks = True
        draft.signature += signed.signature
        draft.hidden += thought.redacted_content or ""
        self._keep(len(signed.text) + len(signed.signature) + len(thought.redacted_content or ""))
        if signed.text:
            draft.pieces.append(signed.text)
            events.append(ReasoningDelta(signed.text))

    def _account(self) -> Usage | None:
        usage = self._usage
        if usage is None:
            return None
        cached = as_count(usage.cache_read_input_tokens)
        written = as_count(usage.cache_write_input_tokens)
        prompt = as_count(usage.input_tokens) + written + cached
        return Usage(prompt, as_count(usage.output_tokens), cached, cache_write_tokens=written)

    def _close(self, events: list[ModelEvent]) -> None:
        """The calls of a refused answer are not given out; of one that ended badly, only whole ones."""
        if not self._reason:
            self._close_early(events)
            return
        reason = _REASONS.get(self._reason, FinishReason.OTHER)
        calls = self._calls()
        if reason is FinishReason.REFUSED:
            calls = []
        elif reason not in _IN_ORDER:
            calls = [call for call in calls if is_json(call.arguments)]
        elif calls:
            reason = FinishReason.TOOL_CALLS
        events.extend(calls)
        items = tuple(item for draft in self._drafts.values() for item in draft.items())
        if any("reasoningContent" in item for item in items):
            events.append(ReasoningState(PROTOCOL, self._model, items))
        self._end(Finish(reason), events)

    def _calls(self) -> list[ToolCall]:
        calls: list[ToolCall] = []
        for draft in self._drafts.values():
            if (tool := draft.tool) is None:
                continue
            if tool.type == "server_tool_use":
                self.ignored["block server_tool_use"] += 1
            else:
                calls.append(ToolCall(tool.tool_use_id, tool.name, "".join(draft.pieces) or "{}"))
        return calls

    def _error_in(self, event: ServerSentEvent) -> LLMError:
        status = _STATUSES.get(event.event[:1].lower() + event.event[1:], 500)
        error = error_from_response(status, {}, event.data, self._provider, label=self._label)
        error.status = None
        return error


def _as_text(value: Any) -> str:
    return "" if value is None else msgspec.json.encode(value).decode()


def _as_citation(citation: _Citation) -> Citation:
    url = (citation.location and citation.location.web and citation.location.web.url) or citation.source or ""
    quote = " ".join(passage.text for passage in citation.source_content or () if passage.text)
    return Citation(url, citation.title or "", quote)
