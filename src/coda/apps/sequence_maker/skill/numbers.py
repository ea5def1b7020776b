"""Numbers and ordinals, in digits and in words."""

from __future__ import annotations

from coda.apps.sequence_maker.skill.source import Read, Source

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
NUMBER_WORDS = {
    **{word: value for value, word in enumerate(_SMALL)},
    **{word: 20 + 10 * value for value, word in enumerate(_TENS)},
    "hundred": 100,
}
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
ORDINAL_WORDS = {
    **{word: place for place, word in enumerate(_ORDINALS)},
    "last": -1,
    "final": -1,
    "penultimate": -2,
}
_ENDINGS = frozenset({"st", "nd", "rd", "th"})
_FURTHEST = 1e9
"""Larger numbers are read as this one: no show, ball or volume reaches it."""


def read_number(source: Source, place: int) -> Read[float]:
    """As in "12", "-2", "1.5", "1/2", "ten", "twenty-five", "one and a half", "a couple of"."""
    found = _read_digits(source, place) or _read_words(source, place)
    if found is None:
        return None
    value, place = found
    halved = source.after(place, "and", "a", "half")
    return (value + 0.5, halved) if halved else found


def read_integer(source: Source, place: int) -> Read[int]:
    found = read_number(source, place)
    if found is None or found[0] != int(found[0]):
        return None
    return int(found[0]), found[1]


def read_ordinal(source: Source, place: int) -> Read[int]:
    """The place that an ordinal names, from 0; "last" is -1, "second to last" -2."""
    if source.kind(place) == "number" and source.glued(place + 1) and source.word(place + 1) in _ENDINGS:
        number = read_integer(source, place)
        return (number[0] - 1, place + 2) if number and number[0] > 0 else None
    if source.word(place) not in ORDINAL_WORDS:
        return None
    for ending in (("to", "last"), ("-", "to", "-", "last"), ("from", "last")):
        after = source.after(place + 1, *ending)
        if after:
            return -1 - ORDINAL_WORDS[source.word(place)], after
    return ORDINAL_WORDS[source.word(place)], place + 1


def _read_digits(source: Source, place: int) -> Read[float]:
    sign = 1.0
    if source.word(place) in {"-", "+"} and source.glued(place + 1) and not _is_range(source, place):
        sign, place = (-1.0 if source.word(place) == "-" else 1.0), place + 1
    if source.kind(place) != "number":
        return None
    value = min(float(source.word(place)), _FURTHEST)
    if source.word(place + 1) == "/" and source.word(place + 2) in {"2", "3", "4"} and value < 4:
        return sign * value / float(source.word(place + 2)), place + 3
    return sign * value, place + 1


def _is_range(source: Source, place: int) -> bool:
    """The minus stands between two numbers: "10-20"."""
    return source.kind(place - 1) in {"number", "clock", "word"} and source.glued(place)


def _read_words(source: Source, place: int) -> Read[float]:
    if source.word(place) == "a" and source.word(place + 1) in {"couple", "hundred"}:
        value = 2.0 if source.word(place + 1) == "couple" else 100.0
        return value, source.skip(place + 2, {"of"})
    if source.word(place) not in NUMBER_WORDS:
        return None
    value, place = float(NUMBER_WORDS[source.word(place)]), place + 1
    if source.word(place) == "hundred" and value < 10:
        value, place = value * 100, source.skip(place + 1, {"and"})
    elif value < 20 or value > 90:
        return value, place
    following = source.skip(place, {"-"})
    ones = NUMBER_WORDS.get(source.word(following), 0)
    if 0 < ones < (100 if value >= 100 else 10):
        return value + ones, following + 1
    return value, place
