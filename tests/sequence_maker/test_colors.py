"""Colours by name, hex and numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coda.apps.sequence_maker.colors import COLOR_NAMES, PALETTE, color_hex, color_name, parse_color
from coda.errors import ToolValidationError

channels = st.integers(0, 255)


def test_there_are_twenty_two_names_and_a_palette_of_nine():
    assert len(COLOR_NAMES) == 22
    assert len(PALETTE) == 9
    assert set(PALETTE) <= set(COLOR_NAMES)


@pytest.mark.parametrize(
    ("value", "color"),
    [
        ("red", (255, 0, 0)),
        ("  Magenta ", (255, 0, 255)),
        ("GREY", (128, 128, 128)),
        ("gold", (255, 215, 0)),
        ("#ff8000", (255, 128, 0)),
        ("FF8000", (255, 128, 0)),
        ("#f80", (255, 136, 0)),
        ("rgb(1, 2, 3)", (1, 2, 3)),
        ("1, 2, 3", (1, 2, 3)),
        ("1 2 3", (1, 2, 3)),
        ([1, 2, 3], (1, 2, 3)),
        ((1, 2, 3), (1, 2, 3)),
    ],
)
def test_a_colour_may_be_said_in_many_ways(value, color):
    assert parse_color(value) == color


def test_an_unknown_name_is_refused_with_the_nearest_names_and_never_becomes_white():
    with pytest.raises(
        ToolValidationError, match='end_color "purpel" is not a colour I know: did you mean purple'
    ):
        parse_color("purpel", "end_color")


def test_a_name_like_no_other_is_refused_with_all_names():
    with pytest.raises(ToolValidationError, match=r'known are red, orange.*gold, and any "#rrggbb"'):
        parse_color("xyzzyx")


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ([255, 0], "must be three numbers"),
        ([0, 0, 0, 0], "must be three numbers"),
        ([0, 300, 0], r"holds 300: .* from 0 to 255"),
        ([0, -1, 0], "holds -1"),
        ([0, 0.5, 0], "holds 0.5"),
        ([True, 0, 0], "holds True"),
        ("rgb(300, 0, 0)", "holds 300"),
        (5, "not 5"),
        (None, "not None"),
    ],
)
def test_what_is_no_colour_is_refused_with_the_reason(value, reason):
    with pytest.raises(ToolValidationError, match=reason) as refused:
        parse_color(value)
    assert refused.value.parameter_name == "color"


@given(st.tuples(channels, channels, channels))
def test_every_colour_can_be_read_back_from_what_it_is_called(color):
    assert parse_color(color_name(color)) == color
    assert parse_color(color_hex(color)) == color


def test_the_commonest_name_is_used_where_two_share_a_colour():
    assert color_name((0, 255, 0)) == "green"
    assert color_name((255, 0, 255)) == "pink"
    assert color_name((128, 128, 128)) == "gray"
    assert color_name((1, 2, 3)) == "#010203"
