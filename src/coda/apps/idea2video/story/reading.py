"""What an idea says, in no language: who, what happens, where and when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import cast

from coda.apps.idea2video.story.lexicon import Bit, Entry, lexicon
from coda.apps.idea2video.story.nouns import Clause, Noun
from coda.apps.idea2video.story.requests import idea_itself, says_nothing
from coda.apps.idea2video.story.tongues import tongue
from coda.apps.idea2video.story.whereabouts import is_located, place_at
from coda.apps.idea2video.vocabulary import Mood, Setting, TimeOfDay, Weather

_MOODS: dict[str, Mood] = {
    "befriend": "joyful", "search": "mysterious", "lose": "sad", "build": "playful", "learn": "joyful",
    "dream": "romantic", "fight": "epic", "travel": "epic", "save": "tense", "love": "romantic",
    "discover": "mysterious", "escape": "tense", "return": "calm", "wait": "sad", "perform": "playful",
    "grow": "calm", "give": "joyful", "steal": "playful",
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
    time: TimeOfDay | None = None
    weather: Weather | None = None

    @property
    def relation(self) -> str:
        """What the story is about; whoever discovers a place is on the way there."""
        relation = self.clause.relation or "wonder"
        far = any(noun.kind == "place" or noun.key in _FAR for noun in self.clause.objects[:1])
        return "travel" if far and relation in {"discover", "search"} else relation

    def named_for(self, homes: Sequence[Setting]) -> tuple[Setting, ...]:
        """The places named, for a hero of these homes: the bakery that an octopus opens is in the sea."""
        at_home = is_bound(homes) and self.relation == "build" and not self.located
        return () if at_home else self.settings


_WATERS = {"underwater", "sea"}
"""Whoever lives only there cannot leave them."""


def is_bound(homes: Sequence[Setting]) -> bool:
    """Whether somebody with such homes lives in water alone."""
    return bool(homes) and _WATERS.issuperset(homes)


def read(text: str, language: str) -> Reading:
    told = idea_itself(text, language)
    bits = lexicon(language).bits(told)
    clause = _clause(told, bits, language)
    clause = clause if clause.relation else replace(clause, relation=_bond(lexicon(language).bits(text)))
    actors = _actors(clause)
    settings, located = _places(bits, clause)
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
        settings=settings,
        located=located,
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


def _places(bits: Sequence[Bit], clause: Clause) -> tuple[tuple[Setting, ...], bool]:
    """The settings named, and whether the first is where it happens. What is built there is no place yet."""
    actors, made = _actors(clause), {noun.key for noun in clause.objects if noun.kind == "thing"}
    named = [
        (place, is_located(bits, at))
        for at, bit in enumerate(bits)
        if (place := place_at(bits, at)) and not _acts(bit, actors)
        if is_located(bits, at) or not any(entry.key in made for entry in bit.entries)
    ]
    located = [place for place, is_there in named if is_there]
    others = [place for place, is_there in named if not is_there]
    kept = located if located and clause.relation == "build" else [*located, *others]
    return tuple(dict.fromkeys(kept)), bool(located)


def _first(bits: Sequence[Bit], kind: str, actors: set[str]) -> str | None:
    found: Iterable[Entry | None] = (bit.get(kind) for bit in bits if not _acts(bit, actors))
    return next((entry.key for entry in found if entry is not None), None)


def _acts(bit: Bit, actors: set[str]) -> bool:
    return any(entry.kind == "being" and entry.key in actors for entry in bit.entries)


def _keys(bits: Sequence[Bit], kind: str) -> list[str]:
    return [entry.key for bit in bits if (entry := bit.get(kind)) is not None]


def nouns_of(reading: Reading) -> tuple[Noun, ...]:
    return (*reading.clause.subjects, *reading.clause.objects)
