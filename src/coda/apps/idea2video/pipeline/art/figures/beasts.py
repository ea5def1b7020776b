"""Animals on four legs: one body that stands, runs or sits, shaped by a breed, with the breed's head on
it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Literal

from coda.apps.idea2video.pipeline.art.canvas import Fade
from coda.apps.idea2video.pipeline.art.colors import Color, darker, lighter
from coda.apps.idea2video.pipeline.art.figures import beast_heads as heads
from coda.apps.idea2video.pipeline.art.figures import great_heads
from coda.apps.idea2video.pipeline.art.figures.headgear import draw_headgear
from coda.apps.idea2video.pipeline.art.figures.look import Body, Look
from coda.apps.idea2video.pipeline.art.figures.people import draw_snooze, draw_wings, hold
from coda.apps.idea2video.pipeline.art.geometry import Points, ellipse, limb, smooth
from coda.apps.idea2video.pipeline.art.pen import Pen

Tail = Literal["thin", "bushy", "wag", "puff", "hair", "rope"]
_SITTING = frozenset({"sit", "hold", "wave", "sleep", "look down", "point"})


@dataclass(frozen=True, slots=True)
class Breed:
    """In heights of the standing animal. `head` is x, y and radius."""

    draw_head: heads.DrawHead
    head: tuple[float, float, float] = (0.24, 0.70, 0.265)
    long: float = 0.33
    deep: float = 0.20
    leg: float = 0.27
    thick: float = 0.11
    tail: Tail = "thin"
    belly: float = 0.5
    sits: bool = True


def draw_beast(pen: Pen, look: Look, *, breed: Breed) -> None:
    sitting = breed.sits and look.pose in _SITTING
    (_sit if sitting else _stand)(pen, look, breed)
    x, y, radius = breed.head
    x, y = (x * 0.35, y + 0.02) if sitting else (x, y)
    nod = {"look up": 0.05, "look down": -0.05, "sleep": -0.05}.get(look.pose, 0.0)
    if look.has("scarf"):
        _collar(pen, x, y - radius * 0.82, radius, look.accent)
    head = pen.at(x, y, radius, turn=nod)
    breed.draw_head(head, look)
    draw_headgear(head.at(0, -0.08), look)
    if sitting and look.pose in {"hold", "wave", "point"}:
        _paw(pen, look)
    elif look.held is not None or look.has("lantern", "staff"):
        hold(pen, look, (x + radius * 0.5, y - radius))
    if look.pose == "sleep":
        draw_snooze(head)


def _stand(pen: Pen, look: Look, breed: Breed) -> None:
    far, dark = darker(look.skin, 0.24), darker(look.skin, 0.12)
    middle, high = -0.06, breed.leg + breed.deep
    stride = {"run": 0.16, "walk": 0.07, "fly": 0.2}.get(look.pose, 0.0)
    if look.has("wings"):
        draw_wings(pen.at(middle, 0.1, 0.9), look, high + 0.1)
    _tail(pen, look, breed, middle - breed.long * 0.92, high + breed.deep * 0.35)
    for x, swing in ((-0.74, -stride), (0.62, stride)):
        _leg(pen, middle + x * breed.long + 0.07, swing, breed, far)
    outline = _trunk(breed, middle, high)
    pen.fill(outline, Fade(lighter(look.skin, 0.06), dark))
    with pen.inside(outline) as inner:
        inner.soft(
            ellipse(middle + 0.05, high - breed.deep * 1.05, breed.long * 0.9, breed.deep * 0.5),
            lighter(look.skin, breed.belly),
            0.03,
            0.8,
        )
        heads.markings(inner.at(middle, high, breed.long), look)
    for x, swing in ((-0.78, stride), (0.66, -stride)):
        _leg(pen, middle + x * breed.long, swing, breed, look.skin)
    x, y, radius = breed.head
    pen.fill(
        limb(
            (middle + breed.long * 0.55, high + 0.02),
            (x - 0.05, (y + high) / 2),
            (x, y),
            breed.deep * 1.7,
            radius * 1.3,
            radius * 1.1,
        ),
        look.skin,
    )


def _trunk(breed: Breed, x: float, y: float) -> Points:
    long, deep = breed.long, breed.deep
    return smooth(
        [
            (x - long * 1.05, y + deep * 0.1),
            (x - long * 0.8, y + deep * 0.85),
            (x, y + deep * 0.82),
            (x + long * 0.75, y + deep),
            (x + long * 1.05, y + deep * 0.2),
            (x + long * 0.85, y - deep * 0.8),
            (x, y - deep * 0.72),
            (x - long * 0.8, y - deep * 0.82),
        ]
    )


def _leg(pen: Pen, x: float, swing: float, breed: Breed, color: Color) -> None:
    foot = x + swing
    lift = max(0.0, abs(swing) - 0.09) * 0.5
    pen.fill(
        limb(
            (x, breed.leg + breed.deep * 0.4),
            (x + swing * 0.3, breed.leg * 0.55),
            (foot, 0.045 + lift),
            breed.thick * 1.35,
            breed.thick,
            breed.thick * 0.86,
        ),
        color,
    )
    pen.fill(ellipse(foot + breed.thick * 0.22, 0.04 + lift, breed.thick * 0.68, 0.045), lighter(color, 0.22))


def _sit(pen: Pen, look: Look, breed: Breed) -> None:
    far, dark = darker(look.skin, 0.24), darker(look.skin, 0.12)
    if look.has("wings"):
        draw_wings(pen.at(-0.05, 0.1, 0.9), look, 0.45)
    _tail(pen, look, breed, -0.26, 0.12)
    outline = smooth(
        [
            (-0.02, 0.66),
            (0.15, 0.55),
            (0.21, 0.3),
            (0.2, 0.02),
            (-0.28, 0.0),
            (-0.36, 0.14),
            (-0.3, 0.36),
            (-0.18, 0.55),
        ]
    )
    pen.fill(limb((0.1, 0.42), (0.16, 0.22), (0.17, 0.04), 0.13, 0.11, 0.1), far)
    pen.fill(outline, Fade(lighter(look.skin, 0.06), dark))
    with pen.inside(outline) as inner:
        inner.soft(ellipse(0.12, 0.32, 0.11, 0.24), lighter(look.skin, breed.belly), 0.03, 0.85)
        heads.markings(inner.at(-0.1, 0.3, 0.3), look)
    pen.fill(ellipse(-0.16, 0.15, 0.19, 0.16), look.skin)
    pen.fill(ellipse(-0.06, 0.035, 0.13, 0.042), lighter(look.skin, 0.2))
    if look.pose not in {"wave", "hold", "point"}:
        pen.fill(limb((0.06, 0.42), (0.1, 0.22), (0.1, 0.04), 0.14, 0.11, 0.1), look.skin)
    pen.fill(ellipse(0.13, 0.035, 0.08, 0.042), lighter(look.skin, 0.22))


def _paw(pen: Pen, look: Look) -> None:
    hand = {"wave": (0.42, 0.68), "point": (0.5, 0.46)}.get(look.pose, (0.34, 0.36))
    pen.fill(limb((0.08, 0.42), ((0.08 + hand[0]) / 2, hand[1] - 0.12), hand, 0.14, 0.11, 0.1), look.skin)
    if look.pose == "hold":
        hold(pen, look, hand)
    pen.fill(ellipse(*hand, 0.062), lighter(look.skin, 0.22))


def _tail(pen: Pen, look: Look, breed: Breed, x: float, y: float) -> None:
    color = look.skin
    if breed.tail == "puff":
        pen.fill(ellipse(x - 0.02, y, 0.1), lighter(color, 0.6))
    elif breed.tail == "bushy":
        brush = smooth(
            [
                (x + 0.06, y - 0.04),
                (x - 0.12, y - 0.1),
                (x - 0.34, y + 0.02),
                (x - 0.44, y + 0.26),
                (x - 0.36, y + 0.46),
                (x - 0.22, y + 0.3),
                (x - 0.06, y + 0.12),
            ]
        )
        pen.fill(brush, Fade(lighter(color, 0.05), darker(color, 0.15)))
        pen.fill(
            smooth([(x - 0.43, y + 0.28), (x - 0.36, y + 0.47), (x - 0.25, y + 0.33), (x - 0.34, y + 0.3)]),
            lighter(color, 0.88),
        )
    elif breed.tail == "hair":
        pen.fill(
            smooth(
                [
                    (x + 0.04, y + 0.06),
                    (x - 0.12, y + 0.02),
                    (x - 0.2, y - 0.2),
                    (x - 0.16, y - 0.42),
                    (x - 0.06, y - 0.3),
                    (x - 0.04, y - 0.1),
                ]
            ),
            darker(color, 0.55),
        )
    elif breed.tail == "rope":
        pen.line([(x, y), (x - 0.07, y - 0.1), (x - 0.06, y - 0.26)], darker(color, 0.15), 0.035, 0.02)
        pen.fill(ellipse(x - 0.06, y - 0.29, 0.025, 0.04), darker(color, 0.5))
    elif breed.tail == "wag":
        pen.line([(x + 0.05, y), (x - 0.12, y + 0.1), (x - 0.14, y + 0.28)], color, 0.1, 0.08, 0.05)
    else:
        pen.line(
            [
                (x + 0.05, y),
                (x - 0.16, y - 0.02),
                (x - 0.24, y + 0.16),
                (x - 0.16, y + 0.34),
                (x - 0.24, y + 0.42),
            ],
            darker(color, 0.05),
            0.075,
            0.065,
            0.05,
        )


def _collar(pen: Pen, x: float, y: float, radius: float, color: Color) -> None:
    pen.line(
        [(x - radius * 0.72, y + 0.03), (x, y - 0.03), (x + radius * 0.68, y + 0.02)],
        color,
        0.085,
        0.1,
        0.085,
    )
    pen.line(
        [(x - radius * 0.5, y), (x - radius * 0.75, y - 0.12), (x - radius * 1.15, y - 0.13)],
        darker(color, 0.12),
        0.07,
        0.08,
    )


def _body(breed: Breed, stature: float, width: float = 1.1) -> Body:
    return Body(partial(draw_beast, breed=breed), stature, breed.head, width)


CAT = _body(Breed(heads.cat), 0.42)
DOG = _body(Breed(heads.dog, tail="wag"), 0.5)
FOX = _body(Breed(heads.fox, tail="bushy", long=0.32, deep=0.18), 0.48, 1.3)
BEAR = _body(
    Breed(
        heads.bear, head=(0.3, 0.72, 0.25), long=0.42, deep=0.28, leg=0.2, thick=0.17, tail="puff", belly=0.25
    ),
    1.05,
    1.2,
)
RABBIT = _body(Breed(heads.rabbit, head=(0.2, 0.62, 0.25), long=0.28, deep=0.2, leg=0.18, tail="puff"), 0.4)
MOUSE = _body(
    Breed(heads.mouse, head=(0.22, 0.6, 0.28), long=0.28, deep=0.2, leg=0.14, thick=0.09), 0.28, 1.2
)
HORSE = _body(
    Breed(
        great_heads.horse,
        head=(0.42, 0.86, 0.15),
        long=0.36,
        deep=0.165,
        leg=0.4,
        thick=0.085,
        tail="hair",
        belly=0.15,
        sits=False,
    ),
    1.35,
    1.3,
)
ELEPHANT = _body(
    Breed(
        great_heads.elephant,
        head=(0.36, 0.72, 0.245),
        long=0.42,
        deep=0.27,
        leg=0.26,
        thick=0.2,
        tail="rope",
        belly=0.12,
        sits=False,
    ),
    1.5,
    1.6,
)
