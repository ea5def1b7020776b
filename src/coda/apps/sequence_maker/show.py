"""The document type of a light show: its collections, its invariants, and questions about it.

The invariants, restored after every edit and checked before every commit:

- segments of one timeline never overlap; the one put last wins (`overlap` says what is left of the
  others);
- a segment belongs to a timeline that is there; removing a timeline removes its segments;
- timelines have distinct positions, 0..n-1; one put at a taken position pushes the others on, and
  removing one closes the gap;
- while a song is loaded the show is as long as the song (rounded up to the grid, at most an hour).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

import msgspec

from coda.apps.sequence_maker.effects import checked_effect, color_of
from coda.apps.sequence_maker.entities import (
    DEFAULT_BALLS,
    DEFAULT_PIXELS,
    DEFAULT_SHOW_MS,
    MAX_SHOW_MS,
    MIN_SHOW_MS,
    NOTES,
    PROJECT,
    SEGMENTS,
    TIMELINES,
    UNTITLED,
    Effect,
    Note,
    Project,
    Rgb,
    Segment,
    Timeline,
)
from coda.apps.sequence_maker.lane import Lane
from coda.apps.sequence_maker.overlap import carve
from coda.apps.sequence_maker.times import format_span, format_time, up_to_grid
from coda.components.documents import Draft, Ordering
from coda.errors import InvariantError, ToolValidationError

KIND = "sequence"

_BALLS = Ordering(TIMELINES)


class ShowIndex:
    """Each timeline's segments in order. A fork shares every lane until one of the two changes it."""

    def __init__(self, lanes: Mapping[str, Lane] | None = None) -> None:
        self._lanes = dict(lanes or {})

    def lane(self, timeline_id: str) -> Lane:
        return self._lanes.get(timeline_id, Lane())

    def update(
        self, collection: str, id: str, before: msgspec.Struct | None, after: msgspec.Struct | None
    ) -> None:
        if collection != SEGMENTS:
            return
        if isinstance(before, Segment) and isinstance(after, Segment) and _same_place(before, after):
            self._lanes[after.timeline] = self.lane(after.timeline).with_changed(id, after)
            return
        if isinstance(before, Segment):
            self._lanes[before.timeline] = self.lane(before.timeline).without_segment(id, before)
        if isinstance(after, Segment):
            self._lanes[after.timeline] = self.lane(after.timeline).with_segment(id, after)

    def fork(self) -> Self:
        return type(self)(self._lanes)


class SequenceType:
    """Declares light shows to the document component."""

    kind = KIND
    collections: Mapping[str, type[msgspec.Struct]] = {
        PROJECT: Project,
        TIMELINES: Timeline,
        SEGMENTS: Segment,
        NOTES: Note,
    }

    def make_index(self) -> ShowIndex:
        return ShowIndex()

    def settle(self, draft: Draft, collection: str, id: str) -> None:
        if collection == SEGMENTS:
            _new_wins(draft, id)
        elif collection == TIMELINES:
            _settle_timeline(draft, id)
        elif collection == PROJECT:
            _song_rules_the_length(draft)

    def check(self, draft: Draft) -> None:
        touched = draft.touched
        for collection, id in touched:
            if collection == SEGMENTS:
                _check_segment(draft, id)
            elif collection == TIMELINES:
                _check_removed(draft, id)
            elif collection == PROJECT and id != PROJECT:
                raise InvariantError(f'The project\'s id is "{PROJECT}", not "{id}".')
        _BALLS.check(draft, "ball")

    def title(self, draft: Draft) -> str:
        return project(draft).name

    def describe(self, collection: str, entity: msgspec.Struct) -> str:
        del collection
        match entity:
            case Segment():
                return f"the segment {_span(entity)}"
            case Timeline():
                return f'the ball "{entity.name}"'
            case Note():
                return f'the note "{entity.text}" at {format_time(entity.time_ms)}'
            case _:
                return "the project's settings"


def new_show(
    draft: Draft,
    name: str = UNTITLED,
    ball_count: int = DEFAULT_BALLS,
    *,
    total_duration_ms: int = DEFAULT_SHOW_MS,
    default_pixels: int = DEFAULT_PIXELS,
    created: str = "",
) -> list[str]:
    """Fill an empty draft with a dark show; the ids of its timelines.

    Raises InvariantError when a value is out of range.
    """
    draft.put(
        PROJECT,
        PROJECT,
        Project(
            name=name.strip() or UNTITLED,
            created=created,
            default_pixels=default_pixels,
            total_duration_ms=total_duration_ms,
        ),
    )
    return [add_ball(draft, f"Ball {number}") for number in range(1, ball_count + 1)]


def add_ball(draft: Draft, name: str, like: Timeline | None = None) -> str:
    """Append a timeline, in every other respect like the given one, and return its id."""
    position = len(timelines(draft))
    if like is None:
        ball = Timeline(name=name, position=position, default_pixels=project(draft).default_pixels)
    else:
        ball = msgspec.structs.replace(like, name=name, position=position)
    id = draft.new_id()
    draft.put(TIMELINES, id, ball)
    return id


