"""Each sentence comes to what it says."""

from __future__ import annotations

import pytest

from tests.idea2video.skill.films import brief, empty, say
from tests.idea2video.skill.sentences import IDEAS


@pytest.mark.parametrize(("text", "wanted"), IDEAS)
def test_before_the_outline_what_is_no_command_is_the_idea(text: str, wanted: str) -> None:
    assert brief(say(text, empty())) == wanted
