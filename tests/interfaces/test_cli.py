"""`coda` as scripts and people call it: exit codes, `--json` forms, files."""
# ruff: noqa: ASYNC240 - small files, and nobody else waits for this loop

import asyncio
import json
import re
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from coda.components.messages import ToolCall
from coda.testing.openai_answers import completion, refusal
from coda.testing.openai_stand_in import OpenAIStandIn
from tests.interfaces.conftest import tone
from tests.interfaces.forms import AnalysisForm, ProblemForm, SaidForm, ShowForm, SteppedForm
from tests.interfaces.process import Done, run, serving

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.blocking("a command has its event loop for itself"),
]

PAINT = "make ball 1 red from 1 to 2 seconds"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
async def show(data: Path, tmp_path: Path) -> Path:
    file = tmp_path / "show.smproj"
    assert (await run(data, "sequence", "new", file, "--balls", "2")).code == 0
    return file


def form(done: Done, kind: Any) -> Any:
    return msgspec.convert(done.json, kind, strict=True)


def problem(done: Done, code: int) -> ProblemForm:
    """An error is one sentence on standard error, and the same as an object."""
    assert done.code == code, done
    assert "Traceback" not in done.err
    told = form(done, ProblemForm)
    assert done.err == f"coda: {told.message}\n"
    return told


def lit(file: Path) -> list[list[float]]:
    lanes = json.loads(file.read_text())["timelines"]
    return [[segment["startTime"] for segment in lane["segments"]] for lane in lanes]


async def test_a_show_is_made_changed_shown_undone_and_redone(data: Path, show: Path):
    said = form(await run(data, "sequence", "say", show, PAINT, "--yes", "--json"), SaidForm)
    assert (said.status, said.provider, [call.outcome for call in said.calls]) == (
        "done",
        "offline",
        ["done"],
    )
    assert lit(show) == [[1.0], []]
    shown = form(await run(data, "sequence", "show", show, "--json"), ShowForm)
    assert shown.balls[0]["segments"][0]["color"] == [255, 0, 0]
    assert shown.history.can_undo
    before = show.read_bytes()
    undone = form(await run(data, "sequence", "undo", show, "--json"), SteppedForm)
    assert (undone.status, lit(show)) == ("done", [[], []])
    redone = await run(data, "sequence", "redo", show, "--json")
    assert form(redone, SteppedForm).revision == undone.revision + 1
    assert lit(show) == [[1.0], []]
    assert json.loads(before)["timelines"] == json.loads(show.read_text())["timelines"]
    assert problem(await run(data, "sequence", "redo", show, "--json"), 3).status == "refused"


async def test_the_copilot_takes_back_its_last_change_when_it_is_told_to(data: Path, show: Path):
    await run(data, "sequence", "say", show, PAINT, "--yes")
    undone = await run(data, "sequence", "say", show, "undo that", "--yes")
    assert "Undone: " in undone.out
    assert lit(show) == [[], []]


async def test_without_json_people_read_sentences(data: Path, show: Path):
    done = await run(data, "sequence", "say", show, PAINT, "--yes")
    assert (done.code, done.err) == (0, "")
    assert "ball 1" in done.out
    shown = await run(data, "sequence", "show", show)
    assert "[255, 0, 0]" in shown.out
    assert (await run(data, "sequence", "undo", show)).out.startswith("Undo: ")


@pytest.mark.parametrize(
    ("options", "answer", "code", "painted"),
    [
        (["--confirm"], "y\n", 0, True),
        (["--confirm"], "yes", 0, True),
        (["--confirm"], "n\n", 3, False),
        (["--confirm"], "", 3, False),
        ([], "y\n", 3, False),
    ],
)
async def test_what_is_proposed_is_done_only_when_it_is_approved(
    data: Path, show: Path, options: list[str], answer: str, code: int, painted: bool
):
    before = show.read_bytes()
    done = await run(data, "sequence", "say", show, PAINT, *options, "--json", said=answer)
    assert done.code == code
    assert form(done, SaidForm).status == ("done" if code == 0 else "needs_answer")
    assert (show.read_bytes() != before) == painted
    assert ("Do it?" in done.err) == bool(options)


async def test_each_question_reads_one_line(data: Path, show: Path):
    answers = [completion(tool_calls=[paint(0)]), completion(tool_calls=[paint(1)]), completion("Done.")]
    async with OpenAIStandIn(answers) as server:
        env = {"CODA_API_BASE": server.url, "CODA_MODEL": "stand-in"}
        done = await run(data, "sequence", "say", show, "Paint", "--confirm", said="n\ny\n", env=env)
    assert done.code == 3
    assert lit(show) == [[], [20.0]]


@pytest.mark.parametrize("text", ["make ball 9 red", "hmm", "make ball 1 red from 9 to 3 seconds"])
async def test_what_is_unclear_or_impossible_needs_an_answer(data: Path, show: Path, text: str):
    before = show.read_bytes()
    done = await run(data, "sequence", "say", show, text, "--yes", "--json")
    assert (done.code, form(done, SaidForm).status) == (3, "needs_answer")
    assert show.read_bytes() == before


