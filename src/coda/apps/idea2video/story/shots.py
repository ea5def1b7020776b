"""The shot list: every beat of the story as something seen, said and framed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from coda.apps.idea2video.stages import DesignedCharacter, DesignedScene, DesignedShot
from coda.apps.idea2video.story import concepts, shelf
from coda.apps.idea2video.story.camera import Frame, frame
from coda.apps.idea2video.story.lexicon import lexicon
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
from coda.apps.idea2video.story.tale import ROLES, Tale
from coda.apps.idea2video.story.telling import Pattern, Teller, pattern, tale_lines
from coda.apps.idea2video.vocabulary import Element, TimeOfDay, Weather

_WIDE = {"EXTREME WIDE SHOT", "WIDE SHOT", "BIRD'S EYE VIEW"}
_MOST_DIALOGUE = 2
_PAUSE_SECONDS = 0.1
"""After the last word of a line."""
_CLEARING: dict[str, dict[Weather, Weather]] = {
    "turn": {"storm": "rain"},
    "close": {"storm": "clear", "rain": "clear", "fog": "clear"},
}
"""How the sky turns with the story, by beat."""
_DARK = {"dusk", "night"}
_SLOT = re.compile(r"\{[^{}]*\}")
_LATE_BEATS = ("turn", "gift", "close")
"""By these everyone should have been seen."""


@dataclass(slots=True)
class _Board:
    """One telling of the tale, shot by shot. `roles` are the characters who play its roles."""

    tale: Tale
    teller: Teller
    roles: dict[str, DesignedCharacter]
    frames: list[Frame] = field(default_factory=list[Frame])
    shots: list[DesignedShot] = field(default_factory=list[DesignedShot])
    spoken: int = 0

    @property
    def unseen(self) -> set[str]:
        seen = {name for shot in self.shots for name in shot.characters}
        return {role for role, one in self.roles.items() if one.name not in seen}


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
    roles: dict[str, DesignedCharacter] = dict(zip(ROLES, characters, strict=False))
    told: list[DesignedShot] = []
    for count in range(shot_count(seconds), FEWEST - 1, -1):
        for shorter in range(0, tale.tongue.most // 2, tale.tongue.most // 6):
            board = _Board(tale, tale.teller(tale.tongue.most - shorter), roles)
            told = _told(board, scenes, count)
            if sum(_need(tale, shot) for shot in told) <= seconds:
                return told
    return told


def _told(board: _Board, scenes: Sequence[DesignedScene], count: int) -> list[DesignedShot]:
    """The story in about so many shots."""
    film = moments(count, len(scenes), companion=len(board.roles) > 2)
    for number, moment in enumerate(film):
        scene = scenes[moment.scene]
        chosen = _chosen(board, moment, number, scene)
        if chosen is not None:
            _draw_up(board, chosen, moment, scene)
    return board.shots


def _chosen(board: _Board, moment: Moment, number: int, scene: DesignedScene) -> Pattern | None:
    """A line for the beat: the relation's own, then one that suits any story."""
    tale, code = board.tale, board.tale.tongue.code
    if moment.beat in {"place", "detail"}:
        key = "line" if moment.beat == "place" else "detail"
        lines = [shelf.values(code, "settings", scene.setting, key)]
    else:
        lines = [tale_lines(code, relation, moment.beat) for relation in (tale.plot, "wonder")]
    if moment.beat == "home":
        lines = [(*_habits(tale), *lines[0]), *lines]
    if moment.beat in _LATE_BEATS:
        lines = [tuple(line for line in own if _shows(line, board.unseen)) for own in lines[:1]] + lines
    lines = [_in_time(code, own, scene.time) for own in lines]
    raw = next(filter(None, (board.teller.choose(f"line {number}", own) for own in lines)), None)
    return pattern(raw) if raw else None


def _in_time(language: str, lines: Sequence[str], time: TimeOfDay) -> tuple[str, ...]:
    """Without those that speak of the night by day, or of the morning by night; all where none is left."""
    dark = time in _DARK
    fitting = tuple(line for line in lines if dark in _hours(language, line))
    return fitting or tuple(lines)


