"""Small things one can hold or find. The pen's origin is their foot, its unit their height."""

from __future__ import annotations

import math

from coda.apps.idea2video.pipeline.art.canvas import Fade
from coda.apps.idea2video.pipeline.art.colors import WHITE, Color, darker, lighter, rgb
from coda.apps.idea2video.pipeline.art.geometry import (
    arc,
    box,
    ellipse,
    limb,
    polygon,
    ribbon,
    rounded,
    smooth,
    star,
)
from coda.apps.idea2video.pipeline.art.pen import Pen

FLAME: Color = (1.0, 0.78, 0.36)
_GOLD: Color = rgb("#f0c048")
_PAPER: Color = rgb("#f8f0dc")
_HANDS: Color = rgb("#2c2830")


def flame(pen: Pen, x: float, y: float, size: float) -> None:
    for scale, color in ((1.0, rgb("#ff8a30")), (0.68, rgb("#ffc04a")), (0.36, rgb("#fff2c0"))):
        part = pen.at(x, y, size * scale)
        part.shine(
            smooth(
                [
                    (0, 0),
                    (0.26, 0.14),
                    (0.26, 0.42),
                    (0.08, 0.7),
                    (0.0, 1.0),
                    (-0.12, 0.66),
                    (-0.28, 0.4),
                    (-0.24, 0.12),
                ]
            ),
            color,
            0.95,
        )


def draw_lantern(pen: Pen) -> None:
    iron = (0.22, 0.2, 0.24)
    pen.fill(ribbon(arc(0, 0.98, 0.13, 0.13, 0, 1), 0.035), iron)
    pen.fill(polygon((-0.24, 0.74), (0.24, 0.74), (0.1, 0.9), (-0.1, 0.9)), iron)
    pen.fill(rounded(-0.26, 0.0, 0.26, 0.12, 0.03), iron)
    pen.shine(rounded(-0.2, 0.12, 0.2, 0.74, 0.05), Fade(lighter(FLAME, 0.5), FLAME))
    flame(pen, 0, 0.16, 0.36)
    for x in (-0.2, 0.2):
        pen.lights.fill(pen.path(rounded(x - 0.018, 0.12, x + 0.018, 0.74, 0.01)), darker(iron, 0.1))
    pen.glow(0, 0.42, 1.5, FLAME, 0.55)


def draw_candle(pen: Pen) -> None:
    pen.fill(ellipse(0, 0.06, 0.34, 0.08), darker(_GOLD, 0.2))
    pen.fill(ribbon(arc(0.32, 0.12, 0.09, 0.09, 0, 1), 0.035), darker(_GOLD, 0.2))
    pen.fill(rounded(-0.14, 0.06, 0.14, 0.64, 0.04), Fade(rgb("#fff6e0"), rgb("#e2d0a8")))
    pen.fill(
        smooth([(-0.14, 0.62), (-0.13, 0.5), (-0.08, 0.44), (-0.05, 0.58), (0.04, 0.52), (0.14, 0.64)]),
        rgb("#fffaf0"),
    )
    pen.line([(0, 0.62), (0.0, 0.7)], rgb("#3a2c28"), 0.025)
    flame(pen, 0, 0.66, 0.36)
    pen.glow(0, 0.8, 1.4, FLAME, 0.6)


def draw_campfire(pen: Pen) -> None:
    wood = rgb("#6b4630")
    for side in (-1, 1):
        pen.fill(
            limb((side * -0.62, 0.02), (0, 0.1), (side * 0.6, 0.2), 0.17, 0.17, 0.15),
            darker(wood, 0.15 * (side + 1)),
        )
        pen.fill(ellipse(side * 0.62, 0.2, 0.07, 0.085), lighter(wood, 0.35))
    pen.glow(0, 0.4, 1.9, rgb("#ff9a3c"), 0.5)
    for x, size in ((-0.2, 0.62), (0.22, 0.56), (0.0, 0.96)):
        flame(pen, x, 0.12, size)
    for n in range(9):
        pen.fill(
            ellipse(-0.7 + n * 0.175, -0.02 - 0.04 * math.sin(n / 8 * math.pi), 0.1, 0.07), rgb("#77747c")
        )


_BOOK_COVER: Color = rgb("#a8483f")


