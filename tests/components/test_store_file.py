"""The SQLite file: what is opened, what is refused untouched, and what a failing disk does."""

from __future__ import annotations

import asyncio
import hashlib
import shutil
import sqlite3
import stat
import threading
from contextlib import aclosing, closing
from pathlib import Path

import pytest

from coda.components.store import SQLiteStore
from coda.components.store.migrations import migrations
from coda.components.store.sqlite_schema import APPLICATION_ID
from coda.components.store.writes import CreateConversation
from coda.errors import StoreError, StoreTooNewError, StoreUnavailableError
from coda.testing.store_samples import TALK, start, text_of, words

pytestmark = pytest.mark.anyio

STEPS = migrations()
NEWEST = len(STEPS)


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def permissions(folder: Path) -> set[int]:
    return {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}


def database(path: Path, *statements: str) -> Path:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)
    return path


@pytest.mark.parametrize("version", range(NEWEST + 1))
async def test_a_file_of_every_earlier_version_is_brought_up_to_date(tmp_path: Path, version: int) -> None:
    path = tmp_path / "coda.db"
    with closing(sqlite3.connect(path)) as old:
        for step in STEPS[:version]:
            old.executescript(step)
        old.execute(f"PRAGMA user_version = {version}")
        if version:
            old.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            old.execute("INSERT INTO conversations (id, title, created_ms) VALUES ('old', 'Old', 7)")
        old.commit()
    store = await SQLiteStore.open(path)
    await start(store)
    await store.commit(words("new"))
    assert [record.id for record in await store.conversations()] == (["old"] if version else []) + [TALK]
    await store.close()
    with closing(sqlite3.connect(path)) as now:
        assert now.execute("PRAGMA user_version").fetchone() == (NEWEST,)
        assert now.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)


async def test_what_was_written_is_there_when_the_file_is_opened_again(tmp_path: Path) -> None:
    store = await SQLiteStore.open(tmp_path / "deep" / "down" / "coda.db")
    await start(store)
    await store.commit(words("kept"))
    await store.close()
    store = await SQLiteStore.open(tmp_path / "deep" / "down" / "coda.db")
    assert text_of(await store.entries(TALK)) == ["kept"]
    await store.close()


async def test_only_the_user_may_read_the_file(tmp_path: Path) -> None:
    store = await SQLiteStore.open(tmp_path / "coda.db")
    await start(store)
    assert permissions(tmp_path) == {0o600}
    await store.close()


async def test_a_creation_that_was_cut_short_is_taken_up(tmp_path: Path) -> None:
    path = database(tmp_path / "coda.db", "PRAGMA journal_mode = WAL")
    assert digests(tmp_path) != {path.name: hashlib.sha256(b"").hexdigest()}
    store = await SQLiteStore.open(path)
    await start(store)
    await store.close()


async def test_a_file_of_a_newer_version_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "coda.db"
    await (await SQLiteStore.open(path)).close()
    database(path, f"PRAGMA user_version = {NEWEST + 1}")
    before = digests(tmp_path)
    with pytest.raises(StoreTooNewError, match=f"version {NEWEST + 1}; this one knows {NEWEST}"):
        await SQLiteStore.open(path)
    assert digests(tmp_path) == before


async def test_a_newer_version_that_is_only_in_the_log_of_a_crash_is_seen_too(tmp_path: Path) -> None:
    living, dead = tmp_path / "living", tmp_path / "dead"
    living.mkdir()
    path = living / "coda.db"
    await (await SQLiteStore.open(path)).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as newer:
        newer.execute(f"PRAGMA user_version = {NEWEST + 1}")
        shutil.copytree(living, dead)
    before = digests(dead)
    assert before["coda.db-wal"]
    with pytest.raises(StoreTooNewError):
        await SQLiteStore.open(dead / "coda.db")
    after = digests(dead)
    assert {name: after[name] for name in ("coda.db", "coda.db-wal")} == {
        name: before[name] for name in ("coda.db", "coda.db-wal")
    }


@pytest.mark.parametrize(
    "statements",
    [
        ["CREATE TABLE bookmarks (url)"],
        ["CREATE TABLE bookmarks (url)", "PRAGMA user_version = 1"],
        ["PRAGMA application_id = 77"],
        ["PRAGMA user_version = 40"],
        ["PRAGMA journal_mode = WAL", "CREATE TABLE bookmarks (url)"],
    ],
)
async def test_another_programs_database_is_refused_and_left_as_it_is(
    tmp_path: Path, statements: list[str]
) -> None:
    path = database(tmp_path / "places.sqlite", *statements)
    before = digests(tmp_path)
    with pytest.raises(StoreError, match="another program"):
        await SQLiteStore.open(path)
    assert digests(tmp_path) == before


@pytest.mark.parametrize(
    "content", [b"Dear diary", b"SQLite format 3\x00", b"SQLite format 3\x00" + b"\xff" * 200]
)
async def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "diary.txt"
    path.write_bytes(content)
    with pytest.raises(StoreError):
        await SQLiteStore.open(path)
    assert path.read_bytes() == content
    assert list(digests(tmp_path)) == ["diary.txt"]


