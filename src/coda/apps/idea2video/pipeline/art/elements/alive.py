"""Things as they are drawn when they act: plumper, with room for a face. The pen's origin is their foot, its
unit their height."""

from __future__ import annotations

import math

from coda.apps.idea2video.pipeline.art.canvas import Fade
from coda.apps.idea2video.pipeline.art.colors import WHITE, darker, lighter, rgb
from coda.apps.idea2video.pipeline.art.elements import furniture, small, vehicles
from coda.apps.idea2video.pipeline.art.elements.landmarks import WARM
from coda.apps.idea2video.pipeline.art.geometry import arc, ellipse, polygon, ribbon, rounded, smooth, star
from coda.apps.idea2video.pipeline.art.pen import Pen


def book(pen: Pen) -> None:
    """Closed and upright, its pages to the right."""
    cover, paper = rgb("#a8483f"), rgb("#f8f0dc")
    pen.fill(rounded(-0.36, 0.0, 0.42, 0.96, 0.04), darker(cover, 0.3))
    pen.fill(rounded(-0.3, 0.03, 0.4, 0.99, 0.03), Fade(paper, darker(paper, 0.12)))
    for n in range(4):
        pen.line([(0.36 + n * 0.012, 0.05), (0.36 + n * 0.012, 0.96)], darker(paper, 0.25), 0.005)
    pen.fill(rounded(-0.38, 0.02, 0.34, 1.0, 0.05), Fade(lighter(cover, 0.1), darker(cover, 0.12)))
    pen.fill(rounded(-0.38, 0.02, -0.28, 1.0, 0.04), darker(cover, 0.22))
    pen.fill(ribbon(rounded(-0.24, 0.08, 0.29, 0.94, 0.05), 0.012), rgb("#f0c048"))
    pen.fill(polygon((0.16, 1.0), (0.25, 1.0), (0.25, 0.8), (0.205, 0.84), (0.16, 0.8)), rgb("#3f8fb8"))


def plump_star(pen: Pen) -> None:
    """Five round points in a halo."""
    gold = rgb("#ffd25a")
    pen.glow(0, 0.5, 0.95, rgb("#fff2c0"), 0.6)
    for scale, paint in ((1.0, Fade(gold, darker(gold, 0.08))), (0.86, Fade(lighter(gold, 0.5), gold))):
        pen.at(0, 0.48, scale).shine(smooth(star(0, 0, 0.54, 5, 0.58), steps=6), paint)


def comet(pen: Pen) -> None:
    for reach, wide, alpha in ((1.35, 0.5, 0.25), (1.05, 0.42, 0.4), (0.75, 0.3, 0.6)):
        tail = smooth(
            [
                (0.1, 0.5 + wide),
                (-reach * 0.6, 0.62 + wide * 0.6),
                (-reach, 0.84),
                (-reach * 0.5, 0.36),
                (0.1, 0.5 - wide),
            ]
        )
        pen.shine(tail, rgb("#bfe6ff"), alpha, 0.03)
    pen.glow(0.1, 0.5, 0.8, rgb("#d8f2ff"), 0.6)
    pen.shine(ellipse(0.1, 0.5, 0.44), Fade(WHITE, rgb("#bfe6ff")))


def bolt(pen: Pen) -> None:
    """A flash, thick enough to look at one."""
    yellow = rgb("#ffd84a")
    pen.glow(0, 0.5, 0.8, rgb("#fff2c0"), 0.45)
    path = polygon(
        (0.02, 1.0), (-0.3, 0.42), (-0.06, 0.42), (-0.18, 0.0), (0.32, 0.62), (0.08, 0.62), (0.3, 1.0)
    )
    pen.shine(path, Fade(lighter(yellow, 0.3), darker(yellow, 0.06)))


def toy_balloon(pen: Pen) -> None:
    """The kind that a child lets go of."""
    red = rgb("#d8484a")
    pen.line([(0.0, 0.2), (0.05, 0.06), (-0.05, -0.1), (0.03, -0.3)], rgb("#e8dcc0"), 0.012)
    pen.fill(polygon((-0.055, 0.15), (0.055, 0.15), (0.0, 0.25)), darker(red, 0.2))
    skin = smooth(
        [
            (0, 1.0),
            (0.3, 0.88),
            (0.38, 0.62),
            (0.24, 0.34),
            (0.0, 0.2),
            (-0.24, 0.34),
            (-0.38, 0.62),
            (-0.3, 0.88),
        ]
    )
    pen.fill(skin, Fade(lighter(red, 0.14), darker(red, 0.1)))
    with pen.inside(skin) as inner:
        inner.soft(ellipse(-0.18, 0.84, 0.1, 0.14, 0.1), WHITE, 0.03, 0.65)
        inner.soft(ellipse(0.34, 0.5, 0.1, 0.4), darker(red, 0.4), 0.05, 0.4)


