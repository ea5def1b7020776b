"""What one walks on in rooms."""

from __future__ import annotations

from coda.apps.idea2video.pipeline.art.canvas import Fade
from coda.apps.idea2video.pipeline.art.colors import Color, darker, lighter, rgb
from coda.apps.idea2video.pipeline.art.geometry import Points, box, polygon
from coda.apps.idea2video.pipeline.art.places.lamplight import indoor_tone
from coda.apps.idea2video.pipeline.art.scene import Scene

_FAR, _NEAR = 0.055, 0.115
"""A tile's width at the wall and at the panel's foot, as parts of the panel's."""
_ROWS = 8


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


def tiles(scene: Scene, first: Color, second: Color, edge: float) -> None:
    """A chequered floor that runs from the wall towards us."""
    tone, other = indoor_tone(scene, first), indoor_tone(scene, second)
    canvas, low = scene.backdrop, scene.height * 1.05
    canvas.fill(box(-9, edge, scene.width + 9, low + 9), Fade(darker(tone, 0.16), lighter(tone, 0.05)))
    squares = [square for row in range(_ROWS) for square in _row(scene, row, edge, low)]
    canvas.fill_all(squares, Fade(darker(other, 0.16), lighter(other, 0.05)))
    size = scene.stage.size
    canvas.fill_all(
        [box(-9, edge, scene.width + 9, edge + size * 0.03)], darker(tone, 0.6), 0.35, size * 0.012
    )


def _row(scene: Scene, row: int, edge: float, low: float) -> list[Points]:
    """Every other tile of a row, the rows counted from the wall."""
    far, near = _scale(row), _scale(row + 1)
    top, foot = (edge + (low - edge) * (scale - _FAR) / (_NEAR - _FAR) for scale in (far, near))

    def x(column: int, scale: float) -> float:
        return scene.width * (0.5 + column * scale)

    return [
        polygon((x(n, far), top), (x(n + 1, far), top), (x(n + 1, near), foot), (x(n, near), foot))
        for n in range(-12 + row % 2, 12, 2)
    ]


def _scale(row: int) -> float:
    """A tile's width at the row's edge, as a part of the panel's."""
    return 1 / (1 / _FAR + (1 / _NEAR - 1 / _FAR) * row / _ROWS)
