"""The hospital: a quiet room with a bed by the window."""

from __future__ import annotations

from coda.apps.idea2video.pipeline.art.canvas import Fade
from coda.apps.idea2video.pipeline.art.colors import darker, lighter, rgb
from coda.apps.idea2video.pipeline.art.elements import nature
from coda.apps.idea2video.pipeline.art.geometry import box, ribbon, rounded, smooth
from coda.apps.idea2video.pipeline.art.places import buildings, infirmary, kit
from coda.apps.idea2video.pipeline.art.places.floors import tiles
from coda.apps.idea2video.pipeline.art.places.interiors import edge_of, furnish, inside
from coda.apps.idea2video.pipeline.art.places.lamplight import indoor_tone, light_fall
from coda.apps.idea2video.pipeline.art.places.windows import Pane, glaze, outlook
from coda.apps.idea2video.pipeline.art.scene import Ground, Scene
from coda.apps.idea2video.pipeline.layers import Motion

_WALLS = (rgb("#c6e0d6"), rgb("#c4d9e8"), rgb("#e8dfc8"), rgb("#d8d2e4"))
_CLOTHS = (rgb("#7fc0b4"), rgb("#8fb4d8"), rgb("#e0b478"))


def hospital(scene: Scene) -> Ground:
    edge, size, lead = edge_of(scene), scene.stage.size, scene.stage.lead
    _wall(scene, edge)
    pane = _window(scene, edge)
    tiles(scene, rgb("#ced9d8"), rgb("#c0cfd0"), edge)
    light_fall(scene, pane, edge)
    furnish(
        scene,
        [
            (infirmary.door, 0.27, 0.02, 0.50),
            (infirmary.clock, 0.085, -0.35, 0.1),
            (infirmary.chart, 0.41, -0.20, 0.17),
        ],
        edge,
        0.3,
    )
    furnish(
        scene,
        [
            (infirmary.drip, -0.03, 0.085, 0.5),
            (infirmary.monitor, 0.075, 0.075, 0.27),
            (infirmary.chair, 0.41, 0.09, 0.19),
        ],
        edge,
    )
    _bed(scene, edge)
    _curtain(scene, edge)
    scene.lamp(scene.width * (0.5 + lead * 0.065), edge - size * 0.16, size * 0.16, 0.63, (0.45, 0.9, 0.7))
    return inside(scene, edge, (0.1, 0.06))


def _wall(scene: Scene, edge: float) -> None:
    """Paint, a darker half below, a rail for hands, and a lamp along the top."""
    canvas, size, right = scene.backdrop, scene.stage.size, scene.width + 9
    tone = indoor_tone(scene, _WALLS[int(scene.dice("wall").integers(len(_WALLS)))])
    canvas.fill(box(-9, -9, right, edge), Fade(darker(tone, 0.14), lighter(tone, 0.1)))
    canvas.fill(box(-9, edge - size * 0.16, right, edge), Fade(darker(tone, 0.14), darker(tone, 0.24)))
    wood = indoor_tone(scene, rgb("#c89a6c"))
    canvas.fill(box(-9, edge - size * 0.175, right, edge - size * 0.155), Fade(lighter(wood, 0.15), wood))
    canvas.fill(box(-9, edge - size * 0.02, right, edge), darker(tone, 0.42))


