"""Whatever waits is committed together, so many callers share one sync of the disk."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from coda.components.store.worker import Job
from coda.errors import StoreUnavailableError


class GroupCommit:
    """Each piece of work is atomic: one that fails is rolled back alone, the others of its commit stand.

    They are tried without savepoints first, because hardly any fails; if one does, all are undone
    and done again, each behind a savepoint. So work must be repeatable: it touches the database only.
    """

    def __init__(self) -> None:
        self._synchronous_full = False

    def __call__(self, connection: sqlite3.Connection, batch: Sequence[Job]) -> None:
        try:
            self._sync_as_asked(connection, any(job.durable for job in batch))
            if not _all_at_once(connection, batch) and len(batch) > 1:
                _each_alone(connection, batch)
        except sqlite3.Error as error:
            _give_up(connection, batch, error)

    def _sync_as_asked(self, connection: sqlite3.Connection, durable: bool) -> None:
        if durable != self._synchronous_full:
            connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            self._synchronous_full = durable


def _all_at_once(connection: sqlite3.Connection, batch: Sequence[Job]) -> bool:
    """Commit all, or nothing: then one of them has an error."""
    connection.execute("BEGIN IMMEDIATE")
    for job in batch:
        job.attempt(connection)
        if job.error is not None:
            if connection.in_transaction:  # after a full disk SQLite may have rolled back already
                connection.execute("ROLLBACK")
            return False
    connection.execute("COMMIT")
    return True


def _each_alone(connection: sqlite3.Connection, batch: Sequence[Job]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    for job in batch:
        job.error = None
        connection.execute("SAVEPOINT job")
        job.attempt(connection)
        if job.error is not None:
            # After a full disk SQLite may have rolled back the whole commit; then this raises, too.
            connection.execute("ROLLBACK TO job")
        connection.execute("RELEASE job")
    connection.execute("COMMIT")


def _give_up(connection: sqlite3.Connection, batch: Sequence[Job], error: sqlite3.Error) -> None:
    if connection.in_transaction:
        connection.execute("ROLLBACK")
    for job in batch:
        if job.error is None:
            job.error = StoreUnavailableError(f"The database refused to write: {error}.")
            job.error.__cause__ = error
