"""One message in its conversation: an answer to a question, a follow-up, or a command of its own.

Nothing is remembered between messages. The state is folded anew from the user's earlier texts, so
the same conversation on the same show always gives the same reply.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from coda.apps.sequence_maker.skill.answers import Pending, completed
from coda.apps.sequence_maker.skill.clauses import Clause, split
from coda.apps.sequence_maker.skill.followups import continued, corrects, settled
from coda.apps.sequence_maker.skill.interpreter import CANNOT, Understood, refuse_condition, understand
from coda.apps.sequence_maker.skill.misunderstanding import quoted, refuse_unknown, unknown_words
from coda.apps.sequence_maker.skill.outcomes import Impossible, Unclear, Unreadable, Wants
from coda.apps.sequence_maker.skill.phrases import Balls, Mention, Name, Range
from coda.apps.sequence_maker.skill.questions import answer, is_question
from coda.apps.sequence_maker.skill.reader import read_phrases
from coda.apps.sequence_maker.skill.section_answer import with_section
from coda.apps.sequence_maker.skill.small_talk import examples, not_understood, small_talk
from coda.apps.sequence_maker.skill.source import Source
from coda.apps.sequence_maker.skill.steps import Call, Done, Scene, Step
from coda.apps.sequence_maker.skill.tokens import plain, tokenize
from coda.apps.sequence_maker.skill.view import ShowView
from coda.apps.sequence_maker.skill.vocabulary import FILLER
from coda.apps.sequence_maker.skill.wording import listed

MOST_CHARACTERS = 1000
"""Longer messages are refused: no command needs as much, and reading stays quick."""

_YES = frozenset({"yes", "yeah", "yep", "yup", "sure", "correct", "exactly", "y", "right", "ok", "okay"})

Kind = Literal["act", "ask", "refuse", "answer"]


@dataclass(frozen=True)
class State:
    """Where the conversation stands: the last command, and the question that is open."""

    done: tuple[Done, ...] = ()
    pending: Pending | None = None


@dataclass(frozen=True)
class Outcome:
    kind: Kind
    text: str
    state: State
    calls: tuple[Call, ...] = ()


@dataclass(frozen=True)
class Turn:
    """A user's earlier message, and what was answered to it."""

    text: str
    replies: tuple[str, ...]


def respond(text: str, view: ShowView, state: State) -> Outcome:
    """What a message comes to; never raises because of the text."""
    text = plain(text)
    if len(text) > MOST_CHARACTERS:
        return Outcome(
            "refuse", f"That is too long for me. Please keep it under {MOST_CHARACTERS} characters.", state
        )
    source = Source(text, tokenize(text), view)
    try:
        return _respond(source, state)
    except Unclear as unclear:
        if unclear.wants is Wants.SECTION and source.word(0) in {"when", "what", "where", "how"}:
            return respond(with_section(text, _every_section(view)) or "", view, state)
        return _asked(unclear, Pending(unclear.wants, (), 0, text, unclear.corrected), state)
    except Impossible as refusal:
        return Outcome("refuse", str(refusal), State(state.done))


def _every_section(view: ShowView) -> Source:
    return Source("all", tokenize("all"), view)


def _respond(source: Source, state: State) -> Outcome:
    retold = _retold(source, state.pending)
    if retold is not None:
        return respond(retold, source.view, State(state.done))
    if not source.tokens:
        raise Impossible(not_understood(source.view))
    named = _name_given(source, state.pending)
    if named is not None:
        return _run(named, source, state)
    _refuse_condition_words(source)
    clauses = split(read_phrases(source))
    talk = small_talk(clauses, source.view)
    if talk is not None:
        return Outcome("answer", talk, State(state.done))
    if not clauses:
        raise Impossible(not_understood(source.view))
    unknown = unknown_words(clauses)
    if unknown:
        _refuse_conditions(clauses, source)
        refuse_unknown(source, clauses, unknown)
    return _run_read(clauses, source, state)


def _refuse_condition_words(source: Source) -> None:
    said = {token.text for token in source.tokens[1:]}
    if said & {"if", "unless"} or source.word(0) in {"if", "unless"}:
        raise Impossible(CANNOT["if"])
    if said & {"when", "whenever"} and not said & {"tell", "know", "me", "is"}:
        raise Impossible(CANNOT["when"])


def _refuse_conditions(clauses: list[Clause], source: Source) -> None:
    """Said first, because it explains more than the unknown words of the condition."""
    if not is_question(clauses[0], _first_word(source)):
        for clause in clauses:
            refuse_condition(clause)


