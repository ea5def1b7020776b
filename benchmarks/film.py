"""What a film of thirty seconds costs: whole, after an edit of one shot, and beside its encoder alone.

Six shots between two cards, 1280 x 720 at 24 frames a second, with voice, music and captions. "Whole" makes
it in an empty directory with two worker processes, "edited" again with another picture in one shot, "caption"
with another caption in one shot, "again" once more unchanged. CPU is that of all processes, wall is what a
user waits. "Frames" draws and encodes every segment in this process and tells both apart: the ratio is
(drawing + encoding) / encoding. "Sound" is music, ambience and mix. Medians of the rounds.

    python benchmarks/film.py [--rounds 3] [--directory DIR]
"""

from __future__ import annotations

import argparse
import platform
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import msgspec

from coda.apps.idea2video.pipeline.ambience import ambience_for
from coda.apps.idea2video.pipeline.artifacts import Artifacts
from coda.apps.idea2video.pipeline.encoding import encode
from coda.apps.idea2video.pipeline.film import make_film
from coda.apps.idea2video.pipeline.filming import frames_of
from coda.apps.idea2video.pipeline.mixing import mixed_down
from coda.apps.idea2video.pipeline.music.performance import music_for
from coda.apps.idea2video.pipeline.panels import draw_panel
from coda.apps.idea2video.pipeline.places import Stay, sounds_of
from coda.apps.idea2video.pipeline.recipe import (
    SIZES,
    CaptionRecipe,
    CardRecipe,
    FigureRecipe,
    FilmRecipe,
    LineRecipe,
    MusicRecipe,
    PictureRecipe,
    ShotRecipe,
)
from coda.apps.idea2video.pipeline.segments import clips_of, segments_of
from coda.apps.idea2video.vocabulary import CameraAngle, CameraMovement

LINES = (
    "On a far coast, an old keeper lights the lamp.",
    "Tonight the storm itself comes to his window.",
    "Why do you burn, when no ship passes here?",
    "Because somebody might be looking.",
    "And so the storm learned to listen to the sea.",
    "They have kept the light together ever since.",
)
ANGLES: tuple[CameraAngle, ...] = (
    "WIDE SHOT",
    "MEDIUM SHOT",
    "LOW ANGLE",
    "CLOSE-UP",
    "HIGH ANGLE",
    "WIDE SHOT",
)
MOVES: tuple[CameraMovement, ...] = ("PUSH IN", "PAN LEFT", "TILT UP", "STATIC", "TRACK RIGHT", "PULL OUT")
KEEPER = FigureRecipe(
    kind="old man", features=("beard", "coat"), colors=("#d8b090", "#334455", "#ccaa33"), seed=4
)
SHOT_FRAMES, OPENING_FRAMES, ENDING_FRAMES = 102, 66, 42


def picture(number: int) -> PictureRecipe:
    return PictureRecipe(
        setting="coast",
        time="dusk",
        weather="storm" if number % 2 else "cloudy",
        mood="mysterious",
        style="cinematic",
        aspect="16:9",
        angle=ANGLES[number],
        elements=("lighthouse",),
        figures=(KEEPER,),
        seed=number,
    )


def shot(number: int) -> ShotRecipe:
    text = LINES[number]
    return ShotRecipe(
        picture=picture(number),
        movement=MOVES[number],
        frames=SHOT_FRAMES,
        caption=CaptionRecipe(text=text, speaker="", language="en"),
        line=LineRecipe(text=text, language="en", voice="", frames=SHOT_FRAMES - 12),
    )


def card(text: str, number: int, frames: int) -> CardRecipe:
    return CardRecipe(text=text, subtitle="", language="en", frames=frames, picture=picture(number))


FRAMES = OPENING_FRAMES + len(LINES) * SHOT_FRAMES + ENDING_FRAMES
WHOLE = FilmRecipe(
    title="The Keeper and the Storm",
    language="en",
    aspect="16:9",
    opening=card("The Keeper and the Storm", 0, OPENING_FRAMES),
    shots=tuple(shot(number) for number in range(len(LINES))),
    ending=card("The End", 5, ENDING_FRAMES),
    music=MusicRecipe(mood="mysterious", bpm=68, frames=FRAMES, seed=7),
)


