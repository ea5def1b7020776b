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

_LONGEST_IDEA = 20_000
_SHORTEST_STORY = 4
"""Words."""
_ALL = ("design_characters", "design_scenes", "write_storyboard", "confirm_step", "render_film")


def begin(text: str, earlier: Sequence[str], view: FilmView, language: str) -> SkillReply:
    """The outline of an idea, or the storyteller's one question. `earlier` are the user's messages before,
    oldest first: what was too vague alone is completed by the answer."""
    if is_script(text):
        return _written(Told(text[:_LONGEST_IDEA], {"mode": "script"}, at_once=False), language)
    told = read_idea(text[:_LONGEST_IDEA], language, view)
    question = _question(told, view, language)
    asked = [said for said in earlier if is_idea(said, view, (language,))]
    if question and asked:
        before = read_idea(asked[-1], language, view)
        told = Told(
            f"{before.idea or say(language, 'a film')}\n{told.idea}",
            {**before.form, **told.form},
            told.at_once or before.at_once,
        )
        question = _question(told, view, language)
    if question:
        return SkillReply(question, kind="ask")
    return _written(told, language)


def _question(told: Told, view: FilmView, language: str) -> str:
    spoken = told.form.get("language") or view.film.language or ""
    idea = Idea(idea=told.idea or say(language, "a film"), language=spoken, seed=view.film.seed)
    return storyteller.interpret(idea).question


def _written(told: Told, language: str) -> SkillReply:
    calls = [SkillCall("write_outline", {"idea": told.idea, **told.form})]
    if told.at_once:
        calls += [SkillCall(name, {}) for name in _ALL]
    return SkillReply(announced(language, calls), tuple(calls), "act")


def is_idea(text: str, view: FilmView, languages: Sequence[str]) -> bool:
    """Whether a message tells something, and is none of the commands there are before an outline."""
    return is_script(text) or not any(_is_command(read_phrases(text, one, view)) for one in languages)


def _is_command(phrases: Sequence[Phrase]) -> bool:
    if any(phrase.means("shots") or phrase.means("scenes") for phrase in phrases):
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
