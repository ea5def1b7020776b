"""Cave, ruins and castle."""

from __future__ import annotations

from functools import partial

import numpy as np

from coda.apps.idea2video.pipeline.art.canvas import Fade
from coda.apps.idea2video.pipeline.art.colors import BLACK, Color, darker, lighter, mix, rgb
from coda.apps.idea2video.pipeline.art.elements import landmarks, nature
from coda.apps.idea2video.pipeline.art.geometry import (
    Points,
    arc,
    box,
    down_to,
    ellipse,
    polygon,
    smooth,
)
from coda.apps.idea2video.pipeline.art.pen import Pen, glow
from coda.apps.idea2video.pipeline.art.places import kit
from coda.apps.idea2video.pipeline.art.scene import Ground, Scene, Spot
from coda.apps.idea2video.pipeline.art.skies import gradient


def cave(scene: Scene) -> Ground:
    """A mouth of light at the end, teeth of stone, and crystals that glow."""
    rock = rgb("#5a5268")
    gradient(scene.backdrop, scene.palette.sky, scene.ground(0.25))
    centre, size = scene.width * (0.5 - scene.stage.lead * 0.10), scene.stage.size
    glow(scene.backdrop, centre, scene.ground(0.05), size * 0.5, lighter(scene.palette.sky[3], 0.4), 0.8)
    walls = ((0.30, 0.6, 0.40, 0.46), (0.42, 0.4, 0.58, 0.62), (0.58, 0.2, 0.82, 0.85))
    for n, (depth, far, wide, tall) in enumerate(walls):
        _cave_wall(
            scene,
            n,
            mix(rock, BLACK, 0.16 * n),
            depth,
            far,
            (centre, scene.ground(0.12)),
            size * wide * 0.72,
            size * tall * 0.62,
        )
    _crystals(scene)
    kit.floor(scene, darker(rock, 0.15), top=0.34, uneven=0.04)
    _teeth(scene, rock)
    kit.frame_rocks(scene, darker(rock, 0.3))
    return Ground(kit.spots(scene, 0.38, 0.925, 0.75))


def _cave_wall(
    scene: Scene,
    number: int,
    color: Color,
    depth: float,
    far: float,
    middle: tuple[float, float],
    rx: float,
    ry: float,
) -> None:
    canvas, throws = scene.sheet(), scene.dice("wall", number)
    angles = np.linspace(0, 2 * np.pi, 30, endpoint=False)
    radii = 1 + throws.uniform(-0.13, 0.13, 30)
    hole = smooth(
        np.stack((middle[0] + np.cos(angles) * rx * radii, middle[1] + np.sin(angles) * ry * radii), axis=1),
        steps=5,
    )
    outer = box(
        canvas.left - 9, canvas.top - 9, canvas.left + canvas.width + 9, canvas.top + canvas.height + 9
    )
    tone = scene.tone(color, far * 0.5)
    start = np.argmin(hole[:, 0])
    ring = np.concatenate(
        (outer, outer[:1], np.roll(hole, -int(start), axis=0), hole[int(start)][None], outer[:1])
    )
    canvas.fill(ring, Fade(darker(tone, 0.2), lighter(tone, 0.05)))
    inner = (hole - middle) * 1.07 + middle
    band = np.concatenate((inner, inner[:1], hole[::-1], hole[-1:]))
    canvas.fill(band, mix(lighter(tone, 0.2), scene.palette.sky[3], 0.2), 0.8)
    scene.add(canvas, depth)


def _teeth(scene: Scene, color: Color) -> None:
    canvas, throws, size = scene.sheet(), scene.dice("teeth"), scene.stage.size
    tone = scene.tone(darker(color, 0.3))
    for x in np.linspace(-0.08, 1.08, 17):
        tall = size * (0.05 + 0.24 * abs(float(x) - 0.5)) * float(throws.uniform(0.6, 1.4))
        wide = size * float(throws.uniform(0.025, 0.05))
        px = float(x) * scene.width
        canvas.fill(
            smooth(
                [
                    (px - wide, -size * 0.1),
                    (px - wide * 0.35, tall * 0.5),
                    (px, tall),
                    (px + wide * 0.35, tall * 0.5),
                    (px + wide, -size * 0.1),
                ],
                steps=5,
            ),
            Fade(darker(tone, 0.3), tone),
        )
    scene.add(canvas, 1.15 if scene.stage.view.framing > 0.3 else 0.8)


