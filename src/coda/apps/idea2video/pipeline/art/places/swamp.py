"""The swamp: black water between trees that stand in it."""

from __future__ import annotations

from collections.abc import Callable

from coda.apps.idea2video.pipeline.art.canvas import Canvas, Fade
from coda.apps.idea2video.pipeline.art.colors import BLACK, Color, darker, lighter, mix, rgb
from coda.apps.idea2video.pipeline.art.elements import nature
from coda.apps.idea2video.pipeline.art.geometry import (
    Points,
    blob,
    box,
    ellipse,
    limb,
    polygon,
    ribbon,
    smooth,
)
from coda.apps.idea2video.pipeline.art.pen import Pen
from coda.apps.idea2video.pipeline.art.places import kit
from coda.apps.idea2video.pipeline.art.scene import Ground, Scene, Spot
from coda.apps.idea2video.pipeline.art.skies import paint_sky
from coda.apps.idea2video.pipeline.layers import Motion

_BARK: Color = rgb("#5c5448")
_MOSS: Color = rgb("#8aa068")
_REED: Color = rgb("#8a9a4e")


def swamp(scene: Scene) -> Ground:
    paint_sky(scene)
    _veil(scene)
    trees: list[Callable[[Pen], None]] = [cypress]
    kit.scatter(scene, trees, count=11, band=(0.06, 0.1), size=0.42, depth=0.28, far=0.68, label="far")
    kit.scatter(scene, trees, count=7, band=(0.16, 0.2), size=0.56, depth=0.46, far=0.4, label="middle")
    _pools(scene)
    kit.scatter(
        scene, trees, count=4, band=(0.28, 0.32), size=0.8, depth=0.66, far=0.14, label="near", clear=0.26
    )
    _lilies(scene)
    _mist(scene)
    kit.scatter(
        scene,
        [reeds],
        count=13,
        band=(0.40, 0.48),
        size=0.17,
        depth=0.8,
        far=0.05,
        label="reeds",
        clear=0.1,
        motion=Motion("sway", 5, 4.2),
    )
    line = kit.floor(scene, rgb("#5f6a40"), top=scene.near_ground(0.56), uneven=0.03)
    kit.grass(scene, line, rgb("#7d8f4a"), size=0.08, depth=0.921)
    kit.scatter(
        scene,
        [nature.draw_mushroom, log],
        count=5,
        band=(0.6, 0.66),
        size=0.07,
        depth=0.93,
        far=0.0,
        label="bank",
        clear=0.3,
    )
    _wisps(scene)
    _moss_frame(scene)
    kit.frame_grass(scene, rgb("#5f7040"))
    w, lead = scene.width, scene.stage.lead
    return Ground(
        (
            Spot(w * (0.5 - lead * 0.3), scene.ground(0.3), 0.8, 0.67),
            Spot(w * 0.5, scene.ground(0.6), 0.8, 0.93),
        ),
        (Spot(w * (0.5 - lead * 0.1), scene.ground(0.4), 0.8, 0.7),),
    )


def _veil(scene: Scene) -> None:
    """Green air over the sky."""
    tone = mix(scene.tone(rgb("#8fa878"), 0.5), scene.palette.sky[3], 0.4)
    low = mix(tone, scene.tone(rgb("#56684c"), 0.3), 0.5)
    scene.backdrop.fill(box(-9, -9, scene.width + 9, scene.height + 9), Fade(tone, low, 0.45, 0.97))


