"""The Store port: one way to write, a handful of ways to read."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Collection
from typing import Protocol

from coda.components.changes import Transaction
from coda.components.events import Entry
from coda.components.store.records import (
    CheckpointRecord,
    ClaimRecord,
    ConversationRecord,
    DocumentRecord,
    DocumentSnapshot,
    RunRecord,
    RunState,
    UsageTotals,
)
from coda.components.store.writes import Write


class Store(Protocol):
    async def commit(self, *writes: Write, durable: bool = False) -> tuple[Entry, ...]:
        """Write all or nothing, and return the journal entries among the writes, numbered.

        Committed writes survive the death of the process; `durable` ones also a power cut. Use
        it for what was acknowledged: messages, decisions, claims, changes. Once called it is
        carried out and told to followers, also when the caller is cancelled meanwhile.
        Raises what the writes say, StoreError for values that cannot be stored, or
        StoreUnavailableError; then nothing was written.
        """
        ...

    async def entries(
        self, conversation_id: str, after: int = 0, limit: int | None = None
    ) -> tuple[Entry, ...]:
        """Entries with `seq > after`, in order."""
        ...

    async def last_entries(self, conversation_id: str, limit: int) -> tuple[Entry, ...]:
        """The newest entries, in order."""
        ...

    def follow(self, conversation_id: str, after: int = 0) -> AsyncGenerator[tuple[Entry, ...], None]:
        """Every entry with `seq > after`, in order and once, then those to come; never ends.

        Entries come in batches: whatever was committed since the last one. A backend in one file
        wakes the followers of its own process; what another process wrote comes with the next.
        """
        ...

    async def conversation(self, conversation_id: str) -> ConversationRecord | None: ...

    async def conversations(self, document_id: str | None = None) -> tuple[ConversationRecord, ...]:
        """Those that users lead, newest first; with `document_id` only that document's."""
        ...

    async def document(self, document_id: str) -> DocumentRecord | None: ...

    async def documents(self, kind: str | None = None) -> tuple[DocumentRecord, ...]:
        """Newest change first."""
        ...

    async def snapshot(self, document_id: str) -> DocumentSnapshot | None:
        """A document whole, as it was at one moment; None if there is no such document."""
        ...

    async def transactions(
        self, document_id: str, after: int = 0, through: int | None = None
    ) -> tuple[Transaction, ...]:
        """Transactions with `after < revision <= through`, in order."""
        ...

    async def checkpoints(self, document_id: str) -> tuple[CheckpointRecord, ...]:
        """Newest first."""
        ...

    async def run(self, run_id: str) -> RunRecord | None: ...

    async def runs(self, states: Collection[RunState]) -> tuple[RunRecord, ...]: ...

    async def claim(self, run_id: str, call_id: str) -> ClaimRecord | None: ...

    async def usage_totals(self, conversation_id: str | None = None) -> UsageTotals:
        """Of one conversation, with those led on its behalf, or of all."""
        ...

    async def close(self) -> None: ...
