"""Commands about scenes."""

from __future__ import annotations

from coda.apps.idea2video.entities import MOST_SCENES
from coda.apps.idea2video.skill.clauses import Clause
from coda.apps.idea2video.skill.names import as_name
from coda.apps.idea2video.skill.next_step import next_words
from coda.apps.idea2video.skill.outcomes import Impossible, Unclear
from coda.apps.idea2video.skill.targets import take_scene, take_scenes
from coda.apps.idea2video.skill.wording import say
from coda.apps.idea2video.skill.work import Values, Work
from coda.components.llm.skill import SkillCall

VALUES = (("place", "setting"), ("time", "time"), ("weather", "weather"), ("mood", "mood"))


def edit_scenes(clause: Clause, work: Work) -> None:
    ids = take_scenes(clause, work)
    clause.take_all("do", "make", "put", "give", "add")
    clause.take_all("noun", "scene", "mood", "weather", "time", "sky")
    values = _take_values(clause)
    if not values:
        number = [id for id, _ in work.view.scenes].index(ids[0]) + 1
        example = say(work.language, "example scene", number=number)
        what = say(work.language, "the scene", name=work.view.scene(ids[0]).name)
        raise Unclear(say(work.language, "what change", what=what, example=example))
    for id in ids:
        work.change_scene(id, **values)


def clear_scenes(clause: Clause, work: Work) -> None:
    """Take the weather out of them."""
    ids = take_scenes(clause, work)
    clause.take_all("do", "remove", "without", "take")
    clause.take("weather")
    for id in ids:
        work.change_scene(id, weather="clear")


def edit_all_scenes(clause: Clause, work: Work) -> None:
    """The hour or the weather of the whole film."""
    clause.take_all("step", "all")
    clause.take_all("everywhere")
    clause.take_all("do", "make", "put")
    clause.take_all("noun", "film")
    values = _take_values(clause)
    if not work.view.scenes:
        raise Impossible(say(work.language, "no scenes", next=next_words(work.view, work.language)))
    for id, _ in work.view.scenes:
        work.change_scene(id, **values)


def rename_scene(clause: Clause, work: Work) -> None:
    id = take_scene(clause, work)
    name = _name(clause, work)
    if any(one.name.casefold() == name.casefold() for other, one in work.view.scenes if other != id):
        raise Impossible(say(work.language, "name taken", name=name))
    work.change_scene(id, new_name=name)


def describe_scene(clause: Clause, work: Work) -> None:
    id = take_scene(clause, work)
    clause.take_all("do", "describe", "make", "give", "write")
    clause.take_all("noun", "picture", "scene")
    work.change_scene(id, description=clause.take("text") or "")


def delete_scenes(clause: Clause, work: Work) -> None:
    clause.take_all("do", "remove", "take")
    for id in take_scenes(clause, work):
        work.remove(id)


def move_scene(clause: Clause, work: Work) -> None:
    clause.take_all("do", "move")
    side = clause.take("place of", "first", "last")
    id = take_scene(clause, work)
    last = len(work.view.scenes)
    number = clause.take("number")
    if side is None and number is None:
        raise Unclear(say(work.language, "where to", last=last), "number")
    to = {"first": 1, "last": last}.get(side or "", int(float(number or 1)))
    if not 1 <= to <= last:
        raise Impossible(say(work.language, "no such scene", number=to, last=last))
    work.added.append(SkillCall("move_scene", {"name": work.view.scene(id).name, "to": to}))


def add_scene(clause: Clause, work: Work) -> None:
    """Raises Unclear when nothing says what kind of place it is."""
    clause.take_all("do", "add", "write", "put", "make", "named", "call")
    clause.take_all("noun", "scene")
    if len(work.view.scenes) >= MOST_SCENES:
        raise Impossible(say(work.language, "full scenes"))
    place, name = clause.find("place"), clause.take("text")
    values = _take_values(clause)
    if place is None:
        raise Unclear(say(work.language, "what place"), "place")
    given = _free_name(name or as_name(place.text), work)
    work.added.append(SkillCall("add_scene", {"name": given, **values}))


def _take_values(clause: Clause) -> Values:
    values: Values = {}
    for kind, field in VALUES:
        key = clause.take(kind)
        if key is not None:
            values[field] = key
    return values


def _name(clause: Clause, work: Work) -> str:
    clause.take_all("do", "rename", "call", "named", "make", "give")
    clause.take_all("noun", "scene", "name")
    name = (clause.take("text") or "").rstrip(".")
    if not name:
        raise Unclear(say(work.language, "what name"), "text")
    if len(name) > 80:
        raise Impossible(say(work.language, "long text", most=80))
    return name


def _free_name(name: str, work: Work) -> str:
    taken = {one.name.casefold() for _, one in work.view.scenes}
    if name.casefold() not in taken:
        return name
    return next(f"{name} {number}" for number in range(2, 99) if f"{name} {number}".casefold() not in taken)
