"""Furniture and instruments. The pen's origin is their foot, its unit their height."""

from __future__ import annotations

from coda.apps.idea2video.pipeline.art.canvas import Fade
from coda.apps.idea2video.pipeline.art.colors import WHITE, Color, darker, lighter, rgb
from coda.apps.idea2video.pipeline.art.elements.landmarks import WARM, window
from coda.apps.idea2video.pipeline.art.geometry import arc, box, ellipse, polygon, ribbon, rounded, smooth
from coda.apps.idea2video.pipeline.art.pen import Pen

WOOD: Color = rgb("#8a5a3a")
_BRASS: Color = rgb("#d8a84a")
_DOOR_PAINT: Color = rgb("#4a7f86")


def draw_door(pen: Pen, paint: Color = _DOOR_PAINT) -> None:
    pen.fill(rounded(-0.3, 0.0, 0.3, 1.0, 0.06), darker(WOOD, 0.3))
    pen.fill(rounded(-0.25, 0.0, 0.25, 0.96, 0.05), Fade(lighter(paint, 0.1), darker(paint, 0.15)))
    for low, high in ((0.08, 0.42), (0.52, 0.88)):
        for x in (-0.12, 0.12):
            pen.fill(rounded(x - 0.085, low, x + 0.085, high, 0.02), darker(paint, 0.22))
            pen.fill(rounded(x - 0.075, low + 0.01, x + 0.085, high, 0.02), lighter(paint, 0.06))
    pen.fill(ellipse(0.2, 0.47, 0.026), _BRASS)


def draw_window(pen: Pen) -> None:
    window(pen, 0.0, 0.1, 0.72, 0.82)
    pen.fill(rounded(-0.52, 0.0, 0.52, 0.06, 0.02), rgb("#e2d2b4"))
    pen.glow(0, 0.5, 0.9, WARM, 0.22)


def draw_table(pen: Pen) -> None:
    for x in (-0.78, 0.78):
        pen.fill(
            polygon((x - 0.07, 0.0), (x + 0.07, 0.0), (x + 0.09, 0.86), (x - 0.09, 0.86)), darker(WOOD, 0.22)
        )
    pen.fill(box(-0.86, 0.7, 0.86, 0.86), darker(WOOD, 0.12))
    pen.fill(rounded(-1.05, 0.84, 1.05, 1.0, 0.04), Fade(lighter(WOOD, 0.22), WOOD))


def draw_chair(pen: Pen) -> None:
    for x in (-0.26, 0.26):
        pen.line([(x, 0.0), (x, 0.48)], darker(WOOD, 0.2), 0.055)
    for x in (-0.26, 0.26):
        pen.line([(x, 0.46), (x * 1.08, 1.0)], WOOD, 0.06)
    for y in (0.68, 0.82, 0.94):
        pen.line([(-0.26, y), (0, y + 0.02), (0.26, y)], lighter(WOOD, 0.12), 0.06)
    pen.fill(rounded(-0.34, 0.42, 0.34, 0.52, 0.03), Fade(rgb("#d8705a"), rgb("#a84a40")))


