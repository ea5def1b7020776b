"""Places as a bird sees them: the ground as a plan, crowns and roofs with their shadows around a free
middle."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.random import Generator

from coda.apps.idea2video.pipeline.art.canvas import Canvas, Fade
from coda.apps.idea2video.pipeline.art.colors import WHITE, darker, lighter, mix, rgb
from coda.apps.idea2video.pipeline.art.elements import plans
from coda.apps.idea2video.pipeline.art.geometry import blob, box, ellipse, moved, ribbon, smooth
from coda.apps.idea2video.pipeline.art.pen import Pen
from coda.apps.idea2video.pipeline.art.places import kit, rides, tops, worlds
from coda.apps.idea2video.pipeline.art.places.patterns import (
    add_checks,
    add_dots,
    add_patches,
    add_slabs,
    add_trail,
    base,
    place_around,
)
from coda.apps.idea2video.pipeline.art.places.waters import water_colors
from coda.apps.idea2video.pipeline.art.scene import Ground, Scene, Spot
from coda.apps.idea2video.pipeline.layers import Motion
from coda.apps.idea2video.pipeline.places import AIRLESS, INDOORS
from coda.apps.idea2video.vocabulary import Setting

Plan = Callable[[Scene], None]


def above(scene: Scene) -> Ground:
    """Any setting from above."""
    _PLANS[scene.picture.setting](scene)
    _passing_cloud(scene)
    w, h, side = scene.width, scene.height, scene.stage.lead
    spots = tuple(
        Spot(w * (0.5 - side * x), h * y, 0.8, 0.94) for x, y in ((0.25, 0.42), (-0.27, 0.36), (0.05, 0.26))
    )
    floats = scene.picture.setting in {"underwater", "sky", "space"}
    return Ground(spots, spots, None, floats=floats)


def _green(color: str, crowns: int, *, trail: bool = True) -> Plan:
    def plan(scene: Scene) -> None:
        tone = base(scene, rgb(color))
        add_patches(scene, tone)
        if trail:
            add_trail(scene, rgb("#cdb48a"), 0.13)
        add_dots(scene)
        place_around(scene, [plans.crown, plans.crown, plans.fir], crowns, 0.10, "crowns")

    return plan


def _settled(scene: Scene) -> None:
    tone = base(scene, rgb("#86a862"))
    add_patches(scene, tone)
    add_trail(scene, rgb("#d2bc96"), 0.17)
    place_around(scene, [plans.roof, plans.roof, plans.crown], 17, 0.12, "village", 0.27)


def _paved(color: str, *, roofs: int = 15) -> Plan:
    def plan(scene: Scene) -> None:
        tone = base(scene, rgb(color))
        add_slabs(scene, tone)
        if roofs:
            place_around(scene, [plans.flat_roof, plans.roof], roofs, 0.16, "blocks", 0.31)
        place_around(scene, [plans.crown, plans.lamp_post], 6, 0.05, "street", 0.24, 0.93)

    return plan


def _roadway(scene: Scene) -> None:
    tone = base(scene, rgb("#92a862"))
    add_patches(scene, tone)
    w, h, size = scene.width, scene.height, scene.stage.size
    road = scene.tone(rgb("#6f6c74"))
    scene.backdrop.fill(box(w * 0.5 - size * 0.2, -9, w * 0.5 + size * 0.2, h + 9), road)
    for x in (-0.185, 0.18):
        scene.backdrop.fill(
            box(w * 0.5 + size * x, -9, w * 0.5 + size * (x + 0.008), h + 9), scene.tone(rgb("#e8e4da"))
        )
    for n in range(-1, 14):
        y = n * size * 0.13
        scene.backdrop.fill(box(w * 0.5 - 4, y, w * 0.5 + 4, y + size * 0.07), scene.tone(rgb("#f2d878")))
    place_around(scene, [plans.crown, plans.fir], 22, 0.09, "crowns", 0.33)


def _waves(scene: Scene, *, shore: bool) -> None:
    far, middle, near = water_colors(scene)
    tone = base(scene, mix(near, rgb("#2f8fb0"), 0.4))
    scene.backdrop.fill(
        box(-9, -9, scene.width + 9, scene.height + 9), Fade(mix(middle, far, 0.3), near), 0.65
    )
    for row in range(2):
        canvas, throws = scene.sheet(), scene.dice("ripples", row)
        for _ in range(60):
            x, y = (
                float(throws.uniform(-0.1, 1.1)) * scene.width,
                float(throws.uniform(-0.1, 1.1)) * scene.height,
            )
            long = scene.stage.size * float(throws.uniform(0.02, 0.07))
            crest = smooth(
                [
                    (x - long, y),
                    (x - long * 0.4, y - long * 0.16),
                    (x, y),
                    (x + long * 0.5, y - long * 0.16),
                    (x + long, y),
                ],
                closed=False,
            )
            canvas.fill(ribbon(crest, 1, 4.5, 4.5, 1), lighter(mix(tone, far, 0.4), 0.35), 0.55)
        scene.add(canvas, 0.3 + 0.2 * row, Motion("swell", 7 + 4 * row, 4.4 + row, 0.4 * row))
    scene.effect("glints", (0, 0, scene.width, scene.height), color=WHITE, amount=0.5, depth=0.55)
    if shore:
        _beach(scene)


def _beach(scene: Scene) -> None:
    canvas, throws, size, w = scene.sheet(), scene.dice("beach"), scene.stage.size, scene.width
    sand, top = scene.tone(rgb("#dcc090")), scene.height * 0.40
    knots = [(x * w, top + float(throws.uniform(-0.05, 0.05)) * size) for x in np.linspace(-0.12, 1.12, 9)]
    edge = smooth(knots, closed=False)
    low = np.array(((w * 1.12, scene.height * 1.1), (w * -0.12, scene.height * 1.1)))
    for lift, color, alpha in ((0.06, WHITE, 0.35), (0.035, WHITE, 0.75), (0.02, darker(sand, 0.16), 1.0)):
        canvas.fill(
            np.concatenate((moved(edge, 0, -size * lift), low)), mix(color, scene.palette.haze, 0.15), alpha
        )
    canvas.fill(np.concatenate((moved(edge, 0, size * 0.02), low)), Fade(lighter(sand, 0.06), sand))
    for _ in range(50):
        x, y = float(throws.uniform(-0.1, 1.1)) * w, float(throws.uniform(top + size * 0.1, scene.height))
        canvas.fill(
            ellipse(x, y, size * float(throws.uniform(0.003, 0.01)), size * 0.004),
            darker(sand, float(throws.uniform(0.1, 0.4))),
        )
    scene.add(canvas, 0.86)
    place_around(scene, [plans.palm_top, plans.boulder], 8, 0.08, "beach", 0.36)


def _shore(scene: Scene) -> None:
    _waves(scene, shore=True)


def _open_water(scene: Scene) -> None:
    _waves(scene, shore=False)
    if scene.picture.figures:
        canvas, size = scene.sheet(), scene.stage.size
        kit.stand(scene, canvas, plans.raft, scene.width * 0.5, scene.height * 0.53, size * 0.62)
        scene.add(canvas, 0.9, Motion("swell", 5, 5.0))


def _sand(color: str, ripple: float) -> Plan:
    def plan(scene: Scene) -> None:
        tone = base(scene, rgb(color))
        throws, size = scene.dice("ripples"), scene.stage.size
        for n in range(17):
            y = scene.height * (n / 16)
            knots = [
                (x, y + float(throws.uniform(-0.03, 0.03)) * size)
                for x in np.linspace(-0.1, 1.1, 8) * scene.width
            ]
            scene.backdrop.fill_all(
                [ribbon(smooth(knots, closed=False), size * 0.012)],
                darker(tone, 0.2) if n % 2 else lighter(tone, 0.2),
                ripple,
            )
        place_around(
            scene,
            [plans.boulder, plans.fir if "f" in color[1:2] or color.startswith("#e") else plans.boulder],
            12,
            0.07,
            "stones",
            0.3,
        )

    return plan


def _boards(color: str) -> Plan:
    def plan(scene: Scene) -> None:
        tone = base(scene, rgb(color))
        step, throws = scene.stage.size * 0.07, scene.dice("boards")
        for n in range(int(scene.height / step) + 2):
            shade = kit.uneven(throws, tone, 0.10)
            scene.backdrop.fill(box(-9, n * step, scene.width + 9, n * step + step - 2), shade)
            for x in throws.uniform(0, 1, 3) * scene.width:
                scene.backdrop.fill(
                    box(float(x), n * step, float(x) + 2, n * step + step), darker(tone, 0.35)
                )
        size, x, y = scene.stage.size, scene.width * 0.5, scene.height * 0.54
        for scale, color_of in (
            (1.0, rgb("#a84a4a")),
            (0.86, rgb("#e0c8a0")),
            (0.8, rgb("#a84a4a")),
            (0.36, rgb("#8a3a44")),
        ):
            scene.backdrop.fill(ellipse(x, y, size * 0.40 * scale, size * 0.30 * scale), scene.tone(color_of))
        place_around(scene, [plans.table_top, plans.shelf_top, plans.seat], 8, 0.13, "furniture", 0.36)

    return plan


def _tiled(color: str, other: str, things: list[Callable[[Pen], None]], size: float = 0.12) -> Plan:
    def plan(scene: Scene) -> None:
        base(scene, rgb(color))
        add_checks(scene, rgb(other))
        place_around(scene, things, 9, size, "furniture", 0.36)

    return plan


def _fair(scene: Scene) -> None:
    tone = base(scene, rgb("#cdb28a"))
    add_patches(scene, tone, 30)
    throws = scene.dice("confetti")
    for n in range(160):
        x, y = (float(throws.uniform(0, side)) for side in (scene.width, scene.height))
        color = lighter(rides.CLOTHS[n % len(rides.CLOTHS)], 0.2)
        scene.backdrop.fill(ellipse(x, y, scene.stage.size * 0.004), scene.tone(color))
    place_around(scene, [tops.tent, tops.carousel, plans.crown, tops.tent], 15, 0.11, "tents", 0.31)
    place_around(scene, [plans.lamp_post], 5, 0.05, "lamps", 0.26)


def _quay(scene: Scene) -> None:
    """Boats with their bows to the stones."""
    _waves(scene, shore=False)
    canvas, size, top = scene.sheet(), scene.stage.size, scene.height * 0.36
    stone, right = scene.tone(rgb("#a89c90")), scene.width * 1.1
    canvas.fill(
        box(canvas.left, top, right, scene.height * 1.1), Fade(lighter(stone, 0.06), darker(stone, 0.16))
    )
    joints = [box(n * size * 0.09, top, n * size * 0.09 + 2, scene.height * 1.1) for n in range(-3, 24)]
    joints += [
        box(canvas.left, top + n * size * 0.09, right, top + n * size * 0.09 + 2) for n in range(1, 18)
    ]
    canvas.fill_all(joints, darker(stone, 0.3), 0.5)
    canvas.fill(box(canvas.left, top - size * 0.006, right, top + size * 0.03), lighter(stone, 0.2))
    for n, x in enumerate((0.06, 0.15, 0.88, 0.96)):
        draw, y = (tops.crate, tops.coil)[n % 2], scene.height * (0.5 + 0.3 * (n % 3) / 2)
        kit.stand(scene, canvas, draw, scene.width * x, y, size * 0.06, label=n)
    boats = scene.sheet()
    for x in (0.14, 0.38, 0.64, 0.88):
        kit.stand(scene, boats, plans.hull, scene.width * x, scene.height * 0.17, size * 0.16, label=x)
    scene.add(boats, 0.8, Motion("swell", 3, 5.0))
    scene.add(canvas, 0.86)


def _fen(scene: Scene) -> None:
    tone, throws, size = base(scene, rgb("#5f6a40")), scene.dice("fen"), scene.stage.size
    add_patches(scene, tone)
    water = scene.tone(rgb("#33443a"))
    for _ in range(20):
        x, y = (float(throws.uniform(0, side)) for side in (scene.width, scene.height))
        wide = size * float(throws.uniform(0.08, 0.2))
        if abs(x - scene.width * 0.5) + abs(y - scene.height * 0.55) < size * 0.45:
            continue
        scene.backdrop.fill(blob(throws, x, y, wide * 1.08, wide * 0.88, 0.2), darker(tone, 0.3))
        scene.backdrop.fill(blob(throws, x, y, wide, wide * 0.8, 0.2), Fade(lighter(water, 0.12), water))
        for _ in range(5):
            at = x + float(throws.uniform(-0.6, 0.6)) * wide, y + float(throws.uniform(-0.5, 0.5)) * wide
            scene.backdrop.fill(ellipse(*at, size * 0.014), scene.tone(rgb("#7fa85a")))
    place_around(scene, [plans.crown, plans.fir, plans.crown], 22, 0.09, "crowns", 0.29)


def _clouds(scene: Scene) -> None:
    base(scene, mix(scene.palette.sky[1], scene.palette.sky[2], 0.4))
    for row, depth in enumerate((0.25, 0.5, 0.8)):
        canvas, throws = scene.sheet(), scene.dice("clouds", row)
        for _ in range(9):
            _puff(scene, canvas, throws, scene.stage.size * (0.05 + 0.03 * row))
        scene.add(canvas, depth, Motion("drift", 4.0 + 4 * row))


def _puff(scene: Scene, canvas: Canvas, throws: Generator, size: float) -> None:
    x, y = float(throws.uniform(-0.05, 1.05)) * scene.width, float(throws.uniform(-0.05, 1.05)) * scene.height
    parts = [
        ellipse(
            x + float(throws.normal(0, 1.4)) * size,
            y + float(throws.normal(0, 0.8)) * size,
            size * float(throws.uniform(0.7, 1.4)),
        )
        for _ in range(7)
    ]
    light = mix(
        lighter(scene.palette.sun, 0.5), scene.palette.sky[2], 0.2 + 0.5 * (scene.picture.time == "night")
    )
    canvas.fill_all(
        [moved(part, size * 0.2, size * 0.4) for part in parts], scene.palette.shadow, 0.16, size * 0.3
    )
    canvas.fill_all(parts, Fade(light, mix(light, scene.palette.sky[2], 0.5)), 0.95)


def _deep(scene: Scene) -> None:
    worlds.space(scene)


def _rocky(color: str) -> Plan:
    def plan(scene: Scene) -> None:
        tone = base(scene, rgb(color))
        add_patches(scene, tone, 60, 0.08)
        throws, size = scene.dice("craters"), scene.stage.size
        for _ in range(12):
            x, y, radius = (
                float(throws.uniform(0, 1)) * scene.width,
                float(throws.uniform(0, 1)) * scene.height,
                size * float(throws.uniform(0.02, 0.07)),
            )
            scene.backdrop.fill(ellipse(x, y, radius), lighter(tone, 0.16))
            scene.backdrop.fill(
                ellipse(x + scene.palette.side * radius * 0.12, y - radius * 0.1, radius * 0.82),
                darker(tone, 0.28),
            )
        place_around(scene, [plans.boulder], 15, 0.09, "rocks", 0.29)

    return plan


def _seabed(scene: Scene) -> None:
    tone = base(scene, mix(rgb("#c8b48a"), rgb("#2f8fa8"), 0.5))
    add_patches(scene, tone, 50, 0.07)
    place_around(scene, [plans.coral_top, plans.boulder, plans.coral_top], 20, 0.07, "corals", 0.27)
    scene.effect("bubbles", color=WHITE, depth=1.05)


def _passing_cloud(scene: Scene) -> None:
    """A wisp between us and the ground."""
    if scene.picture.setting in AIRLESS | INDOORS:
        return
    canvas, throws, size = scene.sheet(), scene.dice("wisp"), scene.stage.size
    corner = scene.width * (0.5 + scene.stage.lead * 0.46), scene.height * 0.08
    parts = [
        ellipse(
            corner[0] + float(throws.normal(0, 0.12)) * size,
            corner[1] + float(throws.normal(0, 0.04)) * size,
            size * float(throws.uniform(0.05, 0.13)),
            size * 0.05,
        )
        for _ in range(8)
    ]
    canvas.fill_all(parts, lighter(mix(scene.palette.haze, scene.palette.sky[3], 0.5), 0.3), 0.5, size * 0.03)
    scene.add(canvas, 1.25, Motion("drift", 9.0 * scene.stage.lead))


_FLOOR = _boards("#a87850")
_PLANS: dict[Setting, Plan] = {
    "coast": _shore,
    "sea": _open_water,
    "underwater": _seabed,
    "island": _shore,
    "river": _shore,
    "lake": _shore,
    "forest": _green("#557a48", 34),
    "jungle": _green("#3f7a4a", 38),
    "meadow": _green("#7fae58", 9),
    "garden": _green("#86b464", 13),
    "farm": _green("#a8b05a", 9),
    "mountain": _rocky("#7d7f84"),
    "snowfield": _sand("#eef4fa", 0.3),
    "desert": _sand("#e2b070", 0.4),
    "cave": _rocky("#4f485c"),
    "ruins": _rocky("#8a9a62"),
    "castle": _settled,
    "village": _settled,
    "city": _paved("#8f8d94"),
    "street": _paved("#9a8f8a"),
    "rooftop": _paved("#8a7f86", roofs=9),
    "market": _paved("#b8a08a", roofs=11),
    "station": _paved("#b0a49a", roofs=6),
    "road": _roadway,
    "school": _FLOOR,
    "room": _FLOOR,
    "kitchen": _boards("#b8886a"),
    "library": _boards("#8a5c3c"),
    "workshop": _boards("#8a6a50"),
    "laboratory": _tiled("#aab4bc", "#9aa6b0", [plans.table_top, plans.shelf_top]),
    "museum": _tiled("#d6c8b0", "#a88a78", [tops.plinth, tops.bench, tops.vitrine]),
    "hospital": _tiled("#ced9d8", "#c0cfd0", [tops.bed, tops.bed, plans.table_top], 0.15),
    "shop": _tiled("#efe6d6", "#8a8f8e", [plans.shelf_top, tops.crate, tops.flowers, plans.table_top]),
    "stage": _boards("#a06a42"),
    "cafe": _tiled("#f4ead8", "#b8685a", [tops.bistro, tops.bistro, plans.table_top]),
    "fairground": _fair,
    "harbour": _quay,
    "swamp": _fen,
    "sky": _clouds,
    "space": _deep,
    "planet": _rocky("#c0705a"),
}
