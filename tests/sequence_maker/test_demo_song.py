"""The committed demo song is what its script makes, and its truth is true."""

import io

import numpy as np
import pytest
import soundfile

import make_demo_song
from demo_song_sounds import RATE, kick, loudness


@pytest.fixture(scope="module")
def decoded(demo_song):
    samples, rate = soundfile.read(io.BytesIO(demo_song), dtype="float64")
    assert rate == RATE
    return samples


def stretch(samples, section):
    return samples[section["start_ms"] * RATE // 1000 : section["end_ms"] * RATE // 1000]


def level(samples):
    return 10 * np.log10(np.mean(np.square(samples)))


def test_the_script_still_makes_the_song_that_is_shipped(decoded):
    rendered = make_demo_song.render()
    assert rendered.shape == decoded.shape
    # The coder is lossy; what it lost is far below the music.
    assert level(decoded - rendered) < level(rendered) - 12
    assert np.corrcoef(decoded[:, 0], rendered[:, 0])[0, 1] > 0.97


def test_the_truth_is_the_scripts(demo_truth):
    assert demo_truth == make_demo_song.truth()


def test_every_kick_starts_where_the_truth_says(decoded, demo_truth):
    mono, drum = decoded.mean(axis=1), kick()[: RATE // 12]
    reach = RATE // 25
    offsets_ms = []
    for stroke in demo_truth["kicks_ms"]:
        first = stroke * RATE // 1000 - reach
        likeness = np.correlate(mono[first : first + 2 * reach + drum.size], drum, mode="valid")
        offsets_ms.append((int(likeness.argmax()) - reach) * 1000 / RATE)
    assert abs(np.median(offsets_ms)) <= 0.5
    assert np.mean(np.abs(offsets_ms) <= 3.0) > 0.95


def test_the_tempo_changes_where_the_chorus_begins(demo_truth):
    slow, fast = demo_truth["tempo_segments"]
    chorus = next(section for section in demo_truth["sections"] if section["label"] == "chorus")
    assert (slow["bpm"], fast["bpm"], fast["start_ms"]) == (112.0, 126.0, chorus["start_ms"])
    gaps = np.diff(demo_truth["beats_ms"])
    before = np.array(demo_truth["beats_ms"][:-1]) < chorus["start_ms"]
    assert np.all(np.abs(gaps[before] - 60_000 / 112) <= 1)
    assert np.all(np.abs(gaps[~before] - 60_000 / 126) <= 1)


def test_the_song_is_mastered_without_clipping(decoded, demo_song):
    assert loudness(decoded.T) == pytest.approx(-14.0, abs=0.5)
    assert np.abs(decoded).max() < 0.95
    assert len(demo_song) < 1_100_000


def test_the_song_is_wide_but_holds_together_in_mono(decoded, demo_truth):
    for section in demo_truth["sections"]:
        part = stretch(decoded, section)
        assert 0.5 < np.corrcoef(part.T)[0, 1] < 0.95, section


def test_the_choruses_are_the_loudest_and_the_end_is_silent(decoded, demo_truth):
    loud = {section["label"]: level(stretch(decoded, section)) for section in demo_truth["sections"]}
    assert min(loud["chorus"], loud["final chorus"]) > max(loud["intro"], loud["verse"], loud["breakdown"])
    assert level(decoded[-RATE // 10 :]) < -60
