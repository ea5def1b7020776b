"""What is heard: loudness, music by mood, ambience, and how they make room for a voice."""

from __future__ import annotations

from itertools import combinations, pairwise

import msgspec
import numpy as np
import pytest
from av.error import BlockingIOError as NothingYetError
from av.error import EOFError as NothingMoreError
from av.filter import Graph
from hypothesis import given
from hypothesis import strategies as st

from coda.apps.idea2video.pipeline.ambience import LOOPS, ambience_for
from coda.apps.idea2video.pipeline.loudness import integrated_loudness, true_peak
from coda.apps.idea2video.pipeline.mixing import Placed, ducked, mixed_down
from coda.apps.idea2video.pipeline.music.composition import compose
from coda.apps.idea2video.pipeline.music.performance import music_for
from coda.apps.idea2video.pipeline.music.theory import STEPS, Chord, Scale, voiced
from coda.apps.idea2video.pipeline.places import Stay, sounds_of
from coda.apps.idea2video.pipeline.recipe import MusicRecipe
from coda.apps.idea2video.pipeline.signals import (
    RATE,
    SAMPLES_PER_FRAME,
    Signal,
    convolved,
    decibels_of,
    fast_size,
    resampled,
    silence,
    stereo,
)
from coda.apps.idea2video.pipeline.sound_files import as_frame, read_wav, write_wav
from coda.apps.idea2video.vocabulary import MOODS, Mood
from tests.idea2video.pipeline.films import SEA

FRAMES = 24 * 8


def bed(mood: Mood = "calm", seed: int = 1, frames: int = FRAMES) -> Signal:
    return music_for(MusicRecipe(mood=mood, bpm=80, frames=frames, seed=seed))


def noise(seconds: float, level: float = 0.1, seed: int = 1) -> Signal:
    return np.random.default_rng(seed).normal(0, level, (2, round(seconds * RATE))).astype(np.float32)


def sine(seconds: float, hertz: float, level: float = 0.1) -> Signal:
    return (level * np.sin(2 * np.pi * hertz * np.arange(round(seconds * RATE)) / RATE)).astype(np.float32)


def judged_by_ffmpeg(sound: Signal) -> float:
    graph = Graph()
    source = graph.add_abuffer(sample_rate=RATE, format="fltp", layout="stereo")
    graph.link_nodes(source, graph.add("ebur128", "metadata=1"), graph.add("abuffersink")).configure()
    measured = 0.0
    for at in range(0, sound.shape[1], 4800):
        graph.push(as_frame(sound[:, at : at + 4800], at))
        while True:
            try:
                measured = float(graph.pull().metadata.get("lavfi.r128.I", measured))
            except (NothingYetError, NothingMoreError):
                break
    return measured


@pytest.mark.parametrize(
    "sound",
    [
        stereo(sine(6, 997)),
        noise(6),
        np.concatenate([noise(3, 0.2), noise(3, 0.002), stereo(sine(3, 60, 0.4), pan=-1)], axis=1),
    ],
    ids=["tone", "noise", "loud and soft"],
)
def test_loudness_is_what_ffmpeg_measures(sound):
    assert integrated_loudness(sound) == pytest.approx(judged_by_ffmpeg(sound), abs=0.05)


def test_silence_and_what_is_too_short_measure_as_silent():
    assert integrated_loudness(silence(RATE)) == integrated_loudness(noise(0.3)) == -70


def test_a_peak_between_the_samples_is_found():
    wave = np.sin(np.pi / 2 * np.arange(RATE) + np.pi / 4).astype(np.float32)
    assert np.abs(wave).max() == pytest.approx(0.7071, abs=0.001)
    assert true_peak(np.stack([wave, wave])[:, 100:-100]) == pytest.approx(1.0, abs=0.02)


@given(st.integers(1, 10_000_000))
def test_a_fast_size_is_large_enough_and_has_only_small_factors(least):
    size = fast_size(least)
    assert least <= size <= 2 * least + 2
    for factor in (2, 3, 5):
        while size % factor == 0:
            size //= factor
    assert size == 1


