"""Where a sentence's verb stands, in English and Spanish."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from coda.apps.idea2video.story.lexicon import Bit, Entry
from coda.apps.idea2video.story.unknown_verbs import unknown_verb
from coda.apps.idea2video.story.verbs import (
    Verb,
    in_relative,
    is_noun,
    is_several,
    reflexive,
    relation_of,
    wished,
    with_helper,
)

_INFINITIVE = re.compile(r"[aei]r(?:se|l[aeo]s?)?$")


def find_verb(bits: Sequence[Bit], language: str) -> Verb | None:
    """The main clause's: "an elephant who never forgets loses her memory" is about the loss, "the moon feels
    lonely and looks for friends" about the search."""
    found = list(_verbs(bits)) or list(_doubtful(bits))
    if found and (in_relative(bits, found[0].start) or _only_describes(bits, found)):
        later = (verb for verb in found[1:] if _begins_predicate(bits, verb, found[0]))
        found = [next(later, found[0])]
    if not found:
        return unknown_verb(bits, language)
    later = (verb for verb in found[1:] if _begins_another(bits, verb))
    telling = found[0] if found[0].relation != "wonder" else next(later, found[0])
    telling = next((verb for verb in found if _goes_on(bits, telling, verb)), telling)
    begun = _begun(bits, found[0], language)
    start = begun if telling is found[0] else telling.start
    return _suffered(bits, replace(telling, start=start, subject_end=begun))


def _only_describes(bits: Sequence[Bit], found: Sequence[Verb]) -> bool:
    """A past form behind a noun is a participle where what somebody does now follows: "a toy | thrown away in
    the rain finds a home"."""
    first, entry = found[0], bits[found[0].start].get("relation")
    past = entry is not None and entry.form.verb == "past" and is_noun(bits[first.start - 1])
    return past and any(_is_now(bits, verb) and _begins_predicate(bits, verb, first) for verb in found[1:])


def _is_now(bits: Sequence[Bit], verb: Verb) -> bool:
    entry = bits[verb.start].get("relation") or bits[verb.start].get("helper")
    return entry is not None and entry.form.verb == "third"


def _goes_on(bits: Sequence[Bit], first: Verb, later: Verb) -> bool:
    """As in "lleva diez años | esperando": how long something goes on says nothing of what it is."""
    between = bits[first.end : later.start]
    entry = bits[later.start].get("relation")
    lasting = 0 < len(between) < 4 and between[-1].is_small("spans")
    return lasting and entry is not None and entry.form.verb == "ing"


def _begun(bits: Sequence[Bit], first: Verb, language: str) -> int:
    """Where the predicate begins: an infinitive, or what is done besides, stands behind another verb, even
    behind one that nobody knows, as in "a baker | sneaks out to feed the dogs"."""
    if first.start < 3 or not bits[first.start - 1].is_small("to", "and"):
        return first.subject_end
    governing = unknown_verb(bits[: first.start - 1], language)
    return first.subject_end if governing is None else governing.start


def _verbs(bits: Sequence[Bit]) -> Iterator[Verb]:
    for place, bit in enumerate(bits):
        if bit.is_small("not") or not _can_be_verb(bits, place):
            continue
        helper = bit.get("helper")
        inner = _inner_verb(bits, place + 1) if helper else None
        denied = _denied(bits, place)
        if denied is not None:
            yield Verb(denied, place + 1, "wonder", denied)
        elif helper is not None and helper.key == "deny":
            yield Verb(place, (place if inner is None else inner) + 1, "wonder", place)
        elif helper is not None and inner is not None:
            yield with_helper(bits, place, inner, wishes=helper.key == "wish")
        elif helper is not None and helper.key == "wish" and _is_infinitive(bits, place + 1):
            yield wished(place)
        elif helper is not None and not bit.get("relation"):
            yield Verb(place, place + 1 + _is_unknown(bits, place + 1), "wonder", place)
        elif bit.get("relation"):
            start = reflexive(bits, place)
            yield Verb(start, place + 1, relation_of(bit), start)


def _denied(bits: Sequence[Bit], place: int) -> int | None:
    """Where the "not" before a verb stands, over what Spanish puts between: "nunca le contó"."""
    start = place
    while start and bits[start - 1].is_small("pronouns"):
        start -= 1
    return start - 1 if start and bits[start - 1].is_small("not") else None


def _doubtful(bits: Sequence[Bit]) -> Iterator[Verb]:
    """Where nothing else is a verb: what may be one between somebody and a noun, as in "a dragon | lights |
    candles"."""
    for place in range(1, len(bits) - 1):
        entry = bits[place].get("relation")
        if entry is not None and entry.form.verb == "third" and bits[place - 1].get("being"):
            yield Verb(place, place + 1, entry.key, place)


def _begins_another(bits: Sequence[Bit], verb: Verb) -> bool:
    """A second thing that somebody does: after "and", a comma or "to"."""
    before = bits[verb.start - 1]
    joined = before.is_small("and", "to") or before.text == ","
    return verb.relation not in {"wonder", "wait"} and joined


