"""What a light show is made of. Times are integer milliseconds, colours are `(r, g, b)` of 0..255.

One timeline is one ball. Segments lie on a 10 ms grid, which is the balls' own clock of 100 Hz.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

GRID_MS = 10
MIN_SHOW_MS = 1_000
MAX_SHOW_MS = 3_600_000
MIN_REFRESH_HZ = 1
MAX_REFRESH_HZ = 1_000
MIN_PIXELS = 1
MAX_PIXELS = 4
DEFAULT_BALLS = 3
DEFAULT_PIXELS = 4
DEFAULT_REFRESH_HZ = 100
DEFAULT_SHOW_MS = 60_000
UNTITLED = "Untitled Project"
FILE_VERSION = "0.1.0"
"""What `.smproj` files call their version."""

PROJECT = "project"
"""The collection that holds the project, and the id of its only entity."""
TIMELINES = "timelines"
SEGMENTS = "segments"
NOTES = "notes"

Channel = Annotated[int, Meta(ge=0, le=255)]
Rgb = tuple[Channel, Channel, Channel]
Pixels = Annotated[int, Meta(ge=MIN_PIXELS, le=MAX_PIXELS)]
GridMs = Annotated[int, Meta(ge=0, le=MAX_SHOW_MS, multiple_of=GRID_MS)]

BLACK: Rgb = (0, 0, 0)
WHITE: Rgb = (255, 255, 255)

EffectType = Literal["strobe", "fade", "pulse", "rainbow"]
EFFECT_TYPES: tuple[EffectType, ...] = ("strobe", "fade", "pulse", "rainbow")

Extra = dict[str, Any]
"""What a file held that Sequence Maker has no word for; kept, so that writing it again loses nothing."""


class Effect(msgspec.Struct, frozen=True, gc=False):
    """Changes a segment's colour over time; the parameters and formulas are in `effects`."""

    type: EffectType
    parameters: dict[str, Any] = {}
    extra: Extra | UnsetType = UNSET


class Segment(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A span of light on one timeline, lit while `start_ms <= t < end_ms`.

    With an `end_color` it fades from `color` to it; without, `color` is solid. It holds no cycles, so
    the garbage collector need not visit a hundred thousand of them (`gc=False`).
    """

    timeline: str
    start_ms: GridMs
    end_ms: GridMs
    color: Rgb
    end_color: Rgb | None = None
    pixels: Pixels = DEFAULT_PIXELS
    effects: tuple[Effect, ...] = ()
    extra: Extra | UnsetType = UNSET

    @property
    def duration_ms(self) -> int:
        return self.end_ms - self.start_ms


class Timeline(msgspec.Struct, frozen=True, kw_only=True):
    """One ball. `position` orders the balls from 0; `default_color` is offered for new segments."""

    name: str
    position: Annotated[int, Meta(ge=0)]
    default_pixels: Pixels = DEFAULT_PIXELS
    default_color: Rgb | None = None
    created: str = ""
    """ISO 8601, as an imported file had it; "" when it was made here."""
    extra: Extra | UnsetType = UNSET


class AudioFile(msgspec.Struct, frozen=True, kw_only=True):
    """The show's song. `content_hash` finds its bytes; `embedded` says that they travel in the file."""

    content_hash: str
    filename: str
    duration_ms: Annotated[int, Meta(ge=0)]
    embedded: bool = False


class Word(msgspec.Struct, frozen=True):
    """A sung word; the times are None where the alignment did not find it."""

    word: str
    start_ms: int | None = None
    end_ms: int | None = None
    extra: Extra | UnsetType = UNSET


class Lyrics(msgspec.Struct, frozen=True, kw_only=True):
    song_name: str = ""
    artist_name: str = ""
    lyrics_text: str = ""
    word_timestamps: tuple[Word, ...] = ()
    extra: Extra | UnsetType = UNSET


def default_visualizations() -> dict[str, Any]:
    return {
        "selected": ["waveform", "beats"],
        "settings": {
            "waveform": {"color": [0, 0, 255], "height": 100},
            "beats": {"color": [255, 0, 0], "threshold": 0.5},
        },
    }


class Project(msgspec.Struct, frozen=True, kw_only=True):
    """The show as a whole.

    `total_duration_ms` is its length: the song's while a song is loaded, otherwise what the user
    set. Segments may reach beyond it (files of earlier versions painted "to the end of time");
    they are kept, but the show ends.
    """

    name: str = UNTITLED
    description: str = ""
    created: str = ""
    """ISO 8601."""
    version: str = FILE_VERSION
    default_pixels: Pixels = DEFAULT_PIXELS
    refresh_rate: Annotated[int, Meta(ge=MIN_REFRESH_HZ, le=MAX_REFRESH_HZ)] = DEFAULT_REFRESH_HZ
    """Hz."""
    total_duration_ms: Annotated[int, Meta(ge=MIN_SHOW_MS, le=MAX_SHOW_MS, multiple_of=GRID_MS)] = (
        DEFAULT_SHOW_MS
    )
    zoom_level: float = 1.0
    audio: AudioFile | None = None
    key_mappings: dict[str, Any] = {}
    effects: dict[str, Any] = {}
    visualizations: dict[str, Any] = msgspec.field(default_factory=default_visualizations)
    lyrics: Lyrics | None = None
    custom_instructions: str = ""
    presets: list[Any] = []
    task_templates: list[Any] = []
    active_preset: str = "Default"
    extra: Extra | UnsetType = UNSET


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """A remark pinned to a moment of the show."""

    time_ms: Annotated[int, Meta(ge=0, le=MAX_SHOW_MS)]
    text: str
    color: Rgb = (255, 255, 0)
    created: str = ""
    modified: str = ""
    extra: Extra | UnsetType = UNSET
