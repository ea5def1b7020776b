"""The course of a piece: how many bars it has, what each one is for, and how full it is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coda.apps.idea2video.pipeline.music.moods import Style
from coda.apps.idea2video.pipeline.music.theory import Chord

SHORTEST_RING, LONGEST_RING = 2.0, 4.5
"""Seconds in which the last chord rings out."""
PHRASE = 4


@dataclass(frozen=True)
class Bar:
    """`fullness` from 0 to 1 says how many take part. `place` is the bar's number in its phrase."""

    start_seconds: float
    seconds: float
    chord: Chord
    fullness: float
    place: int

    def at(self, beat: float, beats: int) -> float:
        return self.start_seconds + self.seconds * beat / beats


def bars_of(style: Style, bpm: int, seconds: float, rng: np.random.Generator) -> list[Bar]:
    """Bars that fill `seconds` exactly, the last one holding the final chord.

    The tempo gives way a little, so that the film never ends in the middle of a bar.
    """
    wanted = style.beats * 60 / bpm
    ring = min(float(np.clip(1.5 * wanted, SHORTEST_RING, LONGEST_RING)), seconds / 2)
    count = max(1, round((seconds - ring) / wanted))
    length = (seconds - ring) / count
    chords = harmony(style, count, rng)
    fullness = course(count, rng)
    bars = [Bar(n * length, length, chords[n], float(fullness[n]), n % PHRASE) for n in range(count)]
    return [*bars, Bar(count * length, ring, style.ending, 0.45, 0)]


def harmony(style: Style, count: int, rng: np.random.Generator) -> list[Chord]:
    """One progression, a second one for contrast from the third phrase on, and the cadence at the end."""
    order: list[int] = rng.permutation(len(style.progressions)).tolist()
    first, second = (style.progressions[n] for n in order[:2])
    roots = [(second if n // PHRASE % 4 == 2 else first)[n % PHRASE] for n in range(count)]
    kept = min(len(style.cadence), max(0, count - 1))
    if kept:
        roots[count - kept :] = style.cadence[-kept:]
    colors = rng.choice(style.colors, size=count)
    return [Chord(root, int(color)) for root, color in zip(roots, colors, strict=True)]


def course(count: int, rng: np.random.Generator) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """From a quiet beginning to the fullest bar at about three quarters, and back before the end.

    A long piece takes breath every four phrases.
    """
    place = np.arange(count) / max(1, count - 1)
    peak = rng.uniform(0.66, 0.8)
    rise = np.clip(place / peak, 0, 1)
    fall = np.clip((place - peak) / (1 - peak), 0, 1)
    breath = 0.22 * np.cos(2 * np.pi * np.arange(count) / (4 * PHRASE)) if count > 6 * PHRASE else 0.0
    return np.clip(0.18 + 0.82 * np.sqrt(rise) - 0.45 * fall**2 - breath, 0.15, 1.0)
