"""Heads of animals on four legs. The pen's origin is the head's middle, its unit its radius; they look
right."""

from __future__ import annotations

from collections.abc import Callable

from coda.apps.idea2video.pipeline.art.canvas import Fade
from coda.apps.idea2video.pipeline.art.colors import INK, WHITE, Color, darker, lighter, mix, rgb
from coda.apps.idea2video.pipeline.art.figures.faces import Eyes, draw_blush, draw_eyes, draw_open_mouth
from coda.apps.idea2video.pipeline.art.figures.look import Look
from coda.apps.idea2video.pipeline.art.geometry import Points, arc, ellipse, smooth
from coda.apps.idea2video.pipeline.art.pen import Pen

DrawHead = Callable[[Pen, Look], None]
PINK: Color = rgb("#e8909a")


def draw_skull(pen: Pen, look: Look, outline: Points) -> None:
    pen.fill(outline, Fade(lighter(look.skin, 0.08), look.skin))
    with pen.inside(outline) as inner:
        inner.soft(ellipse(-0.9, -0.3, 0.5, 1.1), darker(look.skin, 0.3), 0.18, 0.5)
        markings(inner, look)


def markings(pen: Pen, look: Look) -> None:
    """Stripes or spots of the fur, in the head's or the body's units."""
    dark = darker(look.skin, 0.42)
    if look.has("stripes"):
        for x in (-0.35, 0.0, 0.35):
            pen.line([(x * 0.7, 1.0), (x, 0.5)], dark, 0.12, 0.03)
        for y in (-0.1, -0.35):
            pen.line([(-1.1, y + 0.1), (-0.6, y)], dark, 0.1, 0.03)
    if look.has("spots"):
        for x, y, r in ((-0.5, 0.6, 0.24), (0.35, 0.75, 0.16), (-0.75, -0.1, 0.18), (0.75, 0.2, 0.13)):
            pen.fill(ellipse(x, y, r, r * 0.85), dark)


def _face(
    pen: Pen, look: Look, eyes: Eyes, *, nose: Color, nose_y: float = -0.24, nose_size: float = 0.13
) -> None:
    draw_blush(pen, look, eyes, 0.3)
    draw_eyes(pen, look, eyes)
    x = eyes.x + 0.06
    pen.fill(
        smooth(
            [
                (x - nose_size, nose_y + nose_size * 0.5),
                (x + nose_size, nose_y + nose_size * 0.5),
                (x, nose_y - nose_size * 0.7),
            ]
        ),
        nose,
    )
    pen.fill(
        ellipse(x - nose_size * 0.3, nose_y + nose_size * 0.3, nose_size * 0.3, nose_size * 0.18), WHITE, 0.6
    )
    low = nose_y - nose_size * 0.6
    pen.line([(x, low), (x, low - 0.1)], INK, 0.03)
    if look.speaking:
        draw_open_mouth(pen, x, low - 0.2, 0.15, 0.15)
    for side in (-1, 1):
        pen.line(arc(x + side * 0.13, low - 0.08, 0.13, 0.11, 0.55, 0.95), INK, 0.015, 0.035, 0.015)
    if look.pose in {"wave", "run", "look up"} and not look.speaking:
        pen.fill(ellipse(x, low - 0.24, 0.1, 0.09), rgb("#a83c48"))


def draw_ears(pen: Pen, paths: list[Points], color: Color, inner: Color, shrink: float = 0.58) -> None:
    for path in paths:
        pen.fill(path, color)
        middle = path.mean(axis=0)
        pen.fill((path - middle) * shrink + middle * 0.98, inner)


