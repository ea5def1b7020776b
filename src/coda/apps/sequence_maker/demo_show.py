"""The show a fresh Coda opens with: a song and a few lights to look at."""

from __future__ import annotations

from importlib.resources import files

import msgspec

from coda.apps.sequence_maker.analysis.values import Analysis, SongInfo
from coda.apps.sequence_maker.entities import AudioFile, Effect, Segment
from coda.apps.sequence_maker.show import new_show, project
from coda.components.documents import Draft

NAME = "Demo show"
SONG = "demo_song.ogg"

_LIGHTS = (
    # ball, start and end in ms, color, end color
    (0, 0, 4000, (0, 0, 128), (0, 255, 255)),
    (1, 1000, 5000, (0, 0, 128), (0, 255, 255)),
    (2, 2000, 6000, (0, 0, 128), (0, 255, 255)),
    (0, 6000, 7000, (255, 0, 0), None),
    (1, 6500, 7500, (255, 165, 0), None),
    (2, 7000, 8000, (255, 255, 0), None),
)
_FLASH = (8500, 10_000, (255, 255, 255), Effect("strobe", {"frequency": 6.0}))


def demo_song() -> bytes:
    """Synthesised by `scripts/make_demo_song.py`; free of anybody's rights."""
    return (files("coda.apps.sequence_maker") / "demo" / SONG).read_bytes()


def demo_analysis() -> Analysis:
    """What the analyzer finds in the song, so that a fresh Coda knows its beats at once.

    Written by `python -m coda.apps.sequence_maker.analysis.worker`; a test compares the two.
    """
    file = files("coda.apps.sequence_maker") / "demo" / "demo_analysis.json"
    return msgspec.json.decode(file.read_bytes(), type=Analysis)


def fill_demo(draft: Draft, song: SongInfo) -> None:
    balls = new_show(draft, NAME)
    audio = AudioFile(
        content_hash=song.content_hash, filename=SONG, duration_ms=song.duration_ms, embedded=True
    )
    draft.put("project", "project", msgspec.structs.replace(project(draft), audio=audio))
    for ball, start, end, color, end_color in _LIGHTS:
        light = Segment(timeline=balls[ball], start_ms=start, end_ms=end, color=color, end_color=end_color)
        draft.put("segments", draft.new_id(), light)
    start, end, color, strobe = _FLASH
    for ball in balls:
        light = Segment(timeline=ball, start_ms=start, end_ms=end, color=color, effects=(strobe,))
        draft.put("segments", draft.new_id(), light)
