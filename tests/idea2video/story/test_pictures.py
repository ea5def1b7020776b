"""What can be drawn of any words: the user's own description of a shot, or a remark in the chat."""

from __future__ import annotations

import pytest

from coda.apps.idea2video.story.storyteller import detect_language, read_picture


@pytest.mark.parametrize(
    ("text", "language", "elements", "setting", "time", "weather", "pose", "figures"),
    [
        ("At night an old woman sits by a campfire in the forest while snow falls and it is snowing.", "en",
         ("campfire",), "forest", "night", "snow", "sit", ("old woman",)),
        ("Put a lighthouse and two boats on the beach at sunset", "en",
         ("lighthouse", "boat"), "coast", "dusk", None, None, ()),
        ("A robot and a cat run through the rainy city", "en",
         (), "city", None, "rain", "run", ("robot", "cat")),
        ("Un zorro duerme bajo un árbol en el prado, de noche", "es",
         ("tree",), "meadow", "night", None, "sleep", ("fox",)),
        ("Dos niñas saludan desde un barco en la niebla al amanecer", "es",
         ("boat",), None, "dawn", "fog", "wave", ("girl",)),
        ("夜里，小女孩坐在长椅上抬头看月亮，下雪了", "zh",
         ("bench", "moon"), None, "night", "snow", "sit", ("girl",)),
        ("nothing in particular", "en", (), None, None, None, None, ()),
    ],
)  # fmt: skip
def test_a_description_is_read_for_things_place_hour_weather_pose_and_figures(
    text: str,
    language: str,
    elements: tuple[str, ...],
    setting: str | None,
    time: str | None,
    weather: str | None,
    pose: str | None,
    figures: tuple[str, ...],
) -> None:
    seen = read_picture(text, language)
    assert (seen.elements, seen.setting, seen.time) == (elements, setting, time)
    assert (seen.weather, seen.pose, seen.figures) == (weather, pose, figures)


def test_at_most_three_things_are_drawn() -> None:
    assert len(read_picture("a boat, a tree, a house, a moon and a cake", "en").elements) == 3


def test_a_language_with_a_region_is_read_like_the_language() -> None:
    assert read_picture("un faro", "es-MX").elements == ("lighthouse",)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("A fox searches for a star", "en"),
        ("Un zorro busca una estrella", "es"),
        ("¿Puedes hacer un vídeo?", "es"),
        ("zorro", "es"),
        ("fox", "en"),
        ("一只狐狸寻找星星", "zh"),
        ("a film about 狐狸 and the moon and the stars", "en"),
        ("きつねが星を探す", "en"),
        ("Лиса ищет звезду", "en"),
        ("", "en"),
        ("🦊", "en"),
    ],
)
def test_the_language_is_told_by_its_words(text: str, language: str) -> None:
    assert detect_language(text) == language
