"""The words of commands, their patterns, and the sentences of replies: plain text, a file for each language.

A file has `[sections]` of `key = value` lines, and `#` begins a comment line; a key may come again. All are
read when this module is imported, so that nothing blocks later.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

_TEXTS = {
    (path.parent.name, path.stem): path.read_text("utf-8")
    for folder in ("words", "says", "tails")
    for path in sorted(Path(__file__).with_name(folder).glob("*.txt"))
}
LANGUAGES = tuple(language for folder, language in _TEXTS if folder == "words")


def entries(folder: str, language: str) -> Iterator[tuple[str, str, str]]:
    """Section, key and value of every line."""
    section = ""
    for raw in _TEXTS[folder, language].splitlines():
        line = raw.strip()
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            key, _, value = line.partition(" = ")
            yield section, key, value


@cache
def sentences(language: str) -> dict[str, str]:
    """What is said in a language, by key."""
    return {key: value for _, key, value in entries("says", language)}
