"""A line that was read aloud, as it is kept."""

from __future__ import annotations

import msgspec

from coda.apps.idea2video.pipeline.speaker import Word


class Spoken(msgspec.Struct, frozen=True, kw_only=True):
    """A line as 16-bit mono at 48 kHz, and when each word begins. Without samples, `note` says why."""

    samples: bytes
    words: tuple[Word, ...]
    note: str = ""
