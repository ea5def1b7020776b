"""What was measured of a finished film."""

from __future__ import annotations

from typing import Literal

import msgspec

Kind = Literal["black", "frozen", "silent", "loudness"]


class Finding(msgspec.Struct, frozen=True):
    """Something that a viewer might mind, from second to second of the film."""

    kind: Kind
    start_seconds: float
    end_seconds: float
    sentence: str


class Checks(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured. `loudness` is in LUFS, `peak` in dBTP."""

    seconds: float
    frames: int
    width: int
    height: int
    fps: float
    bytes: int
    video_codec: str
    audio_codec: str
    loudness: float
    peak: float
    findings: tuple[Finding, ...]
