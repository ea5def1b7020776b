"""What the pictures of a film cost: panels, and the frames drawn from them, without encoding.

A film of thirty seconds, six shots with their weather and movements, is drawn
in one process with one thread. Prints CPU seconds for each panel and CPU milliseconds for each frame.

    python benchmarks/film_frames.py [--aspect 16:9] [--seconds 30]
"""

from __future__ import annotations

import argparse
import platform
import time

from coda.apps.idea2video.pipeline.frames import shot_frames
from coda.apps.idea2video.pipeline.panels import draw_panel, from_bytes, to_bytes
from coda.apps.idea2video.pipeline.recipe import FPS, CaptionRecipe, FigureRecipe, PictureRecipe, ShotRecipe
from coda.apps.idea2video.vocabulary import (
    Aspect,
    CameraAngle,
    CameraMovement,
    Element,
    Setting,
    TimeOfDay,
    Weather,
)

KEEPER = FigureRecipe(
    kind="old man", features=("beard", "cap", "coat"), colors=("#e0a98a", "#2f4a6a", "#e2b344"), seed=3
)
FOX = FigureRecipe(
    kind="fox", features=("scarf",), colors=("#e07a34", "#3f6fa8", "#3a90a0"), seed=5, pose="sit"
)
CAPTION = CaptionRecipe(
    text="Who lights the lamp for you, when the night is long?", speaker="", language="en"
)

Scene = tuple[Setting, TimeOfDay, Weather, CameraAngle, CameraMovement, tuple[Element, ...]]
SCENES: tuple[Scene, ...] = (
    ("coast", "night", "storm", "WIDE SHOT", "TRACK RIGHT", ("lighthouse",)),
    ("meadow", "day", "clear", "WIDE SHOT", "PAN LEFT", ("windmill",)),
    ("room", "night", "rain", "MEDIUM SHOT", "PUSH IN", ("candle",)),
    ("forest", "dawn", "fog", "WIDE SHOT", "CRANE UP", ()),
    ("snowfield", "day", "snow", "HIGH ANGLE", "HANDHELD", ("snowman",)),
    ("village", "dusk", "clear", "CLOSE-UP", "STATIC", ("house",)),
)


def recipe(scene: Scene, aspect: Aspect) -> PictureRecipe:
    setting, at, weather, angle, _, elements = scene
    return PictureRecipe(
        setting=setting,
        time=at,
        weather=weather,
        mood="calm",
        style="cinematic",
        aspect=aspect,
        angle=angle,
        elements=elements,
        figures=(KEEPER, FOX),
        seed=7,
    )


def measure(scene: Scene, aspect: Aspect, frames: int) -> tuple[float, float, int]:
    """CPU seconds of the panel, of all frames, and the panel's bytes."""
    began = time.process_time()
    picture = recipe(scene, aspect)
    data = to_bytes(draw_panel(picture))
    drawn = time.process_time()
    shot = ShotRecipe(picture=picture, movement=scene[4], frames=frames, caption=CAPTION, line=None)
    for _ in shot_frames(from_bytes(data), shot, 0, frames):
        pass
    return drawn - began, time.process_time() - drawn, len(data)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--aspect", choices=("16:9", "9:16"), default="16:9")
    parser.add_argument("--seconds", type=int, default=30)
    arguments = parser.parse_args()
    frames = arguments.seconds * FPS // len(SCENES)
    print(f"{platform.python_version()}, {len(SCENES)} shots of {frames} frames, {arguments.aspect}")
    print(f"{'':12} {'panel s':>8} {'ms/frame':>9} {'panel kB':>9}")
    measured = [measure(scene, arguments.aspect, frames) for scene in SCENES]
    for scene, (panel, drawing, size) in zip(SCENES, measured, strict=True):
        print(f"{scene[0]:12} {panel:8.2f} {drawing / frames * 1000:9.2f} {size / 1000:9.0f}")
    whole = sum(drawing for _, drawing, _ in measured) / (frames * len(SCENES)) * 1000
    print(f"{'all':12} {sum(panel for panel, _, _ in measured) / len(SCENES):8.2f} {whole:9.2f}")


if __name__ == "__main__":
    main()
