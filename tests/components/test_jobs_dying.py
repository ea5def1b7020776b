"""Jobs whose processes die: the worker in the middle of its work, the parent, or everything at the end."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from asyncio.subprocess import PIPE
from contextlib import aclosing
from pathlib import Path

import pytest

from coda.components.jobs import JobFailedError, Jobs
from tests.components.job_kinds import KINDS
from tests.components.job_processes import gone

pytestmark = pytest.mark.anyio

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module", autouse=True)
def importable():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT))
        yield


@pytest.fixture(scope="module")
async def jobs(anyio_backend, tmp_path_factory, importable):
    jobs = Jobs(tmp_path_factory.mktemp("data"), KINDS)
    yield jobs
    await jobs.close()


def log(folder: Path) -> list[str]:
    return (folder / "log").read_text().splitlines()


async def until(jobs: Jobs, id: str, stage: str) -> None:
    async with aclosing(jobs.follow(id)) as statuses:
        async for status in statuses:
            if status.stage == stage:
                return


async def test_work_goes_on_after_its_process_was_killed(jobs, tmp_path):
    await jobs.start("three_steps", {"folder": str(tmp_path), "die_at": ["in second"]}, id="fragile")
    await jobs.start("add", {"folder": str(tmp_path), "numbers": [5]}, id="behind-it")
    assert await jobs.result("fragile") == [["first", 5], ["second", 6], ["third", 5]]
    assert await jobs.result("behind-it") == 5
    assert log(tmp_path) == ["first", "second", "second", "third", "add behind-it"]


async def test_work_that_kills_its_process_three_times_fails_and_no_finished_step_runs_again(jobs, tmp_path):
    deadly = {"folder": str(tmp_path), "die_at": ["before second"], "always_die_at": ["after second"]}
    await jobs.start("three_steps", deadly, id="deadly")
    await jobs.start("add", {"folder": str(tmp_path), "numbers": [6]}, id="behind-it-too")
    with pytest.raises(JobFailedError, match=r"ended 3 times: it said nothing \(status -9\)"):
        await jobs.result("deadly")
    assert await jobs.result("behind-it-too") == 6
    assert log(tmp_path) == ["first", "second", *["dying after second"] * 2, "add behind-it-too"]


async def test_a_killed_parent_takes_its_worker_along_and_another_process_goes_on(tmp_path):
    folder = {"folder": str(tmp_path)}
    arguments = [str(tmp_path / "jobs"), "wait_with_a_child", json.dumps(folder), "orphan"]
    parent = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.components.job_parent", *arguments, stdout=PIPE, cwd=ROOT
    )
    assert parent.stdout is not None
    while await parent.stdout.readline() != b"running waiting\n":
        pass
    jobs = Jobs(tmp_path / "jobs", KINDS)
    await until(jobs, "orphan", "waiting")
    (child,) = pids(tmp_path, "child")
    worker = os.getpgid(child)
    parent.kill()
    await asyncio.gather(parent.wait(), gone(worker), gone(child))
    (tmp_path / "go").touch()
    assert await jobs.result("orphan") is None
    await jobs.close()
    assert len(pids(tmp_path, "child")) == 2


async def test_what_was_unfinished_at_the_end_goes_on_at_the_next_start(tmp_path):
    jobs = Jobs(tmp_path / "jobs", KINDS)
    await jobs.start("wait_with_a_child", {"folder": str(tmp_path)}, id="interrupted")
    await until(jobs, "interrupted", "waiting")
    (child,) = pids(tmp_path, "child")
    worker = os.getpgid(child)
    await jobs.close()
    await asyncio.gather(gone(worker), gone(child))
    (tmp_path / "go").touch()
    later = Jobs(tmp_path / "jobs", KINDS)
    (found,) = await later.recover()
    assert (found.id, found.status, found.stage) == ("interrupted", "running", "waiting")
    assert await later.result("interrupted") is None
    await later.close()
    assert not await later.recover()


def pids(folder: Path, word: str) -> list[int]:
    return [int(line.split()[1]) for line in log(folder) if line.startswith(word)]


async def test_a_step_that_had_failed_when_its_process_died_is_not_tried_again(jobs, tmp_path):
    parameters = {"folder": str(tmp_path), "die_at": ["after the failure"]}
    await jobs.start("fail_in_a_step", parameters, id="failed-before")
    with pytest.raises(JobFailedError, match=r"^line 3: This step cannot be done\.$"):
        await jobs.result("failed-before")
    assert log(tmp_path) == ["failing"]


async def test_without_the_engine_the_job_fails_with_the_reason(tmp_path, monkeypatch):
    missing = 'raise ModuleNotFoundError("No module named \'dbos\'", name="dbos")'
    (tmp_path / "dbos.py").write_text(missing)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    jobs = Jobs(tmp_path / "jobs", KINDS)
    await jobs.start("add", {"numbers": []}, id="never")
    with pytest.raises(JobFailedError, match=r"ended 3 times: Jobs need dbos, .* coda-copilot\[jobs\]"):
        await jobs.result("never")
    await jobs.close()
