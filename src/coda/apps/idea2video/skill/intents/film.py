"""Commands about the film as a whole: length, format, style, music, voice, look."""

from __future__ import annotations

from coda.apps.idea2video.entities import MAX_SECONDS, MIN_SECONDS
from coda.apps.idea2video.skill.clauses import Clause
from coda.apps.idea2video.skill.intents.shot_values import FACTORS, take_difference
from coda.apps.idea2video.skill.outcomes import Impossible, Unclear
from coda.apps.idea2video.skill.wording import say
from coda.apps.idea2video.skill.work import Work
from coda.components.llm.skill import SkillCall

KINDS = ("aspect", "style", "voice", "language", "seconds", "mood")
WRITTEN_LANGUAGES = ("en", "es", "zh")
_MOST_SEED = 2**31 - 1


def edit_film(clause: Clause, work: Work) -> None:
    """Raises Unclear when nothing is named that could change."""
    clause.take_all("do", "make", "give", "put", "add")
    clause.take_all("step", "all")
    clause.take_all("noun", "film", "music", "length", "mood", "style", "voice", "seed")
    before = dict(work.film)
    for kind in ("aspect", "style", "mood"):
        key = clause.take(kind)
        if key is not None:
            work.film[kind] = key
    _take_length(clause, work)
    voice = clause.take("voice")
    if voice is not None:
        work.film["voice"] = voice == "on"
    language = clause.take("language")
    if language is not None:
        _translate(language, work)
    elif work.film == before:
        raise Unclear(
            say(work.language, "what change", what=say(work.language, "the film"), example=_example(work))
        )


def another_look(clause: Clause, work: Work) -> None:
    """Other pictures and other music of the same film."""
    clause.take_all("do", "make", "give", "put", "write")
    clause.take_all("step", "again", "another")
    clause.take_all("noun", "seed", "style", "music", "film", "picture")
    number = clause.take("number")
    work.film["seed"] = (
        min(_MOST_SEED, int(float(number))) if number else (work.view.film.seed + 1) % _MOST_SEED
    )


def _take_length(clause: Clause, work: Work) -> None:
    now, difference = work.view.film.seconds, take_difference(clause)
    seconds, more = clause.take("seconds"), clause.take("more", *FACTORS)
    if difference is not None:
        work.film["seconds"] = _fitting(now + difference)
    elif seconds is None and more is not None:
        work.film["seconds"] = _fitting(now * FACTORS[more])
    elif seconds is not None:
        if not MIN_SECONDS <= float(seconds) <= MAX_SECONDS:
            raise Impossible(say(work.language, "seconds of film"))
        work.film["seconds"] = float(seconds)


def _fitting(seconds: float) -> float:
    return float(min(MAX_SECONDS, max(MIN_SECONDS, round(seconds))))


def _translate(language: str, work: Work) -> None:
    """Only before the text is written; then it is the outline's."""
    view = work.view
    if language not in WRITTEN_LANGUAGES:
        raise Impossible(say(work.language, "language"))
    if view.outline is not None:
        raise Impossible(
            say(work.language, "written", language=say(work.language, f"language {view.language}"))
        )
    if not view.film.idea.strip():
        raise Unclear(say(work.language, "what about"), "idea")
    work.steps.append(SkillCall("write_outline", {"language": language}))


def _example(work: Work) -> str:
    return say(work.language, "example film")