async def test_a_provider_that_fails_is_exit_code_four(data: Path, show: Path):
    before = show.read_bytes()
    async with OpenAIStandIn([refusal(401, "No key")]) as server:
        env = {"CODA_API_BASE": server.url, "CODA_MODEL": "stand-in"}
        done = await run(data, "sequence", "say", show, PAINT, "--yes", "--json", env=env)
        said = form(done, SaidForm)
        assert (done.code, said.status) == (4, "failed")
        assert said.error is not None
        assert said.error.error == "llm_authentication"
    dead = await run(data, "sequence", "say", show, PAINT, "--yes", env=env)
    assert (dead.code, dead.err.startswith("coda: ")) == (4, True)
    unknown = await run(data, "sequence", "say", show, PAINT, "--provider", "nobody", "--json")
    assert problem(unknown, 2).error == "configuration"
    assert show.read_bytes() == before


async def test_what_a_model_says_cannot_command_the_terminal(data: Path, show: Path):
    """Security test 20: escape sequences in an answer are left out."""
    async with OpenAIStandIn([completion("\x1b]0;owned\x07\x1b[2JHi\u009b31m")]) as server:
        env = {"CODA_API_BASE": server.url, "CODA_MODEL": "stand-in"}
        done = await run(data, "sequence", "say", show, "Hi", "--yes", env=env)
    assert done.code == 0
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", done.out)


async def test_a_song_comes_along_and_is_analysed(data: Path, tmp_path: Path):
    song = tmp_path / "click.wav"
    song.write_bytes(tone("WAV", seconds=2))
    made = await run(data, "sequence", "new", tmp_path / "s.smproj", "--audio", song, "--json")
    shown = form(made, ShowForm)
    assert shown.audio == {"filename": "click.wav", "duration": 2.0}
    found = form(await run(data, "sequence", "analyze", song, "--json"), AnalysisForm)
    assert found.duration_ms == 2000
    assert found.onsets_ms


async def test_a_show_that_cannot_be_made_leaves_nothing_behind(data: Path, tmp_path: Path, show: Path):
    before = show.read_bytes()
    words = tmp_path / "words.mp3"
    words.write_text("just words")
    for arguments in (
        [show],
        [show.with_suffix("")],
        [tmp_path / "a.smproj", "--balls", "0"],
        [tmp_path / "a.smproj", "--audio", words],
        [tmp_path / "a.smproj", "--audio", tmp_path / "gone.mp3"],
        [tmp_path / "no" / "where" / "a.smproj"],
    ):
        done = await run(data, "sequence", "new", *arguments, "--json")
        assert problem(done, 2).status == "failed"
    assert show.read_bytes() == before
    assert not (tmp_path / "a.smproj").exists()
    async with serving(data) as server:
        _, listed = await server.call("GET", "/documents")
        assert len(listed["documents"]) == 1
        await server.end()
    assert problem(await run(data, "sequence", "analyze", words, "--json"), 2).error == "file_format"


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b'{"timelines": [\n  {"segments": 5}]}', "timelines[0].segments"),
        (b'{"timelines": [,]}', "line 1, column"),
        (b"", "line 1"),
        (b"\xff\xff", "byte 1"),
    ],
)
async def test_a_broken_file_is_told_with_its_place_and_left_alone(
    data: Path, tmp_path: Path, content: bytes, place: str
):
    file = tmp_path / "broken.smproj"
    file.write_bytes(content)
    for action in (["show", file], ["say", file, PAINT, "--yes"], ["undo", file]):
        told = problem(await run(data, "sequence", *action, "--json"), 2)
        assert str(file) in told.message
        assert place in told.message
    assert file.read_bytes() == content
    assert problem(await run(data, "sequence", "show", tmp_path / "gone.smproj", "--json"), 2)


async def test_old_files_with_overlaps_are_read_and_what_was_mended_is_told(data: Path, tmp_path: Path):
    file = tmp_path / "old.smproj"
    segments = [
        {"start_time": 0, "end_time": 10, "color": [255, 0, 0], "pixels": 4},
        {"startTime": 4, "endTime": 6, "color": [0, 0, 255], "pixels": 4},
    ]
    file.write_text(
        json.dumps({"metadata": {"name": "Old"}, "timelines": [{"name": "A", "segments": segments}]})
    )
    shown = form(await run(data, "sequence", "show", file, "--json"), ShowForm)
    assert [s["start_time"] for s in shown.balls[0]["segments"]] == [0, 4, 6]
    assert "overlapped" in shown.warnings[0]


