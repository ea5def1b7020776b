"""The shapes of what a model sends, and the segments they mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal, NotRequired

from pydantic import BeforeValidator, ConfigDict, with_config
from typing_extensions import TypedDict  # pydantic needs this one before Python 3.12

from coda.apps.sequence_maker.colors import parse_color
from coda.apps.sequence_maker.effects import make_effect
from coda.apps.sequence_maker.entities import Effect, EffectType, Rgb, Segment
from coda.apps.sequence_maker.targets import Ball, Targets, checked_pixels
from coda.errors import ToolValidationError

_STRICT = ConfigDict(extra="forbid")
"""A misspelt key is an error, never silently without effect."""


def _is_color(value: Any) -> Any:
    try:
        parse_color(value)
    except ToolValidationError as error:
        raise ValueError(str(error)) from error
    return value


ColorArgument = Annotated[list[int] | str, BeforeValidator(_is_color)]
"""`[r, g, b]`, a name or "#rrggbb"."""

BallsArgument = list[int] | Literal["all"]


@with_config(_STRICT)
class EffectArgument(TypedDict):
    type: EffectType
    parameters: NotRequired[dict[str, Any]]


@with_config(_STRICT)
class SegmentArgument(TypedDict):
    start_time: float
    end_time: float
    color: ColorArgument
    pixels: NotRequired[int | None]
    end_color: NotRequired[ColorArgument | None]
    effects: NotRequired[list[EffectArgument] | None]


@with_config(_STRICT)
class SegmentChanges(TypedDict, total=False):
    start_time: float
    end_time: float
    color: ColorArgument
    pixels: int
    end_color: ColorArgument | None
    effects: list[EffectArgument]


def read_color(value: list[int] | str | None, parameter: str) -> Rgb | None:
    return None if value is None else parse_color(value, parameter)


def read_effects(effects: Sequence[EffectArgument] | None) -> tuple[Effect, ...]:
    return tuple(
        make_effect(effect["type"], effect.get("parameters", {}), f"effects[{number}].parameters")
        for number, effect in enumerate(effects or ())
    )


def read_segment(targets: Targets, ball: Ball, item: SegmentArgument) -> Segment:
    """The segment an item describes; its pixels are the ball's where it names none."""
    span = targets.span(item["start_time"], item["end_time"])
    return Segment(
        timeline=ball.id,
        start_ms=span.start_ms,
        end_ms=span.end_ms,
        color=parse_color(item["color"]),
        end_color=read_color(item.get("end_color"), "end_color"),
        pixels=checked_pixels(item.get("pixels")) or ball.timeline.default_pixels,
        effects=read_effects(item.get("effects")),
    )


def with_effect(segment: Segment, effect: Effect) -> tuple[Effect, ...]:
    """The segment's effects with this one; it takes the place of one of the same type."""
    if all(present.type != effect.type for present in segment.effects):
        return (*segment.effects, effect)
    return tuple(effect if present.type == effect.type else present for present in segment.effects)
