"""Scripts: the author's scenes, people and words, in screenplays, in dialogue and in prose."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from coda.apps.idea2video.stages import Design
from tests.idea2video.story.films import film, planned

SCREENPLAY = """Title: The Last Light

EXT. LIGHTHOUSE - NIGHT

Rain beats against the glass. MARA (60), the keeper, climbs the stairs with a lantern.

MARA
(whispering)
Not tonight. Please, not tonight.

INT. LAMP ROOM - NIGHT

Mara strikes a match; it dies in the wind, and then another one, and then the last one in the box.

LEO (8)
Grandma, let me try.

EXT. BEACH - DAWN

The sea is calm. Mara and Leo sit on a rock and share a piece of bread.

MARA
You lit the sea.

CUT TO:
"""
SPANISH = """INT. COCINA - DÍA

Doña Luz amasa el pan. Entra TOMÁS, un niño con una carta.

TOMÁS
¡Abuela, ha llegado!

EXT. PUEBLO - NOCHE

Los dos corren bajo la lluvia hacia la estación.
"""
CHINESE = """外景 海边 夜

阿海提着灯笼走过沙滩，海浪很大。

阿海：谁在那里？
小影：是我，我迷路了。

内景 厨房 日

阿海给小影倒了一杯茶。
"""
PROSE = """An old fisherman lives alone by the sea. Every evening he comes home with an empty net.

One night a whale follows his boat. It sings. The fisherman listens until the stars go out.

In the morning he leaves the net on the beach and takes his violin instead.
"""


def scripted(text: str, seconds: float = 60) -> Design:
    return film(text, mode="script", seconds=seconds)


def said(told: Design) -> list[tuple[str | None, str]]:
    return [(shot.speaker, shot.dialogue) for shot in told.shots if shot.dialogue]


def test_a_screenplay_keeps_its_scenes_its_people_and_every_word_that_is_said() -> None:
    told = scripted(SCREENPLAY)
    assert [(scene.name, scene.setting, scene.time) for scene in told.scenes] == [
        ("Lighthouse", "coast", "night"),
        ("Lamp Room", "room", "night"),
        ("Beach", "coast", "dawn"),
    ]
    assert [one.name for one in told.characters] == ["Mara", "Leo"]
    assert [one.figure for one in told.characters] in (["old woman", "boy"], ["old woman", "girl"])
    assert said(told) == [
        ("Mara", "Not tonight. Please, not tonight."),
        ("Leo", "Grandma, let me try."),
        ("Mara", "You lit the sea."),
    ]
    assert planned(SCREENPLAY, mode="script").title == "The Last Light"


def test_a_long_sentence_is_narrated_up_to_a_clause_and_shown_as_it_was_written() -> None:
    shot = next(shot for shot in scripted(SCREENPLAY).shots if shot.narration.startswith("Mara strikes"))
    assert shot.narration == "Mara strikes a match; it dies in the wind."
    assert shot.visual_desc.endswith("the last one in the box.")


def test_a_spanish_screenplay_has_day_and_night() -> None:
    told = scripted(SPANISH)
    assert [(scene.setting, scene.time) for scene in told.scenes] == [
        ("kitchen", "day"),
        ("village", "night"),
    ]
    assert told.scenes[1].weather == "rain"
    assert said(told) == [("Tomás", "¡Abuela, ha llegado!")]
    assert {one.name: one.figure for one in told.characters}["Tomás"] == "boy"


def test_a_chinese_script_has_its_scenes_and_the_words_behind_a_colon() -> None:
    told = scripted(CHINESE)
    assert [(scene.setting, scene.time) for scene in told.scenes] == [("coast", "night"), ("kitchen", "day")]
    assert said(told) == [("阿海", "谁在那里？"), ("小影", "是我，我迷路了。")]


def test_prose_has_a_scene_for_each_paragraph_and_nobody_is_given_a_name() -> None:
    told = scripted(PROSE)
    assert len(told.scenes) == 3
    assert [(one.name, one.figure) for one in told.characters] == [
        ("The fisherman", "old man"),
        ("The whale", "whale"),
    ]
    pronoun = next(shot for shot in told.shots if shot.visual_desc.startswith("Every evening he"))
    assert pronoun.characters == ["The fisherman"]


def test_a_script_that_is_too_long_loses_action_but_no_dialogue() -> None:
    action = "\n\n".join(f"Something small happens for the {n}th time." for n in range(200))
    told = scripted(SCREENPLAY + "\n" + action, seconds=30)
    assert len(told.shots) <= 60
    assert len(said(told)) == 3


def test_what_is_said_is_cut_only_behind_a_word_and_at_two_hundred_characters() -> None:
    speech = " ".join(f"word{n}" for n in range(100))
    (_, words), *_ = said(scripted(f"INT. ROOM - DAY\n\nANA\n{speech}\n"))
    assert words.endswith("…")
    assert len(words) <= 200
    assert speech.startswith(words.removesuffix("…").rstrip())


def test_many_headings_become_five_scenes() -> None:
    script = "\n\n".join(f"INT. ROOM {n} - DAY\n\nAna opens door number {n}." for n in range(12))
    assert len(scripted(script).scenes) == 5


def test_the_narrator_of_a_script_narrates() -> None:
    told = scripted("EXT. FOREST - DAY\n\nNARRATOR\nOnce there was a fox.\n\nFOX\nHere I am.\n")
    assert said(told) == [("Fox", "Here I am.")]
    assert any(shot.narration == "Once there was a fox." for shot in told.shots)


@given(
    st.lists(
        st.sampled_from(
            ["INT. ROOM - DAY", "", "ANA", "Hello.", "外景 海边 夜", "阿海：你好", "> FADE", "(x)"]
        )
    )
)
@settings(max_examples=80, deadline=None)
def test_lines_of_scripts_in_any_order_give_a_film(lines: list[str]) -> None:
    assert scripted("\n".join(lines) or "x").shots
