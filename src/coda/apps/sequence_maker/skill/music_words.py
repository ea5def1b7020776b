"""Beats, bars and sections: what only an analysed song can place in time."""

from __future__ import annotations

from collections.abc import Sequence

from coda.apps.sequence_maker.skill.numbers import NUMBER_WORDS, read_integer, read_ordinal
from coda.apps.sequence_maker.skill.outcomes import Impossible, Unclear, Wants
from coda.apps.sequence_maker.skill.phrases import Beats
from coda.apps.sequence_maker.skill.source import Read, Source
from coda.apps.sequence_maker.skill.view import Music, Section, ShowView
from coda.apps.sequence_maker.skill.vocabulary import SECTION_WORDS
from coda.apps.sequence_maker.skill.wording import listed
from coda.apps.sequence_maker.times import format_time, to_grid

_BEATS = frozenset({"beat", "beats"})
_BARS = frozenset({"bar", "bars", "measure", "measures", "downbeat", "downbeats"})
_EVERY = frozenset({"every", "each", "all"})
_ON = frozenset({"on", "to", "with", "at", "per", "by", "for", "in", "over"})


def heard(view: ShowView) -> Music:
    """The song's analysis. Raises Impossible when there is none."""
    if view.song_ms is None:
        raise Impossible("There is no song in this show, so I know no beats or sections. Add a song first.")
    if view.music is None:
        raise Impossible("I'm still listening to the song, so I don't know its beats and sections yet.")
    return view.music


def read_beats(source: Source, place: int) -> Read[Beats]:
    """As in "on every second beat", "to the beat", "every 2 beats", "on the downbeats", "each bar"."""
    at = source.skip(place, _ON)
    led = at > place
    first = _first_of_bar(source, at)
    if first:
        return Beats(downbeats=True), first
    counted = at
    at = source.skip(at, _EVERY | {"the", "single"})
    step, at = _read_step(source, at, every=any(source.word(one) in _EVERY for one in range(counted, at)))
    word = source.word(at)
    if word in {"music", "rhythm"} and led and step == 1:
        return Beats(), at + 1
    if word == "down" and source.word(at + 1) in _BEATS:
        return Beats(downbeats=True, step=step), at + 2
    if word not in _BEATS | _BARS or _is_numbered(source, at + 1):
        return None
    if word.startswith(("bar", "measure")) and at == counted:
        return None
    return Beats(downbeats=word in _BARS, step=step), at + 1


def _first_of_bar(source: Source, place: int) -> int | None:
    at = source.skip(place, {"the", "every"})
    if source.word(at) in {"first", "one"} and source.word(at + 1) in _BEATS:
        at = source.skip(at + 2, {"of", "in"})
        at = source.skip(at, _EVERY | {"the", "a"})
        if source.word(at) in _BARS:
            return at + 1
    return None


def _read_step(source: Source, place: int, *, every: bool) -> tuple[int, int]:
    """How many beats one step goes; 1 when nothing is said."""
    if not every:
        return 1, place
    if source.word(place) == "other":
        return 2, place + 1
    ordinal = read_ordinal(source, place)
    if ordinal and ordinal[0] > 0 and source.word(ordinal[1]) in _BEATS | _BARS:
        return ordinal[0] + 1, ordinal[1]
    number = read_integer(source, place)
    if number and number[0] > 0 and source.word(number[1]) in _BEATS | _BARS:
        return number
    return 1, place


def _is_numbered(source: Source, place: int) -> bool:
    """A number of the beat follows: "beat 4"; not so in "beat 0:10" or "beats 10 seconds"."""
    at = source.skip(place, {"number"})
    return source.kind(at) == "number" or (at < len(source.tokens) and source.word(at) in NUMBER_WORDS)


def read_beat_place(source: Source, place: int) -> Read[tuple[int, int]]:
    """As in "beat 4", "bar three", "the third bar": its start and the start of the next, in ms.

    Raises Impossible when the song is not known or has no such beat.
    """
    at = source.skip(place, {"the"})
    ordinal = read_ordinal(source, at)
    if ordinal and source.word(ordinal[1]) in _BEATS | _BARS:
        return beat_span(source.view, ordinal[0], source.word(ordinal[1])), ordinal[1] + 1
    if source.word(at) not in _BEATS | _BARS:
        return None
    number = read_integer(source, source.skip(at + 1, {"number", "#"}))
    return (beat_span(source.view, number[0] - 1, source.word(at)), number[1]) if number else None


