"""How the characters and scenes of a film may be called in a command."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from coda.apps.idea2video.skill.tokens import folded
from coda.apps.idea2video.skill.view import FilmView
from coda.apps.idea2video.skill.vocabulary import vocabulary
from coda.apps.idea2video.story.lexicon import lexicon

_PLACED = re.compile(r"^(?:in|on|at|under|en|sobre|bajo)\s+", re.IGNORECASE)
_ARTICLES = {"en": ("the ", "a ", "an "), "es": ("el ", "la ", "los ", "las ", "un ", "una "), "zh": ()}
ARTICLES = frozenset(article.strip() for articles in _ARTICLES.values() for article in articles)


def names_of(view: FilmView, language: str) -> dict[str, dict[str, str]]:
    """Spelling → `character` or `scene name` → id. What may mean two of them is left out."""
    found: dict[str, dict[str, str]] = {}
    for kind, said in (
        ("character", list(_character_names(view, language))),
        ("scene name", list(_scene_names(view, language))),
    ):
        owners = Counter(spelled for spelled, _ in set(said))
        for spelled, id in said:
            if owners[spelled] == 1 and spelled:
                found.setdefault(spelled, {})[kind] = id
    return found


def _character_names(view: FilmView, language: str) -> Iterator[tuple[str, str]]:
    """The full name; else a word of it, what it is drawn as, or what its description calls it."""
    full = {folded(one.name): id for id, one in view.cast}
    yield from full.items()
    for id, one in view.cast:
        for spelled in _other_names(one.name, one.figure, one.description, language):
            if spelled not in full:
                yield spelled, id


def _other_names(name: str, figure: str, description: str, language: str) -> set[str]:
    words = folded(name).split()
    bare = _without_article(folded(name), language)
    others = {bare, words[-1] if words else "", words[0] if words else ""}
    others |= {spelled for spelled, kinds in vocabulary(language).items() if kinds.get("figure") == figure}
    for bit in lexicon(language).bits(f"{description}. {name}"):
        if bit.get("being"):
            others |= {folded(bit.text), folded(bit.text).split()[-1]}
    return {spelled for spelled in others if len(spelled) > 1 and f"{spelled} " not in _ARTICLES[language]}


def _scene_names(view: FilmView, language: str) -> Iterator[tuple[str, str]]:
    for id, one in view.scenes:
        yield from {(folded(one.name), id), (_without_article(folded(one.name), language), id)}


def _without_article(name: str, language: str) -> str:
    return next((name[len(a) :] for a in _ARTICLES[language] if name.startswith(a)), name)


def as_name(words: str) -> str:
    """What is called by the word for it: "a cat" → "Cat"."""
    bare = _PLACED.sub("", words)
    for articles in _ARTICLES.values():
        bare = next((bare[len(a) :] for a in articles if bare.lower().startswith(a)), bare)
    return bare[:1].upper() + bare[1:]
