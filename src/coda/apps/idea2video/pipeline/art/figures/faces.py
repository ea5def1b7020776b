"""Faces. A pen here has the head's middle as its origin and the head's radius as its unit; it looks right."""

from __future__ import annotations

from dataclasses import dataclass

from coda.apps.idea2video.pipeline.art.canvas import Fade
from coda.apps.idea2video.pipeline.art.colors import INK, WHITE, Color, darker, lighter, luminance, mix
from coda.apps.idea2video.pipeline.art.figures.look import Look
from coda.apps.idea2video.pipeline.art.geometry import Points, arc, ellipse, smooth
from coda.apps.idea2video.pipeline.art.pen import Pen

BLUSH: Color = (0.93, 0.42, 0.40)
_THROAT: Color = (0.45, 0.13, 0.17)
_TONGUE: Color = (0.90, 0.42, 0.44)
_NEARLY_BLACK = 0.17
"""Luminance."""


@dataclass(frozen=True, slots=True)
class Eyes:
    """`apart` from the face's middle, `up` of the head's; `wide` and `tall` are half the white's size."""

    x: float = 0.2
    apart: float = 0.36
    up: float = -0.08
    wide: float = 0.115
    tall: float = 0.165
    iris: Color = (0.32, 0.20, 0.14)
    white: bool = False
    lashes: bool = False


def draw_eyes(pen: Pen, look: Look, eyes: Eyes) -> None:
    for side in (-1, 1):
        narrow = 0.86 if side > 0 else 1.0
        eye = pen.at(eyes.x + side * eyes.apart, eyes.up).squeezed(narrow, 1.0)
        if look.eyes_closed:
            eye.line(arc(0, 0.06, eyes.wide * 1.25, eyes.tall * 0.75, 0.53, 0.97), INK, 0.02, 0.055, 0.02)
        else:
            _open_eye(eye, look, eyes)
        if eyes.lashes:
            out = side * eyes.wide
            eye.line([(out * 0.7, eyes.tall * 0.85), (out * 1.5, eyes.tall * 1.15)], INK, 0.05, 0.015)


def _open_eye(pen: Pen, look: Look, eyes: Eyes) -> None:
    wide, tall = eyes.wide, eyes.tall
    up = look.gaze * tall * 0.22
    if eyes.white:
        pen.fill(ellipse(0, 0, wide * 1.28, tall * 1.12), lighter(look.skin, 0.93))
        wide, tall = wide * 0.82, tall * 0.88
    pupil = ellipse(wide * 0.12, up, wide, tall)
    pen.fill(pupil, INK)
    with pen.inside(pupil) as iris:
        iris.fill(
            ellipse(wide * 0.12, up - tall * 0.42, wide * 0.82, tall * 0.6), lighter(eyes.iris, 0.18), 0.85
        )
        iris.fill(ellipse(wide * 0.12, up + tall * 0.1, wide * 0.45, tall * 0.5), INK)
    pen.fill(ellipse(-wide * 0.22, up + tall * 0.42, wide * 0.38, tall * 0.3), WHITE)
    pen.fill(ellipse(wide * 0.48, up - tall * 0.4, wide * 0.18, tall * 0.15), WHITE, 0.8)


def draw_brows(
    pen: Pen, color: Color, eyes: Eyes, lift: float = 0.0, thick: float = 0.06, tilt: float = 0.0
) -> None:
    """`tilt` above 0 looks worried, below 0 stern."""
    for side in (-1, 1):
        x, y = eyes.x + side * eyes.apart, eyes.up + eyes.tall + 0.13 + lift
        inner, outer = (x - side * 0.14, y + tilt * 0.1), (x + side * 0.15, y - tilt * 0.08)
        pen.line([inner, (x, y + 0.05), outer], color, thick * 0.8, thick, thick * 0.4)


def draw_blush(pen: Pen, look: Look, eyes: Eyes, alpha: float = 0.34) -> None:
    for side in (-1, 1):
        spot = ellipse(eyes.x + side * (eyes.apart + 0.16), eyes.up - 0.32, 0.17, 0.11)
        pen.soft(spot, mix(BLUSH, look.skin, 0.15), 0.05, alpha)


