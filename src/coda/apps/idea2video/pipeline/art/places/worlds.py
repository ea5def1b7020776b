"""Sky, space, a strange planet, and the sea's ground."""

from __future__ import annotations

from functools import partial

import cv2
import numpy as np

from coda.apps.idea2video.pipeline.art.canvas import Canvas, Fade, faded, soft_mask
from coda.apps.idea2video.pipeline.art.colors import WHITE, Color, darker, lighter, mix, rgb, turned
from coda.apps.idea2video.pipeline.art.elements import nature
from coda.apps.idea2video.pipeline.art.geometry import Point, Points, blob, ellipse, ribbon, smooth
from coda.apps.idea2video.pipeline.art.pen import Pen, glow
from coda.apps.idea2video.pipeline.art.places import kit
from coda.apps.idea2video.pipeline.art.scene import Ground, Scene, Spot
from coda.apps.idea2video.pipeline.art.skies import add_clouds, craters, gradient, noise, paint_sky, sprinkle
from coda.apps.idea2video.pipeline.layers import Motion


def sky(scene: Scene) -> Ground:
    """High above the clouds."""
    paint_sky(scene)
    add_clouds(scene, low=0.0, high=0.7)
    for n, (part, depth) in enumerate(((0.16, 0.3), (0.38, 0.5), (0.62, 0.72), (0.86, 0.93))):
        _cloud_sea(scene, n, scene.ground(part), depth)
    _cloud_sea(scene, 9, scene.height * 1.02, 1.3)
    return Ground(
        (
            Spot(scene.stage.third(-scene.stage.lead), scene.ground(0.46), 0.8, 0.6),
            Spot(scene.width * 0.5, scene.ground(0.34), 0.7, 0.45),
        ),
        (),
        None,
        floats=True,
    )


def _cloud_sea(scene: Scene, number: int, y: float, depth: float) -> None:
    canvas, throws, size = scene.sheet(), scene.dice("cloud sea", number), scene.stage.size
    sky = scene.palette.sky
    light = mix(lighter(scene.palette.sun, 0.5), sky[2], 0.25 if scene.picture.time != "night" else 0.75)
    foot = mix(mix(sky[2], sky[1], 0.5), scene.palette.shadow, 0.12 * number if number < 9 else 0.3)
    puffs: list[Points] = []
    for x in np.linspace(-0.12, 1.12, 15):
        radius = size * float(throws.uniform(0.05, 0.12)) * (0.6 + 0.6 * depth)
        puffs.append(
            ellipse(
                float(x) * scene.width + float(throws.uniform(-20, 20)),
                y + radius * 0.6,
                radius * 1.5,
                radius,
            )
        )
    canvas.fill_all(puffs, Fade(lighter(light, 0.1), mix(light, foot, 0.8)))
    low = y + size * 0.04
    band = np.array(
        (
            (canvas.left, low),
            (canvas.left + canvas.width, low),
            (canvas.left + canvas.width, low + size * 0.3),
            (canvas.left, low + size * 0.3),
        ),
        np.float64,
    )
    canvas.fill(band, Fade(mix(light, foot, 0.55), foot))
    shade = [puff * 0.9 + np.array((float(puff[:, 0].mean()), y + size * 0.09)) * 0.1 for puff in puffs]
    canvas.fill_all(shade, Fade(mix(light, foot, 0.2), foot, 0.0, 0.8), blur=size * 0.01)
    scene.add(canvas, depth, Motion("hover", size * 0.006, 6.0 + number, number * 0.3))


def space(scene: Scene) -> Ground:
    throws, size = scene.dice("space"), scene.stage.size
    hue = float(throws.uniform(-0.12, 0.12))
    stops = tuple(turned(rgb(stop), hue) for stop in ("#04040f", "#0a0a26", "#16123c", "#1f1a4a"))
    gradient(scene.backdrop, stops, scene.height)
    _nebula(scene, hue)
    sprinkle(scene.backdrop, throws, 700, scene.width, scene.height * 1.4)
    scene.effect("stars", (0, 0, scene.width, scene.height), depth=0.12)
    scene.effect("shooting star", (0, 0, scene.width, scene.height * 0.6), depth=0.12)
    canvas = scene.sheet()
    x, y = scene.width * (0.5 + scene.stage.lead * 0.30), scene.height * 0.26
    _planet(scene, canvas, (x, y), size * 0.13, turned(rgb("#d88a5a"), hue), rings=True)
    scene.add(canvas, 0.3)
    canvas = scene.sheet()
    _planet(
        scene,
        canvas,
        (scene.width * (0.5 - scene.stage.lead * 0.36), scene.height * 1.0),
        size * 0.42,
        turned(rgb("#4f8fc0"), hue),
    )
    scene.add(canvas, 0.5)
    return Ground(
        (
            Spot(scene.stage.third(-scene.stage.lead), scene.height * 0.62, 0.85, 0.8),
            Spot(scene.width * 0.5, scene.height * 0.55, 0.7, 0.7),
        ),
        (),
        None,
        floats=True,
    )


