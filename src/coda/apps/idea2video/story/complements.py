"""What follows a verb, in English and Spanish: its objects, what is learnt, where and when it happens."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from coda.apps.idea2video.story.ends import without_ends, without_stops
from coda.apps.idea2video.story.lexicon import Bit
from coda.apps.idea2video.story.verbs import Verb, is_noun
from coda.apps.idea2video.story.whereabouts import is_whole_place, place_at

_SIGNS = ("place", "time", "weather")
_NEAR = 4
"""Words within which a preposition finds its noun."""
_NOBODY = {
    "time", "silence", "night", "dream", "light", "music", "winter", "spring", "summer", "autumn",
}  # fmt: skip
"""Forces of which one speaks more often than to them."""
_TAUGHT = {"learn", "dream", "teach"}
"""Relations that govern an infinitive."""
_ASKING = {"memory", "discover", "learn"}
"""Relations that govern a question."""

Bits = Sequence[Bit]


def complements(rest: Bits, verb: Verb) -> tuple[Bits, Bits, Bits]:
    """The verb's objects, the context, and the infinitive that it governs."""
    said, tail = _until_context(rest, passive=verb.passive)
    if verb.wishes:
        return (), tail, [*takewhile(lambda bit: bit not in said[:1], rest), *said]
    if _asks(rest, verb):
        return _question(rest), (), ()
    at = _infinitive(said) if verb.relation in _TAUGHT else None
    if at is None:
        return said, tail, ()
    pupil = _pupil(said, at) if verb.relation == "teach" else len(said)
    return [*said[:at], *said[pupil:]], tail, said[at:pupil]


def _asks(rest: Bits, verb: Verb) -> bool:
    """As in "forgets | where it buried its nuts"."""
    return verb.relation in _ASKING and bool(rest) and rest[0].is_small("asking")


def _question(rest: Bits) -> Bits:
    return rest[: next((n for n, bit in enumerate(rest) if not bit.is_word), len(rest))]


def linked(bits: Bits, relation: str) -> list[Bits]:
    """The objects, cut where a preposition brings in another: "letters | to the moon"."""
    parts: list[list[Bit]] = [[]]
    bits = bits[: _purpose(bits)]
    for place, bit in enumerate(bits):
        if bit.is_small("to", "with", "particles", "agents") and not any(
            is_noun(one) or not one.entries for one in parts[-1]
        ):
            parts[-1] = []
            continue
        somebody = any(is_somebody(one) for one in bits[place + 1 : place + 5])
        given = (
            relation in {"give", "race", "trade"} and _is_determined(bits[place + 1])
            if place + 1 < len(bits)
            else False
        )
        named = place > 0 and not bits[place - 1].entries and bits[place - 1].text[:1].isupper()
        if bit.is_small("to", "with", "source", "agents") and (somebody or given or named):
            parts.append([])
            continue
        parts[-1].append(bit)
        if relation in {"teach", "give"} and _is_receiver(bits[place : place + 2]):
            parts.append([])
    return list(filter(None, parts))


def until_second(bits: Bits) -> Bits:
    """Without what is done besides: "tomatoes | and misses the stars"."""
    for place, bit in enumerate(bits[:-1]):
        later = next(
            (n for n in (place + 1, place + 2) if n < len(bits) and not _only_says_how(bits[n])), None
        )
        if bit.is_small("and") and later is not None and _is_finite(bits[later]):
            return bits[:place]
    return bits


def _only_says_how(bit: Bit) -> bool:
    return bit.is_small("adverbs", "not")


def _is_finite(bit: Bit) -> bool:
    entry = bit.get("relation") or bit.get("helper")
    return entry is not None and not is_noun(bit) and entry.form.verb not in {"ing", "participle"}


def has_sign(bits: Bits, lead: int, reach: int = 1000) -> bool:
    """Whether the words behind a preposition name a place, an hour or a weather."""
    behind = range(lead + 1, min(len(bits), lead + 1 + reach))
    named = any(bits[n].get(kind) for n in behind for kind in _SIGNS)
    return named or any(place_at(bits, n) for n in behind[:_NEAR])


def is_somebody(bit: Bit) -> bool:
    entry = bit.get("being")
    return entry is not None and entry.key not in _NOBODY


def _until_context(rest: Bits, *, passive: bool) -> tuple[Bits, Bits]:
    first = _behind_place(rest)
    if first:
        said, tail = _until_context(rest[first:], passive=False)
        return said, [*rest[:first], *tail]
    start = 1 if passive and rest and rest[0].is_small("agents") else 0
    for place in range(start, len(rest)):
        if _leads_away(rest, place):
            return without_ends(rest[:place]), without_stops(rest[place:])
    return without_ends(rest), ()


