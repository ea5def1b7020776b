"""The shapes that leave the server, beyond the journal's and the documents' own values."""

from __future__ import annotations

from typing import Any

import msgspec

from coda.components.changes import Transaction
from coda.components.documents import HistoryState
from coda.components.events import Entry
from coda.components.store.records import CheckpointRecord, ConversationRecord, DocumentRecord
from coda.interfaces.models import ModelView


class DocumentList(msgspec.Struct, frozen=True):
    documents: tuple[DocumentRecord, ...]


class DocumentView(msgspec.Struct, frozen=True, kw_only=True):
    """A whole document. `collections` holds each collection's entities by id."""

    id: str
    kind: str
    name: str
    revision: int
    created_ms: int
    modified_ms: int
    collections: dict[str, dict[str, dict[str, Any]]]
    history: HistoryState
    conversation_id: str


class TransactionView(msgspec.Struct, frozen=True):
    """What an edit, undo or redo did; the transaction may hold more changes than were asked for."""

    transaction: Transaction
    history: HistoryState


class LoggedTransaction(msgspec.Struct, frozen=True):
    transaction: Transaction
    undone: bool


class HistoryView(msgspec.Struct, frozen=True):
    transactions: tuple[LoggedTransaction, ...]
    checkpoints: tuple[CheckpointRecord, ...]


class ConversationList(msgspec.Struct, frozen=True):
    conversations: tuple[ConversationRecord, ...]


class EntryList(msgspec.Struct, frozen=True):
    entries: tuple[Entry, ...]


class RunView(msgspec.Struct, frozen=True):
    run_id: str
    seq: int


class ModelList(msgspec.Struct, frozen=True):
    models: tuple[ModelView, ...]
    default_model: str


class Health(msgspec.Struct, frozen=True):
    status: str
    version: str


class Done(msgspec.Struct, frozen=True):
    """Nothing more to say."""

    status: str = "done"