def _nebula(scene: Scene, hue: float) -> None:
    throws = scene.dice("nebula")
    for color, seed_shift in ((turned(rgb("#7a3fb0"), hue), 0), (turned(rgb("#2f7fb0"), hue), 1)):
        cloud = noise(throws, scene.width // 4, scene.height // 4, 5 + seed_shift, 4)
        mask = np.asarray(np.clip((cloud - 0.5) * 3.2, 0, 1) ** 1.4, np.float32)
        big = cv2.resize(mask, (scene.width, scene.height), interpolation=cv2.INTER_CUBIC)
        scene.backdrop.stain(0, 0, np.asarray(cv2.convertScaleAbs(big, alpha=255), np.uint8), color, 0.5)


def _planet(
    scene: Scene, canvas: Canvas, place: Point, radius: float, color: Color, *, rings: bool = False
) -> None:
    """A banded ball with its night side, rings behind it and before it."""
    x, y = place
    side = int(radius * 2) + 8
    ball = Canvas(side, side, int(x - side / 2), int(y - side / 2))
    ball.fill(ellipse(x, y, radius), Fade(lighter(color, 0.25), darker(color, 0.25)))
    throws = scene.dice("bands", round(radius))
    for n in range(6):
        band = ellipse(
            x + float(throws.uniform(-0.2, 0.2)) * radius,
            y - radius + radius * (n + 0.5) / 3,
            radius * 1.1,
            radius * 0.07,
        )
        ball.fill_all([band], lighter(color, 0.3) if n % 2 else darker(color, 0.2), 0.5, radius * 0.03)
    shade = ellipse(x - scene.palette.side * radius * 0.55, y + radius * 0.3, radius * 1.1, radius * 1.1)
    ball.fill_all([shade], (0.02, 0.02, 0.08), 0.62, radius * 0.16)
    disc = soft_mask([ellipse(x - ball.left, y - ball.top, radius)], side, side)
    ring = ellipse(x, y, radius * 1.75, radius * 0.42, 0.04)
    if rings:
        canvas.fill(ribbon(ring, radius * 0.16), mix(color, WHITE, 0.4), 0.55)
    canvas.paste(faded(ball.pixels, disc), ball.left, ball.top)
    if rings:
        canvas.fill(ribbon(ring[: len(ring) // 2 + 1], radius * 0.16), mix(color, WHITE, 0.5), 0.8)


def planet(scene: Scene) -> Ground:
    """Strange ground under a strange sky, with two moons."""
    throws = scene.dice("hue")
    hue = float(throws.choice((0.0, 0.28, 0.55, 0.8)))
    ground_color = turned(rgb("#c8705a"), hue)
    own = tuple(
        mix(stop, turned(rgb(other), hue), 0.55)
        for stop, other in zip(scene.palette.sky, ("#1c1036", "#5a2a66", "#c8607a", "#f6b08a"), strict=True)
    )
    gradient(scene.backdrop, own, max(scene.horizon, scene.height * 0.35))
    sprinkle(scene.backdrop, throws, 260, scene.width, max(scene.horizon, scene.height * 0.4))
    scene.effect("stars", (0, 0, scene.width, max(scene.horizon, scene.height * 0.4) * 0.8), depth=0.12)
    canvas, size = scene.sheet(), scene.stage.size
    _planet(
        scene,
        canvas,
        (scene.width * (0.5 + scene.stage.lead * 0.2), scene.height * 0.2),
        size * 0.16,
        turned(rgb("#e0a87a"), hue + 0.3),
        rings=True,
    )
    x, y = scene.width * (0.5 - scene.stage.lead * 0.32), scene.height * 0.16
    canvas.fill(ellipse(x, y, size * 0.05), rgb("#e8e4f0"))
    craters(canvas, x, y, size * 0.05, rgb("#b0a8c0"))
    scene.add(canvas, 0.2)
    kit.hills(scene, "mesa", ground_color, base=0.04, height=0.2, depth=0.3, far=0.7, sharp=8)
    kit.hills(scene, "middle", darker(ground_color, 0.1), base=0.2, height=0.08, depth=0.48, far=0.4)
    kit.scatter(
        scene,
        [_spire, partial(_pod, color=turned(rgb("#5fd0b0"), hue))],
        count=8,
        band=(0.2, 0.3),
        size=0.2,
        depth=0.6,
        far=0.28,
        label="spires",
        clear=0.16,
    )
    kit.floor(scene, ground_color, top=0.34, uneven=0.03)
    _craters(scene, ground_color)
    kit.scatter(
        scene,
        [partial(_pod, color=turned(rgb("#5fd0b0"), hue)), nature.draw_rock],
        count=7,
        band=(0.44, 0.62),
        size=0.09,
        depth=0.935,
        far=0.0,
        label="pods",
        clear=0.26,
    )
    kit.frame_rocks(scene, darker(ground_color, 0.3))
    return kit.plain(scene, 0.36)


def _spire(pen: Pen) -> None:
    stone = rgb("#a05a6a")
    pen.fill(
        smooth([(-0.2, 0.0), (-0.1, 0.5), (-0.06, 0.9), (0.02, 1.0), (0.08, 0.6), (0.22, 0.0)], steps=6),
        Fade(lighter(stone, 0.15), darker(stone, 0.25)),
    )
    for y in (0.25, 0.45, 0.65):
        pen.line([(-0.12, y), (0.12, y + 0.03)], darker(stone, 0.3), 0.02)


def _pod(pen: Pen, color: Color) -> None:
    """A plant that nobody has named, with a lamp for a flower."""
    for n, (x, tall) in enumerate(((-0.22, 0.6), (0.0, 0.92), (0.2, 0.7))):
        pen.line([(x * 0.4, 0.0), (x, tall * 0.5), (x * 1.2, tall)], darker(color, 0.35), 0.06, 0.035)
        pen.shine(ellipse(x * 1.2, tall, 0.09, 0.1), Fade(lighter(color, 0.5), color))
        pen.glow(x * 1.2, tall, 0.34, color, 0.45)
        pen.fill(smooth([(x * 0.4, 0.0), (x - 0.2 + 0.2 * n, 0.2), (x * 0.5, 0.12)]), darker(color, 0.2))


def _craters(scene: Scene, color: Color) -> None:
    canvas, throws, size, tone = scene.sheet(), scene.dice("craters"), scene.stage.size, scene.tone(color)
    for _ in range(7):
        part = float(throws.uniform(0.44, 0.98))
        x, y, wide = (
            float(throws.uniform(-0.05, 1.05)) * scene.width,
            scene.ground(part),
            size * float(throws.uniform(0.03, 0.08)) * (0.5 + part),
        )
        canvas.fill(ellipse(x, y, wide, wide * 0.26), lighter(tone, 0.14))
        canvas.fill(ellipse(x, y + wide * 0.04, wide * 0.86, wide * 0.2), darker(tone, 0.34))
    scene.add(canvas, 0.93)


def underwater(scene: Scene) -> Ground:
    """Light from above, rocks, corals and weeds below."""
    night, size = scene.palette.dark, scene.stage.size
    stops: tuple[Color, ...] = tuple(
        mix(mix(rgb(stop), scene.palette.sky[2], 0.18), (0.01, 0.03, 0.1), 0.55 * night)
        for stop in ("#8fe6e0", "#3fb2c8", "#1f7aa8", "#0f4a80")
    )
    gradient(scene.backdrop, stops, scene.height)
    glow(
        scene.backdrop,
        scene.width * (0.5 + scene.palette.side * 0.2),
        -size * 0.1,
        size * 1.0,
        (0.9, 1.0, 0.95),
        0.5 * (1 - 0.5 * night),
    )
    kit.shafts(scene, (0.85, 1.0, 0.96), 0.26 * (1 - 0.5 * night), 0.2)
    for n, (base, height, depth, part) in enumerate(((0.30, 0.20, 0.3, 0.62), (0.48, 0.16, 0.5, 0.38))):
        _reef(
            scene,
            n,
            mix(mix(rgb("#3f5f78"), stops[2], part), (0.01, 0.03, 0.1), 0.4 * night),
            base,
            height,
            depth,
        )
    _weeds(scene, stops[2], 16, 0.5, 0.56, 0.30, 0.45)
    coral = [partial(_coral, color=rgb(color)) for color in ("#f0708a", "#f6a04a", "#b070e0", "#5fd0b8")]
    kit.scatter(
        scene,
        [*coral, nature.draw_rock],
        count=11,
        band=(0.56, 0.68),
        size=0.13,
        depth=0.75,
        far=0.0,
        label="corals",
        clear=0.12,
    )
    kit.floor(scene, rgb("#d8c49a"), top=0.62, uneven=0.04)
    kit.scatter(
        scene,
        coral,
        count=7,
        band=(0.72, 0.86),
        size=0.13,
        depth=0.94,
        far=0.0,
        label="corals near",
        clear=0.28,
    )
    _weeds(scene, stops[3], 9, 1.36, 1.12, 0.62, 0.0)
    scene.effect("bubbles", color=(0.86, 1.0, 1.0), amount=1.0, depth=0.95)
    return Ground(
        kit.spots(scene, 0.64, 0.78, 0.75),
        (Spot(scene.stage.third(-scene.stage.lead), scene.ground(0.3), 0.8, 0.5),),
        None,
        floats=True,
    )


def _reef(scene: Scene, number: int, color: Color, base: float, height: float, depth: float) -> None:
    canvas, throws, size = scene.sheet(), scene.dice("reef", number), scene.stage.size
    mounds = [
        blob(
            throws,
            scene.width * float(x),
            scene.ground(base) + size * 0.1,
            size * float(throws.uniform(0.14, 0.26)),
            size * height * float(throws.uniform(0.7, 1.3)),
            0.18,
        )
        for x in (-0.02, 0.14, 0.3, 0.72, 0.9, 1.04)
    ]
    canvas.fill_all(mounds, Fade(lighter(color, 0.10), darker(color, 0.1)))
    low = scene.ground(base) + size * 0.1
    canvas.fill(
        np.array(
            (
                (canvas.left, low),
                (canvas.left + canvas.width, low),
                (canvas.left + canvas.width, low + size * 0.34),
                (canvas.left, low + size * 0.34),
            ),
            np.float64,
        ),
        Fade(color, darker(color, 0.2)),
    )
    scene.add(canvas, depth)


def _weeds(
    scene: Scene, water: Color, count: int, depth: float, foot: float, tall: float, blend: float
) -> None:
    if depth > 1 and scene.stage.view.framing <= 0.3:
        return
    canvas, throws, size = scene.sheet(), scene.dice("weeds", depth), scene.stage.size
    base = scene.ground(foot) if foot < 1 else scene.height * 1.08
    for n in range(count):
        side = -1 if n % 2 else 1
        x = scene.width * (0.5 + side * float(throws.uniform(0.16 if depth < 1 else 0.42, 0.6)))
        high, bend = size * tall * float(throws.uniform(0.5, 1.0)), size * 0.03
        color = mix(mix(rgb("#3f9a6a"), rgb("#2f7a78"), float(throws.random())), water, blend)
        color = scene.tone(color) if depth < 1 else mix(scene.tone(darker(color, 0.5)), water, 0.3)
        line = smooth(
            [
                (x, base),
                (x + bend, base - high * 0.33),
                (x - bend, base - high * 0.66),
                (x + bend * 0.5, base - high),
            ],
            closed=False,
        )
        canvas.fill(
            ribbon(line, size * 0.024, size * 0.028, size * 0.02, 2),
            Fade(lighter(color, 0.12), darker(color, 0.2)),
        )
    scene.add(canvas, depth, Motion("sway", 34, 4.4, depth))


def _coral(pen: Pen, color: Color) -> None:
    for n in range(7):
        out = (n - 3) / 3
        tall = 0.95 - 0.35 * abs(out)
        pen.line(
            [(out * 0.06, 0.0), (out * 0.28, tall * 0.5), (out * 0.5, tall)],
            darker(color, 0.12 * (n % 2)),
            0.14,
            0.12,
            0.1,
        )
        pen.fill(ellipse(out * 0.5, tall, 0.07), lighter(color, 0.3))
