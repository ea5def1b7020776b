"""Sound as arrays: 48,000 samples a second, float32, one row for each channel, full scale at ±1.

Filters are drawn as curves over frequency and applied by Fourier transform: short to write, without the
ringing of steep slopes, and as fast as numpy is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coda.apps.idea2video.pipeline.recipe import FPS

RATE = 48_000
SAMPLES_PER_FRAME = RATE // FPS

Signal = NDArray[np.floating[Any]]
"""(samples,) or (channels, samples)"""
Curve = Callable[[Signal], Signal]
"""Gain over frequency in hertz."""

BLOCK = 1 << 18


def gain_of(decibels: float) -> float:
    return 10.0 ** (decibels / 20)


def decibels_of(gain: float) -> float:
    """Silence is -200 dB."""
    return 20 * float(np.log10(max(gain, 1e-10)))


def seconds_to_samples(seconds: float) -> int:
    return round(seconds * RATE)


def silence(samples: int, channels: int = 2) -> Signal:
    return np.zeros((channels, samples), np.float32)


def stereo(mono: Signal, pan: float = 0.0) -> Signal:
    """`pan` from -1 (left) to 1 (right), at equal power."""
    angle = (pan + 1) * np.pi / 4
    sides = np.array([[np.cos(angle)], [np.sin(angle)]], np.float32) * np.float32(np.sqrt(2))
    return sides * mono


def add_at(bus: Signal, sound: Signal, at: int) -> None:
    """Mix `sound` into `bus` from sample `at` on; what reaches beyond either end is left out."""
    first, last = max(0, at), min(bus.shape[-1], at + sound.shape[-1])
    if first < last:
        bus[..., first:last] += sound[..., first - at : last - at]


def ramp(samples: int) -> Signal:
    """From 0 to 1 along half a cosine: no corner at either end."""
    return (0.5 - 0.5 * np.cos(np.linspace(0, np.pi, samples, dtype=np.float32))).astype(np.float32)


def faded(sound: Signal, *, in_seconds: float = 0.0, out_seconds: float = 0.0) -> Signal:
    """A copy that begins and ends softly."""
    result = sound.copy()
    length = sound.shape[-1]
    rising, falling = (min(length, seconds_to_samples(seconds)) for seconds in (in_seconds, out_seconds))
    if rising:
        result[..., :rising] *= ramp(rising)
    if falling:
        result[..., length - falling :] *= ramp(falling)[::-1]
    return result


def filtered(sound: Signal, curve: Curve) -> Signal:
    """`sound` with each frequency multiplied by `curve`, its timing unchanged.

    For short sounds: all of it is transformed at once, with room for a tenth of a second of ringing.
    """
    length = sound.shape[-1]
    size = fast_size(length + RATE // 10)
    spectrum = np.fft.rfft(sound, size)
    gains = curve(np.fft.rfftfreq(size, 1 / RATE)).astype(np.float32)
    return np.fft.irfft(spectrum * gains, size)[..., :length].astype(np.float32)


def high_pass(hertz: float, order: int = 2) -> Curve:
    """Butterworth's magnitude."""
    return lambda f: 1 / np.sqrt(1 + (hertz / np.maximum(f, 1e-3)) ** (2 * order))


def low_pass(hertz: float, order: int = 2) -> Curve:
    """Butterworth's magnitude."""
    return lambda f: 1 / np.sqrt(1 + (f / hertz) ** (2 * order))


def band(low_hertz: float, high_hertz: float) -> Curve:
    return together(high_pass(low_hertz), low_pass(high_hertz))


def bell(hertz: float, decibels: float, octaves: float = 1.0) -> Curve:
    """A hill or a dip around `hertz`, `octaves` wide at half of its height."""
    return lambda f: (
        10 ** (decibels / 20 * np.exp2(-((2 * np.log2(np.maximum(f, 1e-3) / hertz) / octaves) ** 2)))
    )


def together(*curves: Curve) -> Curve:
    def product(f: Signal) -> Signal:
        gains: Signal = np.ones_like(f)
        for curve in curves:
            gains = gains * curve(f)
        return gains

    return product


def convolved(sound: Signal, response: Signal) -> Signal:
    """`sound` through `response`, cut to the length of `sound`; both mono, or both with the same channels.

    Overlap-add, so that an hour needs no more memory for its transforms than a minute.
    """
    length, taps = sound.shape[-1], response.shape[-1]
    size = fast_size(max(2 * taps, min(BLOCK, length + taps)))
    step = size - taps + 1
    spectrum = np.fft.rfft(response, size)
    result = np.zeros_like(sound)
    for at in range(0, length, step):
        block = np.fft.irfft(np.fft.rfft(sound[..., at : at + step], size) * spectrum, size)
        add_at(result, block.astype(np.float32), at)
    return result


def resampled(sound: Signal, rate: int) -> Signal:
    """From `rate` to 48,000 samples a second, by Fourier transform; both ends are to be silent."""
    length = sound.shape[-1]
    target = round(length * RATE / rate)
    spectrum = np.fft.rfft(sound)
    kept = min(spectrum.shape[-1], target // 2 + 1)
    wider = np.zeros((*sound.shape[:-1], target // 2 + 1), spectrum.dtype)
    wider[..., :kept] = spectrum[..., :kept]
    return (np.fft.irfft(wider, target) * (target / length)).astype(np.float32)


def fast_size(least: int) -> int:
    """The least 2^a·3^b·5^c not below `least`, with a ≥ 1: lengths that transform fast."""
    best = 1 << max(1, (least - 1).bit_length())
    fives = 1
    while fives < best:
        threes = fives
        while threes < best:
            quotient = -(-least // threes)
            best = min(best, threes << max(1, (quotient - 1).bit_length()))
            threes *= 3
        fives *= 5
    return best


def mixed(sounds: Sequence[Signal], samples: int) -> Signal:
    """The sum of stereo sounds that all begin together."""
    bus = silence(samples)
    for sound in sounds:
        add_at(bus, sound, 0)
    return bus
