"""Coast, sea, lake, river and what lies in them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.random import Generator

from coda.apps.idea2video.pipeline.art.canvas import Canvas, Fade
from coda.apps.idea2video.pipeline.art.colors import Color, darker, lighter, mix, rgb
from coda.apps.idea2video.pipeline.art.elements import nature
from coda.apps.idea2video.pipeline.art.geometry import (
    Point,
    Points,
    blob,
    box,
    down_to,
    ellipse,
    moved,
    ridge,
    smooth,
)
from coda.apps.idea2video.pipeline.art.places import kit
from coda.apps.idea2video.pipeline.art.scene import Ground, Scene, Spot
from coda.apps.idea2video.pipeline.art.skies import add_clouds, paint_sky, sun_place
from coda.apps.idea2video.pipeline.layers import Motion


def water_colors(scene: Scene) -> tuple[Color, Color, Color]:
    """At the horizon, half way, near: water takes its colour from the sky."""
    sky, deep = scene.palette.sky, scene.tone(rgb("#1b5f86"))
    return (
        mix(sky[3], deep, 0.25),
        mix(mix(sky[2], sky[1], 0.5), deep, 0.55),
        mix(darker(sky[1], 0.3), deep, 0.65),
    )


def paint_water(scene: Scene, top: float) -> None:
    """Still water on the backdrop from `top` down, with the light's path on it."""
    far, middle, near = water_colors(scene)
    half = top + (scene.height - top) * 0.4
    scene.backdrop.fill(box(-9, top, scene.width + 9, half), Fade(far, middle))
    scene.backdrop.fill(box(-9, half, scene.width + 9, scene.height + 9), Fade(middle, near))
    x, _ = sun_place(scene)
    light = mix(scene.palette.sun, scene.palette.sky[3], 0.35)
    throws, size = scene.dice("path"), scene.stage.size
    strong = 0.3 if scene.picture.weather in {"storm", "rain", "fog"} else 0.8
    for part in np.linspace(0, 1, 26) ** 1.6:
        y = top + 3 + part * (scene.height - top) * 0.9
        wide = size * (0.03 + 0.16 * part) * float(throws.uniform(0.5, 1.2))
        streak = ellipse(x + float(throws.uniform(-0.5, 0.5)) * wide, y, wide, 1.2 + 4 * part)
        scene.backdrop.fill_all([streak], lighter(light, 0.35), strong * (0.75 - 0.5 * float(part)))
    scene.effect(
        "glints", (0, top, scene.width, scene.height), color=lighter(light, 0.4), amount=strong, depth=0.35
    )


def wave_line(throws: Generator, width: float, y: float, length: float, height: float) -> Points:
    """A row of crests from left of the panel to right of it, each a little different."""
    knots: list[tuple[float, float]] = []
    x = -width * 0.14 - float(throws.uniform(0, length))
    while x < width * 1.14:
        step = length * float(throws.uniform(0.75, 1.3))
        rise = height * float(throws.uniform(0.6, 1.15))
        knots += [
            (x, y),
            (x + step * 0.42, y - rise * 0.55),
            (x + step * 0.62, y - rise),
            (x + step * 0.78, y - rise * 0.4),
        ]
        x += step
    return smooth(knots, closed=False, steps=6)


def add_waves(scene: Scene, first: float, last: float, rows: int, *, rough: float = 1.0) -> None:
    """Rows of paper waves that swell against each other."""
    far, middle, near = water_colors(scene)
    size, throws = scene.stage.size, scene.dice("waves")
    for n in range(rows):
        part = (n + 1) / rows
        y = scene.ground(first + (last - first) * part**1.2)
        color = mix(mix(far, middle, min(1, part * 1.6)), near, part * 0.75)
        canvas = scene.sheet()
        line = wave_line(
            throws, scene.width, y, size * (0.10 + 0.22 * part), size * (0.012 + 0.05 * part) * rough
        )
        deep = scene.ground(first + (last - first) * ((n + 2) / rows) ** 1.2) + size * (0.09 + 0.1 * part)
        canvas.fill(
            down_to(line, min(deep, scene.height * 1.1)), Fade(lighter(color, 0.10), darker(color, 0.18))
        )
        foam = moved(line, 0, 1.5 + 2 * part)
        canvas.fill(
            np.concatenate((line, moved(foam, 0, 1.5 + 3.5 * part)[::-1])),
            lighter(mix(color, scene.palette.sky[3], 0.4), 0.25),
            0.75,
        )
        motion = Motion("swell", size * (0.006 + 0.014 * part) * rough, 3.2 + n * 0.7, n * 0.37)
        scene.add(canvas, 0.27 + 0.6 * (first + (last - first) * part**1.2), motion)


