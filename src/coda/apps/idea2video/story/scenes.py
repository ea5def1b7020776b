"""The places of a film, named and described in its language."""

from __future__ import annotations

from coda.apps.idea2video.stages import DesignedScene
from coda.apps.idea2video.story import concepts, shelf
from coda.apps.idea2video.story.route import Stop
from coda.apps.idea2video.story.tale import Tale
from coda.apps.idea2video.story.tongue import Tongue
from coda.apps.idea2video.vocabulary import Mood, Setting, TimeOfDay, Weather


def scenes(tale: Tale) -> list[DesignedScene]:
    names: list[str] = []
    made: list[DesignedScene] = []
    for number, stop in enumerate(tale.stops):
        names.append(_name(tale, stop, number, names))
        made.append(
            DesignedScene(
                name=names[-1],
                description=_description(tale, stop),
                atmosphere=atmosphere(tale.tongue, stop.setting, stop.mood, stop.time, stop.weather),
                setting=stop.setting,
                time=stop.time,
                weather=stop.weather,
                mood=stop.mood,
            )
        )
    return made


def atmosphere(speak: Tongue, setting: Setting, mood: Mood, time: TimeOfDay, weather: Weather) -> str:
    place = concepts.places()[setting]
    around = ("inside",) if place.room else () if place.inside else (weather,)
    return speak.clauses(
        [shelf.values(speak.code, "phrases", "atmosphere", key)[0] for key in (mood, time, *around)]
    )


def place_word(language: str, setting: Setting, key: str) -> str:
    """`at` ("on the shore"), `the` ("the shore") or `look` of a setting."""
    return shelf.values(language, "settings", setting, key)[0]


def light(language: str, setting: Setting, time: TimeOfDay) -> str:
    """As in "at night", as it is said of places outside and inside."""
    inside = ".inside" if concepts.places()[setting].inside else ""
    return shelf.values(language, "phrases", "light", time + inside)[0]


def sky(language: str, setting: Setting, weather: Weather) -> str:
    """A sentence about the weather; "" for clear skies and where none is seen."""
    if weather == "clear" or concepts.places()[setting].inside:
        return ""
    return shelf.values(language, "phrases", "light", weather)[0]


def _name(tale: Tale, stop: Stop, number: int, taken: list[str]) -> str:
    """As the idea calls it; another name of the place where the film comes back to it."""
    called, reading = tale.called, tale.reading
    if called and called not in taken and stop.setting == reading.settings[0]:
        return called
    names = shelf.words(tale.tongue.code, "settings", stop.setting, "name")
    mixed = tale.chooser.shuffled(f"scene name {stop.setting}", names)
    free = [name for name in mixed if name not in taken]
    return free[0] if free else f"{mixed[0]} {number + 1}"


def _description(tale: Tale, stop: Stop) -> str:
    code = tale.tongue.code
    parts = (place_word(code, stop.setting, "look"), sky(code, stop.setting, stop.weather))
    return tale.tongue.joined([part for part in parts if part])
