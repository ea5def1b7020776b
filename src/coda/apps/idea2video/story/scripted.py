"""Films from a script: the author's places, people and words, cut to the film's length."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coda.apps.idea2video.entities import LONGEST_ACT, LONGEST_SYNOPSIS, MOST_SHOTS
from coda.apps.idea2video.stages import (
    CastMember,
    DesignedCharacter,
    DesignedScene,
    DesignedShot,
    Interpretation,
    Plan,
    PlannedAct,
)
from coda.apps.idea2video.story import concepts, shelf
from coda.apps.idea2video.story.beings import Being
from coda.apps.idea2video.story.camera import Frame, frame
from coda.apps.idea2video.story.characters import Portrait, designed
from coda.apps.idea2video.story.chooser import Chooser
from coda.apps.idea2video.story.language import detect_language
from coda.apps.idea2video.story.lexicon import lexicon
from coda.apps.idea2video.story.pacing import LONGEST, SHORTEST, lengths, shot_seconds
from coda.apps.idea2video.story.pictures import Picture, read_picture
from coda.apps.idea2video.story.scenes import atmosphere
from coda.apps.idea2video.story.screenplay import (
    Block,
    Screenplay,
    ScriptScene,
    heading_parts,
    read_screenplay,
)
from coda.apps.idea2video.story.script_cast import NARRATORS, script_cast
from coda.apps.idea2video.story.shortening import said_short, sentences, shortened
from coda.apps.idea2video.story.tale import display_name
from coda.apps.idea2video.story.tongue import Tongue
from coda.apps.idea2video.story.tongues import tongue
from coda.apps.idea2video.vocabulary import TIMES, Mood, Setting, TimeOfDay

_LONGEST_LINE = 200
_MOST_ACTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptedFilm:
    """A script with what its cast and places look like. `seconds` are those of the whole film."""

    script: Screenplay
    beings: tuple[Being, ...]
    tongue: Tongue
    chooser: Chooser
    seconds: float
    mood: Mood
    text_language: str


def film_of(text: str, *, language: str, seconds: float, seed: int, mood: Mood) -> ScriptedFilm:
    script = read_screenplay(text)
    chooser = Chooser(f"{seed}\n{text}")
    written_in = detect_language(text)
    return ScriptedFilm(
        script=script,
        beings=tuple(script_cast(script, text, language, written_in, chooser)),
        tongue=tongue(language),
        chooser=chooser,
        seconds=seconds,
        mood=mood,
        text_language=written_in,
    )


def script_outline(interpretation: Interpretation) -> Plan:
    film = film_of(
        interpretation.idea,
        language=interpretation.language,
        seconds=interpretation.seconds,
        seed=interpretation.seed,
        mood=interpretation.mood,
    )
    action = " ".join(scene.action for scene in film.script.scenes).strip() or interpretation.idea
    glue = "" if film.tongue.code == "zh" else " "
    return Plan(
        **interpretation.model_dump(include={"idea", "mode", "style", "language", "seconds", "seed", "mood"}),
        title=_title(film)[:120],
        genre=interpretation.genre[:80],
        synopsis=shortened(glue.join(action.split()), LONGEST_SYNOPSIS),
        plot_summary=_acts(film),
        characters_summary=_members(film),
        highlights=[],
    )


def script_characters(film: ScriptedFilm) -> list[DesignedCharacter]:
    return [
        designed(Portrait(film.tongue, film.chooser, being, number, description=_about(film, being)))
        for number, being in enumerate(film.beings)
    ]


def script_scenes(film: ScriptedFilm) -> list[DesignedScene]:
    made: list[DesignedScene] = []
    for number, scene in enumerate(film.script.scenes):
        before = made[-1] if made else None
        made.append(_scene(film, scene, number, before, {one.name for one in made}))
    return made


def script_shots(
    film: ScriptedFilm, cast: Sequence[DesignedCharacter], scenes: Sequence[DesignedScene]
) -> list[DesignedShot]:
    """The author's scenes in the designed ones, in their order; the last takes what is left over."""
    told: list[DesignedShot] = []
    for number, scene in enumerate(film.script.scenes):
        place = scenes[min(number, len(scenes) - 1)]
        for block in scene.blocks:
            told += _block_shots(film, block, place, cast, told[-1:])
    seconds = shot_seconds(film.seconds)
    told = _framed(film, _cut(told, film, seconds))
    needs = [_need(film, shot) for shot in told]
    spoken = lengths(needs, seconds)
    return [
        shot.model_copy(update={"seconds": max(length, min(30.0, round(need, 2)))})
        for shot, length, need in zip(told, spoken, needs, strict=True)
    ]


