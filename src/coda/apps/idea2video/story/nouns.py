"""Who and what an idea names, as it names them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from coda.apps.idea2video.story import concepts
from coda.apps.idea2video.vocabulary import Feature

_KEEPERS = {
    "farmer", "lighthouse-keeper", "engineer", "scientist", "doctor", "thief", "shepherd", "photographer",
    "inventor", "shopkeeper", "woman", "writer", "friend",
}  # fmt: skip
"""Trades that look after animals and machines: a goat farmer is no goat."""
_LONGEST_PHRASE = 70
"""Characters of a phrase that still fits into a line."""
_LONGEST_WORD = 40
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
        """As "the last tree" or "the oldest": there is no other."""
        return self.determiner == "the" and bool({"last", "first", "only"} & set(self.qualities))


def brief(noun: Noun) -> Noun:
    """With words that a line has room for: a phrase that is too long is only its noun, and a word that is
    longer than any is cut."""
    head = noun.head[:_LONGEST_WORD]
    phrase = noun.phrase if len(noun.phrase) <= _LONGEST_PHRASE else head
    single = noun.single if len(noun.single) <= _LONGEST_PHRASE else head
    return replace(noun, phrase=phrase, single=single, head=head, name=noun.name[:_LONGEST_WORD].strip())


def at_work(noun: Noun, others: Sequence[str]) -> str:
    """The key of a cat that is a detective, or of a robot that is a mayor: the body tells more than a trade.
    `others` are the keys of the beings named before the trade; "" where it is about nobody else."""
    kinds = concepts.beings()
    if noun.key in _KEEPERS or noun.key not in kinds or kinds[noun.key].group != concepts.PEOPLE:
        return ""
    bodies = (key for key in others if key in kinds and kinds[key].group in {"creatures", "animals"})
    return next(bodies, "")


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


_SUFFERED = {
    **dict.fromkeys(("search", "follow", "steal"), "escape"),
    **dict.fromkeys(("lose", "memory", "travel"), "wait"),
}
"""What becomes of whoever suffers a relation: who is chased escapes, who is forgotten waits."""
_MADE = {"build", "art", "write", "feast", "shop", "discover"}
"""Relations that are told of whoever makes or finds something, even where nobody is named."""
_REVERSED = _MADE | {"save", "teach", "hide", "guard", "mend"}
"""Relations that are told of whoever acts, even when somebody else is named first."""


def suffered(clause: Clause) -> Clause:
    """A sentence in the passive, whose objects are those who do it; what was stolen by nobody is sought."""
    done_to, doers = clause.subjects, clause.objects
    thing = any(noun.kind in {"thing", "place"} for noun in done_to)
    if thing and not doers and clause.relation == "steal":
        return replace(clause, relation="search", subjects=(), objects=done_to)
    if (doers and (thing or clause.relation in _REVERSED)) or (thing and clause.relation in _MADE):
        return replace(clause, subjects=doers, objects=done_to)
    return replace(clause, relation=_SUFFERED.get(clause.relation, clause.relation))
