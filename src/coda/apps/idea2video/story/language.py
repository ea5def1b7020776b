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
    accents = len(re.findall("[áéíóú]", text.lower())) / 2
    if not spanish and not english and not accents:
        return _by_vocabulary(text)
    return "es" if spanish + accents > english else "en"


def _by_vocabulary(text: str) -> str:
    """A few words without any small one: which language has more of them."""

    def known(code: str) -> int:
        return sum(bool(bit.entries) for bit in lexicon(code).bits(text) if bit.text[:1].isalpha())

    return "es" if known("es") > known("en") else "en"


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
