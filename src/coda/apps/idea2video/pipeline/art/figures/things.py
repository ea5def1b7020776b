"""Things that act: the thing itself with a face, arms and legs. They face right."""

from __future__ import annotations

from dataclasses import dataclass, replace

from coda.apps.idea2video.pipeline.art.colors import Color, darker, lighter, rgb
from coda.apps.idea2video.pipeline.art.figures.anatomy import Anatomy, anatomy_of, draw_body
from coda.apps.idea2video.pipeline.art.figures.dye import Dye, DyedPen
from coda.apps.idea2video.pipeline.art.figures.faces import (
    Eyes,
    draw_blush,
    draw_brows,
    draw_eyes,
    draw_mouth,
    lips,
)
from coda.apps.idea2video.pipeline.art.figures.headgear import draw_glasses, draw_headgear
from coda.apps.idea2video.pipeline.art.figures.look import Body, Look
from coda.apps.idea2video.pipeline.art.figures.people import draw_snooze, hold
from coda.apps.idea2video.pipeline.art.geometry import Point, ellipse, limb, smooth
from coda.apps.idea2video.pipeline.art.pen import Pen
from coda.apps.idea2video.vocabulary import Element, Mood, Pose

_ARM = 0.25
"""An arm's length in the figure's height."""
_THICK = 0.036
_BROWS: dict[Mood, dict[str, float]] = {
    "joyful": {"lift": 0.07},
    "playful": {"lift": 0.07},
    "sad": {"tilt": 0.8},
    "tense": {"tilt": 0.6},
    "epic": {"tilt": -0.6},
}
_SITS: frozenset[Pose] = frozenset({"sit", "sleep"})
_LEANS: dict[Pose, float] = {
    "walk": -0.01,
    "run": -0.03,
    "wave": 0.01,
    "look up": 0.028,
    "look down": -0.022,
    "sleep": -0.03,
    "fly": -0.05,
}
"""Turns of the whole thing, which has no neck."""
_HANDS: dict[Pose, tuple[Point, Point]] = {
    "stand": ((0.45, -0.8), (-0.45, -0.8)),
    "walk": ((0.75, -0.5), (-0.8, -0.45)),
    "run": ((0.85, 0.25), (-0.95, -0.1)),
    "sit": ((0.4, -0.75), (-0.4, -0.75)),
    "wave": ((0.5, 0.95), (-0.5, -0.75)),
    "look up": ((0.5, -0.65), (-0.5, -0.65)),
    "look down": ((0.35, -0.7), (-0.35, -0.7)),
    "hold": ((0.75, 0.0), (-0.45, -0.75)),
    "point": ((1.05, 0.25), (-0.5, -0.75)),
    "sleep": ((0.3, -0.8), (-0.3, -0.8)),
    "fly": ((0.9, 0.6), (-0.95, 0.35)),
}
"""From where the arms begin, in arms' lengths: the near hand and the far one."""


@dataclass(frozen=True, slots=True)
class _Puppet:
    """A thing as it is posed. Points are in the figure's height, with its legs."""

    anatomy: Anatomy
    look: Look
    surface: Color
    limbs: Color

    @property
    def unit(self) -> float:
        """The thing's own height."""
        return 1 / (1 + self.anatomy.legs)

    @property
    def foot(self) -> float:
        """How high the thing itself stands."""
        return 0.02 if self.look.pose in _SITS else self.anatomy.legs * self.unit


def body_of(element: Element | None) -> Body:
    """How the thing is placed among other figures."""
    anatomy = anatomy_of(element)
    unit = 1 / (1 + anatomy.legs)
    x, y, radius = anatomy.face
    return Body(
        draw_thing,
        anatomy.stature,
        (x * unit, (y + anatomy.legs) * unit, radius * unit * 1.15),
        anatomy.width * unit,
        anatomy.floats,
        anatomy.legs * unit,
        whole=True,
    )


def draw_thing(pen: Pen, look: Look) -> None:
    """From the back to the front: far limbs, the thing, its face, near limbs; who sits has the legs before
    it."""
    puppet = _puppet(look)
    if look.pose not in _SITS:
        _draw_legs(pen, puppet)
    lean = _LEANS.get(look.pose, 0.0) / max(1.0, puppet.anatomy.width * 0.8)
    upper = pen.at(0, puppet.foot, turn=lean)
    _draw_arm(upper, puppet, near=False)
    own = upper.at(0, 0, puppet.unit)
    draw_body(_painted(own, puppet.anatomy, look), look.element)
    _draw_face(own, puppet)
    if look.pose in _SITS:
        _draw_legs(pen, puppet)
    hand = _draw_arm(upper, puppet, near=True)
    if hand is not None:
        hold(upper, look, hand, cover=lighter(puppet.limbs, 0.3))


def draw_thing_from_behind(pen: Pen, look: Look) -> None:
    """Its back, in shadow. The pen's origin is the middle of its face, its unit the face's radius."""
    anatomy = anatomy_of(look.element)
    x, y, radius = anatomy.face
    scale = min(1 / radius, 4.2 / anatomy.width)
    shadowed = replace(look, skin=darker(look.skin, 0.4))
    draw_body(_painted(pen.at(-x * scale, -y * scale, scale), anatomy, shadowed), look.element)


def _puppet(look: Look) -> _Puppet:
    anatomy = anatomy_of(look.element)
    surface = look.skin if anatomy.surface == "dark" else lighter(look.skin, 0.65)
    return _Puppet(anatomy, look, surface, darker(look.skin, 0.4))


