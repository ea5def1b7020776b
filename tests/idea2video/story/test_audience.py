"""What an audience would stumble over: who is in the film, what its lines say, when and where they say it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coda.apps.idea2video.stages import Design
from coda.apps.idea2video.story import shelf
from coda.apps.idea2video.story.language import detect_language
from coda.apps.idea2video.story.lexicon import lexicon
from coda.apps.idea2video.story.reading import Reading, read
from tests.idea2video.story.films import film, planned


def reading(idea: str) -> Reading:
    return read(idea, detect_language(idea))


def lines(told: Design) -> list[str]:
    return [shot.narration or shot.dialogue or "" for shot in told.shots]


def everything(idea: str, seeds: int = 6) -> str:
    return " ".join(line for seed in range(seeds) for line in lines(film(idea, seed=seed, seconds=60)))


@pytest.mark.parametrize(
    ("idea", "figure"),
    [
        ("A nurse sings to a sleeping robot in a hospital", "robot"),
        ("Una enfermera canta para un robot", "robot"),
        ("一个护士给机器人唱歌", "robot"),
        ("A boy loses his kite and a whale brings it back", "whale"),
        ("Una muñeca se pierde, pero un gato la encuentra", "cat"),
        ("一个孩子走丢了，但是一只狗找到了他", "dog"),
        ("A girl lives in a lighthouse with her dog", "dog"),
        ("Two robots dance in a scrapyard", "robot"),
    ],
)
def test_the_second_one_is_whom_the_idea_names(idea: str, figure: str) -> None:
    assert film(idea).characters[1].figure == figure


@pytest.mark.parametrize(
    ("idea", "absent"),
    [
        ("Un perro espera a su dueño en la estación", "dueño"),
        ("一个老木匠给去世的妻子做了一把椅子", "妻子"),
        ("A boy remembers a song his mother sang", "mother"),
        ("A deaf composer hears his own music", "music"),
    ],
)
def test_who_is_waited_for_or_dead_or_only_described_does_not_act(idea: str, absent: str) -> None:
    assert not any(absent in one.description.lower() for one in film(idea).characters)


@pytest.mark.parametrize(
    ("idea", "setting"),
    [
        ("A spaceship crew celebrates a birthday far from home", "space"),
        ("La tripulación de una nave celebra un cumpleaños", "space"),
        ("飞船船员庆祝生日", "space"),
        ("A child feeds pigeons on the pavement", "street"),
        ("A frog sings in a swimming pool", "lake"),
        ("Una llama cruza los Andes", "mountain"),
        ("Un niño juega en el parque infantil", "garden"),
        ("王宫里有一只猫", "castle"),
        ("一只老鼠住在地铁里", "station"),
    ],
)
def test_it_plays_where_the_idea_says(idea: str, setting: str) -> None:
    assert film(idea).scenes[0].setting == setting


@pytest.mark.parametrize(
    ("idea", "said", "never"),
    [
        ("A clockmaker falls in love with time", "time", "the time"),
        ("Death learns to dance", "Death", "the Death"),
        ("A girl looks for happiness", "happiness", "the happiness"),
        ("A sailor finds silence at sea", "silence", "the silence"),
    ],
)
def test_what_cannot_be_counted_has_no_article_in_english(idea: str, said: str, never: str) -> None:
    told = everything(idea) + " ".join(planned(idea, seed=seed).title for seed in range(6))
    assert said in told
    assert never.lower() not in told.lower()


@pytest.mark.parametrize(
    "idea",
    ["A boy finds old statues", "Un niño encuentra unas estatuas viejas"],
)
def test_several_things_are_not_spoken_of_as_one(idea: str) -> None:
    told = everything(idea, seeds=12)
    assert "statues, as if it" not in told
    assert "There lies" not in told
    assert "Ahí está" not in told


@pytest.mark.parametrize(
    ("idea", "second"),
    [
        ("Two robots dance in a scrapyard", "nother robot called"),
        ("Dos hormigas cruzan un campo", "tra hormiga llamada"),
        ("两个机器人在公园里跳舞", "另一个叫"),
    ],
)
def test_the_second_of_a_kind_is_another(idea: str, second: str) -> None:
    assert second in everything(idea)


@pytest.mark.parametrize(
    ("idea", "deed"),
    [
        ("A bear knocks on every door in the forest", "knocks on every door in the forest"),
        ("A squirrel forgets where it buried its nuts", "forgets where it buried its nuts"),
        ("A typewriter writes letters by itself", "writes letters by itself"),
        ("A mother discovers", ""),
        ("Un gato no cree en la mala suerte", "no cree en la mala suerte"),
        ("小女孩解开谜题", "解开谜题"),
        ("一只萤火虫照亮了隧道", "照亮了隧道"),
        ("一头大象躲在床底下", "躲在床底下"),
        ("一个画家画出了风的样子", "画出了风的样子"),
        ("Una bibliotecaria susurra a los libros por la noche", "susurra a los libros"),
    ],
)
def test_what_happens_is_told_to_its_end(idea: str, deed: str) -> None:
    assert reading(idea).clause.deed == deed


@pytest.mark.parametrize(
    "idea", ["Two strangers help each other", "Dos niños bailan juntos", "两个机器人互相帮助"]
)
def test_what_several_do_with_each_other_is_not_said_of_one(idea: str) -> None:
    assert not reading(idea).clause.deed


@pytest.mark.parametrize(
    ("idea", "name"),
    [("小汤姆爱上了一台冰箱", "小汤姆"), ("约翰在月球上种土豆", "约翰"), ("安娜修好了怀表", "安娜")],
)
def test_names_of_foreigners_are_names_in_chinese(idea: str, name: str) -> None:
    assert film(idea).characters[0].name == name


@pytest.mark.parametrize(
    ("idea", "subject"),
    [
        ("Your morning deserves better: a croissant wakes up the whole street", "a croissant"),
        ("Our new shoes take you anywhere: a postman dances across the city", "a postman"),
    ],
)
def test_a_slogan_leads_to_the_idea_behind_its_colon(idea: str, subject: str) -> None:
    assert reading(idea).clause.subject == subject


def test_a_stone_can_be_taught() -> None:
    assert film("一位老师教石头唱歌").characters[0].figure == "thing"


@pytest.mark.parametrize("language", shelf.LANGUAGES)
def test_no_line_speaks_of_the_night_by_day(language: str) -> None:
    ideas = {
        "en": "A baker bakes bread at noon",
        "es": "Un panadero hornea pan a mediodía",
        "zh": "中午，面包师烤面包",
    }
    for seed in range(8):
        told = film(ideas[language], seed=seed)
        times = {scene.name: scene.time for scene in told.scenes}
        by_day = [shot.narration for shot in told.shots if times[shot.scene] in {"day", "dawn"}]
        bits = [bit for line in by_day for bit in lexicon(language).bits(line)]
        hours = {entry.key for bit in bits if (entry := bit.get("time")) is not None}
        assert "night" not in hours, by_day


@given(
    st.lists(
        st.sampled_from(
            ["a" * 300, "龘" * 90, "Abc" * 100, "一只", "A", "una", "runs", "finds", "在", "the", "-"]
        ),
        min_size=1,
        max_size=12,
    ),
    st.sampled_from(["idea", "script"]),
)
@settings(max_examples=60, deadline=None)
def test_words_of_any_length_give_a_film_whose_lines_can_be_said(words: list[str], mode: str) -> None:
    told = film(" ".join(words), mode=mode)
    assert told.shots
    assert all(len(shot.narration) <= 200 for shot in told.shots)
