"""What stands along the walls of rooms. Pen: origin at the foot's middle, unit the height."""

from __future__ import annotations

from coda.apps.idea2video.pipeline.art.canvas import Fade
from coda.apps.idea2video.pipeline.art.colors import Color, darker, lighter, rgb
from coda.apps.idea2video.pipeline.art.elements.furniture import WOOD, draw_painting
from coda.apps.idea2video.pipeline.art.geometry import arc, box, ellipse, polygon, ribbon, rounded, smooth
from coda.apps.idea2video.pipeline.art.pen import Pen

_SPINES: tuple[Color, ...] = (
    rgb("#a8483f"),
    rgb("#3f6f8a"),
    rgb("#c89a4a"),
    rgb("#5f7f52"),
    rgb("#7a5a8a"),
    rgb("#d8c8a8"),
)


def picture(pen: Pen) -> None:
    draw_painting(pen)


def bookcase(pen: Pen) -> None:
    pen.fill(box(-0.27, 0.0, 0.27, 1.0), darker(WOOD, 0.35))
    for shelf in range(5):
        low = 0.04 + shelf * 0.19
        pen.fill(box(-0.245, low, 0.245, low + 0.165), darker(WOOD, 0.7))
        x = -0.24
        while x < 0.21:
            wide, tall = float(pen.dice.uniform(0.018, 0.042)), float(pen.dice.uniform(0.1, 0.15))
            color = _SPINES[int(pen.dice.integers(len(_SPINES)))]
            pen.fill(box(x, low, x + wide, low + tall), Fade(lighter(color, 0.1), darker(color, 0.15)))
            x += wide + 0.003
    pen.fill(box(-0.29, 0.97, 0.29, 1.01), WOOD)
    for x in (-0.27, 0.25):
        pen.fill(box(x, 0.0, x + 0.02, 1.0), WOOD)


def armchair(pen: Pen) -> None:
    color = rgb("#4f7a78")
    pen.fill(rounded(-0.46, 0.14, 0.46, 1.0, 0.22), Fade(lighter(color, 0.1), darker(color, 0.15)))
    pen.fill(rounded(-0.4, 0.2, 0.4, 0.52, 0.1), lighter(color, 0.16))
    for side in (-1, 1):
        pen.fill(
            rounded(side * 0.5 - 0.13, 0.1, side * 0.5 + 0.13, 0.62, 0.12),
            Fade(lighter(color, 0.06), darker(color, 0.2)),
        )
        pen.line([(side * 0.46, 0.12), (side * 0.5, 0.0)], darker(WOOD, 0.2), 0.07, 0.04)
    pen.fill(rounded(-0.16, 0.46, 0.18, 0.76, 0.05), rgb("#e0b060"))


def ladder(pen: Pen) -> None:
    for x in (-0.09, 0.09):
        pen.line([(x, 0.0), (x * 0.8 + 0.05, 1.0)], lighter(WOOD, 0.15), 0.028)
    for n in range(8):
        y = 0.1 + n * 0.11
        pen.line([(-0.09 + 0.05 * y, y), (0.09 + 0.04 * y, y)], WOOD, 0.022)


def globe(pen: Pen) -> None:
    pen.fill(polygon((-0.22, 0.0), (0.22, 0.0), (0.05, 0.16), (-0.05, 0.16)), darker(WOOD, 0.1))
    ball = ellipse(0, 0.6, 0.34)
    pen.fill(ball, Fade(rgb("#7ab8d8"), rgb("#3f7aa0")))
    with pen.inside(ball) as inner:
        inner.fill(
            smooth([(-0.2, 0.86), (0.02, 0.8), (-0.04, 0.62), (-0.2, 0.5), (-0.3, 0.66)]), rgb("#8fb068")
        )
        inner.fill(smooth([(0.1, 0.6), (0.28, 0.64), (0.26, 0.42), (0.12, 0.36)]), rgb("#8fb068"))
    pen.fill(ribbon(arc(0, 0.6, 0.4, 0.4, 0.4, 1.02), 0.04), rgb("#d8a84a"))


