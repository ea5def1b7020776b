"""Sections: where the sound of a song turns into another, and which stretches sound alike.

Boundaries come from a checkerboard kernel along the self-similarity of the bars (Foote, Automatic
Audio Segmentation Using a Measure of Audio Novelty, 2000); labels from clustering the stretches. They
are neutral letters: what is a chorus is for people to say.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coda.apps.sequence_maker.analysis.features import CHROMA_EVERY, Features
from coda.apps.sequence_maker.analysis.values import Section

Floats = NDArray[np.floating]

KERNELS_BARS = (2, 4, 8)
"""Short sections need a short kernel, long ones a long one that overlooks what repeats within them."""
SHORTEST_S = 3.5
NOVELTY_SHARE, LEAST_NOVELTY = 0.2, 0.1
"""A boundary has at least this share of the strongest one's novelty, and at least this much."""
ALIKE = 0.5
"""Stretches nearer than this (in standard deviations of the bars) share a label."""
TIMBRES = 13


def find_sections(features: Features, edges_s: Floats, tempo_changes_s: list[float]) -> list[Section]:
    """Sections whose borders are among `edges_s` (seconds: downbeats, or beats where bars are unknown).

    A change of tempo starts a section whatever the sound does.
    """
    inner = edges_s[(edges_s > SHORTEST_S / 2) & (edges_s < features.duration_s - SHORTEST_S / 2)]
    edges = np.concatenate(([0.0], inner, [features.duration_s]))
    if len(edges) < 4:
        return [Section("Section A", 0, round(features.duration_s * 1000))]
    sound = sounds_between(features, edges)
    sure = [int(np.abs(edges - time).argmin()) for time in tempo_changes_s]
    borders = [0, *boundaries(novelty(sound), edges, sure), len(sound)]
    stretches = np.array([sound[a:b].mean(axis=0) for a, b in pairwise(borders)])
    times = [round(edges[border] * 1000) for border in borders]
    return joined(lettered(clustered(stretches)), times)


def joined(labels: list[str], times: list[int]) -> list[Section]:
    """One section where neighbours sound alike."""
    sections: list[Section] = []
    for letter, (start, end) in zip(labels, pairwise(times), strict=True):
        label = f"Section {letter}"
        if sections and sections[-1].label == label:
            sections[-1] = Section(label, sections[-1].start_ms, end)
        else:
            sections.append(Section(label, start, end))
    return sections


def sounds_between(features: Features, edges: Floats) -> Floats:
    """`(stretches, features)`: timbre, loudness and harmony, each feature with deviation 1, then weighted."""
    import librosa

    frames = np.minimum((edges[:-1] * features.rate).astype(int), len(features.mel) - 1)
    mel = averaged(features.mel, frames)
    chroma = np.sqrt(averaged(features.chroma, frames // CHROMA_EVERY))
    chroma /= np.maximum(np.linalg.norm(chroma, axis=1, keepdims=True), 1e-9)
    mfcc: Any = librosa.feature.mfcc(S=mel.T, n_mfcc=TIMBRES)
    timbre = np.asarray(mfcc).T / np.maximum(np.std(mfcc, axis=1), 1.0)
    harmony = chroma / max(float(chroma.std()), 1e-9)
    weighted = np.hstack((timbre / np.sqrt(TIMBRES), 0.3 * harmony / np.sqrt(12)))
    return weighted - weighted.mean(axis=0)


def averaged(values: Floats, starts: NDArray[np.intp]) -> Floats:
    """The mean of `values` from each start to the next, the last to the end; starts never decrease."""
    starts = np.minimum(starts, len(values) - 1)
    sums = np.add.reduceat(values.astype(np.float64), starts, axis=0)
    counts = np.maximum(np.diff(np.append(starts, len(values))), 1)
    return sums / counts[:, None]


def distances(points: Floats) -> Floats:
    squares = np.sum(points**2, axis=1)
    return np.sqrt(np.maximum(squares[:, None] + squares[None, :] - 2.0 * points @ points.T, 0.0))


def novelty(sound: Floats) -> Floats:
    """How much the sound before each stretch differs from the sound after, on average over the kernels."""
    apart = distances(sound)
    return np.mean([checkerboard(apart, bars) for bars in KERNELS_BARS], axis=0)


def checkerboard(apart: Floats, bars: int) -> Floats:
    """Distances across a place less distances on either side of it; near the ends with what is there."""
    result = np.zeros(len(apart))
    for place in range(1, len(apart)):
        before, after = slice(max(place - bars, 0), place), slice(place, place + bars)
        within = [spread(apart[side, side]) for side in (before, after)]
        result[place] = apart[before, after].mean() - np.mean(
            [value for value in within if value is not None] or [0.0]
        )
    return np.maximum(result, 0.0)


def spread(square: Floats) -> float | None:
    """The mean distance of different members of a group; None for one alone."""
    size = len(square)
    return float(square.sum()) / (size * (size - 1)) if size > 1 else None


def boundaries(change: Floats, edges: Floats, sure: list[int]) -> list[int]:
    """The sure places and those of the strongest changes, none closer to another than `SHORTEST_S`."""
    chosen: list[int] = []
    strongest = np.argsort(change)[::-1].tolist()
    for place in [*sure, *strongest]:
        around = change[max(place - 1, 0) : place + 2]
        marked = change[place] == around.max() and change[place] >= max(
            NOVELTY_SHARE * change.max(), LEAST_NOVELTY
        )
        nearest = min(abs(edges[place] - edges[other]) for other in [0, len(change), *chosen])
        if nearest >= SHORTEST_S and (marked or place in sure):
            chosen.append(place)
    return sorted(chosen)


def clustered(points: Floats) -> list[int]:
    """A cluster number for each point: average linkage, merged while the nearest two are alike."""
    numbers = np.arange(len(points))
    sizes = np.ones(len(points))
    apart = distances(points)
    np.fill_diagonal(apart, np.inf)
    while len(points) > 1 and apart.min() <= ALIKE:
        a, b = divmod(int(apart.argmin()), len(points))
        merged = (sizes[a] * apart[a] + sizes[b] * apart[b]) / (sizes[a] + sizes[b])
        merged[a] = np.inf
        apart[a, :], apart[:, a] = merged, merged
        apart[b, :], apart[:, b] = np.inf, np.inf
        sizes[a] += sizes[b]
        numbers[numbers == b] = a
    return numbers.tolist()


def lettered(clusters: list[int]) -> list[str]:
    """Letters in order of first appearance: A to Z, then AA."""
    order = list(dict.fromkeys(clusters))
    return [letters(order.index(cluster)) for cluster in clusters]


def letters(number: int) -> str:
    prefix, last = divmod(number, 26)
    return (letters(prefix - 1) if prefix else "") + chr(ord("A") + last)
