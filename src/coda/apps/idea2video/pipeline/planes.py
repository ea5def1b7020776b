"""Pixels as the encoder takes them: brightness in full and two colours in half resolution, BT.709, limited
range.

Y = 16 + 219·y, U and V = 128 + 224·c. A sheet has the same planes, premultiplied like its pixels with the
offsets in proportion to alpha: laying it over a frame is the same sum on each plane.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.uint8]
_Mat = cv2.typing.MatLike

_BLUE, _GREEN, _RED = 0.0722, 0.7152, 0.2126
_LUMA = np.array((_BLUE, _GREEN, _RED))
_U = np.array((1 - _BLUE, -_GREEN, -_RED)) / (2 * (1 - _BLUE))
_V = np.array((-_BLUE, -_GREEN, 1 - _RED)) / (2 * (1 - _RED))
_FROM_BGR = np.array(((*_LUMA * 219 / 255, 0), (*_U * 224 / 255, 128), (*_V * 224 / 255, 128)), np.float32)


@dataclass(frozen=True, slots=True)
class Paint:
    """What is added to the planes of a frame."""

    y: Plane
    u: Plane
    v: Plane


@dataclass(frozen=True, slots=True)
class Rest:
    """What of a frame stays below paint: 255 − alpha, for the brightness and, in half resolution, for the
    colours."""

    full: Plane
    half: Plane


def planes_of(pixels: Plane) -> tuple[Paint, Rest]:
    """Of premultiplied BGRA with even sides."""
    return _with_half_colors(*_full_planes(pixels))


def channels_of(pixels: Plane) -> Plane:
    """Y, U, V and rest of premultiplied BGRA as the channels of one picture, all in full resolution."""
    return np.asarray(cv2.merge(_full_planes(pixels)), np.uint8)


def apart(channels: Plane) -> tuple[Paint, Rest]:
    """The planes of what `channels_of` gives."""
    return _with_half_colors(*cv2.split(channels))


def _full_planes(pixels: Plane) -> tuple[_Mat, _Mat, _Mat, _Mat]:
    bgr, alpha = cv2.cvtColor(pixels, cv2.COLOR_BGRA2BGR), cv2.extractChannel(pixels, 3)
    y, u, v = cv2.split(cv2.transform(bgr, _FROM_BGR))
    rest = cv2.bitwise_not(alpha)
    y = cv2.addWeighted(y, 1, alpha, 16 / 255, 0)
    u, v = (cv2.addWeighted(plane, 1, rest, -128 / 255, 0) for plane in (u, v))
    return y, u, v, rest


def _with_half_colors(y: _Mat, u: _Mat, v: _Mat, rest: _Mat) -> tuple[Paint, Rest]:
    paint = Paint(np.asarray(y, np.uint8), halved(u), halved(v))
    return paint, Rest(np.asarray(rest, np.uint8), halved(rest))


def faded(paint: Paint, rest: Rest, strength: float) -> tuple[Paint, Rest]:
    """At a part, 0..1, of its alpha."""
    if strength >= 1.0:
        return paint, rest
    y, u, v = (_scaled(plane, strength) for plane in (paint.y, paint.u, paint.v))
    full, half = (_scaled(plane, strength, 255 * (1 - strength)) for plane in (rest.full, rest.half))
    return Paint(y, u, v), Rest(full, half)


def yuv(color: tuple[float, float, float]) -> tuple[float, float, float]:
    """A colour's three values, in the ranges of the planes."""
    bgr = np.array(color[::-1])
    return float(16 + 219 * (_LUMA @ bgr)), float(128 + 224 * (_U @ bgr)), float(128 + 224 * (_V @ bgr))


class Frame:
    """A frame that is being drawn; `y`, `u` and `v` are windows into its I420 `data`."""

    def __init__(self, width: int, height: int) -> None:
        self.data: Plane = np.empty((height * 3 // 2, width), np.uint8)
        self.width = width
        self.height = height
        self.y: Plane = self.data[:height]
        colors = self.data[height:].reshape(2, height // 2, width // 2)
        self.u: Plane = colors[0]
        self.v: Plane = colors[1]

    def cover(self, paint: Paint, x: int, y: int) -> None:
        """Put opaque paint onto the frame; x, y and its sides are even."""
        height, width = paint.y.shape
        self.y[y : y + height, x : x + width] = paint.y
        half = np.s_[y // 2 : (y + height) // 2, x // 2 : (x + width) // 2]
        self.u[half] = paint.u
        self.v[half] = paint.v

    def lay(self, paint: Paint, rest: Rest, x: int, y: int) -> None:
        """Lay paint over the frame; x, y and its sides are even and inside the frame."""
        _lay(self.y, paint.y, rest.full, x, y)
        _lay(self.u, paint.u, rest.half, x // 2, y // 2)
        _lay(self.v, paint.v, rest.half, x // 2, y // 2)

    def tint(self, mask: Plane, x: int, y: int, color: tuple[float, float, float]) -> None:
        """Colour the frame through a mask whose corner lies at even x, y."""
        luma, u, v = yuv(color)
        half = halved(mask)
        _lay(self.y, _scaled(mask, luma / 255), cv2.bitwise_not(mask), x, y)
        rest = cv2.bitwise_not(half)
        for plane, value in ((self.u, u), (self.v, v)):
            _lay(plane, _scaled(half, value / 255), rest, x // 2, y // 2)


def _lay(below: Plane, above: Plane, rest: _Mat, x: int, y: int) -> None:
    window = below[y : y + rest.shape[0], x : x + rest.shape[1]]
    cv2.multiply(window, rest, dst=window, scale=1 / 255)
    cv2.add(window, above, dst=window)


def _scaled(plane: Plane, factor: float, offset: float = 0.0) -> Plane:
    return np.asarray(cv2.convertScaleAbs(plane, alpha=factor, beta=offset), np.uint8)


def halved(plane: _Mat) -> Plane:
    height, width = plane.shape[:2]
    return np.asarray(cv2.resize(plane, (width // 2, height // 2), interpolation=cv2.INTER_AREA), np.uint8)
