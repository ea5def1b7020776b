"""From the document to the recipe of its film: everything is looked up, counted and fitted here.

The recipe holds no id and no position of the document, so whatever else was edited, what looks and sounds the
same has the same content address.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Literal

import msgspec

from coda.apps.idea2video.entities import Character, Episode, Scene, Shot
from coda.apps.idea2video.episode import character, episode, outline, scene, shots
from coda.apps.idea2video.pipeline.recipe import (
    DISSOLVE_FRAMES,
    FPS,
    CaptionRecipe,
    CardRecipe,
    FigureRecipe,
    FilmRecipe,
    LineRecipe,
    MusicRecipe,
    PictureRecipe,
    ShotRecipe,
)
from coda.apps.idea2video.story.pictures import MOST_ELEMENTS, read_picture, surroundings
from coda.apps.idea2video.vocabulary import Element, FigureKind, Mood
from coda.components.documents import Draft
from coda.errors import InvariantError

Drawn = Literal["characters", "scenes", "shots"]
"""The collections whose cards have pictures."""

_OPENING_SECONDS, _ENDING_SECONDS = 2.75, 1.75
_MOST_OF_CARDS = 0.12
"""Of the whole film, for each of the two cards."""
_IDEA_READ = 300
"""Letters of an idea, or of a script's beginning, in which a place's picture looks for who lives there."""
_FEWEST_FRAMES = 2 * DISSOLVE_FRAMES
_TEMPO: dict[Mood, tuple[int, int]] = {
    "calm": (62, 72),
    "joyful": (104, 120),
    "playful": (108, 126),
    "romantic": (66, 78),
    "mysterious": (60, 74),
    "sad": (54, 64),
    "tense": (84, 100),
    "epic": (76, 92),
}
"""Beats a minute, from and to; the seed chooses between them."""
_THE_END = {
    "en": "The End",
    "es": "Fin",
    "zh": "完",
    "de": "Ende",
    "fr": "Fin",
    "it": "Fine",
    "pt": "Fim",
    "ja": "終",
}


class NoShotsError(InvariantError):
    """There is nothing to make a film of yet."""

    code = "no_shots"


def film_recipe(draft: Draft) -> FilmRecipe:
    """What the film of the present document is made from. Raises NoShotsError."""
    film, written, board = episode(draft), outline(draft), [shot for _, shot in shots(draft)]
    if not board:
        raise NoShotsError("There are no shots yet. Write the storyboard first.")
    total = round(film.seconds * FPS)
    opening, ending = _card_frames(total)
    lengths = _fitted([shot.seconds for shot in board], total - opening - ending)
    made = [_shot(draft, film, shot, frames) for shot, frames in zip(board, lengths, strict=True)]
    return FilmRecipe(
        title=film.title,
        language=film.language or "en",
        aspect=film.aspect,
        opening=_card(draft, film, board[0], film.title, _headed(written.genre if written else ""), opening),
        shots=tuple(made),
        ending=_card(draft, film, board[-1], _the_end(film.language), "", ending),
        music=_music(film, total),
    )


def picture_of(draft: Draft, collection: Drawn, id: str) -> PictureRecipe | None:
    """What is drawn for a card; None when there is no such card."""
    match draft.get(collection, id):
        case Shot() as entity:
            return shot_picture(draft, entity)
        case Scene() as entity:
            return scene_picture(draft, entity)
        case Character() as entity:
            return portrait(draft, entity)
        case _:
            return None


def shot_picture(draft: Draft, shot: Shot) -> PictureRecipe:
    """The panel of one shot."""
    return _picture(draft, episode(draft), shot)


def portrait(draft: Draft, entity: Character) -> PictureRecipe:
    """A character alone, for its card."""
    film = episode(draft)
    figure = _figure(film, entity, Shot(scene="", position=0))
    return PictureRecipe(
        setting="stage",
        time="day",
        weather="clear",
        mood=film.mood,
        style=film.style,
        aspect="16:9",
        angle="MEDIUM SHOT",
        elements=(),
        figures=(figure,),
        seed=_seed(film, "portrait"),
    )


def scene_picture(draft: Draft, entity: Scene) -> PictureRecipe:
    """A place without anybody in it, for its card."""
    film = episode(draft)
    named = read_picture(f"{entity.name}. {entity.description}", film.language).elements
    around = surroundings(film.idea[:_IDEA_READ], film.language, entity.setting)
    return _place(film, entity, tuple(dict.fromkeys((*named, *around)))[:MOST_ELEMENTS])


def _place(film: Episode, entity: Scene, elements: tuple[Element, ...]) -> PictureRecipe:
    return PictureRecipe(
        setting=entity.setting,
        time=entity.time,
        weather=entity.weather,
        mood=entity.mood,
        style=film.style,
        aspect=film.aspect,
        angle="EXTREME WIDE SHOT",
        elements=elements,
        figures=(),
        seed=_seed(film, entity.name),
    )


def _picture(draft: Draft, film: Episode, shot: Shot) -> PictureRecipe:
    place = _scene(draft, shot)
    seen = [(id, entity) for id in shot.characters if (entity := character(draft, id)) is not None]
    speaker = shot.speaker if shot.dialogue else None
    return msgspec.structs.replace(
        _place(film, place, _elements(film, shot)),
        time=shot.time or place.time,
        weather=shot.weather or place.weather,
        angle=shot.camera_angle,
        figures=tuple(_figure(film, entity, shot, speaks=id == speaker) for id, entity in seen),
    )


def _scene(draft: Draft, shot: Shot) -> Scene:
    place = scene(draft, shot.scene)
    if place is None:
        raise InvariantError(f"Shot {shot.position + 1} belongs to a scene that is not there.")
    return place


def _elements(film: Episode, shot: Shot) -> tuple[Element, ...]:
    if shot.elements is not None:
        return shot.elements
    return tuple(read_picture(shot.visual_desc, film.language).elements)


def _figure(film: Episode, entity: Character, shot: Shot, *, speaks: bool = False) -> FigureRecipe:
    return FigureRecipe(
        kind=entity.figure,
        element=entity.element if entity.figure == "thing" else None,
        features=entity.features,
        colors=entity.colors,
        seed=_seed(film, entity.name),
        pose=shot.pose,
        speaks=speaks,
    )


def _shot(draft: Draft, film: Episode, shot: Shot, frames: int) -> ShotRecipe:
    text = (shot.dialogue or shot.narration).strip()
    return ShotRecipe(
        picture=_picture(draft, film, shot),
        movement=shot.camera_movement,
        frames=frames,
        caption=_caption(draft, film, shot, text) if text else None,
        line=_line(draft, film, shot, text, frames) if text and film.voice else None,
    )


def _caption(draft: Draft, film: Episode, shot: Shot, text: str) -> CaptionRecipe:
    speaker = character(draft, shot.speaker) if shot.dialogue and shot.speaker else None
    return CaptionRecipe(text=text, speaker=speaker.name if speaker else "", language=film.language or "en")


def _line(draft: Draft, film: Episode, shot: Shot, text: str, frames: int) -> LineRecipe:
    speaker = character(draft, shot.speaker) if shot.dialogue and shot.speaker else None
    voice = shot.voice_actor or (f"as {_being(speaker)}" if speaker else "")
    return LineRecipe(text=text, language=film.language or "en", voice=voice, frames=frames - DISSOLVE_FRAMES)


def _being(entity: Character) -> FigureKind | Element:
    """What speaks: of a thing, which one."""
    return entity.element or entity.figure if entity.figure == "thing" else entity.figure


def _card(draft: Draft, film: Episode, shot: Shot, text: str, subtitle: str, frames: int) -> CardRecipe:
    """Lettered over the place of the shot, which stays when the shot is edited."""
    return CardRecipe(
        text=text,
        subtitle=subtitle,
        language=film.language or "en",
        frames=frames,
        picture=scene_picture(draft, _scene(draft, shot)),
    )


def _headed(words: str) -> str:
    return words[:1].upper() + words[1:]


def _the_end(language: str) -> str:
    return _THE_END.get(language.partition("-")[0], _THE_END["en"])


def _music(film: Episode, frames: int) -> MusicRecipe:
    seed = _seed(film, "music")
    slow, fast = _TEMPO[film.mood]
    return MusicRecipe(mood=film.mood, bpm=slow + seed % (fast - slow + 1), frames=frames, seed=seed)


def _card_frames(total: int) -> tuple[int, int]:
    """The title's and the end's; a short film has short cards."""
    most = round(total * _MOST_OF_CARDS)
    shortest = DISSOLVE_FRAMES + 4
    return (
        max(shortest, min(round(_OPENING_SECONDS * FPS), most)),
        max(shortest, min(round(_ENDING_SECONDS * FPS), most)),
    )


def _fitted(seconds: Sequence[float], frames: int) -> list[int]:
    """The shots' shares of the frames there are, by their lengths; none is shorter than its dissolves.

    Raises InvariantError when there are more shots than fit.
    """
    if len(seconds) * _FEWEST_FRAMES > frames:
        most = frames // _FEWEST_FRAMES
        raise InvariantError(
            f"{len(seconds)} shots do not fit into this film; it has room for {most}. "
            "Make it longer, or remove some."
        )
    free, whole = frames - len(seconds) * _FEWEST_FRAMES, sum(seconds)
    ends = [round(free * sum(seconds[: number + 1]) / whole) for number in range(len(seconds))]
    return [_FEWEST_FRAMES + end - start for start, end in zip([0, *ends], ends, strict=False)]


def _seed(film: Episode, name: str) -> int:
    """The same for the same name in the same film, and another one in a film with another seed."""
    digest = hashlib.sha256(f"{film.seed}/{name.strip().casefold()}".encode()).digest()
    return int.from_bytes(digest[:4], "big") >> 1
