"""Processes of ours: started without our keys, listened to line by line, ended with all they started."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple, TypeVar

import msgspec

from coda.errors import CodaError

LONGEST_LINE = 64 * 1024 * 1024
LONGEST_COMPLAINT = 4096
GRACE_S = 1.0
"""How long a process may take to end after its last line."""
PASSED_ON = ("HOME", "LANG", "PATH", "TMPDIR", "SYSTEMROOT", "USERPROFILE", "LOCALAPPDATA", "VIRTUAL_ENV")
PASSED_ON_PREFIXES = ("LC_", "PYTHON", "NUMBA_", "XDG_", "COVERAGE_")

T = TypeVar("T")


class ProcessError(CodaError):
    """A process could not be started."""

    code = "process"


class Ending(NamedTuple):
    """`status` is the exit status, negative for a signal; `last_words` the last line of its stderr."""

    status: int
    last_words: str


class Child:
    """A running process that leads a group of its own and ends when our end of its stdin closes."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._complaint = b""
        self._over = False
        self._listening = asyncio.create_task(self._listen())

    @property
    def pid(self) -> int:
        return self._process.pid

    def nudge(self) -> None:
        """Send an empty line; a process that has ended does not hear it."""
        stdin: Any = self._process.stdin
        stdin.write(b"\n")

    async def read(self, kind: type[T], take: Callable[[T], object]) -> None:
        """Take each JSON line of its stdout until it closes; what is no such line is chatter."""
        stdout: Any = self._process.stdout
        decoder = msgspec.json.Decoder(kind)
        async for raw in stdout:
            with suppress(msgspec.DecodeError):
                take(decoder.decode(raw))

    async def ending(self) -> Ending:
        """How it ended, or was ended: what has closed its stdout has nothing to do any more."""
        with suppress(TimeoutError):
            async with asyncio.timeout(GRACE_S):
                await self._process.wait()
        self._kill()
        status = await self._process.wait()
        self._over = True
        await asyncio.wait([self._listening], timeout=GRACE_S)
        lines = self._complaint.decode(errors="replace").split("\n")
        words = [line.strip() for line in lines if line.strip()]
        return Ending(status, words[-1] if words else "it said nothing")

    async def end(self) -> None:
        """End it and everything it started."""
        self._kill()
        self._listening.cancel()
        await asyncio.shield(self._process.wait())
        self._over = True

    async def _listen(self) -> None:
        stderr: Any = self._process.stderr
        while part := await stderr.read(LONGEST_COMPLAINT):
            self._complaint = (self._complaint + part)[-LONGEST_COMPLAINT:]

    def _kill(self) -> None:
        if self._over:
            return  # its number may be somebody else's by now
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)


async def start_child(python: str, module: str, *arguments: str) -> Child:
    """Run a module of ours, which should call `child.end_with_parent`. Raises ProcessError."""
    try:
        process = await asyncio.create_subprocess_exec(
            python,
            *("-P", "-m", module, *arguments),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            limit=LONGEST_LINE,
            env=environment(),
            start_new_session=True,
        )
    except OSError as error:
        raise ProcessError(f"The process {python} could not be started: {error.strerror}.") from error
    return Child(process)


def environment() -> dict[str, str]:
    """What a process of ours needs of our environment. It reads files of unknown origin: keys stay out."""
    return {
        name: value
        for name, value in os.environ.items()
        if name in PASSED_ON or name.startswith(PASSED_ON_PREFIXES)
    }
