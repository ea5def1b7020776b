"""Puts the elements into the picture: landmarks into the distance, small things before us, the moon up
high."""

from __future__ import annotations

from coda.apps.idea2video.pipeline.art.canvas import Canvas
from coda.apps.idea2video.pipeline.art.casting import Placed
from coda.apps.idea2video.pipeline.art.elements.plans import PLANS
from coda.apps.idea2video.pipeline.art.elements.registry import THINGS
from coda.apps.idea2video.pipeline.art.elements.thing import Thing
from coda.apps.idea2video.pipeline.art.geometry import ellipse
from coda.apps.idea2video.pipeline.art.pen import pen_at
from coda.apps.idea2video.pipeline.art.relief import lit
from coda.apps.idea2video.pipeline.art.scene import Ground, Scene, Spot, trimmed
from coda.apps.idea2video.pipeline.layers import STILL, Motion
from coda.apps.idea2video.pipeline.places import AIRLESS, ROOMS
from coda.apps.idea2video.vocabulary import Element, Setting

_WITH_DOOR: frozenset[Setting] = frozenset({"hospital", "shop", "cafe"})
_WITHOUT_HOUSES: frozenset[Setting] = frozenset({*AIRLESS, "planet", "cave", "sky", "sea", "rooftop"})


def add_elements(scene: Scene, ground: Ground, placed: list[Placed]) -> None:
    elsewhere = {one.look.held for one in placed} | scene.acting
    taken: dict[str, int] = {}
    for word in _standing(scene.picture.elements, scene.picture.setting):
        if word in elsewhere:
            continue
        thing = THINGS[word]
        number = taken.get(thing.place, 0)
        taken[thing.place] = number + 1
        spot = _spot(scene, ground, thing, number, bool(placed))
        add_thing(scene, word, thing, spot)


def _standing(elements: tuple[Element, ...], setting: Setting) -> list[Element]:
    """What is to be put up, each once, as the setting has it."""
    words: dict[Element | None, None] = dict.fromkeys(_at_home(word, setting) for word in elements)
    return [word for word in words if word is not None]


def _at_home(word: Element, setting: Setting) -> Element | None:
    """Doors and windows come with a wall; under the sky a lamp is one that can be carried there."""
    if word in {"door", "window"}:
        return _with_wall(word, setting)
    if word == "lamp" and setting not in ROOMS:
        return "lantern"
    return word


def _with_wall(word: Element, setting: Setting) -> Element | None:
    """Outdoors a house's; a room shows a window of its own, and where the street is near a door."""
    if setting == "stage":
        return word
    if setting in ROOMS:
        return None if word == "window" or setting in _WITH_DOOR else word
    return None if setting in _WITHOUT_HOUSES else "house"


def _spot(scene: Scene, ground: Ground, thing: Thing, number: int, peopled: bool) -> Spot:
    if scene.stage.from_above and thing.place != "prop":
        return _shifted(scene, ground.landmarks, number)
    if thing.place in {"landmark", "wall"}:
        spots = ground.landmarks or (Spot(scene.stage.third(-scene.stage.lead), scene.ground(0.16)),)
        return _shifted(scene, spots if thing.place == "landmark" else spots[::-1], number)
    if thing.place == "water":
        spots = ground.water or ground.landmarks or (Spot(scene.width * 0.5, scene.ground(0.3)),)
        return _shifted(scene, spots, number)
    if thing.place == "sky":
        return _high(scene, thing, number)
    return _near(scene, number, peopled, prop=thing.place == "prop")


def _high(scene: Scene, thing: Thing, number: int) -> Spot:
    """In the sky; that of a room is seen through its window."""
    if scene.pane is not None:
        left, top, right, bottom = scene.pane
        small = min(1.0, (bottom - top) * 0.45 / (thing.height * scene.stage.size))
        x = left + (right - left) * (0.3 + 0.4 * (number % 2))
        return Spot(x, (top + bottom) / 2, small, 0.09)
    side = -scene.stage.lead if number % 2 == 0 else scene.stage.lead
    x = scene.width * (0.5 + side * (0.2 + 0.06 * number))
    high = max(scene.horizon, scene.height * 0.42)
    return Spot(x, high * (thing.up + 0.05 * number) + thing.height * scene.stage.size, 1.0, 0.2)


