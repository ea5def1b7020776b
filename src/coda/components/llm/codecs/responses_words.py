"""What an answer has said so far, so that a whole text that comes later adds only what is missing.

A Responses stream tells every text in pieces, then whole with its part, again with its item, and again
with the response; some servers leave out the pieces, or any of the others.
"""

from __future__ import annotations

from collections.abc import Callable


class Words:
    """One kind of words. Pieces and wholes are counted by item; a text is never said twice."""

    def __init__(self, keep: Callable[[], None]) -> None:
        """`keep` is called for every entry that is remembered, so that their number has a bound."""
        self.said = 0
        """Characters, in all items together."""
        self._keep = keep
        self._in_item: dict[int, int] = {}
        self._whole: dict[tuple[int, int], int] = {}
        self._whole_in_item: dict[int, int] = {}

    def piece(self, item: int, text: str) -> str:
        size = len(text)
        self.said += size
        if item in self._in_item:
            self._in_item[item] += size
        else:
            self._keep()
            self._in_item[item] = size
        return text

    def missing(self, item: int, part: int, text: str) -> str:
        """The end of a part that was told whole, as far as it was not yet said."""
        if (item, part) not in self._whole:
            self._keep()
        before = self._whole.get((item, part), 0)
        self._whole[item, part] = len(text)
        whole = self._whole_in_item.get(item, 0) + len(text) - before
        self._whole_in_item[item] = whole
        lacking = min(len(text), whole - self._in_item.get(item, 0))
        return self.piece(item, text[-lacking:]) if lacking > 0 else ""


class Recount:
    """Goes over a whole answer in order and finds what was not yet said, whatever item it was said in."""

    def __init__(self) -> None:
        self._over: dict[int, int] = {}

    def missing(self, words: Words, text: str) -> str:
        over = self._over.get(id(words), words.said)
        self._over[id(words)] = max(0, over - len(text))
        return text[over:]
