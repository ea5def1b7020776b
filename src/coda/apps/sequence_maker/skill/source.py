"""A tokenised sentence with the show it is about, read by position.

Every `read_…` function of the grammar takes a Source and a position and returns what it found with
the position after it, or None. Each looks only a bounded number of tokens ahead.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeVar

from coda.apps.sequence_maker.skill.tokens import Token
from coda.apps.sequence_maker.skill.view import ShowView

T = TypeVar("T")
Read = tuple[T, int] | None
"""What was found and the position after it."""


@dataclass(frozen=True)
class Source:
    text: str
    tokens: tuple[Token, ...]
    view: ShowView

    def word(self, place: int) -> str:
        """The token's text in lower case; "" beyond the ends."""
        return self.tokens[place].text if 0 <= place < len(self.tokens) else ""

    def kind(self, place: int) -> str:
        return self.tokens[place].kind if 0 <= place < len(self.tokens) else ""

    def glued(self, place: int) -> bool:
        """Whether the token follows the one before it without a space."""
        return 0 <= place < len(self.tokens) and self.tokens[place].glued

    def skip(self, place: int, words: Collection[str]) -> int:
        """The position after at most three tokens out of `words`."""
        for _ in range(3):
            if self.word(place) not in words:
                break
            place += 1
        return place

    def after(self, place: int, *words: str) -> int | None:
        """The position after exactly these words, None when they do not stand there."""
        if all(self.word(place + offset) == word for offset, word in enumerate(words)):
            return place + len(words)
        return None

    def quote(self, start: int, end: int) -> str:
        """The tokens from `start` up to `end` as they were written."""
        if start >= end or start >= len(self.tokens):
            return ""
        return self.text[self.tokens[start].start : self.tokens[end - 1].end]
