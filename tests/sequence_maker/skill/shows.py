"""Shows to speak about, and a short form of what a sentence comes to."""

from __future__ import annotations

from typing import Any

from coda.apps.sequence_maker.colors import color_name
from coda.apps.sequence_maker.entities import Rgb, Segment
from coda.apps.sequence_maker.skill.dialogue import Outcome, Turn
from coda.apps.sequence_maker.skill.skill import interpret
from coda.apps.sequence_maker.skill.steps import Call
from coda.apps.sequence_maker.skill.view import Ball, Music, Section, ShowView

RED, GREEN, BLUE = (255, 0, 0), (0, 255, 0), (0, 0, 255)

MUSIC = Music(
    tempo_bpm=120.0,
    beats_ms=tuple(range(0, 60_000, 500)),
    downbeats_ms=tuple(range(0, 60_000, 2000)),
    sections=(
        Section("Intro", 0, 8_000),
        Section("Verse 1", 8_000, 20_000),
        Section("Chorus 1", 20_000, 30_000),
        Section("Verse 2", 30_000, 40_000),
        Section("Chorus 2", 40_000, 60_000),
    ),
)


def lit(ball: int, start_s: float, end_s: float, color: Rgb, **more: Any) -> Segment:
    return Segment(
        timeline=f"b{ball}", start_ms=round(start_s * 1000), end_ms=round(end_s * 1000), color=color, **more
    )


def ball(number: int, *segments: Segment, name: str = "") -> Ball:
    ids = tuple(f"s{number}{place}" for place in range(1, len(segments) + 1))
    return Ball(f"b{number}", name or f"Ball {number}", segments, ids)


def show(**changes: Any) -> ShowView:
    """Three balls with some light, a song of a minute that was analysed, the playhead at 0:12."""
    values: dict[str, Any] = {
        "balls": (
            ball(1, lit(1, 0, 5, RED), lit(1, 10, 15, BLUE), lit(1, 20, 30, RED)),
            ball(2, lit(2, 10, 20, GREEN)),
            ball(3),
        ),
        "song_ms": 60_000,
        "music": MUSIC,
        "playhead_ms": 12_000,
    }
    return ShowView(**(values | changes))


def say(*texts: str, view: ShowView | None = None) -> Outcome:
    """The outcome of the last text of a conversation."""
    on = view or show()
    turns: list[Turn] = []
    outcome = None
    for text in texts:
        outcome = interpret(text, on, turns)
        turns.append(Turn(text, (outcome.text,)))
    assert outcome is not None
    return outcome


def came_to(*texts: str, view: ShowView | None = None) -> str:
    return brief(say(*texts, view=view))


def brief(outcome: Outcome) -> str:
    """The calls in short, or the kind of the reply when there are none: "paint_span 1,2 0-5 red->blue"."""
    return "; ".join(map(_call, outcome.calls)) or outcome.kind


def _call(call: Call) -> str:
    rest = dict(call.arguments)
    words = [call.name, _balls(rest)]
    if "segment_index" in rest:
        words.append(f"#{rest.pop('segment_index') + 1}")
    rest |= rest.pop("properties", {})
    words += [_times(rest), _light(rest), *_rest(rest)]
    return " ".join(filter(None, words))


def _balls(rest: dict[str, Any]) -> str:
    balls = rest.pop("balls", None)
    if balls is None and "timeline_index" in rest:
        balls = [rest.pop("timeline_index")]
    if balls is None or isinstance(balls, str):
        return balls or ""
    return ",".join(str(one + 1) for one in balls)


def _times(rest: dict[str, Any]) -> str:
    if call_start := "start_time" in rest and "end_time" not in rest:
        return f"from={rest.pop('start_time'):g}" if call_start else ""
    if "end_time" not in rest:
        return ""
    start = f"{rest.pop('start_time'):g}" if "start_time" in rest else ""
    return f"{start}-{rest.pop('end_time'):g}"


def _light(rest: dict[str, Any]) -> str:
    if "color" not in rest:
        return ""
    color = color_name(tuple(rest.pop("color")))
    end = rest.pop("end_color", None)
    return f"{color}->{color_name(tuple(end))}" if end else color


def _rest(rest: dict[str, Any]) -> list[str]:
    words: list[str] = []
    for key, value in rest.items():
        if key == "effects":
            words += [_effect(one["type"], one.get("parameters", {})) for one in value]
        elif key == "effect_type":
            words.append(_effect(value, rest.get("effect_parameters", {})))
        elif key == "only_color":
            words.append(f"only={color_name(tuple(value))}")
        elif key == "colors":
            words.append(f"[{','.join(color_name(tuple(one)) for one in value)}]")
        elif key == "segments":
            words.append(f"[{', '.join(_segment(one) for one in value)}]")
        elif key in {"pattern_type", "beat_type"}:
            words.append(str(value))
        elif key != "effect_parameters":
            words.append(f"{key}={value:g}" if isinstance(value, float) else f"{key}={value}")
    return words


def _effect(kind: str, parameters: dict[str, Any]) -> str:
    return f"{kind}({', '.join(f'{name}={value:g}' for name, value in parameters.items())})"


def _segment(described: dict[str, Any]) -> str:
    rest = dict(described)
    return " ".join(filter(None, [_times(rest), _light(rest)]))
