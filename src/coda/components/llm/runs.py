"""The turns of this process: started, stopped, decided, and taken up again after a crash."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import msgspec

from coda.components.changes import Author
from coda.components.documents import Committed, Documents
from coda.components.events import (
    ConfirmationMode,
    Decision,
    Proposal,
    ProviderSwitched,
    ResponseError,
    ResponseInterrupted,
    UserMessage,
    Verdict,
)
from coda.components.leases import Owner
from coda.components.llm import function_calling as calling
from coda.components.llm.application import Application
from coda.components.llm.clock import Clock
from coda.components.llm.config import FallbackConfig
from coda.components.llm.conversation import Conversation
from coda.components.llm.failover import in_line
from coda.components.llm.failures import failure_event, internal_failure
from coda.components.llm.pricing import Prices
from coda.components.llm.recovery import close_crashed
from coda.components.llm.response_cache import ResponseCache
from coda.components.llm.structured_output import ResponseForm
from coda.components.llm.token_counting import TokenCounter
from coda.components.llm.turn import receive, run_turn
from coda.components.llm.turn_state import ProviderChoice, Turn, TurnStopped, UserDecision
from coda.components.llm.undone import telling_of_undo
from coda.components.messages import Media
from coda.components.store import Store
from coda.components.store.records import RunRecord, RunState
from coda.components.store.writes import DecideOnce
from coda.errors import CodaError, ConfigurationError, ConversationBusyError, DecisionError, UnknownRunError

log = logging.getLogger(__name__)


class StartedRun(msgspec.Struct, frozen=True):
    run_id: str
    seq: int
    """Of the user's message."""


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """What the user sends. `provider` is a name of the settings, or `name/model`."""

    text: str
    provider: str | None = None
    fallbacks: tuple[str, ...] | None = None
    """Who is asked, in this order, when the provider fails; None leaves it to the settings."""
    after_first_token: bool | None = None
    """Whether one of them may continue an answer of which part was shown; None leaves it to the settings."""
    confirmation: ConfirmationMode = ConfirmationMode.FULL
    scope: dict[str, Any] = {}
    media: tuple[Media, ...] = ()
    form: ResponseForm | None = None
    """What the answer must be like; a process that takes the run over checks it by its schema."""


