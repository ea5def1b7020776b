"""What all rooms are made of: walls, a window, floorboards, light; and the stage."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from coda.apps.idea2video.pipeline.art.canvas import Canvas, Fade
from coda.apps.idea2video.pipeline.art.colors import BLACK, Color, darker, lighter, mix, rgb
from coda.apps.idea2video.pipeline.art.elements.landmarks import WARM
from coda.apps.idea2video.pipeline.art.geometry import arc, box, ellipse, polygon, ribbon, rounded, smooth
from coda.apps.idea2video.pipeline.art.pen import Pen, glow
from coda.apps.idea2video.pipeline.art.places import kit
from coda.apps.idea2video.pipeline.art.scene import Ground, Scene, Spot
from coda.apps.idea2video.pipeline.art.skies import gradient, sprinkle
from coda.apps.idea2video.pipeline.layers import Motion


@dataclass(frozen=True, slots=True)
class Shell:
    """A room without its furniture. `edge` is where wall and floor meet, `window` the pane's left, top, right
    and bottom."""

    edge: float
    window: tuple[float, float, float, float]


def indoor_tone(scene: Scene, color: Color, far: float = 0.0) -> Color:
    """Inside, lamps take the edge off the night."""
    lit = scene.tone(color, far * 0.4)
    warm = (color[0] * 0.78, color[1] * 0.62, color[2] * 0.50)
    return mix(lit, warm, 0.28 * scene.palette.dark)


def shell(
    scene: Scene, wall: Color, boards: Color, *, panels: Color | None = None, wide: float = 0.3
) -> Shell:
    """Wall with a window to the weather, wainscot, floorboards, and the lamp's warmth."""
    edge, size = max(scene.ground(0.16), scene.height * 0.30), scene.stage.size
    canvas, tone = scene.backdrop, indoor_tone(scene, wall)
    canvas.fill(box(-9, -9, scene.width + 9, edge), Fade(darker(tone, 0.22), lighter(tone, 0.05)))
    _paper(scene, tone, edge)
    if panels is not None:
        paint = indoor_tone(scene, panels)
        top = edge - size * 0.13
        canvas.fill(box(-9, top, scene.width + 9, edge), Fade(lighter(paint, 0.06), darker(paint, 0.12)))
        for n in range(16):
            x = n / 15 * scene.width
            canvas.fill(
                rounded(x - size * 0.04, top + size * 0.025, x + size * 0.04, edge - size * 0.025, 4),
                darker(paint, 0.14),
            )
        canvas.fill(box(-9, top - size * 0.012, scene.width + 9, top), lighter(paint, 0.2))
    pane = _window(scene, edge, wide)
    _boards(scene, boards, edge)
    _light_fall(scene, pane, edge)
    return Shell(edge, pane)


def _paper(scene: Scene, tone: Color, edge: float) -> None:
    """Faint stripes on the wall."""
    step = scene.stage.size * 0.085
    stripes = [
        box(n * step, -9, n * step + step * 0.45, edge) for n in range(-1, int(scene.width / step) + 2)
    ]
    scene.backdrop.fill_all(stripes, lighter(tone, 0.12), 0.22)


def _window(scene: Scene, edge: float, wide: float) -> tuple[float, float, float, float]:
    size, side = scene.stage.size, -scene.stage.lead
    centre = scene.width * (0.5 + side * (0.24 if not scene.stage.tall else 0.2))
    half, top, bottom = size * wide * 0.5, edge - size * 0.47, edge - size * 0.17
    top = max(size * 0.06, top)
    left, right = centre - half, centre + half
    frame = indoor_tone(scene, rgb("#f0e6d4"))
    scene.backdrop.fill(
        rounded(left - size * 0.03, top - size * 0.03, right + size * 0.03, bottom + size * 0.03, 8),
        darker(frame, 0.12),
    )
    view = Canvas(int(right - left), max(2, int(bottom - top)), int(left), int(top))
    gradient(view, scene.palette.sky, view.height)
    if scene.picture.time == "night":
        sprinkle(view, scene.dice("window stars"), 1500, scene.width, scene.height)
    view.fill(
        ellipse(left + half * 0.5, bottom + half * 0.1, half * 0.9, size * 0.07),
        scene.tone(rgb("#5f8a78"), 0.55),
    )
    view.fill(
        ellipse(right - half * 0.2, bottom + half * 0.1, half * 0.8, size * 0.045),
        scene.tone(rgb("#5f8a68"), 0.4),
    )
    scene.backdrop.paste(view.pixels, int(left), int(top))
    bars = [
        box((left + right) / 2 - size * 0.008, top, (left + right) / 2 + size * 0.008, bottom),
        box(left, (top + bottom) / 2 - size * 0.007, right, (top + bottom) / 2 + size * 0.007),
    ]
    scene.backdrop.fill_all(bars, frame)
    scene.backdrop.fill(
        box(left - size * 0.05, bottom + size * 0.02, right + size * 0.05, bottom + size * 0.045),
        lighter(frame, 0.15),
    )
    if scene.picture.weather in {"rain", "storm", "snow"}:
        scene.effect(
            "window rain",
            (left, top, right, bottom),
            depth=0.08,
            amount=1.0 if scene.picture.weather != "snow" else -1.0,
        )
    _curtains(scene, left, right, top, bottom)
    scene.pane = (left, top, right, bottom)
    return left, top, right, bottom


