"""Whose something is, in English and Spanish: "grandma's recipe", "la receta de la abuela"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from coda.apps.idea2video.story import concepts
from coda.apps.idea2video.story.lexicon import Bit, Lexicon
from coda.apps.idea2video.story.noun_phrases import read_noun
from coda.apps.idea2video.story.nouns import Clause, Noun
from coda.apps.idea2video.story.proper_names import OF_SOMEBODY

_TELLING = {"", "wonder", "grow"}
"""Relations that say little of a thing by itself: it breaks, it grows, it is there."""


def told_of_owner(clause: Clause, front: Sequence[Bit], text: str, lexicon: Lexicon) -> Clause:
    """What belongs to somebody and does nothing to anybody is its owner's affair."""
    if clause.relation not in _TELLING or clause.objects or len(clause.subjects) > 1:
        return clause
    acts = any(noun.kind == "being" for noun in clause.subjects)
    owner = None if acts else _owner(front, text, lexicon)
    return replace(clause, subjects=(owner,), objects=clause.subjects, deed="") if owner else clause


def _owner(bits: Sequence[Bit], text: str, lexicon: Lexicon) -> Noun | None:
    for place, bit in enumerate(bits):
        if bit.text.endswith(OF_SOMEBODY):
            whose = text[bits[0].start : bit.end - 2]
            return somebody(read_noun(lexicon.bits(whose), whose, lexicon.language, opens=False))
        end = next((n for n in range(place, len(bits)) if bits[n].is_small("joins")), len(bits))
        whose = bits[place + 1 : end]
        if bit.is_small("of") and whose and _is_one(whose[0]):
            return somebody(read_noun(whose, text, lexicon.language, opens=False))
    return None


def _is_one(bit: Bit) -> bool:
    """An article or a name."""
    return bit.is_small("determiners", "possessives") or (not bit.entries and bit.text[:1].isupper())


def somebody(noun: Noun | None) -> Noun | None:
    """The noun if it has a name, or a body of its own."""
    if noun is not None and noun.name and noun.kind == "unknown":
        return noun
    kind = concepts.beings().get(noun.key) if noun is not None else None
    return noun if kind is not None and kind.group != concepts.FORCES else None
