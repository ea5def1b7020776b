"""What an episode is made of. Positions count from 0, lengths are in seconds, ids are UUIDs.

Text limits are those of the outlines that the first Idea2Video wrote: a synopsis of 300 characters, an act
of 200.
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from coda.apps.idea2video.vocabulary import (
    Aspect,
    CameraAngle,
    CameraMovement,
    Element,
    Feature,
    FigureKind,
    Mode,
    Mood,
    Pose,
    Role,
    Setting,
    Style,
    TimeOfDay,
    Weather,
)
from coda.apps.idea2video.workflow import Stable

EPISODE = "episode"
"""The collection that holds the episode, and the id of its only entity."""
OUTLINE = "outline"
"""Likewise; there is none before it was written."""
CHARACTERS = "characters"
SCENES = "scenes"
SHOTS = "shots"

MOST_CHARACTERS = 5
MOST_SCENES = 5
MOST_ACTS = 5
MOST_SHOTS = 60
LONGEST_SYNOPSIS = 300
LONGEST_ACT = 200
MIN_SECONDS, MAX_SECONDS, DEFAULT_SECONDS = 6, 180, 30
MIN_SHOT_SECONDS, MAX_SHOT_SECONDS = 1.5, 30.0
UNTITLED = "Untitled film"

Position = Annotated[int, Meta(ge=0, le=10_000)]
Name = Annotated[str, Meta(min_length=1, max_length=80)]
Line = Annotated[str, Meta(max_length=200)]
"""What is said or read in a shot; it becomes a caption."""
Prose = Annotated[str, Meta(max_length=1000)]
Hex = Annotated[str, Meta(pattern="^#[0-9a-f]{6}$")]


class Episode(msgspec.Struct, frozen=True, kw_only=True):
    """The film as a whole. `state` is the last step that is finished; what is being made just now, and
    whether a film of the present shots is there, is not written down but seen (`workflow.present`)."""

    title: Annotated[str, Meta(max_length=120)] = UNTITLED
    idea: Annotated[str, Meta(max_length=20_000)] = ""
    """What the user began with: a sentence, or with mode `script` a whole script."""
    mode: Mode = "idea"
    style: Style = "cinematic"
    state: Stable = "initial"
    language: Annotated[str, Meta(max_length=16)] = ""
    """Of the film, as a BCP 47 tag: `en`, `es`, `zh`; "" until the idea was read."""
    aspect: Aspect = "16:9"
    seconds: Annotated[float, Meta(ge=MIN_SECONDS, le=MAX_SECONDS)] = DEFAULT_SECONDS
    """How long the film is, from the title to the end card."""
    seed: Annotated[int, Meta(ge=0, le=2**31 - 1)] = 0
    mood: Mood = "calm"
    """Of the music."""
    voice: bool = True
    """Whether the lines are read aloud, where a voice is installed."""
    takes: dict[str, int] = {}
    """How often each step was made anew: another take is told another way."""
    created: str = ""
    """ISO 8601."""


class Act(msgspec.Struct, frozen=True):
    act: Annotated[str, Meta(min_length=1, max_length=80)]
    """Its name, such as "Beginning"."""
    description: Annotated[str, Meta(max_length=LONGEST_ACT)]


class CharacterSummary(msgspec.Struct, frozen=True):
    name: Name
    role: Role
    description: Prose = ""


class Outline(msgspec.Struct, frozen=True, kw_only=True):
    genre: Annotated[str, Meta(max_length=80)] = ""
    episode_count: Annotated[int, Meta(ge=1, le=100)] = 1
    synopsis: Annotated[str, Meta(max_length=LONGEST_SYNOPSIS)] = ""
    characters_summary: Annotated[tuple[CharacterSummary, ...], Meta(max_length=MOST_CHARACTERS)] = ()
    plot_summary: Annotated[tuple[Act, ...], Meta(max_length=MOST_ACTS)] = ()
    highlights: Annotated[tuple[Line, ...], Meta(max_length=5)] = ()
    refined: Prose = ""
    """What the quality agent made of the outline when it was confirmed: tone, pacing, look."""


class Character(msgspec.Struct, frozen=True, kw_only=True):
    """`colors` are skin or fur or body, clothes, and an accent; they mark the figure in every shot."""

    name: Name
    position: Position
    role: Role = "supporting"
    description: Prose = ""
    appearance: Prose = ""
    personality: Annotated[tuple[Annotated[str, Meta(max_length=60)], ...], Meta(max_length=8)] = ()
    figure: FigureKind = "woman"
    element: Element | None = None
    """What a `thing` is; other figures have no use for it."""
    features: Annotated[tuple[Feature, ...], Meta(max_length=6)] = ()
    colors: tuple[Hex, Hex, Hex] = ("#e8b48f", "#3f6fa8", "#e2b344")


class Scene(msgspec.Struct, frozen=True, kw_only=True):
    name: Name
    position: Position
    description: Prose = ""
    atmosphere: Prose = ""
    setting: Setting = "meadow"
    time: TimeOfDay = "day"
    weather: Weather = "clear"
    mood: Mood = "calm"


class Shot(msgspec.Struct, frozen=True, kw_only=True):
    """`position` orders all shots of the film; people count them from 1. `seconds` is its share of the film:
    the shots' lengths are fitted to the episode's.

    `time` and `weather` overrule the scene's; `elements` is None where nobody decided what stands in the
    picture, and then `visual_desc` is read for it.
    """

    scene: str
    """The id of its scene."""
    position: Position
    visual_desc: Prose = ""
    camera_angle: CameraAngle = "MEDIUM SHOT"
    camera_movement: CameraMovement = "STATIC"
    seconds: Annotated[float, Meta(ge=MIN_SHOT_SECONDS, le=MAX_SHOT_SECONDS)] = 4.0
    characters: Annotated[tuple[str, ...], Meta(max_length=MOST_CHARACTERS)] = ()
    """Ids of those in the picture, from left to right."""
    character_action: Prose | None = None
    pose: Pose = "stand"
    narration: Line = ""
    dialogue: Line | None = None
    speaker: str | None = None
    """The id of the character who says the dialogue."""
    voice_actor: Annotated[str, Meta(max_length=80)] | None = None
    """The name of a voice; None leaves it to the film."""
    time: TimeOfDay | None = None
    weather: Weather | None = None
    elements: Annotated[tuple[Element, ...], Meta(max_length=6)] | None = None
