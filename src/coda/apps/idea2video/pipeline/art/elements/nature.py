"""Trees, plants, stones and water. The pen's origin is their foot, its unit their height."""

from __future__ import annotations

import math

from coda.apps.idea2video.pipeline.art.canvas import Fade
from coda.apps.idea2video.pipeline.art.colors import WHITE, Color, darker, lighter, mix, rgb
from coda.apps.idea2video.pipeline.art.geometry import arc, blob, ellipse, moved, polygon, ribbon, smooth
from coda.apps.idea2video.pipeline.art.pen import Pen

BARK: Color = rgb("#6b4a35")
LEAF: Color = rgb("#4f8f4a")
PINE: Color = rgb("#2f6b55")
STONE: Color = rgb("#8a8790")
_CACTUS: Color = rgb("#4f8f5a")
_COAL: Color = rgb("#22222c")
_HAT: Color = rgb("#2e2b3a")


def draw_tree(pen: Pen, leaf: Color = LEAF) -> None:
    """A round crown of three lights on a branching trunk."""
    trunk = smooth([(-0.09, 0.0), (-0.045, 0.1), (-0.035, 0.4), (0.035, 0.4), (0.045, 0.1), (0.1, 0.0)])
    pen.fill(trunk, Fade(darker(BARK, 0.15), BARK))
    pen.line([(0.0, 0.3), (0.1, 0.45), (0.18, 0.52)], BARK, 0.04, 0.02)
    pen.line([(0.0, 0.34), (-0.1, 0.48), (-0.16, 0.54)], darker(BARK, 0.1), 0.035, 0.02)
    knots = (
        (-0.22, 0.56, 0.19),
        (0.22, 0.58, 0.18),
        (0.0, 0.5, 0.18),
        (-0.13, 0.74, 0.19),
        (0.14, 0.76, 0.18),
        (0.0, 0.84, 0.16),
        (0.0, 0.66, 0.22),
    )
    crowns = [blob(pen.dice, x, y, r, r * 0.93) for x, y, r in knots]
    pen.fill_all(crowns, Fade(leaf, darker(leaf, 0.38)))
    pen.fill_all(
        [moved(crown, -0.02, 0.13, 0.82) for crown in crowns[3:]], Fade(lighter(leaf, 0.14), leaf), 0.9
    )
    for _ in range(34):
        x, y = float(pen.dice.normal(0, 0.17)), float(pen.dice.normal(0.68, 0.11))
        pen.fill(
            ellipse(x, y, 0.02, 0.013, float(pen.dice.random())),
            lighter(leaf, float(pen.dice.uniform(0.05, 0.35))),
            0.7,
        )


def draw_pine(pen: Pen, needle: Color = PINE, *, snow: bool = False) -> None:
    pen.fill(polygon((-0.035, 0.0), (0.035, 0.0), (0.02, 0.3), (-0.02, 0.3)), darker(BARK, 0.2))
    for n in range(5):
        low, wide = 0.1 + n * 0.165, 0.27 * (1 - n * 0.17)
        top = low + 0.30
        skirt = [
            (0.0, top),
            (wide * 0.5, low + 0.1),
            (wide, low),
            (wide * 0.55, low + 0.022),
            (wide * 0.25, low - 0.012),
            (0.0, low + 0.02),
            (-wide * 0.25, low - 0.012),
            (-wide * 0.55, low + 0.022),
            (-wide, low),
            (-wide * 0.5, low + 0.1),
        ]
        shade = mix(darker(needle, 0.3), needle, n / 4)
        pen.fill(smooth(skirt, steps=4), Fade(lighter(shade, 0.10), darker(shade, 0.12)))
        if snow:
            pen.fill(
                smooth(
                    [
                        (0.0, top),
                        (wide * 0.42, low + 0.12),
                        (wide * 0.7, low + 0.045),
                        (wide * 0.2, low + 0.10),
                        (-wide * 0.3, low + 0.08),
                        (-wide * 0.75, low + 0.04),
                        (-wide * 0.4, low + 0.13),
                    ],
                    steps=4,
                ),
                rgb("#eef4fa"),
                0.95,
            )


