"""What all rooms are made of: walls and furniture along them; and the stage."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from coda.apps.idea2video.pipeline.art.canvas import Fade
from coda.apps.idea2video.pipeline.art.colors import BLACK, Color, darker, lighter, mix, rgb
from coda.apps.idea2video.pipeline.art.geometry import arc, box, ellipse, polygon, ribbon, rounded, smooth
from coda.apps.idea2video.pipeline.art.pen import Pen, glow
from coda.apps.idea2video.pipeline.art.places import kit
from coda.apps.idea2video.pipeline.art.places.floors import boards
from coda.apps.idea2video.pipeline.art.places.lamplight import indoor_tone, light_fall
from coda.apps.idea2video.pipeline.art.places.windows import Pane, curtained_window
from coda.apps.idea2video.pipeline.art.scene import Ground, Scene, Spot
from coda.apps.idea2video.pipeline.layers import Motion


@dataclass(frozen=True, slots=True)
class Shell:
    """A room without its furniture. `edge` is where wall and floor meet."""

    edge: float
    window: Pane


def edge_of(scene: Scene) -> float:
    """Where the far wall and the floor meet."""
    return max(scene.ground(0.16), scene.height * 0.30)


def shell(
    scene: Scene, wall: Color, floor: Color, *, panels: Color | None = None, wide: float = 0.3
) -> Shell:
    """Wall with a window to the weather, wainscot, floorboards, and the lamp's warmth."""
    edge, size = edge_of(scene), scene.stage.size
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
    pane = curtained_window(scene, edge, wide)
    boards(scene, floor, edge)
    light_fall(scene, pane, edge)
    return Shell(edge, pane)


def _paper(scene: Scene, tone: Color, edge: float) -> None:
    """Faint stripes on the wall."""
    step = scene.stage.size * 0.085
    stripes = [
        box(n * step, -9, n * step + step * 0.45, edge) for n in range(-1, int(scene.width / step) + 2)
    ]
    scene.backdrop.fill_all(stripes, lighter(tone, 0.12), 0.22)


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
    boards(scene, rgb("#a06a42"), edge)
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
