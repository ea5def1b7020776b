"""Light in time with something: on beats, every few seconds, alternating, chasing from ball to ball."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coda.apps.sequence_maker.beat_patterns import Pattern, beat_pieces
from coda.apps.sequence_maker.entities import Rgb
from coda.apps.sequence_maker.skill.clauses import Clause
from coda.apps.sequence_maker.skill.color_words import RAINBOW
from coda.apps.sequence_maker.skill.intents.paint import PAINT_VERBS, when_words
from coda.apps.sequence_maker.skill.music_words import heard
from coda.apps.sequence_maker.skill.outcomes import Impossible, Unclear, Wants
from coda.apps.sequence_maker.skill.phrases import Balls, Beats, Color, Every, Mention
from coda.apps.sequence_maker.skill.slots import balls_of, spans_of
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
from coda.apps.sequence_maker.skill.wording import ball_names, color_words, length_words, span_words
from coda.apps.sequence_maker.times import to_grid, to_seconds

PULSE_MS = 250
"""How long a pulse lasts: the default of `apply_beat_pattern`, kept for other intervals, too."""
MOST_SEGMENTS = 5000
"""More in one command than a proposal can show."""

_VERB = {"pulse": "pulse", "toggle": "alternate", "fade_in": "fade in", "fade_out": "fade out"}
_ASK_COLOR = "Which color, or colors?"


def _pattern(clause: Clause, scene: Scene) -> Step:
    rhythm = clause.first(Beats) or clause.first(Every)
    if clause.every(Color):
        _colors(clause)
    if rhythm is None:
        raise Unclear("How often? For example “on every beat” or “every 2 seconds”.", Wants.INTERVAL)
    if isinstance(rhythm, Beats):
        heard(scene.view)
    balls = balls_of(clause, scene, "Which balls? You can say “all balls”.")
    if clause.has("strobe"):
        raise Unclear("Pulse on the beat, or strobe all the time?", Wants.CHOICE)
    kind = _kind(clause)
    colors = _colors(clause)
    spans = spans_of(clause, scene)
    _refuse_no_beat(scene, rhythm, spans)
    if isinstance(rhythm, Beats) and rhythm.step == 1:
        calls = tuple(_beat_call(scene, balls, span, kind, colors, rhythm) for span in spans)
    else:
        calls = tuple(
            Call(
                "create_segments_batch",
                {"timeline_index": ball, "segments": _batch(scene, span, kind, colors, rhythm)},
            )
            for span in spans
            for ball in balls
        )
    shown = color_words(colors)
    what = f"{_VERB[kind]} {ball_names(scene.view, balls)} {shown}"
    sentence = f"{what} {_rhythm_words(rhythm)} {when_words(scene, spans)}"
    return Step(sentence, calls, balls, spans, lights=True)


def _kind(clause: Clause) -> Pattern:
    if clause.has("fadein") or (clause.has("fade") and clause.has("in", "up")):
        return "fade_in"
    if clause.has("fadeout", "fade"):
        return "fade_out"
    if clause.has("alternate", "cycle", "rainbow", "change", "swap"):
        return "toggle"
    if len(clause.every(Color)) > 1 and clause.has(*PAINT_VERBS) and not clause.has("pulse", "flash"):
        return "toggle"
    return "pulse"


def _colors(clause: Clause) -> list[Color]:
    colors = clause.every(Color)
    if not colors and clause.has("rainbow"):
        return list(RAINBOW)
    if not colors:
        raise Unclear(_ASK_COLOR, Wants.COLOR)
    if len(colors) == 1 and clause.has("alternate"):
        raise Unclear(f"Alternate {colors[0].name} with which color?", Wants.COLOR)
    return colors


def _beat_call(
    scene: Scene, balls: tuple[int, ...], span: Span, kind: Pattern, colors: Sequence[Color], beats: Beats
) -> Call:
    return Call(
        "apply_beat_pattern",
        {
            "balls": balls_argument(scene.view, balls),
            "pattern_type": kind,
            "colors": [rgb_list(color.rgb) for color in colors],
        }
        | span_arguments(scene.view, span)
        | ({"beat_type": "downbeat"} if beats.downbeats else {}),
    )


def instants(scene: Scene, rhythm: Beats | Every, span: Span) -> list[int]:
    """The moments of the rhythm in the span, in ms on the grid; every step-th from the first one in it."""
    if isinstance(rhythm, Every):
        if (span[1] - span[0]) // rhythm.ms > MOST_SEGMENTS:
            raise Impossible(f"That would be more than {MOST_SEGMENTS} segments. Name a longer interval.")
        return [to_grid(ms) for ms in range(span[0], span[1], rhythm.ms)]
    music = heard(scene.view)
    every = music.downbeats_ms if rhythm.downbeats else music.beats_ms
    return [to_grid(beat) for beat in every if span[0] <= beat < span[1]][:: rhythm.step]


def _refuse_no_beat(scene: Scene, rhythm: Beats | Every, spans: Sequence[Span]) -> None:
    for span in spans:
        if not instants(scene, rhythm, span):
            noun = "downbeat" if isinstance(rhythm, Beats) and rhythm.downbeats else "beat"
            raise Impossible(f"I hear no {noun} {span_words(scene.view, *span)}.")


def _batch(
    scene: Scene, span: Span, kind: Pattern, colors: Sequence[Color], rhythm: Beats | Every
) -> list[dict[str, Any]]:
    """The segments as `apply_beat_pattern` makes them, for rhythms that it does not know."""
    moments = instants(scene, rhythm, span)
    last = rhythm.ms if isinstance(rhythm, Every) else PULSE_MS
    pieces = beat_pieces(
        kind, moments, [color.rgb for color in colors], PULSE_MS if kind != "toggle" else last, span[1]
    )
    return [_segment(start, end, rgb) for start, end, rgb in pieces]


def _segment(start_ms: int, end_ms: int, rgb: Rgb) -> dict[str, Any]:
    return {"start_time": to_seconds(start_ms), "end_time": to_seconds(end_ms), "color": rgb_list(rgb)}


def _rhythm_words(rhythm: Beats | Every) -> str:
    if isinstance(rhythm, Every):
        return f"every {length_words(rhythm.ms)}"
    noun = "downbeat" if rhythm.downbeats else "beat"
    return f"on every {noun}" if rhythm.step == 1 else f"on every {rhythm.step}{_ending(rhythm.step)} {noun}"


def _ending(number: int) -> str:
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number % 100 not in {11, 12, 13} else 0, "th")


def _chase(clause: Clause, scene: Scene) -> Step:
    """The balls take turns; the color changes with each round."""
    balls = balls_of(clause, scene, "Across which balls? You can say “all balls”.")
    if len(balls) < 2:
        raise Impossible("A chase needs at least two balls.")
    colors = clause.every(Color) or (list(RAINBOW) if clause.has("rainbow") else [])
    if not colors:
        raise Unclear(_ASK_COLOR, Wants.COLOR)
    rhythm = clause.first(Beats) or clause.first(Every)
    if rhythm is None:
        raise Unclear(
            "How often should the light move on? For example “on every beat” or “every half second”.",
            Wants.INTERVAL,
        )
    spans = spans_of(clause, scene)
    _refuse_no_beat(scene, rhythm, spans)
    turns: dict[int, list[dict[str, Any]]] = {ball: [] for ball in balls}
    for span in spans:
        for turn, (start, end) in enumerate(_turns(scene, rhythm, span)):
            color = colors[turn // len(balls) % len(colors)]
            turns[balls[turn % len(balls)]].append(_segment(start, end, color.rgb))
    calls = tuple(
        Call("create_segments_batch", {"timeline_index": ball, "segments": segments})
        for ball, segments in turns.items()
        if segments
    )
    sentence = f"chase {color_words(colors)} across {ball_names(scene.view, balls)} {_rhythm_words(rhythm)}"
    return Step(f"{sentence} {when_words(scene, spans)}", calls, balls, spans, lights=True)


def _turns(scene: Scene, rhythm: Beats | Every, span: Span) -> list[Span]:
    """Each instant to the next; the last one as long as the one before it, but not past the span."""
    moments = instants(scene, rhythm, span)
    last = (
        rhythm.ms
        if isinstance(rhythm, Every)
        else moments[-1] - moments[-2]
        if len(moments) > 1
        else PULSE_MS
    )
    ends = [*moments[1:], min(moments[-1] + last, span[1])]
    return [(start, end) for start, end in zip(moments, ends, strict=True) if start < end]


def _is_chase(clause: Clause) -> bool:
    return clause.has("chase") or (clause.has("alternate") and _names_balls_not_colors(clause))


def _names_balls_not_colors(clause: Clause) -> bool:
    named = clause.every(Balls, Mention)
    several = any(not isinstance(one, Balls) or len(one.indices) > 1 for one in named) or len(named) > 1
    return several and len(clause.every(Color)) == 1


def _is_pattern(clause: Clause) -> bool:
    if clause.first(Beats) is not None or clause.has("alternate", "cycle"):
        return True
    if clause.first(Every) is None:
        return clause.has("flash", "pulse") and len(clause.every(Color)) > 1
    return clause.has("flash") or len(clause.every(Color)) > 1 or not clause.has("strobe", "pulse", "rainbow")


_WORDS = PAINT_VERBS | words(
    "pulse flash strobe alternate cycle rainbow chase fade fadein fadeout change swap every all "
    "ball one color colors light in out up between song loop then over start and as after with "
    "music while through other from to effect"
)

CHASE = Intent("chase", _is_chase, _chase, _WORDS, frozenset({"balls", "colors", "when", "rhythm", "length"}))
PATTERN = Intent(
    "pattern", _is_pattern, _pattern, _WORDS, frozenset({"balls", "colors", "when", "rhythm", "length"})
)
