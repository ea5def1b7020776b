"""English and Spanish sentences taken apart: who, does what, to whom, where and when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from coda.apps.idea2video.story.complements import complements, has_sign, is_somebody, linked, until_second
from coda.apps.idea2video.story.deeds import deed
from coda.apps.idea2video.story.ends import without_ends, without_stops
from coda.apps.idea2video.story.lexicon import Bit, Lexicon, span
from coda.apps.idea2video.story.members import with_members
from coda.apps.idea2video.story.noun_phrases import read_noun, split_phrases
from coda.apps.idea2video.story.nouns import Clause, Noun, suffered
from coda.apps.idea2video.story.openings import is_context, opening, opening_of_subject
from coda.apps.idea2video.story.owners import somebody, told_of_owner
from coda.apps.idea2video.story.predicates import find_verb
from coda.apps.idea2video.story.relations import retold
from coda.apps.idea2video.story.turns import second_clause, with_turn
from coda.apps.idea2video.story.verbs import Verb
from coda.apps.idea2video.story.whereabouts import is_whole_place, place_at
from coda.apps.idea2video.vocabulary import Feature

_BESIDE = re.compile(r" (?:with|against|con|contra)$", re.IGNORECASE)
"""How verbs end that somebody else takes part in: "dances with"."""
_ARTICLE = re.compile(r" an?$")
"""How verbs end that the word lists have together with an article: "wins a"."""

_GOVERNING = {"discover", "search", "save", "give", "mend"}
"""Relations whose verb needs an object."""
_NEAR = 7
"""Words of a place that can be told together with its verb."""
_ABSTRACT = {"search", "lose", "discover", "fear", "become"}
"""Relations whose object needs no article: "looks for happiness"."""


def read_clause(text: str, lexicon: Lexicon) -> Clause:
    """The main clause of an idea's first sentence; what stands before it is context."""
    bits = lexicon.bits(text)
    led, begun = opening(bits, lexicon.language)
    body = bits[begun:]
    joint = second_clause(body, lexicon.language)
    clause = with_turn(_main(body[:joint], text, lexicon), _main(body[joint + 1 :], text, lexicon))
    lead = span(text, without_stops(bits[:led]))
    clause = replace(clause, context=" ".join(filter(None, (lead, clause.context))))
    return with_members(clause, lexicon.language)


def _main(bits: Sequence[Bit], text: str, lexicon: Lexicon) -> Clause:
    verb = find_verb(bits, lexicon.language)
    return _titled(bits, text, lexicon) if verb is None else _told(bits, verb, text, lexicon)


def _titled(bits: Sequence[Bit], text: str, lexicon: Lexicon) -> Clause:
    """Without a verb everything before a place is the subject: "A race between a turtle and a train"."""
    front, early = _front(bits)
    front = _between(front)
    clause = Clause(
        subject=span(text, front),
        context=span(text, early),
        subjects=_placed(_nouns(front, text, lexicon.language, opens=True), front, early, text),
    )
    clause = clause if clause.subjects else replace(clause, subjects=_anybody(bits, text, lexicon.language))
    return told_of_owner(clause, front, text, lexicon)


def _anybody(bits: Sequence[Bit], text: str, language: str) -> tuple[Noun, ...]:
    """Whoever is named somewhere in a title about love or war: "love in the time of robots"."""
    about = any(bit.get("bond") for bit in bits)
    at = next((n for n, bit in enumerate(bits) if about and is_somebody(bit)), len(bits))
    return _nouns(bits[at:], text, language, opens=False)


