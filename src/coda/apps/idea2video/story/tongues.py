"""Which tongue tells a film of a language."""

from __future__ import annotations

from coda.apps.idea2video.story.chinese import Chinese
from coda.apps.idea2video.story.english import English
from coda.apps.idea2video.story.spanish import Spanish
from coda.apps.idea2video.story.tongue import Tongue

_TONGUES: dict[str, Tongue] = {"en": English(), "es": Spanish(), "zh": Chinese()}


def tongue(language: str) -> Tongue:
    """By the first part of a BCP 47 tag; English where the storyteller does not speak the language."""
    return _TONGUES.get(language.split("-", maxsplit=1)[0].lower(), _TONGUES["en"])