def cypress(pen: Pen) -> None:
    """Its foot spreads in the water; moss hangs from its boughs."""
    lean = float(pen.dice.uniform(-0.05, 0.05))
    for out in (-0.2, -0.11, 0.12, 0.21):
        pen.line([(out, -0.02), (out * 0.4, 0.08), (out * 0.1, 0.26)], darker(_BARK, 0.15), 0.05, 0.05)
    pen.fill(
        limb((0, 0.0), (lean, 0.5), (lean * 0.4, 1.12), 0.19, 0.085, 0.05),
        Fade(lighter(_BARK, 0.1), darker(_BARK, 0.15)),
    )
    pen.line([(0.01, 0.06), (lean + 0.012, 0.5), (lean * 0.4, 1.0)], darker(_BARK, 0.3), 0.014)
    strands: list[Points] = []
    for n in range(5):
        side, y = (-1 if n % 2 else 1), 0.52 + n * 0.125
        reach = float(pen.dice.uniform(0.2, 0.36))
        end = (lean + side * reach, y + 0.1)
        pen.line([(lean, y), (lean + side * reach * 0.5, y + 0.09), end], _BARK, 0.034, 0.012)
        for k in range(4):
            x = lean + side * reach * (0.25 + 0.25 * k)
            strands.append(_hanging(x, y + 0.08, float(pen.dice.uniform(0.1, 0.26))))
    pen.fill_all(strands, _MOSS)
    for _ in range(6):
        x, y = lean + float(pen.dice.uniform(-0.3, 0.3)), 0.98 + float(pen.dice.uniform(-0.1, 0.12))
        pen.fill(blob(pen.dice, x, y, 0.16, 0.08), Fade(lighter(_MOSS, 0.05), darker(_MOSS, 0.35)))


def _hanging(x: float, y: float, long: float) -> Points:
    line = smooth([(x, y), (x + 0.012, y - long * 0.5), (x - 0.006, y - long)], closed=False, steps=5)
    return ribbon(line, 0.04, 0.026, 0.006)


def reeds(pen: Pen) -> None:
    """With brown heads."""
    for n in range(7):
        out, tall = (n - 3) / 3, float(pen.dice.uniform(0.7, 1.0))
        top = (out * 0.42, tall)
        pen.line(
            [(out * 0.16, 0.0), (out * 0.22, tall * 0.5), top], lighter(_REED, 0.08 * (n % 2)), 0.035, 0.02
        )
        if n % 2:
            pen.line([(top[0], tall - 0.08), (top[0] + out * 0.03, tall + 0.1)], rgb("#7a4a30"), 0.085)
        else:
            pen.line(
                [(out * 0.16, 0.0), (out * 0.5, tall * 0.6), (out * 0.95, tall * 0.5)], _REED, 0.05, 0.008
            )


def log(pen: Pen) -> None:
    """Fallen, with moss on it and a small mushroom."""
    pen.fill(ribbon(((-1.1, 0.34), (1.0, 0.3)), 0.6), Fade(lighter(_BARK, 0.08), darker(_BARK, 0.3)))
    pen.fill(ellipse(1.02, 0.3, 0.17, 0.3), lighter(_BARK, 0.3))
    pen.fill(ellipse(1.02, 0.3, 0.09, 0.17), _BARK)
    pen.fill(smooth([(-1.2, 0.5), (-0.6, 0.7), (0.2, 0.62), (0.5, 0.64), (0.1, 0.44), (-0.8, 0.4)]), _MOSS)


def _pools(scene: Scene) -> None:
    """Water as dark as tea, which mirrors the sky in streaks."""
    canvas, throws, size = scene.sheet(), scene.dice("pools"), scene.stage.size
    top, right = scene.ground(0.15), canvas.left + canvas.width
    deep = scene.tone(rgb("#33443a"))
    far = mix(mix(deep, scene.palette.sky[3], 0.45), scene.palette.haze, 0.3)
    canvas.fill(box(canvas.left, top, right, scene.ground(0.75)), Fade(far, darker(deep, 0.2)))
    for _ in range(26):
        part = float(throws.uniform(0.02, 1.0))
        x, y = float(throws.uniform(-0.05, 1.05)) * scene.width, scene.ground(0.16 + 0.42 * part)
        streak = ellipse(x, y, size * (0.03 + 0.12 * part), 1 + 3 * part)
        canvas.fill_all([streak], mix(scene.palette.sky[3], deep, 0.35), 0.5 - 0.25 * part)
    scene.add(canvas, 0.55)
    area = (0, top, scene.width, scene.ground(0.6))
    scene.effect("glints", area, color=lighter(scene.palette.sky[3], 0.3), amount=0.4, depth=0.56)


