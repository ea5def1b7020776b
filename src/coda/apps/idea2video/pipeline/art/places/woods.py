"""Forest and jungle."""

from __future__ import annotations

from functools import partial

import numpy as np

from coda.apps.idea2video.pipeline.art.canvas import Fade
from coda.apps.idea2video.pipeline.art.colors import BLACK, Color, darker, lighter, mix, rgb
from coda.apps.idea2video.pipeline.art.elements import nature
from coda.apps.idea2video.pipeline.art.geometry import Points, blob, box, ellipse, limb, ribbon, smooth
from coda.apps.idea2video.pipeline.art.pen import Pen
from coda.apps.idea2video.pipeline.art.places import kit
from coda.apps.idea2video.pipeline.art.scene import Ground, Scene
from coda.apps.idea2video.pipeline.art.skies import paint_sky
from coda.apps.idea2video.pipeline.layers import Motion


def forest(scene: Scene) -> Ground:
    """Rows of trunks that grow lighter into the depth, a canopy, and light that falls through it."""
    paint_sky(scene)
    _veil(scene, rgb("#7aa890"))
    _trunks(scene, "back", count=22, depth=0.3, far=0.72, wide=0.018, foot=0.10)
    _trunks(scene, "middle", count=13, depth=0.48, far=0.45, wide=0.034, foot=0.20)
    kit.scatter(
        scene,
        [partial(nature.bush, color=rgb("#4a8050"))],
        count=12,
        band=(0.18, 0.26),
        size=0.07,
        depth=0.5,
        far=0.4,
        label="bushes",
    )
    _canopy(scene, rgb("#4d8a55"), 0.2, 0.5, 0.5)
    _trunks(scene, "near", count=6, depth=0.7, far=0.18, wide=0.06, foot=0.34, clear=0.2)
    kit.shafts(scene, lighter(scene.palette.sun, 0.2), 0.2 if scene.palette.dark < 0.7 else 0.10)
    line = kit.floor(scene, rgb("#5f7d48"), top=0.36, uneven=0.025)
    kit.grass(scene, line, rgb("#6f9a50"), size=0.06, depth=0.921)
    kit.scatter(
        scene,
        [_fern, nature.draw_mushroom, _fern],
        count=9,
        band=(0.45, 0.6),
        size=0.07,
        depth=0.93,
        far=0.0,
        label="ferns",
        clear=0.28,
    )
    _canopy(scene, rgb("#3f7548"), 0.10, 0.1, 1.2)
    _trunk_frame(scene)
    kit.frame_grass(scene, rgb("#4a7a45"))
    return kit.plain(scene, 0.36)


def _veil(scene: Scene, color: Color) -> None:
    """Light between the trees, over the sky."""
    tone = mix(scene.tone(color, 0.5), scene.palette.sky[3], 0.45)
    bottom = mix(tone, scene.tone(rgb("#54785a"), 0.3), 0.5)
    scene.backdrop.fill(box(-9, -9, scene.width + 9, scene.height + 9), Fade(tone, bottom, 0.55, 0.98))


def _trunks(
    scene: Scene,
    label: str,
    *,
    count: int,
    depth: float,
    far: float,
    wide: float,
    foot: float,
    clear: float = 0.0,
) -> None:
    canvas, throws, size = scene.sheet(), scene.dice("trunks", label), scene.stage.size
    for n in range(count):
        part = (n + 0.5 + float(throws.uniform(-0.35, 0.35))) / count * 1.2 - 0.1
        if abs(part - 0.5) < clear:
            part += clear * (1.3 if part > 0.5 else -1.3)
        x, y = scene.width * part, scene.ground(foot) + float(throws.uniform(-0.01, 0.02)) * size
        thick = size * wide * float(throws.uniform(0.7, 1.3))
        tone = scene.tone(kit.uneven(throws, rgb("#6b5244")), far)
        trunk = limb(
            (x, y + thick),
            (x + float(throws.uniform(-1, 1)) * thick, y * 0.4),
            (x + float(throws.uniform(-2, 2)) * thick, -size * 0.12),
            thick * 1.5,
            thick,
            thick * 0.8,
        )
        canvas.fill(trunk, Fade(lighter(tone, 0.08), mix(tone, scene.palette.haze, 0.12)))
        canvas.fill(
            ribbon(
                smooth(
                    [(x - thick * 0.22, y), (x - thick * 0.18, y * 0.4), (x - thick * 0.1, 0)], closed=False
                ),
                thick * 0.3,
            ),
            darker(tone, 0.2),
            0.5,
        )
        for height in throws.uniform(0.1, 0.7, 2):
            side = 1 if throws.random() < 0.5 else -1
            at = y * float(height)
            canvas.fill(
                ribbon(
                    smooth(
                        [
                            (x, at),
                            (x + side * thick * 1.6, at - thick * 1.2),
                            (x + side * thick * 3, at - thick * 3),
                        ],
                        closed=False,
                    ),
                    thick * 0.35,
                    thick * 0.12,
                ),
                tone,
            )
    scene.add(canvas, depth)


