"""What the storyteller reads out of an idea, and when it asks instead."""

from __future__ import annotations

import pytest

from coda.apps.idea2video.stages import Idea, Interpretation
from coda.apps.idea2video.story import storyteller
from tests.idea2video.story import ideas
from tests.idea2video.story.films import film

PEOPLE = {"woman", "man", "girl", "boy", "old woman", "old man", "knight", "astronaut", "wizard", "fairy"}
ALIVE = {"thing", "spirit", "robot"}
LANGUAGES = (("en", ideas.ENGLISH), ("es", ideas.SPANISH), ("zh", ideas.CHINESE))
ROWS = [(language, *row) for language, rows in LANGUAGES for row in rows]
TOLD = [(row[1], row[5]) for row in ROWS if row[5]]


def interpreted(idea: str, **wishes: object) -> Interpretation:
    return storyteller.interpret(Idea.model_validate({"idea": idea, **wishes}))


@pytest.mark.parametrize(("language", "idea", "subject", "action", "context", "figure"), ROWS)
def test_an_idea_is_taken_apart_in_its_own_words(
    language: str, idea: str, subject: str, action: str, context: str, figure: str
) -> None:
    read = interpreted(idea)
    assert (read.subject, read.action, read.context) == (subject, action, context)
    assert bool(read.question) == (not figure)
    if idea[0].isalpha():
        assert read.language == language


@pytest.mark.parametrize(("idea", "figure"), TOLD)
def test_the_hero_is_drawn_as_what_the_idea_names(idea: str, figure: str) -> None:
    drawn = film(idea).characters[0].figure
    expected = PEOPLE if figure == "person" else ALIVE if figure == "come alive" else {figure}
    assert drawn in expected


@pytest.mark.parametrize(
    ("idea", "language", "says"),
    [
        ("a video", "en", "Who"),
        ("make me something nice", "en", "Who"),
        ("hello", "en", "Who"),
        ("something cool please", "en", "Who"),
        ("un vídeo", "es", "¿De quién"),
        ("quiero un vídeo bonito", "es", "¿De quién"),
        ("hola", "es", "¿De quién"),
        ("做个视频", "zh", "讲谁"),
        ("你好", "zh", "讲谁"),
        ("a cat", "en", "a cat"),
        ("dragons", "en", "dragons"),
        ("una taza", "es", "una taza"),
        ("一只猫", "zh", "一只猫"),
    ],
)
def test_a_vague_idea_is_answered_by_one_question_in_its_language(
    idea: str, language: str, says: str
) -> None:
    read = interpreted(idea)
    assert read.language == language
    assert len(read.missing) >= 2
    assert says in read.question
    assert len([mark for mark in read.question if mark in "?？"]) == 1
    assert any(quote in read.question for quote in "“«")


def test_one_missing_part_is_invented_and_not_asked_for() -> None:
    read = interpreted("A fox paints the moon")
    assert (read.missing, read.question) == (["context"], "")


@pytest.mark.parametrize("answered", ["a video\nabout a fox", "un vídeo\nsobre un zorro", "做个视频\n小狐狸"])
def test_a_subject_is_enough_once_the_question_was_answered(answered: str) -> None:
    read = interpreted(answered)
    assert read.question == ""
    assert film(answered).characters[0].figure == "fox"


def test_the_film_can_be_told_in_another_language_than_the_idea() -> None:
    told = film("A fox searches for a star", language="es")
    assert "zorro" in told.characters[0].description


def test_a_language_that_is_not_spoken_falls_back_on_english_and_keeps_the_ideas_words() -> None:
    read = interpreted("Un renard cherche une étoile perdue")
    assert read.language == "en"
    assert "renard" in read.subject


@pytest.mark.parametrize(
    ("asked", "told"), [("es-MX", "es-MX"), ("zh-TW", "zh-TW"), ("fr", "en"), ("", "en")]
)
def test_a_film_is_told_in_the_language_asked_for_or_in_english(asked: str, told: str) -> None:
    assert interpreted("A fox paints the moon", language=asked).language == told


@pytest.mark.parametrize(
    ("idea", "mood"),
    [
        ("A scary story about a ghost who haunts a school", "tense"),
        ("A funny story about a penguin who runs a bank", "playful"),
        ("Un cuento triste sobre un perro que espera en la estación", "sad"),
        ("一个浪漫的故事，两只企鹅在雪地里跳舞", "romantic"),
    ],
)
def test_the_mood_is_the_one_that_the_idea_names(idea: str, mood: str) -> None:
    assert interpreted(idea).mood == mood


@pytest.mark.parametrize(
    ("idea", "setting", "time", "weather"),
    [
        ("A cat waits at the station at night", "station", "night", None),
        ("Una niña baila bajo la lluvia en el mercado", "market", None, "rain"),
        ("雪夜里，狐狸在村子里唱歌", "village", "night", "snow"),
    ],
)
def test_place_hour_and_weather_of_the_idea_open_the_film(
    idea: str, setting: str, time: str | None, weather: str | None
) -> None:
    first = film(idea).scenes[0]
    assert first.setting == setting
    assert time in {None, first.time}
    assert weather in {None, first.weather}
