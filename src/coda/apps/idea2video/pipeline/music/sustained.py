"""What is bowed, blown or sung: endless tones that breathe.

A tone is drawn as a spectrum in which each harmonic is a small hill, given random phases, and transformed
back: a loop in which many players seem to play (Paul Nasca's PADsynth). Two sets of phases make it wide.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coda.apps.idea2video.pipeline.music.moods import Voice
from coda.apps.idea2video.pipeline.music.theory import hertz
from coda.apps.idea2video.pipeline.signals import RATE, Signal, faded, seconds_to_samples

LOOP = 1 << 18
"""Samples, 5.5 s."""


@dataclass(frozen=True)
class Body:
    """`slope` is the power by which harmonics fall; `width_cents` how far the players are apart.

    `formants` are hills of the body or the mouth: hertz, gain and width in octaves.
    """

    slope: float
    width_cents: float
    cutoff_hertz: float
    attack_seconds: float
    release_seconds: float
    odd: float = 1.0
    formants: tuple[tuple[float, float, float], ...] = ()
    level: float = 1.0


BODIES: dict[Voice, Body] = {
    "strings": Body(1.0, 26, 4600, 0.45, 0.7, formants=((450, 1.6, 1.2), (1200, 1.3, 1.0))),
    "warm pad": Body(1.35, 34, 2300, 0.9, 1.1, odd=0.7),
    "choir": Body(1.0, 22, 4200, 0.9, 1.2, formants=((620, 4.0, 0.55), (1050, 2.4, 0.45), (2700, 1.2, 0.4))),
    "horns": Body(0.9, 14, 1900, 0.16, 0.35, formants=((480, 2.0, 1.0),)),
    "flute": Body(1.9, 9, 4200, 0.09, 0.2, odd=1.2, level=0.9),
    "drone": Body(1.2, 30, 620, 1.4, 1.6, odd=0.8, level=1.2),
}


def tone(voice: Voice, pitch: int, brightness: float) -> Signal:
    """A stereo loop of one pitch at a mean square of one twentieth."""
    body = BODIES[voice]
    rng = np.random.default_rng([pitch, len(voice), ord(voice[0])])
    spectrum = np.zeros((2, LOOP // 2 + 1), np.complex64)
    fundamental = hertz(pitch)
    for n in range(1, int(min(24, 4 * body.cutoff_hertz * brightness / fundamental)) + 2):
        add_harmonic(spectrum, fundamental * n, level_of(body, fundamental, n, brightness), body, rng)
    loop = np.fft.irfft(spectrum, LOOP)
    return (loop * (0.22 * body.level / np.sqrt(np.mean(loop**2)))).astype(np.float32)


def level_of(body: Body, fundamental: float, n: int, brightness: float) -> float:
    frequency = fundamental * n
    level = n**-body.slope * (body.odd if n % 2 == 0 else 1.0)
    level /= 1 + (frequency / (body.cutoff_hertz * brightness)) ** 4
    for center, gain, octaves in body.formants:
        level *= 1 + (gain - 1) * np.exp(-((np.log2(frequency / center) / octaves) ** 2))
    return float(level)


def add_harmonic(
    spectrum: NDArray[np.complex64], frequency: float, level: float, body: Body, rng: np.random.Generator
) -> None:
    """A hill of Gauss's shape whose width grows with the frequency."""
    resolution = RATE / LOOP
    width = max(0.6 * resolution, frequency * (2 ** (body.width_cents / 1200) - 1) / 2)
    first = max(1, int((frequency - 4 * width) / resolution))
    last = min(spectrum.shape[1] - 1, int((frequency + 4 * width) / resolution) + 1)
    if first >= last:
        return
    bins = np.arange(last - first, dtype=np.float64) + first
    hill = np.exp(-(((bins * resolution - frequency) / width) ** 2) / 2)
    phases = rng.uniform(0, 2 * np.pi, (2, bins.size))
    spectrum[:, first:last] += (level * hill / np.sqrt(np.sum(hill**2)) * np.exp(1j * phases)).astype(
        np.complex64
    )


def sustained(voice: Voice, seconds: float, loop: Signal, offset: int) -> Signal:
    """`seconds` of a tone with its attack, its release after them, and a slow swell in between."""
    body = BODIES[voice]
    length = seconds_to_samples(seconds + body.release_seconds)
    note = loop[:, (np.arange(length) + offset) % LOOP]
    swell = 0.85 + 0.15 * np.sin(np.linspace(0, np.pi, length, dtype=np.float32))
    attack = min(body.attack_seconds, 0.6 * seconds)
    return faded(note * swell, in_seconds=attack, out_seconds=body.release_seconds)