def _behind_place(bits: Bits) -> int:
    """Where the object begins behind a place that comes first: "en el desván | un robot"."""
    if not bits or not bits[0].is_small("context"):
        return 0
    at = next((n for n in range(1, min(_NEAR, len(bits))) if place_at(bits, n)), len(bits))
    follows = at + 2 < len(bits) and bits[at + 1].is_small("determiners") and is_noun(bits[at + 2])
    return at + 1 if follows else 0


def _leads_away(bits: Bits, place: int) -> bool:
    """Whether no object stands from here on."""
    bit = bits[place]
    signed = has_sign(bits, place, _NEAR)
    if bit.text in {".", "!", "?", ";"} or bit.is_small("joins"):
        return True
    if bit.is_small("context") and (signed or place == 0):
        return True
    ahead = bits[place + 1 : place + (4 if bit.is_small("to") else 3)]
    lasts = (bit.is_small("to", "determiners") or bit.get("number") is not None) and any(
        one.is_small("spans") for one in ahead
    )
    return (
        lasts
        or _is_whole_hour(bits, place)
        or (signed and _is_way(bits, place))
        or (place > 0 and is_whole_place(bit))
    )


def _is_whole_hour(bits: Bits, place: int) -> bool:
    """As in "a los libros | por la noche"."""
    led = place > 0 and not bits[place - 1].is_small("determiners", "possessives")
    return led and bits[place].get("time") is not None and " " in bits[place].text


def _is_way(bits: Bits, place: int) -> bool:
    """As in "a piano | up a skyscraper"."""
    after = bits[place + 1] if place + 1 < len(bits) else None
    goes = bits[place].is_small("particles") and place > 0
    return goes and after is not None and after.is_small("determiners")


def _purpose(bits: Bits) -> int:
    """Where "to fall asleep" begins, which tells what something is done for; or "travel" behind "a ghost", or
    "looking for a friend"."""
    return next((n for n in range(len(bits)) if _is_besides(bits, n) or _is_aim(bits, n)), len(bits))


def _is_besides(bits: Bits, at: int) -> bool:
    """Something done at the same time; "a singing whale" only describes."""
    entry = bits[at].get("relation")
    describes = at > 0 and (_is_determined(bits[at - 1]) or bits[at - 1].get("quality") is not None)
    doing = entry is not None and entry.form.verb == "ing" and not describes
    return doing and bits[at].get("quality") is None and not is_noun(bits[at])


def _is_aim(bits: Bits, at: int) -> bool:
    if _is_infinitive(bits[at]):
        return at > 0 and is_somebody(bits[at - 1])
    if not bits[at].is_small("to") or at + 1 >= len(bits):
        return False
    governs = at + 2 < len(bits) and bits[at + 2].is_small("determiners", "possessives")
    return _is_infinitive(bits[at + 1]) or (governs and not bits[at + 1].entries)


def _is_infinitive(bit: Bit) -> bool:
    entry = bit.get("relation") or bit.get("pose")
    return entry is not None and entry.form.verb in {"base", "infinitive"} and not is_noun(bit)


def _infinitive(bits: Bits) -> int | None:
    """Where "to play", "a tocar" or "flying" begins."""
    for place, bit in enumerate(bits):
        if _is_taught(bits, place):
            return place - 1 if place and bits[place - 1].is_small("to", "with", "of") else place
        if bit.is_small("to") and place == 0 and len(bits) > 1 and not _is_determined(bits[1]):
            return place
    return None


def _is_taught(bits: Bits, place: int) -> bool:
    entry = bits[place].get("relation") or bits[place].get("pose")
    if entry is None:
        return False
    led = bits[place - 1].is_small("to") if place else entry.form.verb == "base"
    return led or entry.form.verb in {"infinitive", "ing"}


def _pupil(bits: Bits, infinitive: int) -> int:
    """Where "a su robot" begins behind "a cocinar"."""
    behind = range(infinitive + 2, len(bits) - 1)
    return next((n for n in behind if bits[n].is_small("to") and _is_determined(bits[n + 1])), len(bits))


def _is_determined(bit: Bit) -> bool:
    return bit.is_small("determiners", "possessives") or bit.text[:1].isupper()


def _is_receiver(pair: Bits) -> bool:
    """Somebody before what he is taught or given: "a parrot | sign language"."""
    if len(pair) < 2 or not is_somebody(pair[0]) or not pair[1].is_word:
        return False
    return pair[1].get("being") is None and not pair[1].is_small(
        "of", "and", "with", "to", "relatives", "context"
    )
