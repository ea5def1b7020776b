"""The film as commands speak about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

from coda.apps.idea2video.entities import CHARACTERS, SCENES, SHOTS, Character, Episode, Outline, Scene, Shot
from coda.apps.idea2video.episode import characters, episode, outline, scenes, shots
from coda.components.tools import ToolContext

E = TypeVar("E")


@dataclass(frozen=True)
class FilmView:
    """All entities with their ids, in their order, and what is selected on the board."""

    film: Episode
    outline: Outline | None
    cast: tuple[tuple[str, Character], ...]
    scenes: tuple[tuple[str, Scene], ...]
    shots: tuple[tuple[str, Shot], ...]
    selected_shot: str | None = None
    selected_scene: str | None = None
    selected_character: str | None = None

    @property
    def language(self) -> str:
        """Of the film: `en`, `es`, `zh`; "" when it is not known yet."""
        return self.film.language.partition("-")[0].lower()

    def shot(self, id: str) -> Shot:
        return dict(self.shots)[id]

    def shot_number(self, id: str) -> int:
        return [other for other, _ in self.shots].index(id) + 1

    def scene(self, id: str) -> Scene:
        return dict(self.scenes)[id]

    def character(self, id: str) -> Character:
        return dict(self.cast)[id]

    def names(self, ids: tuple[str, ...]) -> list[str]:
        known = dict(self.cast)
        return [known[id].name for id in ids if id in known]


def film_view(context: ToolContext) -> FilmView:
    draft = context.draft
    chosen: dict[str, Any] = context.scope.get("selection") or {}
    collection, id = chosen.get("collection"), chosen.get("id")
    cast, places, board = tuple(characters(draft)), tuple(scenes(draft)), tuple(shots(draft))
    return FilmView(
        film=episode(draft),
        outline=outline(draft),
        cast=cast,
        scenes=places,
        shots=board,
        selected_shot=_there(board, id) if collection == SHOTS else None,
        selected_scene=_there(places, id) if collection == SCENES else None,
        selected_character=_there(cast, id) if collection == CHARACTERS else None,
    )


def _there(entities: tuple[tuple[str, E], ...], id: object) -> str | None:
    return next((other for other, _ in entities if other == id), None)