def far_shore(scene: Scene, canvas: Canvas, label: str, height: float, depth: float, color: Color) -> None:
    line = ridge(scene.dice(label), scene.width * 1.3, scene.horizon + 3, scene.stage.size * height, 0.55)
    tone = scene.tone(color, depth)
    canvas.fill(
        down_to(line - (scene.width * 0.15, 0), scene.horizon + 3),
        Fade(tone, mix(tone, scene.palette.haze, 0.5)),
    )


def rough_of(scene: Scene) -> float:
    return {"storm": 2.6, "wind": 1.6, "rain": 1.3}.get(scene.picture.weather, 1.0)


def coast(scene: Scene) -> Ground:
    """A bay: sea to the horizon, a cliff with grass on the landmark's side, a shore to stand on."""
    paint_sky(scene)
    add_clouds(scene)
    paint_water(scene, scene.horizon)
    hills = scene.sheet()
    far_shore(scene, hills, "headland", 0.10, 0.86, rgb("#5c7f8f"))
    far_shore(scene, hills, "headland 2", 0.05, 0.7, rgb("#4c7080"))
    scene.add(hills, 0.25)
    add_waves(scene, 0.05, 0.55, 4, rough=rough_of(scene))
    spot = _cliff(scene)
    _shore(scene)
    x, size = scene.stage.third(scene.stage.lead), scene.stage.size
    return Ground(
        (spot, Spot(scene.width * 0.5, scene.ground(0.62), 0.9, 0.85)),
        (Spot(x, scene.ground(0.17), 0.6, 0.42), Spot(scene.width * 0.5, scene.ground(0.3), 0.8, 0.55)),
        Spot(scene.width * 0.5, size, 1),
    )


def _cliff(scene: Scene) -> Spot:
    """Rock with turf on it, from the edge of the picture to the landmark's third."""
    side, size = -scene.stage.lead, scene.stage.size
    edge, top = (
        scene.stage.third(side),
        scene.horizon - size * (0.05 if scene.stage.view.horizon < 0.7 else -0.02),
    )
    canvas, out, foot = scene.sheet(), scene.width * (0.5 + side * 0.62), scene.ground(0.62)
    rock = scene.tone(rgb("#6e5f63"), 0.12)
    grass = scene.tone(scene.palette.under_snow(rgb("#5f8a4a")), 0.10)

    def at(x: float, y: float) -> Point:
        """Out from the landmark and down from the turf, in stage sizes."""
        return edge + side * size * x, top + size * y

    brow = [(out, top - size * 0.05), at(0.12, -0.02), at(-0.06, 0.0), at(-0.22, 0.035), at(-0.25, 0.13)]
    flank = [(at(-0.33, 0)[0], (top + foot) / 2), (at(-0.42, 0)[0], foot), (out, foot + size * 0.04)]
    canvas.fill(smooth([*brow, *flank]), Fade(lighter(rock, 0.08), darker(rock, 0.4)))
    _strata(scene, canvas, at, foot, rock)
    turf = [
        (out, top - size * 0.06),
        at(0, -0.012),
        at(-0.232, 0.028),
        at(-0.2, 0.06),
        at(0.03, 0.05),
        at(0.16, 0.085),
    ]
    canvas.fill(smooth([*turf, (out, top + size * 0.07)]), Fade(lighter(grass, 0.12), darker(grass, 0.3)))
    scene.add(canvas, 0.72)
    return Spot(edge + side * size * 0.03, top + size * 0.012, 1.0, 0.72)


