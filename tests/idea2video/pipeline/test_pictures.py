"""Every word of the vocabulary is drawn, the same in every process, and differently from the others."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from itertools import combinations, cycle, islice

import cv2
import msgspec
import numpy as np
import pytest

from coda.apps.idea2video.pipeline.art.canvas import Canvas
from coda.apps.idea2video.pipeline.art.casting import look_of
from coda.apps.idea2video.pipeline.art.dice import dice
from coda.apps.idea2video.pipeline.art.elements.registry import THINGS
from coda.apps.idea2video.pipeline.art.figures.registry import BODIES
from coda.apps.idea2video.pipeline.art.palette import palette_of
from coda.apps.idea2video.pipeline.art.pen import pen_at
from coda.apps.idea2video.pipeline.art.places.registry import PLACES
from coda.apps.idea2video.pipeline.panels import composed, draw_panel, from_bytes, poster, to_bytes
from coda.apps.idea2video.pipeline.recipe import SIZES, FigureRecipe, PictureRecipe
from coda.apps.idea2video.vocabulary import (
    ANGLES,
    ASPECTS,
    ELEMENTS,
    FEATURES,
    FIGURE_KINDS,
    MOODS,
    POSES,
    SETTINGS,
    STYLES,
    TIMES,
    WEATHERS,
    Element,
    Feature,
    Setting,
)
from tests.idea2video.pipeline.pictures import COAST, KEEPER, picture


def everything() -> list[PictureRecipe]:
    """One picture of each setting, which together use every hour, weather, mood, style, aspect and angle."""
    wheels = [cycle(words) for words in (TIMES, WEATHERS, MOODS, STYLES, ASPECTS, ANGLES)]
    recipes: list[PictureRecipe] = []
    for number, setting in enumerate(SETTINGS):
        time, weather, mood, style, aspect, angle = (next(wheel) for wheel in wheels)
        figures = tuple(
            msgspec.structs.replace(KEEPER, kind=kind, pose=POSES[number % len(POSES)])
            for kind in islice(cycle(FIGURE_KINDS), number, number + number % 3)
        )
        elements = tuple(islice(cycle(ELEMENTS), number * 2, number * 2 + 3))
        recipes.append(
            picture(
                setting=setting,
                time=time,
                weather=weather,
                mood=mood,
                style=style,
                aspect=aspect,
                angle=angle,
                figures=figures,
                elements=elements,
                seed=number,
            )
        )
    return recipes


def drawn(figure: FigureRecipe) -> np.ndarray:
    sheet, lights = Canvas(220, 220), Canvas(220, 220)
    pen = pen_at(sheet, lights, 110, 190, 130, dice(1))
    BODIES[figure.kind].draw(pen, look_of(figure, "cinematic"))
    return np.maximum(sheet.pixels, lights.pixels)


def thing(word: Element) -> np.ndarray:
    sheet, lights = Canvas(220, 220), Canvas(220, 220)
    THINGS[word].draw(pen_at(sheet, lights, 110, 190, 100, dice(1)))
    return np.maximum(sheet.pixels, lights.pixels)


class TestVocabulary:
    def test_has_a_drawing_for_each_word(self):
        assert set(PLACES) == set(SETTINGS)
        assert set(THINGS) == set(ELEMENTS)
        assert set(BODIES) == set(FIGURE_KINDS)

    @pytest.mark.parametrize("recipe", everything(), ids=SETTINGS)
    def test_draws_each_setting_at_its_size_without_holes(self, recipe: PictureRecipe):
        panel = draw_panel(recipe)
        width, height = SIZES[recipe.aspect]
        assert (panel.width, panel.height) == (width * 1.25, height * 1.25)
        picture = composed(panel)
        assert picture.std() > 6
        assert 12 < picture.mean() < 245
        assert panel.layers
        for layer in panel.layers:
            assert (layer.pixels[..., :3] <= np.add(layer.pixels[..., 3:], 3, dtype=int)).mean() > 0.99

    def test_draws_elements_that_differ(self):
        pictures = {word: thing(word) for word in ELEMENTS}
        for first, second in combinations(ELEMENTS, 2):
            assert cv2.absdiff(pictures[first], pictures[second]).mean() > 0.3, (first, second)

    def test_draws_figures_that_differ(self):
        pictures = {
            kind: drawn(msgspec.structs.replace(KEEPER, kind=kind, features=())) for kind in FIGURE_KINDS
        }
        for first, second in combinations(FIGURE_KINDS, 2):
            assert cv2.absdiff(pictures[first], pictures[second]).mean() > 0.2, (first, second)

    @pytest.mark.parametrize("feature", FEATURES)
    def test_shows_each_feature(self, feature: Feature):
        kind = "spirit" if feature in {"storm", "wind", "water", "fire", "light"} else "man"
        plain = msgspec.structs.replace(KEEPER, kind=kind, features=())
        assert not np.array_equal(drawn(plain), drawn(msgspec.structs.replace(plain, features=(feature,))))

    @pytest.mark.parametrize("kind", ["girl", "robot", "cat"])
    def test_shows_poses(self, kind: str):
        pictures = [drawn(msgspec.structs.replace(KEEPER, kind=kind, pose=pose)) for pose in POSES]
        assert len({one.tobytes() for one in pictures}) > len(POSES) - 5

    def test_lets_a_figure_hold_what_is_in_the_picture(self):
        holding = msgspec.structs.replace(KEEPER, pose="hold")
        letter, key = (
            draw_panel(picture(figures=(holding,), elements=(word,))) for word in ("letter", "key")
        )
        assert not np.array_equal(letter.layers[-1].pixels, key.layers[-1].pixels)

    @pytest.mark.parametrize(
        ("setting", "asked", "seen"),
        [
            ("meadow", "window", "house"),
            ("village", "door", "house"),
            ("street", "lamp", "lantern"),
            ("room", "window", None),
            ("shop", "door", None),
            ("space", "door", None),
            ("rooftop", "window", None),
        ],
    )
    def test_puts_up_what_belongs_in_a_wall_only_where_there_is_one(
        self, setting: Setting, asked: Element, seen: Element | None
    ):
        wished = draw_panel(picture(setting=setting, elements=(asked,)))
        expected = draw_panel(picture(setting=setting, elements=(seen,) if seen else ()))
        assert len(wished.layers) == len(expected.layers)
        for one, other in zip(wished.layers, expected.layers, strict=True):
            assert np.array_equal(one.pixels, other.pixels)

    def test_puts_a_door_into_the_wall_of_a_room_that_shows_none(self):
        plain, with_door = (draw_panel(picture(setting="room", elements=of)) for of in ((), ("door",)))
        pairs = zip(plain.layers, with_door.layers, strict=False)
        assert not all(np.array_equal(one.pixels, other.pixels) for one, other in pairs)


class TestVariety:
    def test_differs_by_hour_weather_mood_style_and_seed(self):
        changes = (
            {"time": "night"},
            {"weather": "storm"},
            {"mood": "sad"},
            {"style": "anime"},
            {"seed": 8},
            {"setting": "lake"},
        )
        palettes = [palette_of(COAST), *(palette_of(picture(**change)) for change in changes)]
        for first, second in combinations(palettes, 2):
            assert first != second

    def test_keeps_a_scene_in_its_colours_at_every_angle(self):
        assert len({palette_of(picture(angle=angle)) for angle in ANGLES}) == 1

    def test_paints_nights_darker_than_days(self):
        night, day = (composed(draw_panel(picture(time=time))).mean() for time in ("night", "day"))
        assert night < 0.75 * day

    def test_lets_snow_lie_where_it_falls_and_not_indoors(self):
        for setting in ("village", "street", "coast"):
            clear, snowing = (
                composed(draw_panel(picture(setting=setting, time="day", weather=weather, figures=())))
                for weather in ("cloudy", "snow")
            )
            ground = np.s_[-200:, 300:-300]
            assert snowing[ground].mean() > clear[ground].mean() + 15, setting
        room = picture(setting="room", time="day", weather="snow", figures=())
        assert not palette_of(room).snowed


class TestDeterminism:
    def test_gives_the_same_bytes_in_a_fresh_process(self):
        recipe = picture(weather="storm", time="night")
        code = (
            "import sys, hashlib, msgspec;"
            "from coda.apps.idea2video.pipeline.recipe import PictureRecipe;"
            "from coda.apps.idea2video.pipeline.panels import draw_panel, to_bytes;"
            "data = to_bytes(draw_panel(msgspec.json.decode(sys.stdin.buffer.read(), type=PictureRecipe)));"
            "print(hashlib.sha256(data).hexdigest())"
        )
        told = subprocess.run(
            [sys.executable, "-c", code], input=msgspec.json.encode(recipe), capture_output=True, check=True
        ).stdout.decode()
        assert told.strip() == hashlib.sha256(to_bytes(draw_panel(recipe))).hexdigest()

    def test_keeps_a_panel_whole_as_bytes(self):
        panel = draw_panel(COAST)
        again = from_bytes(to_bytes(panel))
        assert np.array_equal(again.backdrop, panel.backdrop)
        assert (again.effects, again.focus, again.seed) == (panel.effects, panel.focus, panel.seed)
        for kept, layer in zip(again.layers, panel.layers, strict=True):
            assert np.array_equal(kept.pixels, layer.pixels)
            assert (kept.left, kept.top, kept.depth, kept.motion) == (
                layer.left,
                layer.top,
                layer.depth,
                layer.motion,
            )

    def test_makes_a_poster_of_the_width_asked_for(self):
        data = poster(draw_panel(picture(aspect="9:16")), 360)
        image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
        assert image is not None
        assert data[:2] == b"\xff\xd8"
        assert image.shape == (640, 360, 3)
