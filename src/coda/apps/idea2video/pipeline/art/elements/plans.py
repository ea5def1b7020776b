"""Things as a bird sees them. The pen's origin is their middle, its unit their radius, y pointing up the
picture."""

from __future__ import annotations

import math
from collections.abc import Callable

from coda.apps.idea2video.pipeline.art.canvas import Fade
from coda.apps.idea2video.pipeline.art.colors import WHITE, Color, darker, lighter, rgb
from coda.apps.idea2video.pipeline.art.elements.furniture import WOOD
from coda.apps.idea2video.pipeline.art.elements.landmarks import WARM
from coda.apps.idea2video.pipeline.art.geometry import (
    blob,
    box,
    ellipse,
    polygon,
    ribbon,
    rounded,
    smooth,
    star,
)
from coda.apps.idea2video.pipeline.art.pen import Pen
from coda.apps.idea2video.vocabulary import Element

_LEAVES: tuple[Color, ...] = (rgb("#4f8f4a"), rgb("#5f9f52"), rgb("#3f7f4f"), rgb("#7aa04a"))
_ROOFS: tuple[Color, ...] = (rgb("#b5533f"), rgb("#8a5a4a"), rgb("#5f7488"), rgb("#c08a4a"))


def _pick(pen: Pen, colors: tuple[Color, ...]) -> Color:
    return colors[int(pen.dice.integers(len(colors)))]


def crown(pen: Pen) -> None:
    leaf = _pick(pen, _LEAVES)
    for scale, color in ((1.0, darker(leaf, 0.3)), (0.82, leaf), (0.5, lighter(leaf, 0.14))):
        pen.fill(blob(pen.dice, -0.08 * (1 - scale), 0.16 * (1 - scale), scale, scale, 0.16, 11), color)
    for _ in range(12):
        x, y = float(pen.dice.normal(0, 0.4)), float(pen.dice.normal(0.05, 0.4))
        pen.fill(ellipse(x, y, 0.09, 0.06, float(pen.dice.random())), lighter(leaf, 0.25), 0.6)


def fir(pen: Pen) -> None:
    for n in range(4):
        radius = 0.95 - n * 0.23
        pen.fill(star(0, 0.03 * n, radius, 9, 0.72, n * 0.03), lighter(rgb("#2f6b55"), 0.09 * n))


def palm_top(pen: Pen) -> None:
    for n in range(8):
        angle = n / 8 * math.tau
        tip = (math.cos(angle) * 1.05, math.sin(angle) * 1.05)
        color = lighter(rgb("#2f7f4a"), 0.12 * (n % 3))
        pen.fill(
            ribbon(
                smooth([(0, 0), (tip[0] * 0.5 + 0.06, tip[1] * 0.5), tip], closed=False), 0.08, 0.3, 0.2, 0.02
            ),
            color,
        )


def boulder(pen: Pen) -> None:
    stone = rgb("#8a8790")
    pen.fill(blob(pen.dice, 0, 0, 0.9, 0.75, 0.2), Fade(lighter(stone, 0.2), darker(stone, 0.25)))
    pen.fill(blob(pen.dice, 0.08, 0.16, 0.5, 0.4, 0.2), lighter(stone, 0.28), 0.7)


def coral_top(pen: Pen) -> None:
    color = _pick(pen, (rgb("#f0708a"), rgb("#f6a04a"), rgb("#b070e0"), rgb("#5fd0b8")))
    for n in range(11):
        angle, reach = n / 11 * math.tau, float(pen.dice.uniform(0.5, 1.0))
        x, y = math.cos(angle) * reach, math.sin(angle) * reach
        pen.line([(0, 0), (x, y)], darker(color, 0.15 * (n % 2)), 0.22, 0.16)
        pen.fill(ellipse(x, y, 0.13), lighter(color, 0.25))


def roof(pen: Pen) -> None:
    color = _pick(pen, _ROOFS)
    turned = pen.at(0, 0, turn=float(pen.dice.choice((0.0, 0.25, 0.03, -0.04))))
    turned.fill(box(-0.95, 0.0, 0.95, 0.68), Fade(lighter(color, 0.16), lighter(color, 0.05)))
    turned.fill(box(-0.95, -0.68, 0.95, 0.0), Fade(darker(color, 0.1), darker(color, 0.24)))
    for n in range(8):
        x = -0.85 + n * 0.24
        turned.line([(x, -0.66), (x, 0.66)], darker(color, 0.3), 0.02)
    turned.line([(-0.97, 0), (0.97, 0)], lighter(color, 0.35), 0.06)
    turned.fill(box(0.4, 0.16, 0.62, 0.4), darker(color, 0.45))
    turned.glow(0.9, -0.75, 0.5, WARM, 0.35)


def flat_roof(pen: Pen) -> None:
    color = _pick(pen, (rgb("#9a948e"), rgb("#8a8f98"), rgb("#a89a8a")))
    pen.fill(rounded(-0.9, -0.8, 0.9, 0.8, 0.05), darker(color, 0.25))
    pen.fill(rounded(-0.8, -0.7, 0.8, 0.7, 0.04), Fade(lighter(color, 0.1), color))
    pen.fill(box(-0.5, 0.1, -0.1, 0.45), darker(color, 0.35))
    pen.fill(box(-0.46, 0.2, -0.06, 0.5), lighter(color, 0.2))
    pen.fill(ellipse(0.4, -0.25, 0.2), darker(color, 0.3))
    pen.fill(ellipse(0.42, -0.2, 0.17), lighter(color, 0.15))