def draw_nose(pen: Pen, skin: Color, x: float = 0.26, y: float = -0.24, size: float = 1.0) -> None:
    path = smooth([(x - 0.02, y + 0.1 * size), (x + 0.11 * size, y - 0.03), (x - 0.02, y - 0.07 * size)])
    pen.fill(path, mix(darker(skin, 0.22), BLUSH, 0.25), 0.75)


def draw_mouth(pen: Pen, look: Look, x: float = 0.2, y: float = -0.5, wide: float = 0.17) -> None:
    """A smile, wide open where there is something to shout about; a film that is sad has other mouths."""
    if look.speaking:
        draw_open_mouth(pen, x, y - 0.02, wide * 0.75, 0.13)
    elif look.pose in {"wave", "run"}:
        _draw_shout(pen, x, y, wide)
    elif look.pose == "look up":
        pen.fill(ellipse(x + 0.02, y, 0.07, 0.085), _THROAT)
    elif look.mood in {"sad", "tense"}:
        pen.line(arc(x, y - 0.1, wide * 0.85, 0.11, 0.08, 0.42), lips(look.skin), 0.025, 0.05, 0.025)
    else:
        pen.line(arc(x, y + 0.08, wide, 0.13, 0.58, 0.93), lips(look.skin), 0.025, 0.05, 0.025)


def draw_open_mouth(pen: Pen, x: float, y: float, wide: float, tall: float) -> None:
    """Of somebody who speaks; `wide` and `tall` are half its size."""
    mouth = ellipse(x, y, wide, tall)
    pen.fill(mouth, _THROAT)
    with pen.inside(mouth) as inner:
        inner.fill(ellipse(x, y - tall * 0.9, wide * 0.8, tall * 0.6), _TONGUE)


def lips(skin: Color) -> Color:
    """Of a mouth's line: darker than what it lies on, or lighter where that is nearly black."""
    if luminance(skin) < _NEARLY_BLACK:
        return lighter(skin, 0.75)
    return mix(darker(skin, 0.6), (0.5, 0.1, 0.15), 0.4)


def _draw_shout(pen: Pen, x: float, y: float, wide: float) -> None:
    mouth = smooth(
        [
            (x - wide, y + 0.05),
            (x, y + 0.02),
            (x + wide, y + 0.05),
            (x + wide * 0.5, y - 0.15),
            (x - wide * 0.5, y - 0.15),
        ]
    )
    pen.fill(mouth, _THROAT)
    with pen.inside(mouth) as inner:
        inner.fill(ellipse(x, y - 0.17, wide * 0.6, 0.09), _TONGUE)


def draw_head(pen: Pen, skin: Color, *, chin: float = 1.02, wide: float = 0.95) -> None:
    """The head's shape with ears, shaded to the side."""
    shade = darker(skin, 0.22)
    ear = ellipse(-0.80 * wide, -0.14, 0.17, 0.22)
    pen.fill(ear, mix(skin, BLUSH, 0.16))
    pen.fill(ellipse(-0.80 * wide, -0.14, 0.08, 0.12), shade, 0.5)
    outline = head_shape(chin, wide)
    pen.fill(outline, Fade(lighter(skin, 0.06), skin))
    with pen.inside(outline) as inner:
        inner.soft(ellipse(-0.75, -0.35, 0.55, 1.0), shade, 0.16, 0.40)
        inner.soft(ellipse(0.1, 0.86, 1.1, 0.42), shade, 0.12, 0.38)


def head_shape(chin: float = 1.02, wide: float = 0.95) -> Points:
    return smooth(
        [
            (0, 0.98),
            (0.58 * wide, 0.80),
            (0.96 * wide, 0.22),
            (0.93 * wide, -0.32),
            (0.62 * wide, -0.78 * chin),
            (0.12, -chin),
            (-0.44 * wide, -0.86 * chin),
            (-0.86 * wide, -0.40),
            (-0.97 * wide, 0.2),
            (-0.6 * wide, 0.8),
        ]
    )
