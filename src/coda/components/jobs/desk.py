"""Where the jobs of a directory are done: each attempt begins and ends here, with the book as its witness."""

from __future__ import annotations

import importlib
import logging
import os
from collections import deque
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from coda.components.jobs.book import LOG, WORKFLOWS, Book, Entry
from coda.components.jobs.engine import RECORDED_ERROR, Engine, step
from coda.components.jobs.failures import JobCancelledError, JobError
from coda.components.jobs.job import Work
from coda.errors import CodaError, StoreUnavailableError

_log = logging.getLogger("coda.jobs")


class Desk:
    """Takes over what the book holds unfinished. `on_change` is called, in any thread, when there is
    something to write or to tell."""

    def __init__(
        self,
        directory: Path,
        kinds: Mapping[str, str],
        executor: str,
        book: Book,
        on_change: Callable[[], None],
    ) -> None:
        self._kinds = kinds
        self._executor = executor
        self._book = book
        self._on_change = on_change
        self._running: dict[str, RunningJob] = {}
        wanted = [(entry.status.id, entry.attempt) for entry in book.unfinished()]
        self._engine = Engine(directory / WORKFLOWS, executor, wanted, self._perform)

    def take(self, entry: Entry) -> None:
        """Something changed: a job waits, or what is done here is not wanted any more."""
        id = entry.status.id
        if entry.status.status == "queued":
            self._engine.enqueue((id, entry.attempt))
        job = self._running.get(id)
        if job is not None and (entry.status.settled or entry.attempt != job.attempt):
            job.cancel()

    def write_progress(self) -> None:
        for job in list(self._running.values()):
            report = job.unwritten()
            if report is not None:
                self._book.progress(job.id, job.attempt, *report)

    def _perform(self, id: str, attempt: int) -> None:
        """The workflow. It never fails: how the work ended stands in the book, or this process ends."""
        job = self._running[id] = RunningJob(id, attempt, self._on_change)
        try:
            entry = self._book.begin(id, attempt, self._executor)
            self._on_change()
            if entry is not None:
                self._settle(entry, job)
        except StoreUnavailableError:
            _log.exception("The end of the job %s could not be written down.", id)
            os._exit(1)
        finally:
            del self._running[id]
            self._on_change()

    def _settle(self, entry: Entry, job: RunningJob) -> None:
        try:
            result = msgspec.json.encode(self._work(entry.status.kind)(entry.parameters, job))
        except JobCancelledError:
            self._book.settle(job.id, job.attempt, "cancelled")
        except (CodaError, RECORDED_ERROR) as error:
            self._book.settle(job.id, job.attempt, "failed", error=str(error))
        except Exception as error:  # noqa: BLE001 - the process's edge: whatever it is, the job failed
            _log.exception("The job %s failed.", job.id)
            told = f"The work failed unexpectedly ({type(error).__name__}); {LOG} says where."
            self._book.settle(job.id, job.attempt, "failed", error=told)
        else:
            self._book.settle(job.id, job.attempt, "done", result=result)

    def _work(self, kind: str) -> Work:
        if kind not in self._kinds:
            raise JobError(f"The process that works here does not know {kind!r}: end the older Coda first.")
        module, _, name = self._kinds[kind].partition(":")
        return getattr(importlib.import_module(module), name)


class RunningJob:
    """A `Job`. Its reports wait here until they are written down."""

    def __init__(self, id: str, attempt: int, on_report: Callable[[], None]) -> None:
        self.id = id
        self.attempt = attempt
        self._on_report = on_report
        self._cancelled = False
        self._reports: deque[tuple[str, float, str]] = deque(maxlen=1)

    def report(self, stage: str, progress: float, message: str = "") -> None:
        self._go_on()
        self._reports.append((stage, min(max(0.0, progress), 1.0), message))
        self._on_report()

    def step(self, name: str, function: Callable[..., Any], *arguments: Any) -> Any:
        self._go_on()
        return step(name, function, *arguments)

    def cancelled(self) -> bool:
        return self._cancelled

    def cancel(self) -> None:
        self._cancelled = True

    def unwritten(self) -> tuple[str, float, str] | None:
        """The latest report, unless it was taken before."""
        return self._reports.pop() if self._reports else None

    def _go_on(self) -> None:
        if self._cancelled:
            raise JobCancelledError("The job was cancelled.")
