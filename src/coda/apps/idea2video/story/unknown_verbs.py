"""Verbs that no word list has, told by where they stand and how they end."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coda.apps.idea2video.story.lexicon import Bit
from coda.apps.idea2video.story.verbs import (
    NOUNS,
    Verb,
    in_relative,
    is_noun,
    is_plural,
    is_several,
    reflexive,
)

_AGENTS = re.compile(r"(?:[eo]rs|ists|men)$")
"""How English words end that name several people: "riders"."""
_GOVERNED = (
    "determiners",
    "possessives",
    "context",
    "with",
    "to",
    "adverbs",
    "particles",
    "joins",
    "pronouns",
)


def unknown_verb(bits: Sequence[Bit], language: str) -> Verb | None:
    """A word that nobody knows, after a noun and before an article, that ends as verbs do; or "is"."""
    denied = next((n for n in range(1, len(bits) - 1) if _denies(bits, n)), None)
    if denied is not None:
        return Verb(denied, denied + 2, "", denied)
    stated = [n for n in range(len(bits)) if _states(bits, n)]
    main = [n for n in stated if not in_relative(bits, n)]
    for stated_at in (main or stated)[:1]:
        return Verb(stated_at, stated_at + 1, "", stated_at)
    place = next((n for n in range(1, len(bits)) if _looks_like_verb(bits, n, language)), None)
    if place is None:
        return None
    start = reflexive(bits, place)
    return Verb(start, place + 1, "", start)


def _looks_like_verb(bits: Sequence[Bit], place: int, language: str) -> bool:
    """Between a noun and what a verb governs; behind "a cat and a dog" it need not end like one person's."""
    bit, before = bits[place], bits[place - 1]
    behind_several = is_several(before) and language == "en"
    ahead = bits[place + 1] if place + 1 < len(bits) else None
    if bit.entries and not (
        bit.get("pose") or (behind_several and is_noun(bit)) or _only_looks_plural(bits, place)
    ):
        return False
    if not bit.is_word or before.is_small("determiners", "possessives", "of") or bit.text[:1].isupper():
        return False
    if not any(is_noun(one) for one in bits[:place]):
        return False
    if behind_several:
        return ahead is not None
    if before.text.lower() == "se":
        return True
    return _is_governing(ahead) and _ends_like_verb(bits, place, language)


def _is_governing(ahead: Bit | None) -> bool:
    """Whether what stands behind could be what a verb governs; nothing, or a full stop, could too."""
    if ahead is None or ahead.text in ".!?":
        return True
    counted = ahead.get("number") is not None
    return counted or ahead.is_small(*_GOVERNED) or (not ahead.entries and ahead.text[:1].isupper())


def _denies(bits: Sequence[Bit], place: int) -> bool:
    """As in "couldn't hibernate": behind "not" stands a verb, whatever it is."""
    after = bits[place + 1]
    named = any(is_noun(bit) for bit in bits[:place])
    return named and bits[place].is_small("not") and not after.entries and after.text.islower()


def _ends_like_verb(bits: Sequence[Bit], place: int, language: str) -> bool:
    bit, before = bits[place], bits[place - 1]
    last = place + 1 >= len(bits) or not bits[place + 1].is_word
    if language == "en" and last:
        return says_in_present(bits, place)
    several = is_noun(before) and (is_plural(before) or any(one.is_small("and") for one in bits[:place]))
    endings = ("a", "e", "an", "en", "ó") if language == "es" else ("s", "ed", "ing")
    return (bit.text.endswith(endings) or several) and not (language == "es" and last)


def says_in_present(bits: Sequence[Bit], place: int) -> bool:
    """Whether an English word behind somebody ends as what one person does: "a girl | hums"."""
    word, before = bits[place].text, bits[place - 1]
    ends = word.endswith("s") and not word.endswith("ss") and _AGENTS.search(word) is None
    return ends and before.get("being") is not None


def _only_looks_plural(bits: Sequence[Bit], place: int) -> bool:
    """As "forges" between a blacksmith and an article: no noun stands there."""
    nouns = [entry for entry in bits[place].entries if entry.kind in NOUNS]
    if bits[place - 1].get("being") is None or place + 1 >= len(bits):
        return False
    ends = bits[place + 1].is_small("determiners", "possessives")
    return ends and any(entry.form.plural for entry in nouns)


def _states(bits: Sequence[Bit], place: int) -> bool:
    """As in "A dragon is afraid": what somebody is, has or can."""
    named = any(is_noun(one) or one.text[:1].isupper() for one in bits[:place])
    return named and bits[place].is_small("auxiliaries")