def project(draft: Draft) -> Project:
    """Raises InvariantError if the document holds no project yet."""
    entity = draft.get(PROJECT, PROJECT)
    if not isinstance(entity, Project):
        raise InvariantError("This document holds no project.")
    return entity


def timelines(draft: Draft) -> list[tuple[str, Timeline]]:
    """The balls in their order."""
    return _BALLS.of(draft, Timeline)


def notes(draft: Draft) -> list[tuple[str, Note]]:
    """The notes in order of time."""
    found = ((id, entity) for id, entity in draft.entities(NOTES) if isinstance(entity, Note))
    return sorted(found, key=lambda item: (item[1].time_ms, item[0]))


def segment(draft: Draft, id: str) -> Segment | None:
    entity = draft.get(SEGMENTS, id)
    return entity if isinstance(entity, Segment) else None


def lane_of(draft: Draft, timeline_id: str) -> Lane:
    index: ShowIndex = draft.index
    return index.lane(timeline_id)


def segments_of(draft: Draft, timeline_id: str) -> list[tuple[str, Segment]]:
    """A timeline's segments as `(id, segment)`, in order of time."""
    return list(lane_of(draft, timeline_id))


def segments_in(draft: Draft, timeline_id: str, start_ms: int, end_ms: int) -> list[tuple[str, Segment]]:
    """The segments that shine somewhere in `start_ms <= t < end_ms`, in order of time."""
    return lane_of(draft, timeline_id).overlapping(start_ms, end_ms)


def color_at(draft: Draft, timeline_id: str, ms: int) -> Rgb | None:
    """The ball's light at a moment, effects and all; None in a gap, where it is dark."""
    for _, entity in segments_in(draft, timeline_id, ms, ms + 1):
        return color_of(entity, ms)
    return None


def remove_light(draft: Draft, timeline_id: str, start_ms: int, end_ms: int) -> tuple[int, int]:
    """Make a span dark; how many segments went away and how many were cut."""
    removed = cut = 0
    for id, old in segments_in(draft, timeline_id, start_ms, end_ms):
        pieces = carve(old, start_ms, end_ms)
        _replace(draft, id, pieces)
        removed, cut = removed + (not pieces), cut + bool(pieces)
    return removed, cut


def _same_place(before: Segment, after: Segment) -> bool:
    return before.timeline == after.timeline and before.start_ms == after.start_ms


def _new_wins(draft: Draft, id: str) -> None:
    new = segment(draft, id)
    if new is None or new.start_ms >= new.end_ms:
        return
    for old_id, old in lane_of(draft, new.timeline).overlapping(new.start_ms, new.end_ms, but=id):
        _replace(draft, old_id, carve(old, new.start_ms, new.end_ms))


def _replace(draft: Draft, id: str, pieces: tuple[Segment, ...]) -> None:
    """The first piece keeps the id."""
    if not pieces:
        draft.delete(SEGMENTS, id)
    for number, piece in enumerate(pieces):
        draft.put(SEGMENTS, id if number == 0 else draft.new_id(), piece)


def _settle_timeline(draft: Draft, id: str) -> None:
    if draft.get(TIMELINES, id) is None:
        for segment_id, _ in segments_of(draft, id):
            draft.delete(SEGMENTS, segment_id)
    _BALLS.settle(draft, id)


def _song_rules_the_length(draft: Draft) -> None:
    entity = draft.get(PROJECT, PROJECT)
    if not isinstance(entity, Project) or entity.audio is None or not entity.audio.duration_ms:
        return
    length = min(max(up_to_grid(entity.audio.duration_ms), MIN_SHOW_MS), MAX_SHOW_MS)
    if entity.total_duration_ms != length:
        draft.put(PROJECT, PROJECT, msgspec.structs.replace(entity, total_duration_ms=length))


def _check_segment(draft: Draft, id: str) -> None:
    entity = segment(draft, id)
    if entity is None:
        return
    if entity.start_ms >= entity.end_ms:
        raise InvariantError(f"The segment {_span(entity)} must end after it starts.")
    if draft.get(TIMELINES, entity.timeline) is None:
        raise InvariantError(f"The segment {_span(entity)} lies on a ball that is not there.")
    for _, other in lane_of(draft, entity.timeline).overlapping(entity.start_ms, entity.end_ms, but=id):
        raise InvariantError(f"The segment {_span(entity)} overlaps the segment {_span(other)}.")
    if entity.effects:
        _check_effects(entity)


def _check_effects(entity: Segment) -> None:
    try:
        normal = tuple(checked_effect(effect) for effect in entity.effects)
    except ToolValidationError as error:
        raise InvariantError(f"The segment {_span(entity)}: {error}.") from error
    if any(_target(a) != _target(b) for a, b in zip(normal, entity.effects, strict=True)):
        raise InvariantError(f"The segment {_span(entity)}: target_color must be three numbers.")


def _span(entity: Segment) -> str:
    return format_span(entity.start_ms, entity.end_ms)


def _target(effect: Effect) -> list[int] | None:
    target = effect.parameters.get("target_color")
    return None if target is None else list(target)


def _check_removed(draft: Draft, id: str) -> None:
    if draft.get(TIMELINES, id) is None and lane_of(draft, id).count:
        raise InvariantError("A ball was removed, but not its segments.")
