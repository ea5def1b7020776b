"""Light that follows the song's beats."""

from __future__ import annotations

from bisect import bisect_left
from typing import Any, Literal

from coda.apps.sequence_maker.arguments import BallsArgument, ColorArgument
from coda.apps.sequence_maker.beat_patterns import Pattern, Piece, beat_pieces
from coda.apps.sequence_maker.colors import parse_color
from coda.apps.sequence_maker.entities import GRID_MS, SEGMENTS, Rgb, Segment
from coda.apps.sequence_maker.targets import Ball, Span, Targets
from coda.apps.sequence_maker.times import format_span, to_ms, to_seconds, up_to_grid
from coda.apps.sequence_maker.views import numbers
from coda.components.events import Effect as Care
from coda.components.tools import ToolContext, tool
from coda.errors import ToolExecutionError, ToolValidationError

BeatType = Literal["all", "downbeat"]


class BeatActionAPI:
    def __init__(self, context: ToolContext) -> None:
        self._targets = Targets(context)
        self._draft = context.draft

    @tool(effect=Care.MINOR, category="timeline")
    def apply_beat_pattern(
        self,
        *,
        balls: BallsArgument = "all",
        pattern_type: Pattern,
        colors: list[ColorArgument],
        start_time: float | None = None,
        end_time: float | None = None,
        section_label: str | None = None,
        beat_type: BeatType = "all",
        duration: float = 0.25,
    ) -> dict[str, Any]:
        """Put light on the beats of the song; between the pieces everything stays as it is.

        Args:
            balls: Ball numbers from 0, or "all".
            pattern_type: pulse (light of `duration` on each beat), toggle (light from beat to beat),
                fade_in or fade_out (five steps of brightness over `duration`).
            colors: At least one; they follow each other from beat to beat.
            start_time: Seconds; the beginning if left out.
            end_time: Seconds; the end of the show if left out.
            section_label: Only in the sections of the song with this label.
            beat_type: all, or downbeat for the first beat of each bar.
            duration: Seconds of light on each beat; toggle needs none.
        """
        lit = self._targets.balls(balls)
        if not colors:
            raise ToolValidationError("colors is empty: name at least one colour", "colors")
        cycle = [parse_color(color, f"colors[{number}]") for number, color in enumerate(colors)]
        duration_ms = _checked_duration(duration)
        span = self._targets.open_span(start_time, end_time)
        ranges = [span] if section_label is None else self._within(span, section_label)
        found = [self._beats(part, beat_type) for part in ranges]
        pieces = _pieces(pattern_type, ranges, found, cycle, duration_ms)
        if not pieces:
            kind = "beats" if beat_type == "all" else "downbeats"
            where = " and ".join(format_span(part.start_ms, part.end_ms) for part in ranges)
            raise ToolExecutionError(f"The song has no {kind} in {where}.")
        for ball in lit:
            self._put(ball, pieces)
        return {
            "success": True,
            "balls": numbers(lit),
            "beats": sum(map(len, found)),
            "segments_created": len(pieces) * len(lit),
            "start_time": to_seconds(pieces[0][0]),
            "end_time": to_seconds(pieces[-1][1]),
            **self._targets.notes(),
        }

    def _within(self, span: Span, label: str) -> list[Span]:
        """The parts of the sections with that label that lie inside the span."""
        parts = [
            Span(max(span.start_ms, section.start_ms), min(span.end_ms, section.end_ms))
            for section in self._targets.sections(label)
        ]
        inside = [part for part in parts if part.start_ms < part.end_ms]
        if not inside:
            raise ToolExecutionError(
                f'The section "{label}" does not lie in {format_span(span.start_ms, span.end_ms)}.'
            )
        return inside

    def _beats(self, span: Span, beat_type: BeatType) -> list[int]:
        analysis = self._targets.analysis()
        if beat_type == "downbeat" and not analysis.downbeats_ms:
            raise ToolExecutionError('The bars of this song could not be told; use beat_type "all".')
        beats = analysis.beats_ms if beat_type == "all" else analysis.downbeats_ms
        return beats[bisect_left(beats, span.start_ms) : bisect_left(beats, span.end_ms)]

    def _put(self, ball: Ball, pieces: list[Piece]) -> None:
        for start_ms, end_ms, color in pieces:
            segment = Segment(
                timeline=ball.id,
                start_ms=start_ms,
                end_ms=end_ms,
                color=color,
                pixels=ball.timeline.default_pixels,
            )
            self._draft.put(SEGMENTS, self._draft.new_id(), segment)


def _pieces(
    pattern: Pattern, ranges: list[Span], beats: list[list[int]], colors: list[Rgb], duration_ms: int
) -> list[Piece]:
    """A section may end off the grid; its last piece ends with the grid's next step at the latest."""
    return [
        piece
        for part, found in zip(ranges, beats, strict=True)
        for piece in beat_pieces(pattern, found, colors, duration_ms, up_to_grid(part.end_ms))
    ]


def _checked_duration(duration: float) -> int:
    duration_ms = to_ms(duration)
    if duration_ms < GRID_MS:
        raise ToolValidationError(
            f"duration {duration} must be at least {to_seconds(GRID_MS)} seconds", "duration"
        )
    return duration_ms
