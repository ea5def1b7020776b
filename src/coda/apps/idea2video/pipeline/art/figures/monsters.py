"""Monsters and dragons. They face right."""

from __future__ import annotations

from coda.apps.idea2video.pipeline.art.canvas import Fade
from coda.apps.idea2video.pipeline.art.colors import WHITE, Color, darker, lighter, mix, rgb
from coda.apps.idea2video.pipeline.art.figures.faces import Eyes, draw_blush, draw_eyes
from coda.apps.idea2video.pipeline.art.figures.headgear import draw_headgear
from coda.apps.idea2video.pipeline.art.figures.look import Look
from coda.apps.idea2video.pipeline.art.figures.people import draw_snooze, hold
from coda.apps.idea2video.pipeline.art.geometry import (
    ellipse,
    limb,
    polygon,
    smooth,
)
from coda.apps.idea2video.pipeline.art.pen import Pen


def draw_monster(pen: Pen, look: Look) -> None:
    """Round and shaggy, with horns and one tooth too many."""
    dark = darker(look.skin, 0.22)
    hand = {"wave": (0.58, 0.86), "point": (0.68, 0.52), "hold": (0.5, 0.4)}.get(look.pose, (0.5, 0.26))
    pen.fill(limb((-0.34, 0.5), (-0.5, 0.4), (-0.5, 0.26), 0.2, 0.16, 0.15), dark)
    for x in (-0.2, 0.2):
        pen.fill(smooth([(x - 0.14, 0.0), (x - 0.13, 0.16), (x + 0.13, 0.16), (x + 0.2, 0.02)]), dark)
    for side in (-1, 1):
        pen.fill(
            smooth(
                [
                    (side * 0.2, 0.9),
                    (side * 0.36, 1.02),
                    (side * 0.38, 1.2),
                    (side * 0.46, 1.0),
                    (side * 0.38, 0.8),
                ]
            ),
            rgb("#efe2c4"),
        )
    body = smooth(
        [
            (0, 1.0),
            (0.32, 0.92),
            (0.45, 0.6),
            (0.44, 0.24),
            (0.3, 0.06),
            (-0.3, 0.06),
            (-0.44, 0.24),
            (-0.45, 0.6),
            (-0.32, 0.92),
        ]
    )
    for n in range(26):
        x, y = float(body[n * 3 % len(body), 0]), float(body[n * 3 % len(body), 1])
        pen.fill(
            polygon((x * 0.9 - 0.05, y), (x * 1.14, y * 1.03 - 0.03), (x * 0.9 + 0.05, y - 0.05)), look.skin
        )
    pen.fill(body, Fade(lighter(look.skin, 0.1), look.skin))
    with pen.inside(body) as inner:
        inner.soft(ellipse(0.05, 0.22, 0.26, 0.22), lighter(look.skin, 0.4), 0.05, 0.8)
        markings_spots(inner, look)
    face = pen.at(0.03, 0.66, 0.36)
    eyes = Eyes(x=0.12, apart=0.34, up=0.14, wide=0.2, tall=0.24, white=True)
    draw_blush(face, look, eyes)
    draw_eyes(face, look, eyes)
    _monster_mouth(face, look)
    draw_headgear(pen.at(0, 0.62, 0.4), look)
    pen.fill(limb((0.34, 0.5), (0.48, 0.4), hand, 0.2, 0.16, 0.15), look.skin)
    hold(pen, look, hand, cover=look.skin)


def _monster_mouth(pen: Pen, look: Look) -> None:
    jaw = 0.16 if look.speaking else 0.0
    mouth = smooth(
        [
            (-0.3, -0.28),
            (0.1, -0.36),
            (0.56, -0.28),
            (0.4, -0.62 - jaw),
            (0.1, -0.7 - jaw),
            (-0.16, -0.62 - jaw),
        ]
    )
    pen.fill(mouth, rgb("#5a1e30"))
    with pen.inside(mouth) as inner:
        inner.fill(ellipse(0.12, -0.72 - jaw, 0.26, 0.16), rgb("#d9606c"))
        for x in (-0.16, 0.14, 0.4):
            inner.fill(polygon((x - 0.09, -0.26), (x + 0.09, -0.26), (x, -0.46)), WHITE)


def markings_spots(pen: Pen, look: Look) -> None:
    for x, y, r in (
        (-0.3, 0.8, 0.06),
        (-0.36, 0.6, 0.05),
        (0.34, 0.82, 0.05),
        (-0.26, 0.46, 0.04),
        (0.38, 0.42, 0.05),
    ):
        pen.fill(ellipse(x, y, r), mix(look.accent, look.skin, 0.35))


