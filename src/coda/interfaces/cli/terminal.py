"""Words to a person's terminal, and a person's answer."""

from __future__ import annotations

import asyncio
import os
import sys
import unicodedata

_KEPT = "\n\t"


def plain(text: str) -> str:
    """Without control characters: names and answers come from outside, and a terminal obeys some."""
    return "".join(c for c in text if c in _KEPT or unicodedata.category(c) not in {"Cc", "Cs"})


async def ask(question: str) -> str:
    """Ask on standard error and read one line; "" at the end of the input."""
    print(plain(question), end="", file=sys.stderr, flush=True)
    line = b""
    while not line.endswith(b"\n"):
        await _readable(sys.stdin.fileno())
        byte = os.read(sys.stdin.fileno(), 1)  # no more than this line: the next one answers another question
        if not byte:
            break
        line += byte
    return line.decode(errors="replace").strip()


async def _readable(file: int) -> None:
    """Wait in the loop, not in a thread: a thread that reads could not be interrupted by Ctrl-C."""
    loop, ready = asyncio.get_running_loop(), asyncio.Event()
    try:
        loop.add_reader(file, ready.set)
    except PermissionError:
        return  # a plain file: reading it never waits
    try:
        await ready.wait()
    finally:
        loop.remove_reader(file)
