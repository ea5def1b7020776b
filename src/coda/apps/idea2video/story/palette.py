"""Three colours for each figure that go together, and that tell the figures of a film apart."""

from __future__ import annotations

import colorsys

from coda.apps.idea2video.story.beings import Palette
from coda.apps.idea2video.story.chooser import Chooser
from coda.apps.idea2video.vocabulary import FigureKind

_SKINS = ("#f2d0b1", "#e8b48f", "#d29a6d", "#b07b52", "#8d5a3b", "#6b4228")
_PEOPLE = {"woman", "man", "girl", "boy", "old woman", "old man", "wizard", "knight", "astronaut", "fairy"}
_COATS: dict[FigureKind, tuple[str, ...]] = {
    "cat": ("#d98b4a", "#4a4a52", "#e9dcc6", "#8a8f98"),
    "dog": ("#b98350", "#e6d2ae", "#5b4636", "#8a8378"),
    "fox": ("#d96a2b", "#c7552a", "#e08a3c"),
    "bear": ("#7a5236", "#5c4433", "#a9794e"),
    "rabbit": ("#cbb8a3", "#f0e9e1", "#a08a76"),
    "mouse": ("#9a9aa2", "#b9a48f", "#d8cfc4"),
    "horse": ("#8a5a35", "#d9c3a0", "#5a4032"),
    "owl": ("#8d6e4f", "#c7ab86", "#6a5a54"),
    "elephant": ("#8f949e", "#a39a94", "#7b8794"),
    "turtle": ("#5f8a55", "#7ba05b", "#4f7f72"),
    "robot": ("#b8c1c9", "#8fa3b0", "#c9b48a", "#9db8b2"),
    "ghost": ("#eef1f6", "#dfe7f2", "#e9e4f0"),
    "whale": ("#4a6f9c", "#5b7f93", "#3f5d85"),
}
_HUES = {
    "red": (0.0, 0.72, 0.78), "orange": (0.08, 0.78, 0.90), "yellow": (0.13, 0.72, 0.92),
    "green": (0.36, 0.55, 0.62), "blue": (0.59, 0.60, 0.72), "purple": (0.76, 0.45, 0.68),
    "pink": (0.93, 0.42, 0.92), "brown": (0.07, 0.52, 0.50), "black": (0.66, 0.12, 0.22),
    "white": (0.12, 0.05, 0.95), "grey": (0.60, 0.07, 0.62),
}  # fmt: skip
"""Hue, saturation and value of a named colour."""
_STUFFS = {
    "leaf": (0.31, 0.50, 0.66), "wood": (0.07, 0.48, 0.62), "clay": (0.04, 0.58, 0.78),
    "metal": (0.58, 0.16, 0.74), "stone": (0.60, 0.08, 0.64), "paper": (0.12, 0.10, 0.95),
    "glass": (0.50, 0.22, 0.88), "crystal": (0.76, 0.34, 0.86), "gold": (0.13, 0.58, 0.90),
    "water": (0.55, 0.45, 0.80), "flame": (0.03, 0.66, 0.88), "petal": (0.94, 0.40, 0.92),
    "bread": (0.09, 0.50, 0.80),
}  # fmt: skip
"""The same of what things are made of."""
_MATTER = {"storm": 0.64, "wind": 0.50, "water": 0.55, "fire": 0.05, "light": 0.14}
_GOLDEN = 0.381966
"""A step round the colour wheel that comes near no earlier one."""


def palette(
    chooser: Chooser, number: int, figure: FigureKind, colours: tuple[str, ...], features: tuple[str, ...]
) -> Palette:
    """Body, clothes, accent of the film's character `number`, from 0.

    A colour that the idea gives, or the stuff of a thing, is kept: on an animal's or a creature's body, on a
    person's clothes.
    """
    start = chooser.generator("palette").random()
    hue = (start + number * _GOLDEN) % 1
    spread = chooser.generator(f"palette {number}").uniform(0.42, 0.58)
    clothes = _hex(hue, 0.55, 0.70)
    accent = _hex((hue + spread) % 1, 0.62, 0.90)
    body = _body(chooser, number, figure, hue, features)
    if colours:
        hsv = _STUFFS.get(colours[0])
        named = _shade(hsv, number) if hsv is not None else _hex(*_HUES[colours[0]])
        return (body, named, accent) if figure in _PEOPLE else (named, clothes, accent)
    return body, clothes, accent


def colour_names(colors: Palette) -> tuple[str, ...]:
    """The keys of the named colours that come nearest, each once."""
    return tuple(dict.fromkeys(_nearest(color) for color in colors))


def _body(chooser: Chooser, number: int, figure: FigureKind, hue: float, features: tuple[str, ...]) -> str:
    if figure in _PEOPLE:
        return chooser.pick(f"skin {number}", _SKINS)
    if figure in _COATS:
        return chooser.pick(f"coat {number}", _COATS[figure])
    matter = next((_MATTER[feature] for feature in features if feature in _MATTER), None)
    if matter is not None:
        return _hex(matter, 0.32, 0.80)
    return _hex((hue + 0.08) % 1, 0.45, 0.72)


def _shade(hsv: tuple[float, float, float], number: int) -> str:
    """Of one stuff everybody has a shade of their own."""
    hue, saturation, value = hsv
    return _hex((hue + 0.025 * number) % 1, saturation, value - 0.1 * number)


def _hex(hue: float, saturation: float, value: float) -> str:
    channels = colorsys.hsv_to_rgb(hue, saturation, value)
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)


def _nearest(color: str) -> str:
    red, green, blue = (int(color[place : place + 2], 16) / 255 for place in (1, 3, 5))
    hue, saturation, value = colorsys.rgb_to_hsv(red, green, blue)
    if saturation < 0.14:
        return "white" if value > 0.85 else "black" if value < 0.3 else "grey"
    vivid = {name: hsv for name, hsv in _HUES.items() if name not in {"black", "white", "grey"}}

    def distance(name: str) -> float:
        other = vivid[name]
        turn = abs(hue - other[0])
        return min(turn, 1 - turn) * 3 + abs(value - other[2]) + abs(saturation - other[1]) * 0.5

    return min(vivid, key=distance)
