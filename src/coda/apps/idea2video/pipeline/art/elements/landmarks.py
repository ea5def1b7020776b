"""Buildings and what else is seen from afar. The pen's origin is their foot, its unit their height."""

from __future__ import annotations

from coda.apps.idea2video.pipeline.art.canvas import Fade
from coda.apps.idea2video.pipeline.art.colors import Color, darker, lighter, mix, rgb
from coda.apps.idea2video.pipeline.art.geometry import (
    arc,
    box,
    ellipse,
    moved,
    polygon,
    ribbon,
    rounded,
    smooth,
)
from coda.apps.idea2video.pipeline.art.pen import Pen

WARM: Color = (1.0, 0.82, 0.48)


def draw_lighthouse(pen: Pen) -> None:
    white, red, roof = rgb("#f3ede2"), rgb("#c8463c"), rgb("#7c2b2b")
    shaft = polygon((-0.125, 0.02), (0.125, 0.02), (0.075, 0.72), (-0.075, 0.72))
    pen.fill(smooth([(-0.3, -0.03), (-0.2, 0.045), (0.2, 0.045), (0.3, -0.03)]), rgb("#6d6a72"))
    pen.fill(shaft, Fade(white, lighter(white, 0.2)))
    with pen.inside(shaft) as inner:
        for n in range(4):
            y = 0.06 + n * 0.18
            inner.fill(polygon((-0.2, y), (0.2, y + 0.035), (0.2, y + 0.115), (-0.2, y + 0.08)), red)
        inner.soft(box(-0.16, 0, -0.055, 0.8), darker(red, 0.6), 0.025, 0.3)
    pen.fill(rounded(-0.032, 0.02, 0.032, 0.11, 0.03), darker(red, 0.5))
    for y in (0.26, 0.45, 0.6):
        pen.shine(rounded(-0.014, y, 0.018, y + 0.042, 0.012), WARM)
    pen.fill(rounded(-0.118, 0.71, 0.118, 0.735, 0.008), darker(roof, 0.3))
    for x in (-0.11, -0.06, 0.0, 0.06, 0.11):
        pen.line([(x, 0.735), (x, 0.775)], darker(roof, 0.3), 0.007)
    pen.line([(-0.115, 0.775), (0.115, 0.775)], darker(roof, 0.3), 0.009)
    pen.shine(rounded(-0.058, 0.735, 0.058, 0.865, 0.01), Fade((1, 0.96, 0.8), WARM))
    for x in (-0.058, -0.02, 0.02, 0.058):
        pen.lights.fill(pen.path(box(x - 0.004, 0.735, x + 0.004, 0.865)), darker(roof, 0.4))
    pen.fill(
        smooth([(-0.09, 0.86), (-0.075, 0.91), (0, 0.965), (0.075, 0.91), (0.09, 0.86)]),
        Fade(lighter(red, 0.1), roof),
    )
    pen.line([(0, 0.95), (0, 1.0)], darker(roof, 0.3), 0.01)
    pen.fill(ellipse(0, 0.975, 0.014), lighter(roof, 0.3))
    pen.glow(0, 0.8, 0.34, WARM, 0.7)


def window(pen: Pen, x: float, y: float, wide: float, tall: float, *, lit: bool = True) -> None:
    """A window with a cross, its lower edge's middle at x, y; it shines when somebody is at home."""
    frame = rgb("#f2e6d0")
    pen.fill(rounded(x - wide * 0.62, y - tall * 0.08, x + wide * 0.62, y + tall * 1.08, wide * 0.08), frame)
    pane = box(x - wide / 2, y, x + wide / 2, y + tall)
    pen.fill(pane, Fade(rgb("#6f94ac"), rgb("#3f5c74")))
    if lit:
        pen.shine(pane, Fade(lighter(WARM, 0.4), WARM))
        for path in (
            box(x - wide * 0.04, y, x + wide * 0.04, y + tall),
            box(x - wide / 2, y + tall * 0.46, x + wide / 2, y + tall * 0.54),
        ):
            pen.lights.fill(pen.path(path), darker(frame, 0.35))


_HOUSE_WALL: Color = rgb("#efe0c4")
_HOUSE_ROOF: Color = rgb("#b5533f")


