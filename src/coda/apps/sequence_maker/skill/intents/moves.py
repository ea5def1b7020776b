"""Move segments in time; make them longer or shorter."""

from __future__ import annotations

from coda.apps.sequence_maker.entities import Segment
from coda.apps.sequence_maker.skill.clauses import SPANS, Clause
from coda.apps.sequence_maker.skill.outcomes import Impossible, Unclear, Wants
from coda.apps.sequence_maker.skill.phrases import (
    At,
    Balls,
    Color,
    Lasting,
    Length,
    Number,
    Range,
    Segments,
    To,
    Until,
)
from coda.apps.sequence_maker.skill.slots import balls_of, spans_of
from coda.apps.sequence_maker.skill.steps import (
    Call,
    Intent,
    Scene,
    Span,
    Step,
    balls_argument,
    span_arguments,
    words,
)
from coda.apps.sequence_maker.skill.targets import Target, chosen_segments, targets_words
from coda.apps.sequence_maker.skill.wording import ball_names, capital, length_words, span_words
from coda.apps.sequence_maker.times import format_time, to_grid, to_seconds

_LATER = words("later forward delay")
_EARLIER = words("earlier backward advance bring")


def _move(clause: Clause, scene: Scene) -> Step:
    if any(one.lead == "to" for one in clause.every(Balls)):
        raise Impossible(
            "I move light in time only. To have it on another ball, copy the ball, then clear the first."
        )
    if _single(clause, scene):
        return _move_segments(clause, scene)
    balls = balls_of(clause, scene)
    span = _moved_span(clause, scene)
    starting = [
        one for ball in balls for one in scene.view.balls[ball].within(*span) if one.start_ms >= span[0]
    ]
    if not starting:
        raise Impossible(
            f"No segment on {ball_names(scene.view, balls)} starts {span_words(scene.view, *span)}."
        )
    offset = _offset(clause, min(one.start_ms for one in starting) if span[0] == 0 else span[0])
    _check_room(scene, starting, offset)
    arguments = {"balls": balls_argument(scene.view, balls), "offset": to_seconds(offset)}
    call = Call("shift_span", arguments | span_arguments(scene.view, span))
    what = (
        "everything" if span == (0, scene.view.total_ms) else f"what starts {span_words(scene.view, *span)}"
    )
    sentence = f"move {what} on {ball_names(scene.view, balls)} {_offset_words(offset)}"
    return Step(sentence, (call,), balls)


def _single(clause: Clause, scene: Scene) -> bool:
    told = clause.first(Segments)
    if told is not None:
        return bool(told.places or told.selected or clause.every(Color) or clause.first(At))
    return bool(scene.view.selection) and not clause.every(Balls)


def _moved_span(clause: Clause, scene: Scene) -> Span:
    kept = [one for one in clause.phrases if not isinstance(one, To | Length | Lasting)]
    goal = clause.first(To)
    ranges = clause.every(Range)
    if goal and len(ranges) > 1:
        raise Unclear("Move which time to where?", Wants.START)
    return spans_of(clause.with_phrases(kept), Scene(scene.view))[0]


def _offset(clause: Clause, from_ms: int) -> int:
    """How far, in ms; positive is later. `from_ms` is where what is moved begins."""
    goal = clause.first(To) or (clause.first(At) if not clause.first(Length) else None)
    if goal is not None:
        if isinstance(goal, To) and clause.has(*_LATER, *_EARLIER):
            raise Unclear("By how much?", Wants.OFFSET)
        offset = goal.ms - from_ms
    else:
        offset = _told_length(clause) * _direction(clause)
    if offset == 0:
        raise Impossible("That moves nothing: it is there already.")
    return offset


def _told_length(clause: Clause) -> int:
    lengths = clause.every(Length, Lasting, Number)
    if len(lengths) > 1:
        raise Unclear("By how much?", Wants.OFFSET)
    length = clause.first(Length) or clause.first(Lasting)
    if length is not None:
        return length.ms
    number = clause.first(Number)
    if number is None:
        raise Unclear("By how many seconds, and earlier or later?", Wants.OFFSET)
    return to_grid(number.value * 1000)


def _direction(clause: Clause) -> int:
    if clause.has(*_EARLIER):
        return -1
    if clause.has(*_LATER):
        return 1
    if clause.has("back"):
        raise Unclear("Earlier or later?", Wants.DIRECTION)
    told = clause.first(Length)
    number = clause.first(Number)
    signed = (told is not None and told.ms < 0) or (number is not None and number.value < 0)
    if signed or clause.has("shift") or (told and told.lead == "by") or (number and number.lead == "by"):
        return 1
    raise Unclear("Earlier or later?", Wants.DIRECTION)


def _move_segments(clause: Clause, scene: Scene) -> Step:
    targets = chosen_segments(clause, scene)
    goal = clause.first(To) or clause.first(At)
    if goal and len(targets) > 1:
        raise Impossible("Only one segment fits at one place. Name one, or move them by some seconds.")
    calls: list[Call] = []
    moved = [scene.view.balls[ball].segments[place] for ball, place in targets]
    offset = _offset(clause, moved[0].start_ms)
    _check_room(scene, moved, offset)
    order = sorted(zip(targets, moved, strict=True), key=lambda item: item[1].start_ms, reverse=offset > 0)
    for (ball, place), segment in order:
        calls.append(_retimed(ball, place, segment.start_ms + offset, segment.end_ms + offset))
    return Step(
        f"move {targets_words(scene.view, targets)} {_offset_words(offset)}"
        + (f", to {format_time(moved[0].start_ms + offset)}" if len(moved) == 1 else ""),
        tuple(calls),
        tuple(dict.fromkeys(ball for ball, _ in targets)),
    )


