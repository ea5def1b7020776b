"""The balls themselves: add, name, remove, copy."""

from __future__ import annotations

from typing import Any

import msgspec

from coda.apps.sequence_maker.entities import SEGMENTS, TIMELINES
from coda.apps.sequence_maker.show import add_ball, lane_of, segments_of, timelines
from coda.apps.sequence_maker.targets import Targets
from coda.components.events import Effect as Care
from coda.components.tools import ToolContext, tool
from coda.errors import ToolExecutionError, ToolValidationError


class BallActionAPI:
    def __init__(self, context: ToolContext) -> None:
        self._targets = Targets(context)
        self._draft = context.draft

    @tool(effect=Care.MINOR, category="timeline")
    def add_timeline(self, name: str | None = None) -> dict[str, Any]:
        """Add a dark ball after the others.

        Args:
            name: "Ball n" if left out.
        """
        index = len(timelines(self._draft))
        ball_name = f"Ball {index + 1}" if name is None else _checked_name(name)
        add_ball(self._draft, ball_name)
        return {"success": True, "timeline_index": index, "name": ball_name}

    @tool(effect=Care.MINOR, category="timeline")
    def rename_timeline(self, timeline_index: int, name: str) -> dict[str, Any]:
        """Give a ball another name.

        Args:
            timeline_index: Which ball, from 0.
            name: The new name.
        """
        ball = self._targets.ball(timeline_index)
        renamed = msgspec.structs.replace(ball.timeline, name=_checked_name(name))
        self._draft.put(TIMELINES, ball.id, renamed)
        return {"success": True, "timeline_index": timeline_index, "name": renamed.name}

    @tool(effect=Care.MAJOR, category="timeline")
    def remove_timeline(self, timeline_index: int) -> dict[str, Any]:
        """Remove a ball with everything on it; the balls after it move up by one.

        Args:
            timeline_index: Which ball, from 0.
        """
        ball = self._targets.ball(timeline_index)
        if len(timelines(self._draft)) == 1:
            raise ToolExecutionError("A show needs at least one ball; clear_timeline makes it dark.")
        deleted = lane_of(self._draft, ball.id).count
        self._draft.delete(TIMELINES, ball.id)
        return {"success": True, "removed": ball.timeline.name, "segments_deleted": deleted}

    @tool(effect=Care.MINOR, category="timeline")
    def duplicate_timeline(self, timeline_index: int) -> dict[str, Any]:
        """Copy a ball with everything on it; the copy stands after the others.

        Args:
            timeline_index: Which ball, from 0.
        """
        ball = self._targets.ball(timeline_index)
        index = len(timelines(self._draft))
        name = f"{ball.timeline.name} (Copy)"
        copy_id = add_ball(self._draft, name, like=ball.timeline)
        segments = segments_of(self._draft, ball.id)
        for _, segment in segments:
            copy = msgspec.structs.replace(segment, timeline=copy_id)
            self._draft.put(SEGMENTS, self._draft.new_id(), copy)
        return {"success": True, "timeline_index": index, "name": name, "segments_created": len(segments)}


def _checked_name(name: str) -> str:
    stripped = " ".join(name.split())
    if not stripped:
        raise ToolValidationError("name is empty", "name")
    return stripped
