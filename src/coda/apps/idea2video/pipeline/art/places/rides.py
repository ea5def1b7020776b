"""What turns, shines and sells at a fair. Pen: origin at the foot's middle, unit the height."""

from __future__ import annotations

import math

from coda.apps.idea2video.pipeline.art.canvas import Fade
from coda.apps.idea2video.pipeline.art.colors import INK, WHITE, Color, darker, lighter, rgb
from coda.apps.idea2video.pipeline.art.elements.landmarks import WARM
from coda.apps.idea2video.pipeline.art.geometry import (
    Points,
    arc,
    box,
    ellipse,
    polygon,
    ribbon,
    rounded,
    smooth,
)
from coda.apps.idea2video.pipeline.art.pen import Pen
from coda.apps.idea2video.pipeline.art.places import wares

CLOTHS: tuple[Color, ...] = (rgb("#d8483f"), rgb("#3f86a8"), rgb("#e8a03a"), rgb("#7f5aa8"), rgb("#3f9a80"))
CREAM: Color = rgb("#fbf0dc")
GOLD: Color = rgb("#e8b84a")
_STEEL: Color = rgb("#e4e2ea")
_LAMPS = ("#ffd98a", "#ff9f7a", "#fff0c0", "#ffb0c8")
HUB = 0.56
"""How high the wheel's middle is."""
_RIM = 0.41
_CABINS = 12


def wheel(pen: Pen) -> None:
    """What turns of the big wheel; its middle is the pen's origin, its unit the whole ride's height."""
    for n in range(_CABINS * 2):
        pen.at(0, 0, turn=n / _CABINS / 2).line(
            [(0.03, 0), (_RIM, 0)], darker(_STEEL, 0.12), 0.006 if n % 2 else 0.011
        )
    for radius, wide in ((_RIM, 0.016), (_RIM - 0.05, 0.009), (0.16, 0.008)):
        pen.fill(_ring(radius, wide), _STEEL)
    for n in range(_CABINS * 3):
        x, y = _around(n / _CABINS / 3, _RIM)
        pen.shine(ellipse(x, y, 0.009), rgb(_LAMPS[n % 4]))
        pen.glow(x, y, 0.035, rgb(_LAMPS[n % 4]), 0.5)
    for n in range(_CABINS):
        x, y = _around(n / _CABINS, _RIM + 0.005)
        color = CLOTHS[n % len(CLOTHS)]
        pen.fill(ellipse(x, y, 0.044), darker(color, 0.3))
        pen.fill(ellipse(x, y, 0.038), Fade(lighter(color, 0.2), color))
        pen.fill(ellipse(x, y, 0.02), rgb("#cfeaf2"))
    pen.fill(ellipse(0, 0, 0.05), GOLD)
    pen.shine(ellipse(0, 0, 0.028), lighter(WARM, 0.4))
    pen.glow(0, 0, 0.2, WARM, 0.35)


def _around(turn: float, radius: float) -> tuple[float, float]:
    return math.cos(turn * math.tau) * radius, math.sin(turn * math.tau) * radius


def _ring(radius: float, wide: float) -> Points:
    return ribbon(arc(0, 0, radius, radius, 0, 1), wide)


def wheel_stand(pen: Pen) -> None:
    """What carries the big wheel."""
    for side in (-1, 1):
        pen.line([(side * 0.02, HUB), (side * 0.24, 0.0)], darker(_STEEL, 0.3), 0.02, 0.032)
    pen.line([(-0.13, 0.25), (0.13, 0.25)], darker(_STEEL, 0.3), 0.014)
    pen.fill(box(-0.3, 0.0, 0.3, 0.05), Fade(lighter(CLOTHS[3], 0.1), darker(CLOTHS[3], 0.2)))
    for n in range(9):
        pen.shine(ellipse(-0.26 + n * 0.065, 0.048, 0.009), rgb(_LAMPS[n % 4]))


def big_top(pen: Pen, cloth: Color) -> None:
    """The circus tent."""
    for n in range(10):
        _panel(pen, n / 10, (n + 1) / 10, cloth if n % 2 else CREAM)
    eaves = smooth([(-0.78, 0.38), (-0.4, 0.345), (0.0, 0.335), (0.4, 0.345), (0.78, 0.38)], closed=False)
    pen.line(eaves, GOLD, 0.022, curved=False)
    for n, (x, y) in enumerate(eaves[::3]):
        pen.shine(ellipse(float(x), float(y) - 0.012, 0.011), rgb(_LAMPS[n % 4]))
        pen.glow(float(x), float(y) - 0.012, 0.06, WARM, 0.4)
    pen.shine(smooth([(0.0, 0.29), (0.13, 0.0), (-0.13, 0.0)], steps=4), Fade(WARM, darker(WARM, 0.5)), 0.9)
    for side in (-1, 1):
        flap = [(0.0, 0.33), (side * 0.06, 0.18), (side * 0.17, 0.0), (side * 0.27, 0.0), (side * 0.1, 0.28)]
        pen.fill(smooth(flap, steps=4), lighter(cloth, 0.12))
    pen.line([(0.0, 0.84), (0.0, 0.97)], INK, 0.012)
    pen.fill(
        smooth(
            [(0.0, 0.97), (0.08, 0.955), (0.17, 0.965), (0.15, 0.93), (0.17, 0.9), (0.08, 0.89), (0.0, 0.905)]
        ),
        GOLD,
    )


