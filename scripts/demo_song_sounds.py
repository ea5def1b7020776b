"""The sounds of the demo song, and what shapes them: filters, room, loudness, limiter.

A sound is a mono array of samples at `RATE`; a stereo mix is `(2, samples)`. Numpy only.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Sound = NDArray[np.float64]

RATE = 44_100
LOUDNESS_LUFS = -14.0
CEILING = 0.89
"""Peak of the samples; the rest is room for the lossy coder's overshoot."""


def seconds(length_s: float) -> Sound:
    return np.arange(int(length_s * RATE)) / RATE


def hertz(pitch: float) -> float:
    return 440.0 * 2.0 ** ((pitch - 69.0) / 12.0)


def envelope(t: Sound, attack_s: float, release_s: float) -> Sound:
    """A rise and a fall at the ends of a sound, raised-cosine shaped."""
    edges = np.minimum(t / attack_s, (t[-1] - t) / release_s)
    return 0.5 - 0.5 * np.cos(np.pi * np.clip(edges, 0.0, 1.0))


def saw(frequency: float, t: Sound, phase: float) -> Sound:
    """A sawtooth with its edge rounded over one sample (PolyBLEP), so that it hardly aliases."""
    step = frequency / RATE
    cycle = (frequency * t + phase) % 1.0
    wave = 2.0 * cycle - 1.0
    rising, falling = cycle < step, cycle > 1.0 - step
    early, late = cycle[rising] / step, (cycle[falling] - 1.0) / step
    wave[rising] -= 2.0 * early - early**2 - 1.0
    wave[falling] -= late**2 + 2.0 * late + 1.0
    return wave


def pad(pitch: int, length_s: float, detune: float, rng: np.random.Generator) -> Sound:
    t = seconds(length_s + 0.25)
    voices = [saw(hertz(pitch + offset), t, rng.random()) for offset in (-detune, 0.03, detune)]
    return np.sum(voices, axis=0) * envelope(t, 0.03, 0.3) / 3.0


def pluck(pitch: int) -> Sound:
    """Two-operator FM whose brightness dies away faster than its loudness."""
    t = seconds(0.5)
    brightness = 2.6 * np.exp(-t * 16.0)
    tone = np.sin(2 * np.pi * hertz(pitch) * t + brightness * np.sin(4 * np.pi * hertz(pitch) * t))
    return tone * np.exp(-t * 8.0) * envelope(t, 0.002, 0.05)


def lead(pitch: int, length_s: float) -> Sound:
    t = seconds(length_s + 0.08)
    vibrato = 0.004 * np.clip(t - 0.15, 0.0, 0.3) * np.sin(2 * np.pi * 5.5 * t) / 0.3
    wave = sum(
        saw(hertz(pitch + offset), t + vibrato / (2 * np.pi), phase)
        for offset, phase in ((-0.06, 0.1), (0.07, 0.6))
    )
    return np.asarray(wave) * envelope(t, 0.01, 0.08) / 2.0


def bass(pitch: int, length_s: float) -> Sound:
    t = seconds(length_s)
    tone = 0.8 * np.sin(2 * np.pi * hertz(pitch - 12) * t) + 0.35 * saw(hertz(pitch - 12), t, 0.5)
    return tone * envelope(t, 0.004, 0.03) * (0.6 + 0.4 * np.exp(-t * 6.0))


def kick() -> Sound:
    t = seconds(0.3)
    sweep = 48.0 * t + (150.0 / 32.0) * (1.0 - np.exp(-t * 32.0))
    body = np.sin(2 * np.pi * sweep + 0.6) * np.exp(-t * 11.0)
    click = np.sin(2 * np.pi * 2200.0 * t) * np.exp(-t * 350.0)
    return (body + 0.35 * click) * envelope(t, 0.0008, 0.05)


def snare(rng: np.random.Generator) -> Sound:
    t = seconds(0.25)
    noise = band(rng.standard_normal(t.size), 900.0, 9_000.0) * np.exp(-t * 20.0)
    return (0.55 * noise + 0.5 * np.sin(2 * np.pi * 190.0 * t) * np.exp(-t * 26.0)) * envelope(
        t, 0.0008, 0.03
    )


def cymbal(length_s: float, decay: float, low_hz: float, rng: np.random.Generator) -> Sound:
    t = seconds(length_s)
    return band(rng.standard_normal(t.size), low_hz, 16_000.0) * np.exp(-t * decay) * envelope(t, 0.001, 0.02)


def riser(length_s: float, rng: np.random.Generator) -> Sound:
    t = seconds(length_s)
    noise = rng.standard_normal(t.size)
    cutoff = 400.0 * np.power(20.0, t / length_s)
    return sweep_low_pass(noise, cutoff) * (t / length_s) ** 2 * envelope(t, 0.05, 0.01)


