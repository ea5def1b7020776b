"""Second main clauses with a subject of their own: "…, but a child finds it"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from coda.apps.idea2video.story import concepts
from coda.apps.idea2video.story.lexicon import Bit
from coda.apps.idea2video.story.nouns import Clause
from coda.apps.idea2video.story.predicates import find_verb
from coda.apps.idea2video.story.verbs import in_relative, is_noun

_TURNS = {
    "discover": "befriend",
    "found": "befriend",
    "save": "befriend",
    "befriend": "befriend",
    "love": "love",
}
"""What the story of somebody alone becomes, by what the second one does to him."""
_ALONE = {"", "wonder", "wait", "travel", "lose", "dream"}
"""Relations that leave open what becomes of the hero."""


def second_clause(bits: Sequence[Bit], language: str) -> int:
    """Where the joint before a second main clause stands that somebody else begins; the end for none."""
    return next((n for n in range(2, len(bits) - 2) if _joins_another(bits, n, language)), len(bits))


def with_turn(clause: Clause, later: Clause) -> Clause:
    """Who acts in the second clause stands beside the hero of the first, if nobody does yet."""
    beings = [noun for noun in clause.objects if noun.kind == "being"]
    others = [noun for noun in later.subjects[:1] if _is_body(noun.key) and noun.kind == "being"]
    if len(clause.subjects) != 1 or beings or not others:
        return clause
    alone = clause.relation in _ALONE and not clause.objects
    turned = _TURNS.get(later.relation, clause.relation) if alone else clause.relation
    return replace(clause, subjects=(*clause.subjects, *others), relation=turned)


def _joins_another(bits: Sequence[Bit], at: int, language: str) -> bool:
    """As ", but | a child finds it", behind a clause that has its verb."""
    begins = bits[at].is_small("and", "joins") and bits[at + 1].is_small("determiners", "possessives")
    if not begins or not _has_body(bits[at + 1 : at + 5]):
        return False
    first, second = find_verb(bits[:at], language), find_verb(bits[at + 1 :], language)
    if first is None or second is None or in_relative(bits[:at], first.start):
        return False
    rest = bits[at + 1 :]
    named = any(is_noun(bit) for bit in bits[: first.subject_end])
    return named and 0 < second.subject_end < len(rest) and not in_relative(rest, second.start)


def _has_body(bits: Sequence[Bit]) -> bool:
    return any((entry := bit.get("being")) is not None and _is_body(entry.key) for bit in bits)


def _is_body(key: str) -> bool:
    kind = concepts.beings().get(key)
    return kind is not None and kind.group != concepts.FORCES
