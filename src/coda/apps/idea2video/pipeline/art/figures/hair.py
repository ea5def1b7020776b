"""Hair and beards. The pen's origin is the head's middle, its unit the head's radius."""

from __future__ import annotations

from coda.apps.idea2video.pipeline.art.canvas import Fade
from coda.apps.idea2video.pipeline.art.colors import Color, darker, lighter, mix, rgb
from coda.apps.idea2video.pipeline.art.figures.look import Look
from coda.apps.idea2video.pipeline.art.geometry import Points, arc, ellipse, smooth
from coda.apps.idea2video.pipeline.art.pen import Pen

_HAIRS = ("#3a2418", "#1f1a22", "#7a4424", "#b5702d", "#d9a44a", "#5a2f2a", "#8e3b22")


def hair_color(look: Look) -> Color:
    if look.kind in {"old woman", "old man", "wizard"}:
        return mix(rgb("#e9e6e2"), rgb("#b9b6bd"), look.trait)
    return rgb(_HAIRS[int(look.trait * len(_HAIRS)) % len(_HAIRS)])


def long_haired(look: Look) -> bool:
    return look.has("long hair") or (
        look.kind in {"woman", "girl", "fairy"} and not look.has("bun", "curly hair", "bald")
    )


def back_hair(pen: Pen, look: Look, color: Color) -> None:
    """What hangs behind the neck."""
    dark = darker(color, 0.25)
    if look.has("bald"):
        return
    if look.has("curly hair"):
        for x, y, r in (
            (-0.85, 0.3, 0.5),
            (-0.95, -0.25, 0.5),
            (-0.7, -0.75, 0.42),
            (0.75, 0.45, 0.42),
            (0.92, -0.1, 0.3),
            (0, 0.85, 0.6),
            (-0.5, 0.75, 0.5),
            (0.5, 0.75, 0.48),
        ):
            pen.fill(ellipse(x, y, r), dark)
    elif long_haired(look):
        fall = -2.0 if look.has("long hair") else -1.45
        pen.fill(
            smooth(
                [
                    (0, 1.08),
                    (0.75, 0.8),
                    (1.0, 0.1),
                    (0.92, -0.7),
                    (0.7, fall * 0.72),
                    (0.2, fall),
                    (-0.6, fall),
                    (-1.25, fall * 0.8),
                    (-1.12, -0.2),
                    (-0.82, 0.8),
                ]
            ),
            Fade(color, dark),
        )
    elif look.has("bun") or look.kind == "old woman":
        pen.fill(ellipse(-0.55, 1.02, 0.42, 0.40), color)
        pen.line(arc(-0.55, 1.02, 0.26, 0.24, 0.1, 0.6), dark, 0.04)
    else:
        pen.fill(ellipse(-0.22, 0.15, 0.93, 0.92), dark)


def front_hair(pen: Pen, look: Look, color: Color) -> None:
    """What frames the face."""
    light, dark = lighter(color, 0.16), darker(color, 0.2)
    if look.has("bald"):
        pen.soft(ellipse(0.25, 0.68, 0.28, 0.13), (1, 1, 1), 0.05, 0.35)
        for side in (-0.86,):
            pen.fill(ellipse(side, -0.02, 0.2, 0.36), color)
        return
    if look.has("curly hair"):
        for x, y, r in (
            (-0.62, 0.72, 0.36),
            (-0.15, 0.92, 0.38),
            (0.38, 0.86, 0.34),
            (0.76, 0.55, 0.26),
            (-0.92, 0.3, 0.3),
        ):
            pen.fill(ellipse(x, y, r), color)
            pen.line(arc(x, y, r * 0.55, r * 0.55, 0.1, 0.55), light, 0.03)
        return
    if look.kind in {"old man", "man", "boy", "knight", "astronaut", "wizard"} and not long_haired(look):
        cap = [
            (-0.98, -0.22),
            (-1.04, 0.35),
            (-0.72, 0.95),
            (0, 1.16),
            (0.66, 0.98),
            (0.95, 0.42),
            (0.72, 0.5),
            (0.5, 0.62),
            (0.2, 0.52),
            (-0.2, 0.6),
            (-0.62, 0.42),
            (-0.74, 0.05),
        ]
    else:
        cap = [
            (-0.98, -0.5),
            (-1.06, 0.35),
            (-0.74, 0.95),
            (0, 1.14),
            (0.7, 0.96),
            (1.0, 0.3),
            (0.94, -0.3),
            (0.84, 0.2),
            (0.62, 0.46),
            (0.12, 0.66),
            (-0.3, 0.5),
            (-0.66, 0.2),
            (-0.80, -0.2),
        ]
    outline = smooth(cap)
    pen.fill(outline, Fade(light, color))
    with pen.inside(outline) as inner:
        for x in (-0.7, -0.35, 0.0, 0.35):
            inner.line([(x * 0.4 - 0.05, 1.15), (x + 0.02, 0.8), (x * 1.25, 0.3)], dark, 0.015, 0.05, 0.01)
        inner.soft(arc_band(0.72), lighter(color, 0.5), 0.04, 0.35)


def arc_band(y: float) -> Points:
    return smooth(
        [(-0.5, y), (0, y + 0.18), (0.5, y + 0.06), (0.45, y - 0.06), (0, y + 0.06), (-0.45, y - 0.1)]
    )


def draw_beard(pen: Pen, color: Color, length: float = 1.0) -> None:
    """A full beard with a moustache; `length` 1 is a sailor's, 2 a wizard's."""
    low = -0.95 - 0.55 * length
    outline = smooth(
        [
            (-0.82, -0.12),
            (-0.88, -0.6),
            (-0.62, -1.05),
            (-0.12, low),
            (0.2, low - 0.08),
            (0.5, low + 0.04),
            (0.86, -1.0),
            (0.98, -0.5),
            (0.88, -0.15),
            (0.66, -0.34),
            (0.2, -0.36),
            (-0.3, -0.34),
        ]
    )
    pen.fill(outline, Fade(lighter(color, 0.1), color))
    with pen.inside(outline) as inner:
        for x in (-0.5, -0.15, 0.2, 0.55, 0.8):
            inner.line(
                [(x, -0.5), (x * 0.85 + 0.05, -0.9), (x * 0.5 + 0.1, low)],
                darker(color, 0.16),
                0.015,
                0.045,
                0.01,
            )
    draw_moustache(pen, lighter(color, 0.12))


def draw_moustache(pen: Pen, color: Color) -> None:
    for side in (-1, 1):
        pen.fill(
            smooth(
                [
                    (0.22, -0.34),
                    (0.22 + side * 0.25, -0.34),
                    (0.22 + side * 0.5, -0.52),
                    (0.22 + side * 0.22, -0.54),
                    (0.22, -0.46),
                ]
            ),
            color,
        )
    pen.line([(0.22, -0.36), (0.22, -0.44)], darker(color, 0.2), 0.02)
