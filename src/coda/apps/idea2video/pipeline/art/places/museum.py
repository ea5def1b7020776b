"""The museum: a hall under a roof of glass."""

from __future__ import annotations

from coda.apps.idea2video.pipeline.art.canvas import Canvas, Fade, faded, soft_mask
from coda.apps.idea2video.pipeline.art.colors import BLACK, darker, lighter, mix, rgb
from coda.apps.idea2video.pipeline.art.elements.landmarks import WARM
from coda.apps.idea2video.pipeline.art.geometry import Points, box, polygon, ribbon, smooth
from coda.apps.idea2video.pipeline.art.pen import glow
from coda.apps.idea2video.pipeline.art.places import exhibits, kit
from coda.apps.idea2video.pipeline.art.places.floors import tiles
from coda.apps.idea2video.pipeline.art.places.interiors import edge_of
from coda.apps.idea2video.pipeline.art.places.lamplight import indoor_tone
from coda.apps.idea2video.pipeline.art.places.windows import glaze, outlook
from coda.apps.idea2video.pipeline.art.scene import Ground, Scene, Spot

_WALLS = (rgb("#47685f"), rgb("#84484a"), rgb("#465f86"), rgb("#5f4a72"))
_ROPE = rgb("#a8283a")
_GLASS = 0.24
"""Half of the glass roof's width at the far wall, as a part of the panel's."""


def museum(scene: Scene) -> Ground:
    edge = edge_of(scene)
    rise = scene.stage.size * 0.43 * scene.stage.view.landmark
    _wall(scene, edge, rise)
    _roof(scene, edge - rise)
    tiles(scene, rgb("#d6c8b0"), rgb("#a88a78"), edge)
    _pictures(scene, edge, rise)
    _exhibits(scene, edge)
    kit.shafts(
        scene, lighter(mix(scene.palette.sun, scene.palette.sky[3], 0.4), 0.2), 0.2 - 0.1 * scene.palette.dark
    )
    _near_rope(scene)
    y, lead = edge + scene.stage.size * 0.08, scene.stage.lead
    spots = tuple(Spot(scene.width * (0.5 + lead * x), y, 0.8, 0.7) for x in (0.03, 0.42))
    return Ground(spots, (), Spot(scene.width * 0.5, edge + scene.stage.size * 0.1))


def _wall(scene: Scene, edge: float, rise: float) -> None:
    """Cloth above, marble below, and a cornice that carries the roof."""
    canvas, size, right = scene.backdrop, scene.stage.size, scene.width + 9
    tone = indoor_tone(scene, _WALLS[int(scene.dice("wall").integers(len(_WALLS)))])
    stone = indoor_tone(scene, exhibits.STONE)
    canvas.fill(box(-9, -9, right, edge - rise), Fade(darker(stone, 0.5), darker(stone, 0.24)))
    canvas.fill(box(-9, edge - rise, right, edge), Fade(darker(tone, 0.28), lighter(tone, 0.04)))
    canvas.fill(box(-9, edge - size * 0.085, right, edge), Fade(darker(stone, 0.06), darker(stone, 0.2)))
    canvas.fill(box(-9, edge - size * 0.095, right, edge - size * 0.083), lighter(stone, 0.15))
    canvas.fill(box(-9, edge - size * 0.016, right, edge), darker(stone, 0.35))
    for low, high, shade in ((0.0, 0.03, 0.22), (0.026, 0.05, 0.05)):
        top = edge - rise - size * high
        canvas.fill(box(-9, top, right, edge - rise - size * low), darker(stone, shade))


def _roof(scene: Scene, foot: float) -> None:
    """Panes between iron ribs that run towards us."""
    foot -= scene.stage.size * 0.05
    if foot < scene.height * 0.02:
        return
    top = -scene.height * 0.05
    glass = _from_vanishing_point(scene, foot, top, -_GLASS, _GLASS)
    view = outlook(scene, (0.0, 0.0, float(scene.width), foot))
    view.pixels = faded(view.pixels, soft_mask([glass], view.width, view.height))
    glaze(scene, view, (scene.width * (0.5 - _GLASS), foot * 0.4, scene.width * (0.5 + _GLASS), foot))
    iron, size = indoor_tone(scene, rgb("#4a4c54")), scene.stage.size
    for n in range(7):
        x = -_GLASS + n * _GLASS / 3
        wide = 0.0035 if n % 6 else 0.008
        scene.backdrop.fill(_from_vanishing_point(scene, foot, top, x - wide, x + wide), iron)
    for near in (1.0, 1.18, 1.45, 1.9, 2.7, 4.2):
        y, half = scene.horizon - (scene.horizon - foot) * near, _GLASS * near * scene.width
        bar = box(
            scene.width * 0.5 - half,
            y - size * 0.003 * near,
            scene.width * 0.5 + half,
            y + size * 0.003 * near,
        )
        scene.backdrop.fill(bar, iron)


