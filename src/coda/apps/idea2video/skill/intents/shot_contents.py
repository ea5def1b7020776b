"""Who and what is seen in a shot: things and characters put in, taken out, or replaced."""

from __future__ import annotations

from coda.apps.idea2video.entities import Shot
from coda.apps.idea2video.skill.clauses import Clause
from coda.apps.idea2video.skill.outcomes import Impossible
from coda.apps.idea2video.skill.wording import say, word
from coda.apps.idea2video.skill.work import Work
from coda.apps.idea2video.story.pictures import read_picture

_MOST_THINGS = 6


def things_of(work: Work, id: str) -> list[str]:
    """What is drawn in the shot now, as the commands before have left it."""
    shot = work.view.shot(id)
    there = shot.elements
    if there is None:
        there = read_picture(shot.visual_desc, work.view.film.language or "en").elements[:3]
    return list(work.changed_so_far(id, "elements", list(there)))


def seen_in(work: Work, id: str) -> list[str]:
    """The names of those in the shot, likewise."""
    shot: Shot = work.view.shot(id)
    return list(work.changed_so_far(id, "characters", work.view.names(shot.characters)))


def put_things(work: Work, id: str, things: list[str]) -> None:
    """Raises Impossible when it would be too many."""
    there = things_of(work, id)
    wanted = list(dict.fromkeys([*there, *things]))
    if len(wanted) > _MOST_THINGS:
        raise Impossible(say(work.language, "full", number=work.view.shot_number(id)))
    if wanted != there:
        work.change_shot(id, elements=wanted)


def take_out_things(work: Work, id: str, things: list[str]) -> None:
    """Raises Impossible for a thing that is not there."""
    there = things_of(work, id)
    for thing in things:
        if thing not in there:
            number, what = work.view.shot_number(id), word(work.language, "element", thing)
            raise Impossible(say(work.language, "no thing", thing=what, number=number))
        there.remove(thing)
    if things:
        work.change_shot(id, elements=there)


def put_characters(work: Work, id: str, names: list[str]) -> None:
    there = seen_in(work, id)
    wanted = list(dict.fromkeys([*there, *names]))
    if wanted != there:
        work.change_shot(id, characters=wanted)


def take_out_characters(work: Work, id: str, names: list[str]) -> None:
    """Raises Impossible for one who is not there."""
    there = seen_in(work, id)
    for name in names:
        if name not in there:
            number = work.view.shot_number(id)
            raise Impossible(say(work.language, "not in shot", who=name, number=number))
        there.remove(name)
    if names:
        work.change_shot(id, characters=there)


def take_named(clause: Clause, work: Work, *, surely: bool) -> list[str]:
    """The names of characters whose word means nothing else here: "the storm" is one, "storm" the weather."""
    names: list[str] = []
    for phrase in clause.left():
        alone = not (phrase.means("weather") or phrase.means("element") or phrase.means("time"))
        if phrase.means("character") and (surely or alone or " " in phrase.text):
            clause.take("character", phrase.meanings["character"])
            names.append(work.view.character(phrase.meanings["character"]).name)
    return names


def named_together(clause: Clause, work: Work) -> tuple[list[str], list[str]]:
    """The names and the things of a command, each phrase taken as the one or the other: a character first."""
    names = [work.view.character(id).name for id in clause.take_all("character")]
    if clause.take("everyone") is not None:
        names = [one.name for _, one in work.view.cast]
    return list(dict.fromkeys(names)), list(dict.fromkeys(clause.take_all("element")))
