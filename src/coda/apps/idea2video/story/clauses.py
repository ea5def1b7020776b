"""English and Spanish sentences taken apart: who, does what, to whom, where and when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import cast

from coda.apps.idea2video.story import english_forms, spanish_forms
from coda.apps.idea2video.story.lexicon import Bit, Lexicon
from coda.apps.idea2video.story.noun_phrases import read_noun, split_phrases
from coda.apps.idea2video.story.nouns import Clause, Noun, taught
from coda.apps.idea2video.vocabulary import Feature

_NOUNS = ("being", "thing", "place")
_FINITE = ("third", "past", "plural", "base")
_DREAMS = {"travel", "perform", "grow", "learn", "dream", "build", "wait"}
"""What one wishes to do for its own sake."""
_SIGNS = ("place", "time", "weather")


@dataclass(frozen=True, slots=True)
class _Verb:
    """Where the verb stands, counted in bits: `[start, end)` with its helpers. The subject ends before the
    first verb, even when a later one tells more."""

    start: int
    end: int
    relation: str
    subject_end: int


def read_clause(text: str, lexicon: Lexicon) -> Clause:
    """The first sentence of an idea. Where no verb is found, everything before a place is the subject."""
    bits = lexicon.bits(text)
    verb = _find_verb(bits, lexicon.language)
    front, rest = (bits[: verb.subject_end], bits[verb.end :]) if verb else (bits, ())
    front, early = _front(front)
    front = _between(front) if verb is None else front
    named, late, skill = _objects(rest, verb)
    action = [*bits[verb.start : verb.end], *named, *skill] if verb else []
    clause = Clause(
        subject=_span(text, front),
        action=_span(text, sorted(action, key=lambda bit: bit.start)),
        context=" ".join(filter(None, (_span(text, early), _span(text, late)))),
        subjects=_nouns(front, text, lexicon.language, opens=True),
        relation=verb.relation if verb else "",
        objects=tuple(
            noun
            for part in _linked(named, verb.relation if verb else "")
            for noun in _nouns(part, text, lexicon.language, opens=False)
        ),
        skill=_span(text, skill),
        deed=_deed(verb, named, bits, text, lexicon.language),
    )
    return taught(clause)


def _find_verb(bits: Sequence[Bit], language: str) -> _Verb | None:
    """The main clause's: "an elephant who never forgets loses her memory" is about the loss, "the moon feels
    lonely and looks for friends" about the search."""
    found = list(_verbs(bits))
    if found and _in_relative(bits, found[0].start):
        later = (verb for verb in found[1:] if _begins_predicate(bits, verb, found[0]))
        found = [next(later, found[0])]
    if not found:
        return _unknown_verb(bits, language)
    later = (verb for verb in found[1:] if _begins_another(bits, verb))
    telling = found[0] if found[0].relation != "wonder" else next(later, found[0])
    return replace(telling, subject_end=found[0].subject_end)


def _verbs(bits: Sequence[Bit]) -> Iterator[_Verb]:
    for place, bit in enumerate(bits):
        if not _can_be_verb(bits, place):
            continue
        helper = bit.get("helper")
        inner = _inner_verb(bits, place + 1) if helper else None
        if place and bits[place - 1].is_small("not"):
            yield _Verb(place - 1, place + 1, "wonder", place - 1)
        elif helper is not None and inner is not None:
            yield _with_helper(bits, place, inner, wishes=helper.key == "wish")
        elif helper is not None and not bit.get("relation"):
            yield _Verb(place, place + 1, "wonder", place)
        elif bit.get("relation"):
            start = _reflexive(bits, place)
            yield _Verb(start, place + 1, _relation(bit), start)


def _in_relative(bits: Sequence[Bit], place: int) -> bool:
    return any(bit.is_small("relatives") for bit in bits[max(0, place - 2) : place])


def _begins_another(bits: Sequence[Bit], verb: _Verb) -> bool:
    """A second thing that somebody does: after "and", a comma or "to"."""
    before = bits[verb.start - 1]
    joined = before.is_small("and", "to") or before.text == ","
    return verb.relation not in {"wonder", "wait"} and joined