def draw_palm(pen: Pen) -> None:
    trunk = smooth([(0.02, 0.0), (-0.03, 0.3), (0.02, 0.6), (0.12, 0.8)], closed=False)
    pen.line(trunk, rgb("#8a6746"), 0.075, 0.05, 0.042, curved=False)
    for part in range(4, len(trunk), 3):
        x, y = float(trunk[part, 0]), float(trunk[part, 1])
        pen.line([(x - 0.026, y), (x + 0.026, y + 0.006)], rgb("#6b4c33"), 0.008)
    for n, (turn, long) in enumerate(
        (
            (0.02, 0.42),
            (0.10, 0.42),
            (0.2, 0.34),
            (0.32, 0.36),
            (0.42, 0.42),
            (0.5, 0.4),
            (-0.07, 0.34),
            (0.56, 0.32),
        )
    ):
        x, y = math.cos(turn * math.tau) * long, math.sin(turn * math.tau) * long
        tip = (0.12 + x, 0.8 + y * 0.75 - 0.1)
        color = mix(rgb("#2f7a4a"), rgb("#5fae52"), (n % 4) / 3)
        frond = ribbon(
            smooth([(0.12, 0.8), (0.12 + x * 0.55, 0.8 + y * 0.75 + 0.06), tip], closed=False),
            0.02,
            0.085,
            0.07,
            0.01,
        )
        pen.fill(frond, Fade(lighter(color, 0.12), darker(color, 0.15)))
    for x in (0.09, 0.14, 0.12):
        pen.fill(ellipse(x, 0.77, 0.025), rgb("#5a3a26"))


def draw_flower(pen: Pen, petal: Color | None = None) -> None:
    color = (
        petal or (rgb("#e8577a"), rgb("#f2b136"), rgb("#8a6be0"), rgb("#f07a4a"))[int(pen.dice.integers(4))]
    )
    pen.line([(0.0, 0.0), (-0.03, 0.4), (0.02, 0.72)], rgb("#4d8a48"), 0.05, 0.04)
    for side in (-1, 1):
        pen.fill(
            smooth([(-0.01, 0.2), (side * 0.14, 0.36), (side * 0.32, 0.38), (side * 0.18, 0.24)]),
            rgb("#5c9c52"),
        )
    for n in range(7):
        angle = n / 7 * math.tau
        pen.fill(
            ellipse(0.02 + math.cos(angle) * 0.17, 0.78 + math.sin(angle) * 0.17, 0.125, 0.085, n / 7),
            mix(color, WHITE, 0.12 * (n % 2)),
        )
    pen.fill(ellipse(0.02, 0.78, 0.105), Fade(rgb("#ffd968"), rgb("#e0a030")))


_MUSHROOM_CAP: Color = rgb("#cf4338")


def draw_mushroom(pen: Pen, cap: Color = _MUSHROOM_CAP) -> None:
    pen.fill(
        smooth([(-0.16, 0.0), (-0.12, 0.3), (-0.12, 0.6), (0.12, 0.6), (0.12, 0.3), (0.17, 0.0)]),
        Fade(rgb("#f4e8d4"), rgb("#d8c4a4")),
    )
    pen.fill(smooth([(-0.3, 0.58), (0, 0.47), (0.3, 0.58), (0, 0.66)]), rgb("#e4d0b0"))
    dome = smooth([(-0.52, 0.52), (-0.44, 0.8), (0.0, 1.0), (0.44, 0.8), (0.52, 0.52), (0.0, 0.62)])
    pen.fill(dome, Fade(lighter(cap, 0.12), darker(cap, 0.2)))
    with pen.inside(dome) as inner:
        for x, y, r in (
            (-0.25, 0.74, 0.075),
            (0.05, 0.86, 0.085),
            (0.3, 0.7, 0.065),
            (0.02, 0.66, 0.05),
            (-0.42, 0.6, 0.04),
        ):
            inner.fill(ellipse(x, y, r, r * 0.8), rgb("#fbf1e2"))


