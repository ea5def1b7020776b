"""River and lake."""

from __future__ import annotations

import numpy as np

from coda.apps.idea2video.pipeline.art.canvas import Fade
from coda.apps.idea2video.pipeline.art.colors import darker, lighter, mix, rgb
from coda.apps.idea2video.pipeline.art.elements import nature
from coda.apps.idea2video.pipeline.art.geometry import ellipse, moved, polygon, smooth
from coda.apps.idea2video.pipeline.art.places import kit
from coda.apps.idea2video.pipeline.art.places.waters import paint_water, water_colors
from coda.apps.idea2video.pipeline.art.scene import Ground, Scene, Spot


def river(scene: Scene) -> Ground:
    kit.outdoors(scene)
    kit.hills(scene, "far", rgb("#6f95a0"), base=0.02, height=0.17, depth=0.22, far=0.85)
    kit.hills(scene, "middle", rgb("#6a9a6a"), base=0.13, height=0.10, depth=0.4, far=0.5)
    kit.scatter(
        scene,
        [nature.draw_pine, nature.draw_tree],
        count=13,
        band=(0.10, 0.15),
        size=0.16,
        depth=0.5,
        far=0.4,
        label="wood",
        clear=0.07,
    )
    kit.floor(scene, kit.GRASS, top=0.13, depth=0.7)
    _stream(scene)
    w, side = scene.width, scene.stage.lead
    middle = water_colors(scene)[1]
    scene.effect(
        "glints",
        (w * 0.2, scene.ground(0.3), w * 0.8, scene.height),
        color=lighter(middle, 0.6),
        amount=0.6,
        depth=0.82,
    )
    _bank(scene)
    kit.frame_grass(scene)
    return Ground(
        (
            Spot(w * (0.5 - side * 0.33), scene.ground(0.3), 1.0, 0.72),
            Spot(w * 0.5, scene.ground(0.36), 1.0, 0.81),
        ),
        (Spot(w * (0.5 - side * 0.08), scene.ground(0.56), 0.9, 0.82),),
    )


def _stream(scene: Scene) -> None:
    """The water between its banks, winding from the horizon towards us."""
    canvas, w, side = scene.sheet(), scene.width, scene.stage.lead
    far, middle, near = water_colors(scene)
    course = (
        (0.13, 0.03, 0.008),
        (0.19, -0.07, 0.03),
        (0.28, 0.09, 0.06),
        (0.42, -0.06, 0.13),
        (0.64, -0.12, 0.24),
        (1.12, -0.10, 0.42),
    )
    left = smooth(
        [(w * (0.5 + side * x - half), scene.ground(part)) for part, x, half in course], closed=False
    )
    right = smooth(
        [(w * (0.5 + side * x + half), scene.ground(part)) for part, x, half in course], closed=False
    )
    soil = scene.tone(darker(kit.SOIL, 0.1))
    canvas.fill(np.concatenate((moved(left, -5, -4), moved(right, 5, -4)[::-1])), soil)
    canvas.fill(np.concatenate((left, right[::-1])), Fade(mix(far, middle, 0.3), near))
    for n in range(4, len(left) - 3, 3):
        x, y = float(left[n, 0] + right[n, 0]) / 2, float(left[n, 1])
        reach = float(right[n, 0] - left[n, 0]) * 0.3
        canvas.fill_all(
            [ellipse(x + reach * (0.5 if n % 2 else -0.4), y, reach, 1 + reach * 0.012)],
            lighter(middle, 0.45),
            0.6,
        )
    scene.add(canvas, 0.8)


def _bank(scene: Scene) -> None:
    """The bank on which the figures stand, on their side of the river."""
    canvas, w, side = scene.sheet(), scene.width, scene.stage.lead
    tone = scene.tone(scene.palette.under_snow(kit.GRASS))
    edge = smooth(
        [
            (0.5 * w + side * 0.64 * w, scene.ground(0.5)),
            (0.5 * w + side * 0.2 * w, scene.ground(0.56)),
            (0.5 * w - side * 0.02 * w, scene.ground(0.70)),
            (0.5 * w - side * 0.20 * w, scene.ground(0.80)),
            (0.5 * w - side * 0.64 * w, scene.ground(0.86)),
        ],
        closed=False,
    )
    shape = np.concatenate(
        (
            edge,
            polygon(
                (0.5 * w - side * 0.64 * w, scene.height * 1.1),
                (0.5 * w + side * 0.64 * w, scene.height * 1.1),
            ),
        )
    )
    canvas.fill(moved(shape, 0, -5), scene.tone(darker(kit.SOIL, 0.15)))
    canvas.fill(shape, Fade(lighter(tone, 0.1), darker(tone, 0.35)))
    scene.add(canvas, 0.92)
    ordered = edge if side < 0 else edge[::-1]
    kit.grass(scene, ordered, rgb("#7db35c"), size=0.05, depth=0.921, count=50)


def lake(scene: Scene) -> Ground:
    kit.outdoors(scene)
    shore = scene.ground(0.10)
    paint_water(scene, shore)
    far = kit.hills(
        scene, "peaks", rgb("#6d88a8"), base=0.10, height=0.30, depth=0.25, far=0.78, sharp=6, sink=0.004
    )
    near = kit.hills(scene, "slopes", rgb("#4f7f78"), base=0.10, height=0.12, depth=0.34, far=0.5, sink=0.004)
    _mirrored(scene, far, near, shore)
    _wooded_shore(scene, shore)
    line = kit.floor(scene, rgb("#6f8f55"), top=scene.near_ground(0.62), uneven=0.03)
    kit.grass(scene, line, rgb("#7a9f58"), size=0.085, depth=0.921, count=46)
    kit.frame_grass(scene, rgb("#6f8f50"))
    w = scene.width
    return Ground(
        (
            Spot(scene.stage.third(-scene.stage.lead), scene.ground(0.13), 0.75, 0.4),
            Spot(w * 0.5, scene.ground(0.66), 0.8, 0.93),
        ),
        (
            Spot(scene.stage.third(-scene.stage.lead), scene.ground(0.34), 0.9, 0.6),
            Spot(w * 0.52, scene.ground(0.24), 0.6, 0.5),
        ),
    )


def _mirrored(scene: Scene, far: np.ndarray, near: np.ndarray, shore: float) -> None:
    """The mountains in the water, paler and stretched."""
    canvas = scene.backdrop
    for line, color, haze, alpha in ((far, rgb("#6d88a8"), 0.78, 0.45), (near, rgb("#4f7f78"), 0.5, 0.5)):
        upside = np.stack((line[:, 0], 2 * shore - line[:, 1]), axis=1)
        tone = darker(scene.tone(color, haze), 0.12)
        canvas.fill(
            np.concatenate((upside, polygon((float(line[-1, 0]), shore), (float(line[0, 0]), shore)))),
            Fade(tone, mix(tone, water_colors(scene)[1], 0.7), alpha, alpha * 0.5),
        )


def _wooded_shore(scene: Scene, shore: float) -> None:
    canvas, throws = scene.sheet(), scene.dice("shore wood")
    for side in (-1, 1):
        for n in range(9):
            x = scene.width * (0.5 + side * (0.60 - 0.035 * n + float(throws.uniform(-0.01, 0.01))))
            kit.stand(
                scene,
                canvas,
                nature.draw_pine,
                x,
                shore + 4 + n,
                scene.stage.size * float(throws.uniform(0.09, 0.16)) * (1.25 - n * 0.07),
                0.4,
            )
    scene.add(canvas, 0.42)
