"""The shots by hand. Shots are counted from 1 over the whole film."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

import msgspec
from pydantic import Field

from coda.apps.idea2video.entities import MAX_SHOT_SECONDS, MIN_SHOT_SECONDS, SHOTS, Shot
from coda.apps.idea2video.episode import arrange, new_uuid, shots
from coda.apps.idea2video.references import (
    changed,
    find_character,
    find_characters,
    find_scene,
    find_shot,
    named,
)
from coda.apps.idea2video.views import shot_view
from coda.apps.idea2video.vocabulary import CameraAngle, CameraMovement, Element, Pose, TimeOfDay, Weather
from coda.components.events import Effect as Care
from coda.components.tools import ToolContext, tool
from coda.errors import ToolValidationError

Seconds = Annotated[float, Field(ge=MIN_SHOT_SECONDS, le=MAX_SHOT_SECONDS)]
AS_IN_THE_SCENE = "as in the scene"
OwnTime = TimeOfDay | Literal["as in the scene"]
OwnWeather = Weather | Literal["as in the scene"]


class ShotActionAPI:
    def __init__(self, context: ToolContext) -> None:
        self._draft = context.draft

    @tool(effect=Care.MINOR, category="shots")
    def add_shot(
        self,
        visual_desc: str,
        *,
        after: int | None = None,
        scene: str | None = None,
        camera_angle: CameraAngle = "MEDIUM SHOT",
        camera_movement: CameraMovement = "STATIC",
        seconds: Seconds = 4.0,
        characters: list[str] | None = None,
        pose: Pose = "stand",
        narration: str = "",
        elements: list[Element] | None = None,
    ) -> dict[str, Any]:
        """Add a shot.

        Args:
            visual_desc: What is seen, in a sentence.
            after: The number of the shot it follows; 0 puts it first, left out it comes last.
            scene: Its scene; that of the shot before it if left out.
            camera_angle: From where it is seen.
            camera_movement: How the camera moves.
            seconds: Its share of the film.
            characters: Names of those in the picture, from left to right.
            pose: What they do.
            narration: What the narrator says.
            elements: Things that are drawn; read from visual_desc if left out.
        """
        place = len(shots(self._draft)) if after is None else self._place_after(after)
        new = Shot(
            scene=self._scene_for(scene, place),
            position=place,
            visual_desc=visual_desc,
            camera_angle=camera_angle,
            camera_movement=camera_movement,
            seconds=seconds,
            characters=find_characters(self._draft, characters or [], "characters"),
            pose=pose,
            narration=narration,
            elements=None if elements is None else tuple(elements),
        )
        return self._put(new_uuid(self._draft), new)

    @tool(effect=Care.MINOR, category="shots")
    def edit_shot(
        self,
        shot_number: int,
        *,
        visual_desc: str | None = None,
        camera_angle: CameraAngle | None = None,
        camera_movement: CameraMovement | None = None,
        seconds: Seconds | None = None,
        scene: str | None = None,
        characters: list[str] | None = None,
        character_action: str | None = None,
        pose: Pose | None = None,
        narration: str | None = None,
        dialogue: str | None = None,
        speaker: str | None = None,
        time: OwnTime | None = None,
        weather: OwnWeather | None = None,
        elements: list[Element] | None = None,
    ) -> dict[str, Any]:
        """Change one shot. What is not named stays; only this shot and its dissolves are rendered again.

        Args:
            shot_number: Which one, from 1; -1 is the last.
            visual_desc: What is seen, in a sentence.
            camera_angle: From where it is seen; "seen from above" is BIRD'S EYE VIEW.
            camera_movement: How the camera moves.
            seconds: Its share of the film.
            scene: The scene it belongs to.
            characters: Names of all in the picture, from left to right.
            character_action: What they do, in words.
            pose: What they do, as it is drawn.
            narration: What the narrator says; "" for nothing.
            dialogue: What somebody in it says instead; "" for nothing.
            speaker: The name of who says it.
            time: dawn, day, dusk or night, for this shot alone.
            weather: For this shot alone.
            elements: All things that are drawn besides place and people.
        """
        id, shot = find_shot(self._draft, shot_number)
        seen = None if characters is None else find_characters(self._draft, characters, "characters")
        values = named(
            visual_desc=visual_desc,
            camera_angle=camera_angle,
            camera_movement=camera_movement,
            seconds=seconds,
            scene=None if scene is None else find_scene(self._draft, scene, "scene")[0],
            characters=seen,
            character_action=character_action,
            pose=pose,
            narration=narration,
            dialogue=dialogue,
            speaker=None if speaker is None else find_character(self._draft, speaker, "speaker")[0],
            time=time,
            weather=weather,
            elements=None if elements is None else tuple(elements),
        )
        return self._put(id, changed(shot, {**values, **_emptied(values)}))

    @tool(effect=Care.MINOR, category="shots")
    def move_shot(self, shot_number: int, to: int) -> dict[str, Any]:
        """Put a shot to another place.

        Args:
            shot_number: Which one, from 1.
            to: Its new number, from 1.
        """
        id, _ = find_shot(self._draft, shot_number)
        order = [other for other, _ in shots(self._draft) if other != id]
        if not 1 <= to <= len(order) + 1:
            raise ToolValidationError(f"to {to} must be from 1 to {len(order) + 1}", "to")
        order.insert(to - 1, id)
        arrange(self._draft, SHOTS, order)
        return {"success": True, "shot_number": to}

    @tool(effect=Care.MINOR, category="shots")
    def duplicate_shot(self, shot_number: int) -> dict[str, Any]:
        """Put a copy of a shot right after it.

        Args:
            shot_number: Which one, from 1.
        """
        _, shot = find_shot(self._draft, shot_number)
        return self._put(new_uuid(self._draft), msgspec.structs.replace(shot, position=shot.position + 1))

    @tool(effect=Care.MAJOR, category="shots")
    def remove_shot(self, shot_number: int) -> dict[str, Any]:
        """Remove a shot; those after it move up by one.

        Args:
            shot_number: Which one, from 1.
        """
        id, _ = find_shot(self._draft, shot_number)
        self._draft.delete(SHOTS, id)
        return {"success": True, "shots": len(shots(self._draft))}

    def _place_after(self, number: int) -> int:
        return 0 if number == 0 else find_shot(self._draft, number, "after")[1].position + 1

    def _scene_for(self, name: str | None, place: int) -> str:
        if name is not None:
            return find_scene(self._draft, name, "scene")[0]
        neighbours = shots(self._draft)
        if neighbours:
            return neighbours[max(0, place - 1)][1].scene
        return find_scene(self._draft, "1", "scene")[0]

    def _put(self, id: str, shot: Any) -> dict[str, Any]:
        self._draft.put(SHOTS, id, shot)
        return {"success": True, "shot": shot_view(self._draft, shot)}


def _emptied(values: Mapping[str, object]) -> dict[str, object]:
    """What a change leaves without a value: a time of its own, a line, elements that new words tell anew."""
    emptied: dict[str, object] = {
        name: None for name in ("time", "weather") if values.get(name) == AS_IN_THE_SCENE
    }
    if values.get("dialogue") == "":
        emptied |= {"dialogue": None, "speaker": None}
    if "visual_desc" in values and "elements" not in values:
        emptied["elements"] = None
    return emptied
