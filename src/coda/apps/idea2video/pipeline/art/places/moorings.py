"""What lies in harbours and on quays. Pen: origin at the foot's middle, unit the height."""

from __future__ import annotations

from coda.apps.idea2video.pipeline.art.canvas import Fade
from coda.apps.idea2video.pipeline.art.colors import INK, WHITE, Color, darker, lighter, rgb
from coda.apps.idea2video.pipeline.art.elements.landmarks import WARM
from coda.apps.idea2video.pipeline.art.geometry import arc, box, ellipse, polygon, ribbon, rounded, smooth
from coda.apps.idea2video.pipeline.art.pen import Pen

HULLS: tuple[Color, ...] = (rgb("#c8483f"), rgb("#2f6f98"), rgb("#3f8a68"), rgb("#e0a03a"), rgb("#f0e8da"))
_WOOD: Color = rgb("#8a5f44")
_IRON: Color = rgb("#34343f")
_ROPE: Color = rgb("#d8c09a")


def trawler(pen: Pen) -> None:
    """A fishing boat with a wheelhouse and a boom for the nets."""
    hull = HULLS[int(pen.dice.integers(len(HULLS)))]
    pen.line([(0.06, 0.3), (0.06, 1.0)], _WOOD, 0.026)
    pen.line([(0.06, 0.5), (0.62, 0.82)], _WOOD, 0.02)
    for end in ((0.86, 0.34), (-0.82, 0.42)):
        pen.line([(0.06, 0.98), end], darker(_ROPE, 0.3), 0.007)
    pen.line([(0.6, 0.8), (0.66, 0.5), (0.7, 0.32)], _ROPE, 0.02)
    pen.fill(polygon((0.06, 1.0), (0.06, 0.92), (0.2, 0.96)), HULLS[0])
    pen.fill(box(-0.46, 0.3, -0.06, 0.62), Fade(WHITE, rgb("#d4d8dc")))
    pen.fill(rounded(-0.52, 0.6, 0.0, 0.67, 0.02), hull)
    for x in (-0.4, -0.22):
        pen.fill(rounded(x, 0.44, x + 0.12, 0.56, 0.02), rgb("#5f7f90"))
        pen.shine(rounded(x, 0.44, x + 0.12, 0.56, 0.02), WARM, 0.9)
    shape = [
        (-0.86, 0.44),
        (-0.4, 0.31),
        (0.4, 0.29),
        (0.94, 0.38),
        (0.74, 0.04),
        (0.5, -0.03),
        (-0.5, -0.03),
        (-0.72, 0.06),
    ]
    pen.fill(smooth(shape, steps=6), Fade(lighter(hull, 0.12), darker(hull, 0.25)))
    pen.line([(-0.86, 0.43), (-0.4, 0.3), (0.4, 0.28), (0.92, 0.37)], lighter(hull, 0.6), 0.03)
    for x in (-0.3, 0.1, 0.5):
        pen.fill(ellipse(x, 0.17, 0.06), _IRON)
        pen.fill(ellipse(x, 0.17, 0.028), darker(hull, 0.2))
    pen.fill(ellipse(0.0, -0.03, 0.78, 0.03), WHITE, 0.35)


def masts(pen: Pen) -> None:
    """Sailing boats side by side, their sails taken in."""
    for n in range(5):
        x, tall = -0.9 + n * 0.45, float(pen.dice.uniform(0.7, 1.0))
        hull = HULLS[int(pen.dice.integers(len(HULLS)))]
        pen.line([(x, 0.06), (x, tall)], lighter(_WOOD, 0.2), 0.014)
        for side in (-1, 1):
            pen.line([(x, tall), (x + side * 0.17, 0.1)], darker(_ROPE, 0.4), 0.005)
        pen.line([(x, 0.17), (x + 0.15, 0.15)], rgb("#f6ecd8"), 0.035)
        pen.fill(
            smooth([(x - 0.2, 0.13), (x + 0.2, 0.11), (x + 0.14, -0.01), (x - 0.14, -0.01)], steps=5),
            Fade(lighter(hull, 0.1), darker(hull, 0.2)),
        )