@dataclass
class Runs:
    """Live turns by run id, each a task of its own; at most one for a conversation."""

    store: Store
    documents: Documents
    prices: Prices
    clock: Clock
    owner: Owner
    application_of: Callable[[str | None], Awaitable[Application]]
    """`document id -> ` the application the document belongs to."""
    choose: Callable[[str | None], Awaitable[ProviderChoice]]
    """The provider for a name; None is the default. Raises ConfigurationError."""
    counter: TokenCounter = field(default_factory=TokenCounter)
    fallback: Callable[[], FallbackConfig] = FallbackConfig
    """The settings of the moment, for messages that do not say who takes over."""
    cache: ResponseCache = field(default_factory=ResponseCache)
    _live: dict[str, Turn] = field(default_factory=dict[str, Turn])
    _tasks: dict[str, asyncio.Task[None]] = field(default_factory=dict[str, asyncio.Task[None]])
    _starting: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def start(
        self, conversation_id: str, message: Message, application: Application | None = None
    ) -> StartedRun:
        """Journal the message and let the turn run.

        `application` is by default the one of the conversation's document; a turn with another one must
        not wait for decisions, as a process that takes it over would not know it.

        Raises ConversationBusyError while an earlier turn of the conversation runs or waits, and
        ConfigurationError for a provider or fallback that is not in the settings.
        """
        conversation = await Conversation.load(self.store, conversation_id, self.clock.now_ms)
        fallback = self.fallback()
        names = fallback.providers if message.fallbacks is None else message.fallbacks
        line = in_line([await self.choose(name) for name in (message.provider, *names)])
        provider, model = line[0]
        record = await self.store.conversation(conversation_id)
        run = RunRecord(
            id=uuid4().hex,
            conversation_id=conversation_id,
            document_id=record.document_id if record else None,
            state=RunState.RUNNING,
            owner=self.owner.id,
            provider=message.provider or provider.name,
            confirmation=message.confirmation,
            started_ms=self.clock.now_ms(),
        )
        said = UserMessage(
            text=message.text,
            confirmation=message.confirmation,
            provider=str(provider.get_provider_name()),
            model=model,
            scope=message.scope,
            media=message.media,
            response_format=message.form and message.form.format,
            fallbacks=tuple(names),
        )
        application = application or await self.application_of(run.document_id)
        turn = self._turn(run, said, conversation, line, application)
        turn.parse = message.form and message.form.parse
        if message.after_first_token is not None:
            turn.continues_elsewhere = message.after_first_token
        async with self._starting:
            await self._refuse_if_busy(conversation_id)
            seq = await receive(turn)
            self._launch(turn)
        return StartedRun(run.id, seq)

    async def stop(self, run_id: str, reason: str = "stopped") -> None:
        """End a run, keeping what was shown. Stopping an ended run does nothing.

        Raises UnknownRunError.
        """
        turn = await self._take_up(run_id)
        if turn is not None:
            turn.stop(reason)

    async def decide(
        self,
        run_id: str,
        proposal_id: str,
        verdict: Verdict,
        *,
        digest: str,
        call_ids: Collection[str] | None = None,
        edited: Mapping[str, dict[str, Any]] | None = None,
        reason: str = "",
        by: str = "user",
    ) -> None:
        """Hand a decision to its run and wait until it is committed.

        `call_ids` are the approved calls, None for all. Raises UnknownRunError, and DecisionError
        when it is stale, was made before, or does not fit what was shown.
        """
        turn = await self._take_up(run_id)
        proposal = turn.open_proposal() if turn else None
        if turn is None or proposal is None or proposal.proposal_id != proposal_id:
            raise DecisionError("This proposal does not wait for a decision any more.")
        seen = turn.previews.get(digest, proposal)
        _refuse_misfit(seen, call_ids, edited if seen is proposal else None)
        known = [call.call_id for call in seen.calls if call_ids is None or call.call_id in call_ids]
        decision = Decision(
            proposal_id=proposal_id,
            verdict=verdict,
            by=by,
            call_ids=tuple(known) if verdict is Verdict.APPROVE else (),
            edited=dict(edited or {}),
            reason=reason,
        )
        asked = UserDecision(decision, digest, asyncio.get_running_loop().create_future())
        turn.decisions.put_nowait(asked)
        await asked.done

    async def preview(
        self,
        run_id: str,
        proposal_id: str,
        edited: Mapping[str, dict[str, Any]],
        call_ids: Collection[str] | None,
    ) -> Proposal:
        """The open proposal with edited arguments or fewer calls; see `function_calling.preview`."""
        turn = await self._take_up(run_id)
        proposal = turn.open_proposal() if turn else None
        if turn is None or proposal is None or proposal.proposal_id != proposal_id:
            raise DecisionError("This proposal does not wait for a decision any more.")
        return await calling.preview(turn, proposal, edited, call_ids)

    async def undo(self, run_id: str, *, redo: bool = False) -> Committed:
        """Take back, or restore, everything a run changed, as one step.

        Raises UnknownRunError, NothingToUndoError, ConflictError.
        """
        run = await self.store.run(run_id)
        if run is None or run.document_id is None:
            raise UnknownRunError(f"There is no run {run_id} with a document.")
        return await self.undo_step(run.document_id, run_id, redo=redo)

    async def undo_step(self, document_id: str, group: str | None = None, *, redo: bool = False) -> Committed:
        """Undo or redo a step of a document, by default the newest; a turn's conversation is told.

        Raises UnknownDocumentError, NothingToUndoError, ConflictError.
        """
        draft = await self.documents.fork(document_id)
        note = await (draft.redo(group) if redo else draft.undo(group))
        return await self.documents.commit(
            draft,
            author=Author.HUMAN,
            note=f"{'Redo' if redo else 'Undo'}: {note}",
            also=await telling_of_undo(self.store, draft, self.clock.now_ms()),
        )

    async def finished(self, run_id: str) -> None:
        """Wait until a live run has ended."""
        task = self._tasks.get(run_id)
        if task is not None:
            await asyncio.wait([task])

    async def recover(self) -> int:
        """Close the runs of processes that died: what was shown stays, marked interrupted.

        Runs that wait for a decision keep waiting. Returns how many runs were closed.
        """
        closed = 0
        for run in await self.store.runs((RunState.RUNNING,)):
            if run.id not in self._live and not await asyncio.to_thread(self.owner.is_alive, run.owner):
                await close_crashed(self.store, run, self.clock)
                closed += 1
        return closed

    async def close(self) -> None:
        """Interrupt what streams; leave what waits for a decision waiting."""
        for run_id, turn in list(self._live.items()):
            if turn.open_proposal() is None:
                turn.stop("shutdown")
            else:
                self._tasks[run_id].cancel()
        if self._tasks:
            await asyncio.wait(list(self._tasks.values()))

    def _turn(
        self,
        run: RunRecord,
        message: UserMessage,
        conversation: Conversation,
        line: Sequence[ProviderChoice],
        application: Application,
    ) -> Turn:
        (provider, model), *fallbacks = line
        return Turn(
            run=run,
            message=message,
            conversation=conversation,
            application=application,
            documents=self.documents,
            provider=provider,
            model=model,
            prices=self.prices,
            clock=self.clock,
            counter=self.counter,
            fallbacks=fallbacks,
            continues_elsewhere=self.fallback().after_first_token,
            cache=self.cache,
        )

    def _launch(self, turn: Turn) -> None:
        self._live[turn.run.id] = turn
        self._tasks[turn.run.id] = asyncio.create_task(self._supervise(turn), name=f"run {turn.run.id}")

    async def _supervise(self, turn: Turn) -> None:
        """Run a turn to exactly one terminal event."""
        provider = str(turn.provider.get_provider_name())
        try:
            await run_turn(turn)
        except TurnStopped:
            await self._end(turn, ResponseInterrupted(reason=turn.stop_reason or "stopped"))
        except CodaError as error:
            await self._end(turn, failure_event(error, provider))
        except Exception:  # the edge: a mistake in an application's code must not leave the run open
            log.exception("Run %s failed", turn.run.id)
            await self._end(turn, internal_failure(provider))
        finally:
            self._live.pop(turn.run.id, None)
            self._tasks.pop(turn.run.id, None)
            turn.refuse_decisions()

    async def _end(self, turn: Turn, terminal: ResponseInterrupted | ResponseError) -> None:
        """The terminal event; a proposal that still waits expires with it."""
        waiting = turn.open_proposal()
        expired = [] if waiting is None else [_expired(waiting.proposal_id)]
        also = [turn.saving(RunState.ENDED)]
        once = [] if waiting is None else [DecideOnce(turn.run.id, waiting.proposal_id)]
        await turn.conversation.append(turn.run.id, *expired, terminal, also=[*also, *once], durable=True)

    async def _take_up(self, run_id: str) -> Turn | None:
        """The live turn; a run that waits in no living process is taken over. None if it ended."""
        if run_id in self._live:
            return self._live[run_id]
        async with self._starting:  # of several who decide at once, one takes it up, and nobody twice
            return self._live.get(run_id) or await self._take_over(run_id)

    async def _take_over(self, run_id: str) -> Turn | None:
        run = await self.store.run(run_id)
        if run is None:
            raise UnknownRunError(f"There is no run {run_id}.")
        if run.state is not RunState.WAITING or await asyncio.to_thread(self.owner.is_alive, run.owner):
            return None
        run = msgspec.structs.replace(run, owner=self.owner.id)
        conversation = await Conversation.load(self.store, run.conversation_id, self.clock.now_ms)
        events = [entry.event for entry in conversation.of_run(run_id)]
        said = next(event for event in events if isinstance(event, UserMessage))
        switches = sum(isinstance(event, ProviderSwitched) for event in events)
        line = in_line(await self._choices_again(run, said), switches)
        turn = self._turn(run, said, conversation, line, await self.application_of(run.document_id))
        await self.store.commit(turn.saving(RunState.WAITING), durable=True)
        self._launch(turn)
        return turn

    async def _choices_again(self, run: RunRecord, said: UserMessage) -> list[ProviderChoice]:
        """Those that were asked. When the settings have none of them any more the default goes on, as
        the journal tells: otherwise nobody could decide or stop what they left waiting."""
        choices: list[ProviderChoice] = []
        for name in (run.provider, *said.fallbacks):
            with suppress(ConfigurationError):
                choices.append(await self.choose(name))
        return choices or [await self.choose(None)]

    async def _refuse_if_busy(self, conversation_id: str) -> None:
        busy = ConversationBusyError("The copilot is still at work here: wait, decide, or press Stop.")
        if any(turn.conversation.id == conversation_id for turn in self._live.values()):
            raise busy
        for run in await self.store.runs((RunState.RUNNING, RunState.WAITING)):
            if run.conversation_id == conversation_id:
                raise busy


def _refuse_misfit(
    seen: Proposal, call_ids: Collection[str] | None, edited: Mapping[str, dict[str, Any]] | None
) -> None:
    """Calls that were not shown cannot be approved, and edits only by the digest of their preview."""
    shown = {call.call_id: call.arguments for call in seen.calls}
    if not shown.keys() >= set(call_ids or ()):
        raise DecisionError("The decision names calls that were not proposed; reload.")
    if any(shown.get(call_id) != arguments for call_id, arguments in (edited or {}).items()):
        raise DecisionError("Preview the edited arguments first, and decide on what the preview shows.")


def _expired(proposal_id: str) -> Decision:
    return Decision(proposal_id=proposal_id, verdict=Verdict.EXPIRE, by="system", reason="The turn ended.")
