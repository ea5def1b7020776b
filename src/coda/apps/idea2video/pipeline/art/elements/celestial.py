"""What is in the sky. The pen's origin is the middle of its lower edge, its unit its height."""

from __future__ import annotations

import math

from coda.apps.idea2video.pipeline.art.canvas import Fade
from coda.apps.idea2video.pipeline.art.colors import WHITE, Color, darker, lighter, mix, rgb
from coda.apps.idea2video.pipeline.art.geometry import (
    Points,
    arc,
    ellipse,
    moved,
    polygon,
    ribbon,
    smooth,
    star,
)
from coda.apps.idea2video.pipeline.art.pen import Pen


def draw_moon(pen: Pen) -> None:
    pen.glow(0, 0.5, 1.5, rgb("#cfe0ff"), 0.5)
    pen.glow(0, 0.5, 0.85, rgb("#fff8e0"), 0.5)
    pen.shine(ellipse(0, 0.5, 0.5), Fade(rgb("#fffdf2"), rgb("#e6e2d0")))
    for x, y, r in (
        (-0.18, 0.62, 0.1),
        (0.14, 0.42, 0.14),
        (-0.1, 0.26, 0.07),
        (0.2, 0.72, 0.07),
        (-0.3, 0.42, 0.05),
    ):
        pen.shine(ellipse(x, y, r, r * 0.92), rgb("#cfcabb"), 0.7)


def draw_sun(pen: Pen) -> None:
    pen.glow(0, 0.5, 2.2, rgb("#ffd890"), 0.55)
    pen.glow(0, 0.5, 1.1, rgb("#fff0b8"), 0.7)
    for n in range(12):
        ray = pen.at(0, 0.5, turn=n / 12)
        ray.shine(polygon((-0.035, 0.58), (0.035, 0.58), (0.0, 0.78 + 0.1 * (n % 2))), rgb("#ffe49a"), 0.75)
    pen.shine(ellipse(0, 0.5, 0.5), Fade(rgb("#fffbe2"), rgb("#ffdf8c")))


def draw_star(pen: Pen) -> None:
    pen.glow(0, 0.5, 1.5, rgb("#fff2c0"), 0.55)
    pen.shine(star(0, 0.5, 0.62, 4, 0.16), rgb("#fffbe8"))
    pen.shine(star(0, 0.5, 0.4, 4, 0.2, 0.125), rgb("#ffeab0"), 0.9)
    pen.glow(0, 0.5, 0.5, WHITE, 0.8)


def draw_comet(pen: Pen) -> None:
    for reach, wide, alpha in ((1.5, 0.34, 0.25), (1.2, 0.22, 0.4), (0.9, 0.1, 0.7)):
        tail = smooth(
            [
                (-0.62, 0.2 - wide * 0.4),
                (-0.5, 0.2 + wide * 0.55),
                (reach * 0.4, 0.2 + reach * 0.34),
                (reach, 0.2 + reach * 0.5),
                (reach * 0.4, 0.12 + reach * 0.2),
            ]
        )
        pen.shine(tail, rgb("#bfe6ff"), alpha, 0.03)
    pen.glow(-0.55, 0.2, 0.5, rgb("#d8f2ff"), 0.9)
    pen.shine(ellipse(-0.55, 0.2, 0.13), WHITE)


def draw_rainbow(pen: Pen) -> None:
    colors = ("#e8584f", "#f2944a", "#f6d65a", "#6fc06a", "#4f9fe0", "#8a6fd0")
    for n, color in enumerate(colors):
        radius = 1.0 - n * 0.055
        pen.shine(ribbon(arc(0, 0.0, radius, radius, 0.0, 0.5), 0.06), rgb(color), 0.5, 0.006)


_CLOUD_COLOR: Color = rgb("#f4f7fa")


