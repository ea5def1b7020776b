"""What an idea says, in no language: who, what happens, where and when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import cast

from coda.apps.idea2video.story.lexicon import Bit, Entry, lexicon
from coda.apps.idea2video.story.nouns import Clause, Noun
from coda.apps.idea2video.story.relations import MAKING
from coda.apps.idea2video.story.requests import idea_itself, says_nothing
from coda.apps.idea2video.story.tongues import tongue
from coda.apps.idea2video.story.whereabouts import is_aim, is_located, place_at, place_noun
from coda.apps.idea2video.vocabulary import Mood, Setting, TimeOfDay, Weather

_MOODS: dict[str, Mood] = {
    "befriend": "joyful", "search": "mysterious", "lose": "sad", "build": "playful", "learn": "joyful",
    "dream": "romantic", "fight": "epic", "travel": "epic", "save": "tense", "love": "romantic",
    "discover": "mysterious", "escape": "tense", "return": "calm", "wait": "sad", "perform": "playful",
    "grow": "calm", "give": "joyful", "steal": "playful", "race": "playful", "mend": "calm",
    "become": "playful", "swap": "playful", "fear": "tense", "feast": "joyful", "shop": "playful",
    "secret": "mysterious", "art": "joyful", "write": "romantic", "memory": "sad", "work": "calm",
    "serenade": "romantic", "farewell": "sad", "found": "playful",
}  # fmt: skip
"""What a story of each relation feels like, where the idea does not say."""


_FAR = {"sea", "river", "summer", "winter", "spring", "autumn", "snow", "rain", "night"}
"""What cannot be found and taken home: whoever looks for it, travels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """`language` is the one the idea is written in. `bits` are all its words."""

    text: str
    language: str
    clause: Clause
    bits: tuple[Bit, ...]
    mood: Mood
    genre: str
    """A key such as `horror`, or the relation."""
    settings: tuple[Setting, ...] = ()
    """Named in the idea, the place of the action first."""
    located: bool = False
    """Whether the idea says that it happens there."""
    place: Noun | None = None
    """The place of the action, where it has no setting of its own: a museum, a bakery."""
    afar: bool = False
    """Whether it is only where somebody wants to go."""
    time: TimeOfDay | None = None
    weather: Weather | None = None

    @property
    def relation(self) -> str:
        """What the story is about; whoever discovers a place is on the way there."""
        relation = self.clause.relation or "wonder"
        far = any(noun.kind == "place" or noun.key in _FAR for noun in self.clause.objects[:1])
        return "travel" if far and relation in {"discover", "search", "befriend"} else relation

    def named_for(self, homes: Sequence[Setting]) -> tuple[Setting, ...]:
        """The places named, for a hero of these homes: the bakery that an octopus opens is in the sea."""
        at_home = is_bound(homes) and self.relation in MAKING and not self.located
        return () if at_home else self.settings


_LONGING = {"dream", "search", "befriend", "discover"}
"""Whoever wants to know a place has to go there first."""
_WATERS = {"underwater", "sea"}
"""Whoever lives only there cannot leave them."""


def is_bound(homes: Sequence[Setting]) -> bool:
    """Whether somebody with such homes lives in water alone; a sailor only travels on it."""
    return "underwater" in homes and _WATERS.issuperset(homes)


def read(text: str, language: str) -> Reading:
    told = idea_itself(text, language)
    bits = lexicon(language).bits(told)
    clause = _clause(told, bits, language)
    clause = clause if clause.relation else replace(clause, relation=_bond(lexicon(language).bits(text)))
    actors = _actors(clause)
    places = _places(bits, clause)
    whole = lexicon(language).bits(text)
    moods = cast("list[Mood]", _keys([bit for bit in whole if not bit.get("quality")], "mood"))
    mood: Mood = moods[0] if moods else _MOODS.get(clause.relation, "calm")
    genres = _keys(whole, "genre")
    return Reading(
        text=told,
        language=language,
        clause=clause,
        bits=bits,
        mood=mood,
        genre=genres[0] if genres else clause.relation or "wonder",
        settings=places.all,
        place=_called(bits, places.all, language),
        located=bool(places.here),
        afar=bool(places.aims) and not places.here and not places.mentioned,
        time=cast("TimeOfDay | None", _first(bits, "time", actors)),
        weather=cast("Weather | None", _first(bits, "weather", actors)),
    )


