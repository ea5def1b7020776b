"""Questions about the film, answered from what it holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from coda.apps.idea2video.skill.clauses import Clause
from coda.apps.idea2video.skill.next_step import next_words
from coda.apps.idea2video.skill.outcomes import Impossible
from coda.apps.idea2video.skill.phrases import Phrase
from coda.apps.idea2video.skill.references import MISSING
from coda.apps.idea2video.skill.view import FilmView
from coda.apps.idea2video.skill.wording import figure_word, listed, say, word
from coda.components.llm.skill import SkillCall, SkillReply


def is_question(text: str, phrases: Sequence[Phrase]) -> bool:
    """As in "is shot 2 at night?", which must not make it so; "can you …?" is a command."""
    particle = any(phrase.means("question", "particle") for phrase in phrases)
    verbs = any(phrase.means("do") or phrase.means("more") for phrase in phrases)
    first = next((phrase for phrase in phrases if not phrase.means("mark")), None)
    opens = first is not None and first.means("question", "opening") and text.rstrip()[-1:] in "??"
    return opens or (particle and not verbs)


def answer(
    clauses: Sequence[Clause], view: FilmView, language: str, *, asked: bool = False
) -> SkillReply | None:
    """None for what is no question, or one about something else."""
    ids = [id for clause in clauses for phrase in clause.left() for id in (phrase.get("shots") or "").split()]
    if asked and len(ids) == 1:
        return SkillReply(_shot(ids[0], view, language, who=False))
    return _answer(clauses[0].left(), view, language) if len(clauses) == 1 else None


def _answer(left: Sequence[Phrase], view: FilmView, language: str) -> SkillReply | None:
    asked = next((phrase.meanings["ask"] for phrase in left if phrase.means("ask")), None)
    if asked is None:
        return None
    rest = [phrase for phrase in left if not (phrase.means("ask") or phrase.means("do", *_SHOWING))]
    ids = [id for phrase in rest for id in (phrase.get("shots") or "").split()]
    if ids and len(rest) == 1:
        return SkillReply(" ".join(_shot(id, view, language, who=asked == "who in") for id in ids))
    if len(rest) == 1 and asked in {"shot", "who one"}:
        told = _told_of(rest[0], view, language)
        if told is not None:
            return SkillReply(told)
    known = all(phrase.means("noun", "film", "outline", "voice", "shot") for phrase in rest)
    if asked == "review" and known:
        calls = (SkillCall("review_film", {}),)
        return SkillReply(say(language, "will", deeds=say(language, "do review_film")), calls, "act")
    tell = _TOLD.get(asked)
    return SkillReply(tell(view, language)) if tell is not None and known else None


def _told_of(phrase: Phrase, view: FilmView, language: str) -> str | None:
    """About one character or scene, or a part of the outline."""
    id, place = phrase.get("character"), phrase.get("scene name") or phrase.get("scenes")
    if id is not None:
        one = view.character(id)
        described = " ".join(filter(None, (one.description, one.appearance)))
        figure = figure_word(language, one)
        return say(language, "tell character", name=one.name, figure=figure, described=described)
    if place is not None and not place.startswith(MISSING) and " " not in place:
        scene = view.scene(place)
        slots = {
            "setting": word(language, "place", scene.setting),
            "time": word(language, "time", scene.time),
            "weather": word(language, "weather", scene.weather),
        }
        return say(language, "tell scene", name=scene.name, described=scene.description, **slots)
    asked = _PARTS.get(phrase.get("noun") or "")
    return asked(view, language) if asked is not None else None


def _shot(id: str, view: FilmView, language: str, *, who: bool) -> str:
    if id.startswith(MISSING):
        last = len(view.shots)
        raise Impossible(say(language, "no such shot", number=id.partition(":")[2], last=last))
    shot = view.shot(id)
    seen = listed(language, view.names(shot.characters)) or say(language, "nobody")
    slots = {"number": view.shot_number(id), "cast": seen}
    if who:
        return say(language, "tell who in", **slots)
    said = f"“{shot.dialogue or shot.narration}”" if shot.dialogue or shot.narration else ""
    more = {
        "scene": view.scene(shot.scene).name,
        "picture": shot.visual_desc.rstrip(".。"),
        "angle": word(language, "angle", shot.camera_angle),
        "movement": word(language, "movement", shot.camera_movement),
        "line": said,
    }
    return say(language, "tell shot", **slots, **more)


def _who(view: FilmView, language: str) -> str:
    if not view.cast:
        return say(language, "no cast", next=next_words(view, language))
    told = [f"{one.name} ({figure_word(language, one)})" for _, one in view.cast]
    return say(language, "tell cast", cast=listed(language, told))


def _where(view: FilmView, language: str) -> str:
    if not view.scenes:
        return say(language, "no scenes", next=next_words(view, language))
    told = [f"{number} {one.name}" for number, (_, one) in enumerate(view.scenes, 1)]
    return say(language, "tell scenes", scenes=listed(language, told))


def _shots(view: FilmView, language: str) -> str:
    if not view.shots:
        return say(language, "no shots", next=next_words(view, language))
    return " ".join(f"{number}: {one.visual_desc}" for number, (_, one) in enumerate(view.shots, 1))


def _count(view: FilmView, language: str) -> str:
    slots = {"shots": len(view.shots), "scenes": len(view.scenes), "cast": len(view.cast)}
    return say(language, "tell count", **slots)


def _length(view: FilmView, language: str) -> str:
    return say(language, "tell length", seconds=f"{view.film.seconds:g}", shots=len(view.shots))


def _summary(view: FilmView, language: str) -> str:
    if view.outline is None:
        return say(language, "no outline", next=next_words(view, language))
    slots = {"title": view.film.title, "synopsis": view.outline.synopsis, "count": _count(view, language)}
    return say(language, "tell summary", **slots)


def _title(view: FilmView, language: str) -> str:
    return say(language, "tell title", title=view.film.title)


def _style(view: FilmView, language: str) -> str:
    style, mood = word(language, "style", view.film.style), word(language, "mood", view.film.mood)
    return say(language, "tell style", style=style, aspect=view.film.aspect, mood=mood)


_TOLD: Mapping[str, Callable[[FilmView, str], str]] = {
    "who": _who,
    "where": _where,
    "shots": _shots,
    "count": _count,
    "length": _length,
    "summary": _summary,
    "title": _title,
    "style": _style,
    "next": next_words,
}
_PARTS: Mapping[str, Callable[[FilmView, str], str]] = {
    "title": _title,
    "synopsis": _summary,
    "outline": _summary,
    "film": _summary,
    "character": _who,
    "scene": _where,
    "shot": _shots,
    "storyboard": _shots,
    "style": _style,
    "music": _style,
    "mood": _style,
    "length": _length,
}
_SHOWING = ("put", "give", "make")
"""Verbs of questions: "what does shot 2 show", "give me a summary"."""
