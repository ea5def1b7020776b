"""Scores found times against true ones, the way beat tracking is scored: F-measure within ±70 ms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

WINDOW_MS = 70.0


@dataclass(frozen=True)
class Score:
    """`bias_ms` is the median of found minus true, `spread_ms` the median distance from it."""

    f_measure: float
    bias_ms: float
    spread_ms: float
    worst_ms: float


def score(found_ms: Sequence[float], true_ms: Sequence[float]) -> Score:
    """Each true time is matched with at most one found time, the nearest that is still free."""
    free = sorted(found_ms)
    errors: list[float] = []
    for time in true_ms:
        nearest = min(free, key=lambda candidate: abs(candidate - time), default=None)
        if nearest is not None and abs(nearest - time) <= WINDOW_MS:
            errors.append(nearest - time)
            free.remove(nearest)
    if not errors:
        return Score(0.0, 0.0, 0.0, 0.0)
    bias = float(np.median(errors))
    spread = float(np.median(np.abs(np.array(errors) - bias)))
    f_measure = 2.0 * len(errors) / (len(found_ms) + len(true_ms))
    return Score(f_measure, bias, spread, max(abs(error) for error in errors))
