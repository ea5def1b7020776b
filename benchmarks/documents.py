"""One edit and its undo in a light show of 100,000 segments, committed durably to a SQLite file.

For each of EDITS rounds one segment somewhere is put over another, which cuts it, committed, and undone
again: p50 and p99 of on-CPU time of the whole process (the writer's thread included) and of wall time,
which waits for the disk twice. The floor is what the disk and `sqlite3` alone take for two such commits.

    python benchmarks/documents.py [--segments 100000] [--edits 1000] [--directory DIR]
"""

from __future__ import annotations

import argparse
import asyncio
import platform
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import msgspec

from coda.apps.sequence_maker.entities import SEGMENTS, Segment
from coda.apps.sequence_maker.show import SequenceType, new_show
from coda.components.changes import Author
from coda.components.documents import Documents, Draft
from coda.components.documents.draft import random_id
from coda.components.store import SQLiteStore

BALLS = 3
SEGMENT_MS = 100


class Times:
    def __init__(self, what: str) -> None:
        self.what = what
        self.cpu: list[float] = []
        self.wall: list[float] = []

    def tell(self) -> None:
        cpu, wall = (statistics.quantiles(times, n=100) for times in (self.cpu, self.wall))
        print(f"{self.what:32} {cpu[49]:8.3f} {cpu[98]:8.3f} {wall[49]:10.3f} {wall[98]:8.3f}")

    def __enter__(self) -> None:
        self._wall, self._cpu = time.perf_counter_ns(), time.process_time_ns()

    def __exit__(self, *_: object) -> None:
        self.cpu.append((time.process_time_ns() - self._cpu) / 1e6)
        self.wall.append((time.perf_counter_ns() - self._wall) / 1e6)


def a_show(segments: int) -> Callable[[Draft], None]:
    def fill(draft: Draft) -> None:
        balls = new_show(draft, "Long", BALLS, total_duration_ms=3_600_000)
        for n in range(segments):
            start = n // BALLS * SEGMENT_MS
            color = (n % 256, 0, 255)
            draft.put(
                SEGMENTS,
                random_id(),
                Segment(timeline=balls[n % BALLS], start_ms=start, end_ms=start + SEGMENT_MS, color=color),
            )

    return fill


async def measure(documents: Documents, document_id: str, edits: int) -> None:
    rng = random.Random(1)
    document = await documents.open(document_id)
    segments = list(document.entities(SEGMENTS).items())
    edit, undo, both = Times("edit"), Times("undo"), Times("edit and undo")
    for _ in range(edits):
        _, old = rng.choice(segments)
        assert isinstance(old, Segment)
        new = msgspec.structs.replace(
            old, start_ms=old.start_ms + 40, end_ms=old.end_ms + 40, color=(9, 9, 9)
        )
        with both:
            with edit:
                draft = await documents.fork(document_id)
                draft.put(SEGMENTS, "new", new)
                await documents.commit(draft, author=Author.HUMAN, note="Put a segment")
            with undo:
                await documents.undo(document_id)
    for times in (edit, undo, both):
        times.tell()


def measure_floor(path: Path, edits: int) -> None:
    floor = Times("two bare durable commits")
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        db.execute("CREATE TABLE log (n INTEGER PRIMARY KEY, changes BLOB)")
        for n in range(edits):
            with floor:
                for one in (0, 1):
                    db.execute("INSERT INTO log VALUES (?, ?)", (2 * n + one, b"x" * 600))
    floor.tell()


async def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--segments", type=int, default=100_000)
    parser.add_argument("--edits", type=int, default=1000)
    parser.add_argument("--directory", help="where the file goes; wall times are this disk's")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.directory) as folder:
        store = await SQLiteStore.open(Path(folder) / "coda.db")
        documents = Documents(store, [SequenceType()])
        started = time.process_time()
        document = await documents.create("sequence", "Long", a_show(options.segments))
        print(
            f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}; "
            f"{options.segments} segments made in {time.process_time() - started:.1f} s"
        )
        started = time.process_time()
        await Documents(store, [SequenceType()]).open(document.id)
        print(f"opened from the store in {time.process_time() - started:.2f} s on the CPU\n")
        print(f"{'':32} {'CPU p50':>8} {'p99':>8} {'wall p50':>10} {'p99':>8}   ms")
        await measure(documents, document.id, options.edits)
        await asyncio.to_thread(measure_floor, Path(folder) / "floor.db", options.edits)
        await store.close()


if __name__ == "__main__":
    asyncio.run(main())
