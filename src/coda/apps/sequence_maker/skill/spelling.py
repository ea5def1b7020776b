"""Words the grammar does not know, and the known ones that come near."""

from __future__ import annotations

from collections.abc import Iterable

from coda.apps.sequence_maker.colors import COLOR_NAMES
from coda.apps.sequence_maker.skill.numbers import NUMBER_WORDS, ORDINAL_WORDS
from coda.apps.sequence_maker.skill.vocabulary import FILLER, keywords

_RARE = frozenset(
    """whether provided ditto hiya howdy greetings yo thx ty cheers praise great nice cool perfect awesome
    good wonderful lovely excellent super bye goodbye yep yup sure correct exactly affirmative nope nah
    cancel sorry oops wait meant mean rather actually who why done doing will does did was were being
    touch touching random randomly silence grow bring pull morph morphs clone drops drop solo hook
    steady constant say said take
""".split()
)
"""Known words that are hardly what a slip of the keys was meant to be."""
_CANDIDATES: tuple[str, ...] = tuple(
    dict.fromkeys(
        (*COLOR_NAMES, *(word for word in keywords() if word not in _RARE), *NUMBER_WORDS, *ORDINAL_WORDS)
    )
)
_SHORT = (*COLOR_NAMES, "ball", "balls", "from", "fade", "make", "beat", "and", "the")
"""What words of three letters are compared with: among all words too many come near."""
_LONGEST = 20


def nearest(word: str) -> str | None:
    """The known word that differs by one slip, or two in a long word; colors first."""
    if len(word) < 3 or len(word) > _LONGEST or word in FILLER:
        return None
    allowed = 1 if len(word) < 6 else 2
    best = _best(word, allowed, _SHORT if len(word) == 3 else _CANDIDATES)
    return best[0] if best else None


def _best(word: str, allowed: int, candidates: Iterable[str]) -> list[str]:
    near: list[tuple[int, int, str]] = []
    for place, candidate in enumerate(candidates):
        if abs(len(candidate) - len(word)) <= allowed and len(candidate) >= 3:
            slips = distance(word, candidate, allowed)
            if slips <= allowed:
                near.append((slips, place, candidate))
    return [candidate for _, _, candidate in sorted(near)]


def distance(one: str, other: str, most: int) -> int:
    """Letters added, left out, mistaken or swapped with their neighbor; `most + 1` stands for more."""
    before: list[int] = []
    previous = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        current = [row]
        for column, wanted in enumerate(other, 1):
            cost = min(previous[column] + 1, current[-1] + 1, previous[column - 1] + (letter != wanted))
            swapped = row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == wanted
            if swapped:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        if min(current) > most:
            return most + 1
        before, previous = previous, current
    return previous[-1]
