"""One message in its conversation: an answer to a question, an idea, or a command.

Nothing is remembered between messages: what was asked before is found by reading the earlier message again,
so the same conversation about the same film always gets the same reply.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coda.apps.idea2video.skill.clauses import is_small
from coda.apps.idea2video.skill.interpreter import interpret
from coda.apps.idea2video.skill.misunderstanding import Unreadable
from coda.apps.idea2video.skill.opening import LONGEST_COMMAND, begin, is_idea, is_story
from coda.apps.idea2video.skill.outcomes import Impossible, NoCallsError, Unclear
from coda.apps.idea2video.skill.reader import read_phrases
from coda.apps.idea2video.skill.view import FilmView
from coda.apps.idea2video.skill.wording import say
from coda.apps.idea2video.skill.wordlists import LANGUAGES
from coda.apps.idea2video.story.language import detect_language
from coda.components.llm.skill import SkillReply

_NOUN_OF = {"shots": "shot", "scenes": "scene"}


@dataclass(frozen=True)
class Turn:
    """An earlier message of the user, and what was said to it last."""

    text: str
    reply: str


def respond(text: str, earlier: Sequence[Turn], view: FilmView) -> SkillReply:
    """What a message comes to; never raises because of the text. `earlier` is newest last."""
    try:
        return _respond(text.strip(), earlier, view)
    except Unclear as question:
        return SkillReply(str(question), kind="ask")
    except Impossible as refusal:
        return SkillReply(str(refusal), kind="refuse")


def _respond(text: str, earlier: Sequence[Turn], view: FilmView) -> SkillReply:
    if (
        view.outline is None
        and view.film.state == "initial"
        and is_idea(text, view, languages_of(text, view))
    ):
        return begin(text, [turn.text for turn in earlier], view, language_of(text, view))
    if len(text) > LONGEST_COMMAND:
        raise Impossible(say(language_of(text, view), "too long", most=LONGEST_COMMAND))
    asked = _question_before(earlier, view)
    if asked is not None and _is_assent(text, view):
        raise asked.question  # "yes" is no answer to "Which shot?", and no step on either
    try:
        return understand(text, view)
    except Unclear:
        completed = asked and _completed(asked.text, text, asked.question.wants, asked.language, view)
        completed = completed or _likewise(text, earlier, view)
        if not completed:
            raise
        return completed


def understand(text: str, view: FilmView) -> SkillReply:
    """In the first language that every word can be read in. Raises what the reading with the fewest unknown
    words raises."""
    worst: Unreadable | None = None
    for language in languages_of(text, view):
        try:
            return interpret(text, language, view)
        except Unreadable as unreadable:
            if worst is None or unreadable.count < worst.count:
                worst = unreadable
    assert worst is not None
    if is_story(text, view):
        raise Unclear(say(language_of(text, view), "new idea"))
    raise worst


def languages_of(text: str, view: FilmView) -> tuple[str, ...]:
    """All, the likeliest first: that of the words, then that of the film."""
    likely = (detect_language(text) if text else "", view.language, *LANGUAGES)
    if likely[0] == "en" and view.language in LANGUAGES:
        likely = (view.language, *likely)
    return tuple(dict.fromkeys(language for language in likely if language in LANGUAGES))


def language_of(text: str, view: FilmView) -> str:
    detected = detect_language(text)
    return detected if detected in LANGUAGES else view.language or "en"


@dataclass(frozen=True)
class _Asked:
    """The message before, and the question it got."""

    text: str
    language: str
    question: Unclear


def _question_before(earlier: Sequence[Turn], view: FilmView) -> _Asked | None:
    """The question that stands open; None where the last reply was none that an answer could complete."""
    before = next((turn.text.strip() for turn in reversed(earlier) if not _is_assent(turn.text, view)), "")
    for language in languages_of(before, view) if before else ():
        try:
            interpret(before, language, view)
        except Unclear as question:
            if question.wants and str(question) == earlier[-1].reply:
                return _Asked(before, language, question)
        except NoCallsError:
            continue
    return None


def _is_assent(text: str, view: FilmView) -> bool:
    """Nothing but "yes" and the like."""
    for language in languages_of(text, view):
        words = [one for one in read_phrases(text, language, view) if not one.means("mark")]
        if words and all(one.means("step", "yes") for one in words):
            return True
    return False


def _likewise(text: str, earlier: Sequence[Turn], view: FilmView) -> SkillReply | None:
    """What was said before, of other shots: "same for shot 3", "and shot 4 too"."""
    before = earlier[-1].text if earlier else ""
    for language in languages_of(text, view):
        said = read_phrases(text, language, view)
        if not any(one.means(kind) for one in said for kind in ("same", "also", "join")):
            continue
        meant = [one for one in said if not (is_small(one) or one.means("also"))]
        spoken = [one for one in read_phrases(before, language, view) if one.means("shots")]
        if len(meant) == 1 and meant[0].means("shots") and len(spoken) == 1:
            retold = f"{before[: spoken[0].start]}{meant[0].text}{before[spoken[0].end :]}"
            try:
                return interpret(retold, language, view)
            except NoCallsError:
                return None
    return None


def _completed(before: str, text: str, wants: str, language: str, view: FilmView) -> SkillReply | None:
    """The command before with its answer; a question back is none."""
    if wants == "text" and text.endswith(("?", "？")):
        return None
    noun = say(language, f"noun {_NOUN_OF[wants]}") if wants in _NOUN_OF else ""
    ways = (f"{before}, {text}", f"{before}, {noun} {text}", f"{before}, {text} {noun}", f"{before} {text}")
    for answer in (f'{before} "{text}"',) if wants == "text" else ways:
        try:
            return interpret(answer, language, view)
        except NoCallsError:
            continue
    return None