def draw_house(pen: Pen, wall: Color = _HOUSE_WALL, roof: Color = _HOUSE_ROOF) -> None:
    pen.fill(box(0.18, 0.6, 0.3, 0.98), darker(roof, 0.35))
    pen.fill(box(-0.5, 0.0, 0.5, 0.56), Fade(wall, darker(wall, 0.12)))
    pen.fill(
        polygon((-0.62, 0.5), (0.0, 1.0), (0.62, 0.5), (0.56, 0.46), (-0.56, 0.46)),
        Fade(lighter(roof, 0.12), darker(roof, 0.18)),
    )
    for n in range(3):
        y = 0.56 + n * 0.13
        pen.line([(-0.52 + n * 0.15, y), (0.52 - n * 0.15, y)], darker(roof, 0.3), 0.01)
    pen.fill(polygon((-0.56, 0.47), (0.56, 0.47), (0.5, 0.42), (-0.5, 0.42)), darker(wall, 0.45), 0.5)
    pen.fill(rounded(-0.09, 0.0, 0.11, 0.34, 0.06), Fade(rgb("#7a4a34"), rgb("#54301f")))
    pen.fill(ellipse(0.07, 0.16, 0.014), rgb("#e8c060"))
    for x in (-0.32, 0.32):
        window(pen, x, 0.14, 0.16, 0.18)
    pen.shine(ellipse(0.0, 0.66, 0.07), WARM)
    pen.glow(0, 0.25, 0.8, WARM, 0.16)


_TOWER_STONE: Color = rgb("#9a94a0")


def draw_tower(pen: Pen, stone: Color = _TOWER_STONE) -> None:
    shaft = polygon((-0.16, 0.0), (0.16, 0.0), (0.125, 0.66), (-0.125, 0.66))
    pen.fill(shaft, Fade(lighter(stone, 0.1), darker(stone, 0.25)))
    with pen.inside(shaft) as inner:
        bricks(inner, -0.16, 0.0, 0.16, 0.66, darker(stone, 0.28))
    pen.fill(polygon((-0.18, 0.64), (0.18, 0.64), (0.17, 0.78), (-0.17, 0.78)), lighter(stone, 0.06))
    for n in range(4):
        pen.fill(box(-0.18 + n * 0.1, 0.76, -0.12 + n * 0.1, 0.81), lighter(stone, 0.06))
    pen.fill(polygon((-0.15, 0.79), (0.15, 0.79), (0.0, 1.06)), Fade(rgb("#7a6bb0"), rgb("#3f3f78")))
    pen.line([(0, 1.04), (0, 1.16)], rgb("#3a3344"), 0.01)
    pen.fill(polygon((0.0, 1.16), (0.11, 1.13), (0.0, 1.1)), rgb("#d8484a"))
    for y in (0.3, 0.5, 0.69):
        pen.shine(rounded(-0.022, y, 0.022, y + 0.065, 0.022), WARM)
    pen.fill(rounded(-0.055, 0.0, 0.055, 0.15, 0.055), rgb("#4a2f24"))


def bricks(
    pen: Pen, left: float, low: float, right: float, high: float, color: Color, size: float = 0.05
) -> None:
    rows = int((high - low) / size)
    for row in range(rows):
        y = low + row * size
        pen.line([(left, y), (right, y)], color, 0.005)
        x = left + (row % 2) * size
        while x < right:
            pen.line([(x, y), (x, y + size)], color, 0.005)
            x += size * 2


def draw_windmill(pen: Pen) -> None:
    wall, wood = rgb("#efe4d0"), rgb("#6b4c38")
    pen.fill(polygon((-0.2, 0.0), (0.2, 0.0), (0.12, 0.6), (-0.12, 0.6)), Fade(wall, darker(wall, 0.16)))
    pen.fill(smooth([(-0.14, 0.58), (-0.1, 0.7), (0, 0.77), (0.1, 0.7), (0.14, 0.58)]), rgb("#a8503f"))
    pen.fill(rounded(-0.05, 0.0, 0.05, 0.15, 0.045), darker(wood, 0.2))
    window(pen, 0.0, 0.3, 0.06, 0.08)
    for n in range(4):
        sail = pen.at(0, 0.63, turn=n / 4 + 0.06)
        sail.line([(0, 0), (0.0, 0.42)], wood, 0.016)
        sail.fill(box(0.008, 0.1, 0.1, 0.41), rgb("#fbf4e6"), 0.93)
        for k in range(4):
            sail.line([(0.0, 0.14 + k * 0.08), (0.1, 0.14 + k * 0.08)], wood, 0.006)
        sail.line([(0.1, 0.1), (0.1, 0.41)], wood, 0.007)
    pen.fill(ellipse(0, 0.63, 0.028), darker(wood, 0.3))