def _window(scene: Scene, edge: float) -> Pane:
    """Wide, over the roofs of the town, with a blind drawn a little way down."""
    size, lead = scene.stage.size, scene.stage.lead
    centre = scene.width * (0.5 - lead * (0.25 if not scene.stage.tall else 0.245))
    half, bottom = size * (0.31 if not scene.stage.tall else 0.24), edge - size * 0.2
    pane = (centre - half, bottom - size * 0.29, centre + half, bottom)
    frame = indoor_tone(scene, rgb("#f4f6f4"))
    edges = (pane[0] - size * 0.018, pane[1] - size * 0.018, pane[2] + size * 0.018, pane[3] + size * 0.018)
    scene.backdrop.fill(rounded(*edges, 6), darker(frame, 0.1))
    view = outlook(scene, pane)
    for n in range(9):
        x = pane[0] + (pane[2] - pane[0]) * (n + 0.5) / 9
        tall = size * float(scene.dice("roof", n).uniform(0.12, 0.24))
        draw = buildings.skyscraper if n % 2 else buildings.townhouse
        kit.stand(scene, view, draw, x, bottom + size * 0.05, tall, 0.55, label=n, lamps=kit.lamps(scene))
    for n in range(6):
        x = pane[0] + (pane[2] - pane[0]) * n / 5
        kit.stand(scene, view, nature.draw_tree, x, bottom + size * 0.05, size * 0.12, 0.3, label=n)
    glaze(scene, view, pane)
    _blind(scene, pane)
    return pane


def _blind(scene: Scene, pane: Pane) -> None:
    (left, top, right, bottom), size = pane, scene.stage.size
    frame = indoor_tone(scene, rgb("#f4f6f4"))
    for part in (1 / 3, 2 / 3):
        x = left + (right - left) * part
        scene.backdrop.fill(box(x - size * 0.006, top, x + size * 0.006, bottom), frame)
    for n in range(6):
        y = top + n * size * 0.0145
        scene.backdrop.fill(
            box(left, y, right, y + size * 0.0095), Fade(lighter(frame, 0.2), darker(frame, 0.08))
        )
    for x in (left + size * 0.03, right - size * 0.03):
        scene.backdrop.fill(box(x, top, x + 1.5, top + size * 0.1), darker(frame, 0.2))
    sill = box(left - size * 0.03, bottom + size * 0.014, right + size * 0.03, bottom + size * 0.034)
    scene.backdrop.fill(sill, lighter(frame, 0.1))


def _bed(scene: Scene, edge: float) -> None:
    canvas, size, lead = scene.sheet(), scene.stage.size, scene.stage.lead
    part = 0.8 if scene.stage.tall else 1.0
    y, tall = edge + size * 0.15, size * 0.26 * scene.stage.view.landmark
    x = scene.width * (0.5 - lead * 0.235 * part)
    shade = box(x - tall * 1.2, y - size * 0.01, x + tall * 1.2, y + size * 0.012)
    canvas.fill_all([shade], scene.palette.shadow, 0.35, size * 0.012)
    kit.stand(scene, canvas, infirmary.bed, x, y, tall, flip=lead < 0)
    stand = scene.width * (0.5 - lead * 0.045 * part)
    kit.stand(scene, canvas, infirmary.nightstand, stand, y + size * 0.01, tall * 0.72)
    scene.add(canvas, 0.72)


def _curtain(scene: Scene, edge: float) -> None:
    """On a rail, drawn aside beside the bed."""
    canvas, size, lead = scene.sheet(), scene.stage.size, scene.stage.lead
    cloth = indoor_tone(scene, _CLOTHS[int(scene.dice("cloth").integers(len(_CLOTHS)))])
    rail, foot = edge - size * 0.52 * scene.stage.view.landmark, edge + size * 0.1
    outer, inner = scene.width * (0.5 - lead * 0.62), scene.width * (0.5 - lead * 0.395)
    count = 9
    for n in range(count):
        x = outer + (inner - outer) * n / count
        wide = lead * (inner - outer) * lead / count * 1.15
        shape = [
            (x, rail),
            (x + wide, rail),
            (x + wide * 1.05, (rail + foot) / 2),
            (x + wide, foot),
            (x, foot + size * 0.008),
        ]
        canvas.fill(
            smooth(shape, steps=4),
            Fade(lighter(cloth, 0.3 - 0.14 * (n % 2)), darker(cloth, 0.04 + 0.12 * (n % 2))),
        )
    steel = indoor_tone(scene, infirmary.STEEL)
    canvas.fill(ribbon(((outer, rail), (scene.width * (0.5 - lead * 0.0), rail)), size * 0.012), steel)
    scene.add(canvas, 0.8, Motion("sway", 3, 6.0))
