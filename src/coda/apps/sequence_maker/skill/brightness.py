"""Makes the light that is there brighter or darker, piece by piece."""

from __future__ import annotations

from coda.apps.sequence_maker.effects import base_color
from coda.apps.sequence_maker.entities import Rgb, Segment
from coda.apps.sequence_maker.skill.outcomes import Impossible
from coda.apps.sequence_maker.skill.steps import Call, Span, rgb_list
from coda.apps.sequence_maker.skill.view import ShowView
from coda.apps.sequence_maker.skill.wording import ball_names
from coda.apps.sequence_maker.times import format_span, to_seconds

MOST_PIECES = 200
"""More single edits than this in one command nobody could look through."""


def scaled_calls(view: ShowView, balls: tuple[int, ...], span: Span, first: float, last: float) -> list[Call]:
    """Edits that scale the light by `first` at the span's start, going evenly to `last` at its end.

    Raises Impossible when nothing is lit there, or when it is in too many pieces.
    """
    pieces = [(ball, one) for ball in balls for one in view.balls[ball].within(*span)]
    if not pieces:
        raise Impossible(f"There is no light on {ball_names(view, balls)} from {format_span(*span)}.")
    if len(pieces) > MOST_PIECES:
        raise Impossible(
            f"That would change {len(pieces)} segments one by one; up to {MOST_PIECES} work."
            " Name a shorter time."
        )
    calls = [_scaled(ball, segment, span, first, last) for ball, segment in pieces]
    if first == last > 1 and all(_is_same(call, one) for call, (_, one) in zip(calls, pieces, strict=True)):
        raise Impossible(f"What is on {ball_names(view, balls)} is as bright as it can be.")
    return calls


def _is_same(call: Call, segment: Segment) -> bool:
    ends = (rgb_list(segment.color), rgb_list(segment.end_color) if segment.end_color else None)
    return (call.arguments["color"], call.arguments.get("end_color")) == ends


def _scaled(ball: int, segment: Segment, span: Span, first: float, last: float) -> Call:
    start, end = max(segment.start_ms, span[0]), min(segment.end_ms, span[1])
    level_start, level_end = (
        first + (last - first) * (ms - span[0]) / (span[1] - span[0]) for ms in (start, end)
    )
    arguments = {
        "balls": [ball],
        "start_time": to_seconds(start),
        "end_time": to_seconds(end),
        "color": rgb_list(_times(base_color(segment, start), level_start)),
    }
    if segment.end_color is not None or level_start != level_end:
        arguments["end_color"] = rgb_list(_times(base_color(segment, end), level_end))
    return Call("edit_span", arguments)


def _times(rgb: Rgb, level: float) -> Rgb:
    red, green, blue = (min(255, int(channel * level + 0.5)) for channel in rgb)
    return red, green, blue
