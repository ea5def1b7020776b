"""A story thought through: everything that outline, cast, scenes and shots are drawn from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from coda.apps.idea2video.story import concepts
from coda.apps.idea2video.story.beings import Being
from coda.apps.idea2video.story.casting import Cast, cast_of
from coda.apps.idea2video.story.chooser import Chooser
from coda.apps.idea2video.story.language import detect_language
from coda.apps.idea2video.story.nouns import Noun, brief
from coda.apps.idea2video.story.pacing import shot_seconds
from coda.apps.idea2video.story.reading import Reading, read
from coda.apps.idea2video.story.relations import MAKING
from coda.apps.idea2video.story.route import Stop, Wishes, route, scene_count
from coda.apps.idea2video.story.telling import Teller
from coda.apps.idea2video.story.tongue import Slots, Tongue
from coda.apps.idea2video.story.tongues import tongue
from coda.apps.idea2video.vocabulary import Mood, Setting

ROLES = ("hero", "other", "companion")
"""What the tales' lines call those who act."""
_LONGEST = 70
"""Characters of what happens that still fit into a line."""
_TOGETHER = {"befriend", "love", "swap", "race", "fight"}
"""What two do with each other: told of one alone it says nothing, as in 小满成为朋友."""
_HEAVENLY = {"moon", "star", "sun", "comet"}
"""Whoever travels there has to cross space."""
_REFLEXIVE = re.compile("(?<=[aeií]r)se\\b")
"""As in "convertirse", which is "convertirme" to whoever speaks of it."""
_DONE = re.compile("(?<![为除])了(?!解)")
"""What Chinese says of a deed that is done, and not of what one does every day."""
_STATE = re.compile("[不没想会能]|(?:does not|never|no longer|cannot|is|has|no|ya no|nunca|es|está|ha) ")
"""How a deed begins that nobody does again and again."""
_WHERE = re.compile(r"(?:in|on|at|under|inside|en|bajo|dentro de|sobre) (?:\S+ ?){1,5}$|在.{2,8}$")
"""A place as one line can take it over, with the preposition that says that it is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tale:
    """`seconds` are those of the whole film."""

    reading: Reading
    cast: Cast
    stops: tuple[Stop, ...]
    tongue: Tongue
    chooser: Chooser
    seconds: float

    @property
    def slots(self) -> Slots:
        """What the story's lines can speak of, wherever they play."""
        speak = self.tongue
        slots = speak.being_slots("hero", self.cast.hero) | speak.being_slots("other", self.cast.other)
        if self.cast.companion is not None:
            slots |= speak.being_slots("companion", self.cast.companion)
        if self.cast.thing is not None and self._is_seen(self.cast.thing):
            slots |= self._owned(speak.thing_slots("thing", self.cast.thing), slots)
        elif self.reading.relation == "fear" and self.cast.named_other:
            slots["feared"] = slots["other.the" if speak.code == "zh" else "other.bare"]
        return slots | self._quoted

    def _is_seen(self, thing: Noun) -> bool:
        """A hug and a future are only spoken of where no tale is theirs, and shown to nobody."""
        return self.reading.relation != "wonder" or thing.kind != "unknown"

    def _owned(self, thing: Slots, hero: Slots) -> Slots:
        """As in 自己的生日, "one's own birthday", which is the hero's whoever speaks of it."""
        whose = f"{hero.get('hero.ta', '')}的"
        return {slot: said.replace("自己的", whose) for slot, said in thing.items()}

    @property
    def _quoted(self) -> Slots:
        """The idea's own words, where it is written in the film's language."""
        clause, slots = self.reading.clause, Slots()
        if self.reading.language != self.tongue.code:
            return slots
        if 0 < len(clause.skill) <= _LONGEST:
            slots["skill"] = self.tongue.skill(clause.skill)
            slots["skill.me"] = _REFLEXIVE.sub("me", slots["skill"])
        together = len(clause.subjects) > 1 and self.reading.relation in _TOGETHER
        if 0 < len(clause.deed) <= _LONGEST and not together:
            slots["deed"] = clause.deed
            slots |= {} if _STATE.match(clause.deed) else {"habit": _DONE.sub("", clause.deed)}
        if self.reading.located and _WHERE.match(clause.context):
            slots["where"] = clause.context
        return slots

    @property
    def plot(self) -> str:
        """Which of the tales is told: what belongs to no other, but can be said, has one of its own."""
        relation = self.reading.relation
        return "deed" if relation == "wonder" and "deed" in self.slots else relation

    @property
    def called(self) -> str:
        """The place of the action in the idea's own words; "" where the film has better names for it."""
        place = self.reading.place
        if place is None or self.reading.language != self.tongue.code:
            return ""
        return self.tongue.title(self.tongue.thing_slots("place", brief(place))["place"])

    def recast(self, names: Sequence[str]) -> Tale:
        """The same tale with the cast's names as they are now: the user may have changed them."""
        beings = [
            replace(being, name=name) if name != display_name(self.tongue, being) else being
            for being, name in zip(self.cast.beings, names, strict=False)
        ]
        return replace(self, cast=replace(self.cast, **dict(zip(ROLES, beings, strict=False))))

    def teller(self, most: int | None = None) -> Teller:
        """`most` is the size of a line where it is to be shorter than the language's own."""
        other = self.cast.other
        done_to = self.cast.named_other and _tells_of(self.slots.get("deed", ""), other.noun or other.name)
        return Teller(
            self.tongue,
            self.slots,
            self.chooser,
            most or self.tongue.most,
            done_to="other" if done_to else "",
            nameless=not other.name,
        )


