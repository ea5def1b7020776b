"""How each kind of work is made: its recipe and what it needs go in, a file comes out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from coda.apps.idea2video.pipeline.ambience import ambience_for
from coda.apps.idea2video.pipeline.artifacts import Artifacts
from coda.apps.idea2video.pipeline.checks import check_film
from coda.apps.idea2video.pipeline.failures import FilmError
from coda.apps.idea2video.pipeline.filming import Step, render_segment
from coda.apps.idea2video.pipeline.findings import Watched
from coda.apps.idea2video.pipeline.joining import join
from coda.apps.idea2video.pipeline.mixing import Placed, mixed_down
from coda.apps.idea2video.pipeline.music.performance import music_for
from coda.apps.idea2video.pipeline.narration import speak
from coda.apps.idea2video.pipeline.panels import Panel, draw_panel, from_bytes, poster, to_bytes
from coda.apps.idea2video.pipeline.sound_files import from_pcm, read_wav, write_aac, write_wav
from coda.apps.idea2video.pipeline.spoken import Spoken
from coda.apps.idea2video.pipeline.subtitles import Said, cues_of, webvtt
from coda.apps.idea2video.pipeline.watching import watch
from coda.apps.idea2video.pipeline.works import POSTER_WIDTH, Work

PANELS_AT_HAND = 4
"""Drawn panels that a process keeps in memory: a body and its dissolves need the same ones."""


@dataclass(frozen=True)
class Task:
    """What a maker gets: the recipe of its kind, the files of what it needs in their order, where to write.

    A maker raises OSError when the disk refuses, FilmError when the thing cannot be made.
    """

    recipe: Any
    parts: list[Path]
    target: Path
    step: Step


def make(work: Work, artifacts: Artifacts, step: Step) -> bool:
    """See that the work is there, and say whether it had to be made; what it needs has to be there already.

    Raises FilmError, StoreUnavailableError.
    """
    parts = [part_of(need, artifacts) for need in work.needs]
    made = False

    def write(target: Path) -> None:
        nonlocal made
        MAKERS[work.key.kind](Task(work.recipe, parts, target, step))
        made = True

    artifacts.make(work.key, work.suffix, write, work.frames)
    return made


def part_of(need: Work, artifacts: Artifacts) -> Path:
    path = artifacts.get(need.key)
    if path is None:
        raise FilmError(f"A part of the film ({need.key.kind}) is gone. Make the film once more.")
    return path


def make_panel(task: Task) -> None:
    task.target.write_bytes(to_bytes(draw_panel(task.recipe)))


def make_poster(task: Task) -> None:
    task.target.write_bytes(poster(panel_at(task.parts[0]), POSTER_WIDTH))


def make_segment(task: Task) -> None:
    panels = dict(zip(task.recipe.pictures, task.parts, strict=True))
    render_segment(task.recipe, lambda picture: panel_at(panels[picture]), task.target, task.step)


def make_line(task: Task) -> None:
    task.target.write_bytes(msgspec.msgpack.encode(speak(task.recipe)))


def make_music(task: Task) -> None:
    write_wav(music_for(task.recipe), task.target)


def make_ambience(task: Task) -> None:
    write_wav(ambience_for(task.recipe), task.target)


def make_sound(task: Task) -> None:
    frames, starts = task.recipe
    music, ambience, *lines = task.parts
    placed = [
        Placed(from_pcm(read_line(line).samples)[0], start) for line, start in zip(lines, starts, strict=True)
    ]
    write_aac(mixed_down(read_wav(music), read_wav(ambience), placed, frames), task.target)


def make_film(task: Task) -> None:
    sound, *pieces = task.parts
    join(pieces, sound, task.recipe, task.target)


def make_subtitles(task: Task) -> None:
    film, placed = task.recipe
    said = {
        one.shot: Said(one.at_frame, read_line(line).words)
        for one, line in zip(placed, task.parts, strict=True)
    }
    task.target.write_text(webvtt(cues_of(film, said), film.language), encoding="utf-8")


def make_watch(task: Task) -> None:
    task.target.write_bytes(msgspec.json.encode(watch(task.parts[0], task.recipe)))


def make_checks(task: Task) -> None:
    film, *pieces = task.parts
    watched = [msgspec.json.decode(piece.read_bytes(), type=Watched) for piece in pieces]
    task.target.write_bytes(msgspec.json.encode(check_film(film, task.recipe, watched)))


MAKERS: dict[str, Callable[[Task], None]] = {
    "panel": make_panel,
    "poster": make_poster,
    "body": make_segment,
    "dissolve": make_segment,
    "line": make_line,
    "music": make_music,
    "ambience": make_ambience,
    "sound": make_sound,
    "film": make_film,
    "subtitles": make_subtitles,
    "watch": make_watch,
    "checks": make_checks,
}


@lru_cache(PANELS_AT_HAND)
def panel_at(path: Path) -> Panel:
    return from_bytes(path.read_bytes())


def read_line(path: Path) -> Spoken:
    return msgspec.msgpack.decode(path.read_bytes(), type=Spoken)