def _crystals(scene: Scene) -> None:
    canvas, throws = scene.sheet(), scene.dice("crystals")
    colors = (rgb("#67d8e8"), rgb("#b48cf0"))
    for n in range(5):
        side = -1 if n % 2 else 1
        x, y = (
            scene.width * (0.5 + side * float(throws.uniform(0.2, 0.46))),
            scene.ground(float(throws.uniform(0.36, 0.46))),
        )
        size = scene.stage.size * float(throws.uniform(0.06, 0.15))
        kit.stand(scene, canvas, partial(nature.draw_crystal, color=colors[n % 2]), x, y, size, label=n)
        scene.lamp(x, y - size * 0.4, size * 1.6, 0.7, colors[n % 2])
    scene.add(canvas, 0.7)


def ruins(scene: Scene) -> Ground:
    kit.outdoors(scene)
    kit.hills(scene, "far", rgb("#7f98a0"), base=0.03, height=0.14, depth=0.22, far=0.82)
    kit.hills(scene, "middle", rgb("#7f9a72"), base=0.18, height=0.08, depth=0.42, far=0.48)
    kit.scatter(
        scene,
        [_column, _broken, _column],
        count=6,
        band=(0.16, 0.2),
        size=0.28,
        depth=0.5,
        far=0.42,
        label="columns far",
        clear=0.1,
    )
    canvas, size = scene.sheet(), scene.stage.size * scene.stage.view.landmark
    side = scene.stage.lead
    kit.stand(
        scene, canvas, _archway, scene.width * (0.5 + side * 0.02), scene.ground(0.31), size * 0.44, 0.2
    )
    for n, (x, tall) in enumerate(((-0.34, 0.42), (-0.22, 0.25), (0.28, 0.40), (0.42, 0.46))):
        kit.stand(
            scene,
            canvas,
            _broken if n == 1 else _column,
            scene.width * (0.5 + x),
            scene.ground(0.33 + 0.01 * n),
            size * tall,
            0.12,
        )
    scene.add(canvas, 0.7)
    line = kit.floor(scene, rgb("#8a9a62"), top=0.36, uneven=0.025)
    kit.grass(scene, line, rgb("#8fa865"), size=0.045, depth=0.921)
    kit.scatter(
        scene,
        [_drum, nature.draw_rock],
        count=5,
        band=(0.46, 0.6),
        size=0.075,
        depth=0.93,
        far=0.0,
        label="stones",
        clear=0.26,
    )
    kit.frame_branch(scene, nature.LEAF)
    kit.frame_grass(scene, rgb("#8fa060"))
    return kit.plain(scene, 0.36)


_MARBLE: Color = rgb("#d2c8b8")


def _column(pen: Pen) -> None:
    pen.fill(box(-0.1, 0.0, 0.1, 0.05), darker(_MARBLE, 0.15))
    shaft = polygon((-0.075, 0.05), (0.075, 0.05), (0.06, 0.92), (-0.06, 0.92))
    pen.fill(shaft, Fade(lighter(_MARBLE, 0.2), darker(_MARBLE, 0.15)))
    for x in (-0.04, -0.013, 0.013, 0.04):
        pen.line([(x, 0.06), (x * 0.85, 0.91)], darker(_MARBLE, 0.22), 0.008)
    pen.fill(
        polygon((-0.07, 0.91), (0.07, 0.91), (0.11, 0.96), (0.11, 1.0), (-0.11, 1.0), (-0.11, 0.96)),
        lighter(_MARBLE, 0.1),
    )


def _broken(pen: Pen) -> None:
    pen.fill(box(-0.2, 0.0, 0.2, 0.1), darker(_MARBLE, 0.15))
    pen.fill(
        polygon(
            (-0.15, 0.1), (0.15, 0.1), (0.14, 0.72), (0.06, 0.9), (-0.02, 0.74), (-0.09, 0.98), (-0.14, 0.8)
        ),
        Fade(lighter(_MARBLE, 0.16), darker(_MARBLE, 0.15)),
    )
    for x in (-0.08, -0.02, 0.04, 0.1):
        pen.line([(x, 0.1), (x, 0.7)], darker(_MARBLE, 0.22), 0.014)


def _drum(pen: Pen) -> None:
    pen.fill(ellipse(0.35, 0.5, 0.35, 0.5), darker(_MARBLE, 0.2))
    pen.fill(box(-0.5, 0.0, 0.35, 1.0), Fade(lighter(_MARBLE, 0.1), darker(_MARBLE, 0.25)))
    pen.fill(ellipse(-0.5, 0.5, 0.3, 0.5), lighter(_MARBLE, 0.12))


