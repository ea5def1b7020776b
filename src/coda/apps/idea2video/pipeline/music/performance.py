"""The score played: every note's sound made once, placed, and put into a room."""

from __future__ import annotations

from functools import cache, partial

import numpy as np

from coda.apps.idea2video.pipeline.music.composition import compose
from coda.apps.idea2video.pipeline.music.drums import STROKES, struck
from coda.apps.idea2video.pipeline.music.moods import Voice
from coda.apps.idea2video.pipeline.music.plucked import TIMBRES, plucked
from coda.apps.idea2video.pipeline.music.score import Note, Score
from coda.apps.idea2video.pipeline.music.sustained import LOOP, sustained, tone
from coda.apps.idea2video.pipeline.recipe import FPS, MusicRecipe
from coda.apps.idea2video.pipeline.room import in_room
from coda.apps.idea2video.pipeline.signals import (
    RATE,
    SAMPLES_PER_FRAME,
    Signal,
    add_at,
    faded,
    seconds_to_samples,
    silence,
    stereo,
)

LEVELS: dict[Voice, float] = {
    "felt piano": 0.5, "harp": 0.42, "pizzicato": 0.5, "kalimba": 0.42, "celesta": 0.26, "flute": 0.42,
    "strings": 0.5, "choir": 0.5, "warm pad": 0.5, "horns": 0.55, "bass": 0.42, "upright": 0.5, "drone": 0.4,
    "kick": 0.55, "brush": 0.2, "shaker": 0.13, "tick": 0.22, "drum": 0.62, "cymbal": 0.16,
}  # fmt: skip
"""What makes the instruments equally loud, and then the back rows softer."""
RELEASE_SECONDS = 0.25
LAST_FADE_SECONDS = 1.4
PEAK = 0.7


def music_for(recipe: MusicRecipe) -> Signal:
    """A stereo bed of exactly `recipe.frames` frames, its highest sample at 0.7."""
    played = perform(compose(recipe))[:, : recipe.frames * SAMPLES_PER_FRAME]
    assert played.shape[1] == recipe.frames * RATE // FPS, "the score is as long as the film"
    return faded(played, in_seconds=0.05, out_seconds=min(LAST_FADE_SECONDS, recipe.frames / FPS / 3))


def perform(score: Score) -> Signal:
    bus = silence(seconds_to_samples(score.seconds))
    sound_of = cache(partial(one_sound, brightness=score.brightness))
    for number, note in enumerate(score.notes):
        add_at(
            bus,
            played(note, sound_of(note.voice, pitch_of(note)), number),
            seconds_to_samples(note.at_seconds),
        )
    bus += score.wet * in_room(bus, score.room_seconds, 0.02)
    return bus * np.float32(PEAK / max(float(np.abs(bus).max()), 1e-6))


def pitch_of(note: Note) -> int:
    """Drums have one sound each."""
    return 0 if note.voice in STROKES else note.pitch


def played(note: Note, sound: Signal, number: int) -> Signal:
    """`number` lets two notes of one pitch begin at different places of their loop."""
    level = np.float32(note.level * LEVELS[note.voice])
    if sound.ndim == 2:
        return level * sustained(note.voice, note.seconds, sound, number * 48_611 % LOOP)
    if note.voice in TIMBRES:
        sound = faded(
            sound[: seconds_to_samples(note.seconds + RELEASE_SECONDS)], out_seconds=RELEASE_SECONDS
        )
    return level * stereo(sound, note.pan)


def one_sound(voice: Voice, pitch: int, *, brightness: float) -> Signal:
    if voice in STROKES:
        return struck(voice)
    return plucked(voice, pitch, brightness) if voice in TIMBRES else tone(voice, pitch, brightness)
