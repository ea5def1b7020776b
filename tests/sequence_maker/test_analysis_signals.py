"""The analysis against songs whose grid is known, and against sounds that have none."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import soundfile

from benchmarks.analysis_score import score
from benchmarks.analysis_signals import SIGNALS
from coda.apps.sequence_maker.analysis.analyze import analyze
from coda.apps.sequence_maker.analysis.values import Analysis
from demo_song_sounds import RATE, pad


def analyzed(folder: Path, samples: np.ndarray, rate: int = RATE) -> Analysis:
    song = folder / "song.wav"
    soundfile.write(song, samples, rate)
    return analyze(song, "0" * 64, lambda _stage, _progress: None)


def holds_together(analysis: Analysis) -> None:
    for times in (analysis.beats_ms, analysis.downbeats_ms, analysis.onsets_ms):
        assert all(a < b for a, b in pairwise(times))
        assert all(0 <= time <= analysis.duration_ms for time in times)
    assert set(analysis.downbeats_ms) <= set(analysis.beats_ms)
    assert analysis.sections[0].start_ms == 0
    assert analysis.sections[-1].end_ms == analysis.duration_ms
    assert all(a.end_ms == b.start_ms and a.label != b.label for a, b in pairwise(analysis.sections))


@pytest.mark.parametrize(
    ("name", "beats_per_bar", "bpm"), [("live drummer", 4, 96), ("breakdowns", 4, 124), ("waltz", 3, 150)]
)
def test_beats_and_bars_are_found_in(name, beats_per_bar, bpm, tmp_path):
    samples, truth = SIGNALS[name]()
    analysis = analyzed(tmp_path, samples)
    beats = score(analysis.beats_ms, truth.beats_ms)
    assert beats.f_measure >= 0.98
    assert abs(beats.bias_ms) <= 5
    assert analysis.beats_per_bar == beats_per_bar
    assert score(analysis.downbeats_ms, truth.downbeats_ms).f_measure >= 0.95
    assert analysis.tempo_bpm == pytest.approx(bpm, abs=5)
    holds_together(analysis)


def test_silence_has_no_beats_and_one_section(tmp_path):
    analysis = analyzed(tmp_path, np.zeros(10 * RATE))
    assert (analysis.beats_ms, analysis.downbeats_ms, analysis.onsets_ms) == ([], [], [])
    assert (analysis.tempo_bpm, analysis.beats_per_bar, analysis.tempo_segments) == (0.0, None, [])
    assert set(analysis.energy.values) == {0.0}
    holds_together(analysis)
    assert len(analysis.sections) == 1


def test_no_downbeats_are_claimed_where_every_beat_is_the_same(tmp_path):
    clicks = np.zeros(30 * RATE)
    for beat in range(60):
        clicks[beat * RATE // 2 : beat * RATE // 2 + 200] = np.hanning(200)
    analysis = analyzed(tmp_path, clicks)
    assert len(analysis.beats_ms) >= 58
    assert analysis.tempo_bpm == pytest.approx(120.0, abs=0.1)
    assert (analysis.downbeats_ms, analysis.beats_per_bar, analysis.downbeat_confidence) == ([], None, 0.0)


def test_sound_without_beats_still_gets_its_sections(tmp_path):
    rng = np.random.default_rng(1)
    dark, bright = pad(40, 12.0, 0.05, rng), pad(88, 12.0, 0.05, rng)
    analysis = analyzed(tmp_path, 0.4 * np.concatenate((dark, 0.3 * bright)))
    holds_together(analysis)
    assert min(abs(section.start_ms - 12_250) for section in analysis.sections) <= 2_100


@pytest.mark.parametrize("rate", [8_000, 22_050, 48_000, 96_000])
def test_the_sample_rate_does_not_move_the_beats(rate, tmp_path):
    samples = np.zeros(20 * rate)
    rng = np.random.default_rng(2)
    for beat in range(39):
        start = round((0.3 + beat * 0.5) * rate)
        samples[start : start + rate // 50] = rng.standard_normal(rate // 50) * np.linspace(
            0.5, 0, rate // 50
        )
    analysis = analyzed(tmp_path, samples, rate)
    found = score(analysis.beats_ms, [300 + 500 * beat for beat in range(39)])
    assert found.f_measure > 0.97
    assert abs(found.bias_ms) <= 3


@pytest.mark.parametrize("frames", [1, 100, 3_000])
def test_a_very_short_sound_is_analyzed_too(frames, tmp_path):
    analysis = analyzed(tmp_path, np.full(frames, 0.5))
    assert analysis.duration_ms == round(frames * 1000 / RATE)
    assert analysis.beats_ms == []
