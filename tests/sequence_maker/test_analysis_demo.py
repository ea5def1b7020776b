"""What the analysis hears in the demo song, against the truth its script wrote down."""

from itertools import pairwise

import numpy as np
import pytest

from benchmarks.analysis_score import score
from coda.apps.sequence_maker.demo_show import demo_analysis as shipped_analysis


def test_the_beats_of_the_demo_song_are_found_exactly(demo_analysis, demo_truth):
    found = score(demo_analysis.beats_ms, demo_truth["beats_ms"])
    assert found.f_measure >= 0.98
    assert abs(found.bias_ms) <= 3
    assert found.spread_ms <= 5


def test_the_analysis_that_ships_with_the_song_is_what_is_heard_in_it(demo_analysis):
    shipped = shipped_analysis()
    assert shipped.content_hash == demo_analysis.content_hash
    assert shipped.analyzer == demo_analysis.analyzer
    agreement = score(shipped.beats_ms, demo_analysis.beats_ms)
    assert agreement.f_measure == 1.0
    assert agreement.spread_ms <= 1  # another processor may round otherwise
    assert [s.label for s in shipped.sections] == [s.label for s in demo_analysis.sections]


def test_the_tempo_change_is_followed(demo_analysis, demo_truth):
    slow, fast = demo_analysis.tempo_segments
    assert slow.bpm == pytest.approx(112.0, abs=0.1)
    assert fast.bpm == pytest.approx(126.0, abs=0.1)
    assert abs(fast.start_ms - demo_truth["tempo_segments"][1]["start_ms"]) <= 20
    assert demo_analysis.tempo_bpm == fast.bpm


def test_the_downbeats_are_found_by_ear(demo_analysis, demo_truth):
    assert score(demo_analysis.downbeats_ms, demo_truth["downbeats_ms"]).f_measure >= 0.98
    assert demo_analysis.beats_per_bar == 4
    assert demo_analysis.downbeat_confidence > 0.5


def test_the_kicks_are_among_the_onsets(demo_analysis, demo_truth):
    onsets = np.array(demo_analysis.onsets_ms)
    near = [np.abs(onsets - kick).min() <= 15 for kick in demo_truth["kicks_ms"]]
    assert np.mean(near) > 0.95


def test_the_sections_cover_the_song_without_gaps(demo_analysis):
    sections = demo_analysis.sections
    assert sections[0].start_ms == 0
    assert sections[-1].end_ms == demo_analysis.duration_ms
    assert all(a.end_ms == b.start_ms for a, b in pairwise(sections))
    assert {section.start_ms for section in sections[1:]} <= set(demo_analysis.downbeats_ms)


def test_the_sections_begin_where_the_arrangement_changes(demo_analysis, demo_truth):
    borders = np.array([section.start_ms for section in demo_analysis.sections])
    for section in demo_truth["sections"][1:]:
        assert np.abs(borders - section["start_ms"]).min() <= 20, section
    assert len(borders) == len(demo_truth["sections"])


def test_both_choruses_sound_alike_and_unlike_the_rest(demo_analysis, demo_truth):
    def label_of(name):
        start = next(s["start_ms"] for s in demo_truth["sections"] if s["label"] == name)
        return next(s.label for s in demo_analysis.sections if s.start_ms <= start + 50 < s.end_ms)

    assert label_of("chorus") == label_of("final chorus")
    assert label_of("chorus") not in {label_of("intro"), label_of("verse"), label_of("breakdown")}


def test_the_energy_curve_rises_in_the_chorus(demo_analysis, demo_truth):
    energy = demo_analysis.energy
    assert len(energy.values) == -(-demo_analysis.duration_ms // energy.step_ms)
    assert min(energy.values) >= 0.0
    assert max(energy.values) == 1.0

    def mean(name):
        section = next(s for s in demo_truth["sections"] if s["label"] == name)
        return np.mean(
            energy.values[section["start_ms"] // energy.step_ms : section["end_ms"] // energy.step_ms]
        )

    assert mean("chorus") > mean("verse") > mean("breakdown")


def test_the_worker_tells_its_stages_in_order_and_its_progress_never_falls(demo_worker_lines):
    *steps, last = demo_worker_lines
    progress = [step["progress"] for step in steps]
    assert progress == sorted(progress)
    assert progress[-1] == 1.0
    assert list(dict.fromkeys(step["stage"] for step in steps)) == [
        "Loading the analyzer",
        "Listening to the song",
        "Finding the beats",
        "Finding the sections",
        "Done",
    ]
    assert set(last) == {"analysis"}
