"""What light does to a thing that was cut from paper: a soft shadow on the side away from it, a bright edge
towards it, the colour of the hour, and over it all what shines by itself."""

from __future__ import annotations

import cv2
import numpy as np

from coda.apps.idea2video.pipeline.art.canvas import Canvas, Mask, Pixels, over
from coda.apps.idea2video.pipeline.art.colors import Color, mix
from coda.apps.idea2video.pipeline.art.palette import SNOW, Palette

_TOO_FAR = 0.55
"""From this distance on, haze hides what edges would show."""


def lit(
    sheet: Canvas, lights: Canvas, palette: Palette, depth: float, size: float, *, snow: float = 0.0
) -> Pixels:
    """The finished pixels. `size` is the thing's height in pixels, which says how wide edges are; where the
    thing stands far away its edges are not worth the time. `snow` is how deep it lies on the thing where it
    snows, in pixels."""
    pixels = np.asarray(cv2.transform(sheet.pixels, palette.matrix(depth)), np.uint8)
    if palette.snowed and snow > 0:
        _settle(pixels, palette, depth, snow)
    if size > 40 and depth < _TOO_FAR:
        reach = min(26.0, max(2.0, size * 0.035))
        _shade(pixels, palette, reach)
        _rim(pixels, palette, reach * 0.45, 1 - depth)
    over(pixels, lights.pixels)
    return pixels


def _facing(alpha: Mask, across: float, down: float, blur: float) -> Mask:
    """How much of each pixel the shape would leave if it moved by so many pixels: 0..255."""
    coarse = 1 if blur < 3 else 2
    small = alpha if coarse == 1 else cv2.resize(alpha, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    height, width = small.shape
    move = np.array(((1, 0, across / coarse), (0, 1, down / coarse)), np.float32)
    behind = cv2.warpAffine(small, move, (width, height))
    behind = cv2.GaussianBlur(behind, (0, 0), max(0.6, blur / coarse))
    edge = cv2.multiply(small, cv2.bitwise_not(behind), scale=1 / 255)
    full = edge if coarse == 1 else cv2.resize(edge, (alpha.shape[1], alpha.shape[0]))
    return np.asarray(full, np.uint8)


def _shade(pixels: Pixels, palette: Palette, reach: float) -> None:
    away = _facing(pixels[..., 3], palette.side * reach * 1.6, reach * 0.96, reach)
    _stain(pixels, away, mix(palette.shadow, (0.0, 0.0, 0.0), 0.3), 0.42)


def _rim(pixels: Pixels, palette: Palette, reach: float, strength: float) -> None:
    towards = _facing(pixels[..., 3], -palette.side * reach, reach * 0.6, reach * 0.5)
    _stain(pixels, towards, palette.sun, (0.5 + 0.12 * palette.dark) * strength)


def _settle(pixels: Pixels, palette: Palette, depth: float, deep: float) -> None:
    """Snow on all that looks up."""
    _stain(pixels, _facing(pixels[..., 3], 0.0, deep, deep * 0.3), palette.tone(SNOW, depth), 0.95)


def _stain(pixels: Pixels, mask: Mask, color: Color, alpha: float) -> None:
    """Colour what is there, without adding to what covers it."""
    strength = cv2.convertScaleAbs(mask, alpha=alpha)
    rest = cv2.bitwise_not(strength)
    layer = cv2.merge([cv2.convertScaleAbs(strength, alpha=part) for part in color[::-1]])
    kept = cv2.multiply(pixels[..., :3], cv2.merge([rest] * 3), scale=1 / 255)
    cv2.add(kept, cv2.multiply(layer, cv2.merge([pixels[..., 3]] * 3), scale=1 / 255), dst=kept)
    pixels[..., :3] = kept
