"""Stamps: a step that was finished leaves the hash of what it was made from, beside what it made.

A step that was interrupted leaves none, so the next set-up takes it up again; a step whose stamp still
fits is skipped without looking any further.
"""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path


def fingerprint(paths: Iterable[Path], *facts: str) -> str:
    """The SHA-256, in hex, of the files' names and contents and of the given facts, in their order.

    A file that is missing counts as empty, so that its appearing changes the hash.
    """
    digest = hashlib.sha256()
    for fact in facts:
        digest.update(b"\0fact\0" + fact.encode())
    for path in paths:
        digest.update(b"\0file\0" + path.name.encode() + b"\0")
        if path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()


def files_below(folder: Path) -> list[Path]:
    """Every file below `folder`, sorted, so that two walks give one order."""
    return sorted(Path(where) / name for where, _, names in os.walk(folder) for name in names)


def is_fresh(stamp: Path, expected: str) -> bool:
    """Whether the stamp is there and says what is expected."""
    try:
        return stamp.read_text(encoding="ascii") == expected
    except (OSError, UnicodeDecodeError):
        return False


def write(stamp: Path, value: str) -> None:
    """Write the stamp in one stroke: a reader sees the old one or the new one."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    draft = stamp.with_name(stamp.name + ".new")
    draft.write_text(value, encoding="ascii")
    draft.replace(stamp)