def edited(**changes: Any) -> FilmRecipe:
    """With another third shot."""
    shots = list(WHOLE.shots)
    shots[2] = msgspec.structs.replace(shots[2], **changes)
    return msgspec.structs.replace(WHOLE, shots=tuple(shots))


FILMS = {
    "whole": WHOLE,
    "edited": edited(picture=msgspec.structs.replace(WHOLE.shots[2].picture, time="night")),
    "caption": edited(caption=CaptionRecipe(text="Why do you burn?", speaker="", language="en")),
    "again": WHOLE,
}


class Times:
    """Seconds by name: one figure for each round."""

    def __init__(self) -> None:
        self._seconds: dict[str, list[float]] = {}

    def add(self, name: str, seconds: float) -> None:
        self._seconds.setdefault(name, []).append(seconds)

    def __getitem__(self, name: str) -> float:
        return statistics.median(self._seconds[name])

    @contextmanager
    def measure(self, name: str, cpu: Callable[[], float]) -> Generator[None]:
        wall, used = time.perf_counter(), cpu()
        yield
        self.add(f"{name} wall", time.perf_counter() - wall)
        self.add(f"{name} CPU", cpu() - used)


def everybodys_cpu() -> float:
    """Of this process and of all that it waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def films(directory: Path, times: Times) -> None:
    artifacts = Artifacts(directory)
    for name, recipe in FILMS.items():
        with times.measure(name, everybodys_cpu):
            make_film(recipe, artifacts, lambda _stage, _progress: None)


def frames(directory: Path, times: Times) -> None:
    drawing = encoding = 0.0
    panels = cache(draw_panel)
    for recipe in dict.fromkeys(clip.picture for clip in clips_of(WHOLE)):
        panels(recipe)
    for segment in segments_of(WHOLE):
        begun = time.process_time()
        images = list(frames_of(segment, panels))
        drawn = time.process_time()
        encode(images, SIZES["16:9"], directory / "segment.mp4")
        drawing, encoding = drawing + drawn - begun, encoding + time.process_time() - drawn
    times.add("drawing", drawing)
    times.add("encoding", encoding)


def sound(times: Times) -> None:
    with times.measure("music", time.process_time):
        music = music_for(WHOLE.music)
    with times.measure("mix", time.process_time):
        stays = tuple(Stay(sounds_of(clip.picture), clip.frames) for clip in clips_of(WHOLE))
        mixed_down(music, ambience_for(stays), [], FRAMES)


def tell(times: Times) -> None:
    print(f"{'film':8} {'CPU s':>7} {'wall s':>7}")
    for name in FILMS:
        print(f"{name:8} {times[f'{name} CPU']:7.2f} {times[f'{name} wall']:7.2f}")
    print(f"an edit is {times['whole CPU'] / times['edited CPU']:.1f} times cheaper than the whole film")
    drawing, encoding = times["drawing"], times["encoding"]
    print(
        f"frames: drawing {1000 * drawing / FRAMES:.1f} ms, encoding {1000 * encoding / FRAMES:.1f} ms each; "
        f"{(drawing + encoding) / encoding:.2f} x the encoder alone"
    )
    print(f"sound: music {times['music CPU']:.2f} CPU s, ambience and mix {times['mix CPU']:.2f} CPU s")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--directory", type=Path, default=None)
    options = parser.parse_args()
    versions = ", ".join(f"{name} {version(name)}" for name in ("av", "opencv-python-headless", "numpy"))
    print(
        f"Python {platform.python_version()}, {versions}; {FRAMES} frames; median of {options.rounds} rounds"
    )
    times = Times()
    for _ in range(options.rounds):
        with tempfile.TemporaryDirectory(dir=options.directory) as directory:
            films(Path(directory), times)
            frames(Path(directory), times)
            sound(times)
    tell(times)


if __name__ == "__main__":
    main()
