"""Mountain, snowfield and desert."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from coda.apps.idea2video.pipeline.art.canvas import Fade, Paint
from coda.apps.idea2video.pipeline.art.colors import Color, darker, lighter, mix, rgb
from coda.apps.idea2video.pipeline.art.elements import nature
from coda.apps.idea2video.pipeline.art.geometry import (
    Point,
    Points,
    down_to,
    polygon,
    ridge,
    smooth,
)
from coda.apps.idea2video.pipeline.art.places import kit
from coda.apps.idea2video.pipeline.art.scene import Ground, Scene


def peaks(
    scene: Scene,
    label: str,
    *,
    base: float,
    height: float,
    depth: float,
    far: float,
    count: int,
    snow: float = 0.38,
) -> None:
    """Mountains with a lit and a shaded flank and snow on top."""
    canvas, throws, size = scene.sheet(), scene.dice(label), scene.stage.size
    foot = scene.ground(base)
    rock, white = scene.tone(rgb("#66708a"), far), scene.tone(rgb("#f4f7fb"), far * 0.75)
    side = scene.palette.side
    order = sorted(range(count), key=lambda n: abs(n - count / 2), reverse=True)
    for n in order:
        x = scene.width * ((n + 0.5 + float(throws.uniform(-0.3, 0.3))) / count * 1.3 - 0.15)
        tall, wide = (
            size * height * float(throws.uniform(0.6, 1.05)),
            size * height * float(throws.uniform(0.75, 1.0)),
        )
        top = (x + float(throws.uniform(-0.1, 0.1)) * wide, foot - tall)
        crest = [
            top,
            (x + side * -0.02 * wide, foot - tall * 0.66),
            (x + 0.06 * wide, foot - tall * 0.4),
            (x - 0.04 * wide, foot),
        ]
        left, right = (x - wide, foot), (x + wide, foot)
        lit_side, dark_side = (right, left) if side > 0 else (left, right)
        canvas.fill(polygon(top, right, left), Fade(darker(rock, 0.1), mix(rock, scene.palette.haze, 0.55)))
        canvas.fill(polygon(*crest, lit_side), Fade(lighter(rock, 0.18), mix(rock, scene.palette.haze, 0.5)))
        _snow_cap(canvas.fill, top, lit_side, dark_side, crest, snow, white, scene.palette.shadow)
    scene.add(canvas, depth)


def _snow_cap(
    fill: Callable[[Points, Paint], None],
    top: Point,
    lit_side: Point,
    dark_side: Point,
    crest: list[Point],
    part: float,
    white: Color,
    shadow: Color,
) -> None:
    def toward(point: Point, share: float) -> Point:
        return top[0] + (point[0] - top[0]) * share, top[1] + (point[1] - top[1]) * share

    ridge_low = toward(crest[1], min(1.0, part * 2.4))
    jag = [toward(lit_side, part), toward(lit_side, part * 0.72), ridge_low]
    fill(
        polygon(
            top,
            jag[0],
            (jag[1][0], jag[0][1] - (jag[0][1] - top[1]) * 0.18),
            ((jag[1][0] + ridge_low[0]) / 2, jag[0][1] + 4),
            ridge_low,
        ),
        white,
    )
    far = toward(dark_side, part * 0.9)
    middle = toward(dark_side, part * 0.5)
    fill(
        polygon(
            top,
            far,
            (middle[0], far[1] - (far[1] - top[1]) * 0.25),
            ((middle[0] + ridge_low[0]) / 2, far[1] + 2),
            ridge_low,
        ),
        mix(white, shadow, 0.34),
    )


def mountain(scene: Scene) -> Ground:
    kit.outdoors(scene)
    peaks(scene, "peaks far", base=0.06, height=0.40, depth=0.2, far=0.72, count=5)
    kit.hills(scene, "ridge", rgb("#5f7f8a"), base=0.12, height=0.12, depth=0.32, far=0.6, sharp=9)
    peaks(scene, "peaks", base=0.2, height=0.30, depth=0.4, far=0.42, count=4, snow=0.3)
    slope = kit.hills(scene, "slope", rgb("#557a5a"), base=0.32, height=0.12, depth=0.6, far=0.25)
    canvas, throws = scene.sheet(), scene.dice("pines")
    for x in sorted(throws.uniform(-0.08, 1.08, 22)):
        px = float(x) * scene.width
        kit.stand(
            scene,
            canvas,
            nature.draw_pine,
            px,
            kit.height_at(slope, px) + 8,
            scene.stage.size * float(throws.uniform(0.08, 0.16)),
            0.28,
        )
    scene.add(canvas, 0.62)
    line = kit.floor(scene, rgb("#7d7f78"), top=0.40, uneven=0.035)
    kit.grass(scene, line, rgb("#7a9a5a"), size=0.035, depth=0.921, count=40)
    kit.scatter(
        scene,
        [nature.draw_rock],
        count=7,
        band=(0.5, 0.7),
        size=0.06,
        depth=0.93,
        far=0.0,
        label="rocks",
        clear=0.25,
    )
    kit.frame_rocks(scene, rgb("#5a5a62"))
    return kit.plain(scene, 0.42)


def snowfield(scene: Scene) -> Ground:
    kit.outdoors(scene)
    snow = rgb("#eef4fa")
    peaks(scene, "peaks", base=0.05, height=0.24, depth=0.22, far=0.75, count=6, snow=0.7)
    kit.hills(scene, "drift far", snow, base=0.16, height=0.07, depth=0.4, far=0.42)
    white_pine = partial(nature.draw_pine, snow=True)
    kit.scatter(
        scene,
        [white_pine],
        count=14,
        band=(0.14, 0.2),
        size=0.17,
        depth=0.45,
        far=0.4,
        label="pines far",
        clear=0.08,
    )
    kit.hills(scene, "drift", mix(snow, rgb("#b8cfe6"), 0.3), base=0.32, height=0.07, depth=0.6, far=0.15)
    kit.scatter(
        scene,
        [white_pine],
        count=6,
        band=(0.26, 0.33),
        size=0.30,
        depth=0.64,
        far=0.14,
        label="pines",
        clear=0.24,
    )
    kit.floor(scene, mix(snow, rgb("#b0c8e2"), 0.25), top=0.40, uneven=0.03, specks=26)
    kit.frame_rocks(scene, rgb("#c8d8e8"))
    return kit.plain(scene, 0.42)


def desert(scene: Scene) -> Ground:
    kit.outdoors(scene)
    kit.hills(scene, "mesa", rgb("#b0705a"), base=0.03, height=0.14, depth=0.2, far=0.78, sharp=7)
    sand = rgb("#e2b070")
    for n, (base, height, depth, far) in enumerate(
        ((0.12, 0.08, 0.34, 0.55), (0.26, 0.10, 0.5, 0.32), (0.44, 0.10, 0.7, 0.12))
    ):
        _dune(scene, n, sand, base, height, depth, far)
    kit.scatter(
        scene,
        [nature.draw_cactus],
        count=3,
        band=(0.3, 0.4),
        size=0.15,
        depth=0.71,
        far=0.1,
        label="cactus",
        clear=0.26,
    )
    kit.floor(scene, sand, top=0.52, uneven=0.035, specks=60)
    kit.frame_rocks(scene, rgb("#a8704a"))
    return kit.plain(scene, 0.46)


def _dune(
    scene: Scene, number: int, color: Color, base: float, height: float, depth: float, far: float
) -> None:
    """A dune whose crest parts light from shade."""
    canvas, throws, size, w = scene.sheet(), scene.dice("dune", number), scene.stage.size, scene.width
    foot, tone = scene.ground(base), scene.tone(color, far)
    line = ridge(throws, w * 1.3, foot, size * height, 0.35, 3) - (w * 0.15, 0)
    low = foot + size * 0.2
    canvas.fill(down_to(line, low), Fade(lighter(tone, 0.16), mix(tone, scene.palette.haze, 0.15)))
    top = int(np.argmin(line[:, 1]))
    crest = line[max(0, top - 26) : top + 34]
    sweep = smooth(
        [
            (float(crest[-1, 0]), float(crest[-1, 1])),
            (float(crest[len(crest) // 2, 0]), float(crest[0, 1]) + size * 0.03),
            (float(crest[0, 0]) - size * 0.1, low),
        ],
        closed=False,
    )
    canvas.fill(np.concatenate((crest, sweep)), mix(darker(tone, 0.28), scene.palette.shadow, 0.12), 0.75)
    scene.add(canvas, depth)
