"""Names of people and places in noun phrases of English and Spanish."""

from __future__ import annotations

from collections.abc import Sequence

from coda.apps.idea2video.story.lexicon import Bit
from coda.apps.idea2video.story.nouns import Noun
from coda.apps.idea2video.story.verbs import NOUNS

_ALSO_NAMES = {"light", "sun", "moon", "star", "sea", "snow", "spring", "summer"}
"""Beings whose words people bear as names: Luz, Sol, Luna, Estrella."""
_FLOWERY = {"flower", "jewel", "crystal"}
_WOMENS_TITLES = ("Doña", "Señora", "Tía", "Mrs", "Ms", "Miss", "Aunt", "Lady", "Sor")
OF_SOMEBODY = ("'s", "’s")
"""How words end that say whose something is."""


def proper_names(bits: Sequence[Bit], first: int) -> list[Bit]:
    """Words with a capital letter that no lexicon knows. The word at offset `first` counts only when
    nothing but its capital is against its being a name."""
    capitals = [
        bit for bit in bits if bit.text[:1].isupper() and bit.is_word and not bit.is_small("determiners")
    ]
    shouted = len(capitals) > 1 and len(capitals) > 0.7 * len([bit for bit in bits if bit.is_word])
    if shouted and any(bit.entries for bit in capitals):
        return []
    return [
        bit
        for place, bit in enumerate(bits)
        if bit in capitals and _may_be_name(bits, place) and (bit.start != first or _alone(bits))
    ]


def _may_be_name(bits: Sequence[Bit], place: int) -> bool:
    """Unknown words, and known ones without an article that are neither places nor days."""
    bit = bits[place]
    if not bit.entries:
        return not bit.text.endswith(OF_SOMEBODY)
    named = place > 0 and not bits[place - 1].is_small("determiners", "context", "of")
    return named and not any(bit.get(kind) for kind in ("place", "time", "weather", "being"))


def _alone(bits: Sequence[Bit]) -> bool:
    """The first word stands where a name stands: unknown, and no noun follows it."""
    return not bits[0].entries and not any(bit.get(kind) for bit in bits[1:] for kind in NOUNS)


def titled_name(bits: list[Bit]) -> list[Bit]:
    """As in "Doña Luz", "Mr Fox": a title and the capital letter after it."""
    for place, bit in enumerate(bits[:-1]):
        if bit.is_small("titles") and _is_name(bits[place + 1].text):
            return bits[place : place + 2]
    return []


def is_flowery(bit: Bit, noun: Noun) -> bool:
    """As in "Rosa and her dog": flowers and jewels without an article are women's names."""
    return noun.key in _FLOWERY and not noun.plural and bit.text[:1].isupper()


def _is_name(word: str) -> bool:
    return word[:1].isupper() and not word.endswith(OF_SOMEBODY)


def mere_name(name: str, bits: Sequence[Bit]) -> Noun:
    """Somebody of whom only the name is known, unless the name tells: "Mr Fox", "Captain Luz"."""
    gender = _name_gender(name)
    keys = [entry.key for bit in reversed(bits) if (entry := bit.get("being"))]
    key = next((key for key in keys if key not in _ALSO_NAMES), "")
    if not key and any(bit.is_small("titles") for bit in bits):
        key = "woman" if gender == "f" else "man"
    return Noun(phrase="", head="", name=name, key=key, kind="being" if key else "unknown", gender=gender)


def _name_gender(name: str) -> str:
    """A guess: most names in -a are women's."""
    return "f" if name.lower().endswith(("a", "ine", "elle")) or name.startswith(_WOMENS_TITLES) else "m"
