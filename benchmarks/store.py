"""What the SQLite store costs beside bare `sqlite3`: appends, and the end of a long journal.

Appends: on-CPU and wall microseconds for each event, with 1, 10 and 100 conversations that each wait
for their own commit, durable or not. The bare floor writes the same rows on this thread, as many to a
transaction as there are conversations; it neither wakes an event loop nor keeps a sequence.

Reading: the last 50 events of a conversation among ROWS, p50 and p99 of wall microseconds: bare SQL,
bare SQL and decoding, and `Store.last_entries` awaited.

    python benchmarks/store.py [--rows 200000] [--events 2000] [--reads 2000] [--directory DIR]
"""

from __future__ import annotations

import argparse
import asyncio
import platform
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Self

from coda.components.events import ResponseChunk, event_decoder, event_encoder
from coda.components.store import SQLiteStore
from coda.components.store.writes import AppendEvents, CreateConversation

CHUNK = ResponseChunk(delta="Ball one turns red at 0:10 and fades to blue. ")
INSERT = "INSERT INTO journal VALUES (?, ?, ?, ?, ?)"
LAST = (
    "SELECT conversation_id, seq, at_ms, run_id, event FROM journal"
    " WHERE conversation_id = ? ORDER BY seq DESC LIMIT 50"
)
ENTRIES_OF_A_CONVERSATION = 1000


class Clock:
    def __enter__(self) -> Self:
        self._wall, self._cpu = time.perf_counter_ns(), time.process_time_ns()
        return self

    def __exit__(self, *_: object) -> None:
        self.cpu_us = (time.process_time_ns() - self._cpu) / 1000
        self.wall_us = (time.perf_counter_ns() - self._wall) / 1000


async def append(store: SQLiteStore, waiting: int, events: int, durable: bool) -> Clock:
    async def talk(name: str) -> None:
        for _ in range(events // waiting):
            await store.commit(AppendEvents(name, "run", (CHUNK,), 1), durable=durable)

    with Clock() as clock:
        await asyncio.gather(*(talk(f"talk {n}") for n in range(waiting)))
    return clock


def append_bare(db: sqlite3.Connection, waiting: int, events: int, durable: bool) -> Clock:
    db.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
    seq = db.execute("SELECT coalesce(max(seq), 0) FROM journal WHERE conversation_id = 'bare'").fetchone()[0]
    with Clock() as clock:
        for _ in range(events // waiting):
            db.execute("BEGIN IMMEDIATE")
            for _ in range(waiting):
                seq += 1
                db.execute(INSERT, ("bare", seq, 1, "run", event_encoder.encode(CHUNK)))
            db.execute("COMMIT")
    return clock


async def compare_appends(store: SQLiteStore, path: Path, events: int) -> None:
    heads = f"{'ours CPU':>9} {'bare CPU':>9} {'ours wall':>10} {'bare wall':>10}"
    print(f"{'append':24} {heads}   µs for each event")
    for n in range(100):
        await store.commit(CreateConversation(f"talk {n}", "Talk", None, 0))
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for durable in (False, True):
            for waiting in (1, 10, 100):
                pairs = [
                    (await append(store, waiting, events, durable), append_bare(db, waiting, events, durable))
                    for _ in range(5)
                ]
                cpu = [statistics.median(pair[n].cpu_us for pair in pairs) / events for n in (0, 1)]
                wall = [statistics.median(pair[n].wall_us for pair in pairs) / events for n in (0, 1)]
                what = f"{waiting} waiting{', durable' if durable else ''}"
                print(f"{what:24} {cpu[0]:9.1f} {cpu[1]:9.1f} {wall[0]:10.1f} {wall[1]:10.1f}")


def fill(path: Path, rows: int) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("BEGIN")
        event = event_encoder.encode(CHUNK)
        for first in range(0, rows, ENTRIES_OF_A_CONVERSATION):
            name = _name(first // ENTRIES_OF_A_CONVERSATION)
            numbers = range(1, ENTRIES_OF_A_CONVERSATION + 1)
            db.executemany(INSERT, [(name, seq, 1, "run", event) for seq in numbers])
        db.execute("COMMIT")


def _name(n: int) -> str:
    """Scattered over the tree, as random ids are."""
    return f"{n * 2654435761 % 2**32:08x}"


async def compare_reads(store: SQLiteStore, path: Path, rows: int, reads: int) -> None:
    names = [_name(n * 7919 % (rows // ENTRIES_OF_A_CONVERSATION)) for n in range(reads)]
    with closing(sqlite3.connect(path, isolation_level=None)) as db:

        def sql(name: str) -> list[tuple[str, int, int, str, bytes]]:
            return db.execute(LAST, (name,)).fetchall()

        def decoded(name: str) -> None:
            for row in sql(name):
                event_decoder.decode(row[4])

        for what, read in (("bare SQL", sql), ("bare SQL and decoding", decoded)):
            _tell(what, [_timed(read, name) for name in names])
    ours: list[float] = []
    for name in names:
        started = time.perf_counter_ns()
        assert len(await store.last_entries(name, 50)) == 50
        ours.append((time.perf_counter_ns() - started) / 1000)
    _tell("Store.last_entries", ours)


def _timed(read: Callable[[str], object], name: str) -> float:
    started = time.perf_counter_ns()
    read(name)
    return (time.perf_counter_ns() - started) / 1000


def _tell(what: str, times: list[float]) -> None:
    cuts = statistics.quantiles(times, n=100)
    print(f"{what:24} {cuts[49]:9.1f} {cuts[98]:9.1f}")


async def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--events", type=int, default=2000)
    parser.add_argument("--reads", type=int, default=2000)
    parser.add_argument("--directory", help="where the file goes; the figures of --durable are this disk's")
    options = parser.parse_args()
    print(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {options.rows} rows")
    with tempfile.TemporaryDirectory(dir=options.directory) as folder:
        path = Path(folder) / "coda.db"
        store = await SQLiteStore.open(path)
        await asyncio.to_thread(fill, path, options.rows)
        await compare_appends(store, path, options.events)
        print(f"\n{'last 50 of a talk':24} {'p50':>9} {'p99':>9}   µs")
        await compare_reads(store, path, options.rows, options.reads)
        await store.close()


if __name__ == "__main__":
    asyncio.run(main())