def beat_span(view: ShowView, index: int, noun: str) -> tuple[int, int]:
    """Where a beat or bar starts and where the next one does, in ms.

    `index` counts from 0, negative from the end. Raises Impossible when there is no such beat.
    """
    music = heard(view)
    beats, noun = (music.beats_ms, "beat") if noun in _BEATS else (music.downbeats_ms, "bar")
    if not -len(beats) <= index < len(beats):
        raise Impossible(f"The song has {len(beats)} {noun}s; there is no {noun} {index + 1}.")
    index %= len(beats)
    following = beats[index + 1] if index + 1 < len(beats) else view.total_ms
    return to_grid(beats[index]), to_grid(following)


def read_sections(source: Source, place: int) -> Read[tuple[Section, ...]]:
    """As in "the chorus", "second verse", "every chorus", "section B": all that have the label.

    Raises Unclear when labels as different as "Verse 1" and "Verse 2" fit, Impossible when none does.
    """
    at = source.skip(place, {"the"})
    exact = _read_label(source, at)
    if exact:
        return exact
    every = source.word(at) in _EVERY | {"both"}
    if every:
        at = source.skip(at + 1, {"the", "of"})
    ordinal = read_ordinal(source, at)
    noun_at = ordinal[1] if ordinal else at
    word = source.word(noun_at)
    if word == "section" and not _is_light(source, noun_at):
        return _numbered_section(source, noun_at, ordinal[0] if ordinal else None)
    if word not in SECTION_WORDS:
        return None
    base = SECTION_WORDS[word]
    number = None if ordinal else read_integer(source, noun_at + 1) if _counts(source, noun_at + 1) else None
    end = number[1] if number else noun_at + 1
    chosen = ordinal[0] if ordinal else number[0] - 1 if number else None
    plural = every or word != base
    return _choose(source.view, base, chosen, plural=plural), end


def _counts(source: Source, place: int) -> bool:
    """The number belongs to the section, not to a time after it."""
    return source.word(place + 1) not in {"s", "sec", "secs", "second", "seconds", "hz", "%", "-", "to"}


def _is_light(source: Source, place: int) -> bool:
    """As in "section" means a segment when a ball is told next: "the second section of ball 1"."""
    return source.word(place + 1) == "of" and source.word(place + 2) == "ball"


def _read_label(source: Source, place: int) -> Read[tuple[Section, ...]]:
    """The longest section label that stands there word for word."""
    if source.view.music is None:
        return None
    ends = [(_label_end(source, place, one), one) for one in source.view.music.sections]
    longest = max((end for end, _ in ends), default=0)
    return (tuple(one for end, one in ends if end == longest), longest) if longest else None


def _label_end(source: Source, place: int, section: Section) -> int:
    """The position after the section's label, 0 when it does not stand there."""
    words = section.label.lower().split()
    return source.after(place, *words) or 0 if words and len(section.label) > 1 else 0


def _numbered_section(source: Source, place: int, ordinal: int | None) -> Read[tuple[Section, ...]]:
    sections = heard(source.view).sections
    if ordinal is not None:
        return (_pick(sections, ordinal, "section", sections),), place + 1
    name = source.word(place + 1)
    named = [one for one in sections if one.label.lower() in {name, f"section {name}"}]
    if named:
        return tuple(named), place + 2
    number = read_integer(source, place + 1)
    if number is None:
        if len(name) == 1:
            raise Impossible(_unknown(name.upper(), sections))
        return None
    return (_pick(sections, number[0] - 1, "section", sections),), number[1]


def _choose(view: ShowView, base: str, chosen: int | None, *, plural: bool) -> tuple[Section, ...]:
    music = heard(view)
    matching = [one for one in music.sections if one.label.lower().split(" ")[0] == base]
    if not matching:
        raise Impossible(_unknown(base, music.sections))
    if chosen is not None:
        return (_pick(matching, chosen, base, music.sections),)
    if len({one.label for one in matching}) > 1 and not plural:
        _ask_which(matching, base)
    return tuple(matching)


def _pick(matching: Sequence[Section], chosen: int, base: str, sections: Sequence[Section]) -> Section:
    if not -len(matching) <= chosen < len(matching):
        raise Impossible(_unknown(f"{base} {chosen + 1}", sections))
    return matching[chosen]


def _ask_which(sections: Sequence[Section], base: str) -> None:
    choices = [f"{one.label} ({format_time(one.start_ms)} to {format_time(one.end_ms)})" for one in sections]
    raise Unclear(f"Which {base}: {listed(choices, 'or')}?", Wants.SECTION)


def _unknown(name: str, sections: Sequence[Section]) -> str:
    if not sections:
        return f"I found no sections in the song, so I don't know where “{name}” is."
    labels = list(dict.fromkeys(one.label for one in sections))
    return f"I know no “{name}” in the song. There are: {listed(labels)}."
