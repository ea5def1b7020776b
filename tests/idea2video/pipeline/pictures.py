"""Recipes of pictures for the tests."""

from __future__ import annotations

from typing import Any

import msgspec

from coda.apps.idea2video.pipeline.recipe import CardRecipe, FigureRecipe, PictureRecipe, ShotRecipe
from coda.apps.idea2video.vocabulary import CameraMovement

KEEPER = FigureRecipe(
    kind="old man", features=("beard", "cap", "coat"), colors=("#e0a98a", "#2f4a6a", "#e2b344"), seed=3
)
STORM = FigureRecipe(kind="spirit", features=("storm",), colors=("#8fa0c0", "#5a6a90", "#ffe08a"), seed=5)
COAST = PictureRecipe(
    setting="coast",
    time="dusk",
    weather="clear",
    mood="calm",
    style="cinematic",
    aspect="16:9",
    angle="WIDE SHOT",
    elements=("lighthouse",),
    figures=(KEEPER, STORM),
    seed=7,
)


def picture(**changes: Any) -> PictureRecipe:
    return msgspec.structs.replace(COAST, **changes)


def shot(
    of: PictureRecipe = COAST, movement: CameraMovement = "STATIC", frames: int = 72, **more: Any
) -> ShotRecipe:
    return ShotRecipe(
        picture=of, movement=movement, frames=frames, **({"caption": None, "line": None} | more)
    )


def card(text: str, subtitle: str = "", frames: int = 72, of: PictureRecipe = COAST) -> CardRecipe:
    return CardRecipe(text=text, subtitle=subtitle, language="en", frames=frames, picture=of)
