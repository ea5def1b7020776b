"""The rows a store keeps besides journal entries and transactions."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import msgspec

from coda.components.changes import Author, TransactionHeader
from coda.components.events import ConfirmationMode
from coda.components.messages import Usage


class ConversationRecord(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    title: str
    document_id: str | None
    created_ms: int
    entries: int
    """How many journal entries it has; the `seq` of the last one."""
    parent_id: str | None = None
    """The conversation on whose behalf it is led; None for one that a user leads."""


class DocumentRecord(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    kind: str
    name: str
    revision: int
    created_ms: int
    modified_ms: int


class EntityRecord(msgspec.Struct, frozen=True):
    collection: str
    id: str
    value: dict[str, Any]
    author: Author


class DocumentSnapshot(msgspec.Struct, frozen=True):
    """A document with its entities, in no particular order, and the headers of its log, in order."""

    record: DocumentRecord
    entities: tuple[EntityRecord, ...]
    headers: tuple[TransactionHeader, ...]


class CheckpointRecord(msgspec.Struct, frozen=True):
    name: str
    revision: int
    at_ms: int


class RunState(StrEnum):
    RUNNING = "running"
    WAITING = "waiting"
    """A proposal waits for the user; any process can take the run up again."""
    ENDED = "ended"


class RunRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One turn. `owner` is the process that runs it."""

    id: str
    conversation_id: str
    document_id: str | None
    state: RunState
    owner: str
    provider: str
    confirmation: ConfirmationMode
    started_ms: int


class UsageRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One request in the ledger. `cost_usd` is None when the price is not known."""

    conversation_id: str
    run_id: str
    provider: str
    model: str
    usage: Usage
    cost_usd: float | None
    at_ms: int


class UsageTotals(msgspec.Struct, frozen=True):
    requests: int
    usage: Usage
    cost_usd: float
    unpriced_requests: int


class ClaimRecord(msgspec.Struct, frozen=True):
    """The row written before an external effect starts; `outcome` is None while it is open."""

    run_id: str
    call_id: str
    outcome: str | None
