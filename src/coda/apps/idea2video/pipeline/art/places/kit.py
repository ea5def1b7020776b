"""What several places are built of: hills, floors, planted things, and what frames a picture in front."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import cv2
import numpy as np
from numpy.random import Generator

from coda.apps.idea2video.pipeline.art.canvas import Canvas, Fade
from coda.apps.idea2video.pipeline.art.colors import BLACK, Color, darker, lighter, mix, rgb
from coda.apps.idea2video.pipeline.art.elements.nature import tuft
from coda.apps.idea2video.pipeline.art.geometry import Points, down_to, ellipse, jagged, ribbon, ridge, smooth
from coda.apps.idea2video.pipeline.art.pen import Pen, pen_at
from coda.apps.idea2video.pipeline.art.relief import lit
from coda.apps.idea2video.pipeline.art.scene import Ground, Scene, Spot
from coda.apps.idea2video.pipeline.art.skies import add_clouds, paint_sky
from coda.apps.idea2video.pipeline.layers import STILL, Motion

_SOFT = 4.0
"""Behind a softer blur than this nobody sees edges that catch the light."""
GRASS: Color = rgb("#6fa054")
SOIL: Color = rgb("#8a6a4a")


def outdoors(scene: Scene) -> None:
    """Sky and clouds, and haze below the horizon for what is drawn before it."""
    paint_sky(scene)
    add_clouds(scene)


def hills(
    scene: Scene,
    label: str,
    color: Color,
    *,
    base: float,
    height: float,
    depth: float,
    far: float,
    sharp: int = 0,
    sink: float = 0.16,
) -> Points:
    """A range on a sheet of its own. `base` is a part of the ground, `height` in stage sizes, `depth` how
    far it follows the camera, `far` how hazy it is; `sharp` peaks make mountains; `sink` is how far the
    sheet goes on below its base. Returns its skyline."""
    throws, width = scene.dice(label), scene.width * 1.3
    foot, rise = scene.ground(base), scene.stage.size * height
    line = jagged(throws, width, foot, rise, sharp) if sharp else ridge(throws, width, foot, rise, 0.5)
    line = line - (scene.width * 0.15, 0)
    canvas, tone = scene.sheet(), scene.tone(scene.palette.under_snow(color, 0.6), far)
    shape = down_to(line, foot + scene.stage.size * sink)
    canvas.fill(shape, Fade(lighter(tone, 0.04), mix(tone, scene.palette.haze, 0.25 + 0.3 * far)))
    scene.add(canvas, depth)
    return line


def height_at(line: Points, x: float) -> float:
    """Where a skyline runs at x."""
    return float(np.interp(x, line[:, 0], line[:, 1]))


def floor(
    scene: Scene, color: Color, *, top: float, depth: float = 0.92, uneven: float = 0.02, specks: int = 40
) -> Points:
    """The ground we stand on, from `top` of the ground down. Returns its edge."""
    canvas, throws, size = scene.sheet(), scene.dice("floor", top), scene.stage.size
    line = ridge(throws, scene.width * 1.3, scene.ground(top) + size * uneven, size * uneven * 2, 0.5)
    line = line - (scene.width * 0.15, 0)
    tone = scene.tone(scene.palette.under_snow(color))
    canvas.fill(down_to(line, scene.height * 1.1), Fade(lighter(tone, 0.10), darker(tone, 0.36)))
    for _ in range(specks):
        part = float(throws.uniform(0.06, 1)) ** 1.3
        x, y = (
            float(throws.uniform(-0.1, 1.1)) * scene.width,
            scene.ground(top) + part * (scene.height - scene.ground(top)) + size * 0.03,
        )
        patch = ellipse(x, y, size * 0.05 * (0.3 + part), size * 0.007 * (0.3 + part))
        canvas.fill_all([patch], darker(tone, 0.3) if throws.random() < 0.6 else lighter(tone, 0.18), 0.45)
    scene.add(canvas, depth)
    return line


def stand(
    scene: Scene,
    canvas: Canvas,
    draw: Callable[[Pen], None],
    x: float,
    y: float,
    size: float,
    far: float = 0.0,
    *,
    label: object = "",
    flip: bool = False,
    lamps: float = 1.0,
) -> None:
    """Draw a thing with the light on it onto a sheet. `lamps` dims what shines by itself."""
    reach, top = int(size * 1.3), int(size * 1.3)
    below = int(size * (1.25 if scene.stage.from_above else 0.3))
    left, high = int(x) - reach, int(y) - top
    sheet, lights = (Canvas(2 * reach + 2, top + below + 2, left, high) for _ in range(2))
    draw(pen_at(sheet, lights, x, y, size, scene.dice("stand", label, round(x)), flip=flip))
    if lamps < 1.0:
        lights.pixels = np.asarray(cv2.convertScaleAbs(lights.pixels, alpha=lamps), np.uint8)
    used = cv2.boundingRect(cv2.max(sheet.pixels[..., 3], lights.pixels[..., 3]))
    canvas.paste(
        lit(
            sheet.cut(*used),
            lights.cut(*used),
            scene.palette,
            far,
            0.0 if scene.stage.view.blur > _SOFT else size,
            snow=size * (0.3 if scene.stage.from_above else 0.06),
        ),
        left + used[0],
        high + used[1],
    )


def scatter(
    scene: Scene,
    draws: list[Callable[[Pen], None]],
    *,
    count: int,
    band: tuple[float, float],
    size: float,
    depth: float,
    far: float,
    label: str,
    clear: float = 0.0,
    motion: Motion = STILL,
) -> None:
    """Things planted in a band of the ground, the far ones first and smaller. `clear` keeps the middle
    free."""
    canvas, throws = scene.sheet(), scene.dice("scatter", label)
    places = sorted(
        (float(throws.uniform(*band)), float(throws.uniform(-0.08, 1.08)), float(throws.random()))
        for _ in range(count)
    )
    for number, (part, across, chance) in enumerate(places):
        out = abs(across - 0.5)
        x = across if out >= clear else 0.5 + (clear + out) * (1 if across > 0.5 else -1)
        scale = 0.65 + 0.5 * (part - band[0]) / max(1e-6, band[1] - band[0]) + 0.25 * chance
        draw = draws[number % len(draws)]
        stand(
            scene,
            canvas,
            draw,
            x * scene.width,
            scene.ground(part),
            scene.stage.size * size * scale,
            far,
            label=(label, number),
            flip=chance < 0.5,
        )
    scene.add(canvas, depth, motion)


def grass(
    scene: Scene,
    line: Points,
    color: Color,
    *,
    size: float,
    depth: float,
    count: int = 70,
    label: str = "grass",
) -> None:
    """A fringe of blades along an edge, swaying."""
    canvas, throws = scene.sheet(), scene.dice(label)
    tone = scene.tone(scene.palette.under_snow(color, 0.55))
    for x in throws.uniform(-0.08, 1.08, count) * scene.width:
        tall = scene.stage.size * size * float(throws.uniform(0.5, 1.2))
        pen = pen_at(canvas, canvas, float(x), height_at(line, float(x)) + tall * 0.25, tall, throws)
        tuft(pen, mix(tone, lighter(tone, 0.25), float(throws.random())), 3)
    strong = {"wind": 3.0, "storm": 4.0}.get(scene.picture.weather, 1.0)
    scene.add(canvas, depth, Motion("sway", 14 * strong, 3.6 / strong**0.5, 0.2))


def frame_grass(scene: Scene, color: Color = GRASS) -> None:
    """Dark blades before us at both lower corners."""
    if scene.stage.view.framing <= 0:
        return
    canvas, throws, size = scene.sheet(), scene.dice("frame"), scene.stage.size
    tone = mix(scene.tone(darker(color, 0.55)), scene.palette.shadow, 0.45)
    for n in range(46):
        side = -1 if n % 2 else 1
        out = float(throws.beta(1.1, 2.2)) * 0.36
        x = scene.width * (0.5 + side * (0.58 - out))
        tall = size * float(throws.uniform(0.10, 0.30)) * (1 - out * 1.9)
        lean = float(throws.uniform(-0.3, 0.3)) * tall
        blade = smooth(
            [
                (x, scene.height * 1.06),
                (x + lean * 0.4, scene.height * 1.04 - tall * 0.55),
                (x + lean, scene.height * 1.03 - tall),
            ],
            closed=False,
        )
        canvas.fill(
            ribbon(blade, size * 0.016, size * 0.012, 1.0), mix(tone, BLACK, float(throws.uniform(0, 0.35)))
        )
    scene.add(canvas, 1.38, Motion("sway", 20, 4.2, 0.6))


def frame_branch(scene: Scene, leaf: Color) -> None:
    """A branch with leaves hanging into the picture from the landmark's upper corner."""
    if scene.stage.view.framing <= 0.3:
        return
    canvas, throws, size = scene.sheet(), scene.dice("branch"), scene.stage.size
    side = -scene.stage.lead
    tone = mix(scene.tone(darker(leaf, 0.5)), scene.palette.shadow, 0.4)
    corner = scene.width * (0.5 + side * 0.58)
    for n in range(3):
        reach = size * (0.34 - 0.09 * n)
        line = smooth(
            [
                (corner, size * (-0.04 + 0.05 * n)),
                (corner - side * reach * 0.5, size * (0.02 + 0.075 * n)),
                (corner - side * reach, size * (0.05 + 0.10 * n)),
            ],
            closed=False,
        )
        canvas.fill(ribbon(line, size * 0.016, size * 0.004), mix(tone, BLACK, 0.35))
        for x, y in line[::2]:
            for _ in range(2):
                turn = float(throws.uniform(0, 1))
                spot = ellipse(
                    float(x) + float(throws.normal(0, size * 0.02)),
                    float(y) + float(throws.normal(0.5, 1)) * size * 0.018,
                    size * 0.024,
                    size * 0.010,
                    turn,
                )
                canvas.fill(spot, mix(tone, lighter(tone, 0.16), float(throws.random())))
    scene.add(canvas, 1.34, Motion("sway", -10, 4.8, 0.1))


