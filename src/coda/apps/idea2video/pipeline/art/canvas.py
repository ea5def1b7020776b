"""A sheet of premultiplied BGRA pixels, 8 bits each, onto which shapes are cut. Pixels, y pointing down.

cv2 blends an antialiased opaque polygon channel by channel, which on premultiplied pixels is exactly "over".
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from coda.apps.idea2video.pipeline.art.colors import Color
from coda.apps.idea2video.pipeline.art.geometry import Points

Pixels = NDArray[np.uint8]
Mask = NDArray[np.uint8]

_SHIFT = 4
_FURTHEST = 1 << 14
_FINE_UP_TO = 160
"""Shapes smaller than this, in pixels, get smoother edges."""


@dataclass(frozen=True, slots=True)
class Fade:
    """A paint that changes from the shape's top to its foot; the alphas are 0..1."""

    top: Color
    bottom: Color
    alpha_top: float = 1.0
    alpha_bottom: float = 1.0


Paint = Color | Fade


def bgra(color: Color, alpha: float = 1.0) -> tuple[float, float, float, float]:
    return color[2] * alpha * 255, color[1] * alpha * 255, color[0] * alpha * 255, alpha * 255


def fixed(path: Points) -> NDArray[np.int32]:
    """Sixteenths of a pixel, as cv2 takes them."""
    return np.clip(np.rint(path * (1 << _SHIFT)), -_FURTHEST << _SHIFT, _FURTHEST << _SHIFT).astype(np.int32)


def over(below: Pixels, above: Pixels) -> None:
    """Lay premultiplied pixels of the same size over others, in place."""
    rest = cv2.bitwise_not(above[..., 3])
    kept = cv2.multiply(below, cv2.merge([rest] * int(below.shape[2])), scale=1 / 255)
    cv2.add(kept, above[..., : below.shape[2]], dst=below)


def faded(pixels: Pixels, mask: Mask) -> Pixels:
    """Premultiplied pixels seen through a mask."""
    return np.asarray(cv2.multiply(pixels, cv2.merge([mask] * 4), scale=1 / 255), np.uint8)


class Canvas:
    """`left` and `top` say where its corner lies, so that a sheet may be larger than the panel."""

    def __init__(self, width: int, height: int, left: int = 0, top: int = 0) -> None:
        self.pixels: Pixels = np.zeros((height, width, 4), np.uint8)
        self.left = left
        self.top = top

    @property
    def width(self) -> int:
        return self.pixels.shape[1]

    @property
    def height(self) -> int:
        return self.pixels.shape[0]

    def cut(self, x: int, y: int, width: int, height: int) -> Canvas:
        """A part of it, sharing its pixels."""
        part = Canvas(0, 0, self.left + x, self.top + y)
        part.pixels = self.pixels[y : y + height, x : x + width]
        return part

    def fill(self, path: Points, paint: Paint, alpha: float = 1.0) -> None:
        small = float(np.ptp(path, axis=0).max()) < _FINE_UP_TO - 8
        if alpha >= 1.0 and not isinstance(paint, Fade) and not small:
            here = path - (self.left, self.top)
            cv2.fillPoly(self.pixels, [fixed(here)], bgra(paint), cv2.LINE_AA, _SHIFT)
        else:
            self.fill_all([path], paint, alpha)

    def fill_all(self, paths: list[Points], paint: Paint, alpha: float = 1.0, blur: float = 0.0) -> None:
        """Many shapes as one, so that their overlaps do not show. `blur` is in pixels."""
        window = self._window(paths, blur)
        if window is None:
            return
        x, y, right, bottom = window
        origin = (self.left + x, self.top + y)
        mask = soft_mask([path - origin for path in paths], right - x, bottom - y, blur)
        self.stain(x, y, mask, paint, alpha)

    def stain(self, x: int, y: int, mask: Mask, paint: Paint, alpha: float = 1.0) -> None:
        """Paint through a mask whose corner lies at x, y of this sheet's own pixels."""
        height, width = mask.shape
        source = np.empty((height, width, 4), np.uint8)
        source[:] = _column(paint, height, alpha)
        over(self.pixels[y : y + height, x : x + width], faded(source, mask))

    def paste(self, pixels: Pixels, x: int, y: int) -> None:
        """Premultiplied pixels over the sheet, their corner at x, y of the panel; what lies outside is
        cut."""
        x, y = x - self.left, y - self.top
        left, top = max(0, x), max(0, y)
        right, bottom = min(self.width, x + pixels.shape[1]), min(self.height, y + pixels.shape[0])
        if left < right and top < bottom:
            over(self.pixels[top:bottom, left:right], pixels[top - y : bottom - y, left - x : right - x])

    def _window(self, paths: list[Points], blur: float) -> tuple[int, int, int, int] | None:
        margin = 3 + 3 * blur
        low = np.min([path.min(axis=0) for path in paths], axis=0) - margin - (self.left, self.top)
        high = np.max([path.max(axis=0) for path in paths], axis=0) + margin - (self.left, self.top)
        left, top = max(0, int(low[0])), max(0, int(low[1]))
        right, bottom = min(self.width, int(high[0]) + 1), min(self.height, int(high[1]) + 1)
        return (left, top, right, bottom) if left < right and top < bottom else None


def soft_mask(paths: list[Points], width: int, height: int, blur: float = 0.0) -> Mask:
    """What the shapes cover, 0..255. A wide blur is made on a coarser grid, where nobody sees the
    difference."""
    coarse = 1 if blur < 6 else 2 if blur < 16 else 4 if blur < 40 else 8
    if coarse == 1 and max(width, height) < _FINE_UP_TO:
        mask = _fine(paths, width, height)
    else:
        mask = np.zeros((-(-height // coarse), -(-width // coarse)), np.uint8)
        for path in paths:
            cv2.fillPoly(mask, [fixed(path / coarse)], (255,), cv2.LINE_AA, _SHIFT)
    if blur > 0:
        mask = np.asarray(cv2.GaussianBlur(mask, (0, 0), blur / coarse), np.uint8)
    if coarse == 1:
        return mask
    return np.asarray(cv2.resize(mask, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


def _fine(paths: list[Points], width: int, height: int) -> Mask:
    """Four samples each way: cv2's own antialiasing frays small curves of many short edges."""
    large = np.zeros((height * 4, width * 4), np.uint8)
    for path in paths:
        cv2.fillPoly(large, [fixed(path * 4 + 1.5)], (255,), cv2.LINE_8, _SHIFT)
    return np.asarray(cv2.resize(large, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def _column(paint: Paint, height: int, alpha: float) -> NDArray[np.uint8]:
    """One column of premultiplied pixels, shape (height or 1, 1, 4)."""
    if not isinstance(paint, Fade):
        return np.rint(np.array(bgra(paint, alpha))).astype(np.uint8)[None, None, :]
    top = np.array(bgra(paint.top, paint.alpha_top * alpha))
    bottom = np.array(bgra(paint.bottom, paint.alpha_bottom * alpha))
    part = np.linspace(0, 1, height)[:, None]
    return np.rint(top * (1 - part) + bottom * part).astype(np.uint8)[:, None, :]
