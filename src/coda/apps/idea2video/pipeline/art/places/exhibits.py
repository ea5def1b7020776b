"""What museums show. Pen: origin at the foot's middle, unit the height."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from coda.apps.idea2video.pipeline.art.canvas import Fade
from coda.apps.idea2video.pipeline.art.colors import INK, Color, darker, lighter, rgb
from coda.apps.idea2video.pipeline.art.elements.landmarks import WARM
from coda.apps.idea2video.pipeline.art.geometry import (
    arc,
    box,
    ellipse,
    polygon,
    ribbon,
    rounded,
    smooth,
    star,
)
from coda.apps.idea2video.pipeline.art.pen import Pen

STONE: Color = rgb("#e6ddcb")
GOLD: Color = rgb("#d8a84a")
BONE: Color = rgb("#f0e4c8")
_WOOD: Color = rgb("#5f4032")
_SPINE = (
    (-0.86, 0.74),
    (-0.62, 0.58),
    (-0.36, 0.53),
    (-0.12, 0.56),
    (0.08, 0.63),
    (0.24, 0.72),
    (0.34, 0.84),
)
"""From the tip of the tail to the skull."""


def dinosaur(pen: Pen) -> None:
    """The bones of a large one that walks on two legs, on its plinth."""
    pen.fill(box(-0.72, 0.0, 0.66, 0.1), Fade(lighter(_WOOD, 0.1), darker(_WOOD, 0.2)))
    pen.fill(box(-0.76, 0.09, 0.7, 0.125), lighter(_WOOD, 0.22))
    pen.fill(rounded(-0.12, 0.025, 0.12, 0.075, 0.01), GOLD)
    _leg(pen, (-0.04, 0.52), 0.05, darker(BONE, 0.3))
    _backbone(pen)
    _ribs(pen)
    _leg(pen, (-0.13, 0.54), -0.06, BONE)
    for start, bend, end in (
        ((0.22, 0.62), (0.3, 0.55), (0.36, 0.59)),
        ((0.36, 0.59), (0.39, 0.6), (0.4, 0.57)),
    ):
        pen.line([start, bend, end], BONE, 0.024, 0.014)
    _skull(pen)


def _leg(pen: Pen, hip: tuple[float, float], shift: float, color: Color) -> None:
    knee, ankle = (0.1 + shift, 0.39), (-0.04 + shift, 0.22)
    for start, stop, wide in ((hip, knee, 0.058), (knee, ankle, 0.046), (ankle, (0.02 + shift, 0.14), 0.034)):
        pen.line([start, stop], color, wide, wide * 0.6)
        pen.fill(ellipse(*stop, wide * 0.56), color)
    for toe in (0.1, 0.06, -0.06):
        pen.line([(0.02 + shift, 0.15), (0.02 + shift + toe, 0.135)], color, 0.026, 0.012)
    pen.fill(ellipse(*hip, 0.052), color)


def _backbone(pen: Pen) -> None:
    line = smooth(_SPINE, closed=False, steps=5)
    pen.line(line, BONE, 0.008, 0.03, 0.042, 0.036, curved=False)
    along = np.gradient(line, axis=0)
    for n, (x, y) in enumerate(line[2:-1], 2):
        across = np.array((-along[n, 1], along[n, 0])) / np.hypot(*along[n])
        tall = 0.02 + 0.05 * n / len(line)
        pen.line(
            [(float(x), float(y)), (float(x + across[0] * tall), float(y + across[1] * tall))],
            BONE,
            0.018,
            0.01,
        )


def _ribs(pen: Pen) -> None:
    line = smooth(_SPINE, closed=False, steps=5)
    for n, at in enumerate(range(16, 26)):
        x, y = float(line[at, 0]), float(line[at, 1])
        deep = 0.13 + 0.1 * np.sin(np.pi * (n + 1.5) / 11)
        bent = [(x, y), (x + 0.07, y - deep * 0.45), (x + 0.045, y - deep)]
        pen.line(bent, BONE if n % 2 else darker(BONE, 0.12), 0.02, 0.011)


def _skull(pen: Pen) -> None:
    jaw = [(0.36, 0.86), (0.44, 0.79), (0.6, 0.775), (0.7, 0.81)]
    pen.line(jaw, BONE, 0.03, 0.036, 0.02)
    for n in range(5):
        x = 0.5 + n * 0.042
        pen.fill(polygon((x, 0.785), (x + 0.024, 0.79), (x + 0.014, 0.826)), lighter(BONE, 0.4))
    shape = [
        (0.31, 0.88),
        (0.37, 0.98),
        (0.5, 1.0),
        (0.62, 0.96),
        (0.72, 0.91),
        (0.735, 0.87),
        (0.6, 0.865),
        (0.42, 0.85),
    ]
    pen.fill(smooth(shape), Fade(lighter(BONE, 0.3), darker(BONE, 0.1)))
    for n in range(7):
        x = 0.47 + n * 0.037
        pen.fill(polygon((x, 0.876), (x + 0.026, 0.876), (x + 0.012, 0.836)), lighter(BONE, 0.4))
    for x, y, rx, ry in ((0.47, 0.935, 0.034, 0.03), (0.58, 0.92, 0.03, 0.021), (0.685, 0.905, 0.014, 0.011)):
        pen.fill(ellipse(x, y, rx, ry), darker(rgb("#5a4a3c"), 0.5))


def column(pen: Pen) -> None:
    """Fluted, twelve times as high as it is wide."""
    pen.fill(box(-0.062, 0.0, 0.062, 0.035), darker(STONE, 0.12))
    pen.fill(rounded(-0.054, 0.032, 0.054, 0.062, 0.015), lighter(STONE, 0.1))
    pen.fill(
        polygon((-0.043, 0.06), (0.043, 0.06), (0.036, 0.9), (-0.036, 0.9)), Fade(lighter(STONE, 0.12), STONE)
    )
    for n in range(4):
        x = -0.027 + n * 0.018
        pen.line([(x, 0.08), (x * 0.88, 0.88)], darker(STONE, 0.22), 0.006)
    pen.fill(rounded(-0.046, 0.89, 0.046, 0.925, 0.012), lighter(STONE, 0.1))
    for side in (-1, 1):
        pen.fill(ellipse(side * 0.046, 0.938, 0.02), darker(STONE, 0.06))
        pen.fill(ellipse(side * 0.046, 0.938, 0.009), darker(STONE, 0.3))
    pen.fill(box(-0.068, 0.95, 0.068, 1.0), Fade(lighter(STONE, 0.2), darker(STONE, 0.1)))


def framed(pen: Pen, paint: Callable[[Pen], None], wide: float) -> None:
    """A picture in a gilded frame, `wide` to each side, under a small lamp of its own."""
    pen.fill(rounded(-wide, 0.0, wide, 1.0, 0.02), Fade(lighter(GOLD, 0.2), darker(GOLD, 0.25)))
    pen.fill(box(-wide + 0.06, 0.06, wide - 0.06, 0.94), darker(GOLD, 0.5))
    with pen.inside(box(-wide + 0.09, 0.09, wide - 0.09, 0.91)) as inner:
        paint(inner)
    pen.fill(rounded(-0.16, 1.08, 0.16, 1.13, 0.02), darker(GOLD, 0.2))
    pen.shine(box(-0.13, 1.06, 0.13, 1.085), lighter(WARM, 0.4))
    pen.shine(polygon((-0.13, 1.06), (0.13, 1.06), (wide, 0.3), (-wide, 0.3)), Fade(WARM, WARM, 0.28, 0.0))


def _landscape(pen: Pen) -> None:
    pen.fill(box(-1, 0, 1, 1), Fade(rgb("#e8a878"), rgb("#f4dca0")))
    pen.fill(ellipse(0.18, 0.55, 0.12), rgb("#fff0c0"))
    for x, y, wide, color in (
        (-0.3, 0.2, 0.5, "#7a8a9a"),
        (0.35, 0.12, 0.55, "#5f7a68"),
        (-0.1, -0.06, 0.7, "#44604a"),
    ):
        pen.fill(ellipse(x, y, wide, 0.3), rgb(color))


def _portrait(pen: Pen) -> None:
    pen.fill(box(-1, 0, 1, 1), Fade(rgb("#4a4438"), rgb("#2f2a2c")))
    cloth = rgb(("#7a2f3a", "#2f4a6a", "#3f5a44")[int(pen.dice.integers(3))])
    pen.fill(ellipse(0, 0.1, 0.32, 0.32), cloth)
    pen.fill(polygon((-0.1, 0.4), (0.1, 0.4), (0.0, 0.2)), rgb("#efe6d6"))
    pen.fill(ellipse(0, 0.58, 0.17, 0.21), rgb("#4f3628"))
    pen.fill(ellipse(0, 0.54, 0.125, 0.16), rgb("#e8c0a0"))
    for x in (-0.05, 0.05):
        pen.fill(ellipse(x, 0.56, 0.018), INK)
    pen.line(arc(0, 0.5, 0.04, 0.025, 0.55, 0.95), rgb("#a8584a"), 0.016, curved=False)


def _ship(pen: Pen) -> None:
    pen.fill(box(-1, 0, 1, 1), Fade(rgb("#7fa0b8"), rgb("#d8d8c8")))
    pen.fill(box(-1, 0, 1, 0.36), Fade(rgb("#3f6f88"), rgb("#24485f")))
    pen.fill(polygon((-0.2, 0.34), (0.2, 0.34), (0.14, 0.24), (-0.14, 0.24)), rgb("#5a3a2c"))
    pen.fill(polygon((0.0, 0.38), (0.0, 0.8), (0.22, 0.4)), rgb("#fbf2e0"))
    pen.fill(polygon((-0.03, 0.38), (-0.03, 0.7), (-0.18, 0.4)), rgb("#efdcc0"))
    for x in (-0.42, 0.3):
        pen.line([(x, 0.17), (x + 0.06, 0.19), (x + 0.14, 0.17)], rgb("#a8c8d4"), 0.014)


def _shapes(pen: Pen) -> None:
    pen.fill(box(-1, 0, 1, 1), rgb("#f2ead8"))
    pen.fill(box(-0.5, 0.55, 0.02, 1.0), rgb("#d8483a"))
    pen.fill(box(0.1, 0.1, 0.55, 0.36), rgb("#2f5fa0"))
    pen.fill(ellipse(0.2, 0.66, 0.17), rgb("#f0b83a"))
    pen.fill(polygon((-0.4, 0.14), (-0.06, 0.14), (-0.23, 0.44)), rgb("#3f8a78"))
    for x in (0.05, -0.45):
        pen.line([(x, 0.0), (x, 1.0)], INK, 0.022)
    pen.line([(-0.6, 0.5), (0.6, 0.5)], INK, 0.022)


def _starry(pen: Pen) -> None:
    pen.fill(box(-1, 0, 1, 1), Fade(rgb("#1f2f6a"), rgb("#4a78a8")))
    for x, y, radius in ((-0.32, 0.78, 0.05), (-0.06, 0.62, 0.035), (0.3, 0.74, 0.08), (0.08, 0.84, 0.03)):
        pen.fill(ellipse(x, y, radius * 2), rgb("#8fb0c8"), 0.5)
        pen.fill(star(x, y, radius, 6), rgb("#ffe9a0"))
    pen.line([(-0.6, 0.5), (-0.2, 0.58), (0.1, 0.44), (0.6, 0.52)], rgb("#a8c8d8"), 0.04)
    pen.fill(ellipse(0.1, 0.0, 0.8, 0.24), rgb("#24384a"))
    pen.fill(smooth([(-0.36, 0.0), (-0.32, 0.5), (-0.26, 0.66), (-0.2, 0.44), (-0.16, 0.0)]), rgb("#16242c"))


PICTURES: tuple[Callable[[Pen], None], ...] = tuple(
    partial(framed, paint=paint, wide=wide)
    for paint, wide in (
        (_landscape, 0.68),
        (_portrait, 0.42),
        (_ship, 0.58),
        (_shapes, 0.58),
        (_starry, 0.64),
    )
)


def vitrine(pen: Pen) -> None:
    """A painted vase behind glass."""
    pen.fill(box(-0.2, 0.0, 0.2, 0.42), Fade(lighter(_WOOD, 0.08), darker(_WOOD, 0.2)))
    pen.fill(box(-0.23, 0.4, 0.23, 0.46), lighter(_WOOD, 0.2))
    pen.fill(rounded(-0.09, 0.2, 0.09, 0.28, 0.01), GOLD)
    clay = rgb(("#b8583f", "#3f7a98", "#6a8a5a")[int(pen.dice.integers(3))])
    vase = smooth(
        [
            (-0.05, 0.47),
            (0.05, 0.47),
            (0.12, 0.62),
            (0.05, 0.76),
            (0.065, 0.83),
            (-0.065, 0.83),
            (-0.05, 0.76),
            (-0.12, 0.62),
        ]
    )
    pen.fill(vase, Fade(lighter(clay, 0.15), darker(clay, 0.15)))
    with pen.inside(vase) as inner:
        for y in (0.56, 0.7):
            inner.line([(-0.14, y), (0.14, y)], lighter(clay, 0.6), 0.014)
        for n in range(7):
            inner.fill(
                polygon((-0.12 + n * 0.036, 0.6), (-0.1 + n * 0.036, 0.66), (-0.08 + n * 0.036, 0.6)), INK
            )
    pen.fill(box(-0.2, 0.46, 0.2, 0.98), rgb("#d8f0f4"), 0.2)
    pen.fill(polygon((-0.17, 0.5), (-0.1, 0.5), (0.02, 0.95), (-0.05, 0.95)), rgb("#ffffff"), 0.22)
    for x in (-0.2, 0.2):
        pen.line([(x, 0.46), (x, 0.98)], darker(GOLD, 0.15), 0.012)
    pen.fill(box(-0.22, 0.965, 0.22, 1.0), darker(GOLD, 0.2))


def bust(pen: Pen) -> None:
    """A head of marble on a pedestal."""
    pen.fill(box(-0.16, 0.0, 0.16, 0.05), darker(STONE, 0.25))
    pen.fill(
        polygon((-0.12, 0.04), (0.12, 0.04), (0.1, 0.56), (-0.1, 0.56)),
        Fade(darker(STONE, 0.05), darker(STONE, 0.25)),
    )
    pen.fill(box(-0.14, 0.55, 0.14, 0.6), darker(STONE, 0.1))
    pen.fill(
        smooth([(-0.06, 0.6), (0.06, 0.6), (0.15, 0.72), (0.05, 0.77), (-0.05, 0.77), (-0.15, 0.72)]),
        lighter(STONE, 0.2),
    )
    pen.fill(box(-0.035, 0.74, 0.035, 0.82), darker(STONE, 0.05))
    pen.fill(ellipse(0, 0.88, 0.085, 0.105), lighter(STONE, 0.3))
    for x, y in arc(0, 0.91, 0.085, 0.085, 0.0, 0.5)[3::4]:
        pen.fill(ellipse(float(x), float(y), 0.026), darker(STONE, 0.04))
    for x in (-0.03, 0.03):
        pen.fill(ellipse(x, 0.885, 0.012, 0.008), darker(STONE, 0.4))
    pen.line([(0, 0.885), (0.008, 0.855), (0, 0.85)], darker(STONE, 0.25), 0.008)
    pen.line(arc(0, 0.835, 0.025, 0.012, 0.55, 0.95), darker(STONE, 0.4), 0.008, curved=False)


def post(pen: Pen) -> None:
    """A brass post that carries a rope."""
    pen.fill(ellipse(0, 0.04, 0.2, 0.06), darker(GOLD, 0.3))
    pen.line([(0, 0.04), (0, 0.9)], GOLD, 0.07)
    pen.fill(ribbon(((-0.05, 0.8), (0.05, 0.8)), 0.12), lighter(GOLD, 0.15))
    pen.fill(ellipse(0, 0.95, 0.085), lighter(GOLD, 0.2))