def _run_read(clauses: list[Clause], source: Source, state: State) -> Outcome:
    whole = Clause(tuple(phrase for clause in clauses for phrase in clause.phrases))
    if state.pending is not None and _may_answer(whole, state.pending):
        filled = completed(state.pending, whole, source)
        if filled is not None:
            return _run(filled, source, state)
    if clauses and is_question(whole, _first_word(source)):
        return _answered(whole, source, state)
    outcome = _run(clauses, source, state)
    if outcome.kind == "act" and corrects(clauses):
        return replace(outcome, text=f"{outcome.text} What was done before stays; “undo” takes it back.")
    return outcome


def _retold(source: Source, pending: Pending | None) -> str | None:
    """The earlier message as it was meant, when this one settles its spelling or its section."""
    if pending is None:
        return None
    if pending.wants is Wants.SPELLING and pending.corrected and source.word(0) in _YES:
        return pending.corrected
    if pending.wants is Wants.SECTION:
        return with_section(pending.text, source)
    return None


def _name_given(source: Source, pending: Pending | None) -> list[Clause] | None:
    """Any words are a name where one was asked for."""
    if pending is None or pending.wants is not Wants.VALUE or not pending.clauses:
        return None
    clause = pending.clauses[pending.place]
    name = source.text.strip().strip("\"'.")
    if not clause.has("rename") or not name:
        return None
    filled = clause.with_phrases([*clause.phrases, Name(name)])
    return [*pending.clauses[: pending.place], filled, *pending.clauses[pending.place + 1 :]]


def _may_answer(whole: Clause, pending: Pending) -> bool:
    if not whole.has_verb:
        return True
    if pending.wants in {Wants.CHOICE, Wants.DIRECTION}:
        return not whole.every(Balls)
    return bool(whole.every(Mention)) and not whole.every(Balls)


def _first_word(source: Source) -> str:
    """The first word that is no mere courtesy."""
    said = (token.text for token in source.tokens if token.text not in FILLER | {"and", "so", "but", ","})
    return next(said, "")


def _answered(whole: Clause, source: Source, state: State) -> Outcome:
    told = answer(whole, Scene(source.view, state.done[-1] if state.done else None))
    if told is None:
        raise Impossible(f"I can answer questions about this light show only. {examples(source.view)}")
    return Outcome("answer", told, State(state.done))


def _run(clauses: Sequence[Clause], source: Source, state: State) -> Outcome:
    try:
        clauses = continued(clauses, state.done)
        understood = understand(clauses, source.view, state.done[-1] if state.done else None)
    except Unclear as unclear:
        pending = Pending(unclear.wants, tuple(clauses), unclear.place, source.text, unclear.corrected)
        return _asked(unclear, pending, state)
    except Unreadable as unreadable:
        raise Impossible(_unreadable(unreadable, source)) from unreadable
    return _acted(understood, state)


def _unreadable(unreadable: Unreadable, source: Source) -> str:
    if not unreadable.words:
        return not_understood(source.view)
    return f"I don't know what to do with {quoted(unreadable.words)} there, so I changed nothing."


def _acted(understood: Understood, state: State) -> Outcome:
    steps = [one.step for one in understood.done]
    calls = tuple(call for step in steps for call in step.calls)
    done = tuple(Done(settled(one.clause, one.step), one.step) for one in understood.done if one.step.balls)
    text = f"I'll {listed([step.sentence for step in steps])}."
    return Outcome("act", text, State(done or state.done), calls)


def _asked(unclear: Unclear, pending: Pending, state: State) -> Outcome:
    return Outcome(
        "ask", unclear.question, State(state.done, None if unclear.wants is Wants.NOTHING else pending)
    )


def recall(turns: Sequence[Turn], view: ShowView) -> State:
    """The state after these turns, on the show as it is now.

    A question counts as open only if one was really asked; a command that would no longer work is
    remembered by its balls and times.
    """
    view = replace(view, selection=frozenset())
    state = State()
    for turn in turns:
        outcome = respond(turn.text, view, state)
        acted = any(reply.startswith("I'll ") for reply in turn.replies)
        if acted and outcome.kind != "act":
            state = State(_remembered(turn.text, view) or state.done)
        elif any("?" in reply for reply in turn.replies):
            state = outcome.state
        else:
            state = State(outcome.state.done)
    return state


def _remembered(text: str, view: ShowView) -> tuple[Done, ...]:
    try:
        clauses = split(read_phrases(Source(plain(text), tokenize(plain(text)), view)))
    except (Unclear, Impossible):
        return ()
    done: list[Done] = []
    for clause in clauses:
        balls = tuple(index for one in clause.every(Balls) for index in one.indices)
        spans = tuple((one.start_ms, one.end_ms) for one in clause.every(Range))
        if balls:
            step = Step("", (), balls, spans)
            done.append(Done(settled(clause, step), step))
    return tuple(done)
