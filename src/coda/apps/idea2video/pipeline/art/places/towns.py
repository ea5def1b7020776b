"""Village, city, street and rooftop."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from coda.apps.idea2video.pipeline.art.canvas import Fade
from coda.apps.idea2video.pipeline.art.colors import Color, darker, lighter, mix, rgb
from coda.apps.idea2video.pipeline.art.elements import landmarks, nature
from coda.apps.idea2video.pipeline.art.geometry import box, ellipse, polygon, ribbon, smooth
from coda.apps.idea2video.pipeline.art.pen import Pen, glow
from coda.apps.idea2video.pipeline.art.places import buildings, kit
from coda.apps.idea2video.pipeline.art.scene import Ground, Scene, Spot
from coda.apps.idea2video.pipeline.layers import Motion

_COBBLE: Color = rgb("#9a8f8a")


def add_row(
    scene: Scene,
    draw: Callable[[Pen], None],
    label: str,
    *,
    count: int,
    foot: float,
    size: float,
    depth: float,
    far: float,
    vary: float = 0.15,
    span: float = 1.2,
) -> None:
    """Houses side by side along a line of the ground."""
    canvas, throws = scene.sheet(), scene.dice("row", label)
    for n in sorted(range(count), key=lambda _: throws.random()):
        x = scene.width * ((n + 0.5) / count * span - (span - 1) / 2)
        tall = scene.stage.size * size * scene.stage.view.landmark * float(throws.uniform(1 - vary, 1 + vary))
        kit.stand(
            scene, canvas, draw, x, scene.ground(foot), tall, far, label=(label, n), lamps=kit.lamps(scene)
        )
    scene.add(canvas, depth)


def add_paving(scene: Scene, color: Color, top: float, depth: float = 0.92) -> None:
    """A floor of stones whose joints run to the horizon."""
    canvas = scene.sheet()
    tone = scene.tone(scene.palette.under_snow(color, 0.6))
    y = scene.ground(top)
    canvas.fill(
        box(canvas.left - 5, y, canvas.left + canvas.width + 5, scene.height * 1.12),
        Fade(mix(tone, scene.palette.haze, 0.2), darker(tone, 0.32)),
    )
    joint, low = darker(tone, 0.28), scene.height * 1.12
    for n in range(15):
        part = (n / 15) ** 1.8
        canvas.fill_all(
            [
                box(
                    canvas.left,
                    y + (low - y) * part,
                    canvas.left + canvas.width,
                    y + (low - y) * part + 1 + 2.5 * part,
                )
            ],
            joint,
            0.5,
        )
    for n in range(-16, 17):
        x0, x1 = scene.width * (0.5 + n * 0.045), scene.width * (0.5 + n * 0.13)
        canvas.fill_all([polygon((x0, y), (x0 + 1, y), (x1 + 4, low), (x1, low))], joint, 0.45)
    scene.add(canvas, depth)


def village(scene: Scene) -> Ground:
    kit.outdoors(scene)
    kit.hills(scene, "far", rgb("#6f93a0"), base=0.03, height=0.16, depth=0.22, far=0.82)
    kit.hills(scene, "middle", rgb("#6f9a68"), base=0.16, height=0.10, depth=0.4, far=0.5)
    add_row(scene, buildings.cottage, "far", count=9, foot=0.15, size=0.13, depth=0.48, far=0.42)
    kit.scatter(
        scene, [nature.draw_tree], count=7, band=(0.15, 0.2), size=0.14, depth=0.5, far=0.38, label="trees"
    )
    kit.hills(scene, "green", rgb("#76a05a"), base=0.32, height=0.05, depth=0.6, far=0.2)
    canvas, size = scene.sheet(), scene.stage.size * scene.stage.view.landmark
    for n, x in enumerate((0.14, 0.36, 0.86) if scene.stage.lead > 0 else (0.14, 0.64, 0.86)):
        kit.stand(
            scene,
            canvas,
            buildings.cottage,
            scene.width * x,
            scene.ground(0.33),
            size * (0.27 - 0.02 * n),
            0.15,
            label=n,
            lamps=kit.lamps(scene),
        )
    scene.add(canvas, 0.68)
    line = kit.floor(scene, rgb("#86a860"), top=0.36)
    kit.grass(scene, line, rgb("#8fb865"), size=0.04, depth=0.921)
    _lane(scene)
    kit.frame_branch(scene, nature.LEAF)
    kit.frame_grass(scene)
    return kit.plain(scene, 0.37)


def _lane(scene: Scene) -> None:
    canvas, tone = scene.sheet(), scene.tone(rgb("#cdb894"))
    w, side = scene.width, scene.stage.lead
    top, low = scene.ground(0.36), scene.height * 1.1
    left = smooth(
        [
            (w * (0.5 - side * 0.02) - w * 0.02, top),
            (w * (0.5 + side * 0.05) - w * 0.06, scene.ground(0.55)),
            (w * (0.5 - side * 0.04) - w * 0.20, low),
        ],
        closed=False,
    )
    right = smooth(
        [
            (w * (0.5 - side * 0.02) + w * 0.02, top),
            (w * (0.5 + side * 0.05) + w * 0.06, scene.ground(0.55)),
            (w * (0.5 - side * 0.04) + w * 0.24, low),
        ],
        closed=False,
    )
    canvas.fill(
        np.concatenate((left, right[::-1])), Fade(mix(tone, scene.palette.haze, 0.15), darker(tone, 0.2))
    )
    scene.add(canvas, 0.93)


def city(scene: Scene) -> Ground:
    kit.outdoors(scene)
    add_row(
        scene, buildings.skyscraper, "haze", count=16, foot=0.16, size=0.46, depth=0.22, far=0.72, vary=0.35
    )
    add_row(
        scene, buildings.skyscraper, "far", count=11, foot=0.22, size=0.50, depth=0.4, far=0.42, vary=0.35
    )
    add_row(scene, buildings.townhouse, "near", count=9, foot=0.34, size=0.30, depth=0.6, far=0.18)
    kit.scatter(
        scene,
        [nature.draw_tree],
        count=6,
        band=(0.34, 0.38),
        size=0.17,
        depth=0.66,
        far=0.15,
        label="trees",
        clear=0.12,
    )
    add_paving(scene, rgb("#8f8d94"), 0.335)
    _lamps(scene, 0.46)
    return kit.plain(scene, 0.42)


def _lamps(scene: Scene, part: float) -> None:
    canvas, size = scene.sheet(), scene.stage.size * min(1.5, scene.stage.near)
    for x in (0.08, 0.92):
        kit.stand(scene, canvas, landmarks.draw_streetlight, scene.width * x, scene.ground(part), size * 0.42)
        scene.lamp(scene.width * x, scene.ground(part) - size * 0.36, size * 0.13, 0.93)
    scene.add(canvas, 0.93)


def street(scene: Scene) -> Ground:
    """Two rows of houses that run towards each other."""
    kit.outdoors(scene)
    kit.hills(scene, "far", rgb("#7a8aa0"), base=0.03, height=0.09, depth=0.2, far=0.85)
    end = scene.width * (0.5 - scene.stage.lead * 0.03)
    canvas, throws = scene.sheet(), scene.dice("houses")
    for n in range(6):
        part = (n / 5) ** 1.6
        tall = scene.stage.size * (0.16 + 0.85 * part) * (1.2 if scene.stage.tall else 1.0)
        for side in (-1, 1):
            x = end + side * (scene.width * (0.05 + 0.53 * part))
            kit.stand(
                scene,
                canvas,
                buildings.townhouse,
                x,
                scene.ground(0.06 + 0.62 * part),
                tall * float(throws.uniform(0.9, 1.1)),
                0.5 * (1 - part),
                label=(n, side),
                lamps=kit.lamps(scene),
            )
        if n in {2, 4, 5}:
            scene.add(canvas, 0.35 + 0.13 * n)
            canvas = scene.sheet()
    _roadway(scene, end)
    add_garland(scene)
    return Ground(
        (
            Spot(scene.stage.third(-scene.stage.lead), scene.ground(0.42), 0.9, 0.93),
            Spot(scene.width * 0.5, scene.ground(0.2), 0.7, 0.6),
        )
    )


def _roadway(scene: Scene, end: float) -> None:
    add_paving(scene, rgb("#b0a6a0"), 0.05, 0.26)
    canvas, tone = scene.sheet(), scene.tone(scene.palette.under_snow(_COBBLE, 0.6))
    top, low, w = scene.ground(0.05), scene.height * 1.12, scene.width
    canvas.fill(
        polygon((end - w * 0.02, top), (end + w * 0.02, top), (w * 1.35, low), (w * -0.35, low)),
        Fade(mix(tone, scene.palette.haze, 0.4), darker(tone, 0.3)),
    )
    joint = darker(tone, 0.25)
    for n in range(16):
        part = ((n + 1) / 16) ** 1.9
        y = top + (low - top) * part
        canvas.fill_all([box(w * -0.1, y, w * 1.1, y + 1 + 3 * part)], joint, 0.4 * part)
    for n in range(-7, 8):
        canvas.fill_all(
            [
                polygon(
                    (end + n * 3, top),
                    (end + n * 3 + 1, top),
                    (end + n * w * 0.12 + 5, low),
                    (end + n * w * 0.12, low),
                )
            ],
            joint,
            0.35,
        )
    scene.add(canvas, 0.3)


def add_garland(scene: Scene) -> None:
    """Little lights across the street."""
    canvas, size = scene.sheet(), scene.stage.size
    for n, y in enumerate((0.16, 0.27)):
        line = smooth(
            [
                (-0.1 * scene.width, size * (y - 0.1)),
                (scene.width * 0.3, size * (y + 0.05)),
                (scene.width * 0.7, size * (y + 0.05)),
                (scene.width * 1.1, size * (y - 0.1)),
            ],
            closed=False,
            steps=12,
        )
        canvas.fill(ribbon(line, 2.2), scene.tone(rgb("#4a4048")))
        for number, (x, at) in enumerate(line[::2]):
            color = (rgb("#ffd98a"), rgb("#ff9f7a"), rgb("#ffeec0"))[(number + n) % 3]
            glow(canvas, float(x), float(at) + 8, size * 0.028, color, 0.45)
            canvas.fill(ellipse(float(x), float(at) + 8, size * 0.0065, size * 0.009), lighter(color, 0.4))
    scene.add(canvas, 0.84, Motion("sway", 5, 4.6))


def rooftop(scene: Scene) -> Ground:
    kit.outdoors(scene)
    add_row(
        scene, buildings.skyscraper, "haze", count=15, foot=0.30, size=0.42, depth=0.2, far=0.75, vary=0.35
    )
    add_row(
        scene, buildings.skyscraper, "far", count=10, foot=0.44, size=0.46, depth=0.36, far=0.48, vary=0.3
    )
    _roofs(scene)
    canvas, size = scene.sheet(), scene.stage.size * scene.stage.view.landmark
    kit.stand(
        scene,
        canvas,
        _tank,
        scene.width * (0.5 + scene.stage.lead * 0.38),
        scene.ground(0.5),
        size * 0.34,
        0.1,
    )
    scene.add(canvas, 0.76)
    add_paving(scene, rgb("#8a7f86"), 0.56)
    _parapet(scene)
    return Ground(
        (
            Spot(scene.stage.third(-scene.stage.lead), scene.ground(0.6), 0.8, 0.925),
            Spot(scene.width * 0.5, scene.ground(0.6), 0.8, 0.925),
        )
    )


def _roofs(scene: Scene) -> None:
    canvas, throws, size = scene.sheet(), scene.dice("roofs"), scene.stage.size
    for n in range(9):
        x, y = (
            scene.width * (n / 8 * 1.2 - 0.1),
            scene.ground(0.42) + float(throws.uniform(-0.02, 0.05)) * size,
        )
        wide, color = size * float(throws.uniform(0.12, 0.18)), buildings.ROOFS[n % 4]
        tone = scene.tone(color, 0.3)
        canvas.fill(
            polygon(
                (x - wide, y + size * 0.09),
                (x + wide, y + size * 0.09),
                (x + wide * 0.7, y),
                (x - wide * 0.7, y),
            ),
            Fade(lighter(tone, 0.12), darker(tone, 0.1)),
        )
        canvas.fill(
            box(x - wide * 0.9, y + size * 0.09, x + wide * 0.9, scene.ground(0.75)),
            scene.tone(buildings.WALLS[n % 6], 0.35),
        )
        canvas.fill(box(x + wide * 0.2, y - size * 0.05, x + wide * 0.36, y + size * 0.03), darker(tone, 0.2))
    scene.add(canvas, 0.55)


def _tank(pen: Pen) -> None:
    wood = rgb("#8a5f48")
    for x in (-0.22, 0.22, -0.08, 0.08):
        pen.line([(x, 0.0), (x * 0.9, 0.42)], darker(wood, 0.4), 0.03)
    pen.line([(-0.22, 0.1), (0.2, 0.36)], darker(wood, 0.4), 0.018)
    pen.line([(0.22, 0.1), (-0.2, 0.36)], darker(wood, 0.4), 0.018)
    pen.fill(box(-0.26, 0.4, 0.26, 0.8), Fade(lighter(wood, 0.1), darker(wood, 0.15)))
    for y in (0.5, 0.68):
        pen.line([(-0.26, y), (0.26, y)], darker(wood, 0.45), 0.014)
    pen.fill(polygon((-0.3, 0.8), (0.3, 0.8), (0.0, 1.02)), Fade(rgb("#6a7480"), rgb("#454c58")))


def _parapet(scene: Scene) -> None:
    canvas, tone = scene.sheet(), scene.tone(rgb("#a07a70"))
    y, size = scene.ground(0.54), scene.stage.size
    canvas.fill(
        box(canvas.left, y - size * 0.045, canvas.left + canvas.width, y + size * 0.02),
        Fade(tone, darker(tone, 0.25)),
    )
    canvas.fill(
        box(canvas.left, y - size * 0.06, canvas.left + canvas.width, y - size * 0.04), lighter(tone, 0.22)
    )
    scene.add(canvas, 0.9)
