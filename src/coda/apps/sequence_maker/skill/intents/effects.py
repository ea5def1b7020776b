"""Strobe, pulse and rainbow over a span: on a color, or on the light that is there."""

from __future__ import annotations

from typing import Any

from coda.apps.sequence_maker.entities import WHITE
from coda.apps.sequence_maker.skill.clauses import Clause
from coda.apps.sequence_maker.skill.intents.paint import paint_call, when_words
from coda.apps.sequence_maker.skill.outcomes import Impossible, Unclear, Wants
from coda.apps.sequence_maker.skill.phrases import Color, Every, Rate, Segments
from coda.apps.sequence_maker.skill.slots import balls_of, means_selection, spans_of
from coda.apps.sequence_maker.skill.steps import (
    Call,
    Intent,
    Scene,
    Span,
    Step,
    balls_argument,
    rgb_list,
    span_arguments,
    words,
)
from coda.apps.sequence_maker.skill.targets import chosen_segments, segments_in, targets_words
from coda.apps.sequence_maker.skill.wording import ball_names, listed

_KIND = {"strobe": "strobe", "flash": "strobe", "pulse": "pulse", "rainbow": "rainbow"}
_SPEED = {"strobe": "frequency", "pulse": "frequency", "rainbow": "speed"}
_FASTEST = 100.0
"""Hz, the tools' own limit."""


def _effect_of(clause: Clause) -> str:
    kinds = list(dict.fromkeys(kind for word, kind in _KIND.items() if clause.has(word)))
    if len(kinds) > 1:
        raise Unclear(f"{listed(kinds, 'or').capitalize()}?", Wants.CHOICE)
    return kinds[0]


def _parameters(clause: Clause, kind: str) -> dict[str, float]:
    """The rate that was told; without one the effect's own default holds."""
    rate, every = clause.first(Rate), clause.first(Every)
    if clause.has("fast", "faster", "slower", "smooth") and rate is None and every is None:
        raise Unclear("How fast? For example “at 8 Hz”.", Wants.VALUE)
    hertz = rate.hertz if rate else round(1000 / every.ms, 4) if every else None
    if hertz is None:
        return {}
    if hertz > _FASTEST:
        raise Impossible(f"{hertz:g} Hz is too fast; the most is {_FASTEST:g} Hz.")
    return {_SPEED[kind]: hertz}


def _effect(clause: Clause, scene: Scene) -> Step:
    kind = _effect_of(clause)
    parameters = _parameters(clause, kind)
    told = clause.first(Segments)
    if (told and (told.places or told.selected)) or (
        means_selection(clause, scene) and not clause.every(Color)
    ):
        return _on_segments(clause, scene, kind, parameters)
    balls = balls_of(clause, scene, "Which balls?")
    spans = spans_of(clause, scene)
    color = _base_color(clause, kind)
    if color is None:
        return _on_light(clause, scene, balls, spans, kind, parameters)
    effect: dict[str, Any] = {"type": kind, "parameters": parameters} if parameters else {"type": kind}
    calls = tuple(paint_call(scene, balls, span, color, effects=[effect]) for span in spans)
    named = ball_names(scene.view, balls)
    how = f"{_rate_words(kind, parameters)} {when_words(scene, spans)}"
    what = f"put a rainbow on {named}" if kind == "rainbow" else f"{kind} {named} {color.name}"
    return Step(what + how, calls, balls, spans, lights=True)


def _base_color(clause: Clause, kind: str) -> Color | None:
    colors = clause.every(Color)
    if len(colors) > 1:
        raise Unclear(
            f"A {kind} has one color. Which one: {listed([color.name for color in colors], 'or')}?",
            Wants.COLOR,
        )
    if kind == "rainbow" and colors:
        raise Impossible("A rainbow shows all colors. Leave the color out.")
    if kind == "rainbow":
        return Color(WHITE, "white")
    return colors[0] if colors else None


def _on_light(
    clause: Clause,
    scene: Scene,
    balls: tuple[int, ...],
    spans: tuple[Span, ...],
    kind: str,
    parameters: dict[str, float],
) -> Step:
    """Without a color the effect goes on what is lit; where nothing is, the color is asked for."""
    before = scene.before
    just_dark = bool(
        clause.follows and before and before.step.darkens and set(balls) & set(before.step.balls)
    )
    is_lit = scene.just_lit(balls, spans) or all(segments_in(scene.view, balls, span) for span in spans)
    if just_dark or not is_lit:
        raise Unclear(
            f"Which color? There is no light on {ball_names(scene.view, balls)} there yet.", Wants.COLOR
        )
    calls = tuple(
        Call(
            "add_effect_to_span",
            {"balls": balls_argument(scene.view, balls), "effect_type": kind}
            | ({"effect_parameters": parameters} if parameters else {})
            | span_arguments(scene.view, span),
        )
        for span in spans
    )
    how = f"{_rate_words(kind, parameters)} {when_words(scene, spans)}"
    sentence = f"{kind} what is on {ball_names(scene.view, balls)}{how}"
    return Step(sentence, calls, balls, spans, lights=True)


def _on_segments(clause: Clause, scene: Scene, kind: str, parameters: dict[str, float]) -> Step:
    targets = chosen_segments(clause, scene)
    color = _base_color(clause, kind) if kind != "rainbow" else None
    calls: list[Call] = []
    for ball, place in targets:
        where = {"timeline_index": ball, "segment_index": place}
        if color is not None:
            calls.append(Call("modify_segment", {**where, "properties": {"color": rgb_list(color.rgb)}}))
        more = {"effect_parameters": parameters} if parameters else {}
        calls.append(Call("add_effect", {**where, "effect_type": kind, **more}))
    balls = tuple(dict.fromkeys(ball for ball, _ in targets))
    sentence = f"put a {kind}{_rate_words(kind, parameters)} on {targets_words(scene.view, targets)}"
    return Step(sentence, tuple(calls), balls)


def _rate_words(kind: str, parameters: dict[str, float]) -> str:
    """The rate, the default one included, so that it is no surprise."""
    if kind == "rainbow":
        return f" at {parameters['speed']:g} turns per second" if parameters else ""
    default = 10 if kind == "strobe" else 1
    return f" at {parameters.get('frequency', default):g} Hz"


EFFECT = Intent(
    "effect",
    lambda clause: clause.has(*_KIND),
    _effect,
    words(
        "make create set paint put fill add give show have use turn light let go start strobe flash "
        "pulse rainbow effect color every all ball segment one fast faster slower smooth cycle "
        "frequency up"
    ),
    frozenset({"balls", "colors", "when", "segments", "rate", "rhythm", "length"}),
)