@cache
def _hours(language: str, line: str) -> frozenset[bool]:
    """Whether a line can be told in the dark, and whether in the light."""
    bits = lexicon(language).bits(_SLOT.sub("", pattern(line).line))
    told = {entry.key in _DARK for bit in bits if (entry := bit.get("time")) is not None}
    return frozenset(told or {True, False})


def _shows(line: str, roles: set[str]) -> bool:
    """Whether those are in the picture who were not seen before."""
    return bool(roles) and roles <= {*pattern(line).present, "companion"}


def _habits(tale: Tale) -> tuple[str, ...]:
    """What the hero does all day, twice, to be told more often than not."""
    hero = tale.cast.hero
    habits = shelf.values(tale.tongue.code, "habits", "habits", "thing" if hero.thing else hero.key)
    return habits + habits


def _draw_up(board: _Board, chosen: Pattern, moment: Moment, scene: DesignedScene) -> None:
    teller, roles = board.teller, board.roles
    present = [roles[role].name for role in teller.present(chosen) if role in roles]
    angle, movement = _framed(board, moment, scene, len(present))
    speaks = _speaks(board, chosen)
    board.spoken += speaks
    action = teller.filled(chosen.action)
    seen = read_picture(teller.filled(chosen.things_seen), teller.tongue.code)
    weather = _turned(moment.beat, scene)
    wide = angle in _WIDE
    board.shots.append(
        DesignedShot(
            scene=scene.name,
            visual_desc=_seen(board.tale, action, scene, weather or scene.weather, wide=wide),
            camera_angle=angle,
            camera_movement=movement,
            seconds=SHORTEST,
            characters=present,
            character_action=teller.tongue.finish(action) if present else None,
            pose=seen.pose or "stand",
            narration="" if speaks else teller.narrate(chosen.line),
            dialogue=teller.show(chosen.said) if speaks else None,
            speaker=roles[chosen.speaker].name if speaks else None,
            weather=weather,
            elements=_elements(board.tale, seen.elements, scene, wide=wide),
        )
    )


def _framed(board: _Board, moment: Moment, scene: DesignedScene, figures: int) -> Frame:
    opens = not board.shots or board.shots[-1].scene != scene.name
    framed = frame(
        moment.beat,
        board.tale.chooser,
        purpose=str(len(board.shots)),
        opens_scene=opens,
        figures=figures,
        before=tuple(board.frames),
    )
    board.frames.append(framed)
    return framed


def _speaks(board: _Board, chosen: Pattern) -> bool:
    """A character says it instead of the narrator: twice in a film, and only when all are introduced."""
    may = bool(chosen.said) and chosen.speaker in board.roles and board.spoken < _MOST_DIALOGUE
    return may and board.teller.knows(board.teller.present(chosen))


def _turned(beat: str, scene: DesignedScene) -> Weather | None:
    """The weather that the beat brings, where it is another than the scene's."""
    if concepts.places()[scene.setting].inside:
        return None
    return _CLEARING.get(beat, {}).get(scene.weather)


def _seen(tale: Tale, action: str, scene: DesignedScene, weather: Weather, *, wide: bool) -> str:
    """What is seen, where and in what light, in full sentences."""
    code, speak = tale.tongue.code, tale.tongue
    where = place_word(code, scene.setting, "at")
    first = speak.seen(action, where, light(code, scene.setting, scene.time))
    look = place_word(code, scene.setting, "look") if wide else ""
    return speak.joined([part for part in (first, look, sky(code, scene.setting, weather)) if part])


def _elements(tale: Tale, named: tuple[Element, ...], scene: DesignedScene, *, wide: bool) -> list[Element]:
    """What the action names; in a wide view also what stands in such a place."""
    standing = concepts.places()[scene.setting].elements if wide else ()
    home = tale.cast.hero.elements if wide and scene.setting in tale.cast.hero.homes else ()
    return list(dict.fromkeys((*named, *home, *standing)))[:MOST_ELEMENTS]


def _need(tale: Tale, shot: DesignedShot) -> float:
    line = shot.narration or shot.dialogue or ""
    needed = tale.tongue.size(line) / tale.tongue.per_second + _PAUSE_SECONDS
    return max(SHORTEST, min(LONGEST, needed))
