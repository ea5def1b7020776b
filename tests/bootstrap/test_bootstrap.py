"""The whole, wired: opened, closed, and refused where it cannot be."""

import threading
from pathlib import Path

import pytest

from coda.bootstrap import Settings, coda
from coda.bootstrap.demo import open_demo
from coda.components.llm.config import LLMConfig
from coda.errors import ConfigurationError, StoreError

pytestmark = pytest.mark.anyio


def settings(data: Path) -> Settings:
    return Settings(data=data, llm=LLMConfig())


def our_threads() -> set[threading.Thread]:
    """Those running now, less the event loop's own pool, which grows as it likes and closes with the loop."""
    return {thread for thread in threading.enumerate() if not thread.name.startswith("asyncio_")}


async def test_a_fresh_directory_gets_the_demo_once(tmp_path: Path):
    for _ in range(2):
        async with coda(settings(tmp_path / "new" / "data")) as whole:
            await open_demo(whole)
            (record,) = await whole.documents.records()
            assert record.name == "Demo show"
            assert (await whole.documents.open(record.id)).entities("segments")


async def test_what_is_open_is_closed_again(tmp_path: Path):
    before = our_threads()
    async with coda(settings(tmp_path)):
        assert list((tmp_path / "processes").iterdir())
        assert our_threads() - before
    assert list((tmp_path / "processes").iterdir()) == []
    assert our_threads() <= before


async def test_a_directory_that_cannot_be_used_is_refused_at_once(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigurationError, match="--data"):
        async with coda(settings(tmp_path / "file" / "below")):
            pass


async def test_another_programs_database_is_refused_untouched_and_nothing_stays_open(tmp_path: Path):
    """Security test 24: what is stored is read as ours only when it is."""
    (tmp_path / "coda.db").write_bytes(b"foreign" * 100)
    with pytest.raises(StoreError):
        async with coda(settings(tmp_path)):
            pass
    assert (tmp_path / "coda.db").read_bytes() == b"foreign" * 100
    assert not [thread for thread in threading.enumerate() if "coda-store-writer" in thread.name]
