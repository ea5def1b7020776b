"""What is to be played: notes in seconds, each for one voice."""

from __future__ import annotations

from dataclasses import dataclass

from coda.apps.idea2video.pipeline.music.moods import Voice


@dataclass(frozen=True)
class Note:
    """`pitch` is a MIDI number and means nothing to drums; `level` is 0..1."""

    voice: Voice
    pitch: int
    at_seconds: float
    seconds: float
    level: float
    pan: float = 0.0


@dataclass(frozen=True)
class Score:
    notes: tuple[Note, ...]
    seconds: float
    room_seconds: float
    wet: float
    brightness: float
