"""Figures as a bird sees them: shoulders, hair or hat, arms and feet, a body with a tail. The unit is the
length of
a grown person's shoulders and a half; they look up the picture. A thing looks up at us."""

from __future__ import annotations

from coda.apps.idea2video.pipeline.art.canvas import Fade
from coda.apps.idea2video.pipeline.art.colors import Color, darker, lighter
from coda.apps.idea2video.pipeline.art.figures.hair import hair_color
from coda.apps.idea2video.pipeline.art.figures.look import Look
from coda.apps.idea2video.pipeline.art.figures.things import draw_thing
from coda.apps.idea2video.pipeline.art.geometry import ellipse, limb, rounded, smooth, star
from coda.apps.idea2video.pipeline.art.pen import Pen
from coda.apps.idea2video.vocabulary import FigureKind

_BEASTS: frozenset[FigureKind] = frozenset(
    {"cat", "dog", "fox", "bear", "rabbit", "mouse", "horse", "elephant", "dragon", "turtle", "owl", "bird"}
)


def draw_seen_above(pen: Pen, look: Look) -> None:
    if look.kind in _BEASTS:
        _beast(pen, look)
    elif look.kind == "octopus":
        _octopus(pen, look)
    elif look.kind == "thing":
        draw_thing(pen.at(0, -0.6, 1.5), look)
    else:
        _person(pen, look)


def _person(pen: Pen, look: Look) -> None:
    reach = 0.55 if look.pose in {"point", "hold", "wave", "fly"} else 0.16
    for side in (-1, 1):
        step = 0.22 * side if look.pose in {"walk", "run"} else 0.1
        pen.fill(ellipse(side * 0.16, step + 0.1, 0.1, 0.18), darker(look.cloth, 0.6))
    for side in (-1, 1):
        ahead = reach if side > 0 or look.pose == "fly" else 0.1
        pen.fill(
            limb((side * 0.42, 0.0), (side * 0.56, ahead * 0.6), (side * 0.46, ahead), 0.22, 0.19, 0.16),
            darker(look.cloth, 0.12),
        )
        pen.fill(ellipse(side * 0.46, ahead + 0.04, 0.09), look.skin)
    if look.has("cape", "backpack"):
        pen.fill(smooth([(-0.36, 0.05), (0.36, 0.05), (0.44, -0.6), (0, -0.74), (-0.44, -0.6)]), look.accent)
    pen.fill(ellipse(0, 0.0, 0.52, 0.3), Fade(lighter(look.cloth, 0.1), darker(look.cloth, 0.12)))
    if look.has("scarf"):
        pen.fill(ellipse(0, 0.02, 0.36, 0.3), look.accent)
    _head(pen, look)


def _head(pen: Pen, look: Look) -> None:
    color = _top_color(look)
    pen.fill(ellipse(0, 0.2, 0.1, 0.12), look.skin)
    if look.kind == "robot":
        pen.fill(rounded(-0.32, -0.24, 0.32, 0.26, 0.1), Fade(lighter(color, 0.2), color))
        pen.shine(ellipse(0, 0.0, 0.08), look.accent)
        return
    pen.fill(ellipse(0, 0.02, 0.3, 0.28), Fade(lighter(color, 0.14), darker(color, 0.1)))
    if look.has("hat") or look.kind == "wizard":
        pen.fill(ellipse(0, 0.03, 0.5, 0.47), darker(look.cloth, 0.1))
        pen.fill(ellipse(0, 0.04, 0.28, 0.26), lighter(look.cloth, 0.12))
        pen.fill(ellipse(0, 0.06, 0.1, 0.1), lighter(look.cloth, 0.3))
    elif look.has("cap"):
        pen.fill(smooth([(-0.2, 0.2), (0.2, 0.2), (0.18, 0.42), (-0.18, 0.42)]), darker(look.cloth, 0.45))
        pen.fill(ellipse(0, 0.02, 0.34, 0.31), lighter(look.cloth, 0.06))
        pen.fill(ellipse(0, 0.03, 0.06), look.accent)
    elif look.has("crown"):
        pen.fill(star(0, 0.02, 0.32, 8, 0.72), (0.95, 0.75, 0.28))
        pen.fill(ellipse(0, 0.02, 0.18), color)
    elif not look.has("bald"):
        for turn in (-0.12, 0.0, 0.12):
            pen.at(0, 0.02, turn=turn).line(
                [(0, -0.22), (0.02, 0.0), (0, 0.2)], darker(color, 0.25), 0.01, 0.03, 0.01
            )


def _top_color(look: Look) -> Color:
    if look.kind in {"robot", "alien", "monster", "ghost"} or look.has("bald"):
        return look.skin
    if look.kind in {"astronaut", "knight"}:
        return (0.86, 0.88, 0.92)
    return hair_color(look)


def _beast(pen: Pen, look: Look) -> None:
    color = look.cloth if look.kind == "turtle" else look.skin
    for side in (-1, 1):
        for y in (-0.34, 0.26):
            pen.fill(ellipse(side * 0.3, y, 0.12, 0.16), darker(look.skin, 0.15))
    if look.kind in {"dragon", "bird", "owl"}:
        for side in (-1, 1):
            pen.fill(
                smooth(
                    [
                        (side * 0.2, 0.2),
                        (side * 0.9, 0.3),
                        (side * 1.1, -0.1),
                        (side * 0.6, -0.2),
                        (side * 0.2, -0.3),
                    ]
                ),
                darker(look.accent if look.kind == "dragon" else look.skin, 0.1),
            )
    pen.line([(0, -0.5), (0.12, -0.8), (-0.04, -1.05)], darker(look.skin, 0.06), 0.2, 0.14, 0.05)
    pen.fill(ellipse(0, -0.05, 0.36, 0.52), Fade(lighter(color, 0.1), darker(color, 0.12)))
    if look.kind == "turtle":
        for x, y in ((0, 0.1), (-0.16, -0.15), (0.16, -0.15), (0, -0.35)):
            pen.fill(star(x, y, 0.13, 6, 0.87), lighter(color, 0.28))
    for side in (-1, 1):
        long = 0.34 if look.kind == "rabbit" else 0.16
        pen.fill(ellipse(side * 0.2, 0.5 - (long - 0.16) * 0.6, 0.11, long), darker(look.skin, 0.1))
    pen.fill(ellipse(0, 0.54, 0.29, 0.27), Fade(lighter(look.skin, 0.14), look.skin))
    pen.fill(ellipse(0, 0.80, 0.08, 0.07), darker(look.skin, 0.5))


def _octopus(pen: Pen, look: Look) -> None:
    for n in range(8):
        arm = pen.at(0, 0, turn=n / 8)
        arm.line([(0.2, 0), (0.6, 0.12), (0.95, -0.05)], darker(look.skin, 0.12 * (n % 2)), 0.2, 0.14, 0.05)
    pen.fill(ellipse(0, 0, 0.42, 0.42), Fade(lighter(look.skin, 0.15), look.skin))
