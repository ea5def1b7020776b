"""The sky behind everything: gradient, sun or moon, stars, clouds."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from coda.apps.idea2video.pipeline.art.canvas import Canvas, Fade
from coda.apps.idea2video.pipeline.art.colors import Color, lighter, mix
from coda.apps.idea2video.pipeline.art.geometry import Points, ellipse, moved
from coda.apps.idea2video.pipeline.art.pen import glow
from coda.apps.idea2video.pipeline.art.scene import Scene
from coda.apps.idea2video.pipeline.layers import Motion

_STOPS = (0.0, 0.42, 0.8, 1.0)
_CLOUDINESS = {"clear": 3, "cloudy": 9, "fog": 2, "rain": 9, "storm": 11, "snow": 7, "wind": 6}


def paint_sky(scene: Scene, *, disc: bool = True) -> None:
    """Gradient, glow of the sun or moon, stars. The gradient ends a little below the horizon."""
    gradient(scene.backdrop, scene.palette.sky, max(scene.horizon, scene.height * 0.35) * 1.04)
    if disc:
        _light(scene)
    if scene.picture.time == "night" and scene.picture.weather in {"clear", "wind", "cloudy", "snow"}:
        _stars(scene)


def gradient(canvas: Canvas, stops: tuple[Color, ...], foot: float) -> None:
    places = np.linspace(0, 1, len(stops)) if len(stops) != 4 else np.array(_STOPS)
    part = np.clip(np.arange(canvas.height) / max(foot, 1), 0, 1)
    part = part if len(stops) != 4 else part**0.92
    for channel in range(3):
        values = np.interp(part, places, [stop[2 - channel] * 255 for stop in stops])
        canvas.pixels[..., channel] = np.rint(values).astype(np.uint8)[:, None]
    canvas.pixels[..., 3] = 255


def sun_place(scene: Scene) -> tuple[float, float]:
    """Where the sun or the moon stands, on the side that the light comes from."""
    time = scene.picture.time
    up = {"dawn": 0.86, "day": 0.10, "dusk": 0.84, "night": 0.26}[time]
    out = {"dawn": 0.26, "day": 0.46, "dusk": 0.27, "night": 0.24}[time]
    x = scene.width * (0.5 + scene.palette.side * out * (0.75 if scene.stage.tall else 1.0))
    return x, max(scene.horizon, scene.height * 0.42) * up


def _light(scene: Scene) -> None:
    x, y = sun_place(scene)
    size, picture = scene.stage.size, scene.picture
    veiled = picture.weather in {"rain", "storm", "fog", "snow"}
    warm = scene.palette.sun if picture.time != "night" else lighter(scene.palette.sky[3], 0.35)
    strength = 0.3 if veiled else 0.75
    glow(scene.backdrop, x, y, size * 1.25, warm, 0.42 * strength)
    glow(scene.backdrop, x, y, size * 0.5, lighter(warm, 0.3), 0.55 * strength)
    if veiled or picture.time == "day" or {"moon", "sun"} & {*picture.elements, *scene.acting}:
        return
    radius = size * (0.052 if picture.time == "night" else 0.075)
    glow(scene.backdrop, x, y, radius * 3, lighter(warm, 0.55), 0.6)
    disc = lighter(warm, 0.72)
    scene.backdrop.fill(ellipse(x, y, radius), Fade(lighter(disc, 0.4), disc))
    if picture.time == "night":
        craters(scene.backdrop, x, y, radius, mix(disc, scene.palette.sky[2], 0.28))


def craters(canvas: Canvas, x: float, y: float, radius: float, color: Color) -> None:
    for cx, cy, r in ((-0.3, -0.25, 0.22), (0.28, 0.1, 0.28), (-0.2, 0.42, 0.15), (0.3, -0.45, 0.12)):
        canvas.fill(ellipse(x + cx * radius, y + cy * radius, r * radius, r * radius * 0.9), color, 0.6)


def _stars(scene: Scene) -> None:
    throws = scene.dice("stars")
    few = 0.35 if scene.picture.weather == "cloudy" else 1.0
    bottom = max(scene.horizon, scene.height * 0.4)
    sprinkle(scene.backdrop, throws, int(420 * few), scene.width, bottom)
    scene.effect("stars", (0, 0, scene.width, bottom * 0.8), amount=few, depth=0.12)


def sprinkle(canvas: Canvas, throws: Generator, count: int, width: float, bottom: float) -> None:
    """Faint stars, more of them high up."""
    for x, y, bright in zip(
        throws.uniform(0, width, count),
        bottom * throws.beta(1, 1.7, count),
        throws.beta(1.2, 4, count),
        strict=True,
    ):
        radius = 0.7 + 1.1 * bright
        canvas.fill(ellipse(float(x), float(y), radius)[::4], (0.93, 0.95, 1.0), 0.25 + 0.6 * float(bright))


def add_clouds(scene: Scene, *, low: float = 0.0, high: float = 0.82) -> None:
    """A layer of clouds that drifts: cut and heaped for anime, long and soft otherwise."""
    if scene.picture.weather == "fog":
        return
    canvas = scene.sheet()
    throws = scene.dice("clouds")
    count = _CLOUDINESS[scene.picture.weather] + int(throws.integers(3))
    band = max(scene.horizon, scene.height * 0.4)
    heaped = scene.picture.style == "anime" or (
        scene.picture.weather in {"clear", "wind"} and scene.picture.time == "day"
    )
    for _ in range(count):
        x = float(throws.uniform(-0.08, 1.08)) * scene.width
        y = float(throws.uniform(low + 0.12, high)) * band
        size = scene.stage.size * float(throws.uniform(0.10, 0.24)) * (0.55 + 0.65 * (1 - y / band))
        (_heap if heaped else _streak)(scene, canvas, throws, x, y, size)
    if scene.picture.weather in {"storm", "rain", "cloudy"}:
        _ceiling(scene, canvas, throws)
    speed = {"wind": 22.0, "storm": 16.0}.get(scene.picture.weather, 6.0)
    scene.add(canvas, 0.16, Motion("drift", speed * (1 if throws.random() < 0.5 else -1)))


def _cloud_colors(scene: Scene, y: float) -> tuple[Color, Color]:
    """The lit top and the shaded foot of a cloud at a height."""
    sky = scene.palette.sky
    part = min(1.0, y / max(1.0, scene.horizon or scene.height * 0.4))
    behind = mix(sky[1], sky[3], part)
    if scene.picture.time == "night":
        return mix(behind, scene.palette.sun, 0.22), mix(behind, sky[0], 0.35)
    if scene.picture.weather in {"storm", "rain"}:
        return mix(behind, (0.75, 0.8, 0.86), 0.16), mix(behind, sky[0], 0.5)
    top = mix(lighter(scene.palette.sun, 0.55), behind, 0.12)
    return top, mix(mix(sky[2], sky[1], 0.45), top, 0.35)


def _heap(scene: Scene, canvas: Canvas, throws: Generator, x: float, y: float, size: float) -> None:
    top, foot = _cloud_colors(scene, y)
    puffs = _puffs(throws, x, y, size)
    canvas.fill_all(puffs, Fade(top, mix(top, foot, 0.7), 0.98, 0.72))
    side = scene.palette.side
    shade = [puff * 0.86 + np.array((x - side * size * 0.16, y + size * 0.16)) * 0.14 for puff in puffs[1:]]
    canvas.fill_all(shade, Fade(mix(top, foot, 0.35), foot, 0.0, 0.75), blur=size * 0.02)


def _puffs(throws: Generator, x: float, y: float, size: float) -> list[Points]:
    count = int(throws.integers(5, 8))
    puffs = [ellipse(x, y, size * 1.05, size * 0.13)]
    for n in range(count):
        part = (n + 0.5) / count * 2 - 1
        radius = size * (0.42 - 0.28 * part**2) * float(throws.uniform(0.8, 1.15))
        puffs.append(ellipse(x + part * size * 0.85, y - radius * 0.55, radius * 1.05, radius))
    return puffs


def _streak(scene: Scene, canvas: Canvas, throws: Generator, x: float, y: float, size: float) -> None:
    top, foot = _cloud_colors(scene, y)
    parts = [
        ellipse(
            x + float(throws.uniform(-1, 1)) * size * 1.5,
            y + float(throws.uniform(-0.14, 0.14)) * size,
            size * float(throws.uniform(0.7, 1.7)),
            size * float(throws.uniform(0.05, 0.13)),
        )
        for _ in range(6)
    ]
    canvas.fill_all(parts, foot, 0.5, size * 0.07)
    canvas.fill_all([moved(part, 0, -size * 0.045) for part in parts[:4]], top, 0.55, size * 0.035)


def _ceiling(scene: Scene, canvas: Canvas, throws: Generator) -> None:
    """The heavy underside of rain clouds, from the picture's top."""
    top, foot = _cloud_colors(scene, 0)
    depth = {"storm": 0.52, "rain": 0.40, "cloudy": 0.22}[scene.picture.weather] * max(
        scene.horizon, scene.height * 0.4
    )
    for part, color in (
        (1.0, mix(top, foot, 0.5)),
        (0.72, foot),
        (0.42, mix(foot, scene.palette.sky[0], 0.4)),
    ):
        canvas.fill_all(
            [
                ellipse(
                    float(x),
                    depth * part * float(throws.uniform(0.0, 0.55)),
                    scene.width * 0.13,
                    depth * part * 0.42,
                )
                for x in np.linspace(-0.08, 1.08, 11) * scene.width
            ],
            Fade(color, mix(color, top, 0.25), 0.95, 0.62),
            blur=scene.stage.size * 0.016,
        )


def noise(throws: Generator, width: int, height: int, across: int, up: int) -> NDArray[np.float32]:
    """Smooth noise, 0..1, of three octaves."""
    total: NDArray[np.float32] = np.zeros((height, width), np.float32)
    for octave, share in ((1, 0.55), (2, 0.3), (4, 0.15)):
        grid = throws.random((up * octave + 1, across * octave + 1), np.float32)
        total += share * np.asarray(
            cv2.resize(grid, (width, height), interpolation=cv2.INTER_CUBIC), np.float32
        )
    return total
