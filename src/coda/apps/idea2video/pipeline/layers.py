"""What a panel consists of: a backdrop, layers in front of it, and what lives in the picture frame by
frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Patch = tuple[Pixels, int, int]
"""Pixels that take the place of others, and at which x, y of these."""

MotionKind = Literal["still", "drift", "swell", "sway", "breathe", "hover", "spin"]
EffectKind = Literal[
    "rain",
    "snow",
    "fog",
    "stars",
    "glints",
    "beam",
    "flicker",
    "lightning",
    "flash",
    "fireflies",
    "leaves",
    "dust",
    "embers",
    "bubbles",
    "birds",
    "shooting star",
    "window rain",
    "petals",
    "smoke",
]


class Motion(msgspec.Struct, frozen=True):
    """How a layer moves by itself. `amount` is in panel pixels: per second for `drift`, otherwise the reach
    of a swing whose `period` is in seconds; `phase` in turns. A `spin` turns once in its period, the other
    way round where that is negative, about `pivot`, a point of the panel."""

    kind: MotionKind = "still"
    amount: float = 0.0
    period: float = 4.0
    phase: float = 0.0
    pivot: tuple[float, float] = (0.0, 0.0)


STILL = Motion()


class Effect(msgspec.Struct, frozen=True):
    """Something drawn anew in each frame, after the layers that are further away. `area` is left, top,
    right, bottom on the panel; `depth` is how much it follows the camera."""

    kind: EffectKind
    area: tuple[float, float, float, float]
    color: tuple[float, float, float] = (1.0, 1.0, 1.0)
    amount: float = 1.0
    depth: float = 1.0
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Layer:
    """Premultiplied BGRA pixels whose corner lies at `left`, `top` of the panel. `depth` is how far it
    follows the camera: 0 not at all, 1 fully, more than 1 for what is nearer than the figures. `blink` is
    how the figure in it looks where its eyes are when it closes them, `speech` where its mouth is when that
    is open; only who speaks has it."""

    pixels: Pixels
    left: int
    top: int
    depth: float
    motion: Motion = STILL
    blink: Patch | None = None
    speech: Patch | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """A picture in depth. `backdrop` is opaque BGR; `layers` and `effects` are ordered from far to near;
    `focus` is the point of the panel that the camera cares for."""

    backdrop: Pixels
    layers: tuple[Layer, ...]
    effects: tuple[Effect, ...]
    focus: tuple[float, float]
    seed: int

    @property
    def width(self) -> int:
        return self.backdrop.shape[1]

    @property
    def height(self) -> int:
        return self.backdrop.shape[0]