def _clause(told: str, bits: Sequence[Bit], language: str) -> Clause:
    if says_nothing(bits):
        return Clause()
    if all(bit.is_sign for bit in bits if bit.is_word) and len(bits) > 1:
        return _in_signs(told, bits)
    return tongue(language).clause(told)


def _in_signs(told: str, bits: Sequence[Bit]) -> Clause:
    """A row of picture signs: the first is who, and looks for the last or makes friends with it."""
    nouns = [noun for bit in bits if (noun := _sign(bit)) is not None]
    friends = len(nouns) > 1 and nouns[0].kind == nouns[-1].kind == "being"
    return Clause(
        subject=bits[0].text,
        action=told[bits[0].end :].strip(),
        subjects=tuple(nouns[:1]),
        relation="befriend" if friends else "search",
        objects=tuple(nouns[1:][-1:]),
    )


def _sign(bit: Bit) -> Noun | None:
    entry = bit.get("being") or bit.get("thing")
    if entry is None:
        return None
    kind = "being" if entry.kind == "being" else "thing"
    form = entry.form
    return Noun(
        phrase=entry.word,
        head=entry.word,
        kind=kind,
        key=entry.key,
        gender=form.gender,
        measure=form.measure,
        determiner="a",
    )


def _bond(bits: Sequence[Bit]) -> str:
    """What "love story", "friendship" or "race" say where no verb does."""
    return next((entry.key for bit in bits if (entry := bit.get("bond")) is not None), "")


def _actors(clause: Clause) -> set[str]:
    """Concepts that act, so that "a storm" who is befriended is no weather and no place."""
    return {noun.key for noun in (*clause.subjects, *clause.objects) if noun.kind == "being"}


@dataclass(frozen=True, slots=True)
class _Places:
    """The settings that an idea names: where it happens, of which it speaks, where somebody wants to go."""

    here: tuple[Setting, ...]
    mentioned: tuple[Setting, ...]
    aims: tuple[Setting, ...]

    @property
    def all(self) -> tuple[Setting, ...]:
        return tuple(dict.fromkeys((*self.here, *self.mentioned, *self.aims)))


def _places(bits: Sequence[Bit], clause: Clause) -> _Places:
    """What is made somewhere is no place yet, and what one dreams of is far away."""
    actors, made = _actors(clause), {noun.key for noun in clause.objects if noun.kind == "thing"}
    here: list[Setting] = []
    mentioned: list[Setting] = []
    aims: list[Setting] = []
    for at, bit in enumerate(bits):
        place = place_at(bits, at)
        if place is None or _acts(bit, actors):
            continue
        if is_located(bits, at):
            here.append(place)
        elif is_aim(bits, at) or clause.relation in _LONGING:
            aims.append(place)
        elif not any(entry.key in made for entry in bit.entries):
            mentioned.append(place)
    told = [] if here and clause.relation in MAKING else mentioned
    return _Places(tuple(here), tuple(told), tuple(aims))


def _called(bits: Sequence[Bit], settings: Sequence[Setting], language: str) -> Noun | None:
    """What the idea calls the first of its places."""
    places = [at for at in range(len(bits)) if settings and place_at(bits, at) == settings[0]]
    return place_noun(bits, places[0], language) if places else None


def _first(bits: Sequence[Bit], kind: str, actors: set[str]) -> str | None:
    told = (bit for at, bit in enumerate(bits) if not _acts(bit, actors) and not _is_missing(bits, at))
    found: Iterable[Entry | None] = (bit.get(kind) for bit in told)
    return next((entry.key for entry in found if entry is not None), None)


def _is_missing(bits: Sequence[Bit], at: int) -> bool:
    """As the rain in "without rain", 没有雨."""
    return at > 0 and bits[at - 1].is_small("without", "not")


def _acts(bit: Bit, actors: set[str]) -> bool:
    return any(entry.kind == "being" and entry.key in actors for entry in bit.entries)


def _keys(bits: Sequence[Bit], kind: str) -> list[str]:
    return [entry.key for bit in bits if (entry := bit.get(kind)) is not None]


def nouns_of(reading: Reading) -> tuple[Noun, ...]:
    return (*reading.clause.subjects, *reading.clause.objects)
