"""Tool calls in plain words."""

from __future__ import annotations

from typing import Any

import pytest

from coda.apps.idea2video.sentences import sentence
from tests.idea2video.episodes import TOOLS


@pytest.mark.parametrize(
    ("name", "arguments", "words"),
    [
        (
            "edit_shot",
            {"shot_number": 2, "time": "night", "camera_angle": "BIRD'S EYE VIEW"},
            "Make shot 2 a night scene, seen from above",
        ),
        ("edit_shot", {"shot_number": -1, "time": "dawn"}, "Make the last shot a scene at dawn"),
        ("edit_shot", {"shot_number": 1, "narration": ""}, "Change shot 1: narration none"),
        (
            "edit_shot",
            {"shot_number": 3, "camera_movement": "PUSH IN", "elements": ["boat", "moon"]},
            "Change shot 3: camera movement PUSH IN, elements boat, moon",
        ),
        ("write_outline", {"idea": "A fox", "seconds": 20}, "Write the outline for: A fox (seconds 20)"),
        ("design_scenes", {}, "Design the scenes"),
        ("add_shot", {"visual_desc": "A gull.", "after": 0}, "Add a shot at the beginning: A gull."),
        ("move_shot", {"shot_number": 5, "to": 2}, "Move shot 5 to place 2"),
        ("remove_scene", {"name": "The Sea"}, "Remove the scene The Sea"),
        ("edit_character", {"name": "Mara", "new_name": "Luz"}, "Change the character Mara: name Luz"),
        ("add_character", {"name": "Tinto", "figure": "cat"}, "Add the character Tinto (cat)"),
        ("set_film", {"seconds": 20, "aspect": "9:16"}, "Change the film: seconds 20, aspect 9:16"),
        ("render_film", {}, "Render the film"),
        ("reopen_step", {"step": "scenes"}, "Go back to the scenes"),
        ("get_shots", {"shot_number": 2}, "Get shots (shot number 2)"),
    ],
)
def test_a_call_is_told_as_a_person_would(name: str, arguments: dict[str, Any], words: str) -> None:
    assert sentence(name, arguments) == words


@pytest.mark.parametrize("schema", TOOLS.schemas(), ids=lambda schema: schema.name)
def test_every_tool_has_a_sentence_also_for_odd_arguments(schema: Any) -> None:
    odd = {name: {"deep": [1, None]} for name in schema.parameters["properties"]}
    for arguments in ({}, odd, {"shot_number": "x" * 5000}):
        told = sentence(schema.name, arguments)
        assert told
        assert len(told) < 2000