def quick_size(size: int) -> int:
    """The next power of two, or three quarters of it: lengths a Fourier transform is fast at."""
    whole = 1 << (size - 1).bit_length()
    return whole * 3 // 4 if size <= whole * 3 // 4 else whole


def shaped(sound: Sound, gain: Callable[[Sound], Sound]) -> Sound:
    """A zero-phase filter; `gain` gets the frequencies in Hz."""
    size = quick_size(sound.size)
    hz = np.linspace(0.0, RATE / 2, size // 2 + 1)
    return np.fft.irfft(np.fft.rfft(sound, size) * gain(hz), size)[: sound.size]


def band(sound: Sound, low_hz: float, high_hz: float) -> Sound:
    """Keep a band, with edges of 12 dB per octave."""

    def gain(hz: Sound) -> Sound:
        return 1.0 / np.sqrt((1.0 + (low_hz / np.maximum(hz, 1e-9)) ** 4) * (1.0 + (hz / high_hz) ** 4))

    return shaped(sound, gain)


def sweep_low_pass(sound: Sound, cutoff_hz: Sound, block: int = 2048) -> Sound:
    """A low-pass whose cutoff (one value for each sample) moves: overlapping blocks, each filtered alone."""
    hop = block // 4
    window = np.hanning(block + 1)[:-1]
    frequency = np.fft.rfftfreq(block, 1 / RATE)
    padded = np.pad(sound, block)
    result = np.zeros_like(padded)
    for start in range(0, padded.size - block, hop):
        cutoff = cutoff_hz[min(max(start - block // 2, 0), cutoff_hz.size - 1)]
        gain = 1.0 / np.sqrt(1.0 + (frequency / cutoff) ** 6)
        filtered = np.fft.irfft(np.fft.rfft(padded[start : start + block] * window) * gain, block)
        result[start : start + block] += filtered * window / 1.5
    return result[block:-block]


def room(dry: Sound, rng: np.random.Generator, length_s: float = 1.5) -> Sound:
    """A plain stereo room: decaying noise, a different one for each ear."""
    t = seconds(length_s)
    size = quick_size(dry.shape[1] + t.size)
    wet = np.empty_like(dry)
    for channel in range(2):
        tail = band(rng.standard_normal(t.size), 250.0, 6_000.0) * np.exp(-t * 4.5)
        tail /= np.sqrt(np.sum(tail**2))
        product = np.fft.rfft(dry[channel], size) * np.fft.rfft(tail, size)
        wet[channel] = np.fft.irfft(product, size)[: dry.shape[1]]
    return wet


def ping_pong(dry: Sound, delay_s: float, feedback: float) -> Sound:
    wet = dry.copy()
    shift, echo = int(delay_s * RATE), dry
    for _ in range(4):
        echo = feedback * np.pad(echo[::-1], ((0, 0), (shift, 0)))[:, : dry.shape[1]]
        wet += echo
    return wet


def loudness(stereo: Sound) -> float:
    """Integrated loudness in LUFS after ITU-R BS.1770: K-weighted 400 ms blocks, two gates."""
    weighted = [shaped(x, k_weighting) for x in stereo]
    block, hop = int(0.4 * RATE), int(0.1 * RATE)
    power = np.cumsum(np.pad(np.sum(np.square(weighted), axis=0), (1, 0)))
    blocks = (power[block::hop] - power[: power.size - block : hop]) / block
    loud = blocks[blocks > 10 ** ((-70 + 0.691) / 10)]
    return float(-0.691 + 10 * np.log10(loud[loud > loud.mean() / 10].mean()))


def k_weighting(hz: Sound) -> Sound:
    """The magnitude of BS.1770's two filters, from their analog prototypes."""
    s = 1j * hz
    shelf_hz, shelf_q, high_gain, band_gain = 1681.97, 0.7072, 10 ** (3.99984 / 20), 10 ** (3.99984 / 40)
    shelf = high_gain * s**2 + band_gain * s * shelf_hz / shelf_q + shelf_hz**2
    shelf /= s**2 + s * shelf_hz / shelf_q + shelf_hz**2
    return np.abs(shelf * s**2 / (s**2 + s * 38.135 / 0.5003 + 38.135**2))


def limit(stereo: Sound) -> Sound:
    """A soft limiter: straight up to 60 % of the ceiling, then a tanh that never reaches it."""
    knee = 0.6 * CEILING
    loud = np.abs(stereo) > knee
    over = (np.abs(stereo[loud]) - knee) / (CEILING - knee)
    result = stereo.copy()
    result[loud] = np.sign(stereo[loud]) * (knee + (CEILING - knee) * np.tanh(over))
    return result


def master(stereo: Sound) -> Sound:
    """Bring the mix to the loudness wanted; limiting costs some, so the gain is found in a few steps."""
    gain = 1.0
    for _ in range(4):
        gain *= 10 ** ((LOUDNESS_LUFS - loudness(limit(stereo * gain))) / 20)
    return limit(stereo * gain)