def cat(pen: Pen, look: Look) -> None:
    ears = [
        smooth([(s * 0.92 + 0.02, 0.25), (s * 0.88, 1.28), (s * 0.66, 1.16), (s * 0.18, 0.82)], steps=5)
        for s in (-1, 1)
    ]
    draw_ears(pen, ears, darker(look.skin, 0.08), PINK)
    draw_skull(
        pen,
        look,
        smooth(
            [
                (0, 0.9),
                (0.66, 0.74),
                (1.02, 0.1),
                (1.0, -0.35),
                (0.62, -0.74),
                (0.1, -0.82),
                (-0.45, -0.76),
                (-0.98, -0.38),
                (-1.02, 0.1),
                (-0.66, 0.74),
            ]
        ),
    )
    pen.fill(
        smooth([(0.2, -0.14), (0.55, -0.3), (0.5, -0.62), (0.2, -0.72), (-0.12, -0.6), (-0.14, -0.3)]),
        lighter(look.skin, 0.6),
    )
    _face(
        pen,
        look,
        Eyes(x=0.16, apart=0.42, up=0.06, wide=0.16, tall=0.2, iris=mix(look.accent, (0.4, 0.75, 0.3), 0.4)),
        nose=PINK,
        nose_size=0.1,
    )
    for side in (-1, 1):
        for y in (-0.28, -0.42):
            pen.line(
                [(0.2 + side * 0.4, y), (0.2 + side * 0.75, y + 0.03), (0.2 + side * 1.15, y - 0.02)],
                lighter(look.skin, 0.75),
                0.018,
                0.008,
            )


def dog(pen: Pen, look: Look) -> None:
    dark = darker(look.skin, 0.28)
    draw_skull(
        pen,
        look,
        smooth(
            [
                (0, 0.95),
                (0.62, 0.8),
                (0.92, 0.2),
                (0.9, -0.4),
                (0.5, -0.86),
                (0.15, -0.94),
                (-0.4, -0.84),
                (-0.86, -0.4),
                (-0.92, 0.2),
                (-0.62, 0.8),
            ]
        ),
    )
    pen.fill(
        smooth([(0.2, 0.95), (0.36, 0.5), (0.34, -0.1), (0.2, -0.16), (0.06, 0.5)]), lighter(look.skin, 0.7)
    )
    pen.fill(ellipse(0.24, -0.44, 0.46, 0.38), lighter(look.skin, 0.7))
    for s in (-1, 1):
        pen.fill(
            smooth(
                [
                    (s * 0.5, 0.86),
                    (s * 0.95, 0.74),
                    (s * 1.26, 0.1),
                    (s * 1.16, -0.44),
                    (s * 0.9, -0.36),
                    (s * 0.74, 0.2),
                ]
            ),
            Fade(look.skin, dark),
        )
    _face(
        pen,
        look,
        Eyes(x=0.16, apart=0.38, up=0.1, wide=0.13, tall=0.17, iris=(0.35, 0.22, 0.12)),
        nose=INK,
        nose_size=0.19,
    )
    pen.fill(
        smooth([(0.16, -0.62), (0.32, -0.62), (0.33, -0.84), (0.24, -0.92), (0.15, -0.84)]), rgb("#e2707c")
    )


def fox(pen: Pen, look: Look) -> None:
    ears = [
        smooth([(s * 0.86, 0.4), (s * 0.86, 1.36), (s * 0.62, 1.2), (s * 0.14, 0.78)], steps=5)
        for s in (-1, 1)
    ]
    draw_ears(pen, ears, darker(look.skin, 0.45), lighter(look.skin, 0.55))
    draw_skull(
        pen,
        look,
        smooth(
            [
                (0, 0.86),
                (0.64, 0.7),
                (0.98, 0.1),
                (1.28, -0.38),
                (0.72, -0.62),
                (0.24, -0.92),
                (-0.3, -0.66),
                (-1.12, -0.46),
                (-0.96, 0.1),
                (-0.62, 0.7),
            ],
            steps=7,
        ),
    )
    for s in (-1, 1):
        pen.fill(
            smooth(
                [
                    (0.18, -0.1),
                    (0.16 + s * 0.5, -0.06),
                    (0.1 + s * 1.06, -0.38),
                    (0.14 + s * 0.5, -0.6),
                    (0.22, -0.86),
                ],
                steps=7,
            ),
            lighter(look.skin, 0.88),
        )
    _face(
        pen,
        look,
        Eyes(x=0.16, apart=0.4, up=0.1, wide=0.12, tall=0.16, iris=(0.55, 0.33, 0.1)),
        nose=INK,
        nose_y=-0.34,
        nose_size=0.15,
    )


