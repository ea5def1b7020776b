"""Spans of time over several balls: paint, change, move, darken, add an effect."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from coda.apps.sequence_maker.arguments import (
    BallsArgument,
    ColorArgument,
    EffectArgument,
    SegmentArgument,
    read_color,
    read_segment,
    with_effect,
)
from coda.apps.sequence_maker.colors import color_name
from coda.apps.sequence_maker.effects import make_effect
from coda.apps.sequence_maker.entities import SEGMENTS, EffectType, Rgb, Segment
from coda.apps.sequence_maker.overlap import clip
from coda.apps.sequence_maker.show import remove_light, segments_in
from coda.apps.sequence_maker.targets import Ball, Span, Targets, checked_pixels
from coda.apps.sequence_maker.times import format_span, format_time, to_ms, to_seconds
from coda.apps.sequence_maker.views import numbers
from coda.components.events import Effect as Care
from coda.components.tools import ToolContext, tool
from coda.errors import ToolExecutionError, ToolValidationError

Edit = Callable[[Segment], Segment | None]
"""The piece of a segment inside a span, changed; None when it is not meant."""


class SpanActionAPI:
    """`balls` are numbers from 0, or "all" for every ball the user allowed."""

    def __init__(self, context: ToolContext) -> None:
        self._targets = Targets(context)
        self._draft = context.draft

    @tool(effect=Care.MINOR, category="timeline")
    def paint_span(
        self,
        *,
        balls: BallsArgument = "all",
        start_time: float,
        end_time: float,
        color: ColorArgument,
        end_color: ColorArgument | None = None,
        pixels: int | None = None,
        effects: list[EffectArgument] | None = None,
    ) -> dict[str, Any]:
        """Light several balls alike over one span. What was there is replaced.

        Args:
            balls: Ball numbers from 0, or "all".
            start_time: Seconds.
            end_time: Seconds, greater than start_time.
            color: [r, g, b] of 0 to 255, a name like "red", or "#rrggbb".
            end_color: With it the colour fades from color to end_color.
            pixels: How many of each ball's lights, 1 to 4; the ball's own default if left out.
            effects: Strobe, fade, pulse or rainbow on top, in this order.
        """
        painted = self._targets.balls(balls)
        item = SegmentArgument(
            start_time=start_time,
            end_time=end_time,
            color=color,
            pixels=pixels,
            end_color=end_color,
            effects=effects,
        )
        made = [read_segment(self._targets, ball, item) for ball in painted]
        for segment in made:
            self._draft.put(SEGMENTS, self._draft.new_id(), segment)
        span = Span(made[0].start_ms, made[0].end_ms)
        return self._told(painted, span, segments_created=len(made))

    @tool(effect=Care.MINOR, category="timeline")
    def edit_span(
        self,
        *,
        balls: BallsArgument = "all",
        start_time: float | None = None,
        end_time: float | None = None,
        color: ColorArgument | None = None,
        end_color: ColorArgument | None = None,
        pixels: int | None = None,
        only_color: ColorArgument | None = None,
    ) -> dict[str, Any]:
        """Change the light that is already there; gaps stay dark. Segments are cut at the span's ends.

        Args:
            balls: Ball numbers from 0, or "all".
            start_time: Seconds; the beginning if left out.
            end_time: Seconds; the end of the show if left out.
            color: The new colour; without end_color it makes fades solid.
            end_color: Makes a fade that ends in this colour.
            pixels: How many lights, 1 to 4.
            only_color: Change only what has exactly this colour; of a fade, only the end that has it.
        """
        if color is None and end_color is None and pixels is None:
            raise ToolValidationError("name what to change: color, end_color or pixels", "color")
        only = read_color(only_color, "only_color")
        paint = _Paint(read_color(color, "color"), read_color(end_color, "end_color"), checked_pixels(pixels))
        edit = paint.all if only is None else paint.only(only)
        span = self._targets.open_span(start_time, end_time)
        edited = self._targets.balls(balls)
        changed = self._edit(edited, span, edit)
        if not changed:
            raise ToolExecutionError(self._nothing_there(edited, span, only))
        return self._told(edited, span, segments_changed=changed)

    @tool(effect=Care.MINOR, category="timeline")
    def shift_span(
        self,
        *,
        balls: BallsArgument = "all",
        offset: float,
        start_time: float | None = None,
        end_time: float | None = None,
    ) -> dict[str, Any]:
        """Move every segment that starts inside the span; what they land on is cut away.

        Args:
            balls: Ball numbers from 0, or "all".
            offset: Seconds; negative is earlier.
            start_time: Seconds; the beginning if left out.
            end_time: Seconds; the end of the show if left out.
        """
        moved = self._targets.balls(balls)
        span = self._targets.open_span(start_time, end_time)
        offset_ms = to_ms(offset)
        if not offset_ms:
            raise ToolValidationError(f"offset {offset} moves nothing", "offset")
        shifted = {
            id: self._shifted(segment, offset_ms)
            for ball in moved
            for id, segment in segments_in(self._draft, ball.id, span.start_ms, span.end_ms)
            if segment.start_ms >= span.start_ms
        }
        if not shifted:
            raise ToolExecutionError(f"No segment of {_list(moved)} starts in {_words(span)}.")
        self._draft.replace(SEGMENTS, shifted)
        return self._told(moved, span, segments_moved=len(shifted), offset=to_seconds(offset_ms))

    @tool(effect=Care.MINOR, category="timeline")
    def remove_span(self, start_time: float, end_time: float, balls: BallsArgument = "all") -> dict[str, Any]:
        """Make a span dark. Segments are cut at its ends.

        Args:
            balls: Ball numbers from 0, or "all".
            start_time: Seconds.
            end_time: Seconds, greater than start_time.
        """
        darkened = self._targets.balls(balls)
        span = self._targets.span(start_time, end_time)
        counts = [remove_light(self._draft, ball.id, span.start_ms, span.end_ms) for ball in darkened]
        removed, cut = sum(count[0] for count in counts), sum(count[1] for count in counts)
        if not removed + cut:
            are = "are" if len(darkened) > 1 else "is"
            raise ToolExecutionError(f"{_list(darkened).capitalize()} {are} dark in {_words(span)} already.")
        return self._told(darkened, span, segments_removed=removed, segments_cut=cut)

    @tool(effect=Care.MINOR, category="timeline")
    def add_effect_to_span(
        self,
        *,
        balls: BallsArgument = "all",
        effect_type: EffectType,
        effect_parameters: dict[str, Any] | None = None,
        start_time: float | None = None,
        end_time: float | None = None,
    ) -> dict[str, Any]:
        """Put an effect on the light that is there; it takes the place of one of the same type.

        Segments are cut at the span's ends, so that the effect stays inside it.

        Args:
            balls: Ball numbers from 0, or "all".
            effect_type: strobe, fade, pulse or rainbow.
            effect_parameters: As for add_effect.
            start_time: Seconds; the beginning if left out.
            end_time: Seconds; the end of the show if left out.
        """
        lit = self._targets.balls(balls)
        span = self._targets.open_span(start_time, end_time)
        effect = make_effect(effect_type, effect_parameters or {})

        def edit(piece: Segment) -> Segment:
            return msgspec.structs.replace(piece, effects=with_effect(piece, effect))

        changed = self._edit(lit, span, edit)
        if not changed:
            raise ToolExecutionError(self._nothing_there(lit, span, None))
        return self._told(lit, span, effect_type=effect_type, segments_changed=changed)

    def _edit(self, balls: list[Ball], span: Span, edit: Edit) -> int:
        """How many pieces were meant.

        A piece that is not the whole is put as a new segment, which cuts the old one at the span's ends.
        """
        meant = 0
        for ball in balls:
            for id, segment in segments_in(self._draft, ball.id, span.start_ms, span.end_ms):
                piece = clip(segment, span.start_ms, span.end_ms)
                edited = edit(piece)
                if edited is None:
                    continue
                meant += 1
                if edited != piece:
                    self._draft.put(SEGMENTS, id if piece is segment else self._draft.new_id(), edited)
        return meant

    def _shifted(self, segment: Segment, offset_ms: int) -> Segment:
        start, end = segment.start_ms + offset_ms, segment.end_ms + offset_ms
        if start < 0 or end > max(self._targets.show_end_ms, segment.end_ms):
            where = "before the show begins" if start < 0 else "past the end of the show"
            span = format_span(segment.start_ms, segment.end_ms)
            raise ToolValidationError(
                f"offset {to_seconds(offset_ms)} would move the segment {span} {where}", "offset"
            )
        return msgspec.structs.replace(segment, start_ms=start, end_ms=end)

    def _nothing_there(self, balls: list[Ball], span: Span, only: Rgb | None) -> str:
        there = {
            color_name(segment.color): None
            for ball in balls
            for _, segment in segments_in(self._draft, ball.id, span.start_ms, span.end_ms)
        }
        if only is None or not there:
            return f"There is no light on {_list(balls)} in {_words(span)}; paint_span makes some."
        colors = ", ".join(list(there)[:10])
        return f"Nothing on {_list(balls)} in {_words(span)} is {color_name(only)}; there is {colors}."

    def _told(self, balls: list[Ball], span: Span, **told: Any) -> dict[str, Any]:
        return {
            "success": True,
            "balls": numbers(balls),
            "start_time": to_seconds(span.start_ms),
            "end_time": to_seconds(span.end_ms),
            **told,
            **self._targets.notes(),
        }


class _Paint(msgspec.Struct, frozen=True):
    """What `edit_span` makes of a piece of light."""

    color: Rgb | None
    end_color: Rgb | None
    pixels: int | None

    def all(self, piece: Segment) -> Segment:
        end = self.end_color if self.color is not None or self.end_color is not None else piece.end_color
        return msgspec.structs.replace(
            piece,
            color=piece.color if self.color is None else self.color,
            end_color=end,
            pixels=self.pixels or piece.pixels,
        )

    def only(self, only: Rgb) -> Edit:
        def edit(piece: Segment) -> Segment | None:
            if only not in (piece.color, piece.end_color):
                return None
            new = only if self.color is None else self.color
            end = new if piece.end_color == only else piece.end_color
            return msgspec.structs.replace(
                piece,
                color=new if piece.color == only else piece.color,
                end_color=end if self.end_color is None else self.end_color,
                pixels=self.pixels or piece.pixels,
            )

        return edit


def _list(balls: list[Ball]) -> str:
    words = [str(ball.index + 1) for ball in balls]
    if len(words) == 1:
        return f"ball {words[0]}"
    return f"balls {', '.join(words[:-1])} and {words[-1]}"


def _words(span: Span) -> str:
    return f"{format_time(span.start_ms)} to {format_time(span.end_ms)}"
