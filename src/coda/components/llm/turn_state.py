"""A turn in flight: everything its steps share."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import msgspec

from coda.components.documents import NO_DOCUMENT, Documents, Draft
from coda.components.events import (
    AnswerRefused,
    Decision,
    FunctionCalls,
    JournalEvent,
    Proposal,
    UserMessage,
)
from coda.components.llm.application import Application
from coda.components.llm.base_provider import BaseLLMProvider
from coda.components.llm.clock import Clock
from coda.components.llm.conversation import Conversation, last_answer
from coda.components.llm.pricing import Prices
from coda.components.llm.response_cache import ResponseCache
from coda.components.llm.structured_output import checked
from coda.components.llm.token_counting import TokenCounter
from coda.components.messages import FinishReason, Usage
from coda.components.store.records import RunRecord, RunState
from coda.components.store.writes import SaveRun
from coda.components.tools import Caller, ConfirmationPolicy, ToolContext
from coda.errors import DecisionError, LLMOutputError

ProviderChoice = tuple[BaseLLMProvider, str]
"""A provider and the model to ask it for."""


class TurnStopped(Exception):  # noqa: N818 - a request that was granted, not an error
    """Somebody asked the turn to stop; `Turn.stop_reason` says why."""


@dataclass
class UserDecision:
    """A decision on its way from the user to the turn; `done` tells the user how it went."""

    decision: Decision
    digest: str
    """Of the proposal the user saw."""
    done: asyncio.Future[None]


@dataclass
class Turn:
    """One run and what it works with. Its steps are the functions of `turn.py`."""

    run: RunRecord
    message: UserMessage
    conversation: Conversation
    application: Application
    documents: Documents
    provider: BaseLLMProvider
    """Who answers now, when asked for `model`; `failover` puts the next one here."""
    model: str
    prices: Prices
    clock: Clock
    counter: TokenCounter = field(default_factory=TokenCounter)
    fallbacks: list[ProviderChoice] = field(default_factory=list[ProviderChoice])
    """Who takes over, in this order, when the provider fails."""
    continues_elsewhere: bool = False
    """Whether one of them may continue an answer of which part was shown."""
    cache: ResponseCache = field(default_factory=ResponseCache)
    answer_key: str | None = None
    """Under which the cache keeps the last answer."""
    parse: Callable[[str], Any] | None = None
    """Reads an answer that must have a form; None checks it against the schema alone."""
    decisions: asyncio.Queue[UserDecision] = field(default_factory=asyncio.Queue[UserDecision])
    previews: dict[str, Proposal] = field(default_factory=dict[str, Proposal])
    """Proposals the user had computed with edited arguments, by digest."""
    usage: Usage = field(default_factory=Usage)
    cost_usd: float | None = 0.0
    finish_reason: FinishReason = FinishReason.OTHER
    revision: int | None = None
    """The document's revision after the turn's last change."""
    stop_reason: str | None = None

    def __post_init__(self) -> None:
        self.policy = ConfirmationPolicy(self.run.confirmation)
        self._started = self.clock.monotonic()
        self._task: asyncio.Task[Any] | None = None

    async def journal(
        self, *events: JournalEvent, state: RunState | None = None, durable: bool = False
    ) -> None:
        """Write events of this run, and its new state if there is one, in one commit."""
        also = [] if state is None else [self.saving(state)]
        await self.conversation.append(self.run.id, *events, also=also, durable=durable)

    def saving(self, state: RunState) -> SaveRun:
        """The write that puts the run into a state."""
        return SaveRun(msgspec.structs.replace(self.run, state=state))

    async def fork(self) -> Draft:
        if self.run.document_id is None:
            return Draft(NO_DOCUMENT)
        return await self.documents.fork(self.run.document_id)

    def context(self, draft: Draft) -> ToolContext:
        caller = Caller(
            conversation_id=self.conversation.id,
            run_id=self.run.id,
            provider=self.run.provider,
            fallbacks=self.message.fallbacks,
            report=self.journal,
        )
        return ToolContext(draft, self.message.scope, self.application.services(draft), caller)

    @property
    def rounds(self) -> int:
        """How many answers were given back to the model: with the results of its calls, or refused."""
        return sum(isinstance(event, FunctionCalls | AnswerRefused) for event in self._events())

    @property
    def calls_made(self) -> int:
        return sum(len(event.calls) for event in self._events() if isinstance(event, FunctionCalls))

    @property
    def was_refused(self) -> bool:
        """Whether an answer without the form that was asked for was given back once."""
        return any(isinstance(event, AnswerRefused) for event in self._events())

    def misfit(self) -> LLMOutputError | None:
        """What is wrong with the form of the last answer; None when it fits, or none was asked for."""
        if (asked := self.message.response_format) is None:
            return None
        try:
            answer = last_answer(self.conversation.of_run(self.run.id))
            checked(answer, asked.schema) if self.parse is None else self.parse(answer)
        except LLMOutputError as misfit:
            return misfit
        return None

    def forget_answer(self) -> None:
        """Do not give the last answer again: it was none."""
        if self.answer_key is not None:
            self.cache.forget(self.answer_key)

    def open_proposal(self) -> Proposal | None:
        """The proposal that waits for a decision, as the journal has it."""
        waiting: Proposal | None = None
        for event in self._events():
            if isinstance(event, Proposal):
                waiting = event
            elif isinstance(event, Decision):
                waiting = None
        return waiting

    def elapsed_ms(self) -> float:
        return (self.clock.monotonic() - self._started) * 1000

    def stop(self, reason: str) -> None:
        """End the turn at the next safe place: at once while it streams or waits."""
        self.stop_reason = self.stop_reason or reason
        if self._task is not None:
            self._task.cancel()

    def refuse_decisions(self) -> None:
        """Answer decisions that came too late: another was made, or the turn has ended."""
        while not self.decisions.empty():
            asked = self.decisions.get_nowait()
            asked.done.set_exception(DecisionError("This was decided already, or the turn has ended."))

    @asynccontextmanager
    async def interruptible(self) -> AsyncGenerator[None, None]:
        """Where a stop may cut in. Applying a change is no such place: it is done or not done."""
        if self.stop_reason is not None:
            raise TurnStopped
        task = self._task = asyncio.current_task()
        try:
            yield
        except asyncio.CancelledError:
            if self.stop_reason is None or task is None:
                raise
            task.uncancel()
            raise TurnStopped from None
        finally:
            self._task = None

    def _events(self) -> list[JournalEvent]:
        return [entry.event for entry in self.conversation.of_run(self.run.id)]
