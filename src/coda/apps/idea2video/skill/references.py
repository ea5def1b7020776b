"""Which shots and scenes are meant: "shots 2 and 3", "the last two shots", "every shot", "this scene"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coda.apps.idea2video.skill.phrases import Phrase
from coda.apps.idea2video.skill.view import FilmView

MISSING = "missing"
"""Stands among the ids for a shot or scene that is not there, as `missing:9`."""


def with_references(words: Sequence[Phrase], view: FilmView) -> list[Phrase]:
    """The words with each reference made one phrase of `shots` or `scenes`: ids, with spaces between."""
    phrases: list[Phrase] = []
    place = 0
    while place < len(words):
        found = _read(words, place, view)
        if found is None:
            phrases.append(words[place])
            place += 1
        else:
            phrase, place = found
            phrases.append(phrase)
    return phrases


@dataclass(frozen=True)
class _Kind:
    """What is counted: its noun, the kind of phrase, and the ids there are."""

    noun: str
    kind: str
    ids: tuple[str, ...]
    selected: str | None


def _kinds(view: FilmView) -> tuple[_Kind, _Kind]:
    return (
        _Kind("shot", "shots", tuple(id for id, _ in view.shots), view.selected_shot),
        _Kind("scene", "scenes", tuple(id for id, _ in view.scenes), view.selected_scene),
    )


def _read(words: Sequence[Phrase], place: int, view: FilmView) -> tuple[Phrase, int] | None:
    for kind in _kinds(view):
        for way in (_noun_first, _ordinals_first, _several, _every, _selected):
            found = way(words, place, kind)
            if found is not None:
                ids, end = found
                text = " ".join(word.text for word in words[place:end])
                return Phrase(text, words[place].start, words[end - 1].end, {kind.kind: " ".join(ids)}), end
    return None


Found = tuple[list[str], int] | None


def _noun_first(words: Sequence[Phrase], place: int, kind: _Kind) -> Found:
    """As in "shot 2", "shots 2, 3 and 5", "shots 2-4", "shot number two"."""
    if not _means(words, place, "noun", kind.noun):
        return None
    start = _after_mark(words, place + 1)
    numbers, end = _numbers(words, start, kind, plural=words[place].text[-1:] not in {"t", "e", "a", "o"})
    return ([_id(kind, number) for number in numbers], end) if numbers else None


def _after_mark(words: Sequence[Phrase], place: int) -> int:
    """Behind "#", "number", "no." and the like."""
    while place < len(words) and (words[place].means("mark", "#", ".") or words[place].means("number sign")):
        place += 1
    return place


def _numbers(words: Sequence[Phrase], place: int, kind: _Kind, *, plural: bool) -> tuple[list[int], int]:
    """Numbers in a row. "To" makes a range of plural shots only: "move shot 5 to 2" names one."""
    numbers: list[int] = []
    end = place
    while (number := _number(words, place)) is not None:
        ranged = bool(numbers) and _is_range(words[place - 1])
        numbers += range(numbers[-1] + 1, min(number, _MOST) + 1) if ranged else [number]
        end = place + 1
        place = _after_noun(words, _after_joins(words, end, plural=plural), kind)
    return numbers, end


_MOST = 100
"""Larger numbers end no range: no film has as many shots."""


def _after_joins(words: Sequence[Phrase], place: int, *, plural: bool = False) -> int:
    """Behind "and", a comma, or "to" between two numbers; the end of the words where there is none."""
    here = place
    while here < len(words) and (_joins(words[here]) or (plural and _is_range(words[here]))):
        here += 1
    return here if here > place else len(words)


def _joins(word: Phrase) -> bool:
    return word.means("join") or word.means("mark", ",", "-", "~", "&")


def _is_range(word: Phrase) -> bool:
    return word.means("mark", "-", "~") or word.means("range")


def _after_noun(words: Sequence[Phrase], place: int, kind: _Kind) -> int:
    """As in "shot 2 and shot 3" is one reference, too."""
    if _means(words, place, "noun", kind.noun) and _number(words, place + 1) is not None:
        return place + 1
    return place


def _number(words: Sequence[Phrase], place: int) -> int | None:
    if place >= len(words):
        return None
    value = words[place].get("number")
    return int(value) if value is not None and value.isdigit() and len(value) < 6 else None


def _ordinals_first(words: Sequence[Phrase], place: int, kind: _Kind) -> Found:
    """As in "the second shot", "the first and third shots", "the last shot"."""
    ids: list[str] = []
    here = place
    while here < len(words) and (id := _ordinal(words, here, kind)) is not None:
        ids.append(id)
        here = _after_measure(words, here + 1)
        if _means(words, here, "noun", kind.noun):
            after = _after_joins(words, here + 1)
            if _ordinal(words, after, kind) is None:
                return ids, here + 1
            here += 1
        here = _after_small(words, _after_joins(words, here))
    return None


def _after_measure(words: Sequence[Phrase], place: int) -> int:
    return place + 1 if _means(words, place, "measure") else place


def _after_small(words: Sequence[Phrase], place: int) -> int:
    return place + 1 if _means(words, place, "small") else place


def _ordinal(words: Sequence[Phrase], place: int, kind: _Kind) -> str | None:
    if place >= len(words) or (value := words[place].get("ordinal")) is None:
        return None
    if value in {"next", "previous"}:
        step = 1 if value == "next" else -1
        if kind.selected is None:
            return None
        return _id(kind, kind.ids.index(kind.selected) + 1 + step)
    if value == "middle":
        return _id(kind, (len(kind.ids) + 1) // 2)
    return _id(kind, int(value))


def _several(words: Sequence[Phrase], place: int, kind: _Kind) -> Found:
    """As in "the first two shots", "the last 3 shots"."""
    if place >= len(words) or words[place].get("ordinal") not in {"1", "-1"}:
        return None
    count = _number(words, place + 1)
    end = _after_measure(words, place + 2)
    if not count or not _means(words, end, "noun", kind.noun):
        return None
    ids = kind.ids[:count] if words[place].get("ordinal") == "1" else kind.ids[-count:]
    return list(ids), end + 1


def _every(words: Sequence[Phrase], place: int, kind: _Kind) -> Found:
    if not _means(words, place, "every"):
        return None
    end = _after_small(words, _after_measure(words, place + 1))
    if _number(words, end) == len(kind.ids):
        end += 1
    return (list(kind.ids), end + 1) if _means(words, end, "noun", kind.noun) else None


def _selected(words: Sequence[Phrase], place: int, kind: _Kind) -> Found:
    if not _means(words, place, "this") or not _means(
        words, _after_measure(words, place + 1), "noun", kind.noun
    ):
        return None
    return [kind.selected or f"{MISSING}:this"], _after_measure(words, place + 1) + 1


def _id(kind: _Kind, number: int) -> str:
    """Counted from 1, or from the end when it is negative."""
    place = number - 1 if number > 0 else len(kind.ids) + number
    there = number != 0 and 0 <= place < len(kind.ids)
    return kind.ids[place] if there else f"{MISSING}:{number}"


def _means(words: Sequence[Phrase], place: int, kind: str, *keys: str) -> bool:
    return 0 <= place < len(words) and words[place].means(kind, *keys)
