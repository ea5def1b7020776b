"""Greetings, thanks and help; each is an answer only when nothing else is said."""

from __future__ import annotations

from collections.abc import Sequence

from coda.apps.idea2video.skill.clauses import Clause
from coda.apps.idea2video.skill.next_step import next_words
from coda.apps.idea2video.skill.view import FilmView
from coda.apps.idea2video.skill.wording import say
from coda.components.llm.skill import SkillReply


def small_talk(clauses: Sequence[Clause], view: FilmView, language: str) -> SkillReply | None:
    left = [phrase for clause in clauses for phrase in clause.left()]
    if not left or not all(phrase.means("talk") for phrase in left):
        return None
    said = [phrase.meanings["talk"] for phrase in left]
    if "help" in said:
        return SkillReply(help_text(view, language))
    slots = {"next": next_words(view, language), "what": say(language, "what it is")}
    return SkillReply(say(language, f"talk {said[-1]}", **slots))


def help_text(view: FilmView, language: str) -> str:
    slots = {
        "what": say(language, "what it is"),
        "examples": examples(view, language),
        "next": next_words(view, language),
    }
    return say(language, "help", **slots)


def examples(view: FilmView, language: str) -> str:
    """Two messages that would work in this very film."""
    if view.shots:
        first = say(language, "example shot", number=min(2, len(view.shots)))
        second = say(language, "example film")
    elif view.outline is not None or view.film.idea.strip():
        first, second = say(language, "example go on"), say(language, "example all")
    else:
        first, second = say(language, "example idea"), say(language, "example other idea")
    return say(language, "examples", first=first, second=second)
