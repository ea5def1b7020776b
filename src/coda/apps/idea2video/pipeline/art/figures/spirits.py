"""Spirits: faces in a cloud, a gust, a wave, a flame or a glow."""

from __future__ import annotations

from coda.apps.idea2video.pipeline.art.canvas import Fade
from coda.apps.idea2video.pipeline.art.colors import WHITE, Color, darker, lighter, mix
from coda.apps.idea2video.pipeline.art.figures.faces import (
    Eyes,
    draw_blush,
    draw_brows,
    draw_eyes,
    draw_mouth,
)
from coda.apps.idea2video.pipeline.art.figures.look import Look
from coda.apps.idea2video.pipeline.art.geometry import Points, ellipse, polygon, smooth
from coda.apps.idea2video.pipeline.art.pen import Pen


def draw_spirit(pen: Pen, look: Look) -> None:
    if look.has("fire"):
        _flame(pen, look)
    elif look.has("water"):
        _wave(pen, look)
    elif look.has("wind"):
        _gust(pen, look)
    elif look.has("light"):
        _glow(pen, look)
    else:
        _cloud(pen, look, storm=look.has("storm"))


def _face(pen: Pen, look: Look, iris: Color, brow: Color | None = None) -> None:
    eyes = Eyes(x=0.12, apart=0.34, wide=0.13, tall=0.19, up=0.02, iris=iris)
    draw_blush(pen, look, eyes, 0.4)
    draw_eyes(pen, look, eyes)
    if brow is not None:
        draw_brows(pen, brow, eyes, thick=0.09, tilt=0.5)
    draw_mouth(pen, look, x=0.14, y=-0.36, wide=0.16)


def _cloud(pen: Pen, look: Look, *, storm: bool) -> None:
    color = mix(look.skin, (0.42, 0.47, 0.60), 0.45) if storm else mix(look.skin, WHITE, 0.35)
    back, light = darker(color, 0.32), lighter(color, 0.35)
    tail = smooth(
        [(-0.28, 0.42), (0.22, 0.42), (0.16, 0.22), (-0.04, 0.12), (0.05, 0.0), (-0.16, 0.08), (-0.22, 0.22)]
    )
    pen.fill(tail, Fade(color, back))
    for x, y, r in (
        (-0.34, 0.58, 0.2),
        (0.34, 0.6, 0.19),
        (-0.16, 0.82, 0.2),
        (0.18, 0.84, 0.17),
        (0.0, 0.42, 0.22),
    ):
        pen.fill(ellipse(x, y, r), Fade(color, back))
    for x, y, r in (
        (-0.24, 0.5, 0.2),
        (0.25, 0.52, 0.2),
        (0.0, 0.62, 0.3),
        (-0.2, 0.7, 0.2),
        (0.2, 0.72, 0.18),
        (0.02, 0.82, 0.18),
    ):
        pen.fill(ellipse(x, y, r), Fade(lighter(color, 0.18), color))
    for x, y, r in ((-0.24, 0.77, 0.1), (0.06, 0.88, 0.11), (0.25, 0.79, 0.08)):
        pen.soft(ellipse(x, y, r), light, 0.03, 0.55)
    if storm:
        for x, size, turn in ((-0.3, 0.3, 0.02), (0.32, 0.24, -0.03)):
            bolt = pen.at(x, 0.30, size, turn=turn)
            bolt.shine(_bolt(), look.accent)
            bolt.glow(0, -0.4, 0.9, lighter(look.accent, 0.3), 0.4)
    for side in (-1, 1):
        pen.fill(
            ellipse(side * 0.46, 0.4 + 0.02 * side, 0.1, 0.075, side * 0.06), Fade(lighter(color, 0.2), color)
        )
    _face(pen.at(0.02, 0.62, 0.28), look, look.accent, darker(color, 0.55) if storm else None)


def _bolt() -> Points:
    return polygon(
        (0.05, 0.1), (-0.28, -0.5), (-0.05, -0.48), (-0.2, -1.1), (0.28, -0.32), (0.05, -0.34), (0.25, 0.1)
    )


