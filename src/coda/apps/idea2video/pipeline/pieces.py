"""A sheet cut into rectangles: where it is empty nothing is to be done, where it is solid nothing mixed.

Found once for a sheet, like a decision tree: a rectangle is cut in two where that makes the parts purest, and
they are cut again; whatever turns out not to pay is put together again.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from coda.apps.idea2video.pipeline.planes import Plane

_CELL = 16
"""Pixels of a sheet, each way, that are told apart. Up to 22, a single one shows in the mean of a cell."""
_ALMOST = 252
"""Alpha up to which something is not solid."""
_EACH, _SOLID, _MIXED = 400.0, 1.0, 3.0
"""What a rectangle costs by itself, and for each of its cells; of these a solid one is the unit."""

Cells = NDArray[np.bool_]
Costs = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Piece:
    """A rectangle of a sheet, in pixels."""

    left: int
    top: int
    right: int
    bottom: int
    solid: bool

    @property
    def cost(self) -> float:
        cells = (self.right - self.left) * (self.bottom - self.top) / _CELL**2
        return _EACH + cells * (_SOLID if self.solid else _MIXED)


def pieces_of(alpha: Plane, slack: int) -> list[Piece]:
    """All that is to be drawn of a sheet, without overlap. For `slack` pixels around a solid piece the sheet
    is solid too, and around all pieces together it is empty."""
    _, seen = cv2.threshold(alpha, 0, 255, cv2.THRESH_BINARY)
    _, broken = cv2.threshold(alpha, _ALMOST, 255, cv2.THRESH_BINARY_INV)
    return _cut(_cells(seen, slack), _cells(broken, slack), 0, 0)


def _cells(marks: cv2.typing.MatLike, slack: int) -> Cells:
    """Those that hold a mark, or are near to one."""
    height, width = (-(-side // _CELL) for side in marks.shape)
    wide = cv2.dilate(marks, np.ones((2 * slack + 1, 2 * slack + 1), np.uint8))
    missing = height * _CELL - marks.shape[0], width * _CELL - marks.shape[1]
    whole = cv2.copyMakeBorder(wide, 0, missing[0], 0, missing[1], cv2.BORDER_REPLICATE)
    return np.greater(cv2.resize(whole, (width, height), interpolation=cv2.INTER_AREA), 0)


def _cut(seen: Cells, broken: Cells, left: int, top: int) -> list[Piece]:
    """The cheapest pieces found of what begins at that cell."""
    rows, columns = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))
    if rows.size == 0:
        return []
    used = np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    seen, broken, left, top = seen[used], broken[used], left + int(columns[0]), top + int(rows[0])
    whole = _piece(broken, left, top)
    if whole.cost - _least(seen, broken) < _EACH:
        return [whole]
    (across, column), (down, row) = _cheapest(seen, broken), _cheapest(seen.T, broken.T)
    if across <= down:
        first = _cut(seen[:, :column], broken[:, :column], left, top)
        parts = first + _cut(seen[:, column:], broken[:, column:], left + column, top)
    else:
        first = _cut(seen[:row], broken[:row], left, top)
        parts = first + _cut(seen[row:], broken[row:], left, top + row)
    return parts if sum(part.cost for part in parts) < whole.cost else [whole]


def _piece(broken: Cells, left: int, top: int) -> Piece:
    right, bottom = left + broken.shape[1], top + broken.shape[0]
    return Piece(left * _CELL, top * _CELL, right * _CELL, bottom * _CELL, solid=not broken.any())


def _least(seen: Cells, broken: Cells) -> float:
    """What it would cost in one piece of any shape, which no cutting can save."""
    mixed = np.count_nonzero(seen & broken)
    return _EACH + mixed * _MIXED + (np.count_nonzero(seen) - mixed) * _SOLID


def _cheapest(seen: Cells, broken: Cells) -> tuple[float, int]:
    """The best column to cut before, after what it would cost."""
    if seen.shape[1] == 1:
        return np.inf, 0
    lefts, rights = _costs(seen, broken), _costs(seen[:, ::-1], broken[:, ::-1])[::-1]
    both = lefts[:-1] + rights[1:]
    best = int(np.argmin(both))
    return float(both[best]), best + 1


def _costs(seen: Cells, broken: Cells) -> Costs:
    """For each column what the smallest rectangle may cost that holds all that is seen up to it: the purer it
    is, the more will be saved by cutting it further. The square root prefers pure parts, as entropy does."""
    height, width = seen.shape
    used = seen.any(axis=0)
    above, below = (np.asarray(part.argmax(axis=0), np.int64) for part in (seen, seen[::-1]))
    tops = np.minimum.accumulate(np.where(used, above, height))
    bottoms = np.maximum.accumulate(np.where(used, height - below, 0))
    ends = np.maximum.accumulate(np.where(used, np.arange(1, width + 1, dtype=np.int64), 0))
    sums = np.zeros((height + 1, width + 1), np.int64)
    sums[1:, 1:] = broken.cumsum(axis=0).cumsum(axis=1)
    area = (bottoms - tops) * ends
    impure = (sums[bottoms, ends] - sums[tops, ends]) / area
    return _EACH + area * (_SOLID + (_MIXED - _SOLID) * np.sqrt(impure))
