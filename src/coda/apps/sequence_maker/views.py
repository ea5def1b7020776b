"""Entities as tools show them: seconds, lists, numbers from 0."""

from __future__ import annotations

from typing import Any

from coda.apps.sequence_maker.entities import Segment
from coda.apps.sequence_maker.show import lane_of
from coda.apps.sequence_maker.show import segment as find_segment
from coda.apps.sequence_maker.targets import Ball
from coda.apps.sequence_maker.times import to_seconds
from coda.components.documents import Draft


def segment_view(index: int, segment: Segment) -> dict[str, Any]:
    """`end_color` is there for a fade only."""
    fade = {} if segment.end_color is None else {"end_color": list(segment.end_color)}
    return {
        "index": index,
        "start_time": to_seconds(segment.start_ms),
        "end_time": to_seconds(segment.end_ms),
        "duration": to_seconds(segment.duration_ms),
        "color": list(segment.color),
        **fade,
        "pixels": segment.pixels,
        "effects": [
            {"type": effect.type, "parameters": dict(effect.parameters)} for effect in segment.effects
        ],
    }


def present_view(draft: Draft, id: str) -> dict[str, Any] | None:
    """A segment as it is now, with its number; None when a later one has covered it."""
    segment = find_segment(draft, id)
    if segment is None:
        return None
    return segment_view(lane_of(draft, segment.timeline).number_of(id, segment), segment)


def numbers(balls: list[Ball]) -> list[int]:
    return [ball.index for ball in balls]
