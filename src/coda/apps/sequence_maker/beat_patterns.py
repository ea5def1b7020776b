"""What a pattern puts on each beat. Times are milliseconds; pieces come out in order and never overlap.

- pulse: `duration` of light on the beat, dark until the next
- toggle: light from beat to beat; the last one lasts as long as the one before it
- fade_in, fade_out: five steps of brightness over `duration`, 1/5 to 5/5 or back

Colours follow each other from beat to beat. A piece ends at the next beat or at the span's end if
these come first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from coda.apps.sequence_maker.entities import Rgb
from coda.apps.sequence_maker.times import to_grid

Pattern = Literal["pulse", "toggle", "fade_in", "fade_out"]
Piece = tuple[int, int, Rgb]
"""`(start_ms, end_ms, color)`, on the grid."""

STEPS = 5


def beat_pieces(
    pattern: Pattern, beats_ms: Sequence[int], colors: Sequence[Rgb], duration_ms: int, end_ms: int
) -> Iterator[Piece]:
    """The pieces for beats in rising order, all before `end_ms`."""
    beats = sorted({to_grid(beat) for beat in beats_ms})
    for number, beat in enumerate(beats):
        limit = min(beats[number + 1], end_ms) if number + 1 < len(beats) else end_ms
        color = colors[number % len(colors)]
        if pattern == "toggle":
            yield from _cut(beat, beat + _interval(beats, number, duration_ms), color, limit)
        elif pattern == "pulse":
            yield from _cut(beat, beat + duration_ms, color, limit)
        else:
            yield from _steps(pattern, beat, color, duration_ms, limit)


def _interval(beats: Sequence[int], number: int, duration_ms: int) -> int:
    if number + 1 < len(beats):
        return beats[number + 1] - beats[number]
    return beats[number] - beats[number - 1] if number else duration_ms


def _steps(pattern: Pattern, beat: int, color: Rgb, duration_ms: int, limit: int) -> Iterator[Piece]:
    for step in range(STEPS):
        level = step + 1 if pattern == "fade_in" else STEPS - step
        red, green, blue = (channel * level // STEPS for channel in color)
        start = beat + to_grid(duration_ms * step / STEPS)
        end = beat + to_grid(duration_ms * (step + 1) / STEPS)
        yield from _cut(start, end, (red, green, blue), limit)


def _cut(start: int, end: int, color: Rgb, limit: int) -> Iterator[Piece]:
    if start < min(end, limit):
        yield start, min(end, limit), color
