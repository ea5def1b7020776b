"""Where something happens: the places that words name, and the things that one can be on or in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coda.apps.idea2video.story import concepts
from coda.apps.idea2video.story.lexicon import Bit, Entry, lexicon
from coda.apps.idea2video.story.nouns import Noun
from coda.apps.idea2video.vocabulary import Setting

_WORLDS: tuple[Setting, ...] = ("underwater", "sky", "space")
"""Whoever says these words says where it happens: "under the sea"."""
_PLURAL = {"los", "las", "unos", "unas", "these", "those", "some"}
_TOWARDS = re.compile(r" to$|[aenór] al?$|[向往去到]$", re.IGNORECASE)
"""How verbs end that say where one is going: "travels to", "viaja a", 飞向."""
_ABOARD = {"crew", "captain", "pilot", "passenger", "sailor"}
_ON = re.compile(r"(?:on|under|beneath|above|bajo) \w", re.IGNORECASE)
_REACH = 5
"""Words between a preposition and its place: "in the old abandoned railway | station"."""


def place_at(bits: Sequence[Bit], at: int) -> Setting | None:
    """The setting that a word names: by itself, or as the moon does for what stands on it."""
    entry = bits[at].get("place")
    if entry is not None:
        return concepts.setting(entry.key)
    if _is_town(bits, at):
        return "city"
    ground = _ground(bits[at])
    return ground if ground is not None and _is_entered(bits, at) else None


def is_whole_place(bit: Bit) -> bool:
    """Whether it is a place together with its preposition: "on the moon"."""
    return bit.get("place") is not None and _ON.match(bit.text) is not None


def _is_town(bits: Sequence[Bit], at: int) -> bool:
    """As in "in Bilbao": a name that nobody knows."""
    named = not bits[at].entries and bits[at].text[:1].isupper() and bits[at].text[1:].islower()
    return named and at > 0 and bits[at - 1].text.lower() in {"in", "en"}


def is_located(bits: Sequence[Bit], at: int) -> bool:
    """Whether the words say that it happens there, and do not only speak of the place."""
    lead = _lead(bits, at)
    led = lead is not None and (lead.is_small("context") or lead.text.endswith("在"))
    return led or is_whole_place(bits[at]) or _is_closed(bits, at) or place_at(bits, at) in _WORLDS


def is_aim(bits: Sequence[Bit], at: int) -> bool:
    """Whether it is where one is going, and not where one is: "to Paris", 漂向大海."""
    before = next((bit for bit in reversed(bits[:at]) if not _describes(bit)), None)
    if before is None or before.is_small("context"):
        return False
    return before.is_small("to") or (
        before.get("relation") is not None and _TOWARDS.search(before.text) is not None
    )


def place_noun(bits: Sequence[Bit], at: int, language: str) -> Noun | None:
    """What the words call a place that is described or has no setting of its own: "abandoned museum".
    None where the setting's own name says the same, and for names of towns, which have no article."""
    bit = bits[at]
    if is_whole_place(bit):
        return _ground_noun(bit, language)
    entry = bit.get("place") or bit.get("thing") or bit.get("being")
    if entry is None or not _is_called(bits, at, language):
        return None
    words = _described(bits, at, language)
    if len(words) == 1 and _says_the_same(entry, language):
        return None
    phrase = ("" if language == "zh" else " ").join(bit.text.lower() for bit in words)
    form = entry.form
    return Noun(
        phrase=phrase, head=entry.word, kind="place", determiner="the", gender=form.gender, plural=form.plural
    )


def _ground_noun(bit: Bit, language: str) -> Noun | None:
    """The moon that one is on."""
    word = bit.text.split()[-1]
    known = any(entry.key in concepts.grounds() for entry in lexicon(language).meanings(word))
    return Noun(phrase=word.lower(), head=word.lower(), kind="place", determiner="the") if known else None


def _says_the_same(entry: Entry, language: str) -> bool:
    return entry.kind == "place" and entry.word == lexicon(language).words_for("place", entry.key)[0][0]


def _is_called(bits: Sequence[Bit], at: int, language: str) -> bool:
    """Whether it stands there as a noun with an article, in Chinese without a word for above or beside."""
    if language == "zh":
        return not bits[at].text.endswith(tuple("上下里中内边旁口底畔头"))
    start = at - len(_before(bits, at))
    article = bits[start - 1] if start else None
    return article is not None and article.is_small("determiners") and article.text.lower() not in _PLURAL


def _described(bits: Sequence[Bit], at: int, language: str) -> Sequence[Bit]:
    if language != "es":
        return [*(_before(bits, at) if language == "en" else ()), bits[at]]
    follows = at + 1 < len(bits) and bits[at + 1].get("quality") is not None
    return [*_before(bits, at), *bits[at : at + 1 + follows]]


def _before(bits: Sequence[Bit], at: int) -> Sequence[Bit]:
    """The qualities right before a noun, and words that nobody knows."""
    start = at
    while start and (_describes(bits[start - 1]) or not bits[start - 1].entries) and bits[start - 1].is_word:
        if bits[start - 1].is_small("determiners", "possessives"):
            break
        start -= 1
    return bits[start:at]


def _describes(bit: Bit) -> bool:
    article = bit.is_small("determiners", "possessives") and not bit.is_small("relatives")
    return article or bit.get("quality") is not None or bit.get("colour") is not None


def _ground(bit: Bit) -> Setting | None:
    keys = (entry.key for entry in bit.entries if entry.kind in {"thing", "being"})
    return next((concepts.grounds()[key] for key in keys if key in concepts.grounds()), None)


def _is_entered(bits: Sequence[Bit], at: int) -> bool:
    """Whether it is where one is, and not what one only looks at."""
    lead = _lead(bits, at)
    return (lead is not None and lead.is_small("inside")) or _is_closed(bits, at) or _is_manned(bits, at)


def _is_manned(bits: Sequence[Bit], at: int) -> bool:
    """As in "spaceship crew", "la tripulación de una nave", 飞船船长: whoever mans it is in it."""
    around = (*bits[max(0, at - 3) : at], *bits[at + 1 : at + 3])
    return any(entry.key in _ABOARD for bit in around for entry in bit.entries if entry.kind == "being")


def _is_closed(bits: Sequence[Bit], at: int) -> bool:
    """Chinese says behind the place that it is one: 月亮上."""
    return at + 1 < len(bits) and bits[at + 1].is_small("closing")


def _lead(bits: Sequence[Bit], at: int) -> Bit | None:
    """The preposition before a noun and what describes it."""
    for bit in reversed(bits[max(0, at - _REACH) : at]):
        if bit.is_small("context", "inside") or bit.text.endswith("在"):
            return bit
        acts = bit.get("relation") is not None and bit.get("quality") is None
        if acts or bit.get("being") or bit.is_small("to", "of", "with", "and"):
            return None
    return None
