"""Puts the figures into the picture: how large, where, which way they look, each on a layer that breathes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from coda.apps.idea2video.pipeline.art.canvas import Canvas, Pixels
from coda.apps.idea2video.pipeline.art.colors import darker, mix, rgb
from coda.apps.idea2video.pipeline.art.dice import dice
from coda.apps.idea2video.pipeline.art.elements.registry import THINGS
from coda.apps.idea2video.pipeline.art.figures.anatomy import anatomy_of
from coda.apps.idea2video.pipeline.art.figures.look import Body, Look
from coda.apps.idea2video.pipeline.art.figures.registry import body_of
from coda.apps.idea2video.pipeline.art.figures.seen_above import draw_seen_above
from coda.apps.idea2video.pipeline.art.figures.shoulder import draw_shoulder
from coda.apps.idea2video.pipeline.art.geometry import ellipse
from coda.apps.idea2video.pipeline.art.palette import Palette
from coda.apps.idea2video.pipeline.art.pen import pen_at
from coda.apps.idea2video.pipeline.art.relief import lit
from coda.apps.idea2video.pipeline.art.scene import Ground, Scene, Spot
from coda.apps.idea2video.pipeline.layers import Layer, Motion, Patch
from coda.apps.idea2video.pipeline.recipe import FigureRecipe
from coda.apps.idea2video.vocabulary import Element, Mood, Style

FIGURES = 1.0
"""Their depth."""
Box = Sequence[int]
"""Left, top, width and height in a sheet's own pixels."""
_AROUND = 90
"""Further than any shading reaches, in pixels."""
_REACH = 0.75
"""How far a figure's drawing may reach beyond its own height, for hats, wings and outstretched arms."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A figure in the picture: its foot and its height in pixels."""

    look: Look
    body: Body
    x: float
    y: float
    size: float
    flip: bool
    seed: int
    speaks: bool

    @property
    def head(self) -> tuple[float, float]:
        x, y, _ = self.body.head
        return self.x + (-x if self.flip else x) * self.size, self.y - y * self.size


def look_of(figure: FigureRecipe, style: Style, mood: Mood = "calm", held: Element | None = None) -> Look:
    skin, cloth, accent = (rgb(color) for color in figure.colors)
    trait = float(dice("trait", figure.kind, figure.seed).random())
    return Look(
        kind=figure.kind,
        features=frozenset(figure.features),
        skin=skin,
        cloth=cloth,
        accent=accent,
        pose=figure.pose,
        style=style,
        trait=trait,
        held=held,
        element=figure.element,
        mood=mood,
    )


def place_figures(scene: Scene, ground: Ground) -> list[Placed]:
    """Where everybody stands. Those left of the middle look right and the others left, so that two face each
    other; one alone looks into the picture."""
    figures = _shown(scene)
    bodies = [body_of(figure) for figure in figures]
    sizes = _sizes(scene, bodies)
    places = _places(scene, len(figures))
    placed: list[Placed] = []
    for n, (figure, body, size, x) in enumerate(zip(figures, bodies, sizes, places, strict=True)):
        held = _held(scene) if n == 0 and figure.pose == "hold" else None
        flip = x > scene.width * 0.5 or (len(figures) == 1 and scene.stage.lead > 0)
        look = look_of(figure, scene.picture.style, scene.picture.mood, held)
        one = Placed(look, body, x, 0, size, flip, figure.seed, figure.speaks)
        placed.append(replace(one, y=_foot(scene, ground, one, n)))
    return placed


def _shown(scene: Scene) -> tuple[FigureRecipe, ...]:
    """Those whose faces are seen: a close-up has room for two."""
    figures = scene.picture.figures
    if over_the_shoulder(scene):
        return figures[1:]
    return figures[:2] if scene.stage.angle == "CLOSE-UP" else figures


def _held(scene: Scene) -> Element | None:
    for word in scene.picture.elements:
        if THINGS[word].place == "prop" and word not in scene.acting:
            return word
    return None


def _places(scene: Scene, count: int) -> list[float]:
    """Over a shoulder there is less room, on the side away from it."""
    places, middle = scene.stage.places(count), scene.width * 0.5
    if not over_the_shoulder(scene):
        return places
    return [middle - scene.stage.lead * scene.width * 0.12 + (x - middle) * 0.7 for x in places]


def _sizes(scene: Scene, bodies: list[Body]) -> list[float]:
    """Heights in pixels. Differences are softened, and the tallest sets the scale."""
    view = scene.stage.view
    if scene.stage.angle == "CLOSE-UP":
        return [_close_size(scene, body, len(bodies)) for body in bodies]
    target = view.figure * scene.height
    soft = [body.stature**0.7 for body in bodies]
    tallest = max(soft, default=1.0)
    fit = target / tallest if view.by_head else target * min(1.0, 1.25 / tallest) * max(1.0, 0.62 / tallest)
    room = scene.width * (0.92 if scene.stage.tall else 0.84) / max(1, len(bodies))
    rooms = [room * (0.88 if body.whole else 1.0) for body in bodies]
    return [min(part * fit, own / body.width) for part, own, body in zip(soft, rooms, bodies, strict=True)]


