"""Characters as they are designed: looks, traits, colours, in the film's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from coda.apps.idea2video.stages import CastMember, DesignedCharacter
from coda.apps.idea2video.story import shelf
from coda.apps.idea2video.story.beings import Being
from coda.apps.idea2video.story.casting import Maker
from coda.apps.idea2video.story.chooser import Chooser
from coda.apps.idea2video.story.nouns import Noun
from coda.apps.idea2video.story.palette import colour_names
from coda.apps.idea2video.story.tale import Tale, display_name
from coda.apps.idea2video.story.tongue import Tongue
from coda.apps.idea2video.vocabulary import Feature

_MATTER = {"storm", "wind", "water", "fire", "light"}


@dataclass(frozen=True, slots=True)
class Portrait:
    """Character `number` of a film, from 0, in the film's tongue."""

    tongue: Tongue
    chooser: Chooser
    being: Being
    number: int
    description: str


def characters(tale: Tale, members: Sequence[CastMember] = ()) -> list[DesignedCharacter]:
    """The tale's own cast, and whoever else the outline names, by what it says of them; without those whom
    the outline has lost."""
    told = [description(tale, being, number) for number, being in enumerate(tale.cast.beings)]
    beings = list(tale.cast.beings)
    for number, member in enumerate(members[len(beings) :], start=len(beings)):
        beings.append(added(tale.tongue, tale.chooser, member, number))
        told.append(member.description)
    kept = len(members) or len(beings)
    return [
        designed(Portrait(tale.tongue, tale.chooser, being, number, text))
        for number, (being, text) in enumerate(zip(beings[:kept], told, strict=False))
    ]


def added(speak: Tongue, chooser: Chooser, member: CastMember, number: int) -> Being:
    """Somebody whom the user put into the outline."""
    read = speak.clause(member.description).subjects or speak.clause(member.name).subjects
    noun = read[0] if read else Noun(phrase="", head="")
    return Maker(speak.code, chooser).from_noun(replace(noun, name=member.name), number)


def designed(portrait: Portrait) -> DesignedCharacter:
    being = portrait.being
    return DesignedCharacter(
        name=display_name(portrait.tongue, being),
        role="protagonist" if portrait.number == 0 else "supporting",
        description=portrait.description[:1000],
        appearance=_appearance(portrait)[:1000],
        personality=_traits(portrait),
        figure=being.figure,
        element=being.element,
        features=list(being.features),
        colors=being.colors,
    )


def description(tale: Tale, being: Being, number: int) -> str:
    """What the character is to the story."""
    part = "protagonist" if number == 0 else tale.cast.part if number == 1 else "companion"
    pattern = shelf.values(tale.tongue.code, "phrases", "description", part)[0]
    return tale.tongue.finish(pattern.replace("{a}", tale.tongue.being_slots("it", being)["it.a"]))


def _appearance(portrait: Portrait) -> str:
    code, speak, being = portrait.tongue.code, portrait.tongue, portrait.being
    features = [shelf.values(code, "phrases", "features", feature)[0] for feature in _seen_on(being)]
    names = [shelf.values(code, "phrases", "colours", name)[0] for name in colour_names(being.colors)]
    pattern = shelf.values(code, "phrases", "appearance", _kind(being))[0]
    bare = speak.being_slots("it", being)["it.bare"] or being.name
    for slot, words in (
        ("phrase", bare),
        ("features", speak.listed(features)),
        ("colours", speak.listed(names)),
    ):
        pattern = pattern.replace(f"{{{slot}}}", words)
    return speak.finish(pattern)


def _kind(being: Being) -> str:
    """Which pattern describes it."""
    if being.thing:
        return "thing"
    if being.figure == "spirit" and _MATTER & set(being.features):
        return "made"
    return "one" if _seen_on(being) else "plain"


def _seen_on(being: Being) -> list[Feature]:
    """Its features; only a spirit is made of water, a mermaid merely lives there."""
    return [one for one in being.features if being.figure == "spirit" or one not in _MATTER]


def _traits(portrait: Portrait) -> list[str]:
    """The idea's adjectives first, then what the seed gives."""
    code, being, number = portrait.tongue.code, portrait.being, portrait.number
    given = [word for quality in being.qualities for word in shelf.words(code, "phrases", "traits", quality)]
    pool = shelf.words(code, "phrases", "traits", "hero" if number == 0 else "other")
    more = [trait for trait in portrait.chooser.shuffled(f"traits {number}", pool) if trait not in given]
    return [portrait.tongue.trait(trait, being) for trait in [*given, *more][:3]]
