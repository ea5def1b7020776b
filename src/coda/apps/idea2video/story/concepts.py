"""What the words of any language stand for: who can be in a film, what lies about, where one can be."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import cast

from coda.apps.idea2video.story import shelf
from coda.apps.idea2video.vocabulary import (
    ELEMENTS,
    FEATURES,
    SETTINGS,
    Element,
    Feature,
    FigureKind,
    Setting,
)

PEOPLE = "people"
FORCES = "forces"
_TWO_WORDS = ("long hair", "curly hair")
_ALIVE: dict[str, tuple[FigureKind, tuple[Feature, ...]]] = {
    "machine": ("robot", ("antenna",)),
    "itself": ("thing", ()),
}
"""Things come alive that are no spirits."""


@dataclass(frozen=True, slots=True)
class BeingKind:
    """`figures` are what may be drawn for it, `homes` where it lives. A force has no body of its own."""

    key: str
    figures: tuple[FigureKind, ...]
    features: tuple[Feature, ...]
    homes: tuple[Setting, ...]
    elements: tuple[Element, ...]
    group: str


@dataclass(frozen=True, slots=True)
class ThingKind:
    """`figure` and `features` are what it becomes when it comes alive: itself if its element looks like it, a
    robot if it is a machine, otherwise a spirit of what comes nearest to it. `stuff` gives it its colour, ""
    where it may have any."""

    key: str
    element: Element
    homes: tuple[Setting, ...]
    figure: FigureKind = "thing"
    features: tuple[Feature, ...] = ()
    stuff: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """What belongs to a setting. `dwellers` are keys of beings."""

    setting: Setting
    neighbours: tuple[Setting, ...]
    elements: tuple[Element, ...]
    dwellers: tuple[str, ...]
    inside: bool
    """No weather reaches it."""
    room: bool


@cache
def beings() -> dict[str, BeingKind]:
    return {
        key: _being(key, (*cells, "", "", "", "")[:4], group)
        for group in (PEOPLE, "creatures", "animals", FORCES)
        for key, cells in shelf.table("beings", group).items()
    }


@cache
def things() -> dict[str, ThingKind]:
    """The elements themselves, and things that another element stands for."""
    plain = {element: ThingKind(element, element, ()) for element in ELEMENTS}
    own = {key: _element(key, cells) for key, cells in shelf.table("things", "elements").items()}
    named = {key: _thing(key, cells) for key, cells in shelf.table("things", "things").items()}
    return {**plain, **own, **named}


@cache
def places() -> dict[Setting, Place]:
    found: dict[Setting, Place] = {}
    for key, (neighbours, elements, dwellers, *inside) in shelf.table("settings").items():
        setting = cast("Setting", key)
        found[setting] = Place(
            setting,
            _settings(neighbours),
            cast("tuple[Element, ...]", tuple(elements.split())),
            tuple(dwellers.split()),
            bool(inside),
            inside == ["room"],
        )
    return found


@cache
def grounds() -> dict[str, Setting]:
    """Where one is who is on or in a thing or a being, by its key."""
    rows = shelf.table("settings", "grounds").items()
    return {thing: setting(name) for name, (things, *_) in rows for thing in things.split()}


def setting(name: str) -> Setting:
    return cast("Setting", name)


def features_of(cell: str) -> tuple[Feature, ...]:
    """The features named in a cell, two-word ones too."""
    for pair in _TWO_WORDS:
        cell = cell.replace(pair, pair.replace(" ", "_"))
    names = {name.replace("_", " ") for name in cell.split()}
    return tuple(name for name in FEATURES if name in names)


def _being(key: str, cells: tuple[str, ...], group: str) -> BeingKind:
    figures, features, homes, elements = cells
    return BeingKind(
        key,
        cast("tuple[FigureKind, ...]", tuple(figure.strip() for figure in figures.split(","))),
        features_of(features),
        _settings(homes),
        cast("tuple[Element, ...]", tuple(elements.split())),
        group,
    )


def _element(key: str, cells: tuple[str, ...]) -> ThingKind:
    homes, stuff = (*cells, "")[:2]
    return ThingKind(key, cast("Element", key), _settings(homes), stuff=stuff)


def _thing(key: str, cells: tuple[str, ...]) -> ThingKind:
    element, homes, matter, stuff = (*cells, "")[:4]
    figure, features = _ALIVE.get(matter) or ("spirit", features_of(matter))
    return ThingKind(key, cast("Element", element), _settings(homes), figure, features, stuff)


def _settings(cell: str) -> tuple[Setting, ...]:
    return tuple(setting for name in cell.split() for setting in SETTINGS if setting == name)
