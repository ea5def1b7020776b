"""Those who strike things, as softly as a voice above them needs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from coda.apps.idea2video.pipeline.music.form import PHRASE, Bar
from coda.apps.idea2video.pipeline.music.melody import swung
from coda.apps.idea2video.pipeline.music.moods import Rhythm, Style, Voice
from coda.apps.idea2video.pipeline.music.score import Note

ENTERS_AT = 0.5

PATTERNS: dict[Rhythm, tuple[tuple[Voice, float, float], ...]] = {
    "none": (),
    "brushes": (
        ("kick", 0, 0.5), ("kick", 2.5, 0.3), ("brush", 1, 0.45), ("brush", 3, 0.5),
        *(("shaker", beat / 2, 0.3 if beat % 2 else 0.18) for beat in range(8)),
    ),
    "shuffle": (
        ("kick", 0, 0.45), ("kick", 2, 0.35), ("brush", 1, 0.35), ("brush", 3, 0.4), ("tick", 1.5, 0.3),
        ("tick", 3.5, 0.35), ("shaker", 0.5, 0.22), ("shaker", 2.5, 0.22),
    ),
    "pulse": (
        ("drum", 0, 0.55), ("drum", 3.5, 0.3),
        ("tick", 0, 0.3), ("tick", 1, 0.2), ("tick", 2, 0.28), ("tick", 3, 0.2),
    ),
    "drums": (
        ("drum", 0, 0.8), ("drum", 1.5, 0.45), ("drum", 2, 0.6), ("drum", 3, 0.4), ("drum", 3.5, 0.5),
        ("shaker", 0.5, 0.2), ("shaker", 2.5, 0.2),
    ),
}  # fmt: skip
"""What is struck, on which beat of the bar, and how hard."""


def rhythm(style: Style, bars: Sequence[Bar], rng: np.random.Generator) -> list[Note]:
    notes: list[Note] = []
    for bar in bars[:-1]:
        if bar.fullness >= ENTERS_AT:
            notes += pattern(style, bar, rng)
    if style.rhythm == "drums":
        notes += swell(bars)
    return notes


def pattern(style: Style, bar: Bar, rng: np.random.Generator) -> list[Note]:
    """All of it at full length; now and then one of the weaker strokes is left out."""
    return [
        Note(
            voice, 60, bar.at(swung(beat, style.swing), style.beats), 0.5, level * bar.fullness, pan_of(voice)
        )
        for voice, beat, level in PATTERNS[style.rhythm]
        if beat < style.beats and (level > 0.4 or rng.random() > 0.12)
    ]


def swell(bars: Sequence[Bar]) -> list[Note]:
    """A cymbal that grows into the first bar of each full phrase, and a stroke on the last chord."""
    swells = [
        Note("cymbal", 60, max(0.0, bar.start_seconds - 1.6), 1.6, 0.4 * bar.fullness)
        for bar in bars[1:]
        if bar.place % PHRASE == 0 and bar.fullness > 0.6
    ]
    return [*swells, Note("drum", 60, bars[-1].start_seconds, 1.0, 0.7)]


def pan_of(voice: Voice) -> float:
    return {"shaker": 0.45, "tick": -0.4, "brush": -0.12}.get(voice, 0.0)
