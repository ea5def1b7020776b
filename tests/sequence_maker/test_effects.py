"""The formulas of the four effects, against values worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coda.apps.sequence_maker.effects import base_color, checked_effect, color_of, make_effect
from coda.apps.sequence_maker.entities import Effect
from coda.errors import ToolValidationError
from tests.sequence_maker.shows import BLACK, RED, segment


def lit(*effects: Effect, color=RED, end_color=None, length_ms=1_000):
    return segment("", 500, 500 + length_ms, color, end_color=end_color, effects=effects)


def test_a_solid_segment_keeps_its_colour():
    assert [color_of(lit(), ms) for ms in (500, 1_000, 1_499)] == [RED, RED, RED]


def test_a_fade_is_linear_and_truncated():
    fade = lit(color=(0, 255, 10), end_color=(255, 0, 10))
    assert [base_color(fade, ms) for ms in (500, 750, 1_000, 1_490)] == [
        (0, 255, 10),
        (63, 191, 10),
        (127, 127, 10),
        (252, 2, 10),
    ]


def test_a_strobe_is_lit_for_its_share_of_each_turn():
    strobe = lit(Effect("strobe", {"frequency": 10, "duty_cycle": 0.3}))
    lights = [color_of(strobe, 500 + ms) for ms in range(0, 200, 10)]
    assert lights == ([RED] * 3 + [BLACK] * 7) * 2


def test_a_strobe_flashes_ten_times_a_second_unless_told_otherwise():
    assert [color_of(lit(Effect("strobe")), 500 + ms) for ms in (0, 40, 50, 90, 100)] == [
        RED, RED, BLACK, BLACK, RED,
    ]  # fmt: skip


def test_a_pulse_swings_between_full_and_its_dimmest():
    pulse = lit(Effect("pulse", {"frequency": 1, "min_brightness": 0.2}), color=(200, 100, 0))
    assert color_of(pulse, 500) == (120, 60, 0)
    assert color_of(pulse, 750) == (200, 100, 0)
    assert color_of(pulse, 1_250) == (40, 20, 0)


def test_a_fade_effect_reaches_its_target_over_the_segment():
    fade = lit(Effect("fade", {"target_color": [0, 0, 100]}), color=(100, 0, 0))
    assert [color_of(fade, ms) for ms in (500, 1_000, 1_400)] == [(100, 0, 0), (50, 0, 50), (10, 0, 90)]


@pytest.mark.parametrize(
    ("easing", "middle_ish"), [("linear", 50), ("ease-in", 25), ("ease-out", 75), ("ease-in-out", 50)]
)
def test_easings_differ_on_the_way(easing, middle_ish):
    fade = lit(Effect("fade", {"target_color": [100, 0, 0], "easing": easing}), color=BLACK)
    assert abs(color_of(fade, 1_000)[0] - middle_ish) <= 1
    assert color_of(fade, 500) == BLACK


def test_a_rainbow_turns_the_hue_and_ignores_the_base_colour():
    rainbow = lit(Effect("rainbow", {"speed": 0.5}), color=(1, 2, 3), length_ms=2_000)
    thirds = [color_of(rainbow, 500 + ms) for ms in (0, 1_000)]
    assert thirds == [(255, 0, 0), (0, 255, 255)]


def test_effects_are_applied_in_order_on_the_faded_colour():
    both = lit(
        Effect("fade", {"target_color": [0, 0, 0]}), Effect("strobe", {"frequency": 1}), color=(100, 0, 0)
    )
    assert color_of(both, 750) == (75, 0, 0)
    assert color_of(both, 1_250) == BLACK


@given(
    st.sampled_from(["strobe", "fade", "pulse", "rainbow"]),
    st.tuples(*[st.integers(0, 255)] * 3),
    st.none() | st.tuples(*[st.integers(0, 255)] * 3),
    st.integers(0, 999),
)
def test_every_light_is_a_colour(type, color, end_color, ms):
    light = color_of(lit(Effect(type), color=color, end_color=end_color), 500 + ms)
    assert all(isinstance(channel, int) and 0 <= channel <= 255 for channel in light)


@pytest.mark.parametrize(
    ("type", "parameters", "reason"),
    [
        ("disco", {}, 'effect_type "disco" does not exist: there are strobe, fade, pulse, rainbow'),
        ("strobe", {"frequency": 0}, "effect_parameters.frequency must be a number from 0.01 to 100, not 0"),
        ("strobe", {"duty_cycle": 1.5}, "duty_cycle must be a number from 0 to 1, not 1.5"),
        ("pulse", {"frequency": True}, "frequency must be a number"),
        ("pulse", {"speed": 1}, 'pulse has no parameter "speed"; it has frequency, min_brightness'),
        ("fade", {"easing": "bouncy"}, "easing must be one of linear, ease-in, ease-out, ease-in-out"),
        ("fade", {"target_color": "rde"}, "did you mean red"),
        ("rainbow", {"value": "high"}, "value must be a number from 0 to 1"),
    ],
)
def test_an_effect_that_cannot_be_is_refused_with_what_can(type, parameters, reason):
    with pytest.raises(ToolValidationError, match=reason):
        make_effect(type, parameters)


def test_a_target_colour_may_be_said_by_name():
    assert make_effect("fade", {"target_color": "blue"}) == Effect("fade", {"target_color": [0, 0, 255]})


def test_checking_a_files_effect_lets_unknown_parameters_be():
    effect = Effect("fade", {"duration": 1, "easing": "ease-in"})
    assert checked_effect(effect) == effect
