"""Which language a text is written in, as far as the storyteller tells them apart."""

from __future__ import annotations

import re
from functools import cache

from coda.apps.idea2video.story import shelf
from coda.apps.idea2video.story.lexicon import lexicon

_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u3400-\u9fff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
)
_WORD = re.compile(r"[^\W\d_]+")


def detect_language(text: str) -> str:
    """`en`, `es` or `zh`; English where the words tell nothing, and for all other languages."""
    found = _script(text)
    if found is not None:
        return found if found in shelf.LANGUAGES else "en"
    words = [word.lower() for word in _WORD.findall(text)]
    spanish = sum(word in _common("es") for word in words) + len(re.findall("[ñ¿¡]", text)) * 2
    english = sum(word in _common("en") for word in words)
    if spanish > english:
        return "es" if _known(text, "es") else "en"
    return "es" if spanish == english and _known(text, "es") > _known(text, "en") else "en"


def _known(text: str, language: str) -> int:
    """How many letters stand in words that mean something in a language; "un" alone could be French."""
    bits = lexicon(language).bits(text)
    return sum(len(bit.text) for bit in bits if any(entry.kind != "small" for entry in bit.entries))


def _script(text: str) -> str | None:
    """The script that a fifth of the letters are in; Japanese is told by its kana."""
    letters = sum(letter.isalpha() for letter in text) or 1
    for language, pattern in _SCRIPTS:
        if len(pattern.findall(text)) >= letters / 5 and pattern.search(text):
            return language
    return None


@cache
def _common(language: str) -> frozenset[str]:
    return frozenset(shelf.words(language, "grammar", "plain", "stop"))
