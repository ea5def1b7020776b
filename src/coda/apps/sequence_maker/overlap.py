"""The algebra of "new wins": what is left of a segment when a span is taken out of it.

Every piece shines exactly as the whole did at the same moment: a fade ends and begins at the
colour it had reached at the cut (rounded, so a channel may be off by one), and effects go on where
they were, see `effects`.
"""

from __future__ import annotations

from typing import Any

import msgspec

from coda.apps.sequence_maker.entities import Effect, Rgb, Segment


def carve(segment: Segment, start_ms: int, end_ms: int) -> tuple[Segment, ...]:
    """The pieces of `segment` outside the span, in order: none, one or two."""
    pieces: list[Segment] = []
    if segment.start_ms < start_ms:
        pieces.append(clip(segment, segment.start_ms, start_ms))
    if segment.end_ms > end_ms:
        pieces.append(clip(segment, end_ms, segment.end_ms))
    return tuple(pieces)


def clip(segment: Segment, start_ms: int, end_ms: int) -> Segment:
    """The piece of `segment` inside the span. They must overlap."""
    start, end = max(segment.start_ms, start_ms), min(segment.end_ms, end_ms)
    if (start, end) == (segment.start_ms, segment.end_ms):
        return segment
    return msgspec.structs.replace(
        segment,
        start_ms=start,
        end_ms=end,
        color=_fade_at(segment, start),
        end_color=None if segment.end_color is None else _fade_at(segment, end),
        effects=tuple(_cut_effect(effect, segment, start) for effect in segment.effects),
    )


def _fade_at(segment: Segment, ms: int) -> Rgb:
    """The base colour at `ms`, rounded: rounding halves the error that truncating would leave."""
    if segment.end_color is None or ms == segment.start_ms:
        return segment.color
    elapsed, duration = ms - segment.start_ms, segment.duration_ms
    red, green, blue = (
        (2 * (start * duration + (end - start) * elapsed) + duration) // (2 * duration)
        for start, end in zip(segment.color, segment.end_color, strict=True)
    )
    return (red, green, blue)


def _cut_effect(effect: Effect, whole: Segment, start_ms: int) -> Effect:
    parameters: dict[str, Any] = dict(effect.parameters)
    if start_ms > whole.start_ms:
        before = round(parameters.get("offset", 0) * 1000)
        parameters["offset"] = (before + start_ms - whole.start_ms) / 1000
    if effect.type == "fade":
        parameters.setdefault("span", whole.duration_ms / 1000)
    return msgspec.structs.replace(effect, parameters=parameters)
