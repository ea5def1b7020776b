"""The demo song, its truth, and one analysis of it that all tests of a run share."""

import json
import subprocess
import sys
from importlib.resources import as_file, files
from typing import Any

import msgspec
import pytest

from coda.apps.sequence_maker.analysis.values import Analysis

DEMO = files("coda.apps.sequence_maker") / "demo"


@pytest.fixture(scope="session")
def demo_song() -> bytes:
    return (DEMO / "demo_song.ogg").read_bytes()


@pytest.fixture(scope="session")
def demo_truth() -> dict[str, Any]:
    return json.loads((DEMO / "demo_song.json").read_text())


@pytest.fixture(scope="session")
def demo_worker_lines() -> list[dict[str, Any]]:
    """What the worker process says about the demo song."""
    module = "coda.apps.sequence_maker.analysis.worker"
    with as_file(DEMO / "demo_song.ogg") as song:
        done = subprocess.run([sys.executable, "-m", module, str(song)], capture_output=True, check=True)
    assert not done.stderr, done.stderr.decode()
    return [msgspec.json.decode(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="session")
def demo_analysis(demo_worker_lines: list[dict[str, Any]]) -> Analysis:
    return msgspec.convert(demo_worker_lines[-1]["analysis"], Analysis)
