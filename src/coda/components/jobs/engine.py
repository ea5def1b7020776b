"""The engine behind durable jobs: DBOS on an SQLite file. Only a jobs process that works loads this.

Who starts it holds the directory's lease, so every other executor named in the file is dead. The file is
the engine's own and may go when no job is unfinished.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
from dbos import (
    DBOS,
    DBOSClient,
    DBOSConfig,
    DBOSPortableJSONSerializer,
    EnqueueOptions,
    PortableWorkflowError,
)
from sqlalchemy import URL

RECORDED_ERROR = PortableWorkflowError
"""What a step raises that had failed before its process died."""
NAME = "coda"
VERSION = "coda-jobs/1"
"""Pinned: otherwise a changed line of code would leave the unfinished workflows behind. With another version
they begin anew."""
WORKFLOW, QUEUE = "perform", "jobs"
AT_ONCE = 1
"""A job may use the whole machine, so they line up."""
POLL_S = 0.1

Attempt = tuple[str, int]
"""A job's id, and which attempt at it this is."""


class Engine:
    """Calls `perform(id, attempt)` for each attempt, one after the other, again if this process dies in it.

    Begins with the attempts that are `wanted`, as far as they came, and forgets all others.
    """

    def __init__(
        self, file: Path, executor: str, wanted: Iterable[Attempt], perform: Callable[[str, int], None]
    ) -> None:
        with closing(sqlite3.connect(file)) as database:
            database.execute("PRAGMA journal_mode = WAL")
        url = URL.create("sqlite", database=str(file)).render_as_string()
        DBOS.migrate(url)
        _take_over(url, wanted)
        config: DBOSConfig = {
            "name": NAME,
            "system_database_url": url,
            "executor_id": executor,
            "application_version": VERSION,
            "serializer": DBOSPortableJSONSerializer(),
            "use_listen_notify": False,
            "log_level": "ERROR",
        }
        DBOS(config=config)

        @DBOS.workflow(name=WORKFLOW)
        def workflow(id: str, attempt: int) -> None:
            perform(id, attempt)

        DBOS.launch()

    def enqueue(self, attempt: Attempt) -> None:
        """Nothing happens when it is there already."""
        DBOS.enqueue_workflow_with_options(_options(attempt), *attempt)


def step(name: str, function: Callable[..., Any], *arguments: Any) -> Any:
    """Call the function once for the attempt that this thread performs; its result is kept as JSON."""

    def call() -> Any:
        return msgspec.json.decode(msgspec.json.encode(function(*arguments)))

    return DBOS.run_step({"name": name}, call)


def _take_over(url: str, wanted: Iterable[Attempt]) -> None:
    """Before the engine runs, or it would take from the queue what is looked at here."""
    waiting = {_name(attempt): attempt for attempt in wanted}
    client = DBOSClient(
        system_database_url=url, serializer=DBOSPortableJSONSerializer(), application_name=NAME
    )
    client.register_queue(QUEUE, worker_concurrency=AT_ONCE, polling_interval_sec=POLL_S)
    for workflow in client.list_workflows(load_input=False, load_output=False):
        name = workflow.workflow_id
        alive = workflow.status in {"PENDING", "ENQUEUED"} and workflow.app_version == VERSION
        if alive and name in waiting:
            client.resume_workflow(name, queue_name=QUEUE)
            del waiting[name]
        else:
            client.delete_workflow(name)
    for attempt in waiting.values():
        client.enqueue(_options(attempt), *attempt)
    client.destroy()


def _options(attempt: Attempt) -> EnqueueOptions:
    return {
        "workflow_name": WORKFLOW,
        "queue_name": QUEUE,
        "workflow_id": _name(attempt),
        "app_version": VERSION,
    }


def _name(attempt: Attempt) -> str:
    id, number = attempt
    return f"{id}#{number}"