def _begins_predicate(bits: Sequence[Bit], verb: _Verb, first: _Verb) -> bool:
    """A finite verb that "and", "to" or another "who" does not tie to what stands before it."""
    entry = bits[verb.start].get("relation") or bits[verb.start].get("helper")
    before = bits[verb.start - 1]
    finite = entry is not None and entry.form.verb in {"third", "past"}
    tied = before.is_small("and", "to", "relatives", "joins", "context") or before.text == ","
    return verb.start > first.end - 1 and finite and not tied


def _with_helper(bits: Sequence[Bit], place: int, inner: int, *, wishes: bool) -> _Verb:
    """Whoever wants to fly dreams of it; whoever wants to find somebody searches."""
    relation = _relation(bits[inner])
    if wishes and relation in _DREAMS:
        return _Verb(place, place + 1, "dream", place)
    return _Verb(place, inner + 1, "search" if wishes and relation == "discover" else relation, place)


def _reflexive(bits: Sequence[Bit], place: int) -> int:
    """The verb begins with its "se"."""
    return place - 1 if place and bits[place - 1].text.lower() == "se" else place


def _relation(bit: Bit) -> str:
    entry = bit.get("relation")
    return entry.key if entry else ""


def _inner_verb(bits: Sequence[Bit], start: int) -> int | None:
    """The infinitive after "wants to" and the like."""
    for place in range(start, min(start + 3, len(bits))):
        if bits[place].get("relation"):
            return place
    return None


def _can_be_verb(bits: Sequence[Bit], place: int) -> bool:
    bit = bits[place]
    entry = bit.get("relation") or bit.get("helper")
    if entry is None:
        return False
    before = bits[place - 1] if place else None
    if before is None:
        return entry.form.verb in {"ing", "infinitive"} or (entry.form.verb == "third" and not _is_noun(bit))
    if before.is_small("determiners", "possessives", "of") and not before.is_small("relatives"):
        return False
    if _is_noun(bit) or bit.get("quality"):
        return entry.form.verb in {"third", "past", "plural", "base"} and _is_clause(bits, place)
    if entry.form.verb == "past" and before.is_small("context"):
        return False
    return entry.form.verb != "base" or any(_is_noun(one) or one.is_small("pronouns") for one in bits[:place])


def _is_clause(bits: Sequence[Bit], place: int) -> bool:
    """A word that may be noun or verb is a verb between a noun and what a verb governs."""
    before = bits[place - 1]
    if before.get("quality") and not any(_is_noun(one) for one in bits[:place]):
        return False
    after = bits[place + 1] if place + 1 < len(bits) else None
    governs = after is None or after.is_small(
        "determiners", "possessives", "context", "with", "adverbs", "pronouns", "of", "to"
    )
    return governs and any(_is_noun(one) or not one.entries for one in bits[:place] if one.is_word)


def _is_noun(bit: Bit) -> bool:
    return any(bit.get(kind) for kind in _NOUNS)


def _unknown_verb(bits: Sequence[Bit], language: str) -> _Verb | None:
    """A word that nobody knows, after a noun and before an article, that ends as verbs do; or "is"."""
    stated = [n for n in range(len(bits)) if _states(bits, n)]
    main = [n for n in stated if not _in_relative(bits, n)]
    for stated_at in (main or stated)[:1]:
        return _Verb(stated_at, stated_at + 1, "", stated_at)
    place = next((n for n in range(1, len(bits) - 1) if _looks_like_verb(bits, n, language)), None)
    if place is None:
        return None
    start = _reflexive(bits, place)
    return _Verb(start, place + 1, "", start)


def _looks_like_verb(bits: Sequence[Bit], place: int, language: str) -> bool:
    """Between a noun and what a verb governs; behind "a cat and a dog" it need not end like one person's."""
    bit, after, before = bits[place], bits[place + 1], bits[place - 1]
    if bit.entries or not bit.is_word or before.is_small("determiners", "possessives", "of"):
        return False
    if not any(_is_noun(one) for one in bits[:place]) or bit.text[:1].isupper():
        return False
    governed = after.is_small("determiners", "possessives", "context", "with", "to", "adverbs", "particles")
    several = any(one.is_small("and") for one in bits[:place]) and _is_noun(before)
    ends = _ends_like_verb(bit.text, language) or several
    return (governed and ends) or before.text.lower() == "se"


def _states(bits: Sequence[Bit], place: int) -> bool:
    """As in "A dragon is afraid": what somebody is, has or can."""
    named = any(_is_noun(one) or one.text[:1].isupper() for one in bits[:place])
    return named and bits[place].is_small("auxiliaries")


