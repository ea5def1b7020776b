"""Each sentence comes to what it says, and nothing else."""

from __future__ import annotations

import pytest

from tests.idea2video.skill.films import brief, empty, harbour, say
from tests.idea2video.skill.held_out import FIRST, FOURTH, SECOND, THIRD
from tests.idea2video.skill.sentences import ALL, CHINESE, ENGLISH, IDEAS, SPANISH


@pytest.mark.parametrize(("text", "wanted"), IDEAS)
def test_before_the_outline_what_is_no_command_is_the_idea(text: str, wanted: str) -> None:
    assert brief(say(text, empty())) == wanted


@pytest.mark.parametrize(("text", "wanted"), ENGLISH)
def test_english_commands(text: str, wanted: str) -> None:
    assert brief(say(text, harbour())) == wanted


@pytest.mark.parametrize(("text", "wanted"), SPANISH)
def test_spanish_commands(text: str, wanted: str) -> None:
    assert brief(say(text, harbour())) == wanted


@pytest.mark.parametrize(("text", "wanted"), CHINESE)
def test_chinese_commands(text: str, wanted: str) -> None:
    assert brief(say(text, harbour())) == wanted


@pytest.mark.parametrize(("text", "wanted"), [*FIRST, *SECOND, *THIRD, *FOURTH])
def test_sentences_that_were_written_before_they_were_read(text: str, wanted: str) -> None:
    assert brief(say(text, harbour())) == wanted


STEPS = (
    ("outline_generated", "go on", "design_characters"),
    ("outline_generated", "looks good", "design_characters"),
    ("outline_generated", "render", "refuse"),
    ("outline_generated", "make the film", ALL),
    ("outline_generated", "regenerate", "set_film seed=1; write_outline"),
    ("outline_generated", "confirm", "confirm_step"),
    ("refined", "another outline", "set_film seed=1; reopen_step step=outline; write_outline"),
    ("refined", "confirm", "refuse"),
    ("characters_generated", "sigue", "design_scenes"),
    ("characters_generated", "finish it", ALL.removeprefix("design_characters; ")),
    ("scenes_confirmed", "继续", "write_storyboard"),
    ("storyboard_generated", "go on", "confirm_step; render_film"),
    ("storyboard_confirmed", "go on", "render_film"),
    ("storyboard_confirmed", "render", "render_film"),
    ("storyboard_confirmed", "go back to the scenes", "reopen_step step=scenes"),
    (
        "storyboard_confirmed",
        "new idea: a robot paints",
        "reopen_step step=outline; write_outline idea=a robot paints",
    ),
    ("cancelled", "go on", "refuse"),
)


@pytest.mark.parametrize(("state", "text", "wanted"), STEPS)
def test_going_on_is_the_next_step_of_the_table(state: str, text: str, wanted: str) -> None:
    assert brief(say(text, harbour(state))) == wanted
