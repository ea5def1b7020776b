"""Messages that go on from the command before: "same for ball 2", "no, blue", "2 seconds longer"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from coda.apps.sequence_maker.skill.clauses import SPANS, Clause
from coda.apps.sequence_maker.skill.outcomes import Unclear, Wants
from coda.apps.sequence_maker.skill.phrases import Balls, Length, Mention, Number, Phrase, Range, Until, Word
from coda.apps.sequence_maker.skill.steps import Done, Step
from coda.apps.sequence_maker.times import to_grid

_GOING_ON = frozenset({"same", "too", "instead", "no", "again", "rather"})
_HOLLOW = frozenset(
    "same too instead no yes again on for to with in and now is have let make one as at then".split()
)


def settled(clause: Clause, step: Step) -> Clause:
    """The clause with its balls and times as they were understood, for later messages."""
    phrases: list[Phrase] = []
    for one in clause.phrases:
        if isinstance(one, Balls | Mention) and step.balls and _one_role(clause):
            continue
        if isinstance(one, SPANS) and step.spans:
            continue
        phrases.append(one)
    if step.balls and _one_role(clause):
        phrases.append(Balls(step.balls))
    if step.spans:
        phrases += [Range(*span) for span in step.spans]
    return replace(clause.with_phrases(phrases), follows="", pending=False)


def _one_role(clause: Clause) -> bool:
    return not any(isinstance(one, Balls) and one.lead == "to" for one in clause.phrases)


def continued(clauses: Sequence[Clause], before: Sequence[Done]) -> list[Clause]:
    """The clauses, completed from the command before where they lean on it."""
    if not before or len(clauses) != 1:
        return list(clauses)
    clause, last = clauses[0], before[-1].clause
    if clause.has("again") and not clause.groups and not clause.lemmas - _HOLLOW:
        return [one.clause for one in before]
    if clause.has("longer", "shorter") and not clause.groups & {"balls", "segments"} and last.every(Range):
        return [_stretched(clause, last)]
    if clause.has_verb:
        return [_with_time_of(clause, last)]
    if _stands_alone(clause) or not _is_fragment(clause):
        return list(clauses)
    return [last.updated(clause.with_phrases(one for one in clause.phrases if not isinstance(one, Word)))]


def corrects(clauses: Sequence[Clause]) -> bool:
    """As in "no, ball 2": the earlier command went somewhere else and stays."""
    return (
        len(clauses) == 1 and clauses[0].has("no", "instead") and bool(clauses[0].groups & {"balls", "when"})
    )


def _with_time_of(clause: Clause, last: Clause) -> Clause:
    if clause.has("too", "same") and "when" not in clause.groups:
        return clause.with_phrases([*clause.phrases, *last.every(*SPANS)])
    return clause


def _stands_alone(clause: Clause) -> bool:
    return {"balls", "colors", "when"} <= clause.groups and not clause.has(*_GOING_ON)


def _is_fragment(clause: Clause) -> bool:
    told = clause.groups & {"balls", "colors", "when", "rate", "rhythm", "percent"}
    return bool(told) and clause.groups == told and not clause.lemmas - _HOLLOW


def _stretched(clause: Clause, last: Clause) -> Clause:
    """The command before with a later or an earlier end."""
    span = last.every(Range)[-1]
    until = clause.first(Until)
    if until is not None:
        end = until.ms
    else:
        length, number = clause.first(Length), clause.first(Number)
        ms = length.ms if length else to_grid(number.value * 1000) if number else None
        if ms is None:
            raise Unclear("By how many seconds?", Wants.OFFSET)
        end = span.end_ms + (ms if clause.has("longer") else -ms)
    kept = [one for one in last.phrases if one is not span]
    return last.with_phrases([*kept, Range(span.start_ms, end)])
