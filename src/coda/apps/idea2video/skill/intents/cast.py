"""Commands about the characters."""

from __future__ import annotations

from coda.apps.idea2video.entities import MOST_CHARACTERS, Character
from coda.apps.idea2video.skill.clauses import Clause
from coda.apps.idea2video.skill.intents.shot_contents import put_characters
from coda.apps.idea2video.skill.names import as_name
from coda.apps.idea2video.skill.outcomes import Impossible, Unclear
from coda.apps.idea2video.skill.paint import painted
from coda.apps.idea2video.skill.targets import take_character, take_shots
from coda.apps.idea2video.skill.wording import say, word
from coda.apps.idea2video.skill.work import Work
from coda.components.llm.skill import SkillCall

LOOKS = ("feature", "colour", "figure")
_MOST_FEATURES = 6
_NAMING = ("rename", "call", "named", "make", "give")


def edit_character(clause: Clause, work: Work) -> None:
    """Features, colours and figure. Raises Unclear when none is named."""
    id = take_character(clause, work)
    turned = clause.has("do", "make")
    clause.take_all("do", "make", "give", "put", "add", "take", "named")
    clause.take_all("noun", "character", "feature")
    entity = work.view.character(id)
    features, color = clause.take_all("feature"), clause.take("colour")
    figure = _figure(clause) if turned or clause.has("figure") else {}
    if not (features or color or figure):
        what = say(work.language, "the character", name=entity.name)
        example = say(work.language, "example character", name=entity.name)
        raise Unclear(say(work.language, "what change", what=what, example=example))
    if features:
        work.change_character(
            id, features=_with(work.changed_so_far(id, "features", list(entity.features)), features)
        )
    if figure:
        work.change_character(id, **figure)
    if color:
        drawn = figure.get("figure", entity.figure)
        work.change_character(id, colors=_painted(work, id, entity, color, features, drawn))


def bare_character(clause: Clause, work: Work) -> None:
    """Take features away. Raises Impossible for one that is not there."""
    id = take_character(clause, work)
    clause.take_all("do", "remove", "without", "take")
    clause.take("place of", "out")
    entity = work.view.character(id)
    there = list(work.changed_so_far(id, "features", list(entity.features)))
    for feature in clause.take_all("feature"):
        if feature not in there:
            what = word(work.language, "feature", feature)
            raise Impossible(say(work.language, "no feature", name=entity.name, feature=what))
        there.remove(feature)
    work.change_character(id, features=there)


def rename_character(clause: Clause, work: Work) -> None:
    id = take_character(clause, work)
    name = _name(clause, work)
    _require_free(name, work, but=id)
    work.change_character(id, new_name=name)


def describe_character(clause: Clause, work: Work) -> None:
    id = take_character(clause, work)
    clause.take_all("do", "describe", "make", "give", "write")
    clause.take_all("noun", "picture", "character")
    work.change_character(id, description=clause.take("text") or "")


def remove_characters(clause: Clause, work: Work) -> None:
    clause.take_all("do", "remove", "take")
    clause.take_all("noun", "film", "character", "outline")
    work.remove(take_character(clause, work))
    for id in clause.take_all("character"):
        work.remove(id)


def add_character(clause: Clause, work: Work) -> None:
    """A new one in the cast, and in the shots that are named with it."""
    clause.take_all("do", "add", "write", "put", "give", "make", "named", "call")
    clause.take_all("noun", "character", "film", "name")
    said = clause.find("figure") or clause.find("element")
    figure = _figure(clause)
    if said is None or not figure:
        raise Unclear(say(work.language, "what figure"), "figure")
    if len(work.view.cast) + len(work.added) >= MOST_CHARACTERS:
        raise Impossible(say(work.language, "full cast"))
    name = (clause.take("text") or as_name(said.text)).rstrip(".")
    _require_free(name, work)
    features, color = clause.take_all("feature"), clause.take("colour")
    look: dict[str, object] = {"features": list(dict.fromkeys(features))} if features else {}
    if color:
        default = Character(name=name, position=0)
        look["colors"] = list(painted(default.colors, color, features, figure["figure"]))
    work.added.append(SkillCall("add_character", {"name": name, **figure, **look}))
    if clause.has("shots"):
        for id in take_shots(clause, work):
            put_characters(work, id, [name])


def _figure(clause: Clause) -> dict[str, str]:
    """As what somebody is to be drawn; empty where the clause does not say. A thing may act as itself."""
    said, figure = clause.find("figure"), clause.take("figure")
    if said is not None and figure is not None and figure != "thing":
        return {"figure": figure}
    element = clause.take("element") if said is None else said.get("element")
    return {"figure": "thing", "element": element} if element else {}


def _painted(
    work: Work, id: str, entity: Character, color: str, features: list[str], figure: str
) -> list[str]:
    now = work.changed_so_far(id, "colors", entity.colors)
    return list(painted(tuple(now), color, features, figure))


def _with(there: list[str], more: list[str]) -> list[str]:
    return list(dict.fromkeys([*there, *more]))[-_MOST_FEATURES:]


def _name(clause: Clause, work: Work) -> str:
    clause.take_all("do", *_NAMING)
    clause.take_all("noun", "character", "name")
    name = (clause.take("text") or "").rstrip(".")
    if not name:
        raise Unclear(say(work.language, "what name"), "text")
    if len(name) > 80:
        raise Impossible(say(work.language, "long text", most=80))
    return name


def _require_free(name: str, work: Work, but: str = "") -> None:
    if any(one.name.casefold() == name.casefold() for id, one in work.view.cast if id != but):
        raise Impossible(say(work.language, "name taken", name=name))