def bear(pen: Pen, look: Look) -> None:
    ears = [ellipse(s * 0.68, 0.78, 0.34) for s in (-1, 1)]
    draw_ears(pen, ears, look.skin, lighter(look.skin, 0.35))
    draw_skull(
        pen,
        look,
        smooth(
            [
                (0, 0.95),
                (0.66, 0.76),
                (1.0, 0.1),
                (0.94, -0.46),
                (0.5, -0.82),
                (-0.5, -0.82),
                (-0.94, -0.46),
                (-1.0, 0.1),
                (-0.66, 0.76),
            ]
        ),
    )
    pen.fill(ellipse(0.22, -0.34, 0.44, 0.36), lighter(look.skin, 0.45))
    _face(
        pen,
        look,
        Eyes(x=0.18, apart=0.38, up=0.14, wide=0.1, tall=0.13),
        nose=INK,
        nose_y=-0.16,
        nose_size=0.17,
    )


def rabbit(pen: Pen, look: Look) -> None:
    ears = [
        smooth(
            [
                (s * 0.2, 0.7),
                (s * 0.22 - 0.12, 1.5),
                (s * 0.42 - 0.16, 2.1),
                (s * 0.66 - 0.12, 1.6),
                (s * 0.6, 0.7),
            ]
        )
        for s in (-1, 1)
    ]
    draw_ears(pen, ears, look.skin, PINK, 0.62)
    draw_skull(
        pen,
        look,
        smooth(
            [
                (0, 0.92),
                (0.62, 0.72),
                (0.92, 0.1),
                (0.92, -0.4),
                (0.5, -0.8),
                (-0.4, -0.8),
                (-0.9, -0.4),
                (-0.92, 0.1),
                (-0.62, 0.72),
            ]
        ),
    )
    pen.fill(ellipse(0.22, -0.42, 0.38, 0.28), lighter(look.skin, 0.6))
    _face(pen, look, Eyes(x=0.17, apart=0.42, up=0.08, wide=0.14, tall=0.19), nose=PINK, nose_size=0.1)
    pen.fill(smooth([(0.14, -0.5), (0.32, -0.5), (0.31, -0.68), (0.15, -0.68)], steps=4), WHITE)
    pen.line([(0.23, -0.5), (0.23, -0.68)], lighter(INK, 0.5), 0.02)


def mouse(pen: Pen, look: Look) -> None:
    ears = [ellipse(s * 0.82 - 0.04, 0.72, 0.56) for s in (-1, 1)]
    draw_ears(pen, ears, darker(look.skin, 0.06), PINK, 0.66)
    draw_skull(
        pen,
        look,
        smooth(
            [
                (0, 0.86),
                (0.6, 0.66),
                (0.88, 0.05),
                (0.8, -0.4),
                (0.35, -0.8),
                (-0.2, -0.74),
                (-0.76, -0.4),
                (-0.88, 0.05),
                (-0.6, 0.66),
            ]
        ),
    )
    _face(
        pen,
        look,
        Eyes(x=0.18, apart=0.38, up=0.08, wide=0.14, tall=0.18),
        nose=PINK,
        nose_y=-0.4,
        nose_size=0.13,
    )
    for side in (-1, 1):
        pen.line(
            [(0.24 + side * 0.3, -0.44), (0.24 + side * 0.9, -0.4)], lighter(look.skin, 0.6), 0.018, 0.006
        )