def _title(film: ScriptedFilm) -> str:
    """The author's, otherwise the first place, otherwise whom it is about."""
    if film.script.title:
        return film.script.title
    heading = next((scene.heading for scene in film.script.scenes if scene.heading), "")
    place = _place_name(heading_parts(heading)[0]) if heading else ""
    return place or display_name(film.tongue, film.beings[0])


def _acts(film: ScriptedFilm) -> list[PlannedAct]:
    """The scenes in three parts, or fewer."""
    scenes = film.script.scenes
    count = min(_MOST_ACTS, len(scenes)) or 1
    names = shelf.values(film.tongue.code, "phrases", "acts", str(max(count, 2)))[0].split("|")
    parts = [scenes[n * len(scenes) // count : (n + 1) * len(scenes) // count] for n in range(count)]
    return [
        PlannedAct(act=name.strip(), description=shortened(_told_in(part) or "…", LONGEST_ACT))
        for name, part in zip(names, parts, strict=False)
    ]


def _told_in(scenes: Sequence[ScriptScene]) -> str:
    """What happens, or where nothing is told what is said."""
    return " ".join(scene.action or " ".join(block.text for block in scene.blocks) for scene in scenes)


def _members(film: ScriptedFilm) -> list[CastMember]:
    return [
        CastMember(
            name=display_name(film.tongue, being),
            role="protagonist" if number == 0 else "supporting",
            description=_about(film, being)[:1000],
        )
        for number, being in enumerate(film.beings)
    ]


def _about(film: ScriptedFilm, being: Being) -> str:
    """The author's first sentence about somebody."""
    name = being.name or being.noun
    told = (sentence for scene in film.script.scenes for sentence in sentences(scene.action))
    return next((sentence for sentence in told if name and name.lower() in sentence.lower()), "")


def _scene(
    film: ScriptedFilm, scene: ScriptScene, number: int, before: DesignedScene | None, taken: set[str]
) -> DesignedScene:
    place, hour = heading_parts(scene.heading)
    headed = read_picture(f"{place} {hour}", film.text_language)
    told = read_picture(scene.action, film.text_language)
    setting = headed.setting or told.setting or (before.setting if before else _by_side(scene.inside))
    inside = concepts.places()[setting].inside
    time = headed.time or _hour(film, hour) or told.time or (before.time if before else "day")
    weather = "clear" if inside else headed.weather or told.weather or "clear"
    return DesignedScene(
        name=_free_name(_place_name(place) or _own_name(film, setting, number), taken),
        description=shortened(scene.action, 300) if scene.action else "",
        atmosphere=atmosphere(film.tongue, setting, film.mood, time, weather),
        setting=setting,
        time=time,
        weather=weather,
        mood=film.mood,
    )


def _by_side(inside: bool | None) -> Setting:
    return "room" if inside else "village"


def _hour(film: ScriptedFilm, hour: str) -> TimeOfDay | None:
    """DAY and NIGHT as headings abbreviate them: 日, 夜, DÍA, NOCHE."""
    said = hour.lower()
    for time in TIMES:
        if said in shelf.words(film.text_language, "phrases", "hours", time):
            return time
    return None


def _place_name(place: str) -> str:
    words = re.sub(r"\s+", " ", place).strip(" .-–—/")
    return (words.title() if words.isupper() else words)[:80]


def _own_name(film: ScriptedFilm, setting: Setting, number: int) -> str:
    names = shelf.words(film.tongue.code, "settings", setting, "name")
    return names[number % len(names)]


def _free_name(name: str, taken: set[str]) -> str:
    if name not in taken:
        return name
    return next(f"{name[:76]} {n}" for n in range(2, 99) if f"{name[:76]} {n}" not in taken)


def _block_shots(
    film: ScriptedFilm,
    block: Block,
    scene: DesignedScene,
    cast: Sequence[DesignedCharacter],
    before: Sequence[DesignedShot],
) -> Iterator[DesignedShot]:
    if block.speaker and block.speaker.lower() not in NARRATORS:
        yield _dialogue(film, block, scene, cast)
        return
    seen_last = before[-1].characters if before else []
    for sentence in sentences(block.text):
        if any(letter.isalnum() for letter in sentence):
            shot = _action(
                film, sentence, scene, _present(film, sentence, cast) or _meant(film, sentence, seen_last)
            )
            seen_last = shot.characters
            yield shot


def _present(film: ScriptedFilm, sentence: str, cast: Sequence[DesignedCharacter]) -> list[str]:
    """Those whom the sentence names, by their names or by what they are."""
    said = sentence.lower()
    nouns = [being.noun.lower() for being in film.beings] + [""] * len(cast)
    return [
        one.name
        for one, noun in zip(cast, nouns, strict=False)
        if one.name.lower() in said or (noun and re.search(rf"{re.escape(noun)}", said))
    ]


def _meant(film: ScriptedFilm, sentence: str, before: Sequence[str]) -> list[str]:
    """Whom "she" or "they" means: whoever was seen last."""
    bits = lexicon(film.text_language).bits(sentence)
    return list(before) if any(bit.is_small("pronouns", "possessives") for bit in bits) else []


def _dialogue(
    film: ScriptedFilm, block: Block, scene: DesignedScene, cast: Sequence[DesignedCharacter]
) -> DesignedShot:
    """Word for word; only what is longer than a caption can be is cut, at a word."""
    speaker = next((one.name for one in cast if one.name.lower() == block.speaker.lower()), None)
    look = shelf.values(film.tongue.code, "phrases", "script", "speaks")[0]
    return DesignedShot(
        scene=scene.name,
        visual_desc=look.replace("{name}", block.speaker).replace("{scene}", scene.name)[:1000],
        characters=[speaker] if speaker else [],
        character_action=None,
        seconds=SHORTEST,
        narration="",
        dialogue=shortened(block.text, _LONGEST_LINE),
        speaker=speaker,
    )


def _action(film: ScriptedFilm, sentence: str, scene: DesignedScene, present: list[str]) -> DesignedShot:
    seen = read_picture(sentence, film.text_language)
    return DesignedShot(
        scene=scene.name,
        visual_desc=sentence[:1000],
        characters=present,
        character_action=sentence[:1000] if present else None,
        pose=seen.pose or "stand",
        seconds=SHORTEST,
        narration=said_short(sentence, film.tongue.most, film.tongue.size)[:_LONGEST_LINE],
        dialogue=None,
        speaker=None,
        time=_other(seen, scene).time,
        weather=_other(seen, scene).weather,
        elements=list(seen.elements),
    )


def _other(seen: Picture, scene: DesignedScene) -> Picture:
    """The hour and weather that differ from the scene's."""
    inside = concepts.places()[scene.setting].inside
    return Picture(
        time=seen.time if seen.time != scene.time else None,
        weather=seen.weather if seen.weather != scene.weather and not inside else None,
    )


def _cut(told: list[DesignedShot], film: ScriptedFilm, seconds: float) -> list[DesignedShot]:
    """Without the shortest action shots, while there is more than the film can hold; each scene keeps one."""
    kept = told[:]
    while len(kept) > MOST_SHOTS or sum(_need(film, shot) for shot in kept) > seconds:
        loose = [shot for n, shot in enumerate(kept) if not shot.dialogue and _has_neighbour(kept, n)]
        if not loose and len(kept) > MOST_SHOTS:
            loose = kept[1:-1]
        if not loose:
            return kept
        shortest = min(loose, key=lambda shot: len(shot.visual_desc))
        kept = [shot for shot in kept if shot is not shortest]
    return kept


def _has_neighbour(shots: Sequence[DesignedShot], place: int) -> bool:
    scene = shots[place].scene
    return sum(shot.scene == scene for shot in shots) > 1


def _framed(film: ScriptedFilm, told: Sequence[DesignedShot]) -> list[DesignedShot]:
    frames: list[Frame] = []
    for number, shot in enumerate(told):
        opens = number == 0 or told[number - 1].scene != shot.scene
        beat = "close" if number == len(told) - 1 else "feeling" if shot.dialogue else "try"
        frames.append(
            frame(
                beat,
                film.chooser,
                purpose=str(number),
                opens_scene=opens,
                figures=len(shot.characters),
                before=tuple(frames),
            )
        )
    return [
        shot.model_copy(update={"camera_angle": angle, "camera_movement": movement})
        for shot, (angle, movement) in zip(told, frames, strict=True)
    ]


def _need(film: ScriptedFilm, shot: DesignedShot) -> float:
    """Seconds to say a shot's line; dialogue takes as long as it takes."""
    line = shot.dialogue or shot.narration
    needed = film.tongue.size(line) / film.tongue.per_second + 0.3
    return max(SHORTEST, needed if shot.dialogue else min(LONGEST, needed))
