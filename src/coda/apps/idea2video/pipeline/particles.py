"""What the effects of the air and of lights share: many small things with chances of their own, and how
they are
put onto a frame."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from coda.apps.idea2video.pipeline.art.dice import dice
from coda.apps.idea2video.pipeline.camera import Matrix
from coda.apps.idea2video.pipeline.layers import Effect
from coda.apps.idea2video.pipeline.planes import Frame, Plane, yuv

_SHIFT = 3
_UNIT = 1 << _SHIFT

Chances = NDArray[np.float64]
"""Shape (things, columns), each 0..1."""


def chances(effect: Effect, count: int, columns: int) -> Chances:
    return dice("effect", effect.kind, effect.seed).random((max(1, count), columns))


def within(effect: Effect, across: float, down: float) -> tuple[float, float]:
    """A point of the effect's area, by parts of its sides."""
    left, top, right, bottom = effect.area
    return left + (right - left) * across, top + (bottom - top) * down


def placed(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """A point of the panel in the frame."""
    return float(matrix[0, 0] * x + matrix[0, 2]), float(matrix[1, 1] * y + matrix[1, 2])


def dot(plane: Plane, x: float, y: float, radius: float, value: float) -> None:
    """A filled antialiased circle at a fraction of a pixel."""
    center = (round(x * _UNIT), round(y * _UNIT))
    cv2.circle(plane, center, max(1, round(radius * _UNIT)), (value,), -1, cv2.LINE_AA, _SHIFT)


def shape(frame: Frame, points: NDArray[np.float64], color: tuple[float, float, float]) -> None:
    """A small opaque polygon."""
    luma, u, v = yuv(color)
    full = np.rint(points * _UNIT).astype(np.int32)
    cv2.fillPoly(frame.y, [full], (luma,), cv2.LINE_AA, _SHIFT)
    half = np.rint(points * (_UNIT / 2)).astype(np.int32)
    cv2.fillPoly(frame.u, [half], (u,), cv2.LINE_AA, _SHIFT)
    cv2.fillPoly(frame.v, [half], (v,), cv2.LINE_AA, _SHIFT)


def brighten(frame: Frame, mask: Plane, x: int = 0, y: int = 0) -> None:
    """Add to the brightness alone: for what is white and small."""
    window = frame.y[y : y + mask.shape[0], x : x + mask.shape[1]]
    cv2.add(window, mask, dst=window)


def round_light(radius: int) -> Plane:
    """A soft disc, 0..255, of even side."""
    axis = (np.arange(2 * radius) + 0.5 - radius) / radius
    away = axis[None, :] ** 2 + axis[:, None] ** 2
    return np.rint(255 * np.clip(1 - away, 0, 1) ** 2.2).astype(np.uint8)


def light_up(
    frame: Frame, light: Plane, x: float, y: float, color: tuple[float, float, float], strength: float
) -> None:
    """A soft disc of colour with its middle at x, y."""
    side = light.shape[0]
    left, top = (round(x - side / 2)) & ~1, (round(y - side / 2)) & ~1
    cut_left, cut_top = max(0, -left), max(0, -top)
    right, bottom = min(side, frame.width - left), min(side, frame.height - top)
    if cut_left >= right or cut_top >= bottom:
        return
    mask = cv2.convertScaleAbs(light[cut_top:bottom, cut_left:right], alpha=strength)
    frame.tint(np.asarray(mask, np.uint8), left + cut_left, top + cut_top, color)


def wave(seconds: float, period: float, phase: float) -> float:
    """−1..1."""
    return math.sin(math.tau * (seconds / period + phase))