def _strata(
    scene: Scene, canvas: Canvas, at: Callable[[float, float], Point], foot: float, rock: Color
) -> None:
    """Cracks in the rock, and boulders at its foot."""
    throws, size = scene.dice("cliff"), scene.stage.size
    for n in range(8):
        x, y, wide = -0.2 + 0.075 * n, float(throws.uniform(0.07, 0.14)), float(throws.uniform(0.012, 0.04))
        left = [at(x, y), at(x - 0.02, y + 0.08), at(x + 0.015, y + 0.2), (at(x - 0.03, 0)[0], foot)]
        right = [
            at(x + wide, y + 0.03),
            at(x + wide - 0.02, y + 0.1),
            at(x + wide, y + 0.2),
            (at(x, 0)[0], foot),
        ]
        crack = np.concatenate((smooth(left, closed=False), smooth(right, closed=False)[::-1]))
        canvas.fill_all([crack], darker(rock, 0.45), float(throws.uniform(0.12, 0.32)))
    for x in throws.uniform(-0.34, 0.42, 9):
        boulder = blob(
            throws,
            at(float(x), 0)[0],
            foot - size * 0.01,
            size * float(throws.uniform(0.015, 0.05)),
            size * 0.022,
        )
        canvas.fill(boulder, Fade(lighter(rock, 0.05), darker(rock, 0.5)))


def _shore(scene: Scene) -> None:
    """Wet sand and rocks near us, with a line of foam behind the figures' feet."""
    canvas, throws, size = scene.sheet(), scene.dice("shore"), scene.stage.size
    sand = scene.tone(scene.palette.under_snow(rgb("#c9a878"), 0.55))
    top = scene.ground(scene.near_ground(0.60))
    left, right = scene.width * -0.12, scene.width * 1.12
    line = [
        (left, top + size * 0.05),
        (scene.width * 0.2, top + size * 0.015),
        (scene.width * 0.45, top + size * 0.05),
        (scene.width * 0.75, top),
        (right, top + size * 0.04),
    ]
    edge = smooth(line, closed=False, steps=14)
    canvas.fill(
        down_to(edge - (0, size * 0.012), scene.height * 1.1), lighter(scene.palette.sky[3], 0.35), 0.85
    )
    canvas.fill(
        down_to(edge, scene.height * 1.1), Fade(mix(sand, water_colors(scene)[1], 0.35), darker(sand, 0.32))
    )
    for _ in range(34):
        x, y = (
            float(throws.uniform(left, right)),
            float(throws.uniform(min(top + size * 0.07, scene.height), scene.height * 1.05)),
        )
        pebble = ellipse(
            x, y, size * float(throws.uniform(0.003, 0.012)), size * float(throws.uniform(0.002, 0.005))
        )
        canvas.fill(pebble, darker(sand, float(throws.uniform(0.15, 0.5))))
    scene.add(canvas, 0.92)


def sea(scene: Scene) -> Ground:
    """Nothing but waves, and planks to stand on."""
    paint_sky(scene)
    add_clouds(scene)
    paint_water(scene, scene.horizon)
    add_waves(scene, 0.03, 0.66, 6, rough=rough_of(scene) * 1.15)
    if scene.picture.figures and not scene.stage.from_above:
        _deck(scene)
    else:
        add_waves(scene, 0.7, 0.95, 2, rough=rough_of(scene) * 1.3)
    x = scene.stage.third(-scene.stage.lead)
    water = (Spot(x, scene.ground(0.26), 1.1, 0.56), Spot(scene.width * 0.55, scene.ground(0.12), 0.6, 0.42))
    return Ground((Spot(x, scene.ground(0.1), 0.7, 0.4),), water)


