import io
import sys
from pathlib import Path

import pytest

from coda_setup.node import can_build
from coda_setup.remedies import remedy_for
from coda_setup.steps import Screen, StepFailedError, report, run_tool


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_step_that_works_says_when_it_starts_and_how_long_it_took():
    screen = io.StringIO()
    run_tool(Screen(screen), "Counting", [sys.executable, "-c", "print(1)"])
    first, last = screen.getvalue().splitlines()
    assert first.strip() == "… Counting"
    assert last.strip().startswith("✓ Counting (")


def test_on_a_terminal_the_step_keeps_to_one_line(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TERM", "xterm")
    screen = Terminal()
    run_tool(Screen(screen), "Counting", [sys.executable, "-c", "print(1)"])
    assert screen.getvalue().count("\n") == 1


def test_a_long_silence_is_broken_by_the_time_and_the_last_words():
    class Clock:
        now = 0.0

        def __call__(self) -> float:
            self.now += 20.0
            return self.now

    screen = io.StringIO()
    with Screen(screen, Clock()).step("Waiting") as show:
        show("fetching numpy")
        show("")
    assert "  … Waiting: 20 s, fetching numpy\n" in screen.getvalue()
    assert "  … Waiting: 40 s, fetching numpy\n" in screen.getvalue()


def test_a_step_that_fails_carries_what_the_tool_said_and_a_remedy():
    talk = "import sys; print('first words'); print('No space left on device', file=sys.stderr); sys.exit(3)"
    with pytest.raises(StepFailedError) as failure:
        run_tool(Screen(io.StringIO()), "Unpacking", [sys.executable, "-c", talk])
    assert "status 3" in failure.value.reason
    assert "first words" in failure.value.output
    assert failure.value.remedy.startswith("The disk is full.")


def test_of_a_long_output_the_beginning_and_the_end_are_kept():
    with pytest.raises(StepFailedError) as failure:
        run_tool(
            Screen(io.StringIO()), "Talking", [sys.executable, "-c", "print(*range(500), sep='\\n'); exit(1)"]
        )
    lines = failure.value.output.splitlines()
    assert lines[0] == "0"
    assert "…" in lines
    assert lines[-1] == "499"


def test_a_tool_that_is_not_there_is_a_failed_step():
    with pytest.raises(StepFailedError, match="no-such-tool"):
        run_tool(Screen(io.StringIO()), "Looking", [Path("/nonexistent/no-such-tool")])


def test_a_report_names_the_step_and_how_to_mend_it(capsys: pytest.CaptureFixture[str]):
    report(StepFailedError("Building", "npm ended with status 1", "Update Node.js.", "line one\nline two"))
    said = capsys.readouterr().err
    assert "    line two\n" in said
    assert "Failed: Building (npm ended with status 1)\nTo mend it: Update Node.js.\n" in said


def test_a_screen_without_unicode_still_shows_its_steps():
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    Screen(stream).say("✓ done")
    assert raw.getvalue() == b"? done\n"


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        ("error: failed to write: No space left on device (os error 28)", "The disk is full"),
        ("npm error code ENOSPC", "The disk is full"),
        (
            "The virtual environment was not created successfully because ensurepip is not available",
            "python3-venv",
        ),
        ("error: Failed to fetch: dns error: failed to lookup address information", "Connect to the network"),
        ("npm error code ENOTFOUND", "Connect to the network"),
        ("ERROR: No matching distribution found for uv==0.13.8", "Connect to the network"),
        ("cause: invalid peer certificate: UnknownIssuer", "SSL_CERT_FILE"),
        ("error: command 'gcc' failed: No such file or directory", "compiler"),
        ("fatal error: Python.h: No such file or directory", "compiler"),
        ("npm warn EBADENGINE Unsupported engine", "Node.js is too old"),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE",
            "not the one in the lock file",
        ),
        ("npm error `npm ci` can only install packages when your package.json and", "npm install"),
        ("npm error code EACCES", "chown"),
        (
            "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory",
            "out of memory",
        ),
    ],
)
def test_known_trouble_has_a_remedy(words: str, advice: str):
    assert advice in (remedy_for(words) or "")


def test_unknown_trouble_has_none():
    assert remedy_for("TypeError: x is not a function") is None


@pytest.mark.parametrize("version", ["v20.19.0", "v20.20.2\n", "v22.12.0", "v24.1.0"])
def test_a_node_that_vite_takes_can_build(version: str):
    assert can_build(version)


@pytest.mark.parametrize("version", ["v18.20.0", "v20.18.9", "v21.7.0", "v22.11.9", "", "command not found"])
def test_an_older_node_cannot(version: str):
    assert not can_build(version)
