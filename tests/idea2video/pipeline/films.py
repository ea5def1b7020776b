"""A film of three seconds: two shots between two cards, drawn from two pictures."""

from __future__ import annotations

from typing import Any

import msgspec

from coda.apps.idea2video.pipeline.recipe import (
    CaptionRecipe,
    CardRecipe,
    FilmRecipe,
    LineRecipe,
    MusicRecipe,
    PictureRecipe,
    ShotRecipe,
)

CARD_FRAMES, SHOT_FRAMES = 16, 20
FRAMES = 2 * CARD_FRAMES + 2 * SHOT_FRAMES

SEA = PictureRecipe(
    setting="coast",
    time="day",
    weather="clear",
    mood="calm",
    style="cinematic",
    aspect="16:9",
    angle="WIDE SHOT",
    elements=(),
    figures=(),
    seed=3,
)
SHORE = msgspec.structs.replace(SEA, angle="HIGH ANGLE")


CAPTION = CaptionRecipe(text="The sea.", speaker="", language="en")
LINE = LineRecipe(text="The sea.", language="en", voice="", frames=SHOT_FRAMES - 12)


def shot(picture: PictureRecipe, text: str) -> ShotRecipe:
    return ShotRecipe(
        picture=picture,
        movement="PAN LEFT",
        frames=SHOT_FRAMES,
        caption=msgspec.structs.replace(CAPTION, text=text),
        line=msgspec.structs.replace(LINE, text=text),
    )


def card(picture: PictureRecipe, text: str) -> CardRecipe:
    return CardRecipe(text=text, subtitle="", language="en", frames=CARD_FRAMES, picture=picture)


FILM = FilmRecipe(
    title="The Sea",
    language="en",
    aspect="16:9",
    opening=card(SEA, "The Sea"),
    shots=(shot(SEA, "The sea."), shot(SHORE, "The shore.")),
    ending=card(SHORE, "The End"),
    music=MusicRecipe(mood="calm", bpm=70, frames=FRAMES, seed=5),
)


def edited(**changes: Any) -> FilmRecipe:
    """With another first shot."""
    first, second = FILM.shots
    return msgspec.structs.replace(FILM, shots=(msgspec.structs.replace(first, **changes), second))
