"""Jobs as their callers see them: asked for, followed, cancelled, shared between processes and remembered."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from contextlib import aclosing
from pathlib import Path

import pytest

from coda.components.jobs import (
    JobCancelledError,
    JobError,
    JobFailedError,
    Jobs,
    JobStatus,
    UnknownJobError,
)
from tests.components.job_kinds import KINDS

pytestmark = pytest.mark.anyio

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def directory(tmp_path_factory):
    return tmp_path_factory.mktemp("data") / "étés #1 100%?x=1&"


@pytest.fixture(scope="module")
async def jobs(anyio_backend, directory):
    """One worker for all tests here: it takes two seconds to start."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT))
        jobs = Jobs(directory, KINDS)
        yield jobs
        await jobs.close()


@pytest.fixture
def folder(tmp_path):
    return {"folder": str(tmp_path)}


def log(folder: dict[str, str]) -> list[str]:
    file = Path(folder["folder"]) / "log"
    return file.read_text().splitlines() if file.exists() else []


def go(folder: dict[str, str]) -> None:
    (Path(folder["folder"]) / "go").touch()


async def until(jobs: Jobs, id: str, stage: str) -> None:
    async with aclosing(jobs.follow(id)) as statuses:
        async for status in statuses:
            if status.stage == stage:
                return


async def test_a_job_is_followed_in_order_to_its_end(jobs, folder):
    asked = await jobs.start("count", {"to": 20_000, **folder}, id="counted")
    assert asked == JobStatus("queued", id="counted", kind="count")
    statuses = [status async for status in jobs.follow("counted")]
    assert statuses[0].status == "queued"
    assert {status.status for status in statuses[1:-1]} == {"running"}
    assert [status.progress for status in statuses] == sorted(status.progress for status in statuses)
    last = statuses[-1]
    assert (last.status, last.progress, last.result) == ("done", 1.0, 20_000)
    assert last.started_ms is not None
    assert last.ended_ms is not None
    assert statuses[1].started_ms == last.started_ms <= last.ended_ms
    assert await jobs.status("counted") == last


async def test_who_reads_slowly_misses_steps_but_never_the_last(jobs, folder):
    await jobs.start("count", {"to": 2_000, **folder}, id="slowly")
    async with aclosing(jobs.follow("slowly")) as statuses:
        assert (await anext(statuses)).status == "queued"
        await jobs.result("slowly")
        assert [status.status async for status in statuses] == ["done"]


async def test_a_job_that_many_ask_for_is_done_once(jobs, folder):
    parameters = {"numbers": [1, 2, 3], **folder}
    await asyncio.gather(*(jobs.start("add", parameters, id="once") for _ in range(5)))
    assert await asyncio.gather(*(jobs.result("once") for _ in range(5))) == [6] * 5
    joined = await jobs.start("add", {"numbers": [7], **folder}, id="once")
    assert (joined.status, joined.result) == ("done", 6)
    assert log(folder) == ["add once"]
    assert (await jobs.start("add", {"numbers": [7], **folder}, id="once", again=True)).status == "queued"
    assert await jobs.result("once") == 7


async def test_what_the_steps_return_comes_back_as_json(jobs, folder):
    await jobs.start("three_steps", folder, id="steps")
    assert await jobs.result("steps") == [["first", 5], ["second", 6], ["third", 5]]
    assert log(folder) == ["first", "second", "third"]


async def test_jobs_line_up_and_one_that_waits_can_be_cancelled(jobs, folder):
    await jobs.start("wait", folder, id="long")
    await until(jobs, "long", "waiting")
    for id in ("given up", "kept"):
        await jobs.start("add", {"numbers": [1], **folder}, id=id.replace(" ", "-"))
    assert (await jobs.cancel("given-up")).status == "cancelled"
    assert (await jobs.status("kept")).status == "queued"
    go(folder)
    assert await jobs.result("kept") == 1
    with pytest.raises(JobCancelledError):
        await jobs.result("given-up")
    assert [line.split()[0:2] for line in log(folder)][1:] == [["add", "kept"]]


