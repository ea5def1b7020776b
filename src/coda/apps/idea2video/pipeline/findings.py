"""What was measured of a finished film and of its pieces."""

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


class Watched(msgspec.Struct, frozen=True):
    """A piece of the film that was decoded to its end. `digest` is the sha256 of its packets.

    Of each frame it is told whether it is black, and whether it is the same as the one before.
    """

    digest: str
    black: tuple[bool, ...]
    still: tuple[bool, ...]


class Heard(msgspec.Struct, frozen=True):
    """The film's sound, decoded to its end. `silent` has where silence begins and ends, in seconds."""

    seconds: float
    loudness: float
    peak: float
    silent: tuple[tuple[float, float], ...]
