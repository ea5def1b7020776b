"""The journal's events: one union, read by the store, the studio, the command line and the tests.

A conversation is a list of `Entry`: an event with its place (`seq`, from 1, without gaps), its
time, and the run it belongs to. A run ends with exactly one of `response_complete`,
`response_interrupted` and `response_error`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Protocol

import msgspec

from coda.components.changes import Change, TransactionKind
from coda.components.messages import Citation, Media, ReasoningState, ResponseFormat, Usage


class Event(msgspec.Struct, frozen=True, kw_only=True, tag_field="type"):
    """The root of the union below; the tag `type` names the kind."""


class Effect(StrEnum):
    """What a tool may do, from nothing to reaching outside. The order is the order of care."""

    READ = "read"
    MINOR = "minor"
    MAJOR = "major"
    EXTERNAL = "external"


class ConfirmationMode(StrEnum):
    FULL = "full"
    """Every change and every external effect waits for the user."""
    SELECTIVE = "selective"
    """Only major changes and external effects wait."""
    AUTO = "auto"
    """Nothing waits."""


class ConversationCreated(Event, frozen=True, kw_only=True, tag="conversation_created"):
    title: str
    document_id: str | None = None


class UserMessage(Event, frozen=True, kw_only=True, tag="user_message"):
    text: str
    confirmation: ConfirmationMode
    provider: str
    model: str
    scope: dict[str, Any] = {}
    """What the application was told with the message: selection, playhead, allowed timelines."""
    media: tuple[Media, ...] = ()
    response_format: ResponseFormat | None = None
    """The form the final answer must have, when the program that asked wants one."""
    fallbacks: tuple[str, ...] = ()
    """Who is asked, in this order, when the provider fails: `name` or `name/model`."""


class ContextPart(msgspec.Struct, frozen=True):
    """One piece of what the model is told, with its size, so that the user can inspect it."""

    name: str
    text: str
    tokens: int


class ContextAssembled(Event, frozen=True, kw_only=True, tag="context_assembled"):
    parts: tuple[ContextPart, ...]
    total_tokens: int
    budget_tokens: int
    dropped_messages: int = 0
    error: float = 0.0
    """The relative half-width of the counts: 0.1 is ± 10 %; 0 when they are exact."""


class ResponseStart(Event, frozen=True, kw_only=True, tag="response_start"):
    """The provider is about to be asked; a run has one for each round of tool calls."""

    provider: str
    model: str
    round: int


class ResponseChunk(Event, frozen=True, kw_only=True, tag="response_chunk"):
    delta: str


class ReasoningChunk(Event, frozen=True, kw_only=True, tag="reasoning_chunk"):
    delta: str


class Cited(Event, frozen=True, kw_only=True, tag="cited"):
    """The model named sources for what it has just said."""

    sources: tuple[Citation, ...]


class ReasoningKept(Event, frozen=True, kw_only=True, tag="reasoning_kept"):
    """What the provider wants back with this answer; nothing in it is for people."""

    state: ReasoningState


class AnswerRefused(Event, frozen=True, kw_only=True, tag="answer_refused"):
    """The answer does not have the form that was asked for; the model is told why and tries again."""

    problems: tuple[str, ...]


class ProviderSwitched(Event, frozen=True, kw_only=True, tag="provider_switched"):
    """A provider failed and the next one takes over.

    `after_text`: part of the answer was shown already, and the new provider continues it.
    """

    failed: str
    provider: str
    model: str
    reason: str
    after_text: bool = False


class FunctionCall(msgspec.Struct, frozen=True):
    """A tool call whose arguments were read. `error` says why it cannot be run as it stands."""

    call_id: str
    name: str
    arguments: dict[str, Any]
    sentence: str = ""
    """What the call means, plainly: "Make ball 1 red from 0:10 to 0:20"."""
    error: str | None = None


class FunctionCalls(Event, frozen=True, kw_only=True, tag="function_calls"):
    calls: tuple[FunctionCall, ...]


class ProposedCall(msgspec.Struct, frozen=True):
    """One call inside a proposal: what it would change and what it would return."""

    call_id: str
    name: str
    arguments: dict[str, Any]
    sentence: str
    effect: Effect
    changes: tuple[Change, ...] = ()
    result: Any = None
    reasons: tuple[str, ...] = ()
    """Why the effect counts as more than the tool declares ("deletes 12 segments")."""


class Proposal(Event, frozen=True, kw_only=True, tag="proposal"):
    """What the copilot would do, computed on a fork of the document at `base_revision`.

    `digest` binds a decision to exactly this: it covers run, calls, arguments, changes and base.
    """

    proposal_id: str
    base_revision: int | None
    calls: tuple[ProposedCall, ...]
    effect: Effect
    digest: str
    needs_decision: bool
    kind: TransactionKind = TransactionKind.EDIT
    target: str | None = None
    """For an undo or a redo: the group it takes back or restores."""
    replaces: str | None = None
    """The proposal that went stale and was computed anew."""


class Verdict(StrEnum):
    APPROVE = "approve"
    REJECT = "reject"
    EXPIRE = "expire"


class Decision(Event, frozen=True, kw_only=True, tag="decision"):
    proposal_id: str
    verdict: Verdict
    by: str
    """`user`, or `policy` when the confirmation mode let it through, or `system` on expiry."""
    call_ids: tuple[str, ...] = ()
    """The approved calls; the other calls of the proposal are rejected."""
    edited: dict[str, dict[str, Any]] = {}
    """Arguments the user changed before approving, by call id."""
    reason: str = ""


class FunctionResult(Event, frozen=True, kw_only=True, tag="function_result"):
    call_id: str
    name: str
    success: bool
    result: Any = None
    error: str | None = None
    outcome: str = "done"
    """`done`, `failed`, `rejected`, `not_run`, or `unknown` when a crash left it open."""
    elapsed_ms: float = 0.0
    revision: int | None = None
    """The document's revision after the change, when there was one."""


