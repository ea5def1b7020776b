"""Room, kitchen, library, workshop, laboratory and school."""

from __future__ import annotations

from collections.abc import Callable

from coda.apps.idea2video.pipeline.art.colors import rgb
from coda.apps.idea2video.pipeline.art.elements import furniture, small, vehicles
from coda.apps.idea2video.pipeline.art.pen import Pen
from coda.apps.idea2video.pipeline.art.places import fittings, kit
from coda.apps.idea2video.pipeline.art.places.interiors import furnish, inside, rug, shell
from coda.apps.idea2video.pipeline.art.scene import Ground, Scene


def room(scene: Scene) -> Ground:
    walls = (rgb("#d8b48a"), rgb("#9ab4b8"), rgb("#c8a0a0"), rgb("#a8b890"))
    made = shell(scene, walls[int(scene.dice("wall").integers(4))], rgb("#a8744a"), panels=rgb("#e8dcc8"))
    rug(scene, rgb("#a84a4a"), made.edge)
    furnish(
        scene,
        [
            (fittings.bookcase, 0.40, 0.04, 0.46),
            (furniture.draw_bed, -0.46, 0.12, 0.15),
            (furniture.draw_lamp, 0.20, 0.06, 0.34),
            (fittings.armchair, 0.08, 0.09, 0.2),
            (fittings.picture, -0.02, -0.28, 0.12),
        ],
        made.edge,
    )
    scene.lamp(
        scene.width * (0.5 + scene.stage.lead * 0.20),
        made.edge - scene.stage.size * 0.22,
        scene.stage.size * 0.3,
        0.62,
    )
    return inside(scene, made.edge)


def kitchen(scene: Scene) -> Ground:
    made = shell(scene, rgb("#e6d2a8"), rgb("#b8886a"), panels=rgb("#8fb0a8"))
    furnish(
        scene,
        [
            (fittings.stove, 0.13, 0.06, 0.30),
            (fittings.counter, -0.24, 0.06, 0.2),
            (fittings.cupboard, 0.40, 0.05, 0.5),
            (fittings.shelf, 0.10, -0.30, 0.13),
        ],
        made.edge,
    )
    scene.lamp(
        scene.width * (0.5 + scene.stage.lead * 0.13),
        made.edge - scene.stage.size * 0.05,
        scene.stage.size * 0.14,
        0.62,
        (1.0, 0.6, 0.25),
    )
    scene.effect(
        "smoke",
        (
            scene.width * (0.5 + scene.stage.lead * 0.13) - 30,
            made.edge - scene.stage.size * 0.5,
            scene.width * (0.5 + scene.stage.lead * 0.13) + 30,
            made.edge - scene.stage.size * 0.26,
        ),
        color=(1, 1, 1),
        amount=0.5,
        depth=0.63,
    )
    _table(scene, made.edge, (small.draw_bread, small.draw_cup, small.draw_candle))
    return inside(scene, made.edge)


def _table(scene: Scene, edge: float, things: tuple[Callable[[Pen], None], ...]) -> None:
    if scene.stage.view.by_head:
        return
    canvas, size = scene.sheet(), scene.stage.size
    x, y = scene.width * (0.5 - scene.stage.lead * 0.30), edge + size * 0.17
    kit.stand(scene, canvas, furniture.draw_table, x, y, size * 0.15)
    for n, draw in enumerate(things):
        kit.stand(
            scene,
            canvas,
            draw,
            x + size * (-0.09 + 0.09 * n),
            y - size * 0.145,
            size * (0.05 + 0.022 * n),
            label=n,
        )
    scene.add(canvas, 0.85)


