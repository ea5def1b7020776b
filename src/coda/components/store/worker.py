"""A thread that owns a connection: work is handed to it, results come back to the event loops."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Any

from coda.errors import CodaError, StoreUnavailableError

Work = Callable[[sqlite3.Connection], Any]

_MOST_JOBS_AT_ONCE = 512


class Job:
    """One piece of work; whoever carries it out sets `result` or `error`."""

    __slots__ = ("durable", "error", "future", "result", "tells", "work")

    def __init__(self, work: Work, future: asyncio.Future[Any], durable: bool, tells: bool) -> None:
        self.work = work
        self.future = future
        self.durable = durable
        self.tells = tells
        """Whether the result is news for followers."""
        self.result: Any = None
        self.error: Exception | None = None

    def attempt(self, connection: sqlite3.Connection) -> None:
        try:
            self.result = self.work(connection)
        except sqlite3.Error as error:
            self.error = StoreUnavailableError(f"The database refused: {error}.")
            self.error.__cause__ = error
        except Exception as error:  # noqa: BLE001 - the thread's edge: whatever it is, the caller gets it
            self.error = error


class Worker:
    """Carries out work in the order it was submitted, by any number of event loops.

    All three callables are called on the worker's thread. What `open_connection` raises, all work
    raises; `carry_out` gets whatever work waits, at once; `tell` gets the results that are news, after
    those who wait for them, so that nobody hears of a commit before the one who made it.
    """

    def __init__(
        self,
        name: str,
        open_connection: Callable[[], sqlite3.Connection],
        carry_out: Callable[[sqlite3.Connection, Sequence[Job]], None],
        tell: Callable[[Sequence[Any]], None],
    ) -> None:
        self._open_connection = open_connection
        self._carry_out = carry_out
        self._tell = tell
        self._queue: SimpleQueue[Job | None] = SimpleQueue()
        self._closed = False
        self._closing = threading.Lock()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def submit(self, work: Work, *, durable: bool = False, tells: bool = False) -> asyncio.Future[Any]:
        """The result, once it is there. Work that was submitted is done, also when nobody waits any more.

        Raises what the work raised, or StoreUnavailableError.
        """
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        with self._closing:
            if self._closed:
                raise StoreUnavailableError("The store is closed.")
            self._queue.put(Job(work, future, durable, tells))
        return future

    def close(self) -> None:
        """Finish what was submitted, then end the thread and close the connection."""
        with self._closing:
            if not self._closed:
                self._closed = True
                self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        try:
            connection = self._open_connection()
        except CodaError as refusal:
            self._refuse_everything(refusal)
            return
        ending = False
        while not ending:
            batch, ending = self._next_batch()
            if batch:
                self._carry_out(connection, batch)
                _deliver(batch)
                self._tell([job.result for job in batch if job.tells and job.error is None])
        connection.close()

    def _refuse_everything(self, refusal: CodaError) -> None:
        ending = False
        while not ending:
            batch, ending = self._next_batch()
            for job in batch:
                job.error = refusal
            _deliver(batch)

    def _next_batch(self) -> tuple[list[Job], bool]:
        """What waits, at least one piece, and whether the end was asked for."""
        jobs = [self._queue.get()]
        while len(jobs) < _MOST_JOBS_AT_ONCE:
            try:
                jobs.append(self._queue.get_nowait())
            except Empty:
                break
        batch = [job for job in jobs if job is not None]
        return batch, len(batch) < len(jobs)


def answer_each(connection: sqlite3.Connection, batch: Sequence[Job]) -> None:
    """How a reader works: one question after the other, each seeing what is committed by then."""
    for job in batch:
        job.attempt(connection)


def tell_nobody(news: Sequence[Any]) -> None:
    """For a worker whose results are no news."""


def wake(loop: asyncio.AbstractEventLoop, callback: Callable[..., object], *arguments: Any) -> None:
    """Call back on an event loop of another thread; one that was closed meanwhile waits for nothing."""
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(callback, *arguments)


def _deliver(batch: list[Job]) -> None:
    """Hand the results over, one wake-up for each event loop that waits."""
    by_loop: dict[asyncio.AbstractEventLoop, list[Job]] = {}
    for job in batch:
        by_loop.setdefault(job.future.get_loop(), []).append(job)
    for loop, jobs in by_loop.items():
        wake(loop, _resolve, jobs)


def _resolve(jobs: list[Job]) -> None:
    for job in jobs:
        if job.future.cancelled():
            continue
        if job.error is not None:
            job.future.set_exception(job.error)
        else:
            job.future.set_result(job.result)
