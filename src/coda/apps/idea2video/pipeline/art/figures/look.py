"""How a figure is drawn: what it is given, and what it tells of itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from coda.apps.idea2video.pipeline.art.colors import Color
from coda.apps.idea2video.pipeline.art.pen import Pen
from coda.apps.idea2video.vocabulary import Element, Feature, FigureKind, Mood, Pose, Style


@dataclass(frozen=True, slots=True)
class Look:
    """`skin` is the body's colour, fur or metal; figures are drawn facing right. `closed` are the eyes of a
    blink; who is `speaking` has the mouth open. `trait` is chance of its own, 0..1, for what the recipe
    leaves open."""

    kind: FigureKind
    features: frozenset[Feature]
    skin: Color
    cloth: Color
    accent: Color
    pose: Pose
    style: Style
    trait: float
    held: Element | None = None
    element: Element | None = None
    """What a `thing` is."""
    mood: Mood = "calm"
    """Of the scene."""
    closed: bool = False
    speaking: bool = False

    @property
    def eyes_closed(self) -> bool:
        return self.closed or self.pose == "sleep"

    @property
    def gaze(self) -> float:
        """−1 down to 1 up."""
        return {"look up": 0.8, "look down": -0.8}.get(self.pose, 0.0)

    def has(self, *features: Feature) -> bool:
        return not self.features.isdisjoint(features)


Draw = Callable[[Pen, Look], None]


@dataclass(frozen=True, slots=True)
class Body:
    """`stature` is how tall it is among grown people; `head` is x, y and radius in its own height; `width` is
    likewise in heights. What `floats` has no feet on the ground."""

    draw: Draw
    stature: float = 1.0
    head: tuple[float, float, float] = (0.0, 0.87, 0.13)
    width: float = 0.5
    floats: bool = False
    drop: float = 0.0
    """How much lower its head is when it sits."""
    whole: bool = False
    """Whether it is seen whole from near, since it is all face."""