class UsageRecorded(Event, frozen=True, kw_only=True, tag="usage"):
    """The account of one request. `cost_usd` is None when the price is not known, never 0."""

    provider: str
    model: str
    usage: Usage
    cost_usd: float | None
    first_token_ms: float | None
    elapsed_ms: float
    from_cache: bool = False
    """The answer was one of an earlier request and cost nothing; `usage` is what it cost then."""


class ResponseComplete(Event, frozen=True, kw_only=True, tag="response_complete"):
    finish_reason: str
    usage: Usage
    cost_usd: float | None
    elapsed_ms: float
    revision: int | None = None


class ResponseInterrupted(Event, frozen=True, kw_only=True, tag="response_interrupted"):
    """`reason` is `stopped` (the user), `crashed` (the process died) or `shutdown`."""

    reason: str


class Recovery(StrEnum):
    """The one thing to offer after a failure."""

    RETRY = "retry"
    WAIT = "wait"
    CHECK_KEY = "check_key"
    CHANGE_MODEL = "change_model"
    SHORTEN = "shorten"
    NONE = "none"


class ResponseError(Event, frozen=True, kw_only=True, tag="response_error"):
    """`message` is a plain sentence for the user; `error` is the stable code of `coda.errors`."""

    error: str
    message: str
    provider: str
    recovery: Recovery
    retry_after: float | None = None


class AnalyticsUpdate(Event, frozen=True, kw_only=True, tag="analytics_update"):
    """Totals of the conversation so far. `unpriced_requests` had no known price."""

    requests: int
    usage: Usage
    cost_usd: float
    unpriced_requests: int


class Progress(Event, frozen=True, kw_only=True, tag="progress"):
    """How far a piece of longer work is that belongs to the conversation: an agent's stage, a job.

    `task` tells pieces of work apart; the last event of a task has a `status` other than running.
    """

    task: str
    stage: str
    agent: str = ""
    """Who is at work, for people."""
    status: str = "running"
    """`running`, `done`, `failed` or `cancelled`."""
    progress: float | None = None
    """0 to 1; None where nobody can tell."""
    message: str = ""
    insight: str = ""
    """What the agent found out, worth a note of its own."""
    usage: Usage = Usage()
    """What the work has used so far; it is in the ledger already."""
    cost_usd: float | None = 0.0
    """None when a price is not known."""


class ProviderStatusChange(Event, frozen=True, kw_only=True, tag="provider_status_change"):
    provider: str
    status: str
    reason: str = ""


class TurnUndone(Event, frozen=True, kw_only=True, tag="turn_undone"):
    """The changes of an earlier run were taken back (or `redone`) as one step."""

    undone_run_id: str
    revision: int
    redone: bool = False


JournalEvent = (
    ConversationCreated
    | UserMessage
    | ContextAssembled
    | ResponseStart
    | ResponseChunk
    | ReasoningChunk
    | Cited
    | ReasoningKept
    | AnswerRefused
    | ProviderSwitched
    | FunctionCalls
    | Proposal
    | Decision
    | FunctionResult
    | UsageRecorded
    | ResponseComplete
    | ResponseInterrupted
    | ResponseError
    | AnalyticsUpdate
    | Progress
    | ProviderStatusChange
    | TurnUndone
)

TERMINAL = (ResponseComplete, ResponseInterrupted, ResponseError)


class Entry(msgspec.Struct, frozen=True):
    """An event in its place in a conversation's journal."""

    conversation_id: str
    seq: int
    at_ms: int
    run_id: str | None
    event: JournalEvent


class EventSink(Protocol):
    """Where entries go when they are to be shown: a socket, a stream, a test."""

    async def send(self, entry: Entry) -> None: ...


event_encoder = msgspec.json.Encoder()
event_decoder: msgspec.json.Decoder[JournalEvent] = msgspec.json.Decoder(JournalEvent)
