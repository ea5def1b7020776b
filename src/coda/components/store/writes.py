"""What can be committed. Writes given to one `Store.commit` take effect together or not at all."""

from __future__ import annotations

import msgspec

from coda.components.changes import Transaction
from coda.components.events import JournalEvent
from coda.components.store.records import RunRecord, UsageRecord


class CreateConversation(msgspec.Struct, frozen=True):
    """Refused with ConflictError when there is one with that id.

    With a `parent_id` it is led on behalf of another conversation, as an agent's is: it is in no list,
    what it spends counts for both, and it goes when its parent goes.
    """

    conversation_id: str
    title: str
    document_id: str | None
    at_ms: int
    parent_id: str | None = None


class TitleConversation(msgspec.Struct, frozen=True):
    conversation_id: str
    title: str


class AppendEvents(msgspec.Struct, frozen=True):
    """Journal entries; the store numbers them. Refused with UnknownConversationError."""

    conversation_id: str
    run_id: str | None
    events: tuple[JournalEvent, ...]
    at_ms: int


class CreateDocument(msgspec.Struct, frozen=True):
    """Refused with ConflictError when there is one with that id."""

    document_id: str
    kind: str
    name: str
    at_ms: int


class CommitTransaction(msgspec.Struct, frozen=True):
    """Refused with ConflictError unless its revision is the document's next, UnknownDocumentError if
    there is no such document."""

    transaction: Transaction
    name: str
    modified_ms: int


class DeleteDocument(msgspec.Struct, frozen=True):
    """Removes the document, its log, its conversations with those led on their behalf, and their runs.

    The usage ledger keeps its rows: what was spent stays spent. Refused with UnknownDocumentError.
    """

    document_id: str


class SaveCheckpoint(msgspec.Struct, frozen=True):
    """Refused with UnknownDocumentError."""

    document_id: str
    name: str
    revision: int
    at_ms: int


class SaveRun(msgspec.Struct, frozen=True):
    run: RunRecord


class RecordUsage(msgspec.Struct, frozen=True):
    record: UsageRecord


class DecideOnce(msgspec.Struct, frozen=True):
    """Refused with DecisionError when the proposal was decided before."""

    run_id: str
    proposal_id: str


class OpenClaim(msgspec.Struct, frozen=True):
    """Refused with ConflictError when the call was claimed before: its effect may have begun."""

    run_id: str
    call_id: str
    at_ms: int


class CloseClaim(msgspec.Struct, frozen=True):
    """Refused with ConflictError when the call was never claimed."""

    run_id: str
    call_id: str
    outcome: str


Write = (
    CreateConversation
    | TitleConversation
    | AppendEvents
    | CreateDocument
    | CommitTransaction
    | DeleteDocument
    | SaveCheckpoint
    | SaveRun
    | RecordUsage
    | DecideOnce
    | OpenClaim
    | CloseClaim
)
