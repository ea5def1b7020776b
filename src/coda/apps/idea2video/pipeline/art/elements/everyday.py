"""What lies about at home: things to wear, to eat, to write with. The pen's origin is their foot, its unit
their height."""

from __future__ import annotations

import math

from coda.apps.idea2video.pipeline.art.canvas import Fade
from coda.apps.idea2video.pipeline.art.colors import WHITE, Color, darker, lighter, rgb
from coda.apps.idea2video.pipeline.art.geometry import (
    Points,
    arc,
    box,
    ellipse,
    polygon,
    ribbon,
    rounded,
    smooth,
    star,
)
from coda.apps.idea2video.pipeline.art.pen import Pen

_GOLD: Color = rgb("#f0c048")
_LEAF: Color = rgb("#5c9c52")


def draw_pencil(pen: Pen) -> None:
    """Upright, its point up."""
    paint, wood = rgb("#f0b23a"), rgb("#f2d8b0")
    pen.fill(rounded(-0.12, 0.0, 0.12, 0.14, 0.05), rgb("#e8808c"))
    pen.fill(box(-0.125, 0.09, 0.125, 0.19), rgb("#b8bcc4"))
    pen.fill(box(-0.12, 0.18, 0.12, 0.76), Fade(lighter(paint, 0.12), paint))
    pen.fill(box(-0.12, 0.18, -0.05, 0.76), darker(paint, 0.16))
    pen.fill(box(0.06, 0.18, 0.12, 0.76), lighter(paint, 0.3))
    pen.fill(polygon((-0.12, 0.75), (0.12, 0.75), (0.0, 1.0)), wood)
    pen.fill(
        smooth([(-0.12, 0.76), (-0.06, 0.79), (0.0, 0.75), (0.06, 0.79), (0.12, 0.76), (0.0, 0.7)]), paint
    )
    pen.fill(polygon((-0.04, 0.917), (0.04, 0.917), (0.0, 1.0)), rgb("#3a3440"))


def draw_teapot(pen: Pen) -> None:
    clay = rgb("#b8654a")
    pen.fill(ribbon(arc(-0.6, 0.42, 0.22, 0.24, 0.2, 0.8), 0.09), darker(clay, 0.15))
    pen.line([(0.45, 0.28), (0.68, 0.4), (0.84, 0.68)], darker(clay, 0.08), 0.2, 0.14, 0.11)
    body = smooth(
        [(-0.3, 0.0), (-0.6, 0.2), (-0.56, 0.54), (0.0, 0.76), (0.56, 0.54), (0.6, 0.2), (0.3, 0.0)]
    )
    pen.fill(body, Fade(lighter(clay, 0.18), darker(clay, 0.16)))
    with pen.inside(body) as inner:
        inner.line([(-0.7, 0.16), (0.0, 0.1), (0.7, 0.16)], lighter(clay, 0.45), 0.035)
        inner.soft(ellipse(-0.28, 0.54, 0.16, 0.08, 0.06), WHITE, 0.04, 0.35)
    pen.fill(
        smooth([(-0.34, 0.68), (-0.26, 0.8), (0.0, 0.86), (0.26, 0.8), (0.34, 0.68), (0.0, 0.64)]),
        lighter(clay, 0.1),
    )
    pen.fill(ellipse(0.0, 0.91, 0.085), darker(clay, 0.1))


def draw_shoe(pen: Pen) -> None:
    """A boot with laces, its toe to the right."""
    leather = rgb("#a85a3a")
    upper = smooth(
        [
            (-0.62, 0.16),
            (-0.56, 0.6),
            (-0.58, 0.98),
            (0.06, 1.0),
            (0.1, 0.66),
            (0.5, 0.54),
            (0.84, 0.36),
            (0.86, 0.14),
            (0.0, 0.1),
        ],
        steps=7,
    )
    pen.fill(upper, Fade(lighter(leather, 0.16), darker(leather, 0.18)))
    pen.fill(
        smooth([(0.5, 0.54), (0.84, 0.36), (0.86, 0.14), (0.56, 0.12), (0.44, 0.34)], steps=7),
        lighter(leather, 0.2),
    )
    pen.fill(rounded(-0.62, 0.86, 0.1, 1.03, 0.06), lighter(leather, 0.4))
    pen.fill(rounded(-0.66, 0.0, 0.92, 0.17, 0.07), rgb("#f0e6d4"))
    pen.line([(-0.64, 0.09), (0.9, 0.09)], rgb("#c8b8a0"), 0.018)
    for n in range(3):
        y = 0.8 - n * 0.13
        pen.line([(-0.06 + n * 0.07, y), (0.16 + n * 0.09, y - 0.02)], rgb("#f6efe0"), 0.035)