def _from_vanishing_point(scene: Scene, foot: float, top: float, left: float, right: float) -> Points:
    """A band of the ceiling; its sides, as parts of the width from the middle, part on the way up."""
    grow = (scene.horizon - top) / max(1.0, scene.horizon - foot)
    x = [scene.width * (0.5 + part) for part in (left, right, right * grow, left * grow)]
    return polygon((x[0], foot), (x[1], foot), (x[2], top), (x[3], top))


def _pictures(scene: Scene, edge: float, rise: float) -> None:
    """Pictures and columns take turns along the wall."""
    wall, front, step = scene.backdrop, scene.sheet(), rise * 0.92
    hung = scene.dice("hung").permutation(len(exhibits.PICTURES))
    count = int(scene.width / step / 2) + 2
    for n in range(-count, count + 1):
        x = scene.width * 0.5 + n * step
        kit.stand(
            scene,
            wall,
            exhibits.PICTURES[int(hung[n % len(hung)])],
            x,
            edge - rise * 0.40,
            rise * 0.36,
            0.05,
            label=n,
        )
        if scene.palette.dark > 0.2:
            glow(wall, x, edge - rise * 0.3, rise * 0.5, WARM, 0.3 * scene.palette.dark)
        kit.stand(
            scene, front, exhibits.column, x + step / 2, edge + scene.stage.size * 0.012, rise * 1.03, 0.05
        )
    scene.add(front, 0.12)


def _exhibits(scene: Scene, edge: float) -> None:
    canvas, size, lead = scene.sheet(), scene.stage.size, scene.stage.lead
    tall = size * scene.stage.view.landmark
    x, y = scene.width * (0.5 - lead * (0.225 if not scene.stage.tall else 0.2)), edge + size * 0.075
    _shadow(scene, canvas, x, y, tall * 0.4)
    kit.stand(scene, canvas, exhibits.dinosaur, x, y, tall * 0.5, flip=lead < 0)
    for draw, part, high in ((exhibits.vitrine, 0.30, 0.26), (exhibits.bust, 0.44, 0.28)):
        across = scene.width * (0.5 + lead * part)
        _shadow(scene, canvas, across, y, tall * 0.08)
        kit.stand(scene, canvas, draw, across, y, tall * high)
    scene.add(canvas, 0.5)
    _rope(scene, x, y + size * 0.07, tall)
    if scene.palette.dark > 0.2:
        scene.lamp(x, y - tall * 0.3, tall * 0.45, 0.51)


def _shadow(scene: Scene, canvas: Canvas, x: float, y: float, wide: float) -> None:
    size = scene.stage.size
    path = box(x - wide, y - size * 0.008, x + wide, y + size * 0.012)
    canvas.fill_all([path], scene.palette.shadow, 0.4, size * 0.01)


def _rope(scene: Scene, x: float, y: float, tall: float) -> None:
    """A barrier before the largest exhibit."""
    canvas, step, high = scene.sheet(), tall * 0.27, tall * 0.13
    red = indoor_tone(scene, _ROPE)
    for n in range(4):
        post = x + (n - 1.5) * step
        if n < 3:
            sag = [(post, y - high * 0.84), (post + step / 2, y - high * 0.5), (post + step, y - high * 0.84)]
            canvas.fill(ribbon(smooth(sag, closed=False), high * 0.09), darker(red, 0.1))
        kit.stand(scene, canvas, exhibits.post, post, y, high)
    scene.add(canvas, 0.66)


def _near_rope(scene: Scene) -> None:
    """A dark post before us in the lower corner, and its rope."""
    if scene.stage.view.framing <= 0.3:
        return
    canvas, size, lead = scene.sheet(), scene.stage.size, scene.stage.lead
    x, top = scene.width * (0.5 + lead * 0.41), scene.height * 0.82
    rope = mix(indoor_tone(scene, _ROPE), BLACK, 0.45)
    brass = mix(indoor_tone(scene, exhibits.GOLD), BLACK, 0.5)
    sag = [
        (x, top + size * 0.03),
        (x + lead * size * 0.1, top + size * 0.14),
        (x + lead * size * 0.3, top + size * 0.2),
    ]
    canvas.fill(ribbon(smooth(sag, closed=False), size * 0.026), rope)
    canvas.fill(ribbon(((x, top), (x, scene.height * 1.1)), size * 0.024), brass)
    canvas.fill(ribbon(((x, top + size * 0.018), (x, top + size * 0.05)), size * 0.04), lighter(brass, 0.12))
    canvas.fill(ribbon(((x, top - size * 0.006), (x, top + size * 0.006)), size * 0.042), lighter(brass, 0.2))
    scene.add(canvas, 1.34)