async def test_a_job_is_cancelled_in_the_middle_of_a_step_and_can_be_started_again(jobs, folder):
    await jobs.start("wait_in_a_step", folder, id="stopped")
    await until(jobs, "stopped", "waiting")
    statuses = asyncio.create_task(jobs.settled("stopped"))
    assert (await jobs.cancel("stopped")).status == "cancelled"
    assert (await statuses).status == "cancelled"
    assert (await jobs.cancel("stopped")).status == "cancelled"
    await jobs.start("add", {"numbers": [2], **folder}, id="after-the-stopped")
    await jobs.result("after-the-stopped")
    assert log(folder) == ["waiting in a step", "stopped", "add after-the-stopped"]
    assert (await jobs.status("stopped")).result is None
    go(folder)
    await jobs.start("wait_in_a_step", folder, id="stopped")
    assert await jobs.result("stopped") == "what nobody wants any more"


async def test_a_job_that_is_done_cannot_be_cancelled(jobs, folder):
    await jobs.start("add", {"numbers": [], **folder}, id="too-late")
    await jobs.result("too-late")
    assert (await jobs.cancel("too-late")).status == "done"


async def test_work_that_refuses_says_why_and_may_be_tried_again(jobs, folder):
    await jobs.start("refuse", folder, id="refused")
    with pytest.raises(JobFailedError, match=r"^line 2: This is no list\.$"):
        await jobs.result("refused")
    go(folder)
    again = await jobs.start("refuse", folder, id="refused")
    assert (again.status, again.error) == ("queued", None)
    assert await jobs.result("refused") == "now it is one"


async def test_work_that_breaks_fails_in_a_plain_sentence_and_the_log_has_the_rest(jobs, folder, directory):
    await jobs.start("break_", folder, id="broken")
    await jobs.start("missing", folder, id="never-written")
    with pytest.raises(JobFailedError, match=r"failed unexpectedly \(ZeroDivisionError\); worker.log says"):
        await jobs.result("broken")
    with pytest.raises(JobFailedError, match="AttributeError"):
        await jobs.result("never-written")
    written = await asyncio.to_thread((directory / "worker.log").read_text)
    assert "The job broken failed." in written
    assert "return 1 / 0" in written


async def test_what_cannot_be_asked_for_is_refused(jobs, folder):
    with pytest.raises(JobError, match="no kind of job 'subprocess:run'"):
        await jobs.start("subprocess:run", folder, id="evil")
    for id in ("", "../up", "a b", "x" * 201, "line\n"):
        with pytest.raises(JobError, match="cannot be a job's id"):
            await jobs.start("add", folder, id=id)
    for asking in (jobs.status, jobs.cancel, jobs.result):
        with pytest.raises(UnknownJobError):
            await asking("nobody-asked")


async def test_whoever_listens_to_all_jobs_hears_the_end_of_each(jobs, folder):
    ends: list[str] = []

    async def listen() -> None:
        async with aclosing(jobs.changes()) as changes:
            async for status in changes:
                if status.settled:
                    ends.append(status.id)
                if len(ends) == 3:
                    return

    listening = asyncio.create_task(listen())
    await asyncio.sleep(0)
    for n in range(3):
        await jobs.start("add", {"numbers": [n], **folder}, id=f"heard-{n}")
    await listening
    assert ends == ["heard-0", "heard-1", "heard-2"]


