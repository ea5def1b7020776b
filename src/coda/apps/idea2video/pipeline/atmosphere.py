"""What moves in a picture, frame by frame: dispatches a panel's effects, from far to near."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from coda.apps.idea2video.pipeline import glimmer, weather
from coda.apps.idea2video.pipeline.camera import Lens, Matrix
from coda.apps.idea2video.pipeline.layers import Effect, EffectKind, Panel
from coda.apps.idea2video.pipeline.planes import Frame


class Moving(Protocol):
    """Draws itself onto a frame; `matrix` takes the panel's points at the effect's depth into the frame."""

    def draw(self, frame: Frame, matrix: Matrix, seconds: float) -> None: ...


_KINDS: dict[EffectKind, Callable[[Effect], Moving]] = {
    "rain": weather.Rain,
    "snow": weather.Snow,
    "fog": weather.Fog,
    "leaves": weather.Leaves,
    "petals": weather.Leaves,
    "dust": weather.Dust,
    "smoke": weather.Smoke,
    "window rain": weather.WindowRain,
    "bubbles": weather.Bubbles,
    "stars": glimmer.Stars,
    "shooting star": glimmer.ShootingStar,
    "glints": glimmer.Glints,
    "flicker": glimmer.Flicker,
    "beam": glimmer.Beam,
    "lightning": glimmer.Lightning,
    "flash": glimmer.Flash,
    "fireflies": glimmer.Fireflies,
    "embers": glimmer.Embers,
    "birds": weather.Birds,
}


class Atmosphere:
    def __init__(self, panel: Panel) -> None:
        self._effects = [(effect.depth, _KINDS[effect.kind](effect)) for effect in panel.effects]

    def between(self, frame: Frame, lens: Lens, seconds: float, low: float, high: float) -> None:
        """Draw what lives at depths from `low` up to, not including, `high`."""
        for depth, moving in self._effects:
            if low <= depth < high:
                moving.draw(frame, lens.matrix(depth), seconds)
