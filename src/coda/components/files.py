"""Files written whole or not at all: a reader finds the old one or the new one, also after a power cut."""

from __future__ import annotations

import os
import uuid
from pathlib import Path


def put_in_place(target: Path, content: bytes) -> None:
    """Write a file beside its place, safe on the disk, and rename it into place. Raises OSError."""
    beside = target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}.tmp")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    _settle(target.parent)


def _settle(folder: Path) -> None:
    """The name is on the disk too."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
