"""How loud a sound is to people: ITU-R BS.1770-4, and the same as EBU R 128 uses it."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from coda.apps.idea2video.pipeline.signals import RATE, Signal, convolved

SHELF = ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585))
HIGH_PASS = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))
"""Numerator and denominator at 48 kHz, tables 1 and 2 of annex 1."""
OFFSET = -0.691
STEPS_PER_BLOCK = 4
STEP = RATE // 10
"""Blocks of 400 ms, three quarters of which overlap."""
ABSOLUTE_GATE = -70.0
RELATIVE_GATE = -10.0
SILENT = -70.0
"""What silence, or a sound shorter than one block, measures."""


def integrated_loudness(sound: Signal) -> float:
    """LUFS of a sound of shape (channels, samples), mono or stereo."""
    powers = block_powers(sound)
    heard = powers[lufs(powers) > ABSOLUTE_GATE]
    if heard.size == 0:
        return SILENT
    threshold = float(lufs(heard.mean())) + RELATIVE_GATE
    return float(lufs(heard[lufs(heard) > threshold].mean()))


def block_powers(sound: Signal) -> NDArray[np.float64]:
    """The mean square of each block after weighting, summed over the channels."""
    weighted = np.atleast_2d(convolved(sound, np.broadcast_to(weighting(), (*sound.shape[:-1], RATE // 2))))
    steps = weighted.shape[-1] // STEP
    pieces = weighted[:, : steps * STEP].reshape(-1, steps, STEP)
    per_step = np.einsum("cst,cst->s", pieces, pieces).astype(np.float64) / STEP
    if steps < STEPS_PER_BLOCK:
        return np.zeros(0)
    blocks: NDArray[np.float64] = sliding_window_view(per_step, STEPS_PER_BLOCK).mean(axis=1)
    return blocks


def lufs(power: NDArray[np.float64]) -> NDArray[np.float64]:
    return OFFSET + 10 * np.log10(np.maximum(power, 1e-20))


@cache
def weighting() -> Signal:
    """Half a second of the response of both filters to an impulse; what follows is below -120 dB."""
    size = 1 << 18
    z = np.exp(-2j * np.pi * np.arange(size // 2 + 1) / size)
    response = np.ones_like(z)
    for numerator, denominator in (SHELF, HIGH_PASS):
        response = response * np.polyval(numerator[::-1], z) / np.polyval(denominator[::-1], z)
    return np.fft.irfft(response, size)[: RATE // 2].astype(np.float32)


def true_peak(sound: Signal) -> float:
    """The highest level, as a gain, between the samples too: four times as many, in blocks of a second.

    BS.1770-4, annex 2, with a transform in place of its filter.
    """
    highest = 0.0
    margin = 64
    for at in range(0, sound.shape[-1], RATE):
        piece = sound[..., max(0, at - margin) : at + RATE + margin]
        window = np.fft.rfft(piece)
        finer = np.fft.irfft(window, 4 * piece.shape[-1]) * 4
        first = 4 * min(at, margin)
        highest = max(highest, float(np.abs(finer[..., first : first + 4 * RATE]).max(initial=0.0)))
    return highest
