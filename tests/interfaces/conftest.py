"""One server for each module of tests, and a fresh show for each test."""

import io
from collections.abc import AsyncGenerator
from typing import Any

import numpy as np
import pytest
import soundfile

from tests.interfaces.site import Site, site


@pytest.fixture(scope="module")
async def served(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Site, None]:
    studio = tmp_path_factory.mktemp("studio")
    (studio / "assets").mkdir()
    (studio / "index.html").write_text("<!doctype html><title>Studio</title>")
    (studio / "assets" / "app.js").write_text("1")
    (studio.parent / "secret.txt").write_text("secret")
    async with site(tmp_path_factory.mktemp("data") / "coda", studio=studio, heartbeat=0.05) as running:
        yield running


@pytest.fixture
async def show(served: Site) -> dict[str, Any]:
    return await served.new_show()


def tone(format: str, subtype: str | None = None, seconds: float = 1.5) -> bytes:
    """A click each half second over a quiet tone, in some audio format."""
    rate = 22_050
    time = np.arange(int(rate * seconds)) / rate
    wave = 0.1 * np.sin(2 * np.pi * 220 * time) + 0.5 * np.sin(2 * np.pi * 880 * time) * (time % 0.5 < 0.03)
    file = io.BytesIO()
    soundfile.write(file, wave, rate, format=format, subtype=subtype)
    return file.getvalue()


@pytest.fixture(scope="session")
def wav() -> bytes:
    return tone("WAV")
