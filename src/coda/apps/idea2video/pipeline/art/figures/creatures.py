"""Birds, fish and other animals that are no beasts of four legs. They face right."""

from __future__ import annotations

from coda.apps.idea2video.pipeline.art.canvas import Fade
from coda.apps.idea2video.pipeline.art.colors import INK, WHITE, Color, darker, lighter, mix, rgb
from coda.apps.idea2video.pipeline.art.figures.beast_heads import markings
from coda.apps.idea2video.pipeline.art.figures.faces import Eyes, draw_blush, draw_eyes, draw_open_mouth
from coda.apps.idea2video.pipeline.art.figures.headgear import draw_headgear
from coda.apps.idea2video.pipeline.art.figures.look import Look
from coda.apps.idea2video.pipeline.art.figures.people import draw_snooze, hold
from coda.apps.idea2video.pipeline.art.geometry import arc, ellipse, limb, mirrored, polygon, smooth
from coda.apps.idea2video.pipeline.art.pen import Pen

_BEAK: Color = rgb("#f2a33c")


def _finish(pen: Pen, look: Look, head: Pen) -> None:
    draw_headgear(head, look)
    if look.held is not None:
        hold(pen, look, (0.3, 0.3))
    if look.pose == "sleep":
        draw_snooze(head)


def draw_bird(pen: Pen, look: Look) -> None:
    flying = look.pose in {"fly", "run", "wave"}
    dark = darker(look.skin, 0.2)
    pen.fill(smooth([(-0.2, 0.34), (-0.52, 0.22), (-0.6, 0.3), (-0.5, 0.4), (-0.2, 0.5)]), dark)
    if flying:
        pen.fill(smooth([(-0.08, 0.52), (0.02, 0.9), (-0.2, 1.12), (-0.34, 0.96), (-0.3, 0.6)]), dark)
    else:
        for x in (-0.04, 0.1):
            pen.line([(x, 0.2), (x + 0.01, 0.02)], _BEAK, 0.03)
            pen.line([(x - 0.05, 0.012), (x + 0.08, 0.012)], _BEAK, 0.026)
    body = smooth(
        [
            (0.24, 0.82),
            (0.36, 0.6),
            (0.3, 0.32),
            (0.04, 0.16),
            (-0.22, 0.26),
            (-0.3, 0.48),
            (-0.16, 0.72),
            (0.02, 0.88),
        ]
    )
    pen.fill(body, Fade(lighter(look.skin, 0.1), look.skin))
    with pen.inside(body) as inner:
        inner.soft(ellipse(0.22, 0.34, 0.16, 0.24), lighter(look.cloth, 0.55), 0.03)
        markings(inner.at(-0.05, 0.5, 0.4), look)
    wing = [(0.06, 0.56), (-0.02, 0.34), (-0.3, 0.24), (-0.44, 0.3), (-0.26, 0.52), (-0.06, 0.62)]
    if flying:
        wing = [(0.06, 0.58), (-0.1, 0.5), (-0.42, 0.7), (-0.62, 1.02), (-0.36, 0.98), (-0.06, 0.76)]
    pen.fill(smooth(wing), Fade(look.cloth, darker(look.cloth, 0.2)))
    head = pen.at(0.12, 0.74, 0.24)
    if look.speaking:
        pen.fill(polygon((0.32, 0.69), (0.48, 0.60), (0.3, 0.6)), darker(_BEAK, 0.25))
    pen.fill(polygon((0.32, 0.78), (0.55, 0.72 if look.speaking else 0.70), (0.32, 0.64)), _BEAK)
    eyes = Eyes(x=0.36, apart=0.3, up=0.12, wide=0.13, tall=0.18)
    draw_blush(head, look, eyes)
    draw_eyes(head, look, eyes)
    pen.fill(smooth([(0.06, 0.9), (0.0, 1.02), (0.1, 0.97), (0.14, 1.04), (0.16, 0.9)], steps=4), look.accent)
    _finish(pen, look, head)