def draw_book(pen: Pen, cover: Color = _BOOK_COVER) -> None:
    """Open, its pages fanned."""
    for side in (-1, 1):
        pen.fill(
            smooth(
                [
                    (0, 0.1),
                    (side * 0.4, 0.0),
                    (side * 0.98, 0.16),
                    (side * 1.0, 0.86),
                    (side * 0.4, 0.82),
                    (0, 0.86),
                ],
                steps=5,
            ),
            darker(cover, 0.1 * (side + 1)),
        )
        pen.fill(
            smooth(
                [
                    (0, 0.18),
                    (side * 0.42, 0.1),
                    (side * 0.9, 0.22),
                    (side * 0.92, 0.92),
                    (side * 0.42, 0.94),
                    (0, 0.84),
                ],
                steps=5,
            ),
            Fade(_PAPER, darker(_PAPER, 0.1)),
        )
        for n in range(5):
            y = 0.74 - n * 0.11
            pen.line(
                [(side * 0.14, y), (side * 0.45, y + 0.05), (side * 0.78, y + 0.02)], rgb("#8a8078"), 0.022
            )
    pen.line([(0, 0.14), (0, 0.86)], darker(_PAPER, 0.4), 0.025)


def draw_letter(pen: Pen) -> None:
    pen.fill(rounded(-0.72, 0.0, 0.72, 0.94, 0.04), Fade(lighter(_PAPER, 0.3), darker(_PAPER, 0.06)))
    pen.line([(-0.7, 0.06), (-0.1, 0.5)], darker(_PAPER, 0.25), 0.02)
    pen.line([(0.7, 0.06), (0.1, 0.5)], darker(_PAPER, 0.25), 0.02)
    pen.fill(polygon((-0.7, 0.92), (0.7, 0.92), (0.0, 0.38)), darker(_PAPER, 0.08))
    pen.line([(-0.7, 0.92), (0.0, 0.38), (0.7, 0.92)], darker(_PAPER, 0.3), 0.022, curved=False)
    pen.fill(ellipse(0, 0.42, 0.14), rgb("#b8343a"))
    pen.fill(star(0, 0.42, 0.075), lighter(rgb("#b8343a"), 0.4))


def draw_map(pen: Pen) -> None:
    paper = rgb("#ead3a0")
    for n in range(3):
        x, shift = -0.9 + n * 0.6, 0.06 * (n % 2)
        pen.fill(
            polygon((x, 0.04 + shift), (x + 0.6, 0.1 - shift), (x + 0.6, 0.96 - shift), (x, 0.9 + shift)),
            Fade(lighter(paper, 0.2 - 0.1 * (n % 2)), darker(paper, 0.08 + 0.08 * (n % 2))),
        )
    pen.fill(smooth([(-0.7, 0.62), (-0.4, 0.8), (-0.1, 0.66), (-0.3, 0.48)]), rgb("#8fb080"))
    pen.fill(smooth([(0.2, 0.4), (0.5, 0.5), (0.74, 0.3), (0.4, 0.2)]), rgb("#8fb0b8"))
    for n in range(7):
        pen.fill(ellipse(-0.6 + n * 0.17, 0.3 + 0.09 * math.sin(n * 1.1) + n * 0.04, 0.03), rgb("#8a4a34"))
    for turn in (0.125, -0.125):
        pen.at(0.64, 0.64, turn=turn).line([(-0.12, 0), (0.12, 0)], rgb("#c03a34"), 0.05)


def draw_clock(pen: Pen) -> None:
    clock_case(pen)
    pen.line([(0, 0.48), (-0.12, 0.6)], _HANDS, 0.035)
    pen.line([(0, 0.48), (0.08, 0.72)], _HANDS, 0.024)
    pen.fill(ellipse(0, 0.48, 0.03), rgb("#c8483f"))


def clock_case(pen: Pen) -> None:
    """An alarm clock without hands."""
    for side in (-1, 1):
        pen.fill(ellipse(side * 0.26, 0.92, 0.15, 0.11, side * -0.1), darker(_GOLD, 0.1))
        pen.line([(side * 0.24, 0.16), (side * 0.34, 0.0)], darker(_GOLD, 0.35), 0.06)
    pen.fill(ellipse(0, 0.48, 0.44), Fade(lighter(rgb("#c8483f"), 0.1), darker(rgb("#c8483f"), 0.2)))
    pen.fill(ellipse(0, 0.48, 0.35), Fade(WHITE, _PAPER))
    for n in range(12):
        mark = pen.at(0, 0.48, turn=n / 12)
        mark.line([(0, 0.27), (0, 0.31)], rgb("#3a3440"), 0.025 if n % 3 == 0 else 0.012)


