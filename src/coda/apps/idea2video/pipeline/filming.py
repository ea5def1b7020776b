"""The frames of a segment, drawn one by one and encoded as they come."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from coda.apps.idea2video.pipeline.encoding import Image, encode
from coda.apps.idea2video.pipeline.frames import card_frames, dissolve, shot_frames
from coda.apps.idea2video.pipeline.panels import Panel
from coda.apps.idea2video.pipeline.recipe import SIZES, CardRecipe, PictureRecipe
from coda.apps.idea2video.pipeline.segments import Segment, Stretch

Panels = Callable[[PictureRecipe], Panel]
Step = Callable[[int], None]
"""Is told how many frames are done since it was told last."""


def render_segment(segment: Segment, panels: Panels, target: Path, step: Step) -> None:
    """Draw and encode all frames of a segment. Raises OSError when the disk refuses."""
    size = SIZES[segment.pictures[0].aspect]
    encode(counted(frames_of(segment, panels), step), size, target)


def frames_of(segment: Segment, panels: Panels) -> Iterator[Image]:
    streams = [stretch_frames(stretch, panels) for stretch in segment.stretches]
    return streams[0] if len(streams) == 1 else dissolve(*streams)


def stretch_frames(stretch: Stretch, panels: Panels) -> Iterator[Image]:
    clip, panel = stretch.clip, panels(stretch.clip.picture)
    if isinstance(clip, CardRecipe):
        return card_frames(panel, clip, stretch.start, stretch.stop)
    return shot_frames(panel, clip, stretch.start, stretch.stop)


def counted(frames: Iterator[Image], step: Step) -> Iterator[Image]:
    for frame in frames:
        yield frame
        step(1)