def _told(bits: Sequence[Bit], verb: Verb, text: str, lexicon: Lexicon) -> Clause:
    language = lexicon.language
    front, early = _front(bits[: verb.subject_end])
    if front and is_context(front[0]):
        front, early = (), front
    named, late, skill = complements(bits[verb.end :], verb)
    verb = replace(verb, relation=_addressed(verb.relation, named))
    action = sorted([*bits[verb.start : verb.end], *named, *skill], key=lambda bit: bit.start)
    named = () if bits[verb.end : verb.end + 1] and bits[verb.end].is_small("and") else until_second(named)
    clause = Clause(
        subject=span(text, front),
        action=span(text, action),
        context=" ".join(filter(None, (span(text, early), span(text, late)))),
        subjects=_gendered(
            _placed(_nouns(front, text, language, opens=True), front, early, text), bits, verb
        ),
        relation=verb.relation,
        objects=_objects(bits[verb.end - 1], [*named, *_doers(late, verb)], verb.relation, text, language),
        skill=span(text, skill),
        deed=_complete(deed(verb, named or _whereabouts(late, verb), bits, text, language), verb.relation),
    )
    done = any(bit.is_small("agents") for bit in (*named, *late))
    if _is_state(bits, verb):
        clause = replace(clause, objects=tuple(noun for noun in clause.objects if noun.kind != "being"))
    elif verb.passive:
        clause = suffered(clause if done else replace(clause, objects=()))
    else:
        clause = _joined(clause, bits[verb.end - 1], named)
        clause = _kept_company(clause, late, text, language)
    clause = _promoted(clause, named, text, language) if verb.subject_end else clause
    return retold(told_of_owner(_peopled(clause, bits[: verb.subject_end]), front, text, lexicon))


def _addressed(relation: str, named: Sequence[Bit]) -> str:
    """Whoever sings or plays for somebody has an audience of one."""
    at = next((n for n, bit in enumerate(named) if bit.is_small("to")), len(named))
    return "serenade" if relation == "perform" and any(map(is_somebody, named[at:])) else relation


def _objects(last: Bit, named: Sequence[Bit], relation: str, text: str, language: str) -> tuple[Noun, ...]:
    """What is given stands before whom it is given to, and what is sought before where."""
    if named and named[0].is_small("asking"):
        return ()
    found = [noun for part in linked(named, relation) for noun in _nouns(part, text, language, opens=False)]
    objects = found or _abstract(named, relation)
    if objects and _ARTICLE.search(last.text):
        objects[0] = replace(objects[0], determiner=objects[0].determiner or "a")
    if relation == "give":
        objects.sort(key=lambda noun: noun.kind == "being")
    if relation == "share":
        objects.sort(key=lambda noun: noun.kind != "being")
    if relation == "search":
        objects.sort(key=lambda noun: noun.kind == "place")
    return tuple(objects)


def _abstract(named: Sequence[Bit], relation: str) -> list[Noun]:
    """As in "looks for | happiness", "becomes | invisible": one word without an article."""
    if relation not in _ABSTRACT or len(named) != 1 or not named[0].text.islower():
        return []
    becomes = relation == "become" and named[0].get("quality") is not None
    bare = becomes or not named[0].entries
    return [Noun(phrase=named[0].text, head=named[0].text)] if bare else []


def _complete(told: str, relation: str) -> str:
    """Nothing where the verb alone says too little: "discovers"."""
    return "" if relation in _GOVERNING and " " not in told else told


def _whereabouts(late: Sequence[Bit], verb: Verb) -> Sequence[Bit]:
    """What stands behind a verb without an object and belongs to it: "knocks | on every door"."""
    timed = any(bit.get("time") or bit.get("weather") or bit.is_small("joins") for bit in late)
    near = 0 < len(late) <= _NEAR and not timed and late[0].is_small("context")
    return late if near and not verb.wishes else ()


def _doers(late: Sequence[Bit], verb: Verb) -> Sequence[Bit]:
    """Those by whom something is done, where a place comes first: "is found at sea | by two children"."""
    at = next((n for n, bit in enumerate(late) if verb.passive and bit.is_small("agents")), len(late))
    return late[at:]


def _promoted(clause: Clause, named: Sequence[Bit], text: str, language: str) -> Clause:
    """Where nobody does it, it is told of the one who does, or of the one it is done to: "nobody remembers it
    except a girl", "nobody believes the boy"."""
    beings = [noun for noun in (*_excepted(named, text, language), *clause.objects) if somebody(noun)]
    if clause.subjects or not beings:
        return clause
    rest = tuple(noun for noun in clause.objects if noun is not beings[0])
    return replace(clause, subjects=(beings[0],), objects=rest, deed="")