def draw_phone(pen: Pen) -> None:
    pen.fill(rounded(-0.27, 0.0, 0.27, 1.0, 0.08), rgb("#26262f"))
    pen.shine(rounded(-0.23, 0.07, 0.23, 0.94, 0.05), Fade(rgb("#6fc8f0"), rgb("#5a5fc0")))
    for n in range(6):
        pen.shine(
            rounded(
                -0.17 + (n % 3) * 0.125,
                0.62 - (n // 3) * 0.16,
                -0.08 + (n % 3) * 0.125,
                0.72 - (n // 3) * 0.16,
                0.02,
            ),
            (rgb("#ffd35a"), rgb("#ff8a7a"), WHITE)[n % 3],
        )
    pen.glow(0, 0.5, 0.8, rgb("#8fd8ff"), 0.35)


def draw_camera(pen: Pen) -> None:
    dark = rgb("#34323c")
    pen.fill(rounded(-0.3, 0.74, 0.1, 0.98, 0.05), dark)
    pen.fill(rounded(-0.68, 0.0, 0.68, 0.82, 0.1), Fade(lighter(dark, 0.12), dark))
    pen.fill(box(-0.68, 0.22, 0.68, 0.62), rgb("#8a5a44"))
    pen.fill(ellipse(0, 0.42, 0.34), rgb("#c8ccd2"))
    pen.fill(ellipse(0, 0.42, 0.27), rgb("#22222a"))
    pen.fill(ellipse(0, 0.42, 0.17), Fade(rgb("#6fa8d8"), rgb("#26406a")))
    pen.fill(ellipse(-0.07, 0.5, 0.05), WHITE, 0.8)
    pen.fill(ellipse(0.48, 0.72, 0.06), rgb("#e8584f"))


def draw_cake(pen: Pen) -> None:
    cream, pink = rgb("#fff2e0"), rgb("#f2a0b0")
    pen.fill(ellipse(0, 0.04, 0.74, 0.07), rgb("#d8dce4"))
    pen.fill(rounded(-0.6, 0.04, 0.6, 0.4, 0.06), Fade(rgb("#e8b080"), rgb("#c88a58")))
    pen.fill(
        smooth(
            [
                (-0.6, 0.42),
                (-0.6, 0.28),
                (-0.45, 0.24),
                (-0.3, 0.3),
                (-0.15, 0.22),
                (0.0, 0.3),
                (0.15, 0.22),
                (0.3, 0.3),
                (0.45, 0.24),
                (0.6, 0.28),
                (0.6, 0.42),
            ]
        ),
        pink,
    )
    pen.fill(rounded(-0.42, 0.38, 0.42, 0.64, 0.06), Fade(cream, darker(cream, 0.1)))
    pen.fill(
        smooth(
            [
                (-0.42, 0.66),
                (-0.42, 0.54),
                (-0.25, 0.5),
                (-0.1, 0.56),
                (0.08, 0.49),
                (0.25, 0.56),
                (0.42, 0.52),
                (0.42, 0.66),
            ]
        ),
        pink,
    )
    for n in range(5):
        x = -0.3 + n * 0.15
        pen.fill(rounded(x - 0.022, 0.64, x + 0.022, 0.82, 0.01), (rgb("#6fb8e8"), rgb("#f6d05a"))[n % 2])
        flame(pen, x, 0.82, 0.15)
    pen.glow(0, 0.85, 0.7, FLAME, 0.4)


def draw_bread(pen: Pen) -> None:
    crust = rgb("#c8853f")
    loaf = smooth(
        [
            (-0.95, 0.16),
            (-0.9, 0.66),
            (-0.5, 0.96),
            (0.5, 0.96),
            (0.9, 0.66),
            (0.95, 0.16),
            (0.6, 0.0),
            (-0.6, 0.0),
        ]
    )
    pen.fill(loaf, Fade(lighter(crust, 0.16), darker(crust, 0.25)))
    for x in (-0.5, 0.0, 0.5):
        pen.line([(x - 0.14, 0.5), (x, 0.72), (x + 0.18, 0.84)], lighter(crust, 0.55), 0.05, 0.13, 0.05)


_CUP_PAINT: Color = rgb("#4f8fa8")


def draw_cup(pen: Pen, paint: Color = _CUP_PAINT) -> None:
    pen.fill(ribbon(arc(0.42, 0.42, 0.2, 0.2, -0.3, 0.3), 0.09), darker(paint, 0.1))
    pen.fill(
        smooth([(-0.42, 0.74), (-0.38, 0.2), (-0.24, 0.0), (0.24, 0.0), (0.38, 0.2), (0.42, 0.74)], steps=5),
        Fade(lighter(paint, 0.2), darker(paint, 0.15)),
    )
    pen.fill(ellipse(0, 0.74, 0.42, 0.1), lighter(paint, 0.35))
    pen.fill(ellipse(0, 0.73, 0.36, 0.075), rgb("#5a3826"))
    for x in (-0.14, 0.12):
        pen.line(
            [(x, 0.84), (x + 0.07, 0.98), (x - 0.04, 1.1), (x + 0.05, 1.24)], rgb("#f2f4f6"), 0.02, 0.05, 0.01
        )


def draw_gift(pen: Pen) -> None:
    red, ribbon_color = rgb("#d8485a"), rgb("#f6d05a")
    pen.fill(rounded(-0.48, 0.0, 0.48, 0.6, 0.03), Fade(red, darker(red, 0.2)))
    pen.fill(rounded(-0.54, 0.54, 0.54, 0.74, 0.03), lighter(red, 0.12))
    pen.fill(box(-0.09, 0.0, 0.09, 0.74), ribbon_color)
    for side in (-1, 1):
        pen.fill(
            smooth([(0, 0.74), (side * 0.2, 1.02), (side * 0.44, 0.98), (side * 0.3, 0.78)]),
            darker(ribbon_color, 0.06 * (side + 1)),
        )
    pen.fill(ellipse(0, 0.77, 0.08), lighter(ribbon_color, 0.3))


def draw_key(pen: Pen) -> None:
    pen.fill(ribbon(arc(0, 0.78, 0.18, 0.18, 0, 1), 0.085), Fade(lighter(_GOLD, 0.25), _GOLD))
    pen.line([(0, 0.6), (0, 0.0)], _GOLD, 0.09)
    for y, long in ((0.04, 0.22), (0.18, 0.16)):
        pen.fill(box(0.0, y, long, y + 0.09), _GOLD)
    pen.line([(-0.02, 0.58), (-0.02, 0.02)], lighter(_GOLD, 0.5), 0.02)


def draw_sword(pen: Pen) -> None:
    steel = rgb("#d0d8e2")
    pen.fill(
        polygon((-0.05, 0.28), (0.05, 0.28), (0.045, 0.9), (0, 1.0), (-0.045, 0.9)),
        Fade(lighter(steel, 0.4), steel),
    )
    pen.fill(polygon((0.0, 0.28), (0.05, 0.28), (0.045, 0.9), (0, 1.0)), darker(steel, 0.2))
    pen.fill(rounded(-0.2, 0.24, 0.2, 0.31, 0.03), _GOLD)
    pen.line([(0, 0.24), (0, 0.08)], rgb("#6b3f2a"), 0.06)
    pen.fill(ellipse(0, 0.05, 0.05), _GOLD)
    pen.glow(0, 0.7, 0.4, rgb("#e8f2ff"), 0.25)


def draw_crown(pen: Pen) -> None:
    pen.fill(
        polygon((-0.6, 0.1), (-0.76, 0.9), (-0.34, 0.5), (0.0, 1.0), (0.34, 0.5), (0.76, 0.9), (0.6, 0.1)),
        Fade(lighter(_GOLD, 0.3), darker(_GOLD, 0.1)),
    )
    pen.fill(
        smooth([(-0.6, 0.0), (0, -0.05), (0.6, 0.0), (0.62, 0.2), (0, 0.14), (-0.62, 0.2)]),
        darker(_GOLD, 0.15),
    )
    for x, y, color in (
        (-0.76, 0.92, "#e8485a"),
        (0.0, 1.02, "#5ab8e8"),
        (0.76, 0.92, "#e8485a"),
        (0.0, 0.34, "#e8485a"),
        (-0.36, 0.28, "#5ac88a"),
        (0.36, 0.28, "#5ac88a"),
    ):
        pen.fill(ellipse(x, y, 0.075), rgb(color))
    pen.glow(0, 0.5, 0.9, _GOLD, 0.25)


def draw_ball(pen: Pen) -> None:
    ball = ellipse(0, 0.5, 0.5)
    pen.fill(ball, Fade(rgb("#f6604f"), rgb("#c83a40")))
    with pen.inside(ball) as inner:
        inner.fill(
            smooth([(-0.6, 0.62), (0.0, 0.78), (0.6, 0.62), (0.6, 0.38), (0.0, 0.54), (-0.6, 0.38)]),
            rgb("#fdf2dc"),
        )
        inner.fill(star(0.0, 0.62, 0.12), rgb("#f0b83a"))
    pen.soft(ellipse(-0.18, 0.76, 0.13, 0.09), WHITE, 0.03, 0.7)


_UMBRELLA_CLOTH: Color = rgb("#d8485a")


def draw_umbrella(pen: Pen, cloth: Color = _UMBRELLA_CLOTH) -> None:
    pen.line([(0, 0.84), (0, 0.1), (0.05, 0.0), (0.12, 0.02), (0.13, 0.09)], rgb("#5a4030"), 0.032)
    dome = smooth(
        [
            (-0.56, 0.56),
            (-0.42, 0.84),
            (0, 0.98),
            (0.42, 0.84),
            (0.56, 0.56),
            (0.38, 0.62),
            (0.19, 0.56),
            (0, 0.62),
            (-0.19, 0.56),
            (-0.38, 0.62),
        ]
    )
    pen.fill(dome, Fade(lighter(cloth, 0.14), darker(cloth, 0.15)))
    for x in (-0.19, 0.19):
        pen.line([(0, 0.97), (x * 0.9, 0.8), (x, 0.57)], darker(cloth, 0.25), 0.014)
    pen.line([(0, 0.96), (0, 1.04)], rgb("#5a4030"), 0.028)
