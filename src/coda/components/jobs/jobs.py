"""Long work that outlives the process which asked for it, seen from there."""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import AsyncGenerator, Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

import msgspec

from coda.components.jobs.board import Board
from coda.components.jobs.book import BOOK, LEASE, Book, News
from coda.components.jobs.failures import JobCancelledError, JobError, JobFailedError, UnknownJobError
from coda.components.jobs.processes import Child, Ending, ProcessError, start_child
from coda.components.jobs.progress import JobStatus, Watch
from coda.components.leases import Lease
from coda.errors import StoreUnavailableError

MODULE = "coda.components.jobs.worker"
ID = re.compile(r"[\w.:@-]{1,200}", re.ASCII)


class Jobs:
    """The jobs in `directory`, done one after the other by a process of `python` that starts with the first.

    `kinds` says what does each kind of job, as "module:function"; the function is a `Work`. Several
    processes may share a directory: each job is done once, and all see how far it is. Every method
    raises StoreUnavailableError when the disk refuses. Call `close` when done; unfinished jobs go on
    with the next `recover` or `start` of anybody. The process ends when it had nothing to do for
    `rest_after_s`.
    """

    def __init__(
        self,
        directory: Path,
        kinds: Mapping[str, str],
        python: str = sys.executable,
        *,
        rest_after_s: float = 60.0,
    ) -> None:
        self._directory = directory
        self._kinds = dict(kinds)
        self._python = python
        self._rest_after_s = rest_after_s
        self._book = Book(directory / BOOK)
        self._board = Board()
        self._worker: Child | None = None
        self._keeping: asyncio.Task[None] | None = None
        self._wanted = False
        self._closed = False

    async def start(
        self, kind: str, parameters: Mapping[str, Any], *, id: str, again: bool = False
    ) -> JobStatus:
        """Ask for a job. The id names the work: a job that is known is joined, whatever its parameters.

        One that failed or was cancelled is started anew, one that is done only with `again`. Raises
        JobError for an unknown kind, for an id that is none, and after `close`.
        """
        if self._closed:
            raise JobError("The jobs are closed.")
        if kind not in self._kinds or not ID.fullmatch(id):
            raise JobError(f"There is no kind of job {kind!r}, or {id!r} cannot be a job's id.")
        asked = msgspec.json.encode(parameters)
        entry = await asyncio.to_thread(self._book.ask, id, kind, asked, again=again)
        return self._watched(entry.news).status

    async def status(self, id: str) -> JobStatus:
        """Raises UnknownJobError."""
        return self._board.note(await self._read(id)).status

    async def follow(self, id: str) -> AsyncGenerator[JobStatus]:
        """The status now and after each change, until it is settled. Raises UnknownJobError.

        A slow reader misses steps in between, never the last.
        """
        async for status in self._watched(await self._read(id)).follow():
            yield status

    def changes(self) -> AsyncGenerator[JobStatus]:
        """Each change of any job from now on, without end. A slow reader misses steps, never the last.

        What other processes do is heard while a worker of our own runs, as it does from the first job on.
        """
        return self._board.changes()

    async def settled(self, id: str) -> JobStatus:
        """Wait for the status that is the last. Raises UnknownJobError."""
        [last] = [status async for status in self.follow(id) if status.settled]
        return last

    async def result(self, id: str) -> Any:
        """Wait for what the job returns. Raises UnknownJobError, JobFailedError, JobCancelledError."""
        last = await self.settled(id)
        if last.status == "failed":
            raise JobFailedError(last.error or "The job failed.")
        if last.status == "cancelled":
            raise JobCancelledError("The job was cancelled.")
        return last.result

    async def cancel(self, id: str) -> JobStatus:
        """Settle the job as cancelled, unless it is settled; its work hears of it at its next report.

        Raises UnknownJobError.
        """
        await asyncio.to_thread(self._book.cancel, id)
        if self._worker is not None:
            self._worker.nudge()
        return await self.status(id)

    async def recover(self) -> list[JobStatus]:
        """Go on with what is unfinished, whoever began it; costs nothing when there is nothing."""
        unfinished = await asyncio.to_thread(self._book.unfinished)
        return [self._watched(entry.news).status for entry in unfinished]

    async def close(self) -> None:
        """End our worker and whatever it started."""
        self._closed = True
        if self._worker is not None:
            await self._worker.end()
        if self._keeping is not None:
            await self._keeping
        await asyncio.to_thread(self._book.close)

    async def _read(self, id: str) -> News:
        entry = await asyncio.to_thread(self._book.entry, id)
        if entry is None:
            raise UnknownJobError(f"There is no job {id} here.")
        return entry.news

    def _watched(self, news: News) -> Watch[JobStatus]:
        """As long as the job is not settled, a worker of ours does it or watches the one that does."""
        watch = self._board.note(news)
        if not watch.status.settled:
            self._want_worker()
        return watch

    def _want_worker(self) -> None:
        if self._closed:
            raise JobError("The jobs are closed.")
        self._wanted = True
        if self._worker is not None:
            self._worker.nudge()
        if self._keeping is None or self._keeping.done():
            self._keeping = asyncio.create_task(self._keep_worker())

    async def _keep_worker(self) -> None:
        """One worker after the other, as long as there is something to do."""
        try:
            while self._wanted and not self._closed:
                self._wanted = False
                await self._have_worker(uuid4().hex)
        except (StoreUnavailableError, OSError) as error:
            self._board.give_up(f"The jobs in {self._directory} cannot be done: {error}")

    async def _have_worker(self, name: str) -> None:
        await asyncio.to_thread(self._prepare)
        ending = await self._run_worker(name)
        if not self._closed:
            for news in await asyncio.to_thread(self._bury, name, ending):
                self._watched(news)

    def _prepare(self) -> None:
        lease = Lease(self._directory / LEASE)
        if lease.take():
            self._book.requeue()
            lease.free()

    async def _run_worker(self, name: str) -> Ending:
        options = {
            "--directory": str(self._directory),
            "--kinds": msgspec.json.encode(self._kinds).decode(),
            "--name": name,
            "--since": str(self._board.settled_until()),
            "--rest-after": str(self._rest_after_s),
        }
        arguments = [word for option in options.items() for word in option]
        try:
            worker = await start_child(self._python, MODULE, *arguments, "--while-stdin-is-open")
        except ProcessError as error:
            return Ending(1, str(error))
        self._worker = worker
        try:
            if self._closed:
                await worker.end()
            await worker.read(News, self._board.note)
            return await worker.ending()
        finally:
            self._worker = None
            await worker.end()

    def _bury(self, name: str, ending: Ending) -> list[News]:
        """What is still to be done, what nobody told us any more, and what has come of the death."""
        if ending.status != 0:
            self._book.bury(name, f"{ending.last_words} (status {ending.status})")
        return [entry.news for entry in self._book.changes(self._board.settled_until())]
