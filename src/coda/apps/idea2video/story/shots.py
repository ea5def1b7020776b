"""The shot list: every beat of the story as something seen, said and framed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from coda.apps.idea2video.stages import DesignedCharacter, DesignedScene, DesignedShot
from coda.apps.idea2video.story import concepts, shelf
from coda.apps.idea2video.story.camera import Frame, frame
from coda.apps.idea2video.story.pacing import (
    FEWEST,
    LONGEST,
    SHORTEST,
    Moment,
    lengths,
    moments,
    shot_count,
    shot_seconds,
)
from coda.apps.idea2video.story.pictures import MOST_ELEMENTS, read_picture
from coda.apps.idea2video.story.scenes import light, place_word, sky
from coda.apps.idea2video.story.tale import Tale
from coda.apps.idea2video.story.telling import Pattern, Teller, pattern, tale_lines
from coda.apps.idea2video.vocabulary import Element

_WIDE = {"EXTREME WIDE SHOT", "WIDE SHOT", "BIRD'S EYE VIEW"}
_MOST_DIALOGUE = 2
_PAUSE_SECONDS = 0.1
"""After the last word of a line."""


@dataclass(slots=True)
class _Board:
    """What has been drawn up so far."""

    frames: list[Frame] = field(default_factory=list[Frame])
    shots: list[DesignedShot] = field(default_factory=list[DesignedShot])
    spoken: int = 0


def shots(
    tale: Tale, characters: Sequence[DesignedCharacter], scenes: Sequence[DesignedScene]
) -> list[DesignedShot]:
    """The film in these scenes with these characters, in the order of the tale's roles."""
    seconds = shot_seconds(tale.seconds)
    told = _fitted(tale, characters, scenes, seconds)
    needs = [_need(tale, shot) for shot in told]
    return [
        shot.model_copy(update={"seconds": length})
        for shot, length in zip(told, lengths(needs, seconds), strict=True)
    ]


def _fitted(
    tale: Tale, characters: Sequence[DesignedCharacter], scenes: Sequence[DesignedScene], seconds: float
) -> list[DesignedShot]:
    """As many shots as can be told in `seconds`: rather in short lines than in fewer shots."""
    told: list[DesignedShot] = []
    for count in range(shot_count(seconds), FEWEST - 1, -1):
        for shorter in range(0, tale.tongue.most // 2, tale.tongue.most // 6):
            told = _told(tale, characters, scenes, count, tale.tongue.most - shorter)
            if sum(_need(tale, shot) for shot in told) <= seconds:
                return told
    return told


def _told(
    tale: Tale,
    characters: Sequence[DesignedCharacter],
    scenes: Sequence[DesignedScene],
    count: int,
    most: int,
) -> list[DesignedShot]:
    """The story in about so many shots, in lines of at most about `most` words."""
    board, teller = _Board(), tale.teller(most)
    roles: dict[str, DesignedCharacter] = dict(zip(("hero", "other", "companion"), characters, strict=False))
    for number, moment in enumerate(moments(count, len(scenes))):
        scene = scenes[moment.scene]
        teller.with_slots(_place_slots(tale, scene))
        chosen = _chosen(tale, teller, moment, number, scene)
        if chosen is not None:
            _draw_up(tale, teller, board, chosen, moment, scene, roles)
    return board.shots


def _place_slots(tale: Tale, scene: DesignedScene) -> dict[str, str]:
    code = tale.tongue.code
    return {"at": place_word(code, scene.setting, "at"), "place": place_word(code, scene.setting, "the")}


def _chosen(tale: Tale, teller: Teller, moment: Moment, number: int, scene: DesignedScene) -> Pattern | None:
    """A line for the beat: the relation's own, then one that suits any story."""
    code = tale.tongue.code
    purpose = f"line {number}"
    if moment.beat in {"place", "detail"}:
        key = "line" if moment.beat == "place" else "detail"
        raw = teller.choose(purpose, shelf.values(code, "settings", scene.setting, key))
        return pattern(raw) if raw else None
    options = [tale_lines(code, relation, moment.beat) for relation in (tale.reading.relation, "wonder")]
    if moment.beat == "home":
        options = [(*_habits(tale), *options[0]), *options]
    raw = next(filter(None, (teller.choose(purpose, lines) for lines in options)), None)
    return pattern(raw) if raw else None


def _habits(tale: Tale) -> tuple[str, ...]:
    """What the hero does all day, twice, to be told more often than not."""
    hero = tale.cast.hero
    habits = shelf.values(tale.tongue.code, "habits", "habits", "thing" if hero.thing else hero.key)
    return habits + habits


def _draw_up(
    tale: Tale,
    teller: Teller,
    board: _Board,
    chosen: Pattern,
    moment: Moment,
    scene: DesignedScene,
    roles: dict[str, DesignedCharacter],
) -> None:
    present = [roles[role] for role in chosen.present if role in roles]
    opens = not board.shots or board.shots[-1].scene != scene.name
    angle, movement = frame(
        moment.beat, tale.chooser, purpose=str(len(board.shots)), opens_scene=opens, figures=len(present),
        before=tuple(board.frames),
    )  # fmt: skip
    board.frames.append((angle, movement))
    speaks = bool(chosen.said) and board.spoken < _MOST_DIALOGUE and teller.knows(chosen.present)
    board.spoken += speaks
    action = teller.filled(chosen.action)
    seen = read_picture(teller.filled(chosen.things_seen), tale.tongue.code)
    board.shots.append(
        DesignedShot(
            scene=scene.name,
            visual_desc=_seen(tale, action, scene, wide=angle in _WIDE),
            camera_angle=angle,
            camera_movement=movement,
            seconds=SHORTEST,
            characters=[one.name for one in present],
            character_action=tale.tongue.finish(action) if present else None,
            pose=seen.pose or "stand",
            narration="" if speaks else teller.narrate(chosen.line),
            dialogue=teller.show(chosen.said) if speaks else None,
            speaker=roles[chosen.speaker].name if speaks else None,
            elements=_elements(tale, seen.elements, scene, wide=angle in _WIDE),
        )
    )


def _seen(tale: Tale, action: str, scene: DesignedScene, *, wide: bool) -> str:
    """What is seen, where and in what light, in full sentences."""
    code, speak = tale.tongue.code, tale.tongue
    where = place_word(code, scene.setting, "at")
    look = place_word(code, scene.setting, "look")
    first = speak.seen(action, where, light(code, scene.setting, scene.time))
    rest = [look] if wide else []
    weather = sky(code, scene.setting, scene.weather)
    return speak.joined([part for part in (first, *rest, weather) if part])


def _elements(tale: Tale, named: tuple[Element, ...], scene: DesignedScene, *, wide: bool) -> list[Element]:
    """What the action names; in a wide view also what stands in such a place."""
    standing = concepts.places()[scene.setting].elements if wide else ()
    home = tale.cast.hero.elements if wide and scene.setting in tale.cast.hero.homes else ()
    return list(dict.fromkeys((*named, *home, *standing)))[:MOST_ELEMENTS]


def _need(tale: Tale, shot: DesignedShot) -> float:
    line = shot.narration or shot.dialogue or ""
    return max(SHORTEST, min(LONGEST, tale.tongue.size(line) / tale.tongue.per_second + _PAUSE_SECONDS))
