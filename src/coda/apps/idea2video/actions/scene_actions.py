"""The scenes by hand."""

from __future__ import annotations

from typing import Any

from coda.apps.idea2video.entities import SCENES, Scene
from coda.apps.idea2video.episode import arrange, new_uuid, scenes
from coda.apps.idea2video.references import changed, find_scene, named
from coda.apps.idea2video.views import scene_view
from coda.apps.idea2video.vocabulary import Mood, Setting, TimeOfDay, Weather
from coda.components.events import Effect as Care
from coda.components.tools import ToolContext, tool


class SceneActionAPI:
    def __init__(self, context: ToolContext) -> None:
        self._draft = context.draft

    @tool(effect=Care.MINOR, category="scenes")
    def add_scene(
        self,
        name: str,
        setting: Setting,
        *,
        description: str = "",
        atmosphere: str = "",
        time: TimeOfDay = "day",
        weather: Weather = "clear",
        mood: Mood = "calm",
    ) -> dict[str, Any]:
        """Add a scene after the others; a film has at most five. It has no shots yet.

        Args:
            name: Its name, which no other scene has.
            setting: What kind of place it is.
            description: What it is like.
            atmosphere: How it feels.
            time: dawn, day, dusk or night.
            weather: Of the place.
            mood: Of the scene.
        """
        entity = Scene(
            name=name.strip(),
            position=len(scenes(self._draft)),
            description=description,
            atmosphere=atmosphere,
            setting=setting,
            time=time,
            weather=weather,
            mood=mood,
        )
        return self._put(new_uuid(self._draft), entity)

    @tool(effect=Care.MINOR, category="scenes")
    def edit_scene(
        self,
        name: str,
        *,
        new_name: str | None = None,
        description: str | None = None,
        atmosphere: str | None = None,
        setting: Setting | None = None,
        time: TimeOfDay | None = None,
        weather: Weather | None = None,
        mood: Mood | None = None,
    ) -> dict[str, Any]:
        """Change a scene, and with it every shot of it that has no time or weather of its own.

        Args:
            name: Which one, by its name or its number from 1.
            new_name: What it is called from now on.
            description: What it is like.
            atmosphere: How it feels.
            setting: What kind of place it is.
            time: dawn, day, dusk or night.
            weather: Of the place.
            mood: Of the scene.
        """
        id, entity = find_scene(self._draft, name)
        values = named(
            name=None if new_name is None else new_name.strip(),
            description=description,
            atmosphere=atmosphere,
            setting=setting,
            time=time,
            weather=weather,
            mood=mood,
        )
        return self._put(id, changed(entity, values))

    @tool(effect=Care.MINOR, category="scenes")
    def move_scene(self, name: str, to: int) -> dict[str, Any]:
        """Put a scene to another place in the list of scenes; its shots stay where they are.

        Args:
            name: Which one.
            to: Its new number, from 1.
        """
        id, _ = find_scene(self._draft, name)
        order = [other for other, _ in scenes(self._draft) if other != id]
        order.insert(max(0, min(to - 1, len(order))), id)
        arrange(self._draft, SCENES, order)
        return {"success": True, "scenes": [entity.name for _, entity in scenes(self._draft)]}

    @tool(effect=Care.MAJOR, category="scenes")
    def remove_scene(self, name: str) -> dict[str, Any]:
        """Remove a scene with all of its shots.

        Args:
            name: Which one, by its name or its number from 1.
        """
        id, entity = find_scene(self._draft, name)
        self._draft.delete(SCENES, id)
        return {"success": True, "removed": entity.name}

    def _put(self, id: str, entity: Any) -> dict[str, Any]:
        self._draft.put(SCENES, id, entity)
        return {"success": True, "scene": scene_view(entity)}
