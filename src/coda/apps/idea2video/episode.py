"""The document type of an episode: its collections, its invariants, and questions about it.

The invariants, restored after every edit and checked before every commit:

- characters, scenes and shots stand in an order of their own (`documents.ordering`);
- a shot belongs to a scene that is there, and shows only characters that are there; removing a scene removes
  its shots, removing a character takes it out of them;
- no two characters and no two scenes have the same name: people and models name them by it;
- an episode has no more characters, scenes and shots than `entities` allows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import NAMESPACE_URL, uuid5

import msgspec

from coda.apps.idea2video.entities import (
    CHARACTERS,
    EPISODE,
    MOST_CHARACTERS,
    MOST_SCENES,
    MOST_SHOTS,
    OUTLINE,
    SCENES,
    SHOTS,
    Character,
    Episode,
    Outline,
    Scene,
    Shot,
)
from coda.components.documents import Draft, NoIndex, Ordering
from coda.errors import InvariantError

KIND = "episode"

_ORDERINGS = {CHARACTERS: Ordering(CHARACTERS), SCENES: Ordering(SCENES), SHOTS: Ordering(SHOTS)}
_WORDS = {CHARACTERS: "character", SCENES: "scene", SHOTS: "shot"}
_MOST = {CHARACTERS: MOST_CHARACTERS, SCENES: MOST_SCENES, SHOTS: MOST_SHOTS}
_SINGLE = (EPISODE, OUTLINE)


class EpisodeType:
    """Declares episodes to the document component."""

    kind = KIND
    collections: Mapping[str, type[msgspec.Struct]] = {
        EPISODE: Episode,
        OUTLINE: Outline,
        CHARACTERS: Character,
        SCENES: Scene,
        SHOTS: Shot,
    }

    def make_index(self) -> NoIndex:
        return NoIndex()

    def settle(self, draft: Draft, collection: str, id: str) -> None:
        if draft.get(collection, id) is None:
            _settle_removed(draft, collection, id)
        if collection in _ORDERINGS:
            _ORDERINGS[collection].settle(draft, id)

    def check(self, draft: Draft) -> None:
        for collection, id in draft.touched:
            if collection in _SINGLE and id != collection:
                raise InvariantError(f'The only {collection} has the id "{collection}", not "{id}".')
        for collection, ordering in _ORDERINGS.items():
            ordering.check(draft, _WORDS[collection])
            count = sum(1 for _ in draft.entities(collection))
            if count > _MOST[collection]:
                word = _WORDS[collection]
                raise InvariantError(f"A film has at most {_MOST[collection]} {word}s; these are {count}.")
        _check_names(characters(draft), "character")
        _check_names(scenes(draft), "scene")
        for _, shot in shots(draft):
            _check_shot(draft, shot)

    def title(self, draft: Draft) -> str:
        return episode(draft).title

    def describe(self, collection: str, entity: msgspec.Struct) -> str:
        del collection
        match entity:
            case Character() | Scene():
                return f'the {"scene" if isinstance(entity, Scene) else "character"} "{entity.name}"'
            case Shot():
                return f"shot {entity.position + 1}"
            case Outline():
                return "the outline"
            case _:
                return "the film's settings"


def new_uuid(draft: Draft) -> str:
    """An id for a new entity: a UUID, and the same one again where ids are given out predictably."""
    return str(uuid5(NAMESPACE_URL, f"{draft.base.id}/{draft.new_id()}"))


def episode(draft: Draft) -> Episode:
    """Raises InvariantError if the document holds no episode yet."""
    entity = draft.get(EPISODE, EPISODE)
    if not isinstance(entity, Episode):
        raise InvariantError("This document holds no episode.")
    return entity


def outline(draft: Draft) -> Outline | None:
    entity = draft.get(OUTLINE, OUTLINE)
    return entity if isinstance(entity, Outline) else None


def characters(draft: Draft) -> list[tuple[str, Character]]:
    return _ORDERINGS[CHARACTERS].of(draft, Character)


def scenes(draft: Draft) -> list[tuple[str, Scene]]:
    return _ORDERINGS[SCENES].of(draft, Scene)


def shots(draft: Draft) -> list[tuple[str, Shot]]:
    return _ORDERINGS[SHOTS].of(draft, Shot)


def character(draft: Draft, id: str) -> Character | None:
    entity = draft.get(CHARACTERS, id)
    return entity if isinstance(entity, Character) else None


def scene(draft: Draft, id: str) -> Scene | None:
    entity = draft.get(SCENES, id)
    return entity if isinstance(entity, Scene) else None


def change_episode(draft: Draft, **changes: object) -> Episode:
    """Give the episode other values. Raises InvariantError for those out of range."""
    changed = msgspec.structs.replace(episode(draft), **changes)
    draft.put(EPISODE, EPISODE, changed)
    return changed


def arrange(draft: Draft, collection: str, ids: Sequence[str]) -> None:
    """Put the characters, scenes or shots into this order; `ids` names each of them once."""
    _ORDERINGS[collection].arrange(draft, ids)


def _settle_removed(draft: Draft, collection: str, id: str) -> None:
    for shot_id, shot in shots(draft):
        if collection == SCENES and shot.scene == id:
            draft.delete(SHOTS, shot_id)
        elif collection == CHARACTERS and id in (*shot.characters, shot.speaker):
            draft.put(SHOTS, shot_id, _without(shot, id))


def _without(shot: Shot, character_id: str) -> Shot:
    left = tuple(id for id in shot.characters if id != character_id)
    speaker = None if shot.speaker == character_id else shot.speaker
    return msgspec.structs.replace(shot, characters=left, speaker=speaker)


def _check_names(entities: Sequence[tuple[str, Character | Scene]], what: str) -> None:
    seen: set[str] = set()
    for _, entity in entities:
        name = entity.name.strip().casefold()
        if not name or name in seen:
            raise InvariantError(f'Each {what} needs a name of its own; "{entity.name}" is taken.')
        seen.add(name)


def _check_shot(draft: Draft, shot: Shot) -> None:
    number = shot.position + 1
    if draft.get(SCENES, shot.scene) is None:
        raise InvariantError(f"Shot {number} belongs to a scene that is not there.")
    for id in (*shot.characters, *((shot.speaker,) if shot.speaker else ())):
        if draft.get(CHARACTERS, id) is None:
            raise InvariantError(f"Shot {number} shows a character that is not there.")
    if len(set(shot.characters)) != len(shot.characters):
        raise InvariantError(f"Shot {number} shows a character twice.")