def draw_bridge(pen: Pen) -> None:
    """A stone bridge of three arches."""
    stone = rgb("#a09488")
    deck = [(-2.1, 0.42), (-1.0, 0.76), (0.0, 0.88), (1.0, 0.76), (2.1, 0.42)]
    top = smooth(deck, closed=False)
    pen.fill(ribbon(top, 0.2, caps=False), Fade(lighter(stone, 0.14), darker(stone, 0.1)))
    pen.fill(
        polygon(*[(float(x), float(y)) for x, y in top[::4]], (2.1, 0.0), (-2.1, 0.0)),
        Fade(stone, darker(stone, 0.3)),
    )
    for x, wide, tall in ((-1.25, 0.42, 0.44), (0.0, 0.52, 0.66), (1.25, 0.42, 0.44)):
        arch = polygon(*[(float(a), float(b)) for a, b in arc(x, 0.0, wide, tall, 0.0, 0.5)])
        pen.fill(arch, Fade(darker(stone, 0.72), darker(stone, 0.5)))
        pen.line(arc(x, 0.0, wide + 0.05, tall + 0.05, 0.0, 0.5), lighter(stone, 0.16), 0.07, curved=False)
    pen.line(moved(top, 0, 0.14), lighter(stone, 0.2), 0.06, curved=False)
    for part in range(2, len(top), 5):
        x, y = float(top[part, 0]), float(top[part, 1])
        pen.line([(x, y), (x, y + 0.16)], darker(stone, 0.1), 0.05)


def draw_statue(pen: Pen) -> None:
    stone, dark = rgb("#b4b2ae"), rgb("#7d7b80")
    pen.fill(polygon((-0.24, 0.0), (0.24, 0.0), (0.21, 0.07), (-0.21, 0.07)), dark)
    pen.fill(box(-0.17, 0.06, 0.17, 0.3), Fade(stone, dark))
    pen.fill(box(-0.2, 0.29, 0.2, 0.33), lighter(stone, 0.15))
    robe = smooth(
        [
            (-0.05, 0.78),
            (0.05, 0.78),
            (0.11, 0.72),
            (0.1, 0.55),
            (0.14, 0.33),
            (-0.14, 0.33),
            (-0.1, 0.55),
            (-0.11, 0.72),
        ]
    )
    pen.fill(robe, Fade(lighter(stone, 0.16), mix(stone, dark, 0.5)))
    for x in (-0.05, 0.0, 0.05):
        pen.line([(x * 0.7, 0.6), (x * 1.4, 0.34)], dark, 0.008)
    pen.fill(ribbon(smooth([(0.09, 0.72), (0.18, 0.8), (0.2, 0.97)], closed=False), 0.06, 0.045), stone)
    pen.fill(
        ribbon(smooth([(-0.09, 0.72), (-0.15, 0.6), (-0.06, 0.54)], closed=False), 0.06, 0.045),
        mix(stone, dark, 0.4),
    )
    pen.fill(ellipse(0, 0.86, 0.062, 0.075), lighter(stone, 0.12))
    pen.shine(ellipse(0.205, 1.0, 0.03), WARM, 0.9)


