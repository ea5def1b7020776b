"""Which process holds something, and whether it still lives: a lock on a file, which dies with it."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import IO
from uuid import uuid4


class Lease:
    """A file that one process at a time holds; the system frees a dead one's lock."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._held: IO[str] | None = None

    def take(self) -> bool:
        """Hold it from now on, unless another process does. Never waits."""
        if self._held is None:
            file = self._file.open("a")
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                file.close()
                return False
            self._held = file
        return True

    def free(self) -> None:
        if self._held is not None:
            self._held.close()
            self._held = None


class Owner:
    """This process among those that share a data directory.

    Without a directory (a store in memory) there is nobody else, and nothing survives.
    """

    def __init__(self, directory: Path | None) -> None:
        self.id = f"{os.getpid()}-{uuid4().hex[:8]}"
        self._directory = directory
        self._lease: Lease | None = None
        if directory is not None:
            directory.mkdir(parents=True, exist_ok=True)
            self._lease = Lease(self._file(self.id))
            self._lease.take()

    def is_alive(self, owner: str) -> bool:
        """Whether the process behind an owner's id still runs."""
        if owner == self.id:
            return True
        if self._directory is None or not self._file(owner).exists():
            return False
        lease = Lease(self._file(owner))
        if not lease.take():
            return True
        lease.free()
        self._file(owner).unlink(missing_ok=True)
        return False

    def close(self) -> None:
        if self._lease is not None:
            self._lease.free()
            self._file(self.id).unlink(missing_ok=True)
            self._lease = None

    def _file(self, owner: str) -> Path:
        assert self._directory is not None
        return self._directory / f"{owner}.lock"
