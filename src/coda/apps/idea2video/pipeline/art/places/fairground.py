"""The fairground: a big wheel, a circus tent, a carousel, and lamps over it all."""

from __future__ import annotations

from functools import partial

from coda.apps.idea2video.pipeline.art.canvas import Canvas, Fade
from coda.apps.idea2video.pipeline.art.colors import lighter, rgb
from coda.apps.idea2video.pipeline.art.elements import nature
from coda.apps.idea2video.pipeline.art.geometry import Points, ellipse, polygon, ribbon, smooth
from coda.apps.idea2video.pipeline.art.places import kit, rides
from coda.apps.idea2video.pipeline.art.places.towns import add_garland, add_row
from coda.apps.idea2video.pipeline.art.scene import Ground, Scene, Spot
from coda.apps.idea2video.pipeline.layers import Motion

_SAND = rgb("#cdb28a")
_TURN_SECONDS = 48.0


def fairground(scene: Scene) -> Ground:
    kit.outdoors(scene)
    kit.hills(scene, "far", rgb("#6f93a0"), base=0.03, height=0.12, depth=0.2, far=0.82)
    _coaster(scene)
    trees = [nature.draw_tree]
    kit.scatter(scene, trees, count=12, band=(0.1, 0.13), size=0.13, depth=0.3, far=0.5, label="trees")
    _wheel(scene)
    add_row(scene, rides.small_tent, "tents", count=9, foot=0.17, size=0.13, depth=0.42, far=0.3, vary=0.25)
    _tent(scene)
    kit.floor(scene, _SAND, top=0.24, uneven=0.008)
    _confetti(scene)
    _rides(scene)
    _bunting(scene)
    add_garland(scene)
    _balloons(scene)
    y, lead = scene.ground(0.3), scene.stage.lead
    return Ground(tuple(Spot(scene.width * (0.5 + lead * x), y, 0.75, 0.93) for x in (-0.1, 0.42)))


def _coaster(scene: Scene) -> None:
    canvas, size = scene.sheet(), scene.stage.size * scene.stage.view.landmark
    x = scene.width * (0.5 + scene.stage.lead * 0.16)
    kit.stand(scene, canvas, rides.coaster, x, scene.ground(0.12), size * 0.26, 0.55)
    scene.add(canvas, 0.26)


def _wheel(scene: Scene) -> None:
    """The wheel is a sheet of its own, which turns between its stand's two legs."""
    tall = scene.stage.size * 0.56 * scene.stage.view.landmark
    x, y = scene.width * (0.5 - scene.stage.lead * 0.16), scene.ground(0.16)
    hub, reach, lamps = y - tall * rides.HUB, int(tall * 0.5), 0.35 + 0.65 * scene.palette.dark
    turning = Canvas(2 * reach, 2 * reach, int(x) - reach, int(hub) - reach)
    kit.stand(scene, turning, rides.wheel, x, hub, tall, 0.15, lamps=lamps)
    scene.add(turning, 0.36, Motion("spin", period=_TURN_SECONDS * scene.palette.side, pivot=(x, hub)))
    canvas = scene.sheet()
    kit.stand(scene, canvas, rides.wheel_stand, x, y, tall, 0.15, lamps=lamps)
    scene.add(canvas, 0.361)


def _tent(scene: Scene) -> None:
    canvas, size, lead = scene.sheet(), scene.stage.size * scene.stage.view.landmark, scene.stage.lead
    cloth = rides.CLOTHS[int(scene.dice("cloth").integers(len(rides.CLOTHS)))]
    x = scene.width * (0.5 + lead * (0.33 if not scene.stage.tall else 0.28))
    draw = partial(rides.big_top, cloth=cloth)
    kit.stand(scene, canvas, draw, x, scene.ground(0.26), size * 0.42, 0.12, lamps=kit.lamps(scene))
    scene.add(canvas, 0.52)


def _rides(scene: Scene) -> None:
    canvas, size, lead = scene.sheet(), scene.stage.size * scene.stage.view.landmark, scene.stage.lead
    part = 0.8 if scene.stage.tall else 1.0
    for draw, out, foot, tall in ((rides.carousel, -0.33, 0.36, 0.36), (rides.booth, 0.44, 0.42, 0.30)):
        x, y = scene.width * (0.5 + lead * out * part), scene.ground(foot)
        shade = ellipse(x, y, size * tall * 0.62, size * 0.012)
        canvas.fill_all([shade], scene.palette.shadow, 0.35, size * 0.01)
        kit.stand(scene, canvas, draw, x, y, size * tall, 0.04, lamps=kit.lamps(scene))
        scene.lamp(x, y - size * tall * 0.6, size * tall * 0.6, 0.931)
    scene.add(canvas, 0.93)


def _confetti(scene: Scene) -> None:
    canvas, throws, size = scene.sheet(), scene.dice("confetti"), scene.stage.size
    for n in range(90):
        part = float(throws.uniform(0.02, 1)) ** 1.4
        x, y = float(throws.uniform(-0.1, 1.1)) * scene.width, scene.ground(0.27 + 0.75 * part)
        wide = size * 0.006 * (0.4 + part)
        color = lighter(rides.CLOTHS[n % len(rides.CLOTHS)], 0.2)
        canvas.fill(ellipse(x, y, wide, wide * 0.45), scene.tone(color))
    scene.add(canvas, 0.925)


def _bunting(scene: Scene) -> None:
    """Small flags on a line across the picture."""
    canvas, size, w = scene.sheet(), scene.stage.size, scene.width
    line = smooth(
        [
            (-0.1 * w, size * 0.2),
            (w * 0.22, size * 0.13),
            (w * 0.5, size * 0.2),
            (w * 0.78, size * 0.12),
            (w * 1.1, size * 0.22),
        ],
        closed=False,
        steps=9,
    )
    canvas.fill(ribbon(line, 2.0), scene.tone(rgb("#f4ecdc")))
    for n, (x, y) in enumerate(line[1:-1]):
        color = scene.tone(rides.CLOTHS[n % len(rides.CLOTHS)])
        canvas.fill(_flag(float(x), float(y), size * 0.03), Fade(lighter(color, 0.15), color))
    scene.add(canvas, 0.82, Motion("sway", 4, 3.8))


def _flag(x: float, y: float, size: float) -> Points:
    return polygon((x - size * 0.55, y), (x + size * 0.55, y), (x, y + size * 1.25))


def _balloons(scene: Scene) -> None:
    canvas, size = scene.sheet(), scene.stage.size * min(1.4, scene.stage.near)
    x = scene.width * (0.5 - scene.stage.lead * (0.43 if not scene.stage.tall else 0.36))
    kit.stand(scene, canvas, rides.balloons, x, scene.ground(0.66), size * 0.44)
    scene.add(canvas, 0.96, Motion("sway", 12, 4.4))
