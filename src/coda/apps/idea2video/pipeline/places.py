"""What is heard at a place, as far as its picture tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from coda.apps.idea2video.pipeline.recipe import PictureRecipe
from coda.apps.idea2video.vocabulary import Setting

Sound = Literal[
    "rain", "storm", "thunder", "wind", "sea", "stream", "birds", "crickets", "city", "fire", "deep", "hum",
    "steps", "monitor", "bell", "crowd", "cups", "gulls", "frogs",
]  # fmt: skip

BY_SETTING: dict[str, Sound] = {
    **dict.fromkeys(("coast", "sea", "island"), "sea"),
    **dict.fromkeys(("river", "lake"), "stream"),
    **dict.fromkeys(("city", "street", "rooftop", "market", "station"), "city"),
    **dict.fromkeys(("mountain", "snowfield", "desert", "ruins", "sky", "castle"), "wind"),
    **dict.fromkeys(("underwater", "cave"), "deep"),
    **dict.fromkeys(("space", "planet", "laboratory"), "hum"),
    "museum": "steps",
    "hospital": "monitor",
    "shop": "bell",
    "cafe": "cups",
    "fairground": "crowd",
    "harbour": "gulls",
    "swamp": "frogs",
}
GREEN = frozenset(
    {"forest", "jungle", "meadow", "garden", "farm", "river", "lake", "village", "road", "swamp"}
)
ROOMS: frozenset[Setting] = frozenset(
    {
        "room",
        "kitchen",
        "library",
        "workshop",
        "laboratory",
        "school",
        "stage",
        "museum",
        "hospital",
        "shop",
        "cafe",
    }
)
"""Where lamps take over when it is dark."""
INDOORS: frozenset[Setting] = frozenset({*ROOMS, "cave"})
"""Where no rain falls."""
AIRLESS: frozenset[Setting] = frozenset({"space", "underwater"})
"""Where there is no weather at all."""
NOWHERE = frozenset({"space", "planet", "underwater"})
"""Where there is no weather to be heard."""
FIRES = frozenset({"campfire", "candle"})


@dataclass(frozen=True)
class Stay:
    """How long the film stays at a place, in frames, and what is heard there."""

    sounds: tuple[Sound, ...]
    frames: int


def sounds_of(picture: PictureRecipe) -> tuple[Sound, ...]:
    """At most three, in the order of the alphabet."""
    found: set[Sound] = set()
    if picture.setting in BY_SETTING:
        found.add(BY_SETTING[picture.setting])
    if picture.setting not in NOWHERE:
        found |= weather_sounds(picture)
    if picture.setting in GREEN and picture.weather in {"clear", "cloudy", "wind"}:
        found.add("crickets" if picture.time in {"dusk", "night"} else "birds")
    if FIRES & set(picture.elements):
        found.add("fire")
    return tuple(sorted(found)[:3])


def weather_sounds(picture: PictureRecipe) -> set[Sound]:
    by_weather: dict[str, set[Sound]] = {
        "rain": {"rain"},
        "storm": {"storm", "thunder"},
        "wind": {"wind"},
        "snow": {"wind"},
    }
    heard = by_weather.get(picture.weather, set())
    return heard - {"wind"} if picture.setting in INDOORS else heard
