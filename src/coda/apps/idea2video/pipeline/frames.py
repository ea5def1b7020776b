"""The frames of a shot or a card, drawn from its panel. A frame depends on recipe and number alone."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from coda.apps.idea2video.pipeline.atmosphere import Atmosphere
from coda.apps.idea2video.pipeline.camera import Lens, Matrix, View, moved, shifted, view_at
from coda.apps.idea2video.pipeline.finish import grained, vignette
from coda.apps.idea2video.pipeline.layers import Layer, Panel
from coda.apps.idea2video.pipeline.lettering import Lettering, caption_lettering, card_lettering
from coda.apps.idea2video.pipeline.planes import Frame, Packed, Plane, packed
from coda.apps.idea2video.pipeline.recipe import (
    DISSOLVE_FRAMES,
    FPS,
    SIZES,
    CardRecipe,
    PictureRecipe,
    ShotRecipe,
)
from coda.apps.idea2video.vocabulary import CameraMovement

_HALF = DISSOLVE_FRAMES // 2
_BLINK_SECONDS = 0.16
_EDGE = 2
BACKDROP_DEPTH = 0.08


def shot_frames(panel: Panel, shot: ShotRecipe, start: int, stop: int) -> Iterator[NDArray[np.uint8]]:
    """Frames `start` to `stop` − 1 of a shot, each as I420 planes of shape (height·3/2, width).

    The shot's own time runs from 0 to its `frames`; the dissolves at both ends ask for half of theirs before
    and after. The caption stays clear of them.
    """
    size = SIZES[shot.picture.aspect]
    lettering = caption_lettering(shot.caption, size, shot.frames) if shot.caption else None
    return _drawn(panel, shot.picture, shot.movement, shot.frames, start, stop, lettering)


def card_frames(panel: Panel, card: CardRecipe, start: int, stop: int) -> Iterator[NDArray[np.uint8]]:
    """The same of a title or end card; its lettering rises into place and goes before the card does."""
    lettering = card_lettering(card, SIZES[card.picture.aspect])
    return _drawn(panel, card.picture, "PUSH IN", card.frames, start, stop, lettering)


def dissolve(
    earlier: Iterator[NDArray[np.uint8]], later: Iterator[NDArray[np.uint8]]
) -> Iterator[NDArray[np.uint8]]:
    """Mix `DISSOLVE_FRAMES` frames of two shots, from the one into the other."""
    for number, (before, after) in enumerate(zip(earlier, later, strict=True)):
        part = (number + 1) / (DISSOLVE_FRAMES + 1)
        weight = part * part * (3 - 2 * part)
        yield np.asarray(cv2.addWeighted(before, 1 - weight, after, weight, 0), np.uint8)


def _drawn(
    panel: Panel, picture: PictureRecipe, movement: CameraMovement, frames: int, start: int, stop: int,
    lettering: Lettering | None,
) -> Iterator[NDArray[np.uint8]]:  # fmt: skip
    cv2.setNumThreads(1)
    shoot = _Shoot(panel, SIZES[picture.aspect])
    for number in range(start, stop):
        seconds = number / FPS
        frame = shoot.frame(view_at(movement, number / max(1, frames), seconds), seconds)
        if lettering is not None:
            lettering.lay_on(frame, number)
        yield frame.data


class _Shoot:
    """A panel packed once, then warped for each frame."""

    def __init__(self, panel: Panel, size: tuple[int, int]) -> None:
        self._panel = panel
        self._size = size
        self._atmosphere = Atmosphere(panel)
        backdrop = cv2.cvtColor(grained(panel.backdrop, panel.seed), cv2.COLOR_BGR2BGRA)
        self._backdrop = packed(np.asarray(backdrop, np.uint8))
        self._sheets = [_Sheet(layer, number, panel.seed) for number, layer in enumerate(panel.layers)]
        self._vignette = vignette(size)

    def frame(self, view: View, seconds: float) -> Frame:
        lens = Lens((self._panel.width, self._panel.height), self._size, self._panel.focus, view)
        frame = Frame(*self._size)
        frame.start(_warped(self._backdrop, lens.matrix(BACKDROP_DEPTH), self._size, cv2.BORDER_REPLICATE))
        reached = -1.0
        for sheet in self._sheets:
            self._atmosphere.between(frame, lens, seconds, reached, sheet.layer.depth)
            reached = sheet.layer.depth
            sheet.lay_on(frame, lens.matrix(reached), seconds)
        self._atmosphere.between(frame, lens, seconds, reached, 99.0)
        cv2.subtract(frame.y, self._vignette, dst=frame.y)
        np.maximum(frame.y, 16, out=frame.y)
        return frame


class _Sheet:
    """A layer ready to be warped: packed, with an empty edge so that its border fades out."""

    def __init__(self, layer: Layer, number: int, seed: int) -> None:
        self.layer = layer
        self._open = packed(np.pad(layer.pixels, ((_EDGE, _EDGE), (_EDGE, _EDGE), (0, 0))))
        self._closed = self._open if layer.blink is None else _blinking(self._open, layer.blink)
        self._lag = (seed * 7 + number * 13) % 29 / 10

    def lay_on(self, frame: Frame, lens: Matrix, seconds: float) -> None:
        layer = self.layer
        height, width = self._open.shape[:2]
        foot = (layer.left + width / 2, layer.top + height)
        own = moved(layer.motion, seconds, foot) @ shifted(layer.left - _EDGE, layer.top - _EDGE)
        matrix = lens @ own
        corners = matrix @ np.array(((0, width, 0, width), (0, 0, height, height), (1, 1, 1, 1)), np.float64)
        low = np.maximum(np.floor(corners.min(axis=1)), 0).astype(int) & ~1
        high = np.minimum((np.ceil(corners.max(axis=1)).astype(int) + 1) & ~1, (frame.width, frame.height))
        if (high <= low).any():
            return
        matrix[:, 2] -= low
        source = self._closed if _blinks(seconds + self._lag) else self._open
        shown = _warped(source, matrix, (int(high[0] - low[0]), int(high[1] - low[1])), cv2.BORDER_CONSTANT)
        frame.lay(shown, int(low[0]), int(low[1]))


def _blinking(opened: Packed, blink: tuple[Plane, int, int]) -> Packed:
    pixels, x, y = blink
    closed = opened.copy()
    closed[y + _EDGE : y + _EDGE + pixels.shape[0], x + _EDGE : x + _EDGE + pixels.shape[1]] = packed(pixels)
    return closed


def _blinks(seconds: float) -> bool:
    """A blink every three seconds and a half, now and then a second one right after it."""
    turn, within = divmod(seconds, 3.5)
    return within < _BLINK_SECONDS or (int(turn) % 3 == 1 and 0.3 < within < 0.3 + _BLINK_SECONDS)


def _warped(sheet: Packed, matrix: Matrix, size: tuple[int, int], border: int) -> Packed:
    return np.asarray(
        cv2.warpAffine(sheet, matrix, size, flags=cv2.INTER_LINEAR, borderMode=border), np.uint8
    )
