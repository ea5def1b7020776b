"""What cafés bake, brew and serve. Pen: origin at the foot's middle, unit the height."""

from __future__ import annotations

from coda.apps.idea2video.pipeline.art.canvas import Fade
from coda.apps.idea2video.pipeline.art.colors import INK, WHITE, Color, darker, lighter, rgb
from coda.apps.idea2video.pipeline.art.geometry import arc, box, ellipse, polygon, ribbon, rounded, smooth
from coda.apps.idea2video.pipeline.art.pen import Pen
from coda.apps.idea2video.pipeline.art.places import wares

_CRUST: Color = rgb("#d08a44")
_WOOD: Color = rgb("#7a4f3a")
_STEEL: Color = rgb("#b8c0c8")
_ICINGS: tuple[Color, ...] = (rgb("#f4a8b8"), rgb("#fff2e2"), rgb("#8a5a44"), rgb("#a8d4b4"), rgb("#f4d480"))


def _icing(pen: Pen) -> Color:
    return _ICINGS[int(pen.dice.integers(len(_ICINGS)))]


def croissant(pen: Pen) -> None:
    for n, x in enumerate((-0.5, -0.26, 0.0, 0.26, 0.5)):
        tall = (0.3, 0.46, 0.56, 0.46, 0.3)[n]
        pen.fill(
            ellipse(x, tall * 0.62, 0.2, tall * 0.62, -x * 0.22),
            Fade(lighter(_CRUST, 0.28), darker(_CRUST, 0.15)),
        )
    for x in (-0.36, -0.12, 0.12, 0.36):
        pen.line([(x * 0.9, 0.14), (x, 0.5 - abs(x) * 0.4)], darker(_CRUST, 0.3), 0.035)


def cupcake(pen: Pen) -> None:
    color = _icing(pen)
    pen.fill(
        polygon((-0.3, 0.42), (0.3, 0.42), (0.22, 0.0), (-0.22, 0.0)), Fade(rgb("#d8a070"), rgb("#a8744a"))
    )
    for x in (-0.15, 0.0, 0.15):
        pen.line([(x, 0.03), (x * 1.25, 0.4)], rgb("#8a5a3a"), 0.02)
    for y, wide in ((0.5, 0.37), (0.66, 0.28), (0.8, 0.17)):
        pen.fill(ellipse(0, y, wide, 0.14), lighter(color, 0.25 * (y - 0.5)))
    pen.fill(ellipse(0, 0.96, 0.085), rgb("#d8384a"))


def layer_cake(pen: Pen) -> None:
    color = _icing(pen)
    pen.fill(ellipse(0, 0.08, 0.72, 0.08), rgb("#eef0f0"))
    pen.fill(box(-0.52, 0.1, 0.52, 0.74), Fade(lighter(color, 0.25), darker(color, 0.08)))
    for y in (0.3, 0.5):
        pen.line([(-0.52, y), (0.0, y - 0.03), (0.52, y)], darker(color, 0.25), 0.05)
    drips = [
        (-0.56, 0.8),
        (-0.5, 0.58),
        (-0.36, 0.7),
        (-0.2, 0.54),
        (0.0, 0.68),
        (0.2, 0.56),
        (0.36, 0.7),
        (0.5, 0.6),
        (0.56, 0.8),
    ]
    pen.fill(smooth(drips, steps=5), lighter(color, 0.6))
    for n in range(4):
        pen.fill(ellipse(-0.36 + n * 0.24, 0.84, 0.085), rgb("#d8384a"))


def cup(pen: Pen) -> None:
    """On its saucer."""
    color = wares.BRIGHT[int(pen.dice.integers(len(wares.BRIGHT)))]
    pen.fill(ellipse(0, 0.08, 0.66, 0.1), lighter(color, 0.55))
    pen.line(arc(0.36, 0.46, 0.2, 0.2, -0.25, 0.25), lighter(color, 0.1), 0.08, curved=False)
    pen.fill(
        smooth([(-0.4, 0.82), (-0.36, 0.3), (-0.16, 0.1), (0.16, 0.1), (0.36, 0.3), (0.4, 0.82)], steps=6),
        Fade(lighter(color, 0.3), color),
    )
    pen.fill(ellipse(0, 0.82, 0.4, 0.08), rgb("#5a3a2a"))


BAKED: tuple[wares.Ware, ...] = (
    (wares.loaf, 1.35),
    (croissant, 1.25),
    (cupcake, 0.75),
    (layer_cake, 1.3),
    (cup, 1.15),
    (wares.teapot, 1.2),
    (wares.bottle, 0.5),
    (wares.jar, 0.8),
)


