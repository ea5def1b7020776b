"""Market and station."""

from __future__ import annotations

import numpy as np

from coda.apps.idea2video.pipeline.art.canvas import Fade
from coda.apps.idea2video.pipeline.art.colors import BLACK, darker, mix, rgb
from coda.apps.idea2video.pipeline.art.elements import landmarks, small
from coda.apps.idea2video.pipeline.art.geometry import arc, box, ellipse, polygon, ribbon
from coda.apps.idea2video.pipeline.art.pen import Pen
from coda.apps.idea2video.pipeline.art.places import buildings, kit
from coda.apps.idea2video.pipeline.art.places.towns import add_garland, add_paving, add_row
from coda.apps.idea2video.pipeline.art.scene import Ground, Scene, Spot


def market(scene: Scene) -> Ground:
    kit.outdoors(scene)
    add_row(scene, buildings.townhouse, "back", count=10, foot=0.16, size=0.30, depth=0.4, far=0.42)
    add_row(scene, buildings.stall, "far", count=8, foot=0.22, size=0.13, depth=0.55, far=0.3)
    add_paving(scene, rgb("#b8a08a"), 0.20, 0.6)
    canvas, size = scene.sheet(), scene.stage.size * min(1.6, scene.stage.near)
    for n, (x, part, tall) in enumerate(
        ((0.16, 0.4, 0.28), (0.84, 0.4, 0.28), (0.02, 0.58, 0.42), (0.98, 0.58, 0.42))
    ):
        kit.stand(
            scene,
            canvas,
            buildings.stall,
            scene.width * x,
            scene.ground(part),
            size * tall,
            0.1 if n < 2 else 0.0,
            label=n,
        )
    scene.add(canvas, 0.8)
    add_garland(scene)
    lanterns = scene.sheet()
    for x in (0.3, 0.5, 0.7):
        kit.stand(
            scene,
            lanterns,
            small.draw_lantern,
            scene.width * x,
            scene.stage.size * 0.3,
            scene.stage.size * 0.055,
        )
        scene.lamp(scene.width * x, scene.stage.size * 0.28, scene.stage.size * 0.1, 0.86)
    scene.add(lanterns, 0.86)
    return Ground(
        (
            Spot(scene.width * 0.5, scene.ground(0.24), 0.8, 0.62),
            Spot(scene.stage.third(-scene.stage.lead), scene.ground(0.44), 0.8, 0.82),
        )
    )


def station(scene: Scene) -> Ground:
    """A hall of iron and glass over platform and rails."""
    kit.outdoors(scene)
    add_row(scene, buildings.townhouse, "town", count=12, foot=0.12, size=0.2, depth=0.25, far=0.7)
    _hall(scene)
    canvas = scene.sheet()
    gravel, y = scene.tone(rgb("#7a706c")), scene.ground(0.14)
    canvas.fill(
        box(canvas.left, y, canvas.left + canvas.width, scene.ground(0.6)),
        Fade(mix(gravel, scene.palette.haze, 0.3), darker(gravel, 0.25)),
    )
    for part in (0.2, 0.27):
        at = scene.ground(part)
        for n in range(60):
            x = canvas.left + n / 60 * canvas.width
            canvas.fill(box(x, at, x + 12, at + 9), scene.tone(rgb("#5a4438")))
        canvas.fill(box(canvas.left, at - 3, canvas.left + canvas.width, at + 3), scene.tone(rgb("#b8bcc4")))
    scene.add(canvas, 0.62)
    add_paving(scene, rgb("#b0a49a"), 0.42)
    edge = scene.sheet()
    edge.fill(
        box(
            edge.left,
            scene.ground(0.42) - 2,
            edge.left + edge.width,
            scene.ground(0.42) + scene.stage.size * 0.014,
        ),
        scene.tone(rgb("#f2d060")),
    )
    edge.fill(
        box(
            edge.left,
            scene.ground(0.42) - scene.stage.size * 0.03,
            edge.left + edge.width,
            scene.ground(0.42) - 2,
        ),
        scene.tone(rgb("#6a605e")),
    )
    scene.add(edge, 0.925)
    _station_furniture(scene)
    return Ground(
        (
            Spot(scene.width * (0.5 - scene.stage.lead * 0.06), scene.ground(0.28), 1.0, 0.64),
            Spot(scene.stage.third(-scene.stage.lead), scene.ground(0.5), 0.8, 0.93),
        )
    )


def _hall(scene: Scene) -> None:
    canvas, size, w = scene.sheet(), scene.stage.size, scene.width
    iron = scene.tone(rgb("#3f4a58"), 0.22)
    y, centre = scene.ground(0.14), w * 0.5
    for n, grow in enumerate((0.62, 0.8, 1.04)):
        rx, ry = w * 0.52 * grow, (y - size * 0.02) * 0.95 * grow
        ring = arc(centre, y, rx, -ry, 0.0, 0.5)
        canvas.fill(ribbon(ring, size * (0.012 + 0.008 * n)), mix(iron, BLACK, 0.1 * n))
        for side in (-1, 1):
            canvas.fill(
                box(
                    centre + side * rx - size * 0.012,
                    y - size * 0.02,
                    centre + side * rx + size * 0.012,
                    scene.ground(0.3),
                ),
                mix(iron, BLACK, 0.1 * n),
            )
    for turn in np.linspace(0.04, 0.46, 9):
        x, up = np.cos(turn * 2 * np.pi), np.sin(turn * 2 * np.pi)
        bar = polygon((centre + x * w * 0.32, y - up * (y * 0.59)), (centre + x * w * 0.56, y - up * y * 1.0))
        canvas.fill(ribbon(bar, size * 0.006), iron)
    scene.add(canvas, 0.45)


def _station_furniture(scene: Scene) -> None:
    canvas, size = scene.sheet(), scene.stage.size * min(1.5, scene.stage.near)
    side = -scene.stage.lead
    x, y = scene.width * (0.5 + side * 0.40), scene.ground(0.5)
    kit.stand(scene, canvas, landmarks.draw_bench, x, y, size * 0.12)
    kit.stand(scene, canvas, landmarks.draw_streetlight, scene.width * (0.5 - side * 0.42), y, size * 0.44)
    kit.stand(scene, canvas, _platform_clock, x + side * size * 0.16, y, size * 0.42)
    scene.lamp(scene.width * (0.5 - side * 0.42), y - size * 0.38, size * 0.13, 0.93)
    scene.add(canvas, 0.93)


def _platform_clock(pen: Pen) -> None:
    pen.line([(0, 0), (0, 0.72)], rgb("#34404c"), 0.03)
    pen.fill(ellipse(0, 0.86, 0.15), rgb("#34404c"))
    pen.shine(ellipse(0, 0.86, 0.12), rgb("#fff6de"))
    for path in ([(0, 0.86), (0.0, 0.94)], [(0, 0.86), (0.06, 0.83)]):
        pen.lights.fill(pen.path(ribbon(polygon(*path), 0.016)), rgb("#2c2830"))