def _deck(scene: Scene) -> None:
    """A ship's deck with its rail."""
    canvas, size, w = scene.sheet(), scene.stage.size, scene.width
    wood = scene.tone(rgb("#a8764c"))
    top, low = scene.ground(scene.near_ground(0.70)), scene.height * 1.12
    canvas.fill(box(-w * 0.1, top, w * 1.1, low), Fade(lighter(wood, 0.08), darker(wood, 0.28)))
    for n in range(-13, 14):
        x0, x1 = w * (0.5 + n * 0.06), w * (0.5 + n * 0.1)
        canvas.fill_all(
            [np.array(((x0, top), (x0 + 2, top), (x1 + 4, low), (x1, low)))], darker(wood, 0.45), 0.7
        )
    rail = scene.tone(rgb("#7a5236"))
    for n in range(14):
        x = w * (n / 13 * 1.2 - 0.1)
        canvas.fill(box(x - size * 0.008, top - size * 0.10, x + size * 0.008, top), darker(rail, 0.15))
    for y, thick in ((0.10, 0.022), (0.05, 0.01)):
        canvas.fill(
            box(-w * 0.1, top - size * y - size * thick / 2, w * 1.1, top - size * y + size * thick / 2),
            Fade(lighter(rail, 0.2), rail),
        )
    canvas.fill(box(-w * 0.1, top - size * 0.006, w * 1.1, top + size * 0.016), darker(rail, 0.2))
    scene.add(canvas, 0.94, Motion("swell", size * 0.006, 5.0))


def island(scene: Scene) -> Ground:
    paint_sky(scene)
    add_clouds(scene)
    paint_water(scene, scene.horizon)
    hills = scene.sheet()
    far_shore(scene, hills, "far island", 0.07, 0.8, rgb("#5f8f88"))
    scene.add(hills, 0.25)
    add_waves(scene, 0.05, 0.16, 2, rough=rough_of(scene))
    spot = _islet(scene)
    add_waves(scene, 0.34, 0.60, 2, rough=rough_of(scene) * 0.8)
    _shore(scene)
    _leaning_palm(scene)
    side = scene.stage.lead
    return Ground(
        (spot, Spot(scene.width * (0.5 - side * 0.2), scene.ground(0.68), 0.9, 0.93)),
        (Spot(scene.stage.third(side), scene.ground(0.22), 0.8, 0.45),),
    )


def _islet(scene: Scene) -> Spot:
    canvas, size = scene.sheet(), scene.stage.size * scene.stage.view.landmark
    x, y = scene.stage.third(-scene.stage.lead), scene.ground(0.3)
    snowed = scene.palette.under_snow
    sand, green = scene.tone(snowed(rgb("#e2c894"), 0.5), 0.2), scene.tone(snowed(rgb("#5f9a5a")), 0.2)
    canvas.fill(ellipse(x, y, size * 0.40, size * 0.045), Fade(lighter(sand, 0.1), darker(sand, 0.15)))
    hill = smooth(
        [
            (x - size * 0.3, y - 3),
            (x - size * 0.17, y - size * 0.08),
            (x + size * 0.02, y - size * 0.13),
            (x + size * 0.2, y - size * 0.06),
            (x + size * 0.3, y - 3),
        ],
        closed=False,
    )
    canvas.fill(down_to(hill, y + size * 0.01), Fade(lighter(green, 0.1), darker(green, 0.25)))
    kit.stand(scene, canvas, nature.draw_palm, x - size * 0.16, y - size * 0.06, size * 0.26, 0.2, label=1)
    kit.stand(
        scene, canvas, nature.draw_palm, x + size * 0.2, y - size * 0.04, size * 0.2, 0.2, label=2, flip=True
    )
    scene.add(canvas, 0.5)
    return Spot(x + size * 0.03, y - size * 0.11, 0.7, 0.505)


def _leaning_palm(scene: Scene) -> None:
    """Palms that lean in from the leading side."""
    canvas, size = scene.sheet(), scene.stage.size
    x = scene.width * (0.5 + scene.stage.lead * 0.44)
    kit.stand(
        scene,
        canvas,
        nature.draw_palm,
        x,
        scene.ground(0.74),
        size * 0.62 * min(1.3, scene.stage.near),
        label="near",
        flip=scene.stage.lead > 0,
    )
    scene.add(canvas, 0.935, Motion("sway", 6, 5.0))
