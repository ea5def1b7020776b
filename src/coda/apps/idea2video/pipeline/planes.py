"""Pixels as the encoder takes them: brightness in full and two colours in half resolution, BT.709, limited
range.

Y = 16 + 219·y, U and V = 128 + 224·c. A sheet is packed as Y, U, V, alpha in full resolution, premultiplied
like
its pixels with the offsets in proportion to alpha: laying it over a frame is the same sum on each plane, and
cv2 warps four channels nearly as fast as one.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.uint8]
Packed = NDArray[np.uint8]
"""Shape (h, w, 4)."""

_BLUE, _GREEN, _RED = 0.0722, 0.7152, 0.2126
_LUMA = np.array((_BLUE, _GREEN, _RED))
_U = np.array((1 - _BLUE, -_GREEN, -_RED)) / (2 * (1 - _BLUE))
_V = np.array((-_BLUE, -_GREEN, 1 - _RED)) / (2 * (1 - _RED))
_FROM_BGRA = np.array(
    (
        (*_LUMA * 219 / 255, 16 / 255),
        (*_U * 224 / 255, 128 / 255),
        (*_V * 224 / 255, 128 / 255),
        (0.0, 0.0, 0.0, 1.0),
    ),
    np.float32,
)


def packed(pixels: NDArray[np.uint8]) -> Packed:
    """Of premultiplied BGRA."""
    return np.asarray(cv2.transform(pixels, _FROM_BGRA), np.uint8)


def yuv(color: tuple[float, float, float]) -> tuple[float, float, float]:
    """A colour's three values, in the ranges of the planes."""
    bgr = np.array(color[::-1])
    return float(16 + 219 * (_LUMA @ bgr)), float(128 + 224 * (_U @ bgr)), float(128 + 224 * (_V @ bgr))


class Frame:
    """A frame that is being drawn; `y`, `u` and `v` are windows into its I420 `data`."""

    def __init__(self, width: int, height: int, scratch: Scratch | None = None) -> None:
        self._scratch = scratch or Scratch(width * height)
        self.data: Plane = np.empty((height * 3 // 2, width), np.uint8)
        self.width = width
        self.height = height
        self.y: Plane = self.data[:height]
        colors = self.data[height:].reshape(2, height // 2, width // 2)
        self.u: Plane = colors[0]
        self.v: Plane = colors[1]

    def cover(self, sheet: Packed, x: int, y: int) -> None:
        """Put an opaque sheet onto the frame; x, y and its sides are even."""
        luma, u, v, _ = self._scratch.split(sheet)
        height, width = luma.shape
        self.y[y : y + height, x : x + width] = luma
        half = np.s_[y // 2 : (y + height) // 2, x // 2 : (x + width) // 2]
        self.u[half] = halved(u)
        self.v[half] = halved(v)

    def lay(self, sheet: Packed, x: int, y: int, strength: float = 1.0) -> None:
        """Lay a packed sheet over the frame; x, y and its sides are even and inside the frame."""
        if strength < 1.0:
            sheet = np.asarray(cv2.convertScaleAbs(sheet, alpha=strength), np.uint8)
        luma, u, v, alpha = self._scratch.split(sheet)
        rest = cv2.bitwise_not(halved(alpha))
        self._lay(self.u, halved(u), rest, x // 2, y // 2)
        self._lay(self.v, halved(v), rest, x // 2, y // 2)
        self._lay(self.y, luma, cv2.bitwise_not(alpha, dst=alpha), x, y)

    def tint(self, mask: Plane, x: int, y: int, color: tuple[float, float, float]) -> None:
        """Colour the frame through a mask whose corner lies at even x, y."""
        luma, u, v = yuv(color)
        half = halved(mask)
        self._lay(self.y, cv2.convertScaleAbs(mask, alpha=luma / 255), cv2.bitwise_not(mask), x, y)
        rest = cv2.bitwise_not(half)
        for plane, value in ((self.u, u), (self.v, v)):
            self._lay(plane, cv2.convertScaleAbs(half, alpha=value / 255), rest, x // 2, y // 2)

    def _lay(self, below: Plane, above: cv2.typing.MatLike, rest: cv2.typing.MatLike, x: int, y: int) -> None:
        window = below[y : y + rest.shape[0], x : x + rest.shape[1]]
        cv2.multiply(window, rest, dst=window, scale=1 / 255)
        cv2.add(window, above, dst=window)


class Scratch:
    """Room to split sheets into planes, used again and again: fresh memory costs more than the splitting."""

    def __init__(self, pixels: int) -> None:
        self._rooms = [np.empty(pixels, np.uint8) for _ in range(4)]

    def split(self, sheet: Packed) -> tuple[Plane, Plane, Plane, Plane]:
        """The four planes, good until the next call."""
        height, width = int(sheet.shape[0]), int(sheet.shape[1])
        parts = [room[: height * width].reshape(height, width) for room in self._rooms]
        cv2.split(sheet, parts)
        return parts[0], parts[1], parts[2], parts[3]


def halved(plane: cv2.typing.MatLike) -> Plane:
    height, width = plane.shape[:2]
    return np.asarray(cv2.resize(plane, (width // 2, height // 2), interpolation=cv2.INTER_AREA), np.uint8)
