"""What a verb makes of a story, once it is known whom or what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from coda.apps.idea2video.story import concepts
from coda.apps.idea2video.story.nouns import Clause, Noun

DREAMS = {
    "travel", "perform", "grow", "learn", "dream", "build", "wait",
    "race", "become", "swap", "feast", "open", "art", "write", "drive", "see", "visit", "know", "serenade",
}  # fmt: skip
"""What one wishes to do for its own sake."""
MAKING = {"build", "shop", "art", "write", "mend", "feast"}
"""Relations whose object comes to be where the hero is: a bakery that is opened is no place to go to."""
ABOUT_PLACES = MAKING | {"save", "secret", "fear", "memory", "work"}
"""Relations that a place can be the object of, and not only where they happen."""
_ANY = "*"
_BY_OBJECT: dict[str, dict[str, str]] = {
    "hide": {"": "escape", "being": "save", _ANY: "secret"},
    "guard": {"": "wait", "being": "save", _ANY: "secret"},
    "open": {"being": "wonder", "thing": "discover", _ANY: "shop"},
    "drive": {"being": "travel", "place": "travel", _ANY: "work"},
    "see": {"": "wonder", "being": "found", _ANY: "discover"},
    "discover": {"being": "found", _ANY: "discover"},
    "visit": {"being": "befriend", _ANY: "travel"},
    "watch": {"being": "wonder", _ANY: "wait"},
    "know": {"place": "travel", _ANY: "befriend"},
    "raise": {"being": "befriend", _ANY: "grow"},
    "trade": {"": "become", _ANY: "wonder"},
    "follow": {"being": "wonder", _ANY: "search"},
    "share": {"": "befriend", "being": "befriend", _ANY: "wonder"},
    "face": {"being": "fight", _ANY: "fear"},
}
"""Verbs that tell another story of somebody than of something, by the kind of their first object; "" for
none, "*" for all others."""


def retold(clause: Clause) -> Clause:
    """The clause as a story has it: a lesson is the pupil's, whom one hides one saves, and what one hides is
    a secret."""
    if clause.relation == "teach":
        return _taught(clause)
    return replace(clause, relation=_told(clause.relation, clause.objects))


def _told(relation: str, objects: Sequence[Noun]) -> str:
    if relation == "lose" and any(noun.key == "memory" for noun in objects[:1]):
        return "memory"
    kinds = _BY_OBJECT.get(relation)
    kind = _kind(objects[0]) if objects else ""
    return kinds.get(kind, kinds[_ANY]) if kinds else relation


def _kind(noun: Noun) -> str:
    """A star or a storm is a thing to whoever hides or faces it."""
    kind = concepts.beings().get(noun.key)
    return "thing" if kind is not None and kind.group == concepts.FORCES else noun.kind


def _taught(clause: Clause) -> Clause:
    """Whoever is taught learns, and the teacher stands by."""
    pupils = tuple(noun for noun in clause.objects if noun.kind in {"being", "unknown"})
    pupils = pupils or (clause.objects[:1] if clause.skill else ())
    if not pupils:
        return replace(clause, relation="learn")
    pupil = pupils[0]
    if pupil.determiner == "own":
        pupil = replace(pupil, determiner="a", phrase=pupil.head)
    return replace(clause, relation="learn", subjects=(pupil,), objects=clause.subjects)