def _canopy(scene: Scene, color: Color, low: float, far: float, depth: float) -> None:
    """Leaves from the picture's top, hanging deeper at its sides."""
    if depth > 1 and scene.stage.view.framing <= 0.3:
        return
    canvas, throws, size = scene.sheet(), scene.dice("canopy", depth), scene.stage.size
    tone = (
        scene.tone(color, far)
        if depth < 1
        else mix(scene.tone(darker(color, 0.4)), scene.palette.shadow, 0.35)
    )
    leaves: list[Points] = []
    for x in np.linspace(-0.1, 1.1, 26):
        sag = low + 0.22 * abs(float(x) - 0.5) ** 1.5
        leaves.append(
            blob(
                throws,
                float(x) * scene.width,
                size * (sag - 0.14 + float(throws.uniform(-0.03, 0.03))),
                size * 0.10,
                size * 0.11,
                0.22,
            )
        )
    canvas.fill_all(leaves, Fade(darker(tone, 0.25), tone))
    spots = [
        ellipse(
            float(throws.uniform(-0.1, 1.1)) * scene.width,
            float(throws.uniform(-0.05, low + 0.03)) * size,
            size * 0.018,
            size * 0.009,
            float(throws.random()),
        )
        for _ in range(60)
    ]
    canvas.fill_all(spots, lighter(tone, 0.2), 0.5)
    scene.add(canvas, depth, Motion("sway", -5 if depth < 1 else -9, 5.0, depth))


def _trunk_frame(scene: Scene) -> None:
    """One dark trunk close to us, at the edge."""
    if scene.stage.view.framing <= 0.3:
        return
    canvas, size = scene.sheet(), scene.stage.size
    x = scene.width * (0.5 - scene.stage.lead * 0.54)
    tone = mix(scene.tone(rgb("#3c2d28")), scene.palette.shadow, 0.5)
    canvas.fill(
        limb(
            (x, scene.height * 1.1),
            (x + size * 0.02, scene.height * 0.5),
            (x - size * 0.02, -size * 0.1),
            size * 0.2,
            size * 0.13,
            size * 0.12,
        ),
        Fade(tone, mix(tone, BLACK, 0.3)),
    )
    scene.add(canvas, 1.3)


def _fern(pen: Pen) -> None:
    for n in range(7):
        out = (n - 3) / 3
        color = mix(rgb("#4f8f4a"), rgb("#7ab35a"), abs(out))
        pen.line(
            [(0, 0), (out * 0.35, 0.75 - 0.3 * abs(out)), (out * 0.9, 0.8 - 0.55 * abs(out))],
            color,
            0.05,
            0.12,
            0.02,
        )


