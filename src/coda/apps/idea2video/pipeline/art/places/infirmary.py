"""What stands in a sickroom. Pen: origin at the foot's middle, unit the height."""

from __future__ import annotations

from coda.apps.idea2video.pipeline.art.canvas import Fade
from coda.apps.idea2video.pipeline.art.colors import INK, WHITE, Color, darker, lighter, rgb
from coda.apps.idea2video.pipeline.art.geometry import (
    Points,
    arc,
    box,
    ellipse,
    polygon,
    ribbon,
    rounded,
    smooth,
)
from coda.apps.idea2video.pipeline.art.pen import Pen

STEEL: Color = rgb("#aebac4")
_LINEN: Color = rgb("#f6f8fa")
_BEAT = (
    (-0.4, 0.66), (-0.22, 0.66), (-0.16, 0.7), (-0.1, 0.66), (-0.05, 0.58), (0.0, 0.86), (0.05, 0.56),
    (0.1, 0.66), (0.2, 0.71), (0.26, 0.66), (0.4, 0.66),
)  # fmt: skip
"""A heart's trace on the screen."""


def bed(pen: Pen) -> None:
    """On wheels, its head on the right, with a rail that keeps one from falling."""
    blue = rgb("#7fb4cc")
    for x in (-1.02, 0.98):
        pen.line([(x, 0.08), (x, 0.36)], STEEL, 0.05)
        pen.fill(ellipse(x, 0.06, 0.062), rgb("#4a525c"))
        pen.fill(ellipse(x, 0.06, 0.025), STEEL)
    pen.fill(box(-1.12, 0.28, 1.08, 0.36), Fade(STEEL, darker(STEEL, 0.25)))
    pen.fill(rounded(-1.1, 0.35, 1.06, 0.54, 0.06), Fade(_LINEN, darker(_LINEN, 0.16)))
    pen.fill(
        smooth([(0.5, 0.52), (0.62, 0.76), (0.96, 0.84), (1.04, 0.56), (0.8, 0.5)]),
        Fade(WHITE, darker(_LINEN, 0.14)),
    )
    blanket = smooth(
        [(-1.12, 0.34), (-1.1, 0.6), (-0.6, 0.64), (0.1, 0.62), (0.5, 0.6), (0.52, 0.3), (-0.3, 0.26)],
        steps=6,
    )
    pen.fill(blanket, Fade(lighter(blue, 0.2), darker(blue, 0.1)))
    pen.fill(smooth([(0.3, 0.61), (0.5, 0.62), (0.54, 0.3), (0.36, 0.29)], steps=5), lighter(blue, 0.6))
    for x in (-0.8, -0.4, 0.0):
        pen.line([(x, 0.6), (x + 0.05, 0.44), (x + 0.02, 0.31)], darker(blue, 0.15), 0.014)
    _rails(pen)


def _rails(pen: Pen) -> None:
    for x, tall, wide in ((-1.14, 0.74, 0.07), (1.1, 1.0, 0.09)):
        pen.fill(rounded(x - wide, 0.24, x + wide, tall, 0.06), Fade(rgb("#e8d4b4"), rgb("#c8a884")))
        pen.fill(rounded(x - wide * 0.45, 0.36, x + wide * 0.45, tall - 0.1, 0.04), lighter(STEEL, 0.5))
    for y in (0.5, 0.64):
        pen.line([(-0.32, y), (0.46, y)], darker(STEEL, 0.1), 0.034)
    for x in (-0.32, -0.06, 0.2, 0.46):
        pen.line([(x, 0.34), (x, 0.65)], darker(STEEL, 0.2), 0.03)