def _ends_like_verb(word: str, language: str) -> bool:
    if word[:1].isupper():
        return False
    return word.endswith(("a", "e", "an", "en", "ó") if language == "es" else ("s", "ed", "ing"))


def _front(bits: Sequence[Bit]) -> tuple[Sequence[Bit], Sequence[Bit]]:
    """The subject, and a place or time that stands before or after it."""
    bits = _without_ends(bits)
    opening = _opening(bits)
    if opening:
        return _without_ends(bits[opening:]), _without_stops(bits[:opening])
    for place, bit in enumerate(bits):
        if place and bit.is_small("context") and not bit.is_small("between") and _has_sign(bits[place + 1 :]):
            return _without_ends(bits[:place]), bits[place:]
    return bits, ()


def _opening(bits: Sequence[Bit]) -> int:
    """How many bits stand before the subject: "in a silent city | a girl", "lost at sea, | a cook"."""
    comma = next((n + 1 for n, bit in enumerate(bits) if bit.text == ","), 0)
    if bits and bits[0].is_small("context") and not bits[0].is_small("between"):
        articles = [n for n, bit in enumerate(bits) if bit.is_small("determiners", "possessives")]
        return comma or (articles[1] if len(articles) > 1 else 0)
    named = any(bit.get("being") or (not bit.entries and bit.is_word) for bit in bits[:comma])
    return comma if bits[comma:] and not named else 0


def _between(bits: Sequence[Bit]) -> Sequence[Bit]:
    """As in "A race between a turtle and a train" is about these two."""
    at = next((n + 1 for n, bit in enumerate(bits) if bit.is_small("between")), 0)
    return bits[at:]


def _has_sign(bits: Sequence[Bit]) -> bool:
    return any(bit.get(kind) for bit in bits for kind in _SIGNS)


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


def _objects(rest: Sequence[Bit], verb: _Verb | None) -> tuple[Sequence[Bit], Sequence[Bit], Sequence[Bit]]:
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
    """Where "to fall asleep" begins, which tells what something is done for."""
    to = (n for n in range(1, len(bits) - 1) if bits[n].is_small("to"))
    return next((n for n in to if _is_infinitive(bits[n + 1])), len(bits))


def _is_infinitive(bit: Bit) -> bool:
    entry = bit.get("relation") or bit.get("pose")
    nothing_else = not any(bit.get(kind) for kind in _NOUNS)
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
        else:
            parts[-1].append(bit)
    return list(filter(None, parts))


def _until_context(bits: Sequence[Bit]) -> tuple[Sequence[Bit], Sequence[Bit]]:
    for place, bit in enumerate(bits):
        stops = bit.text in {".", "!", "?", ";"} or bit.is_small("joins")
        leads = bit.is_small("context") and (_has_sign(bits[place + 1 : place + 5]) or place == 0)
        if stops or leads:
            return _without_ends(bits[:place]), _without_stops(bits[place:])
    return _without_ends(bits), ()


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
    """An object is known, or has an article or a name; "too early" is none."""
    return noun.kind != "unknown" or bool(noun.determiner or noun.name)


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


def _span(text: str, bits: Sequence[Bit]) -> str:
    return text[bits[0].start : bits[-1].end] if bits else ""


def _deed(verb: _Verb | None, named: Sequence[Bit], bits: Sequence[Bit], text: str, language: str) -> str:
    """The verb and its objects as they are said of one person today; "" where that cannot be told."""
    if verb is None or len(named) > 6 or bits[verb.start].is_small("auxiliaries"):
        return ""
    bit = bits[verb.end - 1]
    entry = bit.get("relation") or bit.get("helper")
    third = spanish_forms.third if language == "es" else english_forms.third
    if bits[verb.start].is_small("not") and entry is not None:
        denied = f"no {third(entry.word)}" if language == "es" else f"does not {entry.word.split('/')[0]}"
        return f"{denied} {_span(text, named)}".strip()
    if entry is not None and entry.form.verb != "third":
        return f"{third(entry.word)} {_span(text, named)}".strip()
    said = entry is not None or _ends_in_present(bit.text, language)
    return _span(text, [*bits[verb.start : verb.end], *named]) if said else ""


def _ends_in_present(word: str, language: str) -> bool:
    return word.endswith(("a", "e") if language == "es" else "s")