def draw_owl(pen: Pen, look: Look) -> None:
    dark = darker(look.skin, 0.25)
    if look.pose == "fly":
        for side in (-1, 1):
            pen.fill(
                smooth(
                    [
                        (side * 0.2, 0.62),
                        (side * 0.55, 0.86),
                        (side * 0.86, 0.74),
                        (side * 0.7, 0.5),
                        (side * 0.42, 0.36),
                        (side * 0.22, 0.3),
                    ]
                ),
                Fade(look.skin, dark),
            )
    for side in (-1, 1):
        pen.fill(smooth([(side * 0.12, 0.86), (side * 0.34, 1.06), (side * 0.34, 0.78)], steps=5), dark)
    body = smooth(
        [
            (0, 0.96),
            (0.3, 0.88),
            (0.38, 0.6),
            (0.34, 0.24),
            (0.16, 0.03),
            (-0.16, 0.03),
            (-0.34, 0.24),
            (-0.38, 0.6),
            (-0.3, 0.88),
        ]
    )
    pen.fill(body, Fade(lighter(look.skin, 0.06), look.skin))
    with pen.inside(body) as inner:
        inner.fill(ellipse(0.02, 0.26, 0.24, 0.32), lighter(look.skin, 0.5))
        for row in range(4):
            for n in range(4):
                inner.line(
                    arc(-0.15 + n * 0.115 + (row % 2) * 0.05, 0.44 - row * 0.1, 0.045, 0.04, 0.5, 1.0),
                    dark,
                    0.014,
                )
    if look.pose != "fly":
        for side in (-1, 1):
            pen.fill(
                smooth([(side * 0.34, 0.66), (side * 0.44, 0.36), (side * 0.3, 0.08), (side * 0.24, 0.34)]),
                dark,
            )
    face = pen.at(0.02, 0.70, 0.34)
    for side in (-1, 1):
        face.fill(ellipse(side * 0.42 + 0.04, 0.02, 0.46), lighter(look.skin, 0.66))
    draw_eyes(
        face,
        look,
        Eyes(x=0.06, apart=0.4, up=0.02, wide=0.23, tall=0.25, iris=mix(look.accent, (0.95, 0.7, 0.2), 0.5)),
    )
    _owl_beak(face, look)
    for side in (-1, 1):
        pen.fill_all([ellipse(side * 0.12 + n * 0.045, 0.02, 0.035, 0.028) for n in (-1, 0, 1)], _BEAK)
    _finish(pen, look, pen.at(0, 0.66, 0.34))


def _owl_beak(pen: Pen, look: Look) -> None:
    if look.speaking:
        pen.fill(smooth([(-0.04, -0.2), (0.18, -0.2), (0.08, -0.52)], steps=5), darker(_BEAK, 0.45))
    pen.fill(smooth([(-0.06, -0.08), (0.2, -0.08), (0.08, -0.38)], steps=5), _BEAK)


def draw_fish(pen: Pen, look: Look) -> None:
    dark = darker(look.skin, 0.2)
    tail = smooth(
        [(-0.42, 0.5), (-0.72, 0.82), (-0.8, 0.74), (-0.66, 0.5), (-0.8, 0.24), (-0.7, 0.2)], steps=6
    )
    pen.fill(tail, Fade(look.accent, darker(look.accent, 0.2)))
    pen.fill(smooth([(-0.26, 0.74), (-0.1, 1.0), (0.16, 0.98), (0.24, 0.8)]), look.accent)
    pen.fill(smooth([(-0.1, 0.28), (-0.16, 0.06), (0.06, 0.14), (0.12, 0.26)]), darker(look.accent, 0.1))
    body = smooth(
        [
            (0.56, 0.54),
            (0.42, 0.76),
            (0.08, 0.86),
            (-0.28, 0.72),
            (-0.5, 0.5),
            (-0.28, 0.3),
            (0.08, 0.16),
            (0.42, 0.28),
        ]
    )
    pen.fill(body, Fade(lighter(look.skin, 0.12), dark))
    with pen.inside(body) as inner:
        inner.soft(ellipse(0.1, 0.2, 0.5, 0.14), lighter(look.skin, 0.6), 0.04, 0.9)
        for row in range(4):
            for n in range(5):
                inner.line(
                    arc(-0.34 + n * 0.11 + (row % 2) * 0.05, 0.68 - row * 0.11, 0.06, 0.06, 0.28, 0.72),
                    lighter(look.skin, 0.3),
                    0.012,
                )
        if look.has("stripes"):
            for x in (-0.2, 0.06):
                inner.line([(x, 0.95), (x + 0.05, 0.5), (x, 0.1)], WHITE, 0.09)
    pen.fill(smooth([(-0.04, 0.46), (-0.24, 0.36), (-0.2, 0.56)]), look.accent)
    head = pen.at(0.24, 0.54, 0.3)
    eyes = Eyes(x=0.34, apart=0.0, up=0.14, wide=0.2, tall=0.25, white=True)
    draw_eyes(head, look, eyes)
    draw_blush(head, look, Eyes(x=0.3, apart=0.0, up=0.05), 0.35)
    if look.speaking:
        draw_open_mouth(pen, 0.47, 0.43, 0.035, 0.04)
    else:
        pen.line(arc(0.46, 0.48, 0.07, 0.05, 0.55, 0.9), INK, 0.006, 0.016, 0.006)
    _finish(pen, look, pen.at(0.2, 0.5, 0.3))


