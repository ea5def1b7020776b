"""A sentence as tokens: words, numbers, clock times, colour codes and marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from coda.apps.sequence_maker.skill.idioms import IDIOMS, LONGEST_IDIOM

_TOKEN = re.compile(
    r"""(?P<code>\#[0-9a-zA-Z]+)
      | (?P<clock>\d{1,3}:\d{2}(?::\d{2})?(?:\.\d+)?(?![\d:]))
      | (?P<number>\d+(?:\.\d+)?|\.\d+)
      | (?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)
      | (?P<break>\n)
      | (?P<mark>[^\s])""",
    re.VERBOSE,
)

_DOTS = re.compile(r"(?<=[\dsn])\s?\.{2,3}\s?(?=\d)")
"""As in "10..20"."""
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u00b4\u0060", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
        "\u2192": ">",
        "_": " ",
    }
)
"""Typographic quotes, dashes and arrows, and what they are on a keyboard."""

_CONTRACTIONS = {
    "what's": "what is", "whats": "what is", "it's": "it is", "who's": "who is", "where's": "where is",
    "when's": "when is", "how's": "how is", "that's": "that is", "there's": "there is", "don't": "not",
    "dont": "not", "doesn't": "not", "didn't": "not", "shouldn't": "not", "won't": "not", "can't": "not",
    "cannot": "not", "isn't": "not", "aren't": "not", "let's": "let", "lets": "let", "gimme": "give",
    "wanna": "want", "i'd": "i", "i'll": "i", "i'm": "i", "i've": "i", "you're": "you", "we'll": "we",
    "they're": "they", "'til": "until",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    kind: str
    """`word`, `number`, `clock`, `code` (starts with #), `break` or `mark`."""
    text: str
    """In lower case; for an idiom, the one word that stands for it."""
    start: int
    end: int
    """Where it stands in the plain text, in characters."""
    glued: bool
    """No space before it."""


def plain(text: str) -> str:
    """The text with typographic quotes, dashes and wide letters made ordinary."""
    text = unicodedata.normalize("NFKC", text.translate(_PLAIN)).translate(_PLAIN)
    return _DOTS.sub("-", text)


def tokenize(text: str) -> tuple[Token, ...]:
    """Tokens of a text that `plain` has been through."""
    return tuple(_idioms(_words(list(_raw(text)))))


def _raw(text: str) -> Iterator[Token]:
    previous_end = -1
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "mark"
        yield Token(kind, match.group().lower(), match.start(), match.end(), match.start() == previous_end)
        previous_end = match.end()


def _words(tokens: list[Token]) -> list[Token]:
    """Contractions are written out, possessive endings fall away."""
    words: list[Token] = []
    for place, token in enumerate(tokens):
        if token.kind != "word":
            words.append(token)
        elif token.text in _CONTRACTIONS:
            words += [replace(token, text=part) for part in _CONTRACTIONS[token.text].split()]
        elif token.text == "s" and _is_possessive(tokens, place):
            words.pop()
        else:
            words.append(replace(token, text=token.text.removesuffix("'s")))
    return words


def _is_possessive(tokens: list[Token], place: int) -> bool:
    return place > 0 and tokens[place].glued and tokens[place - 1].text == "'"


def _idioms(tokens: list[Token]) -> Iterator[Token]:
    place = 0
    while place < len(tokens):
        said = _idiom_at(tokens, place)
        if said is None:
            yield tokens[place]
            place += 1
            continue
        first, last = tokens[place], tokens[place + len(said) - 1]
        for word in IDIOMS[said]:
            yield replace(first, kind="word", text=word, end=last.end)
        place += len(said)


def _idiom_at(tokens: list[Token], place: int) -> tuple[str, ...] | None:
    ahead = tuple(token.text for token in tokens[place : place + LONGEST_IDIOM])
    for length in range(len(ahead), 1, -1):
        if ahead[:length] in IDIOMS:
            return ahead[:length]
    return None
