"""Waveform peaks: what the studio draws of a song."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from coda.apps.sequence_maker.analysis.decoding import Block, Song

PEAKS_PER_SECOND = 100
FULL_SCALE = 127

Extremes = tuple[NDArray[np.float32], NDArray[np.float32]]


class PeakMeter:
    """Collects lowest and highest sample in each hundredth of a second; bucket n starts at n·rate/100."""

    def __init__(self, rate: int) -> None:
        self.rate = rate
        self.frames = 0
        self._parts: list[tuple[int, Extremes]] = []

    def add(self, block: Block) -> None:
        first = self.frames * PEAKS_PER_SECOND // self.rate
        last = (self.frames + len(block) - 1) * PEAKS_PER_SECOND // self.rate
        buckets = np.arange(first, last + 1)
        # The first frame of a bucket is the smallest f with f * 100 // rate == bucket.
        starts = -(-buckets * self.rate // PEAKS_PER_SECOND) - self.frames
        starts[0] = 0
        low = np.minimum.reduceat(block.min(axis=1), starts)
        high = np.maximum.reduceat(block.max(axis=1), starts)
        self._parts.append((first, (low, high)))
        self.frames += len(block)

    def peaks(self) -> tuple[list[int], list[int]]:
        """`(min, max)`, −127..127."""
        size = (self.frames - 1) * PEAKS_PER_SECOND // self.rate + 1
        low, high = np.full(size, np.inf, np.float32), np.full(size, -np.inf, np.float32)
        for first, (part_low, part_high) in self._parts:
            window = slice(first, first + len(part_low))
            low[window] = np.minimum(low[window], part_low)
            high[window] = np.maximum(high[window], part_high)
        return scaled(low), scaled(high)


def scaled(samples: NDArray[np.float32]) -> list[int]:
    return np.rint(samples * FULL_SCALE).astype(int).tolist()


def measure(song: Song, report: Callable[[float], None]) -> PeakMeter:
    """Decode the whole song; `report` gets the part done, 0..1."""
    meter = PeakMeter(song.rate)
    for block in song.blocks():
        meter.add(block)
        report(min(1.0, meter.frames / max(song.frames, 1)))
    return meter
