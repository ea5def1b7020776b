"""A sheet's pixels, in the form from which windows of a frame are filled fastest.

`cv2.warpAffine` looks each pixel up by itself. `cv2.resize` takes whole rows and is three times as fast, but
only where nothing leans, and it begins and ends with a whole pixel of its source and of its result. So it is
begun some pixels before the window and ended behind it, where the grids of frame and source happen to meet,
and what lies outside the window is left away.
It is faster still where it enlarges much, and so what is soft is kept in half the resolution.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple, Protocol

import cv2
import numpy as np

from coda.apps.idea2video.pipeline.camera import Matrix
from coda.apps.idea2video.pipeline.hidden import Window
from coda.apps.idea2video.pipeline.layers import Pixels
from coda.apps.idea2video.pipeline.planes import (
    Frame,
    Paint,
    Plane,
    Rest,
    apart,
    channels_of,
    halved,
    planes_of,
)

EDGE = 48
"""Empty pixels around what a surface holds, so that its border fades out and resizing can begin before it."""
_LEAD = 40
"""Pixels in which the grids are looked for to meet."""
_NEAR, _NEAREST = 1 / 10, 1 / 20
"""By how many pixels of the source the grids may miss each other, and may without looking any further."""
_NOTHING = (0, 0, 0, 255)
"""No paint, and all of the frame stays."""
_LOST = 6
"""Levels by which single pixels may differ."""


class Surface(Protocol):
    def lay_on(self, frame: Frame, matrix: Matrix, window: Window) -> None:
        """Fill a window of the frame; `matrix` takes the surface's pixels to those of the frame."""


class Straight:
    """For a layer that only moves as a whole: in planes."""

    def __init__(self, pixels: Pixels) -> None:
        """The sides of `pixels` are multiples of four."""
        paint, rest = planes_of(pixels)
        self._step = 1
        if _soft(rest.full) and _soft(paint.y):
            self._step = 2
            paint = Paint(halved(paint.y), halved(paint.u), halved(paint.v))
            rest = Rest(halved(rest.full), halved(rest.half))
        self._paint, self._rest = paint, rest

    def lay_on(self, frame: Frame, matrix: Matrix, window: Window) -> None:
        paint, rest = self._paint, self._rest
        full = _Sampling.of_window(window, matrix, paint.y.shape, self._step)
        half = full.halved(paint.u.shape)
        shown = Paint(full.of(paint.y), half.of(paint.u), half.of(paint.v))
        if window.solid:
            frame.cover(shown, window.left, window.top)
        else:
            frame.lay(shown, Rest(full.of(rest.full), half.of(rest.half)), window.left, window.top)


class Leaning:
    """For a layer that also leans or turns: all planes in one picture, as looking pixels up takes as long for
    one as for four."""

    def __init__(self, pixels: Pixels) -> None:
        self._channels = channels_of(pixels)

    def lay_on(self, frame: Frame, matrix: Matrix, window: Window) -> None:
        here = matrix - np.array(((0, 0, window.left), (0, 0, window.top)))
        size = window.right - window.left, window.bottom - window.top
        shown = cv2.warpAffine(
            self._channels, here, size, flags=cv2.INTER_LINEAR, borderValue=_NOTHING
        )  # a sheet that turns shows what lies beside its corners
        paint, rest = apart(np.asarray(shown, np.uint8))
        if window.solid:
            frame.cover(paint, window.left, window.top)
        else:
            frame.lay(paint, rest, window.left, window.top)


class _Axis(NamedTuple):
    """Begin at the source's pixel `first`, take `taken` of them, leave `lead` of the result away."""

    first: int
    taken: int
    lead: int


class _Sampling:
    """How a window of this `size` is filled from planes of one `shape`, a pixel of which comes to lie at
    zoom · its number + offset; all by width and height but the shape."""

    def __init__(
        self,
        zoom: tuple[float, float],
        offset: tuple[float, float],
        size: tuple[int, int],
        shape: tuple[int, ...],
    ) -> None:
        self._zoom, self._offset, self._size = zoom, offset, size
        self._columns = _axis(zoom[0], offset[0], size[0], shape[1])
        self._rows = _axis(zoom[1], offset[1], size[1], shape[0])

    @classmethod
    def of_window(cls, window: Window, matrix: Matrix, shape: tuple[int, ...], step: int) -> _Sampling:
        """From planes of which each pixel stands for `step` by `step` of those that `matrix` places."""
        (wide, _, x), (_, high, y) = matrix.tolist()
        left, top, right, bottom, _ = window
        offset = x - left + (step - 1) / 2 * wide, y - top + (step - 1) / 2 * high
        return cls((wide * step, high * step), offset, (right - left, bottom - top), shape)

    def halved(self, shape: tuple[int, ...]) -> _Sampling:
        """The same in half the resolution, where each pixel lies between four of the full."""
        (wide, high), (x, y), (width, height) = self._zoom, self._offset, self._size
        offset = (x + wide / 2 - 0.5) / 2, (y + high / 2 - 0.5) / 2
        return _Sampling(self._zoom, offset, (width // 2, height // 2), shape)

    def of(self, plane: Plane) -> Plane:
        columns, rows, (width, height) = self._columns, self._rows, self._size
        if columns is None or rows is None:
            return self._looked_up(plane)
        part = plane[rows.first : rows.first + rows.taken, columns.first : columns.first + columns.taken]
        drawn = cv2.resize(part, None, fx=self._zoom[0], fy=self._zoom[1], interpolation=cv2.INTER_LINEAR)
        shown = drawn[rows.lead : rows.lead + height, columns.lead : columns.lead + width]
        return np.asarray(shown, np.uint8)

    def _looked_up(self, plane: Plane) -> Plane:
        matrix = np.array(((self._zoom[0], 0, self._offset[0]), (0, self._zoom[1], self._offset[1])))
        return np.asarray(cv2.warpAffine(plane, matrix, self._size, flags=cv2.INTER_LINEAR), np.uint8)


def _soft(plane: Plane) -> bool:
    """Whether nothing that anybody sees is lost when it is kept in half the resolution. Its borders, which
    are cut where nobody sees them, do not count."""
    inside = plane[EDGE + 4 : -EDGE - 4, EDGE + 4 : -EDGE - 4]
    if inside.size == 0:
        return False
    size = inside.shape[1], inside.shape[0]
    again = cv2.resize(halved(inside), size, interpolation=cv2.INTER_LINEAR)
    return cv2.norm(inside, again, cv2.NORM_INF) <= _LOST


def _axis(zoom: float, offset: float, length: int, limit: int) -> _Axis | None:
    """Where the grids meet before a window that is `length` pixels long, and again behind it. None where they
    do not soon enough, as at a zoom of nearly 1, or where the source, `limit` pixels long, does not reach as
    far."""
    lead = _nearest(lambda lead: 0.5 - (offset + 0.5 + lead) / zoom)
    if lead is None:
        return None
    first = round(0.5 - (offset + 0.5 + lead) / zoom)
    least = math.ceil((lead + length) / zoom) + 2
    more = _nearest(lambda more: (least + more) * zoom)
    if more is None or first < 0 or first + least + more > limit:
        return None
    return _Axis(first, least + more, lead)


def _nearest(place: Callable[[int], float]) -> int | None:
    """The first number whose place is next to whole, or else the one that is nearest; None where none is."""
    least, best = _NEAR, None
    for number in range(_LEAD):
        where = place(number)
        miss = abs(where - round(where))
        if miss < least:
            least, best = miss, number
            if miss < _NEAREST:
                break
    return best
