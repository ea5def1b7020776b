"""Things that are struck and have no pitch worth a name."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from coda.apps.idea2video.pipeline.music.moods import Voice
from coda.apps.idea2video.pipeline.signals import (
    RATE,
    Signal,
    bell,
    faded,
    filtered,
    high_pass,
    low_pass,
    seconds_to_samples,
    together,
)


def struck(voice: Voice) -> Signal:
    """One stroke, mono."""
    return STROKES[voice]()


def kick() -> Signal:
    return falling_tone(88, 54, 0.28, 0.08)


def drum() -> Signal:
    """A large drum, far away: its skin, and a dull knock."""
    knock = filtered(noise(0.5, 11) * decay(0.5, 0.03), low_pass(420))
    return falling_tone(104, 62, 0.9, 0.2) + 0.5 * padded(knock, 0.9)


def brush() -> Signal:
    """A brush on a snare drum: a stroke that is drawn rather than hit."""
    shape = decay(0.26, 0.07) * (0.4 + 0.6 * np.sin(np.linspace(0, np.pi, seconds_to_samples(0.26))))
    sound = filtered(noise(0.26, 12) * shape.astype(np.float32), together(high_pass(700), low_pass(5200)))
    return faded(0.55 * sound, in_seconds=0.012, out_seconds=0.05)


def shaker() -> Signal:
    sound = filtered(noise(0.11, 13) * decay(0.11, 0.022), together(high_pass(3800), low_pass(8500)))
    return faded(0.5 * sound, in_seconds=0.012, out_seconds=0.03)


def tick() -> Signal:
    """A wood block."""
    t = np.arange(seconds_to_samples(0.14), dtype=np.float32) / np.float32(RATE)
    wave = np.sin(2 * np.pi * 820 * t) + 0.4 * np.sin(2 * np.pi * 1370 * t)
    return faded(0.35 * wave * np.exp(-t / 0.022), in_seconds=0.001, out_seconds=0.02).astype(np.float32)


def cymbal() -> Signal:
    """Rolled with soft mallets, growing until its end."""
    length = seconds_to_samples(1.6)
    growth = (np.arange(length, dtype=np.float32) / length) ** 2.5
    shade = together(high_pass(900), low_pass(7000), bell(3200, 3))
    return faded(0.35 * filtered(noise(1.6, 14) * growth, shade), out_seconds=0.35)


STROKES: dict[Voice, Callable[[], Signal]] = {
    "kick": kick,
    "drum": drum,
    "brush": brush,
    "shaker": shaker,
    "tick": tick,
    "cymbal": cymbal,
}


def falling_tone(high_hertz: float, low_hertz: float, seconds: float, decay_seconds: float) -> Signal:
    """A skin: its pitch falls while its tension gives way."""
    t = np.arange(seconds_to_samples(seconds)) / RATE
    frequency = low_hertz + (high_hertz - low_hertz) * np.exp(-t / 0.04)
    wave = np.sin(2 * np.pi * np.cumsum(frequency) / RATE) * np.exp(-t / decay_seconds)
    return faded(wave.astype(np.float32), in_seconds=0.004, out_seconds=0.05)


def noise(seconds: float, seed: int) -> Signal:
    return np.random.default_rng(seed).normal(0, 1, seconds_to_samples(seconds)).astype(np.float32)


def decay(seconds: float, time_seconds: float) -> Signal:
    return np.exp(-np.arange(seconds_to_samples(seconds)) / (time_seconds * RATE)).astype(np.float32)


def padded(sound: Signal, seconds: float) -> Signal:
    return np.pad(sound, (0, seconds_to_samples(seconds) - sound.size))
