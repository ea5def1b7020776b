"""Gathering one run's events into the response a Python program gets."""

from __future__ import annotations

import json

from coda.components.events import (
    TERMINAL,
    AnswerRefused,
    Entry,
    FunctionCalls,
    Proposal,
    ResponseChunk,
    ResponseComplete,
    ResponseError,
    ResponseStart,
    UsageRecorded,
)
from coda.components.llm.failures import error_of
from coda.components.llm.response import LLMResponse, LLMStreamChunk
from coda.components.llm.structured_output import ResponseForm
from coda.components.messages import ToolCall, Usage
from coda.errors import CodaError, LLMOutputError


class Gathering:
    def __init__(self, conversation_id: str) -> None:
        self.conversation_id = conversation_id
        self.ended = False
        self.waits = False
        self.form: ResponseForm | None = None
        """What the answer must be like, when the program asked for a form."""
        self._text = ""
        self._answer = ""
        self._problems: tuple[str, ...] = ()
        self._chunks = 0
        self._provider = self._model = ""
        self._calls: list[ToolCall] = []
        self.usage = Usage()
        self.cost_usd: float | None = 0.0
        """None when a price is not known."""
        self._from_cache = False
        self._elapsed_ms = 0.0
        self._finish_reason: str | None = None

    def read(self, entry: Entry) -> None:
        match entry.event:
            case ResponseStart(provider=provider, model=model):
                self._provider, self._model = provider, model
                self._answer = ""
            case ResponseChunk(delta=delta):
                self._text += delta
                self._answer += delta
            case FunctionCalls(calls=calls):
                self._calls += [
                    ToolCall(call.call_id, call.name, json.dumps(call.arguments)) for call in calls
                ]
            case UsageRecorded(usage=usage, cost_usd=cost, from_cache=from_cache):
                self.usage += usage
                self._from_cache = from_cache
                self.cost_usd = None if cost is None or self.cost_usd is None else self.cost_usd + cost
            case AnswerRefused(problems=problems):
                self._problems = problems
            case Proposal(needs_decision=True):
                self.waits = True
            case ResponseComplete(finish_reason=reason, elapsed_ms=elapsed):
                self._finish_reason, self._elapsed_ms = reason, elapsed
            case _:
                pass
        self.ended = self.ended or isinstance(entry.event, TERMINAL)

    def chunk(self, event: ResponseChunk) -> LLMStreamChunk:
        self._chunks += 1
        return LLMStreamChunk(
            chunk_id=f"{self.conversation_id}-{self._chunks}",
            content=self._text,
            delta=event.delta,
            metadata={"model": self._model, "provider": self._provider},
        )

    def failure(self, event: ResponseError) -> CodaError:
        """The typed error again, with what the journal told beside it."""
        error = error_of(event)
        if isinstance(error, LLMOutputError):
            error.problems = self._problems
        return error

    def response(self) -> LLMResponse:
        """Everything so far; when the answer has a form, its content is the last answer alone."""
        response = self._whole()
        if self.form is not None and not self.waits:
            response.content, response.parsed = self._answer, self.form.parse(self._answer)
        return response

    def _whole(self) -> LLMResponse:
        return LLMResponse(
            content=self._text,
            provider=self._provider,
            model=self._model,
            conversation_id=self.conversation_id,
            prompt_tokens=self.usage.prompt_tokens,
            completion_tokens=self.usage.completion_tokens,
            response_time_ms=self._elapsed_ms,
            function_calls=[
                {"name": call.name, "arguments": json.loads(call.arguments)} for call in self._calls
            ],
            tool_calls=[call.to_dict() for call in self._calls],
            finish_reason="waiting_for_decision" if self.waits else self._finish_reason,
            metadata={"cost": self.cost_usd, "model": self._model, "from_cache": self._from_cache},
        )
