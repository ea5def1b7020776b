"""What drives, swims and flies. The pen's origin is the middle of its lower edge, its unit its height."""

from __future__ import annotations

from coda.apps.idea2video.pipeline.art.canvas import Fade
from coda.apps.idea2video.pipeline.art.colors import WHITE, Color, darker, lighter, rgb
from coda.apps.idea2video.pipeline.art.elements.landmarks import WARM
from coda.apps.idea2video.pipeline.art.geometry import arc, box, ellipse, polygon, ribbon, rounded, smooth
from coda.apps.idea2video.pipeline.art.pen import Pen

_GLASS = Fade(rgb("#cfe8f2"), rgb("#7fb0c8"))
_TYRE: Color = rgb("#26252d")


_WHEEL_RIM: Color = rgb("#b8bcc4")


def _wheel(pen: Pen, x: float, y: float, radius: float, rim: Color = _WHEEL_RIM) -> None:
    pen.fill(ellipse(x, y, radius), _TYRE)
    pen.fill(ellipse(x, y, radius * 0.56), rim)
    pen.fill(ellipse(x, y, radius * 0.2), darker(rim, 0.5))


_BOAT_HULL: Color = rgb("#b5553f")


def draw_boat(pen: Pen, hull: Color = _BOAT_HULL) -> None:
    pen.line([(0.0, 0.2), (0.0, 1.0)], rgb("#6b4c38"), 0.03)
    pen.fill(
        smooth([(0.03, 0.98), (0.34, 0.6), (0.56, 0.32), (0.03, 0.3)], steps=5),
        Fade(rgb("#fdf6e8"), rgb("#e2d4bc")),
    )
    pen.fill(
        smooth([(-0.03, 0.92), (-0.26, 0.6), (-0.4, 0.34), (-0.03, 0.32)], steps=5),
        Fade(rgb("#f4c07a"), rgb("#d89050")),
    )
    pen.fill(
        smooth(
            [
                (-0.68, 0.26),
                (0.0, 0.2),
                (0.74, 0.28),
                (0.52, 0.02),
                (0.3, -0.03),
                (-0.4, -0.03),
                (-0.58, 0.04),
            ],
            steps=6,
        ),
        Fade(lighter(hull, 0.14), darker(hull, 0.25)),
    )
    pen.line([(-0.66, 0.24), (0.0, 0.185), (0.72, 0.26)], lighter(hull, 0.5), 0.035)
    pen.fill(ellipse(0.0, -0.03, 0.72, 0.035), WHITE, 0.35)


def draw_ship(pen: Pen) -> None:
    """A ship of two masts under full sail."""
    wood, sail = rgb("#6e4632"), rgb("#f6ead2")
    for x, top in ((-0.22, 0.9), (0.2, 1.0)):
        pen.line([(x, 0.24), (x, top)], darker(wood, 0.2), 0.022)
        for low, high, wide in ((0.34, 0.56, 0.2), (0.6, 0.78, 0.15), (0.81, 0.92, 0.1)):
            if high < top:
                pen.fill(
                    smooth(
                        [
                            (x - wide, high),
                            (x + wide, high),
                            (x + wide * 1.1, (low + high) / 2),
                            (x + wide * 0.95, low),
                            (x, low + 0.04),
                            (x - wide * 0.95, low),
                            (x - wide * 0.8, (low + high) / 2),
                        ],
                        steps=5,
                    ),
                    Fade(lighter(sail, 0.3), darker(sail, 0.14)),
                )
    pen.fill(polygon((0.2, 1.0), (0.34, 0.965), (0.2, 0.93)), rgb("#d8484a"))
    pen.fill(polygon((0.44, 0.3), (0.86, 0.44), (0.42, 0.62)), darker(sail, 0.06))
    pen.line([(0.4, 0.26), (0.88, 0.44)], darker(wood, 0.2), 0.022)
    hull = smooth(
        [
            (-0.66, 0.36),
            (-0.5, 0.3),
            (0.4, 0.24),
            (0.64, 0.32),
            (0.5, 0.06),
            (0.34, 0.0),
            (-0.4, 0.0),
            (-0.58, 0.08),
        ],
        steps=6,
    )
    pen.fill(hull, Fade(lighter(wood, 0.12), darker(wood, 0.35)))
    with pen.inside(hull) as inner:
        for y in (0.1, 0.18):
            inner.line([(-0.7, y), (0.7, y)], darker(wood, 0.4), 0.009)
    pen.line([(-0.62, 0.31), (0.0, 0.255), (0.6, 0.3)], rgb("#e0b050"), 0.02)
    for n in range(5):
        pen.shine(ellipse(-0.4 + n * 0.18, 0.2, 0.022), WARM)
    pen.fill(ellipse(0.0, 0.0, 0.62, 0.025), WHITE, 0.4)


