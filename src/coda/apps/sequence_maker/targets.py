"""What a tool call means: which balls, which span, which segment. Refusals say what there is instead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from coda.apps.sequence_maker.analysis.values import Analysis
from coda.apps.sequence_maker.entities import GRID_MS, MAX_PIXELS, MIN_PIXELS, Segment, Timeline
from coda.apps.sequence_maker.services import SequenceServices
from coda.apps.sequence_maker.show import lane_of, project, timelines
from coda.apps.sequence_maker.times import to_ms, to_seconds
from coda.components.tools import ToolContext
from coda.errors import ToolExecutionError, ToolValidationError


@dataclass(frozen=True)
class Ball:
    """A timeline with its number from 0."""

    index: int
    id: str
    timeline: Timeline

    @property
    def words(self) -> str:
        return f"ball {self.index + 1}"


@dataclass(frozen=True)
class Span:
    start_ms: int
    end_ms: int


class Targets:
    """Looks up what the arguments of one call name, in one tool context."""

    def __init__(self, context: ToolContext) -> None:
        self.context = context
        self.draft = context.draft
        self.rounded: list[str] = []
        """Times that were moved to the grid by 1 ms or more (5 ms is the most), for the call's result."""

    @property
    def services(self) -> SequenceServices:
        services = self.context.services
        return services if isinstance(services, SequenceServices) else SequenceServices()

    @property
    def show_end_ms(self) -> int:
        return project(self.draft).total_duration_ms

    def any_ball(self, index: int, parameter: str = "timeline_index") -> Ball:
        """A ball to look at, whether or not it may be edited."""
        balls = timelines(self.draft)
        if not 0 <= index < len(balls):
            raise ToolValidationError(_no_such_ball(index, balls, parameter), parameter)
        return Ball(index, *balls[index])

    def ball(self, index: int, parameter: str = "timeline_index") -> Ball:
        """A ball to edit."""
        ball = self.any_ball(index, parameter)
        if not self._may_edit(ball.id):
            raise ToolExecutionError(f"Ball {index + 1} is not among the balls the copilot may touch.")
        return ball

    def balls(self, wanted: list[int] | Literal["all"]) -> list[Ball]:
        """Balls to edit, each once; "all" are those the user allowed."""
        if wanted == "all":
            return self._every_ball()
        if not wanted:
            raise ToolValidationError('balls is empty: name at least one, or "all"', "balls")
        return [self.ball(index, "balls") for index in dict.fromkeys(wanted)]

    def segment(self, ball: Ball, index: int) -> tuple[str, Segment]:
        lane = lane_of(self.draft, ball.id)
        if not 0 <= index < lane.count:
            there = f"0 to {lane.count - 1}" if lane.count else "none"
            raise ToolValidationError(
                f"segment_index {index} does not exist on {ball.words}: its segments are {there}",
                "segment_index",
            )
        return lane.at(index)

    def span(self, start_time: float, end_time: float) -> Span:
        """A span inside the show, both times in seconds."""
        span = Span(self.time(start_time, "start_time"), self.time(end_time, "end_time"))
        if end_time <= start_time:
            raise ToolValidationError(
                f"end_time {end_time} must be greater than start_time {start_time}", "end_time"
            )
        if span.start_ms == span.end_ms:
            raise ToolValidationError(
                f"start_time {start_time} and end_time {end_time} are the same moment on the"
                f" {GRID_MS} ms grid: make it at least {to_seconds(GRID_MS)} seconds",
                "end_time",
            )
        return span

    def open_span(self, start_time: float | None, end_time: float | None) -> Span:
        """A span whose missing ends are the show's."""
        end = to_seconds(self.show_end_ms) if end_time is None else end_time
        return self.span(start_time or 0.0, end)

    def time(self, seconds: float, parameter: str) -> int:
        """A moment of the show as milliseconds on the grid."""
        if seconds < 0:
            raise ToolValidationError(f"{parameter} {seconds} must be 0 or later", parameter)
        ms = to_ms(seconds)
        if ms > self.show_end_ms:
            raise ToolValidationError(
                f"{parameter} {seconds} is past the end of the show, which lasts"
                f" {to_seconds(self.show_end_ms)} seconds",
                parameter,
            )
        if abs(ms - seconds * 1000) >= 1:
            self.rounded.append(f"{parameter} {seconds} became {to_seconds(ms)} on the {GRID_MS} ms grid")
        return ms

    def notes(self) -> dict[str, list[str]]:
        """What to add to a result when times had to be rounded."""
        return {"rounded": self.rounded} if self.rounded else {}

    def analysis(self) -> Analysis:
        """What is known of the song. Raises ToolExecutionError while nothing is."""
        analysis = self.services.analysis
        if analysis is not None:
            return analysis
        if project(self.draft).audio is None:
            raise ToolExecutionError(
                "No song is loaded. Load one in the studio to know its beats and sections."
            )
        raise ToolExecutionError("The song is not analysed yet. Try again when its beats are shown.")

    def sections(self, label: str) -> list[Span]:
        """The stretches of the song with that label, in any case."""
        sections = self.analysis().sections
        found = [Span(s.start_ms, s.end_ms) for s in sections if s.label.lower() == label.strip().lower()]
        if not found:
            known = ", ".join(dict.fromkeys(section.label for section in sections)) or "none"
            raise ToolExecutionError(f'The song has no section "{label}". Its sections are: {known}.')
        return found

    def _every_ball(self) -> list[Ball]:
        every = [Ball(index, *item) for index, item in enumerate(timelines(self.draft))]
        allowed = [ball for ball in every if self._may_edit(ball.id)]
        if not allowed:
            raise ToolExecutionError("There is no ball the copilot may touch. Allow one beside the chat.")
        return allowed

    def _may_edit(self, timeline_id: str) -> bool:
        """A ball added in this very draft belongs to the copilot."""
        allowed = self.context.scope.get("timelines")
        return (
            allowed is None or timeline_id in allowed or self.draft.base.get("timelines", timeline_id) is None
        )


def checked_pixels(pixels: int | None) -> int | None:
    if pixels is not None and not MIN_PIXELS <= pixels <= MAX_PIXELS:
        raise ToolValidationError(
            f"pixels {pixels} must be from {MIN_PIXELS} to {MAX_PIXELS}: a ball has that many", "pixels"
        )
    return pixels


def _no_such_ball(index: int, balls: list[tuple[str, Timeline]], parameter: str) -> str:
    if not balls:
        return f"{parameter} {index} does not exist: the show has no balls yet"
    if len(balls) == 1:
        return f"{parameter} {index} does not exist: there is 1 ball, 0 ({balls[0][1].name})"
    names = f"{balls[0][1].name} to {balls[-1][1].name}"
    return (
        f"{parameter} {index} does not exist: there are {len(balls)} balls, 0 to {len(balls) - 1} ({names})"
    )
