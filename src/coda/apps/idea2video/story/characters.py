"""The cast as it is designed: looks, traits, colours, in the film's language."""

from __future__ import annotations

from coda.apps.idea2video.stages import DesignedCharacter
from coda.apps.idea2video.story import shelf
from coda.apps.idea2video.story.beings import Being
from coda.apps.idea2video.story.palette import colour_names
from coda.apps.idea2video.story.tale import Tale

_MATTER = {"storm", "wind", "water", "fire", "light"}


def characters(tale: Tale) -> list[DesignedCharacter]:
    return [_designed(tale, being, number) for number, being in enumerate(tale.cast.beings)]


def display_name(tale: Tale, being: Being) -> str:
    """ "Mara"; "The storm" for what bears no name."""
    return tale.tongue.finish(tale.tongue.being_slots("it", being)["it"])[:80]


def description(tale: Tale, being: Being, number: int) -> str:
    """What the character is to the story."""
    part = "protagonist" if number == 0 else tale.cast.part if number == 1 else "companion"
    pattern = shelf.values(tale.tongue.code, "phrases", "description", part)[0]
    return tale.tongue.finish(pattern.replace("{a}", tale.tongue.being_slots("it", being)["it.a"]))


def _designed(tale: Tale, being: Being, number: int) -> DesignedCharacter:
    return DesignedCharacter(
        name=display_name(tale, being),
        role=being.role,
        description=description(tale, being, number),
        appearance=_appearance(tale, being),
        personality=_traits(tale, being, number),
        figure=being.figure,
        features=list(being.features),
        colors=being.colors,
    )


def _appearance(tale: Tale, being: Being) -> str:
    code, speak = tale.tongue.code, tale.tongue
    features = [shelf.values(code, "phrases", "features", feature)[0] for feature in being.features]
    names = [shelf.values(code, "phrases", "colours", name)[0] for name in colour_names(being.colors)]
    made = bool(_MATTER & set(being.features)) and being.figure == "spirit"
    kind = "thing" if being.thing else "made" if made else "one" if features else "plain"
    pattern = shelf.values(code, "phrases", "appearance", kind)[0]
    bare = speak.being_slots("it", being)["it.bare"] or being.name
    for slot, words in (
        ("phrase", bare),
        ("features", speak.listed(features)),
        ("colours", speak.listed(names)),
    ):
        pattern = pattern.replace(f"{{{slot}}}", words)
    return speak.finish(pattern)


def _traits(tale: Tale, being: Being, number: int) -> list[str]:
    """The idea's adjectives first, then what the seed gives."""
    code = tale.tongue.code
    given = [
        value for quality in being.qualities for value in shelf.words(code, "phrases", "traits", quality)
    ]
    pool = shelf.words(code, "phrases", "traits", "hero" if number == 0 else "other")
    more = [trait for trait in tale.chooser.shuffled(f"traits {number}", pool) if trait not in given]
    traits = [*given, *more][:3]
    return [tale.tongue.trait(trait, being) for trait in traits]
