"""A piece of music for a film: the same recipe gives the same notes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from coda.apps.idea2video.pipeline.music.accompaniment import accompaniment, bass, pad
from coda.apps.idea2video.pipeline.music.form import bars_of
from coda.apps.idea2video.pipeline.music.melody import melody
from coda.apps.idea2video.pipeline.music.moods import STYLES
from coda.apps.idea2video.pipeline.music.rhythm import rhythm
from coda.apps.idea2video.pipeline.music.score import Note, Score
from coda.apps.idea2video.pipeline.music.theory import Scale, voiced
from coda.apps.idea2video.pipeline.recipe import FPS, MusicRecipe
from coda.apps.idea2video.vocabulary import MOODS

LATENESS_SECONDS = 0.006
"""How far players are from the beat, one standard deviation."""


def compose(recipe: MusicRecipe) -> Score:
    style = STYLES[recipe.mood]
    rng = np.random.default_rng([recipe.seed & 0xFFFFFFFF, MOODS.index(recipe.mood)])
    scale = Scale(int(rng.choice(style.tonics)), style.mode)
    seconds = recipe.frames / FPS
    bars = bars_of(style, recipe.bpm, seconds, rng)
    voicings = voiced([bar.chord for bar in bars], scale)
    notes = [
        *pad(style, bars, voicings),
        *accompaniment(style, bars, voicings),
        *bass(style, scale, bars),
        *melody(style, scale, bars, rng),
        *rhythm(style, bars, rng),
    ]
    return Score(tuple(played(notes, rng)), seconds, style.room_seconds, style.wet, style.brightness)


def played(notes: list[Note], rng: np.random.Generator) -> Iterator[Note]:
    """As people play: never quite on the beat, never twice as loud."""
    for note in notes:
        late = float(rng.normal(0, LATENESS_SECONDS))
        level = note.level * float(rng.uniform(0.88, 1.06))
        yield Note(note.voice, note.pitch, max(0.0, note.at_seconds + late), note.seconds, level, note.pan)
