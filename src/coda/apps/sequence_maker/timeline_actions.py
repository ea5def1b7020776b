"""Segments, one ball at a time: the functions the first Sequence Maker offered its copilot."""

from __future__ import annotations

from typing import Any

import msgspec

from coda.apps.sequence_maker.arguments import (
    ColorArgument,
    EffectArgument,
    SegmentArgument,
    SegmentChanges,
    read_color,
    read_effects,
    read_segment,
    with_effect,
)
from coda.apps.sequence_maker.colors import parse_color
from coda.apps.sequence_maker.effects import make_effect
from coda.apps.sequence_maker.entities import BLACK, SEGMENTS, TIMELINES, EffectType, Segment
from coda.apps.sequence_maker.show import segments_of
from coda.apps.sequence_maker.targets import Ball, Targets, checked_pixels
from coda.apps.sequence_maker.times import to_seconds
from coda.apps.sequence_maker.views import numbers, present_view, segment_view
from coda.components.events import Effect as Care
from coda.components.tools import ToolContext, tool
from coda.errors import ToolValidationError


class TimelineActionAPI:
    """Everything is checked before anything changes, so a refused call leaves nothing behind."""

    def __init__(self, context: ToolContext) -> None:
        self._targets = Targets(context)
        self._draft = context.draft

    @tool(effect=Care.MINOR, category="timeline")
    def create_segment(
        self,
        timeline_index: int,
        start_time: float,
        end_time: float,
        color: ColorArgument,
        *,
        pixels: int | None = None,
        end_color: ColorArgument | None = None,
        effects: list[EffectArgument] | None = None,
    ) -> dict[str, Any]:
        """Light one ball in one colour, or fading between two. What it overlaps is cut away.

        Args:
            timeline_index: Which ball, from 0.
            start_time: Seconds.
            end_time: Seconds, greater than start_time.
            color: [r, g, b] of 0 to 255, a name like "red", or "#rrggbb".
            pixels: How many of the ball's lights, 1 to 4; the ball's own default if left out.
            end_color: With it the colour fades from color to end_color.
            effects: Strobe, fade, pulse or rainbow on top, in this order.
        """
        ball = self._targets.ball(timeline_index)
        item = SegmentArgument(
            start_time=start_time,
            end_time=end_time,
            color=color,
            pixels=pixels,
            end_color=end_color,
            effects=effects,
        )
        id = self._put_new(read_segment(self._targets, ball, item))
        return self._told(ball, id)

    @tool(effect=Care.MINOR, category="timeline")
    def create_segments_batch(self, timeline_index: int, segments: list[SegmentArgument]) -> dict[str, Any]:
        """Create several segments on one ball; where they overlap, the later in the list wins.

        Args:
            timeline_index: Which ball, from 0.
            segments: Each as for create_segment: start_time, end_time, color, and optionally pixels,
                end_color, effects. If one is wrong, none is created.
        """
        ball = self._targets.ball(timeline_index)
        if not segments:
            raise ToolValidationError("segments is empty: there is nothing to create", "segments")
        made = [self._read_item(ball, number, item) for number, item in enumerate(segments)]
        ids = [self._put_new(segment) for segment in made]
        views = [view for id in ids if (view := present_view(self._draft, id)) is not None]
        return {
            "success": True,
            "timeline_index": timeline_index,
            "segments_created": len(made),
            "segments": sorted(views, key=lambda view: view["index"]),
        }

    @tool(effect=Care.MINOR, category="timeline")
    def modify_segment(
        self, timeline_index: int, segment_index: int, properties: SegmentChanges
    ) -> dict[str, Any]:
        """Change one segment. What is not named stays; what it newly overlaps is cut away.

        Args:
            timeline_index: Which ball, from 0.
            segment_index: Which of its segments, from 0 in order of time.
            properties: Any of start_time, end_time, color, pixels, end_color (null makes it solid),
                effects (replaces all of them).
        """
        ball = self._targets.ball(timeline_index)
        id, segment = self._targets.segment(ball, segment_index)
        if not properties:
            raise ToolValidationError("properties is empty: name at least one thing to change", "properties")
        self._draft.put(SEGMENTS, id, self._changed(segment, properties))
        return self._told(ball, id)

    @tool(effect=Care.MINOR, category="timeline")
    def delete_segment(self, timeline_index: int, segment_index: int) -> dict[str, Any]:
        """Delete one segment; the ball is dark there afterwards.

        Args:
            timeline_index: Which ball, from 0.
            segment_index: Which of its segments, from 0 in order of time.
        """
        ball = self._targets.ball(timeline_index)
        id, segment = self._targets.segment(ball, segment_index)
        self._draft.delete(SEGMENTS, id)
        return {
            "success": True,
            "timeline_index": timeline_index,
            "deleted": segment_view(segment_index, segment),
        }

    @tool(effect=Care.MAJOR, category="timeline")
    def clear_timeline(self, timeline_index: int) -> dict[str, Any]:
        """Delete every segment of one ball.

        Args:
            timeline_index: Which ball, from 0.
        """
        ball = self._targets.ball(timeline_index)
        return {"success": True, "timeline_index": timeline_index, "segments_deleted": self._clear(ball)}

    @tool(effect=Care.MAJOR, category="timeline")
    def clear_all_timelines(self, set_black: bool = True) -> dict[str, Any]:
        """Delete every segment of every ball the copilot may touch.

        Args:
            set_black: Put one black segment over the whole show on each ball.
        """
        balls = self._targets.balls("all")
        deleted = sum(self._clear(ball) for ball in balls)
        if set_black:
            for ball in balls:
                self._put_new(self._black(ball))
        return {
            "success": True,
            "timelines_cleared": len(balls),
            "balls": numbers(balls),
            "segments_deleted": deleted,
            "set_black": set_black,
        }

    @tool(effect=Care.MINOR, category="timeline")
    def set_default_color(self, timeline_index: int, color: ColorArgument) -> dict[str, Any]:
        """Set the colour that is offered for new segments of a ball; lights nothing by itself.

        Args:
            timeline_index: Which ball, from 0.
            color: [r, g, b] of 0 to 255, a name like "red", or "#rrggbb".
        """
        ball = self._targets.ball(timeline_index)
        default = parse_color(color)
        self._draft.put(TIMELINES, ball.id, msgspec.structs.replace(ball.timeline, default_color=default))
        return {"success": True, "timeline_index": timeline_index, "default_color": list(default)}

    @tool(effect=Care.MINOR, category="timeline")
    def add_effect(
        self,
        timeline_index: int,
        segment_index: int,
        effect_type: EffectType,
        effect_parameters: dict[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Put an effect on one segment; it takes the place of one of the same type.

        Args:
            timeline_index: Which ball, from 0.
            segment_index: Which of its segments, from 0 in order of time.
            effect_type: strobe, fade, pulse or rainbow.
            effect_parameters: strobe: frequency (Hz), duty_cycle (0 to 1); pulse: frequency (Hz),
                min_brightness (0 to 1); fade: target_color, easing (linear, ease-in, ease-out,
                ease-in-out); rainbow: speed (turns per second), saturation, value (0 to 1).
        """
        ball = self._targets.ball(timeline_index)
        id, segment = self._targets.segment(ball, segment_index)
        effects = with_effect(segment, make_effect(effect_type, effect_parameters or {}))
        self._draft.put(SEGMENTS, id, msgspec.structs.replace(segment, effects=effects))
        return self._told(ball, id)

    def _put_new(self, segment: Segment) -> str:
        id = self._draft.new_id()
        self._draft.put(SEGMENTS, id, segment)
        return id

    def _read_item(self, ball: Ball, number: int, item: SegmentArgument) -> Segment:
        try:
            return read_segment(self._targets, ball, item)
        except ToolValidationError as error:
            raise ToolValidationError(f"segments[{number}]: {error}", "segments") from error

    def _changed(self, segment: Segment, properties: SegmentChanges) -> Segment:
        changes: dict[str, Any] = self._changed_times(segment, properties)
        if "color" in properties:
            changes["color"] = parse_color(properties["color"])
        if "end_color" in properties:
            changes["end_color"] = read_color(properties["end_color"], "end_color")
        if "pixels" in properties:
            changes["pixels"] = checked_pixels(properties["pixels"])
        if "effects" in properties:
            changes["effects"] = read_effects(properties["effects"])
        return msgspec.structs.replace(segment, **changes)

    def _changed_times(self, segment: Segment, properties: SegmentChanges) -> dict[str, int]:
        if not {"start_time", "end_time"} & properties.keys():
            return {}
        start, end = properties.get("start_time"), properties.get("end_time")
        span = self._targets.span(
            to_seconds(segment.start_ms) if start is None else start,
            to_seconds(min(segment.end_ms, self._targets.show_end_ms)) if end is None else end,
        )
        return {"start_ms": span.start_ms, "end_ms": segment.end_ms if end is None else span.end_ms}

    def _clear(self, ball: Ball) -> int:
        segments = segments_of(self._draft, ball.id)
        for id, _ in segments:
            self._draft.delete(SEGMENTS, id)
        return len(segments)

    def _black(self, ball: Ball) -> Segment:
        return Segment(
            timeline=ball.id,
            start_ms=0,
            end_ms=self._targets.show_end_ms,
            color=BLACK,
            pixels=ball.timeline.default_pixels,
        )

    def _told(self, ball: Ball, id: str) -> dict[str, Any]:
        return {
            "success": True,
            "timeline_index": ball.index,
            "segment": present_view(self._draft, id),
            **self._targets.notes(),
        }
