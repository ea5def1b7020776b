"""When: moments, spans and lengths, resolved against the show.

A bare number is seconds where a time must stand. A show has a length, so "the end", "the last 5
seconds" and "the whole song" are plain times, too.
"""

from __future__ import annotations

from dataclasses import dataclass

from coda.apps.sequence_maker.skill.lengths import read_length, unit_at
from coda.apps.sequence_maker.skill.music_words import beat_span, read_beat_place, read_sections
from coda.apps.sequence_maker.skill.numbers import read_number, read_ordinal
from coda.apps.sequence_maker.skill.outcomes import Impossible
from coda.apps.sequence_maker.skill.phrases import At, From, Lasting, Phrase, Range, To, Until
from coda.apps.sequence_maker.skill.source import Read, Source
from coda.apps.sequence_maker.times import format_time, to_grid

_NOT_A_TIME = frozenset(
    "% percent hz hertz times x ball balls bpm segment segments beats bars beat bar st nd rd th of".split()
)
_ABOUT = frozenset({"the", "exactly", "about", "around", "roughly", "very"})
_LABELS = frozenset({"time", "t", "=", "@", "second", "seconds", "minute"})
_SONG = frozenset("song show music track thing sequence piece lightshow performance timeline project".split())
_START = frozenset({"start", "beginning", "top", "outset"})
_END = frozenset({"end", "finish", "ending"})
_WHOLE = frozenset({"whole", "entire", "full", "complete"})
_TO = frozenset({"to", "until", "till", "til", "through", "thru", "-", ">", "up"})
_IN = frozenset("in during over for within at on throughout across through inside of".split())
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4}


@dataclass(frozen=True, slots=True)
class Moment:
    ms: int
    number: float | None = None
    """The bare number it was said as; None when it had a unit or a form of its own."""
    unit: int | None = None
    """Milliseconds of the unit it was said in."""
    until: int | None = None
    """Where the thing named ends: a beat or a section lasts."""


def read_moment(source: Source, place: int) -> Read[Moment]:
    """A point of time, which may lie outside the show: who uses it checks."""
    at = source.skip(place, _ABOUT | _LABELS if _is_labelled(source, place) else _ABOUT)
    return (
        _read_clock(source, at)
        or _read_edge(source, at)
        or _read_here(source, at)
        or _read_placed(source, at)
        or _read_timed(source, at)
    )


def _is_labelled(source: Source, place: int) -> bool:
    """As in "second 12", "t = 12", "time 0:12"."""
    at = source.skip(place, {"the"})
    if source.word(at) not in {"second", "seconds", "minute", "time", "t", "@"}:
        return False
    return source.kind(source.skip(at + 1, {"="})) in {"number", "clock"}


def _inside(source: Source, ms: int) -> int:
    """The time itself. Raises Impossible when it lies before the show or past its end."""
    if ms < 0:
        raise Impossible(f"Times start at 0:00; {ms / 1000:g} seconds is before the show.")
    if ms > source.view.total_ms:
        end = format_time(source.view.total_ms)
        raise Impossible(f"The show is {end} long; {format_time(ms)} is past its end.")
    return ms


def _read_clock(source: Source, place: int) -> Read[Moment]:
    if source.kind(place) != "clock":
        return None
    *above, seconds = source.word(place).split(":")
    minutes = int(above[-1]) + (60 * int(above[0]) if len(above) > 1 else 0)
    if float(seconds) >= 60:
        raise Impossible(f"{source.word(place)} is not a time: a minute has 60 seconds.")
    ms = to_grid(round((minutes * 60 + float(seconds)) * 1000, 6))
    return Moment(ms), source.skip(place + 1, {"min", "mins", "minutes", "mark"})


def _read_edge(source: Source, place: int) -> Read[Moment]:
    """As in "the start", "the end of the song", "the middle", "the end of the second verse"."""
    word = source.word(place)
    if word not in _START | _END | {"middle", "halfway"}:
        return None
    if word == "start" and source.word(place + 1) in {"at", "from", "the", "playing", "playback"}:
        return None
    at = source.skip(place + 1, {"point"})
    start, end = 0, source.view.total_ms
    if source.word(at) in {"of", "through"}:
        song = source.skip(at + 1, {"the", "whole", "entire"})
        if source.word(song) in _SONG:
            at = song + 1
        else:
            sections = read_sections(source, at + 1)
            if sections is None:
                return None
            start, end, at = sections[0][0].start_ms, sections[0][-1].end_ms, sections[1]
    ms = start if word in _START else end if word in _END else (start + end) // 2
    return Moment(to_grid(ms)), at


