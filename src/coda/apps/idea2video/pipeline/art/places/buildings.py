"""Houses of many kinds. Pen: origin at the foot's middle, unit the height."""

from __future__ import annotations

from coda.apps.idea2video.pipeline.art.canvas import Fade
from coda.apps.idea2video.pipeline.art.colors import Color, darker, lighter, rgb
from coda.apps.idea2video.pipeline.art.elements.landmarks import WARM, draw_house, window
from coda.apps.idea2video.pipeline.art.geometry import Points, box, ellipse, polygon, rounded, smooth
from coda.apps.idea2video.pipeline.art.pen import Pen

WALLS: tuple[Color, ...] = (
    rgb("#e8c9a0"),
    rgb("#d99a7a"),
    rgb("#c7d3d8"),
    rgb("#e6dcc0"),
    rgb("#b9c79a"),
    rgb("#d8b0b8"),
)
ROOFS: tuple[Color, ...] = (rgb("#a8503f"), rgb("#7a4a4a"), rgb("#4f6a80"), rgb("#8a5a3a"))


def cottage(pen: Pen) -> None:
    throws = pen.dice
    draw_house(pen, WALLS[int(throws.integers(len(WALLS)))], ROOFS[int(throws.integers(len(ROOFS)))])


def townhouse(pen: Pen) -> None:
    """Narrow and tall, with a shop below."""
    throws = pen.dice
    wall, roof = WALLS[int(throws.integers(len(WALLS)))], ROOFS[int(throws.integers(len(ROOFS)))]
    pen.fill(box(-0.26, 0.0, 0.26, 0.8), Fade(lighter(wall, 0.06), darker(wall, 0.12)))
    if throws.random() < 0.5:
        pen.fill(
            polygon((-0.3, 0.78), (0.3, 0.78), (0.2, 0.96), (-0.2, 0.96)), Fade(lighter(roof, 0.1), roof)
        )
    else:
        pen.fill(polygon((-0.3, 0.78), (0.3, 0.78), (0.0, 1.04)), Fade(lighter(roof, 0.1), roof))
        pen.shine(ellipse(0.0, 0.86, 0.03), WARM)
    pen.fill(box(-0.28, 0.26, 0.28, 0.29), darker(wall, 0.3))
    for row in range(3):
        for column in (-0.15, 0.0, 0.15):
            window(pen, column, 0.33 + row * 0.155, 0.075, 0.1, lit=throws.random() < 0.6)
    shop_front(pen, ROOFS[int(throws.integers(len(ROOFS)))])


def shop_front(pen: Pen, color: Color) -> None:
    pen.fill(rounded(-0.21, 0.05, 0.05, 0.2, 0.01), rgb("#5f7f90"))
    pen.shine(rounded(-0.21, 0.05, 0.05, 0.2, 0.01), Fade((1.0, 0.92, 0.7), WARM))
    pen.fill(rounded(0.1, 0.0, 0.21, 0.2, 0.01), darker(color, 0.4))
    for n in range(7):
        x = -0.27 + n * 0.077
        paint = lighter(color, 0.85) if n % 2 else color
        pen.fill(polygon((x, 0.26), (x + 0.077, 0.26), (x + 0.085, 0.2), (x - 0.008, 0.2)), paint)


def skyscraper(pen: Pen) -> None:
    throws = pen.dice
    wall = (rgb("#6f8298"), rgb("#8a7f92"), rgb("#5f7488"), rgb("#94877f"))[int(throws.integers(4))]
    wide, top = float(throws.uniform(0.14, 0.22)), float(throws.uniform(0.8, 0.96))
    pen.fill(box(-wide, 0.0, wide, top), Fade(lighter(wall, 0.1), darker(wall, 0.12)))
    kind = throws.random()
    if kind < 0.35:
        pen.fill(box(-wide * 0.6, top - 0.01, wide * 0.6, top + 0.05), wall)
        pen.line([(0, top + 0.04), (0, top + 0.16)], darker(wall, 0.3), 0.012)
    elif kind < 0.6:
        pen.fill(
            polygon(
                (-wide, top - 0.002), (wide, top - 0.002), (wide * 0.5, top + 0.08), (-wide * 0.5, top + 0.08)
            ),
            darker(wall, 0.1),
        )
    _panes(pen, wide, top, wall)


def _panes(pen: Pen, wide: float, top: float, wall: Color) -> None:
    throws = pen.dice
    columns, rows = 5, max(6, int(top / 0.055))
    step = 2 * wide / columns
    lit: list[Points] = []
    dark: list[Points] = []
    for row in range(rows):
        for column in range(columns):
            x, y = -wide + step * (column + 0.22), 0.03 + row * 0.055
            if y + 0.032 < top:
                (lit if throws.random() < 0.4 else dark).append(box(x, y, x + step * 0.56, y + 0.032))
    pen.fill_all([*dark, *lit], darker(wall, 0.3), 0.85)
    if lit:
        pen.lights.fill_all([pen.path(path) for path in lit], WARM, 0.85)


def stall(pen: Pen) -> None:
    """A market stall with a striped awning and boxes of fruit."""
    throws = pen.dice
    color = (rgb("#d8524a"), rgb("#3f8f8a"), rgb("#e0a03a"), rgb("#5a6fb0"))[int(throws.integers(4))]
    wood = rgb("#9a6b45")
    for x in (-0.56, 0.56):
        pen.line([(x, 0.0), (x, 0.8)], darker(wood, 0.2), 0.035)
    pen.fill(box(-0.54, 0.3, 0.54, 0.7), darker(color, 0.6), 0.75)
    pen.glow(0, 0.6, 0.7, WARM, 0.35)
    pen.fill(box(-0.6, 0.0, 0.6, 0.34), Fade(lighter(wood, 0.1), darker(wood, 0.2)))
    pen.fill(box(-0.64, 0.32, 0.64, 0.38), lighter(wood, 0.2))
    fruit = (rgb("#e2574a"), rgb("#f2b03a"), rgb("#7ab04a"), rgb("#a05ab0"))
    for n in range(16):
        x, y = -0.5 + (n % 8) * 0.143, 0.41 + (n // 8) * 0.06
        pen.fill(ellipse(x + 0.03 * (n // 8), y, 0.055), fruit[(n % 8) // 2])
    for n in range(8):
        x = -0.7 + n * 0.175
        paint = lighter(color, 0.85) if n % 2 else color
        pen.fill(
            smooth(
                [(x * 0.8, 0.98), ((x + 0.175) * 0.8, 0.98), (x + 0.175, 0.76), (x + 0.0875, 0.7), (x, 0.76)],
                steps=4,
            ),
            Fade(lighter(paint, 0.1), darker(paint, 0.08)),
        )
