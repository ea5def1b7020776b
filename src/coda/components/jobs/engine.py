"""The engine behind durable jobs: DBOS on an SQLite file. Only a jobs process that works loads this.

Who launches it holds the directory's lease, so any other executor named in the file is dead. The file
is the engine's own and may go when no job is unfinished.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
from dbos import DBOS, DBOSConfig, DBOSPortableJSONSerializer, PortableWorkflowError, SetWorkflowID
from sqlalchemy import URL

RECORDED_ERROR = PortableWorkflowError
"""What a step raises that had failed before its process died."""
VERSION = "coda-jobs/1"
"""Pinned: otherwise a changed line of code would leave the unfinished workflows behind."""
QUEUE = "jobs"
AT_ONCE = 1
"""A job may use the whole machine, so they line up."""
POLL_S = 0.1

Attempt = tuple[str, int]
"""A job's id, and which attempt at it this is."""


class Engine:
    """Calls `perform(id, attempt)` for each attempt, one after the other, again if this one dies in it."""

    def __init__(self, file: Path, executor: str, perform: Callable[[str, int], None]) -> None:
        with closing(sqlite3.connect(file)) as database:
            database.execute("pragma journal_mode = wal")
        config: DBOSConfig = {
            "name": "coda",
            "system_database_url": URL.create("sqlite", database=str(file)).render_as_string(),
            "executor_id": executor,
            "application_version": VERSION,
            "serializer": DBOSPortableJSONSerializer(),
            "use_listen_notify": False,
            "log_level": "ERROR",
        }
        DBOS(config=config)

        def workflow(id: str, attempt: int) -> None:
            perform(id, attempt)

        self._workflow = DBOS.workflow(name="perform")(workflow)
        DBOS.launch()
        DBOS.register_queue(QUEUE, worker_concurrency=AT_ONCE, polling_interval_sec=POLL_S)

    def take_over(self, wanted: Iterable[Attempt]) -> None:
        """Go on with these, as far as they came; forget all others."""
        waiting = {_name(*attempt): attempt for attempt in wanted}
        for workflow in DBOS.list_workflows(load_input=False, load_output=False):
            name = workflow.workflow_id
            if name in waiting and workflow.status in {"PENDING", "ENQUEUED"}:
                DBOS.resume_workflow(name, queue_name=QUEUE)
                del waiting[name]
            else:
                DBOS.delete_workflow(name)
        for attempt in waiting.values():
            self.enqueue(*attempt)

    def enqueue(self, id: str, attempt: int) -> None:
        """Nothing happens when it is there already."""
        with SetWorkflowID(_name(id, attempt)):
            DBOS.enqueue_workflow(QUEUE, self._workflow, id, attempt)


def step(name: str, function: Callable[..., Any], *arguments: Any) -> Any:
    """Call the function once for the attempt that this thread performs; its result is kept as JSON."""

    def call() -> Any:
        return msgspec.json.decode(msgspec.json.encode(function(*arguments)))

    return DBOS.run_step({"name": name}, call)


def _name(id: str, attempt: int) -> str:
    return f"{id}#{attempt}"
