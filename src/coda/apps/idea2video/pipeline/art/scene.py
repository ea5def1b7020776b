"""A panel while it is drawn: the recipe, its light and its stage, and the sheets that pile up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.random import Generator

from coda.apps.idea2video.pipeline.art.canvas import Canvas, Pixels
from coda.apps.idea2video.pipeline.art.colors import Color
from coda.apps.idea2video.pipeline.art.composition import Stage
from coda.apps.idea2video.pipeline.art.dice import dice
from coda.apps.idea2video.pipeline.art.palette import Palette
from coda.apps.idea2video.pipeline.layers import STILL, Effect, EffectKind, Layer, Motion
from coda.apps.idea2video.pipeline.recipe import PictureRecipe
from coda.apps.idea2video.vocabulary import Element

MARGIN = 0.09
"""How far a sheet reaches beyond the panel, as a part of it: what is nearer moves further."""
_BEHIND_FEET = 0.075
"""How far behind the figures' feet the ground that they stand on begins, in stage sizes."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place where something may stand: its foot, how large things are there, and on which sheet's depth."""

    x: float
    y: float
    scale: float = 1.0
    depth: float = 0.7


@dataclass(frozen=True, slots=True)
class Ground:
    """Where a setting lets things stand. `landmarks` come in the order in which they are taken; `water` is
    for what floats; `table` is where small things lie, when there is one."""

    landmarks: tuple[Spot, ...] = ()
    water: tuple[Spot, ...] = ()
    table: Spot | None = None
    floats: bool = False
    """Whether figures hover: under water, in the sky, in space."""


@dataclass
class Scene:
    picture: PictureRecipe
    palette: Palette
    stage: Stage
    backdrop: Canvas
    layers: list[tuple[float, Layer]] = field(default_factory=list[tuple[float, Layer]])
    effects: list[Effect] = field(default_factory=list[Effect])
    pane: tuple[float, float, float, float] | None = None
    """The window through which a room sees the sky: left, top, right, bottom."""

    @property
    def width(self) -> int:
        return self.stage.width

    @property
    def height(self) -> int:
        return self.stage.height

    @property
    def horizon(self) -> float:
        return self.stage.horizon

    @property
    def acting(self) -> frozenset[Element]:
        """Things that are among the figures: they do not stand or hang anywhere else besides."""
        return frozenset(figure.element for figure in self.picture.figures if figure.element is not None)

    def dice(self, *words: object) -> Generator:
        """Chance that stays the same in all shots of the scene."""
        return dice(self.picture.seed, self.picture.setting, *words)

    def ground(self, part: float) -> float:
        """A height between the horizon, 0, and the panel's foot, 1."""
        return self.horizon + part * (self.height - self.horizon)

    def near_ground(self, part: float) -> float:
        """Where on the ground begins what figures stand on: at `part`, or behind their feet."""
        view = self.stage.view
        if view.by_head or self.stage.from_above:
            return part
        behind = self.height * view.foot - self.stage.size * _BEHIND_FEET
        return min(part, (behind - self.horizon) / (self.height - self.horizon))

    def tone(self, color: Color, depth: float = 0.0) -> Color:
        return self.palette.tone(color, depth)

    def sheet(self) -> Canvas:
        """An empty sheet, larger than the panel by the margin on each side."""
        across, up = int(self.width * MARGIN), int(self.height * MARGIN)
        return Canvas(self.width + 2 * across, self.height + 2 * up, -across, -up)

    def add(self, canvas: Canvas, depth: float, motion: Motion = STILL) -> None:
        """Pile the sheet up, cut to what is on it. Where depths are equal the later one lies above."""
        layer = trimmed(canvas, depth, motion)
        if layer is not None:
            self.layers.append((depth, layer))

    def add_layer(self, layer: Layer) -> None:
        self.layers.append((layer.depth, layer))

    def effect(
        self,
        kind: EffectKind,
        area: tuple[float, float, float, float] | None = None,
        *,
        color: Color = (1.0, 1.0, 1.0),
        amount: float = 1.0,
        depth: float = 1.0,
        seed: int | None = None,
    ) -> None:
        whole = (0.0, 0.0, float(self.width), float(self.height))
        own = int(self.dice(kind, len(self.effects)).integers(1 << 31)) if seed is None else seed
        self.effects.append(Effect(kind, area or whole, color, amount, depth, own))

    def lamp(self, x: float, y: float, radius: float, depth: float, color: Color = (1.0, 0.78, 0.42)) -> None:
        """A light that flickers, stronger the darker it is."""
        amount = 0.35 + 0.65 * self.palette.dark
        self.effect(
            "flicker",
            (x - radius, y - radius, x + radius, y + radius),
            color=color,
            amount=amount,
            depth=depth,
        )


Draw = Callable[[Scene], Ground]


def trimmed(canvas: Canvas, depth: float, motion: Motion = STILL) -> Layer | None:
    """The part of a sheet that is not empty, or None."""
    x, y, width, height = cv2.boundingRect(canvas.pixels[..., 3])
    if width == 0:
        return None
    pixels: Pixels = np.ascontiguousarray(canvas.pixels[y : y + height, x : x + width])
    return Layer(pixels, canvas.left + x, canvas.top + y, depth, motion)