def _retimed(ball: int, place: int, start_ms: int, end_ms: int) -> Call:
    times = {"start_time": to_seconds(start_ms), "end_time": to_seconds(end_ms)}
    return Call("modify_segment", {"timeline_index": ball, "segment_index": place, "properties": times})


def _check_room(scene: Scene, segments: list[Segment], offset: int) -> None:
    first, last = min(one.start_ms for one in segments), max(one.end_ms for one in segments)
    if first + offset < 0:
        raise Impossible(
            f"The first of them starts at {format_time(first)};"
            f" {length_words(-offset)} earlier is before the show."
        )
    if last + offset > scene.view.total_ms:
        end = format_time(scene.view.total_ms)
        raise Impossible(
            f"The last of them would end at {format_time(last + offset)}; the show ends at {end}."
        )


def _offset_words(offset: int) -> str:
    return f"{length_words(abs(offset))} {'later' if offset > 0 else 'earlier'}"


def _stretch(clause: Clause, scene: Scene) -> Step:
    """Longer or shorter at the end; the start stays."""
    if len(clause.every(*SPANS, Length, Number)) > 1:
        raise Unclear("Until when, or by how much?", Wants.OFFSET)
    targets = _stretched(clause, scene)
    calls: list[Call] = []
    ends: list[int] = []
    for ball, place in targets:
        segment = scene.view.balls[ball].segments[place]
        end = _new_end(clause, segment)
        if end <= segment.start_ms:
            raise Impossible(
                f"It starts at {format_time(segment.start_ms)} and ends at {format_time(segment.end_ms)};"
                " nothing would be left of it."
            )
        if end > scene.view.total_ms:
            raise Impossible(
                f"The show ends at {format_time(scene.view.total_ms)}; {format_time(end)} is past it."
            )
        ends.append(end)
        calls.append(
            Call(
                "modify_segment",
                {"timeline_index": ball, "segment_index": place, "properties": {"end_time": to_seconds(end)}},
            )
        )
    name = capital(targets_words(scene.view, targets))
    balls = tuple(dict.fromkeys(ball for ball, _ in targets))
    until = f" until {format_time(ends[0])}" if len(set(ends)) == 1 else ""
    sentence = f"make {name[:1].lower()}{name[1:]} {'shorter' if _shortens(clause) else 'last'}{until}"
    return Step(
        sentence.replace("shorter until", "end at").replace("last until", "last until"), tuple(calls), balls
    )


def _stretched(clause: Clause, scene: Scene) -> list[Target]:
    told = clause.first(Segments)
    if told is not None or (scene.view.selection and not clause.every(Balls)):
        return chosen_segments(clause, scene)
    balls = balls_of(clause, scene, "Which segment of which ball?")
    only = [(ball, 0) for ball in balls if len(scene.view.balls[ball].segments) == 1]
    if len(only) != len(balls):
        raise Unclear(
            f"Which segment of {ball_names(scene.view, balls)}? For example “the last one”.", Wants.CHOICE
        )
    return only


def _new_end(clause: Clause, segment: Segment) -> int:
    goal = clause.first(To) or clause.first(Until)
    if goal is not None:
        if not _shortens(clause) and goal.ms <= segment.end_ms and not clause.has("set", "make", "let"):
            raise Impossible(f"It lasts until {format_time(segment.end_ms)} already.")
        return goal.ms
    length = clause.first(Length) or clause.first(Lasting)
    if length is None:
        number = clause.first(Number)
        if number is None:
            raise Unclear("By how many seconds, or until when?", Wants.OFFSET)
        length = Length(to_grid(number.value * 1000), number.lead)
    if clause.has("long") or (isinstance(length, Lasting) and clause.has("lasts")):
        return segment.start_ms + length.ms
    return segment.end_ms + (-length.ms if _shortens(clause) else length.ms)


def _shortens(clause: Clause) -> bool:
    return clause.has("shorten", "shorter")


def _stretches(clause: Clause) -> bool:
    if clause.has("extend", "shorten", "longer", "shorter", "lasts"):
        return True
    told = clause.first(Segments)
    if told is not None and told.places and clause.first(Until) and not clause.every(Color):
        return not clause.has("delete", "clear", "off", "strobe", "pulse", "rainbow", "flash", "fade")
    return clause.has("long") and clause.has("make", "set") and "length" in clause.groups


_COMMON = words("segment ball all every one light make set by to start song whole as what is there come over")

MOVE = Intent(
    "move",
    lambda clause: (
        clause.has("move", "shift", "delay", "advance", "bring")
        or (clause.has("later", "earlier") and not clause.every(Color))
        or (clause.has("earlier", "later") and clause.has("make"))
    ),
    _move,
    _COMMON | _LATER | _EARLIER | words("move shift back put out right in after"),
    frozenset({"balls", "when", "segments", "length", "number", "colors"}),
)
STRETCH = Intent(
    "stretch",
    _stretches,
    _stretch,
    _COMMON | words("extend shorten longer shorter lasts long until end out up"),
    frozenset({"balls", "when", "segments", "length", "number", "colors"}),
)
