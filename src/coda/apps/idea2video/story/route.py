"""Where a film goes: its places, and how the light and the sky change on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from coda.apps.idea2video.story import concepts
from coda.apps.idea2video.story.chooser import Chooser
from coda.apps.idea2video.vocabulary import Mood, Setting, TimeOfDay, Weather

T = TypeVar("T")

_DAYS: tuple[tuple[TimeOfDay, ...], ...] = (
    ("dusk", "night", "night", "night", "dawn"),
    ("dawn", "day", "dusk", "night", "dawn"),
    ("day", "dusk", "night", "dawn", "day"),
)
"""How a film goes through the hours, for as many as five scenes."""
_SKIES: tuple[tuple[Weather, ...], ...] = (
    ("clear", "wind", "storm", "clear"),
    ("cloudy", "rain", "fog", "clear"),
    ("fog", "clear", "rain", "clear"),
    ("clear", "cloudy", "rain", "clear"),
)
_COLD: tuple[Weather, ...] = ("clear", "snow", "wind", "clear")
_DRY: tuple[Weather, ...] = ("clear", "wind", "wind", "clear")
_STILL = {
    "space",
    "underwater",
    "cave",
    "room",
    "kitchen",
    "library",
    "workshop",
    "laboratory",
    "stage",
    "school",
}
_HOMES: tuple[Setting, ...] = ("village", "farm", "coast")
"""Where one comes home to, or lives, when nothing says where."""
_BREATHLESS = {"underwater", "sky", "space", "planet"}
"""Where not everyone can be."""
_AWAY = {"travel", "escape", "give", "dream"}
"""Relations whose story does not end where it began."""
_STAYING = {"wait", "perform", "build", "learn", "grow", "love"}
"""Relations whose story plays at one place and around it."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A scene's place, hour and sky. `first_visit` is False where the film comes back."""

    setting: Setting
    time: TimeOfDay
    weather: Weather
    mood: Mood
    first_visit: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the idea and its characters ask of the way."""

    named: tuple[Setting, ...]
    homes: tuple[Setting, ...]
    goals: tuple[Setting, ...]
    relation: str
    time: TimeOfDay | None
    weather: Weather | None
    mood: Mood


def route(wishes: Wishes, count: int, chooser: Chooser) -> tuple[Stop, ...]:
    """`count` scenes, from 1 to 5."""
    settings = _settings(wishes, count, chooser)
    times = _spread(_times(wishes, chooser), count)
    skies = _spread(_skies(wishes, settings[0], chooser), count)
    moods = _spread(_moods(wishes.mood), count)
    seen: set[Setting] = set()
    stops: list[Stop] = []
    for setting, time, sky, mood in zip(settings, times, skies, moods, strict=True):
        stops.append(Stop(setting, time, "clear" if setting in _STILL else sky, mood, setting not in seen))
        seen.add(setting)
    return tuple(stops)


def scene_count(shot_seconds: float) -> int:
    """One scene for nine seconds, from 2 to 5."""
    return max(2, min(5, round(shot_seconds / 9)))


def _settings(wishes: Wishes, count: int, chooser: Chooser) -> list[Setting]:
    """From home over what the idea names and what is near, mostly back; a homecoming runs the other way."""
    homes = wishes.homes if wishes.homes and wishes.relation != "return" else _HOMES
    home: Setting = wishes.named[0] if wishes.named else chooser.pick("home", homes)
    goals: list[Setting] = [
        goal for goal in dict.fromkeys((*wishes.named[1:], *wishes.goals)) if goal != home
    ]
    returns = count > 2 and wishes.relation not in {*_AWAY, "return"}
    way: list[Setting] = [home]
    way += goals[: count - returns - 1]
    while len(way) < count - returns:
        stays = wishes.relation in _STAYING and len(way) % 2 == 0
        way.append(home if stays else chooser.pick(f"place {len(way)}", _nearby(way, wishes.homes)))
    if wishes.relation == "return":
        return way[::-1]
    return [*way, home] if returns else way


def _nearby(way: list[Setting], homes: Sequence[Setting]) -> list[Setting]:
    """Where the hero can go from the last place, otherwise from the first."""
    for place in (way[-1], way[0]):
        near: list[Setting] = list(concepts.places()[place].neighbours)
        fresh: list[Setting] = [one for one in near if one not in way and _can_be(one, way[0], homes)]
        if fresh:
            return fresh
    return list(concepts.places()[way[-1]].neighbours)


def _can_be(place: Setting, home: Setting, homes: Sequence[Setting]) -> bool:
    """Under water or in the sky is only who lives there, or in such places."""
    return place not in _BREATHLESS or place in homes or home in _BREATHLESS


def _times(wishes: Wishes, chooser: Chooser) -> tuple[TimeOfDay, ...]:
    day = chooser.pick("hours", _DAYS)
    if wishes.time is None:
        return day
    if wishes.time == "night":
        return ("night", "night", "night", "night", "dawn")
    start = next((n for n, hour in enumerate(day) if hour == wishes.time), 0)
    return day[start:] if start < 3 else (wishes.time, *day)


def _skies(wishes: Wishes, setting: Setting, chooser: Chooser) -> tuple[Weather, ...]:
    if wishes.weather is not None:
        return (wishes.weather, wishes.weather, wishes.weather, "clear")
    if setting == "snowfield":
        return _COLD
    if setting in {"desert", "planet"}:
        return _DRY
    return chooser.pick("skies", _SKIES)


def _moods(mood: Mood) -> tuple[Mood, ...]:
    trouble: Mood = "tense" if mood in {"epic", "tense", "mysterious"} else "sad"
    opening: Mood = "calm" if mood != "calm" else "mysterious"
    ending: Mood = "joyful" if mood in {"playful", "joyful", "tense", "epic"} else mood
    return (opening, mood, trouble, ending)


def _spread(arc: Sequence[T], count: int) -> list[T]:
    """An arc of any length over `count` scenes, its ends kept."""
    if count == 1:
        return [arc[0]]
    return [arc[round(n * (len(arc) - 1) / (count - 1))] for n in range(count)]
