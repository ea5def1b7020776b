"""What grounds seen from above are made of."""

from __future__ import annotations

from collections.abc import Callable

from coda.apps.idea2video.pipeline.art.canvas import Fade
from coda.apps.idea2video.pipeline.art.colors import WHITE, Color, darker, lighter, mix, rgb
from coda.apps.idea2video.pipeline.art.geometry import blob, box, ellipse, ribbon, smooth
from coda.apps.idea2video.pipeline.art.pen import Pen, glow
from coda.apps.idea2video.pipeline.art.places import kit
from coda.apps.idea2video.pipeline.art.scene import Scene


def base(scene: Scene, color: Color) -> Color:
    """The ground's colour, lighter where the light comes from. Returns it as it looks now."""
    tone = scene.tone(scene.palette.under_snow(color, 0.75))
    scene.backdrop.pixels[:] = 255
    scene.backdrop.fill(
        box(-9, -9, scene.width + 9, scene.height + 9), Fade(lighter(tone, 0.08), darker(tone, 0.16))
    )
    x = scene.width * (0.5 + 0.35 * scene.palette.side)
    glow(
        scene.backdrop,
        x,
        scene.height * 0.2,
        scene.stage.size * 0.95,
        mix(lighter(tone, 0.3), scene.palette.sun, 0.3),
        0.6,
    )
    return tone


def add_patches(scene: Scene, tone: Color, count: int = 46, size: float = 0.06) -> None:
    throws = scene.dice("patches")
    for n in range(count):
        x, y = float(throws.uniform(0, 1)) * scene.width, float(throws.uniform(0, 1)) * scene.height
        radius = scene.stage.size * size * float(throws.uniform(0.3, 1.2))
        color = lighter(tone, 0.10) if n % 2 else darker(tone, 0.12)
        scene.backdrop.fill_all([blob(throws, x, y, radius, radius * 0.8, 0.25)], color, 0.5)


def place_around(
    scene: Scene,
    draws: list[Callable[[Pen], None]],
    count: int,
    size: float,
    label: str,
    clear: float = 0.25,
    depth: float = 0.9,
) -> None:
    """Tall things with shadows around the middle."""
    canvas, throws = scene.sheet(), scene.dice("around", label)
    places: list[tuple[float, float]] = []
    while len(places) < count:
        x, y = float(throws.uniform(-0.04, 1.04)), float(throws.uniform(-0.04, 1.04))
        if ((x - 0.5) * 1.15) ** 2 + (y - 0.52) ** 2 > clear**2:
            places.append((x, y))
    for number, (x, y) in enumerate(sorted(places, key=lambda place: place[1])):
        radius = scene.stage.size * size * float(throws.uniform(0.75, 1.3))
        px, py = x * scene.width, y * scene.height
        shade = ellipse(
            px - scene.palette.side * radius * 0.5, py + radius * 0.35, radius * 1.0, radius * 0.92
        )
        canvas.fill_all([shade], scene.palette.shadow, 0.42, radius * 0.10)
        kit.stand(
            scene,
            canvas,
            draws[number % len(draws)],
            px,
            py,
            radius,
            label=(label, number),
            lamps=kit.lamps(scene),
        )
    scene.add(canvas, depth)


def add_trail(scene: Scene, color: Color, wide: float) -> None:
    w, h, side = scene.width, scene.height, scene.stage.lead
    line = smooth(
        [
            (w * (0.5 - side * 0.2), h * 1.1),
            (w * (0.5 + side * 0.02), h * 0.72),
            (w * (0.5 - side * 0.03), h * 0.42),
            (w * (0.5 + side * 0.22), h * -0.1),
        ],
        closed=False,
    )
    tone = scene.tone(color)
    scene.backdrop.fill(ribbon(line, scene.stage.size * wide * 1.14), darker(tone, 0.14))
    scene.backdrop.fill(ribbon(line, scene.stage.size * wide), tone)


def add_dots(scene: Scene) -> None:
    throws, colors = scene.dice("dots"), (rgb("#f4e6a0"), rgb("#f0a0b0"), WHITE)
    for n in range(70):
        x, y = float(throws.uniform(0, 1)) * scene.width, float(throws.uniform(0, 1)) * scene.height
        scene.backdrop.fill(ellipse(x, y, scene.stage.size * 0.004), scene.tone(colors[n % 3]))


def add_slabs(scene: Scene, tone: Color) -> None:
    step, joint = scene.stage.size * 0.075, darker(tone, 0.26)
    lines = [box(n * step, -9, n * step + 1.6, scene.height + 9) for n in range(int(scene.width / step) + 2)]
    lines += [box(-9, n * step, scene.width + 9, n * step + 1.6) for n in range(int(scene.height / step) + 2)]
    scene.backdrop.fill_all(lines, joint, 0.5)
    throws = scene.dice("slabs")
    for _ in range(60):
        x, y = int(throws.integers(0, 40)) * step, int(throws.integers(0, 40)) * step
        scene.backdrop.fill_all(
            [box(x + 2, y + 2, x + step, y + step)],
            lighter(tone, 0.2) if throws.random() < 0.5 else darker(tone, 0.15),
            0.4,
        )


def add_checks(scene: Scene, color: Color) -> None:
    """Every other square of the floor in a second colour."""
    step, tone = scene.stage.size * 0.085, scene.tone(color)
    squares = [
        box(column * step, row * step, (column + 1) * step, (row + 1) * step)
        for row in range(int(scene.height / step) + 1)
        for column in range(row % 2, int(scene.width / step) + 1, 2)
    ]
    scene.backdrop.fill_all(squares, Fade(lighter(tone, 0.06), darker(tone, 0.14)), 0.9)
