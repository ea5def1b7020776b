"""A layer that is ready to be filmed, and which parts of it a frame needs."""

from __future__ import annotations

import math

import cv2
import numpy as np

from coda.apps.idea2video.pipeline.camera import Matrix, leaning, moved, shifted, spun
from coda.apps.idea2video.pipeline.hidden import Hidden, Window
from coda.apps.idea2video.pipeline.layers import Layer, Patch, Pixels
from coda.apps.idea2video.pipeline.pieces import pieces_of
from coda.apps.idea2video.pipeline.planes import Frame, Plane
from coda.apps.idea2video.pipeline.surfaces import EDGE, Leaning, Straight, Surface

_SLACK = 4
"""Pixels of a sheet that a window may lack of its piece, or have of what is beside it."""
_BLINK_SECONDS = 0.16


class Sheet:
    def __init__(self, layer: Layer, lag: float) -> None:
        self.layer = layer
        pixels = _edged(layer.pixels)
        self._height = pixels.shape[0]
        self._open = _surface(layer, pixels)
        self._closed = self._changed(pixels, layer.blink)
        self._speaking = self._changed(pixels, layer.speech)
        left, top = layer.motion.pivot
        self._pivot = (left - layer.left + EDGE, top - layer.top + EDGE)
        alpha = np.ascontiguousarray(pixels[..., 3])
        covered = _circle(alpha, self._pivot) if layer.motion.kind == "spin" else alpha
        self._pieces = pieces_of(covered, _SLACK + math.ceil(leaning(layer.motion) * self._height))
        self._lag = lag

    def _changed(self, pixels: Pixels, patch: Patch | None) -> Surface:
        return self._open if patch is None else _surface(self.layer, _patched(pixels, patch))

    def placed(self, lens: Matrix, seconds: float) -> Matrix:
        """Where its pixels lie in the frame at that time, but for a spin, which stays within a circle."""
        layer = self.layer
        foot = (layer.left + layer.pixels.shape[1] / 2, layer.top + layer.pixels.shape[0])
        own = moved(layer.motion, seconds, foot) @ shifted(layer.left - EDGE, layer.top - EDGE)
        return lens @ own

    def windows(self, matrix: Matrix, hidden: Hidden, frame: Frame) -> list[Window]:
        """What of it is seen. Where it is solid, it hides what lies behind it."""
        (wide, lean, x), (_, high, y) = matrix.tolist()
        x, y = x + lean * (self._height - EDGE) + (1 - wide) / 2, y + (1 - high) / 2
        found: list[Window] = []
        for piece in self._pieces:
            window = Window(
                max(0, _even(wide * piece.left + x)),
                max(0, _even(high * piece.top + y)),
                min(frame.width, _even(wide * piece.right + x)),
                min(frame.height, _even(high * piece.bottom + y)),
                piece.solid,
            )
            if window.left < window.right and window.top < window.bottom:
                seen = hidden.seen(window)
                found += [seen] if seen else []
        for window in found:
            if window.solid:
                hidden.hide(window)
        return found

    def lay_on(
        self, frame: Frame, matrix: Matrix, windows: list[Window], seconds: float, *, mouth: bool = False
    ) -> None:
        """Who blinks shuts the mouth: the two are patches of one sheet."""
        surface = self._speaking if mouth else self._open
        if _blinks(seconds + self._lag):
            surface = self._closed
        if self.layer.motion.kind == "spin":
            matrix = matrix @ spun(self.layer.motion, seconds, self._pivot)
        for window in windows:
            surface.lay_on(frame, matrix, window)


def _surface(layer: Layer, pixels: Pixels) -> Surface:
    return Leaning(pixels) if layer.motion.kind in {"breathe", "sway", "spin"} else Straight(pixels)


def _edged(pixels: Pixels) -> Pixels:
    """With its empty edge, and sides that are multiples of four."""
    height, width = pixels.shape[:2]
    edges = (EDGE, EDGE + -height % 4, EDGE, EDGE + -width % 4)
    return np.asarray(cv2.copyMakeBorder(pixels, *edges, cv2.BORDER_CONSTANT, value=(0, 0, 0, 0)), np.uint8)


def _even(value: float) -> int:
    return 2 * round(value / 2)


def _circle(alpha: Plane, pivot: tuple[float, float]) -> Plane:
    """What a sheet that spins may cover at some time; solid nowhere."""
    height, width = (int(side) for side in alpha.shape)
    x, y = (round(part) for part in pivot)
    radius = max(x, y, width - x, height - y)
    return np.asarray(
        cv2.circle(np.zeros((height, width), np.uint8), (x, y), radius, (1,), cv2.FILLED), np.uint8
    )


def _patched(pixels: Pixels, patch: Patch) -> Pixels:
    other, (part, x, y) = pixels.copy(), patch
    other[y + EDGE : y + EDGE + part.shape[0], x + EDGE : x + EDGE + part.shape[1]] = part
    return other


def _blinks(seconds: float) -> bool:
    """A blink every three seconds and a half, now and then a second one right after it."""
    turn, within = divmod(seconds, 3.5)
    return within < _BLINK_SECONDS or (int(turn) % 3 == 1 and 0.3 < within < 0.3 + _BLINK_SECONDS)
