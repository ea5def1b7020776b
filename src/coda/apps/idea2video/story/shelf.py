"""The storyteller's word lists: plain text files under `words/`, one folder for each language.

A file has `[sections]` of lines; `#` begins a comment line. A line is `key: value`, and keys may come again;
in tables it is cells between bars. Every file is read when this module is imported, so that nothing blocks
later; a file is taken apart when it is first asked for.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

LANGUAGES = ("en", "es", "zh")
COMMON = "common"
"""The folder of what needs no language."""

_TEXTS = {
    (path.parent.name, path.stem): path.read_text("utf-8")
    for path in sorted(Path(__file__).with_name("words").glob("*/*.txt"))
}


@cache
def sections(folder: str, name: str) -> dict[str, tuple[str, ...]]:
    """The lines of a file by section, in the file's order."""
    found: dict[str, list[str]] = {}
    section = ""
    for raw in _TEXTS[folder, name].splitlines():
        line = raw.strip()
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1]
            found.setdefault(section, [])
        elif line and not line.startswith("#"):
            found.setdefault(section, []).append(line)
    return {section: tuple(lines) for section, lines in found.items()}


@cache
def entries(folder: str, name: str, section: str) -> tuple[tuple[str, str], ...]:
    """A section's `key: value` lines; nothing where there is no such section."""
    lines = sections(folder, name).get(section, ())
    return tuple((key.strip(), value.strip()) for key, _, value in (line.partition(":") for line in lines))


@cache
def values(folder: str, name: str, section: str, key: str) -> tuple[str, ...]:
    """Every value that a section has under a key."""
    return tuple(value for found, value in entries(folder, name, section) if found == key)


@cache
def words(folder: str, name: str, section: str, key: str) -> tuple[str, ...]:
    """The first value under a key, at its commas."""
    found = values(folder, name, section, key)
    return tuple(word.strip() for word in found[0].split(",")) if found else ()


@cache
def table(name: str, section: str = "") -> dict[str, tuple[str, ...]]:
    """A table of the common folder: its rows by their first cell."""
    rows = sections(COMMON, name).get(section, ())
    cells = [[cell.strip() for cell in row.split("|")] for row in rows]
    return {first: tuple(rest) for first, *rest in cells}
