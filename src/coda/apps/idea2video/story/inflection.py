"""The forms in which a word can stand in a text, each with the form that the film uses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Form:
    """Of a noun: whether it is plural, its gender ("" where the language has none), its Chinese measure word.
    Of a verb: `finite` ("third" person, "base", "past", "plural") or "ing", "infinitive", "participle"."""

    plural: bool = False
    gender: str = ""
    measure: str = ""
    verb: str = ""


Spelled = tuple[str, str, Form]
"""How it is spelled, how the film calls it, in what form it stands there."""

_NOUNS = {"being", "thing", "place"}
_VERBS = {"relation", "helper", "pose"}
_BRACKETS = re.compile(r"^(.*?)\s*[(（](.*?)[)）]$")


def forms(language: str, kind: str, raw: str) -> Iterator[Spelled]:
    """Every form of a word as the word lists write it."""
    if language == "zh":
        yield from _chinese(raw)
    elif kind in _NOUNS:
        yield from (_spanish_noun(raw) if language == "es" else _english_noun(raw))
    elif kind in _VERBS:
        yield from (_spanish_verb(raw) if language == "es" else _english_verb(raw))
    elif kind in {"quality", "colour", "feature"} and language == "es":
        yield from _spanish_adjective(raw)
    else:
        yield raw, raw, Form()


def english_plural(noun: str) -> str:
    if re.search(r"(s|x|z|ch|sh)$", noun):
        return noun + "es"
    if re.search(r"[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    return noun + "s"


def english_third(verb: str) -> str:
    """As "she" does it: "look for" → "looks for"."""
    first, *rest = verb.split(" ")
    irregular = {
        "have": "has",
        "be": "is",
        "do": "does",
        "go": "goes",
        "must": "must",
        "can": "can",
        "cannot": "cannot",
    }
    if first in irregular:
        third = irregular[first]
    elif re.search(r"(s|x|z|ch|sh|o)$", first):
        third = first + "es"
    else:
        third = first[:-1] + "ies" if re.search(r"[^aeiou]y$", first) else first + "s"
    return " ".join([third, *rest])


def _english_noun(raw: str) -> Iterator[Spelled]:
    bracket = _BRACKETS.match(raw)
    one, many = bracket.groups() if bracket else (raw, english_plural(raw))
    yield one, one, Form()
    if many != one:
        yield many, one, Form(plural=True)


def _english_verb(raw: str) -> Iterator[Spelled]:
    base, *pasts = raw.split("/")
    yield base, base, Form(verb="base")
    yield english_third(base), base, Form(verb="third")
    yield _english_ing(base), base, Form(verb="ing")
    for past in pasts or [_english_past(base)]:
        yield past, base, Form(verb="past")


def _english_past(verb: str) -> str:
    first, *rest = verb.split(" ")
    if first.endswith("e"):
        past = first + "d"
    elif re.search(r"[^aeiou]y$", first):
        past = first[:-1] + "ied"
    else:
        past = _doubled(first) + "ed"
    return " ".join([past, *rest])


def _english_ing(verb: str) -> str:
    first, *rest = verb.split(" ")
    if re.search(r"[^eoy]e$", first):
        ing = first[:-1] + "ing"
    else:
        ing = _doubled(first) + "ing"
    return " ".join([ing, *rest])


def _doubled(verb: str) -> str:
    """ "hug" → "hugg": a short verb doubles its last letter."""
    return verb + verb[-1] if re.fullmatch(r"[^aeiou]*[aeiou][bdgklmnprt]", verb) else verb


def _chinese(raw: str) -> Iterator[Spelled]:
    """A measure word stands in brackets."""
    bracket = _BRACKETS.match(raw)
    word, measure = bracket.groups() if bracket else (raw, "")
    yield word, word, Form(measure=measure)


def _spanish_noun(raw: str) -> Iterator[Spelled]:
    yield raw, raw, Form()


def _spanish_verb(raw: str) -> Iterator[Spelled]:
    yield raw, raw, Form()


def _spanish_adjective(raw: str) -> Iterator[Spelled]:
    yield raw, raw, Form()
