"""Reads a whole sentence into phrases: at each position, the first kind of phrase that fits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from coda.apps.sequence_maker.skill.ball_words import NOUNS as BALL_NOUNS
from coda.apps.sequence_maker.skill.ball_words import position, read_balls
from coda.apps.sequence_maker.skill.color_words import read_color
from coda.apps.sequence_maker.skill.lengths import read_length
from coda.apps.sequence_maker.skill.music_words import read_beats
from coda.apps.sequence_maker.skill.numbers import read_integer, read_number
from coda.apps.sequence_maker.skill.outcomes import Impossible
from coda.apps.sequence_maker.skill.phrases import (
    Balls,
    Color,
    Every,
    Length,
    Mention,
    Name,
    Number,
    Percent,
    Phrase,
    Range,
    Rate,
    Segments,
    Stop,
    Word,
)
from coda.apps.sequence_maker.skill.segment_words import NOUNS as SEGMENT_NOUNS
from coda.apps.sequence_maker.skill.segment_words import read_segments
from coda.apps.sequence_maker.skill.source import Read, Source
from coda.apps.sequence_maker.skill.time_words import read_when
from coda.apps.sequence_maker.skill.vocabulary import FILLER, PREPOSITIONS, UNFINISHED, VERBS, lemma

_FIRM_MARKS = frozenset({";", "!", "?", "."})
_SOFT_MARKS = frozenset({",", "&", "+", "/"})
_SOFT_WORDS = frozenset({"and", "but", "while", "plus", "whereas", "meanwhile"})
_QUIET_MARKS = frozenset("\"'()[]{}:=-@*>#<|\\~")
UNFINISHED_LEMMA = "unfinished"
"""The lemma of a preposition after which something is missing."""

_NAMING = frozenset({"rename", "call", "called", "named", "name", "naming"})


def read_phrases(source: Source) -> tuple[Phrase, ...]:
    """Raises Impossible or Unclear when a phrase names what is not there or could be several."""
    phrases: list[Phrase] = []
    place = _after_opening(source)
    while place < len(source.tokens):
        found, place = _read_at(source, place)
        phrases += found
    return tuple(_with_leads(phrases))


def _after_opening(source: Source) -> int:
    """As in "now make …", "and now …": there "now" is no time."""
    place = source.skip(0, {"and", "ok", "okay", "so", "well", "now", ","})
    return place if place < len(source.tokens) and source.word(place - 1) in {"now", ","} else 0


def _read_at(source: Source, place: int) -> tuple[tuple[Phrase, ...], int]:
    if source.kind(place) == "break":
        return (Stop(firm=True, text="\n"),), place + 1
    for read in _READERS:
        found = read(source, place)
        if found:
            return found
    return _read_word(source, place)


def _alone(read: Callable[[Source, int], Read[Phrase]]) -> Callable[[Source, int], Read[tuple[Phrase, ...]]]:
    def reader(source: Source, place: int) -> Read[tuple[Phrase, ...]]:
        found = read(source, place)
        return ((found[0],), found[1]) if found else None

    return reader


def _read_name(source: Source, place: int) -> Read[Phrase]:
    """What a ball is to be called: after "rename … to", "call ball 1", "named"."""
    before = {source.word(one) for one in range(max(0, place - 12), place)}
    if not before & _NAMING or not _name_starts(source, place, before):
        return None
    at = source.skip(place, {"to", "as", "into"})
    if source.word(at) in {'"', "'"}:
        end = next(
            (one for one in range(at + 1, len(source.tokens)) if source.word(one) == source.word(at)), None
        )
        if end is not None:
            return Name(source.quote(at + 1, end).strip()), end + 1
    end = at
    while end < len(source.tokens) and source.kind(end) != "break" and not _name_ends(source, end):
        end += 1
    name = source.quote(at, end).strip().strip("\"'")
    return (Name(name), end) if name else None


def _name_starts(source: Source, place: int, before: set[str]) -> bool:
    previous = source.word(place - 1)
    if previous in {"called", "named", "naming"}:
        return True
    if source.word(place) in {"to", "as", "into", '"'}:
        return bool(before & {"rename", "call", "name"})
    return "call" in before and previous not in {"call", "ball"} and source.word(place) != "ball"


def _name_ends(source: Source, place: int) -> bool:
    word = source.word(place)
    if word in {";", "!", "?", ","} or (word == "." and place + 1 == len(source.tokens)):
        return True
    return word == "and" and source.word(place + 1) in {
        "ball",
        "rename",
        "make",
        "call",
        "set",
        "then",
        "the",
    }


def _read_bare_ball(source: Source, place: int) -> Read[Phrase]:
    """As in "balls 1 and 2 blue, 3 red": a number of its own before a color."""
    number = read_integer(source, place)
    if number is None or source.word(place - 1) not in _BEFORE_BARE_BALLS or source.kind(place) != "number":
        return None
    color = read_color(source, number[1])
    if color is None or source.word(color[1]) in BALL_NOUNS | SEGMENT_NOUNS:
        return None
    return Balls((position(source.view, number[0]),)), number[1]


_BEFORE_BARE_BALLS = frozenset({"", ",", "and", "&", ";", "then", "make", "set", "turn", "paint", "color"})


def _read_percent(source: Source, place: int) -> Read[Phrase]:
    number = read_number(source, place)
    if number and source.word(number[1]) in {"%", "percent", "per cent"}:
        return Percent(number[0]), number[1] + 1
    return None


def _read_rate(source: Source, place: int) -> Read[Phrase]:
    """As in "8 Hz", "at 8 hz", "8 times per second"."""
    at = source.skip(place, {"at", "with", "of", "a", "rate", "frequency"})
    number = read_number(source, at)
    if number is None or source.word(number[1]) not in {"hz", "hertz"}:
        return None
    if number[0] <= 0:
        raise Impossible("A rate must be more than 0 Hz.")
    return Rate(number[0]), number[1] + 1


def _read_every(source: Source, place: int) -> Read[Phrase]:
    """As in "every 2 seconds", "once a second", "each half second"."""
    at = place
    if source.word(at) == "once":
        at = source.skip(at + 1, {"every", "per", "a", "each"})
        length = read_length(source, at) or read_length(source, at - 1)
    elif source.word(at) in {"every", "each"}:
        length = read_length(source, at + 1)
        if length is None and source.word(at + 1) in {"second", "minute"}:
            return Every(1000 if source.word(at + 1) == "second" else 60_000), at + 2
    else:
        return None
    if length is None:
        return None
    if length[0] <= 0:
        raise Impossible("An interval must be longer than nothing.")
    return Every(length[0]), length[1]


def _read_length_phrase(source: Source, place: int) -> Read[Phrase]:
    found = read_length(source, source.skip(place, {"another", "only", "just", "about"}))
    return (Length(found[0]), found[1]) if found else None


def _read_number_phrase(source: Source, place: int) -> Read[Phrase]:
    found = read_number(source, place)
    if found is None:
        return None
    if source.word(found[1]) == "x" and source.glued(found[1]):
        return Percent(found[0] * 100), found[1] + 1
    return Number(found[0]), found[1]


def _read_word(source: Source, place: int) -> tuple[tuple[Phrase, ...], int]:
    text = source.word(place)
    found = lemma(text)
    if text in _FIRM_MARKS or found == "then":
        return (Stop(firm=True, text=found or text),), place + 1
    if text in _SOFT_MARKS or text in _SOFT_WORDS:
        return (Stop(firm=False, text=text),), place + 1
    if text in _QUIET_MARKS or (not found and text in FILLER):
        return (), place + 1
    return (Word(found, text),), place + 1


def _read_times(source: Source, place: int) -> Read[tuple[Phrase, ...]]:
    found = read_when(source, place)
    if found is None:
        return None
    return tuple(replace(one, said=place) if isinstance(one, Range) else one for one in found[0]), found[1]


_READERS: tuple[Callable[[Source, int], Read[tuple[Phrase, ...]]], ...] = (
    _alone(_read_name),
    _alone(read_color),
    _alone(_read_rate),
    _alone(_read_percent),
    _alone(read_beats),
    _alone(_read_every),
    _alone(_read_bare_ball),
    _alone(read_segments),
    _alone(read_balls),
    _read_times,
    _alone(_read_length_phrase),
    _alone(_read_number_phrase),
)


def _with_leads(phrases: list[Phrase]) -> Iterator[Phrase]:
    """Moves a preposition into the phrase it leads; others stay words."""
    lead = ""
    for phrase in phrases:
        if lead and isinstance(phrase, Color | Balls | Mention | Segments | Length | Percent | Number):
            yield replace(phrase, lead=lead)
            lead = ""
            continue
        if lead:
            yield _unled(lead, phrase)
            lead = ""
        if isinstance(phrase, Word) and phrase.lemma in PREPOSITIONS and phrase.lemma:
            lead = phrase.lemma
        else:
            yield phrase
    if lead:
        yield _unled(lead, None)


def _unled(lead: str, following: Phrase | None) -> Word:
    """A preposition without its phrase: harmless before a verb ("want to make"), otherwise unfinished."""
    verbal = isinstance(following, Word) and following.lemma in VERBS | {"is", "have", "show", "use", "half"}
    return Word(lead if verbal or lead not in UNFINISHED else UNFINISHED_LEMMA, lead)
