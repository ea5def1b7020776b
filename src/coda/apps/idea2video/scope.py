"""What comes along with a message about a film."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta


class Selection(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    collection: Literal["outline", "characters", "scenes", "shots"]
    id: Annotated[str, Meta(max_length=64)]


class EpisodeScope(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`selection` is the card that is selected on the board."""

    selection: Selection | None = None