def _curtains(scene: Scene, left: float, right: float, top: float, bottom: float) -> None:
    canvas, size = scene.sheet(), scene.stage.size
    cloth = indoor_tone(
        scene,
        kit.uneven(
            scene.dice("curtain"),
            rgb(("#b85a5a", "#5a7a9a", "#8a9a5a", "#c08a4a")[int(scene.dice("cloth").integers(4))]),
        ),
    )
    for side, x in ((-1, left), (1, right)):
        shape = smooth(
            [
                (x - side * size * 0.05, top - size * 0.05),
                (x - side * size * 0.02, (top + bottom) / 2),
                (x + side * size * 0.02, bottom + size * 0.10),
                (x + side * size * 0.10, bottom + size * 0.10),
                (x + side * size * 0.09, top - size * 0.05),
            ],
            steps=6,
        )
        canvas.fill(shape, Fade(lighter(cloth, 0.1), darker(cloth, 0.15)))
        for n in range(3):
            fold = x + side * size * (0.0 + 0.03 * n)
            canvas.fill(
                ribbon(
                    smooth(
                        [
                            (fold, top - size * 0.04),
                            (fold + side * 3, (top + bottom) / 2),
                            (fold + side * size * 0.012, bottom + size * 0.09),
                        ],
                        closed=False,
                    ),
                    2,
                    5,
                    3,
                ),
                darker(cloth, 0.25),
            )
    canvas.fill(
        box(left - size * 0.12, top - size * 0.065, right + size * 0.12, top - size * 0.048),
        indoor_tone(scene, rgb("#7a5a3a")),
    )
    scene.add(canvas, 0.14, Motion("sway", 4, 5.0))


def _boards(scene: Scene, color: Color, edge: float) -> None:
    tone, low = indoor_tone(scene, color), scene.height * 1.05
    scene.backdrop.fill(
        box(-9, edge, scene.width + 9, low + 9), Fade(darker(tone, 0.12), lighter(tone, 0.06))
    )
    for n in range(-13, 14):
        x0, x1 = scene.width * (0.5 + n * 0.055), scene.width * (0.5 + n * 0.115)
        scene.backdrop.fill_all(
            [polygon((x0, edge), (x0 + 1.5, edge), (x1 + 4, low), (x1, low))], darker(tone, 0.4), 0.55
        )
    scene.backdrop.fill_all(
        [box(-9, edge, scene.width + 9, edge + scene.stage.size * 0.03)],
        darker(tone, 0.6),
        0.35,
        scene.stage.size * 0.012,
    )
    scene.backdrop.fill(
        box(-9, edge - scene.stage.size * 0.018, scene.width + 9, edge), indoor_tone(scene, rgb("#e4d8c4"))
    )


def _light_fall(scene: Scene, pane: tuple[float, float, float, float], edge: float) -> None:
    """The window's light on the floor, and a lamp's warmth on the wall when it is dark."""
    left, _, right, _ = pane
    shift, size = scene.stage.lead * scene.stage.size * 0.16, scene.stage.size
    light = mix(scene.palette.sky[3], scene.palette.sun, 0.5)
    strength = 0.34 * (1 - 0.55 * scene.palette.dark)
    low = edge + (scene.height - edge) * 0.62
    patch = polygon(
        (left + shift * 0.4, edge + size * 0.03),
        (right + shift * 0.4, edge + size * 0.03),
        (right + shift * 1.8, low),
        (left + shift * 1.5, low),
    )
    scene.backdrop.fill_all([patch], light, strength, size * 0.012)
    if scene.palette.dark > 0.2:
        x = scene.width * (0.5 + scene.stage.lead * 0.22)
        glow(scene.backdrop, x, edge - size * 0.25, size * 0.75, WARM, 0.30 * scene.palette.dark)


def rug(scene: Scene, color: Color, edge: float) -> None:
    canvas, size = scene.backdrop, scene.stage.size
    y, tone = edge + (scene.height - edge) * 0.55, indoor_tone(scene, color)
    for scale, paint in ((1.0, tone), (0.86, lighter(tone, 0.45)), (0.8, tone), (0.4, darker(tone, 0.25))):
        canvas.fill(
            ellipse(scene.width * 0.5, y, size * 0.56 * scale, (scene.height - edge) * 0.24 * scale), paint
        )


