"""What comes along with a message about a light show."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from coda.apps.sequence_maker.entities import MAX_SHOW_MS


class SequenceScope(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """As the studio shows it: the timelines the copilot may touch (None: all), the selected segments, the
    playhead."""

    timelines: list[str] | None = None
    selection: Annotated[list[str], Meta(max_length=100_000)] = []
    playhead_ms: Annotated[int, Meta(ge=0, le=MAX_SHOW_MS)] = 0
