"""Small things in a hand. The pen's unit is the figure's height, its origin the hand."""

from __future__ import annotations

from coda.apps.idea2video.pipeline.art.elements.registry import THINGS
from coda.apps.idea2video.pipeline.art.pen import Pen
from coda.apps.idea2video.vocabulary import Element

_BY_THE_TOP: frozenset[Element] = frozenset({"lantern", "key", "ball"})
_BY_THE_MIDDLE: frozenset[Element] = frozenset(
    {"letter", "map", "book", "phone", "camera", "guitar", "violin"}
)
_SIZES: dict[Element, float] = {
    "lantern": 0.2,
    "umbrella": 0.62,
    "sword": 0.5,
    "guitar": 0.45,
    "violin": 0.3,
    "map": 0.16,
}


def draw_held(pen: Pen, element: Element) -> None:
    """A lantern hangs, a letter is held in its middle, a cup stands on the hand."""
    size = _SIZES.get(element, 0.13)
    down = size if element in _BY_THE_TOP else size * 0.5 if element in _BY_THE_MIDDLE else size * 0.12
    THINGS[element].draw(pen.at(0.012, -down, size))
