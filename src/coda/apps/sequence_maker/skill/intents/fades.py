"""Fades: from one color to another, in from the dark, out to the dark."""

from __future__ import annotations

from itertools import pairwise

from coda.apps.sequence_maker.effects import color_of
from coda.apps.sequence_maker.entities import BLACK
from coda.apps.sequence_maker.skill.brightness import scaled_calls
from coda.apps.sequence_maker.skill.clauses import SPANS, Clause
from coda.apps.sequence_maker.skill.intents.paint import PAINT_VERBS, paint_call, when_words
from coda.apps.sequence_maker.skill.outcomes import Unclear, Wants
from coda.apps.sequence_maker.skill.phrases import Color
from coda.apps.sequence_maker.skill.slots import balls_of, spans_of
from coda.apps.sequence_maker.skill.steps import Call, Intent, Scene, Span, Step, rgb_list, words
from coda.apps.sequence_maker.skill.wording import ball_names, listed, rgb_words
from coda.apps.sequence_maker.times import format_time, to_grid

_DARK = Color(BLACK, "black")


def _fade(clause: Clause, scene: Scene) -> Step:
    colors = _in_order(clause.every(Color))
    if not colors:
        raise Unclear("Fade from which color to which?", Wants.COLOR)
    if len(colors) > 1:
        return _between(clause, scene, colors)
    if colors[0].lead == "from":
        raise Unclear(f"From {colors[0].name} to which color?", Wants.COLOR)
    if colors[0].lead != "to":
        raise Unclear(f"Fade in to {colors[0].name}, or out from {colors[0].name}?", Wants.CHOICE)
    return _from_here(clause, scene, colors[0])


def _in_order(colors: list[Color]) -> list[Color]:
    """As in "to blue from red" is from red to blue."""
    if len(colors) == 2 and colors[0].lead == "to" and colors[1].lead == "from":
        return colors[::-1]
    return colors


def _between(clause: Clause, scene: Scene, colors: list[Color]) -> Step:
    """Through all the colors, each part of the way equally long."""
    balls = balls_of(clause, scene, "Which balls?")
    spans = spans_of(clause, scene)
    calls = tuple(
        paint_call(scene, balls, part, start, end_color=rgb_list(end.rgb))
        for span in spans
        for part, start, end in zip(_parts(span, len(colors) - 1), colors, colors[1:], strict=False)
    )
    way = " to ".join(color.name for color in colors)
    return Step(
        f"fade {ball_names(scene.view, balls)} from {way} {when_words(scene, spans)}",
        calls,
        balls,
        spans,
        lights=True,
    )


def _parts(span: Span, count: int) -> list[Span]:
    cuts = [to_grid(span[0] + (span[1] - span[0]) * place / count) for place in range(count + 1)]
    return list(pairwise(cuts))


def _from_here(clause: Clause, scene: Scene, goal: Color) -> Step:
    """As in "fade to blue": each ball from the color it has where the fade begins."""
    balls = balls_of(clause, scene, "Which balls?")
    spans = spans_of(clause, scene)
    calls: list[Call] = []
    starts: list[str] = []
    for span in spans:
        for ball in balls:
            lit = scene.view.balls[ball].at(span[0])
            if lit is None:
                where = f"{ball_names(scene.view, (ball,))} is dark at {format_time(span[0])}"
                raise Unclear(f"From which color? {where[:1].upper()}{where[1:]}.", Wants.COLOR)
            rgb = color_of(lit, span[0])
            starts.append(rgb_words(rgb))
            calls.append(
                paint_call(scene, (ball,), span, Color(rgb, rgb_words(rgb)), end_color=rgb_list(goal.rgb))
            )
    way = f"from {listed(list(dict.fromkeys(starts)))} to {goal.name}"
    sentence = f"fade {ball_names(scene.view, balls)} {way} {when_words(scene, spans)}"
    return Step(sentence, tuple(calls), balls, spans, lights=True)


def _fade_in_or_out(clause: Clause, scene: Scene) -> Step:
    comes = _fades_in(clause)
    colors = clause.every(Color)
    if len(colors) > 1:
        return _between(clause, scene, _in_order(colors))
    balls = balls_of(clause, scene, "Which balls?")
    if not clause.every(*SPANS) and not clause.follows:
        example = "over the first 3 seconds" if comes else "over the last 5 seconds"
        raise Unclear(f"Over which time? For example “{example}”.", Wants.START)
    spans = spans_of(clause, scene)
    word = "in" if comes else "out"
    if not colors:
        calls = tuple(
            call for span in spans for call in scaled_calls(scene.view, balls, span, *_levels(comes))
        )
        return Step(
            f"fade {ball_names(scene.view, balls)} {word} {when_words(scene, spans)}", calls, balls, spans
        )
    start, end = (_DARK, colors[0]) if comes else (colors[0], _DARK)
    calls = tuple(paint_call(scene, balls, span, start, end_color=rgb_list(end.rgb)) for span in spans)
    way = f"{word} {'to' if comes else 'from'} {colors[0].name}"
    return Step(
        f"fade {ball_names(scene.view, balls)} {way} {when_words(scene, spans)}",
        calls,
        balls,
        spans,
        lights=True,
    )


def _levels(comes: bool) -> tuple[float, float]:
    return (0.0, 1.0) if comes else (1.0, 0.0)


def _fades_in(clause: Clause) -> bool:
    return clause.has("fadein") or (clause.has("in", "up") and not clause.has("fadeout", "out"))


_WORDS = PAINT_VERBS | words("fade color every all ball one smooth over let start effect whole through in")

FADE_IN_OUT = Intent(
    "fade in or out",
    lambda clause: (
        clause.has("fadein", "fadeout") or (clause.has("fade") and clause.has("in", "out", "up", "down"))
    ),
    _fade_in_or_out,
    _WORDS | words("fadein fadeout in out up down end nothing off"),
    frozenset({"balls", "colors", "when", "length"}),
)
FADE = Intent(
    "fade",
    lambda clause: (
        clause.has("fade")
        or (
            clause.has(*PAINT_VERBS, "change")
            and len(clause.every(Color)) > 1
            and _from_to(clause.every(Color))
        )
        or (not clause.has_verb and _from_to(clause.every(Color)))
    ),
    _fade,
    _WORDS | words("change"),
    frozenset({"balls", "colors", "when", "length"}),
)


def _from_to(colors: list[Color]) -> bool:
    leads = {color.lead for color in colors}
    return len(colors) > 1 and "to" in leads and (leads >= {"from", "to"} or leads == {"", "to"})