def draw_sock(pen: Pen) -> None:
    """Knitted, its toe to the right."""
    wool = rgb("#4f8fa8")
    foot = smooth(
        [
            (-0.34, 0.98),
            (0.1, 0.98),
            (0.1, 0.5),
            (0.44, 0.3),
            (0.5, 0.08),
            (0.28, 0.0),
            (-0.16, 0.02),
            (-0.36, 0.24),
            (-0.32, 0.6),
        ],
        steps=7,
    )
    pen.fill(foot, Fade(lighter(wool, 0.14), darker(wool, 0.14)))
    with pen.inside(foot) as inner:
        for y in (0.76, 0.6, 0.44):
            inner.line([(-0.5, y), (0.3, y - 0.02)], lighter(wool, 0.62), 0.055)
        inner.fill(ellipse(0.5, 0.12, 0.22, 0.26), lighter(wool, 0.62))
        inner.fill(ellipse(-0.4, 0.1, 0.2, 0.2), lighter(wool, 0.62))
    pen.fill(rounded(-0.38, 0.86, 0.14, 1.02, 0.06), darker(wool, 0.2))


def draw_hat(pen: Pen) -> None:
    felt = rgb("#5a5f8a")
    pen.fill(ellipse(0.0, 0.16, 0.95, 0.16), darker(felt, 0.2))
    crown = smooth(
        [(-0.52, 0.16), (-0.46, 0.76), (-0.24, 1.0), (0.0, 0.92), (0.24, 1.0), (0.46, 0.76), (0.52, 0.16)]
    )
    pen.fill(crown, Fade(lighter(felt, 0.16), felt))
    with pen.inside(crown) as inner:
        inner.line([(-0.6, 0.34), (0.0, 0.26), (0.6, 0.34)], rgb("#e2b344"), 0.16)
    pen.fill(
        smooth([(-0.95, 0.18), (-0.4, 0.1), (0.4, 0.1), (0.95, 0.18), (0.5, 0.0), (-0.5, 0.0)]),
        lighter(felt, 0.06),
    )


def draw_apple(pen: Pen) -> None:
    red = rgb("#d8433f")
    pen.line([(0.0, 0.78), (0.04, 0.9), (0.12, 1.0)], rgb("#6b4a35"), 0.055, 0.04)
    pen.fill(smooth([(0.06, 0.88), (0.2, 1.0), (0.42, 0.98), (0.26, 0.86)]), _LEAF)
    skin = smooth(
        [
            (0.0, 0.78),
            (0.22, 0.86),
            (0.46, 0.7),
            (0.46, 0.34),
            (0.26, 0.04),
            (0.0, 0.08),
            (-0.26, 0.04),
            (-0.46, 0.34),
            (-0.46, 0.7),
            (-0.22, 0.86),
        ]
    )
    pen.fill(skin, Fade(lighter(red, 0.12), darker(red, 0.16)))
    pen.soft(ellipse(-0.24, 0.64, 0.1, 0.14, 0.06), WHITE, 0.03, 0.6)


def draw_egg(pen: Pen) -> None:
    shell = rgb("#f0dcc0")
    outline = smooth(
        [
            (0.0, 1.0),
            (0.26, 0.84),
            (0.4, 0.46),
            (0.26, 0.08),
            (0.0, 0.0),
            (-0.26, 0.08),
            (-0.4, 0.46),
            (-0.26, 0.84),
        ]
    )
    pen.fill(outline, Fade(lighter(shell, 0.3), darker(shell, 0.08)))
    with pen.inside(outline) as inner:
        for x, y, r in (
            (-0.2, 0.74, 0.03),
            (0.16, 0.82, 0.022),
            (0.26, 0.3, 0.03),
            (-0.26, 0.22, 0.025),
            (0.04, 0.12, 0.022),
        ):
            inner.fill(ellipse(x, y, r), darker(shell, 0.3))


def draw_bell(pen: Pen) -> None:
    pen.fill(ribbon(arc(0, 0.95, 0.09, 0.08, 0, 1), 0.045), darker(_GOLD, 0.2))
    pen.fill(ellipse(0.0, 0.08, 0.12, 0.09), darker(_GOLD, 0.4))
    dome = smooth(
        [
            (-0.06, 0.92),
            (0.06, 0.92),
            (0.3, 0.72),
            (0.36, 0.36),
            (0.5, 0.14),
            (0.0, 0.1),
            (-0.5, 0.14),
            (-0.36, 0.36),
            (-0.3, 0.72),
        ]
    )
    pen.fill(dome, Fade(lighter(_GOLD, 0.25), darker(_GOLD, 0.12)))
    with pen.inside(dome) as inner:
        inner.line([(-0.5, 0.26), (0.0, 0.22), (0.5, 0.26)], darker(_GOLD, 0.25), 0.03)
        inner.soft(ellipse(-0.18, 0.62, 0.06, 0.2, 0.02), WHITE, 0.03, 0.6)


