"""How rooms are lit: by lamps when it is dark, and through their windows."""

from __future__ import annotations

from coda.apps.idea2video.pipeline.art.colors import Color, mix
from coda.apps.idea2video.pipeline.art.elements.landmarks import WARM
from coda.apps.idea2video.pipeline.art.geometry import polygon
from coda.apps.idea2video.pipeline.art.pen import glow
from coda.apps.idea2video.pipeline.art.scene import Scene


def indoor_tone(scene: Scene, color: Color, far: float = 0.0) -> Color:
    """Inside, lamps take the edge off the night."""
    lit = scene.tone(color, far * 0.4)
    warm = (color[0] * 0.78, color[1] * 0.62, color[2] * 0.50)
    return mix(lit, warm, 0.28 * scene.palette.dark)


def light_fall(scene: Scene, pane: tuple[float, float, float, float], edge: float) -> None:
    """The window's light on the floor, and a lamp's warmth on the wall when it is dark."""
    left, _, right, _ = pane
    shift, size = scene.stage.lead * scene.stage.size * 0.16, scene.stage.size
    light = mix(scene.palette.sky[3], scene.palette.sun, 0.5)
    strength = 0.34 * (1 - 0.55 * scene.palette.dark)
    low = edge + (scene.height - edge) * 0.62
    patch = polygon(
        (left + shift * 0.4, edge + size * 0.03),
        (right + shift * 0.4, edge + size * 0.03),
        (right + shift * 1.8, low),
        (left + shift * 1.5, low),
    )
    scene.backdrop.fill_all([patch], light, strength, size * 0.012)
    if scene.palette.dark > 0.2:
        x = scene.width * (0.5 + scene.stage.lead * 0.22)
        glow(scene.backdrop, x, edge - size * 0.25, size * 0.75, WARM, 0.30 * scene.palette.dark)