def _close_size(scene: Scene, body: Body, count: int) -> float:
    """By the head, so that a mouse fills its close-up as a man does, but two that are broad side by side."""
    room = scene.width * (0.21 if count > 1 else 0.32)
    radius = min(scene.height * scene.stage.view.figure * 0.128, room)
    size = radius / body.head[2] * (0.82 if body.head[2] > 0.2 else 1.0)
    free = scene.width * (0.41 if count > 1 else 0.66 if body.whole else 1.0)
    return min(size, free / body.width) if body.whole or body.width > 1 else size


def _foot(scene: Scene, ground: Ground, one: Placed, number: int) -> float:
    """Where its feet are, whose head a near view frames; they are not in the air."""
    view, body = scene.stage.view, one.body
    if scene.stage.from_above:
        return scene.height * (0.56 + 0.06 * (number % 2)) + (one.size * 0.5 if hovers(one) else 0.0)
    if view.by_head:
        shorter = max(0.0, view.figure * scene.height - one.size) * (
            0.3 if scene.stage.angle != "CLOSE-UP" else 0.0
        )
        sunk = body.drop if one.look.pose in {"sit", "sleep"} else 0.0
        foot = scene.height * view.foot + (body.head[1] - sunk) * one.size + shorter
        return (
            foot
            if hovers(one) or ground.floats
            else max(foot, scene.height * (0.8 if scene.stage.tall else 0.87))
        )
    water = _water_under(scene, ground, one)
    if water is not None:
        return min(water.y, scene.height * view.foot)
    y = scene.height * view.foot + (number % 2) * scene.height * 0.012
    lifted = hovers(one) or ground.floats
    return y - (scene.height * (0.10 if not ground.floats else 0.2) if lifted else 0.0)


def _water_under(scene: Scene, ground: Ground, one: Placed) -> Spot | None:
    """Where a boat that acts can swim without going far; None for whoever does not swim."""
    if one.look.element is None or THINGS[one.look.element].place != "water":
        return None
    return next((spot for spot in ground.water if abs(spot.x - one.x) < scene.width * 0.14), None)


def over_the_shoulder(scene: Scene) -> bool:
    """Whether the first figure is the one over whose shoulder we look."""
    return scene.stage.angle == "OVER THE SHOULDER" and bool(scene.picture.figures)


def add_shoulder(scene: Scene) -> None:
    """The first figure's back, close to us on the leading side."""
    figure = scene.picture.figures[0]
    look, radius = look_of(figure, scene.picture.style), scene.stage.size * 0.19
    x, y = scene.width * (0.5 + scene.stage.lead * 0.34), scene.height * (0.60 if scene.stage.tall else 0.52)
    sheet = scene.sheet()
    lights = scene.sheet()
    draw_shoulder(pen_at(sheet, lights, x, y, radius, dice("shoulder", figure.seed)), look)
    sheet.pixels = lit(
        sheet, lights, replace(scene.palette, light=darker(scene.palette.light, 0.3)), 0.0, radius * 4
    )
    sheet.pixels = np.asarray(cv2.GaussianBlur(sheet.pixels, (0, 0), 2.2), np.uint8)
    scene.add(sheet, 1.25, Motion("breathe", radius * 0.02, 3.4, 0.3))


def hovers(one: Placed) -> bool:
    """Whether it has no foot on the ground."""
    return one.body.floats or one.look.pose == "fly"


def add_figures(scene: Scene, ground: Ground, placed: list[Placed]) -> None:
    if over_the_shoulder(scene):
        add_shoulder(scene)
    for one in placed:
        afloat = ground.floats or _water_under(scene, ground, one) is not None
        if scene.stage.from_above or not (hovers(one) or one.y > scene.height or afloat):
            _shadow(scene, one)
        layer = figure_layer(scene, one)
        if layer is not None:
            scene.add_layer(layer)
        if one.look.element is not None:
            _light(scene, one, one.look.element)


def _light(scene: Scene, one: Placed, element: Element) -> None:
    """What burns goes on burning when it acts."""
    lamp, unit = THINGS[element].lamp, one.size / (1 + anatomy_of(element).legs)
    if lamp is not None and scene.palette.dark > 0.2:
        scene.lamp(one.x + lamp[0] * unit, one.y - one.size + (1 - lamp[1]) * unit, lamp[2] * unit, FIGURES)


