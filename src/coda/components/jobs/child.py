"""What a process does that lives no longer than its parent: its stdin tells it when the parent is gone."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import IO

import msgspec

NICENESS = 5
"""The server and the browser come first."""


def end_with_parent(on_word: Callable[[], None] = lambda: None) -> None:
    """End this process, and what it started, once stdin closes; `on_word` is called for what comes by it.

    Exit status 1, or SIGKILL where the process leads a group.
    """
    threading.Thread(target=_listen, args=(on_word,), daemon=True).start()


def step_back() -> None:
    if hasattr(os, "nice"):
        os.nice(NICENESS)


def private_stdout() -> IO[bytes]:
    """Keeps stdout for our own lines: what anybody else prints goes to stderr from now on."""
    ours = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return ours


def say(message: object, to: IO[bytes] | None = None) -> None:
    """One JSON line."""
    stdout = to or sys.stdout.buffer
    stdout.write(msgspec.json.encode(message) + b"\n")
    stdout.flush()


def _listen(on_word: Callable[[], None]) -> None:
    while os.read(sys.stdin.fileno(), 4096):
        on_word()
    if os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(1)