def _panel(pen: Pen, left: float, right: float, color: Color) -> None:
    """A stripe of roof and wall, between parts of the tent's width."""

    def x(part: float, half: float) -> float:
        return -half * math.cos(part * math.pi)

    low, high = 0.38, 0.84
    waist = [(x(part, 0.34), 0.6) for part in (left, right)]
    roof = polygon(
        (x(left, 0.78), low - 0.01),
        waist[0],
        (x(left, 0.03), high),
        (x(right, 0.03), high),
        waist[1],
        (x(right, 0.78), low - 0.01),
    )
    pen.fill(roof, Fade(lighter(color, 0.1), darker(color, 0.06)))
    wall = polygon((x(left, 0.7), 0.0), (x(left, 0.72), low), (x(right, 0.72), low), (x(right, 0.7), 0.0))
    pen.fill(wall, Fade(darker(color, 0.22), darker(color, 0.08)))
    y = low - 0.03 - 0.012 * math.sin(math.pi * (left + right) / 2)
    pen.fill(
        ellipse((x(left, 0.78) + x(right, 0.78)) / 2, y, (x(right, 0.78) - x(left, 0.78)) / 2, 0.045),
        darker(color, 0.05),
    )


def small_tent(pen: Pen) -> None:
    """Striped, with a point."""
    cloth = CLOTHS[int(pen.dice.integers(len(CLOTHS)))]
    for n in range(6):
        color = cloth if n % 2 else CREAM
        left, right = -0.5 + n / 6, -0.5 + (n + 1) / 6
        pen.fill(
            polygon((left * 0.9, 0.0), (left, 0.5), (right, 0.5), (right * 0.9, 0.0)), darker(color, 0.14)
        )
        pen.fill(
            polygon((left * 1.2, 0.48), (0.0, 0.98), (right * 1.2, 0.48)), Fade(lighter(color, 0.08), color)
        )
    pen.shine(polygon((-0.12, 0.0), (0.12, 0.0), (0.0, 0.4)), Fade(WARM, darker(WARM, 0.4)), 0.85)
    pen.fill(polygon((0.0, 1.14), (0.16, 1.08), (0.0, 1.02)), GOLD)
    pen.line([(0.0, 0.96), (0.0, 1.14)], INK, 0.02)


def carousel(pen: Pen) -> None:
    """Horses under a roof with lamps."""
    cloth = CLOTHS[int(pen.dice.integers(2)) * 3]
    pen.fill(ellipse(0, 0.05, 0.64, 0.055), darker(GOLD, 0.35))
    pen.fill(ellipse(0, 0.075, 0.62, 0.045), lighter(GOLD, 0.2))
    pen.fill(box(-0.13, 0.07, 0.13, 0.62), Fade(CREAM, darker(CREAM, 0.2)))
    for n in range(3):
        pen.shine(rounded(-0.1 + n * 0.07, 0.2, -0.045 + n * 0.07, 0.5, 0.02), lighter(WARM, 0.3), 0.8)
    for x, y, scale, color in (
        (-0.3, 0.2, 0.2, "#f4e8dc"),
        (0.33, 0.23, 0.2, "#c89a78"),
        (-0.5, 0.13, 0.24, "#8a6a9a"),
        (0.03, 0.1, 0.26, "#fbf4ea"),
        (0.53, 0.14, 0.24, "#d8a0a8"),
    ):
        pen.line([(x, 0.07), (x, 0.64)], GOLD, 0.014)
        _horse(pen.at(x, y, scale), rgb(color))
    _carousel_roof(pen, cloth)


def _carousel_roof(pen: Pen, cloth: Color) -> None:
    for n in range(10):
        left, right = (-0.68 * math.cos(part * math.pi) for part in (n / 10, (n + 1) / 10))
        color = cloth if n % 2 else CREAM
        pen.fill(
            polygon((left, 0.66), (0.0, 0.94), (right, 0.66)), Fade(lighter(color, 0.1), darker(color, 0.05))
        )
        pen.fill(
            smooth(
                [(left, 0.68), (right, 0.68), (right, 0.59), ((left + right) / 2, 0.555), (left, 0.59)],
                steps=4,
            ),
            color,
        )
    for n in range(13):
        x = -0.66 + n * 0.11
        pen.shine(ellipse(x, 0.675, 0.016), rgb(_LAMPS[n % 4]))
        pen.glow(x, 0.675, 0.07, WARM, 0.45)
    pen.fill(ellipse(0, 0.95, 0.04), GOLD)
    pen.line([(0, 0.97), (0, 1.03)], GOLD, 0.016)


