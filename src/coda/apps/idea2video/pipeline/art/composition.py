"""Where the camera stands: the horizon, how large figures are, and who stands where, by angle and aspect.

Both aspects are composed for themselves. Numbers are parts of the panel's height or width.
"""

from __future__ import annotations

from dataclasses import dataclass

from coda.apps.idea2video.pipeline.art.dice import dice
from coda.apps.idea2video.pipeline.recipe import SIZES, PictureRecipe
from coda.apps.idea2video.vocabulary import CameraAngle

HEADROOM = 1.25
"""The panel's size in frames."""


@dataclass(frozen=True, slots=True)
class View:
    """`figure` is how tall a grown person is; `foot` is where it stands, or for `head` views where its head's
    middle is; `landmark` scales what stands further away; `blur` is the backdrop's, in thousandths."""

    horizon: float
    figure: float
    foot: float
    landmark: float
    prop: float
    framing: float
    by_head: bool = False
    blur: float = 0.0


_WIDE: dict[CameraAngle, View] = {
    "EXTREME WIDE SHOT": View(0.60, 0.17, 0.84, 0.72, 0.09, 0.8),
    "WIDE SHOT": View(0.55, 0.42, 0.89, 1.0, 0.15, 0.7),
    "MEDIUM SHOT": View(0.47, 1.10, 0.37, 1.2, 0.30, 0.35, by_head=True, blur=1.5),
    "CLOSE-UP": View(0.44, 2.20, 0.47, 1.5, 0.40, 0.0, by_head=True, blur=9.0),
    "LOW ANGLE": View(0.85, 0.74, 0.98, 1.3, 0.26, 0.9),
    "HIGH ANGLE": View(0.17, 0.40, 0.84, 0.85, 0.17, 0.5),
    "BIRD'S EYE VIEW": View(0.0, 0.34, 0.5, 0.8, 0.16, 0.0),
    "OVER THE SHOULDER": View(0.45, 0.74, 0.38, 1.15, 0.26, 0.0, by_head=True, blur=2.0),
}
_TALL: dict[CameraAngle, View] = {
    "EXTREME WIDE SHOT": View(0.58, 0.115, 0.79, 0.60, 0.06, 0.8),
    "WIDE SHOT": View(0.52, 0.29, 0.84, 0.72, 0.10, 0.7),
    "MEDIUM SHOT": View(0.44, 0.64, 0.40, 0.8, 0.18, 0.35, by_head=True, blur=1.5),
    "CLOSE-UP": View(0.42, 1.25, 0.45, 1.0, 0.25, 0.0, by_head=True, blur=7.0),
    "LOW ANGLE": View(0.82, 0.52, 0.94, 0.9, 0.16, 0.9),
    "HIGH ANGLE": View(0.15, 0.27, 0.80, 0.6, 0.11, 0.5),
    "BIRD'S EYE VIEW": View(0.0, 0.22, 0.5, 0.55, 0.10, 0.0),
    "OVER THE SHOULDER": View(0.43, 0.46, 0.40, 0.8, 0.16, 0.0, by_head=True, blur=2.0),
}


@dataclass(frozen=True, slots=True)
class Stage:
    """Pixels of the panel. `lead` is the side on which the first figure stands, −1 left, 1 right; landmarks
    take the other."""

    width: int
    height: int
    view: View
    lead: int
    angle: CameraAngle

    @property
    def horizon(self) -> float:
        return self.view.horizon * self.height

    @property
    def tall(self) -> bool:
        return self.height > self.width

    @property
    def from_above(self) -> bool:
        return self.angle == "BIRD'S EYE VIEW"

    @property
    def near(self) -> float:
        """How much larger near things are than in a wide shot."""
        wide = (_TALL if self.tall else _WIDE)["WIDE SHOT"]
        return (self.view.figure / wide.figure) ** 0.75

    @property
    def size(self) -> float:
        """What lengths are measured by: the height of a 16:9 panel of the same area, roughly."""
        return min(self.width, self.height) * (1.0 if not self.tall else 1.12)

    def third(self, side: int) -> float:
        """The x of the left or right third, drawn to the middle in a tall picture."""
        return self.width * (0.5 + side * (0.17 if not self.tall else 0.13))

    def places(self, count: int) -> list[float]:
        """The x of `count` figures, from left to right."""
        if count == 1:
            close = 0.0 if self.angle == "CLOSE-UP" else 0.45 if self.view.by_head else 1.0
            return [self.width * 0.5 + (self.third(self.lead) - self.width * 0.5) * close]
        half = min(0.36, (0.15 if not self.tall else 0.2) + 0.06 * (count - 2))
        if self.angle == "CLOSE-UP":
            half = max(half, 0.19)
        return [self.width * (0.5 - half + 2 * half * n / (count - 1)) for n in range(count)]


def stage_of(picture: PictureRecipe) -> Stage:
    width, height = SIZES[picture.aspect]
    views = _WIDE if picture.aspect == "16:9" else _TALL
    lead = 1 if dice("lead", picture.seed).random() < 0.5 else -1
    view = views[picture.angle]
    return Stage(round(width * HEADROOM), round(height * HEADROOM), view, lead, picture.angle)
