"""What providers' own counts taught about our estimates, model by model, kept in a file.

A provider counts what we send in its own vocabulary, and puts words of its own around it: some
hundred tokens as soon as tools are offered. So a line is learned, `reported = base + slope × estimated`,
from the latest requests, by medians, which a few odd ones do not bend (Theil 1950, Sen 1968).
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from statistics import median
from typing import Protocol
from uuid import uuid4

import msgspec

from coda.components.llm.tokens import TYPICAL_ERROR

REMEMBERED = 24
"""Requests of a model, the latest: vocabularies do not change, but what is asked does."""

UNSEEN_ERROR = 2 * TYPICAL_ERROR
"""For a model without any request yet, whose vocabulary may be unlike the one we measured with."""
_SMALLEST_ERROR = 0.01
_LARGEST_ERROR = 1.0
_SLOPES = (0.5, 2.0)
"""Vocabularies in use differ by less."""
_LARGEST_BASE = 1000
"""More than any provider was seen to add of its own; web pages and files that it read are no base."""
_APART = 1.25
"""Requests whose sizes differ by less tell nothing of the slope."""

Points = tuple[tuple[int, int], ...]
"""Estimated and reported tokens of requests, the newest last."""


class Line(msgspec.Struct, frozen=True):
    """`base + slope × estimated`; `error` is the relative half-width in which nine of ten requests lay."""

    slope: float = 1.0
    base: float = 0.0
    error: float = UNSEEN_ERROR
    base_error: float = 0.0
    """Tokens by which the base itself may be wrong."""


_TOOLS_UNSEEN = Line(base_error=300)
"""What providers were seen to add for tools ranges from nothing to twice as much."""
_FIRST_LINES = {"anthropic": Line(base=346, base_error=300)}
"""Anthropic documents what it says of its own when there are tools."""


class CalibrationFile(Protocol):
    """Where the points survive a restart. Both may block."""

    def read(self) -> Mapping[str, Points]: ...
    def write(self, points: Mapping[str, Points]) -> None: ...


class PointsInFile:
    """A JSON file, written whole or not at all. One that cannot be read or written is done without:
    estimates are worse then, and nothing else."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> Mapping[str, Points]:
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=dict[str, Points])
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
            return {}

    def write(self, points: Mapping[str, Points]) -> None:
        beside = self._path.with_name(f"{self._path.name}.{uuid4().hex}")
        try:
            beside.write_bytes(msgspec.json.encode(points))
            beside.replace(self._path)
        except OSError:
            beside.unlink(missing_ok=True)


class Calibration:
    """The lines of the models asked so far, one for requests with tools and one for those without."""

    def __init__(self, file: CalibrationFile | None = None) -> None:
        self._file = file
        self._points: dict[str, Points] = {} if file is None else dict(file.read())
        self._lines: dict[str, Line] = {}
        self._writing = threading.Lock()

    def line(self, provider: str, model: str, *, tools: bool) -> Line:
        key = _key(provider, model, tools=tools)
        if key not in self._points:
            return _FIRST_LINES.get(provider, _TOOLS_UNSEEN) if tools else Line()
        if key not in self._lines:
            self._lines[key] = fitted(self._points[key])
        return self._lines[key]

    def learn(self, provider: str, model: str, estimated: int, reported: int, *, tools: bool) -> bool:
        """Note a request: our uncalibrated estimate, and the provider's own count of the same. False
        when they have nothing to do with each other and so teach nothing."""
        if not (
            estimated > 0 and _SLOPES[0] * estimated <= reported <= _SLOPES[1] * estimated + _LARGEST_BASE
        ):
            return False
        key = _key(provider, model, tools=tools)
        self._points[key] = (*self._points.get(key, ()), (estimated, reported))[-REMEMBERED:]
        self._lines.pop(key, None)
        return True

    def save(self) -> None:
        """Keep what was learned. Blocks."""
        if self._file is not None:
            with self._writing:
                self._file.write(dict(self._points))


def fitted(points: Points) -> Line:
    """The line through the points; where they tell no slope, it is 1. At least one point."""
    slopes = [
        (second[1] - first[1]) / (second[0] - first[0])
        for first, second in combinations(sorted(points), 2)
        if second[0] > _APART * first[0]
    ]
    slope = _within(median(slopes), _SLOPES) if slopes else 1.0
    base = median(reported - slope * estimated for estimated, reported in points)
    if not 0 <= base <= _LARGEST_BASE:
        base = _within(base, (0, _LARGEST_BASE))
        slope = _within(median((reported - base) / estimated for estimated, reported in points), _SLOPES)
    return Line(slope, base, _error(points, slope, base))


def _error(points: Points, slope: float, base: float) -> float:
    strays = sorted(abs((base + slope * estimated) / reported - 1) for estimated, reported in points)
    strayed = strays[round(0.9 * (len(strays) - 1))]
    return _within(max(strayed, UNSEEN_ERROR / (1 + len(points))), (_SMALLEST_ERROR, _LARGEST_ERROR))


def _within(value: float, bounds: Sequence[float]) -> float:
    return min(max(value, bounds[0]), bounds[1])


def _key(provider: str, model: str, *, tools: bool) -> str:
    return f"{provider}/{model}{' with tools' if tools else ''}"
