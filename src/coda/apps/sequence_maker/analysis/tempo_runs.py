"""Where the beats keep one tempo, and how fast it is there."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating]

CLEAR_CHANGE = 0.04
"""Tempi this far apart are a change of tempo; nearer ones may be players drifting."""


def tempo_runs(beats_ms: Floats, tolerance_ms: float = 25.0, shortest: int = 8) -> list[tuple[int, int]]:
    """Stretches of beats `(first, last)` that keep one tempo: cut where a straight line fits worst."""
    runs: list[tuple[int, int]] = []
    waiting = [(0, len(beats_ms) - 1)] if len(beats_ms) > 1 else []
    while waiting:
        first, last = waiting.pop()
        cut = worst_bend(beats_ms, first, last, tolerance_ms, shortest)
        if cut is None:
            runs.append((first, last))
        else:
            waiting += [(cut, last), (first, cut)]
    return runs


def worst_bend(beats_ms: Floats, first: int, last: int, tolerance_ms: float, shortest: int) -> int | None:
    """The beat where two lines explain the stretch best, if one line does not explain it."""
    times = beats_ms[first : last + 1]
    if last - first < 2 * shortest or off_line(times) <= tolerance_ms:
        return None
    before, after = line_errors(times), line_errors(times[::-1])[::-1]
    both = (before + after)[shortest : len(times) - shortest]
    return first + shortest + int(both.argmin())


def off_line(times: Floats) -> float:
    index = np.arange(len(times))
    slope, offset = np.polyfit(index, times, 1)
    return float(np.abs(times - (slope * index + offset)).max())


def line_errors(times: Floats) -> Floats:
    """For each place the squared error of the best line through everything up to it, by running sums."""
    count = np.arange(1.0, len(times) + 1.0)
    index, value = np.arange(len(times)), times - times[0]
    x, y = np.cumsum(index), np.cumsum(value)
    xx, xy, yy = np.cumsum(index**2), np.cumsum(index * value), np.cumsum(value**2)
    variance = np.maximum(xx - x * x / count, 1e-9)
    return yy - y * y / count - (xy - x * y / count) ** 2 / variance


def bpm_of(beats_ms: Floats, first: int, last: int) -> float:
    """The tempo of a run: the slope of the line through its beats, which no single beat can bend."""
    slope = np.polyfit(np.arange(last - first + 1), beats_ms[first : last + 1], 1)[0]
    return 60_000.0 / float(slope)


def usual_bpm(runs: list[tuple[int, int]], beats_ms: Floats) -> float:
    """Half of the song is slower, half faster; 0 without beats."""
    if not runs:
        return 0.0
    ranked = sorted((bpm_of(beats_ms, *run), float(beats_ms[run[1]] - beats_ms[run[0]])) for run in runs)
    left = sum(length for _, length in ranked) / 2
    for bpm, length in ranked:
        left -= length
        if left <= 0:
            return bpm
    return ranked[-1][0]


def tempo_changes(runs: list[tuple[int, int]], beats_ms: Floats) -> list[float]:
    """When (seconds) the tempo clearly changes."""
    return [
        float(beats_ms[later[0]]) / 1000.0
        for earlier, later in pairwise(runs)
        if abs(bpm_of(beats_ms, *later) / bpm_of(beats_ms, *earlier) - 1.0) > CLEAR_CHANGE
    ]
