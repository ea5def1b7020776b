"""Segment phrases: "the second segment", "the last two segments", "all segments", "the selection"."""

from __future__ import annotations

from coda.apps.sequence_maker.skill.lengths import unit_at
from coda.apps.sequence_maker.skill.numbers import read_integer, read_ordinal
from coda.apps.sequence_maker.skill.phrases import Segments
from coda.apps.sequence_maker.skill.source import Read, Source

NOUNS = frozenset(
    "segment segments part parts block blocks piece pieces clip clips bit bits chunk chunks".split()
)
_PLURALS = frozenset(noun for noun in NOUNS if noun.endswith("s"))
_AND = frozenset({",", "and", "&"})


def read_segments(source: Source, place: int) -> Read[Segments]:
    return (
        _read_selected(source, place)
        or _read_every(source, place)
        or _read_ordinals(source, place)
        or _read_numbered(source, place)
        or _read_bare(source, place)
    )


def _read_selected(source: Source, place: int) -> Read[Segments]:
    at = source.skip(place, {"the", "my", "current", "all"})
    if source.word(at) == "selection" or source.after(at, "selected", "ones"):
        return Segments(selected=True), at + 1 + (source.word(at) == "selected")
    if source.word(at) == "selected":
        end = source.skip(at + 1, NOUNS)
        return Segments(selected=True), end
    if source.word(place) in {"this", "these"} and source.word(place + 1) in NOUNS:
        return Segments(selected=True), place + 2
    return None


def _read_every(source: Source, place: int) -> Read[Segments]:
    if source.word(place) not in {"all", "every", "each", "any"}:
        return None
    at = source.skip(place + 1, {"the", "of", "single"})
    return (Segments(every=True), at + 1) if source.word(at) in NOUNS else None


def _read_ordinals(source: Source, place: int) -> Read[Segments]:
    at = source.skip(place, {"the"})
    places: list[int] = []
    while ordinal := read_ordinal(source, at):
        places.append(ordinal[0])
        at = source.skip(ordinal[1], _AND | {"the"})
        if read_ordinal(source, at) is None:
            at = ordinal[1]
            break
    if not places:
        return None
    count = read_integer(source, at)
    if count and len(places) == 1 and source.word(count[1]) in _PLURALS and 0 < count[0] <= 1000:
        chosen = range(count[0]) if places[0] == 0 else range(-count[0], 0)
        return (Segments(tuple(chosen)), count[1] + 1) if places[0] in {0, -1} else None
    return (Segments(tuple(places)), at + 1) if source.word(at) in NOUNS else None


def _read_numbered(source: Source, place: int) -> Read[Segments]:
    """As in "segment 2", "segments 2 and 3"; numbers count from 1."""
    at = source.skip(place, {"the"})
    if source.word(at) not in NOUNS:
        return None
    at = source.skip(at + 1, {"number", "no", "#"})
    places: list[int] = []
    while source.kind(at) in {"number", "word"} and (number := read_integer(source, at)):
        if number[0] < 1 or unit_at(source, number[1]) or source.word(number[1]) in {"%", "hz"}:
            break
        places.append(number[0] - 1)
        at = number[1]
        following = source.skip(at, _AND)
        if following == at or source.kind(following) != "number":
            break
        at = following
    return (Segments(tuple(places)), at) if places else None


def _read_bare(source: Source, place: int) -> Read[Segments]:
    """As in "the segments", "a segment", "segments of": which ones, other words say."""
    at = source.skip(place, {"the", "a", "new", "some"})
    return (Segments(), at + 1) if source.word(at) in NOUNS else None
