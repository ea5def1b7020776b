"""Which process runs a turn, and whether it still lives: a lock on a file, which dies with it."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import IO
from uuid import uuid4


class Owner:
    """This process among those that share a data directory.

    Without a directory (a store in memory) there is nobody else, and nothing survives.
    """

    def __init__(self, directory: Path | None) -> None:
        self.id = f"{os.getpid()}-{uuid4().hex[:8]}"
        self._directory = directory
        self._held: IO[str] | None = None
        if directory is not None:
            directory.mkdir(parents=True, exist_ok=True)
            self._held = self._file(self.id).open("w")
            fcntl.flock(self._held, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def is_alive(self, owner: str) -> bool:
        """Whether the process behind an owner's id still runs; the system frees a dead one's lock."""
        if owner == self.id:
            return True
        if self._directory is None or not self._file(owner).exists():
            return False
        with self._file(owner).open("r+") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        self._file(owner).unlink(missing_ok=True)
        return False

    def close(self) -> None:
        if self._held is not None:
            self._held.close()
            self._file(self.id).unlink(missing_ok=True)
            self._held = None

    def _file(self, owner: str) -> Path:
        assert self._directory is not None
        return self._directory / f"{owner}.lock"
