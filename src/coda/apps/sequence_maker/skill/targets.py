"""Which segments a clause speaks of."""

from __future__ import annotations

from collections.abc import Sequence

from coda.apps.sequence_maker.entities import Segment
from coda.apps.sequence_maker.skill.clauses import SPANS, Clause
from coda.apps.sequence_maker.skill.outcomes import Impossible, Unclear, Wants
from coda.apps.sequence_maker.skill.phrases import At, Balls, Color, Segments
from coda.apps.sequence_maker.skill.slots import balls_of, check_allowed, spans_of
from coda.apps.sequence_maker.skill.steps import Scene, Span
from coda.apps.sequence_maker.skill.view import ShowView
from coda.apps.sequence_maker.skill.wording import ball_name, capital, counted, listed
from coda.apps.sequence_maker.times import format_span, format_time

Target = tuple[int, int]
"""Ball and segment, both counted from 0."""

_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()


def segments_in(view: ShowView, balls: Sequence[int], span: Span) -> list[Segment]:
    """The segments on these balls that share time with the span."""
    return [one for ball in balls for one in view.balls[ball].within(*span)]


def chosen_segments(clause: Clause, scene: Scene) -> list[Target]:
    """The segments told by place, color, time or selection; never none.

    Raises Unclear and Impossible as `balls_of` does, and Impossible when no such segment is there.
    """
    told = clause.first(Segments)
    if told is None or told.selected or (not told.places and not told.every and not clause.every(Balls)):
        return _selected(scene)
    balls = balls_of(clause, scene, "On which ball?")
    if told.places:
        return [(ball, _place(scene.view, ball, place)) for ball in balls for place in told.places]
    return _described(clause, scene, balls)


def _selected(scene: Scene) -> list[Target]:
    targets = scene.view.selected()
    if not targets:
        raise Unclear("Which segment? Nothing is selected.", Wants.BALLS)
    check_allowed(scene.view, tuple(dict.fromkeys(ball for ball, _ in targets)))
    return targets


def _place(view: ShowView, ball: int, place: int) -> int:
    count = len(view.balls[ball].segments)
    if not -count <= place < count:
        there = "no segments" if count == 0 else f"only {counted(count, 'segment')}"
        raise Impossible(f"{capital(ball_name(view, ball))} has {there}.")
    return place % count


def _described(clause: Clause, scene: Scene, balls: tuple[int, ...]) -> list[Target]:
    """The segments with the clause's first color, at its moment or in its time."""
    colors = clause.every(Color)
    at = clause.first(At)
    spans = ((at.ms, at.ms + 1),) if at else spans_of(clause, scene) if clause.every(*SPANS) else None
    found: list[Target] = []
    for ball in balls:
        for place, one in enumerate(scene.view.balls[ball].segments):
            timely = spans is None or any(one.start_ms < end and one.end_ms > start for start, end in spans)
            if (
                timely
                and spans
                and not at
                and not any(s <= one.start_ms and one.end_ms <= e for s, e in spans)
            ):
                raise Impossible(
                    f"The segment {format_span(one.start_ms, one.end_ms)} of {ball_name(scene.view, ball)}"
                    " reaches beyond that time. Name a time that holds it whole."
                )
            if timely and (not colors or colors[0].rgb in {one.color, one.end_color}):
                found.append((ball, place))
    if not found:
        color = f"{colors[0].name} " if colors else ""
        where = f" at {format_time(at.ms)}" if at else ""
        raise Impossible(
            f"There is no {color}segment{where} on {listed([ball_name(scene.view, b) for b in balls])}."
        )
    return found


def targets_words(view: ShowView, targets: Sequence[Target]) -> str:
    """As in "the second segment of ball 1", "3 segments on balls 1 and 2"."""
    if len(targets) > 2:
        balls = tuple(dict.fromkeys(ball for ball, _ in targets))
        return f"{len(targets)} segments on {listed([ball_name(view, ball) for ball in balls])}"
    return listed([f"the {_ordinal(place)} segment of {ball_name(view, ball)}" for ball, place in targets])


def _ordinal(place: int) -> str:
    return _ORDINALS[place] if place < len(_ORDINALS) else f"{place + 1}th"
