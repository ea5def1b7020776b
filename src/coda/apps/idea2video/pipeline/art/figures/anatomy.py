"""Where a thing that acts has its face, arms and legs. Lengths are in its own height, without the legs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Literal

from coda.apps.idea2video.pipeline.art.elements import alive, furniture, nature
from coda.apps.idea2video.pipeline.art.elements.registry import THINGS
from coda.apps.idea2video.pipeline.art.pen import Pen
from coda.apps.idea2video.vocabulary import Element

Surface = Literal["dark", "pale"]
"""On what the face lies: eyes get whites on the dark and lie plainly on the rest."""
DEFAULT: Element = "gift"
"""What a thing is that nobody named: who knows what is in it?"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anatomy:
    """`face` is x, y and the radius of a head that bore such a face. `arms` is where they begin on the right,
    mirrored on the left; None for a thing without. `legs` is their length, 0 for a thing without, and
    `stance` half of what is between them. `stature` is how tall it is among grown people. `plump` widens
    it."""

    face: tuple[float, float, float]
    arms: tuple[float, float] | None = None
    legs: float = 0.0
    stance: float = 0.12
    stature: float = 0.6
    surface: Surface = "dark"
    mouth: float = -0.44
    """How far below the face's middle, in its radii."""
    plump: float = 1.0
    floats: bool = False
    shines: bool = False
    """Whether the face shines too, as it has to where the thing does."""
    lead: str = ""
    """The colour that is painted over with the character's own, as `#rrggbb`; "" for none."""
    width: float = 1.0
    """With arms at its sides."""
    body: Callable[[Pen], None] | None = None
    """A drawing of its own for one who acts."""


def anatomy_of(element: Element | None) -> Anatomy:
    return _ANATOMIES[element or DEFAULT]


def draw_body(pen: Pen, element: Element | None) -> None:
    """The thing itself, as wide as it is when it acts."""
    anatomy = anatomy_of(element)
    draw = anatomy.body or THINGS[element or DEFAULT].draw
    draw(pen.squeezed(anatomy.plump, 1.0))


_pale = partial(Anatomy, surface="pale")
_shining = partial(Anatomy, surface="pale", shines=True)