_ENGINE_RED: Color = rgb("#a83a3a")
_ENGINE_BLACK: Color = rgb("#2d2c35")
_ENGINE_BRASS: Color = rgb("#e0b050")


def draw_train(pen: Pen) -> None:
    """A steam engine with two carriages."""
    red, black, brass = _ENGINE_RED, _ENGINE_BLACK, _ENGINE_BRASS
    for x in (-2.2, -1.0):
        pen.fill(rounded(x - 0.56, 0.22, x + 0.56, 0.84, 0.06), Fade(lighter(red, 0.08), darker(red, 0.25)))
        pen.fill(rounded(x - 0.6, 0.8, x + 0.6, 0.9, 0.04), black)
        pen.line([(x - 0.55, 0.42), (x + 0.55, 0.42)], brass, 0.025)
        for n in range(4):
            pen.shine(rounded(x - 0.46 + n * 0.25, 0.5, x - 0.29 + n * 0.25, 0.72, 0.03), WARM)
        for wheel in (-0.34, 0.34):
            _wheel(pen, x + wheel, 0.13, 0.13, brass)
    draw_engine(pen)


def draw_engine(pen: Pen) -> None:
    red, black, brass = _ENGINE_RED, _ENGINE_BLACK, _ENGINE_BRASS
    pen.fill(rounded(-0.3, 0.25, 0.1, 0.94, 0.04), Fade(lighter(red, 0.1), darker(red, 0.2)))
    pen.fill(rounded(-0.36, 0.9, 0.16, 1.0, 0.03), black)
    pen.shine(rounded(-0.2, 0.6, 0.02, 0.82, 0.03), WARM)
    pen.fill(rounded(0.08, 0.3, 1.0, 0.72, 0.2), Fade(lighter(black, 0.25), black))
    for x in (0.32, 0.62):
        pen.line([(x, 0.3), (x, 0.72)], brass, 0.03)
    pen.fill(polygon((0.76, 0.7), (0.92, 0.7), (0.98, 1.02), (0.7, 1.02)), black)
    pen.fill(ellipse(0.46, 0.74, 0.1, 0.1), brass)
    pen.fill(polygon((0.96, 0.26), (1.26, 0.02), (0.96, 0.02)), darker(red, 0.1))
    pen.line([(-0.3, 0.24), (1.02, 0.24)], darker(red, 0.3), 0.07)
    for x, r in ((-0.08, 0.18), (0.34, 0.18), (0.76, 0.13)):
        _wheel(pen, x, r, r, red)
    pen.line([(-0.08, 0.16), (0.34, 0.16)], brass, 0.03)
    pen.shine(ellipse(1.01, 0.56, 0.07), WARM)
    pen.glow(1.05, 0.56, 0.5, WARM, 0.5)
    for x, y, r in (
        (0.8, 1.16, 0.1),
        (0.62, 1.3, 0.15),
        (0.36, 1.4, 0.19),
        (0.02, 1.44, 0.2),
        (-0.34, 1.42, 0.17),
    ):
        pen.soft(ellipse(x, y, r, r * 0.8), rgb("#eef0f2"), 0.03, 0.7)


_CAR_PAINT: Color = rgb("#d85a4a")


