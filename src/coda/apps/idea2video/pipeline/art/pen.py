"""A pen draws in a thing's own units: the origin at its foot, y pointing up, 1 as tall as the thing.

It keeps two sheets: what light falls on, and what shines by itself; `relief` puts them together.
"""

from __future__ import annotations

import math
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

import numpy as np
from numpy.random import Generator as Dice
from numpy.typing import NDArray

from coda.apps.idea2video.pipeline.art.canvas import Canvas, Paint, faded, over, soft_mask
from coda.apps.idea2video.pipeline.art.colors import Color
from coda.apps.idea2video.pipeline.art.geometry import Point, Points, ribbon, smooth


@dataclass(frozen=True, slots=True)
class Pen:
    """`matrix` turns units into pixels, `origin` is where 0, 0 lies on the panel."""

    sheet: Canvas
    lights: Canvas
    origin: NDArray[np.float64]
    matrix: NDArray[np.float64]
    dice: Dice

    @property
    def size(self) -> float:
        """Pixels in one unit."""
        return math.sqrt(abs(float(np.linalg.det(self.matrix))))

    def at(self, x: float, y: float, scale: float = 1.0, *, turn: float = 0.0, flip: bool = False) -> Pen:
        """A pen for a part: its origin at x, y, its unit `scale` of this one's, turned counter-clockwise."""
        cosine, sine = math.cos(turn * math.tau) * scale, math.sin(turn * math.tau) * scale
        sign = -1.0 if flip else 1.0
        own = np.array(((cosine * sign, -sine), (sine * sign, cosine)))
        return replace(self, origin=self.path(np.array(((x, y),)))[0], matrix=self.matrix @ own)

    def squeezed(self, across: float, up: float) -> Pen:
        """The same place with other units across and up."""
        return replace(self, matrix=self.matrix @ np.diag((across, up)))

    def place(self, x: float, y: float) -> Point:
        """Where a point lies on the panel."""
        path = self.path(np.array(((x, y),)))
        return float(path[0, 0]), float(path[0, 1])

    def fill(self, path: Points, paint: Paint, alpha: float = 1.0) -> None:
        self.sheet.fill(self.path(path), paint, alpha)

    def fill_all(self, paths: list[Points], paint: Paint, alpha: float = 1.0) -> None:
        self.sheet.fill_all([self.path(path) for path in paths], paint, alpha)

    def soft(self, path: Points, paint: Paint, blur: float, alpha: float = 1.0) -> None:
        """`blur` in units."""
        self.sheet.fill_all([self.path(path)], paint, alpha, blur * self.size)

    def line(
        self, points: Sequence[Point] | Points, paint: Color, *widths: float, curved: bool = True
    ) -> None:
        """A stroke through the points; its widths in units."""
        path = smooth(points, closed=False) if curved and len(points) > 2 else points
        self.fill(ribbon(path, *(widths or (0.01,))), paint)

    def shine(self, path: Points, paint: Paint, alpha: float = 1.0, blur: float = 0.0) -> None:
        """What shines by itself, whatever the hour."""
        self.lights.fill_all([self.path(path)], paint, alpha, blur * self.size)

    def glow(self, x: float, y: float, radius: float, color: Color, alpha: float = 0.6) -> None:
        """A soft round light."""
        glow(self.lights, *self.place(x, y), radius * self.size, color, alpha)

    @contextmanager
    def inside(self, path: Points) -> Generator[Pen, None, None]:
        """A pen whose strokes end at the outline."""
        outline = self.path(path) - (self.sheet.left, self.sheet.top)
        low = np.maximum(np.floor(outline.min(axis=0)).astype(int) - 2, 0)
        high = np.minimum(np.ceil(outline.max(axis=0)).astype(int) + 2, (self.sheet.width, self.sheet.height))
        width, height = (int(side) for side in np.maximum(high - low, 1))
        scratch = Canvas(width, height, self.sheet.left + int(low[0]), self.sheet.top + int(low[1]))
        yield replace(self, sheet=scratch)
        if (high > low).all():
            mask = soft_mask([outline - low], width, height)
            over(self.sheet.pixels[low[1] : high[1], low[0] : high[0]], faded(scratch.pixels, mask))

    def path(self, path: Points) -> Points:
        """An outline in pixels of the panel."""
        return path @ self.matrix.T + self.origin


def pen_at(
    sheet: Canvas, lights: Canvas, x: float, y: float, size: float, dice: Dice, *, flip: bool = False
) -> Pen:
    """A pen whose unit is `size` pixels, standing at x, y of the panel; `flip` mirrors what it draws."""
    matrix = np.array(((-size if flip else size, 0.0), (0.0, -size)))
    return Pen(sheet, lights, np.array((x, y), np.float64), matrix, dice)


def glow(canvas: Canvas, x: float, y: float, radius: float, color: Color, alpha: float = 0.6) -> None:
    """A round light whose strength falls to nothing at `radius`, in pixels of the panel."""
    x, y = x - canvas.left, y - canvas.top
    left, top = max(0, math.floor(x - radius)), max(0, math.floor(y - radius))
    right, bottom = min(canvas.width, math.ceil(x + radius)), min(canvas.height, math.ceil(y + radius))
    if left >= right or top >= bottom:
        return
    rows = (np.arange(top, bottom, dtype=np.float32)[:, None] - y) / radius
    columns = (np.arange(left, right, dtype=np.float32)[None, :] - x) / radius
    strength = np.clip(1 - rows**2 - columns**2, 0, 1) ** 3
    canvas.stain(left, top, np.rint(strength * 255).astype(np.uint8), color, alpha)
