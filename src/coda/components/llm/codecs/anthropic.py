"""Anthropic Messages: the bytes of an answer become model events.

The wire format is Anthropic's documentation, "Streaming messages" and "Messages". Tools that run at
Anthropic (search, code execution, advisor, MCP) are not ours to call: their blocks are counted, and
kept only to be sent back. Requests are encoded in `anthropic_request`.
"""

from __future__ import annotations

from typing import Any

import msgspec

from coda.components.llm.codecs.answer import AnswerDecoder, as_count
from coda.components.llm.codecs.anthropic_history import PROTOCOL
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
    "refusal": FinishReason.REFUSED,
}

_STATUSES = {
    "invalid_request_error": 400,
    "authentication_error": 401,
    "billing_error": 402,
    "permission_error": 403,
    "not_found_error": 404,
    "request_too_large": 413,
    "rate_limit_error": 429,
    "timeout_error": 504,
    "overloaded_error": 529,
}
"""What an error inside a stream would have been as a status ("Errors" in the API reference)."""


class _Thoughts(msgspec.Struct, frozen=True, gc=False):
    thinking_tokens: int | float | None = None


class _Usage(msgspec.Struct, frozen=True, gc=False):
    input_tokens: int | float | None = None
    cache_creation_input_tokens: int | float | None = None
    cache_read_input_tokens: int | float | None = None
    output_tokens: int | float | None = None
    output_tokens_details: _Thoughts | None = None


class _Source(msgspec.Struct, frozen=True, gc=False):
    cited_text: str | None = None
    url: str | None = None
    title: str | None = None
    document_title: str | None = None
    source: str | None = None
    """Of a search result that the application gave."""


class _Block(msgspec.Struct, frozen=True):
    """Fields of other blocks may have the same names and other types, so that they are told apart late."""

    type: str = ""
    id: Any = ""
    name: Any = ""
    text: Any = ""
    citations: Any = None
    thinking: Any = ""
    signature: Any = ""
    data: Any = ""
    input: Any = None


class _Delta(msgspec.Struct, frozen=True):
    type: str = ""
    text: str | None = None
    partial_json: str | None = None
    thinking: str | None = None
    signature: str | None = None
    citation: _Source | None = None
    stop_reason: str | None = None
    stop_details: Any = None


class _Message(msgspec.Struct, frozen=True):
    id: Any = ""
    content: list[_Block] | None = None
    stop_reason: str | None = None
    stop_details: Any = None
    usage: _Usage | None = None


class _Event(msgspec.Struct, frozen=True):
    type: str = ""
    index: int | None = None
    message: _Message | None = None
    content_block: _Block | None = None
    delta: _Delta | None = None
    usage: _Usage | None = None


class _Failure(msgspec.Struct, frozen=True):
    type: str = ""
    error: Any = None


_event_decoder = msgspec.json.Decoder(_Event)
_message_decoder = msgspec.json.Decoder(_Message)
_failure_decoder = msgspec.json.Decoder(_Failure)
_whole_decoder = msgspec.json.Decoder(dict[str, Any])


class _Draft:
    """A block as far as it has come."""

    def __init__(self, kind: str, whole: dict[str, Any]) -> None:
        self.kind = kind
        self.whole = whole
        """As it began; for text only its place and `length`."""
        self.pieces: list[str] = []
        """Of thinking, or of a call's arguments."""

    def call(self) -> ToolCall:
        given = self.whole.get("input")
        arguments = "".join(self.pieces) or (msgspec.json.encode(given).decode() if given else "{}")
        return ToolCall(self.whole["id"], _text(self.whole.get("name")), arguments)

    def to_send_back(self) -> dict[str, Any] | None:
        """None for thinking without its signature: it was cut off, and would be refused."""
        match self.kind:
            case "text":
                return self.whole
            case "tool_use":
                return {"type": "tool_use", "id": self.whole["id"]}
            case "thinking":
                thought = _text(self.whole.get("thinking")) + "".join(self.pieces)
                signature = self.whole.get("signature")
                whole = {"type": "thinking", "thinking": thought, "signature": signature}
                return whole if signature else None
            case _:
                return self.whole | ({"input": _parsed(self.pieces)} if self.pieces else {})


