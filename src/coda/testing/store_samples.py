"""A conversation, a document, a run and what can be written of them: for tests of stores."""

from __future__ import annotations

from collections.abc import Sequence

from coda.components.changes import Author, Change, Transaction, TransactionKind
from coda.components.events import ConfirmationMode, Entry, ResponseChunk
from coda.components.messages import Usage
from coda.components.store import Store
from coda.components.store.records import RunRecord, RunState, UsageRecord
from coda.components.store.writes import AppendEvents, CommitTransaction, CreateConversation, CreateDocument

TALK = "talk"
SHOW = "show"


def words(*deltas: str, conversation_id: str = TALK, run_id: str | None = None) -> AppendEvents:
    """A write that appends one chunk of text for each word."""
    events = tuple(ResponseChunk(delta=delta) for delta in deltas)
    return AppendEvents(conversation_id, run_id, events, 1)


def text_of(entries: Sequence[Entry]) -> list[str]:
    return [entry.event.delta for entry in entries if isinstance(entry.event, ResponseChunk)]


def transaction(
    revision: int,
    *changes: Change,
    author: Author = Author.HUMAN,
    kind: TransactionKind = TransactionKind.EDIT,
    target: str | None = None,
) -> CommitTransaction:
    made = Transaction(
        document_id=SHOW,
        revision=revision,
        author=author,
        note=f"Step {revision}",
        changes=changes,
        group=f"g{revision}",
        at_ms=revision * 10,
        kind=kind,
        target=target,
    )
    return CommitTransaction(made, f"Show {revision}", revision * 10)


async def start(store: Store) -> None:
    """An empty conversation about an empty document."""
    await store.commit(CreateDocument(SHOW, "show", "Show", 0), CreateConversation(TALK, "Talk", SHOW, 0))


def on_behalf_of(conversation_id: str) -> CreateConversation:
    """A conversation `within` another, which no user leads."""
    return CreateConversation("within", "Within", None, 9, conversation_id)


def a_run(id: str, state: RunState, owner: str = "somebody") -> RunRecord:
    return RunRecord(
        id=id,
        conversation_id=TALK,
        document_id=SHOW,
        state=state,
        owner=owner,
        provider="offline",
        confirmation=ConfirmationMode.SELECTIVE,
        started_ms=ord(id),
    )


def a_request(
    prompt_tokens: int, cost_usd: float | None, *, estimated: bool = False, conversation_id: str = TALK
) -> UsageRecord:
    return UsageRecord(
        conversation_id=conversation_id,
        run_id="r",
        provider="offline",
        model="m",
        usage=Usage(prompt_tokens, 1, 2, 3, estimated=estimated),
        cost_usd=cost_usd,
        at_ms=1,
    )
