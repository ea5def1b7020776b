"""Where a colour goes on a character: body, clothes or accent."""

from __future__ import annotations

from collections.abc import Sequence

HEX = {
    "red": "#c8372d", "orange": "#e08a2e", "yellow": "#ecc542", "green": "#4c9a52", "blue": "#3b6fc4",
    "purple": "#7d52a8", "pink": "#e58bb2", "brown": "#8a5a36", "black": "#2b2b31", "white": "#f3f1ec",
    "grey": "#93979e",
}  # fmt: skip
_PEOPLE = frozenset(
    {"woman", "man", "girl", "boy", "old woman", "old man", "wizard", "knight", "astronaut", "fairy"}
)
_ACCENTS = frozenset({"hat", "cap", "scarf", "glasses", "backpack", "staff", "lantern", "crown", "wings"})
_GARMENTS = frozenset({"coat", "dress", "apron", "hood", "cape"})
_BODY, _CLOTHES, _ACCENT = 0, 1, 2

Colors = tuple[str, str, str]


def painted(colors: Colors, name: str, features: Sequence[str], figure: str) -> Colors:
    """A red coat makes the clothes red, a red hat the accent; else people's clothes and others' bodies."""
    if features and set(features) <= _ACCENTS:
        place = _ACCENT
    elif set(features) & _GARMENTS or figure in _PEOPLE:
        place = _CLOTHES
    else:
        place = _BODY
    body, clothes, accent = (HEX[name] if part == place else old for part, old in enumerate(colors))
    return body, clothes, accent
