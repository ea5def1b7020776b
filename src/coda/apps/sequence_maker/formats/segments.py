"""The timelines of a `.smproj` file: read, put on the grid, overlaps settled as "new wins"."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import Any

from msgspec import UNSET, UnsetType

from coda.apps.sequence_maker.effects import checked_effect
from coda.apps.sequence_maker.entities import (
    EFFECT_TYPES,
    MAX_PIXELS,
    MAX_SHOW_MS,
    MIN_PIXELS,
    Effect,
    Extra,
    Segment,
    Timeline,
)
from coda.apps.sequence_maker.formats.node import Fields, Node
from coda.apps.sequence_maker.lane import Lane
from coda.apps.sequence_maker.overlap import carve, clip
from coda.apps.sequence_maker.times import to_ms
from coda.errors import FileFormatError, ToolValidationError

UNKNOWN_EFFECTS = "unknown_effects"
"""In a segment's `extra`: effects of other programs, kept and written again, but not shown."""


@dataclass(frozen=True)
class Ball:
    """A timeline and its segments, in order; they do not know its id yet."""

    timeline: Timeline
    segments: tuple[Segment, ...]


def read_balls(node: Node, default_pixels: int, warnings: list[str]) -> tuple[Ball, ...]:
    """Adds a sentence to `warnings` for each kind of change that a timeline needed."""
    return tuple(
        _Lane(item.fields(), number, default_pixels, warnings).read()
        for number, item in enumerate(node.items())
    )


class _Lane:
    def __init__(self, fields: Fields, number: int, default_pixels: int, warnings: list[str]) -> None:
        self._fields = fields
        self._number = number
        self._default_pixels = default_pixels
        self._warnings = warnings

    def read(self) -> Ball:
        fields = self._fields
        pixels, color = (
            fields.take("defaultPixels", "default_pixels"),
            fields.take("defaultColor", "default_color"),
        )
        segments = fields.take("segments")
        name = fields.text("name").strip() or f"Ball {self._number + 1}"
        default_pixels = self._default_pixels if pixels is None else _pixels(pixels)
        created = fields.text("created")
        fields.take("modified")
        timeline = Timeline(
            name=name,
            position=self._number,
            default_pixels=default_pixels,
            default_color=None if color is None else color.color(),
            created=created,
            extra=fields.rest(),
        )
        items = [] if segments is None else segments.items()
        read = [_segment(item.fields(), default_pixels) for item in items]
        return Ball(timeline, self._settled(self._inside(read, name), name))

    def _inside(self, segments: list[Segment], name: str) -> list[Segment]:
        lit = [segment for segment in segments if segment.start_ms < min(segment.end_ms, MAX_SHOW_MS)]
        self._warn(name, len(segments) - len(lit), "shorter than 10 ms or after the first hour, left out")
        late = sum(segment.end_ms > MAX_SHOW_MS for segment in lit)
        self._warn(name, late, "reaching past one hour, cut there")
        odd = sum(1 for segment in lit if segment.extra and UNKNOWN_EFFECTS in segment.extra)
        self._warn(name, odd, "with an effect that is not known here, kept but not shown")
        return [clip(segment, 0, MAX_SHOW_MS) for segment in lit]

    def _settled(self, segments: list[Segment], name: str) -> tuple[Segment, ...]:
        lane, ids, covered = Lane(), count(), 0
        for segment in segments:
            for id, old in lane.overlapping(segment.start_ms, segment.end_ms):
                covered += 1
                lane = lane.without_segment(id, old)
                for piece in carve(old, segment.start_ms, segment.end_ms):
                    lane = lane.with_segment(str(next(ids)), piece)
            lane = lane.with_segment(str(next(ids)), segment)
        self._warn(name, covered, "overlapped by a later one, which wins")
        return tuple(segment for _, segment in lane)

    def _warn(self, name: str, many: int, what: str) -> None:
        if many:
            self._warnings.append(f"{name}: {many} {'segment' if many == 1 else 'segments'} {what}.")


def _segment(fields: Fields, default_pixels: int) -> Segment:
    start, end = fields.need("startTime", "start_time"), fields.need("endTime", "end_time")
    start_ms, end_ms = _seconds(start), _seconds(end)
    if end_ms < start_ms:
        end.refuse(f"a time after the start, {start.value}")
    color = fields.need("color").color()
    end_color = fields.take("endColor", "end_color")
    pixels = fields.take("pixels")
    type = fields.take("segment_type", "segmentType")
    effects, unknown = _effects(fields.take("effects"))
    rest: Extra = fields.rest_or_empty()
    if type is not None and type.value != ("solid" if end_color is None else "fade"):
        rest["segment_type"] = type.value
    extra: Extra | UnsetType = {**rest, UNKNOWN_EFFECTS: unknown} if unknown else (rest or UNSET)
    return Segment(
        timeline="",
        start_ms=start_ms,
        end_ms=end_ms,
        color=color,
        end_color=None if end_color is None else end_color.color(),
        pixels=default_pixels if pixels is None else _pixels(pixels),
        effects=effects,
        extra=extra,
    )


def _seconds(node: Node) -> int:
    return to_ms(node.seconds())


def _pixels(node: Node) -> int:
    return node.integer(MIN_PIXELS, MAX_PIXELS)


def _effects(node: Node | None) -> tuple[tuple[Effect, ...], list[Any]]:
    known: list[Effect] = []
    unknown: list[Any] = []
    for item in () if node is None else node.items():
        fields = item.fields()
        type, parameters = fields.need("type").text(), fields.take("parameters")
        if type in EFFECT_TYPES:
            effect = Effect(type, {} if parameters is None else parameters.mapping(), fields.rest())
            known.append(_checked(effect, item.place))
        else:
            unknown.append(item.value)
    return tuple(known), unknown


def _checked(effect: Effect, place: str) -> Effect:
    try:
        return checked_effect(effect)
    except ToolValidationError as error:
        raise FileFormatError(str(error), place) from error
