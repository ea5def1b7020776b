"""A character as the storyteller knows it: the drawn figure and the words for it."""

from __future__ import annotations

from dataclasses import dataclass

from coda.apps.idea2video.vocabulary import Element, Feature, FigureKind, Role, Setting

Palette = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Being:
    """`noun` is what it is ("lighthouse keeper"), `phrase` the same with its qualities. `name` is "" for what
    bears none, as a storm does; `own` phrases keep their possessive ("her mother")."""

    key: str
    noun: str
    phrase: str
    name: str
    gender: str
    """m, f, or n for what is no person."""
    figure: FigureKind
    element: Element | None = None
    """What a `thing` is."""
    role: Role = "supporting"
    features: tuple[Feature, ...] = ()
    colors: Palette = ("#e8b48f", "#3f6fa8", "#e2b344")
    qualities: tuple[str, ...] = ()
    homes: tuple[Setting, ...] = ()
    elements: tuple[Element, ...] = ()
    measure: str = ""
    definite: bool = False
    """There is only one, as with the sea: it is never "a sea"."""
    own: bool = False
    twin: bool = False
    """It is another of the same kind as the hero: "Two robots"."""
    thing: bool = False
    """It is an object come alive."""
