"""One message, read in one language: each of its commands goes to the intent that knows it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from coda.apps.idea2video.skill.answers import answer, is_question
from coda.apps.idea2video.skill.clauses import COURTESY, TARGETS, Clause, split
from coda.apps.idea2video.skill.intents import intent_of
from coda.apps.idea2video.skill.misunderstanding import Unreadable, unreadable
from coda.apps.idea2video.skill.outcomes import Impossible
from coda.apps.idea2video.skill.phrases import Phrase
from coda.apps.idea2video.skill.reader import read_phrases
from coda.apps.idea2video.skill.small_talk import small_talk
from coda.apps.idea2video.skill.tails import find_tail
from coda.apps.idea2video.skill.view import FilmView
from coda.apps.idea2video.skill.wording import announced, say, word
from coda.apps.idea2video.skill.work import Work
from coda.apps.idea2video.vocabulary import FIGURE_KINDS, MOODS
from coda.components.llm.skill import SkillReply


def interpret(text: str, language: str, view: FilmView) -> SkillReply:
    """The reply to a message. Raises Unclear, Unreadable or Impossible where nothing is to be called."""
    phrases = read_phrases(text, language, view, find_tail(text, language))
    if not phrases:
        raise unreadable((), view, language)
    clauses = split(phrases)
    asked = is_question(text, phrases)
    told = small_talk(clauses, view, language) or answer(clauses, view, language, asked=asked)
    if told is not None:
        return told
    _refuse(phrases, language)
    unknown = [phrase for phrase in phrases if not phrase.known]
    if unknown and any(phrase.means("noun", "voice") for phrase in phrases):
        raise Impossible(_refusal("hero", language))
    if unknown or not clauses or asked:
        raise unreadable(unknown or phrases[:1], view, language)
    work = Work(view, language)
    for clause in _without_courtesy(clauses):
        _act(clause, work)
    return _reply(work)


def _act(clause: Clause, work: Work) -> None:
    """Raises Unreadable when a word of the command has no meaning for its intent."""
    intent = intent_of(clause, work)
    if intent is None:
        raise unreadable(clause.left(), work.view, work.language)
    intent(clause, work)
    left = clause.left()
    if left:
        raise unreadable(left, work.view, work.language)


def _reply(work: Work) -> SkillReply:
    calls = work.calls()
    if not calls:
        raise Impossible(say(work.language, "as it is"))
    if work.lone and (len(work.lone) > 1 or work.steps or work.shots or work.arranged or work.removed):
        raise Impossible(say(work.language, "own order"))
    return SkillReply(announced(work.language, calls), calls, "act")


def _refuse(phrases: Sequence[Phrase], language: str) -> None:
    """What cannot be done at all, and what a command cannot hold."""
    commands = any(phrase.means(kind) for phrase in phrases for kind in ("do", *TARGETS))
    for phrase, following in pairwise((*phrases, phrases[-1])):
        excepts = phrase.means("but") and following.means("shots")
        if commands and (phrase.means("not") or excepts):
            raise Impossible(say(language, "not"))
        if phrase.means("cannot"):
            raise Impossible(_refusal(phrase.meanings["cannot"], language))


def _refusal(key: str, language: str) -> str:
    return say(
        language,
        key,
        moods=", ".join(word(language, "mood", mood) for mood in MOODS),
        figures=", ".join(word(language, "figure", figure) for figure in FIGURE_KINDS),
    )


def _without_courtesy(clauses: Sequence[Clause]) -> list[Clause]:
    """Without the "yes", "thanks" or "no" in front of commands."""
    rest = [clause for clause in clauses if not clause.is_courtesy]
    for clause in rest:
        clause.take_all("talk", *(COURTESY - {"never mind"}))
        if clause.has("do"):
            clause.take_all("step", "yes")
    return rest or list(clauses)


__all__ = ["Unreadable", "interpret"]