def counter(pen: Pen) -> None:
    color = rgb("#7f9f98")
    pen.fill(box(-1.1, 0.0, 1.1, 0.9), Fade(lighter(color, 0.1), darker(color, 0.15)))
    pen.fill(box(-1.16, 0.88, 1.16, 1.0), rgb("#e8dcc4"))
    for n in range(4):
        x = -0.82 + n * 0.55
        pen.fill(rounded(x - 0.22, 0.1, x + 0.22, 0.8, 0.03), darker(color, 0.12))
        pen.fill(ellipse(x + 0.14, 0.48, 0.03), rgb("#e0b860"))
    pen.fill(smooth([(-0.5, 1.0), (-0.46, 1.2), (-0.24, 1.2), (-0.2, 1.0)]), rgb("#c8744a"))
    for x in (-0.44, -0.36, -0.27):
        pen.line([(x, 1.18), (x + 0.05, 1.5)], rgb("#5f8f52"), 0.06, 0.02)
    for n, color in enumerate(("#d84a3a", "#f0b040", "#7ab04a")):
        pen.fill(ellipse(0.4 + n * 0.16, 1.08, 0.1), rgb(color))


def stove(pen: Pen) -> None:
    iron = rgb("#3c3a42")
    pen.fill(box(0.12, 0.6, 0.24, 1.5), darker(iron, 0.2))
    pen.fill(rounded(-0.42, 0.06, 0.42, 0.66, 0.04), Fade(lighter(iron, 0.12), iron))
    pen.fill(box(-0.46, 0.62, 0.46, 0.69), lighter(iron, 0.2))
    pen.fill(rounded(-0.26, 0.14, 0.26, 0.44, 0.04), darker(iron, 0.3))
    pen.shine(rounded(-0.22, 0.18, 0.22, 0.4, 0.03), Fade(rgb("#ff9a3a"), rgb("#ffd060")))
    pen.glow(0, 0.28, 0.5, rgb("#ff9a3a"), 0.4)
    pen.fill(rounded(-0.3, 0.69, -0.02, 0.87, 0.05), rgb("#b8683a"))
    pen.line([(-0.34, 0.88), (0.02, 0.88)], rgb("#d88a54"), 0.03)
    for x in (-0.36, 0.36):
        pen.line([(x, 0.06), (x, 0.0)], iron, 0.05)


def cupboard(pen: Pen) -> None:
    color = rgb("#b08a5f")
    pen.fill(box(-0.28, 0.0, 0.28, 1.0), Fade(lighter(color, 0.1), darker(color, 0.15)))
    for shelf in range(3):
        low = 0.5 + shelf * 0.155
        pen.fill(box(-0.24, low, 0.24, low + 0.13), darker(color, 0.6))
        for n in range(4):
            pen.fill(
                ellipse(-0.17 + n * 0.115, low + 0.055, 0.048, 0.05),
                (rgb("#e8e4da"), rgb("#8fb0c8"))[(n + shelf) % 2],
            )
    for side in (-1, 1):
        pen.fill(rounded(side * 0.13 - 0.11, 0.04, side * 0.13 + 0.11, 0.42, 0.015), darker(color, 0.12))
        pen.fill(ellipse(side * 0.035, 0.24, 0.012), rgb("#e0b860"))
    pen.fill(box(-0.31, 0.98, 0.31, 1.03), darker(color, 0.2))


def shelf(pen: Pen) -> None:
    pen.fill(box(-1.3, 0.0, 1.3, 0.12), WOOD)
    x = -1.15
    while x < 1.1:
        kind, wide = int(pen.dice.integers(3)), float(pen.dice.uniform(0.16, 0.3))
        color = _SPINES[int(pen.dice.integers(len(_SPINES)))]
        if kind == 0:
            pen.fill(rounded(x, 0.12, x + wide, 0.12 + wide * 1.8, 0.05), lighter(color, 0.15))
        elif kind == 1:
            pen.fill(ellipse(x + wide / 2, 0.12 + wide * 0.55, wide * 0.5, wide * 0.55), color)
            pen.fill(box(x + wide * 0.35, 0.1 + wide, x + wide * 0.65, 0.2 + wide * 1.2), darker(color, 0.15))
        else:
            for n in range(3):
                pen.fill(
                    box(x + n * wide / 3, 0.12, x + (n + 0.9) * wide / 3, 0.72 + 0.07 * n),
                    _SPINES[(n + kind) % 6],
                )
        x += wide + 0.1


