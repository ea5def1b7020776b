"""Beats: dynamic programming along the tempo curve, then each moved to the stroke it belongs to."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from coda.apps.sequence_maker.analysis.tempo import STEP_S

Floats = NDArray[np.floating]

TIGHTNESS = 100.0
"""How dearly a beat pays for standing off the local tempo."""
ATTACK_REACH_MS = 35
QUIET_SHARE = 0.25
"""Beats before the first and after the last sound of this share of the usual strength are dropped."""


def track_beats(onset: Floats, rate: float, curve: Floats) -> Floats:
    """Beat times in frames, following the tempo curve."""
    if not len(curve):
        return np.zeros(0)
    periods = frame_periods(curve, len(onset), rate)
    strength = onset / max(float(onset.std()), 1e-9)
    frames = best_chain(smoothed(strength), periods)
    return sounding(frames, strength)


def frame_periods(curve: Floats, frames: int, rate: float) -> Floats:
    """Frames per beat, at every frame."""
    steps = np.arange(len(curve)) * STEP_S * rate
    return 60.0 * rate / np.interp(np.arange(frames), steps, curve)


def smoothed(strength: Floats) -> Floats:
    kernel = np.exp(-0.5 * (np.arange(-4, 5) / 1.5) ** 2)
    return np.asarray(np.convolve(strength, kernel / kernel.sum(), mode="same"), np.float64)


def best_chain(strength: Floats, periods: Floats) -> NDArray[np.intp]:
    """The chain of frames with the most strength for the least deviation from the local period.

    After Ellis, Beat Tracking by Dynamic Programming (2007), with a period that changes over time.
    """
    total = strength.astype(np.float64).copy()
    came_from = np.full(len(strength), -1, np.intp)
    for frame in range(len(strength)):
        period = periods[frame]
        first, last = frame - int(2 * period), frame - int(period / 2)
        if last <= 0:
            continue
        candidates = np.arange(max(first, 0), last)
        scores = total[candidates] - TIGHTNESS * np.log((frame - candidates) / period) ** 2
        best = int(scores.argmax())
        if scores[best] > 0:
            total[frame] += scores[best]
            came_from[frame] = candidates[best]
    return unwound(total, came_from, int(periods[-1]))


def unwound(total: Floats, came_from: NDArray[np.intp], period: int) -> NDArray[np.intp]:
    frame = len(total) - period + int(total[-period:].argmax())
    chain: list[int] = []
    while frame >= 0:
        chain.append(frame)
        frame = int(came_from[frame])
    return np.array(chain[::-1], np.intp)


def sounding(frames: NDArray[np.intp], strength: Floats) -> Floats:
    """Without the beats that were only counted on into the silence at the ends."""
    heard = np.array([strength[max(f - 5, 0) : f + 6].max() for f in frames])
    loud = np.flatnonzero(heard > QUIET_SHARE * np.median(heard))
    return frames[loud[0] : loud[-1] + 1].astype(np.float64) if len(loud) else np.zeros(0)


def attacks(level: Floats) -> Floats:
    """How steeply the level (of each millisecond) rises: the log ratio of 8 ms after to 8 ms before."""
    floor = 1e-4 * max(float(np.percentile(level, 99)), 1e-12)
    sums = np.cumsum(np.pad(level, (9, 8)))
    before, after = sums[8:-8] - sums[:-16], sums[16:] - sums[8:-8]
    rise = np.log((after + 8 * floor) / (before + 8 * floor))
    return np.maximum(rise[: len(level)], 0.0)


def refined(beats_ms: Floats, attack: Floats) -> Floats:
    """Beats (ms) moved onto the strokes they belong to.

    Where a stroke is near it is taken; elsewhere the beat moves by the median of the others, which
    takes out whatever bias the frames had.
    """
    strokes = [nearest_stroke(beat, attack) for beat in beats_ms]
    known = np.array([stroke is not None for stroke in strokes])
    if known.sum() < 4:
        return beats_ms
    offsets = np.array([np.nan if s is None else s - b for s, b in zip(strokes, beats_ms, strict=True)])
    bias = float(np.nanmedian(offsets))
    agreeing = known & (np.abs(offsets - bias) <= ATTACK_REACH_MS / 2)
    return straightened(beats_ms + np.where(agreeing, offsets, bias), agreeing)


def nearest_stroke(beat_ms: float, attack: Floats) -> float | None:
    """The steepest rise within reach; None where nothing was struck."""
    first = max(round(beat_ms) - ATTACK_REACH_MS, 0)
    window = attack[first : round(beat_ms) + ATTACK_REACH_MS + 1]
    if not len(window) or window.max() < 0.7:
        return None
    return float(first + window.argmax())


def straightened(beats_ms: Floats, sure: NDArray[np.bool_]) -> Floats:
    """Beats without a stroke of their own are put on the line through the sure ones around them."""
    index = np.arange(len(beats_ms))
    if sure.sum() < 2:
        return beats_ms
    inside = (index >= index[sure][0]) & (index <= index[sure][-1])
    return np.where(inside, np.interp(index, index[sure], beats_ms[sure]), beats_ms)
