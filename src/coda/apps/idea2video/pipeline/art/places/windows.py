"""Windows of rooms, and what is seen through them."""

from __future__ import annotations

from coda.apps.idea2video.pipeline.art.canvas import Canvas, Fade
from coda.apps.idea2video.pipeline.art.colors import darker, lighter, rgb
from coda.apps.idea2video.pipeline.art.geometry import box, ellipse, ribbon, rounded, smooth
from coda.apps.idea2video.pipeline.art.places import kit
from coda.apps.idea2video.pipeline.art.places.lamplight import indoor_tone
from coda.apps.idea2video.pipeline.art.scene import Scene
from coda.apps.idea2video.pipeline.art.skies import gradient, sprinkle
from coda.apps.idea2video.pipeline.layers import Motion

Pane = tuple[float, float, float, float]
"""Left, top, right and bottom of what one sees through, in pixels of the panel."""


def outlook(scene: Scene, pane: Pane) -> Canvas:
    """The sky behind a pane, for what stands in front of it."""
    left, top, right, bottom = pane
    view = Canvas(int(right - left), max(2, int(bottom - top)), int(left), int(top))
    gradient(view, scene.palette.sky, view.height)
    if scene.picture.time == "night":
        sprinkle(view, scene.dice("window stars"), 1500, scene.width, scene.height)
    return view


def glaze(scene: Scene, view: Canvas, pane: Pane) -> None:
    """Set what is seen into the wall, behind the weather that runs down the glass."""
    scene.backdrop.paste(view.pixels, view.left, view.top)
    if scene.picture.weather in {"rain", "storm", "snow"}:
        amount = 1.0 if scene.picture.weather != "snow" else -1.0
        scene.effect("window rain", pane, depth=0.08, amount=amount)
    scene.pane = pane


def curtained_window(scene: Scene, edge: float, wide: float) -> Pane:
    """A window to the hills on the side where the hero does not stand."""
    size, side = scene.stage.size, -scene.stage.lead
    centre = scene.width * (0.5 + side * (0.24 if not scene.stage.tall else 0.2))
    half, bottom = size * wide * 0.5, edge - size * 0.17
    left, right, top = centre - half, centre + half, max(size * 0.06, edge - size * 0.47)
    pane, frame = (left, top, right, bottom), indoor_tone(scene, rgb("#f0e6d4"))
    scene.backdrop.fill(
        rounded(left - size * 0.03, top - size * 0.03, right + size * 0.03, bottom + size * 0.03, 8),
        darker(frame, 0.12),
    )
    view = outlook(scene, pane)
    for x, wide_part, tall, color, far in (
        (left + half * 0.5, 0.9, 0.07, "#5f8a78", 0.55),
        (right - half * 0.2, 0.8, 0.045, "#5f8a68", 0.4),
    ):
        hill = ellipse(x, bottom + half * 0.1, half * wide_part, size * tall)
        view.fill(hill, scene.tone(rgb(color), far))
    glaze(scene, view, pane)
    _bars(scene, pane)
    _curtains(scene, left, right, top, bottom)
    return pane


def _bars(scene: Scene, pane: Pane) -> None:
    """A cross, and the sill."""
    (left, top, right, bottom), size = pane, scene.stage.size
    frame = indoor_tone(scene, rgb("#f0e6d4"))
    bars = [
        box((left + right) / 2 - size * 0.008, top, (left + right) / 2 + size * 0.008, bottom),
        box(left, (top + bottom) / 2 - size * 0.007, right, (top + bottom) / 2 + size * 0.007),
    ]
    scene.backdrop.fill_all(bars, frame)
    scene.backdrop.fill(
        box(left - size * 0.05, bottom + size * 0.02, right + size * 0.05, bottom + size * 0.045),
        lighter(frame, 0.15),
    )


def _curtains(scene: Scene, left: float, right: float, top: float, bottom: float) -> None:
    canvas, size = scene.sheet(), scene.stage.size
    cloth = indoor_tone(
        scene,
        kit.uneven(
            scene.dice("curtain"),
            rgb(("#b85a5a", "#5a7a9a", "#8a9a5a", "#c08a4a")[int(scene.dice("cloth").integers(4))]),
        ),
    )
    for side, x in ((-1, left), (1, right)):
        shape = smooth(
            [
                (x - side * size * 0.05, top - size * 0.05),
                (x - side * size * 0.02, (top + bottom) / 2),
                (x + side * size * 0.02, bottom + size * 0.10),
                (x + side * size * 0.10, bottom + size * 0.10),
                (x + side * size * 0.09, top - size * 0.05),
            ],
            steps=6,
        )
        canvas.fill(shape, Fade(lighter(cloth, 0.1), darker(cloth, 0.15)))
        for n in range(3):
            fold = x + side * size * (0.0 + 0.03 * n)
            canvas.fill(
                ribbon(
                    smooth(
                        [
                            (fold, top - size * 0.04),
                            (fold + side * 3, (top + bottom) / 2),
                            (fold + side * size * 0.012, bottom + size * 0.09),
                        ],
                        closed=False,
                    ),
                    2,
                    5,
                    3,
                ),
                darker(cloth, 0.25),
            )
    canvas.fill(
        box(left - size * 0.12, top - size * 0.065, right + size * 0.12, top - size * 0.048),
        indoor_tone(scene, rgb("#7a5a3a")),
    )
    scene.add(canvas, 0.14, Motion("sway", 4, 5.0))
