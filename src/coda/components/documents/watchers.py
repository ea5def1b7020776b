"""Telling those who look at a document of each transaction, inside one process."""

from __future__ import annotations

import asyncio

from coda.components.changes import Transaction
from coda.components.documents.history import HistoryState

News = tuple[Transaction, HistoryState]

_MOST_WAITING = 256
"""Transactions held for one watcher; a slower one is ended and reads the document anew."""


class Watch:
    """An iterator over the news of a document, from the moment it was made; close it with `aclose`."""

    def __init__(self, document_id: str, watches: set[Watch]) -> None:
        self.document_id = document_id
        self._queue: asyncio.Queue[News | None] = asyncio.Queue()
        self._watches = watches
        watches.add(self)

    def offer(self, news: News) -> None:
        if self._queue.qsize() < _MOST_WAITING:
            self._queue.put_nowait(news)
        else:
            self._end()

    def __aiter__(self) -> Watch:
        return self

    async def __anext__(self) -> News:
        news = await self._queue.get()
        if news is None:
            self._queue.put_nowait(None)  # it stays ended
            raise StopAsyncIteration
        return news

    async def aclose(self) -> None:
        self._end()

    def _end(self) -> None:
        if self in self._watches:
            self._watches.discard(self)
            self._queue.put_nowait(None)


class Watchers:
    def __init__(self) -> None:
        self._watches: set[Watch] = set()

    def watch(self, document_id: str) -> Watch:
        return Watch(document_id, self._watches)

    def publish(self, transaction: Transaction, history: HistoryState) -> None:
        for watch in tuple(self._watches):
            if watch.document_id == transaction.document_id:
                watch.offer((transaction, history))

    def are_watching(self, document_id: str) -> bool:
        return any(watch.document_id == document_id for watch in self._watches)
