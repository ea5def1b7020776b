"""How the characters and scenes of a film may be called in a command."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from coda.apps.idea2video.entities import Character, Scene
from coda.apps.idea2video.skill.tokens import folded
from coda.apps.idea2video.skill.view import FilmView
from coda.apps.idea2video.skill.vocabulary import vocabulary
from coda.apps.idea2video.skill.wording import word
from coda.apps.idea2video.story import concepts
from coda.apps.idea2video.story.lexicon import lexicon
from coda.apps.idea2video.vocabulary import FigureKind

_PLACED = re.compile(r"^(?:in|on|at|under|en|sobre|bajo)\s+", re.IGNORECASE)
_ARTICLES = {"en": ("the ", "a ", "an "), "es": ("el ", "la ", "los ", "las ", "un ", "una "), "zh": ()}
ARTICLES = frozenset(article.strip() for articles in _ARTICLES.values() for article in articles)


Cast = tuple[tuple[str, Character], ...]
Places = tuple[tuple[str, Scene], ...]


def names_of(view: FilmView, language: str) -> Mapping[str, Mapping[str, str]]:
    """Spelling → `character` or `scene name` → id. What may mean two of them is left out."""
    return _names(view.cast, view.scenes, language)


@lru_cache(maxsize=16)
def _names(cast: Cast, places: Places, language: str) -> Mapping[str, Mapping[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for kind, said in (
        ("character", list(_character_names(cast, language))),
        ("scene name", list(_scene_names(places, language))),
    ):
        owners = Counter(spelled for spelled, _ in set(said))
        for spelled, id in said:
            if owners[spelled] == 1 and spelled:
                found.setdefault(spelled, {})[kind] = id
    return found


def _character_names(cast: Cast, language: str) -> Iterator[tuple[str, str]]:
    """The full name; else a word of it, what it is drawn as, or what its description calls it first."""
    full = {folded(one.name): id for id, one in cast}
    yield from full.items()
    for id, one in cast:
        name = folded(one.name)
        others = {_without_article(name, language), *_free_words(name.split(), language)}
        others |= _drawn_as(one, language) | _called(one, language)
        shortest = 1 if language == "zh" else 2
        yield from ((spelled, id) for spelled in others - full.keys() if len(spelled) >= shortest)


def _free_words(words: Sequence[str], language: str) -> Iterator[str]:
    """Those of a name that are no words of commands: of "Old Tom" only "Tom"."""
    return (one for one in words if one not in ARTICLES and one not in vocabulary(language))


def _drawn_as(entity: Character, language: str) -> set[str]:
    """The words for its figure, or for the thing that it is."""
    if entity.figure == "thing" and entity.element is not None:
        return {folded(word(language, "element", entity.element))}
    return {
        spelled for spelled, kinds in vocabulary(language).items() if kinds.get("figure") == entity.figure
    }


def _called(entity: Character, language: str) -> set[str]:
    """As in "a lighthouse keeper called Mara": the keeper. A being of another kind is somebody else."""
    for bit in lexicon(language).bits(f"{entity.name}. {entity.description}"):
        being = bit.get("being")
        kind = concepts.beings().get(being.key) if being is not None else None
        if kind is not None and (kind.group == concepts.FORCES or entity.figure in _figures_of(kind.group)):
            return {folded(bit.text), *_free_words(folded(bit.text).split()[-1:], language)}
    return set()


@cache
def _figures_of(group: str) -> frozenset[FigureKind]:
    """As what people, creatures or animals are drawn."""
    return frozenset(
        figure for kind in concepts.beings().values() if kind.group == group for figure in kind.figures
    )


def _scene_names(places: Places, language: str) -> Iterator[tuple[str, str]]:
    for id, one in places:
        yield from {(folded(one.name), id), (_without_article(folded(one.name), language), id)}


def _without_article(name: str, language: str) -> str:
    return next((name[len(a) :] for a in _ARTICLES[language] if name.startswith(a)), name)


def as_name(words: str) -> str:
    """What is called by the word for it: "a cat" → "Cat"."""
    bare = _PLACED.sub("", words)
    for articles in _ARTICLES.values():
        bare = next((bare[len(a) :] for a in articles if bare.lower().startswith(a)), bare)
    return bare[:1].upper() + bare[1:]