def bar(pen: Pen) -> None:
    """A counter with pastries behind glass; on it a machine for coffee."""
    pen.fill(box(-1.5, 0.0, 1.5, 0.92), Fade(lighter(_WOOD, 0.12), darker(_WOOD, 0.15)))
    for n in range(3):
        pen.fill(rounded(0.48 + n * 0.34, 0.14, 0.74 + n * 0.34, 0.8, 0.03), darker(_WOOD, 0.2))
    pen.fill(box(-1.5, 0.0, 1.5, 0.08), darker(_WOOD, 0.4))
    pen.fill(rounded(-1.42, 0.16, 0.36, 0.86, 0.03), rgb("#4a3530"))
    pen.shine(rounded(-1.38, 0.2, 0.32, 0.82, 0.02), Fade((1.0, 0.93, 0.76), (0.98, 0.82, 0.56)), 0.5)
    for row in range(2):
        for n in range(7):
            draw = (croissant, cupcake, layer_cake)[(n + row) % 3]
            draw(pen.at(-1.26 + n * 0.24, 0.22 + row * 0.32, 0.2))
        pen.fill(box(-1.38, 0.19 + row * 0.32, 0.32, 0.215 + row * 0.32), lighter(_STEEL, 0.4))
    pen.fill(polygon((-1.3, 0.2), (-1.1, 0.2), (-0.84, 0.82), (-1.04, 0.82)), WHITE, 0.2)
    pen.fill(rounded(-1.58, 0.88, 1.58, 1.0, 0.03), Fade(rgb("#f4ece0"), rgb("#cfc0ae")))
    _machine(pen.at(0.9, 1.0, 0.72))
    _dome(pen.at(-0.2, 1.0, 0.6))
    for n in range(3):
        cup(pen.at(-1.2 + n * 0.2, 1.0, 0.17))


def _machine(pen: Pen) -> None:
    """For coffee, with two spouts and a tube for steam."""
    pen.fill(rounded(-0.62, 0.0, 0.62, 0.1, 0.03), darker(_STEEL, 0.45))
    pen.fill(box(-0.5, 0.08, 0.5, 0.5), darker(_STEEL, 0.3))
    pen.fill(
        rounded(-0.62, 0.44, 0.62, 0.84, 0.09),
        Fade(lighter(rgb("#c8483f"), 0.15), darker(rgb("#c8483f"), 0.15)),
    )
    pen.fill(rounded(-0.64, 0.8, 0.64, 0.88, 0.03), _STEEL)
    for x in (-0.26, 0.26):
        pen.fill(box(x - 0.1, 0.36, x + 0.1, 0.46), lighter(_STEEL, 0.2))
        pen.line([(x, 0.36), (x + 0.16, 0.3)], INK, 0.05)
        cup(pen.at(x, 0.1, 0.22))
        pen.fill(ellipse(x, 0.64, 0.09), lighter(_STEEL, 0.5))
        pen.line([(x, 0.64), (x + 0.04, 0.69)], INK, 0.018)
    for n in range(5):
        cup(pen.at(-0.44 + n * 0.22, 0.88, 0.17))
    pen.line([(0.58, 0.5), (0.68, 0.34), (0.66, 0.2)], lighter(_STEEL, 0.3), 0.035)


def _dome(pen: Pen) -> None:
    """A cake under glass."""
    pen.fill(polygon((-0.08, 0.18), (0.08, 0.18), (0.24, 0.0), (-0.24, 0.0)), rgb("#e4e8ea"))
    layer_cake(pen.at(0, 0.14, 0.5))
    wares.glass_dome(pen, 0.18, 0.88)


def menu(pen: Pen) -> None:
    """A slate with what there is today."""
    chalk = rgb("#f0ece0")
    pen.fill(rounded(-0.5, 0.0, 0.5, 1.0, 0.03), lighter(_WOOD, 0.2))
    pen.fill(box(-0.44, 0.06, 0.44, 0.94), Fade(rgb("#3a4440"), rgb("#2a322f")))
    pen.fill(
        ribbon(
            smooth([(-0.16, 0.84), (-0.13, 0.7), (0.0, 0.66), (0.13, 0.7), (0.16, 0.84)], closed=False), 0.025
        ),
        chalk,
    )
    pen.line([(-0.18, 0.84), (0.18, 0.84)], chalk, 0.02)
    pen.line(arc(0.17, 0.77, 0.06, 0.05, -0.25, 0.25), chalk, 0.02, curved=False)
    for n in range(4):
        y = 0.52 - n * 0.12
        pen.line([(-0.34, y), (0.06 + 0.05 * (n % 2), y)], chalk, 0.022)
        pen.line([(0.24, y), (0.36, y)], rgb("#f0c860"), 0.022)


def bistro(pen: Pen) -> None:
    """A small round table, two chairs, two cups."""
    iron = rgb("#34343f")
    for side in (-1, 1):
        _chair(pen.at(side * 0.62, 0.0, flip=side < 0), iron)
    pen.line([(0, 0.04), (0, 0.62)], iron, 0.06)
    for x in (-0.26, 0.26):
        pen.line([(0, 0.12), (x * 0.6, 0.05), (x, 0.0)], iron, 0.045)
    pen.fill(ellipse(0, 0.62, 0.5, 0.075), darker(rgb("#e8dcc8"), 0.35))
    pen.fill(ellipse(0, 0.65, 0.5, 0.075), Fade(rgb("#fbf4e6"), rgb("#d8c8b0")))
    for x in (-0.2, 0.16):
        cup(pen.at(x, 0.64, 0.17))
    wares.flowers(pen.at(0.0, 0.66, 0.24))


def _chair(pen: Pen, iron: Color) -> None:
    """Seen from its side, its back on the right."""
    for start, stop in (((-0.2, 0.42), (-0.24, 0.0)), ((0.18, 0.42), (0.24, 0.0))):
        pen.line([start, stop], iron, 0.045)
    pen.line([(0.2, 0.4), (0.26, 0.8), (0.22, 1.0)], iron, 0.05)
    pen.line([(0.14, 0.5), (0.2, 0.78), (0.22, 0.98)], lighter(iron, 0.15), 0.025)
    pen.fill(ellipse(-0.02, 0.43, 0.26, 0.055), wares.BRIGHT[0])
    pen.fill(ellipse(-0.02, 0.455, 0.26, 0.05), lighter(wares.BRIGHT[0], 0.15))
