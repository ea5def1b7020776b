"""Between the agents' values and the document's entities: names become ids and back again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from coda.apps.idea2video.entities import (
    CHARACTERS,
    LONGEST_SYNOPSIS,
    SCENES,
    SHOTS,
    Character,
    Episode,
    Scene,
    Shot,
)
from coda.apps.idea2video.episode import characters, episode, new_uuid, outline, scenes, shots
from coda.apps.idea2video.stages import (
    CastMember,
    DesignedCharacter,
    DesignedScene,
    DesignedShot,
    DesignRequest,
    DrawnShot,
    Part,
    PlannedAct,
    Storyboard,
)
from coda.components.documents import Draft
from coda.errors import ToolExecutionError


def design_request(draft: Draft, part: Part) -> DesignRequest:
    """What the scene design agent reads: the outline as it stands, with the user's edits, and what is
    designed already. Raises ToolExecutionError when there is no outline."""
    film, written = episode(draft), outline(draft)
    if written is None:
        raise ToolExecutionError("There is no outline yet. Write it first.")
    return DesignRequest(
        title=film.title,
        idea=film.idea,
        mode=film.mode,
        style=film.style,
        language=film.language,
        seconds=film.seconds,
        seed=seed_of(film, part),
        genre=written.genre,
        mood=film.mood,
        synopsis=written.synopsis or film.idea[:LONGEST_SYNOPSIS],
        plot_summary=[PlannedAct(act=one.act, description=one.description) for one in written.plot_summary],
        characters_summary=[
            CastMember(name=one.name, role=one.role, description=one.description)
            for one in written.characters_summary
        ],
        highlights=list(written.highlights),
        part=part,
        characters=[] if part == "characters" else designed_characters(draft),
        scenes=designed_scenes(draft) if part == "storyboard" else [],
        notes=written.refined,
    )


def seed_of(film: Episode, part: str) -> int:
    """Of one part, as it is told in this take. The outline's seed is every later part's too."""
    takes = film.takes.get("outline", 0) * 10_007
    if part != "outline":
        takes += film.takes.get(part, 0) * 101
    return (film.seed + takes) % 2**31


def storyboard(draft: Draft, measured: Sequence[str] = ()) -> Storyboard:
    """What the quality agent reads: the whole film as it stands."""
    film, written = episode(draft), outline(draft)
    return Storyboard(
        title=film.title,
        synopsis=written.synopsis if written else "",
        language=film.language or "en",
        seconds=film.seconds,
        characters=designed_characters(draft),
        scenes=designed_scenes(draft),
        shots=designed_shots(draft),
        measured=list(measured),
    )


def designed_characters(draft: Draft) -> list[DesignedCharacter]:
    return [DesignedCharacter.model_validate(msgspec.to_builtins(entity)) for _, entity in characters(draft)]


def designed_scenes(draft: Draft) -> list[DesignedScene]:
    return [DesignedScene.model_validate(msgspec.to_builtins(entity)) for _, entity in scenes(draft)]


def designed_shots(draft: Draft) -> list[DesignedShot]:
    names = {id: entity.name for id, entity in (*characters(draft), *scenes(draft))}
    return [_designed_shot(entity, names) for _, entity in shots(draft)]


def put_characters(draft: Draft, designed: Sequence[DesignedCharacter]) -> None:
    """These characters in place of those that are there; one of the same name stays the same one."""
    known = {_key(entity.name): id for id, entity in characters(draft)}
    wanted = {_key(one.name): one for one in designed}
    for name, id in known.items():
        if name not in wanted:
            draft.delete(CHARACTERS, id)
    for position, (name, one) in enumerate(wanted.items()):
        fields = one.model_dump(exclude_none=True)
        entity = msgspec.convert({**fields, "position": position}, Character)
        draft.put(CHARACTERS, known.get(name) or new_uuid(draft), entity)


def put_scenes(draft: Draft, designed: Sequence[DesignedScene]) -> None:
    """These scenes in place of those that are there; one of the same name stays the same one."""
    known = {_key(entity.name): id for id, entity in scenes(draft)}
    wanted = {_key(one.name): one for one in designed}
    for name, id in known.items():
        if name not in wanted:
            draft.delete(SCENES, id)
    for position, (name, one) in enumerate(wanted.items()):
        entity = msgspec.convert({**one.model_dump(), "position": position}, Scene)
        draft.put(SCENES, known.get(name) or new_uuid(draft), entity)


def put_shots(draft: Draft, designed: Sequence[DesignedShot], drawn: Sequence[DrawnShot]) -> None:
    """These shots in place of those that are there. A shot of a scene that nobody knows belongs to the
    scene of the shot before it; who is not in the cast is not shown."""
    for id, _ in shots(draft):
        draft.delete(SHOTS, id)
    places, cast = scenes(draft), characters(draft)
    if not places:
        raise ToolExecutionError("There are no scenes yet. Design them first.")
    pictures = {one.number: one for one in drawn}
    scene_id = places[0][0]
    for position, one in enumerate(designed):
        scene_id = _id_of(one.scene, places) or scene_id
        shot = shot_of(one, scene_id, position, cast, pictures.get(position + 1))
        draft.put(SHOTS, new_uuid(draft), shot)


def shot_of(
    designed: DesignedShot,
    scene_id: str,
    position: int,
    cast: Sequence[tuple[str, Character]],
    drawn: DrawnShot | None = None,
) -> Shot:
    """The entity of a designed shot; what the generation agent read in it goes before what was designed."""
    shown = [id for name in designed.characters if (id := _id_of(name, cast)) is not None]
    said = drawn or DrawnShot(number=position + 1, elements=designed.elements, pose=designed.pose)
    return Shot(
        scene=scene_id,
        position=position,
        visual_desc=designed.visual_desc,
        camera_angle=designed.camera_angle,
        camera_movement=designed.camera_movement,
        seconds=designed.seconds,
        characters=tuple(dict.fromkeys(shown)),
        character_action=designed.character_action and designed.character_action[:1000],
        pose=said.pose if said.pose != "stand" else designed.pose,
        narration=designed.narration,
        dialogue=designed.dialogue or None,
        speaker=_id_of(designed.speaker, cast) if designed.speaker else None,
        time=said.time or designed.time,
        weather=said.weather or designed.weather,
        elements=tuple(dict.fromkeys(said.elements or designed.elements)),
    )


def _designed_shot(shot: Shot, names: Mapping[str, str]) -> DesignedShot:
    fields = msgspec.to_builtins(shot)
    return DesignedShot.model_validate(
        {
            **fields,
            "scene": names.get(shot.scene, ""),
            "characters": [names[id] for id in shot.characters if id in names],
            "speaker": names.get(shot.speaker or ""),
            "elements": list(shot.elements or ()),
        }
    )


def _id_of(name: str, entities: Sequence[tuple[str, Character | Scene]]) -> str | None:
    """By its name, else the only one that begins or ends with a word of it: models shorten names."""
    exact = [id for id, entity in entities if _key(entity.name) == _key(name)]
    if exact:
        return exact[0]
    words = set(_key(name).split())
    close = [id for id, entity in entities if words & _ends(entity.name)]
    return close[0] if len(close) == 1 else None


def _ends(name: str) -> set[str]:
    words = _key(name).split()
    return {words[0], words[-1]}


def _key(name: str) -> str:
    return " ".join(name.casefold().split())