def _excepted(named: Sequence[Bit], text: str, language: str) -> tuple[Noun, ...]:
    at = next((n + 1 for n, bit in enumerate(named) if bit.is_small("without")), len(named))
    return _nouns(named[at:], text, language, opens=False)


def _gendered(nouns: tuple[Noun, ...], bits: Sequence[Bit], verb: Verb) -> tuple[Noun, ...]:
    """The sheriff who arrests "his own horse" is a man, "himself" too; Spanish "su" tells nothing."""
    said = [bit for bit in bits[verb.end :] if bit.is_small("his", "hers")]
    if len(nouns) != 1 or nouns[0].gender or nouns[0].kind == "thing" or not said:
        return nouns
    return (replace(nouns[0], gender="m" if said[0].is_small("his") else "f"),)


def _is_state(bits: Sequence[Bit], verb: Verb) -> bool:
    """As in "is the boss", "is elected mayor": whoever is something is nobody else."""
    return not verb.relation and not verb.passive and bits[verb.start].is_small("passives")


def _peopled(clause: Clause, before: Sequence[Bit]) -> Clause:
    """A place is nobody of whom it is told what happens there: "the town where nobody dreams"."""
    there = any(bit.is_small("joins") for bit in before)
    places = [noun for noun in clause.subjects if noun.kind == "place"]
    return replace(clause, subjects=(), deed="") if there and places else clause


def _joined(clause: Clause, last: Bit, named: Sequence[Bit]) -> Clause:
    """Whoever plays "with the moon" or "against Death", and nothing else, has a second one beside."""
    beside = _BESIDE.search(last.text) or (bool(named) and named[0].is_small("with", "against"))
    if not beside or len(clause.subjects) != 1 or not clause.objects or clause.objects[0].kind != "being":
        return clause
    other, *rest = clause.objects
    return replace(clause, subjects=(*clause.subjects, other), objects=tuple(rest))


def _kept_company(clause: Clause, late: Sequence[Bit], text: str, language: str) -> Clause:
    """As in "lives in a lighthouse | with her father"."""
    at = next((n for n, bit in enumerate(late) if bit.is_small("with")), len(late))
    beings = [noun for noun in _nouns(late[at + 1 :], text, language, opens=False) if noun.kind == "being"]
    alone = len(clause.subjects) == 1 and not any(noun.kind == "being" for noun in clause.objects)
    return replace(clause, subjects=(*clause.subjects, *beings[:1])) if alone else clause


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
    if bits and bits[0].is_small("others"):
        return (), without_ends(bits[1:])
    bits = without_ends(bits)
    if all(bit.is_small("to") for bit in bits):
        return (), ()
    led = opening_of_subject(bits)
    if led:
        return without_ends(bits[led:]), without_stops(bits[:led])
    for place in range(1, len(bits)):
        if (
            bits[place].is_small("joins")
            or (is_context(bits[place]) and has_sign(bits, place))
            or is_whole_place(bits[place])
        ):
            return without_ends(bits[:place]), bits[place:]
    return bits, ()


def _between(bits: Sequence[Bit]) -> Sequence[Bit]:
    """As in "A race between a turtle and a train" is about these two."""
    at = next((n + 1 for n, bit in enumerate(bits) if bit.is_small("between")), 0)
    return bits[at:]


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
    several = any(bit.is_small("and") for bit in bits[:at])
    return _accompanied(found if several else _apposed(found), bits[at + 1 :], text, language)


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
    """A noun ends before "who"; "that" with an article behind it begins a clause that names nothing."""
    for n, bit in enumerate(bits):
        behind = n + 1 < len(bits) and bits[n + 1].is_small("determiners", "possessives", "pronouns")
        alone = not bit.is_small("determiners", "others")
        if bit.is_small("relatives") and (n or behind or alone):
            return bits[:n]
    return bits


def _apposed(nouns: list[Noun]) -> list[Noun]:
    """As in "Mara, a lighthouse keeper" is one person."""
    if len(nouns) == 2 and nouns[0].name and not nouns[0].head and not nouns[1].name:
        return [replace(nouns[1], name=nouns[0].name)]
    return nouns
