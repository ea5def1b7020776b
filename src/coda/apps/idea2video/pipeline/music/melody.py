"""A tune that is remembered: one motif, which returns on other chords, is answered, and comes to rest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coda.apps.idea2video.pipeline.music.form import PHRASE, Bar
from coda.apps.idea2video.pipeline.music.moods import Style
from coda.apps.idea2video.pipeline.music.score import Note
from coda.apps.idea2video.pipeline.music.theory import Scale

ENTERS_AT = 0.42
DOUBLES_AT = 0.86
RANGE = 9
"""Semitones up and down from the centre."""

Cell = tuple[tuple[float, float], ...]
"""Beats of a bar: where a note begins, and how long it is."""

CELLS: dict[int, tuple[Cell, ...]] = {
    4: (
        ((0, 1.5), (1.5, 0.5), (2, 2)),
        ((0, 1), (1, 1), (2, 2)),
        ((0, 3), (3, 1)),
        ((0.5, 0.5), (1, 1), (2, 1.5), (3.5, 0.5)),
        ((0, 2), (2, 1), (3, 1)),
    ),
    3: (((0, 2), (2, 1)), ((0, 1), (1, 1), (2, 1)), ((0, 1.5), (1.5, 0.5), (2, 1))),
}
LIVELY: tuple[Cell, ...] = (
    ((0, 1), (1, 0.5), (1.5, 0.5), (2, 1), (3, 1)),
    ((0, 0.5), (0.5, 0.5), (1, 1), (2, 1.5), (3.5, 0.5)),
    ((0, 0.5), (0.5, 0.5), (1, 0.5), (1.5, 1), (2.5, 1)),
)
LIVELY_RHYTHMS = ("brushes", "shuffle")
REST: dict[int, Cell] = {4: ((0, 3),), 3: ((0, 2.5),)}


@dataclass(frozen=True)
class Motif:
    """`contour` gives each note of `cell` as steps of the scale from the first one."""

    cell: Cell
    contour: tuple[int, ...]

    def turned(self) -> Motif:
        return Motif(self.cell, tuple(-step for step in self.contour))


def motif_for(style: Style, rng: np.random.Generator) -> Motif:
    cells = LIVELY if style.rhythm in LIVELY_RHYTHMS and style.beats == 4 else CELLS[style.beats]
    cell = cells[rng.integers(len(cells))]
    steps = rng.choice([-2, -1, 1, 1, 2, 3], size=len(cell) - 1)
    return Motif(cell, (0, *(int(step) for step in np.cumsum(steps))))


def melody(style: Style, scale: Scale, bars: list[Bar], rng: np.random.Generator) -> list[Note]:
    """The motif stated, moved, answered in contrary motion, and a long note: four bars, again and again.

    The first bar, under the title, hears only its head.
    """
    motif = motif_for(style, rng)
    shapes = (motif, motif, motif.turned(), Motif(REST[style.beats], (0,)))
    notes: list[Note] = []
    height = float(style.melody_center)
    for number, bar in enumerate(bars[:-1]):
        shape = shapes[bar.place % PHRASE]
        if number == 0:
            shape = Motif(motif.cell[:2], motif.contour[:2])
        elif bar.fullness < ENTERS_AT:
            continue
        line = tune(shape, bar, style, scale, height)
        notes += line
        height = 0.5 * line[-1].pitch + 0.5 * style.melody_center
    return [*notes, *last_note(style, scale, bars[-1], height)]


def tune(shape: Motif, bar: Bar, style: Style, scale: Scale, height: float) -> list[Note]:
    """The motif's first note and those on strong beats belong to the chord; the others pass between them."""
    start = nearest_chord_degree(height, bar, scale)
    notes: list[Note] = []
    for (beat, beats), step in zip(shape.cell, shape.contour, strict=True):
        degree = start + step
        if beat % 2 == 0:
            degree = nearest_chord_degree(scale.pitch(degree), bar, scale)
        pitch = within(scale.pitch(degree), style.melody_center)
        level = (0.62 if beat == 0 else 0.5) * (0.7 + 0.3 * bar.fullness)
        when = bar.at(swung(beat, style.swing), style.beats)
        notes.append(Note(style.melody, pitch, when, bar.seconds * beats / style.beats, level, 0.12))
        if bar.fullness >= DOUBLES_AT:
            notes.append(Note(style.double, pitch + 12, when, notes[-1].seconds, 0.4 * level, -0.3))
    return notes


def last_note(style: Style, scale: Scale, bar: Bar, height: float) -> list[Note]:
    pitch = within(scale.pitch(nearest_chord_degree(height, bar, scale)), style.melody_center)
    return [Note(style.melody, pitch, bar.start_seconds, bar.seconds, 0.5, 0.12)]


def nearest_chord_degree(height: float, bar: Bar, scale: Scale) -> int:
    degrees = [degree + 7 * octave for degree in bar.chord.degrees()[:3] for octave in range(-3, 4)]
    return min(degrees, key=lambda degree: abs(scale.pitch(degree) - height))


def within(pitch: int, center: int) -> int:
    while pitch > center + RANGE:
        pitch -= 12
    while pitch < center - RANGE:
        pitch += 12
    return pitch


def swung(beat: float, swing: float) -> float:
    return beat + swing / 2 if beat % 1 == 0.5 else beat
