"""Heads of the great animals, horse and elephant, in the units of `beast_heads`."""

from __future__ import annotations

from coda.apps.idea2video.pipeline.art.canvas import Fade
from coda.apps.idea2video.pipeline.art.colors import darker, lighter, mix, rgb
from coda.apps.idea2video.pipeline.art.figures.beast_heads import PINK, draw_ears, draw_skull
from coda.apps.idea2video.pipeline.art.figures.faces import Eyes, draw_blush, draw_eyes, draw_open_mouth
from coda.apps.idea2video.pipeline.art.figures.look import Look
from coda.apps.idea2video.pipeline.art.geometry import ellipse, smooth
from coda.apps.idea2video.pipeline.art.pen import Pen


def horse(pen: Pen, look: Look) -> None:
    mane = mix(darker(look.skin, 0.55), look.accent, 0.3)
    for s in (-0.2, 0.2):
        pen.fill(
            smooth([(s - 0.16, 0.7), (s - 0.04, 1.32), (s + 0.14, 0.76)], steps=6), darker(look.skin, 0.15)
        )
    pen.fill(
        smooth(
            [
                (-0.3, 0.95),
                (0.2, 0.98),
                (0.5, 0.6),
                (0.9, -0.2),
                (1.28, -0.72),
                (1.22, -1.08),
                (0.86, -1.16),
                (0.42, -0.88),
                (-0.1, -0.7),
                (-0.6, -0.4),
                (-0.7, 0.3),
            ]
        ),
        Fade(lighter(look.skin, 0.06), look.skin),
    )
    pen.fill(
        smooth([(0.94, -0.46), (1.28, -0.76), (1.22, -1.1), (0.86, -1.16), (0.66, -0.92)]),
        lighter(look.skin, 0.42),
    )
    pen.fill(ellipse(1.06, -0.82, 0.06, 0.09), darker(look.skin, 0.6))
    if look.speaking:
        draw_open_mouth(pen, 0.94, -1.04, 0.17, 0.12)
    else:
        pen.line([(0.78, -1.0), (0.96, -0.98), (1.1, -1.02)], darker(look.skin, 0.5), 0.03)
    draw_blush(pen, look, Eyes(x=0.3, apart=0.1, up=-0.1), 0.25)
    eye = Eyes(x=0.2, apart=0.0, up=0.2, wide=0.13, tall=0.19)
    draw_eyes(pen, look, eye)
    for x, y, r in (
        (-0.42, 1.0, 0.3),
        (-0.7, 0.66, 0.32),
        (-0.86, 0.22, 0.34),
        (-0.95, -0.26, 0.34),
        (0.02, 1.12, 0.26),
        (0.22, 0.92, 0.2),
    ):
        pen.fill(ellipse(x, y, r, r * 1.25, 0.06), mane)


def elephant(pen: Pen, look: Look) -> None:
    dark = darker(look.skin, 0.18)
    pen.fill(smooth([(0.3, 0.75), (0.95, 0.85), (1.2, 0.2), (1.0, -0.5), (0.5, -0.3)]), dark)
    draw_skull(
        pen,
        look,
        smooth(
            [
                (0, 0.95),
                (0.6, 0.74),
                (0.85, 0.1),
                (0.7, -0.5),
                (0.2, -0.8),
                (-0.4, -0.7),
                (-0.85, -0.2),
                (-0.85, 0.3),
                (-0.6, 0.8),
            ]
        ),
    )
    trunk = smooth(
        [(0.5, -0.1), (0.66, -0.6), (0.66, -1.1), (0.9, -1.5), (1.25, -1.4), (1.3, -1.2)], closed=False
    )
    pen.line(trunk, look.skin, 0.62, 0.5, 0.4, 0.3, 0.24, curved=False)
    for t in (0.3, 0.45, 0.6):
        x, y = trunk[int(t * len(trunk))]
        pen.line([(float(x) - 0.17, float(y) + 0.02), (float(x) + 0.14, float(y))], dark, 0.03)
    if look.speaking:
        draw_open_mouth(pen, 0.12, -0.62, 0.17, 0.16)
    pen.fill(smooth([(0.2, -0.55), (0.4, -0.62), (0.36, -0.86), (0.24, -1.0)]), rgb("#f6efe0"))
    ear = smooth([(-0.4, 0.75), (-1.15, 1.0), (-1.62, 0.3), (-1.35, -0.55), (-0.85, -0.75), (-0.42, -0.2)])
    draw_ears(pen, [ear], dark, mix(PINK, look.skin, 0.5), 0.72)
    draw_blush(pen, look, Eyes(x=0.2, apart=0.3, up=0.0), 0.32)
    draw_eyes(pen, look, Eyes(x=0.24, apart=0.34, up=0.14, wide=0.11, tall=0.15))
