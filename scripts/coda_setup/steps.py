"""Steps: run a tool, show that it works, and say what failed and how to mend it."""

import contextlib
import os
import re
import selectors
import shutil
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path
from typing import IO, TextIO

from coda_setup.layout import ROOT, tool_environment
from coda_setup.remedies import remedy_for

_HEAD_LINES = 12
_TAIL_LINES = 25
_HEARTBEAT_SECONDS = 15.0
_REDRAW_SECONDS = 0.2
_COLORS = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


class StepFailedError(Exception):
    """A step could not be done. `output` is the end of what the tool said, `remedy` what to do about it."""

    def __init__(self, step: str, reason: str, remedy: str, output: str = "") -> None:
        super().__init__(f"{step}: {reason}")
        self.step = step
        self.reason = reason
        self.remedy = remedy
        self.output = output


class Output:
    """The beginning and the end of what a tool said: some name the cause first, some last."""

    def __init__(self) -> None:
        self._head: list[str] = []
        self._tail: deque[str] = deque(maxlen=_TAIL_LINES)
        self._lines = 0

    def add(self, line: str) -> None:
        self._lines += 1
        (self._head if len(self._head) < _HEAD_LINES else self._tail).append(line)

    def __str__(self) -> str:
        gap = ["…"] if self._lines > _HEAD_LINES + _TAIL_LINES else []
        return "\n".join([*self._head, *gap, *self._tail])


class Screen:
    """Where steps are shown: one living line on a terminal, plain lines anywhere else."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._clock = clock
        self._alive = stream.isatty() and os.environ.get("TERM") != "dumb"

    def say(self, line: str) -> None:
        self._write(line + "\n")

    @contextlib.contextmanager
    def step(self, title: str) -> Generator[Callable[[str], None]]:
        """Show the step while the block runs. The block hands over the tool's lines, "" for silence."""
        began = self._clock()
        shown = began
        last = ""
        self._write(f"  … {title}" + ("" if self._alive else "\n"))

        def show(line: str) -> None:
            nonlocal shown, last
            last = line.strip() or last
            now = self._clock()
            if now - shown >= (_REDRAW_SECONDS if self._alive else _HEARTBEAT_SECONDS):
                shown = now
                self._draw(title, now - began, last)

        try:
            yield show
        except BaseException:
            self._finish("✗", title, self._clock() - began)
            raise
        self._finish("✓", title, self._clock() - began)

    def _draw(self, title: str, seconds: float, last: str) -> None:
        if not self._alive:
            self._write(f"  … {title}: {seconds:.0f} s{', ' + last if last else ''}\n")
            return
        width = shutil.get_terminal_size().columns - 1
        self._write("\r\x1b[2K" + f"  … {title} {seconds:.0f} s  {last}"[:width])

    def _finish(self, mark: str, title: str, seconds: float) -> None:
        self._write(("\r\x1b[2K" if self._alive else "") + f"  {mark} {title} ({seconds:.1f} s)\n")

    def _write(self, text: str) -> None:
        encoding = self._stream.encoding or "utf-8"
        self._stream.write(text.encode(encoding, "replace").decode(encoding))
        self._stream.flush()


def run_tool(
    screen: Screen,
    title: str,
    command: Sequence[str | Path],
    *,
    folder: Path = ROOT,
    env: dict[str, str] | None = None,
) -> None:
    """Run the tool as one step. Raises StepFailedError with the end of its output when it fails."""
    said = Output()
    with screen.step(title) as show:
        code = _watch([str(part) for part in command], folder, env or tool_environment(), said, show)
        if code != 0:
            remedy = (
                remedy_for(str(said))
                or f"Read the lines above, mend what they name and run the command again: {title}"
            )
            raise StepFailedError(
                title, f"{Path(command[0]).name} ended with status {code}", remedy, str(said)
            )


def _watch(
    command: list[str], folder: Path, env: dict[str, str], said: Output, show: Callable[[str], None]
) -> int:
    try:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
    except OSError as error:
        said.add(str(error))
        return 127
    with process:
        if process.stdout is None:
            raise AssertionError("asked for a pipe")
        for line in _lines_or_silence(process.stdout):
            if line:
                said.add(line)
            show(line)
    return process.returncode


def _lines_or_silence(pipe: IO[bytes]) -> Iterator[str]:
    """The tool's lines as they come, and "" each time a moment passes without one."""
    rest = b""
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while True:
            if not selector.select(_REDRAW_SECONDS):
                yield ""
                continue
            chunk = os.read(pipe.fileno(), 65536)
            *lines, rest = (rest + chunk).replace(b"\r", b"\n").split(b"\n")
            if not chunk:
                lines, rest = [rest], b""
            yield from (text for line in lines if (text := _plain(line)))
            if not chunk:
                return


def _plain(line: bytes) -> str:
    return _COLORS.sub("", line.decode("utf-8", "replace")).rstrip()


def report(failure: StepFailedError) -> None:
    """Tell a human what failed and how to mend it, on standard error."""
    lines = ["", *(f"    {line}" for line in failure.output.splitlines()), ""] if failure.output else [""]
    lines += [f"Failed: {failure.step} ({failure.reason})", f"To mend it: {failure.remedy}"]
    encoding = sys.stderr.encoding or "utf-8"
    sys.stderr.write("\n".join(lines).encode(encoding, "replace").decode(encoding) + "\n")