class AnthropicDecoder(AnswerDecoder):
    """`model` is who answers: signed thinking goes back to nobody else.

    The items of the `ReasoningState` are the answer's blocks in their order: thinking and the blocks
    of Anthropic's own tools as they came, `{"type": "text", "length"}` for so many characters of the
    text, `{"type": "tool_use", "id"}` for a call.
    """

    def __init__(self, provider: str = "anthropic", label: str = "", model: str = "") -> None:
        super().__init__(provider, label)
        self._model = model
        self._drafts: dict[int, _Draft] = {}
        self._usage: _Usage | None = None
        self._reason = ""
        self._explanation = ""
        self._response_id = ""
        self._spoke = False

    @property
    def is_whole(self) -> bool:
        return bool(self._reason)

    def _take(self, event: ServerSentEvent, events: list[ModelEvent]) -> None:
        data = event.data
        told = self._read(_event_decoder, data)
        match told.type:
            case "content_block_delta":
                self._take_delta(told, events)
            case "content_block_start" if told.content_block is not None:
                whole: dict[str, Any] = self._read(_whole_decoder, data)["content_block"]
                self._open_block(told.index or 0, told.content_block, whole, events)
            case "message_start" if told.message is not None:
                self._response_id = _text(told.message.id)
                self._note_usage(told.message.usage)
            case "message_delta":
                self._note_usage(told.usage)
                if told.delta is not None:
                    self._note_stop(told.delta.stop_reason, told.delta.stop_details)
            case "message_stop":
                self._close(events)
            case "error":
                self._fail(self._error_in(data), events)
            case "ping" | "content_block_stop":
                pass
            case other:
                self.ignored[other or "event without a type"] += 1

    def _take_body(self, body: bytes, events: list[ModelEvent]) -> None:
        if self._read(_failure_decoder, body).type == "error":
            self._fail(self._error_in(body), events)
            return
        message = self._read(_message_decoder, body)
        self._response_id = _text(message.id)
        whole: list[Any] = self._read(_whole_decoder, body).get("content") or []
        for place, block in enumerate(message.content or ()):
            self._open_block(place, block, whole[place], events)
        self._note_usage(message.usage)
        self._note_stop(message.stop_reason, message.stop_details)

    def _open_block(self, index: int, block: _Block, whole: dict[str, Any], events: list[ModelEvent]) -> None:
        self._keep(_BLOCK_COST)
        if block.type == "text":
            self._drafts[index] = _Draft("text", {"type": "text", "length": 0})
            self._say(index, _text(block.text), events)
            events.extend(_as_citation(source) for source in _sources(block.citations))
            return
        if block.type == "thinking":
            self._show_thought(_text(block.thinking), events)
        elif block.type == "tool_use":
            whole["id"] = _text(block.id) or f"call-{self._response_id}-{index}"
        elif block.type != "redacted_thinking":
            self.ignored[f"block {block.type}"] += 1
        if block.type:
            self._keep(len(msgspec.json.encode(whole)))
            self._drafts[index] = _Draft(block.type, whole)

    def _take_delta(self, told: _Event, events: list[ModelEvent]) -> None:
        delta, draft = told.delta, self._drafts.get(told.index or 0)
        if delta is None or draft is None:
            self.ignored["delta without a block"] += 1
            return
        match delta.type:
            case "text_delta":
                self._say(told.index or 0, delta.text or "", events)
            case "input_json_delta":
                self._hold_piece(draft, delta.partial_json or "")
            case "thinking_delta":
                self._hold_piece(draft, delta.thinking or "")
                self._show_thought(delta.thinking or "", events)
            case "signature_delta":
                self._keep(len(delta.signature or ""))
                draft.whole["signature"] = delta.signature
            case "citations_delta" if delta.citation is not None:
                events.append(_as_citation(delta.citation))
            case other:
                self.ignored[f"delta {other}"] += 1

    def _say(self, index: int, text: str, events: list[ModelEvent]) -> None:
        draft = self._drafts[index]
        if text and draft.kind == "text":
            self._spoke = True
            draft.whole["length"] += len(text)
            events.append(TextDelta(text))

    def _show_thought(self, thought: str, events: list[ModelEvent]) -> None:
        if thought:
            events.append(ReasoningDelta(thought))

    def _hold_piece(self, draft: _Draft, piece: str) -> None:
        if piece:
            self._keep(len(piece))
            draft.pieces.append(piece)

    def _note_usage(self, usage: _Usage | None) -> None:
        """Later counts replace earlier ones; a later account leaves out what has not changed."""
        if usage is None:
            return
        known = self._usage or _Usage()
        told = {name: value for name, value in msgspec.structs.asdict(usage).items() if value is not None}
        self._usage = msgspec.structs.replace(known, **told)

    def _note_stop(self, reason: str | None, details: Any) -> None:
        self._reason = reason or self._reason
        if isinstance(details, dict):
            self._explanation = _text(details.get("explanation"))  # pyright: ignore[reportUnknownMemberType] - foreign JSON

    def _account(self) -> Usage | None:
        usage = self._usage
        if usage is None:
            return None
        cached = as_count(usage.cache_read_input_tokens)
        written = as_count(usage.cache_creation_input_tokens)
        prompt = as_count(usage.input_tokens) + written + cached
        thoughts = usage.output_tokens_details and usage.output_tokens_details.thinking_tokens
        return Usage(
            prompt, as_count(usage.output_tokens), cached, as_count(thoughts), cache_write_tokens=written
        )

    def _close(self, events: list[ModelEvent]) -> None:
        """The calls of a refused answer are not given out; of one that was cut, only whole ones."""
        if not self._reason:
            self._close_early(events)
            return
        reason = _REASONS.get(self._reason, FinishReason.OTHER)
        calls = [draft.call() for draft in self._drafts.values() if draft.kind == "tool_use"]
        if reason is FinishReason.REFUSED:
            calls = []
            if self._explanation and not self._spoke:
                events.append(TextDelta(self._explanation))
        elif reason is FinishReason.LENGTH:
            calls = [call for call in calls if is_json(call.arguments)]
        elif calls:
            reason = FinishReason.TOOL_CALLS
        events.extend(calls)
        if items := self._to_send_back():
            events.append(ReasoningState(PROTOCOL, self._model, items))
        self._end(Finish(reason), events)

    def _to_send_back(self) -> tuple[dict[str, Any], ...]:
        """Nothing when there is only text and calls, which the message itself holds."""
        blocks = [draft.to_send_back() for draft in self._drafts.values()]
        items = [block for block in blocks if block is not None]
        if self._reason != "pause_turn":
            done = {block.get("tool_use_id") for block in items}
            items = [item for item in items if not _runs_there(item) or item.get("id") in done]
        plain = all(item["type"] in {"text", "tool_use"} for item in items)
        return () if plain else tuple(items)

    def _error_in(self, data: bytes) -> LLMError:
        told = self._read(_failure_decoder, data).error
        kind = _text(told.get("type")) if isinstance(told, dict) else ""  # pyright: ignore[reportUnknownMemberType] - foreign JSON
        status = _STATUSES.get(kind, 500)
        error = error_from_response(status, {}, data, self._provider, label=self._label)
        error.status = None
        return error


def _runs_there(block: dict[str, Any]) -> bool:
    return str(block["type"]) in {"server_tool_use", "mcp_tool_use"}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _parsed(pieces: list[str]) -> Any:
    """The input of a tool that runs at Anthropic; `{}` when it was cut off."""
    try:
        return msgspec.json.decode("".join(pieces))
    except (ValueError, RecursionError):
        return {}


def _sources(citations: Any) -> list[_Source]:
    try:
        return msgspec.convert(citations or [], list[_Source])
    except msgspec.ValidationError:
        return []


def _as_citation(source: _Source) -> Citation:
    title = source.title or source.document_title or ""
    return Citation(source.url or source.source or "", title, source.cited_text or "")