def draw_car(pen: Pen, paint: Color = _CAR_PAINT) -> None:
    pen.fill(
        smooth([(-0.62, 0.55), (-0.42, 0.95), (0.18, 0.98), (0.5, 0.58)], steps=6),
        Fade(lighter(paint, 0.1), paint),
    )
    for path in (
        [(-0.5, 0.56), (-0.36, 0.86), (-0.08, 0.88), (-0.08, 0.56)],
        [(0.0, 0.56), (0.0, 0.88), (0.17, 0.88), (0.4, 0.57)],
    ):
        pen.fill(polygon(*path), _GLASS)
    pen.fill(
        smooth(
            [(-1.0, 0.22), (-1.04, 0.5), (-0.7, 0.6), (0.5, 0.6), (0.94, 0.52), (1.06, 0.34), (1.02, 0.2)],
            steps=6,
        ),
        Fade(lighter(paint, 0.16), darker(paint, 0.2)),
    )
    pen.line([(-1.0, 0.34), (1.04, 0.34)], darker(paint, 0.25), 0.02)
    pen.line([(-0.04, 0.56), (-0.04, 0.26)], darker(paint, 0.3), 0.014)
    pen.shine(ellipse(0.98, 0.42, 0.055, 0.07), rgb("#fff2c8"))
    pen.glow(1.05, 0.42, 0.4, WARM, 0.5)
    pen.shine(ellipse(-1.0, 0.44, 0.04, 0.06), rgb("#ff5a4a"))
    for x in (-0.58, 0.6):
        pen.fill(ellipse(x, 0.22, 0.25), darker(paint, 0.6))
        _wheel(pen, x, 0.19, 0.19)


_BUS_PAINT: Color = rgb("#e8a83a")


def draw_bus(pen: Pen, paint: Color = _BUS_PAINT) -> None:
    pen.fill(rounded(-1.05, 0.14, 1.05, 0.98, 0.12), Fade(lighter(paint, 0.12), darker(paint, 0.16)))
    pen.fill(rounded(-0.96, 0.94, 0.96, 1.0, 0.03), lighter(paint, 0.4))
    for n in range(5):
        pen.fill(rounded(-0.92 + n * 0.34, 0.54, -0.64 + n * 0.34, 0.84, 0.04), _GLASS)
    pen.fill(rounded(0.76, 0.24, 0.98, 0.84, 0.03), Fade(rgb("#a8d0e0"), rgb("#5f8ca4")))
    pen.line([(-1.04, 0.44), (0.72, 0.44)], lighter(paint, 0.6), 0.04)
    pen.shine(ellipse(1.02, 0.28, 0.045), rgb("#fff2c8"))
    pen.glow(1.06, 0.28, 0.35, WARM, 0.5)
    for x in (-0.62, 0.56):
        pen.fill(ellipse(x, 0.17, 0.2), darker(paint, 0.6))
        _wheel(pen, x, 0.15, 0.15)


_BICYCLE_PAINT: Color = rgb("#3f8fa0")


def draw_bicycle(pen: Pen, paint: Color = _BICYCLE_PAINT) -> None:
    for x in (-0.5, 0.5):
        pen.fill(ribbon(arc(x, 0.34, 0.31, 0.31, 0, 1), 0.045), _TYRE)
        for n in range(6):
            spoke = pen.at(x, 0.34, turn=n / 12)
            spoke.line([(-0.29, 0), (0.29, 0)], rgb("#b8bcc4"), 0.008)
    for path in (
        [(-0.5, 0.34), (-0.2, 0.76)],
        [(-0.2, 0.76), (0.34, 0.74)],
        [(-0.24, 0.68), (-0.04, 0.34)],
        [(-0.04, 0.34), (0.36, 0.7)],
        [(-0.5, 0.34), (-0.04, 0.34)],
        [(0.5, 0.34), (0.32, 0.9)],
    ):
        pen.line(path, paint, 0.045)
    pen.line([(0.32, 0.9), (0.2, 0.98), (0.12, 0.95)], rgb("#5a4030"), 0.04)
    pen.line([(-0.22, 0.76), (-0.24, 0.86)], rgb("#38363f"), 0.03)
    pen.fill(smooth([(-0.4, 0.88), (-0.22, 0.92), (-0.06, 0.88), (-0.24, 0.84)]), rgb("#5a4030"))
    pen.fill(ellipse(-0.04, 0.34, 0.07), rgb("#b8bcc4"))


