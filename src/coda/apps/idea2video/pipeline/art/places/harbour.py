"""The harbour: boats between two quays."""

from __future__ import annotations

from collections.abc import Callable

from coda.apps.idea2video.pipeline.art.canvas import Fade
from coda.apps.idea2video.pipeline.art.colors import BLACK, darker, lighter, mix, rgb
from coda.apps.idea2video.pipeline.art.elements import landmarks
from coda.apps.idea2video.pipeline.art.geometry import box, ellipse, ribbon, smooth
from coda.apps.idea2video.pipeline.art.pen import Pen
from coda.apps.idea2video.pipeline.art.places import buildings, fittings, kit, moorings
from coda.apps.idea2video.pipeline.art.places.towns import add_paving, add_row
from coda.apps.idea2video.pipeline.art.places.waters import add_waves, paint_water
from coda.apps.idea2video.pipeline.art.scene import Ground, Scene, Spot
from coda.apps.idea2video.pipeline.layers import Motion

_QUAY = 0.5
"""Where our own quay ends, as a part of the ground."""


def harbour(scene: Scene) -> Ground:
    kit.outdoors(scene)
    paint_water(scene, scene.ground(0.03))
    kit.hills(scene, "far", rgb("#6f93a0"), base=0.06, height=0.2, depth=0.2, far=0.8, sink=0.004)
    _crane(scene)
    add_row(
        scene, buildings.townhouse, "town", count=13, foot=0.13, size=0.22, depth=0.36, far=0.34, vary=0.2
    )
    _far_quay(scene)
    _moored(scene)
    quay = scene.near_ground(_QUAY)
    add_waves(scene, 0.2, quay, 3, rough=0.35)
    _boats(scene)
    add_paving(scene, rgb("#a89c90"), quay)
    _edge(scene, quay)
    _goods(scene)
    _near_bollard(scene)
    w, lead = scene.width, scene.stage.lead
    return Ground(
        (
            Spot(w * (0.5 - lead * 0.38), scene.ground(0.14), 0.8, 0.37),
            Spot(w * 0.5, scene.ground(0.56), 0.7, 0.93),
        ),
        (
            Spot(w * (0.5 + lead * 0.05), scene.ground(0.32), 0.9, 0.5),
            Spot(w * (0.5 - lead * 0.4), scene.ground(0.36), 0.9, 0.55),
        ),
    )


def _crane(scene: Scene) -> None:
    canvas, size = scene.sheet(), scene.stage.size * scene.stage.view.landmark
    x = scene.width * (0.5 + scene.stage.lead * 0.12)
    kit.stand(
        scene, canvas, moorings.crane, x, scene.ground(0.13), size * 0.38, 0.45, flip=scene.stage.lead > 0
    )
    scene.add(canvas, 0.34)


def _far_quay(scene: Scene) -> None:
    canvas, size = scene.sheet(), scene.stage.size
    top, foot = scene.ground(0.125), scene.ground(0.19)
    stone, right = scene.tone(rgb("#9a8c80"), 0.3), canvas.left + canvas.width
    canvas.fill(box(canvas.left, top, right, foot), Fade(lighter(stone, 0.12), darker(stone, 0.25)))
    canvas.fill(box(canvas.left, top - size * 0.006, right, top + size * 0.004), lighter(stone, 0.25))
    for n in range(14):
        x = scene.width * (n / 13 * 1.2 - 0.1)
        canvas.fill(box(x, top + size * 0.01, x + size * 0.012, foot), darker(stone, 0.4))
    scene.add(canvas, 0.37)


def _moored(scene: Scene) -> None:
    """Masts along the far quay."""
    canvas, size = scene.sheet(), scene.stage.size * scene.stage.view.landmark
    for n, x in enumerate((-0.02, 0.30, 0.66, 0.98)):
        kit.stand(
            scene, canvas, moorings.masts, scene.width * x, scene.ground(0.21), size * 0.2, 0.22, label=n
        )
    scene.add(canvas, 0.4, Motion("swell", scene.stage.size * 0.003, 5.2))