def draw_bed(pen: Pen) -> None:
    pen.fill(rounded(-1.1, 0.0, -0.98, 1.0, 0.05), WOOD)
    pen.fill(rounded(0.98, 0.0, 1.1, 0.66, 0.05), WOOD)
    pen.fill(box(-1.0, 0.14, 1.0, 0.32), darker(WOOD, 0.15))
    pen.fill(rounded(-1.0, 0.28, 1.0, 0.5, 0.08), rgb("#f2ece2"))
    pen.fill(
        smooth([(-0.98, 0.5), (-0.92, 0.7), (-0.6, 0.74), (-0.42, 0.62), (-0.46, 0.48)]),
        Fade(WHITE, rgb("#d8dce4")),
    )
    quilt = smooth(
        [(-0.5, 0.5), (-0.3, 0.62), (0.4, 0.6), (1.0, 0.54), (1.02, 0.2), (0.0, 0.16), (-0.52, 0.2)], steps=6
    )
    pen.fill(quilt, Fade(rgb("#6f8fd0"), rgb("#45609c")))
    with pen.inside(quilt) as inner:
        for n in range(14):
            inner.fill(ellipse(-0.4 + (n % 7) * 0.22, 0.5 - (n // 7) * 0.2, 0.035), rgb("#f2d88a"))


def draw_mirror(pen: Pen) -> None:
    pen.fill(polygon((-0.2, 0.0), (0.2, 0.0), (0.08, 0.16), (-0.08, 0.16)), darker(_BRASS, 0.3))
    pen.fill(ellipse(0, 0.56, 0.34, 0.45), Fade(lighter(_BRASS, 0.3), darker(_BRASS, 0.2)))
    glass = ellipse(0, 0.56, 0.28, 0.39)
    pen.fill(glass, Fade(rgb("#dff0f4"), rgb("#8fb4c4")))
    with pen.inside(glass) as inner:
        for x in (-0.2, -0.06):
            inner.fill(polygon((x, 0.1), (x + 0.09, 0.1), (x + 0.34, 1.0), (x + 0.25, 1.0)), WHITE, 0.4)
    pen.fill(ellipse(0, 1.0, 0.05), lighter(_BRASS, 0.3))


def draw_piano(pen: Pen) -> None:
    black = rgb("#2b2530")
    for x in (-0.66, 0.66):
        pen.fill(box(x - 0.05, 0.0, x + 0.05, 0.5), darker(black, 0.2))
    pen.fill(rounded(-0.76, 0.5, 0.76, 1.0, 0.04), Fade(lighter(black, 0.16), black))
    pen.fill(rounded(-0.72, 0.16, 0.72, 0.5, 0.02), darker(black, 0.1))
    pen.fill(rounded(-0.8, 0.4, 0.8, 0.54, 0.02), lighter(black, 0.1))
    pen.fill(box(-0.7, 0.47, 0.7, 0.535), rgb("#fbf7ee"))
    for n in range(29):
        x = -0.7 + n * 0.05
        pen.line([(x, 0.47), (x, 0.535)], rgb("#8a8790"), 0.004)
        if n % 7 not in {2, 6}:
            pen.fill(box(x + 0.035, 0.498, x + 0.063, 0.535), black)
    pen.fill(polygon((-0.2, 0.62), (0.2, 0.62), (0.22, 0.86), (-0.22, 0.86)), rgb("#f6f0e0"))
    for n in range(4):
        pen.line([(-0.16, 0.67 + n * 0.045), (0.16, 0.67 + n * 0.045)], rgb("#6a6570"), 0.006)
    pen.line([(-0.74, 0.985), (0.74, 0.985)], lighter(black, 0.45), 0.012)


def draw_guitar(pen: Pen) -> None:
    wood = rgb("#c8803f")
    pen.line([(0, 0.5), (0, 0.92)], darker(WOOD, 0.2), 0.055)
    pen.fill(rounded(-0.05, 0.9, 0.05, 1.02, 0.02), darker(WOOD, 0.35))
    body = smooth(
        [
            (0, 0.56),
            (0.14, 0.53),
            (0.15, 0.42),
            (0.11, 0.34),
            (0.2, 0.24),
            (0.2, 0.1),
            (0.1, 0.0),
            (-0.1, 0.0),
            (-0.2, 0.1),
            (-0.2, 0.24),
            (-0.11, 0.34),
            (-0.15, 0.42),
            (-0.14, 0.53),
        ]
    )
    pen.fill(body, Fade(lighter(wood, 0.2), darker(wood, 0.15)))
    pen.fill(ribbon(smooth(body[::10]), 0.012), darker(wood, 0.45))
    pen.fill(ellipse(0, 0.36, 0.055), darker(wood, 0.7))
    pen.fill(rounded(-0.07, 0.13, 0.07, 0.155, 0.01), darker(wood, 0.6))
    for x in (-0.018, -0.006, 0.006, 0.018):
        pen.line([(x, 0.14), (x, 0.95)], rgb("#f4ead8"), 0.004)


def draw_violin(pen: Pen) -> None:
    violin_body(pen)
    pen.line([(0.3, 0.02), (0.26, 0.5), (0.24, 0.98)], darker(WOOD, 0.1), 0.014)
    pen.line([(0.33, 0.04), (0.27, 0.96)], rgb("#f4ead8"), 0.006)


def violin_body(pen: Pen) -> None:
    """Without the bow."""
    wood = rgb("#a8552f")
    pen.line([(0, 0.5), (0, 0.9)], rgb("#2c2228"), 0.045)
    pen.fill(ribbon(arc(0.02, 0.95, 0.03, 0.04, 0.0, 0.9), 0.02), darker(wood, 0.3))
    body = smooth(
        [
            (0, 0.58),
            (0.13, 0.54),
            (0.14, 0.44),
            (0.09, 0.36),
            (0.1, 0.28),
            (0.17, 0.2),
            (0.15, 0.06),
            (0, 0.0),
            (-0.15, 0.06),
            (-0.17, 0.2),
            (-0.1, 0.28),
            (-0.09, 0.36),
            (-0.14, 0.44),
            (-0.13, 0.54),
        ]
    )
    pen.fill(body, Fade(lighter(wood, 0.22), darker(wood, 0.18)))
    for side in (-1, 1):
        pen.line([(side * 0.07, 0.38), (side * 0.055, 0.3), (side * 0.075, 0.22)], darker(wood, 0.65), 0.012)
    pen.fill(polygon((-0.02, 0.46), (0.02, 0.46), (0.03, 0.1), (-0.03, 0.1)), rgb("#2c2228"))


def draw_telescope(pen: Pen) -> None:
    for x in (-0.26, 0.06, 0.3):
        pen.line([(0.02, 0.58), (x, 0.0)], darker(WOOD, 0.1), 0.035)
    tube = pen.at(0.02, 0.62, turn=0.085)
    tube.fill(rounded(-0.42, -0.05, -0.12, 0.05, 0.02), darker(_BRASS, 0.3))
    tube.fill(rounded(-0.16, -0.07, 0.34, 0.07, 0.02), Fade(lighter(_BRASS, 0.3), darker(_BRASS, 0.15)))
    tube.fill(rounded(0.3, -0.095, 0.56, 0.095, 0.02), Fade(rgb("#6f8fb0"), rgb("#3f5a78")))
    tube.fill(ellipse(0.56, 0, 0.025, 0.09), rgb("#cfeaf6"))
    tube.fill(rounded(-0.47, -0.03, -0.4, 0.03, 0.01), rgb("#2c2830"))
    pen.fill(ellipse(0.02, 0.58, 0.06), darker(_BRASS, 0.4))


def draw_lamp(pen: Pen) -> None:
    """A standing lamp."""
    pen.fill(ellipse(0, 0.015, 0.15, 0.03), darker(_BRASS, 0.35))
    pen.line([(0, 0.02), (0, 0.72)], darker(_BRASS, 0.15), 0.026)
    shade = polygon((-0.12, 1.0), (0.12, 1.0), (0.24, 0.7), (-0.24, 0.7))
    pen.shine(shade, Fade(rgb("#fff0c8"), rgb("#f6c070")))
    pen.glow(0, 0.8, 0.75, WARM, 0.5)


def draw_painting(pen: Pen) -> None:
    pen.fill(rounded(-0.66, 0.0, 0.66, 1.0, 0.03), Fade(lighter(_BRASS, 0.25), darker(_BRASS, 0.25)))
    canvas = box(-0.56, 0.1, 0.56, 0.9)
    pen.fill(canvas, Fade(rgb("#f2c08a"), rgb("#f6e2b8")))
    with pen.inside(canvas) as inner:
        inner.fill(ellipse(0.2, 0.62, 0.13), rgb("#fff4d0"))
        inner.fill(
            smooth([(-0.7, 0.3), (-0.3, 0.62), (0.0, 0.34), (0.3, 0.5), (0.7, 0.3), (0.7, 0.0), (-0.7, 0.0)]),
            rgb("#6f8fa8"),
        )
        inner.fill(
            smooth([(-0.7, 0.3), (-0.2, 0.2), (0.3, 0.3), (0.7, 0.22), (0.7, 0.0), (-0.7, 0.0)]),
            rgb("#5c8a58"),
        )


def draw_easel(pen: Pen) -> None:
    """A painting at work."""
    pen.line([(0.0, 0.05), (0.0, 0.98)], darker(WOOD, 0.35), 0.016)
    for side in (-1, 1):
        pen.line([(side * 0.34, 0.0), (side * 0.05, 1.0)], WOOD, 0.018)
    draw_painting(pen.at(0.0, 0.36, 0.5))
    pen.fill(rounded(-0.3, 0.325, 0.3, 0.365, 0.015), lighter(WOOD, 0.12))


def draw_chest(pen: Pen) -> None:
    wood, iron = rgb("#8a5530"), rgb("#d0a040")
    pen.fill(
        smooth([(-0.72, 0.56), (-0.7, 0.86), (-0.4, 1.02), (0.4, 1.02), (0.7, 0.86), (0.72, 0.56)], steps=6),
        Fade(lighter(wood, 0.12), darker(wood, 0.12)),
    )
    pen.shine(polygon((-0.66, 0.5), (0.66, 0.5), (0.7, 0.6), (-0.7, 0.6)), rgb("#ffe08a"))
    pen.glow(0, 0.56, 0.7, rgb("#ffd35a"), 0.5)
    pen.fill(rounded(-0.7, 0.0, 0.7, 0.54, 0.04), Fade(wood, darker(wood, 0.3)))
    for x in (-0.52, 0.52):
        pen.fill(box(x - 0.06, 0.0, x + 0.06, 0.54), iron)
        pen.line([(x, 0.58), (x, 0.96)], iron, 0.12)
    pen.fill(rounded(-0.1, 0.34, 0.1, 0.62, 0.03), lighter(iron, 0.2))
    pen.fill(ellipse(0, 0.48, 0.03, 0.045), darker(wood, 0.6))


def draw_computer(pen: Pen) -> None:
    computer_case(pen)
    pen.shine(rounded(-0.53, 0.38, 0.53, 0.92, 0.05), Fade(rgb("#1f4f6a"), rgb("#123044")))
    for n in range(5):
        pen.shine(
            rounded(
                -0.45, 0.8 - n * 0.085, -0.45 + (0.5, 0.75, 0.36, 0.62, 0.28)[n], 0.835 - n * 0.085, 0.015
            ),
            rgb("#7be8d0"),
        )


def computer_case(pen: Pen) -> None:
    """Its screen is left out."""
    case = rgb("#d8d4c8")
    pen.fill(polygon((-0.16, 0.16), (0.16, 0.16), (0.12, 0.32), (-0.12, 0.32)), darker(case, 0.3))
    pen.fill(rounded(-0.62, 0.28, 0.62, 1.0, 0.07), Fade(case, darker(case, 0.16)))
    pen.glow(0, 0.64, 0.9, rgb("#6fd8e8"), 0.3)
    pen.fill(polygon((-0.66, 0.0), (0.66, 0.0), (0.56, 0.15), (-0.56, 0.15)), darker(case, 0.1))
    for row in range(2):
        for n in range(9):
            pen.fill(
                box(-0.5 + n * 0.112, 0.035 + row * 0.055, -0.42 + n * 0.112, 0.07 + row * 0.055),
                darker(case, 0.35),
            )
