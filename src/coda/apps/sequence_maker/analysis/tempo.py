"""The tempo as it changes: an autocorrelation every half second, and the likeliest path through them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating]

SLOWEST_BPM, FASTEST_BPM = 55.0, 215.0
USUAL_BPM, SPREAD_OCTAVES = 118.0, 0.9
TEMPI = SLOWEST_BPM * np.exp(np.arange(0.0, np.log(FASTEST_BPM / SLOWEST_BPM), 0.01))
"""The candidates, a hundredth of an octave's worth of e apart (1 %)."""
WINDOW_S = 6.0
STEP_S = 0.5
MULTIPLES = ((1.0, 1.0), (2.0, 0.5), (3.0, 0.25), (4.0, 0.5))
"""A beat shows after one period, and again after two, three, four: `(multiple, weight)`."""
DRIFT_COST, LEAP_COST = 12.0, 2.5


def tempo_curve(onset: Floats, rate: float) -> Floats:
    """The tempo (bpm) every half second; empty where there is nothing to hear a pulse in."""
    if len(onset) < rate * 2 or not onset.any():
        return np.zeros(0)
    scores = tempo_scores(onset, rate)
    return TEMPI[likeliest_path(scores)]


def tempo_scores(onset: Floats, rate: float) -> Floats:
    """`(steps, tempi)`: how well each tempo explains the onsets around each step, 1 for the best of all."""
    lags = 60.0 * rate / TEMPI
    correlation = np.maximum(autocorrelations(onset, rate), 0.0)
    scores = np.zeros((len(correlation), len(TEMPI)))
    for multiple, weight in MULTIPLES:
        scores += weight * at_lags(correlation, lags * multiple)
    octaves = np.log2(TEMPI / USUAL_BPM)
    scores *= np.exp(-0.5 * (octaves / SPREAD_OCTAVES) ** 2)
    best = scores.max(axis=1, keepdims=True)
    return scores / np.maximum(best, 1e-9)


def autocorrelations(onset: Floats, rate: float) -> Floats:
    """`(steps, lags)`, normalised to 1 at lag 0, windows centred on the steps."""
    size, step = int(WINDOW_S * rate), STEP_S * rate
    steps = max(1, int(len(onset) / step))
    padded = np.pad(onset - onset.mean(), size // 2)
    starts = (np.arange(steps) * step).astype(int)
    windows = padded[starts[:, None] + np.arange(size)] * np.hanning(size)
    spectrum = np.fft.rfft(windows, 2 * size, axis=1)
    correlation = np.fft.irfft(np.abs(spectrum) ** 2, axis=1)[:, :size]
    # A window leaves less to compare at longer lags; make up for it.
    window = np.fft.irfft(np.abs(np.fft.rfft(np.hanning(size), 2 * size)) ** 2)[:size]
    correlation /= np.maximum(window / window[0], 0.05)
    return correlation / np.maximum(correlation[:, :1], 1e-9)


def at_lags(correlation: Floats, lags: Floats) -> Floats:
    lower = np.floor(lags).astype(int)
    share = lags - lower
    last = correlation.shape[1] - 1
    return (1 - share) * correlation[:, np.minimum(lower, last)] + share * correlation[
        :, np.minimum(lower + 1, last)
    ]


def likeliest_path(scores: Floats) -> NDArray[np.intp]:
    """Viterbi: follow the best scores, paying for each change; a leap costs the same however far."""
    position = np.log(TEMPI)
    change = np.minimum(DRIFT_COST * np.abs(position[:, None] - position[None, :]), LEAP_COST)
    best, came_from = scores[0], np.zeros(scores.shape, np.intp)
    for step in range(1, len(scores)):
        options = best[:, None] - change
        came_from[step] = options.argmax(axis=0)
        best = options.max(axis=0) + scores[step]
    path = np.empty(len(scores), np.intp)
    path[-1] = best.argmax()
    for step in range(len(scores) - 1, 0, -1):
        path[step - 1] = came_from[step, path[step]]
    return path
