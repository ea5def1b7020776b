"""The calls a message comes to, gathered while its commands are read.

Numbers and names are those of the board as the message was said. Calls are ordered so that they stay true:
first what changes values, then what changes the order, and what removes last, from the back.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from coda.apps.idea2video.skill.view import FilmView
from coda.components.llm.skill import SkillCall

Values = dict[str, Any]


@dataclass
class Work:
    view: FilmView
    language: str
    """Of the message."""
    film: Values = field(default_factory=dict[str, Any])
    outline: Values = field(default_factory=dict[str, Any])
    shots: dict[str, Values] = field(default_factory=dict[str, Values])
    cast: dict[str, Values] = field(default_factory=dict[str, Values])
    scenes: dict[str, Values] = field(default_factory=dict[str, Values])
    added: list[SkillCall] = field(default_factory=list[SkillCall])
    arranged: list[SkillCall] = field(default_factory=list[SkillCall])
    removed: list[str] = field(default_factory=list[str])
    """Ids of shots, characters and scenes."""
    steps: list[SkillCall] = field(default_factory=list[SkillCall])
    lone: list[SkillCall] = field(default_factory=list[SkillCall])
    """Undo and redo, which stand alone."""
    order: list[str] = field(default_factory=list[str])

    def __post_init__(self) -> None:
        self.order = [id for id, _ in self.view.shots]

    def change_shot(self, id: str, **values: Any) -> None:
        self.shots.setdefault(id, {}).update(values)

    def change_character(self, id: str, **values: Any) -> None:
        self.cast.setdefault(id, {}).update(values)

    def change_scene(self, id: str, **values: Any) -> None:
        self.scenes.setdefault(id, {}).update(values)

    def changed_so_far(self, id: str, name: str, now: Any) -> Any:
        """A value of a shot or character as the commands before have left it."""
        return {**self.shots.get(id, {}), **self.cast.get(id, {})}.get(name, now)

    def move(self, id: str, to: int) -> None:
        """`to` counts from 1, on the board without the shot."""
        number = self.order.index(id) + 1
        if number == to:
            return
        self.arranged.append(SkillCall("move_shot", {"shot_number": number, "to": to}))
        self.order.remove(id)
        self.order.insert(to - 1, id)

    def duplicate(self, id: str) -> str:
        """The copy's id while this message is read."""
        number, copy = self.order.index(id) + 1, f"copy of {id}, {len(self.order)}"
        self.arranged.append(SkillCall("duplicate_shot", {"shot_number": number}))
        self.order.insert(number, copy)
        return copy

    def insert(self, after: int, values: Values, own: Values) -> None:
        """A new shot behind that many; `own` is what only editing can give it."""
        self.order.insert(after, f"new at {len(self.arranged)}")
        self.arranged.append(SkillCall("add_shot", {**values, "after": after}))
        if own:
            self.arranged.append(SkillCall("edit_shot", {"shot_number": after + 1, **own}))

    def remove(self, id: str) -> None:
        if id not in self.removed:
            self.removed.append(id)

    def calls(self) -> tuple[SkillCall, ...]:
        if self.lone:
            return tuple(self.lone)
        return (
            *_whole("set_film", self.film),
            *_whole("edit_outline", self.outline),
            *self.added,
            *self._shot_edits(),
            *self.arranged,
            *self._other_edits(),
            *self._removals(),
            *self.steps,
        )

    def _shot_edits(self) -> list[SkillCall]:
        return [
            SkillCall("edit_shot", {"shot_number": self.view.shot_number(id), **values})
            for id, values in self.shots.items()
        ]

    def _other_edits(self) -> list[SkillCall]:
        return [
            *(
                SkillCall("edit_character", {"name": self.view.character(id).name, **values})
                for id, values in self.cast.items()
            ),
            *(
                SkillCall("edit_scene", {"name": self.view.scene(id).name, **values})
                for id, values in self.scenes.items()
            ),
        ]

    def _removals(self) -> list[SkillCall]:
        numbers = sorted((self.order.index(id) + 1 for id in self.removed if id in self.order), reverse=True)
        return [
            *(SkillCall("remove_shot", {"shot_number": number}) for number in numbers),
            *(SkillCall("remove_character", {"name": self._name(id)}) for id in self._removed_from("cast")),
            *(SkillCall("remove_scene", {"name": self._name(id)}) for id in self._removed_from("scenes")),
        ]

    def _removed_from(self, what: str) -> list[str]:
        there = {id for id, _ in (self.view.cast if what == "cast" else self.view.scenes)}
        return [id for id in self.removed if id in there]

    def _name(self, id: str) -> str:
        """Its new one when the message renames it, too."""
        known = dict((*self.view.cast, *self.view.scenes))
        return {**self.cast, **self.scenes}.get(id, {}).get("new_name") or known[id].name


def _whole(name: str, values: Values) -> list[SkillCall]:
    return [SkillCall(name, dict(values))] if values else []
