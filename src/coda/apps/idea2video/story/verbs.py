"""Where a sentence's verb stands, in English and Spanish, and what it makes of the sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from coda.apps.idea2video.story import english_forms, spanish_forms
from coda.apps.idea2video.story.lexicon import Bit, Entry, span

_NOUNS = ("being", "thing", "place")
_DREAMS = {"travel", "perform", "grow", "learn", "dream", "build", "wait"}
"""What one wishes to do for its own sake."""


@dataclass(frozen=True, slots=True)
class Verb:
    """Where the verb stands, counted in bits: `[start, end)` with its helpers. The subject ends before the
    first verb, even when a later one tells more."""

    start: int
    end: int
    relation: str
    subject_end: int


def find_verb(bits: Sequence[Bit], language: str) -> Verb | None:
    """The main clause's: "an elephant who never forgets loses her memory" is about the loss, "the moon feels
    lonely and looks for friends" about the search."""
    found = list(_verbs(bits)) or list(_doubtful(bits))
    if found and _in_relative(bits, found[0].start):
        later = (verb for verb in found[1:] if _begins_predicate(bits, verb, found[0]))
        found = [next(later, found[0])]
    if not found:
        return _unknown_verb(bits, language)
    later = (verb for verb in found[1:] if _begins_another(bits, verb))
    telling = found[0] if found[0].relation != "wonder" else next(later, found[0])
    return replace(telling, subject_end=found[0].subject_end)


def _verbs(bits: Sequence[Bit]) -> Iterator[Verb]:
    for place, bit in enumerate(bits):
        if not _can_be_verb(bits, place):
            continue
        helper = bit.get("helper")
        inner = _inner_verb(bits, place + 1) if helper else None
        if place and bits[place - 1].is_small("not"):
            yield Verb(place - 1, place + 1, "wonder", place - 1)
        elif helper is not None and inner is not None:
            yield _with_helper(bits, place, inner, wishes=helper.key == "wish")
        elif helper is not None and not bit.get("relation"):
            yield Verb(place, place + 1, "wonder", place)
        elif bit.get("relation"):
            start = _reflexive(bits, place)
            yield Verb(start, place + 1, _relation(bit), start)


def _doubtful(bits: Sequence[Bit]) -> Iterator[Verb]:
    """Where nothing else is a verb: what may be one between somebody and a noun, as in "a dragon | lights |
    candles"."""
    for place in range(1, len(bits) - 1):
        entry = bits[place].get("relation")
        if entry is not None and entry.form.verb == "third" and bits[place - 1].get("being"):
            yield Verb(place, place + 1, entry.key, place)


def _in_relative(bits: Sequence[Bit], place: int) -> bool:
    return any(bit.is_small("relatives") for bit in bits[max(0, place - 2) : place])


def _begins_another(bits: Sequence[Bit], verb: Verb) -> bool:
    """A second thing that somebody does: after "and", a comma or "to"."""
    before = bits[verb.start - 1]
    joined = before.is_small("and", "to") or before.text == ","
    return verb.relation not in {"wonder", "wait"} and joined


def _begins_predicate(bits: Sequence[Bit], verb: Verb, first: Verb) -> bool:
    """A finite verb that "and", "to" or another "who" does not tie to what stands before it."""
    entry = bits[verb.start].get("relation") or bits[verb.start].get("helper")
    before = bits[verb.start - 1]
    finite = entry is not None and entry.form.verb in {"third", "past"}
    tied = before.is_small("and", "to", "relatives", "joins", "context") or before.text == ","
    return verb.start > first.end - 1 and finite and not tied


def _with_helper(bits: Sequence[Bit], place: int, inner: int, *, wishes: bool) -> Verb:
    """Whoever wants to fly dreams of it; whoever wants to find somebody searches."""
    relation = _relation(bits[inner])
    if wishes and relation in _DREAMS:
        return Verb(place, place + 1, "dream", place)
    return Verb(place, inner + 1, "search" if wishes and relation == "discover" else relation, place)


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
    return _can_follow(bits, place, entry) if place else _can_open(bit, entry)


def _can_open(bit: Bit, entry: Entry) -> bool:
    return entry.form.verb in {"ing", "infinitive"} or (entry.form.verb == "third" and not is_noun(bit))


def _can_follow(bits: Sequence[Bit], place: int, entry: Entry) -> bool:
    bit, before = bits[place], bits[place - 1]
    if is_several(before):
        return True
    if before.is_small("determiners", "possessives", "of") and not before.is_small("relatives"):
        return False
    if is_noun(bit) or bit.get("quality"):
        return entry.form.verb in {"third", "past", "plural", "base"} and _is_clause(bits, place)
    if entry.form.verb == "past" and before.is_small("context"):
        return False
    return entry.form.verb != "base" or any(_may_act(bits, at) for at in range(place))