def figure_layer(scene: Scene, one: Placed, depth: float = FIGURES) -> Layer | None:
    opened = _drawn(scene, one)
    used = cv2.boundingRect(cv2.max(opened[0].pixels[..., 3], opened[1].pixels[..., 3]))
    if used[2] == 0:
        return None
    pixels = _lit(scene, one, opened, used)
    blink = _changed(scene, one, opened, used, replace(one.look, closed=True))
    speech = _changed(scene, one, opened, used, replace(one.look, speaking=True)) if one.speaks else None
    phase = (one.seed % 97) / 97
    hovering, breathing = (
        Motion("hover", one.size * 0.022, 3.4, phase),
        Motion("breathe", one.size * 0.006, 3.0, phase),
    )
    left, top = opened[0].left + used[0], opened[0].top + used[1]
    return Layer(pixels, left, top, depth, hovering if hovers(one) else breathing, blink, speech)


def _drawn(scene: Scene, one: Placed) -> tuple[Canvas, Canvas]:
    """The figure and what shines of it, on sheets of its own."""
    reach = one.size * max(_REACH, one.body.width * 0.75)
    margin_x, margin_y = scene.width * 0.1, scene.height * 0.1
    below = one.size * (0.6 if scene.stage.from_above else 0.4 if one.body.floats or one.body.whole else 0.12)
    left, top = int(max(-margin_x, one.x - reach)), int(max(-margin_y, one.y - one.size * 1.45))
    right, bottom = (
        int(min(scene.width + margin_x, one.x + reach)),
        int(min(scene.height + margin_y, one.y + below)),
    )
    size = max(1, right - left), max(1, bottom - top)
    sheet, lights = Canvas(*size, left, top), Canvas(*size, left, top)
    throws = dice("figure", one.look.kind, one.seed)
    if scene.stage.from_above and not hovers(one):
        pen = pen_at(sheet, lights, one.x, one.y - one.size * 0.1, one.size * 0.5, throws)
        draw_seen_above(pen.at(0, 0, turn=0.08 if one.flip else -0.08), one.look)
    else:
        one.body.draw(pen_at(sheet, lights, one.x, one.y, one.size, throws, flip=one.flip), one.look)
    return sheet, lights


def _lit(scene: Scene, one: Placed, sheets: tuple[Canvas, Canvas], part: Box) -> Pixels:
    """A part of the figure with the light on it."""
    far = 0.12 if one.size < scene.height * 0.25 else 0.0
    return lit(sheets[0].cut(*part), sheets[1].cut(*part), _flattering(scene.palette), far, one.size)


def _changed(scene: Scene, one: Placed, before: tuple[Canvas, Canvas], used: Box, look: Look) -> Patch | None:
    """The part in which the figure differs with another look, and where it lies in the used part; None where
    it does not differ. The light is put on a little more than that, since it looks for edges around."""
    after = _drawn(scene, replace(one, look=look))
    changed = cv2.max(
        _differing(before[0].pixels, after[0].pixels), _differing(before[1].pixels, after[1].pixels)
    )
    x, y, width, height = cv2.boundingRect(changed)
    if width == 0:
        return None
    left, top = max(used[0], x - _AROUND), max(used[1], y - _AROUND)
    right = min(used[0] + used[2], x + width + _AROUND)
    bottom = min(used[1] + used[3], y + height + _AROUND)
    around = _lit(scene, one, after, (left, top, right - left, bottom - top))
    patch = around[y - top : y - top + height, x - left : x - left + width]
    return np.ascontiguousarray(patch), x - used[0], y - used[1]


def _differing(first: Pixels, second: Pixels) -> Pixels:
    parts = cv2.split(cv2.absdiff(first, second))
    most = cv2.max(cv2.max(parts[0], parts[1]), cv2.max(parts[2], parts[3]))
    return np.asarray(cv2.threshold(most, 3, 255, cv2.THRESH_BINARY)[1], np.uint8)


def _flattering(palette: Palette) -> Palette:
    """Faces get a little more light than the place has."""
    return replace(palette, light=mix(palette.light, (1.0, 1.0, 1.0), 0.10 + 0.24 * palette.dark))


def _shadow(scene: Scene, one: Placed) -> None:
    canvas = scene.sheet()
    if scene.stage.from_above:
        away = 0.7 if hovers(one) else 0.22
        path = ellipse(
            one.x - scene.palette.side * one.size * away,
            one.y + one.size * (0.1 + away * 0.3),
            one.size * 0.3,
            one.size * 0.26,
        )
        canvas.fill_all([path], scene.palette.shadow, 0.42, one.size * 0.05)
        scene.add(canvas, 0.95)
        return
    wide = one.size * min(0.5, one.body.width) * 0.5
    away = -scene.palette.side * one.size * 0.12
    path = ellipse(one.x + away, one.y, wide + abs(away), one.size * 0.025)
    canvas.fill_all([path], scene.palette.shadow, 0.42, one.size * 0.016)
    scene.add(canvas, FIGURES)
