"""What is struck or plucked and then rings by itself: partials, each of which dies away in its time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from coda.apps.idea2video.pipeline.music.moods import Voice
from coda.apps.idea2video.pipeline.music.theory import hertz
from coda.apps.idea2video.pipeline.signals import RATE, Signal, faded, filtered, low_pass, seconds_to_samples

HIGHEST_HERTZ = 9000.0


@dataclass(frozen=True, kw_only=True)
class Timbre:
    """How a string or a bar sounds, of a note around middle C.

    `ratios` are the partials' frequencies over the fundamental's, `levels` their strengths.
    `ring_seconds` is how long the fundamental takes to fall by 60 dB; a partial `n` times as high falls
    faster by `n ** damping`. `thump` is the level of the hammer's own sound, `detune_cents` the distance
    between two strings of one note.
    """

    ratios: Sequence[float]
    levels: Sequence[float]
    ring_seconds: float
    damping: float
    attack_seconds: float
    thump: float = 0.0
    detune_cents: float = 0.0
    softness_hertz: float = 6000.0


def harmonics(count: int, stiffness: float = 0.0) -> tuple[float, ...]:
    """Of a string; a stiff one stretches them: n·√(1 + B·n²)."""
    return tuple(n * (1 + stiffness * n * n) ** 0.5 for n in range(1, count + 1))


def plucked_levels(count: int, place: float, slope: float) -> tuple[float, ...]:
    """A string plucked at `place` of its length lacks the partials that have a node there."""
    return tuple(abs(np.sin(np.pi * n * place)) / n**slope for n in range(1, count + 1))


TIMBRES: dict[Voice, Timbre] = {
    "felt piano": Timbre(
        ratios=harmonics(10, stiffness=0.0004),
        levels=plucked_levels(10, place=0.13, slope=0.95),
        ring_seconds=5.0,
        damping=0.6,
        attack_seconds=0.006,
        thump=0.25,
        detune_cents=1.4,
        softness_hertz=3600,
    ),
    "harp": Timbre(
        ratios=harmonics(12),
        levels=plucked_levels(12, place=0.32, slope=1.1),
        ring_seconds=2.8,
        damping=0.7,
        attack_seconds=0.003,
        thump=0.08,
        detune_cents=0.6,
        softness_hertz=7500,
    ),
    "pizzicato": Timbre(
        ratios=harmonics(9),
        levels=plucked_levels(9, place=0.22, slope=1.15),
        ring_seconds=0.75,
        damping=0.5,
        attack_seconds=0.003,
        thump=0.3,
        softness_hertz=5200,
    ),
    "kalimba": Timbre(
        ratios=(1.0, 2.0, 5.4, 8.9),
        levels=(1.0, 0.2, 0.2, 0.09),
        ring_seconds=1.5,
        damping=0.8,
        attack_seconds=0.003,
        thump=0.14,
        softness_hertz=8500,
    ),
    "celesta": Timbre(
        ratios=(1.0, 2.0, 3.0, 4.0, 7.1),
        levels=(1.0, 0.35, 0.08, 0.16, 0.04),
        ring_seconds=2.6,
        damping=0.6,
        attack_seconds=0.002,
        thump=0.05,
        detune_cents=0.8,
        softness_hertz=9000,
    ),
    "bass": Timbre(
        ratios=harmonics(6),
        levels=(0.8, 0.7, 0.42, 0.22, 0.12, 0.06),
        ring_seconds=4.5,
        damping=0.5,
        attack_seconds=0.02,
        detune_cents=0.8,
        softness_hertz=1200,
    ),
    "upright": Timbre(
        ratios=harmonics(8),
        levels=(0.8, 0.8, 0.5, 0.3, 0.19, 0.13, 0.08, 0.05),
        ring_seconds=1.5,
        damping=0.5,
        attack_seconds=0.008,
        thump=0.22,
        softness_hertz=1900,
    ),
}


def plucked(voice: Voice, pitch: int, brightness: float) -> Signal:
    """One note, mono, until it has died away. High notes ring shorter than low ones."""
    timbre = TIMBRES[voice]
    fundamental = hertz(pitch)
    ring = timbre.ring_seconds * (261.6 / fundamental) ** 0.35
    length = seconds_to_samples(min(ring * 0.9, 6.0))
    t = np.arange(length) / RATE
    note = np.zeros(length, np.float32)
    for ratio, level in zip(timbre.ratios, timbre.levels, strict=True):
        if fundamental * ratio < HIGHEST_HERTZ:
            shade = 1 / (1 + (fundamental * ratio / (timbre.softness_hertz * brightness)) ** 2)
            sound = partial(t, fundamental * ratio, level * shade, ring / ratio**timbre.damping, timbre)
            note[: sound.size] += sound
    note += thump(length, fundamental, timbre)
    return faded(note, in_seconds=timbre.attack_seconds, out_seconds=0.05)


def partial(t: Signal, frequency: float, level: float, ring_seconds: float, timbre: Timbre) -> Signal:
    """Falls at first twice as fast as later on, as a string's two ways of swinging do."""
    heard = min(t.size, seconds_to_samples(1.2 * ring_seconds))
    t = t[:heard]
    rate = 6.9 / ring_seconds
    envelope = 0.7 * np.exp(-1.6 * rate * t) + 0.3 * np.exp(-0.8 * rate * t)
    wave = oscillation(t, frequency)
    if timbre.detune_cents:
        other = oscillation(t, frequency * 2 ** (timbre.detune_cents / 1200))
        wave = 0.6 * wave + 0.4 * other
    return np.float32(level) * envelope.astype(np.float32) * wave


def oscillation(t: Signal, frequency: float) -> Signal:
    """A sine. Whole turns are taken off before the digits of single precision run out."""
    turns = t * frequency
    return np.sin(np.float32(2 * np.pi) * (turns - np.floor(turns)).astype(np.float32))


def thump(length: int, fundamental: float, timbre: Timbre) -> Signal:
    """The knock of hammer or finger: a short burst of dull noise."""
    result = np.zeros(length, np.float32)
    size = min(length, seconds_to_samples(0.07))
    if timbre.thump:
        noise = np.random.default_rng(round(fundamental)).normal(0, 1, size).astype(np.float32)
        shape = np.exp(-np.arange(size, dtype=np.float32) / np.float32(0.012 * RATE))
        result[:size] = timbre.thump * filtered(noise * shape, low_pass(min(900.0, 3 * fundamental)))
    return result
