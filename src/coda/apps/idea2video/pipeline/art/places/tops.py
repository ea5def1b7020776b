"""What stands in halls and at fairs, as a bird sees it. Pen: origin at the middle, unit half the width."""

from __future__ import annotations

import math

import numpy as np

from coda.apps.idea2video.pipeline.art.canvas import Fade
from coda.apps.idea2video.pipeline.art.colors import WHITE, darker, lighter, rgb
from coda.apps.idea2video.pipeline.art.geometry import arc, box, ellipse, polygon, ribbon, rounded, smooth
from coda.apps.idea2video.pipeline.art.pen import Pen
from coda.apps.idea2video.pipeline.art.places import exhibits, infirmary, rides, wares

_WOOD = rgb("#7a5038")


def plinth(pen: Pen) -> None:
    """Bones of something large, behind a rope."""
    pen.fill(box(-0.9, -0.62, 0.9, 0.62), Fade(lighter(_WOOD, 0.1), darker(_WOOD, 0.25)))
    pen.fill(box(-0.8, -0.52, 0.8, 0.52), lighter(_WOOD, 0.22))
    spine = [(-0.74, 0.3), (-0.3, 0.02), (0.2, 0.0), (0.52, 0.14)]
    pen.line(spine, exhibits.BONE, 0.05, 0.13, 0.08)
    for n in range(6):
        x = -0.24 + n * 0.09
        pen.line([(x - 0.05, 0.24), (x, 0.0), (x - 0.05, -0.24)], exhibits.BONE, 0.03)
    pen.fill(ellipse(0.62, 0.18, 0.18, 0.11, 0.04), lighter(exhibits.BONE, 0.2))
    corners = box(-1.0, -0.74, 1.0, 0.74)
    for start, stop in zip(corners, np.roll(corners, 1, 0), strict=True):
        pen.line(np.stack((start, stop)), rgb("#a8283a"), 0.05)
    for x in (-1.0, 1.0):
        for y in (-0.74, 0.74):
            pen.fill(ellipse(x, y, 0.08), exhibits.GOLD)


def vitrine(pen: Pen) -> None:
    pen.fill(box(-0.5, -0.5, 0.5, 0.5), darker(_WOOD, 0.2))
    pen.fill(ellipse(0, 0, 0.26), rgb("#3f7a98"))
    pen.fill(ellipse(0, 0, 0.13), darker(rgb("#3f7a98"), 0.5))
    pen.fill(box(-0.44, -0.44, 0.44, 0.44), rgb("#d8f0f4"), 0.3)
    pen.fill(polygon((-0.4, 0.1), (-0.4, 0.36), (0.1, -0.4), (-0.1, -0.4)), WHITE, 0.25)


def bench(pen: Pen) -> None:
    pen.fill(rounded(-0.9, -0.26, 0.9, 0.26, 0.08), darker(_WOOD, 0.1))
    pen.fill(rounded(-0.84, -0.2, 0.84, 0.2, 0.06), rgb("#8a3a44"))
    for x in (-0.28, 0.28):
        pen.line([(x, -0.2), (x, 0.2)], darker(rgb("#8a3a44"), 0.3), 0.025)


def bed(pen: Pen) -> None:
    blue = rgb("#7fb4cc")
    pen.fill(rounded(-0.5, -0.95, 0.5, 0.95, 0.08), infirmary.STEEL)
    pen.fill(rounded(-0.44, -0.88, 0.44, 0.88, 0.08), WHITE)
    pen.fill(rounded(-0.34, 0.46, 0.34, 0.8, 0.12), Fade(WHITE, rgb("#d4dce4")))
    pen.fill(rounded(-0.47, -0.9, 0.47, 0.24, 0.06), Fade(lighter(blue, 0.15), darker(blue, 0.1)))
    pen.fill(box(-0.47, 0.12, 0.47, 0.28), lighter(blue, 0.6))


