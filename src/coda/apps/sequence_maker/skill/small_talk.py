"""Greetings, thanks, help, and what to say when nothing was understood."""

from __future__ import annotations

from coda.apps.sequence_maker.skill.clauses import Clause
from coda.apps.sequence_maker.skill.view import ShowView

WHAT_IT_IS = "I understand plain commands for the light show, offline; I'm not a language model."

_KIND_WORDS = frozenset({"hello", "thanks", "praise", "bye", "help", "nevermind", "no", "yes"})
_BESIDE = frozenset(
    {"too", "now", "there", "is", "what", "how", "show", "give", "of", "for", "with", "on", "all", "to"}
)


def small_talk(clauses: list[Clause], view: ShowView) -> str | None:
    """The answer when the whole message is of that kind; None otherwise."""
    lemmas = frozenset[str]().union(*(clause.lemmas for clause in clauses))
    said = lemmas & _KIND_WORDS
    if not said or lemmas - _KIND_WORDS - _BESIDE or any(clause.groups for clause in clauses):
        return None
    if "help" in said:
        return help_text(view)
    if "nevermind" in said or not said - {"no"}:
        return "All right, nothing changed."
    if not said - {"yes"}:
        return "There is nothing to confirm right now. " + examples(view)
    if "hello" in said:
        return f"Hello! {WHAT_IT_IS} {examples(view)}"
    return "Gladly." if said & {"thanks", "praise"} else "See you."


def help_text(view: ShowView) -> str:
    return (
        f"{WHAT_IT_IS} I can color, fade, strobe, pulse and rainbow balls, follow the beat, move, extend,"
        " copy and delete light, add and name balls, play and seek, undo and redo, and answer questions"
        " about the show. " + examples(view)
    )


def not_understood(view: ShowView) -> str:
    return f"I didn't understand that. {WHAT_IT_IS} {examples(view)}"


def examples(view: ShowView) -> str:
    """Two commands that would work in this show."""
    if not view.balls:
        return "For example: “add a ball”, or “help”."
    end = max(1, min(10, view.total_ms // 2000))
    number = (view.editable() or (0,))[0] + 1
    first = f"make ball {number} red from 0 to {end} seconds"
    if view.music is not None and view.music.beats_ms:
        second = "pulse all balls red and blue on every beat"
    else:
        second = f"fade all balls from red to blue over the first {end} seconds"
    return f"For example: “{first}”, or “{second}”."
