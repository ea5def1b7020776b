"""From a message to phrases: the longest words that are known, then lengths and references made of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coda.apps.idea2video.skill.measures import with_measures
from coda.apps.idea2video.skill.names import ARTICLES, names_of
from coda.apps.idea2video.skill.phrases import Phrase
from coda.apps.idea2video.skill.references import with_references
from coda.apps.idea2video.skill.tokens import Token, folded, plain, tokenize
from coda.apps.idea2video.skill.view import FilmView
from coda.apps.idea2video.skill.vocabulary import LONGEST, vocabulary
from coda.apps.idea2video.story import concepts
from coda.apps.idea2video.story.lexicon import lexicon

_LEXICON_KINDS = ("figure", "element", "place", "time", "weather", "mood", "colour", "feature", "pose")

_LOOSE_KINDS, _FIRM_KINDS = ("mood", "pose"), {"small", "do"}
"""A verb or a small word of commands is no mood and no posture besides: "show", "slow"."""
Words = Mapping[str, Mapping[str, str]]


def read_phrases(
    text: str, language: str, view: FilmView, tail: tuple[int, int] | None = None
) -> list[Phrase]:
    """The phrases of a text; the span `tail` of it is one text, taken as it is."""
    tokens = tokenize(text, tail)
    words = list(_words(plain(text), tokens, language, names_of(view, language)))
    return with_references(with_measures(words), view)


def _words(text: str, tokens: tuple[Token, ...], language: str, names: Words) -> Iterator[Phrase]:
    place = 0
    while place < len(tokens):
        phrase, taken = _longest(text, tokens[place : place + LONGEST], language, names)
        yield phrase
        place += taken


def _longest(text: str, ahead: tuple[Token, ...], language: str, names: Words) -> tuple[Phrase, int]:
    first = ahead[0]
    if first.kind == "quote":
        return Phrase(first.text, first.start, first.end, {"text": first.text}), 1
    for length in range(len(ahead), 0, -1):
        said = text[first.start : ahead[length - 1].end]
        meanings = _meanings(said, language, names)
        if meanings:
            return Phrase(said, first.start, ahead[length - 1].end, meanings), length
    return Phrase(first.text, first.start, first.end, _meaning_alone(first, language, names)), 1


def _meanings(said: str, language: str, names: Words) -> dict[str, str]:
    spelled = folded(said)
    found = {**vocabulary(language).get(spelled, {}), **names.get(spelled, {})}
    for kind, key in _entries(said, spelled, language):
        if kind in _LEXICON_KINDS and not (kind in _LOOSE_KINDS and found.keys() & _FIRM_KINDS):
            found.setdefault(kind, key)
    first, _, rest = spelled.partition(" ")
    if found and first in ARTICLES and rest:
        return {**_meanings(rest, language, names), **found}
    return found


def _entries(said: str, spelled: str, language: str) -> Iterator[tuple[str, str]]:
    words = lexicon(language)
    for entry in (*words.meanings(said), *(words.meanings(spelled) if spelled != said.lower() else ())):
        yield entry.kind, entry.key
        if entry.kind == "thing" and entry.key in concepts.things():
            yield "element", concepts.things()[entry.key].element
        being = concepts.beings().get(entry.key) if entry.kind == "being" else None
        if being is not None and being.group != concepts.FORCES:
            yield "figure", being.figures[0]
            if being.figures[0] == "thing":
                yield "element", being.elements[0]


def _meaning_alone(token: Token, language: str, names: Words) -> dict[str, str]:
    if token.kind == "number":
        return {"number": token.text.replace(",", ".")}
    if token.kind == "mark":
        return {"mark": token.text}
    owner = token.text.removesuffix("'s")
    return _meanings(owner, language, names) if owner != token.text else {}
