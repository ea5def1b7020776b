"""The forms of English words: plurals, and verbs as they are said of one, of many, now and then."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coda.apps.idea2video.story.form import Form, Spelled

_BRACKETS = re.compile(r"^(.*?)\s*\((.*?)\)$")
_IRREGULAR = {"be": "is", "have": "has", "do": "does", "must": "must", "can": "can", "cannot": "cannot"}
_GENDERS = (
    (
        "f",
        re.compile(
            r"(woman|girl|lady|mother|mom|mum|grandma|sister|daughter|aunt|niece|wife|widow|bride|nun|queen|witch|"
            r"[^s]tress|[nrw]ess|nanny|granny|ballerina)$"
        ),
    ),
    (
        "m",
        re.compile(
            r"(?<!wo)(?<!hu)(?<!snow)man$|"
            r"(boy|father|dad|grandpa|brother|uncle|nephew|husband|widower|groom|monk|king|prince|wizard|guy|"
            r"(?<!per)son)$"
        ),
    ),
)
"""Nouns that say whether they speak of a woman or a man."""


def plural(noun: str) -> str:
    if re.search(r"(s|x|z|ch|sh)$", noun):
        return noun + "es"
    if re.search(r"[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    return noun + "s"


def singular(noun: str) -> str:
    """Of a regular plural that no word list has."""
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    return noun[:-2] if re.search(r"(s|x|z|ch|sh|o)es$", noun) else noun[:-1]


def is_plural(noun: str) -> bool:
    """By its look: "tomatoes", and not "glass", "cactus" or "oasis"."""
    return bool(re.search(r"[^siu]s$", noun))


def third(verb: str) -> str:
    """As "she" does it: "look for" → "looks for"."""
    first, *rest = verb.split(" ")
    if first in _IRREGULAR:
        said = _IRREGULAR[first]
    elif re.search(r"(s|x|z|ch|sh|o)$", first):
        said = first + "es"
    else:
        said = first[:-1] + "ies" if re.search(r"[^aeiou]y$", first) else first + "s"
    return " ".join([said, *rest])


def noun(raw: str) -> Iterator[Spelled]:
    """An irregular plural stands in brackets."""
    bracket = _BRACKETS.match(raw)
    one, many = bracket.groups() if bracket else (raw, plural(raw))
    gender = next((gender for gender, ending in _GENDERS if ending.search(one)), "")
    yield one, one, Form(gender=gender)
    if many != one:
        yield many, one, Form(plural=True, gender=gender)


def verb(raw: str) -> Iterator[Spelled]:
    """An irregular past and participle stand after slashes."""
    base, *pasts = raw.split("/")
    yield base, base, Form(verb="base")
    yield third(base), base, Form(verb="third")
    yield _ing(base), base, Form(verb="ing")
    for past in pasts or [_past(base)]:
        yield past, base, Form(verb="past")


def _past(verb: str) -> str:
    first, *rest = verb.split(" ")
    if first.endswith("e"):
        past = first + "d"
    elif re.search(r"[^aeiou]y$", first):
        past = first[:-1] + "ied"
    else:
        past = _doubled(first) + "ed"
    return " ".join([past, *rest])


def _ing(verb: str) -> str:
    first, *rest = verb.split(" ")
    ing = (first[:-1] if re.search(r"[^eoy]e$", first) else _doubled(first)) + "ing"
    return " ".join([ing, *rest])


def _doubled(verb: str) -> str:
    """As in "hug" → "hugg": a short verb doubles its last letter."""
    return verb + verb[-1] if re.fullmatch(r"[^aeiou]*[aeiou][bdgklmnprt]", verb) else verb
