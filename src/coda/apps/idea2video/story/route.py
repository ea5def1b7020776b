"""Where a film goes: its places, and how the light and the sky change on the way."""

from __future__ import annotations

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
_RETURNING = {"befriend", "search", "lose", "return", "steal", "give", "save", "discover"}
"""Relations whose story ends where it began."""


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
    home = wishes.named[0] if wishes.named else chooser.pick("home", wishes.homes or ("village", "meadow"))
    goals = [goal for goal in (*wishes.named[1:], *wishes.goals) if goal != home]
    way = [home, *goals[: count - 1]]
    while len(way) < count - (wishes.relation in _RETURNING):
        nearby = [place for place in concepts.places()[way[-1]].neighbours if place not in way]
        nearby = (
            nearby or [place for place in concepts.places()[home].neighbours if place not in way] or [home]
        )
        way.append(chooser.pick(f"place {len(way)}", nearby))
    if wishes.relation in _RETURNING and len(way) < count:
        way.append(home)
    return way[:count]


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


def _spread(arc: tuple[T, ...], count: int) -> list[T]:
    """An arc of any length over `count` scenes, its ends kept."""
    if count == 1:
        return [arc[0]]
    return [arc[round(n * (len(arc) - 1) / (count - 1))] for n in range(count)]