def frame_rocks(scene: Scene, color: Color) -> None:
    """A dark boulder in the lower corner on the leading side."""
    if scene.stage.view.framing <= 0.3:
        return
    canvas, size, side = scene.sheet(), scene.stage.size, scene.stage.lead
    tone = mix(scene.tone(darker(color, 0.5)), scene.palette.shadow, 0.4)
    x, foot = scene.width * (0.5 + side * 0.56), scene.height * 1.07
    for dx, wide, tall in ((0.0, 0.2, 0.2), (0.16, 0.13, 0.13)):
        shape = smooth(
            [
                (x - side * size * (dx + wide), foot),
                (x - side * size * (dx + wide * 0.7), foot - size * tall * 0.6),
                (x - side * size * dx, foot - size * tall),
                (x + side * size * wide, foot - size * tall * 0.8),
                (x + side * size * wide, foot),
            ],
            steps=5,
        )
        canvas.fill(shape, Fade(lighter(tone, 0.08), mix(tone, BLACK, 0.4)))
    scene.add(canvas, 1.36)


def shafts(scene: Scene, color: Color, amount: float, depth: float = 0.8) -> None:
    """Slanting rays of light."""
    canvas, throws, size = scene.sheet(), scene.dice("shafts"), scene.stage.size
    side = scene.palette.side
    for n in range(5):
        x = scene.width * (0.5 + side * (0.36 - 0.17 * n)) + float(throws.uniform(-1, 1)) * size * 0.05
        wide = size * float(throws.uniform(0.03, 0.09))
        slope = -side * size * 0.42
        ray = np.array(
            (
                (x, -size * 0.1),
                (x + wide, -size * 0.1),
                (x + wide * 2.4 + slope, scene.height * 0.95),
                (x - wide * 0.6 + slope, scene.height * 0.95),
            )
        )
        canvas.fill_all([ray], Fade(color, color, amount, 0.0), blur=size * 0.018)
    scene.add(canvas, depth)


