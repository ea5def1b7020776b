"""Worker processes: started, listened to, and ended with whoever started them."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import msgspec

from coda.apps.sequence_maker.analysis.failures import AnalysisFailedError
from coda.apps.sequence_maker.analysis.values import Analysis, Inspection
from coda.errors import FileFormatError

MODULE = "coda.apps.sequence_maker.analysis.worker"
Task = Literal["analyze", "inspect"]
Progress = Callable[[str, float], None]

LONGEST_LINE = 64 * 1024 * 1024
TIMEOUT_S = 900.0
PASSED_ON = ("HOME", "LANG", "PATH", "TMPDIR", "SYSTEMROOT", "USERPROFILE", "LOCALAPPDATA", "VIRTUAL_ENV")
PASSED_ON_PREFIXES = ("LC_", "PYTHON", "NUMBA_", "XDG_", "COVERAGE_")


class Complaint(msgspec.Struct, frozen=True):
    code: str
    message: str
    place: str


class Line(msgspec.Struct, frozen=True):
    """One line of a worker's stdout; exactly one of the fields without a number is set."""

    stage: str | None = None
    progress: float = 0.0
    analysis: Analysis | None = None
    inspection: Inspection | None = None
    error: Complaint | None = None


class Workers:
    """Starts worker processes of `python`, and ends those still running on `close`."""

    def __init__(self, python: str = sys.executable) -> None:
        self._python = python
        self._running: set[asyncio.subprocess.Process] = set()
        self._closed = False

    async def analyze(self, song: Path, on_progress: Progress) -> Analysis:
        """Raises FileFormatError for what is no song, AnalysisFailedError when no result came."""
        result = await self._run("analyze", song, on_progress)
        if result.analysis is None:
            raise AnalysisFailedError("The analysis process gave no analysis.")
        return result.analysis

    async def inspect(self, song: Path) -> Inspection:
        """Raises as `analyze` does."""
        result = await self._run("inspect", song, lambda _stage, _progress: None)
        if result.inspection is None:
            raise AnalysisFailedError("The analysis process did not describe the song.")
        return result.inspection

    async def close(self) -> None:
        self._closed = True
        for process in self._running:
            end(process)
        await asyncio.gather(*(process.wait() for process in self._running))

    async def _run(self, task: Task, song: Path, on_progress: Progress) -> Line:
        if self._closed:
            raise AnalysisFailedError("The song library is closed.")
        process = await self._start(task, song)
        self._running.add(process)
        try:
            async with asyncio.timeout(TIMEOUT_S):
                line, complaints = await asyncio.gather(last_line(process, on_progress), read_errors(process))
                status = await process.wait()
        except TimeoutError:
            raise AnalysisFailedError(f"The analysis took more than {TIMEOUT_S / 60:.0f} minutes.") from None
        finally:
            end(process)
            await asyncio.shield(process.wait())
            self._running.discard(process)
        return judged(line, status, complaints)

    async def _start(self, task: Task, song: Path) -> asyncio.subprocess.Process:
        arguments = ("-P", "-m", MODULE, "--while-stdin-is-open", "--task", task, str(song))
        try:
            return await asyncio.create_subprocess_exec(
                self._python,
                *arguments,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
                limit=LONGEST_LINE,
                env=environment(),
            )
        except OSError as error:
            raise AnalysisFailedError(
                f"The analysis process could not be started: {error.strerror}."
            ) from error


def environment() -> dict[str, str]:
    """What a worker needs of ours. It reads files of unknown origin, so keys and tokens stay out."""
    return {
        name: value
        for name, value in os.environ.items()
        if name in PASSED_ON or name.startswith(PASSED_ON_PREFIXES)
    }


def end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.kill()


async def last_line(process: asyncio.subprocess.Process, on_progress: Progress) -> Line | None:
    """The line with the result; the lines before it are progress."""
    stdout: Any = process.stdout
    result: Line | None = None
    async for raw in stdout:
        try:
            line = msgspec.json.decode(raw, type=Line)
        except msgspec.DecodeError:
            continue  # a library's chatter, or a line cut off by the end of the process
        if line.stage is None:
            result = line
        else:
            on_progress(line.stage, line.progress)
    return result


async def read_errors(process: asyncio.subprocess.Process) -> str:
    stderr: Any = process.stderr
    text = b""
    while part := await stderr.read(4096):
        text = (text + part)[-4096:]
    return text.decode(errors="replace").strip()


def judged(line: Line | None, status: int, complaints: str) -> Line:
    """The result, or the error it stands for."""
    if line is None:
        last = complaints.splitlines()[-1:] or ["it said nothing"]
        raise AnalysisFailedError(f"The analysis process ended early (status {status}): {last[0]}")
    if line.error is None:
        return line
    if line.error.code == FileFormatError.code:
        raise FileFormatError(line.error.message, line.error.place)
    raise AnalysisFailedError(f"The analysis failed: {line.error.message}")
