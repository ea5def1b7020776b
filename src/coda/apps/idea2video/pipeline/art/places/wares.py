"""What shops sell. Pen: origin at the foot's middle, unit the height."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from coda.apps.idea2video.pipeline.art.canvas import Fade
from coda.apps.idea2video.pipeline.art.colors import INK, WHITE, Color, darker, lighter, rgb
from coda.apps.idea2video.pipeline.art.geometry import arc, box, ellipse, polygon, ribbon, rounded, smooth
from coda.apps.idea2video.pipeline.art.pen import Pen

BRIGHT: tuple[Color, ...] = (
    rgb("#d8524a"),
    rgb("#e8a83a"),
    rgb("#5f9a68"),
    rgb("#4a86b0"),
    rgb("#a05f98"),
    rgb("#e8889a"),
)
BRASS: Color = rgb("#d8a84a")
_CRUST: Color = rgb("#c8833f")
_LEAF: Color = rgb("#5f9a54")


def _bright(pen: Pen) -> Color:
    return BRIGHT[int(pen.dice.integers(len(BRIGHT)))]


def jar(pen: Pen) -> None:
    """Of sweets."""
    color = _bright(pen)
    pen.fill(rounded(-0.34, 0.0, 0.34, 0.82, 0.12), rgb("#e4f2f0"), 0.55)
    for row in range(3):
        for n in range(4):
            tone = lighter(color, 0.25 * ((n + row) % 3))
            pen.fill(ellipse(-0.24 + n * 0.16 + 0.04 * (row % 2), 0.12 + row * 0.17, 0.095), tone)
    pen.fill(box(-0.25, 0.1, -0.19, 0.72), WHITE, 0.5)
    pen.fill(rounded(-0.28, 0.8, 0.28, 0.98, 0.05), darker(_CRUST, 0.3))


def loaf(pen: Pen) -> None:
    """A round one, floured."""
    pen.fill(
        smooth([(-0.6, 0.0), (-0.66, 0.4), (-0.3, 0.76), (0.3, 0.76), (0.66, 0.4), (0.6, 0.0)]),
        Fade(lighter(_CRUST, 0.25), darker(_CRUST, 0.2)),
    )
    for x in (-0.3, 0.0, 0.3):
        pen.line([(x - 0.08, 0.3), (x + 0.08, 0.62)], rgb("#f4dcae"), 0.09, 0.05)


def baguettes(pen: Pen) -> None:
    """In a basket."""
    for n in range(4):
        x = -0.3 + n * 0.2
        pen.line([(x, 0.2), (x + 0.1 * (n - 1.5), 1.1)], lighter(_CRUST, 0.1 * (n % 2)), 0.17, 0.13)
        for k in range(3):
            pen.line([(x - 0.04, 0.55 + k * 0.18), (x + 0.07, 0.6 + k * 0.18)], rgb("#f0d4a0"), 0.035)
    basket = polygon((-0.5, 0.45), (0.5, 0.45), (0.4, 0.0), (-0.4, 0.0))
    pen.fill(basket, Fade(rgb("#b5864f"), rgb("#8a5f38")))
    for y in (0.12, 0.24, 0.36):
        pen.line([(-0.43, y), (0.43, y)], rgb("#d8b078"), 0.025)


def flowers(pen: Pen) -> None:
    """In a pot."""
    color = _bright(pen)
    for n in range(7):
        x, y = -0.42 + n * 0.14, 0.72 + 0.24 * ((n * 3) % 4) / 3
        pen.line([(0.0, 0.36), (x, y)], _LEAF, 0.035)
        pen.fill(ellipse(x, y, 0.115), lighter(color, 0.15 * (n % 3)))
        pen.fill(ellipse(x, y, 0.04), rgb("#ffe9a8"))
    pen.fill(smooth([(-0.36, 0.5), (0.0, 0.38), (-0.1, 0.6)]), _LEAF)
    pen.fill(smooth([(0.36, 0.5), (0.0, 0.38), (0.1, 0.6)]), _LEAF)
    pen.fill(
        polygon((-0.26, 0.4), (0.26, 0.4), (0.19, 0.0), (-0.19, 0.0)), Fade(rgb("#c8734a"), rgb("#9a4f34"))
    )
    pen.fill(rounded(-0.3, 0.36, 0.3, 0.46, 0.03), rgb("#d8855a"))


def clock(pen: Pen) -> None:
    """For a mantelpiece."""
    wood = darker(_bright(pen), 0.45)
    pen.fill(smooth([(-0.4, 0.1), (-0.34, 0.8), (0.0, 1.0), (0.34, 0.8), (0.4, 0.1)], steps=6), wood)
    pen.fill(box(-0.46, 0.0, 0.46, 0.13), darker(wood, 0.2))
    pen.fill(ellipse(0, 0.56, 0.28), BRASS)
    pen.fill(ellipse(0, 0.56, 0.23), rgb("#fbf4e2"))
    turn = float(pen.dice.random())
    for length, wide, at in ((0.13, 0.045, turn), (0.18, 0.03, turn * 12)):
        pen.at(0, 0.56, turn=at % 1).line([(0, 0), (length, 0)], INK, wide)


def teapot(pen: Pen) -> None:
    color = _bright(pen)
    pen.line([(0.3, 0.34), (0.52, 0.5), (0.56, 0.68)], color, 0.14, 0.08)
    pen.line(arc(-0.36, 0.4, 0.22, 0.2, 0.2, 0.8), darker(color, 0.15), 0.07, curved=False)
    pen.fill(ellipse(0, 0.36, 0.42, 0.36), Fade(lighter(color, 0.25), darker(color, 0.1)))
    pen.fill(ellipse(0, 0.7, 0.22, 0.07), darker(color, 0.15))
    pen.fill(ellipse(0, 0.8, 0.06), BRASS)
    for x in (-0.16, 0.04, 0.22):
        pen.fill(ellipse(x, 0.34, 0.06), lighter(color, 0.7))


def bottle(pen: Pen) -> None:
    color = darker(_bright(pen), 0.15)
    pen.fill(
        smooth(
            [
                (-0.18, 0.0),
                (-0.19, 0.5),
                (-0.06, 0.72),
                (-0.06, 1.0),
                (0.06, 1.0),
                (0.06, 0.72),
                (0.19, 0.5),
                (0.18, 0.0),
            ],
            steps=6,
        ),
        color,
    )
    pen.fill(box(-0.17, 0.16, 0.17, 0.44), rgb("#f4ead4"))
    pen.fill(box(-0.07, 0.94, 0.07, 1.06), rgb("#b5864f"))
    pen.fill(box(-0.13, 0.48, -0.08, 0.6), WHITE, 0.5)


def carton(pen: Pen) -> None:
    """A box with a ribbon."""
    color = _bright(pen)
    pen.fill(box(-0.42, 0.0, 0.42, 0.66), Fade(lighter(color, 0.2), darker(color, 0.08)))
    pen.fill(box(-0.47, 0.56, 0.47, 0.76), darker(color, 0.12))
    pen.fill(box(-0.07, 0.0, 0.07, 0.76), lighter(color, 0.75))
    for side in (-1, 1):
        pen.fill(smooth([(0, 0.76), (side * 0.24, 0.98), (side * 0.28, 0.8)]), lighter(color, 0.75))


def vase(pen: Pen) -> None:
    color = _bright(pen)
    shape = smooth(
        [
            (-0.14, 0.0),
            (-0.32, 0.4),
            (-0.1, 0.74),
            (-0.2, 0.96),
            (0.2, 0.96),
            (0.1, 0.74),
            (0.32, 0.4),
            (0.14, 0.0),
        ]
    )
    pen.fill(shape, Fade(lighter(color, 0.2), darker(color, 0.2)))
    with pen.inside(shape) as inner:
        for y in (0.26, 0.5):
            inner.line([(-0.4, y), (0.0, y - 0.06), (0.4, y)], lighter(color, 0.7), 0.06)


def bear(pen: Pen) -> None:
    """Of plush."""
    fur = (rgb("#b57f4f"), rgb("#d8b48a"), rgb("#8a6a5a"))[int(pen.dice.integers(3))]
    for x in (-0.2, 0.2):
        pen.fill(ellipse(x, 0.9, 0.11), darker(fur, 0.12))
        pen.fill(ellipse(x * 1.3, 0.1, 0.15, 0.12), darker(fur, 0.1))
        pen.fill(ellipse(x * 1.6, 0.42, 0.1, 0.15), darker(fur, 0.06))
    pen.fill(ellipse(0, 0.32, 0.28, 0.32), fur)
    pen.fill(ellipse(0, 0.72, 0.26, 0.24), lighter(fur, 0.08))
    pen.fill(ellipse(0, 0.64, 0.13, 0.1), lighter(fur, 0.5))
    for x in (-0.1, 0.1):
        pen.fill(ellipse(x, 0.77, 0.035), INK)
    pen.fill(ellipse(0, 0.68, 0.045, 0.03), INK)
    pen.line([(-0.14, 0.52), (0.14, 0.5)], _bright(pen), 0.09)


Ware = tuple[Callable[[Pen], None], float]
"""With how much room it takes on a shelf, in its own heights."""
WARES: tuple[Ware, ...] = (
    (jar, 0.8),
    (loaf, 1.35),
    (flowers, 0.95),
    (clock, 1.0),
    (teapot, 1.2),
    (bottle, 0.5),
    (carton, 1.05),
    (vase, 0.75),
    (bear, 0.8),
)


def rack(pen: Pen, goods: Sequence[Ware] = WARES) -> None:
    """A cupboard without doors; every board carries wares of one kind, which differ by chance."""
    wood = rgb("#8a5a3c")
    pen.fill(rounded(-0.36, 0.0, 0.36, 1.0, 0.01), darker(wood, 0.3))
    order = pen.dice.permutation(len(goods))
    for board in range(4):
        low = 0.06 + board * 0.225
        pen.fill(box(-0.33, low, 0.33, low + 0.2), Fade(darker(wood, 0.62), darker(wood, 0.48)))
        _fill_board(pen, low, goods[int(order[board])])
        pen.fill(box(-0.345, low - 0.022, 0.345, low + 0.004), lighter(wood, 0.18))
    pen.fill(polygon((-0.39, 0.96), (0.39, 0.96), (0.42, 1.03), (-0.42, 1.03)), lighter(wood, 0.12))
    for x in (-0.36, 0.33):
        pen.fill(box(x, 0.0, x + 0.03, 0.97), Fade(lighter(wood, 0.12), wood))


def _fill_board(pen: Pen, low: float, kind: Ware) -> None:
    draw, wide = kind
    count = max(3, int(0.62 / (0.145 * wide)))
    for n in range(count):
        x = -0.31 + 0.62 * (n + 0.5) / count
        draw(pen.at(x, low + 0.002, 0.145 * float(pen.dice.uniform(0.88, 1.08))))


def counter(pen: Pen) -> None:
    """Panelled, with a till, a cake under glass, scales and a bell."""
    wood = rgb("#7a4f3a")
    pen.fill(box(-1.5, 0.0, 1.5, 0.92), Fade(lighter(wood, 0.12), darker(wood, 0.15)))
    for n in range(5):
        x = -1.2 + n * 0.6
        pen.fill(rounded(x - 0.24, 0.14, x + 0.24, 0.78, 0.03), darker(wood, 0.22))
        pen.fill(rounded(x - 0.2, 0.18, x + 0.2, 0.74, 0.03), Fade(wood, lighter(wood, 0.1)))
    pen.fill(box(-1.5, 0.0, 1.5, 0.08), darker(wood, 0.4))
    pen.fill(rounded(-1.58, 0.88, 1.58, 1.0, 0.03), Fade(rgb("#f4ece0"), rgb("#cfc0ae")))
    _till(pen.at(-0.95, 1.0, 0.62))
    _cake(pen.at(0.02, 1.0, 0.62))
    _scales(pen.at(0.92, 1.0, 0.58))
    pen.fill(smooth([(0.4, 1.02), (0.42, 1.12), (0.49, 1.17), (0.56, 1.12), (0.58, 1.02)]), BRASS)
    pen.fill(ellipse(0.49, 1.19, 0.025), darker(BRASS, 0.2))


def _till(pen: Pen) -> None:
    brass = darker(BRASS, 0.1)
    pen.fill(rounded(-0.5, 0.0, 0.5, 0.22, 0.03), darker(brass, 0.35))
    pen.fill(
        smooth([(-0.46, 0.2), (-0.4, 0.56), (-0.24, 0.76), (0.24, 0.76), (0.4, 0.56), (0.46, 0.2)], steps=5),
        Fade(lighter(brass, 0.25), darker(brass, 0.15)),
    )
    for row in range(2):
        for n in range(5):
            pen.fill(ellipse(-0.24 + n * 0.12, 0.34 + row * 0.14, 0.042), rgb("#fbf4e2"))
    pen.fill(rounded(-0.34, 0.74, 0.34, 1.0, 0.04), darker(brass, 0.2))
    pen.fill(box(-0.26, 0.79, 0.26, 0.95), rgb("#2c3a3c"))
    for n in range(3):
        pen.fill(box(-0.18 + n * 0.14, 0.82, -0.1 + n * 0.14, 0.92), rgb("#f4ecd4"))
    pen.fill(ellipse(0.0, 0.1, 0.05), lighter(brass, 0.4))


def _cake(pen: Pen) -> None:
    pen.fill(rounded(-0.5, 0.16, 0.5, 0.24, 0.04), WHITE)
    pen.fill(polygon((-0.07, 0.18), (0.07, 0.18), (0.2, 0.0), (-0.2, 0.0)), rgb("#e4e8ea"))
    pen.fill(box(-0.34, 0.24, 0.34, 0.52), Fade(rgb("#f4c8d0"), rgb("#d88a9a")))
    pen.fill(
        smooth(
            [
                (-0.36, 0.54),
                (-0.3, 0.4),
                (-0.2, 0.48),
                (-0.1, 0.36),
                (0.02, 0.47),
                (0.14, 0.38),
                (0.24, 0.48),
                (0.34, 0.4),
                (0.36, 0.54),
            ]
        ),
        rgb("#fff6ee"),
    )
    for n in range(4):
        pen.fill(ellipse(-0.24 + n * 0.16, 0.58, 0.055), rgb("#d8384a"))
    glass_dome(pen, 0.24, 0.9)


def glass_dome(pen: Pen, foot: float, top: float) -> None:
    """Over what lies on a plate."""
    pen.fill(
        smooth([(-0.46, foot), (-0.42, 0.62), (0.0, top), (0.42, 0.62), (0.46, foot)], steps=8),
        rgb("#e8f6f8"),
        0.28,
    )
    pen.line(arc(0, 0.42, 0.38, top - 0.5, 0.3, 0.42), WHITE, 0.035, curved=False)
    pen.fill(ellipse(0, top + 0.02, 0.05), rgb("#cfe4ea"))


def _scales(pen: Pen) -> None:
    iron = rgb("#3f6a78")
    pen.fill(polygon((-0.34, 0.0), (0.34, 0.0), (0.2, 0.16), (-0.2, 0.16)), iron)
    pen.line([(0, 0.14), (0, 0.8)], iron, 0.08)
    pen.line([(-0.46, 0.74), (0.46, 0.82)], BRASS, 0.05)
    for x, y in ((-0.46, 0.5), (0.46, 0.58)):
        pen.line([(x, y + 0.24), (x - 0.18, y)], BRASS, 0.02)
        pen.line([(x, y + 0.24), (x + 0.18, y)], BRASS, 0.02)
        pen.fill(smooth([(x - 0.24, y), (x + 0.24, y), (x, y - 0.14)], steps=5), lighter(BRASS, 0.1))
    pen.fill(ellipse(0, 0.84, 0.06), BRASS)


def pendant(pen: Pen) -> None:
    """A lamp that hangs from above; its unit reaches up to the cord's end."""
    pen.line([(0, 0.2), (0, 1.0)], INK, 0.012)
    pen.shine(ellipse(0, 0.035, 0.05, 0.045), rgb("#fff6d8"))
    pen.fill(
        smooth(
            [(-0.17, 0.05), (-0.1, 0.17), (-0.03, 0.23), (0.03, 0.23), (0.1, 0.17), (0.17, 0.05)], steps=5
        ),
        Fade(rgb("#4f8a78"), rgb("#2f5f54")),
    )
    pen.shine(ribbon(((-0.15, 0.052), (0.15, 0.052)), 0.014), rgb("#ffe2a0"))
    pen.glow(0, 0.02, 0.3, rgb("#ffd890"), 0.45)


