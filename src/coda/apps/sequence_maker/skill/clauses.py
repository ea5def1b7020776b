"""Clauses: what a sentence asks for, one thing at a time.

A sentence is cut at firm stops ("then", ";", "."). At "and" or a comma a new clause begins only
where one is needed: at a verb, or where what follows repeats what the clause already has (a second
ball with a second color). So "red and blue" stays a list, and "ball 1 red and ball 2 blue" is two.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from coda.apps.sequence_maker.skill.phrases import (
    At,
    Balls,
    Beats,
    Color,
    Every,
    From,
    Lasting,
    Length,
    Mention,
    Name,
    Number,
    Percent,
    Phrase,
    Range,
    Rate,
    Segments,
    Stop,
    To,
    Until,
    Word,
)
from coda.apps.sequence_maker.skill.vocabulary import VERBS

P = TypeVar("P")

SPANS = (Range, At, From, Until, Lasting, To)
_GROUPS: dict[type, str] = {
    **dict.fromkeys(SPANS, "when"),
    Balls: "balls",
    Mention: "balls",
    Color: "colors",
    Beats: "rhythm",
    Every: "rhythm",
    Rate: "rate",
    Percent: "percent",
    Segments: "segments",
    Length: "length",
    Number: "number",
    Name: "name",
}


def group_of(phrase: Phrase) -> str:
    """What a phrase tells: phrases of one group take each other's place."""
    return _GROUPS.get(type(phrase), "word")


@dataclass(frozen=True)
class Clause:
    phrases: tuple[Phrase, ...]
    follows: str = ""
    """How it hangs on the clause before: "", "and" or "then"."""
    pending: bool = False
    """It belongs to the message being answered, so what it does is not in the show yet."""

    @cached_property
    def lemmas(self) -> frozenset[str]:
        return frozenset(phrase.lemma for phrase in self.phrases if isinstance(phrase, Word))

    def has(self, *lemmas: str) -> bool:
        """Whether any of the words stands in the clause."""
        return not self.lemmas.isdisjoint(lemmas)

    def every(self, *types: type[P]) -> list[P]:
        """The phrases of these types, in order."""
        return [phrase for phrase in self.phrases if isinstance(phrase, types)]

    def first(self, type: type[P]) -> P | None:
        return next((phrase for phrase in self.phrases if isinstance(phrase, type)), None)

    @cached_property
    def groups(self) -> frozenset[str]:
        return frozenset(group_of(phrase) for phrase in self.phrases if not isinstance(phrase, Word | Stop))

    @cached_property
    def has_verb(self) -> bool:
        return not self.lemmas.isdisjoint(VERBS)

    def with_phrases(self, phrases: Iterable[Phrase]) -> Clause:
        return replace(self, phrases=tuple(phrases))

    def updated(self, by: Clause) -> Clause:
        """This clause with the phrases of `by` in the place of its own of the same groups."""
        kept = [
            phrase for phrase in self.phrases if isinstance(phrase, Word) or group_of(phrase) not in by.groups
        ]
        return self.with_phrases([*kept, *by.phrases])


def split(phrases: Sequence[Phrase]) -> list[Clause]:
    clauses: list[Clause] = []
    for piece, firm in _at_firm_stops(phrases):
        inner = _at_soft_stops(piece)
        for place, clause in enumerate(inner):
            joint = "and" if place else "then" if clauses and firm == "then" else ""
            clauses.append(replace(clause, follows=joint))
    return clauses


def _at_firm_stops(phrases: Sequence[Phrase]) -> list[tuple[list[Phrase], str]]:
    """The pieces between firm stops, each with the stop before it."""
    pieces: list[tuple[list[Phrase], str]] = [([], "")]
    for phrase in phrases:
        if isinstance(phrase, Stop) and phrase.firm:
            pieces.append(([], phrase.text))
        else:
            pieces[-1][0].append(phrase)
    filled: list[tuple[list[Phrase], str]] = []
    for piece, stop in pieces:
        if any(not isinstance(phrase, Stop) for phrase in piece):
            filled.append((piece, stop))
    return filled


def _at_soft_stops(phrases: Sequence[Phrase]) -> list[Clause]:
    conjuncts: list[list[Phrase]] = [[]]
    for phrase in phrases:
        if isinstance(phrase, Stop) or (isinstance(phrase, Word) and phrase.lemma in {"except", "not"}):
            conjuncts.append([])
        if not isinstance(phrase, Stop):
            conjuncts[-1].append(phrase)
    clauses: list[Clause] = []
    for conjunct in filter(None, conjuncts):
        following = Clause(tuple(conjunct))
        if clauses and not _begins_anew(clauses[-1], following):
            clauses[-1] = clauses[-1].with_phrases(
                [
                    *clauses[-1].phrases,
                    *(_joined(following.phrases) if "balls" in clauses[-1].groups else following.phrases),
                ]
            )
        else:
            clauses.append(following)
    return _with_shared_times([_narrowed(clause) for clause in clauses])


def _joined(phrases: Iterable[Phrase]) -> Iterable[Phrase]:
    """Balls after "and" join those before it; "all" in ", all from 5 to 10" only repeats them."""
    joining = [one for one in phrases if not (isinstance(one, Balls) and one.every)]
    return (replace(one, lead="and") if isinstance(one, Balls) and not one.lead else one for one in joining)


def _narrowed(clause: Clause) -> Clause:
    """As in "everything on ball 2": the ball named says how much "everything" is."""
    unnumbered = any(isinstance(one, Word) and one.text == "ball" for one in clause.phrases)
    places = [one for one in clause.every(Balls, Mention) if one.lead in {"on", "of", "from", "in"}]
    if not unnumbered and all(isinstance(one, Balls) and one.every for one in places):
        return clause
    return clause.with_phrases(one for one in clause.phrases if not (isinstance(one, Balls) and one.every))


def _begins_anew(clause: Clause, following: Clause) -> bool:
    if not (clause.has_verb or "colors" in clause.groups):
        return False
    if _opens_with_verb(following):
        return True
    if following.has("not", "if", "except", "alone"):
        return True
    if following.has_verb and "balls" in following.groups:
        return True
    repeated = clause.groups & following.groups
    if "balls" in repeated:
        return bool(repeated & {"colors", "when", "rate", "segments", "percent"})
    return "when" in repeated and not _completes(clause, following)


def _opens_with_verb(clause: Clause) -> bool:
    first = clause.phrases[0]
    return isinstance(first, Word) and (
        first.lemma in VERBS or first.lemma in {"what", "how", "when", "where"}
    )


def _completes(clause: Clause, following: Clause) -> bool:
    """As in "from 10, for 3 seconds": two halves of one time."""
    kinds = {type(phrase) for phrase in clause.every(*SPANS)}
    more = {type(phrase) for phrase in following.every(*SPANS)}
    return Range not in kinds and Range not in more and kinds.isdisjoint(more)


def _with_shared_times(clauses: list[Clause]) -> list[Clause]:
    """A time at the end holds for the conjuncts before it that have none."""
    shared: list[Clause] = []
    later: Clause | None = None
    for clause in reversed(clauses):
        times = later.every(*SPANS) if later is not None and not later.has_verb else []
        if times and "when" not in clause.groups:
            clause = clause.with_phrases([*clause.phrases, *times])  # noqa: PLW2901 - the clause as read so far
        shared.append(clause)
        later = clause
    return shared[::-1]