def _may_act(bits: Sequence[Bit], at: int) -> bool:
    """A noun, a pronoun, or a word that nobody knows behind a number: "five tomatoes"."""
    unknown = not bits[at].entries and at > 0 and bits[at - 1].get("number") is not None
    return is_noun(bits[at]) or bits[at].is_small("pronouns") or unknown


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


def is_noun(bit: Bit) -> bool:
    return any(bit.get(kind) for kind in _NOUNS)


def _is_plural(bit: Bit) -> bool:
    return any(entry.form.plural for entry in bit.entries if entry.kind in _NOUNS)


def is_several(bit: Bit) -> bool:
    """Beings in the plural: they describe no noun, so that a verb follows, as in "two kids | race"."""
    entry = bit.get("being")
    return entry is not None and entry.form.plural


def _unknown_verb(bits: Sequence[Bit], language: str) -> Verb | None:
    """A word that nobody knows, after a noun and before an article, that ends as verbs do; or "is"."""
    stated = [n for n in range(len(bits)) if _states(bits, n)]
    main = [n for n in stated if not _in_relative(bits, n)]
    for stated_at in (main or stated)[:1]:
        return Verb(stated_at, stated_at + 1, "", stated_at)
    place = next((n for n in range(1, len(bits) - 1) if _looks_like_verb(bits, n, language)), None)
    if place is None:
        return None
    start = _reflexive(bits, place)
    return Verb(start, place + 1, "", start)


def _looks_like_verb(bits: Sequence[Bit], place: int, language: str) -> bool:
    """Between a noun and what a verb governs; behind "a cat and a dog" it need not end like one person's."""
    bit, after, before = bits[place], bits[place + 1], bits[place - 1]
    behind_several = is_several(before) and language == "en"
    if bit.entries and not (
        bit.get("pose") or (behind_several and is_noun(bit)) or _only_looks_plural(bits, place)
    ):
        return False
    if not bit.is_word or before.is_small("determiners", "possessives", "of"):
        return False
    if not any(is_noun(one) for one in bits[:place]) or bit.text[:1].isupper():
        return False
    if behind_several:
        return True
    governed = after.is_small("determiners", "possessives", "context", "with", "to", "adverbs", "particles")
    several = is_noun(before) and (_is_plural(before) or any(one.is_small("and") for one in bits[:place]))
    ends = _ends_like_verb(bit.text, language) or several
    return (governed and ends) or before.text.lower() == "se"


def _only_looks_plural(bits: Sequence[Bit], place: int) -> bool:
    """As "forges" between a blacksmith and an article: no noun stands there."""
    nouns = [entry for entry in bits[place].entries if entry.kind in _NOUNS]
    ends = bits[place + 1].is_small("determiners", "possessives")
    return bits[place - 1].get("being") is not None and ends and any(entry.form.plural for entry in nouns)


def _states(bits: Sequence[Bit], place: int) -> bool:
    """As in "A dragon is afraid": what somebody is, has or can."""
    named = any(is_noun(one) or one.text[:1].isupper() for one in bits[:place])
    return named and bits[place].is_small("auxiliaries")


def _ends_like_verb(word: str, language: str) -> bool:
    if word[:1].isupper():
        return False
    return word.endswith(("a", "e", "an", "en", "ó") if language == "es" else ("s", "ed", "ing"))


def deed(verb: Verb | None, named: Sequence[Bit], bits: Sequence[Bit], text: str, language: str) -> str:
    """The verb and its objects as they are said of one person today; "" where that cannot be told."""
    if verb is None or len(named) > 6 or bits[verb.start].is_small("auxiliaries"):
        return ""
    bit = bits[verb.end - 1]
    entry = bit.get("relation") or bit.get("helper")
    third = spanish_forms.third if language == "es" else english_forms.third
    if bits[verb.start].is_small("not") and entry is not None:
        denied = f"no {third(entry.word)}" if language == "es" else f"does not {entry.word.split('/')[0]}"
        return f"{denied} {span(text, named)}".strip()
    if entry is not None and entry.form.verb != "third":
        return f"{third(entry.word)} {span(text, named)}".strip()
    said = entry is not None or _ends_in_present(bit.text, language)
    return span(text, [*bits[verb.start : verb.end], *named]) if said else ""


def _ends_in_present(word: str, language: str) -> bool:
    return word.endswith(("a", "e") if language == "es" else "s")
