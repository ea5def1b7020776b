"""Entities as tools and copilots see them: names instead of ids, shots numbered from 1."""

from __future__ import annotations

from typing import Any

import msgspec

from coda.apps.idea2video.entities import Character, Scene, Shot
from coda.apps.idea2video.episode import character, episode, outline, scene
from coda.components.documents import Draft


def film_view(draft: Draft) -> dict[str, Any]:
    fields = msgspec.to_builtins(episode(draft))
    return {name: value for name, value in fields.items() if name not in {"created", "idea"}}


def outline_view(draft: Draft) -> dict[str, Any]:
    written = outline(draft)
    return {"title": episode(draft).title, **(msgspec.to_builtins(written) if written else {})}


def character_view(entity: Character) -> dict[str, Any]:
    fields = msgspec.to_builtins(entity)
    del fields["position"]
    return fields


def scene_view(entity: Scene) -> dict[str, Any]:
    fields = msgspec.to_builtins(entity)
    return {"scene_number": fields.pop("position") + 1, **fields}


def shot_view(draft: Draft, shot: Shot) -> dict[str, Any]:
    """Without what is not set."""
    place = scene(draft, shot.scene)
    fields: dict[str, Any] = msgspec.to_builtins(shot)
    told = {
        "shot_number": fields.pop("position") + 1,
        **fields,
        "scene": place.name if place else "",
        "characters": [one.name for id in shot.characters if (one := character(draft, id))],
        "speaker": one.name if shot.speaker and (one := character(draft, shot.speaker)) else None,
    }
    return {name: value for name, value in told.items() if value not in (None, "", [])}
