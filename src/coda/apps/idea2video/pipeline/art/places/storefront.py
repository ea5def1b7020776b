"""Where one comes in from the street: the wall, the window, the door and the lamps of shops and cafés."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coda.apps.idea2video.pipeline.art.canvas import Canvas, Fade
from coda.apps.idea2video.pipeline.art.colors import Color, darker, lighter, rgb
from coda.apps.idea2video.pipeline.art.elements import landmarks
from coda.apps.idea2video.pipeline.art.elements.landmarks import WARM
from coda.apps.idea2video.pipeline.art.geometry import box, rounded, smooth
from coda.apps.idea2video.pipeline.art.pen import glow
from coda.apps.idea2video.pipeline.art.places import buildings, kit, wares
from coda.apps.idea2video.pipeline.art.places.floors import boards, tiles
from coda.apps.idea2video.pipeline.art.places.interiors import edge_of
from coda.apps.idea2video.pipeline.art.places.lamplight import indoor_tone, light_fall
from coda.apps.idea2video.pipeline.art.places.windows import Pane, glaze, outlook
from coda.apps.idea2video.pipeline.art.scene import Scene

CLOTHS: tuple[Color, ...] = (rgb("#c8483f"), rgb("#3f7f78"), rgb("#d8923a"), rgb("#5a6aa8"))
"""Of awnings."""


@dataclass(frozen=True, slots=True)
class Interior:
    """What a room at the street may look like: one of the walls, tiles of two colours or else boards."""

    walls: Sequence[Color]
    tiles: tuple[Color, Color]
    boards: Color
    tiled: float
    """How often there are tiles, 0..1."""


def street_room(scene: Scene, label: str, interior: Interior, goods: Sequence[wares.Ware]) -> float:
    """A room without its furniture. Returns where its wall and floor meet."""
    edge, style = edge_of(scene), scene.dice(label)
    panelled_wall(scene, edge, interior.walls[int(style.integers(len(interior.walls)))])
    pane = window_to_street(scene, edge, CLOTHS[int(style.integers(len(CLOTHS)))], goods)
    if style.random() < interior.tiled:
        tiles(scene, *interior.tiles, edge)
    else:
        boards(scene, interior.boards, edge)
    add_door(scene, edge)
    light_fall(scene, pane, edge)
    return edge


def panelled_wall(scene: Scene, edge: float, color: Color) -> None:
    """Paint above, boards below."""
    canvas, size, right = scene.backdrop, scene.stage.size, scene.width + 9
    tone, wood = indoor_tone(scene, color), indoor_tone(scene, rgb("#7a5038"))
    canvas.fill(box(-9, -9, right, edge), Fade(darker(tone, 0.24), lighter(tone, 0.06)))
    canvas.fill(box(-9, edge - size * 0.1, right, edge), Fade(lighter(wood, 0.08), darker(wood, 0.16)))
    for n in range(22):
        x = n / 21 * scene.width
        canvas.fill(box(x, edge - size * 0.1, x + 2, edge), darker(wood, 0.3))
    canvas.fill(box(-9, edge - size * 0.115, right, edge - size * 0.1), lighter(wood, 0.2))


def window_to_street(scene: Scene, edge: float, cloth: Color, goods: Sequence[wares.Ware]) -> Pane:
    """The street behind glass, under the house's own awning; goods stand on the sill."""
    size, lead = scene.stage.size, scene.stage.lead
    centre = scene.width * (0.5 - lead * (0.26 if not scene.stage.tall else 0.22))
    half, bottom = size * (0.33 if not scene.stage.tall else 0.26), edge - size * 0.12
    pane = (centre - half, bottom - size * 0.36, centre + half, bottom)
    wood = indoor_tone(scene, rgb("#5a3a2c"))
    view = outlook(scene, pane)
    _street(scene, view, pane)
    rim = size * 0.022
    scene.backdrop.fill(rounded(pane[0] - rim, pane[1] - rim, pane[2] + rim, pane[3] + rim, 5), wood)
    glaze(scene, view, pane)
    _awning(scene, pane, cloth)
    x = centre + lead * half * 0.3
    scene.backdrop.fill(box(x - size * 0.007, pane[1], x + size * 0.007, bottom), wood)
    scene.backdrop.fill(
        box(pane[0] - size * 0.05, bottom, pane[2] + size * 0.05, bottom + size * 0.03), lighter(wood, 0.2)
    )
    for n in range(7):
        draw, _ = goods[int(scene.dice("sill", n).integers(len(goods)))]
        across = pane[0] + (pane[2] - pane[0]) * (n + 0.5) / 7
        kit.stand(scene, scene.backdrop, draw, across, bottom + 1, size * 0.075, label=n)
    return pane


def _street(scene: Scene, view: Canvas, pane: Pane) -> None:
    (left, _, right, bottom), size = pane, scene.stage.size
    view.fill(box(left, bottom - size * 0.075, right, bottom + 9), scene.tone(rgb("#9a928e"), 0.25))
    for n in range(6):
        x = left + (right - left) * (n + 0.5) / 6
        tall = size * float(scene.dice("opposite", n).uniform(0.26, 0.32))
        kit.stand(
            scene,
            view,
            buildings.townhouse,
            x,
            bottom - size * 0.07,
            tall,
            0.3,
            label=n,
            lamps=kit.lamps(scene),
        )
    kit.stand(scene, view, landmarks.draw_streetlight, left + (right - left) * 0.14, bottom, size * 0.3, 0.1)
    end = right if scene.stage.lead < 0 else left
    kit.stand(scene, view, wares.sign, end, bottom - size * 0.2, size * 0.14, flip=scene.stage.lead < 0)


def _awning(scene: Scene, pane: Pane, cloth: Color) -> None:
    """Seen from behind, against the light."""
    (left, top, right, _), size = pane, scene.stage.size
    count = 13
    wide = (right - left) / count
    for n in range(count):
        x = left + n * wide
        tone = indoor_tone(scene, cloth if n % 2 else rgb("#f4ead8"))
        flap = [
            (x, top),
            (x + wide, top),
            (x + wide, top + size * 0.05),
            (x + wide / 2, top + size * 0.068),
            (x, top + size * 0.05),
        ]
        scene.backdrop.fill(smooth(flap, steps=3), Fade(darker(tone, 0.3), lighter(tone, 0.05)))


def add_door(scene: Scene, edge: float) -> None:
    """Between the window and the shelves, where there is room for it."""
    if not scene.stage.tall:
        x, tall = scene.width * (0.5 - scene.stage.lead * 0.014), scene.stage.size * 0.4
        kit.stand(scene, scene.backdrop, wares.door, x, edge + 2, tall)


def add_pendants(scene: Scene, edge: float) -> None:
    """Lamps above the counter."""
    canvas, size, lead = scene.sheet(), scene.stage.size, scene.stage.lead
    tall = max(size * 0.36, edge - size * 0.35)
    for part in (0.14, 0.30, 0.46):
        x, y = scene.width * (0.5 + lead * part), edge - size * 0.33 * scene.stage.view.landmark
        kit.stand(
            scene, canvas, wares.pendant, x, y, min(tall, size * 0.42), lamps=0.55 + 0.45 * scene.palette.dark
        )
        scene.lamp(x, y, size * 0.2, 0.75)
        glow(scene.backdrop, x, y, size * 0.5, WARM, 0.1 + 0.16 * scene.palette.dark)
    scene.add(canvas, 0.75)
