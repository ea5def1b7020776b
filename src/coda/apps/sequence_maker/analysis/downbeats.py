"""Downbeats: which beat of the bar carries the bass, the accents and the changes of harmony.

No bar length is assumed beyond "three or four beats". Every length and phase is tried; what is told is
the one whose first beats stand out, with how clearly they do, and nothing where they do not.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from coda.apps.sequence_maker.analysis.features import CHROMA_EVERY, Features

Floats = NDArray[np.floating]

BAR_LENGTHS = (4, 3)
FEWEST_BARS = 6
LEAST_CONFIDENCE = 0.15
HARMONY_WEIGHT, BASS_WEIGHT, ACCENT_WEIGHT = 1.0, 0.6, 0.3


@dataclass(frozen=True)
class Bars:
    """`first` is the index of the first downbeat among the beats."""

    beats: int
    first: int
    confidence: float


def find_bars(features: Features, frames: Floats) -> Bars | None:
    """The bars of a song with beats at `frames`; None where they cannot be told."""
    if len(frames) < FEWEST_BARS * min(BAR_LENGTHS):
        return None
    accents = accents_of(features, frames)
    guesses = [guess(accents, length) for length in BAR_LENGTHS if len(frames) >= FEWEST_BARS * length]
    best = max(guesses, key=lambda bars: bars.confidence, default=None)
    return best if best and best.confidence >= LEAST_CONFIDENCE else None


def guess(accents: Floats, length: int) -> Bars:
    """The phase whose beats are accented most; the lead over the runner-up is the confidence.

    The lead is counted in standard deviations of the accents, less what chance alone would give.
    """
    means = np.array([accents[phase::length].mean() for phase in range(length)])
    first, second = np.argsort(means)[::-1][:2]
    chance = np.sqrt(2.0 * length / len(accents))
    lead = float(means[first] - means[second] - chance)
    return Bars(length, int(first), float(np.clip(lead, 0.0, 1.0)))


def accents_of(features: Features, frames: Floats) -> Floats:
    """One number for each beat, mean 0 and deviation 1."""
    parts = (
        (HARMONY_WEIGHT, harmony_changes(features.chroma, frames)),
        (BASS_WEIGHT, peaks_at(features.bass_onset, frames)),
        (ACCENT_WEIGHT, peaks_at(features.onset, frames)),
    )
    return standardized(sum((weight * standardized(part) for weight, part in parts), np.zeros(len(frames))))


def peaks_at(onset: Floats, frames: Floats, reach: int = 4) -> Floats:
    return np.array([onset[max(round(f) - reach, 0) : round(f) + reach + 1].max(initial=0.0) for f in frames])


def harmony_changes(chroma: Floats, frames: Floats) -> Floats:
    """How different the chord of the beat is from the chord of the beat before (cosine distance)."""
    edges = np.append(frames, 2 * frames[-1] - frames[-2]) / CHROMA_EVERY
    chords = [chroma[int(a) : max(int(b), int(a) + 1)].sum(axis=0) for a, b in pairwise(edges.tolist())]
    unit = np.array([np.sqrt(chord) / max(float(np.linalg.norm(np.sqrt(chord))), 1e-9) for chord in chords])
    return np.append(0.0, 1.0 - np.sum(unit[1:] * unit[:-1], axis=1))


def standardized(values: Floats) -> Floats:
    return (values - values.mean()) / max(float(values.std()), 1e-9)
