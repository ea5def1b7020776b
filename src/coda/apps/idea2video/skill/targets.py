"""Which shot, scene or character a command is about; asked for where it does not say."""

from __future__ import annotations

from coda.apps.idea2video.skill.clauses import Clause
from coda.apps.idea2video.skill.next_step import next_words
from coda.apps.idea2video.skill.outcomes import Impossible, Unclear
from coda.apps.idea2video.skill.references import MISSING
from coda.apps.idea2video.skill.wording import listed, say
from coda.apps.idea2video.skill.work import Work


def take_shots(clause: Clause, work: Work) -> list[str]:
    """The ids of the shots that are named, or that the clause before named, or the selected one.

    Raises Unclear or Impossible.
    """
    _require_shots(work)
    named = [id for key in clause.take_all("shots") for id in key.split()]
    if not named:
        named = _shots_before(clause) or ([work.view.selected_shot] if work.view.selected_shot else [])
    if not named:
        raise Unclear(which_shot(work), "shots")
    return [_there(id, work) for id in dict.fromkeys(named)]


def take_shot_groups(clause: Clause, work: Work) -> list[list[str]]:
    """Likewise, apart as they are named: "shots 2 and 3" are one group, in "shot 5 before shot 2" are two."""
    groups: list[list[str]] = []
    while clause.has("shots"):
        named = (clause.take("shots") or "").split()
        groups.append([_there(id, work) for id in dict.fromkeys(named)])
    return groups or [take_shots(clause, work)]


def which_shot(work: Work) -> str:
    last = len(work.view.shots)
    return say(work.language, "which shot of one" if last == 1 else "which shot", last=last)


def take_scene(clause: Clause, work: Work) -> str:
    """Likewise, one scene."""
    return take_scenes(clause, work)[0]


def take_scenes(clause: Clause, work: Work) -> list[str]:
    if not work.view.scenes:
        raise Impossible(say(work.language, "no scenes", next=next_words(work.view, work.language)))
    named = [id for key in clause.take_all("scenes") for id in key.split()] + clause.take_all("scene name")
    if not named and work.view.selected_scene:
        named = [work.view.selected_scene]
    if not named and len(work.view.scenes) == 1:
        named = [work.view.scenes[0][0]]
    if not named:
        names = [f"{number} {scene.name}" for number, (_, scene) in enumerate(work.view.scenes, 1)]
        question = say(work.language, "which scene", scenes=listed(work.language, names, "or"))
        raise Unclear(question, "scenes")
    for id in named:
        if id.startswith(MISSING):
            raise Impossible(_no_such(work, "scene", id, len(work.view.scenes)))
    return list(dict.fromkeys(named))


def take_character(clause: Clause, work: Work) -> str:
    """The first that is named, that the clause before named, or the selected one."""
    if not work.view.cast:
        raise Impossible(say(work.language, "no cast", next=next_words(work.view, work.language)))
    id = clause.take("character") or _character_before(clause) or work.view.selected_character
    if id is None and len(work.view.cast) == 1:
        id = work.view.cast[0][0]
    if id is None:
        names = [entity.name for _, entity in work.view.cast]
        question = say(work.language, "which character", cast=listed(work.language, names, "or"))
        raise Unclear(question, "character")
    return id


def _require_shots(work: Work) -> None:
    if not work.view.shots:
        raise Impossible(say(work.language, "no shots", next=next_words(work.view, work.language)))


def _shots_before(clause: Clause) -> list[str]:
    before = clause.before
    while before is not None:
        named = [id for phrase in before.phrases for id in (phrase.get("shots") or "").split()]
        if named:
            return named
        before = before.before
    return []


def _character_before(clause: Clause) -> str | None:
    """Whom "it" or "her" stands for."""
    if clause.before is None or not any(phrase.means("pronoun") for phrase in clause.phrases):
        return None
    named = [phrase.meanings["character"] for phrase in clause.before.phrases if phrase.means("character")]
    return named[0] if named else None


def _there(id: str, work: Work) -> str:
    if not id.startswith(MISSING):
        return id
    if id == f"{MISSING}:this":
        question = which_shot(work)
        raise Unclear(say(work.language, "nothing selected", question=question), "shots")
    raise Impossible(_no_such(work, "shot", id, len(work.view.shots)))


def _no_such(work: Work, what: str, id: str, last: int) -> str:
    return say(work.language, f"no such {what}", number=id.partition(":")[2], last=last)
