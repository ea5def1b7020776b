"""Telling those who look at a document of each transaction, inside one process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

from coda.components.changes import Transaction
from coda.components.documents.history import HistoryState

News = tuple[Transaction, HistoryState]

_MOST_WAITING = 256
"""Transactions held for one watcher; a slower one is ended and reads the document anew."""


class Watchers:
    def __init__(self) -> None:
        self._queues: dict[str, set[asyncio.Queue[News | None]]] = {}

    def publish(self, transaction: Transaction, history: HistoryState) -> None:
        for queue in self._queues.get(transaction.document_id, ()):
            room = queue.qsize() < _MOST_WAITING
            queue.put_nowait((transaction, history) if room else None)

    async def watch(self, document_id: str) -> AsyncGenerator[News, None]:
        queue: asyncio.Queue[News | None] = asyncio.Queue()
        self._queues.setdefault(document_id, set()).add(queue)
        try:
            while (news := await queue.get()) is not None:
                yield news
        finally:
            self._queues[document_id].discard(queue)
            if not self._queues[document_id]:
                del self._queues[document_id]
