"""Seconds outside, integer milliseconds on a 10 ms grid inside, and times as people read them."""

from __future__ import annotations

import math

from coda.apps.sequence_maker.entities import GRID_MS


def to_grid(ms: float) -> int:
    """The nearest time on the grid; halves go up."""
    return math.floor(ms / GRID_MS + 0.5) * GRID_MS


def up_to_grid(ms: int) -> int:
    """The first time on the grid that is not before `ms`."""
    return -(-ms // GRID_MS) * GRID_MS


def to_ms(seconds: float) -> int:
    """Seconds as milliseconds on the grid; moves a time by 5 ms at most.

    Counted in hundredths as they are written, so 0.145 is 150 ms although its float is a little less.
    """
    return to_grid(round(seconds * 1000, 6))


def to_seconds(ms: int) -> float:
    return ms / 1000


def format_time(ms: int) -> str:
    """Minutes and seconds without needless digits: "0:10", "1:02.5", "60:00"."""
    minutes, rest = divmod(ms, 60_000)
    seconds, fraction = divmod(rest, 1000)
    digits = f".{fraction:03d}".rstrip("0") if fraction else ""
    return f"{minutes}:{seconds:02d}{digits}"


def format_span(start_ms: int, end_ms: int) -> str:
    return f"{format_time(start_ms)} to {format_time(end_ms)}"


def format_seconds(seconds: float) -> str:
    """A length in words: "1 second", "0.25 seconds"."""
    return "1 second" if seconds == 1 else f"{seconds:g} seconds"