def draw_rocket(pen: Pen) -> None:
    body, red = rgb("#eef0f4"), rgb("#d8484a")
    for side in (-1, 1):
        pen.fill(
            smooth([(side * 0.1, 0.36), (side * 0.28, 0.2), (side * 0.3, 0.04), (side * 0.1, 0.14)], steps=5),
            Fade(red, darker(red, 0.25)),
        )
    hull = smooth(
        [
            (0, 1.0),
            (0.12, 0.82),
            (0.16, 0.56),
            (0.13, 0.2),
            (0.08, 0.1),
            (-0.08, 0.1),
            (-0.13, 0.2),
            (-0.16, 0.56),
            (-0.12, 0.82),
        ]
    )
    pen.fill(hull, Fade(body, darker(body, 0.16)))
    with pen.inside(hull) as inner:
        inner.fill(polygon((-0.3, 0.8), (0.3, 0.8), (0.0, 1.1)), red)
        inner.fill(box(-0.2, 0.26, 0.2, 0.31), red)
        inner.soft(box(-0.2, 0.1, -0.08, 0.95), darker(body, 0.4), 0.03, 0.5)
    pen.fill(ellipse(0.01, 0.62, 0.085), rgb("#8a929e"))
    pen.shine(ellipse(0.01, 0.62, 0.06), Fade(rgb("#bff0ff"), rgb("#4fa8d0")))
    pen.fill(smooth([(-0.03, 0.3), (0.04, 0.3), (0.03, 0.06), (-0.02, 0.06)]), darker(red, 0.1))
    pen.fill(polygon((-0.09, 0.1), (0.09, 0.1), (0.12, 0.03), (-0.12, 0.03)), rgb("#5a5f6a"))
    pen.shine(
        smooth([(-0.09, 0.03), (0.09, 0.03), (0.05, -0.1), (0.0, -0.22), (-0.05, -0.1)]),
        Fade(rgb("#fff0b0"), rgb("#ff7a30"), 1, 0.2),
    )
    pen.glow(0, -0.05, 0.4, rgb("#ffa040"), 0.6)


def draw_airplane(pen: Pen) -> None:
    body, blue = rgb("#f2f4f6"), rgb("#3f7fc0")
    pen.fill(smooth([(-0.2, 0.6), (-0.62, 0.96), (-0.42, 0.98), (0.2, 0.6)], steps=5), darker(body, 0.2))
    pen.fill(polygon((-1.0, 0.56), (-1.22, 1.0), (-1.0, 1.0), (-0.72, 0.6)), Fade(blue, darker(blue, 0.2)))
    pen.fill(
        smooth(
            [
                (-1.1, 0.56),
                (-0.6, 0.68),
                (0.6, 0.68),
                (1.0, 0.58),
                (1.18, 0.44),
                (0.9, 0.34),
                (-0.4, 0.34),
                (-1.05, 0.48),
            ],
            steps=6,
        ),
        Fade(body, darker(body, 0.14)),
    )
    pen.line([(-1.0, 0.47), (0.2, 0.44), (1.12, 0.43)], blue, 0.04)
    for n in range(8):
        pen.fill(ellipse(-0.5 + n * 0.16, 0.56, 0.032, 0.042), rgb("#4a6f90"))
    pen.fill(smooth([(0.84, 0.62), (1.04, 0.55), (1.08, 0.5), (0.86, 0.52)], steps=4), rgb("#4a6f90"))
    pen.fill(
        smooth([(0.1, 0.46), (-0.44, 0.02), (-0.62, 0.02), (-0.3, 0.46)], steps=5),
        Fade(lighter(blue, 0.3), blue),
    )


def draw_balloon(pen: Pen) -> None:
    colors = (rgb("#d8484a"), rgb("#f2b84a"), rgb("#3f8fb8"))
    dome = smooth(
        [
            (0, 1.0),
            (0.26, 0.93),
            (0.36, 0.7),
            (0.28, 0.48),
            (0.08, 0.26),
            (-0.08, 0.26),
            (-0.28, 0.48),
            (-0.36, 0.7),
            (-0.26, 0.93),
        ]
    )
    pen.fill(dome, Fade(lighter(colors[0], 0.1), colors[0]))
    with pen.inside(dome) as inner:
        for n, wide in enumerate((0.29, 0.19, 0.08)):
            inner.fill(
                smooth(
                    [
                        (0, 1.02),
                        (wide, 0.92),
                        (wide * 1.25, 0.7),
                        (wide, 0.46),
                        (0.02, 0.22),
                        (-wide, 0.46),
                        (-wide * 1.25, 0.7),
                        (-wide, 0.92),
                    ]
                ),
                Fade(lighter(colors[(n + 1) % 3], 0.12), colors[(n + 1) % 3]),
            )
    for x in (-0.07, 0.07):
        pen.line([(x, 0.27), (x * 0.9, 0.14)], rgb("#5a4030"), 0.009)
    pen.fill(rounded(-0.085, 0.0, 0.085, 0.15, 0.025), Fade(rgb("#b0804f"), rgb("#7d5534")))
    pen.line([(-0.09, 0.14), (0.09, 0.14)], rgb("#5a3a26"), 0.022)
    pen.glow(0, 0.26, 0.2, WARM, 0.6)