def _read_here(source: Source, place: int) -> Read[Moment]:
    at = source.skip(place, {"current", "my", "present"})
    if source.word(at) in {"now", "here", "playhead", "cursor"} or (
        at > place and source.word(at) in {"position", "time"}
    ):
        return Moment(to_grid(source.view.playhead_ms)), source.skip(at + 1, {"position"})
    return None


def _read_placed(source: Source, place: int) -> Read[Moment]:
    ordinal = read_ordinal(source, place)
    if ordinal and ordinal[0] >= 0 and source.word(ordinal[1]) == "second" and source.kind(place) == "number":
        return Moment((ordinal[0] + 1) * 1000), ordinal[1] + 1
    beat = read_beat_place(source, place)
    if beat:
        return Moment(beat[0][0], until=beat[0][1]), beat[1]
    sections = read_sections(source, place)
    if sections:
        first, last = sections[0][0], sections[0][-1]
        return Moment(to_grid(first.start_ms), until=to_grid(last.end_ms)), sections[1]
    return None


def _read_timed(source: Source, place: int) -> Read[Moment]:
    """As in "10 seconds", "10 seconds in", "12" (seconds)."""
    length = read_length(source, place)
    if length:
        at = source.skip(length[1], {"mark"})
        into = source.skip(at, {"in", "into", "the"})
        if into > at and (
            source.word(into) in _SONG or (source.word(at) == "in" and into == len(source.tokens))
        ):
            at = into + (source.word(into) in _SONG)
        return Moment(length[0], unit=unit_at(source, length[1] - 1)), at
    number = read_number(source, place)
    if number is None or source.word(number[1]) in _NOT_A_TIME:
        return None
    return Moment(to_grid(round(number[0] * 1000, 6)), number=number[0]), source.skip(number[1], {"mark"})


def read_when(source: Source, place: int) -> Read[tuple[Phrase, ...]]:
    """Any phrase that says when; several Ranges for "every chorus"."""
    return (
        _read_whole(source, place)
        or _read_slice(source, place)
        or _read_fraction(source, place)
        or _read_between(source, place)
        or _read_from(source, place)
        or _read_section_span(source, place)
        or _read_until(source, place)
        or _read_bare_range(source, place)
        or _read_lasting(source, place)
        or _read_point(source, place)
        or _read_goal(source, place)
    )


def _one(phrase: Phrase, place: int) -> tuple[tuple[Phrase, ...], int]:
    return (phrase,), place


def _read_whole(source: Source, place: int) -> Read[tuple[Phrase, ...]]:
    everything = Range(0, source.view.total_ms)
    if source.word(place) == "throughout":
        song = source.skip(place + 1, {"the", "whole", "entire"})
        if source.word(song) in _SONG:
            return _one(everything, song + 1)
        return None if read_sections(source, place + 1) else _one(everything, place + 1)
    at = source.skip(place, _IN)
    at = source.skip(at, {"the", "all"})
    if source.word(at) in _WHOLE and source.word(at + 1) in _SONG | {"time", "duration", "length", "way"}:
        return _one(
            everything, source.skip(at + 2, {"of", "the"}) if source.word(at + 2) == "through" else at + 2
        )
    if source.word(at) in {"always", "time"} and source.word(at - 2) == "all":
        return _one(everything, at + 1)
    return None


def _read_slice(source: Source, place: int) -> Read[tuple[Phrase, ...]]:
    """As in "the first 10 seconds", "the last 5 s", "in the next 5 seconds"."""
    at = source.skip(place, _IN)
    at = source.skip(at, {"the", "very"})
    word = source.word(at)
    if word not in {"first", "opening", "last", "final", "closing", "next", "following", "previous"}:
        return None
    length = read_length(source, at + 1)
    if length is None and unit_at(source, at + 1):
        length = (unit_at(source, at + 1) or 0, at + 2)
    if length is None:
        return None
    span = _slice(source, word, length[0])
    return _one(span, _skip_of_song(source, length[1]))


