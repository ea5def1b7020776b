"""What all intents share: their type, and signs that several of them look for in a command."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from coda.apps.idea2video.skill.clauses import Clause
from coda.apps.idea2video.skill.work import Work

Intent = Callable[[Clause, Work], None]
"""Takes what it understands of a command, and adds its calls to the work."""


def first_told(signs: Iterable[tuple[bool, Intent]]) -> Intent | None:
    """The intent beside the first sign that is there."""
    return next((intent for told, intent in signs if told), None)


def has_any(clause: Clause, *kinds: str) -> bool:
    return any(clause.has(kind) for kind in kinds)


def removes(clause: Clause) -> bool:
    """As in "delete", "take … out of"."""
    return clause.has("do", "remove") or (clause.has("do", "take") and clause.has("place of", "out"))


def names_scene(clause: Clause) -> bool:
    return has_any(clause, "scenes", "scene name")
