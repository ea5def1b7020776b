"""Sentences as people type them, and the calls they come to."""

import pytest

from tests.sequence_maker.skill.held_out import HELD_OUT
from tests.sequence_maker.skill.held_out_hard import HARD
from tests.sequence_maker.skill.held_out_third import THIRD
from tests.sequence_maker.skill.sentences import ALL, PAINT
from tests.sequence_maker.skill.shows import came_to, say

EVERY = (*ALL, *HELD_OUT, *HARD, *THIRD)


@pytest.mark.parametrize(("text", "expected"), EVERY, ids=[text for text, _ in EVERY])
def test_a_sentence_comes_to_exactly_these_calls(text: str, expected: str):
    assert came_to(text) == expected


@pytest.mark.parametrize(
    "text", [text for text, expected in EVERY if expected not in {"ask", "refuse", "answer"}]
)
def test_a_command_is_announced_in_one_sentence(text: str):
    outcome = say(text)
    assert outcome.kind == "act"
    assert outcome.text.startswith("I'll ")
    assert outcome.text.endswith(".")


@pytest.mark.parametrize(("text", "expected"), PAINT, ids=[text for text, _ in PAINT])
def test_capitals_change_nothing(text: str, expected: str):
    assert came_to(text.upper()) == expected


def test_the_announcement_says_what_when_and_where():
    said = say("pulse all balls red and blue on the beat for the first ten seconds")
    assert said.text == "I'll pulse balls 1, 2 and 3 red and blue on every beat from 0:00 to 0:10."
