"""The embedded default backend: the standard `sqlite3`, one writer thread, WAL, group commit."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncGenerator, Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from coda.components.changes import Transaction, TransactionHeader
from coda.components.events import Entry
from coda.components.store import sqlite_reads as reads
from coda.components.store.fanout import Fanout
from coda.components.store.records import (
    CheckpointRecord,
    ClaimRecord,
    ConversationRecord,
    DocumentRecord,
    EntityRecord,
    RunRecord,
    RunState,
    UsageTotals,
)
from coda.components.store.sqlite_schema import connect, open_database
from coda.components.store.sqlite_writes import apply_write
from coda.components.store.writer import Writer
from coda.components.store.writes import Write

T = TypeVar("T")


class SQLiteStore:
    """A Store in one file (`await SQLiteStore.open(path)`), or in memory (`SQLiteStore()`)."""

    def __init__(self, path: Path | None = None) -> None:
        """For a file use `open`, which reports at once what is wrong with it."""
        self._writer = Writer(lambda: open_database(path))
        self._fanout = Fanout()
        self._readers: ThreadPoolExecutor | None = None
        self._read_connection: sqlite3.Connection | None = None

    @classmethod
    async def open(cls, path: Path) -> SQLiteStore:
        """Open or create a file and bring it up to date.

        Raises StoreTooNewError, StoreError or StoreUnavailableError; the file is then as it was.
        """
        store = cls(path)
        try:
            await store._writer.submit(lambda _: None, durable=False)
        except BaseException:
            await store.close()
            raise
        store._readers = ThreadPoolExecutor(1, thread_name_prefix="coda-store-reader")
        loop = asyncio.get_running_loop()
        store._read_connection = await loop.run_in_executor(store._readers, connect, path)
        return store

    async def commit(self, *writes: Write, durable: bool = False) -> tuple[Entry, ...]:
        def work(db: sqlite3.Connection) -> tuple[Entry, ...]:
            return tuple(entry for write in writes for entry in apply_write(write, db))

        entries = await self._writer.submit(work, durable=durable)
        self._fanout.publish(entries)
        return entries

    async def entries(
        self, conversation_id: str, after: int = 0, limit: int | None = None
    ) -> tuple[Entry, ...]:
        return await self._read(lambda db: reads.entries(db, conversation_id, after, limit))

    async def last_entries(self, conversation_id: str, limit: int) -> tuple[Entry, ...]:
        return await self._read(lambda db: reads.last_entries(db, conversation_id, limit))

    async def follow(self, conversation_id: str, after: int = 0) -> AsyncGenerator[tuple[Entry, ...], None]:
        # Subscribe, then read, then wait: whatever commits in between is seen, and seen once.
        with self._fanout.subscribe(conversation_id) as subscription:
            batch: tuple[Entry, ...] | None = None
            while True:
                if batch is None:
                    batch = await self.entries(conversation_id, after)
                fresh = tuple(entry for entry in batch if entry.seq > after)
                if fresh:
                    after = fresh[-1].seq
                    yield fresh
                batch = await subscription.take()

    async def conversation(self, conversation_id: str) -> ConversationRecord | None:
        return await self._read(lambda db: reads.conversation(db, conversation_id))

    async def conversations(self, document_id: str | None = None) -> tuple[ConversationRecord, ...]:
        return await self._read(lambda db: reads.conversations(db, document_id))

    async def document(self, document_id: str) -> DocumentRecord | None:
        return await self._read(lambda db: reads.document(db, document_id))

    async def documents(self, kind: str | None = None) -> tuple[DocumentRecord, ...]:
        return await self._read(lambda db: reads.documents(db, kind))

    async def entities(self, document_id: str) -> tuple[EntityRecord, ...]:
        return await self._read(lambda db: reads.entities(db, document_id))

    async def transactions(
        self, document_id: str, after: int = 0, through: int | None = None
    ) -> tuple[Transaction, ...]:
        return await self._read(lambda db: reads.transactions(db, document_id, after, through))

    async def transaction_headers(self, document_id: str) -> tuple[TransactionHeader, ...]:
        return await self._read(lambda db: reads.transaction_headers(db, document_id))

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
        if self._readers is not None and self._read_connection is not None:
            await asyncio.get_running_loop().run_in_executor(self._readers, self._read_connection.close)
            self._readers.shutdown(wait=False)

    async def _read(self, question: Callable[[sqlite3.Connection], T]) -> T:
        """Ask on the reader's connection; a database in memory has only the writer's."""
        if self._readers is None or self._read_connection is None:
            return await self._writer.submit(question, durable=False)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._readers, question, self._read_connection)
