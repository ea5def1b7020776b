"""The book of jobs: one row each, which all processes that share a directory read and write.

What is asked and what happened stand here before anybody is told of them, so no message between the
processes has to arrive. It is a file of its own, beside the engine's: the server shows what became of
its jobs without loading the engine. `version` counts the changes of all jobs, so a reader asks for what
is new since the last it has seen.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import msgspec

from coda.components.jobs.progress import JobStatus
from coda.errors import StoreUnavailableError

BOOK, WORKFLOWS, LEASE, LOG = "jobs.db", "workflows.db", "worker.lock", "worker.log"
"""What is in a directory of jobs."""
MOST_DEATHS = 3
"""A job whose process dies this often is not tried again by itself."""
WAIT_S = 30.0

SCHEMA = """
    PRAGMA journal_mode = WAL;
    CREATE TABLE IF NOT EXISTS jobs (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        parameters TEXT,
        attempt INTEGER NOT NULL DEFAULT 1,
        asked INTEGER NOT NULL,
        runner TEXT,
        deaths INTEGER NOT NULL DEFAULT 0,
        status TEXT NOT NULL DEFAULT 'queued',
        stage TEXT NOT NULL DEFAULT '',
        progress REAL NOT NULL DEFAULT 0,
        message TEXT NOT NULL DEFAULT '',
        result TEXT,
        error TEXT,
        started_ms INTEGER,
        ended_ms INTEGER,
        version INTEGER NOT NULL
    );
    CREATE INDEX IF NOT EXISTS jobs_by_version ON jobs (version);