def key(pen: Pen) -> None:
    """With a broad bow."""
    gold = rgb("#f0c048")
    pen.line([(0, 0.6), (0, 0.02)], darker(gold, 0.08), 0.13)
    for y, long in ((0.03, 0.28), (0.19, 0.2)):
        pen.fill(rounded(0.0, y, long, y + 0.1, 0.02), gold)
    for n in range(3):
        pen.fill(
            ellipse(
                math.cos(math.tau * (n / 3 + 0.25)) * 0.2,
                0.7 + math.sin(math.tau * (n / 3 + 0.25)) * 0.2,
                0.17,
            ),
            gold,
        )
    pen.fill(ellipse(0, 0.7, 0.27), Fade(lighter(gold, 0.3), gold))
    pen.fill(ribbon(arc(0, 0.7, 0.27, 0.27, 0, 1), 0.02), darker(gold, 0.2))


def sword(pen: Pen) -> None:
    """Short and broad."""
    steel, gold = rgb("#d0d8e2"), rgb("#f0c048")
    pen.fill(
        polygon((-0.17, 0.28), (0.17, 0.28), (0.16, 0.84), (0, 1.0), (-0.16, 0.84)),
        Fade(lighter(steel, 0.4), steel),
    )
    pen.fill(polygon((0.08, 0.28), (0.17, 0.28), (0.16, 0.84), (0.05, 0.95)), darker(steel, 0.16))
    pen.fill(rounded(-0.34, 0.2, 0.34, 0.3, 0.05), gold)
    pen.line([(0, 0.2), (0, 0.06)], rgb("#6b3f2a"), 0.12)
    pen.fill(ellipse(0, 0.04, 0.08), gold)


def streetlight(pen: Pen) -> None:
    """One large lantern on a post."""
    iron = rgb("#34343f")
    pen.fill(polygon((-0.1, 0.0), (0.1, 0.0), (0.04, 0.08), (-0.04, 0.08)), iron)
    pen.line([(0, 0.05), (0, 0.66)], iron, 0.05, 0.04)
    pen.fill(polygon((-0.2, 0.9), (0.2, 0.9), (0.06, 1.0), (-0.06, 1.0)), iron)
    pen.fill(rounded(-0.12, 0.62, 0.12, 0.67, 0.02), iron)
    pen.shine(polygon((-0.17, 0.9), (0.17, 0.9), (0.12, 0.66), (-0.12, 0.66)), Fade(lighter(WARM, 0.6), WARM))
    pen.glow(0, 0.78, 0.6, WARM, 0.5)


def clock(pen: Pen) -> None:
    """At twenty past eight its hands are a moustache."""
    small.clock_case(pen)
    for side in (-1, 1):
        pen.line([(0, 0.42), (side * 0.09, 0.41), (side * 0.17, 0.35)], rgb("#2c2830"), 0.05, 0.035, 0.012)
    pen.fill(ellipse(0, 0.42, 0.035), rgb("#c8483f"))


def computer(pen: Pen) -> None:
    """With nothing on its screen but light."""
    furniture.computer_case(pen)
    pen.shine(rounded(-0.53, 0.38, 0.53, 0.92, 0.05), Fade(rgb("#a8f0e4"), rgb("#5fc8d0")))


def phone(pen: Pen) -> None:
    pen.fill(rounded(-0.31, 0.0, 0.31, 1.0, 0.09), rgb("#26262f"))
    pen.shine(rounded(-0.26, 0.07, 0.26, 0.93, 0.06), Fade(rgb("#8fd8f6"), rgb("#7f8fe8")))
    pen.fill(ellipse(0, 0.965, 0.02), rgb("#5a5f6a"))
    pen.glow(0, 0.5, 0.8, rgb("#8fd8ff"), 0.35)


def engine(pen: Pen) -> None:
    """Without carriages, its middle where it stands."""
    vehicles.draw_engine(pen.at(-0.45, 0))
