"""The published kit on both forms of the SQLite backend."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from coda.components.store import SQLiteStore, Store
from coda.testing.store_kit import CHECKS, Check

pytestmark = pytest.mark.anyio


@pytest.fixture(params=["file", "memory"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncGenerator[Store, None]:
    opened = await SQLiteStore.open(tmp_path / "coda.db") if request.param == "file" else SQLiteStore()
    yield opened
    await opened.close()


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
async def test_sqlite_keeps_the_ports_promises(check: Check, store: Store) -> None:
    await check(store)