def _slice(source: Source, word: str, ms: int) -> Range:
    total, here = source.view.total_ms, to_grid(source.view.playhead_ms)
    if word in {"next", "following"}:
        return Range(here, _inside(source, here + ms))
    if word == "previous":
        return Range(_inside(source, here - ms), here)
    if ms > total:
        raise Impossible(f"The show is {format_time(total)} long; it has no {ms / 1000:g} seconds there.")
    return Range(0, ms) if word in {"first", "opening"} else Range(total - ms, total)


def _skip_of_song(source: Source, place: int) -> int:
    if source.word(place) in {"of", "in"}:
        song = source.skip(place + 1, {"the", "whole", "entire"})
        if source.word(song) in _SONG:
            return song + 1
    return place


def _read_fraction(source: Source, place: int) -> Read[tuple[Phrase, ...]]:
    """As in "the first half of the song", "the last third"."""
    at = source.skip(place, _IN)
    at = source.skip(at, {"the"})
    order, part = source.word(at), _PARTS.get(source.word(at + 1))
    if order not in {"first", "second", "last"} or part is None or (order == "second" and part != 2):
        return None
    if source.skip(at + 2, {"a"}) != at + 2 or unit_at(source, at + 2):
        return None
    total = source.view.total_ms
    cut = to_grid(total / part if order == "first" else total - total / part)
    return _one(Range(0, cut) if order == "first" else Range(cut, total), _skip_of_song(source, at + 2))


def _read_between(source: Source, place: int) -> Read[tuple[Phrase, ...]]:
    if source.word(place) not in {"between", "betwen"}:
        return None
    start = read_moment(source, place + 1)
    if start is None or source.word(start[1]) not in {"and", "to", "-", "&"}:
        return None
    end = read_moment(source, start[1] + 1)
    return _one(_range(source, start[0], end[0]), end[1]) if end else None


def _read_from(source: Source, place: int) -> Read[tuple[Phrase, ...]]:
    at = _after_from(source, place)
    start = read_moment(source, at) if at is not None else None
    if at is None or start is None:
        return None
    joint = source.skip(start[1], {","} if source.word(start[1] + 1) in _TO else set[str]())
    end = _read_end(source, joint)
    if end:
        return _one(_range(source, start[0], end[0]), end[1])
    onward = source.skip(start[1], {"on", "onwards", "onward", "forward", "out"})
    follows = source.word(onward)
    if onward > start[1] and follows == "ball":
        onward = start[1]
    return _one(From(_inside(source, start[0].ms)), onward)


def _after_from(source: Source, place: int) -> int | None:
    word = source.word(place)
    if word in {"from", "after", "since"}:
        return place + 1
    if word in {"starting", "beginning", "start", "begin", "starts", "begins", "started"}:
        at = source.skip(place + 1, {"at", "from", "on", "with", "time", "in"})
        return at if at > place + 1 or source.kind(at) in {"number", "clock"} else None
    return None


def _read_end(source: Source, place: int) -> Read[Moment]:
    if source.word(place) not in _TO:
        return None
    at = source.skip(place + 1, {"to", "until", "-", "through"})
    end = read_moment(source, at)
    if end and source.word(place) in {"through", "thru"} and end[0].until is not None:
        return Moment(end[0].until), end[1]
    return end


def _range(source: Source, start: Moment, end: Moment) -> Range:
    start_ms = _inside(source, start.ms)
    if start.number is not None and end.unit is not None and end.unit != 1000:
        start_ms = to_grid(start.number * end.unit)
    if end.ms <= start_ms:
        raise Impossible(
            f"The end ({format_time(end.ms)}) must come after the start ({format_time(start_ms)})."
        )
    return Range(start_ms, _inside(source, end.ms))


