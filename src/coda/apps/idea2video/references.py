"""What a tool's arguments point at: characters and scenes by name, shots by number, as people say it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

import msgspec

from coda.apps.idea2video.entities import Character, Scene, Shot
from coda.apps.idea2video.episode import characters, scenes, shots
from coda.components.documents import Draft
from coda.errors import ToolValidationError

E = TypeVar("E", Character, Scene)
T = TypeVar("T", bound=msgspec.Struct)


def find_character(draft: Draft, name: str, parameter: str = "name") -> tuple[str, Character]:
    """Raises ToolValidationError, which names those that are there."""
    return _named(characters(draft), name, "character", parameter)


def find_scene(draft: Draft, name: str, parameter: str = "name") -> tuple[str, Scene]:
    """By its name, or by its number counted from 1. Raises ToolValidationError."""
    found = scenes(draft)
    if name.strip().isdigit() and 1 <= int(name) <= len(found):
        return found[int(name) - 1]
    return _named(found, name, "scene", parameter)


def find_shot(draft: Draft, number: int, parameter: str = "shot_number") -> tuple[str, Shot]:
    """Counted from 1; a negative one from the end. Raises ToolValidationError."""
    found = shots(draft)
    place = number - 1 if number > 0 else len(found) + number
    if number == 0 or not 0 <= place < len(found):
        there = f"there are {len(found)}, from 1 to {len(found)}" if found else "there are no shots yet"
        raise ToolValidationError(f"{parameter} {number} does not exist: {there}", parameter)
    return found[place]


def find_characters(draft: Draft, names: Sequence[str], parameter: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(find_character(draft, name, parameter)[0] for name in names))


def named(**values: object) -> dict[str, object]:
    """The values that were given; None leaves one as it is."""
    return {name: value for name, value in values.items() if value is not None}


def changed(entity: T, values: Mapping[str, object]) -> T:
    """The entity with these values. Raises ToolValidationError when there are none."""
    if not values:
        raise ToolValidationError("Name at least one thing to change.")
    return msgspec.structs.replace(entity, **values)


def _named(found: Sequence[tuple[str, E]], name: str, what: str, parameter: str) -> tuple[str, E]:
    wanted = name.strip().casefold()
    exact = [item for item in found if item[1].name.strip().casefold() == wanted]
    part = [item for item in found if wanted and wanted in item[1].name.casefold()]
    close = exact or part
    if len(close) == 1:
        return close[0]
    known = ", ".join(f'"{entity.name}"' for _, entity in found) or "none"
    raise ToolValidationError(f'{parameter}: there is no {what} "{name}"; there are: {known}', parameter)
