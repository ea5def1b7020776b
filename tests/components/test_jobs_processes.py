"""Processes of ours: what they are given, what is heard of them, and that nothing of them stays."""

from __future__ import annotations

import msgspec
import pytest

from coda.components.jobs.processes import ProcessError, start_child
from tests.components.job_processes import gone, stand_in

pytestmark = pytest.mark.anyio


class Line(msgspec.Struct):
    said: str


async def heard(python: str, *arguments: str) -> tuple[list[str], int, str]:
    lines: list[str] = []
    child = await start_child(python, "a.module", *arguments)
    await child.read(Line, lambda line: lines.append(line.said))
    ending = await child.ending()
    return lines, ending.status, ending.last_words


async def test_a_process_gets_its_arguments_and_no_key(tmp_path, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "made-up")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    python = stand_in(tmp_path, 'echo "{\\"said\\": \\"$* $OPENAI_API_KEY $LC_ALL\\"}"')
    assert (await heard(python, "--file", "x"))[0] == ["-P -m a.module --file x  C.UTF-8"]


async def test_what_is_no_line_of_ours_is_passed_over(tmp_path):
    python = stand_in(
        tmp_path, """echo loading; echo '{"said": "one"}'; echo '{"other": 1}'; printf '{"sa'"""
    )
    assert (await heard(python))[0] == ["one"]


async def test_the_last_words_and_the_status_tell_how_it_ended(tmp_path):
    assert await heard(stand_in(tmp_path, "echo Oh. >&2; echo No more memory. >&2; exit 3")) == (
        [],
        3,
        "No more memory.",
    )
    assert await heard(stand_in(tmp_path, "kill -9 $$")) == ([], -9, "it said nothing")


@pytest.mark.parametrize("end", ["exit 0", "exec sleep 600"])
async def test_what_a_process_started_ends_with_it(end, tmp_path):
    python = stand_in(tmp_path, f"""sleep 600 >&- &\necho "{{\\"said\\": \\"$!\\"}}"; exec >&-; {end}""")
    lines, status, _ = await heard(python)
    assert status == (0 if end == "exit 0" else -9)
    assert await gone(int(lines[0]))


async def test_an_interpreter_that_is_not_there_is_a_typed_failure(tmp_path):
    with pytest.raises(ProcessError, match="could not be started: No such file"):
        await start_child(str(tmp_path / "python"), "a.module")
