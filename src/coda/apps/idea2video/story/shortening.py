"""Words made fewer without making them others: cut at a sentence, a clause or a word."""

from __future__ import annotations

import re
from collections.abc import Callable

_SENTENCE = re.compile(r"[^.!?。！？…]+(?:[.!?。！？…]+[”»\"’)]*|$)\s*")
_MARKS = " ,;:，；：、—–-"
_CLAUSE = re.compile(r"[,;:，；：、—–]\s*")


def sentences(text: str) -> list[str]:
    return [found.group().strip() for found in _SENTENCE.finditer(text) if found.group().strip()]


def shortened(text: str, most: int) -> str:
    """At most so many characters: cut behind a sentence that ends late enough, otherwise behind a word."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    end = max(cut.rfind(mark) for mark in (". ", "! ", "? ", "。", "！", "？"))
    if end > most // 2:
        return cut[: end + 1]
    return _without_loose_end(cut.rsplit(" ", 1)[0] if " " in cut else cut) + "…"


def said_short(sentence: str, most: int, size: Callable[[str], int]) -> str:
    """At most `most` words, as `size` counts them: cut behind a clause, otherwise behind a word with "…"."""
    if size(sentence) <= most:
        return sentence
    ends = [found.start() for found in _CLAUSE.finditer(sentence)]
    fitting = [end for end in ends if 0 < size(sentence[:end]) <= most]
    if fitting and size(sentence[: fitting[-1]]) >= most // 3:
        return sentence[: fitting[-1]].rstrip() + ("。" if _is_chinese(sentence) else ".")
    cut = sentence
    while size(cut) > most:
        cut = cut[:-1] if _is_chinese(sentence) or " " not in cut else cut.rsplit(" ", 1)[0]
    return _without_loose_end(cut) + "…"


def _is_chinese(text: str) -> bool:
    return bool(re.search(r"[\u3400-\u9fff]", text))


def _without_loose_end(text: str) -> str:
    """Without a comma, an article or a preposition at its end."""
    short = re.sub(r"(?:\s+[^\W\d_]{1,3})+$", "", text.rstrip(_MARKS)) if not _is_chinese(text) else text
    return (short or text).rstrip(_MARKS)