def _gust(pen: Pen, look: Look) -> None:
    color = lighter(look.skin, 0.4)
    body = smooth(
        [
            (0.3, 0.62),
            (0.22, 0.88),
            (-0.08, 0.94),
            (-0.3, 0.74),
            (-0.4, 0.46),
            (-0.32, 0.2),
            (-0.5, 0.04),
            (-0.1, 0.06),
            (-0.08, 0.28),
            (0.12, 0.38),
        ]
    )
    pen.shine(body, Fade(color, look.skin, 0.92, 0.25))
    for n, (y, length) in enumerate(((0.98, 0.5), (0.74, 0.72), (0.5, 0.66), (0.3, 0.5), (0.16, 0.36))):
        x = -0.5 + 0.05 * n
        curl = [
            (x, y - 0.06),
            (x + length * 0.5, y + 0.02),
            (x + length, y),
            (x + length + 0.09, y - 0.08),
            (x + length, y - 0.12),
            (x + length - 0.05, y - 0.07),
        ]
        pen.line(curl, mix(look.accent, color, 0.45), 0.008, 0.03, 0.022, 0.012)
    _face(pen.at(0.0, 0.66, 0.26), look, look.accent)


def _wave(pen: Pen, look: Look) -> None:
    deep, light = darker(look.skin, 0.2), lighter(look.skin, 0.45)
    body = smooth(
        [
            (-0.5, 0.0),
            (-0.42, 0.42),
            (-0.3, 0.78),
            (0.0, 0.99),
            (0.32, 0.92),
            (0.46, 0.7),
            (0.36, 0.62),
            (0.3, 0.74),
            (0.36, 0.42),
            (0.5, 0.0),
            (0.0, -0.03),
        ]
    )
    pen.fill(body, Fade(light, deep))
    with pen.inside(body) as inner:
        for n in range(5):
            inner.line(
                [(-0.5 + n * 0.12, 0.0), (-0.36 + n * 0.12, 0.45), (-0.1 + n * 0.1, 0.9)],
                light,
                0.012,
                0.03,
                0.01,
            )
    pen.line(
        [(-0.3, 0.8), (0.02, 1.0), (0.34, 0.92), (0.47, 0.7), (0.38, 0.62), (0.3, 0.72)],
        WHITE,
        0.02,
        0.055,
        0.05,
        0.02,
    )
    for x, y, r in ((0.56, 0.78, 0.03), (0.5, 0.9, 0.022), (-0.42, 0.86, 0.025), (0.62, 0.62, 0.018)):
        pen.fill(ellipse(x, y, r), light)
    for x in (-0.42, -0.2, 0.05, 0.3, 0.46):
        pen.fill(ellipse(x, 0.02, 0.14, 0.05), WHITE, 0.75)
    _face(pen.at(-0.02, 0.56, 0.26), look, look.accent)


def _flame(pen: Pen, look: Look) -> None:
    hot = mix(look.skin, (1.0, 0.45, 0.12), 0.5)
    pen.glow(0, 0.45, 0.85, lighter(hot, 0.2), 0.5)
    for scale, color in ((1.0, hot), (0.74, mix(hot, (1.0, 0.75, 0.25), 0.7)), (0.5, (1.0, 0.92, 0.6))):
        pen.at(0, 0.02, scale).shine(
            smooth(
                [
                    (0, 0),
                    (0.3, 0.1),
                    (0.4, 0.38),
                    (0.26, 0.6),
                    (0.3, 0.82),
                    (0.1, 0.66),
                    (0.0, 1.0),
                    (-0.16, 0.66),
                    (-0.32, 0.8),
                    (-0.3, 0.52),
                    (-0.4, 0.34),
                    (-0.28, 0.08),
                ]
            ),
            Fade(lighter(color, 0.05), color, 0.95, 1.0),
        )
    face = pen.at(0.0, 0.34, 0.24)
    _face(Pen(face.lights, face.lights, face.origin, face.matrix, face.dice), look, look.accent)


def _glow(pen: Pen, look: Look) -> None:
    light = lighter(look.skin, 0.6)
    pen.glow(0, 0.5, 0.95, lighter(look.accent, 0.2), 0.5)
    pen.glow(0, 0.5, 0.6, light, 0.7)
    pen.shine(ellipse(0, 0.55, 0.3, 0.3), Fade(WHITE, light), 0.95)
    pen.shine(
        smooth(
            [(-0.2, 0.36), (0.2, 0.36), (0.1, 0.16), (0.16, 0.0), (-0.02, 0.08), (-0.12, 0.02), (-0.1, 0.18)]
        ),
        Fade(light, light, 0.9, 0.1),
    )
    face = pen.at(0.0, 0.55, 0.26)
    _face(Pen(face.lights, face.lights, face.origin, face.matrix, face.dice), look, look.accent)
