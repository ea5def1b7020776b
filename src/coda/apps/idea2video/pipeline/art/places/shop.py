"""The shop: a counter before full shelves, and a large window to the street."""

from __future__ import annotations

from coda.apps.idea2video.pipeline.art.colors import rgb
from coda.apps.idea2video.pipeline.art.geometry import box
from coda.apps.idea2video.pipeline.art.places import kit, wares
from coda.apps.idea2video.pipeline.art.places.interiors import inside
from coda.apps.idea2video.pipeline.art.places.storefront import Interior, add_pendants, street_room
from coda.apps.idea2video.pipeline.art.scene import Ground, Scene

_INTERIOR = Interior(
    walls=(rgb("#d8b884"), rgb("#8fb4a4"), rgb("#c89a8a"), rgb("#a8b4c4")),
    tiles=(rgb("#efe6d6"), rgb("#6f7a7c")),
    boards=rgb("#a8744a"),
    tiled=0.5,
)


def shop(scene: Scene) -> Ground:
    edge = street_room(scene, "shop", _INTERIOR, wares.WARES)
    _racks(scene, edge)
    _counter(scene, edge)
    add_pendants(scene, edge)
    _crates(scene, edge)
    return inside(scene, edge, (0.1, 0.06))


def _racks(scene: Scene, edge: float) -> None:
    canvas, lead = scene.sheet(), scene.stage.lead
    size = scene.stage.size * scene.stage.view.landmark
    first = scene.width * (0.5 + lead * 0.115) + lead * size * 0.1
    for n in range(4):
        x = first + lead * n * size * 0.39
        kit.stand(scene, canvas, wares.rack, x, edge + scene.stage.size * 0.025, size * 0.52, 0.05, label=n)
    scene.add(canvas, 0.4)


def _counter(scene: Scene, edge: float) -> None:
    canvas, size, lead = scene.sheet(), scene.stage.size, scene.stage.lead
    tall = size * 0.2 * scene.stage.view.landmark
    x, y = scene.width * (0.5 + lead * (0.33 if not scene.stage.tall else 0.27)), edge + size * 0.12
    shade = box(x - tall * 1.6, y - size * 0.01, x + tall * 1.6, y + size * 0.015)
    canvas.fill_all([shade], scene.palette.shadow, 0.4, size * 0.012)
    kit.stand(scene, canvas, wares.counter, x, y, tall)
    scene.add(canvas, 0.66)


def _crates(scene: Scene, edge: float) -> None:
    """Goods on the floor by the window."""
    canvas, size, lead = scene.sheet(), scene.stage.size, scene.stage.lead
    y = edge + size * 0.13
    for n, (draw, part, tall) in enumerate(
        ((wares.crate, 0.37, 0.11), (wares.baguettes, 0.25, 0.13), (wares.flowers, 0.16, 0.15))
    ):
        kit.stand(scene, canvas, draw, scene.width * (0.5 - lead * part), y, size * tall, label=n)
    scene.add(canvas, 0.7)
