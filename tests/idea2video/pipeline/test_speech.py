"""Mouths move while somebody speaks, in the middle of the shot and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import cv2
import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coda.apps.idea2video.pipeline.art.canvas import Canvas
from coda.apps.idea2video.pipeline.art.casting import look_of
from coda.apps.idea2video.pipeline.art.dice import dice
from coda.apps.idea2video.pipeline.art.figures.look import Look
from coda.apps.idea2video.pipeline.art.figures.registry import BODIES
from coda.apps.idea2video.pipeline.art.pen import pen_at
from coda.apps.idea2video.pipeline.frames import shot_frames
from coda.apps.idea2video.pipeline.layers import Layer
from coda.apps.idea2video.pipeline.panels import draw_panel, from_bytes, to_bytes
from coda.apps.idea2video.pipeline.recipe import DISSOLVE_FRAMES, CaptionRecipe, PictureRecipe
from coda.apps.idea2video.pipeline.speech import open_mouth
from coda.apps.idea2video.vocabulary import FIGURE_KINDS, CameraAngle, FigureKind
from tests.idea2video.pipeline.pictures import KEEPER, STORM, picture, shot

HALF = DISSOLVE_FRAMES // 2


def said(text: str, speaker: str = "Mara") -> CaptionRecipe:
    return CaptionRecipe(text=text, speaker=speaker, language="en")


def speaking(kind: FigureKind = "old man", **changes: object) -> PictureRecipe:
    """The keeper, or another in his place, speaks to the storm."""
    speaker = msgspec.structs.replace(KEEPER, kind=kind, features=(), speaks=True)
    return picture(figures=(speaker, STORM), **changes)


def moving(recipe: PictureRecipe) -> list[Layer]:
    return [layer for layer in draw_panel(recipe).layers if layer.speech is not None]


@given(text=st.text(max_size=200), frames=st.integers(DISSOLVE_FRAMES + 1, 720))
def test_a_mouth_opens_only_between_the_dissolves(text: str, frames: int) -> None:
    found = open_mouth(said(text), frames)
    assert found <= set(range(HALF, frames - HALF))


@pytest.mark.parametrize(
    "text", ["Who lights the lamp for you?", "¿Quién enciende la lámpara?", "谁为你点灯呢？"]
)
def test_a_mouth_opens_and_closes_as_often_as_there_are_syllables(text: str) -> None:
    found = open_mouth(said(text), 240)
    openings = [frame for frame in found if frame - 1 not in found]
    assert 5 <= len(openings) <= 12
    assert max(found) < 240 / 2


def test_a_longer_line_takes_longer_until_the_shot_is_over() -> None:
    short, long, endless = (
        max(open_mouth(said(text), 120)) for text in ("Stay.", "Stay here with me.", "Stay, " * 90)
    )
    assert short < long < endless < 120 - HALF


def test_nobody_moves_the_mouth_to_what_the_narrator_says() -> None:
    assert not open_mouth(said("Night falls.", speaker=""), 96)
    assert not open_mouth(None, 96)


def test_it_rests_at_commas() -> None:
    found = open_mouth(said("No, no, no."), 96)
    gaps = np.diff(sorted(found))
    assert (gaps > 4).sum() == 2


@pytest.mark.parametrize("kind", FIGURE_KINDS)
def test_every_figure_has_a_mouth_to_open(kind: FigureKind) -> None:
    def drawn(look: Look) -> np.ndarray:
        sheet, lights = Canvas(220, 220), Canvas(220, 220)
        BODIES[kind].draw(pen_at(sheet, lights, 110, 190, 130, dice(1)), look)
        return np.maximum(sheet.pixels, lights.pixels)

    look = look_of(msgspec.structs.replace(KEEPER, kind=kind, features=()), "cinematic")
    changed = cv2.absdiff(drawn(look), drawn(replace(look, speaking=True))).max(axis=2) > 30
    assert 0 < changed.mean() < 0.02


@pytest.mark.parametrize("kind", ["girl", "robot", "thing"])
def test_a_small_part_of_a_speaker_is_kept_with_the_mouth_open(kind: FigureKind) -> None:
    (layer,) = moving(speaking(kind))
    assert layer.speech is not None
    height, width = layer.speech[0].shape[:2]
    assert height * width < layer.pixels.shape[0] * layer.pixels.shape[1] / 20


def test_only_who_speaks_moves_the_mouth() -> None:
    assert not moving(picture(figures=(KEEPER, STORM)))


@pytest.mark.parametrize("angle", ["OVER THE SHOULDER", "BIRD'S EYE VIEW"])
def test_no_mouth_is_seen_from_behind_or_from_above(angle: CameraAngle) -> None:
    assert not moving(speaking(angle=angle))


def test_the_picture_of_a_speaker_is_the_same_until_he_speaks() -> None:
    recipe = speaking()
    panel = draw_panel(recipe)
    talk, hush = (
        list(shot_frames(panel, shot(recipe, caption=said("Stay here.", speaker)), 7, 40))
        for speaker in ("Mara", "")
    )
    opened = open_mouth(said("Stay here."), 72)
    rows = slice(0, 400)
    differing = [7 + n for n, (a, b) in enumerate(zip(talk, hush, strict=True)) if (a[rows] != b[rows]).any()]
    assert differing
    assert set(differing) <= opened


def test_a_mouth_is_kept_with_its_panel() -> None:
    panel = draw_panel(speaking())
    again = from_bytes(to_bytes(panel))
    for kept, layer in zip(again.layers, panel.layers, strict=True):
        assert (kept.speech is None) == (layer.speech is None)
        if kept.speech is not None and layer.speech is not None:
            assert np.array_equal(kept.speech[0], layer.speech[0])
            assert kept.speech[1:] == layer.speech[1:]