def workbench(pen: Pen) -> None:
    pen.fill(box(-1.1, 0.76, 1.1, 0.92), lighter(WOOD, 0.2))
    for x in (-0.9, 0.9):
        pen.fill(box(x - 0.1, 0.0, x + 0.1, 0.78), darker(WOOD, 0.15))
    pen.fill(box(-0.9, 0.22, 0.9, 0.32), darker(WOOD, 0.25))
    pen.fill(rounded(-0.6, 0.92, -0.2, 1.1, 0.03), rgb("#6f7a88"))
    pen.line([(-0.5, 1.1), (-0.3, 1.26)], rgb("#6f7a88"), 0.08)
    pen.line([(0.2, 0.95), (0.8, 0.98)], rgb("#b8885a"), 0.07)
    pen.fill(rounded(0.72, 0.9, 0.96, 1.1, 0.03), rgb("#5f6a78"))


def tools(pen: Pen) -> None:
    pen.fill(rounded(-0.9, 0.0, 0.9, 1.0, 0.04), darker(WOOD, 0.25))
    steel = rgb("#a8b0ba")
    for n in range(6):
        x = -0.72 + n * 0.29
        pen.line([(x, 0.15), (x, 0.62)], rgb("#b5783f"), 0.07)
        if n % 3 == 0:
            pen.fill(rounded(x - 0.13, 0.6, x + 0.13, 0.8, 0.03), steel)
        elif n % 3 == 1:
            pen.fill(ribbon(arc(x, 0.74, 0.11, 0.12, 0.35, 1.15), 0.06), steel)
        else:
            pen.fill(polygon((x - 0.06, 0.6), (x + 0.06, 0.6), (x + 0.02, 0.9), (x - 0.02, 0.9)), steel)


def barrel(pen: Pen) -> None:
    pen.fill(
        smooth([(-0.32, 0.0), (-0.42, 0.5), (-0.32, 1.0), (0.32, 1.0), (0.42, 0.5), (0.32, 0.0)], steps=6),
        Fade(lighter(WOOD, 0.15), darker(WOOD, 0.1)),
    )
    for y in (0.16, 0.84):
        pen.line([(-0.37, y), (0.0, y - 0.03), (0.37, y)], rgb("#5a5f68"), 0.07)
    for x in (-0.16, 0.0, 0.16):
        pen.line([(x, 0.03), (x * 1.25, 0.5), (x, 0.97)], darker(WOOD, 0.35), 0.014)


def lab_bench(pen: Pen) -> None:
    white = rgb("#e4ecee")
    pen.fill(box(-1.3, 0.84, 1.3, 0.96), rgb("#5f6f78"))
    pen.fill(box(-1.2, 0.0, 1.2, 0.84), Fade(white, darker(white, 0.12)))
    for n in range(5):
        pen.fill(rounded(-1.1 + n * 0.45, 0.1, -0.72 + n * 0.45, 0.74, 0.03), darker(white, 0.08))
        pen.line([(-0.99 + n * 0.45, 0.62), (-0.83 + n * 0.45, 0.62)], rgb("#7a8a94"), 0.03)


def glassware(pen: Pen) -> None:
    """Flasks and tubes with shining liquids, on a bench."""
    for x, color, round_flask in (
        (-0.9, "#6fe0a0", True),
        (-0.4, "#ff8fc0", False),
        (0.1, "#7fc8ff", True),
        (0.6, "#ffd35a", False),
        (1.0, "#b48cf0", True),
    ):
        tone = rgb(color)
        glass = (
            ellipse(x, 0.3, 0.24, 0.26)
            if round_flask
            else polygon((x - 0.24, 0.04), (x + 0.24, 0.04), (x + 0.06, 0.6), (x - 0.06, 0.6))
        )
        pen.fill(glass, rgb("#dff2f6"), 0.5)
        pen.fill(box(x - 0.05, 0.5, x + 0.05, 0.86), rgb("#dff2f6"), 0.6)
        liquid = smooth([(x - 0.2, 0.26), (x + 0.2, 0.26), (x + 0.16, 0.08), (x - 0.16, 0.08)])
        pen.shine(liquid, Fade(lighter(tone, 0.3), tone), 0.9)
        pen.glow(x, 0.2, 0.5, tone, 0.3)
    pen.line([(-0.9, 0.86), (-0.6, 1.0), (-0.4, 0.86)], rgb("#cfe6ec"), 0.03)


