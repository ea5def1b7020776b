"""What a film is made from, frozen: nothing here is looked up later, and no id of the document is in it.

Equal recipes give the same film, byte for byte. Each part is the content address of what is made from it
(`artifacts`), so an edit makes anew only what depends on it. Lengths are whole frames.
"""

from __future__ import annotations

import msgspec

from coda.apps.idea2video.vocabulary import (
    Aspect,
    CameraAngle,
    CameraMovement,
    Element,
    Feature,
    FigureKind,
    Mood,
    Pose,
    Setting,
    Style,
    TimeOfDay,
    Weather,
)

FPS = 24
SIZES: dict[Aspect, tuple[int, int]] = {"16:9": (1280, 720), "9:16": (720, 1280)}
"""Pixels, width and height."""
DISSOLVE_FRAMES = 12
"""A dissolve between two shots takes half of its frames from each."""


class FigureRecipe(msgspec.Struct, frozen=True, kw_only=True):
    """A character in a picture. `colors` are body, clothes and accent as `#rrggbb`; `seed` tells figures of
    one kind apart in their proportions; `element` is what a `thing` is. Who `speaks` moves
    the mouth to the shot's caption."""

    kind: FigureKind
    features: tuple[Feature, ...]
    colors: tuple[str, str, str]
    seed: int
    pose: Pose = "stand"
    element: Element | None = None
    speaks: bool = False


class PictureRecipe(msgspec.Struct, frozen=True, kw_only=True):
    """One panel. `figures` stand from left to right; `seed` places what the words leave open and is the
    scene's, so that a place looks the same in all its shots."""

    setting: Setting
    time: TimeOfDay
    weather: Weather
    mood: Mood
    style: Style
    aspect: Aspect
    angle: CameraAngle
    elements: tuple[Element, ...]
    figures: tuple[FigureRecipe, ...]
    seed: int


class CaptionRecipe(msgspec.Struct, frozen=True, kw_only=True):
    """A line shown while it is said. `speaker` is "" for the narrator."""

    text: str
    speaker: str
    language: str


class LineRecipe(msgspec.Struct, frozen=True, kw_only=True):
    """A line read aloud, to fit into `frames`. `voice` names a voice, "" takes the language's own."""

    text: str
    language: str
    voice: str
    frames: int


class ShotRecipe(msgspec.Struct, frozen=True, kw_only=True):
    """`frames` is from the middle of the dissolve before it to the middle of the one after it."""

    picture: PictureRecipe
    movement: CameraMovement
    frames: int
    caption: CaptionRecipe | None
    line: LineRecipe | None


class CardRecipe(msgspec.Struct, frozen=True, kw_only=True):
    """The title, or the end. It is lettered over a picture of its own."""

    text: str
    subtitle: str
    language: str
    frames: int
    picture: PictureRecipe


class MusicRecipe(msgspec.Struct, frozen=True, kw_only=True):
    mood: Mood
    bpm: int
    frames: int
    seed: int


class FilmRecipe(msgspec.Struct, frozen=True, kw_only=True):
    """Opening card, shots, end card, one after the other with dissolves in between."""

    title: str
    language: str
    aspect: Aspect
    opening: CardRecipe
    shots: tuple[ShotRecipe, ...]
    ending: CardRecipe
    music: MusicRecipe

    @property
    def frames(self) -> int:
        return self.opening.frames + sum(shot.frames for shot in self.shots) + self.ending.frames
