"""Stretches of time in words: "3 seconds", "half a second", "1 min 20", "a minute and a half"."""

from __future__ import annotations

from coda.apps.sequence_maker.skill.numbers import read_number
from coda.apps.sequence_maker.skill.source import Read, Source
from coda.apps.sequence_maker.times import to_grid

UNITS = {
    **dict.fromkeys(("ms", "millisecond", "milliseconds"), 1),
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), 1000),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), 60_000),
}
"""Milliseconds in each unit."""

_PARTS = {"half": 0.5, "quarter": 0.25, "third": 1 / 3, "tenth": 0.1}


def unit_at(source: Source, place: int) -> int | None:
    """Milliseconds of the unit that stands there, if one does."""
    return UNITS.get(source.word(place))


def read_length(source: Source, place: int) -> Read[int]:
    """A length with its unit, in ms on the grid; negative if it was said so."""
    found = _read_part(source, place) or _read_counted(source, place)
    return (to_grid(found[0]), found[1]) if found else None


def _read_part(source: Source, place: int) -> Read[float]:
    """As in "half a second", "a quarter of a second", "half second"."""
    at = source.skip(place, {"a"})
    part = _PARTS.get(source.word(at))
    if part is None:
        return None
    at = source.skip(at + 1, {"of", "a", "-"})
    unit = unit_at(source, at)
    return (part * unit, at + 1) if unit else None


def _read_counted(source: Source, place: int) -> Read[float]:
    number = read_number(source, place)
    if number is None and source.word(place) in {"a", "an"}:
        number = (1.0, place + 1)
    if number is None:
        return None
    value, at = number
    at = source.skip(at, {"-", "full", "whole"})
    unit = unit_at(source, at)
    if unit is None:
        return None
    at = _after_unit(source, at)
    halved = source.after(at, "and", "a", "half")
    if halved:
        return (value + 0.5) * unit, halved
    rest = _read_rest(source, at) if unit == 60_000 else None
    return (value * unit + rest[0], rest[1]) if rest else (value * unit, at)


def _after_unit(source: Source, place: int) -> int:
    """The position after the unit and the full stop of an abbreviation: "10 sec. to 20 sec."."""
    goes_on = source.word(place + 2) in {"to", "until", "till", "-", "and", "for", "later", "earlier"}
    return place + 2 if source.word(place + 1) == "." and goes_on else place + 1


def _read_rest(source: Source, place: int) -> Read[float]:
    """The seconds after the minutes: "1 min 20", "1 minute and 20 seconds"."""
    spoken = source.skip(place, {"and", ","})
    number = read_number(source, spoken)
    if number is None or not 0 <= number[0] < 60:
        return None
    unit = unit_at(source, number[1])
    if unit is not None and unit <= 1000:
        return number[0] * unit, number[1] + 1
    bare = (
        unit is None and spoken == place and source.word(number[1]) not in {"hz", "%", "percent", ":", "to"}
    )
    return (number[0] * 1000, number[1]) if bare else None
