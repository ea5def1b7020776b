"""The lists say the same in every language, and only what the tools know."""

from __future__ import annotations

import re

import pytest

from coda.apps.idea2video.skill.wordlists import LANGUAGES, entries, sentences
from coda.apps.idea2video.vocabulary import (
    ANGLES,
    ASPECTS,
    FEATURES,
    FIGURE_KINDS,
    MOODS,
    MOVEMENTS,
    POSES,
    STYLES,
    TIMES,
    WEATHERS,
)

CLOSED = {
    "angle": ANGLES,
    "aspect": ASPECTS,
    "feature": FEATURES,
    "figure": FIGURE_KINDS,
    "mood": MOODS,
    "movement": MOVEMENTS,
    "pose": POSES,
    "style": STYLES,
    "time": TIMES,
    "weather": WEATHERS,
}


def test_there_are_three_languages() -> None:
    assert sorted(LANGUAGES) == ["en", "es", "zh"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_keys_of_closed_sets_are_of_the_set(language: str) -> None:
    for kind, key, _ in entries("words", language):
        assert key in CLOSED.get(kind, (key,)), (kind, key)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_angle_and_movement_can_be_said(language: str) -> None:
    said = {(kind, key) for kind, key, _ in entries("words", language)}
    assert {("angle", key) for key in ANGLES} | {("movement", key) for key in MOVEMENTS} <= said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_there_with_the_same_slots(language: str) -> None:
    def slots(text: str) -> set[str]:
        return set(re.findall(r"\{(\w+)\}", text))

    english, here = sentences("en"), sentences(language)
    assert here.keys() == english.keys()
    for key, text in here.items():
        assert slots(text) <= slots(english[key]), key