async def test_two_processes_share_a_directory_and_each_job_is_done_once(
    jobs, folder, directory, tmp_path_factory
):
    other, elsewhere = Jobs(directory, KINDS), tmp_path_factory.mktemp("elsewhere")
    try:
        await jobs.start("wait", folder, id="shared")
        await until(other, "shared", "waiting")
        joined = await other.start("wait", folder, id="shared")
        assert (joined.status, joined.stage) == ("running", "waiting")
        await other.start("add", {"numbers": [4], **folder}, id="from-the-other")
        go(folder)
        assert await asyncio.gather(jobs.result("shared"), other.result("shared")) == [None, None]
        assert await other.result("from-the-other") == 4
        await other.start("wait_in_a_step", {"folder": str(elsewhere)}, id="to-be-stopped")
        await until(other, "to-be-stopped", "waiting")
        await other.cancel("to-be-stopped")
        with pytest.raises(JobCancelledError):
            await jobs.result("to-be-stopped")
    finally:
        await other.close()
    assert [line.split()[0] for line in log(folder)] == ["waiting", "add"]


async def test_a_kind_that_the_working_process_does_not_know_is_said_to_be_unknown(jobs, folder, directory):
    await jobs.start("add", {"numbers": [], **folder}, id="leads")
    await jobs.result("leads")
    newer = Jobs(directory, {**KINDS, "newer": KINDS["add"]})
    await newer.start("newer", folder, id="ahead-of-its-time")
    with pytest.raises(JobFailedError, match="does not know 'newer'"):
        await newer.result("ahead-of-its-time")
    await newer.close()


async def test_a_worker_with_nothing_to_do_ends_and_another_comes_when_there_is(jobs, folder, directory):
    other = Jobs(directory, KINDS, rest_after_s=0.1)
    for id in ("before-the-rest", "after-the-rest"):
        await other.start("add", {"numbers": [8], **folder}, id=id)
        assert await other.result(id) == 8
        assert other._keeping is not None
        await other._keeping
    await other.close()


async def test_what_happened_is_remembered_without_a_worker(jobs, folder, directory):
    await jobs.start("add", {"numbers": [20, 22], **folder}, id="remembered")
    before = await jobs.settled("remembered")
    later = Jobs(directory, KINDS, python="/no/python")
    assert await later.recover() == []
    assert await later.status("remembered") == before
    assert await later.result("remembered") == 42
    await later.close()


async def test_where_no_job_was_asked_for_nothing_is_made(tmp_path):
    jobs = Jobs(tmp_path / "jobs", KINDS, python="/no/python")
    assert await jobs.recover() == []
    with pytest.raises(UnknownJobError):
        await jobs.status("nothing")
    await jobs.close()
    assert not (tmp_path / "jobs").exists()
    with pytest.raises(JobError, match="closed"):
        await jobs.start("add", {}, id="too-late")


async def test_a_worker_that_cannot_start_fails_the_job_and_says_why(tmp_path):
    jobs = Jobs(tmp_path, KINDS, python=str(tmp_path / "python"))
    await jobs.start("add", {"numbers": []}, id="never")
    with pytest.raises(JobFailedError, match=r"ended 3 times: .* could not be started: No such file"):
        await jobs.result("never")
    await jobs.close()


async def test_where_no_worker_can_be_had_nobody_waits_for_ever(tmp_path):
    (tmp_path / "worker.lock").mkdir()
    jobs = Jobs(tmp_path, KINDS)
    await jobs.start("add", {"numbers": []}, id="never")
    with pytest.raises(JobFailedError, match=r"cannot be done: .*Is a directory"):
        await jobs.result("never")
    (tmp_path / "worker.lock").rmdir()
    assert (await jobs.start("add", {"numbers": []}, id="never")).status == "queued"
    await jobs.close()


async def test_who_asks_for_jobs_does_not_load_their_engine():
    loaded = "import sys, coda.components.jobs; sys.exit(bool({'dbos', 'sqlalchemy'} & set(sys.modules)))"
    apart = "import sys, coda.components.llm; sys.exit('coda.components.jobs' in sys.modules)"
    for program in (loaded, apart):
        done = await asyncio.to_thread(subprocess.run, [sys.executable, "-c", program], check=False)
        assert done.returncode == 0
