"""Opening a SQLite file: is it ours, is it not from the future, and is it up to date."""

from __future__ import annotations

import sqlite3
import struct
from pathlib import Path

from coda.components.store.migrations import migrations
from coda.errors import StoreError, StoreTooNewError, StoreUnavailableError

APPLICATION_ID = 0x436F6461
"""`Coda` in ASCII, in the file's header, so that foreign files are not mistaken for ours."""


def open_database(path: Path | None) -> sqlite3.Connection:
    """A connection for writing, migrated to the newest version; None is a database in memory.

    Raises StoreTooNewError for a file of a newer Coda and StoreError for a foreign file; both are
    left untouched, byte for byte.
    """
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        _refuse_by_header(path)
    connection = connect(path)
    try:
        _migrate(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def connect(path: Path | None) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(
            path if path is not None else ":memory:",
            isolation_level=None,
            check_same_thread=False,
            timeout=10.0,
        )
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
    except sqlite3.Error as error:
        raise StoreUnavailableError(f"The database {path} cannot be opened: {error}.") from error
    return connection


def _refuse_by_header(path: Path) -> None:
    """Read the versions from the file's first 100 bytes: opening it with SQLite could touch it.

    The layout is SQLite's file format: user version at byte 60, application id at byte 68.
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
    _refuse(path, version, application)


def _refuse(path: Path | None, version: int, application: int) -> None:
    if version > 0 and application != APPLICATION_ID:
        raise StoreError(f"{path} is another program's database; choose another file.")
    newest = len(migrations())
    if version > newest:
        raise StoreTooNewError(
            f"{path} was written by a newer Coda (version {version}; this one knows {newest}). "
            "Update Coda, or choose another data directory; the file was not touched."
        )


def _migrate(connection: sqlite3.Connection, path: Path | None) -> None:
    steps = migrations()
    # A header page may still live in the write-ahead log, so ask SQLite as well.
    version, application = _pragma(connection, "user_version"), _pragma(connection, "application_id")
    _refuse(path, version, application)
    for number in range(version, len(steps)):
        connection.executescript(
            f"BEGIN IMMEDIATE; {steps[number]}; PRAGMA application_id = {APPLICATION_ID}; "
            f"PRAGMA user_version = {number + 1}; COMMIT;"
        )


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])