def _boats(scene: Scene) -> None:
    """Two boats that ride on the water before our quay."""
    size, lead = scene.stage.size * scene.stage.view.landmark, scene.stage.lead
    part = 0.8 if scene.stage.tall else 1.0
    boats = ((-0.24, 0.40, 0.34, 0.56), (0.36, 0.33, 0.27, 0.5))
    for n, (out, foot, tall, depth) in enumerate(boats):
        canvas, x = scene.sheet(), scene.width * (0.5 + lead * out * part)
        draw, y = moorings.trawler, scene.ground(foot)
        kit.stand(
            scene, canvas, draw, x, y, size * tall, 0.08, label=n, flip=lead > 0, lamps=kit.lamps(scene)
        )
        scene.add(canvas, depth, Motion("hover", scene.stage.size * 0.006, 4.6 + n, 0.4 * n))


def _edge(scene: Scene, quay: float) -> None:
    """The kerb of our quay, with rings of iron and a lamp."""
    canvas, size = scene.sheet(), scene.stage.size
    y, right = scene.ground(quay), scene.width * 1.1
    stone = scene.tone(rgb("#c4b8a8"))
    canvas.fill(box(canvas.left, y - size * 0.005, right, y + size * 0.018), Fade(lighter(stone, 0.2), stone))
    canvas.fill(box(canvas.left, y + size * 0.018, right, y + size * 0.024), darker(stone, 0.4))
    grown = size * min(1.5, scene.stage.near)
    lamp = scene.width * (0.5 + scene.stage.lead * 0.43)
    kit.stand(scene, canvas, landmarks.draw_streetlight, lamp, scene.ground(quay + 0.06), grown * 0.42)
    scene.lamp(lamp, scene.ground(quay + 0.06) - grown * 0.36, size * 0.13, 0.93)
    for n, out in enumerate((-0.30, 0.1, 0.36)):
        x = scene.width * (0.5 + scene.stage.lead * out)
        kit.stand(scene, canvas, moorings.bollard, x, y + size * 0.03, grown * 0.055, label=n)
    scene.add(canvas, 0.925)


def _goods(scene: Scene) -> None:
    canvas, lead = scene.sheet(), scene.stage.lead
    size = scene.stage.size * min(1.5, scene.stage.near)
    things: tuple[tuple[Callable[[Pen], None], float, float, float], ...] = (
        (fittings.barrel, -0.45, 0.60, 0.14),
        (moorings.traps, -0.36, 0.62, 0.1),
        (moorings.fish_box, -0.23, 0.60, 0.06),
        (moorings.coil, 0.30, 0.60, 0.045),
    )
    for draw, out, foot, tall in things:
        x, y = scene.width * (0.5 + lead * out), scene.ground(foot)
        shade = ellipse(x, y, size * tall * 1.1, size * 0.01)
        canvas.fill_all([shade], scene.palette.shadow, 0.4, size * 0.008)
        kit.stand(scene, canvas, draw, x, y, size * tall)
    scene.add(canvas, 0.94)


def _near_bollard(scene: Scene) -> None:
    """A dark one before us in the corner, and the rope that leads out of the picture."""
    if scene.stage.view.framing <= 0.3:
        return
    canvas, size, lead = scene.sheet(), scene.stage.size, scene.stage.lead
    x, foot = scene.width * (0.5 + lead * 0.41), scene.height * 1.02
    tone = mix(scene.tone(rgb("#34343f")), BLACK, 0.35)
    rope = mix(scene.tone(rgb("#b89c74")), BLACK, 0.45)
    shape = [
        (-0.07, 0.0),
        (-0.05, 0.1),
        (-0.075, 0.15),
        (-0.04, 0.18),
        (0.04, 0.18),
        (0.075, 0.15),
        (0.05, 0.1),
        (0.07, 0.0),
    ]
    canvas.fill(smooth([(x + size * a, foot - size * b) for a, b in shape]), Fade(lighter(tone, 0.12), tone))
    for up in (0.07, 0.09, 0.11):
        canvas.fill(
            ribbon(
                ((x - size * 0.055, foot - size * up), (x + size * 0.055, foot - size * up)), size * 0.022
            ),
            rope,
        )
    line = [
        (x + lead * size * 0.05, foot - size * 0.08),
        (x + lead * size * 0.2, foot - size * 0.02),
        (x + lead * size * 0.4, foot - size * 0.1),
    ]
    canvas.fill(ribbon(smooth(line, closed=False), size * 0.02), rope)
    scene.add(canvas, 1.34)
