"""One thread that writes: whatever waits is committed together, so many callers share one sync."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Any

from coda.errors import CodaError, StoreUnavailableError

Work = Callable[[sqlite3.Connection], Any]

_MOST_JOBS_IN_A_COMMIT = 512


class _Job:
    __slots__ = ("durable", "error", "future", "result", "work")

    def __init__(self, work: Work, durable: bool, future: asyncio.Future[Any]) -> None:
        self.work = work
        self.durable = durable
        self.future = future
        self.result: Any = None
        self.error: CodaError | None = None


class Writer:
    """Runs pieces of work on its own thread and connection, in the order they were submitted.

    Each piece is atomic: one that raises is rolled back alone, the others of its commit stand.
    """

    def __init__(self, open_connection: Callable[[], sqlite3.Connection]) -> None:
        """`open_connection` is called on the writer's thread; what it raises, every piece of work raises."""
        self._open_connection = open_connection
        self._queue: SimpleQueue[_Job | None] = SimpleQueue()
        self._synchronous_full = False
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="coda-store-writer", daemon=True)
        self._thread.start()

    def submit(self, work: Work, *, durable: bool) -> asyncio.Future[Any]:
        """The result once it is committed. Raises what the work raised, or StoreUnavailableError."""
        if self._closed:
            raise StoreUnavailableError("The store is closed.")
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._queue.put(_Job(work, durable, future))
        return future

    def close(self) -> None:
        """Finish what was submitted, then end the thread and close the connection."""
        if not self._closed:
            self._closed = True
            self._queue.put(None)
            self._thread.join()

    def _run(self) -> None:
        try:
            self._connection = self._open_connection()
        except CodaError as refusal:
            self._refuse_everything(refusal)
            return
        ending = False
        while not ending:
            batch, ending = self._next_batch()
            if batch:
                self._commit(batch)
                _deliver(batch)
        self._connection.close()

    def _refuse_everything(self, refusal: CodaError) -> None:
        ending = False
        while not ending:
            batch, ending = self._next_batch()
            for job in batch:
                job.error = refusal
            _deliver(batch)

    def _next_batch(self) -> tuple[list[_Job], bool]:
        """What waits, at least one piece, and whether the end was asked for."""
        jobs = [self._queue.get()]
        while len(jobs) < _MOST_JOBS_IN_A_COMMIT:
            try:
                jobs.append(self._queue.get_nowait())
            except Empty:
                break
        batch = [job for job in jobs if job is not None]
        return batch, len(batch) < len(jobs)

    def _commit(self, batch: list[_Job]) -> None:
        try:
            self._sync_as_asked(any(job.durable for job in batch))
            self._connection.execute("BEGIN IMMEDIATE")
            for job in batch:
                self._attempt(job)
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            refusal = StoreUnavailableError(f"The database refused to write: {error}.")
            for job in batch:
                job.error = job.error or refusal

    def _attempt(self, job: _Job) -> None:
        self._connection.execute("SAVEPOINT job")
        try:
            job.result = job.work(self._connection)
        except CodaError as error:
            job.error = error
            self._connection.execute("ROLLBACK TO job")
        self._connection.execute("RELEASE job")

    def _sync_as_asked(self, durable: bool) -> None:
        if durable != self._synchronous_full:
            self._connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            self._synchronous_full = durable


def _deliver(batch: list[_Job]) -> None:
    """Hand the results over, one wake-up for each event loop that waits."""
    by_loop: dict[asyncio.AbstractEventLoop, list[_Job]] = {}
    for job in batch:
        by_loop.setdefault(job.future.get_loop(), []).append(job)
    for loop, jobs in by_loop.items():
        if not loop.is_closed():
            loop.call_soon_threadsafe(_resolve, jobs)


def _resolve(jobs: list[_Job]) -> None:
    for job in jobs:
        if job.future.cancelled():
            continue
        if job.error is not None:
            job.future.set_exception(job.error)
        else:
            job.future.set_result(job.result)