def _shifted(scene: Scene, spots: tuple[Spot, ...], number: int) -> Spot:
    spot = spots[number % len(spots)]
    again = number // len(spots)
    return Spot(spot.x + scene.stage.lead * again * scene.stage.size * 0.3, spot.y, spot.scale, spot.depth)


def _near(scene: Scene, number: int, peopled: bool, *, prop: bool) -> Spot:
    """Beside the figures, or in the middle when there are none."""
    side = -scene.stage.lead if number % 2 == 0 else scene.stage.lead
    out = (0.17 + 0.11 * (number // 2)) if peopled else 0.0 + 0.16 * ((number + 1) // 2)
    x = scene.width * (0.5 + side * out * (0.85 if scene.stage.tall else 1.0))
    view = scene.stage.view
    foot = 0.66 if scene.stage.from_above else view.foot + 0.01 if not view.by_head else 0.93
    return Spot(x, scene.height * min(0.95, foot), 1.0, 1.0 if prop else 0.96)


def add_thing(scene: Scene, word: Element, thing: Thing, spot: Spot) -> None:
    stage = scene.stage
    alone = 1.0 if scene.picture.figures else 1.5
    size = thing.height * stage.size * spot.scale
    if thing.place in {"landmark", "water", "wall"}:
        size *= stage.view.landmark
    elif thing.place == "prop":
        size *= stage.view.prop / 0.15 * alone
    elif thing.place == "ground":
        size *= min(stage.near, 2.0) * (1.15 if alone > 1 else 1.0)
    depth = 0.5 * (1 - spot.depth) + 0.04 if spot.depth < 0.95 else 0.0
    reach = size * max(thing.width, 1.2)
    sheet = _sheet(scene, spot.x - reach, spot.y - size * 1.5, spot.x + reach, spot.y + size * 0.5)
    lights = Canvas(sheet.width, sheet.height, sheet.left, sheet.top)
    pen = pen_at(sheet, lights, spot.x, spot.y, size, scene.dice(word), flip=stage.lead < 0)
    if stage.from_above and word in PLANS:
        PLANS[word](pen.at(0, 0.35, 0.32))
    else:
        thing.draw(pen)
    deep = 0.3 if stage.from_above else 0.06 if thing.place in {"landmark", "ground", "wall"} else 0.0
    sheet.pixels = lit(sheet, lights, scene.palette, depth, size, snow=size * deep)
    if stage.from_above or (thing.place in {"ground", "prop"} and not stage.view.by_head):
        _shadow(scene, spot, size * min(thing.width, 1.2))
    motion = (
        Motion("hover", size * 0.012, 5.0, 0.3)
        if thing.place in {"water", "sky"} and word not in {"moon", "sun"}
        else STILL
    )
    layer = trimmed(sheet, spot.depth, motion)
    if layer is not None:
        scene.add_layer(layer)
    if thing.lamp is not None and scene.palette.dark > 0.2:
        x, y = pen.place(thing.lamp[0], thing.lamp[1])
        scene.lamp(x, y, thing.lamp[2] * size, spot.depth)
        if word == "campfire":
            scene.effect("embers", (x - size * 0.6, y - size * 2.4, x + size * 0.6, y), depth=spot.depth)
        if word == "lighthouse" and not stage.from_above:
            scene.effect(
                "beam",
                (x, y, x + scene.width * 0.7, y + size * 0.1),
                color=(1.0, 0.93, 0.72),
                amount=scene.palette.dark,
                depth=spot.depth,
            )


def _sheet(scene: Scene, left: float, top: float, right: float, bottom: float) -> Canvas:
    across, up = scene.width * 0.1, scene.height * 0.1
    x, y = int(max(left, -across)), int(max(top, -up))
    width, height = int(min(right, scene.width + across)) - x, int(min(bottom, scene.height + up)) - y
    return Canvas(max(1, width), max(1, height), x, y)


def _shadow(scene: Scene, spot: Spot, wide: float) -> None:
    canvas = scene.sheet()
    path = ellipse(spot.x - scene.palette.side * wide * 0.15, spot.y, wide * 0.55, max(3.0, wide * 0.05))
    canvas.fill_all([path], scene.palette.shadow, 0.4, max(2.0, wide * 0.03))
    scene.add(canvas, spot.depth)
