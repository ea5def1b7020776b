"""What one walks on in rooms."""

from __future__ import annotations

from coda.apps.idea2video.pipeline.art.canvas import Fade
from coda.apps.idea2video.pipeline.art.colors import Color, darker, lighter, rgb
from coda.apps.idea2video.pipeline.art.geometry import box, polygon
from coda.apps.idea2video.pipeline.art.places.lamplight import indoor_tone
from coda.apps.idea2video.pipeline.art.scene import Scene


def boards(scene: Scene, color: Color, edge: float) -> None:
    tone, low = indoor_tone(scene, color), scene.height * 1.05
    scene.backdrop.fill(
        box(-9, edge, scene.width + 9, low + 9), Fade(darker(tone, 0.12), lighter(tone, 0.06))
    )
    for n in range(-13, 14):
        x0, x1 = scene.width * (0.5 + n * 0.055), scene.width * (0.5 + n * 0.115)
        scene.backdrop.fill_all(
            [polygon((x0, edge), (x0 + 1.5, edge), (x1 + 4, low), (x1, low))], darker(tone, 0.4), 0.55
        )
    scene.backdrop.fill_all(
        [box(-9, edge, scene.width + 9, edge + scene.stage.size * 0.03)],
        darker(tone, 0.6),
        0.35,
        scene.stage.size * 0.012,
    )
    scene.backdrop.fill(
        box(-9, edge - scene.stage.size * 0.018, scene.width + 9, edge), indoor_tone(scene, rgb("#e4d8c4"))
    )
