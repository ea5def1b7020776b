"""Chance that is the same in every process: generators seeded by what is drawn."""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.random import PCG64, Generator


def dice(*words: object) -> Generator:
    """Equal words give equal throws."""
    digest = hashlib.sha256("\x1f".join(str(word) for word in words).encode()).digest()
    return Generator(PCG64(int.from_bytes(digest[:16], "big")))


def spread(throws: Generator, count: int, low: float, high: float) -> list[float]:
    """`count` places between low and high, evenly spaced but for a little chance."""
    step = (high - low) / max(count, 1)
    return [float(low + step * (n + 0.5 + throws.uniform(-0.3, 0.3))) for n in range(count)]


def chances(throws: Generator, count: int, low: float, high: float) -> list[float]:
    return [float(value) for value in np.asarray(throws.uniform(low, high, count))]
