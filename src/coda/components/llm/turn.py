"""The story of one turn. Read it from top to bottom.

A turn goes: receive, then rounds of (assemble, stream, propose, decide, apply), accept, complete.
Every step writes to the journal before anybody sees it, and what a step knows of the earlier ones
is what the journal says. So a run that waits for a decision can be taken up by any process.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from textwrap import shorten

from coda.components.changes import Author, Transaction
from coda.components.documents import Draft
from coda.components.events import (
    AnalyticsUpdate,
    AnswerRefused,
    ContextAssembled,
    ContextPart,
    Decision,
    Effect,
    FunctionCall,
    FunctionCalls,
    FunctionResult,
    Proposal,
    ProposedCall,
    ResponseComplete,
    Verdict,
)
from coda.components.llm import function_calling as calling
from coda.components.llm.answering import answer
from coda.components.llm.conversation import titled, window, with_context
from coda.components.llm.failover import Failover
from coda.components.llm.skill import SkillState
from coda.components.llm.turn_state import Turn, UserDecision
from coda.components.llm.undone import telling_of_undo
from coda.components.messages import FinishReason, LLMMessage, MessageRole, ModelRequest
from coda.components.store.records import RunState
from coda.components.store.writes import CloseClaim, DecideOnce, OpenClaim, TitleConversation, Write
from coda.errors import CodaError, ConflictError, DecisionError, InvariantError, ToolError

_LONGEST_TITLE = 60
_MENDABLE = (FinishReason.STOP, FinishReason.OTHER)
"""Ends of an answer after which asking again may help; a refusal stays one, and what was cut is too long."""


async def run_turn(turn: Turn) -> None:
    """Take a received message to its end; a run that waited for a decision goes on from there."""
    waiting = turn.open_proposal()
    if waiting is not None:
        await settle(turn, waiting)
    await take_rounds(turn)
    while not await accept(turn):
        await take_rounds(turn)
    await complete(turn)


async def take_rounds(turn: Turn) -> None:
    """Let the model answer, and carry out its calls, until it has none or may make none any more."""
    while calls := await stream(turn, await assemble(turn)):
        no_more = turn.calls_made - len(calls) >= turn.application.call_limit
        proposal = await propose(turn, calls)
        if proposal is not None:
            await settle(turn, proposal)
        if no_more:
            break  # it was offered no tools any more, and calls nevertheless


async def receive(turn: Turn) -> int:
    """Journal the user's message, safe from a power cut; only then is it acknowledged.

    The first one gives the conversation its title. Returns the message's `seq`.
    """
    also: list[Write] = [turn.saving(RunState.RUNNING)]
    if not turn.conversation.has_begun:
        title = shorten(turn.message.text, _LONGEST_TITLE, placeholder="…")
        also.append(TitleConversation(turn.conversation.id, title))
    entries = await turn.conversation.append(turn.run.id, turn.message, also=also, durable=True)
    return entries[-1].seq


async def assemble(turn: Turn) -> ModelRequest:
    """Gather what the model is told, fitted to the budget, and journal it for inspection."""
    context = turn.context(await turn.fork())
    application = turn.application
    instructions = ("instructions", application.instructions)
    shown = application.describe_state(context)
    tools = application.tools.schemas() if turn.calls_made < application.call_limit else ()
    count = await turn.counter.of(str(turn.provider.get_provider_name()), turn.model, tools)
    parts = [ContextPart(name, text, count.text(text).tokens) for name, text in (instructions, *shown)]
    parts.append(ContextPart("tools", ", ".join(tool.name for tool in tools), count.tools().tokens))
    room = application.context_tokens - sum(part.tokens for part in parts)
    messages, dropped = window(turn.conversation.entries, room, lambda one: count.message(one).tokens)
    history = "\n".join(f"{message.role}: {message.content}" for message in messages)
    said = sum(count.message(one).tokens for one in messages)
    parts.append(ContextPart("conversation", history, said))
    sent = (LLMMessage(MessageRole.SYSTEM, titled(instructions)), *with_context(messages, shown))
    whole = count.request(sent)
    await turn.journal(
        ContextAssembled(
            parts=tuple(parts),
            total_tokens=whole.tokens,
            budget_tokens=application.context_tokens,
            dropped_messages=dropped,
            error=whole.error,
        )
    )
    return ModelRequest(
        messages=sent,
        tools=tools,
        model=turn.model,
        response_format=turn.message.response_format,
        app_state=SkillState(application.skill, context),
    )


async def stream(turn: Turn, request: ModelRequest) -> Sequence[FunctionCall]:
    """Let the provider answer, or who takes over from it, and journal each piece as it comes.

    Returns the calls it made. Raises the LLMError of a provider after which nobody takes over; what
    was streamed before it is in the journal.
    """
    failover = Failover(turn, request)
    account = await answer(turn, request)
    while account.failure is not None:
        account = await answer(turn, await failover.after(account.failure, account.text))
    given = calling.told_apart(account.calls, turn.conversation.call_ids())
    calls = turn.application.tools.read_calls(given, await turn.fork())
    if calls:
        await turn.journal(FunctionCalls(calls=calls))
    return calls


async def propose(turn: Turn, calls: Sequence[FunctionCall]) -> Proposal | None:
    """Run the calls on a fork; journal what is known at once, and what would be done."""
    room = turn.application.call_limit - (turn.calls_made - len(calls))
    over = "This turn has made all the calls it may make."
    beyond = [calling.failed(call.call_id, call.name, over, "not_run") for call in calls[room:]]
    async with turn.interruptible():
        rehearsal = await calling.rehearse(turn, calls[:room])
    await _announce(turn, rehearsal.proposal, *rehearsal.results, *beyond)
    return rehearsal.proposal


async def settle(turn: Turn, proposal: Proposal) -> None:
    """Decide and apply; when the document moved on meanwhile, propose anew and decide again."""
    current: Proposal | None = proposal
    while current is not None:
        if not current.needs_decision:
            current = await apply(turn, current, _decision_of_policy(current))
            continue
        asked = await decide(turn, current)
        try:
            current = await apply(turn, _what_was_seen(turn, current, asked), asked.decision)
        except CodaError as error:
            asked.done.set_exception(error)
            if not isinstance(error, DecisionError):
                raise
            continue
        except BaseException:  # a mistake in an application's tool: whoever decided must not wait for ever
            asked.done.set_exception(DecisionError("The turn broke off while this was carried out."))
            raise
        finally:
            turn.refuse_decisions()
        if current is None:
            asked.done.set_result(None)
        else:
            asked.done.set_exception(DecisionError("The document changed meanwhile; please look again."))


async def decide(turn: Turn, proposal: Proposal) -> UserDecision:
    """Wait for a decision that fits what was shown. It may take days, and a restart in between."""
    async with turn.interruptible():
        while True:
            asked = await turn.decisions.get()
            known = asked.digest == proposal.digest or asked.digest in turn.previews
            if known and asked.decision.proposal_id == proposal.proposal_id:
                return asked
            asked.done.set_exception(DecisionError("This is not what waits for a decision; reload."))


async def apply(turn: Turn, proposal: Proposal, decision: Decision) -> Proposal | None:
    """Carry out what was approved: changes, decision and results in one commit, then effects outside.

    When the document no longer is what the approved changes were made for, nothing is changed
    and a new proposal is returned.
    """
    offered = turn.open_proposal() or proposal  # a preview may show fewer calls than were offered
    approved = [call for call in proposal.calls if call.call_id in decision.call_ids]
    refused = [call for call in offered.calls if call.call_id not in decision.call_ids]
    results = [calling.rejected(call, decision.reason) for call in refused]
    changing = [call for call in approved if call.changes]
    beside = [DecideOnce(turn.run.id, proposal.proposal_id), turn.saving(RunState.RUNNING)]
    if changing:
        try:
            draft = calling.put_into(await turn.fork(), proposal, changing)
            await _commit(turn, draft, changing, [decision, *results], beside)
        except (ConflictError, InvariantError) as stale:
            return await _propose_anew(turn, proposal, approved, results, str(stale))
    else:
        await turn.conversation.append(turn.run.id, decision, *results, also=beside, durable=True)
    for call in approved:
        if call.effect is Effect.EXTERNAL:
            await reach_out(turn, call)
    return None


async def reach_out(turn: Turn, call: ProposedCall) -> None:
    """Run an approved call that reaches outside: claim it, do it, write down how it went."""
    store, started = turn.conversation.store, turn.clock.monotonic()
    await store.commit(OpenClaim(turn.run.id, call.call_id, turn.clock.now_ms()), durable=True)
    try:
        value = await turn.application.tools.run_external(call, turn.context(await turn.fork()))
        elapsed = (turn.clock.monotonic() - started) * 1000
        result = calling.succeeded(call, value, elapsed_ms=elapsed)
    except ToolError as error:
        result = calling.failed(call.call_id, call.name, str(error))
    closed = CloseClaim(turn.run.id, call.call_id, result.outcome)
    await turn.conversation.append(turn.run.id, result, also=[closed], durable=True)


async def accept(turn: Turn) -> bool:
    """Whether the answer has the form that was asked for; if not, the model is told why, once.

    Raises LLMOutputError when the second answer does not have it either.
    """
    misfit = await asyncio.to_thread(turn.misfit)  # a long answer takes long to check
    if misfit is None:
        return True
    turn.forget_answer()
    if turn.was_refused or turn.finish_reason not in _MENDABLE:
        raise misfit
    await turn.journal(AnswerRefused(problems=misfit.problems))
    return False


async def complete(turn: Turn) -> None:
    """Close the account and the run."""
    totals = await turn.conversation.store.usage_totals(turn.conversation.id)
    await turn.journal(
        AnalyticsUpdate(
            requests=totals.requests,
            usage=totals.usage,
            cost_usd=totals.cost_usd,
            unpriced_requests=totals.unpriced_requests,
        ),
        ResponseComplete(
            finish_reason=turn.finish_reason,
            usage=turn.usage,
            cost_usd=turn.cost_usd,
            elapsed_ms=turn.elapsed_ms(),
            revision=turn.revision,
        ),
        state=RunState.ENDED,
        durable=True,
    )


async def _announce(turn: Turn, proposal: Proposal | None, *results: FunctionResult) -> None:
    if proposal is None:
        await turn.journal(*results)
    else:
        waits = proposal.needs_decision
        state = RunState.WAITING if waits else RunState.RUNNING
        await turn.journal(*results, proposal, state=state, durable=waits)


def _decision_of_policy(proposal: Proposal) -> Decision:
    everything = tuple(call.call_id for call in proposal.calls)
    return Decision(
        proposal_id=proposal.proposal_id, verdict=Verdict.APPROVE, by="policy", call_ids=everything
    )


def _what_was_seen(turn: Turn, proposal: Proposal, asked: UserDecision) -> Proposal:
    """The proposal itself, or the user's edited preview of it, by the digest of the decision."""
    return proposal if asked.digest == proposal.digest else turn.previews[asked.digest]


