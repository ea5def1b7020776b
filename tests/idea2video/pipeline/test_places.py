"""Places beyond their look: what is seen through their windows, what their shelves hold, what is heard."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from coda.apps.idea2video.pipeline.frames import shot_frames
from coda.apps.idea2video.pipeline.layers import Layer, Motion, Panel
from coda.apps.idea2video.pipeline.panels import composed, draw_panel
from coda.apps.idea2video.pipeline.places import INDOORS, sounds_of
from coda.apps.idea2video.story import concepts
from coda.apps.idea2video.vocabulary import SETTINGS, Setting
from tests.idea2video.pipeline.pictures import picture, shot

_WINDOWED: tuple[Setting, ...] = ("room", "museum", "hospital", "shop", "cafe")


def empty(setting: Setting, **changes: object) -> np.ndarray:
    return composed(draw_panel(picture(setting=setting, figures=(), elements=(), **changes)))


@pytest.mark.parametrize("setting", _WINDOWED)
def test_rain_runs_down_the_windows_of_rooms_and_not_through_them(setting: Setting):
    effects = {effect.kind for effect in draw_panel(picture(setting=setting, weather="rain")).effects}
    assert "window rain" in effects
    assert "rain" not in effects


def test_the_moon_of_a_museum_hangs_behind_its_glass_roof():
    plain = empty("museum", time="night")
    panel = draw_panel(picture(setting="museum", time="night", figures=(), elements=("moon",)))
    changed = np.nonzero(np.abs(composed(panel).astype(int) - plain).max(axis=(1, 2)) > 40)[0]
    assert changed.size
    assert changed.max() < panel.height * 0.25


def test_shelves_of_two_shops_hold_different_wares():
    first, second = (empty("shop", seed=seed).astype(int) for seed in (3, 4))
    assert np.abs(first - second).mean() > 5


def test_a_fairground_shines_at_night():
    fair, meadow = (empty(setting, time="night") for setting in ("fairground", "meadow"))
    bright = [np.count_nonzero(one.min(axis=2) > 150) for one in (fair, meadow)]
    assert bright[0] > 2 * bright[1]


@pytest.mark.parametrize(
    ("setting", "sound"),
    [
        ("museum", "steps"),
        ("hospital", "monitor"),
        ("shop", "bell"),
        ("cafe", "cups"),
        ("fairground", "crowd"),
        ("harbour", "gulls"),
        ("swamp", "frogs"),
    ],
)
def test_each_place_has_a_sound_of_its_own(setting: Setting, sound: str):
    assert sound in sounds_of(picture(setting=setting, weather="wind"))


def test_the_storyteller_and_the_painter_agree_on_what_is_a_room():
    for setting in SETTINGS:
        place = concepts.places()[setting]
        assert not place.room or setting in INDOORS
        assert place.inside or setting not in INDOORS


def spinning(period: float) -> Panel:
    """A white dot above the middle of a black panel, which turns about it."""
    pixels = np.zeros((500, 500, 4), np.uint8)
    pixels[20:60, 230:270] = 255
    middle = (800.0, 450.0)
    layer = Layer(pixels, 550, 200, 0.5, Motion("spin", period=period, pivot=middle))
    return Panel(np.zeros((900, 1600, 3), np.uint8), (layer,), (), middle, 1)


@pytest.mark.parametrize("period", [4.0, -4.0])
def test_what_spins_goes_round_its_pivot(period: float):
    panel, take = spinning(period), shot(picture(), frames=96)
    places = [np.argwhere(next(shot_frames(panel, take, n, n + 1))[:720] > 128) for n in (0, 24, 48, 72)]
    top, side, foot, other = (place.mean(axis=0) - (360, 640) for place in places)
    assert top[0] < -100 < 100 < foot[0]
    assert np.sign(side[1]) == np.sign(period) == -np.sign(other[1])
    assert all(len(place) > 300 for place in places)


def test_nothing_is_seen_of_the_corners_of_what_spins():
    panel, take = spinning(4.0), shot(picture(), frames=96)
    empty = replace(panel.layers[0], pixels=np.zeros_like(panel.layers[0].pixels))
    turning = replace(panel, backdrop=np.full_like(panel.backdrop, 200), layers=(empty,))
    bare = replace(turning, layers=())
    for number in (7, 12, 31):
        one, other = (next(shot_frames(of, take, number, number + 1)) for of in (turning, bare))
        assert np.array_equal(one, other)
