"""Whatever waits is committed together, so many callers share one sync of the disk."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from coda.components.store.worker import Job
from coda.errors import StoreUnavailableError


class GroupCommit:
    """Each piece of work is atomic: one that fails is rolled back alone, the others of its commit stand."""

    def __init__(self) -> None:
        self._synchronous_full = False

    def __call__(self, connection: sqlite3.Connection, batch: Sequence[Job]) -> None:
        try:
            self._sync_as_asked(connection, any(job.durable for job in batch))
            connection.execute("BEGIN IMMEDIATE")
            for job in batch:
                _attempt(job, connection)
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            _give_up(connection, batch, error)

    def _sync_as_asked(self, connection: sqlite3.Connection, durable: bool) -> None:
        if durable != self._synchronous_full:
            connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            self._synchronous_full = durable


def _attempt(job: Job, connection: sqlite3.Connection) -> None:
    connection.execute("SAVEPOINT job")
    job.attempt(connection)
    if job.error is not None:
        # After a full disk SQLite may have rolled back the whole commit; then this raises, too.
        connection.execute("ROLLBACK TO job")
    connection.execute("RELEASE job")


def _give_up(connection: sqlite3.Connection, batch: Sequence[Job], error: sqlite3.Error) -> None:
    if connection.in_transaction:
        connection.execute("ROLLBACK")
    for job in batch:
        if job.error is None:
            job.error = StoreUnavailableError(f"The database refused to write: {error}.")
            job.error.__cause__ = error
