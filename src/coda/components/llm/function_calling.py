"""From a model's calls to a proposal, and from an approved proposal to results.

Nothing here asks the user or writes to the document on its own: the turn does.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from textwrap import shorten
from typing import Any
from uuid import uuid4

import msgspec

from coda.components.changes import Change, compose
from coda.components.documents import Draft
from coda.components.events import Effect, FunctionCall, FunctionResult, Proposal, ProposedCall
from coda.components.llm.turn_state import Turn
from coda.components.messages import ToolCall
from coda.components.tools.confirmation import digest_of, most_careful
from coda.errors import DecisionError, ToolValidationError

_LONGEST_NOTE = 80


class Rehearsal(msgspec.Struct, frozen=True):
    """What a round of calls came to: results to tell at once, and what has to be decided."""

    results: tuple[FunctionResult, ...]
    proposal: Proposal | None


def told_apart(calls: Sequence[ToolCall], taken: Collection[str]) -> list[ToolCall]:
    """The calls, each by an id of its own: some providers number those of every answer from one, and
    results, decisions and claims are found by it."""
    known, told = set(taken), list[ToolCall]()
    for call in calls:
        call_id, count = call.call_id, 1
        while call_id in known:
            count += 1
            call_id = f"{call.call_id}-{count}"
        known.add(call_id)
        told.append(msgspec.structs.replace(call, call_id=call_id))
    return told


async def rehearse(
    turn: Turn, calls: Sequence[FunctionCall], *, replaces: str | None = None, asks: bool = False
) -> Rehearsal:
    """Run the calls on a fork, in order.

    Reads, failures and calls that change nothing give results at once. `asks` makes the proposal
    wait for the user whatever the confirmation mode says.
    """
    draft = await turn.fork()
    context = turn.context(draft)
    results: list[FunctionResult] = []
    proposed: list[ProposedCall] = []
    for call in calls:
        if call.error is not None:
            results.append(failed(call.call_id, call.name, call.error))
            continue
        started = turn.clock.monotonic()
        shown, outcome = await turn.application.tools.rehearse(call, context, turn.policy)
        if outcome.error is not None:
            results.append(failed(call.call_id, call.name, outcome.error))
        elif shown.effect is Effect.EXTERNAL or shown.changes:
            proposed.append(shown)
        else:
            elapsed = (turn.clock.monotonic() - started) * 1000
            results.append(succeeded(shown, outcome.result, elapsed_ms=elapsed))
    proposal = _proposal(turn, draft, proposed, replaces, asks) if proposed else None
    return Rehearsal(tuple(results), proposal)


def _proposal(
    turn: Turn, draft: Draft, calls: Sequence[ProposedCall], replaces: str | None, asks: bool
) -> Proposal:
    effect = most_careful(call.effect for call in calls)
    base = draft.base_revision if turn.run.document_id else None
    return Proposal(
        proposal_id=uuid4().hex[:12],
        base_revision=base,
        calls=tuple(calls),
        effect=effect,
        digest=digest_of(turn.run.id, base, calls),
        needs_decision=asks or turn.policy.needs_decision(effect),
        kind=draft.kind,
        target=draft.target,
        replaces=replaces,
    )


async def preview(
    turn: Turn,
    proposal: Proposal,
    edited: Mapping[str, dict[str, Any]],
    call_ids: Collection[str] | None,
) -> Proposal:
    """The proposal as it would be with some calls only, or with arguments the user edited.

    It can be approved by its digest. Raises ToolValidationError for arguments that do not fit,
    DecisionError when the calls no longer can be made.
    """
    draft = await turn.fork()
    tools = turn.application.tools
    chosen = [call for call in proposal.calls if call_ids is None or call.call_id in call_ids]
    calls = [tools.with_arguments(call, edited.get(call.call_id, call.arguments), draft) for call in chosen]
    rehearsal = await rehearse(turn, calls, asks=True)
    broken = [result.error for result in rehearsal.results if result.error]
    if broken:
        raise ToolValidationError("; ".join(filter(None, broken)))
    if rehearsal.proposal is None:
        raise DecisionError("With these values nothing would change.")
    seen = msgspec.structs.replace(rehearsal.proposal, proposal_id=proposal.proposal_id)
    turn.previews[seen.digest] = seen
    return seen


def changes_of(calls: Sequence[ProposedCall]) -> tuple[Change, ...]:
    return compose(change for call in calls for change in call.changes)


def put_into(draft: Draft, proposal: Proposal, calls: Sequence[ProposedCall]) -> Draft:
    """Put exactly the shown changes of the approved calls into a fresh draft.

    Raises ConflictError or InvariantError when the document no longer is what they were made for.
    """
    draft.replay(changes_of(calls))
    draft.kind, draft.target = proposal.kind, proposal.target
    draft.check()
    return draft


def again(calls: Sequence[ProposedCall]) -> list[FunctionCall]:
    """The calls as if the model had just made them, to rehearse them anew."""
    return [FunctionCall(call.call_id, call.name, call.arguments, call.sentence) for call in calls]


def note_of(turn: Turn, calls: Sequence[ProposedCall]) -> str:
    """What the history shows: the call's sentence, or for several the user's own words."""
    if len(calls) == 1:
        return calls[0].sentence
    return shorten(turn.message.text, _LONGEST_NOTE, placeholder="…")


def succeeded(
    call: ProposedCall, result: Any, *, revision: int | None = None, elapsed_ms: float = 0.0
) -> FunctionResult:
    return FunctionResult(
        call_id=call.call_id,
        name=call.name,
        success=True,
        result=result,
        revision=revision,
        elapsed_ms=elapsed_ms,
    )


def failed(call_id: str, name: str, error: str, outcome: str = "failed") -> FunctionResult:
    return FunctionResult(call_id=call_id, name=name, success=False, error=error, outcome=outcome)


def rejected(call: ProposedCall, reason: str) -> FunctionResult:
    because = f"The user rejected this: {reason}" if reason else "The user rejected this."
    return failed(call.call_id, call.name, because, "rejected")
