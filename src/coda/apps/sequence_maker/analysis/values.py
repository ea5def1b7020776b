"""What analysis finds in a song. Times are integer milliseconds from the start of the file."""

from __future__ import annotations

import msgspec

ANALYZER = "coda-analysis/1"
"""Names the way of analysing. A change that alters results takes the next number; cached results go stale."""


class SongInfo(msgspec.Struct, frozen=True):
    """`content_hash` is the SHA-256 of the file's bytes in hex; `filename` is for showing, never a path."""

    content_hash: str
    filename: str
    duration_ms: int
    sample_rate: int
    channels: int
    media_type: str


class Waveform(msgspec.Struct, frozen=True):
    """Lowest and highest sample (−127..127, all channels together) in each hundredth of a second."""

    content_hash: str
    duration_ms: int
    peaks_per_second: int
    min: list[int]
    max: list[int]


class Inspection(msgspec.Struct, frozen=True):
    """What one decoding of the whole song tells."""

    info: SongInfo
    waveform: Waveform


class TempoSegment(msgspec.Struct, frozen=True):
    """From `start_ms` on the tempo is `bpm` beats per minute, until the next segment."""

    start_ms: int
    bpm: float


class Energy(msgspec.Struct, frozen=True):
    """Root mean square of the signal every `step_ms`, 1 being the loudest step of the song."""

    step_ms: int
    values: list[float]


class Section(msgspec.Struct, frozen=True):
    """A stretch of the song. Sections that sound alike have the same label."""

    label: str
    start_ms: int
    end_ms: int


class Analysis(msgspec.Struct, frozen=True):
    """`tempo_bpm` is the usual tempo (the median over time), 0 where no beat was found.

    `downbeats_ms` is empty when the bars could not be told; `downbeat_confidence` (0..1) says how
    clearly they stood out, and `beats_per_bar` is None with them. `sections` touch each other and
    cover 0 to `duration_ms`.
    """

    content_hash: str
    duration_ms: int
    tempo_bpm: float
    tempo_segments: list[TempoSegment]
    beats_ms: list[int]
    downbeats_ms: list[int]
    beats_per_bar: int | None
    downbeat_confidence: float
    onsets_ms: list[int]
    energy: Energy
    sections: list[Section]
    analyzer: str