def _painted(pen: Pen, anatomy: Anatomy, look: Look) -> Pen:
    return DyedPen.over(pen, Dye(rgb(anatomy.lead), look.skin) if anatomy.lead else None)


def _draw_arm(pen: Pen, puppet: _Puppet, *, near: bool) -> Point | None:
    """Returns where its hand is, or None for a thing without arms."""
    anatomy, look = puppet.anatomy, puppet.look
    if anatomy.arms is None:
        return None
    side = 1 if near else -1
    shoulder = (side * anatomy.arms[0] * puppet.unit, anatomy.arms[1] * puppet.unit)
    way = _HANDS[look.pose][0 if near else 1]
    hand = (shoulder[0] + way[0] * _ARM, shoulder[1] + way[1] * _ARM)
    bend = ((shoulder[0] + hand[0]) / 2 + side * 0.035, (shoulder[1] + hand[1]) / 2 - 0.035)
    color = puppet.limbs if near else darker(puppet.limbs, 0.2)
    pen.fill(limb(shoulder, bend, hand, _THICK, _THICK * 0.9, _THICK * 0.9), color)
    _draw_hand(pen, hand, bend, lighter(puppet.limbs, 0.3) if near else lighter(puppet.limbs, 0.12))
    return hand


def _draw_hand(pen: Pen, hand: Point, bend: Point, color: Color) -> None:
    """A mitten whose thumb shows upwards."""
    x, y = hand
    out = 1 if x >= bend[0] else -1
    pen.fill(ellipse(x, y, 0.034, 0.034), color)
    pen.fill(ellipse(x - out * 0.018, y + 0.03, 0.012, 0.02, out * 0.06), color)


def _draw_legs(pen: Pen, puppet: _Puppet) -> None:
    anatomy, pose = puppet.anatomy, puppet.look.pose
    if not anatomy.legs:
        return
    wide, hip = anatomy.stance * puppet.unit, anatomy.legs * puppet.unit
    for near in (False, True):
        side = 1 if near else -1
        start = (side * wide, 0.09 if pose in _SITS else hip + 0.03)
        foot = _foot(pose, side, wide, hip)
        bend = ((start[0] + foot[0]) / 2 + 0.015, (start[1] + foot[1]) / 2 + (0.05 if pose in _SITS else 0.0))
        color = puppet.limbs if near else darker(puppet.limbs, 0.2)
        pen.fill(limb(start, bend, (foot[0], foot[1] + 0.02), _THICK * 1.1, _THICK, _THICK), color)
        _draw_shoe(pen, foot, puppet.look.cloth if near else darker(puppet.look.cloth, 0.2))


def _foot(pose: Pose, side: int, wide: float, hip: float) -> Point:
    if pose in _SITS:
        return side * wide + 0.13, 0.0
    if pose == "walk":
        return side * (wide + 0.05), 0.0 if side > 0 else 0.015
    if pose == "run":
        return side * (wide + 0.1), 0.045 if side > 0 else 0.07
    if pose == "fly":
        return side * wide * 0.6 - 0.09, hip * 0.1
    return side * wide, 0.0


def _draw_shoe(pen: Pen, foot: Point, color: Color) -> None:
    x, y = foot
    pen.fill(
        smooth(
            [
                (x - 0.034, y),
                (x - 0.036, y + 0.04),
                (x + 0.015, y + 0.05),
                (x + 0.068, y + 0.026),
                (x + 0.07, y),
            ]
        ),
        color,
    )


def _draw_face(pen: Pen, puppet: _Puppet) -> None:
    anatomy, look = puppet.anatomy, puppet.look
    x, y, radius = anatomy.face
    face = pen.at(x, y, radius)
    if anatomy.shines:
        face = replace(face, sheet=face.lights)
    seen = replace(look, skin=puppet.surface)
    big = 1.14 if look.style == "anime" else 1.0
    white = anatomy.surface == "dark"
    eyes = Eyes(x=0.1, apart=0.38, up=0.06, wide=0.175 * big, tall=0.23 * big, white=white)
    draw_blush(face, seen, eyes, 0.42)
    draw_eyes(face, seen, eyes)
    draw_mouth(face, seen, x=0.12, y=anatomy.mouth)
    draw_brows(face, lips(puppet.surface), eyes, **_BROWS.get(look.mood, {}))
    _draw_what_it_wears(pen, face, puppet)
    if look.pose == "sleep":
        draw_snooze(face)


def _draw_what_it_wears(pen: Pen, face: Pen, puppet: _Puppet) -> None:
    """Glasses on its nose, everything else on the very top."""
    look = puppet.look
    if look.has("glasses"):
        draw_glasses(face, look.accent)
    if look.has("scarf"):
        _draw_scarf(pen, puppet)
    bare = replace(look, features=look.features - {"glasses"})
    size = min(puppet.anatomy.face[2], 0.26)
    draw_headgear(pen.at(puppet.anatomy.face[0] * 0.5, 1.0 - size * 0.55, size), bare)


def _draw_scarf(pen: Pen, puppet: _Puppet) -> None:
    """Below the face, as wide as it."""
    x, y, radius = puppet.anatomy.face
    low, wide, color = y - radius * 0.98, radius * 0.85, puppet.look.accent
    pen.line(
        [(x - wide * 0.5, low), (x - wide * 0.75, low - radius * 0.5)], darker(color, 0.14), radius * 0.3
    )
    pen.line(
        [(x - wide, low + radius * 0.1), (x, low - radius * 0.06), (x + wide, low + radius * 0.1)],
        color,
        radius * 0.26,
    )