_ANATOMIES: dict[Element, Anatomy] = {
    "lighthouse": Anatomy(face=(0.0, 0.5, 0.2), arms=(0.16, 0.42), legs=0.1, stance=0.1, stature=1.45,
        plump=1.7, lead="#c8463c", width=0.9),
    "boat": _pale(face=(0.2, 0.52, 0.25), arms=(0.6, 0.2), stature=0.8, lead="#b5553f", width=1.6),
    "ship": Anatomy(face=(0.1, 0.2, 0.27), arms=(0.6, 0.24), stature=1.1, lead="#6e4632", width=1.7),
    "bridge": Anatomy(face=(0.0, 0.72, 0.55), stature=0.7, lead="#a09488", width=3.6),
    "house": Anatomy(face=(0.0, 0.47, 0.34), arms=(0.5, 0.36), legs=0.12, stance=0.24, stature=1.2,
        mouth=-0.3, lead="#b5533f", width=1.4),
    "tower": Anatomy(face=(0.0, 0.43, 0.21), arms=(0.22, 0.42), legs=0.1, stance=0.13, stature=1.4,
        plump=1.6, lead="#9a94a0", width=0.9),
    "windmill": _pale(face=(0.0, 0.36, 0.21), arms=(0.24, 0.26), legs=0.1, stance=0.13, stature=1.35,
        plump=1.4, lead="#a8503f"),
    "tent": _shining(face=(0.0, 0.36, 0.28), arms=(0.46, 0.38), stature=0.9, lead="#e08a45", width=1.6),
    "campfire": _shining(face=(0.0, 0.38, 0.28), arms=(0.34, 0.3), stature=0.55, lead="#ff8a30", width=1.5),
    "fence": Anatomy(face=(0.0, 0.56, 0.52), stature=0.5, lead="#b58c62", width=3.6),
    "well": Anatomy(face=(0.0, 0.19, 0.26), arms=(0.44, 0.26), legs=0.1, stance=0.22, stature=0.9,
        lead="#9c9690", width=1.2),
    "tree": Anatomy(face=(0.0, 0.66, 0.28), arms=(0.3, 0.5), legs=0.09, stance=0.07, stature=1.35,
        lead="#4f8f4a"),
    "pine": Anatomy(face=(0.0, 0.4, 0.23), arms=(0.22, 0.3), legs=0.09, stance=0.08, stature=1.3,
        plump=1.45, lead="#2f6b55", width=0.9),
    "palm": Anatomy(face=(0.13, 0.78, 0.2), arms=(0.05, 0.42), legs=0.09, stance=0.06, stature=1.35,
        lead="#2f7f4a"),
    "flower": _pale(face=(0.03, 0.79, 0.2), arms=(0.03, 0.46), legs=0.12, stance=0.06, stature=0.6,
        plump=1.25, lead="#e8577a", width=0.9),
    "mushroom": _pale(face=(0.0, 0.32, 0.22), arms=(0.19, 0.28), legs=0.1, stance=0.1, stature=0.55,
        plump=1.25, lead="#cf4338", width=1.4),
    "rock": Anatomy(face=(0.0, 0.48, 0.38), arms=(0.6, 0.42), legs=0.14, stance=0.32, stature=0.55,
        lead="#8a8790", width=1.8),
    "crystal": _shining(face=(0.04, 0.36, 0.27), arms=(0.36, 0.3), legs=0.12, stance=0.16, stature=0.6,
        lead="#67d8e8", width=1.1),
    "waterfall": _pale(face=(0.0, 0.6, 0.28), arms=(0.68, 0.5), stature=1.3, lead="#6d6a78", width=1.9),
    "cactus": Anatomy(face=(0.0, 0.66, 0.19), arms=(0.14, 0.42), legs=0.1, stance=0.07, stature=0.85,
        plump=1.6, lead="#4f8f5a", width=0.8, body=nature.cactus_trunk),
    "moon": _shining(face=(0.0, 0.5, 0.38), arms=(0.47, 0.42), stature=0.62, lead="#e6e2d0", floats=True,
        width=1.3),
    "sun": _shining(face=(0.0, 0.5, 0.38), arms=(0.47, 0.42), stature=0.66, lead="#ffdf8c", floats=True,
        width=1.6),
    "star": _shining(face=(0.0, 0.47, 0.27), arms=(0.26, 0.3), stature=0.55, lead="#ffd25a", floats=True,
        width=1.2, body=alive.plump_star),
    "comet": _shining(face=(0.12, 0.5, 0.36), arms=(0.44, 0.36), stature=0.55, lead="#bfe6ff",
        floats=True, width=2.0, body=alive.comet),
    "rainbow": Anatomy(face=(0.0, 0.87, 0.26), arms=(0.7, 0.5), stature=0.8, surface="dark", floats=True,
        width=2.2, shines=True),
    "cloud": _pale(face=(0.0, 0.42, 0.38), arms=(0.84, 0.28), stature=0.6, floats=True, width=2.0),
    "lightning": _shining(face=(0.06, 0.68, 0.23), arms=(0.2, 0.5), stature=0.8, lead="#ffd84a",
        floats=True, width=0.9, body=alive.bolt),
    "train": Anatomy(face=(0.03, 0.52, 0.3), arms=(0.3, 0.44), stature=1.0, lead="#a83a3a", width=2.0,
        body=alive.engine),
    "car": Anatomy(face=(0.12, 0.66, 0.38), arms=(0.66, 0.5), stature=0.75, lead="#d85a4a", width=2.3),
    "bicycle": Anatomy(face=(0.1, 0.88, 0.3), arms=(0.3, 0.7), stature=0.75, lead="#3f8fa0", width=1.7),
    "bus": Anatomy(face=(0.3, 0.6, 0.38), arms=(0.84, 0.46), stature=1.05, lead="#e8a83a", width=2.3),
    "rocket": _pale(face=(0.01, 0.4, 0.21), arms=(0.2, 0.42), stature=1.15, plump=1.6, lead="#d8484a"),
    "airplane": _pale(face=(0.66, 0.54, 0.26), arms=(0.5, 0.36), stature=0.8, lead="#3f7fc0", floats=True,
        width=2.4),
    "balloon": Anatomy(face=(0.0, 0.62, 0.27), arms=(0.3, 0.4), stature=0.75, lead="#d8484a", floats=True,
        width=1.1, body=alive.toy_balloon),
    "kite": Anatomy(face=(0.0, 0.68, 0.24), arms=(0.3, 0.62), stature=0.75, lead="#e0584f", floats=True),
    "umbrella": Anatomy(face=(0.0, 0.77, 0.26), arms=(0.02, 0.42), legs=0.1, stance=0.05, stature=0.8,
        lead="#d8485a", width=1.3),
    "lantern": _shining(face=(0.0, 0.46, 0.22), arms=(0.25, 0.3), legs=0.14, stance=0.12, stature=0.55,
        lead="#ffc75c", width=0.9),
    "lamp": _shining(face=(0.0, 0.84, 0.21), arms=(0.02, 0.5), legs=0.08, stance=0.07, stature=0.9,
        plump=1.5, lead="#f6c070", width=0.9),
    "candle": _pale(face=(0.0, 0.38, 0.21), arms=(0.2, 0.3), legs=0.1, stance=0.14, stature=0.5,
        plump=1.55, lead="#fff6e0"),
    "door": Anatomy(face=(0.0, 0.7, 0.24), arms=(0.3, 0.48), legs=0.1, stance=0.14, stature=1.0,
        lead="#4a7f86", width=0.9),
    "window": _shining(face=(0.0, 0.52, 0.3), arms=(0.5, 0.4), legs=0.12, stance=0.2, stature=0.75,
        width=1.3),
    "table": Anatomy(face=(0.0, 0.9, 0.42), arms=(1.0, 0.86), stature=0.55, lead="#8a5a3a", width=2.2),
    "chair": Anatomy(face=(0.0, 0.82, 0.27), arms=(0.27, 0.6), stature=0.75, lead="#8a5a3a", width=0.9),
    "bed": Anatomy(face=(0.1, 0.5, 0.4), arms=(0.9, 0.5), stature=0.6, lead="#4a6fb0", width=2.1),
    "book": Anatomy(face=(0.03, 0.54, 0.32), arms=(0.37, 0.42), legs=0.14, stance=0.18, stature=0.55,
        lead="#a8483f", width=1.1, body=alive.book),
    "letter": _pale(face=(0.0, 0.6, 0.4), arms=(0.72, 0.4), legs=0.16, stance=0.3, stature=0.5,
        mouth=-1.0, lead="#b8343a", width=1.8),
    "map": _pale(face=(0.0, 0.52, 0.36), arms=(0.9, 0.44), legs=0.16, stance=0.34, stature=0.5,
        lead="#ead3a0", width=2.1),
    "clock": _pale(face=(0.0, 0.54, 0.27), arms=(0.43, 0.38), legs=0.08, stance=0.28, stature=0.55,
        mouth=-0.98, lead="#c8483f", width=1.2, body=alive.clock),
    "mirror": _pale(face=(0.0, 0.56, 0.28), arms=(0.33, 0.44), legs=0.08, stance=0.16, stature=0.85,
        lead="#d8a84a"),
    "piano": Anatomy(face=(0.0, 0.76, 0.36), arms=(0.7, 0.5), legs=0.06, stance=0.52, stature=0.85,
        mouth=-0.5, lead="#2c2a33", width=1.7),
    "guitar": Anatomy(face=(0.0, 0.2, 0.19), arms=(0.2, 0.44), legs=0.11, stance=0.1, stature=0.85,
        plump=1.3, lead="#b8783f", width=0.8),
    "violin": Anatomy(face=(0.0, 0.18, 0.19), arms=(0.17, 0.45), legs=0.11, stance=0.1, stature=0.75,
        plump=1.4, lead="#a8552f", width=0.9, body=furniture.violin_body),
    "telescope": Anatomy(face=(0.1, 0.67, 0.22), arms=(0.06, 0.5), stature=0.85, lead="#d8a84a", width=1.2),
    "computer": _shining(face=(0.0, 0.66, 0.34), arms=(0.62, 0.5), legs=0.14, stance=0.3, stature=0.65,
        lead="#d8d4c8", width=1.6, body=alive.computer),
    "phone": _shining(face=(0.0, 0.52, 0.28), arms=(0.32, 0.4), legs=0.14, stance=0.14, stature=0.5,
        lead="#26262f", width=0.9, body=alive.phone),
    "camera": Anatomy(face=(0.0, 0.66, 0.36), arms=(0.68, 0.4), legs=0.16, stance=0.3, stature=0.5,
        mouth=-1.45, lead="#8a5a44", width=1.7),
    "painting": Anatomy(face=(0.0, 0.5, 0.4), arms=(0.66, 0.4), legs=0.14, stance=0.3, stature=0.7,
        lead="#d8a84a", width=1.6, body=furniture.draw_painting),
    "cake": _pale(face=(0.0, 0.36, 0.32), arms=(0.58, 0.26), legs=0.12, stance=0.22, stature=0.55,
        lead="#f2a0b0", width=1.6),
    "bread": Anatomy(face=(0.0, 0.44, 0.42), arms=(0.9, 0.36), legs=0.18, stance=0.36, stature=0.45,
        lead="#c8853f", width=2.2),
    "cup": Anatomy(face=(0.0, 0.38, 0.32), arms=(0.4, 0.36), legs=0.16, stance=0.14, stature=0.45,
        lead="#4f8fa8", width=1.3),
    "gift": Anatomy(face=(0.0, 0.32, 0.33), arms=(0.48, 0.3), legs=0.14, stance=0.2, stature=0.5,
        lead="#d8485a", width=1.4),
    "key": Anatomy(face=(0.0, 0.7, 0.27), arms=(0.06, 0.42), legs=0.1, stance=0.06, stature=0.5,
        lead="#f0c048", width=0.9, body=alive.key),
    "chest": Anatomy(face=(0.0, 0.77, 0.36), arms=(0.7, 0.4), legs=0.1, stance=0.34, stature=0.6,
        mouth=-0.5, lead="#8a5530", width=1.8, shines=True),
    "sword": _pale(face=(0.0, 0.62, 0.2), arms=(0.17, 0.4), legs=0.1, stance=0.06, stature=0.7,
        lead="#f0c048", width=0.9, body=alive.sword),
    "crown": Anatomy(face=(0.0, 0.4, 0.34), arms=(0.6, 0.3), legs=0.16, stance=0.28, stature=0.45,
        lead="#f0c048", width=1.8),
    "ball": _pale(face=(0.0, 0.5, 0.36), arms=(0.48, 0.42), legs=0.16, stance=0.14, stature=0.45,
        lead="#f6604f", width=1.4),
    "snowman": _pale(face=(0.0, 0.86, 0.15), arms=(0.17, 0.62), stature=0.9, width=0.9,
        body=nature.snowman_body),
    "statue": Anatomy(face=(0.0, 0.865, 0.1), stature=1.3, lead="#b4b2ae", width=0.7),
    "machine": Anatomy(face=(-0.03, 0.8, 0.28), arms=(0.5, 0.36), legs=0.12, stance=0.24, stature=0.8,
        lead="#7d8792", width=1.4, shines=True),
    "satellite": Anatomy(face=(0.0, 0.52, 0.22), stature=0.6, lead="#f0d890", floats=True, width=2.1),
    "fireworks": _shining(face=(-0.34, 0.66, 0.26), stature=0.9, floats=True, width=1.6),
    "bench": Anatomy(face=(0.0, 0.78, 0.42), arms=(1.0, 0.6), stature=0.55, lead="#9a6b45", width=2.3),
    "pencil": Anatomy(face=(0.0, 0.56, 0.2), arms=(0.19, 0.4), legs=0.1, stance=0.08, stature=0.6,
        plump=1.6, lead="#f0b23a", width=0.9),
    "teapot": Anatomy(face=(0.0, 0.4, 0.3), arms=(0.5, 0.24), legs=0.14, stance=0.2, stature=0.5,
        lead="#b8654a", width=1.8),
    "shoe": Anatomy(face=(-0.2, 0.5, 0.3), arms=(0.4, 0.3), legs=0.12, stance=0.3, stature=0.5,
        lead="#a85a3a", width=1.8),
    "sock": Anatomy(face=(-0.12, 0.62, 0.23), arms=(0.2, 0.46), legs=0.12, stance=0.14, stature=0.5,
        lead="#4f8fa8", width=1.1),
    "hat": Anatomy(face=(0.0, 0.58, 0.32), arms=(0.62, 0.16), legs=0.16, stance=0.24, stature=0.5,
        lead="#5a5f8a", width=2.0),
    "apple": Anatomy(face=(0.0, 0.46, 0.31), arms=(0.44, 0.36), legs=0.16, stance=0.14, stature=0.45,
        lead="#d8433f", width=1.3),
    "egg": _pale(face=(0.0, 0.48, 0.28), arms=(0.38, 0.36), legs=0.16, stance=0.12, stature=0.45,
        lead="#f0dcc0", width=1.2),
    "bell": Anatomy(face=(0.0, 0.5, 0.26), arms=(0.36, 0.34), legs=0.14, stance=0.16, stature=0.5,
        lead="#f0c048", width=1.3),
    "coin": Anatomy(face=(0.0, 0.48, 0.32), arms=(0.48, 0.4), legs=0.16, stance=0.14, stature=0.45,
        lead="#f0c048", width=1.4),
    "drum": Anatomy(face=(0.0, 0.38, 0.3), arms=(0.6, 0.36), legs=0.12, stance=0.26, stature=0.55,
        lead="#c8483f", width=1.7),
    "bottle": _pale(face=(0.0, 0.36, 0.21), arms=(0.24, 0.34), legs=0.12, stance=0.11, stature=0.5,
        plump=1.15, lead="#7fb8a8", width=1.0),
    "leaf": Anatomy(face=(0.0, 0.56, 0.26), arms=(0.3, 0.42), legs=0.0, stature=0.45,
        lead="#e08a3c", width=1.1, floats=True),
    "streetlight": _shining(face=(0.0, 0.79, 0.16), arms=(0.03, 0.5), legs=0.06, stance=0.06, stature=1.3,
        plump=1.3, lead="#ffd17a", width=0.7, body=alive.streetlight),
}  # fmt: skip
