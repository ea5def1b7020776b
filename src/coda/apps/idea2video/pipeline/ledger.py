"""What was made, a line for each, so that makers can be counted and their speed be known."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec


class Entry(msgspec.Struct, frozen=True):
    kind: str
    key: str
    bytes: int
    seconds: float
    """From the maker's first step to the whole file."""
    amount: int = 1
    """How much of it there is, in whatever its kind is counted: frames, most often."""


class Ledger:
    """An append-only file of JSON lines. A line is one write, so processes may append at the same time."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def append(self, entry: Entry) -> None:
        """Raises OSError."""
        descriptor = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            os.write(descriptor, msgspec.json.encode(entry) + b"\n")
        finally:
            os.close(descriptor)

    def entries(self) -> Iterator[Entry]:
        """In the order in which they were made. A line that a power cut left torn is passed over."""
        if not self._path.exists():
            return
        with self._path.open("rb") as lines:
            for line in lines:
                try:
                    yield msgspec.json.decode(line, type=Entry)
                except msgspec.DecodeError:
                    continue