async def test_a_place_that_cannot_be_written_to_is_said_at_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path in (tmp_path, tmp_path / "file" / "coda.db", Path("/proc/nowhere/coda.db")):
        with pytest.raises(StoreUnavailableError, match="cannot be opened"):
            await SQLiteStore.open(path)


async def test_a_file_that_breaks_later_is_a_typed_error(tmp_path: Path) -> None:
    path = tmp_path / "coda.db"
    store = await SQLiteStore.open(path)
    await start(store)
    await store.close()
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xa5" * (len(whole) - 4096))
    store = await SQLiteStore.open(path)
    with pytest.raises(StoreUnavailableError):
        await store.entries(TALK)
    with pytest.raises(StoreUnavailableError):
        await store.commit(words("x"))
    await store.close()


async def test_a_full_disk_is_reported_and_the_store_goes_on_when_there_is_room(tmp_path: Path) -> None:
    store = await SQLiteStore.open(tmp_path / "coda.db")
    await start(store)
    await store.commit(words("before"))
    await limit_pages(store, 1)  # SQLite takes the present size when that is more
    outcomes = await asyncio.gather(
        *(store.commit(words("x" * 50_000), durable=n == 3) for n in range(5)), return_exceptions=True
    )
    assert {type(outcome) for outcome in outcomes} == {StoreUnavailableError}
    assert "full" in str(outcomes[0])
    assert text_of(await store.entries(TALK)) == ["before"]
    await limit_pages(store, 100_000)
    assert [entry.seq for entry in await store.commit(words("after"), durable=True)] == [2]
    assert text_of(await store.entries(TALK)) == ["before", "after"]
    await store.close()


async def limit_pages(store: SQLiteStore, most: int) -> None:
    await store._writer.submit(lambda db: db.execute(f"PRAGMA max_page_count = {most}").fetchone())


async def test_durable_commits_are_synced_and_others_are_not(tmp_path: Path) -> None:
    store = await SQLiteStore.open(tmp_path / "coda.db")
    await start(store)
    statements: list[str] = []
    await store._writer.submit(lambda db: db.set_trace_callback(statements.append))
    for durable in (False, True, True, False):
        await store.commit(words("x"), durable=durable)
    await store._writer.submit(lambda db: db.set_trace_callback(None))
    told = [s for s in statements if s.startswith(("PRAGMA", "COMMIT"))]
    assert told == ["COMMIT"] * 2 + ["PRAGMA synchronous = FULL", "COMMIT", "COMMIT"] + [
        "PRAGMA synchronous = NORMAL",
        "COMMIT",
    ]
    full = await store._writer.submit(lambda db: db.execute("PRAGMA synchronous").fetchone(), durable=True)
    assert full == (2,)
    await store.close()


async def test_many_commits_share_one_sync(tmp_path: Path) -> None:
    store = await SQLiteStore.open(tmp_path / "coda.db")
    await start(store)
    commits: list[str] = []
    held, waiting = threading.Event(), threading.Event()

    def hold(db: sqlite3.Connection) -> None:
        db.set_trace_callback(lambda statement: commits.append(statement) if statement == "COMMIT" else None)
        waiting.set()
        held.wait()

    holding = store._writer.submit(hold)
    await asyncio.to_thread(waiting.wait)
    committing = [asyncio.ensure_future(store.commit(words("x"), durable=True)) for _ in range(100)]
    await asyncio.sleep(0)
    held.set()
    await asyncio.gather(holding, *committing)
    assert len(commits) == 2
    await store.close()


async def test_two_event_loops_write_and_follow_one_store(tmp_path: Path) -> None:
    store = await SQLiteStore.open(tmp_path / "coda.db")
    await start(store)

    async def work(total: int) -> list[int]:
        heard: list[int] = []

        async def follow() -> None:
            async with aclosing(store.follow(TALK)) as batches:
                async for batch in batches:
                    heard.extend(entry.seq for entry in batch)
                    if len(heard) == total:
                        return

        following = asyncio.create_task(follow())
        for _ in range(50):
            await store.commit(words("x"))
        await following
        return heard

    here, there = await asyncio.gather(work(100), asyncio.to_thread(lambda: asyncio.run(work(100))))
    assert here == there == list(range(1, 101))
    await store.close()


async def test_an_event_loop_that_was_closed_does_not_hold_up_the_others(tmp_path: Path) -> None:
    store = await SQLiteStore.open(tmp_path / "coda.db")
    await start(store)

    async def leave() -> None:
        batches = store.follow(TALK)
        following = asyncio.ensure_future(anext(batches))
        await asyncio.sleep(0)
        del following
        for n in range(20):
            asyncio.ensure_future(store.commit(words(str(n))))  # noqa: RUF006 - nobody waits for it
        await asyncio.sleep(0)

    await asyncio.to_thread(lambda: asyncio.run(leave()))
    await store.commit(words("after"))
    assert text_of(await store.entries(TALK)) == [*map(str, range(20)), "after"]
    await store.close()


async def test_a_commit_in_memory_needs_no_file() -> None:
    store = SQLiteStore()
    await store.commit(CreateConversation(TALK, "Talk", None, 0))
    await store.commit(words("x"), durable=True)
    assert text_of(await store.last_entries(TALK, 5)) == ["x"]
    await store.close()
