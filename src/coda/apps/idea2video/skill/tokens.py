"""A message as tokens: words, numbers, marks, and texts that are taken as they are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u00b4\u0060", "'"),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
        "\u201e": "\u201c",
    }
)
_HAN = "\u3400-\u9fff"
_TOKEN = re.compile(
    rf"""(?P<quote>"[^"]*"|\u201c[^\u201d"]*[\u201d"]|«[^»]*»|「[^」]*」|『[^』]*』|《[^》]*》|(?<!\w)'[^']{{2,}}'(?!\w))
      | (?P<ratio>\d+:\d+)
      | (?P<number>\d+(?:[.,]\d+)?)
      | (?P<word>[{_HAN}]|[^\W\d_{_HAN}]+(?:'[^\W\d_{_HAN}]+)*)
      | (?P<skipped>(?<=\d)'s\b)
      | (?P<mark>[^\s])""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Token:
    kind: str
    """`quote`, `ratio`, `number`, `word` or `mark`."""
    text: str
    """As written; of a quote what stands between its marks."""
    start: int
    end: int


def plain(text: str) -> str:
    """The text with typographic apostrophes, dashes and wide letters made ordinary, each in its place."""
    return "".join(_ordinary(letter) for letter in text.translate(_PLAIN))


def _ordinary(letter: str) -> str:
    ordinary = unicodedata.normalize("NFKC", letter).translate(_PLAIN)
    return ordinary if len(ordinary) == 1 else letter


def tokenize(text: str, tail: tuple[int, int] | None = None) -> tuple[Token, ...]:
    """Tokens of a text, which is made plain but for quotes; the span `tail` of it is one text."""
    if tail is None:
        return tuple(_raw(text, 0, len(text)))
    start, end = tail
    said = Token("quote", text[start:end].strip().rstrip(","), start, end)
    return (*_raw(text, 0, start), said, *_raw(text, end, len(text)))


def folded(text: str) -> str:
    """How words are compared: small, without accents, with single spaces for hyphens and gaps."""
    letters = unicodedata.normalize("NFD", text.lower())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[-\s]+", " ", bare).split())


def _raw(text: str, start: int, end: int) -> Iterator[Token]:
    for match in _TOKEN.finditer(plain(text), start, end):
        kind = match.lastgroup or "mark"
        if kind == "quote":
            yield Token(kind, text[match.start() + 1 : match.end() - 1].strip(), match.start(), match.end())
        elif kind != "skipped":
            yield Token(kind, match.group(), match.start(), match.end())
