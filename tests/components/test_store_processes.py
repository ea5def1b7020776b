"""Several processes at one file, and processes that die."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from contextlib import aclosing
from pathlib import Path

import pytest

from coda.components.store import SQLiteStore
from coda.testing.store_samples import TALK, start, text_of, words

pytestmark = pytest.mark.anyio

ROOT = Path(__file__).parents[2]


async def child(path: Path, word: str, count: int) -> Process:
    arguments = ["-m", "tests.components.store_child", str(path), word, str(count)]
    return await asyncio.create_subprocess_exec(sys.executable, *arguments, stdout=PIPE, cwd=ROOT)


async def said(line: bytes) -> tuple[int, str]:
    seq, word = line.decode().split()
    return int(seq), word


async def test_what_was_acknowledged_is_there_after_kill_9(tmp_path: Path) -> None:
    path = tmp_path / "coda.db"
    store = await SQLiteStore.open(path)
    await start(store)
    await store.close()
    killed = await child(path, "w", 1_000_000)
    assert killed.stdout is not None
    acknowledged = [await said(await killed.stdout.readline()) for _ in range(203)]
    killed.kill()
    acknowledged += [
        await said(line)
        for line in (await killed.stdout.read()).splitlines(keepends=True)
        if line.endswith(b"\n")
    ]
    await killed.wait()
    store = await SQLiteStore.open(path)
    journal = await store.entries(TALK)
    assert [entry.seq for entry in journal] == list(range(1, len(journal) + 1))
    kept = dict(zip(range(1, len(journal) + 1), text_of(journal), strict=True))
    assert all(kept[seq] == word for seq, word in acknowledged)
    await store.close()


async def test_two_processes_write_to_one_conversation_and_a_follower_misses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "coda.db"
    store = await SQLiteStore.open(path)
    await start(store)
    heard: list[int] = []

    async def follow() -> None:
        async with aclosing(store.follow(TALK)) as batches:
            async for batch in batches:
                heard.extend(entry.seq for entry in batch)
                if "the end" in text_of(batch):
                    return

    following = asyncio.create_task(follow())
    other = await child(path, "theirs", 100)
    assert other.stdout is not None
    await other.stdout.readline()
    ours = [await store.commit(words(f"ours{n}"), durable=n % 3 == 0) for n in range(100)]
    theirs, _ = await other.communicate()
    assert other.returncode == 0
    await store.commit(words("the end"))
    await following
    assert len(ours) == 100
    assert len(theirs.splitlines()) == 99
    assert heard == list(range(1, 202))
    assert sorted(text_of(await store.entries(TALK))) == sorted(
        [f"ours{n}" for n in range(100)] + [f"theirs{n}" for n in range(100)] + ["the end"]
    )
    await store.close()


async def test_processes_that_open_an_empty_place_together_agree_on_one_file(tmp_path: Path) -> None:
    path = tmp_path / "coda.db"
    children = await asyncio.gather(*(child(path, "nothing", 0) for _ in range(3)))
    assert [await one.wait() for one in children] == [0, 0, 0]
    store = await SQLiteStore.open(path)
    await start(store)
    await store.close()