def drip(pen: Pen) -> None:
    """A bag of something clear that drops into a tube."""
    for x in (-0.13, 0.0, 0.13):
        pen.line([(0, 0.08), (x, 0.03)], STEEL, 0.022)
        pen.fill(ellipse(x, 0.018, 0.018), rgb("#4a525c"))
    pen.line([(0, 0.06), (0, 0.97)], lighter(STEEL, 0.2), 0.018)
    pen.line(
        [(-0.1, 0.93), (-0.09, 0.98), (0.09, 0.98), (0.1, 0.93)], lighter(STEEL, 0.1), 0.016, curved=False
    )
    pen.line([(0.1, 0.68), (0.11, 0.55), (0.2, 0.42), (0.22, 0.32)], rgb("#e4f2f4"), 0.009)
    bag = smooth([(0.05, 0.92), (0.15, 0.92), (0.16, 0.76), (0.1, 0.69), (0.04, 0.76)], steps=5)
    pen.fill(bag, Fade(rgb("#eef8fa"), rgb("#bfe2ee")), 0.95)
    pen.fill(box(0.065, 0.8, 0.135, 0.87), rgb("#6fb4d0"))
    pen.line([(0.07, 0.9), (0.065, 0.76)], WHITE, 0.012)


def monitor(pen: Pen) -> None:
    """A screen that follows a heart."""
    pen.line([(0, 0.05), (0, 0.5)], STEEL, 0.05)
    pen.fill(rounded(-0.24, 0.0, 0.24, 0.06, 0.03), darker(STEEL, 0.3))
    pen.fill(rounded(-0.3, 0.26, 0.3, 0.32, 0.02), STEEL)
    pen.fill(rounded(-0.5, 0.42, 0.5, 1.0, 0.06), Fade(lighter(STEEL, 0.45), lighter(STEEL, 0.1)))
    pen.shine(rounded(-0.44, 0.5, 0.44, 0.94, 0.03), Fade(rgb("#16424a"), rgb("#0c2a34")))
    pen.shine(ribbon(_BEAT, 0.02), rgb("#7bf0b0"))
    pen.shine(
        ribbon(
            smooth([(-0.4, 0.55), (-0.2, 0.58), (0.0, 0.54), (0.2, 0.58), (0.4, 0.55)], closed=False), 0.014
        ),
        rgb("#6fc8ff"),
    )
    pen.shine(_heart(-0.34, 0.86, 0.05), rgb("#ff7a8a"))
    pen.glow(0, 0.72, 0.6, rgb("#6fe0b0"), 0.22)


def _heart(x: float, y: float, size: float) -> Points:
    return smooth(
        [
            (x, y - size),
            (x + size, y + size * 0.3),
            (x + size * 0.5, y + size),
            (x, y + size * 0.5),
            (x - size * 0.5, y + size),
            (x - size, y + size * 0.3),
        ]
    )


def nightstand(pen: Pen) -> None:
    """A drawer on wheels with a glass of water and somebody's flowers."""
    white = rgb("#eef2f2")
    for x in (-0.22, 0.22):
        pen.fill(ellipse(x, 0.03, 0.035), rgb("#4a525c"))
    pen.fill(rounded(-0.3, 0.05, 0.3, 0.58, 0.03), Fade(white, darker(white, 0.16)))
    pen.fill(box(-0.34, 0.55, 0.34, 0.61), rgb("#d0a878"))
    for y in (0.12, 0.35):
        pen.fill(rounded(-0.25, y, 0.25, y + 0.17, 0.02), darker(white, 0.07))
        pen.line([(-0.07, y + 0.1), (0.07, y + 0.1)], STEEL, 0.025)
    for n, color in enumerate(("#f06a7a", "#ffd35a", "#f4a0c8", "#ff9a5a", "#f06a7a")):
        x, y = -0.3 + n * 0.075, 0.92 + (0.07, 0.0, 0.1, 0.02, 0.06)[n]
        pen.line([(-0.15, 0.7), (x, y)], rgb("#5f9a5a"), 0.02)
        pen.fill(ellipse(x, y, 0.055), rgb(color))
        pen.fill(ellipse(x, y, 0.02), rgb("#fff0b0"))
    pen.fill(
        smooth([(-0.21, 0.61), (-0.09, 0.61), (-0.07, 0.74), (-0.1, 0.82), (-0.2, 0.82), (-0.23, 0.74)]),
        rgb("#8fc8d8"),
    )
    pen.fill(polygon((0.1, 0.61), (0.22, 0.61), (0.24, 0.8), (0.08, 0.8)), rgb("#e8f6fa"), 0.7)
    pen.fill(polygon((0.1, 0.61), (0.22, 0.61), (0.232, 0.72), (0.088, 0.72)), rgb("#a8d8ea"), 0.8)


