"""The café: bread behind the bar, coffee on it, and tables by the window."""

from __future__ import annotations

from functools import partial

from coda.apps.idea2video.pipeline.art.colors import rgb
from coda.apps.idea2video.pipeline.art.geometry import box, ellipse
from coda.apps.idea2video.pipeline.art.places import kit, pastry, wares
from coda.apps.idea2video.pipeline.art.places.storefront import Interior, add_pendants, street_room
from coda.apps.idea2video.pipeline.art.scene import Ground, Scene, Spot

_INTERIOR = Interior(
    walls=(rgb("#e4b890"), rgb("#9cb8a4"), rgb("#d8a0a0"), rgb("#8fa8b8"), rgb("#e0cc98")),
    tiles=(rgb("#f4ead8"), rgb("#b8685a")),
    boards=rgb("#9a6a48"),
    tiled=0.6,
)


def cafe(scene: Scene) -> Ground:
    size, lead = scene.stage.size, scene.stage.lead
    edge = street_room(scene, "cafe", _INTERIOR, pastry.BAKED)
    _shelves(scene, edge)
    _bar(scene, edge)
    add_pendants(scene, edge)
    _tables(scene, edge)
    spots = tuple(Spot(scene.width * (0.5 + lead * x), edge + size * 0.1, 0.85, 0.7) for x in (-0.06, 0.44))
    return Ground(spots, (), Spot(scene.width * (0.5 - lead * 0.3), edge + size * 0.06))


def _shelves(scene: Scene, edge: float) -> None:
    """Bread and cakes, and in their midst what there is today."""
    canvas, lead, size = scene.sheet(), scene.stage.lead, scene.stage.size * scene.stage.view.landmark
    rack = partial(wares.rack, goods=pastry.BAKED)
    first = scene.width * (0.5 + lead * 0.115) + lead * size * 0.1
    for n in (0, 2, 3):
        x = first + lead * n * size * 0.39
        kit.stand(scene, canvas, rack, x, edge + scene.stage.size * 0.025, size * 0.52, 0.05, label=n)
    kit.stand(scene, canvas, pastry.menu, first + lead * size * 0.39, edge - size * 0.24, size * 0.26, 0.05)
    scene.add(canvas, 0.4)


def _bar(scene: Scene, edge: float) -> None:
    canvas, size, lead = scene.sheet(), scene.stage.size, scene.stage.lead
    tall = size * 0.21 * scene.stage.view.landmark
    x, y = scene.width * (0.5 + lead * (0.33 if not scene.stage.tall else 0.27)), edge + size * 0.12
    shade = box(x - tall * 1.6, y - size * 0.01, x + tall * 1.6, y + size * 0.015)
    canvas.fill_all([shade], scene.palette.shadow, 0.4, size * 0.012)
    kit.stand(scene, canvas, pastry.bar, x, y, tall, flip=lead < 0)
    scene.add(canvas, 0.66)
    steam = x + lead * tall * 1.36
    area = (steam - tall * 0.2, y - tall * 2.3, steam + tall * 0.2, y - tall * 1.3)
    scene.effect("smoke", area, color=(1, 1, 1), amount=0.35, depth=0.67)


def _tables(scene: Scene, edge: float) -> None:
    """Two by the window, the nearer one larger."""
    size, lead = scene.stage.size, scene.stage.lead
    part = 0.8 if scene.stage.tall else 1.0
    for n, (out, drop, tall, depth) in enumerate(((0.17, 0.1, 0.17, 0.68), (0.36, 0.2, 0.22, 0.9))):
        canvas, x, y = scene.sheet(), scene.width * (0.5 - lead * out * part), edge + size * drop
        shade = ellipse(x, y, size * tall * 0.95, size * 0.014)
        canvas.fill_all([shade], scene.palette.shadow, 0.35, size * 0.01)
        kit.stand(scene, canvas, pastry.bistro, x, y, size * tall, label=n)
        scene.add(canvas, depth)
