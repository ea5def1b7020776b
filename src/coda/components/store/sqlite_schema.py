"""Opening a SQLite file: is it ours, is it not from the future, and is it up to date."""

from __future__ import annotations

import os
import sqlite3
import struct
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from coda.components.store.migrations import migrations
from coda.errors import StoreError, StoreTooNewError, StoreUnavailableError

APPLICATION_ID = 0x436F6461
"""`Coda` in ASCII, in the file's header, so that foreign files are not mistaken for ours."""

_SECONDS_TO_WAIT_FOR_OTHERS = 10.0
"""For the lock of another process that writes to the same file."""
_SECONDS_BETWEEN_TRIES = 0.01


def open_database(path: Path | None) -> sqlite3.Connection:
    """A connection for writing, migrated to the newest version; None is a database in memory.

    Raises StoreTooNewError for a file of a newer Coda and StoreError for a foreign file; both are
    left untouched, byte for byte. Raises StoreUnavailableError when the file cannot be used.
    """
    try:
        if path is not None:
            _refuse_untouched(path)
            path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))  # conversations are private
        return _migrated(_connect(path), path)
    except (OSError, sqlite3.Error) as error:
        raise StoreUnavailableError(f"The database {path} cannot be opened: {error}.") from error


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Another connection to a file that `open_database` brought up to date."""
    connection = _connect(path)
    connection.execute("PRAGMA query_only = ON")
    return connection


def _connect(path: Path | None) -> sqlite3.Connection:
    return sqlite3.connect(
        path if path is not None else ":memory:",
        isolation_level=None,
        check_same_thread=False,
        timeout=_SECONDS_TO_WAIT_FOR_OTHERS,
    )


def _refuse_untouched(path: Path) -> None:
    """Look at the file in a way that changes nothing: an ordinary connection might write to it.

    The layout of the first 100 bytes is SQLite's file format: user version at byte 60, application
    id at byte 68.
    """
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError:
        return
    if not header:
        return
    if not header.startswith(b"SQLite format 3\x00") or len(header) < 100:
        raise StoreError(f"{path} is not a Coda database; choose another file.")
    version, application = struct.unpack_from(">I4xI", header, 60)
    log = path.with_name(f"{path.name}-wal")
    in_log = log.exists() and log.stat().st_size > 0
    if application != APPLICATION_ID or in_log:  # the header that counts may still be in the log
        version, application, empty = _look_inside(path, "mode=ro" if in_log else "immutable=1")
        if application != APPLICATION_ID and not empty:
            raise StoreError(f"{path} is another program's database; choose another file.")
    newest = len(migrations())
    if version > newest:
        raise StoreTooNewError(
            f"{path} was written by a newer Coda (version {version}; this one knows {newest}). "
            "Update Coda, or choose another data directory; the file was not touched."
        )


def _look_inside(path: Path, how: str) -> tuple[int, int, bool]:
    """`(user version, application id, whether there is nothing in it)`."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True)) as connection:
        version, application = _pragma(connection, "user_version"), _pragma(connection, "application_id")
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        return version, application, not (version or application or tables)


def _migrated(connection: sqlite3.Connection, path: Path | None) -> sqlite3.Connection:
    try:
        if path is not None:
            _log_ahead(connection)
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA fullfsync = ON")  # macOS: what was synced is on the disk, not in its cache
        if _pragma(connection, "user_version") < len(migrations()):
            _migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _log_ahead(connection: sqlite3.Connection) -> None:
    """Switch to WAL. While another process opens the new file too, SQLite refuses without waiting."""
    deadline = time.monotonic() + _SECONDS_TO_WAIT_FOR_OTHERS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(_SECONDS_BETWEEN_TRIES)
        else:
            return


def _migrate(connection: sqlite3.Connection) -> None:
    """All missing steps in one transaction; another process that opens the file at the same time waits."""
    connection.execute("BEGIN IMMEDIATE")
    steps = migrations()
    for step in steps[_pragma(connection, "user_version") :]:
        for statement in _statements(step):
            connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {len(steps)}")
    connection.execute("COMMIT")


def _statements(script: str) -> Iterator[str]:
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
    if pending.strip():
        raise StoreError(f"A migration ends in the middle of a statement: {pending.strip()}")


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])
