"""A film's pictures cut where edits do not reach: the body of each clip, and the dissolves in between.

A clip's own time runs from 0 to its `frames`. Half of a dissolve lies in the clip before it and half in the
one after it, in each case reaching as far beyond that clip's end::

    clip 0   |---- body ----|~~6~~|~~6~~
    clip 1             ~~6~~|~~6~~|---- body ----|~~6~~|
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, chain, pairwise
from typing import Literal

import msgspec

from coda.apps.idea2video.pipeline.failures import FilmError
from coda.apps.idea2video.pipeline.recipe import (
    DISSOLVE_FRAMES,
    FPS,
    CardRecipe,
    FilmRecipe,
    PictureRecipe,
    ShotRecipe,
)

Clip = CardRecipe | ShotRecipe

HALF = DISSOLVE_FRAMES // 2
SHORTEST = DISSOLVE_FRAMES + 1
"""Frames of a clip that has a dissolve at both ends and a picture of its own in between."""


@dataclass(frozen=True)
class Stretch:
    """The frames `start` up to `stop` of one clip, in the clip's own time. Nothing said is in it."""

    clip: Clip
    start: int
    stop: int


@dataclass(frozen=True)
class Segment:
    """A body has one stretch. A dissolve has two of equal length, which are mixed."""

    kind: Literal["body", "dissolve"]
    stretches: tuple[Stretch, ...]

    @property
    def frames(self) -> int:
        return self.stretches[0].stop - self.stretches[0].start

    @property
    def pictures(self) -> tuple[PictureRecipe, ...]:
        return tuple(stretch.clip.picture for stretch in self.stretches)


def shot_starts(recipe: FilmRecipe) -> list[float]:
    """The seconds at which the shots begin, in the middle of the dissolves that lead to them."""
    frames = [recipe.opening.frames, *(shot.frames for shot in recipe.shots[:-1])]
    return [round(frame / FPS, 3) for frame in accumulate(frames)]


def clips_of(recipe: FilmRecipe) -> list[Clip]:
    return [recipe.opening, *recipe.shots, recipe.ending]


def segments_of(recipe: FilmRecipe) -> list[Segment]:
    """All segments in the order in which they are seen. Raises FilmError for a clip that is too short."""
    clips = clips_of(recipe)
    for number, clip in enumerate(clips):
        if clip.frames < SHORTEST:
            raise FilmError(f"Clip {number} has {clip.frames} frames; it needs {SHORTEST} or more.")
    first, *middle, last = clips
    bodies = [
        body(first, 0, first.frames - HALF),
        *(body(clip, HALF, clip.frames - HALF) for clip in middle),
        body(last, HALF, last.frames),
    ]
    dissolves = [dissolve_between(earlier, later) for earlier, later in pairwise(clips)]
    return [bodies[0], *chain.from_iterable(zip(dissolves, bodies[1:], strict=True))]


def body(clip: Clip, start: int, stop: int) -> Segment:
    return Segment("body", (Stretch(silent(clip), start, stop),))


def dissolve_between(earlier: Clip, later: Clip) -> Segment:
    """Without captions, so that another caption changes nothing but the body."""
    end = earlier.frames
    return Segment(
        "dissolve",
        (
            Stretch(uncaptioned(earlier), end - HALF, end + HALF),
            Stretch(uncaptioned(later), -HALF, HALF),
        ),
    )


def silent(clip: Clip) -> Clip:
    return msgspec.structs.replace(clip, line=None) if isinstance(clip, ShotRecipe) else clip


def uncaptioned(clip: Clip) -> Clip:
    return msgspec.structs.replace(clip, line=None, caption=None) if isinstance(clip, ShotRecipe) else clip
