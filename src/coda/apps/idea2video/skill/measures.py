"""Lengths of time and ordinals: a number with its unit or its sign becomes one phrase."""

from __future__ import annotations

from collections.abc import Sequence

from coda.apps.idea2video.skill.phrases import Phrase

_UNITS = {"seconds": 1.0, "minutes": 60.0}


def with_measures(words: Sequence[Phrase]) -> list[Phrase]:
    """The words with `seconds` and `ordinal` made of two or three: "20 seconds", "90-second", "第2"."""
    phrases: list[Phrase] = []
    for word in words:
        while phrases and _is_hyphen(phrases[-1]) and word.means("unit"):
            phrases.pop()
        before = phrases[-1] if phrases else None
        joined = _joined(before, word) if before is not None else None
        if joined is not None:
            phrases[-1] = joined
        else:
            phrases.append(word)
    return phrases


def _joined(before: Phrase, word: Phrase) -> Phrase | None:
    if word.means("unit") and before.means("number"):
        seconds = float(before.meanings["number"]) * _UNITS[word.meanings["unit"]]
        return _phrase(before, word, "seconds", f"{seconds:g}")
    if before.means("ordinal sign") and word.means("number"):
        return _phrase(before, word, "ordinal", word.meanings["number"])
    return None


def _phrase(first: Phrase, last: Phrase, kind: str, key: str) -> Phrase:
    return Phrase(f"{first.text} {last.text}", first.start, last.end, {kind: key})


def _is_hyphen(phrase: Phrase) -> bool:
    return phrase.means("mark", "-")