def draw_satellite(pen: Pen) -> None:
    for side in (-1, 1):
        pen.line([(0, 0.5), (side * 0.34, 0.5)], rgb("#a8aeb8"), 0.03)
        pen.fill(box(side * 0.34, 0.3, side * 1.0, 0.7), Fade(rgb("#4a7fc8"), rgb("#274a86")))
        for n in range(4):
            pen.line(
                [(side * (0.34 + n * 0.22), 0.3), (side * (0.34 + n * 0.22), 0.7)], rgb("#a8c8f0"), 0.012
            )
        pen.line([(side * 0.34, 0.5), (side * 1.0, 0.5)], rgb("#a8c8f0"), 0.012)
    pen.fill(rounded(-0.2, 0.24, 0.2, 0.78, 0.05), Fade(rgb("#f0d890"), rgb("#b08a40")))
    pen.fill(smooth([(-0.22, 0.9), (0.22, 0.9), (0.1, 0.76), (-0.1, 0.76)]), rgb("#e8eaee"))
    pen.line([(0, 0.88), (0, 1.02)], rgb("#a8aeb8"), 0.025)
    pen.shine(ellipse(0, 1.03, 0.035), rgb("#ff6a5a"))
    pen.shine(ellipse(0.1, 0.36, 0.025), rgb("#7be0a0"))


def draw_machine(pen: Pen) -> None:
    """Nobody knows what it does, but it does it with cogs, pipes and a dial."""
    copper, steel = rgb("#b8784a"), rgb("#7d8792")
    pen.line([(0.36, 0.55), (0.52, 0.75), (0.5, 0.96)], copper, 0.09)
    pen.line([(-0.4, 0.5), (-0.56, 0.62), (-0.54, 0.84)], darker(copper, 0.15), 0.07)
    pen.fill(rounded(-0.5, 0.0, 0.5, 0.7, 0.07), Fade(lighter(steel, 0.16), darker(steel, 0.25)))
    pen.fill(rounded(-0.36, 0.66, 0.3, 0.98, 0.12), Fade(lighter(copper, 0.2), darker(copper, 0.15)))
    for x, y, r, color in ((-0.26, 0.28, 0.17, copper), (0.05, 0.2, 0.11, rgb("#e0b050"))):
        for n in range(8):
            pen.at(x, y, turn=n / 8).fill(box(-0.035, r * 0.7, 0.035, r * 1.22), color)
        pen.fill(ellipse(x, y, r), color)
        pen.fill(ellipse(x, y, r * 0.42), darker(steel, 0.4))
    pen.fill(ellipse(0.28, 0.46, 0.13), rgb("#f4ecd8"))
    pen.fill(ribbon(arc(0.28, 0.46, 0.13, 0.13, 0, 1), 0.03), darker(copper, 0.3))
    pen.line([(0.28, 0.46), (0.35, 0.54)], rgb("#c03a3a"), 0.02)
    for n, color in enumerate((rgb("#ff6a5a"), rgb("#ffd35a"), rgb("#7be0a0"))):
        pen.shine(ellipse(-0.3 + n * 0.13, 0.57, 0.035), color)
        pen.glow(-0.3 + n * 0.13, 0.57, 0.12, color, 0.5)
    pen.shine(ellipse(-0.03, 0.83, 0.09), Fade(rgb("#c8fff0"), rgb("#4fd0b8")))
    pen.glow(-0.03, 0.83, 0.3, rgb("#6fe8d0"), 0.5)
    pen.soft(ellipse(0.5, 1.06, 0.12, 0.09), WHITE, 0.03, 0.6)
