"""How an element is drawn and where it belongs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from coda.apps.idea2video.pipeline.art.pen import Pen

Place = Literal["landmark", "ground", "water", "sky", "prop", "wall"]


@dataclass(frozen=True, slots=True)
class Thing:
    """`height` is a part of a 16:9 panel's height in a wide shot; `width` is in the thing's own heights.
    `lamp` is where a light that flickers sits, x, y and radius in heights."""

    draw: Callable[[Pen], None]
    place: Place
    height: float
    width: float = 1.0
    lamp: tuple[float, float, float] | None = None
    up: float = 0.22
    """For what is in the sky: how far from the panel's top, as a part of the horizon's height."""
