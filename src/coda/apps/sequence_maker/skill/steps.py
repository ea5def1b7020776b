"""What a clause comes to: tool calls, and the words that announce them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from coda.apps.sequence_maker.entities import Rgb
from coda.apps.sequence_maker.skill.clauses import Clause
from coda.apps.sequence_maker.skill.view import ShowView
from coda.apps.sequence_maker.times import to_seconds

Span = tuple[int, int]
"""Start and end in ms, the end excluded."""


@dataclass(frozen=True)
class Call:
    name: str
    arguments: dict[str, Any]


@dataclass(frozen=True)
class Step:
    """`sentence` goes on from "I'll …" when there are calls; without calls it is the whole answer."""

    sentence: str
    calls: tuple[Call, ...] = ()
    balls: tuple[int, ...] = ()
    spans: tuple[Span, ...] = ()
    darkens: bool = False
    """It takes light away there."""
    lights: bool = False
    """It leaves light on its balls in its spans, so that a later clause can build on it."""


@dataclass(frozen=True)
class Done:
    """A clause that was understood, for those that refer to it."""

    clause: Clause
    step: Step


@dataclass(frozen=True)
class Scene:
    view: ShowView
    before: Done | None = None
    """The command before: in the same message, or the last one of the conversation."""

    def just_lit(self, balls: tuple[int, ...], spans: tuple[Span, ...]) -> bool:
        """Whether the clause before, in this same message, puts light just there: the show lacks it still."""
        before = self.before
        if before is None or not before.clause.pending or not before.step.lights:
            return False
        return set(balls) <= set(before.step.balls) and spans == before.step.spans


@dataclass(frozen=True)
class Intent:
    """One thing that can be asked for: which clauses ask for it, and what it understands in them."""

    name: str
    matches: Callable[[Clause], bool]
    build: Callable[[Clause, Scene], Step]
    words: frozenset[str]
    """The lemmas that have a meaning here. Any other word in the clause is not understood."""
    groups: frozenset[str]
    """The groups of phrases it takes; see `clauses.group_of`."""


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def rgb_list(rgb: Rgb) -> list[int]:
    return list(rgb)


def span_arguments(view: ShowView, span: Span) -> dict[str, float]:
    """`start_time` and `end_time` in seconds; nothing for the whole show."""
    if span == (0, view.total_ms):
        return {}
    return {"start_time": to_seconds(span[0]), "end_time": to_seconds(span[1])}


def balls_argument(view: ShowView, balls: tuple[int, ...]) -> list[int] | str:
    """The indices, or "all" when they are all that may be edited."""
    return "all" if len(balls) > 1 and balls == view.editable() else list(balls)
