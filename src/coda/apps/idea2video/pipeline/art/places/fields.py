"""Meadow, garden, farm and road: open country."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

import numpy as np

from coda.apps.idea2video.pipeline.art.canvas import Fade
from coda.apps.idea2video.pipeline.art.colors import Color, darker, lighter, mix, rgb
from coda.apps.idea2video.pipeline.art.elements import landmarks, nature
from coda.apps.idea2video.pipeline.art.geometry import box, ellipse, polygon, ribbon, smooth
from coda.apps.idea2video.pipeline.art.pen import Pen
from coda.apps.idea2video.pipeline.art.places import kit
from coda.apps.idea2video.pipeline.art.scene import Ground, Scene, Spot
from coda.apps.idea2video.pipeline.layers import Motion

_FLOWERS: tuple[Color, ...] = (rgb("#f2c84a"), rgb("#e86a7f"), rgb("#f4f0e6"), rgb("#a98ae6"), rgb("#f0904a"))


def flowers(
    scene: Scene, *, top: float, bottom: float, count: int, depth: float, size: float = 0.011
) -> None:
    """Dots of colour in the grass, larger towards us."""
    canvas, throws = scene.sheet(), scene.dice("flowers", top)
    for n in range(count):
        part = float(throws.random()) ** 1.4
        x, y = float(throws.uniform(-0.08, 1.08)) * scene.width, scene.ground(top + (bottom - top) * part)
        radius = scene.stage.size * size * (0.3 + part)
        color = scene.tone(_FLOWERS[n % len(_FLOWERS)])
        for dx, dy in ((-1, 0), (1, 0), (0, -0.8), (0, 0.8)):
            canvas.fill(
                ellipse(x + dx * radius * 0.6, y + dy * radius * 0.6, radius * 0.62, radius * 0.5), color
            )
        canvas.fill(ellipse(x, y, radius * 0.42, radius * 0.36), scene.tone(rgb("#f0b040")))
    scene.add(canvas, depth)


def meadow(scene: Scene) -> Ground:
    kit.outdoors(scene)
    kit.hills(scene, "far", rgb("#6f9aa0"), base=0.03, height=0.13, depth=0.25, far=0.85)
    middle = kit.hills(scene, "middle", rgb("#6f9f68"), base=0.14, height=0.10, depth=0.45, far=0.55)
    _copses(scene, middle, 0.46)
    kit.hills(scene, "near", rgb("#76a858"), base=0.30, height=0.09, depth=0.62, far=0.25)
    kit.scatter(
        scene,
        [nature.draw_tree],
        count=4,
        band=(0.2, 0.27),
        size=0.15,
        depth=0.63,
        far=0.3,
        label="trees",
        clear=0.2,
    )
    line = kit.floor(scene, kit.GRASS, top=0.36)
    kit.grass(scene, line, rgb("#7db35c"), size=0.045, depth=0.921)
    flowers(scene, top=0.42, bottom=1.0, count=60, depth=0.93)
    kit.frame_grass(scene)
    return Ground(
        (
            Spot(scene.stage.third(-scene.stage.lead), scene.ground(0.38), 1.0, 0.93),
            *kit.spots(scene, 0.26)[1:],
        )
    )


def _copses(scene: Scene, line: np.ndarray, depth: float) -> None:
    canvas, throws = scene.sheet(), scene.dice("copses")
    for x in throws.uniform(0, 1, 9) * scene.width:
        kit.stand(
            scene,
            canvas,
            partial(nature.bush, color=rgb("#4f8a5a")),
            float(x),
            kit.height_at(line, float(x)) + 3,
            scene.stage.size * 0.035,
            0.5,
        )
    scene.add(canvas, depth)


def garden(scene: Scene) -> Ground:
    kit.outdoors(scene)
    kit.hills(scene, "far", rgb("#7aa58a"), base=0.04, height=0.10, depth=0.3, far=0.7)
    kit.scatter(
        scene,
        [nature.draw_tree, partial(nature.draw_tree, leaf=rgb("#7aa04a"))],
        count=8,
        band=(0.1, 0.16),
        size=0.26,
        depth=0.5,
        far=0.38,
        label="trees",
    )
    _hedge(scene)
    line = kit.floor(scene, rgb("#7fae5e"), top=0.24)
    kit.grass(scene, line, rgb("#86b864"), size=0.03, depth=0.921, count=50)
    _path(scene, rgb("#d9c5a0"), 0.93)
    for n, color in enumerate(_FLOWERS[:4]):
        petals = partial(nature.draw_flower, petal=color)
        side = -1 if n % 2 else 1
        canvas = scene.sheet()
        throws = scene.dice("bed", n)
        for _ in range(9):
            x = scene.width * (0.5 + side * float(throws.uniform(0.24, 0.56)))
            y = scene.ground(0.4 + 0.16 * n + float(throws.uniform(0, 0.12)))
            kit.stand(scene, canvas, petals, x, y, scene.stage.size * (0.07 + 0.022 * n), label=n)
        scene.add(canvas, 0.935 + 0.01 * n, Motion("sway", 6, 4.0, n * 0.2))
    kit.frame_branch(scene, nature.LEAF)
    kit.frame_grass(scene)
    return kit.plain(scene, 0.27)


def _hedge(scene: Scene) -> None:
    canvas, throws, size = scene.sheet(), scene.dice("hedge"), scene.stage.size
    tone = scene.tone(rgb("#3f7a4a"), 0.2)
    top, low = scene.ground(0.08), scene.ground(0.32)
    knots = [
        (x, top + float(throws.uniform(-0.012, 0.012)) * size)
        for x in np.linspace(-0.12, 1.12, 26) * scene.width
    ]
    canvas.fill(
        np.concatenate(
            (
                smooth(knots, closed=False, steps=4),
                polygon((scene.width * 1.12, low), (-scene.width * 0.12, low)),
            )
        ),
        Fade(lighter(tone, 0.12), darker(tone, 0.3)),
    )
    for _ in range(70):
        x, y = float(throws.uniform(-0.1, 1.1)) * scene.width, float(throws.uniform(top, low))
        canvas.fill(
            ellipse(x, y, size * 0.012, size * 0.007, float(throws.random())),
            lighter(tone, float(throws.uniform(0.05, 0.3))),
            0.7,
        )
    scene.add(canvas, 0.6)


def _path(scene: Scene, color: Color, depth: float, wide: float = 0.2) -> None:
    """A path that winds from us to the middle distance."""
    canvas = scene.sheet()
    tone = scene.tone(color)
    w, h, side = scene.width, scene.height, -scene.stage.lead
    top = scene.ground(0.26)
    middle = smooth(
        [
            (0.5 * w - side * 0.05 * w, h * 1.12),
            (0.5 * w + side * 0.02 * w, scene.ground(0.72)),
            (0.5 * w + side * 0.14 * w, scene.ground(0.46)),
            (0.5 * w + side * 0.10 * w, top),
        ],
        closed=False,
    )
    canvas.fill(
        ribbon(middle, w * wide * 1.5, w * wide * 0.7, w * wide * 0.28, w * wide * 0.10, caps=False),
        Fade(lighter(tone, 0.1), darker(tone, 0.15)),
    )
    scene.add(canvas, depth)


def farm(scene: Scene) -> Ground:
    kit.outdoors(scene)
    kit.hills(scene, "far", rgb("#7f9f98"), base=0.03, height=0.11, depth=0.25, far=0.8)
    kit.hills(scene, "fields", rgb("#a8b05a"), base=0.18, height=0.07, depth=0.42, far=0.45)
    _rows(scene)
    canvas, size = scene.sheet(), scene.stage.size * scene.stage.view.landmark
    side = scene.stage.lead
    x, y = scene.width * (0.5 + side * 0.30), scene.ground(0.3)
    kit.stand(scene, canvas, _silo, x + side * size * 0.2, y - 2, size * 0.36, 0.3)
    kit.stand(scene, canvas, _barn, x, y, size * 0.26, 0.25)
    scene.add(canvas, 0.66)
    line = kit.floor(scene, rgb("#93a856"), top=0.42)
    kit.grass(scene, line, rgb("#9fb862"), size=0.04, depth=0.921)
    fence = scene.sheet()
    for n in range(4):
        kit.stand(
            scene,
            fence,
            landmarks.draw_fence,
            scene.width * (0.02 + 0.33 * n),
            scene.ground(0.5),
            scene.stage.size * 0.085,
        )
    scene.add(fence, 0.925)
    kit.scatter(
        scene, [_bale], count=4, band=(0.54, 0.66), size=0.085, depth=0.93, far=0.0, label="bales", clear=0.3
    )
    kit.frame_grass(scene, rgb("#b0a850"))
    return kit.plain(scene, 0.32)


def _rows(scene: Scene) -> None:
    """A ploughed field whose furrows run to the horizon."""
    canvas = scene.sheet()
    snowed = scene.palette.under_snow
    tone = scene.tone(snowed(rgb("#b8a458"), 0.7), 0.25)
    dark = scene.tone(snowed(rgb("#8f8a48"), 0.35), 0.25)
    top, low = scene.ground(0.16), scene.ground(0.62)
    canvas.fill(
        box(-scene.width * 0.1, top, scene.width * 1.1, low), Fade(mix(tone, scene.palette.haze, 0.3), tone)
    )
    for n in range(-14, 15):
        x = scene.width * (0.5 + n * 0.03)
        x_low = scene.width * (0.5 + n * 0.11)
        canvas.fill(polygon((x, top), (x + 2, top), (x_low + 22, low), (x_low, low)), dark, 0.75)
    scene.add(canvas, 0.6)


def _barn(pen: Pen) -> None:
    red, white = rgb("#b0483a"), rgb("#f4ece0")
    pen.fill(box(-0.62, 0.0, 0.62, 0.55), Fade(red, darker(red, 0.2)))
    pen.fill(
        polygon((-0.7, 0.5), (-0.46, 0.84), (0.0, 1.0), (0.46, 0.84), (0.7, 0.5)),
        Fade(rgb("#6f5a5a"), rgb("#4a3c40")),
    )
    pen.fill(box(-0.2, 0.0, 0.2, 0.4), darker(red, 0.35))
    for path in (
        [(-0.2, 0.0), (0.2, 0.4)],
        [(0.2, 0.0), (-0.2, 0.4)],
        [(-0.2, 0.4), (0.2, 0.4)],
        [(-0.2, 0.0), (-0.2, 0.4)],
        [(0.2, 0.0), (0.2, 0.4)],
    ):
        pen.line(path, white, 0.022)
    landmarks.window(pen, 0.0, 0.6, 0.14, 0.14)


def _silo(pen: Pen) -> None:
    steel = rgb("#c0c4c8")
    pen.fill(box(-0.14, 0.0, 0.14, 0.8), Fade(lighter(steel, 0.2), darker(steel, 0.2)))
    pen.fill(smooth([(-0.15, 0.78), (-0.1, 0.93), (0, 1.0), (0.1, 0.93), (0.15, 0.78)]), rgb("#a04a40"))
    for n in range(6):
        pen.line([(-0.14, 0.1 + n * 0.12), (0.14, 0.1 + n * 0.12)], darker(steel, 0.25), 0.01)


def _bale(pen: Pen) -> None:
    straw = rgb("#dcb860")
    pen.fill(ellipse(0.1, 0.5, 0.62, 0.5), darker(straw, 0.2))
    pen.fill(ellipse(-0.1, 0.5, 0.5, 0.5), Fade(lighter(straw, 0.15), straw))
    for radius in (0.38, 0.26, 0.13):
        pen.fill(ribbon(ellipse(-0.1, 0.5, radius, radius), 0.035), darker(straw, 0.2))


def road(scene: Scene) -> Ground:
    kit.outdoors(scene)
    kit.hills(scene, "far", rgb("#7a95a8"), base=0.02, height=0.18, depth=0.22, far=0.85, sharp=5)
    kit.hills(scene, "middle", rgb("#87a070"), base=0.14, height=0.08, depth=0.42, far=0.5)
    kit.floor(scene, rgb("#98a862"), top=0.10, depth=0.72)
    canvas = scene.sheet()
    grey = scene.tone(rgb("#6f6c74"))
    end = 0.5 - scene.stage.lead * 0.04
    top = scene.ground(0.11)
    canvas.fill(
        kit.perspective(scene, (0.02, 0.98), (end - 0.012, end + 0.012), top),
        Fade(mix(grey, scene.palette.haze, 0.5), darker(grey, 0.2)),
    )
    for side in (0.045, 0.945):
        edge = (end - 0.010) if side < 0.5 else (end + 0.010)
        canvas.fill(
            kit.perspective(scene, (side, side + 0.012), (edge, edge + 0.001), top),
            scene.tone(rgb("#e8e4da")),
        )
    for n in range(8):
        near, far = (n / 8) ** 2.2, ((n + 0.5) / 8) ** 2.2
        y0, y1 = top + (scene.height * 1.1 - top) * near, top + (scene.height * 1.1 - top) * far
        x0, x1 = scene.width * (end + (0.5 - end) * near), scene.width * (end + (0.5 - end) * far)
        canvas.fill(
            polygon(
                (x0 - 1 - 9 * near, y0),
                (x0 + 1 + 9 * near, y0),
                (x1 + 1 + 9 * far, y1),
                (x1 - 1 - 9 * far, y1),
            ),
            scene.tone(rgb("#f2d878")),
        )
    scene.add(canvas, 0.86)
    _poles(scene, end, top)
    kit.scatter(
        scene,
        [nature.draw_tree, nature.draw_pine],
        count=6,
        band=(0.13, 0.2),
        size=0.17,
        depth=0.74,
        far=0.3,
        label="trees",
        clear=0.16,
    )
    kit.frame_grass(scene, rgb("#a8a860"))
    return Ground(
        (
            Spot(scene.width * (0.5 - scene.stage.lead * 0.30), scene.ground(0.25), 1.0, 0.87),
            *kit.spots(scene, 0.22)[1:],
        )
    )


def _poles(scene: Scene, end: float, top: float) -> None:
    canvas, wood = scene.sheet(), scene.tone(rgb("#5a4638"), 0.1)
    tops: list[tuple[float, float]] = []
    side = scene.stage.lead
    for n in range(5):
        part = (0.18 + n * 0.2) ** 1.7
        x = scene.width * (end + side * (0.03 + 0.56 * part))
        y, tall = top + (scene.height - top) * part * 0.75, scene.stage.size * (0.05 + 0.55 * part)
        canvas.fill(ribbon(polygon((x, y), (x, y - tall)), 2 + 10 * part), wood)
        canvas.fill(
            ribbon(
                polygon((x - tall * 0.1, y - tall * 0.92), (x + tall * 0.1, y - tall * 0.92)), 1.5 + 6 * part
            ),
            wood,
        )
        tops.append((x, y - tall * 0.92))
    for (x0, y0), (x1, y1) in pairwise(tops):
        wire = smooth(
            [(x0, y0), ((x0 + x1) / 2, (y0 + y1) / 2 + abs(x1 - x0) * 0.08), (x1, y1)], closed=False
        )
        canvas.fill(ribbon(wire, 1.6), wood)
    scene.add(canvas, 0.87)