def _horse(pen: Pen, coat: Color) -> None:
    for x, bend in ((-0.34, -0.12), (-0.22, 0.1), (0.22, 0.14), (0.32, 0.22)):
        pen.line([(x, 0.36), (x + bend, 0.18), (x + bend * 0.4, 0.0)], darker(coat, 0.12), 0.1, 0.06)
    pen.line([(-0.42, 0.5), (-0.58, 0.44), (-0.6, 0.2)], darker(coat, 0.4), 0.08, 0.03)
    pen.fill(ellipse(0, 0.44, 0.46, 0.2), coat)
    pen.line([(0.3, 0.5), (0.44, 0.74), (0.5, 0.86)], coat, 0.26, 0.16)
    pen.fill(ellipse(0.58, 0.84, 0.17, 0.095, -0.1), coat)
    pen.line([(0.24, 0.66), (0.36, 0.84), (0.48, 0.98)], darker(coat, 0.4), 0.09, 0.05)
    pen.fill(ellipse(0.56, 0.88, 0.022), INK)
    pen.fill(smooth([(-0.16, 0.64), (0.14, 0.62), (0.16, 0.4), (-0.12, 0.38)]), CLOTHS[0])
    pen.line([(-0.16, 0.4), (0.18, 0.4)], GOLD, 0.04)


def booth(pen: Pen) -> None:
    """Bears to be won."""
    cloth = CLOTHS[int(pen.dice.integers(len(CLOTHS)))]
    for x in (-0.46, 0.46):
        pen.line([(x, 0.0), (x, 0.72)], CREAM, 0.05)
    pen.fill(box(-0.46, 0.26, 0.46, 0.74), darker(cloth, 0.62))
    for row in range(2):
        pen.fill(box(-0.44, 0.345 + row * 0.19, 0.44, 0.36 + row * 0.19), lighter(cloth, 0.2))
        for n in range(5):
            wares.bear(pen.at(-0.35 + n * 0.175, 0.36 + row * 0.19, 0.15))
    pen.glow(0, 0.55, 0.6, WARM, 0.4)
    for n in range(8):
        color = cloth if n % 2 else CREAM
        x = -0.5 + n * 0.125
        pen.fill(box(x, 0.0, x + 0.126, 0.28), Fade(color, darker(color, 0.2)))
        flap = [
            (x, 0.94),
            (x + 0.125, 0.94),
            (x * 1.14 + 0.142, 0.74),
            (x * 1.14 + 0.071, 0.7),
            (x * 1.14, 0.74),
        ]
        pen.fill(smooth(flap, steps=4), Fade(lighter(color, 0.1), darker(color, 0.06)))
    pen.fill(box(-0.55, 0.26, 0.55, 0.31), lighter(GOLD, 0.1))
    pen.fill(smooth([(-0.3, 0.92), (0.0, 1.08), (0.3, 0.92)], steps=6), GOLD)
    for n in range(9):
        pen.shine(ellipse(-0.48 + n * 0.12, 0.945, 0.016), rgb(_LAMPS[n % 4]))
        pen.glow(-0.48 + n * 0.12, 0.945, 0.06, WARM, 0.4)


def balloons(pen: Pen) -> None:
    """A bunch on strings, tied to a little post."""
    for n, (x, y) in enumerate(
        ((-0.17, 0.68), (0.2, 0.7), (0.02, 0.64), (-0.11, 0.83), (0.13, 0.86), (0.01, 0.95))
    ):
        color = CLOTHS[n % len(CLOTHS)]
        pen.line([(0.0, 0.14), (x * 0.4, 0.4), (x, y - 0.1)], rgb("#f4ecdc"), 0.006)
        pen.fill(polygon((x - 0.025, y - 0.125), (x + 0.025, y - 0.125), (x, y - 0.09)), darker(color, 0.15))
        pen.fill(ellipse(x, y, 0.095, 0.115), Fade(lighter(color, 0.25), darker(color, 0.08)))
        pen.fill(ellipse(x - 0.035, y + 0.045, 0.02, 0.032, 0.08), WHITE, 0.6)
    pen.line([(0.0, 0.0), (0.0, 0.16)], rgb("#8a5a3c"), 0.04)


def coaster(pen: Pen) -> None:
    """Rails on stilts, far away."""
    line = smooth(
        [
            (-1.25, 0.2),
            (-0.95, 0.9),
            (-0.65, 0.3),
            (-0.3, 0.72),
            (0.0, 0.24),
            (0.35, 0.98),
            (0.75, 0.2),
            (1.0, 0.5),
            (1.25, 0.16),
        ],
        closed=False,
        steps=12,
    )
    for x, y in line[::4]:
        pen.line([(float(x), 0.0), (float(x), float(y))], darker(_STEEL, 0.25), 0.012)
    for n in range(4, len(line) - 4, 8):
        pen.line(
            [(float(line[n, 0]), 0.0), (float(line[n + 4, 0]), float(line[n + 4, 1]))],
            darker(_STEEL, 0.25),
            0.008,
        )
    pen.line(line, CLOTHS[0], 0.035, curved=False)
    for n in range(4):
        x, y = (float(value) for value in line[52 + n * 3])
        pen.fill(ellipse(x, y + 0.04, 0.045, 0.032), CLOTHS[2])
