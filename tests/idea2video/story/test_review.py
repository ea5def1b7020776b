"""The review: each fault is found, told in the film's language, and costs points."""

from __future__ import annotations

import pytest

from coda.apps.idea2video.stages import DesignedCharacter, DesignedScene, DesignedShot, Review, Storyboard
from coda.apps.idea2video.story import storyteller
from tests.idea2video.story.films import film, planned

FOX = DesignedCharacter(
    name="Pip", role="protagonist", figure="fox", colors=("#d96a2b", "#3f6fa8", "#e2b344")
)
WOOD = DesignedScene(name="The Wood", setting="forest")


def shot(**words: object) -> DesignedShot:
    usual = {
        "scene": "The Wood",
        "visual_desc": "Pip runs past a tree.",
        "characters": ["Pip"],
        "seconds": 4.0,
    }
    return DesignedShot.model_validate({**usual, **words})


def reviewed(*shots: DesignedShot, **words: object) -> Review:
    board = {"title": "The Fox", "characters": [FOX], "scenes": [WOOD], "shots": shots, **words}
    return storyteller.review(Storyboard.model_validate(board))


def messages(review: Review) -> str:
    return " ".join(finding.message for finding in review.findings)


@pytest.mark.parametrize("idea", ["A fox searches for a star", "Un zorro busca una estrella", "狐狸寻找星星"])
def test_a_film_of_the_storytellers_own_is_fine(idea: str) -> None:
    plan = planned(idea, seconds=60)
    told = film(idea, seconds=60).model_dump()
    review = storyteller.review(
        Storyboard.model_validate({**told, **plan.model_dump(include={"title", "language"})})
    )
    assert review.findings == []
    assert review.score == 100
    assert plan.title in review.summary


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "up to 7 shots in 30 seconds"),
        ("es", "7 planos como mucho en 30 segundos"),
        ("zh", "30秒最多放得下7个镜头"),
    ],
)
def test_an_outline_alone_is_told_the_pace_that_it_has_room_for(language: str, said: str) -> None:
    review = reviewed(characters=[], scenes=[], language=language, seconds=30)
    assert said in review.summary
    assert (review.score, review.findings) == (100, [])


def test_no_shot_at_all_is_an_error() -> None:
    assert reviewed().findings[0].severity == "error"


def test_a_protagonist_whom_one_never_sees_is_an_error() -> None:
    review = reviewed(shot(characters=[]))
    assert [finding.severity for finding in review.findings] == ["error"]
    assert "Pip" in messages(review)


def test_a_scene_without_a_shot_is_named() -> None:
    cave = DesignedScene(name="The Cave", setting="cave")
    assert "The Cave" in messages(reviewed(shot(), scenes=[WOOD, cave]))


def test_three_equal_angles_in_a_row_are_noted_at_the_middle_one() -> None:
    review = reviewed(shot(), shot(), shot(), shot(camera_angle="CLOSE-UP"))
    assert [(finding.shot, finding.severity) for finding in review.findings] == [(2, "note")]


def test_a_line_that_takes_longer_than_its_shot_is_told_with_both_lengths() -> None:
    review = reviewed(shot(narration="one two three four five six seven eight nine ten eleven", seconds=2.0))
    assert (review.findings[0].shot, "5.0 s" in messages(review), "2.0 s" in messages(review)) == (
        1,
        True,
        True,
    )


def test_words_that_name_nothing_to_draw_are_found() -> None:
    review = reviewed(shot(), shot(characters=[], visual_desc="It is over.", camera_angle="CLOSE-UP"))
    assert review.findings[0].shot == 2


def test_dialogue_needs_a_speaker() -> None:
    assert reviewed(shot(dialogue="Hello!")).findings[0].shot == 1


@pytest.mark.parametrize("seconds", [1.6, 9.0])
def test_a_pace_that_is_too_slow_or_too_fast_is_a_warning(seconds: float) -> None:
    assert f"{seconds} s" in messages(reviewed(shot(seconds=seconds)))


def test_what_was_measured_in_the_film_is_a_finding_in_the_measurers_words() -> None:
    review = reviewed(shot(), measured=["silent from 0:12 to 0:15"])
    assert messages(review) == "silent from 0:12 to 0:15"
    assert review.score < 100


def test_findings_are_told_in_the_films_language_and_are_twenty_at_most() -> None:
    silent = [shot(dialogue="¡Hola!", camera_angle="CLOSE-UP" if n % 2 else "WIDE SHOT") for n in range(30)]
    review = reviewed(*silent, language="es")
    assert len(review.findings) == 20
    assert "frase" in review.findings[0].message
    assert review.score == 0
    assert "planos" in review.summary
