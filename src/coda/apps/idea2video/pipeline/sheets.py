"""A layer that is ready to be filmed, and which parts of it a frame needs.

The frame is cut into strips of columns. In each strip a sheet holds something between two rows and is often
solid
from some row on, as grounds are: there the sheets behind it are not drawn at all, and nothing has to be
mixed.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from coda.apps.idea2video.pipeline.camera import Matrix, moved, shifted, spun
from coda.apps.idea2video.pipeline.layers import Layer, Patch
from coda.apps.idea2video.pipeline.planes import Frame, Packed, Plane, packed

STRIP = 256
"""Columns of the frame in one strip."""
_CELL = 32
"""Columns of a sheet whose extents are known together."""
_EDGE = 2
_BLINK_SECONDS = 0.16

Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Window:
    """A strip's part of a sheet in the frame: mixed from `top`, copied from `solid`, up to `bottom`."""

    left: int
    right: int
    top: int
    solid: int
    bottom: int


class Sheet:
    """Packed, with an empty edge so that its border fades out."""

    def __init__(self, layer: Layer, lag: float) -> None:
        self.layer = layer
        self._open = packed(np.pad(layer.pixels, ((_EDGE, _EDGE), (_EDGE, _EDGE), (0, 0))))
        self._closed = _patched(self._open, layer.blink)
        self._speaking = _patched(self._open, layer.speech)
        left, top = layer.motion.pivot
        self._pivot = (left - layer.left + _EDGE, top - layer.top + _EDGE)
        spins = layer.motion.kind == "spin"
        covered = _circle(self._open[..., 3], self._pivot) if spins else self._open[..., 3]
        self._tops, self._solids, self._bottoms = extents(covered)
        self._lag = lag

    def placed(self, lens: Matrix, seconds: float) -> Matrix:
        """Where its pixels lie in the frame at that time, but for a spin, which stays within a circle."""
        layer = self.layer
        foot = (layer.left + self._open.shape[1] / 2 - _EDGE, layer.top + self._open.shape[0] - _EDGE)
        own = moved(layer.motion, seconds, foot) @ shifted(layer.left - _EDGE, layer.top - _EDGE)
        return lens @ own

    def windows(self, matrix: Matrix, limits: Rows, frame: Frame) -> list[Window]:
        """What of it is seen above the rows `limits`, one for each strip; where it is solid down to there, it
        becomes the limit for what lies behind it."""
        scale, start = float(matrix[0, 0]), float(matrix[0, 2])
        slack = abs(float(matrix[0, 1])) * self._open.shape[0] + 2
        found: list[Window] = []
        for number, left in enumerate(range(0, frame.width, STRIP)):
            right = min(left + STRIP, frame.width)
            cells = slice(
                max(0, math.floor((left - slack - start) / scale / _CELL)),
                max(0, math.ceil((right + slack - start) / scale / _CELL)),
            )
            inside = start + slack <= left and right <= start + scale * self._open.shape[1] - slack
            window = self._window(matrix, cells, (left, right), int(limits[number]), whole=inside)
            if window is not None:
                found.append(window)
                if window.bottom >= limits[number]:
                    limits[number] = window.solid
        return found

    def _window(
        self, matrix: Matrix, cells: slice, strip: tuple[int, int], limit: int, *, whole: bool
    ) -> Window | None:
        tops = self._tops[cells]
        if len(tops) == 0:
            return None

        def down(row: float) -> float:
            return float(matrix[1, 1]) * row + float(matrix[1, 2])

        top = max(0, math.floor(down(int(tops.min()))) & ~1)
        low = down(int(self._bottoms[cells].max()))
        bottom = min(limit, (math.ceil(low) + 1) & ~1)
        if top >= bottom:
            return None
        solid = bottom
        if whole and down(int(self._bottoms[cells].min())) - 3 >= limit:
            solid = min(bottom, max(top, (math.ceil(down(int(self._solids[cells].max()))) + 2) & ~1))
        return Window(*strip, top, solid, bottom)

    def lay_on(
        self, frame: Frame, matrix: Matrix, windows: list[Window], seconds: float, *, mouth: bool = False
    ) -> None:
        """Who blinks shuts the mouth: the two are patches of one sheet."""
        source = self._speaking if mouth else self._open
        if _blinks(seconds + self._lag):
            source = self._closed
        if self.layer.motion.kind == "spin":
            matrix = matrix @ spun(self.layer.motion, seconds, self._pivot)
        for window in windows:
            here = matrix - np.array(((0, 0, window.left), (0, 0, window.top)))
            size = (window.right - window.left, window.bottom - window.top)
            shown = warped(source, here, size, cv2.BORDER_CONSTANT)
            mixed = window.solid - window.top
            if mixed > 0:
                frame.lay(shown[:mixed], window.left, window.top)
            if mixed < len(shown):
                frame.cover(shown[mixed:], window.left, window.solid)


def extents(alpha: Plane) -> tuple[Rows, Rows, Rows]:
    """For each cell of columns: the first row that holds anything, the row from which on all of it is solid
    down to its end, and the row after the last that holds anything."""
    height, width = int(alpha.shape[0]), int(alpha.shape[1])
    cells = -(-width // _CELL)
    missing = cells * _CELL - width
    blocks = np.pad(alpha, ((0, 0), (0, missing))).reshape(height, cells, _CELL)
    used: NDArray[np.bool_] = blocks.max(axis=2) > 0
    solid: NDArray[np.bool_] = blocks.min(axis=2) > 252
    bottoms: Rows = np.where(used.any(axis=0), height - np.argmax(used[::-1], axis=0), 0).astype(np.int64)
    rows: Rows = np.arange(height, dtype=np.int64)[:, None]
    broken = np.logical_and(np.less(rows, bottoms[None, :] - 2 * _EDGE), ~solid)
    solids: Rows = np.where(np.any(broken, axis=0), height - np.argmax(broken[::-1], axis=0), 0).astype(
        np.int64
    )
    tops = np.where(np.any(used, axis=0), np.argmax(used, axis=0), height)
    return np.asarray(tops, np.int64), solids, bottoms


def _circle(alpha: Plane, pivot: tuple[float, float]) -> Plane:
    """What a sheet that spins may cover at some time; solid nowhere."""
    height, width = (int(side) for side in alpha.shape)
    x, y = (round(part) for part in pivot)
    radius = max(x, y, width - x, height - y)
    return np.asarray(
        cv2.circle(np.zeros((height, width), np.uint8), (x, y), radius, (1,), cv2.FILLED), np.uint8
    )


def warped(sheet: Packed, matrix: Matrix, size: tuple[int, int], border: int) -> Packed:
    return np.asarray(
        cv2.warpAffine(sheet, matrix, size, flags=cv2.INTER_LINEAR, borderMode=border), np.uint8
    )


def _patched(sheet: Packed, patch: Patch | None) -> Packed:
    if patch is None:
        return sheet
    pixels, x, y = patch
    other = sheet.copy()
    other[y + _EDGE : y + _EDGE + pixels.shape[0], x + _EDGE : x + _EDGE + pixels.shape[1]] = packed(pixels)
    return other


def _blinks(seconds: float) -> bool:
    """A blink every three seconds and a half, now and then a second one right after it."""
    turn, within = divmod(seconds, 3.5)
    return within < _BLINK_SECONDS or (int(turn) % 3 == 1 and 0.3 < within < 0.3 + _BLINK_SECONDS)
