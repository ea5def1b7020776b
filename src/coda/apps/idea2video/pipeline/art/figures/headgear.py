"""Hats, hoods, glasses and the like. The pen's origin is the head's middle, its unit the head's radius."""

from __future__ import annotations

from coda.apps.idea2video.pipeline.art.canvas import Fade
from coda.apps.idea2video.pipeline.art.colors import WHITE, Color, darker, lighter
from coda.apps.idea2video.pipeline.art.figures.look import Look
from coda.apps.idea2video.pipeline.art.geometry import arc, ellipse, polygon, ribbon, smooth, star
from coda.apps.idea2video.pipeline.art.pen import Pen

GOLD: Color = (0.95, 0.75, 0.28)


def draw_headgear(pen: Pen, look: Look) -> None:
    """Whatever of it the figure has; the order is from the head outwards."""
    if look.has("glasses"):
        draw_glasses(pen, look.accent)
    if look.has("hood"):
        draw_hood(pen, look.cloth)
    if look.has("cap"):
        draw_cap(pen, look.cloth, look.accent)
    elif look.has("hat"):
        draw_hat(pen, look.cloth, look.accent)
    if look.has("crown"):
        draw_crown(pen)
    if look.has("antenna"):
        draw_antennae(pen, look.skin, look.accent)


def draw_hat(pen: Pen, color: Color, band: Color) -> None:
    dark = darker(color, 0.25)
    pen.fill(
        smooth(
            [(-0.86, 0.5), (-0.74, 1.22), (-0.3, 1.52), (0.1, 1.42), (0.45, 1.5), (0.72, 1.2), (0.86, 0.5)]
        ),
        Fade(lighter(color, 0.1), color),
    )
    pen.fill(smooth([(-0.88, 0.48), (0, 0.36), (0.9, 0.48), (0.86, 0.72), (0, 0.6), (-0.85, 0.72)]), band)
    pen.fill(
        smooth(
            [
                (-1.5, 0.42),
                (-0.9, 0.6),
                (0, 0.5),
                (0.9, 0.6),
                (1.55, 0.4),
                (0.95, 0.32),
                (0, 0.26),
                (-0.95, 0.32),
            ]
        ),
        Fade(color, dark),
    )


def draw_cap(pen: Pen, color: Color, badge: Color) -> None:
    """A sailor's or a boy's cap with a peak."""
    pen.fill(
        smooth(
            [(-1.0, 0.36), (-1.16, 0.82), (-0.85, 1.16), (0, 1.3), (0.85, 1.12), (1.1, 0.8), (0.96, 0.40)]
        ),
        Fade(lighter(color, 0.12), color),
    )
    pen.fill(
        smooth([(-1.0, 0.3), (0, 0.42), (0.98, 0.34), (0.98, 0.62), (0, 0.7), (-1.0, 0.6)]),
        darker(color, 0.28),
    )
    pen.fill(
        smooth([(0.1, 0.46), (0.7, 0.52), (1.42, 0.24), (1.36, 0.14), (0.8, 0.28), (0.2, 0.30)]),
        darker(color, 0.5),
    )
    pen.fill(ellipse(0.34, 0.82, 0.17, 0.17), badge)
    pen.fill(star(0.34, 0.82, 0.11), lighter(badge, 0.6))


def draw_hood(pen: Pen, color: Color) -> None:
    outer = smooth(
        [
            (-1.1, -0.9),
            (-1.28, 0.2),
            (-0.95, 1.05),
            (-0.25, 1.5),
            (0.6, 1.16),
            (1.06, 0.45),
            (0.98, -0.4),
            (0.8, 0.3),
            (0.4, 0.72),
            (-0.1, 0.8),
            (-0.6, 0.5),
            (-0.82, -0.1),
            (-0.7, -0.95),
        ]
    )
    pen.fill(outer, Fade(lighter(color, 0.08), darker(color, 0.2)))


def draw_wizard_hat(pen: Pen, color: Color, accent: Color) -> None:
    pen.fill(
        smooth(
            [
                (-0.95, 0.46),
                (-0.66, 1.15),
                (-0.5, 1.9),
                (-0.95, 2.6),
                (-0.2, 2.35),
                (0.3, 1.6),
                (0.7, 0.9),
                (0.95, 0.46),
            ]
        ),
        Fade(darker(color, 0.1), color),
    )
    for x, y, r in ((-0.1, 1.25, 0.17), (-0.42, 1.95, 0.11), (0.4, 0.92, 0.1)):
        pen.shine(star(x, y, r), lighter(accent, 0.3))
    pen.fill(smooth([(-0.92, 0.46), (0, 0.36), (0.92, 0.46), (0.86, 0.7), (0, 0.6), (-0.86, 0.7)]), accent)
    pen.fill(
        smooth(
            [
                (-1.65, 0.36),
                (-0.9, 0.58),
                (0, 0.48),
                (0.9, 0.58),
                (1.7, 0.4),
                (0.95, 0.26),
                (0, 0.22),
                (-0.95, 0.28),
            ]
        ),
        darker(color, 0.15),
    )


def draw_crown(pen: Pen, color: Color = GOLD) -> None:
    pen.fill(
        polygon(
            (-0.66, 0.72), (-0.78, 1.42), (-0.36, 1.08), (0.02, 1.55), (0.38, 1.08), (0.8, 1.42), (0.68, 0.72)
        ),
        Fade(lighter(color, 0.3), color),
    )
    for x, y in ((-0.78, 1.45), (0.02, 1.58), (0.8, 1.45)):
        pen.fill(ellipse(x, y, 0.09), lighter(color, 0.4))
    pen.fill(ellipse(0.02, 0.92, 0.1, 0.13), (0.83, 0.2, 0.32))


def draw_glasses(pen: Pen, color: Color) -> None:
    rim = darker(color, 0.55)
    for x, narrow in ((-0.16, 1.0), (0.56, 0.88)):
        ring = arc(x, -0.08, 0.27 * narrow, 0.27, 0, 1)
        pen.fill(ellipse(x, -0.08, 0.27 * narrow, 0.27), WHITE, 0.16)
        pen.fill(ribbon(ring, 0.045), rim)
    pen.line([(0.11, -0.05), (0.2, -0.01), (0.31, -0.05)], rim, 0.045)
    pen.line([(-0.43, -0.06), (-0.8, 0.0)], rim, 0.04)


def draw_antennae(pen: Pen, color: Color, tip: Color) -> None:
    for side in (-1, 1):
        pen.line(
            [(side * 0.3 + 0.05, 0.85), (side * 0.5 + 0.05, 1.3), (side * 0.62 + 0.1, 1.62)],
            darker(color, 0.2),
            0.07,
            0.05,
        )
        pen.fill(ellipse(side * 0.62 + 0.1, 1.68, 0.15), tip)
        pen.glow(side * 0.62 + 0.1, 1.68, 0.5, lighter(tip, 0.4), 0.5)
