"""The parts of the analysis that are pure arithmetic."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coda.apps.sequence_maker.analysis.sections import joined, letters
from coda.apps.sequence_maker.analysis.tempo_runs import bpm_of, tempo_changes, tempo_runs, usual_bpm


def beats(*runs: tuple[float, int]) -> np.ndarray:
    times = [0.0]
    for bpm, count in runs:
        times += [times[-1] + 60_000 / bpm * (n + 1) for n in range(count)]
    return np.array(times)


@settings(max_examples=40, deadline=None)
@given(bpm=st.floats(55, 215), count=st.integers(16, 200), seed=st.integers(0, 9))
def test_a_steady_song_is_one_run_however_the_strokes_jitter(bpm, count, seed):
    times = beats((bpm, count)) + np.random.default_rng(seed).uniform(-5, 5, count + 1)
    assert tempo_runs(times) == [(0, count)]
    assert bpm_of(times, 0, count) == pytest.approx(bpm, rel=0.01)


@settings(max_examples=30, deadline=None)
@given(
    first=st.floats(80, 100),
    ratio=st.floats(1.1, 1.5),
    counts=st.tuples(st.integers(20, 60), st.integers(20, 60)),
)
def test_a_change_of_tempo_is_cut_at_its_beat(first, ratio, counts):
    times = beats((first, counts[0]), (first * ratio, counts[1]))
    assert tempo_runs(times) == [(0, counts[0]), (counts[0], sum(counts))]
    assert tempo_changes(tempo_runs(times), times) == [pytest.approx(times[counts[0]] / 1000)]


def test_the_usual_tempo_is_the_one_that_most_of_the_song_has():
    times = beats((90, 20), (120, 100), (140, 30))
    assert usual_bpm(tempo_runs(times), times) == pytest.approx(120.0)


def test_a_song_without_beats_has_no_tempo():
    assert tempo_runs(np.zeros(0)) == []
    assert usual_bpm([], np.zeros(0)) == 0.0


def test_neighbours_that_sound_alike_are_one_section():
    sections = joined(["A", "B", "B", "A"], [0, 10, 20, 30, 40])
    assert [(s.label, s.start_ms, s.end_ms) for s in sections] == [
        ("Section A", 0, 10),
        ("Section B", 10, 30),
        ("Section A", 30, 40),
    ]


def test_letters_go_on_after_z():
    assert [letters(n) for n in (0, 25, 26, 27, 52)] == ["A", "Z", "AA", "AB", "BA"]