def draw_coin(pen: Pen) -> None:
    pen.fill(ellipse(0.05, 0.5, 0.5), darker(_GOLD, 0.3))
    pen.fill(ellipse(0.0, 0.5, 0.5), Fade(lighter(_GOLD, 0.35), _GOLD))
    pen.fill(ribbon(arc(0, 0.5, 0.4, 0.4, 0, 1), 0.03), darker(_GOLD, 0.18))
    pen.fill(star(0.0, 0.84, 0.07), darker(_GOLD, 0.18))


def draw_drum(pen: Pen) -> None:
    red, cream = rgb("#c8483f"), rgb("#f6ecd8")
    side = smooth([(-0.62, 0.78), (-0.6, 0.12), (0.0, 0.0), (0.6, 0.12), (0.62, 0.78), (0.0, 0.66)], steps=6)
    pen.fill(side, Fade(lighter(red, 0.1), darker(red, 0.16)))
    with pen.inside(side) as inner:
        for n in range(4):
            x = -0.66 + n * 0.33
            inner.line([(x, 0.7), (x + 0.165, 0.06), (x + 0.33, 0.7)], _GOLD, 0.03, curved=False)
        inner.line([(-0.7, 0.14), (0.0, 0.02), (0.7, 0.14)], _GOLD, 0.1)
    pen.fill(ellipse(0.0, 0.78, 0.63, 0.14), _GOLD)
    pen.fill(ellipse(0.0, 0.8, 0.57, 0.11), Fade(WHITE, cream))
    for way in (-1, 1):
        pen.line([(way * -0.12, 0.82), (way * 0.5, 1.04)], rgb("#9a6b45"), 0.045)
        pen.fill(ellipse(way * -0.13, 0.82, 0.055), rgb("#9a6b45"))


def draw_bottle(pen: Pen) -> None:
    """Closed with a cork, a letter in it."""
    glass = rgb("#7fb8a8")
    outline = _bottle()
    pen.fill(rounded(-0.075, 0.88, 0.075, 1.0, 0.03), rgb("#b08a5a"))
    pen.fill(outline, Fade(lighter(glass, 0.35), glass), 0.85)
    with pen.inside(outline) as inner:
        inner.fill(rounded(-0.11, 0.12, 0.11, 0.5, 0.05), rgb("#f8f0dc"))
        inner.line([(-0.11, 0.3), (0.11, 0.3)], rgb("#b8343a"), 0.04)
        inner.soft(ellipse(-0.16, 0.34, 0.03, 0.24), WHITE, 0.015, 0.7)
    pen.fill(rounded(-0.1, 0.83, 0.1, 0.89, 0.03), lighter(glass, 0.2))


def _bottle() -> Points:
    return smooth(
        [
            (-0.08, 0.88),
            (-0.085, 0.7),
            (-0.24, 0.54),
            (-0.25, 0.06),
            (-0.14, 0.0),
            (0.14, 0.0),
            (0.25, 0.06),
            (0.24, 0.54),
            (0.085, 0.7),
            (0.08, 0.88),
        ],
        steps=6,
    )


def draw_leaf(pen: Pen) -> None:
    """Upright on its stalk, as the wind carries it."""
    orange = rgb("#e08a3c")
    pen.line([(0.0, 0.24), (0.02, 0.1), (-0.04, 0.0)], darker(orange, 0.35), 0.035, 0.025)
    blade = smooth(
        [
            (0.0, 1.0),
            (0.24, 0.8),
            (0.4, 0.52),
            (0.26, 0.28),
            (0.0, 0.2),
            (-0.26, 0.28),
            (-0.4, 0.52),
            (-0.24, 0.8),
        ]
    )
    pen.fill(blade, Fade(lighter(orange, 0.16), darker(orange, 0.14)))
    with pen.inside(blade) as inner:
        inner.line([(0.0, 0.2), (0.0, 0.98)], darker(orange, 0.3), 0.024, 0.008)
        for n in range(4):
            y = 0.3 + n * 0.15
            for side in (-1, 1):
                inner.line([(0.0, y), (side * 0.36, y + 0.17)], darker(orange, 0.22), 0.014, 0.006)
        inner.soft(ellipse(-0.22, 0.66, 0.1, 0.2, math.pi / 60), lighter(orange, 0.5), 0.05, 0.4)