def draw_whale(pen: Pen, look: Look) -> None:
    dark = darker(look.skin, 0.25)
    pen.fill(
        smooth(
            [
                (-0.7, 0.5),
                (-1.0, 0.66),
                (-1.14, 0.96),
                (-0.92, 0.9),
                (-0.84, 0.78),
                (-0.72, 0.94),
                (-0.58, 0.92),
                (-0.7, 0.68),
                (-0.52, 0.52),
            ]
        ),
        Fade(look.skin, dark),
    )
    body = smooth(
        [
            (0.78, 0.5),
            (0.66, 0.82),
            (0.2, 0.98),
            (-0.3, 0.8),
            (-0.78, 0.58),
            (-0.72, 0.44),
            (-0.3, 0.22),
            (0.2, 0.08),
            (0.64, 0.2),
        ]
    )
    pen.fill(body, Fade(lighter(look.skin, 0.1), look.skin))
    with pen.inside(body) as inner:
        inner.fill(
            smooth([(0.9, 0.42), (0.4, 0.38), (0.0, 0.24), (-0.4, 0.2), (0.1, -0.1), (0.9, -0.1)]),
            lighter(look.skin, 0.72),
        )
        for n in range(4):
            inner.line(
                [(0.8, 0.34 - n * 0.07), (0.4, 0.28 - n * 0.07), (0.05, 0.16 - n * 0.06)],
                mix(look.skin, WHITE, 0.45),
                0.014,
            )
    pen.fill(smooth([(0.08, 0.3), (-0.1, 0.0), (-0.24, 0.02), (-0.1, 0.3)]), dark)
    head = pen.at(0.42, 0.55, 0.34)
    draw_eyes(head, look, Eyes(x=0.24, apart=0.0, up=0.02, wide=0.13, tall=0.17))
    draw_blush(head, look, Eyes(x=0.2, apart=0.0, up=-0.02), 0.35)
    if look.speaking:
        draw_open_mouth(pen, 0.62, 0.39, 0.06, 0.05)
    else:
        pen.line(arc(0.6, 0.46, 0.12, 0.08, 0.55, 0.9), darker(look.skin, 0.5), 0.008, 0.018, 0.008)
    for side in (-1, 1):
        pen.line(
            [(0.26, 0.97), (0.26 + side * 0.03, 1.1), (0.26 + side * 0.16, 1.16), (0.26 + side * 0.2, 1.06)],
            lighter(look.accent, 0.65),
            0.03,
            0.04,
            0.02,
        )
    _finish(pen, look, pen.at(0.35, 0.6, 0.36))


def draw_octopus(pen: Pen, look: Look) -> None:
    dark = darker(look.skin, 0.2)
    for n in range(8):
        x = -0.28 + n * 0.08
        out = (n - 3.5) / 3.5
        color = dark if n % 2 else look.skin
        curl = [
            (x, 0.42),
            (x + out * 0.16, 0.2),
            (x + out * 0.34, 0.06),
            (x + out * 0.52, 0.08 + 0.06 * (n % 2)),
            (x + out * 0.56, 0.2),
        ]
        pen.line(curl, color, 0.12, 0.1, 0.075, 0.05, 0.03)
        for k in (0.35, 0.5, 0.65):
            pen.fill(ellipse(x + out * 0.5 * k + 0.01, 0.28 - 0.26 * k, 0.014), lighter(look.skin, 0.5))
    body = smooth(
        [(0, 1.0), (0.3, 0.9), (0.4, 0.66), (0.3, 0.44), (0.0, 0.36), (-0.3, 0.44), (-0.4, 0.66), (-0.3, 0.9)]
    )
    pen.fill(body, Fade(lighter(look.skin, 0.15), look.skin))
    with pen.inside(body) as inner:
        for x, y, r in ((-0.24, 0.86, 0.06), (-0.1, 0.93, 0.04), (-0.3, 0.7, 0.045), (0.22, 0.9, 0.04)):
            inner.fill(ellipse(x, y, r), lighter(look.skin, 0.3))
    face = pen.at(0.03, 0.60, 0.34)
    eyes = Eyes(x=0.1, apart=0.36, up=0.05, wide=0.14, tall=0.19)
    draw_blush(face, look, eyes)
    draw_eyes(face, look, eyes)
    if look.speaking:
        draw_open_mouth(face, 0.12, -0.33, 0.13, 0.13)
    else:
        face.line(arc(0.12, -0.22, 0.16, 0.13, 0.55, 0.95), INK, 0.02, 0.05, 0.02)
    _finish(pen, look, pen.at(0, 0.66, 0.36))


