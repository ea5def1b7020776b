"""Puts the answer to a question into the clause that raised it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from coda.apps.sequence_maker.skill.ball_words import read_numbers_or_balls
from coda.apps.sequence_maker.skill.clauses import SPANS, Clause
from coda.apps.sequence_maker.skill.numbers import read_ordinal
from coda.apps.sequence_maker.skill.outcomes import Wants
from coda.apps.sequence_maker.skill.phrases import (
    At,
    Balls,
    Beats,
    Color,
    Every,
    From,
    Lasting,
    Length,
    Name,
    Number,
    Percent,
    Phrase,
    Range,
    Rate,
    Segments,
    To,
    Until,
    Word,
)
from coda.apps.sequence_maker.skill.source import Source
from coda.apps.sequence_maker.skill.vocabulary import VERBS
from coda.apps.sequence_maker.times import to_grid


@dataclass(frozen=True)
class Pending:
    """A question that was asked: what it wants, and for which clause of the message."""

    wants: Wants
    clauses: tuple[Clause, ...]
    place: int
    text: str
    """The message that raised it."""
    corrected: str | None = None


def completed(pending: Pending, answer: Clause, source: Source) -> list[Clause] | None:
    """The clauses of the earlier message with the answer in its place; None when this is no answer."""
    if not pending.clauses:
        return None
    fill = _FILLS.get(pending.wants)
    filled = fill(pending.clauses[pending.place], answer, source) if fill else None
    if filled is None:
        return None
    return [*pending.clauses[: pending.place], filled, *pending.clauses[pending.place + 1 :]]


def _balls(clause: Clause, answer: Clause, source: Source) -> Clause | None:
    found = read_numbers_or_balls(
        source, source.skip(0, {"on", "for", "to", "i", "mean", "the", "just", "only"})
    )
    if found is None:
        found = read_numbers_or_balls(source, 0)
    phrases: Sequence[Phrase] = (
        [found[0]] if found and isinstance(found[0], Balls) else _ordinal(answer, source)
    )
    if not phrases:
        return None
    others = [one for one in answer.phrases if isinstance(one, Color | Segments) or type(one) in SPANS]
    if found and found[1] >= len(source.tokens):
        others = []
    return clause.updated(Clause((*phrases, *others)))


def _ordinal(answer: Clause, source: Source) -> list[Phrase]:
    """As in "the first one", "the last"."""
    named = answer.every(Balls)
    if named:
        return list(named)
    ordinal = read_ordinal(source, source.skip(0, {"the"}))
    count = len(source.view.balls)
    if ordinal is None or not -count <= ordinal[0] < count:
        return []
    return [Balls((ordinal[0] % count,))]


def _color(clause: Clause, answer: Clause, _source: Source) -> Clause | None:
    colors = answer.every(Color)
    if not colors:
        return None
    known = clause.every(Color)
    if len(known) == 1 and len(colors) == 1 and clause.has("fade", "replace", "alternate", "change"):
        lead = {"from": "to", "to": "from"}.get(known[0].lead, "with" if clause.has("replace") else "")
        return clause.with_phrases([*clause.phrases, replace(colors[0], lead=lead)])
    if not known and clause.has("fade") and len(colors) == 2:
        colors = [replace(colors[0], lead="from"), replace(colors[1], lead="to")]
    return clause.updated(answer.with_phrases([*colors, *answer.every(Balls, *SPANS)]))


def _time(clause: Clause, answer: Clause, _source: Source) -> Clause | None:
    """A start or a length: what the answer does not say again stays."""
    told = answer.every(*SPANS)
    if not told:
        told = _bare_time(clause, answer)
    if not told:
        return None
    told = [From(one.ms) if isinstance(one, At | To) and clause.first(Lasting) else one for one in told]
    types = tuple(SPANS) if any(isinstance(one, Range) for one in told) else tuple(type(one) for one in told)
    kept = [one for one in clause.phrases if not isinstance(one, types)]
    if any(isinstance(one, From | At) for one in told):
        kept = [one for one in kept if not isinstance(one, From | At)]
    return clause.with_phrases([*kept, *told])


def _bare_time(clause: Clause, answer: Clause) -> list[Phrase]:
    """As in "3 seconds", "12": a length where a start is known, otherwise a start."""
    length, number = answer.first(Length), answer.first(Number)
    ms = length.ms if length else to_grid(number.value * 1000) if number else None
    if ms is None or ms < 0:
        return []
    if clause.first(At) is not None or clause.first(From) is not None:
        return [Lasting(ms)] if ms else []
    return [From(ms)] if clause.first(Lasting) is not None else [Lasting(ms)] if ms else []


def _more(*types: type[Phrase]) -> Callable[[Clause, Clause, Source], Clause | None]:
    """Answers that only add phrases of these types, and plain words."""

    def fill(clause: Clause, answer: Clause, _source: Source) -> Clause | None:
        added = [one for one in answer.phrases if isinstance(one, (*types, Word))]
        if not any(isinstance(one, types) for one in added) and not (Word in types and added):
            return None
        kept = [one for one in clause.phrases if not isinstance(one, types) or isinstance(one, Word)]
        return clause.with_phrases([*kept, *added])

    return fill


def _interval(clause: Clause, answer: Clause, _source: Source) -> Clause | None:
    rhythm = answer.first(Beats) or answer.first(Every)
    if rhythm is None:
        length, number = answer.first(Length), answer.first(Number)
        ms = length.ms if length else to_grid(number.value * 1000) if number else 0
        rhythm = Every(ms) if ms > 0 else None
    return clause.with_phrases([*clause.phrases, rhythm]) if rhythm else None


def _choice(clause: Clause, answer: Clause, source: Source) -> Clause | None:
    segments = answer.first(Segments)
    if segments is not None and segments.places:
        return clause.updated(answer.with_phrases([segments]))
    ordinal = read_ordinal(source, source.skip(0, {"the"}))
    if clause.has("extend", "shorten", "longer", "shorter") and ordinal:
        return clause.with_phrases([*clause.phrases, Segments((ordinal[0],))])
    if clause.has("delete") and answer.has("delete"):
        return clause.with_phrases([*clause.phrases, Word("sequence", "show")])
    chosen = [one for one in answer.phrases if isinstance(one, Word) and one.lemma in _CHOICES]
    if not chosen:
        return None
    if any(one.lemma in {"in", "out", "fadein", "fadeout"} for one in chosen):
        return clause.with_phrases([*clause.phrases, *chosen])
    kept = [one for one in clause.phrases if not (isinstance(one, Word) and one.lemma in VERBS)]
    return _as_fade(clause.with_phrases([*kept, *chosen]))


def _as_fade(clause: Clause) -> Clause:
    if not clause.has("fade"):
        return clause
    colors = iter(["from", *["to"] * len(clause.phrases)])
    return clause.with_phrases(
        [replace(one, lead=next(colors)) if isinstance(one, Color) else one for one in clause.phrases]
    )


_CHOICES = frozenset("in out fadein fadeout fade alternate pulse strobe rainbow clear flash".split())

_FILLS: dict[Wants, Callable[[Clause, Clause, Source], Clause | None]] = {
    Wants.BALLS: _balls,
    Wants.COLOR: _color,
    Wants.START: _time,
    Wants.LENGTH: _time,
    Wants.OFFSET: _more(Length, Number, To, Until, Lasting),
    Wants.DIRECTION: _more(Word),
    Wants.INTERVAL: _interval,
    Wants.CHOICE: _choice,
    Wants.VALUE: _more(Percent, Rate, Number, Name, To),
}
