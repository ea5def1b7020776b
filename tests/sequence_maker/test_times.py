"""Seconds, milliseconds, the grid, and times in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coda.apps.sequence_maker.times import (
    format_seconds,
    format_span,
    format_time,
    to_grid,
    to_ms,
    to_seconds,
    up_to_grid,
)


@pytest.mark.parametrize(
    ("seconds", "ms"),
    [
        (0, 0),
        (1, 1_000),
        (0.01, 10),
        (0.014, 10),
        (0.015, 20),
        (0.145, 150),
        (1.005, 1_010),
        (284.1425, 284_140),
    ],
)
def test_seconds_become_the_nearest_time_on_the_grid(seconds, ms):
    assert to_ms(seconds) == ms


@given(st.integers(0, 360_000))
def test_a_time_on_the_grid_survives_seconds_and_back(hundredths):
    assert to_ms(to_seconds(hundredths * 10)) == hundredths * 10


@given(st.floats(0, 3_600))
def test_the_grid_moves_a_time_by_five_milliseconds_at_most(seconds):
    assert to_ms(seconds) % 10 == 0
    assert abs(to_ms(seconds) - seconds * 1_000) <= 5.000001


def test_rounding_up_never_cuts_the_end_of_a_song():
    assert [up_to_grid(ms) for ms in (0, 1, 10, 83_214)] == [0, 10, 10, 83_220]
    assert to_grid(83_214) == 83_210


@pytest.mark.parametrize(
    ("ms", "text"),
    [
        (0, "0:00"),
        (10_000, "0:10"),
        (62_500, "1:02.5"),
        (62_250, "1:02.25"),
        (9_010, "0:09.01"),
        (3_600_000, "60:00"),
    ],
)
def test_times_read_as_minutes_and_seconds_without_needless_digits(ms, text):
    assert format_time(ms) == text


def test_spans_and_lengths_read_as_words():
    assert format_span(10_000, 20_500) == "0:10 to 0:20.5"
    assert [format_seconds(length) for length in (1, 0.25, 3.0)] == ["1 second", "0.25 seconds", "3 seconds"]