def door(pen: Pen) -> None:
    """Of glass, with a bell above it that tells of every customer."""
    wood, glass = rgb("#5a3a2c"), rgb("#a8ccd4")
    pen.fill(box(-0.25, 0.0, 0.25, 1.0), Fade(lighter(wood, 0.15), wood))
    pen.fill(box(-0.21, 0.0, 0.21, 0.96), Fade(lighter(wood, 0.3), lighter(wood, 0.1)))
    pen.fill(rounded(-0.15, 0.3, 0.15, 0.9, 0.03), Fade(lighter(glass, 0.3), glass))
    pen.fill(polygon((-0.12, 0.34), (-0.04, 0.34), (0.1, 0.86), (0.02, 0.86)), WHITE, 0.4)
    pen.fill(rounded(-0.14, 0.06, 0.14, 0.24, 0.02), darker(wood, 0.1))
    pen.line([(0.0, 0.8), (-0.09, 0.68)], INK, 0.008)
    pen.line([(0.0, 0.8), (0.09, 0.68)], INK, 0.008)
    pen.fill(rounded(-0.12, 0.54, 0.12, 0.69, 0.02), rgb("#f6ecd8"))
    pen.fill(ellipse(0, 0.615, 0.04), rgb("#d8524a"))
    pen.fill(ellipse(0.18, 0.46, 0.022), BRASS)
    pen.line([(-0.2, 1.0), (-0.2, 1.08), (-0.12, 1.08)], INK, 0.012, curved=False)
    pen.fill(smooth([(-0.17, 1.0), (-0.15, 1.06), (-0.12, 1.08), (-0.09, 1.06), (-0.07, 1.0)]), BRASS)


