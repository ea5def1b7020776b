"""What of any words can be drawn: things, place, hour, weather, posture, figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from coda.apps.idea2video.story import concepts
from coda.apps.idea2video.story.lexicon import Bit, lexicon
from coda.apps.idea2video.story.tongues import tongue
from coda.apps.idea2video.vocabulary import Element, FigureKind, Pose, Setting, TimeOfDay, Weather

MOST_ELEMENTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What a text names; None and empty where it does not say."""

    elements: tuple[Element, ...] = ()
    setting: Setting | None = None
    time: TimeOfDay | None = None
    weather: Weather | None = None
    pose: Pose | None = None
    figures: tuple[FigureKind, ...] = ()


def read_picture(text: str, language: str) -> Picture:
    """Of the first place, hour, weather and posture that the text names, and at most three things."""
    bits = lexicon(tongue(language).code).bits(text)
    return Picture(
        elements=_elements(bits),
        setting=cast("Setting | None", _first(bits, "place")),
        time=cast("TimeOfDay | None", _first(bits, "time")),
        weather=cast("Weather | None", _first(bits, "weather")),
        pose=cast("Pose | None", _first(bits, "pose")),
        figures=_figures(bits),
    )


def surroundings(text: str, language: str, setting: Setting) -> tuple[Element, ...]:
    """What stands about in this setting when nobody says: first where those whom the text names live."""
    keys = (entry.key for bit in lexicon(language).bits(text) if (entry := bit.get("being")) is not None)
    kinds = (concepts.beings()[key] for key in keys if key in concepts.beings())
    home = (kind.elements for kind in kinds if setting in kind.homes and kind.group != concepts.FORCES)
    lived_with: list[Element] = [element for elements in home for element in elements]
    return tuple(dict.fromkeys((*lived_with, *concepts.places()[setting].elements)))[:MOST_ELEMENTS]


def _first(bits: tuple[Bit, ...], kind: str) -> str | None:
    return next((entry.key for bit in bits if (entry := bit.get(kind)) is not None), None)


def _elements(bits: tuple[Bit, ...]) -> tuple[Element, ...]:
    named = (entry.key for bit in bits if (entry := bit.get("thing")) is not None and not _is_other(bit))
    elements: list[Element] = [concepts.things()[key].element for key in named if key in concepts.things()]
    return tuple(dict.fromkeys(elements))[:MOST_ELEMENTS]


def _is_other(bit: Bit) -> bool:
    """A word that rather tells what is done, as "leaves" or "home" do."""
    return bit.get("pose") is not None or bit.is_small("adverbs")


def _figures(bits: tuple[Bit, ...]) -> tuple[FigureKind, ...]:
    named = (entry.key for bit in bits if (entry := bit.get("being")) is not None)
    kinds = (concepts.beings()[key] for key in named if key in concepts.beings())
    return tuple(dict.fromkeys(kind.figures[0] for kind in kinds if kind.group != concepts.FORCES))
