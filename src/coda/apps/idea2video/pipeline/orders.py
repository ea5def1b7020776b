"""What a film's maker and its workers say to each other, as JSON lines."""

from __future__ import annotations

import msgspec

from coda.apps.idea2video.pipeline.recipe import FilmRecipe


class Order(msgspec.Struct, frozen=True):
    """The first thing a worker is told. Then come digests, each of a work of this film."""

    directory: str
    recipe: FilmRecipe


class Word(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """About the work `key`: `frames` more of it are done, or all of it is, or it failed and `error` says why.

    What is done was `made` now, unless somebody else had it made meanwhile.
    """

    key: str
    frames: int = 0
    done: bool = False
    made: bool = False
    code: str = ""
    error: str = ""
