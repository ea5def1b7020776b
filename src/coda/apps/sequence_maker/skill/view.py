"""What the skill sees of a show, apart from how the document stores it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from coda.apps.sequence_maker.entities import Rgb, Segment


@dataclass(frozen=True)
class Ball:
    id: str
    name: str
    segments: Sequence[Segment] = ()
    """In order of time."""
    segment_ids: Sequence[str] = ()
    """The segments' ids, in the same order."""
    default_color: Rgb | None = None

    def within(self, start_ms: int, end_ms: int) -> list[Segment]:
        """The segments that share time with the span."""
        return [one for one in self.segments if one.start_ms < end_ms and one.end_ms > start_ms]

    def at(self, ms: int) -> Segment | None:
        return next((one for one in self.segments if one.start_ms <= ms < one.end_ms), None)


@dataclass(frozen=True)
class Section:
    label: str
    start_ms: int
    end_ms: int


@dataclass(frozen=True)
class Music:
    """What the analysis found in the song."""

    tempo_bpm: float
    beats_ms: Sequence[int] = ()
    downbeats_ms: Sequence[int] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True)
class Playback:
    position_ms: int
    playing: bool
    volume: float


@dataclass(frozen=True)
class ShowView:
    balls: tuple[Ball, ...]
    total_ms: int = 60_000
    playhead_ms: int = 0
    selection: frozenset[str] = frozenset()
    """Ids of the selected segments."""
    allowed: frozenset[int] | None = None
    """Indices of the balls that may be edited; None is all of them."""
    song_ms: int | None = None
    """The song's length; None when the show has no song."""
    music: Music | None = None
    playback: Playback | None = None
    positions: range = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "positions", range(len(self.balls)))

    def editable(self) -> tuple[int, ...]:
        return tuple(one for one in self.positions if self.allowed is None or one in self.allowed)

    def selected(self) -> list[tuple[int, int]]:
        """The selected segments as `(ball, segment)` indices, in order."""
        if not self.selection:
            return []
        return [
            (ball, place)
            for ball in self.positions
            for place, id in enumerate(self.balls[ball].segment_ids)
            if id in self.selection
        ]
