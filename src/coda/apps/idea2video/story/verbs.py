"""A sentence's verb, in English and Spanish, and what it makes of the sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coda.apps.idea2video.story.lexicon import Bit
from coda.apps.idea2video.story.relations import DREAMS

NOUNS = ("being", "thing", "place")


@dataclass(frozen=True, slots=True)
class Verb:
    """Where the verb stands, counted in bits: `[start, end)` with its helpers. The subject ends before the
    first verb, even when a later one tells more. `passive` tells that it is done to the subject, `wishes`
    that an infinitive follows, which is what somebody would like to do."""

    start: int
    end: int
    relation: str
    subject_end: int
    passive: bool = False
    wishes: bool = False


def with_helper(bits: Sequence[Bit], place: int, inner: int, *, wishes: bool) -> Verb:
    """Whoever wants to fly dreams of it; whoever wants to find somebody searches."""
    relation = relation_of(bits[inner])
    if wishes and relation in {*DREAMS, "wonder"}:
        return wished(place)
    return Verb(place, inner + 1, "search" if wishes and relation == "discover" else relation, place)


def wished(place: int) -> Verb:
    return Verb(place, place + 1, "dream", place, wishes=True)


def relation_of(bit: Bit) -> str:
    entry = bit.get("relation")
    return entry.key if entry else ""


def reflexive(bits: Sequence[Bit], place: int) -> int:
    """The verb begins with its "se"."""
    return place - 1 if place and bits[place - 1].text.lower() == "se" else place


def is_noun(bit: Bit) -> bool:
    return any(bit.get(kind) for kind in NOUNS)


def is_plural(bit: Bit) -> bool:
    return any(entry.form.plural for entry in bit.entries if entry.kind in NOUNS)


def is_several(bit: Bit) -> bool:
    """Beings in the plural: they describe no noun, so that a verb follows, as in "two kids | race"."""
    entry = bit.get("being")
    return entry is not None and entry.form.plural


def _can_tell(bit: Bit) -> bool:
    return (bit.get("relation") or bit.get("helper")) is not None and not is_noun(bit)


def in_relative(bits: Sequence[Bit], place: int) -> bool:
    """Whether it tells of a noun only: "who forgets", "every book | she reads"."""
    behind = next((n for n in range(place - 1, 0, -1) if bits[n].is_small("relatives")), None)
    led = behind is not None and not any(_can_tell(bit) for bit in bits[behind + 1 : place])
    return led or (place > 1 and bits[place - 1].is_small("nominative") and is_noun(bits[place - 2]))