def _begins_predicate(bits: Sequence[Bit], verb: Verb, first: Verb) -> bool:
    """A finite verb that "and", "to" or another "who" does not tie to what stands before it."""
    entry = bits[verb.start].get("relation") or bits[verb.start].get("helper")
    before = bits[verb.start - 1]
    many = any(is_several(bit) for bit in bits[: first.start])
    finite = entry is not None and entry.form.verb in {"third", "past", *(("base", "plural") if many else ())}
    tied = before.is_small("and", "to", "relatives", "joins", "context") or _is_listed(bits, verb, first)
    led = in_relative(bits[first.end :], verb.start - first.end) or any(
        bit.is_small("joins") for bit in bits[verb.start - 2 : verb.start]
    )
    return verb.start > first.end - 1 and finite and not tied and not led


def _is_listed(bits: Sequence[Bit], verb: Verb, first: Verb) -> bool:
    """Whether a comma ties it to what stands before; one that ends ", who is seven," does not."""
    apart = any(bit.text == "," for bit in bits[: first.start])
    return bits[verb.start - 1].text == "," and not apart


def _suffered(bits: Sequence[Bit], verb: Verb) -> Verb:
    """With the "is" before a participle: "is chased by a bear" happens to the subject."""
    entry = bits[verb.end - 1].get("relation")
    state = bits[verb.start - 1] if verb.start else None
    if entry is None or state is None or entry.form.verb not in {"past", "participle"}:
        return verb
    if not state.is_small("passives") or verb.end - verb.start > 1:
        return verb
    return replace(verb, start=verb.start - 1, passive=True)


def _is_unknown(bits: Sequence[Bit], place: int) -> bool:
    """Whether nobody knows the verb that a helper governs."""
    return place < len(bits) and not bits[place].entries and bits[place].text.islower()


def _is_infinitive(bits: Sequence[Bit], place: int) -> bool:
    """What stands behind "wants to", or ends as Spanish infinitives do: "quiere ser"."""
    behind = place < len(bits) and bits[place].is_word
    return behind and (
        bits[place - 1].text.endswith(" to") or _INFINITIVE.search(bits[place].text) is not None
    )


def _inner_verb(bits: Sequence[Bit], start: int) -> int | None:
    """The infinitive after "wants to" and the like."""
    for place in range(start, min(start + 3, len(bits))):
        if bits[place].is_small("determiners", "possessives"):
            return None
        if bits[place].get("relation"):
            return place
    return None


def _can_be_verb(bits: Sequence[Bit], place: int) -> bool:
    bit = bits[place]
    entry = bit.get("relation") or bit.get("helper")
    if entry is None:
        return False
    return _can_follow(bits, place, entry) if place else _can_open(bit, entry)


def _can_open(bit: Bit, entry: Entry) -> bool:
    return entry.form.verb in {"ing", "infinitive"} or (entry.form.verb == "third" and not is_noun(bit))


def _can_follow(bits: Sequence[Bit], place: int, entry: Entry) -> bool:
    bit, before = bits[place], bits[place - 1]
    if is_several(before) or (before.is_small("perfects") and entry.form.verb in {"past", "participle"}):
        return True
    if _is_bound(bits, place):
        return False
    if entry.form.verb == "participle":
        return before.is_small("passives")
    if is_noun(bit) or bit.get("quality"):
        return entry.form.verb in {"third", "past", "plural", "base"} and _is_clause(bits, place)
    alone = (place == 1 and before.is_small("to")) or bit.is_small("modals")
    return entry.form.verb != "base" or alone or any(_may_act(bits, at) for at in range(place))


def _is_bound(bits: Sequence[Bit], place: int) -> bool:
    """Whether an article or a preposition makes something else of it: "the loved", "of being looked at";
    after "nunca", "nada" is nothing."""
    before = bits[place - 1]
    article = before.is_small("determiners", "possessives", "of") and not before.is_small("relatives")
    if article and not _stands_for_noun(bits, place - 1):
        return True
    if bits[place].is_small("pronouns") and any(bit.is_small("not") for bit in bits[:place]):
        return True
    entry = bits[place].get("relation")
    past = entry is not None and entry.form.verb == "past"
    lead = bits[place - 2] if before.is_small("passives") and place > 1 else before
    return past and lead.is_small("context", *(("of",) if lead is not before else ()))


def _stands_for_noun(bits: Sequence[Bit], place: int) -> bool:
    """As "la" right behind a noun: "un niño la encuentra"."""
    return place > 0 and bits[place].is_small("definite") and bits[place - 1].get("being") is not None


def _may_act(bits: Sequence[Bit], at: int) -> bool:
    """A noun, a pronoun, a name, or a word that nobody knows behind a number: "five tomatoes"."""
    bit = bits[at]
    numbered = at > 0 and bits[at - 1].get("number") is not None
    named = at > 0 and bit.text[:1].isupper()
    return is_noun(bit) or bit.is_small("pronouns") or (not bit.entries and (numbered or named))


def _is_clause(bits: Sequence[Bit], place: int) -> bool:
    """A word that may be noun or verb is a verb between a noun and what a verb governs."""
    before = bits[place - 1]
    if before.get("quality") and not any(is_noun(one) for one in bits[:place]):
        return False
    after = bits[place + 1] if place + 1 < len(bits) else None
    governs = after is None or after.is_small(
        "determiners", "possessives", "context", "with", "adverbs", "pronouns", "of", "to"
    )
    return governs and any(is_noun(one) or not one.entries for one in bits[:place] if one.is_word)