def _archway(pen: Pen) -> None:
    for x in (-0.42, 0.42):
        pen.fill(box(x - 0.1, 0.0, x + 0.1, 0.66), Fade(lighter(_MARBLE, 0.1), darker(_MARBLE, 0.2)))
        landmarks.bricks(pen, x - 0.1, 0.0, x + 0.1, 0.66, darker(_MARBLE, 0.2), 0.08)
    outer, inner = arc(0, 0.6, 0.54, 0.4, 0.0, 0.5), arc(0, 0.6, 0.32, 0.24, 0.0, 0.5)
    ring: Points = np.concatenate((outer[:-9], inner[::-1][9:]))
    pen.fill(ring, Fade(lighter(_MARBLE, 0.16), darker(_MARBLE, 0.1)))
    pen.fill(np.concatenate((outer[-9:], inner[::-1][:9])), _MARBLE)
    for x, y in ((-0.5, 0.9), (-0.3, 1.0), (0.2, 1.02)):
        nature.bush(pen.at(x, y - 0.06, 0.1), rgb("#5f8f52"))


def castle(scene: Scene) -> Ground:
    kit.outdoors(scene)
    kit.hills(scene, "far", rgb("#6f8aa5"), base=0.03, height=0.22, depth=0.2, far=0.82, sharp=6)
    kit.hills(scene, "middle", rgb("#6a957a"), base=0.14, height=0.10, depth=0.38, far=0.52)
    canvas, size = scene.sheet(), scene.stage.size * scene.stage.view.landmark
    x = scene.stage.third(-scene.stage.lead)
    hill = smooth(
        [
            (x - size * 0.62, scene.ground(0.4)),
            (x - size * 0.36, scene.ground(0.16)),
            (x, scene.ground(0.08)),
            (x + size * 0.34, scene.ground(0.16)),
            (x + size * 0.64, scene.ground(0.4)),
        ],
        closed=False,
    )
    kit.stand(scene, canvas, _castle, x, scene.ground(0.13), size * 0.44, 0.22)
    tone = scene.tone(scene.palette.under_snow(rgb("#6b9a58")), 0.2)
    canvas.fill(down_to(hill, scene.ground(0.5)), Fade(lighter(tone, 0.08), darker(tone, 0.18)))
    scene.add(canvas, 0.56)
    kit.scatter(
        scene,
        [nature.draw_pine, nature.draw_tree],
        count=10,
        band=(0.3, 0.38),
        size=0.14,
        depth=0.66,
        far=0.2,
        label="trees",
        clear=0.12,
    )
    line = kit.floor(scene, kit.GRASS, top=0.40)
    kit.grass(scene, line, rgb("#7db35c"), size=0.045, depth=0.921)
    kit.frame_branch(scene, nature.LEAF)
    kit.frame_grass(scene)
    return Ground(
        (
            Spot(scene.width * (0.5 - scene.stage.lead * 0.36), scene.ground(0.42), 0.8, 0.925),
            Spot(scene.width * 0.5, scene.ground(0.42), 0.8, 0.925),
        )
    )


def _castle(pen: Pen) -> None:
    stone, roof = rgb("#b8b2bc"), rgb("#5a5fa0")
    for x, wide, tall in (
        (-0.5, 0.075, 0.62),
        (0.5, 0.075, 0.56),
        (-0.2, 0.095, 0.82),
        (0.22, 0.085, 0.74),
        (0.02, 0.11, 0.96),
    ):
        pen.fill(box(x - wide, -0.05, x + wide, tall * 0.74), Fade(lighter(stone, 0.08), darker(stone, 0.16)))
        pen.fill(box(x - wide * 1.2, tall * 0.70, x + wide * 1.2, tall * 0.76), lighter(stone, 0.12))
        pen.fill(
            polygon((x - wide * 1.25, tall * 0.76), (x + wide * 1.25, tall * 0.76), (x, tall * 1.04)),
            Fade(lighter(roof, 0.12), darker(roof, 0.15)),
        )
        pen.line([(x, tall * 1.03), (x, tall * 1.1)], darker(stone, 0.5), 0.01)
        pen.fill(polygon((x, tall * 1.1), (x + 0.07, tall * 1.08), (x, tall * 1.06)), rgb("#d8484a"))
        for y in (0.3, 0.5):
            pen.shine(box(x - 0.016, tall * y, x + 0.016, tall * y + 0.05), landmarks.WARM)
    pen.fill(box(-0.56, -0.05, 0.56, 0.26), Fade(stone, darker(stone, 0.22)))
    for n in range(14):
        pen.fill(box(-0.56 + n * 0.082, 0.25, -0.52 + n * 0.082, 0.30), stone)
    landmarks.bricks(pen, -0.56, -0.05, 0.56, 0.25, darker(stone, 0.2), 0.05)
    pen.fill(
        polygon(
            *[(float(x), float(y)) for x, y in arc(0.0, 0.07, 0.09, 0.11, 0.0, 0.5)],
            (-0.09, -0.05),
            (0.09, -0.05),
        ),
        rgb("#3f2c2a"),
    )
