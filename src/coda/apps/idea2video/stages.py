"""What the five agents take and give. Each output is the next one's input, so stages can be chained:
interpretation → planning → scene design → generation → quality.

These are pydantic models because language models fill them in: their JSON schemas are what a model is told.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from coda.apps.idea2video.entities import (
    DEFAULT_SECONDS,
    LONGEST_ACT,
    LONGEST_SYNOPSIS,
    MAX_SECONDS,
    MIN_SECONDS,
    MOST_ACTS,
    MOST_CHARACTERS,
    MOST_SCENES,
    MOST_SHOTS,
)
from coda.apps.idea2video.vocabulary import (
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

Missing = Literal["subject", "action", "context"]
Part = Literal["all", "characters", "scenes", "storyboard"]
Seconds = Annotated[float, Field(ge=MIN_SECONDS, le=MAX_SECONDS)]
Color = Annotated[str, Field(pattern="^#[0-9a-f]{6}$")]


class StageValue(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class Idea(StageValue):
    """What the interpretation agent reads."""

    idea: Annotated[str, Field(min_length=1, max_length=20_000)]
    mode: Mode = "idea"
    style: Style = "cinematic"
    language: str = ""
    """A BCP 47 tag; "" leaves it to the words of the idea."""
    seconds: Seconds = DEFAULT_SECONDS
    seed: int = 0


class Interpretation(Idea):
    """What the user wants. With a `question` nothing is generated: the idea is too vague."""

    language: Annotated[str, Field(min_length=2, max_length=16)] = "en"
    subject: str = Field(default="", description="Who or what the film is about, in the idea's own words.")
    action: str = Field(default="", description="What happens.")
    context: str = Field(default="", description="Where and when.")
    genre: str = ""
    mood: Mood = "calm"
    missing: list[Missing] = Field(default_factory=list[Missing])
    question: str = Field(
        default="", description="One short question, when two or more of the three are missing."
    )


class PlannedAct(StageValue):
    act: Annotated[str, Field(min_length=1, max_length=80)]
    description: Annotated[str, Field(max_length=LONGEST_ACT)]


class CastMember(StageValue):
    name: Annotated[str, Field(min_length=1, max_length=80)]
    role: Role
    description: Annotated[str, Field(max_length=1000)] = ""


class Plan(StageValue):
    """The outline, with what the later stages need to know of the idea."""

    title: Annotated[str, Field(min_length=1, max_length=120)]
    idea: str
    mode: Mode = "idea"
    style: Style = "cinematic"
    language: str = "en"
    seconds: Seconds = DEFAULT_SECONDS
    seed: int = 0
    genre: Annotated[str, Field(max_length=80)] = ""
    mood: Mood = "calm"
    synopsis: Annotated[str, Field(min_length=1, max_length=LONGEST_SYNOPSIS)]
    plot_summary: Annotated[list[PlannedAct], Field(min_length=1, max_length=MOST_ACTS)]
    characters_summary: Annotated[list[CastMember], Field(min_length=1, max_length=MOST_CHARACTERS)]
    highlights: Annotated[list[Annotated[str, Field(max_length=200)]], Field(max_length=5)] = Field(
        default_factory=list[str]
    )


class DesignedCharacter(StageValue):
    name: Annotated[str, Field(min_length=1, max_length=80)]
    role: Role = "supporting"
    description: Annotated[str, Field(max_length=1000)] = ""
    appearance: Annotated[str, Field(max_length=1000)] = ""
    personality: Annotated[list[Annotated[str, Field(max_length=60)]], Field(max_length=8)] = Field(
        default_factory=list[str]
    )
    figure: FigureKind
    element: Element | None = Field(default=None, description="What it is when its figure is a thing.")
    features: Annotated[list[Feature], Field(max_length=6)] = Field(default_factory=list[Feature])
    colors: tuple[Color, Color, Color] = Field(description="Body, clothes, accent.")


class DesignedScene(StageValue):
    name: Annotated[str, Field(min_length=1, max_length=80)]
    description: Annotated[str, Field(max_length=1000)] = ""
    atmosphere: Annotated[str, Field(max_length=1000)] = ""
    setting: Setting
    time: TimeOfDay = "day"
    weather: Weather = "clear"
    mood: Mood = "calm"


class DesignedShot(StageValue):
    scene: str = Field(description="The name of its scene.")
    visual_desc: Annotated[str, Field(max_length=1000)]
    camera_angle: CameraAngle = "MEDIUM SHOT"
    camera_movement: CameraMovement = "STATIC"
    seconds: float = Field(default=4.0, ge=1.5, le=30)
    characters: Annotated[list[str], Field(max_length=MOST_CHARACTERS)] = Field(
        default_factory=list[str], description="Names of those in the picture, from left to right."
    )
    character_action: str | None = None
    pose: Pose = "stand"
    narration: str = Field(
        default="", max_length=200, description="What the narrator says; short enough to read aloud."
    )
    dialogue: str | None = Field(default=None, max_length=200)
    speaker: str | None = Field(default=None, description="The name of who says the dialogue.")
    time: TimeOfDay | None = None
    weather: Weather | None = None
    elements: Annotated[list[Element], Field(max_length=6)] = Field(default_factory=list[Element])


class DesignRequest(Plan):
    """`part` says what to design; the parts that are there already are kept as they are."""

    part: Part = "all"
    characters: list[DesignedCharacter] = Field(default_factory=list[DesignedCharacter])
    scenes: list[DesignedScene] = Field(default_factory=list[DesignedScene])
    notes: str = ""
    """What was agreed about tone and pacing when the outline was confirmed."""


class Design(StageValue):
    """What was asked for; the other lists are empty."""

    characters: Annotated[list[DesignedCharacter], Field(max_length=MOST_CHARACTERS)] = Field(
        default_factory=list[DesignedCharacter]
    )
    scenes: Annotated[list[DesignedScene], Field(max_length=MOST_SCENES)] = Field(
        default_factory=list[DesignedScene]
    )
    shots: Annotated[list[DesignedShot], Field(max_length=MOST_SHOTS)] = Field(
        default_factory=list[DesignedShot]
    )


class DrawnShot(StageValue):
    """What of a shot's words can be drawn."""

    number: int = Field(ge=1, description="The shot, counted from 1.")
    elements: Annotated[list[Element], Field(max_length=6)] = Field(default_factory=list[Element])
    time: TimeOfDay | None = None
    weather: Weather | None = None
    pose: Pose = "stand"


class Generation(StageValue):
    """The pictures to make, as the generation agent reads the shots."""

    shots: Annotated[list[DrawnShot], Field(max_length=MOST_SHOTS)]


class Storyboard(Design):
    """What the quality agent reads: the whole film as it stands, and what was measured in it."""

    title: str = ""
    synopsis: str = ""
    language: str = "en"
    seconds: float = DEFAULT_SECONDS
    measured: list[str] = Field(default_factory=list[str])
    """Sentences about the finished film, such as "silent from 0:12 to 0:15"; empty before there is one."""


class Finding(StageValue):
    shot: int | None = Field(default=None, description="Counted from 1; null when it is about the whole.")
    severity: Literal["note", "warning", "error"]
    message: Annotated[str, Field(max_length=300)]
    suggestion: Annotated[str, Field(max_length=300)] = ""


class Review(StageValue):
    score: Annotated[int, Field(ge=0, le=100)]
    summary: Annotated[str, Field(max_length=500)]
    findings: Annotated[list[Finding], Field(max_length=20)] = Field(default_factory=list[Finding])