@given(st.integers(1, 3000), st.integers(1, 400))
def test_convolution_in_blocks_is_convolution(length, taps):
    rng = np.random.default_rng(length + taps)
    sound, response = rng.normal(size=length), rng.normal(size=taps)
    assert np.allclose(convolved(sound, response), np.convolve(sound, response)[:length], atol=1e-3)


def test_resampling_keeps_a_tone_where_it_is():
    times = np.arange(22_050) / 22_050
    tone = np.sin(2 * np.pi * 440 * times) * np.hanning(22_050)
    finer = resampled(tone, 22_050)
    wanted = np.sin(2 * np.pi * 440 * np.arange(RATE) / RATE) * np.hanning(RATE)
    assert np.allclose(finer, wanted, atol=0.002)


@pytest.mark.parametrize("mood", MOODS)
def test_music_lasts_as_long_as_the_film_begins_soft_and_ends_in_silence(mood):
    sound = bed(mood)
    assert sound.shape == (2, FRAMES * SAMPLES_PER_FRAME)
    assert np.abs(sound).max() <= 0.71
    assert abs(float(sound.mean())) < 1e-3
    assert np.abs(sound[:, -100:]).max() < 1e-3
    assert integrated_loudness(sound) > -26
    third = sound.shape[1] // 3
    assert integrated_loudness(sound[:, :third]) < integrated_loudness(sound[:, third : 2 * third])


def test_the_same_recipe_gives_the_same_music_and_another_seed_another_piece():
    assert np.array_equal(bed(), bed())
    recipe = MusicRecipe(mood="calm", bpm=80, frames=FRAMES, seed=1)
    tunes = {compose(msgspec.structs.replace(recipe, seed=seed)).notes for seed in range(6)}
    assert len(tunes) == 6