def _lilies(scene: Scene) -> None:
    canvas, throws, size = scene.sheet(), scene.dice("lilies"), scene.stage.size
    for n in range(26):
        part = float(throws.uniform(0.0, 1.0))
        x, y = float(throws.uniform(-0.05, 1.05)) * scene.width, scene.ground(0.30 + 0.24 * part)
        wide = size * 0.032 * (0.5 + 0.7 * part)
        leaf = scene.tone(kit.uneven(throws, rgb("#6f9a52")))
        canvas.fill(ellipse(x, y + wide * 0.07, wide, wide * 0.3), darker(leaf, 0.4))
        canvas.fill(ellipse(x, y, wide, wide * 0.28), leaf)
        canvas.fill(
            polygon((x, y), (x + wide, y - wide * 0.12), (x + wide, y + wide * 0.1)), darker(leaf, 0.55)
        )
        if n % 4 == 0:
            _lily_flower(scene, canvas, x, y, wide)
    scene.add(canvas, 0.72)


def _lily_flower(scene: Scene, canvas: Canvas, x: float, y: float, size: float) -> None:
    for n in range(5):
        out = (n - 2) * 0.16
        petal = ellipse(
            x + size * out, y - size * (0.3 - abs(out) * 0.4), size * 0.12, size * 0.3, -out * 0.35
        )
        canvas.fill(petal, scene.tone(lighter(rgb("#f0b8cc"), 0.2 * (n % 2))))
    canvas.fill(ellipse(x, y - size * 0.14, size * 0.1, size * 0.07), scene.tone(rgb("#f4d060")))


def _mist(scene: Scene) -> None:
    tone = mix(scene.palette.haze, scene.palette.sky[3], 0.5)
    area = (0, scene.ground(0.02), 0, scene.ground(0.5))
    scene.effect("fog", area, color=lighter(tone, 0.1), amount=0.3, depth=0.5)


def _wisps(scene: Scene) -> None:
    """Lights that nobody lit, when it is dark."""
    if scene.palette.dark > 0.5 and not scene.stage.view.by_head:
        area = (0, scene.ground(0.05), scene.width, scene.ground(0.6))
        scene.effect("fireflies", area, color=(0.6, 1.0, 0.75), depth=0.78)


def _moss_frame(scene: Scene) -> None:
    """A dark bough with moss from above us."""
    if scene.stage.view.framing <= 0.3:
        return
    canvas, throws, size = scene.sheet(), scene.dice("bough"), scene.stage.size
    side = -scene.stage.lead
    tone = mix(scene.tone(darker(_MOSS, 0.5)), scene.palette.shadow, 0.45)
    corner = scene.width * (0.5 + side * 0.6)
    line = smooth(
        [
            (corner, size * 0.1),
            (corner - side * size * 0.3, size * 0.04),
            (corner - side * size * 0.75, size * 0.09),
        ],
        closed=False,
    )
    canvas.fill(ribbon(line, size * 0.05, size * 0.012), mix(tone, BLACK, 0.4))
    for x, y in line[1:]:
        for _ in range(2):
            long, shift = (
                size * float(throws.uniform(0.05, 0.17)),
                size * float(throws.uniform(-0.015, 0.015)),
            )
            strand = smooth(
                [(x + shift, y), (x + shift * 1.6, y + long * 0.5), (x + shift, y + long)], closed=False
            )
            canvas.fill(
                ribbon(strand, size * 0.014, size * 0.009, 1.0),
                mix(tone, BLACK, float(throws.uniform(0, 0.3))),
            )
    scene.add(canvas, 1.34, Motion("sway", -8, 5.0, 0.2))