"""


class News(msgspec.Struct, frozen=True):
    """How a job stood when the book had this version."""

    version: int
    status: JobStatus


class Entry(msgspec.Struct, frozen=True):
    """A row: what is asked, in which attempt, and how far it is."""

    news: News
    attempt: int
    parameters: dict[str, Any]

    @property
    def status(self) -> JobStatus:
        return self.news.status


class Book:
    """Opens the file when it is first used. Every method may be called from any thread, and waits for the
    disk. Each raises StoreUnavailableError."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._opened: sqlite3.Connection | None = None

    def ask(self, id: str, kind: str, parameters: bytes, *, again: bool = False) -> Entry:
        """The job with this id. One that failed or was cancelled is asked for anew, one that is done
        only with `again`."""
        with self._writing() as (db, version):
            db.execute(
                """INSERT INTO jobs (id, kind, parameters, asked, version) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET
                    (kind, parameters) = (excluded.kind, excluded.parameters),
                    (asked, version, attempt) = (excluded.asked, excluded.version, attempt + 1),
                    (status, stage, progress, message, deaths) = ('queued', '', 0, '', 0),
                    (runner, result, error, started_ms, ended_ms) = (NULL, NULL, NULL, NULL, NULL)
                WHERE status IN ('failed', 'cancelled') OR (status = 'done' AND ?)""",
                (id, kind, parameters.decode(), version, version, again),
            )
            return _entries(db.execute("SELECT * FROM jobs WHERE id = ?", (id,)))[0]

    def cancel(self, id: str) -> None:
        with self._writing() as (db, version):
            db.execute(
                """UPDATE jobs SET status = 'cancelled', parameters = NULL, ended_ms = ?, version = ?
                WHERE id = ? AND status IN ('queued', 'running')""",
                (_now_ms(), version, id),
            )

    def begin(self, id: str, attempt: int, runner: str) -> Entry | None:
        """The job, now running; None when this attempt is no longer wanted."""
        with self._writing() as (db, version):
            found = db.execute(
                """UPDATE jobs SET status = 'running', runner = ?, version = ?,
                    started_ms = COALESCE(started_ms, ?)
                WHERE id = ? AND attempt = ? AND status IN ('queued', 'running') RETURNING *""",
                (runner, version, _now_ms(), id, attempt),
            )
            return next(iter(_entries(found)), None)

    def progress(self, id: str, attempt: int, stage: str, progress: float, message: str) -> None:
        with self._writing() as (db, version):
            db.execute(
                """UPDATE jobs SET stage = ?, progress = ?, message = ?, version = ?
                WHERE id = ? AND attempt = ? AND status = 'running'""",
                (stage, progress, message, version, id, attempt),
            )

    def settle(
        self,
        id: str,
        attempt: int,
        status: Literal["done", "failed", "cancelled"],
        *,
        result: bytes | None = None,
        error: str | None = None,
    ) -> None:
        """How this attempt ended, unless that was settled before."""
        with self._writing() as (db, version):
            db.execute(
                """UPDATE jobs SET status = ?1, result = ?2, error = ?3, ended_ms = ?4, version = ?5,
                    parameters = NULL, progress = IIF(?1 = 'done', 1, progress)
                WHERE id = ?6 AND attempt = ?7 AND status = 'running'""",
                (status, result and result.decode(), error, _now_ms(), version, id, attempt),
            )

    def requeue(self) -> None:
        """Nobody works here just now: what runs by the book only waits."""
        with self._writing() as (db, version):
            db.execute(
                "UPDATE jobs SET status = 'queued', runner = NULL, version = ? WHERE status = 'running'",
                (version,),
            )

    def bury(self, runner: str, last_words: str) -> None:
        """Count the death of a process against the job it ran, or against all that wait when it ran none.

        A job that has seen too many deaths fails.
        """
        with self._writing() as (db, version):
            ran = db.execute(
                "UPDATE jobs SET deaths = deaths + 1 WHERE status = 'running' AND runner = ?", (runner,)
            )
            if not ran.rowcount:
                db.execute("UPDATE jobs SET deaths = deaths + 1 WHERE status = 'queued'")
            error = f"The process that does this work ended {MOST_DEATHS} times: {last_words}"
            db.execute(
                """UPDATE jobs SET status = 'failed', error = ?, ended_ms = ?, version = ?, parameters = NULL
                WHERE deaths >= ? AND status IN ('queued', 'running')""",
                (error, _now_ms(), version, MOST_DEATHS),
            )

    def entry(self, id: str) -> Entry | None:
        if not self._file.exists():
            return None
        with self._using() as db:
            return next(iter(_entries(db.execute("SELECT * FROM jobs WHERE id = ?", (id,)))), None)

    def unfinished(self) -> list[Entry]:
        """In the order in which they were asked for."""
        if not self._file.exists():
            return []
        with self._using() as db:
            return _entries(
                db.execute("SELECT * FROM jobs WHERE status IN ('queued', 'running') ORDER BY asked")
            )

    def changes(self, since: int) -> list[Entry]:
        """The jobs that changed after this version, the latest change last."""
        with self._using() as db:
            return _entries(db.execute("SELECT * FROM jobs WHERE version > ? ORDER BY version", (since,)))

    def close(self) -> None:
        with self._lock:
            if self._opened is not None:
                self._opened.close()
                self._opened = None

    @contextmanager
    def _writing(self) -> Generator[tuple[sqlite3.Connection, int]]:
        """A transaction, and the version that it makes."""
        with self._using() as db:
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db, db.execute("SELECT COALESCE(MAX(version), 0) + 1 FROM jobs").fetchone()[0]
            except BaseException:
                db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")

    @contextmanager
    def _using(self) -> Generator[sqlite3.Connection]:
        with self._lock:
            try:
                if self._opened is None:
                    self._opened = _open(self._file)
                yield self._opened
            except (sqlite3.Error, OSError) as error:
                raise StoreUnavailableError(
                    f"The book of jobs {self._file} cannot be used: {error}."
                ) from error


def _open(file: Path) -> sqlite3.Connection:
    file.parent.mkdir(parents=True, exist_ok=True)
    db = sqlite3.connect(file, timeout=WAIT_S, isolation_level=None, check_same_thread=False)
    db.row_factory = sqlite3.Row
    db.executescript(SCHEMA)
    return db


def _entries(rows: sqlite3.Cursor) -> list[Entry]:
    return [_entry(dict(row)) for row in rows]


def _entry(row: dict[str, Any]) -> Entry:
    parameters, result = (row[name] and msgspec.json.decode(row[name]) for name in ("parameters", "result"))
    status = {name: row[name] for name in JobStatus.__struct_fields__} | {"result": result}
    news = News(row["version"], msgspec.convert(status, JobStatus))
    return Entry(news, row["attempt"], parameters or {})


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
