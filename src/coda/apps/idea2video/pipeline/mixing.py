"""Voice, music and ambience made one: the music steps back while somebody speaks, and nothing is too loud."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from coda.apps.idea2video.pipeline.loudness import SILENT, integrated_loudness, true_peak
from coda.apps.idea2video.pipeline.recipe import FPS
from coda.apps.idea2video.pipeline.room import in_room
from coda.apps.idea2video.pipeline.signals import (
    RATE,
    SAMPLES_PER_FRAME,
    Signal,
    add_at,
    faded,
    gain_of,
    silence,
    stereo,
)

TARGET = -16.0
"""LUFS of the whole film: loud enough for a phone, as much as streaming services ask for."""
CEILING = gain_of(-2.0)
"""Half a decibel below what is promised: encoding adds a little."""
VOICE_GAIN = gain_of(3.0)
MUSIC_LOUDNESS = -19.5
"""LUFS of the bed before it steps back, in a film in which somebody speaks at -17."""
DUCKING = 7.5
"""Decibels by which it does."""
AMBIENCE_GAIN = gain_of(-15.0)
ROOM_SECONDS, ROOM_GAIN = 0.5, gain_of(-17.0)
LAST_FADE_SECONDS = 0.8

CONTROL = RATE // 100
"""Samples between two values of the ducking curve: 10 ms."""
AUDIBLE = 0.006
AHEAD, AFTER, SMOOTHING = 20, 45, 31
"""In steps of 10 ms: how long before a word the music goes, how long after one it stays away, and how long it
takes on its way."""
LIMITER = 48
"""Samples between two values of the limiter's curve: 1 ms."""
REACH = 6
"""How many of them it looks ahead and back."""


@dataclass(frozen=True)
class Placed:
    """A mono line and the frame at which it begins."""

    sound: Signal
    at_frame: int


def mixed_down(music: Signal, ambience: Signal, lines: Sequence[Placed], frames: int) -> Signal:
    """The film's sound, stereo and as long as its `frames`, at -16 LUFS and never above -1.5 dBTP."""
    voice = voice_bus(lines, frames * SAMPLES_PER_FRAME)
    if voice.any():
        bed = music * np.float32(gain_of(MUSIC_LOUDNESS - integrated_loudness(music)))
        total = bed * ducked(voice) + stereo(voice)
        total += np.float32(ROOM_GAIN) * in_room(stereo(voice), ROOM_SECONDS, 0.008)
    else:
        total = music * np.float32(gain_of(TARGET - integrated_loudness(music)))
    add_at(total, ambience * np.float32(AMBIENCE_GAIN), 0)
    return mastered(faded(total, out_seconds=min(LAST_FADE_SECONDS, frames / FPS / 4)))


def voice_bus(lines: Sequence[Placed], samples: int) -> Signal:
    bus = silence(samples, channels=1)[0]
    for line in lines:
        add_at(bus, line.sound * np.float32(VOICE_GAIN), line.at_frame * SAMPLES_PER_FRAME)
    return bus


def ducked(voice: Signal) -> Signal:
    """The gain of the music, sample by sample. It begins to fall before a word, and rises after a pause."""
    steps = -(-voice.size // CONTROL)
    blocks = np.pad(voice, (0, steps * CONTROL - voice.size)).reshape(steps, CONTROL)
    spoken = (np.sqrt(np.mean(blocks**2, axis=1)) > AUDIBLE).astype(np.float32)
    present = sliding_window_view(np.pad(spoken, (AFTER, AHEAD)), AHEAD + AFTER + 1).max(axis=1)
    curve = 10 ** (-DUCKING / 20 * smoothed(present, SMOOTHING))
    return stretched(curve, CONTROL, voice.size)


def mastered(sound: Signal) -> Signal:
    """Brought to the target, then its peaks turned down; twice, because turning down makes softer."""
    for _ in range(2):
        measured = integrated_loudness(sound)
        if measured == SILENT:
            return sound
        sound = limited(sound * np.float32(gain_of(TARGET - measured)))
    return sound * np.float32(min(1.0, CEILING / true_peak(sound)))


def limited(sound: Signal) -> Signal:
    """Each peak turned down by a gain that is on its way before it comes."""
    steps = -(-sound.shape[1] // LIMITER)
    blocks = np.pad(sound, ((0, 0), (0, steps * LIMITER - sound.shape[1]))).reshape(2, steps, LIMITER)
    peaks = np.abs(blocks).max(axis=(0, 2))
    needed = np.minimum(1.0, CEILING / np.maximum(peaks, 1e-9))
    lowest = sliding_window_view(np.pad(needed, REACH, mode="edge"), 2 * REACH + 1).min(axis=1)
    return sound * stretched(smoothed(lowest, 2 * REACH - 1), LIMITER, sound.shape[1])


def smoothed(curve: Signal, width: int) -> Signal:
    window = np.hanning(width + 2)[1:-1]
    around = sliding_window_view(np.pad(curve, width // 2, mode="edge"), width)
    averages: Signal = around @ (window / window.sum())
    return averages


def stretched(curve: Signal, step: int, samples: int) -> Signal:
    """A value for each sample, from one for the middle of each `step` samples."""
    middles = np.arange(curve.size) * step + step / 2
    return np.interp(np.arange(samples), middles, curve).astype(np.float32)