def tank_of_light(pen: Pen) -> None:
    steel = rgb("#6f7f8c")
    pen.fill(rounded(-0.26, 0.0, 0.26, 0.16, 0.03), Fade(lighter(steel, 0.15), darker(steel, 0.15)))
    pen.fill(rounded(-0.24, 0.84, 0.24, 1.0, 0.05), Fade(lighter(steel, 0.15), steel))
    pen.shine(box(-0.2, 0.16, 0.2, 0.84), Fade(rgb("#c8fff0"), rgb("#4fd0b0"), 0.75, 0.85))
    pen.fill(box(-0.2, 0.16, -0.15, 0.84), (1, 1, 1), 0.4)
    pen.glow(0, 0.5, 0.55, rgb("#6fe8d0"), 0.4)


def board(pen: Pen) -> None:
    pen.fill(rounded(-0.8, 0.0, 0.8, 1.0, 0.03), rgb("#8a949c"))
    pen.fill(box(-0.75, 0.06, 0.75, 0.94), rgb("#f4f8f8"))
    pen.line([(-0.6, 0.3), (-0.3, 0.55), (-0.05, 0.45), (0.3, 0.8)], rgb("#3f7fc0"), 0.025, curved=False)
    for n in range(3):
        pen.line([(0.1, 0.2 + n * 0.1), (0.62 - 0.1 * n, 0.2 + n * 0.1)], rgb("#5a6470"), 0.02)


def console(pen: Pen) -> None:
    steel = rgb("#7f8c98")
    pen.fill(
        polygon((-0.5, 0.0), (0.5, 0.0), (0.44, 0.56), (-0.44, 0.56)),
        Fade(lighter(steel, 0.1), darker(steel, 0.2)),
    )
    pen.fill(rounded(-0.46, 0.5, 0.46, 1.0, 0.04), darker(steel, 0.15))
    pen.shine(rounded(-0.4, 0.58, 0.4, 0.94, 0.03), Fade(rgb("#2f6f8a"), rgb("#173a50")))
    pen.shine(
        ribbon(
            smooth(
                [(-0.36, 0.72), (-0.2, 0.78), (-0.1, 0.66), (0.05, 0.86), (0.2, 0.7), (0.36, 0.76)],
                closed=False,
            ),
            0.018,
        ),
        rgb("#7be8d0"),
    )
    for n in range(8):
        pen.shine(
            ellipse(-0.35 + (n % 4) * 0.22, 0.2 + (n // 4) * 0.16, 0.03),
            (rgb("#ff6a5a"), rgb("#ffd35a"), rgb("#7be0a0"))[n % 3],
        )


def blackboard(pen: Pen) -> None:
    pen.fill(rounded(-1.05, 0.0, 1.05, 1.0, 0.02), lighter(WOOD, 0.15))
    pen.fill(box(-0.99, 0.06, 0.99, 0.94), Fade(rgb("#2f5348"), rgb("#264238")))
    chalk = rgb("#e8ece4")
    for n in range(3):
        pen.line(
            [(-0.85, 0.78 - n * 0.16), (-0.5, 0.80 - n * 0.16), (-0.15 - 0.12 * n, 0.77 - n * 0.16)],
            chalk,
            0.02,
        )
    pen.fill(ribbon(arc(0.5, 0.55, 0.2, 0.2, 0, 1), 0.02), chalk)
    for n in range(8):
        pen.at(0.5, 0.55, turn=n / 8).line([(0.26, 0), (0.34, 0)], chalk, 0.02)
    pen.line([(-0.6, -0.02), (0.6, -0.02)], WOOD, 0.05)


def desk(pen: Pen) -> None:
    for x in (-0.7, 0.7):
        pen.line([(x, 0.0), (x, 0.8)], rgb("#5a6068"), 0.07)
    pen.fill(
        polygon((-0.92, 0.78), (0.92, 0.78), (0.8, 1.0), (-0.8, 1.0)),
        Fade(lighter(WOOD, 0.35), lighter(WOOD, 0.15)),
    )
    pen.fill(box(-0.92, 0.68, 0.92, 0.79), darker(WOOD, 0.05))
    pen.fill(polygon((-0.3, 0.86), (0.2, 0.86), (0.18, 0.95), (-0.26, 0.95)), rgb("#f4f0e6"))