def jungle(scene: Scene) -> Ground:
    """Palms, giant leaves and lianas in layers of green."""
    paint_sky(scene)
    _veil(scene, rgb("#5fae8a"))
    kit.scatter(
        scene,
        [nature.draw_palm],
        count=9,
        band=(0.06, 0.12),
        size=0.5,
        depth=0.32,
        far=0.62,
        label="palms far",
    )
    kit.scatter(
        scene,
        [_giant, nature.draw_palm],
        count=10,
        band=(0.16, 0.24),
        size=0.36,
        depth=0.5,
        far=0.38,
        label="palms",
    )
    _canopy(scene, rgb("#3f8f5a"), 0.16, 0.4, 0.55)
    _lianas(scene)
    kit.shafts(scene, lighter(scene.palette.sun, 0.2), 0.16 if scene.palette.dark < 0.7 else 0.06)
    kit.scatter(
        scene,
        [_giant],
        count=9,
        band=(0.3, 0.4),
        size=0.24,
        depth=0.75,
        far=0.12,
        label="giants",
        clear=0.22,
        motion=Motion("sway", 6, 4.4, 0.3),
    )
    line = kit.floor(scene, rgb("#4f7d48"), top=0.40, uneven=0.03)
    kit.grass(scene, line, rgb("#5fa052"), size=0.075, depth=0.921)
    kit.scatter(
        scene,
        [_giant, _fern],
        count=8,
        band=(0.46, 0.56),
        size=0.12,
        depth=0.93,
        far=0.0,
        label="leaves",
        clear=0.3,
    )
    _canopy(scene, rgb("#2f6f48"), 0.10, 0.1, 1.2)
    _leaf_frame(scene)
    return kit.plain(scene, 0.38)


def _giant(pen: Pen) -> None:
    """A plant with leaves as long as a man."""
    for n in range(6):
        out = (n - 2.5) / 2.5
        color = mix(rgb("#2f7a52"), rgb("#6fb85a"), (n % 3) / 2)
        path = smooth(
            [(0, 0), (out * 0.3, 0.6 - 0.15 * abs(out)), (out * 0.72, 0.82 - 0.5 * abs(out))], closed=False
        )
        pen.fill(ribbon(path, 0.03, 0.2, 0.22, 0.02), Fade(lighter(color, 0.1), darker(color, 0.2)))
        pen.fill(ribbon(path, 0.012, 0.018, 0.004), lighter(color, 0.3))


def _lianas(scene: Scene) -> None:
    canvas, throws, size = scene.sheet(), scene.dice("lianas"), scene.stage.size
    tone = scene.tone(rgb("#4f7a48"), 0.2)
    for _ in range(7):
        x, reach = float(throws.uniform(-0.05, 1.05)) * scene.width, size * float(throws.uniform(0.1, 0.34))
        sag = size * float(throws.uniform(0.2, 0.5))
        line = smooth(
            [
                (x, -size * 0.1),
                (x + reach * 0.3, sag * 0.8),
                (x + reach * 0.7, sag),
                (x + reach, -size * 0.1),
            ],
            closed=False,
        )
        canvas.fill(ribbon(line, size * 0.008), tone)
        for px, py in line[2:-2:3]:
            canvas.fill(
                ellipse(
                    float(px),
                    float(py) + size * 0.012,
                    size * 0.012,
                    size * 0.02,
                    float(throws.uniform(-0.1, 0.1)),
                ),
                kit.uneven(throws, tone),
            )
    scene.add(canvas, 0.62, Motion("sway", -8, 5.2))


def _leaf_frame(scene: Scene) -> None:
    if scene.stage.view.framing <= 0.3:
        return
    canvas, size = scene.sheet(), scene.stage.size
    tone = mix(scene.tone(rgb("#1f5238")), scene.palette.shadow, 0.45)
    for side in (-1, 1):
        x, y = scene.width * (0.5 + side * 0.60), scene.height * 1.05
        for n in range(4):
            tip = (x - side * size * (0.10 + 0.09 * n), y - size * (0.42 - 0.10 * n))
            path = smooth(
                [(x, y), ((x + tip[0]) / 2 + side * size * 0.02, (y + tip[1]) / 2 - size * 0.04), tip],
                closed=False,
            )
            canvas.fill(ribbon(path, size * 0.01, size * 0.09, size * 0.07, 2), mix(tone, BLACK, 0.12 * n))
    scene.add(canvas, 1.38, Motion("sway", 12, 4.6, 0.4))
