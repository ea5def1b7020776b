"""The embedded default backend: the standard `sqlite3`, one writer thread, WAL, group commit."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncGenerator, Callable, Collection
from pathlib import Path
from typing import TypeVar

from coda.components.changes import Transaction
from coda.components.events import Entry
from coda.components.store import sqlite_reads as reads
from coda.components.store.fanout import Fanout
from coda.components.store.group_commit import GroupCommit
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
from coda.components.store.sqlite_schema import connect_to_read, open_database
from coda.components.store.sqlite_writes import apply_writes
from coda.components.store.worker import Worker, answer_each, tell_nobody
from coda.components.store.writes import Write

T = TypeVar("T")

_MOST_READ_AT_ONCE = 1000
"""Entries a follower reads in one go, so that a long journal is never in memory as a whole."""


class SQLiteStore:
    """A Store in one file (`await SQLiteStore.open(path)`), or in memory (`SQLiteStore()`)."""

    def __init__(self, path: Path | None = None) -> None:
        """For a file use `open`, which reports at once what is wrong with it."""
        self._fanout = Fanout()
        self._writer = Worker(
            "coda-store-writer", lambda: open_database(path), GroupCommit(), self._fanout.publish
        )
        # A database in memory has only the connection it was made with; `open` gives a file another.
        self._reader = self._writer

    @classmethod
    async def open(cls, path: Path) -> SQLiteStore:
        """Open or create a file and bring it up to date.

        Raises StoreTooNewError, StoreError or StoreUnavailableError; the file is then as it was.
        """
        store = cls(path)
        try:
            await store._writer.submit(lambda _: None)
        except BaseException:
            await store.close()
            raise
        store._reader = Worker("coda-store-reader", lambda: connect_to_read(path), answer_each, tell_nobody)
        return store

    async def commit(self, *writes: Write, durable: bool = False) -> tuple[Entry, ...]:
        return await self._writer.submit(lambda db: apply_writes(writes, db), durable=durable, tells=True)

    async def entries(
        self, conversation_id: str, after: int = 0, limit: int | None = None
    ) -> tuple[Entry, ...]:
        return await self._read(lambda db: reads.entries(db, conversation_id, after, limit))

    async def last_entries(self, conversation_id: str, limit: int) -> tuple[Entry, ...]:
        return await self._read(lambda db: reads.last_entries(db, conversation_id, limit))

    async def follow(self, conversation_id: str, after: int = 0) -> AsyncGenerator[tuple[Entry, ...], None]:
        # Subscribe, then read, then wait: whatever commits in between is seen, and seen once.
        with self._fanout.subscribe(conversation_id) as subscription:
            behind = True
            while True:
                if behind:
                    fresh = await self.entries(conversation_id, after, _MOST_READ_AT_ONCE)
                    behind = len(fresh) == _MOST_READ_AT_ONCE
                else:
                    news = await subscription.take()
                    fresh = tuple(entry for entry in news or () if entry.seq > after)
                    # Too much at once, or entries another process wrote in between: read them.
                    behind = news is None or (bool(fresh) and fresh[0].seq > after + 1)
                    if behind:
                        continue
                if fresh:
                    after = fresh[-1].seq
                    yield fresh

    async def conversation(self, conversation_id: str) -> ConversationRecord | None:
        return await self._read(lambda db: reads.conversation(db, conversation_id))

    async def conversations(self, document_id: str | None = None) -> tuple[ConversationRecord, ...]:
        return await self._read(lambda db: reads.conversations(db, document_id))

    async def document(self, document_id: str) -> DocumentRecord | None:
        return await self._read(lambda db: reads.document(db, document_id))

    async def documents(self, kind: str | None = None) -> tuple[DocumentRecord, ...]:
        return await self._read(lambda db: reads.documents(db, kind))

    async def snapshot(self, document_id: str) -> DocumentSnapshot | None:
        return await self._read(lambda db: reads.snapshot(db, document_id))

    async def transactions(
        self, document_id: str, after: int = 0, through: int | None = None
    ) -> tuple[Transaction, ...]:
        return await self._read(lambda db: reads.transactions(db, document_id, after, through))

    async def checkpoints(self, document_id: str) -> tuple[CheckpointRecord, ...]:
        return await self._read(lambda db: reads.checkpoints(db, document_id))

    async def run(self, run_id: str) -> RunRecord | None:
        return await self._read(lambda db: reads.run(db, run_id))

    async def runs(self, states: Collection[RunState]) -> tuple[RunRecord, ...]:
        return await self._read(lambda db: reads.runs(db, states))

    async def claim(self, run_id: str, call_id: str) -> ClaimRecord | None:
        return await self._read(lambda db: reads.claim(db, run_id, call_id))

    async def usage_totals(self, conversation_id: str | None = None) -> UsageTotals:
        return await self._read(lambda db: reads.usage_totals(db, conversation_id))

    async def close(self) -> None:
        await asyncio.to_thread(self._writer.close)
        await asyncio.to_thread(self._reader.close)

    async def _read(self, question: Callable[[sqlite3.Connection], T]) -> T:
        return await self._reader.submit(question)