def library(scene: Scene) -> Ground:
    made = shell(scene, rgb("#7a5a48"), rgb("#8a5c3c"), panels=rgb("#6b4630"), wide=0.24)
    canvas, size = scene.sheet(), scene.stage.size * scene.stage.view.landmark
    step = size * 0.34
    left, _, right, _ = made.window
    for n in range(-1, int(scene.width / step) + 2):
        x = n * step
        if x < left - step * 0.55 or x > right + step * 0.55:
            kit.stand(
                scene,
                canvas,
                fittings.bookcase,
                x,
                made.edge + scene.stage.size * 0.03,
                size * 0.62,
                0.08,
                label=n,
            )
    scene.add(canvas, 0.5)
    rug(scene, rgb("#5a6a8a"), made.edge)
    furnish(
        scene,
        [
            (fittings.ladder, 0.33, 0.07, 0.55),
            (furniture.draw_lamp, 0.17, 0.09, 0.34),
            (fittings.armchair, 0.06, 0.11, 0.2),
            (fittings.globe, -0.43, 0.12, 0.2),
        ],
        made.edge,
    )
    scene.lamp(
        scene.width * (0.5 + scene.stage.lead * 0.17),
        made.edge - scene.stage.size * 0.2,
        scene.stage.size * 0.3,
        0.62,
    )
    return inside(scene, made.edge)


def workshop(scene: Scene) -> Ground:
    made = shell(scene, rgb("#b89a78"), rgb("#8a6a50"), panels=rgb("#7a6048"))
    furnish(
        scene,
        [
            (fittings.tools, 0.12, -0.26, 0.16),
            (fittings.workbench, 0.14, 0.07, 0.2),
            (vehicles.draw_machine, 0.40, 0.08, 0.34),
            (fittings.barrel, -0.42, 0.12, 0.17),
            (fittings.shelf, -0.02, -0.33, 0.12),
        ],
        made.edge,
    )
    scene.lamp(
        scene.width * (0.5 + scene.stage.lead * 0.12),
        made.edge - scene.stage.size * 0.3,
        scene.stage.size * 0.3,
        0.62,
    )
    return inside(scene, made.edge)


def laboratory(scene: Scene) -> Ground:
    made = shell(scene, rgb("#b4cdd2"), rgb("#9aa4b0"), panels=rgb("#dfe8ea"))
    furnish(
        scene,
        [
            (fittings.lab_bench, 0.10, 0.06, 0.2),
            (fittings.glassware, 0.10, -0.14, 0.17),
            (fittings.tank_of_light, 0.40, 0.07, 0.46),
            (fittings.board, -0.04, -0.24, 0.2),
            (fittings.console, -0.43, 0.1, 0.28),
        ],
        made.edge,
    )
    x = scene.width * (0.5 + scene.stage.lead * 0.40)
    scene.lamp(x, made.edge - scene.stage.size * 0.16, scene.stage.size * 0.26, 0.62, (0.4, 0.95, 0.8))
    scene.effect(
        "bubbles",
        (x - 22, made.edge - scene.stage.size * 0.34, x + 22, made.edge),
        color=(0.8, 1.0, 0.95),
        amount=0.25,
        depth=0.63,
    )
    return inside(scene, made.edge)


def school(scene: Scene) -> Ground:
    made = shell(scene, rgb("#dcc8a0"), rgb("#b88a5c"), panels=rgb("#8aa890"), wide=0.26)
    furnish(
        scene,
        [
            (fittings.blackboard, 0.13, -0.12, 0.3),
            (fittings.globe, 0.41, 0.06, 0.22),
            (fittings.shelf, -0.02, -0.40, 0.09),
        ],
        made.edge,
        0.4,
    )
    canvas, size = scene.sheet(), scene.stage.size
    for row, (part, tall) in enumerate(((0.22, 0.12), (0.40, 0.15))):
        for x in (0.08, 0.3, 0.7, 0.92):
            y = made.edge + (scene.height - made.edge) * part
            kit.stand(scene, canvas, fittings.desk, scene.width * x, y, size * tall, 0.05, label=(row, x))
    scene.add(canvas, 0.78)
    return inside(scene, made.edge)
