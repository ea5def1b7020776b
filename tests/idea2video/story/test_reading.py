"""How sentences as people put them are taken apart: who it is about, and what it is done to."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coda.apps.idea2video.story import shelf, spanish_forms
from coda.apps.idea2video.story.language import detect_language
from coda.apps.idea2video.story.nouns import Noun
from coda.apps.idea2video.story.reading import Reading, read
from tests.idea2video.story.films import film


def reading(idea: str) -> Reading:
    return read(idea, detect_language(idea))


def called(nouns: tuple[Noun, ...]) -> str:
    return " + ".join(noun.name or noun.phrase for noun in nouns)


def who_and_what(idea: str) -> tuple[str, str]:
    clause = reading(idea).clause
    return called(clause.subjects), called(clause.objects)


@pytest.mark.parametrize(
    ("idea", "who", "what"),
    [
        ("The last dinosaur in the museum comes alive at night", "last dinosaur in the museum", ""),
        ("A dragon grumbles at the moon", "dragon", ""),
        ("A girl hums", "girl", ""),
        (
            "An astronaut stuck on the moon writes postcards to her daughter",
            "astronaut",
            "postcards + her daughter",
        ),
        ("A wolf disguised as a shepherd steals a sheep", "wolf", "sheep"),
        ("El último dinosaurio del museo cobra vida de noche", "último dinosaurio del museo", ""),
        ("博物馆里最后一只恐龙在夜里复活了", "博物馆里最后一只恐龙", ""),
        ("鹦鹉泄露了海盗的秘密", "鹦鹉", "海盗的秘密"),
        ("La aprendiz de una bruja confunde dos pociones", "aprendiz de una bruja", "pociones"),
        ("Little Tom thinks his teddy bear is a spy", "Little Tom", "his teddy bear"),
        ("A comet visits an astronomer every seventy years", "comet", "astronomer"),
        ("Two clouds race each other to the mountains", "clouds", "mountains"),
        ("A stray cat is elected mayor of Lisbon", "stray cat", ""),
        ("失聪的鼓手感受雨的节奏", "失聪的鼓手", "雨的节奏"),
    ],
)
def test_no_verb_ends_inside_a_noun(idea: str, who: str, what: str) -> None:
    assert who_and_what(idea) == (who, what)


@pytest.mark.parametrize(
    ("idea", "action"),
    [
        ("A librarian who forgets every book she reads", "forgets every book she reads"),
        ("A boy who stutters becomes the voice of a radio show", "becomes the voice of a radio show"),
        ("A fox who had never seen snow follows a snowflake", "follows a snowflake"),
        ("Sofia, who is seven, wants to talk to whales", "wants to talk to whales"),
        ("Nobody believes a shepherd boy when he sees a dragon", "believes a shepherd boy"),
        ("A baker's apprentice sneaks out to feed the dogs", "sneaks out to feed the dogs"),
        ("The moon is tired of being looked at", "is tired of being looked at"),
        ("Una bibliotecaria que olvida los libros que lee", "olvida los libros que lee"),
        ("Sofía, que tiene siete años, quiere hablar con las ballenas", "quiere hablar con las ballenas"),
        ("Un monje lleva diez años esperando una carta", "esperando una carta"),
        ("一只喜欢游泳的猫救了一条鱼", "救了一条鱼"),
        ("爸爸洗澡时总是唱歌", "唱歌"),
        ("During a blackout, neighbours who never spoke share ice cream", "share ice cream"),
        ("Un camarero derrama la sopa y tiene que huir", "derrama la sopa y tiene que huir"),
        ("一颗快要死去的星星和行星们告别", "告别"),
    ],
)
def test_the_main_clause_says_what_happens(idea: str, action: str) -> None:
    assert reading(idea).clause.action == action


@pytest.mark.parametrize(
    ("idea", "who", "what"),
    [
        ("A chess player plays against Death", "chess player + Death", ""),
        ("A boy receives a letter from his dead grandfather", "boy", "letter + his dead grandfather"),
        ("A postman gives the moon a letter", "postman", "letter + moon"),
        ("Un ajedrecista baila con la muerte", "ajedrecista + muerte", ""),
        ("Un cartero le lleva a la luna las cartas", "cartero", "cartas + luna"),
        ("Una maestra sin alumnos rescata a un fantasma", "maestra", "fantasma"),
        ("护士给生病的机器人唱歌", "护士", "生病的机器人"),
        ("七岁的小芳想和鲸鱼说话", "小芳", "鲸鱼"),
        ("小女孩把星星装进瓶子", "小女孩", "星星 + 瓶子"),
        ("Three children search the attic for a forgotten robot", "children", "forgotten robot + attic"),
        ("Tres hermanos buscan en el desván un robot", "hermanos", "robot"),
        ("两姐妹从叔叔那里继承了一家旅馆", "姐妹", "旅馆 + 叔叔"),
    ],
)
def test_a_preposition_brings_in_another_one(idea: str, who: str, what: str) -> None:
    assert who_and_what(idea) == (who, what)


@pytest.mark.parametrize(
    ("idea", "who", "what", "relation"),
    [
        ("A hunter is chased by a bear", "hunter", "bear", "escape"),
        ("A puppy is rescued by a sailor", "sailor", "puppy", "save"),
        ("A brave little toaster is left behind", "brave little toaster", "", "wait"),
        ("Un alpinista es perseguido por un oso", "alpinista", "oso", "escape"),
        ("Los juguetes fueron olvidados en el desván", "juguetes", "", "wait"),
        ("一个小男孩被一只熊追赶", "小男孩", "熊", "escape"),
        ("一只小狗被流浪汉收养", "小狗", "流浪汉", "befriend"),
        ("A letter is found in a bottle by two children", "children", "letter", "discover"),
        ("The town's violin is stolen", "", "town's violin", "search"),
        ("小提琴在夜里被偷了", "", "小提琴", "search"),
    ],
)
def test_what_is_suffered_is_told_of_whoever_suffers_it(
    idea: str, who: str, what: str, relation: str
) -> None:
    assert (*who_and_what(idea), reading(idea).relation) == (who, what, relation)


@pytest.mark.parametrize(
    ("idea", "context", "who"),
    [
        ("When the lights go out, a guard hears the statues whisper", "When the lights go out", "guard"),
        ("After the flood, a farmer sails", "After the flood", "farmer"),
        ("In a city of glass, a deaf boy learns to dance", "In a city of glass", "deaf boy"),
        ("The night the clocks stopped, a thief returned", "The night the clocks stopped", "thief"),
        ("Deep in the forest, an owl sings", "Deep in the forest", "owl"),
        ("Tras perder la voz, una cantante baila", "Tras perder la voz", "cantante"),
        ("Cuando se apagan las luces, los juguetes despiertan", "Cuando se apagan las luces", "juguetes"),
        ("当灯光熄灭时，玩具们醒来了", "当灯光熄灭时", "玩具"),
        ("太阳一下山，小矮人就开始跳舞", "太阳一下山", "小矮人"),
        ("El primer día de primavera, un oso hace la maleta", "El primer día de primavera", "oso"),
        ("如果树会走路，老橡树会去哪里？", "如果树会走路", "老橡树"),
        ("在最后一座图书馆里，机器人读书", "在最后一座图书馆里", "机器人"),
    ],
)
def test_what_stands_before_the_main_clause_is_context(idea: str, context: str, who: str) -> None:
    clause = reading(idea).clause
    assert (clause.context, called(clause.subjects)) == (context, who)


@pytest.mark.parametrize(
    ("idea", "who"),
    [
        ("What if cats ruled the world?", "cats"),
        ("Can a robot learn to love?", "robot"),
        ("I want a story where a snail wins a marathon", "snail"),
        ("A day in the life of a traffic light", "traffic light"),
        ("Love in the time of robots", "robots"),
        ("Grandma's secret recipe", "grandma"),
        ("My grandmother's garden grows at night", "my grandmother"),
        ("Amelia and Bruno cross the Andes", "Amelia + Bruno"),
        ("Max and his grandfather build a raft", "Max + his grandfather"),
        ("Nobody remembers the carousel except a little girl", "little girl"),
        ("Somebody stole the moon", "stranger"),
        ("The town where nobody dreams", ""),
        ("Finding a friend on Mars", ""),
        ("¿Puede un robot aprender a amar?", "robot"),
        ("¿Qué pasaría si la luna cayera en un lago?", "luna"),
        ("La receta secreta de la abuela", "abuela"),
        ("A una bruja se le rompe la escoba", "bruja"),
        ("如果猫统治世界会怎样？", "猫"),
        ("奶奶的秘密食谱", "奶奶"),
        ("女巫的扫帚坏了", "女巫"),
        ("有人偷走了市长的鞋子", "陌生人"),
        ("What does the moon do when nobody is looking?", "moon"),
        ("Even dragons need a dentist", "dragons"),
        ("Lena's first day as a lighthouse keeper", "Lena"),
        ("Rosa y su perro arreglan juguetes", "Rosa + su perro"),
        ("Nadie en el pueblo ha visto el mar", ""),
        ("Si los árboles pudieran caminar, ¿adónde iría el viejo roble?", "viejo roble"),
        ("连龙也需要牙医", "龙"),
        ("Behind the waterfall lives an old inventor", "old inventor"),
        ("Detrás de la cascada vive un viejo inventor", "viejo inventor"),
        ("瀑布后面住着一位老发明家", "老发明家"),
        ("Cada invierno el lago canta", "lago"),
        ("孤独的路灯和一只失去光芒的萤火虫成了朋友", "孤独的路灯 + 失去光芒的萤火虫"),
    ],
)
def test_titles_questions_and_requests_name_their_hero(idea: str, who: str) -> None:
    assert called(reading(idea).clause.subjects) == who


@pytest.mark.parametrize(
    ("idea", "deed"),
    [
        ("A duck who can't swim", "cannot swim"),
        ("The bear who couldn't hibernate", "cannot hibernate"),
        ("A goat refuses to leave the tracks", "refuses to leave the tracks"),
        ("A robot no longer works", "no longer works"),
        ("A fisherman never catches a fish", "never catches a fish"),
        ("A baker was afraid of bread", "is afraid of bread"),
        ("A boy swallowed a star", "swallows a star"),
        ("El niño que no podía soñar", "no puede soñar"),
        ("El pescador que nunca pescó nada", "nunca pesca nada"),
        ("Un viejo marinero ha perdido su barco", "pierde su barco"),
        ("Dos osos se quedan atrapados", "se queda atrapado"),
        ("机器人不想再工作了", "不想再工作了"),
    ],
)
def test_what_happens_is_told_of_one_person_today(idea: str, deed: str) -> None:
    assert reading(idea).clause.deed == deed


@pytest.mark.parametrize(
    ("idea", "said"),
    [
        ("A baker of sweet bread sings", ", a baker of sweet bread,"),
        ("The loneliest whale sings", ", the loneliest whale"),
        ("Un aprendiz de panadero canta", ", un aprendiz de panadero"),
        ("La ballena más solitaria del mundo canta", ", la ballena más solitaria del mundo"),
        ("A spaceship crew sings", "a spaceship crew member called"),
    ],
)
def test_a_name_stands_beside_its_noun(idea: str, said: str) -> None:
    told = film(idea)
    lines = " ".join([*(shot.narration or "" for shot in told.shots), told.characters[0].description])
    assert said in lines


@pytest.mark.parametrize(
    ("idea", "gender"),
    [
        ("A sheriff arrests his own horse", "m"),
        ("An astronaut writes postcards to her daughter", "f"),
        ("A baker loses herself in a forest", "f"),
        ("A baker loses the bread", ""),
    ],
)
def test_his_and_her_tell_who_the_hero_is(idea: str, gender: str) -> None:
    assert reading(idea).clause.subjects[0].gender == gender


def test_weather_that_is_missing_is_none() -> None:
    assert reading("A cloud without rain").weather is None
    assert reading("一朵没有雨的云").weather is None
    assert reading("A cloud in the rain").weather == "rain"


WORDS = {
    language: sorted(
        word.strip()
        for section in ("small", "requests", "idioms", "helpers")
        for _, line in shelf.entries(language, "grammar", section)
        for word in line.split(",")
    )
    for language in shelf.LANGUAGES
}
LOOSE = [
    "fox",
    "robots",
    "loves",
    "frobs",
    "Ada",
    "'s",
    ",",
    ".",
    "?",
    "¿",
    "una niña",
    "perdido",
    "猫",
    "偷",
    "了",
]


@given(data=st.data(), language=st.sampled_from(shelf.LANGUAGES))
@settings(max_examples=150, deadline=None)
def test_any_words_in_any_order_are_read_in_the_ideas_own_words(data: st.DataObject, language: str) -> None:
    words = data.draw(st.lists(st.sampled_from(WORDS[language]) | st.sampled_from(LOOSE), max_size=10))
    found = read(("" if language == "zh" else " ").join(words), language)
    if language != "zh":
        assert found.clause.subject in found.text
        assert found.clause.action in found.text


def test_every_spanish_verb_is_conjugated() -> None:
    sections = [("grammar", "idioms"), ("grammar", "helpers"), ("verbs", "relations"), ("verbs", "helpers")]
    lines = [line for name, section in sections for _, line in shelf.entries("es", name, section)]
    for verb in (raw.strip() for line in lines for raw in line.split(",")):
        assert spanish_forms.third(verb).strip()
