"""Frames depend on recipe and number alone, keep moving, and are what the encoder takes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from coda.apps.idea2video.pipeline.camera import Lens, view_at
from coda.apps.idea2video.pipeline.frames import card_frames, dissolve, shot_frames
from coda.apps.idea2video.pipeline.layers import Layer, Panel
from coda.apps.idea2video.pipeline.panels import draw_panel
from coda.apps.idea2video.pipeline.planes import Plane
from coda.apps.idea2video.pipeline.recipe import DISSOLVE_FRAMES, FPS, CaptionRecipe
from coda.apps.idea2video.vocabulary import MOVEMENTS, WEATHERS, CameraMovement, Weather
from tests.idea2video.pipeline.pictures import COAST, card, picture, shot

HALF = DISSOLVE_FRAMES // 2
CAPTION = CaptionRecipe(text="Who lights the lamp for you?", speaker="The storm", language="en")


@pytest.fixture(scope="module")
def panel() -> Panel:
    return draw_panel(COAST)


def one(frames: Iterator[np.ndarray]) -> np.ndarray:
    (frame,) = frames
    return frame


class TestShape:
    def test_is_i420_of_the_aspect_in_limited_range(self, panel: Panel):
        tall = picture(aspect="9:16")
        for each, recipe, size in ((panel, COAST, (1080, 1280)), (draw_panel(tall), tall, (1920, 720))):
            frame = one(shot_frames(each, shot(recipe), 10, 11))
            assert frame.shape == size
            assert frame.dtype == np.uint8
            luma, chroma = frame[: size[0] * 2 // 3], frame[size[0] * 2 // 3 :]
            assert luma.min() >= 16
            assert luma.max() <= 235
            assert chroma.min() >= 16
            assert chroma.max() <= 240

    def test_keeps_neutral_colours_neutral(self):
        snow = picture(
            setting="snowfield", style="realistic", figures=(), elements=(), weather="fog", time="day"
        )
        chroma = one(shot_frames(draw_panel(snow), shot(snow), 0, 1))[720:]
        assert abs(float(chroma.mean()) - 128) < 8


class TestTime:
    def test_gives_the_same_frames_in_any_range(self, panel: Panel):
        whole = list(shot_frames(panel, shot(movement="CRANE UP", caption=CAPTION), -HALF, 12))
        part = list(shot_frames(panel, shot(movement="CRANE UP", caption=CAPTION), 3, 6))
        for early, late in zip(whole[HALF + 3 : HALF + 6], part, strict=True):
            assert np.array_equal(early, late)

    @pytest.mark.parametrize("movement", MOVEMENTS)
    def test_never_stands_still(self, panel: Panel, movement: CameraMovement):
        for start in (-HALF, 34, 72 + HALF - 2):
            before, after = shot_frames(panel, shot(movement=movement), start, start + 2)
            assert np.abs(before.astype(int) - after).mean() > 0.02

    @pytest.mark.parametrize("movement", MOVEMENTS)
    def test_moves_without_a_jolt(self, movement: CameraMovement):
        lens = [
            Lens((1600, 900), (1280, 720), (700, 400), view_at(movement, n / 72, n / FPS)).matrix(1.0)
            @ (500, 300, 1)
            for n in range(-HALF, 72 + HALF)
        ]
        jolts = np.abs(np.diff(lens, n=2, axis=0))
        assert jolts.max() < 0.25

    @pytest.mark.parametrize("movement", MOVEMENTS)
    def test_shows_nothing_beyond_the_panel(self, movement: CameraMovement):
        for n in range(-HALF, 72 + HALF):
            lens = Lens((1600, 900), (1280, 720), (1300, 120), view_at(movement, n / 72, n / FPS))
            zoom, _, left = lens.matrix(1.0)[0]
            top = lens.matrix(1.0)[1, 2]
            assert left <= 1
            assert top <= 1
            assert left + zoom * 1600 >= 1279
            assert top + zoom * 900 >= 719

    @pytest.mark.parametrize("weather", WEATHERS)
    def test_fills_the_air_with_the_weather(self, weather: Weather):
        recipe = picture(weather=weather, figures=(), elements=())
        kinds = {effect.kind for effect in draw_panel(recipe).effects}
        expected = {"rain": "rain", "storm": "lightning", "snow": "snow", "fog": "fog", "wind": "leaves"}
        assert expected.get(weather, "glints") in kinds


class TestCaptions:
    def test_leave_the_dissolves_alone(self, panel: Panel):
        spoken, silent = shot(caption=CAPTION), shot()
        for start, stop in ((-HALF, HALF), (72 - HALF, 72 + HALF)):
            pairs = zip(
                shot_frames(panel, spoken, start, stop), shot_frames(panel, silent, start, stop), strict=True
            )
            assert all(np.array_equal(first, second) for first, second in pairs)

    def test_are_seen_in_the_body(self, panel: Panel):
        spoken, silent = (one(shot_frames(panel, each, 36, 37)) for each in (shot(caption=CAPTION), shot()))
        rows = np.nonzero((spoken != silent)[:720].any(axis=1))[0]
        assert rows.min() > 360

    def test_of_a_card_leave_its_last_frames_alone(self, panel: Panel):
        named, other = (
            list(card_frames(panel, card(text), 72 - HALF, 72 + HALF)) for text in ("One", "Another")
        )
        assert all(np.array_equal(first, second) for first, second in zip(named, other, strict=True))

    def test_of_a_card_rise_into_place(self, panel: Panel):
        titled, blank = card("The Keeper and the Storm", "A film"), card("", "")
        early, late = (
            np.nonzero(
                (one(card_frames(panel, titled, n, n + 1)) != one(card_frames(panel, blank, n, n + 1)))[:720]
            )[0]
            for n in (HALF + 5, 50)
        )
        assert early.size
        assert late.mean() < early.mean() + 40


class TestDissolve:
    def test_goes_from_one_shot_to_the_other(self):
        first = [np.full((6, 4), 40, np.uint8)] * DISSOLVE_FRAMES
        second = [np.full((6, 4), 200, np.uint8)] * DISSOLVE_FRAMES
        levels = [int(frame[0, 0]) for frame in dissolve(iter(first), iter(second))]
        assert levels == sorted(levels)
        assert 40 <= levels[0] < 60
        assert 180 < levels[-1] <= 200
        assert len(levels) == DISSOLVE_FRAMES


def block(color: tuple[int, int, int], left: int, top: int, right: int, bottom: int) -> Plane:
    """An opaque box on a sheet as large as a panel."""
    pixels: Plane = np.zeros((900, 1600, 4), np.uint8)
    pixels[top:bottom, left:right] = (*color, 255)
    return pixels


class TestSheets:
    def test_leave_no_hole_where_a_nearer_sheet_ends(self):
        red, grey = (0, 0, 200), (120, 120, 120)
        cliff = block(grey, 0, 300, 702, 600) | block(grey, 702, 300, 1600, 900)
        layers = (
            Layer(block(red, 0, 200, 1600, 900), 0, 0, 0.5),
            Layer(cliff, 0, 0, 0.8),
            Layer(block(grey, 0, 750, 1600, 900), 0, 0, 1.0),
        )
        sky: Plane = np.full((900, 1600, 3), 255, np.uint8)
        frame = one(shot_frames(Panel(sky, layers, (), (800, 450), 1), shot(), 0, 1))
        v = frame[900:].reshape(360, 640)
        below_the_cliff = v[275:285, 258:270]
        assert below_the_cliff.min() > 200
        assert abs(int(v[200, 300]) - 128) < 4