def clock(pen: Pen) -> None:
    """Round, on the wall; a little after ten."""
    pen.fill(ellipse(0, 0.5, 0.5), rgb("#4f6a78"))
    pen.fill(ellipse(0, 0.5, 0.43), rgb("#fbfbf6"))
    for n in range(12):
        pen.at(0, 0.5, turn=n / 12).line([(0.33, 0), (0.39, 0)], INK, 0.05 if n % 3 == 0 else 0.025)
    pen.line([(0, 0.5), (-0.15, 0.68)], INK, 0.06)
    pen.line([(0, 0.5), (0.1, 0.8)], INK, 0.04)
    pen.line([(0, 0.5), (0.24, 0.36)], rgb("#d84a4a"), 0.02)
    pen.fill(ellipse(0, 0.5, 0.04), INK)


def door(pen: Pen) -> None:
    """With a pane, a rail for hands, and a cross above it."""
    paint = rgb("#6fa0a8")
    pen.fill(box(-0.27, 0.0, 0.27, 0.86), rgb("#eef0ec"))
    pen.fill(box(-0.23, 0.0, 0.23, 0.82), Fade(lighter(paint, 0.12), darker(paint, 0.12)))
    pen.fill(rounded(-0.1, 0.46, 0.1, 0.74, 0.02), rgb("#dff0ee"))
    pen.fill(polygon((-0.08, 0.48), (-0.03, 0.48), (0.07, 0.72), (0.02, 0.72)), WHITE, 0.6)
    pen.fill(box(-0.23, 0.02, 0.23, 0.12), STEEL)
    pen.fill(rounded(0.13, 0.36, 0.19, 0.39, 0.01), lighter(STEEL, 0.4))
    pen.fill(rounded(-0.09, 0.9, 0.09, 1.06, 0.03), WHITE)
    for path in (box(-0.02, 0.92, 0.02, 1.04), box(-0.06, 0.96, 0.06, 1.0)):
        pen.fill(path, rgb("#d8484a"))


def chair(pen: Pen) -> None:
    """For who visits, with a plaid that somebody left."""
    color = rgb("#5f8f9a")
    for x in (-0.3, 0.3):
        pen.line([(x, 0.0), (x, 0.42)], STEEL, 0.045)
    pen.fill(rounded(-0.36, 0.46, 0.36, 1.0, 0.12), Fade(lighter(color, 0.15), darker(color, 0.1)))
    pen.fill(rounded(-0.4, 0.36, 0.4, 0.52, 0.07), lighter(color, 0.25))
    for side in (-1, 1):
        pen.line([(side * 0.42, 0.4), (side * 0.44, 0.66), (side * 0.32, 0.68)], STEEL, 0.05, curved=False)
    pen.fill(smooth([(0.08, 1.03), (0.36, 1.0), (0.38, 0.62), (0.12, 0.6)], steps=5), rgb("#e8a05a"))
    for y in (0.7, 0.82, 0.93):
        pen.line([(0.1, y), (0.37, y)], rgb("#fbe8c8"), 0.025)


def chart(pen: Pen) -> None:
    """A board with a curve, clipped to the wall."""
    pen.fill(rounded(-0.36, 0.0, 0.36, 0.95, 0.03), rgb("#c89a68"))
    pen.fill(box(-0.3, 0.06, 0.3, 0.86), rgb("#fbfaf2"))
    pen.fill(rounded(-0.12, 0.86, 0.12, 1.0, 0.03), STEEL)
    pen.line(
        [(-0.24, 0.3), (-0.1, 0.5), (0.0, 0.42), (0.12, 0.66), (0.24, 0.6)],
        rgb("#d8485a"),
        0.03,
        curved=False,
    )
    for n in range(3):
        pen.line([(-0.24, 0.24 - n * 0.06), (0.2 - n * 0.08, 0.24 - n * 0.06)], rgb("#9aa4ac"), 0.018)
    pen.fill(ribbon(arc(0.0, 0.74, 0.06, 0.06, 0, 1), 0.02), rgb("#6fa0a8"))