def draw_cloud(pen: Pen, color: Color = _CLOUD_COLOR) -> None:
    puffs = [
        ellipse(x, y, r, r * 0.9)
        for x, y, r in (
            (-0.62, 0.34, 0.32),
            (0.62, 0.32, 0.3),
            (-0.24, 0.58, 0.4),
            (0.24, 0.6, 0.36),
            (0.0, 0.36, 0.44),
        )
    ]
    pen.fill_all(
        [*puffs, ellipse(0, 0.18, 0.95, 0.18)],
        Fade(lighter(color, 0.4), darker(mix(color, rgb("#8fb0d0"), 0.4), 0.06)),
    )
    pen.fill_all([moved(puff, -0.03, 0.13, 0.8) for puff in puffs[:4]], WHITE, 0.5)


def draw_lightning(pen: Pen) -> None:
    bolt = _bolt([(0.1, 1.0), (-0.08, 0.72), (0.06, 0.66), (-0.12, 0.38), (0.03, 0.33), (-0.1, 0.0)])
    pen.glow(0, 0.5, 0.8, rgb("#c8d8ff"), 0.45)
    pen.shine(bolt, rgb("#dfe8ff"), 0.8, 0.02)
    pen.shine(bolt, rgb("#fffdf0"))
    for path in (
        [(0.06, 0.66), (0.2, 0.56), (0.18, 0.46), (0.28, 0.36)],
        [(-0.12, 0.38), (-0.26, 0.3), (-0.3, 0.2)],
    ):
        pen.shine(ribbon(polygon(*path), 0.018, 0.004), rgb("#eef2ff"))


def _bolt(points: list[tuple[float, float]]) -> Points:
    return ribbon(polygon(*points), 0.022, 0.045, 0.03, 0.004)


def draw_kite(pen: Pen) -> None:
    red, yellow = rgb("#e0584f"), rgb("#f6c84a")
    pen.line([(0.0, 0.3), (-0.14, 0.12), (0.06, -0.1), (-0.08, -0.36), (0.04, -0.6)], rgb("#f0e0c0"), 0.016)
    for n, (x, y) in enumerate(((-0.12, 0.1), (0.05, -0.1), (-0.07, -0.34))):
        color = (red, yellow, rgb("#4f9fe0"))[n]
        pen.fill(polygon((x, y), (x - 0.12, y + 0.06), (x - 0.12, y - 0.06)), color)
        pen.fill(polygon((x, y), (x + 0.12, y + 0.06), (x + 0.12, y - 0.06)), color)
    pen.fill(polygon((0, 1.0), (0.36, 0.68), (0, 0.26), (-0.36, 0.68)), red)
    pen.fill(polygon((0, 1.0), (0.36, 0.68), (0, 0.68)), yellow)
    pen.fill(polygon((-0.36, 0.68), (0, 0.68), (0, 0.26)), yellow)
    pen.line([(0, 1.0), (0, 0.26)], darker(red, 0.4), 0.016)
    pen.line([(-0.36, 0.68), (0.36, 0.68)], darker(red, 0.4), 0.016)


def draw_fireworks(pen: Pen) -> None:
    for x, y, radius, color in (
        (-0.34, 0.66, 0.36, "#ff7f8a"),
        (0.36, 0.78, 0.28, "#ffd35a"),
        (0.12, 0.36, 0.26, "#7fd8ff"),
    ):
        tone = rgb(color)
        pen.glow(x, y, radius * 1.4, tone, 0.4)
        for n in range(18):
            angle = n / 18 * math.tau
            inner, outer = radius * 0.25, radius * (1.0 if n % 2 else 0.78)
            pen.shine(
                ribbon(
                    polygon(
                        (x + math.cos(angle) * inner, y + math.sin(angle) * inner),
                        (x + math.cos(angle) * outer, y + math.sin(angle) * outer),
                    ),
                    0.004,
                    0.016,
                ),
                lighter(tone, 0.25),
            )
            pen.shine(
                ellipse(x + math.cos(angle) * outer, y + math.sin(angle) * outer, 0.014), lighter(tone, 0.7)
            )
        pen.glow(x, y, radius * 0.3, WHITE, 0.8)
        pen.shine(
            ribbon(smooth([(x * 0.8, 0.0), (x * 0.95, y * 0.5), (x, y)], closed=False), 0.002, 0.01),
            lighter(tone, 0.4),
            0.4,
        )
