"""A message in its conversation: answers complete what was asked, and the selection stands for "this"."""

from __future__ import annotations

import pytest

from coda.apps.idea2video.entities import CHARACTERS, SHOTS
from tests.idea2video.skill.films import brief, empty, harbour, say

IDEAS = (
    (("a video", "about a fox"), "write_outline idea=a video\nabout a fox"),
    (("haz un vídeo", "un zorro"), "write_outline idea=haz un vídeo\nun zorro"),
    (("做个视频", "一只狐狸"), "write_outline idea=做个视频\n一只狐狸"),
    (
        ("a 20 second anime video", "about a fox"),
        "write_outline idea=a film\nabout a fox seconds=20 style=anime",
    ),
    (("a video", "help", "about a fox"), "write_outline idea=a video\nabout a fox"),
    (("a video", "a fox learns to fly"), "write_outline idea=a fox learns to fly"),
    (("a video", "go on"), "ask"),
)


@pytest.mark.parametrize(("messages", "wanted"), IDEAS)
def test_an_answer_completes_the_vague_idea_before_it(messages: tuple[str, ...], wanted: str) -> None:
    *earlier, text = messages
    assert brief(say(text, empty(), *earlier)) == wanted


ANSWERS = (
    (("make it closer", "2"), "edit_shot 2 camera_angle=CLOSE-UP"),
    (("closer", "yes"), "ask"),
    (("closer", "yes", "the second one"), "edit_shot 2 camera_angle=CLOSE-UP"),
    (("closer", "delete shot 4"), "remove_shot 4"),
    (("closer", "render"), "confirm_step; render_film"),
    (
        ("add a shot", "a boat in the fog"),
        "add_shot visual_desc=A boat in the fog elements=boat after=8; edit_shot 9 weather=fog",
    ),
    (("add a scene", "a cave"), "add_scene Cave setting=cave"),
    (("rename Mara", "Luz"), "edit_character Mara new_name=Luz"),
    (("rename Mara", "why that?"), "ask"),
    (("move shot 2", "4"), "move_shot 2 to=4"),
    (("make shot 2 a night scene", "same for shot 3"), "edit_shot 3 time=night"),
    (("make shot 2 a night scene", "and shot 4 too"), "edit_shot 4 time=night"),
    (("make shot 2 a night scene", "shot 3"), "ask"),
    (("镜头2改成夜景", "镜头3也一样"), "edit_shot 3 time=night"),
    (("change the title", "Night Light"), "edit_outline title=Night Light"),
    (("más cerca", "la segunda"), "edit_shot 2 camera_angle=CLOSE-UP"),
    (("近一点", "第二个"), "edit_shot 2 camera_angle=CLOSE-UP"),
)


@pytest.mark.parametrize(("messages", "wanted"), ANSWERS)
def test_an_answer_completes_the_command_that_was_asked_about(messages: tuple[str, ...], wanted: str) -> None:
    *earlier, text = messages
    assert brief(say(text, harbour(), *earlier)) == wanted


SELECTED = (
    ("make this shot a night scene", "edit_shot 3 time=night"),
    ("closer", "refuse"),
    ("wider", "edit_shot 3 camera_angle=MEDIUM SHOT"),
    ("make it 5 seconds", "edit_shot 3 seconds=5"),
    ("delete this shot", "remove_shot 3"),
    ("the next shot at dawn", "edit_shot 4 time=dawn"),
    ("add a moon", "edit_shot 3 elements=lighthouse,moon"),
    ("let it rain", "edit_shot 3 weather=rain"),
)


@pytest.mark.parametrize(("text", "wanted"), SELECTED)
def test_the_shot_selected_on_the_board_is_this_one(text: str, wanted: str) -> None:
    assert brief(say(text, harbour(), selected=(SHOTS, "s3"))) == wanted


def test_the_character_selected_on_the_board_is_he_or_she() -> None:
    wanted = "edit_character Bo features=hat"
    assert brief(say("give it a hat", harbour(), selected=(CHARACTERS, "bo"))) == wanted


def test_a_film_that_has_its_idea_begins_with_it() -> None:
    film = empty(idea="a fox learns to fly")
    assert brief(say("start", film)) == "write_outline"
    assert brief(say("in Spanish", film)) == "write_outline language=es"
    assert brief(say("make the whole film", film)).startswith("write_outline; design_characters")


SCRIPTS = (
    "INT. KITCHEN - NIGHT\nMara bakes bread.\n\nMARA\nWhere is the yeast?",
    "Mara: Hello?\nTom: Who is there?\nMara: The sea.",
    "内景。厨房\n小明：你好\n小红：再见",
)


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_is_taken_as_it_is(script: str) -> None:
    (call,) = say(script, empty()).calls
    assert call.arguments == {"idea": script, "mode": "script"}


def test_what_is_not_understood_names_two_messages_that_would_work() -> None:
    film = harbour()
    said = say("foo bar baz", film).text
    assert "offline command interpreter, not a language model" in said
    assert "“make shot 2 a night scene seen from above”" in said
    assert "“make the film vertical”" in said
    assert brief(say("make the film vertical", film)) == "set_film aspect=9:16"


def test_texts_are_kept_as_they_were_written() -> None:
    (call,) = say("镜头2的旁白改成：风起了，夜深了。", harbour()).calls
    assert call.arguments["narration"] == "风起了，夜深了。"
    (call,) = say("shot 2 says: “It’s late — go home!”", harbour()).calls
    assert call.arguments["narration"] == "It’s late — go home!"
