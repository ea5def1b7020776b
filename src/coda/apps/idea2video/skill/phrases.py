"""What the words of a message stand for, in no language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Phrase:
    """One or more words. `meanings` is what they may stand for, by kind; empty when unknown.

    The kinds are those of the word lists, of the storyteller's lexicon, and `character` and `scene name`
    (ids), `shots` and `scenes` (ids at spaces), `seconds`, `text` (as it was said) and `mark`.
    """

    text: str
    start: int
    end: int
    meanings: Mapping[str, str] = field(default_factory=dict[str, str])

    def get(self, kind: str) -> str | None:
        return self.meanings.get(kind)

    def means(self, kind: str, *keys: str) -> bool:
        key = self.meanings.get(kind)
        return key is not None and (not keys or key in keys)

    @property
    def known(self) -> bool:
        return bool(self.meanings)
