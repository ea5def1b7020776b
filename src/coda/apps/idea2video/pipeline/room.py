"""Rooms to play and to speak in: what a clap would leave behind, made of noise that dies away."""

from __future__ import annotations

from functools import cache

import numpy as np

from coda.apps.idea2video.pipeline.signals import (
    RATE,
    Signal,
    convolved,
    faded,
    filtered,
    high_pass,
    low_pass,
    seconds_to_samples,
    together,
)

BANDS = ((0.0, 350.0, 1.1), (350.0, 2200.0, 1.0), (2200.0, 7000.0, 0.55))
"""From and to hertz, and how long the band rings in relation to the room: air eats the highest."""


def in_room(sound: Signal, ring_seconds: float, before_seconds: float) -> Signal:
    """Only what the room answers to a stereo `sound`, at about its loudness."""
    return convolved(sound, response(ring_seconds, before_seconds))


@cache
def response(ring_seconds: float, before_seconds: float) -> Signal:
    """A stereo response with the power of a single clap. `ring_seconds` is the time to fall by 60 dB."""
    length = seconds_to_samples(1.1 * ring_seconds)
    rng = np.random.default_rng(7)
    t = np.arange(length) / RATE
    total = np.zeros((2, length), np.float32)
    for low, high, share in BANDS:
        noise = rng.normal(0, 1, (2, length)).astype(np.float32)
        shape = np.exp(-6.9 * t / (share * ring_seconds)).astype(np.float32)
        total += filtered(noise * shape, together(high_pass(max(low, 120.0)), low_pass(high)))
    total = faded(total, in_seconds=0.015, out_seconds=0.1)
    total /= np.sqrt(np.sum(total**2, axis=1, keepdims=True))
    return np.pad(total, ((0, 0), (seconds_to_samples(before_seconds), 0)))