def draw_turtle(pen: Pen, look: Look) -> None:
    skin, shell = look.skin, look.cloth
    for x, tilt in ((-0.42, -0.05), (0.2, 0.04)):
        pen.fill(limb((x, 0.3), (x + tilt, 0.16), (x + tilt * 2, 0.05), 0.22, 0.19, 0.17), darker(skin, 0.12))
    pen.fill(smooth([(-0.62, 0.28), (-0.78, 0.2), (-0.6, 0.18)]), skin)
    x, y = (0.55, 0.66 if look.pose == "look up" else 0.56)
    pen.fill(limb((0.28, 0.32), (0.46, 0.36), (x, y), 0.24, 0.2, 0.2), skin)
    head = pen.at(x + 0.02, y + 0.05, 0.2)
    head.fill(ellipse(0, 0, 1.0, 0.95), Fade(lighter(skin, 0.1), skin))
    outline = smooth(
        [(-0.68, 0.24), (-0.58, 0.62), (-0.2, 0.9), (0.16, 0.78), (0.42, 0.48), (0.46, 0.26), (-0.1, 0.18)]
    )
    pen.fill(outline, Fade(lighter(shell, 0.12), darker(shell, 0.15)))
    with pen.inside(outline) as inner:
        for px, py, r in (
            (-0.14, 0.62, 0.18),
            (-0.44, 0.5, 0.15),
            (0.16, 0.5, 0.15),
            (-0.28, 0.34, 0.14),
            (0.04, 0.32, 0.13),
            (0.34, 0.36, 0.11),
            (-0.58, 0.3, 0.1),
        ):
            inner.fill(
                smooth(
                    [
                        (px + r * a, py + r * b)
                        for a, b in ((1, 0), (0.5, 0.8), (-0.5, 0.8), (-1, 0), (-0.5, -0.8), (0.5, -0.8))
                    ],
                    steps=3,
                ),
                lighter(shell, 0.28),
            )
    pen.line([(-0.72, 0.26), (-0.1, 0.17), (0.5, 0.27)], lighter(shell, 0.4), 0.05, 0.07, 0.05)
    eyes = Eyes(x=0.28, apart=0.34, up=0.15, wide=0.15, tall=0.2)
    draw_blush(head, look, eyes)
    draw_eyes(head, look, eyes)
    if look.speaking:
        draw_open_mouth(head, 0.38, -0.42, 0.17, 0.16)
    else:
        head.line(arc(0.36, -0.28, 0.22, 0.16, 0.55, 0.95), INK, 0.02, 0.05, 0.02)
    _finish(pen, look, head)


def draw_butterfly(pen: Pen, look: Look) -> None:
    for side in (-1, 1):
        for path, color in (
            (
                [(0, 0.5), (side * 0.2, 0.86), (side * 0.56, 0.98), (side * 0.62, 0.72), (side * 0.34, 0.46)],
                look.skin,
            ),
            (
                [
                    (0, 0.46),
                    (side * 0.34, 0.42),
                    (side * 0.46, 0.2),
                    (side * 0.26, 0.06),
                    (side * 0.06, 0.26),
                ],
                look.cloth,
            ),
        ):
            wing = smooth(path)
            pen.fill(wing, Fade(lighter(color, 0.2), darker(color, 0.12)))
            middle = wing.mean(axis=0)
            pen.fill((wing - middle) * 0.62 + middle, lighter(color, 0.35), 0.8)
            pen.fill(ellipse(float(middle[0]), float(middle[1]), 0.055), look.accent)
    pen.fill(
        smooth([(0, 0.7), (0.05, 0.5), (0.02, 0.2), (-0.02, 0.2), (-0.05, 0.5)]), darker(look.skin, 0.65)
    )
    head = pen.at(0.0, 0.72, 0.12)
    head.fill(ellipse(0, 0, 1.0), darker(look.skin, 0.55))
    draw_eyes(head, look, Eyes(x=0.1, apart=0.42, up=0.05, wide=0.24, tall=0.32, white=True))
    if look.speaking:
        draw_open_mouth(head, 0.12, -0.5, 0.2, 0.2)
    for path in ([(0.02, 0.82), (0.1, 0.98), (0.18, 1.0)],):
        pen.line(path, darker(look.skin, 0.6), 0.014, 0.008)
        pen.line(mirrored(smooth(path, closed=False)), darker(look.skin, 0.6), 0.014, 0.008, curved=False)
    _finish(pen, look, head)