def draw_dragon(pen: Pen, look: Look) -> None:
    dark, belly = darker(look.skin, 0.25), mix(lighter(look.skin, 0.62), (1.0, 0.9, 0.6), 0.4)
    pen.line([(-0.2, 0.2), (-0.5, 0.1), (-0.72, 0.18), (-0.86, 0.4)], look.skin, 0.26, 0.18, 0.11, 0.05)
    pen.fill(polygon((-0.94, 0.36), (-0.9, 0.58), (-0.76, 0.42)), look.accent)
    for side, shade in ((-1, dark), (1, mix(look.accent, look.skin, 0.3))):
        x, up = -0.1 + side * 0.04, 0.72 if look.pose != "fly" else 0.82
        wing = smooth(
            [
                (x, 0.52),
                (x - 0.18, up + 0.1),
                (x - 0.5, up + 0.24),
                (x - 0.52, up),
                (x - 0.42, 0.66),
                (x - 0.36, 0.5),
                (x - 0.18, 0.5),
            ],
            steps=6,
        )
        pen.fill(wing, Fade(shade, darker(shade, 0.25)))
        pen.line([(x, 0.52), (x - 0.18, up + 0.1), (x - 0.5, up + 0.24)], dark, 0.03, 0.012)
        pen.line([(x - 0.18, up + 0.1), (x - 0.42, 0.66)], dark, 0.016, 0.006)
    for x, color in ((-0.16, dark), (0.1, look.skin)):
        pen.fill(limb((x, 0.26), (x + 0.04, 0.12), (x + 0.02, 0.04), 0.2, 0.15, 0.12), color)
        pen.fill(ellipse(x + 0.07, 0.03, 0.1, 0.04), color)
    body = smooth(
        [(0.06, 0.66), (0.24, 0.46), (0.24, 0.22), (0.04, 0.08), (-0.24, 0.12), (-0.32, 0.3), (-0.2, 0.52)]
    )
    pen.fill(body, Fade(lighter(look.skin, 0.08), look.skin))
    with pen.inside(body) as inner:
        inner.fill(smooth([(0.3, 0.62), (0.14, 0.5), (0.1, 0.3), (0.12, 0.06), (0.4, 0.1)]), belly)
        for n in range(6):
            inner.line([(0.08, 0.16 + n * 0.075), (0.3, 0.18 + n * 0.075)], darker(belly, 0.18), 0.012)
    pen.fill(limb((0.06, 0.52), (0.14, 0.62), (0.2, 0.74), 0.26, 0.2, 0.19), look.skin)
    hand = {"wave": (0.4, 0.66), "hold": (0.36, 0.36), "point": (0.46, 0.46)}.get(look.pose, (0.3, 0.32))
    pen.fill(limb((0.12, 0.46), (0.24, 0.38), hand, 0.1, 0.075, 0.07), look.skin)
    _dragon_head(
        pen.at(0.2, 0.8, 0.19, turn={"look up": 0.05, "look down": -0.06}.get(look.pose, 0.0)), look, belly
    )
    for n in range(6):
        x, y = -0.02 - n * 0.075 + 0.1 * (n == 0), 0.72 - n * 0.085
        pen.fill(polygon((x - 0.05, y - 0.05), (x - 0.09, y + 0.05), (x + 0.03, y)), look.accent)
    hold(pen, look, hand, cover=look.skin)


def _dragon_head(pen: Pen, look: Look, belly: Color) -> None:
    for side in (-0.45, 0.0):
        pen.fill(
            smooth(
                [
                    (side - 0.05, 0.6),
                    (side - 0.5, 1.1),
                    (side - 0.8, 1.3),
                    (side - 0.4, 0.9),
                    (side + 0.25, 0.7),
                ]
            ),
            rgb("#efe2c4"),
        )
    outline = smooth(
        [
            (-0.2, 0.9),
            (0.4, 0.78),
            (0.66, 0.3),
            (1.3, 0.12),
            (1.62, -0.22),
            (1.3, -0.62),
            (0.5, -0.72),
            (-0.4, -0.7),
            (-0.9, -0.2),
            (-0.8, 0.5),
        ]
    )
    pen.fill(outline, Fade(lighter(look.skin, 0.12), look.skin))
    with pen.inside(outline) as inner:
        inner.fill(smooth([(0.5, -0.4), (1.7, -0.3), (1.4, -0.8), (0.2, -0.9)]), belly)
    pen.fill(ellipse(1.36, -0.02, 0.07, 0.05), darker(look.skin, 0.55))
    if look.speaking:
        pen.fill(
            smooth([(0.55, -0.42), (1.0, -0.34), (1.56, -0.28), (1.3, -0.58), (0.85, -0.6)]), rgb("#5a1e30")
        )
    pen.line([(0.5, -0.42), (1.0, -0.36), (1.56, -0.3)], darker(look.skin, 0.5), 0.03, 0.045, 0.03)
    pen.fill(polygon((1.1, -0.36), (1.26, -0.34), (1.18, -0.54)), WHITE)
    eyes = Eyes(x=0.24, apart=0.3, up=0.24, wide=0.16, tall=0.22, iris=mix(look.accent, (0.9, 0.7, 0.1), 0.5))
    draw_blush(pen, look, Eyes(x=0.4, apart=0.1, up=0.1), 0.35)
    draw_eyes(pen, look, eyes)
    draw_headgear(pen, look)
    if look.has("fire"):
        pen.glow(2.1, -0.3, 1.0, (1.0, 0.6, 0.2), 0.7)
        pen.shine(
            smooth([(1.6, -0.2), (2.3, -0.05), (2.9, -0.3), (2.3, -0.55), (1.6, -0.42)]),
            Fade((1, 0.9, 0.5), (1, 0.45, 0.15)),
        )
    if look.pose == "sleep":
        draw_snooze(pen)