def draw_rock(pen: Pen, color: Color = STONE) -> None:
    outline = smooth(
        [(-0.75, 0.0), (-0.68, 0.42), (-0.3, 0.86), (0.12, 1.0), (0.5, 0.66), (0.8, 0.2), (0.78, 0.0)],
        steps=5,
    )
    pen.fill(outline, Fade(lighter(color, 0.16), darker(color, 0.28)))
    with pen.inside(outline) as inner:
        inner.fill(polygon((-0.3, 0.86), (0.12, 1.0), (0.2, 0.5), (-0.25, 0.4)), lighter(color, 0.28), 0.6)
        inner.fill(
            polygon((0.2, 0.5), (0.5, 0.66), (0.8, 0.2), (0.78, -0.1), (0.3, -0.1)), darker(color, 0.35), 0.55
        )
        inner.line([(-0.4, 0.4), (-0.25, 0.2), (-0.3, 0.0)], darker(color, 0.4), 0.025, curved=False)


_CRYSTAL_COLOR: Color = rgb("#67d8e8")


def draw_crystal(pen: Pen, color: Color = _CRYSTAL_COLOR) -> None:
    pen.glow(0, 0.45, 0.9, color, 0.5)
    for x, tall, wide, lean in (
        (-0.3, 0.55, 0.1, -0.12),
        (0.3, 0.6, 0.11, 0.14),
        (-0.1, 0.85, 0.13, -0.04),
        (0.14, 1.0, 0.15, 0.05),
    ):
        left, top = (x - wide, 0.0), (x + lean, tall)
        pen.fill(
            polygon(
                left, (x + lean - wide, tall * 0.8), top, (x + lean + wide, tall * 0.74), (x + wide, 0.0)
            ),
            Fade(lighter(color, 0.35), darker(color, 0.35)),
        )
        pen.fill(
            polygon(
                (x - wide * 0.1, 0.0),
                (x + lean, tall * 0.72),
                top,
                (x + lean + wide, tall * 0.74),
                (x + wide, 0.0),
            ),
            darker(color, 0.18),
            0.6,
        )
        pen.shine(
            polygon(
                (x - wide * 0.75, 0.08),
                (x + lean - wide * 0.75, tall * 0.76),
                (x + lean - wide * 0.35, tall * 0.8),
                (x - wide * 0.35, 0.1),
            ),
            lighter(color, 0.7),
            0.65,
        )


def draw_waterfall(pen: Pen) -> None:
    rock = rgb("#6d6a78")
    for side in (-1, 1):
        pen.fill(
            smooth(
                [
                    (side * 0.2, 1.0),
                    (side * 0.42, 0.97),
                    (side * 0.66, 0.8),
                    (side * 0.8, 0.4),
                    (side * 0.86, 0.0),
                    (side * 0.16, 0.0),
                    (side * 0.2, 0.5),
                ],
                steps=6,
            ),
            Fade(lighter(rock, 0.06), darker(rock, 0.3)),
        )
        pen.fill(
            smooth(
                [
                    (side * 0.16, 1.0),
                    (side * 0.42, 1.02),
                    (side * 0.68, 0.82),
                    (side * 0.5, 0.9),
                    (side * 0.3, 0.94),
                ]
            ),
            rgb("#4f8f4a"),
        )
        for y in (0.7, 0.45, 0.2):
            pen.line(
                [(side * 0.24, y), (side * 0.5, y - 0.03), (side * 0.66, y - 0.02)],
                darker(rock, 0.4),
                0.012,
                0.004,
            )
    fall = smooth([(-0.22, 1.0), (0.22, 1.0), (0.2, 0.5), (0.26, 0.02), (-0.26, 0.02), (-0.2, 0.5)])
    pen.fill(fall, Fade(rgb("#bfe6f2"), rgb("#7fc4de")))
    with pen.inside(fall) as inner:
        for n in range(11):
            x = -0.2 + n * 0.04
            inner.line(
                [(x, 1.0), (x * 0.95, 0.5), (x * 1.2, 0.0)],
                WHITE if n % 2 else rgb("#a3d8ea"),
                0.006,
                0.018,
                0.01,
            )
    for n in range(9):
        pen.soft(ellipse(-0.34 + n * 0.085, 0.03 + 0.03 * (n % 2), 0.1, 0.055), WHITE, 0.02, 0.75)