def lamp_post(pen: Pen) -> None:
    pen.fill(ellipse(0, 0, 0.3), rgb("#34343f"))
    pen.shine(ellipse(0, 0, 0.2), WARM)
    pen.glow(0, 0, 1.2, WARM, 0.5)


def table_top(pen: Pen) -> None:
    pen.fill(rounded(-0.9, -0.55, 0.9, 0.55, 0.08), Fade(lighter(WOOD, 0.3), WOOD))
    pen.fill(ellipse(-0.3, 0.1, 0.2), rgb("#f0ece2"))
    pen.fill(polygon((0.2, -0.2), (0.6, -0.1), (0.54, 0.2), (0.14, 0.1)), rgb("#f8f0dc"))


def shelf_top(pen: Pen) -> None:
    pen.fill(box(-1.0, -0.3, 1.0, 0.3), darker(WOOD, 0.2))
    for n in range(9):
        pen.fill(box(-0.92 + n * 0.2, -0.22, -0.76 + n * 0.2, 0.2), _ROOFS[n % 4])


def seat(pen: Pen) -> None:
    pen.fill(rounded(-0.5, -0.5, 0.5, 0.5, 0.16), rgb("#4f7a78"))
    pen.fill(rounded(-0.38, -0.44, 0.38, 0.3, 0.12), rgb("#6f9a96"))


def raft(pen: Pen) -> None:
    for n in range(9):
        y = -0.5 + n * 0.125
        pen.fill(
            rounded(-0.78 - 0.03 * (n % 2), y - 0.06, 0.78 + 0.03 * (n % 2), y + 0.06, 0.06),
            Fade(lighter(WOOD, 0.3), lighter(WOOD, 0.05)),
        )
    for x in (-0.55, 0.55):
        pen.fill(box(x - 0.03, -0.56, x + 0.03, 0.56), rgb("#d8c8a0"))


def lighthouse_top(pen: Pen) -> None:
    for radius, color in ((0.95, "#8a8790"), (0.7, "#f3ede2"), (0.56, "#c8463c"), (0.4, "#f3ede2")):
        pen.fill(ellipse(0, 0, radius), rgb(color))
    pen.shine(ellipse(0, 0, 0.28), rgb("#fff2c0"))
    for side in (-1, 1):
        pen.shine(polygon((0, 0), (side * 2.4, 0.9), (side * 2.6, 0.2)), Fade(WARM, WARM, 0.35, 0.08))
    pen.glow(0, 0, 1.6, WARM, 0.6)


def hull(pen: Pen) -> None:
    wood = rgb("#9a5f3f")
    pen.fill(
        smooth([(0, 1.0), (0.34, 0.4), (0.36, -0.5), (0.2, -0.9), (-0.2, -0.9), (-0.36, -0.5), (-0.34, 0.4)]),
        wood,
    )
    pen.fill(
        smooth(
            [
                (0, 0.84),
                (0.24, 0.36),
                (0.26, -0.5),
                (0.14, -0.76),
                (-0.14, -0.76),
                (-0.26, -0.5),
                (-0.24, 0.36),
            ]
        ),
        lighter(wood, 0.3),
    )
    for y in (0.25, -0.25):
        pen.fill(box(-0.26, y - 0.06, 0.26, y + 0.06), darker(wood, 0.1))
    pen.fill(smooth([(0.02, 0.3), (0.7, 0.05), (0.78, -0.5), (0.06, -0.25)]), WHITE, 0.92)


def fire_top(pen: Pen) -> None:
    for n in range(5):
        pen.at(0, 0, turn=n / 5).fill(rounded(0.1, -0.12, 0.9, 0.12, 0.08), darker(WOOD, 0.1 * (n % 2)))
    pen.glow(0, 0, 2.4, rgb("#ff9a3c"), 0.6)
    for radius, color in ((0.5, "#ff8a30"), (0.34, "#ffc04a"), (0.18, "#fff2c0")):
        pen.shine(star(0, 0, radius, 7, 0.6), rgb(color))


def car_top(pen: Pen) -> None:
    paint = rgb("#d85a4a")
    pen.fill(rounded(-0.5, -0.95, 0.5, 0.95, 0.25), Fade(lighter(paint, 0.15), darker(paint, 0.1)))
    pen.fill(rounded(-0.4, 0.2, 0.4, 0.5, 0.1), rgb("#9fc8d8"))
    pen.fill(rounded(-0.38, -0.7, 0.38, -0.5, 0.08), rgb("#7fa8b8"))
    pen.fill(rounded(-0.36, -0.45, 0.36, 0.18, 0.1), lighter(paint, 0.2))


def parasol(pen: Pen) -> None:
    for n in range(8):
        part = pen.at(0, 0, turn=n / 8)
        part.fill(
            polygon((0, 0), (0.95, -0.38), (1.0, 0.0), (0.95, 0.38)),
            rgb("#d8485a") if n % 2 else rgb("#fbf0e2"),
        )
    pen.fill(ellipse(0, 0, 0.08), rgb("#5a4030"))


PLANS: dict[Element, Callable[[Pen], None]] = {
    "lighthouse": lighthouse_top,
    "boat": hull,
    "ship": hull,
    "house": roof,
    "tower": flat_roof,
    "windmill": roof,
    "campfire": fire_top,
    "tree": crown,
    "pine": fir,
    "palm": palm_top,
    "rock": boulder,
    "car": car_top,
    "bus": car_top,
    "table": table_top,
    "chair": seat,
    "umbrella": parasol,
    "streetlight": lamp_post,
}
"""What looks so different from above that its side would not do."""
