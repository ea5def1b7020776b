"""Processes that are not the test's own: made up, and waited for."""

from __future__ import annotations

import asyncio
import os
import stat
from pathlib import Path


def stand_in(folder: Path, body: str) -> str:
    """An interpreter of our own: a script that `python` points to."""
    script = folder / "python"
    script.write_text(f"#!/bin/sh\n{body}\n")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return str(script)


async def gone(pid: int) -> bool:
    """Wait for the end of a process that is not our child."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    ended, loop = asyncio.Event(), asyncio.get_running_loop()
    loop.add_reader(handle, ended.set)
    async with asyncio.timeout(20):
        await ended.wait()
    loop.remove_reader(handle)
    os.close(handle)
    return True
