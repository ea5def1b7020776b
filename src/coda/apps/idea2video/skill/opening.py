"""The conversation before there is an outline: commands are few, everything else is the idea."""

from __future__ import annotations

from collections.abc import Sequence

from coda.apps.idea2video.skill.ideas import Told, is_script, read_idea
from coda.apps.idea2video.skill.phrases import Phrase
from coda.apps.idea2video.skill.reader import read_phrases
from coda.apps.idea2video.skill.view import FilmView
from coda.apps.idea2video.skill.wording import announced, say
from coda.apps.idea2video.stages import Idea
from coda.apps.idea2video.story import storyteller
from coda.components.llm.skill import SkillCall, SkillReply

LONGEST_COMMAND = 1000
"""Characters; longer messages are no commands."""
_LONGEST_IDEA = 20_000
_SHORTEST_STORY = 4
"""Words."""
_ALL = ("design_characters", "design_scenes", "write_storyboard", "confirm_step", "render_film")


def begin(text: str, earlier: Sequence[str], view: FilmView, language: str) -> SkillReply:
    """The outline of an idea, or the storyteller's one question. `earlier` are the user's messages before,
    oldest first: what was too vague alone is completed by the answer."""
    if is_script(text):
        return _written(Told(text, {"mode": "script"}, at_once=False), language)
    told = _told(text, language, view)
    question = _question(told, view, language)
    asked = [_told(said, language, view) for said in earlier if is_idea(said, view, (language,))]
    vague = [before for before in asked if _question(before, view, language)]
    if question and vague:
        told = _joined(vague[-1], told, language)
        question = _question(told, view, language)
    return SkillReply(question, kind="ask") if question else _written(told, language)


def _told(text: str, language: str, view: FilmView) -> Told:
    """A long text is all idea."""
    return Told(text, {}, at_once=False) if len(text) > LONGEST_COMMAND else read_idea(text, language, view)


def _joined(before: Told, answer: Told, language: str) -> Told:
    """The answer stands on a line of its own, as the storyteller wants it."""
    idea = f"{before.idea or say(language, 'a film')}\n{answer.idea}"
    return Told(idea, {**before.form, **answer.form}, before.at_once or answer.at_once)


def _question(told: Told, view: FilmView, language: str) -> str:
    spoken = told.form.get("language") or view.film.language or ""
    idea = Idea(
        idea=told.idea[:_LONGEST_IDEA] or say(language, "a film"), language=spoken, seed=view.film.seed
    )
    return storyteller.interpret(idea).question


def _written(told: Told, language: str) -> SkillReply:
    calls = [SkillCall("write_outline", {"idea": told.idea[:_LONGEST_IDEA], **told.form})]
    if told.at_once:
        calls += [SkillCall(name, {}) for name in _ALL]
    return SkillReply(announced(language, calls), tuple(calls), "act")


def is_idea(text: str, view: FilmView, languages: Sequence[str]) -> bool:
    """Whether a message tells something, and is none of the commands there are before an outline."""
    if len(text) > LONGEST_COMMAND or is_script(text):
        return True
    return not any(_is_command(read_phrases(text, one, view)) for one in languages)


def _is_command(phrases: Sequence[Phrase]) -> bool:
    named = any(phrase.means("shots") or phrase.means("scenes") for phrase in phrases)
    if named and all(phrase.known for phrase in phrases):
        return True
    if not phrases or not all(_may_command(phrase) for phrase in phrases):
        return False
    told = [phrase for phrase in phrases if not phrase.means("small") and not phrase.means("mark")]
    if any(phrase.means("ask") or phrase.means("talk", "help") or phrase.means("history") for phrase in told):
        return True
    if any(phrase.means("step") for phrase in told):
        return True
    wish = any(phrase.means("noun", "film") and phrase.text.casefold() not in _THE_FILM for phrase in told)
    return not wish and any(phrase.means(kind) for phrase in told for kind in _FORMS)


_FORMS = ("aspect", "style", "voice", "language", "seconds", "more")
_THE_FILM = frozenset({"the whole thing"})
_COMMAND_KINDS = frozenset(
    {"do", "noun", "small", "mark", "step", "history", "ask", "talk", "join", "number", *_FORMS}
)


def _may_command(phrase: Phrase) -> bool:
    return bool(phrase.meanings.keys() & _COMMAND_KINDS)


def is_story(text: str, view: FilmView) -> bool:
    """Whether a message that is no command would do for a film of its own."""
    command = ("do", "step", "shots", "scenes", "character", "ask", "talk", "noun", "question")
    phrases = read_phrases(text, "en", view)
    if len(phrases) < _SHORTEST_STORY or any(phrase.means(kind) for phrase in phrases for kind in command):
        return False
    return not storyteller.interpret(Idea(idea=text)).question