def _read_section_span(source: Source, place: int) -> Read[tuple[Phrase, ...]]:
    """As in "during the chorus", "the bridge", "in bar 3", "bars 3 to 5", "beats 4-12"."""
    at = source.skip(place, _IN)
    beat = read_beat_place(source, at)
    if beat:
        return _read_beat_span(source, beat[0], beat[1], noun=source.word(source.skip(at, {"the"})))
    sections = read_sections(source, at)
    if sections is None:
        return None
    ranges = tuple(
        Range(to_grid(one.start_ms), min(to_grid(one.end_ms), source.view.total_ms)) for one in sections[0]
    )
    return ranges, source.skip(sections[1], {"section", "part"})


def _read_beat_span(source: Source, span: tuple[int, int], place: int, noun: str) -> Read[tuple[Phrase, ...]]:
    """Bars are counted to the end of the last one named, beats to the instant of the last."""
    if source.word(place) in _TO | {"and"}:
        number = read_number(source, place + 1)
        if number and number[0] == int(number[0]) and source.word(number[1]) not in _NOT_A_TIME:
            last = beat_span(source.view, int(number[0]) - 1, noun)
            end = last[1] if noun.startswith(("bar", "measure")) else last[0]
            return _one(_range(source, Moment(span[0]), Moment(end)), number[1])
    if noun.startswith("beat"):
        return _one(At(span[0]), place)
    return _one(Range(*span), place)


def _read_until(source: Source, place: int) -> Read[tuple[Phrase, ...]]:
    at = source.after(place, "up", "to") or source.after(place, "up", "until")
    if at is None and source.word(place) in {"until", "till", "til", "before"}:
        at = place + 1
    if (
        at is None
        and source.word(place) in {"ending", "ends", "end"}
        and source.word(place + 1) in {"at", "by"}
    ):
        at = place + 2
    end = read_moment(source, at) if at is not None else None
    return _one(Until(_inside(source, end[0].ms)), end[1]) if end else None


def _read_bare_range(source: Source, place: int) -> Read[tuple[Phrase, ...]]:
    """As in "10-20", "0:10 to 0:20", "10s - 20s", "10 until 20", "start to finish"."""
    edge = source.word(source.skip(place, {"the"})) in _START
    if source.kind(place) not in {"number", "clock"} and not edge and not _is_number_word(source, place):
        return None
    start = read_moment(source, place)
    if start is None:
        return None
    end = _read_end(source, start[1])
    return _one(_range(source, start[0], end[0]), end[1]) if end else None


def _is_number_word(source: Source, place: int) -> bool:
    return read_number(source, place) is not None


def _read_lasting(source: Source, place: int) -> Read[tuple[Phrase, ...]]:
    """As in "for 3 seconds", "over 10 s"."""
    if source.word(place) not in {"for", "over", "within", "in", "lasting", "during", "across"}:
        return None
    at = source.skip(place + 1, {"about", "another", "exactly", "the", "only", "just"})
    length = read_length(source, at)
    if length is None and source.word(place) in {"for", "lasting"}:
        number = read_number(source, at)
        if number and source.word(number[1]) not in _NOT_A_TIME:
            length = (to_grid(round(number[0] * 1000, 6)), number[1])
    if length is None:
        return None
    if length[0] <= 0:
        raise Impossible("A time span must be longer than nothing.")
    return _one(Lasting(length[0]), length[1])


def _read_point(source: Source, place: int) -> Read[tuple[Phrase, ...]]:
    """As in "at 12 seconds", "@ 0:12", "now", "at the playhead", "0:12"."""
    led = source.word(place) in {"at", "@", "on"}
    if not led and source.kind(place) != "clock" and _read_here(source, source.skip(place, {"the"})) is None:
        return None
    if source.word(place) == "on" and source.kind(source.skip(place + 1, {"the"})) != "clock":
        return None
    found = read_moment(source, place + led)
    return _one(At(_inside(source, found[0].ms)), found[1]) if found else None


def _read_goal(source: Source, place: int) -> Read[tuple[Phrase, ...]]:
    """As in "to 0:30": where a move or an extension goes; a volume, too."""
    if source.word(place) not in {"to", ">"}:
        return None
    found = read_moment(source, place + 1)
    if found is None:
        return None
    ms = found[0].ms if found[0].number is not None else _inside(source, found[0].ms)
    return _one(To(ms, found[0].number), found[1])
