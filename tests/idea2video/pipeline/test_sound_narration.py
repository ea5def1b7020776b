"""Lines read aloud by espeak-ng in a process of its own, fitted into their time."""

from __future__ import annotations

import numpy as np
import pytest

from coda.apps.idea2video.pipeline import works
from coda.apps.idea2video.pipeline.loudness import integrated_loudness
from coda.apps.idea2video.pipeline.narration import speak
from coda.apps.idea2video.pipeline.recipe import LineRecipe
from coda.apps.idea2video.pipeline.signals import RATE
from coda.apps.idea2video.pipeline.sound_files import from_pcm
from coda.apps.idea2video.pipeline.spoken import Spoken
from coda.apps.idea2video.pipeline.voices import KINDRED, VOICES, languages_for, request_for, settings_for
from coda.apps.idea2video.vocabulary import ELEMENTS, FIGURE_KINDS
from tests.idea2video.pipeline.films import FILM

pytest.importorskip("espeakng_loader", reason="the voice is an extra")

TEXT = "On a far coast, an old keeper lights the lamp."


def line(text: str = TEXT, language: str = "en", voice: str = "", seconds: float = 5) -> LineRecipe:
    return LineRecipe(text=text, language=language, voice=voice, frames=round(24 * seconds))


def seconds_of(spoken: Spoken) -> float:
    return len(spoken.samples) / 2 / RATE


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", TEXT), ("es-MX", "El viejo farero enciende la lámpara."), ("zh", "老守塔人点亮了灯。")],
)
def test_a_line_is_read_in_its_language_with_the_time_of_each_word(language, text):
    spoken = speak(line(text, language))
    assert spoken.note == ""
    assert 1.5 < seconds_of(spoken) < 5
    times = [word.at_ms for word in spoken.words]
    assert times == sorted(times)
    assert times[0] < 150
    assert times[-1] < 1000 * seconds_of(spoken)
    assert all(text[word.start : word.stop].strip() for word in spoken.words)


def test_a_line_is_read_alike_each_time_at_one_loudness():
    spoken = speak(line())
    assert speak(line()) == spoken
    sound = from_pcm(spoken.samples)
    assert integrated_loudness(sound) == pytest.approx(-20, abs=0.5)
    assert abs(float(np.mean(sound))) < 0.001
    assert np.abs(sound).max() < 1


def test_a_line_that_has_little_time_is_read_faster():
    slow, fast = speak(line()), speak(line(seconds=2.6))
    assert seconds_of(fast) <= 2.6 < seconds_of(slow)
    assert len(fast.words) == len(slow.words)


def test_a_line_that_cannot_be_read_in_time_ends_softly_in_time():
    spoken = speak(line(seconds=1))
    assert seconds_of(spoken) <= 1
    assert np.abs(from_pcm(spoken.samples)[0, -20:]).max() < 0.01
    assert all(word.at_ms < 1000 for word in spoken.words)


def test_a_language_without_a_voice_is_told_and_not_read():
    spoken = speak(line("molo", "xh"))
    assert (spoken.samples, spoken.words) == (b"", ())
    assert spoken.note == "No voice for the language xh is installed, so its lines are only shown."


@pytest.mark.parametrize("text", ["", "…", "\0", "🌊"])
def test_a_line_without_words_is_silent_or_short_and_no_error(text):
    assert seconds_of(speak(line(text))) < 3


def test_every_figure_and_every_name_has_a_voice_and_keeps_it():
    assert set(KINDRED) <= {*FIGURE_KINDS, *ELEMENTS}
    assert all(settings_for(f"as {figure}") in VOICES.values() for figure in FIGURE_KINDS)
    assert settings_for("Mr. Keeper") == settings_for("Mr. Keeper")
    assert len({speak(line("Hello.", voice=voice)).samples for voice in VOICES}) == len(VOICES)


@pytest.mark.parametrize(
    ("tag", "names"),
    [
        ("en", ("en-us",)),
        ("en-GB", ("en-gb-x-rp", "en-us")),
        ("zh-Hant-TW", ("zh-hant-tw", "zh-hant", "cmn")),
        ("es_MX", ("es-419", "es")),
    ],
)
def test_a_language_is_asked_for_by_its_whole_name_first(tag, names):
    assert languages_for(tag) == names
    assert [voice.partition("+")[0] for voice in request_for("", tag, "").voices] == list(names)


def test_without_the_extra_a_film_has_another_key_and_nothing_is_read(monkeypatch):
    with_voice = works.works_of(FILM).film.key
    monkeypatch.setattr(works, "installed_version", lambda _: "")
    assert works.works_of(FILM).film.key != with_voice
    assert works.works_of(FILM).lines == ()
