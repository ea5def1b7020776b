"""A tool call in plain words, for the card that shows it: "Make shot 2 a night scene, seen from above".

Arguments come from a model and may be anything; what is odd is shown as it is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, cast

from coda.components.documents import Draft

_LONGEST = 120

_STEPS = {
    "write_outline": "Write the outline",
    "design_characters": "Design the cast",
    "design_scenes": "Design the scenes",
    "write_storyboard": "Write the storyboard",
    "confirm_step": "Confirm what was made last",
    "review_film": "Review the film",
    "render_film": "Render the film",
    "cancel_render": "Stop rendering",
    "undo": "Undo the last step",
    "redo": "Redo the step that was undone last",
}
_FIELDS = {
    "visual_desc": "picture",
    "camera_angle": "camera angle",
    "camera_movement": "camera movement",
    "character_action": "action",
    "plot_summary": "acts",
    "new_name": "name",
}
_ANGLES = {"BIRD'S EYE VIEW": "seen from above", "LOW ANGLE": "seen from below", "CLOSE-UP": "as a close-up"}


def sentence(name: str, arguments: Mapping[str, Any], draft: Draft | None = None) -> str:
    """What the call means."""
    del draft
    say = _SENTENCES.get(name)
    if say is not None:
        return say(arguments)
    if name in _STEPS:
        return _STEPS[name] + _with(arguments)
    return name.replace("_", " ").capitalize() + _with(arguments)


def _edit_shot(arguments: Mapping[str, Any]) -> str:
    shot = _shot(arguments.get("shot_number"))
    rest = {key: value for key, value in arguments.items() if key != "shot_number" and value is not None}
    time, angle = rest.get("time"), rest.get("camera_angle")
    if rest.keys() <= {"time", "camera_angle"} and isinstance(time, str) and time in _TIMES:
        seen = f", {_ANGLES.get(str(angle)) or f'as {_raw(angle).lower()}'}" if angle else ""
        return f"Make {shot} {_TIMES[time]}{seen}"
    return f"Change {shot}: {_changes(rest)}"


_TIMES = {
    "dawn": "a scene at dawn",
    "day": "a day scene",
    "dusk": "a scene at dusk",
    "night": "a night scene",
}


def _edit_named(what: str) -> Callable[[Mapping[str, Any]], str]:
    def say(arguments: Mapping[str, Any]) -> str:
        rest = {key: value for key, value in arguments.items() if key != "name" and value is not None}
        return f"Change {what} {_raw(arguments.get('name'))}: {_changes(rest)}"

    return say


def _add(what: str) -> Callable[[Mapping[str, Any]], str]:
    def say(arguments: Mapping[str, Any]) -> str:
        kind = arguments.get("figure") or arguments.get("setting")
        return f"Add the {what} {_raw(arguments.get('name'))}{f' ({_raw(kind)})' if kind else ''}"

    return say


def _remove(what: str) -> Callable[[Mapping[str, Any]], str]:
    return lambda arguments: f"Remove the {what} {_raw(arguments.get('name'))}"


def _add_shot(arguments: Mapping[str, Any]) -> str:
    after = arguments.get("after")
    place = "" if after is None else " at the beginning" if after == 0 else f" after {_shot(after)}"
    return f"Add a shot{place}: {_raw(arguments.get('visual_desc'))}"


def _write_outline(arguments: Mapping[str, Any]) -> str:
    idea = arguments.get("idea")
    rest = {key: value for key, value in arguments.items() if key != "idea" and value is not None}
    about = f" for: {_raw(idea)}" if idea else ""
    return f"Write the outline{about}{_with(rest)}"


_SENTENCES: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "write_outline": _write_outline,
    "edit_outline": lambda arguments: f"Change the outline: {_changes(arguments)}",
    "edit_shot": _edit_shot,
    "add_shot": _add_shot,
    "move_shot": lambda a: f"Move {_shot(a.get('shot_number'))} to place {_raw(a.get('to'))}",
    "duplicate_shot": lambda a: f"Duplicate {_shot(a.get('shot_number'))}",
    "remove_shot": lambda a: f"Remove {_shot(a.get('shot_number'))}",
    "add_character": _add("character"),
    "edit_character": _edit_named("the character"),
    "remove_character": _remove("character"),
    "add_scene": _add("scene"),
    "edit_scene": _edit_named("the scene"),
    "move_scene": lambda a: f"Move the scene {_raw(a.get('name'))} to place {_raw(a.get('to'))}",
    "remove_scene": _remove("scene"),
    "set_film": lambda arguments: f"Change the film: {_changes(arguments)}",
    "reopen_step": lambda arguments: f"Go back to the {_raw(arguments.get('step'))}",
}


def _shot(number: Any) -> str:
    return "the last shot" if number == -1 else f"shot {_raw(number)}"


def _changes(values: Mapping[str, Any]) -> str:
    told = [f"{_FIELDS.get(key, key.replace('_', ' '))} {_raw(value)}" for key, value in values.items()]
    return ", ".join(told) or "nothing"


def _with(arguments: Mapping[str, Any]) -> str:
    given = {key: value for key, value in arguments.items() if value is not None}
    return f" ({_changes(given)})" if given else ""


def _raw(value: Any) -> str:
    if value == "":
        return "none"
    text = value if isinstance(value, str) else _listed(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _listed(value: Any) -> str:
    if isinstance(value, list):
        items = cast("list[Any]", value)
        if all(isinstance(item, str) for item in items):
            return ", ".join(items) or "none"
    return json.dumps(value, ensure_ascii=False, default=str)