def spots(scene: Scene, part: float, depth: float = 0.72, scale: float = 1.0) -> tuple[Spot, ...]:
    """Places for landmarks on even ground: the free third first, then the middle and the other side."""
    y = scene.ground(part)
    return (
        Spot(scene.stage.third(-scene.stage.lead), y, scale, depth),
        Spot(scene.width * 0.5, y - scene.stage.size * 0.01, scale * 0.9, depth),
        Spot(scene.stage.third(scene.stage.lead), y, scale * 0.95, depth),
    )


def plain(scene: Scene, part: float = 0.24, scale: float = 1.0) -> Ground:
    return Ground(spots(scene, part, scale=scale))


def perspective(scene: Scene, near: tuple[float, float], far: tuple[float, float], top: float) -> Points:
    """A band that narrows from the panel's foot, left and right as parts of the width, to a height."""
    low, width = scene.height * 1.1, scene.width
    return np.array(
        ((near[0] * width, low), (far[0] * width, top), (far[1] * width, top), (near[1] * width, low))
    )


def lamps(scene: Scene) -> float:
    """How brightly windows shine at this hour."""
    return 0.22 + 0.78 * scene.palette.dark


def tinted(draw: Callable[..., None], color: Color) -> Callable[[Pen], None]:
    return partial(draw, leaf=color)


def uneven(throws: Generator, color: Color, most: float = 0.2) -> Color:
    """A colour a little lighter or darker by chance."""
    part = float(throws.uniform(-most, most))
    return lighter(color, part) if part > 0 else darker(color, -part)
