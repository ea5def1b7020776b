"""Painting a thing in a character's own colour: one colour of its drawing, and all that is lighter or darker
of it, becomes another; what has another hue stays."""

from __future__ import annotations

import colorsys
from dataclasses import dataclass

from coda.apps.idea2video.pipeline.art.canvas import Fade, Paint
from coda.apps.idea2video.pipeline.art.colors import Color, darker, lighter, luminance
from coda.apps.idea2video.pipeline.art.geometry import Points
from coda.apps.idea2video.pipeline.art.pen import Pen

GLOW = 0.8
"""How far a light reaches, in heights of the thing: further than that its sheet would grow for nothing."""
_NEAR = 0.045
"""Hues closer than this part of the circle are one colour."""
_GREY = 0.17
"""Saturation below which a colour has no hue to speak of."""


@dataclass(frozen=True, slots=True)
class Dye:
    """`lead` is the colour that gives way to `color`."""

    lead: Color
    color: Color

    def paint(self, paint: Paint) -> Paint:
        if isinstance(paint, Fade):
            return Fade(self.of(paint.top), self.of(paint.bottom), paint.alpha_top, paint.alpha_bottom)
        return self.of(paint)

    def of(self, color: Color) -> Color:
        if not self._is_kin(color):
            return color
        light, own = luminance(color), luminance(self.lead)
        if light >= own:
            return lighter(self.color, (light - own) / (1.001 - own))
        return darker(self.color, 1 - light / own)

    def _is_kin(self, color: Color) -> bool:
        hue, _, _ = colorsys.rgb_to_hsv(*self.lead)
        other, _, _ = colorsys.rgb_to_hsv(*color)
        if _saturation(self.lead) < _GREY:
            return _saturation(color) < _GREY and luminance(color) < 0.95
        apart = abs(hue - other)
        return _saturation(color) >= _GREY and min(apart, 1 - apart) < _NEAR


def _saturation(color: Color) -> float:
    return 1 - min(color) / max(*color, 0.001)


@dataclass(frozen=True)
class DyedPen(Pen):
    """A pen whose every paint goes through a dye, if there is one, and whose lights stay near."""

    dye: Dye | None

    @classmethod
    def over(cls, pen: Pen, dye: Dye | None) -> DyedPen:
        return cls(pen.sheet, pen.lights, pen.origin, pen.matrix, pen.dice, dye)

    def fill(self, path: Points, paint: Paint, alpha: float = 1.0) -> None:
        super().fill(path, self._dyed(paint), alpha)

    def fill_all(self, paths: list[Points], paint: Paint, alpha: float = 1.0) -> None:
        super().fill_all(paths, self._dyed(paint), alpha)

    def soft(self, path: Points, paint: Paint, blur: float, alpha: float = 1.0) -> None:
        super().soft(path, self._dyed(paint), blur, alpha)

    def shine(self, path: Points, paint: Paint, alpha: float = 1.0, blur: float = 0.0) -> None:
        super().shine(path, self._dyed(paint), alpha, blur)

    def glow(self, x: float, y: float, radius: float, color: Color, alpha: float = 0.6) -> None:
        own = color if self.dye is None else self.dye.of(color)
        super().glow(x, y, min(radius, GLOW), own, alpha)

    def _dyed(self, paint: Paint) -> Paint:
        return paint if self.dye is None else self.dye.paint(paint)
