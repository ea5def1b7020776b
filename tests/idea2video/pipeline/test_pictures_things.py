"""Things that act: each of them has a face, takes poses, wears its character's colours, and is there once."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import cv2
import msgspec
import numpy as np
import pytest

from coda.apps.idea2video.pipeline.art.canvas import Canvas
from coda.apps.idea2video.pipeline.art.casting import look_of
from coda.apps.idea2video.pipeline.art.dice import dice
from coda.apps.idea2video.pipeline.art.figures.registry import body_of
from coda.apps.idea2video.pipeline.art.pen import pen_at
from coda.apps.idea2video.pipeline.panels import composed, draw_panel
from coda.apps.idea2video.pipeline.recipe import FigureRecipe
from coda.apps.idea2video.vocabulary import ELEMENTS, POSES, CameraAngle, Element, Setting
from tests.idea2video.pipeline.pictures import KEEPER, picture


def acting(element: Element | None, **more: object) -> FigureRecipe:
    figure = FigureRecipe(
        kind="thing",
        features=(),
        colors=("#c8483f", "#3f6fa8", "#e2b344"),
        seed=3,
        element=element,
    )
    return msgspec.structs.replace(figure, **more)


def drawn(figure: FigureRecipe, **look: bool) -> np.ndarray:
    sheet, lights = Canvas(260, 260), Canvas(260, 260)
    seen = replace(look_of(figure, "cinematic"), **look)
    body_of(figure).draw(pen_at(sheet, lights, 130, 220, 110, dice(1)), seen)
    return np.maximum(sheet.pixels, lights.pixels)


@pytest.mark.parametrize("element", ELEMENTS)
def test_every_thing_has_eyes_to_close_and_a_mouth_to_open(element: Element) -> None:
    awake = drawn(acting(element))
    assert cv2.absdiff(awake, drawn(acting(element), closed=True)).max() > 60
    assert cv2.absdiff(awake, drawn(acting(element), speaking=True)).max() > 20


def test_a_thing_blinks_in_the_film() -> None:
    layers = draw_panel(picture(figures=(acting("violin"),))).layers
    assert any(layer.blink is not None for layer in layers)


def test_things_that_act_differ() -> None:
    pictures = {element: drawn(acting(element)) for element in ELEMENTS}
    for first, second in combinations(ELEMENTS, 2):
        assert cv2.absdiff(pictures[first], pictures[second]).mean() > 0.3, (first, second)


@pytest.mark.parametrize("element", ["violin", "moon", "cup", "house"])
def test_poses_are_told_apart(element: Element) -> None:
    pictures = [drawn(acting(element, pose=pose)) for pose in POSES]
    for first, second in combinations(pictures, 2):
        assert not np.array_equal(first, second)


@pytest.mark.parametrize("element", ["balloon", "book", "car", "crystal", "rock", "star"])
def test_a_thing_has_the_colour_of_its_character(element: Element) -> None:
    red, blue = (
        drawn(acting(element, colors=(color, "#3f6fa8", "#e2b344"))).reshape(-1, 4).sum(axis=0, dtype=float)
        for color in ("#d03030", "#3050d0")
    )
    assert red[2] / red[0] > 1.2 * blue[2] / blue[0]


@pytest.mark.parametrize("feature", ["glasses", "hat", "scarf", "crown"])
def test_a_thing_wears_what_marks_it(feature: str) -> None:
    assert not np.array_equal(drawn(acting("cup")), drawn(acting("cup", features=(feature,))))


def test_nobody_knows_what_an_unnamed_thing_is_but_it_has_a_face() -> None:
    assert np.array_equal(drawn(acting(None)), drawn(acting("gift")))


def test_the_moon_does_not_hang_in_the_sky_while_it_acts() -> None:
    night = picture(time="night", setting="rooftop", figures=(acting("moon"),), elements=())
    named = msgspec.structs.replace(night, elements=("moon",))
    without = msgspec.structs.replace(night, figures=(KEEPER,))
    assert np.array_equal(composed(draw_panel(night)), composed(draw_panel(named)))
    assert draw_panel(without).backdrop.max() > draw_panel(night).backdrop.max()


@pytest.mark.parametrize("angle", ["BIRD'S EYE VIEW", "CLOSE-UP", "LOW ANGLE"])
def test_it_is_seen_at_every_angle(angle: CameraAngle) -> None:
    there, away = (
        composed(draw_panel(picture(angle=angle, figures=figures))) for figures in ((acting("cup"),), ())
    )
    assert (cv2.absdiff(there, away).max(axis=2) > 40).mean() > 0.002


def test_one_looks_over_its_back_which_has_no_face() -> None:
    scene = picture(angle="OVER THE SHOULDER", elements=())
    alone = msgspec.structs.replace(scene, figures=(acting("cup"),))
    layers = draw_panel(alone).layers
    assert all(layer.blink is None for layer in layers)
    cup, book = (
        composed(draw_panel(msgspec.structs.replace(scene, figures=(acting(element), KEEPER))))
        for element in ("cup", "book")
    )
    assert cv2.absdiff(cup, book).mean() > 1


def test_what_burns_lights_the_night_when_it_acts() -> None:
    def flickers(figure: FigureRecipe, time: str) -> int:
        scene = picture(time=time, setting="meadow", figures=(figure,), elements=())
        return [effect.kind for effect in draw_panel(scene).effects].count("flicker")

    assert flickers(acting("lantern"), "night") == flickers(acting("cup"), "night") + 1
    assert flickers(acting("lantern"), "day") == flickers(acting("cup"), "day")


def test_a_boat_swims_where_water_is_and_stands_elsewhere() -> None:
    def foot(setting: Setting) -> int:
        panel = draw_panel(picture(setting=setting, figures=(acting("boat"), KEEPER), elements=()))
        boat = next(layer for layer in panel.layers if layer.blink is not None)
        return boat.top + boat.pixels.shape[0]

    assert foot("lake") < foot("meadow") - 50
