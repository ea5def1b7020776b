"""Somebody's back before us, large and dark: what one looks over. The pen's origin is the head's middle,
its unit the
head's radius."""

from __future__ import annotations

from coda.apps.idea2video.pipeline.art.canvas import Fade
from coda.apps.idea2video.pipeline.art.colors import Color, darker, lighter
from coda.apps.idea2video.pipeline.art.figures.hair import hair_color, long_haired
from coda.apps.idea2video.pipeline.art.figures.headgear import draw_crown, draw_wizard_hat
from coda.apps.idea2video.pipeline.art.figures.look import Look
from coda.apps.idea2video.pipeline.art.figures.things import draw_thing_from_behind
from coda.apps.idea2video.pipeline.art.geometry import ellipse, rounded, smooth
from coda.apps.idea2video.pipeline.art.pen import Pen
from coda.apps.idea2video.vocabulary import FigureKind

_PEOPLE: frozenset[FigureKind] = frozenset(
    {"woman", "man", "girl", "boy", "old woman", "old man", "fairy", "wizard", "knight", "astronaut"}
)
_EARED: frozenset[FigureKind] = frozenset({"cat", "dog", "fox", "bear", "rabbit", "mouse", "owl", "dragon"})


def draw_shoulder(pen: Pen, look: Look) -> None:
    if look.kind == "thing":
        draw_thing_from_behind(pen, look)
    else:
        _draw_back(pen, look)


def _draw_back(pen: Pen, look: Look) -> None:
    cloth = look.cloth if look.kind in _PEOPLE else look.skin
    back = smooth(
        [
            (-2.3, -3.9),
            (-2.2, -2.0),
            (-1.5, -1.35),
            (-0.5, -1.05),
            (0.5, -1.05),
            (1.5, -1.35),
            (2.2, -2.0),
            (2.3, -3.9),
        ]
    )
    pen.fill(back, Fade(darker(cloth, 0.25), darker(cloth, 0.5)))
    pen.fill(smooth([(-0.45, -0.7), (0.45, -0.7), (0.6, -1.3), (-0.6, -1.3)]), darker(look.skin, 0.35))
    if look.has("scarf"):
        pen.fill(
            smooth([(-0.85, -0.8), (0, -1.05), (0.85, -0.8), (0.9, -1.25), (0, -1.5), (-0.9, -1.25)]),
            darker(look.accent, 0.25),
        )
    _head(pen, look)
    _headgear(pen, look)


def _head(pen: Pen, look: Look) -> None:
    color = _color(look)
    if look.kind in _EARED:
        long = 1.9 if look.kind == "rabbit" else 1.25
        for side in (-1, 1):
            pen.fill(
                smooth([(side * 0.9, 0.3), (side * 0.85, long), (side * 0.6, long), (side * 0.15, 0.7)]),
                darker(color, 0.35),
            )
    for side in (-1, 1):
        if look.kind in _PEOPLE:
            pen.fill(ellipse(side * 0.95, -0.1, 0.16, 0.24), darker(look.skin, 0.3))
    if look.kind == "robot":
        pen.fill(rounded(-1.0, -0.9, 1.0, 0.9, 0.35), Fade(darker(color, 0.1), darker(color, 0.35)))
        return
    pen.fill(ellipse(0, 0, 0.98, 1.03), Fade(darker(color, 0.12), darker(color, 0.34)))
    if long_haired(look) and look.kind in _PEOPLE:
        pen.fill(
            smooth([(-0.95, 0.3), (0.95, 0.3), (1.1, -1.2), (0.6, -2.0), (-0.6, -2.0), (-1.1, -1.2)]),
            Fade(darker(color, 0.2), darker(color, 0.42)),
        )
    if look.kind in _PEOPLE and not look.has("bald"):
        for x in (-0.5, 0.0, 0.5):
            pen.line([(x * 0.5, 0.9), (x, 0.2), (x * 1.15, -0.7)], darker(color, 0.45), 0.02, 0.07, 0.02)


def _headgear(pen: Pen, look: Look) -> None:
    cloth = darker(look.cloth, 0.3)
    if look.has("hat"):
        pen.fill(ellipse(0, 0.42, 1.6, 0.3), cloth)
        pen.fill(smooth([(-0.9, 0.4), (-0.8, 1.3), (0, 1.5), (0.8, 1.3), (0.9, 0.4)]), lighter(cloth, 0.08))
    elif look.has("cap"):
        pen.fill(smooth([(-1.05, 0.2), (-1.2, 0.8), (0, 1.35), (1.2, 0.8), (1.05, 0.2), (0, 0.05)]), cloth)
    elif look.has("hood"):
        pen.fill(smooth([(-1.2, -1.2), (-1.2, 0.4), (0, 1.4), (1.2, 0.4), (1.2, -1.2)]), cloth)
    elif look.kind == "wizard":
        draw_wizard_hat(pen, cloth, darker(look.accent, 0.3))
    if look.has("crown"):
        draw_crown(pen)


def _color(look: Look) -> Color:
    if look.kind in {"knight", "astronaut"}:
        return (0.8, 0.83, 0.88)
    return hair_color(look) if look.kind in _PEOPLE and not look.has("bald") else look.skin