async def _commit(
    turn: Turn,
    draft: Draft,
    calls: Sequence[ProposedCall],
    events: Sequence[Decision | FunctionResult],
    beside: Sequence[Write],
) -> None:
    of_undo = await telling_of_undo(turn.conversation.store, draft, turn.clock.now_ms())

    def with_results(transaction: Transaction) -> Sequence[Write]:
        results = [calling.succeeded(call, call.result, revision=transaction.revision) for call in calls]
        told = turn.conversation.writing(turn.run.id, *events, *results)
        return [*beside, told, *of_undo(transaction)]

    committed = await turn.documents.commit(
        draft,
        author=Author.COPILOT,
        note=calling.note_of(turn, calls),
        group=turn.run.id,
        also=with_results,
    )
    turn.conversation.note(committed.entries)
    turn.revision = committed.transaction.revision


async def _propose_anew(
    turn: Turn,
    stale: Proposal,
    calls: Sequence[ProposedCall],
    results: Sequence[FunctionResult],
    reason: str,
) -> Proposal | None:
    expired = Decision(proposal_id=stale.proposal_id, verdict=Verdict.EXPIRE, by="system", reason=reason)
    await turn.journal(expired, *results)
    rehearsal = await calling.rehearse(
        turn, calling.again(calls), replaces=stale.proposal_id, asks=stale.needs_decision
    )
    await _announce(turn, rehearsal.proposal, *rehearsal.results)
    return rehearsal.proposal
