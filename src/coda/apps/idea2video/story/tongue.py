"""What a language has to do for a story: name its characters, shape its lines, count its words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from coda.apps.idea2video.story.beings import Being
from coda.apps.idea2video.story.nouns import Clause, Noun

Slots = dict[str, str]
"""What stands in the `{braces}` of a line."""


class Tongue(Protocol):
    code: str
    per_second: float
    """Words, in Chinese characters, that can be read aloud in a second."""
    most: int
    """Words, in Chinese characters, in one line."""

    def clause(self, text: str) -> Clause:
        """The idea's sentence taken apart."""
        ...

    def being_slots(self, role: str, being: Being) -> Slots:
        """`role`, `role.a` (as it is first mentioned), `role.the` ("the keeper"), `role.bare` (the phrase
        with an article, without a name), `role.name` where there is one, and what else its lines need."""
        ...

    def thing_slots(self, role: str, thing: Noun) -> Slots: ...

    def skill(self, words: str) -> str:
        """What someone learns or wishes, as a line takes it."""
        ...

    def finish(self, line: str) -> str:
        """A line whose slots were filled, made grammatical."""
        ...

    def title(self, line: str) -> str: ...

    def size(self, line: str) -> int:
        """Words, in Chinese characters without marks."""
        ...

    def listed(self, words: Sequence[str]) -> str: ...

    def joined(self, sentences: Sequence[str]) -> str:
        """Sentences one after the other."""
        ...

    def clauses(self, parts: Sequence[str]) -> str:
        """One sentence of several parts."""
        ...

    def seen(self, action: str, where: str, light: str) -> str:
        """One sentence: who does what, where ("" when the action says it), in what light."""
        ...

    def trait(self, word: str, being: Being) -> str:
        """A trait as it is said of this character."""
        ...
