"""Where a film goes: its places, and how the light and the sky change on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from coda.apps.idea2video.story import concepts
from coda.apps.idea2video.story.chooser import Chooser
from coda.apps.idea2video.story.reading import is_bound
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
_HOMES: tuple[Setting, ...] = ("village", "farm", "coast")
"""Where one comes home to, or lives, when nothing says where."""
_BREATHLESS = {"underwater", "sky", "space", "planet"}
"""Where not everyone can be."""
_SHORT = 3
"""Scenes of a film that has no time to look elsewhere."""
_MOST = 0.6
"""Of a journey, the share that plays in the place that it crosses."""
_AWAY = {"travel", "escape", "give", "dream"}
"""Relations whose story does not end where it began."""
_STAYING = {
    "wait", "perform", "build", "learn", "grow", "love", "befriend", "wonder",
    "mend", "become", "swap", "fear", "feast", "shop", "secret", "art", "write", "memory", "work",
    "serenade", "farewell", "found",
}  # fmt: skip
"""Relations whose story plays at one place and around it."""
_WORLDS: dict[Setting, tuple[Setting, ...]] = {
    "underwater": ("underwater", "sea"),
    "sky": ("sky", "mountain"),
    "space": ("space", "planet"),
    "planet": ("planet", "space"),
}
"""What can be reached from where one cannot simply walk away."""


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
    located: bool
    """Whether the idea says that it happens at the first of the named places."""
    afar: bool
    """Whether somebody only wants to go there."""
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
        seen_sky: Weather = "clear" if concepts.places()[setting].inside else sky
        stops.append(Stop(setting, time, seen_sky, mood, setting not in seen))
        seen.add(setting)
    return tuple(stops)


def scene_count(shot_seconds: float) -> int:
    """One scene for nine seconds, from 2 to 5."""
    return max(2, min(5, round(shot_seconds / 9)))


def _settings(wishes: Wishes, count: int, chooser: Chooser) -> list[Setting]:
    """From home over what the idea names and what is near, mostly back; whoever leaves comes there at last,
    and a homecoming runs the other way."""
    home = _home(wishes, chooser)
    goals: list[Setting] = [goal for goal in _goals(wishes, home) if goal != home]
    returns = count > 2 and wishes.relation not in {*_AWAY, "return"}
    room = count - returns
    goals = goals[: room - 1]
    leads = wishes.afar or wishes.relation in _AWAY
    way: list[Setting] = [home] if leads else [home, *goals]
    while len(way) < (room - len(goals) if leads else room):
        stays = _stays(wishes, way, count)
        way.append(home if stays else chooser.pick(f"place {len(way)}", _nearby(way, wishes)))
    way += goals if leads else []
    if wishes.relation == "return":
        return way[::-1]
    return [*way, home] if returns else way


def _home(wishes: Wishes, chooser: Chooser) -> Setting:
    if wishes.named and not wishes.afar:
        return wishes.named[0]
    strange = wishes.relation == "return" and not is_bound(wishes.homes)
    homes: list[Setting] = [home for home in wishes.homes if home not in wishes.named]
    return chooser.pick("home", _HOMES if strange or not homes else homes)


def _goals(wishes: Wishes, home: Setting) -> list[Setting]:
    """Where the story has to come, as far as it can be reached."""
    goals: list[Setting] = list(dict.fromkeys((*wishes.named, *wishes.goals)))
    world = _WORLDS.get(home) if wishes.relation not in _AWAY and not wishes.afar else None
    return [goal for goal in goals if _can_be(goal, home, wishes) and (world is None or goal in world)]


def _stays(wishes: Wishes, way: Sequence[Setting], count: int) -> bool:
    """Most of a film plays where the idea says that it does; a short one does not leave without need, and
    whoever crosses a place is there for a while."""
    home, said = way[0], bool(wishes.named) and not wishes.afar
    if wishes.relation == "travel":
        return said and len(way) < count * _MOST
    place = concepts.places()[home]
    settled = wishes.relation in _STAYING or place.inside or home in _WORLDS or count < _SHORT
    if count <= _SHORT and wishes.located and settled and wishes.relation not in _AWAY:
        return True
    return len(way) % 2 == 0 and (wishes.relation in _STAYING or (said and wishes.relation not in _AWAY))


def _nearby(way: list[Setting], wishes: Wishes) -> list[Setting]:
    """Where the hero can go from the last place, otherwise from the first, otherwise nowhere else. Into a
    room goes nobody of whom the idea says that he is elsewhere."""
    for place in (way[-1], way[0]):
        near: list[Setting] = [
            one
            for one in concepts.places()[place].neighbours
            if _can_be(one, way[0], wishes) and not (wishes.located and concepts.places()[one].room)
        ]
        fresh: list[Setting] = [one for one in near if one not in way]
        if fresh:
            return fresh
    return [way[0]]


def _can_be(place: Setting, home: Setting, wishes: Wishes) -> bool:
    """Under water or in the sky is only who lives there, or in such places; from there, or from the water,
    not everyone can walk away."""
    if place in wishes.named:
        return True
    if is_bound(wishes.homes):
        return place in _WORLDS["underwater"]
    if home in _WORLDS and wishes.relation not in _AWAY:
        return place in _WORLDS[home]
    return place not in _BREATHLESS or place in wishes.homes or home in _BREATHLESS


def _times(wishes: Wishes, chooser: Chooser) -> tuple[TimeOfDay, ...]:
    day = chooser.pick("hours", _DAYS)
    if wishes.time is None:
        return day
    if wishes.time == "night":
        return ("night", "night", "night", "night", "dawn")
    start = next((n for n, hour in enumerate(day) if hour == wishes.time), 0)
    return day[start:] if start < 3 else (wishes.time, *day)


def _skies(wishes: Wishes, setting: Setting, chooser: Chooser) -> tuple[Weather, ...]:
    wished = wishes.weather
    if wished is not None:  # snow that has fallen lies until the end
        return (wished, wished, wished, "snow" if wished == "snow" else "clear")
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
