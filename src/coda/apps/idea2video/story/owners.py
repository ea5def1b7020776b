"""Whose something is, in English and Spanish: "grandma's recipe", "la receta de la abuela"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from coda.apps.idea2video.story import concepts
from coda.apps.idea2video.story.lexicon import Bit, Lexicon
from coda.apps.idea2video.story.noun_phrases import read_noun
from coda.apps.idea2video.story.nouns import Clause, Noun

_TELLING = {"", "wonder", "grow"}
"""Relations that say little of a thing by itself: it breaks, it grows, it is there."""


def told_of_owner(clause: Clause, front: Sequence[Bit], text: str, lexicon: Lexicon) -> Clause:
    """What belongs to somebody and does nothing to anybody is its owner's affair."""
    if clause.relation not in _TELLING or clause.objects or len(clause.subjects) != 1:
        return clause
    owner = _owner(front, text, lexicon) if clause.subjects[0].kind != "being" else None
    return replace(clause, subjects=(owner,), objects=clause.subjects, deed="") if owner else clause


def _owner(bits: Sequence[Bit], text: str, lexicon: Lexicon) -> Noun | None:
    for place, bit in enumerate(bits):
        if bit.text.endswith(("'s", "’s")):
            whose = text[bits[0].start : bit.end - 2]
            return somebody(read_noun(lexicon.bits(whose), whose, lexicon.language, opens=True))
        whose = bits[place + 1 :]
        if bit.is_small("of") and whose and whose[0].is_small("determiners", "possessives"):
            return somebody(read_noun(whose, text, lexicon.language, opens=False))
    return None


def somebody(noun: Noun | None) -> Noun | None:
    """The noun if it has a body of its own."""
    kind = concepts.beings().get(noun.key) if noun is not None else None
    return noun if kind is not None and kind.group != concepts.FORCES else None
