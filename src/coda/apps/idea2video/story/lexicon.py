"""A language's words with what they stand for, and the longest of them found in a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from coda.apps.idea2video.story import shelf
from coda.apps.idea2video.story.form import Form
from coda.apps.idea2video.story.inflection import forms

_FILES = {
    "beings": {"people": "being", "creatures": "being", "animals": "being", "forces": "being"},
    "things": {"elements": "thing", "things": "thing"},
    "places": {"places": "place"},
    "signs": {
        sign: sign for sign in ("time", "weather", "mood", "genre", "quality", "colour", "feature", "number")
    },
    "verbs": {"relations": "relation", "helpers": "helper", "poses": "pose"},
    "grammar": {
        "small": "small",
        "requests": "request",
        "bonds": "bond",
        "idioms": "relation",
        "helpers": "helper",
    },
}
"""Of each file and section, what kind of entry its lines make."""

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*|[^\s]")
_HAN = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+(?:['’-][^\W_\u3400-\u9fff]+)*|[^\s]")
_LONGEST = 6
"""Words, or Chinese characters, in the longest entry."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning of a word. `form` says how it stands there, `word` how the film calls it."""

    kind: str
    key: str
    word: str
    form: Form


@dataclass(frozen=True, slots=True)
class Bit:
    """A stretch of text that is one word of the lexicon, or a word that it lacks. Offsets in characters."""

    text: str
    start: int
    end: int
    entries: tuple[Entry, ...] = ()

    def get(self, kind: str, key: str = "") -> Entry | None:
        for entry in self.entries:
            if entry.kind == kind and key in {"", entry.key}:
                return entry
        return None

    def is_small(self, *keys: str) -> bool:
        return any(entry.kind == "small" and entry.key in keys for entry in self.entries)

    @property
    def is_word(self) -> bool:
        return self.text[:1].isalnum() or self.is_sign

    @property
    def is_sign(self) -> bool:
        """A picture sign that stands for something."""
        return (
            bool(self.entries)
            and not any(letter.isalnum() for letter in self.text)
            and ord(self.text[0]) > 0x2000
        )


def span(text: str, bits: Sequence[Bit]) -> str:
    """The text from the first bit to the last; "" for none."""
    return text[bits[0].start : bits[-1].end] if bits else ""


class Lexicon:
    """All words of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._meanings: dict[str, tuple[Entry, ...]] = {}
        for spelled, entry in _all_entries(language):
            known = self._meanings.get(spelled, ())
            if not any((entry.kind, entry.key) == (one.kind, one.key) for one in known):
                self._meanings[spelled] = (*known, entry)

    def meanings(self, spelled: str) -> tuple[Entry, ...]:
        return self._meanings.get(folded(spelled), ())

    def bits(self, text: str) -> tuple[Bit, ...]:
        """The text cut into the longest words there are; spaces fall away."""
        pattern, glue = (_HAN, "") if self.language == "zh" else (_WORD, " ")
        tokens = [(match.group(), match.start(), match.end()) for match in pattern.finditer(text)]
        return tuple(self._longest(tokens, glue, text))

    def words_for(self, kind: str, key: str) -> tuple[tuple[str, Form], ...]:
        """How this language calls a concept first: one word, or two of different gender."""
        return _first_words(self.language)[kind, key]

    def _longest(self, tokens: list[tuple[str, int, int]], glue: str, text: str) -> Iterator[Bit]:
        place = 0
        while place < len(tokens):
            length = next(
                (
                    n
                    for n in range(min(_LONGEST, len(tokens) - place), 0, -1)
                    if self._known(tokens, place, n, glue)
                ),
                0,
            )
            ahead = tokens[place : place + max(length, 1)]
            start, end = ahead[0][1], ahead[-1][2]
            spelled = glue.join(token for token, _, _ in ahead)
            yield Bit(text[start:end], start, end, self.meanings(spelled) if length else ())
            place += max(length, 1)

    def _known(self, tokens: list[tuple[str, int, int]], place: int, length: int, glue: str) -> bool:
        return folded(glue.join(token for token, _, _ in tokens[place : place + length])) in self._meanings


@cache
def lexicon(language: str) -> Lexicon:
    return Lexicon(language)


def folded(word: str) -> str:
    return unicodedata.normalize("NFKC", word).lower().replace("’", "'")


def _all_entries(language: str) -> Iterator[tuple[str, Entry]]:
    for name, kinds in _FILES.items():
        for section, kind in kinds.items():
            for key, value in shelf.entries(language, name, section):
                yield from _entries(language, kind, key, value.split(","))
    yield from _emoji(language)


def _entries(language: str, kind: str, key: str, spellings: Iterable[str]) -> Iterator[tuple[str, Entry]]:
    for raw in spellings:
        for spelled, word, form in forms(language, kind, raw.strip()):
            yield folded(spelled), Entry(kind, key, word, form)


def _emoji(language: str) -> Iterator[tuple[str, Entry]]:
    """A picture sign means what the language's word for it means."""
    for kind in ("being", "thing", "place", "weather"):
        for sign, key in shelf.entries(shelf.COMMON, "emoji", kind):
            word, form = _first_words(language)[kind, key][0]
            yield sign, Entry(kind, key, word, form)


@cache
def _first_words(language: str) -> dict[tuple[str, str], tuple[tuple[str, Form], ...]]:
    found: dict[tuple[str, str], tuple[tuple[str, Form], ...]] = {}
    for name, kinds in _FILES.items():
        for section, kind in kinds.items():
            for key, value in shelf.entries(language, name, section):
                raw = value.split(",")[0].strip()
                said = tuple((word, form) for _, word, form in forms(language, kind, raw) if not form.plural)
                found.setdefault((kind, key), said)
    return found