def crane(pen: Pen) -> None:
    """On legs, for loads from ships."""
    color = rgb("#d8923a")
    for x in (-0.12, 0.12):
        pen.line([(x, 0.0), (x * 0.7, 0.5)], color, 0.026)
    pen.line([(-0.11, 0.16), (0.1, 0.36)], darker(color, 0.2), 0.014)
    pen.fill(box(-0.12, 0.48, 0.1, 0.62), Fade(lighter(color, 0.1), darker(color, 0.15)))
    pen.shine(box(-0.02, 0.52, 0.07, 0.59), WARM, 0.9)
    pen.line([(-0.06, 0.6), (0.56, 0.98)], color, 0.026, 0.014)
    pen.line([(-0.1, 0.62), (0.02, 0.84), (0.54, 0.97)], darker(color, 0.3), 0.009, curved=False)
    pen.line([(0.54, 0.96), (0.54, 0.5)], INK, 0.006)
    pen.fill(box(0.48, 0.42, 0.6, 0.5), HULLS[1])


def bollard(pen: Pen) -> None:
    """Of iron, with a rope around it."""
    pen.fill(
        smooth(
            [
                (-0.3, 0.0),
                (-0.2, 0.5),
                (-0.34, 0.8),
                (-0.2, 1.0),
                (0.2, 1.0),
                (0.34, 0.8),
                (0.2, 0.5),
                (0.3, 0.0),
            ]
        ),
        Fade(lighter(_IRON, 0.25), _IRON),
    )
    for y in (0.34, 0.46, 0.58):
        pen.line([(-0.26, y), (0.0, y - 0.06), (0.26, y)], _ROPE, 0.12)
    pen.line([(0.2, 0.4), (0.6, 0.1), (1.0, 0.02)], _ROPE, 0.1)


def coil(pen: Pen) -> None:
    """A rope, laid down in rings."""
    for n, wide in enumerate((1.0, 0.96, 0.9, 0.8)):
        pen.fill(ellipse(0, 0.16 + n * 0.2, wide, 0.24), lighter(_ROPE, 0.1 * (n % 2)))
        pen.line(arc(0, 0.16 + n * 0.2, wide, 0.24, 0.5, 1.0), darker(_ROPE, 0.35), 0.05, curved=False)
    pen.fill(ellipse(0, 0.78, 0.42, 0.13), darker(_ROPE, 0.5))


def traps(pen: Pen) -> None:
    """Lobster pots, and floats of glass and cork."""
    for x, y in ((-0.46, 0.0), (0.46, 0.0), (0.0, 0.5)):
        pen.fill(rounded(x - 0.44, y, x + 0.44, y + 0.48, 0.2), darker(_WOOD, 0.45))
        for n in range(5):
            pen.line(
                [(x - 0.4 + n * 0.2, y + 0.03), (x - 0.36 + n * 0.18, y + 0.45)], lighter(_WOOD, 0.2), 0.045
            )
        pen.fill(ribbon(arc(x, y + 0.02, 0.44, 0.46, 0, 0.5), 0.05), lighter(_WOOD, 0.3))
        pen.line([(x - 0.45, y + 0.02), (x + 0.45, y + 0.02)], lighter(_WOOD, 0.1), 0.06)
    for n, x in enumerate((-1.0, 1.02, 1.22)):
        pen.fill(ellipse(x, 0.13, 0.14), HULLS[(0, 3, 1)[n]])
        pen.line([(x - 0.12, 0.14), (x + 0.12, 0.14)], WHITE, 0.05)


def fish_box(pen: Pen) -> None:
    """The morning's catch, on ice."""
    for n in range(6):
        x = -0.62 + n * 0.25
        silver = lighter(rgb("#7f98ac"), 0.2 * (n % 3))
        pen.fill(smooth([(x - 0.16, 0.62), (x, 0.84), (x + 0.2, 0.66), (x, 0.5)], steps=5), silver)
        pen.fill(polygon((x - 0.12, 0.64), (x - 0.26, 0.8), (x - 0.24, 0.54)), silver)
        pen.fill(ellipse(x + 0.1, 0.7, 0.025), INK)
    for n in range(3):
        pen.fill(box(-0.9, n * 0.2, 0.9, n * 0.2 + 0.17), Fade(rgb("#4f86a8"), rgb("#3a6a8a")))
    for x in (-0.84, 0.84):
        pen.fill(box(x - 0.07, 0.0, x + 0.07, 0.62), rgb("#2f5874"))