def test_each_mood_has_a_sound_of_its_own():
    colors = {mood: spectrum(bed(mood, frames=FRAMES // 2)) for mood in MOODS}
    for one, other in combinations(MOODS, 2):
        assert np.abs(colors[one] - colors[other]).mean() > 1.5, f"{one} and {other}"


def spectrum(sound: Signal) -> np.ndarray:
    """Decibels in thirds of an octave, loudness left out."""
    power = np.abs(np.fft.rfft(sound.mean(axis=0))) ** 2
    edges = 2 ** np.arange(np.log2(50), np.log2(8000), 1 / 3)
    bands = np.searchsorted(np.fft.rfftfreq(sound.shape[1], 1 / RATE), edges)
    levels = np.array([10 * np.log10(power[a:b].sum() + 1e-9) for a, b in pairwise(bands)])
    return levels - levels.mean()


@given(st.sampled_from(MOODS), st.integers(0, 2**31), st.integers(24, 24 * 60), st.integers(54, 126))
def test_no_note_is_outside_the_film_and_all_are_in_one_scale(mood, seed, frames, bpm):
    score = compose(MusicRecipe(mood=mood, bpm=bpm, frames=frames, seed=seed))
    drums = {"kick", "brush", "shaker", "tick", "drum", "cymbal"}
    classes = {note.pitch % 12 for note in score.notes if note.voice not in drums}
    assert all(0 <= note.at_seconds <= score.seconds for note in score.notes)
    assert any(
        classes <= {(tonic + step) % 12 for step in steps} for tonic in range(12) for steps in STEPS.values()
    )


@given(st.lists(st.tuples(st.integers(0, 6), st.sampled_from([0, 6, 8])), min_size=2, max_size=8))
def test_each_chord_is_whole_and_stays_near_the_one_before_it(chords):
    scale = Scale(2, "aeolian")
    voicings = voiced([Chord(root, color) for root, color in chords], scale)
    for (root, color), pitches in zip(chords, voicings, strict=True):
        assert {pitch % 12 for pitch in pitches} == set(Chord(root, color).classes(scale))
    for before, after in pairwise(voicings):
        assert abs(np.mean(after) - np.mean(before)) < 6


def test_a_place_is_heard_by_its_picture():
    night = msgspec.structs.replace(SEA, setting="meadow", time="night")
    assert sounds_of(SEA) == ("sea",)
    assert sounds_of(night) == ("crickets",)
    assert sounds_of(msgspec.structs.replace(night, time="day")) == ("birds",)
    assert sounds_of(msgspec.structs.replace(SEA, weather="storm")) == ("sea", "storm", "thunder")
    assert sounds_of(msgspec.structs.replace(SEA, setting="space", weather="rain")) == ("hum",)
    assert "wind" not in sounds_of(msgspec.structs.replace(SEA, setting="room", weather="wind"))
    assert "fire" in sounds_of(msgspec.structs.replace(SEA, setting="cave", elements=("campfire",)))


@pytest.mark.parametrize("sound", LOOPS)
def test_every_ambience_is_soft_stereo_and_without_a_seam(sound):
    loop = LOOPS[sound]()
    assert loop.shape[0] == 2
    assert 0.01 < np.abs(loop).max() < 1.0
    assert not np.array_equal(loop[0], loop[1])
    seam = np.abs(loop[:, 0] - loop[:, -1]).max()
    assert seam <= np.abs(np.diff(loop)).max()


def test_ambience_fades_from_place_to_place_and_goes_on_where_it_stays():
    stays = (Stay(("wind",), 48), Stay(("wind",), 48), Stay((), 48))
    sound = ambience_for(stays)
    assert sound.shape == (2, 144 * SAMPLES_PER_FRAME)
    assert np.array_equal(ambience_for((Stay(("wind",), 96), Stay((), 48))), sound)
    levels = [
        np.sqrt(np.mean(sound[:, at - 2000 : at + 2000] ** 2)) for at in (192_000 - 14_000, 192_000, 206_000)
    ]
    assert levels[0] > levels[1] > levels[2] == 0


def test_music_steps_back_before_a_word_and_returns_after_it():
    voice = silence(6 * RATE, channels=1)[0]
    voice[2 * RATE : 3 * RATE] = sine(1, 300, 0.3)
    gain = ducked(voice)
    assert gain.shape == voice.shape
    assert decibels_of(float(gain[5 * RATE // 2])) == pytest.approx(-7.5, abs=0.1)
    assert gain[0] == gain[RATE] == gain[-1] == pytest.approx(1.0)
    assert gain[2 * RATE] < 0.6, "the word begins on music that has gone"
    assert np.abs(np.diff(gain)).max() < 0.001, "nobody hears it move"


@pytest.mark.parametrize("lines", [[], [Placed(sine(1.5, 220, 0.2), 30), Placed(sine(1.0, 180, 0.6), 100)]])
def test_the_mix_has_the_films_length_its_loudness_and_no_peaks(lines):
    sound = mixed_down(bed(), ambience_for((Stay(("sea",), FRAMES),)), lines, FRAMES)
    assert sound.shape == (2, FRAMES * SAMPLES_PER_FRAME)
    assert judged_by_ffmpeg(sound) == pytest.approx(-16, abs=1)
    assert decibels_of(true_peak(sound)) <= -1.5
    assert np.abs(sound[:, -50:]).max() < 1e-3


def test_a_voice_is_louder_than_the_music_under_it():
    line = sine(2, 250, 0.15)
    music = bed("epic")
    spoken = mixed_down(music, silence(0), [Placed(line, 72)], FRAMES)
    power = np.abs(np.fft.rfft(spoken[0, 150_000:230_000]))
    pitch = np.fft.rfftfreq(80_000, 1 / RATE)
    near = np.abs(pitch - 250) < 3
    assert np.sum(power[near] ** 2) > 4 * np.sum(power[~near] ** 2)


def test_sound_comes_back_from_a_file_as_it_went(tmp_path):
    sound = noise(0.5)
    write_wav(sound, tmp_path / "sound.wav")
    assert np.allclose(read_wav(tmp_path / "sound.wav"), np.clip(sound, -1, 1), atol=1e-4)