def draw_well(pen: Pen) -> None:
    stone, wood = rgb("#9c9690"), rgb("#6f4d36")
    for x in (-0.36, 0.36):
        pen.line([(x, 0.3), (x, 0.82)], wood, 0.06)
    pen.fill(
        polygon((-0.56, 0.74), (0.0, 1.04), (0.56, 0.74), (0.46, 0.7), (-0.46, 0.7)),
        Fade(rgb("#b5654a"), rgb("#7d3f32")),
    )
    pen.line([(-0.4, 0.64), (0.4, 0.64)], darker(wood, 0.1), 0.05)
    pen.line([(0.0, 0.64), (0.0, 0.46)], rgb("#d8c8a0"), 0.016)
    pen.fill(polygon((-0.07, 0.46), (0.07, 0.46), (0.055, 0.34), (-0.055, 0.34)), darker(wood, 0.2))
    pen.fill(ellipse(0, 0.38, 0.46, 0.09), darker(stone, 0.6))
    wall = smooth([(-0.47, 0.38), (-0.45, 0.03), (0.0, -0.05), (0.45, 0.03), (0.47, 0.38), (0.0, 0.28)])
    pen.fill(wall, Fade(lighter(stone, 0.1), darker(stone, 0.25)))
    with pen.inside(wall) as inner:
        bricks(inner, -0.5, -0.06, 0.5, 0.4, darker(stone, 0.3), 0.1)


_TENT_CLOTH: Color = rgb("#e08a45")


def draw_tent(pen: Pen, cloth: Color = _TENT_CLOTH) -> None:
    pen.fill(polygon((0.0, 1.0), (-0.74, 0.0), (0.74, 0.0)), Fade(lighter(cloth, 0.15), darker(cloth, 0.18)))
    pen.fill(polygon((0.0, 1.0), (0.74, 0.0), (0.34, 0.0)), darker(cloth, 0.3))
    pen.shine(smooth([(0.0, 0.82), (0.2, 0.0), (-0.2, 0.0)], steps=3), Fade(WARM, darker(WARM, 0.35)), 0.9)
    pen.fill(polygon((0.0, 0.85), (-0.22, 0.0), (-0.36, 0.0)), lighter(cloth, 0.25))
    pen.line([(0.0, 1.0), (0.0, 1.1)], rgb("#5a4030"), 0.022)
    for side in (-1, 1):
        pen.line([(side * 0.55, 0.26), (side * 0.98, 0.0)], rgb("#e8dcc0"), 0.01)


_FENCE_WOOD: Color = rgb("#b58c62")


def draw_fence(pen: Pen, wood: Color = _FENCE_WOOD) -> None:
    for y in (0.34, 0.68):
        pen.line([(-2.1, y), (2.1, y)], darker(wood, 0.2), 0.11)
    for n in range(11):
        x = -2.0 + n * 0.4
        pen.fill(
            polygon((x - 0.09, 0.0), (x + 0.09, 0.0), (x + 0.09, 0.82), (x, 1.0), (x - 0.09, 0.82)),
            Fade(lighter(wood, 0.14), wood),
        )


def draw_streetlight(pen: Pen) -> None:
    iron = rgb("#34343f")
    pen.fill(polygon((-0.055, 0.0), (0.055, 0.0), (0.025, 0.07), (-0.025, 0.07)), iron)
    pen.line([(0, 0.05), (0, 0.84)], iron, 0.026, 0.02)
    pen.line([(0, 0.82), (0.04, 0.88), (0.1, 0.885)], iron, 0.015)
    pen.line([(0, 0.82), (-0.04, 0.88), (-0.1, 0.885)], iron, 0.015)
    for x in (-0.1, 0.1):
        pen.fill(polygon((x - 0.055, 0.9), (x + 0.055, 0.9), (x + 0.015, 0.945), (x - 0.015, 0.945)), iron)
        pen.shine(
            polygon((x - 0.042, 0.9), (x + 0.042, 0.9), (x + 0.028, 0.825), (x - 0.028, 0.825)),
            Fade((1, 0.97, 0.85), WARM),
        )
        pen.glow(x, 0.86, 0.22, WARM, 0.5)
    pen.fill(ellipse(0, 0.9, 0.016), iron)


_BENCH_WOOD: Color = rgb("#9a6b45")


def draw_bench(pen: Pen, wood: Color = _BENCH_WOOD) -> None:
    iron = rgb("#38363f")
    for x in (-0.85, 0.85):
        pen.line([(x, 0.0), (x, 0.48), (x * 1.02, 0.95)], iron, 0.06, curved=False)
        pen.line([(x, 0.42), (x * 0.94, 0.0)], iron, 0.05)
    for y in (0.62, 0.76, 0.9):
        pen.line([(-1.05, y), (1.05, y)], wood, 0.09)
    pen.fill(rounded(-1.1, 0.40, 1.1, 0.5, 0.03), Fade(lighter(wood, 0.15), darker(wood, 0.15)))