def crate(pen: Pen) -> None:
    """Of apples or oranges."""
    color = BRIGHT[int(pen.dice.integers(3))]
    for n in range(10):
        pen.fill(
            ellipse(-0.62 + (n % 5) * 0.31 + 0.1 * (n // 5), 0.62 + 0.16 * (n // 5), 0.19),
            lighter(color, 0.15 * (n % 3)),
        )
        pen.line([(-0.62 + (n % 5) * 0.31, 0.78), (-0.58 + (n % 5) * 0.31, 0.84)], _LEAF, 0.04)
    wood = rgb("#b58a5a")
    for n in range(3):
        pen.fill(
            box(-0.86, 0.02 + n * 0.22, 0.86, 0.2 + n * 0.22), Fade(lighter(wood, 0.15), darker(wood, 0.1))
        )
    for x in (-0.8, 0.8):
        pen.fill(box(x - 0.07, 0.0, x + 0.07, 0.68), darker(wood, 0.2))


def sign(pen: Pen) -> None:
    """A gilded disc that hangs from an iron arm, its origin at the arm's wall."""
    iron = rgb("#2c2830")
    pen.line([(0, 0.9), (0.62, 0.9)], iron, 0.05)
    pen.line([(0.0, 0.62), (0.2, 0.68), (0.4, 0.88)], iron, 0.035)
    for x in (0.3, 0.5):
        pen.line([(x, 0.9), (x, 0.74)], iron, 0.025)
    pen.fill(ellipse(0.4, 0.42, 0.36), BRASS)
    pen.fill(ellipse(0.4, 0.42, 0.3), rgb("#7a2f3a"))
    pen.fill(
        smooth([(0.4, 0.22), (0.58, 0.44), (0.5, 0.58), (0.4, 0.5), (0.3, 0.58), (0.22, 0.44)]),
        lighter(BRASS, 0.3),
    )
