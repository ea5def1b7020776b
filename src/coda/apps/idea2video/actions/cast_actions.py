"""The characters by hand."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from coda.apps.idea2video.entities import CHARACTERS, Character
from coda.apps.idea2video.episode import characters, new_uuid
from coda.apps.idea2video.references import changed, find_character, named
from coda.apps.idea2video.views import character_view
from coda.apps.idea2video.vocabulary import Element, Feature, FigureKind, Role
from coda.components.events import Effect as Care
from coda.components.tools import ToolContext, tool

Colors = tuple[
    Annotated[str, Field(pattern="^#[0-9a-f]{6}$")],
    Annotated[str, Field(pattern="^#[0-9a-f]{6}$")],
    Annotated[str, Field(pattern="^#[0-9a-f]{6}$")],
]


class CastActionAPI:
    def __init__(self, context: ToolContext) -> None:
        self._draft = context.draft

    @tool(effect=Care.MINOR, category="cast")
    def add_character(
        self,
        name: str,
        figure: FigureKind,
        *,
        role: Role = "supporting",
        description: str = "",
        appearance: str = "",
        personality: list[str] | None = None,
        element: Element | None = None,
        features: list[Feature] | None = None,
        colors: Colors | None = None,
    ) -> dict[str, Any]:
        """Add a character to the cast; a film has at most five.

        Args:
            name: Its name, which nobody else has.
            figure: As what it is drawn.
            role: protagonist or supporting.
            description: Who it is.
            appearance: How it looks.
            personality: A few words.
            element: Which thing it is, if its figure is "thing".
            features: What marks it in a picture.
            colors: Body, clothes and accent as "#rrggbb".
        """
        entity = Character(
            name=name.strip(),
            position=len(characters(self._draft)),
            role=role,
            description=description,
            appearance=appearance,
            personality=tuple(personality or ()),
            figure=figure,
            element=element,
            features=tuple(features or ()),
            **({} if colors is None else {"colors": colors}),
        )
        return self._put(new_uuid(self._draft), entity)

    @tool(effect=Care.MINOR, category="cast")
    def edit_character(
        self,
        name: str,
        *,
        new_name: str | None = None,
        role: Role | None = None,
        description: str | None = None,
        appearance: str | None = None,
        personality: list[str] | None = None,
        figure: FigureKind | None = None,
        element: Element | None = None,
        features: list[Feature] | None = None,
        colors: Colors | None = None,
    ) -> dict[str, Any]:
        """Change a character. What is not named stays; in every shot it looks the new way.

        Args:
            name: Which one.
            new_name: What it is called from now on.
            role: protagonist or supporting.
            description: Who it is.
            appearance: How it looks, in words.
            personality: All of its traits.
            figure: As what it is drawn.
            element: Which thing it is, if its figure is "thing".
            features: All that marks it in a picture.
            colors: Body, clothes and accent as "#rrggbb".
        """
        id, entity = find_character(self._draft, name)
        values = named(
            name=None if new_name is None else new_name.strip(),
            role=role,
            description=description,
            appearance=appearance,
            personality=None if personality is None else tuple(personality),
            figure=figure,
            element=element,
            features=None if features is None else tuple(features),
            colors=colors,
        )
        return self._put(id, changed(entity, values))

    @tool(effect=Care.MAJOR, category="cast")
    def remove_character(self, name: str) -> dict[str, Any]:
        """Take a character out of the film and out of every shot.

        Args:
            name: Which one.
        """
        id, entity = find_character(self._draft, name)
        self._draft.delete(CHARACTERS, id)
        return {"success": True, "removed": entity.name}

    def _put(self, id: str, entity: Any) -> dict[str, Any]:
        self._draft.put(CHARACTERS, id, entity)
        return {"success": True, "character": character_view(entity)}
