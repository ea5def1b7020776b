"""Commands that change what is in shots, what is said in them, and how they are filmed."""

from __future__ import annotations

from dataclasses import dataclass

from coda.apps.idea2video.skill.clauses import Clause
from coda.apps.idea2video.skill.intents.shot_contents import (
    named_together,
    put_characters,
    put_things,
    seen_in,
    take_named,
    take_out_characters,
    take_out_things,
    things_of,
)
from coda.apps.idea2video.skill.intents.shot_values import (
    longer_by,
    relative_values,
    take_difference,
    take_imperative,
    take_seconds,
    take_values,
)
from coda.apps.idea2video.skill.outcomes import Impossible, Unclear
from coda.apps.idea2video.skill.targets import take_shots
from coda.apps.idea2video.skill.wording import say, word
from coda.apps.idea2video.skill.work import Values, Work

VALUES = ("angle", "movement", "more", "time", "weather", "pose", "seconds")
CONTENTS = ("element", "character")


@dataclass(frozen=True)
class _Edit:
    """What a command says of each of its shots. `difference` in seconds."""

    values: Values
    more: list[str]
    difference: float | None
    names: list[str]
    things: list[str]
    place: str | None
    adds: bool
    only: bool
    """Nobody and nothing else is to be seen."""

    @property
    def is_empty(self) -> bool:
        return not (self.values or self.more or self.difference or self.names or self.things or self.place)


def edit_shots(clause: Clause, work: Work) -> None:
    """Raises Unclear when nothing is named that could change."""
    imperative = take_imperative(clause)
    ids = take_shots(clause, work)
    if imperative not in {None, "hold"}:
        raise Unclear(_what_change(work, ids[0]))
    _refuse_mood(clause, work, ids[0])
    edit = _read_edit(clause, work)
    if edit.is_empty:
        raise Unclear(_what_change(work, ids[0]))
    relative = _relative(edit.more, ids, work)
    for id in ids:
        _change(edit, id, relative.get(id, {}), work)


def _read_edit(clause: Clause, work: Work) -> _Edit:
    adds = bool(clause.take_all("do", "add", "put", "give", "named"))
    named = take_named(clause, work, surely=adds)
    added = clause.take_all("element") if adds else []
    difference, seconds = take_difference(clause), take_seconds(clause, work)
    more, values = clause.take_all("more"), take_values(clause)
    if seconds is not None:
        values["seconds"] = seconds
        more = [word for word in more if word in {"closer", "wider"}]
    names, things = named_together(clause, work)
    names, things = list(dict.fromkeys([*named, *names])), list(dict.fromkeys([*added, *things]))
    only = clause.take("only") is not None
    return _Edit(values, more, difference, names, things, clause.take("place"), adds, only)


def _change(edit: _Edit, id: str, relative: Values, work: Work) -> None:
    if edit.only and edit.names:
        work.change_shot(id, characters=edit.names)
    elif edit.values.get("pose") and edit.names and not edit.adds:
        _require_seen(work, id, edit.names)
    else:
        put_characters(work, id, edit.names)
    if edit.only and edit.things:
        work.change_shot(id, elements=edit.things)
    else:
        put_things(work, id, edit.things)
    changes = {**edit.values, **relative}
    if edit.place is not None:
        changes |= _placed(edit.place, work, id)
    if edit.difference is not None:
        changes["seconds"] = longer_by(edit.difference, id, work)
    if changes:
        work.change_shot(id, **changes)


def _relative(more: list[str], ids: list[str], work: Work) -> dict[str, Values]:
    """Of several shots, those that can come no closer stay. Raises Impossible when none can."""
    changes: dict[str, Values] = {}
    refused: Impossible | None = None
    for id in ids:
        try:
            changes[id] = relative_values(more, id, work)
        except Impossible as refusal:
            refused = refusal
    if refused is not None and not changes:
        raise refused
    return changes


def empty_shots(clause: Clause, work: Work) -> None:
    """Take things, characters, weather or lines out of shots."""
    ids = take_shots(clause, work)
    names, things = _to_take_out(clause, work, ids)
    everyone = clause.take("everyone") is not None
    weather, narration = clause.take("weather"), clause.take("noun", "narration", "dialogue")
    for id in ids:
        several = len(ids) > 1  # of several shots, those are meant that show it
        take_out_things(work, id, [one for one in things if not several or one in things_of(work, id)])
        take_out_characters(work, id, [one for one in names if not several or one in seen_in(work, id)])
        if everyone:
            work.change_shot(id, characters=[])
        if weather is not None:
            work.change_shot(id, weather="clear")
        if narration is not None:
            work.change_shot(id, narration="", dialogue="")


def replace_in_shots(clause: Clause, work: Work) -> None:
    """The first that is named goes, the second comes."""
    ids = take_shots(clause, work)
    names, things = named_together(clause, work)
    if clause.take("instead") is not None:
        names, things = names[::-1], things[::-1]
    for id in ids:
        if len(things) == 2 and not names:
            take_out_things(work, id, things[:1])
            put_things(work, id, things[1:])
        elif len(names) == 2 and not things:
            take_out_characters(work, id, names[:1])
            put_characters(work, id, names[1:])
        else:
            raise Unclear(_what_change(work, id))


def _to_take_out(clause: Clause, work: Work, ids: list[str]) -> tuple[list[str], list[str]]:
    """A word that is both a character and something else is the character where it is in the shot."""
    names: list[str] = []
    while (phrase := clause.find("character")) is not None:
        name = work.view.character(phrase.meanings["character"]).name
        there = any(name in seen_in(work, id) for id in ids)
        if not there and (phrase.means("element") or phrase.means("weather")):
            break
        clause.take("character")
        names.append(name)
    return names, clause.take_all("element")


def _placed(place: str, work: Work, id: str) -> Values:
    """The only scene of that kind, unless the shot lies at such a place already. Raises Impossible: a place
    belongs to a scene."""
    if work.view.scene(work.view.shot(id).scene).setting == place:
        return {}
    there = [scene.name for _, scene in work.view.scenes if scene.setting == place]
    if len(there) == 1:
        return {"scene": there[0]}
    raise Impossible(
        say(
            work.language,
            "no place",
            place=word(work.language, "place", place),
            scene=_scene_number(work, id),
        )
    )


def _refuse_mood(clause: Clause, work: Work, id: str) -> None:
    phrase = clause.find("mood")
    if phrase is not None and not any(phrase.means(kind) for kind in (*VALUES, *CONTENTS)):
        mood = phrase.meanings["mood"]
        raise Impossible(
            say(
                work.language,
                "no mood",
                scene=_scene_number(work, id),
                mood=word(work.language, "mood", mood),
            )
        )


def _scene_number(work: Work, shot_id: str) -> int:
    return [id for id, _ in work.view.scenes].index(work.view.shot(shot_id).scene) + 1


def _require_seen(work: Work, id: str, names: list[str]) -> None:
    for name in names:
        if name not in seen_in(work, id):
            number = work.view.shot_number(id)
            raise Impossible(say(work.language, "not in shot", who=name, number=number))


def _what_change(work: Work, id: str) -> str:
    number = work.view.shot_number(id)
    what = say(work.language, "the shot", number=number)
    example = say(work.language, "example shot", number=number)
    return say(work.language, "what change", what=what, example=example)
