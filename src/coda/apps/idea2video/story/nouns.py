"""Who and what an idea names, as it names them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from coda.apps.idea2video.vocabulary import Feature

NounKind = Literal["being", "thing", "place", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Noun:
    """`phrase` is the idea's own wording without its article: "shy red dragon of the north". `head` is
    the noun in it; `key` the concept, "" when the lexicon lacks it."""

    phrase: str
    head: str
    kind: NounKind = "unknown"
    key: str = ""
    name: str = ""
    single: str = ""
    """The phrase of one of them, where it is plural."""
    qualities: tuple[str, ...] = ()
    """Keys such as `shy`; colours stand in `colours`."""
    colours: tuple[str, ...] = ()
    features: tuple[Feature, ...] = ()
    """What the words say it wears or has: "a boy with a red scarf"."""
    gender: str = ""
    """m, f or "" where the words do not say."""
    measure: str = ""
    """The Chinese measure word; "" where the words do not say."""
    determiner: Literal["", "a", "the", "own"] = ""
    """`own` for "her", "his" and the like; they stay in the phrase."""
    plural: bool = False
    count: int = 1

    @property
    def is_only(self) -> bool:
        """As "the last tree": there is no other."""
        return self.determiner == "the" and bool({"last", "first"} & set(self.qualities))


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One sentence taken apart. All texts are the idea's own; empty where it says nothing."""

    subject: str = ""
    action: str = ""
    context: str = ""
    subjects: tuple[Noun, ...] = ()
    relation: str = ""
    objects: tuple[Noun, ...] = ()
    skill: str = ""
    """What is learnt or wished for, as an infinitive: "to play the piano"."""
    deed: str = ""
    """What happens, as the narrator says it of one person in the present; "" where that cannot be told."""


def retold(clause: Clause) -> Clause:
    """The clause as a story has it: a lesson is the pupil's, and whom one hides one saves."""
    if clause.relation == "hide":
        return replace(clause, relation="save" if clause.objects else "escape")
    return _taught(clause) if clause.relation == "teach" else clause


def _taught(clause: Clause) -> Clause:
    """Whoever is taught learns, and the teacher stands by."""
    pupils = tuple(noun for noun in clause.objects if noun.kind != "thing")
    if not pupils:
        return replace(clause, relation="learn")
    pupil = pupils[0]
    if pupil.determiner == "own":
        pupil = replace(pupil, determiner="a", phrase=pupil.head)
    return replace(clause, relation="learn", subjects=(pupil,), objects=clause.subjects)