def bistro(pen: Pen) -> None:
    """A round table between two chairs."""
    for side in (-1, 1):
        pen.fill(
            rounded(side * 0.78 - 0.22, -0.24, side * 0.78 + 0.22, 0.24, 0.12), darker(wares.BRIGHT[0], 0.15)
        )
        pen.fill(rounded(side * 0.76 - 0.17, -0.19, side * 0.76 + 0.17, 0.19, 0.1), wares.BRIGHT[0])
    pen.fill(ellipse(0, 0, 0.6), darker(rgb("#e8dcc8"), 0.3))
    pen.fill(ellipse(0, 0, 0.56), rgb("#fbf4e6"))
    for x, y in ((-0.28, 0.12), (0.26, -0.14)):
        pen.fill(ellipse(x, y, 0.16), rgb("#dfe8ec"))
        pen.fill(ellipse(x, y, 0.1), rgb("#5a3a2a"))
    flowers(pen.at(0.02, 0.24, 0.3))


def crate(pen: Pen) -> None:
    wood, color = rgb("#b58a5a"), wares.BRIGHT[int(pen.dice.integers(3))]
    pen.fill(box(-0.66, -0.5, 0.66, 0.5), Fade(lighter(wood, 0.1), darker(wood, 0.2)))
    pen.fill(box(-0.56, -0.4, 0.56, 0.4), darker(wood, 0.5))
    for n in range(12):
        x, y = -0.42 + (n % 4) * 0.28, -0.26 + (n // 4) * 0.26
        pen.fill(ellipse(x, y, 0.145), lighter(color, 0.12 * (n % 3)))


def coil(pen: Pen) -> None:
    """A rope."""
    for n in range(8):
        pen.fill(ellipse(0, 0, 0.95 - n * 0.1), lighter(rgb("#b89c74"), 0.3 * (n % 2)))


def flowers(pen: Pen) -> None:
    color = wares.BRIGHT[int(pen.dice.integers(len(wares.BRIGHT)))]
    pen.fill(ellipse(0, 0, 0.42), rgb("#9a4f34"))
    for n in range(8):
        x, y = math.cos(n / 8 * math.tau) * 0.36, math.sin(n / 8 * math.tau) * 0.36
        pen.fill(ellipse(x * 1.3, y * 1.3, 0.16, 0.09, n / 8), rgb("#5f9a54"))
        pen.fill(ellipse(x, y, 0.15), lighter(color, 0.15 * (n % 3)))
        pen.fill(ellipse(x, y, 0.05), rgb("#ffe9a8"))
    pen.fill(ellipse(0, 0, 0.17), color)


def tent(pen: Pen) -> None:
    """Striped, its point in the middle."""
    cloth = rides.CLOTHS[int(pen.dice.integers(len(rides.CLOTHS)))]
    for n in range(16):
        color = rides.CREAM if n % 2 else cloth
        pen.at(0, 0, turn=n / 16).fill(
            smooth([(0.0, 0.0), (0.86, -0.19), (0.98, 0.0), (0.86, 0.19)], steps=3),
            Fade(lighter(color, 0.12), darker(color, 0.1)),
        )
    pen.fill(ellipse(0, 0, 0.1), rides.GOLD)
    pen.fill(polygon((0.0, 0.04), (0.34, 0.12), (0.3, -0.06)), rides.GOLD)


def carousel(pen: Pen) -> None:
    tent(pen.at(0, 0, 0.9))
    pen.fill(ribbon(arc(0, 0, 0.9, 0.9, 0, 1), 0.1), rides.GOLD)
    for n in range(16):
        x, y = math.cos(n / 16 * math.tau) * 0.9, math.sin(n / 16 * math.tau) * 0.9
        pen.shine(ellipse(x, y, 0.045), rgb("#fff0c0"))
        pen.glow(x, y, 0.16, rgb("#ffd98a"), 0.4)