def _tells_of(deed: str, whom: str) -> bool:
    return bool(whom) and whom.casefold() in deed.casefold()


def display_name(speak: Tongue, being: Being) -> str:
    """As in "Mara"; "The storm" for what bears no name."""
    return speak.finish(speak.being_slots("it", being)["it"])[:80]


def think(idea: str, *, language: str, seconds: float, seed: int, mood: Mood | None = None) -> Tale:
    """The story of an idea; the same for the same idea and seed. `mood` overrules what the words say."""
    reading = read(idea, detect_language(idea))
    if mood is not None:
        reading = replace(reading, mood=mood)
    chooser = Chooser(f"{seed}\n{idea}")
    cast = cast_of(reading, language, seconds, chooser)
    wishes = Wishes(
        named=reading.named_for(cast.hero.homes),
        located=reading.located or reading.relation in MAKING,
        afar=reading.afar,
        homes=cast.hero.homes,
        goals=_goals(cast, reading),
        relation=reading.relation,
        time=reading.time,
        weather=reading.weather,
        mood=reading.mood,
    )
    stops = route(wishes, scene_count(shot_seconds(seconds)), chooser)
    return Tale(
        reading=reading, cast=cast, stops=stops, tongue=tongue(language), chooser=chooser, seconds=seconds
    )


def _goals(cast: Cast, reading: Reading) -> tuple[Setting, ...]:
    """Where the other one lives whom the idea names, and where the thing belongs that is not made here; none
    of it where the idea says itself where it happens."""
    if reading.relation == "travel" and cast.thing is not None and cast.thing.key in _HEAVENLY:
        return ("space", "planet")
    if reading.located:
        return ()
    other = cast.other.homes[:1] if cast.named_other and cast.other.key != cast.hero.key else ()
    return (
        other
        if reading.settings or reading.relation in {*MAKING, "serenade"}
        else (*other, *_belongs(cast)[:1])
    )


def _belongs(cast: Cast) -> tuple[Setting, ...]:
    """Where the thing is found that the story is about."""
    key = cast.thing.key if cast.thing else ""
    if key in concepts.places():
        return (concepts.setting(key),)
    kind = concepts.things().get(key) or concepts.beings().get(key)
    return kind.homes if kind else ()