def draw_cactus(pen: Pen) -> None:
    for path in (
        [(-0.02, 0.34), (-0.22, 0.36), (-0.26, 0.5), (-0.25, 0.66)],
        [(0.02, 0.46), (0.2, 0.48), (0.25, 0.6), (0.25, 0.8)],
    ):
        pen.line(path, darker(_CACTUS, 0.1), 0.13, 0.12)
    cactus_trunk(pen)
    for x, y in ((-0.25, 0.74), (0.25, 0.88)):
        _blossom(pen, x, y)


def cactus_trunk(pen: Pen) -> None:
    """Without arms."""
    pen.line([(0, 0.06), (0, 0.5), (0, 0.9)], _CACTUS, 0.19, 0.2, 0.18)
    for x in (-0.05, 0.0, 0.05):
        pen.line([(x, 0.05), (x, 0.92)], lighter(_CACTUS, 0.25), 0.008)
    _blossom(pen, 0, 1.0)


def _blossom(pen: Pen, x: float, y: float) -> None:
    for n in range(5):
        angle = n / 5 * math.tau
        petal = ellipse(x + math.cos(angle) * 0.025, y + math.sin(angle) * 0.025, 0.022)
        pen.fill(petal, rgb("#f0649a"))


def draw_snowman(pen: Pen) -> None:
    snowman_body(pen)
    for side in (-1, 1):
        pen.line([(side * 0.16, 0.62), (side * 0.34, 0.72), (side * 0.46, 0.84)], BARK, 0.022, 0.012)
        pen.line([(side * 0.36, 0.74), (side * 0.47, 0.74)], BARK, 0.012)
    for x in (-0.05, 0.06):
        pen.fill(ellipse(x, 0.88, 0.018), _COAL)
    pen.line(arc(0.02, 0.81, 0.06, 0.045, 0.55, 0.95), _COAL, 0.014)


def snowman_body(pen: Pen) -> None:
    """Without arms, eyes and mouth."""
    snow, shade = rgb("#f6fafd"), rgb("#c4d6e8")
    for y, r in ((0.24, 0.26), (0.58, 0.19)):
        pen.fill(ellipse(0, y, r, r * 0.96), Fade(snow, shade))
    pen.line([(-0.14, 0.72), (0.0, 0.69), (0.15, 0.73)], rgb("#d84a4a"), 0.06)
    pen.line([(0.1, 0.7), (0.15, 0.6), (0.13, 0.5)], rgb("#c03a40"), 0.055)
    pen.fill(ellipse(0, 0.84, 0.145), Fade(snow, shade))
    pen.fill(polygon((0.01, 0.85), (0.19, 0.82), (0.01, 0.81)), rgb("#f08a30"))
    for y in (0.6, 0.52, 0.3):
        pen.fill(ellipse(0.01, y, 0.017), _COAL)
    pen.fill(polygon((-0.1, 0.95), (0.1, 0.95), (0.09, 1.12), (-0.09, 1.12)), _HAT)
    pen.line([(-0.17, 0.955), (0.17, 0.955)], _HAT, 0.028)


def tuft(pen: Pen, color: Color, blades: int = 7) -> None:
    """Grass, one unit high."""
    for n in range(blades):
        out = (n / max(1, blades - 1) - 0.5) * 2
        tall = 1.0 - 0.45 * abs(out) + float(pen.dice.uniform(-0.1, 0.1))
        pen.line(
            [(out * 0.14, -0.05), (out * 0.26, tall * 0.55), (out * 0.6, tall)],
            mix(color, darker(color, 0.3), (n % 3) / 3),
            0.10,
            0.07,
            0.012,
        )


def bush(pen: Pen, color: Color) -> None:
    crowns = [
        blob(pen.dice, x, y, r, r * 0.9)
        for x, y, r in (
            (-0.6, 0.35, 0.42),
            (0.6, 0.33, 0.4),
            (0.0, 0.5, 0.52),
            (-0.3, 0.2, 0.4),
            (0.3, 0.2, 0.42),
        )
    ]
    pen.fill_all(crowns, Fade(lighter(color, 0.08), darker(color, 0.38)))
    pen.fill_all([moved(crown, -0.06, 0.26, 0.7) for crown in crowns[:3]], lighter(color, 0.14), 0.5)
