"""English and Spanish sentences taken apart: who, does what, to whom, where and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from coda.apps.idea2video.story.lexicon import Bit, Lexicon, span
from coda.apps.idea2video.story.noun_phrases import read_noun, split_phrases
from coda.apps.idea2video.story.nouns import Clause, Noun, retold
from coda.apps.idea2video.story.verbs import Verb, deed, find_verb, is_noun
from coda.apps.idea2video.story.whereabouts import is_whole_place, place_at
from coda.apps.idea2video.vocabulary import Feature

_SIGNS = ("place", "time", "weather")
_NEAR = 4
"""Words within which a preposition finds its noun."""


def read_clause(text: str, lexicon: Lexicon) -> Clause:
    """The first sentence of an idea. Where no verb is found, everything before a place is the subject."""
    bits = lexicon.bits(text)
    verb = find_verb(bits, lexicon.language)
    front, rest = (bits[: verb.subject_end], bits[verb.end :]) if verb else (bits, ())
    front, early = _front(front)
    front = _between(front) if verb is None else front
    named, late, skill = _objects(rest, verb)
    action = [*bits[verb.start : verb.end], *named, *skill] if verb else []
    clause = Clause(
        subject=span(text, front),
        action=span(text, sorted(action, key=lambda bit: bit.start)),
        context=" ".join(filter(None, (span(text, early), span(text, late)))),
        subjects=_placed(_nouns(front, text, lexicon.language, opens=True), front, early, text),
        relation=verb.relation if verb else "",
        objects=tuple(
            noun
            for part in _linked(named, verb.relation if verb else "")
            for noun in _nouns(part, text, lexicon.language, opens=False)
        ),
        skill=span(text, skill),
        deed=deed(verb, named, bits, text, lexicon.language),
    )
    return retold(clause)


def _placed(
    nouns: tuple[Noun, ...], front: Sequence[Bit], early: Sequence[Bit], text: str
) -> tuple[Noun, ...]:
    """The last tree is the last "in the city": what is the only one keeps the place behind it."""
    behind = bool(early and front) and early[0].start > front[0].start
    if not behind or len(nouns) != 1 or not nouns[0].is_only:
        return nouns
    if not any(place_at(early, n) for n in range(len(early))):
        return nouns
    return (replace(nouns[0], phrase=f"{nouns[0].phrase} {span(text, early)}"),)


def _front(bits: Sequence[Bit]) -> tuple[Sequence[Bit], Sequence[Bit]]:
    """The subject, and a place or time that stands before or after it."""
    bits = _without_ends(bits)
    opening = _opening(bits)
    if opening:
        return _without_ends(bits[opening:]), _without_stops(bits[:opening])
    for place, bit in enumerate(bits):
        if place and bit.is_small("context") and not bit.is_small("between") and _has_sign(bits, place):
            return _without_ends(bits[:place]), bits[place:]
    return bits, ()


def _opening(bits: Sequence[Bit]) -> int:
    """How many bits stand before the subject: "in a silent city | a girl", "lost at sea, | a cook"."""
    comma = next((n + 1 for n, bit in enumerate(bits) if bit.text == ","), 0)
    if bits and bits[0].is_small("context") and not bits[0].is_small("between"):
        articles = [n for n, bit in enumerate(bits) if bit.is_small("determiners", "possessives")]
        return comma or (articles[1] if len(articles) > 1 else 0)
    named = any(_is_actor(bit) or (not bit.entries and bit.is_word) for bit in bits[:comma])
    return comma if bits[comma:] and not named else 0


def _is_actor(bit: Bit) -> bool:
    """Somebody, and not the sea that one is lost at."""
    return bit.get("being") is not None and bit.get("place") is None


def _between(bits: Sequence[Bit]) -> Sequence[Bit]:
    """As in "A race between a turtle and a train" is about these two."""
    at = next((n + 1 for n, bit in enumerate(bits) if bit.is_small("between")), 0)
    return bits[at:]


def _has_sign(bits: Sequence[Bit], lead: int, reach: int = 1000) -> bool:
    """Whether the words behind a preposition name a place, an hour or a weather."""
    behind = range(lead + 1, min(len(bits), lead + 1 + reach))
    named = any(bits[n].get(kind) for n in behind for kind in _SIGNS)
    return named or any(place_at(bits, n) for n in behind[:_NEAR])


def _without_ends(bits: Sequence[Bit]) -> Sequence[Bit]:
    """Without "who", "is", "slowly", commas and joints at either end."""
    loose = ("relatives", "auxiliaries", "adverbs", "joins", "and", "of")
    while len(bits) > 1 and bits[-1].is_small("pronouns") and not bits[-2].is_small("and"):
        bits = bits[:-1]
    while bits and (bits[-1].is_small(*loose) or not bits[-1].is_word):
        bits = bits[:-1]
    while bits and (bits[0].is_small(*loose) or not bits[0].is_word) and not bits[0].is_small("determiners"):
        bits = bits[1:]
    return bits


def _objects(rest: Sequence[Bit], verb: Verb | None) -> tuple[Sequence[Bit], Sequence[Bit], Sequence[Bit]]:
    """What follows the verb: its objects, the context, and the infinitive it governs."""
    if verb is None:
        return (), (), ()
    said, tail = _until_context(rest)
    at = _infinitive(said) if verb.relation in {"learn", "dream", "teach"} else None
    if at is None:
        return said, tail, ()
    pupil = _pupil(said, at) if verb.relation == "teach" else len(said)
    return [*said[:at], *said[pupil:]], tail, said[at:pupil]


def _purpose(bits: Sequence[Bit]) -> int:
    """Where "to fall asleep" begins, which tells what something is done for; or "travel" behind "a ghost", or
    "looking for a friend"."""
    return next((n for n in range(len(bits)) if _is_besides(bits[n]) or (n and _is_aim(bits, n))), len(bits))


def _is_besides(bit: Bit) -> bool:
    entry = bit.get("relation")
    return entry is not None and entry.form.verb == "ing" and bit.get("quality") is None and not is_noun(bit)


def _is_aim(bits: Sequence[Bit], at: int) -> bool:
    if _is_infinitive(bits[at]):
        return _is_somebody(bits[at - 1])
    return bits[at].is_small("to") and at + 1 < len(bits) and _is_infinitive(bits[at + 1])


def _is_infinitive(bit: Bit) -> bool:
    entry = bit.get("relation") or bit.get("pose")
    nothing_else = not is_noun(bit)
    return entry is not None and entry.form.verb in {"base", "infinitive"} and nothing_else


def _pupil(bits: Sequence[Bit], infinitive: int) -> int:
    """Where "a su robot" begins behind "a cocinar"."""
    behind = range(infinitive + 2, len(bits) - 1)
    return next((n for n in behind if bits[n].is_small("to") and _is_determined(bits[n + 1])), len(bits))


def _is_determined(bit: Bit) -> bool:
    return bit.is_small("determiners", "possessives") or bit.text[:1].isupper()


def _is_somebody(bit: Bit) -> bool:
    entry = bit.get("being")
    return entry is not None and entry.key not in {"time", "silence", "night", "dream", "light", "music"}


def _infinitive(bits: Sequence[Bit]) -> int | None:
    """Where "to play", "a tocar" or "flying" begins."""
    for place, bit in enumerate(bits):
        entry = bit.get("relation") or bit.get("pose")
        if entry is not None and (
            entry.form.verb in {"infinitive", "ing"} or (place and bits[place - 1].is_small("to"))
        ):
            return place - 1 if place and bits[place - 1].is_small("to", "with", "of") else place
        if (
            bit.is_small("to")
            and place == 0
            and len(bits) > 1
            and not bits[1].is_small("determiners", "possessives")
        ):
            return place
    return None


def _linked(bits: Sequence[Bit], relation: str) -> list[Sequence[Bit]]:
    """The objects, cut where a preposition brings in another: "letters | to the moon"."""
    parts: list[list[Bit]] = [[]]
    bits = bits[: _purpose(bits)]
    for place, bit in enumerate(bits):
        somebody = any(_is_somebody(one) for one in bits[place + 1 : place + 5])
        given = relation == "give" and _is_determined(bits[place + 1]) if place + 1 < len(bits) else False
        if bit.is_small("to", "with") and (somebody or given):
            parts.append([])
            continue
        parts[-1].append(bit)
        if relation in {"teach", "give"} and _is_receiver(bits[place : place + 2]):
            parts.append([])
    return list(filter(None, parts))


def _is_receiver(pair: Sequence[Bit]) -> bool:
    """Somebody before what he is taught or given: "a parrot | sign language"."""
    if len(pair) < 2 or not _is_somebody(pair[0]) or not pair[1].is_word:
        return False
    return pair[1].get("being") is None and not pair[1].is_small(
        "of", "and", "with", "to", "relatives", "context"
    )


def _until_context(bits: Sequence[Bit]) -> tuple[Sequence[Bit], Sequence[Bit]]:
    for place, bit in enumerate(bits):
        stops = bit.text in {".", "!", "?", ";"} or bit.is_small("joins")
        signed = _has_sign(bits, place, _NEAR)
        leads = (bit.is_small("context") and (signed or place == 0)) or (signed and _is_way(bits, place))
        leads = leads or (place > 0 and is_whole_place(bit))
        if stops or leads:
            return _without_ends(bits[:place]), _without_stops(bits[place:])
    return _without_ends(bits), ()


def _is_way(bits: Sequence[Bit], place: int) -> bool:
    """As in "a piano | up a skyscraper"."""
    after = bits[place + 1] if place + 1 < len(bits) else None
    goes = bits[place].is_small("particles") and place > 0
    return goes and after is not None and after.is_small("determiners")


def _without_stops(bits: Sequence[Bit]) -> Sequence[Bit]:
    while bits and not bits[-1].is_word:
        bits = bits[:-1]
    return bits


def _nouns(bits: Sequence[Bit], text: str, language: str, *, opens: bool) -> tuple[Noun, ...]:
    found: list[Noun] = []
    bits = _until_relative(bits)
    at = (
        next((n for n, bit in enumerate(bits) if n and bit.is_small("with")), len(bits))
        if opens
        else len(bits)
    )
    for phrase in split_phrases(bits[:at]):
        noun = read_noun(phrase, text, language, opens=opens and not found)
        if noun is not None and (opens or _is_thing_at_all(noun)):
            found.append(noun)
    return _accompanied(_apposed(found), bits[at + 1 :], text, language)


def _is_thing_at_all(noun: Noun) -> bool:
    """An object is known, or has an article, a plural or a name; "too early" is none."""
    return noun.kind != "unknown" or noun.plural or bool(noun.determiner or noun.name)


def _accompanied(nouns: list[Noun], tail: Sequence[Bit], text: str, language: str) -> tuple[Noun, ...]:
    """As in "With her dog" brings in a second one, "with a red scarf" is worn."""
    if not nouns or not tail:
        return tuple(nouns)
    worn = tuple(entry.key for bit in tail if (entry := bit.get("feature")) is not None)
    first = replace(nouns[0], features=cast("tuple[Feature, ...]", worn))
    others = [
        noun for phrase in split_phrases(tail) if (noun := read_noun(phrase, text, language, opens=False))
    ]
    return (first, *nouns[1:], *(noun for noun in others if noun.kind == "being"))


def _until_relative(bits: Sequence[Bit]) -> Sequence[Bit]:
    place = next((n for n, bit in enumerate(bits) if n and bit.is_small("relatives")), len(bits))
    return bits[:place]


def _apposed(nouns: list[Noun]) -> list[Noun]:
    """As in "Mara, a lighthouse keeper" is one person."""
    if len(nouns) == 2 and nouns[0].name and not nouns[0].head and not nouns[1].name:
        return [replace(nouns[1], name=nouns[0].name)]
    return nouns
