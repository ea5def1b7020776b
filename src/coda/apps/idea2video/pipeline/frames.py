"""The frames of a shot or a card, drawn from its panel. A frame depends on recipe and number alone."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from coda.apps.idea2video.pipeline.atmosphere import Atmosphere
from coda.apps.idea2video.pipeline.camera import Lens, Matrix, View, view_at
from coda.apps.idea2video.pipeline.finish import grained, vignette
from coda.apps.idea2video.pipeline.layers import Panel
from coda.apps.idea2video.pipeline.lettering import Lettering, caption_lettering, card_lettering
from coda.apps.idea2video.pipeline.planes import Frame, Scratch, packed
from coda.apps.idea2video.pipeline.recipe import (
    DISSOLVE_FRAMES,
    FPS,
    SIZES,
    CardRecipe,
    PictureRecipe,
    ShotRecipe,
)
from coda.apps.idea2video.pipeline.sheets import STRIP, Rows, Sheet, Window, warped
from coda.apps.idea2video.pipeline.speech import open_mouth
from coda.apps.idea2video.vocabulary import CameraMovement

_HALF = DISSOLVE_FRAMES // 2
BACKDROP_DEPTH = 0.08


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
    shoot = _Shoot(panel, SIZES[picture.aspect])
    for number in range(start, stop):
        seconds = number / FPS
        view = view_at(movement, number / max(1, frames), seconds)
        frame = shoot.frame(view, seconds, mouth=number in mouth)
        if lettering is not None:
            lettering.lay_on(frame, number)
        yield frame.data


class _Shoot:
    """A panel packed once, then warped for each frame."""

    def __init__(self, panel: Panel, size: tuple[int, int]) -> None:
        self._panel = panel
        self._size = size
        self._atmosphere = Atmosphere(panel)
        self._scratch = Scratch(size[0] * size[1])
        backdrop = cv2.cvtColor(grained(panel.backdrop, panel.seed), cv2.COLOR_BGR2BGRA)
        self._backdrop = packed(np.asarray(backdrop, np.uint8))
        self._sheets = [
            Sheet(layer, (panel.seed * 7 + number * 13) % 29 / 10)
            for number, layer in enumerate(panel.layers)
        ]
        self._dark = vignette(size) + np.uint8(16)
        self._lift = np.full_like(self._dark, 255 - 235 + 16)
        self._rest = np.full_like(self._dark, 255 - 235)

    def frame(self, view: View, seconds: float, *, mouth: bool) -> Frame:
        lens = Lens((self._panel.width, self._panel.height), self._size, self._panel.focus, view)
        frame = Frame(*self._size, self._scratch)
        plan, limits = self._plan(frame, lens, seconds)
        self._far(frame, lens.matrix(BACKDROP_DEPTH), limits)
        reached = -1.0
        for sheet, matrix, windows in plan:
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

    def _plan(
        self, frame: Frame, lens: Lens, seconds: float
    ) -> tuple[list[tuple[Sheet, Matrix, list[Window]]], Rows]:
        """What of each sheet is seen, from far to near, and from which row on the backdrop is hidden."""
        limits = np.full(-(-frame.width // STRIP), frame.height, np.int64)
        plan: list[tuple[Sheet, Matrix, list[Window]]] = []
        for sheet in reversed(self._sheets):
            matrix = sheet.placed(lens.matrix(sheet.layer.depth), seconds)
            plan.append((sheet, matrix, sheet.windows(matrix, limits, frame)))
        return plan[::-1], limits

    def _far(self, frame: Frame, matrix: Matrix, limits: Rows) -> None:
        rows = min(frame.height, int(limits.max()))
        if rows > 0:
            frame.cover(warped(self._backdrop, matrix, (frame.width, rows), cv2.BORDER_REPLICATE), 0, 0)
