"""Worker processes that listen to songs: started, listened to, and ended with whoever started them."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import msgspec

from coda.apps.sequence_maker.analysis.failures import AnalysisFailedError
from coda.apps.sequence_maker.analysis.values import Analysis, Inspection
from coda.components.jobs.processes import Child, Ending, ProcessError, start_child
from coda.errors import FileFormatError

MODULE = "coda.apps.sequence_maker.analysis.worker"
Task = Literal["analyze", "inspect"]
Progress = Callable[[str, float], None]

TIMEOUT_S = 900.0


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
        self._running: set[Child] = set()
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
        await asyncio.gather(*(child.end() for child in self._running))

    async def _run(self, task: Task, song: Path, on_progress: Progress) -> Line:
        if self._closed:
            raise AnalysisFailedError("The song library is closed.")
        child = await self._start(task, song)
        self._running.add(child)
        result: list[Line] = []

        def take(line: Line) -> None:
            if line.stage is None:
                result.append(line)
            else:
                on_progress(line.stage, line.progress)

        try:
            async with asyncio.timeout(TIMEOUT_S):
                await child.read(Line, take)
                ending = await child.ending()
        except TimeoutError:
            raise AnalysisFailedError(f"The analysis took more than {TIMEOUT_S / 60:.0f} minutes.") from None
        finally:
            self._running.discard(child)
            await child.end()
        return judged(result[-1] if result else None, ending)

    async def _start(self, task: Task, song: Path) -> Child:
        try:
            return await start_child(self._python, MODULE, "--while-stdin-is-open", "--task", task, str(song))
        except ProcessError as error:
            raise AnalysisFailedError(str(error)) from error


def judged(line: Line | None, ending: Ending) -> Line:
    """The result, or the error it stands for."""
    if line is None:
        raise AnalysisFailedError(
            f"The analysis process ended early (status {ending.status}): {ending.last_words}"
        )
    if line.error is None:
        return line
    if line.error.code == FileFormatError.code:
        raise FileFormatError(line.error.message, line.error.place)
    raise AnalysisFailedError(f"The analysis failed: {line.error.message}")
