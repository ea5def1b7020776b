"""The frames of a shot or a card, drawn from its panel. A frame depends on recipe and number alone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from coda.apps.idea2video.pipeline.atmosphere import Atmosphere
from coda.apps.idea2video.pipeline.camera import Lens, Matrix, View, view_at
from coda.apps.idea2video.pipeline.finish import grained, vignette
from coda.apps.idea2video.pipeline.hidden import Hidden, Window
from coda.apps.idea2video.pipeline.layers import Layer, Panel
from coda.apps.idea2video.pipeline.lettering import Lettering, caption_lettering, card_lettering
from coda.apps.idea2video.pipeline.planes import Frame
from coda.apps.idea2video.pipeline.recipe import (
    DISSOLVE_FRAMES,
    FPS,
    SIZES,
    CardRecipe,
    PictureRecipe,
    ShotRecipe,
)
from coda.apps.idea2video.pipeline.sheets import Sheet
from coda.apps.idea2video.pipeline.speech import open_mouth
from coda.apps.idea2video.vocabulary import CameraMovement

_HALF = DISSOLVE_FRAMES // 2
BACKDROP_DEPTH = 0.08
_BEYOND = 40
_READY = 3
"""Panels that are kept ready to be filmed: two for a dissolve, whose shots are filmed before or after it."""


def shot_frames(panel: Panel, shot: ShotRecipe, start: int, stop: int) -> Iterator[NDArray[np.uint8]]:
    """Frames `start` to `stop` − 1 of a shot, each as I420 planes of shape (height·3/2, width).

    The shot's own time runs from 0 to its `frames`; the dissolves at both ends ask for half of theirs before
    and after. The caption stays clear of them.
    """
    size = SIZES[shot.picture.aspect]
    lettering = caption_lettering(shot.caption, size, shot.frames) if shot.caption else None
    mouth = open_mouth(shot.caption, shot.frames)
    return _drawn(panel, shot.picture, shot.movement, shot.frames, start, stop, lettering, mouth)


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
    panel: Panel,
    picture: PictureRecipe,
    movement: CameraMovement,
    frames: int,
    start: int,
    stop: int,
    lettering: Lettering | None,
    mouth: frozenset[int] = frozenset(),
) -> Iterator[NDArray[np.uint8]]:
    cv2.setNumThreads(1)
    shoot = _made_ready(panel, SIZES[picture.aspect])
    for number in range(start, stop):
        seconds = number / FPS
        view = view_at(movement, number / max(1, frames), seconds)
        frame = shoot.frame(view, seconds, mouth=number in mouth)
        if lettering is not None:
            lettering.lay_on(frame, number)
        yield frame.data


class _Shoot:
    """A panel made ready once, then filmed frame by frame."""

    def __init__(self, panel: Panel, size: tuple[int, int]) -> None:
        self._panel = panel
        self._size = size
        self._atmosphere = Atmosphere(panel)
        self._sheets = [
            Sheet(layer, (panel.seed * 7 + number * 13) % 29 / 10)
            for number, layer in enumerate((_backdrop(panel), *panel.layers), -1)
        ]
        self._dark = vignette(size) + np.uint8(16)
        self._lift = np.full_like(self._dark, 255 - 235 + 16)
        self._rest = np.full_like(self._dark, 255 - 235)

    def frame(self, view: View, seconds: float, *, mouth: bool) -> Frame:
        lens = Lens((self._panel.width, self._panel.height), self._size, self._panel.focus, view)
        frame = Frame(*self._size)
        reached = -1.0
        for sheet, matrix, windows in self._plan(frame, lens, seconds):
            self._atmosphere.between(frame, lens, seconds, reached, sheet.layer.depth)
            reached = sheet.layer.depth
            sheet.lay_on(frame, matrix, windows, seconds, mouth=mouth)
        self._atmosphere.between(frame, lens, seconds, reached, 99.0)
        self._finish(frame)
        return frame

    def _finish(self, frame: Frame) -> None:
        """Darken the corners and keep within 16 to 235: saturation at 0 and at 255 does the clipping."""
        cv2.subtract(frame.y, self._dark, dst=frame.y)
        cv2.add(frame.y, self._lift, dst=frame.y)
        cv2.subtract(frame.y, self._rest, dst=frame.y)

    def _plan(self, frame: Frame, lens: Lens, seconds: float) -> list[tuple[Sheet, Matrix, list[Window]]]:
        """What of each sheet is seen, from far to near."""
        hidden = Hidden(*self._size)
        plan: list[tuple[Sheet, Matrix, list[Window]]] = []
        for sheet in reversed(self._sheets):
            matrix = sheet.placed(lens.matrix(sheet.layer.depth), seconds)
            plan.append((sheet, matrix, sheet.windows(matrix, hidden, frame)))
        return plan[::-1]


@lru_cache(_READY)
def _made_ready(panel: Panel, size: tuple[int, int]) -> _Shoot:
    return _Shoot(panel, size)


def _backdrop(panel: Panel) -> Layer:
    """As a sheet like the others. It goes on beyond the panel, so that no border of it is ever seen."""
    grain = cv2.cvtColor(grained(panel.backdrop, panel.seed), cv2.COLOR_BGR2BGRA)
    wide = cv2.copyMakeBorder(grain, _BEYOND, _BEYOND, _BEYOND, _BEYOND, cv2.BORDER_REPLICATE)
    return Layer(np.asarray(wide, np.uint8), -_BEYOND, -_BEYOND, BACKDROP_DEPTH)
