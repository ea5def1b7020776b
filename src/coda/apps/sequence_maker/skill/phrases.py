"""The typed spans a sentence is read into. Times are milliseconds on the show's grid."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from coda.apps.sequence_maker.entities import Rgb


@dataclass(frozen=True, slots=True)
class Word:
    """A word that is no part of a larger phrase. `lemma` is "" when the vocabulary lacks it."""

    lemma: str
    text: str


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a clause may end. `firm`: it does end."""

    firm: bool
    text: str


@dataclass(frozen=True, slots=True)
class Color:
    rgb: Rgb
    name: str
    lead: str = ""
    """The preposition before it: "from", "to", "with" …"""


class Group(Enum):
    """Balls that only the conversation can name."""

    BEFORE = "them"
    OTHERS = "the others"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Balls:
    """`indices` from 0, in the order they were named."""

    indices: tuple[int, ...]
    lead: str = ""
    every: bool = False
    """They were named as all of the balls."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Balls by reference to what was said: "them", "the other balls", "both"."""

    group: Group
    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Segments:
    """Segments of the balls named: by place (negative from the end), or all, or the selection."""

    places: tuple[int, ...] = ()
    every: bool = False
    selected: bool = False
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Range:
    start_ms: int
    end_ms: int
    said: int = 0
    """Which phrase it comes from: "every chorus" is one phrase of several ranges."""


@dataclass(frozen=True, slots=True)
class At:
    ms: int


@dataclass(frozen=True, slots=True)
class From:
    ms: int


@dataclass(frozen=True, slots=True)
class Until:
    ms: int


@dataclass(frozen=True, slots=True)
class To:
    """As in "to 0:30": a goal. `number` is the bare number it was said as, if it was one."""

    ms: int
    number: float | None = None


@dataclass(frozen=True, slots=True)
class Lasting:
    """As in "for 3 seconds"."""

    ms: int


@dataclass(frozen=True, slots=True)
class Length:
    """A stretch of time whose part in the sentence another word decides; `lead` may be "by"."""

    ms: int
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Every:
    """As in "every 2 seconds"."""

    ms: int


@dataclass(frozen=True, slots=True)
class Beats:
    """As in "on every second beat": each `step`-th beat or downbeat."""

    downbeats: bool = False
    step: int = 1


@dataclass(frozen=True, slots=True)
class Rate:
    hertz: float


@dataclass(frozen=True, slots=True)
class Percent:
    value: float
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    value: float
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """Text to be taken as it was written."""

    text: str


When = Range | At | From | Until | To | Lasting
Phrase = (
    Word
    | Stop
    | Color
    | Balls
    | Mention
    | Segments
    | When
    | Length
    | Every
    | Beats
    | Rate
    | Percent
    | Number
    | Name
)
