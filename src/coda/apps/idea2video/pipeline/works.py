"""What a film is made of, and what each part of it is made from: a tree of works with the film at its root.

A work's key is computed from its recipe and from the keys of what it needs, so all keys of a film are known
before anything is made, and computing them loads nothing that draws or sounds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

from coda.apps.idea2video.pipeline import versions
from coda.apps.idea2video.pipeline.keys import Key, installed_version, key_of
from coda.apps.idea2video.pipeline.places import Stay, sounds_of
from coda.apps.idea2video.pipeline.recipe import FilmRecipe, LineRecipe, MusicRecipe, PictureRecipe
from coda.apps.idea2video.pipeline.segments import Clip, Segment, clips_of, segments_of

DRAWING = ("numpy", "opencv-python-headless")
FILMING = (*DRAWING, "pillow", "av")
VOICE = "espeakng-loader"
FONTS = Path(__file__).resolve().parents[1] / "fonts"
POSTER_WIDTH = 960
"""Pixels."""


@dataclass(frozen=True, eq=False)
class Work:
    """One thing to make out of `recipe` and of what it needs.

    `frames` is how much there is of it; `weight` is how long that takes, in bodies' frames.
    """

    key: Key
    suffix: str
    recipe: object
    needs: tuple[Work, ...] = ()
    frames: int = 1
    weight: int = 1


@dataclass(frozen=True)
class PlacedLine:
    """A line that is read: of which shot, counted from 0, and at which frame of the film it begins."""

    line: LineRecipe
    shot: int
    at_frame: int


@dataclass(frozen=True, eq=False)
class FilmWorks:
    """The works whose results the film's maker hands out; all the others are below them."""

    film: Work
    subtitles: Work
    checks: Work
    posters: tuple[Work, ...]
    lines: tuple[Work, ...]

    @property
    def roots(self) -> tuple[Work, ...]:
        return (*self.posters, self.subtitles, self.film, self.checks)


def works_of(recipe: FilmRecipe) -> FilmWorks:
    """Raises FilmError for a recipe of which no film can be made."""
    placed = placed_lines(recipe)
    lines = tuple(line_work(one.line) for one in placed)
    film = film_work(recipe, sound_work(recipe, placed, lines))
    return FilmWorks(
        film=film,
        subtitles=subtitles_work(recipe, placed, lines),
        checks=checks_work(recipe, film),
        posters=tuple(poster_work(shot.picture) for shot in recipe.shots),
        lines=lines,
    )


def below(roots: Iterable[Work], there: Callable[[Work], bool] = lambda _: False) -> list[Work]:
    """The roots and all that they need, each once, after what it needs itself.

    What is `there` is left out, and so is what only such works need.
    """
    found: dict[str, Work] = {}

    def visit(work: Work) -> None:
        if work.key.digest not in found and not there(work):
            for need in work.needs:
                visit(need)
            found[work.key.digest] = work

    for root in roots:
        visit(root)
    return list(found.values())


def placed_lines(recipe: FilmRecipe) -> list[PlacedLine]:
    """The lines that are read, in the middle of their shots; none where no voice is installed."""
    if not installed_version(VOICE):
        return []
    starts = accumulate((shot.frames for shot in recipe.shots), initial=recipe.opening.frames)
    return [
        PlacedLine(shot.line, number, start + max(0, shot.frames - shot.line.frames) // 2)
        for number, (shot, start) in enumerate(zip(recipe.shots, starts, strict=False))
        if shot.line is not None
    ]


def panel_work(picture: PictureRecipe) -> Work:
    key = key_of("panel", versions.PANEL, picture, libraries=DRAWING)
    return Work(key, ".panel", picture, weight=40)


def poster_work(picture: PictureRecipe) -> Work:
    panel = panel_work(picture)
    key = key_of("poster", versions.POSTER, POSTER_WIDTH, inputs=[panel.key], libraries=DRAWING)
    return Work(key, ".jpg", picture, (panel,), weight=4)


def segment_work(segment: Segment) -> Work:
    panels = tuple(panel_work(picture) for picture in segment.pictures)
    key = key_of(
        segment.kind,
        versions.ENCODING,
        (versions.FRAMES, font_digests(), segment),
        inputs=[panel.key for panel in panels],
        libraries=FILMING,
    )
    times = len(segment.stretches)
    return Work(key, ".mp4", segment, panels, segment.frames, segment.frames * times)


@cache
def font_digests() -> dict[str, str]:
    """What is lettered with, by file name."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(FONTS.glob("*.otf"))}


def watch_work(segment: Segment) -> Work:
    piece = segment_work(segment)
    key = key_of("watch", versions.WATCH, segment.frames, inputs=[piece.key], libraries=FILMING)
    return Work(key, ".json", segment.frames, (piece,), segment.frames, segment.frames // 10 + 1)


def line_work(line: LineRecipe) -> Work:
    key = key_of("line", versions.LINE, line, libraries=("numpy", VOICE))
    return Work(key, ".line", line, frames=line.frames, weight=10)


def music_work(music: MusicRecipe) -> Work:
    key = key_of("music", versions.MUSIC, music, libraries=["numpy"])
    return Work(key, ".wav", music, frames=music.frames, weight=music.frames // 20 + 5)


def ambience_work(clips: Iterable[Clip]) -> Work:
    stays = tuple(Stay(sounds_of(clip.picture), clip.frames) for clip in clips)
    frames = sum(stay.frames for stay in stays)
    key = key_of("ambience", versions.AMBIENCE, stays, libraries=["numpy"])
    return Work(key, ".wav", stays, frames=frames, weight=frames // 30 + 5)


def sound_work(recipe: FilmRecipe, placed: list[PlacedLine], lines: tuple[Work, ...]) -> Work:
    needs = (music_work(recipe.music), ambience_work(clips_of(recipe)), *lines)
    starts = tuple(one.at_frame for one in placed)
    key = key_of(
        "sound",
        versions.SOUND,
        (recipe.frames, starts),
        inputs=[need.key for need in needs],
        libraries=("numpy", "av"),
    )
    return Work(key, ".m4a", (recipe.frames, starts), needs, recipe.frames, recipe.frames // 15 + 5)


def film_work(recipe: FilmRecipe, sound: Work) -> Work:
    needs = (sound, *(segment_work(segment) for segment in segments_of(recipe)))
    key = key_of("film", versions.FILM, recipe.title, inputs=[need.key for need in needs], libraries=["av"])
    return Work(key, ".mp4", recipe.title, needs, recipe.frames, 10)


def subtitles_work(recipe: FilmRecipe, placed: list[PlacedLine], lines: tuple[Work, ...]) -> Work:
    captions = tuple((shot.frames, shot.caption, shot.line) for shot in recipe.shots)
    params = (recipe.language, recipe.opening.frames, captions, [one.at_frame for one in placed])
    key = key_of("subtitles", versions.SUBTITLES, params, inputs=[line.key for line in lines])
    return Work(key, ".vtt", (recipe, tuple(placed)), lines)


def checks_work(recipe: FilmRecipe, film: Work) -> Work:
    needs = (film, *(watch_work(segment) for segment in segments_of(recipe)))
    params = (recipe.frames, recipe.aspect)
    key = key_of("checks", versions.CHECKS, params, inputs=[need.key for need in needs], libraries=["av"])
    return Work(key, ".json", recipe, needs, recipe.frames, recipe.frames // 40 + 5)