def furnish(
    scene: Scene,
    things: list[tuple[Callable[[Pen], None], float, float, float]],
    edge: float,
    depth: float = 0.62,
) -> None:
    """Things along the wall: what, x as a part of the width from the middle on the leading side, drop below
    the wall's edge in stage sizes, height in stage sizes."""
    canvas, size = scene.sheet(), scene.stage.size
    for number, (draw, x, drop, tall) in enumerate(things):
        across = scene.width * (0.5 + scene.stage.lead * x * (0.8 if scene.stage.tall else 1.0))
        kit.stand(
            scene,
            canvas,
            draw,
            across,
            edge + size * drop,
            size * tall * scene.stage.view.landmark,
            0.05,
            label=number,
        )
    scene.add(canvas, depth)


def inside(scene: Scene, edge: float, wall: tuple[float, float] = (0.06, 0.24)) -> Ground:
    """Landmarks stand against the wall."""
    y, size = edge + scene.stage.size * wall[0], scene.stage.size
    return Ground(
        (
            Spot(scene.width * (0.5 - scene.stage.lead * wall[1]), y, 0.9, 0.7),
            Spot(scene.width * (0.5 + scene.stage.lead * 0.36), y, 0.9, 0.7),
        ),
        (),
        Spot(scene.width * 0.5, edge + size * 0.1),
    )


def stage(scene: Scene) -> Ground:
    """Red curtains, spotlights, boards; the audience in front."""
    size, w = scene.stage.size, scene.width
    edge = max(scene.ground(0.18), scene.height * 0.3)
    dark = indoor_tone(scene, rgb("#3a1f30"))
    scene.backdrop.fill(box(-9, -9, w + 9, edge + 9), Fade(darker(dark, 0.4), lighter(dark, 0.08)))
    glow(scene.backdrop, w * 0.5, edge - size * 0.1, size * 0.9, rgb("#f0a86a"), 0.42)
    _boards(scene, rgb("#a06a42"), edge)
    drapes, red = scene.sheet(), indoor_tone(scene, rgb("#b02a3a"))
    for side in (-1, 1):
        for n in range(7):
            x = w * (0.5 + side * (0.64 - 0.045 * n))
            drapes.fill(
                smooth(
                    [
                        (x - size * 0.05, -size * 0.1),
                        (x - size * 0.045, edge * 0.6),
                        (x - size * 0.07 + side * size * 0.02 * n, edge + size * 0.07),
                        (x + size * 0.06 + side * size * 0.02 * n, edge + size * 0.07),
                        (x + size * 0.05, edge * 0.6),
                        (x + size * 0.05, -size * 0.1),
                    ],
                    steps=5,
                ),
                Fade(lighter(red, 0.1 * (n % 2)), darker(red, 0.25 + 0.15 * (n % 2))),
            )
    for n in range(12):
        x = w * (n / 11 * 1.2 - 0.1)
        drapes.fill(
            ellipse(x, size * 0.02, w * 0.062, size * 0.13),
            Fade(darker(red, 0.1), lighter(red, 0.05 + 0.05 * (n % 2))),
        )
        drapes.fill(
            ribbon(arc(x, size * 0.02, w * 0.06, -size * 0.126, 0.55, 0.95), 5),
            indoor_tone(scene, rgb("#e8b84a")),
        )
    scene.add(drapes, 0.55, Motion("sway", 4, 6.0))
    _spotlights(scene, edge)
    _audience(scene)
    return inside(scene, edge, (0.1, 0.2))


def _spotlights(scene: Scene, edge: float) -> None:
    canvas, size, w = scene.sheet(), scene.stage.size, scene.width
    low = edge + (scene.height - edge) * 0.5
    for x, target in (
        (0.1, scene.stage.third(scene.stage.lead)),
        (0.9, scene.stage.third(-scene.stage.lead)),
    ):
        cone = polygon(
            (w * x - 8, -size * 0.05),
            (w * x + 8, -size * 0.05),
            (target + size * 0.24, low),
            (target - size * 0.24, low),
        )
        canvas.fill_all([cone], Fade((1, 0.95, 0.8), (1, 0.9, 0.66), 0.42, 0.06), 1.0, size * 0.014)
        canvas.fill_all(
            [ellipse(target, low, size * 0.26, size * 0.06)], (1.0, 0.92, 0.7), 0.34, size * 0.012
        )
    scene.add(canvas, 0.9)


def _audience(scene: Scene) -> None:
    if scene.stage.view.framing <= 0.3:
        return
    canvas, throws, size = scene.sheet(), scene.dice("audience"), scene.stage.size
    tone = mix(indoor_tone(scene, rgb("#241822")), BLACK, 0.4)
    for x in np.linspace(-0.06, 1.06, 13):
        px, y = (
            scene.width * float(x) + float(throws.uniform(-8, 8)),
            scene.height * 1.0 + float(throws.uniform(-6, 10)),
        )
        canvas.fill(ellipse(px, y - size * 0.02, size * 0.032, size * 0.037), tone)
        canvas.fill(ellipse(px, y + size * 0.07, size * 0.07, size * 0.07), tone)
    scene.add(canvas, 1.36)
