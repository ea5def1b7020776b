"""Ollama's chat: the lines of an answer become model events, and its refusals typed errors.

The wire format is Ollama's API documentation, "Generate a chat completion" and "Errors": one JSON
object a line, each with a piece of the message; the last has `done`, why it is done, and the counts.
An error in the middle is a line with `error` alone. A body of one object (`"stream": false`) is the
same thing with one line, or several when it was pretty-printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from coda.components.llm.codecs.answer import BLANK, AnswerDecoder, as_count
from coda.components.llm.codecs.http_error import error_from_response, error_from_stream
from coda.components.llm.codecs.ndjson import NDJSONDecoder
from coda.components.llm.codecs.ollama_request import encode_request
from coda.components.llm.codecs.sse import ServerSentEvent
from coda.components.llm.config import WireProtocol
from coda.components.messages import (
    Finish,
    FinishReason,
    ModelEvent,
    ReasoningDelta,
    ReasoningState,
    TextDelta,
    ToolCall,
    Usage,
)
from coda.errors import LLMError, LLMProviderDownError

__all__ = ["OllamaDecoder", "encode_request", "error_from_refusal"]

_REASONS = {"stop": FinishReason.STOP, "length": FinishReason.LENGTH}
_LOADED = {"load", "unload"}
"""Not an answer: the request had no message, and a model was taken into memory or out of it."""
_OUT_OF_MEMORY = ("more system memory", "out of memory", "insufficient memory", "failed to allocate")


class _Function(msgspec.Struct, frozen=True, gc=False):
    name: str = ""
    arguments: dict[str, Any] | str | None = None


class _Call(msgspec.Struct, frozen=True, gc=False):
    id: str | None = None
    """Absent before version 0.12 or so."""
    function: _Function | None = None


class _Message(msgspec.Struct, frozen=True, gc=False):
    content: str | None = None
    thinking: str | None = None
    tool_calls: list[_Call] | None = None


class _Line(msgspec.Struct, frozen=True, gc=False):
    message: _Message | None = None
    response: str | None = None
    """What `/api/generate` has in place of a message; we do not ask it, but recordings may be of it."""
    done: bool | None = False
    done_reason: str | None = None
    prompt_eval_count: int | float | None = None
    eval_count: int | float | None = None
    created_at: str | None = None
    error: Any = None


_line_decoder = msgspec.json.Decoder(_Line)


class OllamaDecoder(AnswerDecoder):
    """`model` is the one that was asked: thinking goes back to no other."""

    body_begins_with = b""

    def __init__(self, provider: str = "ollama", label: str = "", model: str = "") -> None:
        super().__init__(provider, label, NDJSONDecoder())
        self._model = model
        self._thinking: list[str] = []
        self._calls: list[ToolCall] = []
        self._last: _Line | None = None
        """The line that says that the answer is done."""

    @property
    def is_whole(self) -> bool:
        return self._last is not None

    def _open(self, read: bytes) -> bytes:
        """A brace that stands alone in its line opens a pretty-printed body."""
        opening = super()._open(read)
        body = opening.lstrip(BLANK)
        if self._opening is None and body.startswith(b"{"):
            inside = body[1:].lstrip(b" \t")
            if not inside:
                self._opening = opening
                return b""
            if inside[:1] in {b"\r", b"\n"}:
                self._body = []
                return body
        return opening

    def _take(self, event: ServerSentEvent, events: list[ModelEvent]) -> None:
        self._take_body(event.data, events)
        if self.is_whole and not self.has_ended:
            self._close(events)

    def _take_body(self, body: bytes, events: list[ModelEvent]) -> None:
        line = self._read(_line_decoder, body)
        if line.message is not None:
            self._take_message(line.message, line.created_at or "", events)
        if line.response:
            events.append(TextDelta(line.response))
        if line.done:
            self._last = line
        if line.error is not None:
            self._fail(_explained(error_from_stream(body, self._provider, self._label), body), events)

    def _take_message(self, message: _Message, created_at: str, events: list[ModelEvent]) -> None:
        if message.thinking:
            self._thinking.append(message.thinking)
            events.append(ReasoningDelta(message.thinking))
        if message.content:
            events.append(TextDelta(message.content))
        for call in message.tool_calls or ():
            function = call.function or _Function()
            call_id = call.id or f"call-{created_at}-{len(self._calls)}"
            self._calls.append(ToolCall(call_id, function.name, _as_text(function.arguments)))

    def _account(self) -> Usage | None:
        last = self._last
        if last is None or (last.prompt_eval_count is None and last.eval_count is None):
            return None
        return Usage(as_count(last.prompt_eval_count), as_count(last.eval_count))

    def _close(self, events: list[ModelEvent]) -> None:
        if self._last is None:
            self._close_early(events)
            return
        said = self._last.done_reason or "stop"
        reason = _REASONS.get(said, FinishReason.OTHER)
        if reason is FinishReason.OTHER and said not in _LOADED:
            self.ignored[f"done_reason {said}"] += 1
        if self._calls and reason is FinishReason.STOP:
            reason = FinishReason.TOOL_CALLS
        events.extend(self._calls)
        if self._thinking:
            kept = ReasoningState(WireProtocol.OLLAMA, self._model, ("".join(self._thinking),))
            events.append(kept)
        self._end(Finish(reason), events)


def error_from_refusal(
    status: int, headers: Mapping[str, str], body: bytes, provider: str, label: str
) -> LLMError:
    """The error that an answer with a status other than 200 means."""
    return _explained(error_from_response(status, headers, body, provider, label=label), body)


def _explained(error: LLMError, body: bytes) -> LLMError:
    """Too little memory comes as a fault of the server, and waiting does not mend it."""
    if isinstance(error, LLMProviderDownError) and any(
        words in body.decode("utf-8", "replace").lower() for words in _OUT_OF_MEMORY
    ):
        error.recoverable = False
        error.args = (
            "Ollama has not enough memory for this model. Choose a smaller one, or a smaller num_ctx.",
        )
    return error


def _as_text(arguments: dict[str, Any] | str | None) -> str:
    if isinstance(arguments, str):
        return arguments or "{}"
    return msgspec.json.encode(arguments or {}).decode()