async def test_a_file_that_another_program_changed_is_read_anew(data: Path, show: Path):
    await run(data, "sequence", "say", show, PAINT, "--yes")
    theirs = json.loads(show.read_text())
    theirs["timelines"][0]["name"] = "Renamed elsewhere"
    show.write_text(json.dumps(theirs))
    shown = form(await run(data, "sequence", "show", show, "--json"), ShowForm)
    assert shown.balls[0]["name"] == "Renamed elsewhere"
    assert not shown.history.can_undo
    assert problem(await run(data, "sequence", "undo", show, "--json"), 3).error == "nothing_to_undo"


async def test_a_file_that_changes_while_the_copilot_works_is_not_overwritten(data: Path, show: Path):
    go = asyncio.Event()
    async with OpenAIStandIn([completion(tool_calls=[paint(0)]), completion(go, "Done.")]) as server:
        env = {"CODA_API_BASE": server.url, "CODA_MODEL": "stand-in"}
        saying = asyncio.create_task(run(data, "sequence", "say", show, PAINT, "--yes", "--json", env=env))
        await server.wait_for_requests(2)
        theirs = show.read_bytes() + b"\n"
        show.write_bytes(theirs)
        go.set()
        assert problem(await saying, 3).error == "conflict"
    assert show.read_bytes() == theirs


async def test_the_command_line_and_a_server_share_a_data_directory(data: Path, show: Path):
    async with serving(data) as server:
        document = await server.show()
        said = await run(data, "sequence", "say", show, PAINT, "--yes", "--json")
        assert (said.code, said.err) == (0, "")
        now = (await server.call("GET", f"/documents/{document['id']}"))[1]
        assert now["revision"] == document["revision"] + 1
        run_id = await server.say(now, "make ball 2 blue from 3 to 4 seconds", "offline")
        await server.until(now, "proposal")
        busy = await run(data, "sequence", "say", show, PAINT, "--yes", "--json")
        assert problem(busy, 3).error == "conversation_busy"
        await server.call("POST", f"/runs/{run_id}/stop", {})
        assert await server.end() == 0


async def test_a_turn_that_was_left_waiting_does_not_block_the_next(data: Path, show: Path):
    """The terminal was closed at the question."""
    async with serving(data) as server:
        document = await server.show()
        await server.say(document, PAINT, "offline")
        await server.until(document, "proposal")
        await server.kill()
    assert (await run(data, "sequence", "say", show, PAINT, "--yes")).code == 0
    assert lit(show) == [[1.0], []]


async def test_keys_are_not_set_where_there_is_no_keyring(data: Path):
    """Security test 38: a key goes into the keyring or nowhere."""
    done = await run(data, "keys", "set", "openai", said="sk-secret\n")
    assert done.code == 2
    assert "OPENAI_API_KEY" in done.err
    assert "sk-secret" not in done.out + done.err
    pretending = {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}
    assert (await run(data, "keys", "set", "openai", said="sk-secret\n", env=pretending)).code == 2
    assert (await run(data, "keys", "set", "openai", said="\n")).code == 2
    assert (await run(data, "keys", "forget", "openai")).code == 0
    assert not data.exists()


async def test_settings_that_make_no_sense_are_told_with_their_place(data: Path, tmp_path: Path, show: Path):
    file = tmp_path / "config.toml"
    file.write_text('[providers.local]\nprovider = "openai_compatible"\nmodel = "x"\n')
    done = await run(data, "sequence", "show", show, "--json", env={"CODA_CONFIG": str(file)})
    assert "[providers.local]" in problem(done, 2).message


async def test_a_data_directory_that_cannot_be_used_is_told_at_once(tmp_path: Path, show: Path):
    done = await run(show / "below-a-file", "sequence", "show", show, "--json")
    assert "--data" in problem(done, 2).message
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "coda.db").write_text("not a database at all" * 10)
    assert problem(await run(foreign, "sequence", "show", show, "--json"), 2).error == "store"


async def test_the_data_directory_is_for_its_user_only(data: Path, show: Path):
    """Security test 38."""
    assert data.stat().st_mode & 0o077 == 0


async def test_wrong_usage_is_exit_code_two(data: Path, show: Path):
    for arguments in (
        [],
        ["sequence"],
        ["sequence", "dance"],
        ["sequence", "say", show, "x", "--yes", "--confirm"],
    ):
        assert (await run(data, *arguments)).code == 2
    assert (await run(data, "--help")).code == 0


async def test_asking_for_help_loads_no_library():
    """A start that a shell does not feel; the figure is in the benchmarks."""
    script = (
        "import sys; from coda.interfaces.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass\n"
        "heavy = {'fastapi', 'pydantic', 'msgspec', 'aiohttp', 'uvicorn', 'keyring', 'numpy'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", script, stdout=asyncio.subprocess.PIPE
    )
    out, _ = await process.communicate()
    assert out.decode().splitlines()[-1] == "[]"


def paint(ball: int) -> ToolCall:
    arguments = {"timeline_index": ball, "start_time": 20, "end_time": 25, "color": [255, 0, 0]}
    return ToolCall(f"call_{ball}", "create_segment", json.dumps(arguments))
