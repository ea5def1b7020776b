"""Breaking text into balanced lines, and lines into pages. Chinese breaks anywhere but before closing
marks."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

Measure = Callable[[str], float]
"""The width of a piece of text."""

_CJK = "\u2e80-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef"
_CLOSING = "，。！？；：、）」』》】〉”’…—～,.!?;:)]}»›%‰"  # noqa: RUF001 - it is these marks that are meant
_OPENING = "（「『《【〈“‘([{«‹¿¡"  # noqa: RUF001 - likewise
_SENTENCE_ENDS = "。！？.!?…"
_PIECES = re.compile(rf"\s+|[{_CJK}]|[^\s{_CJK}]+")


def pieces(text: str) -> list[str]:
    """What may not be broken, in order; a space belongs to the piece before it."""
    found: list[str] = []
    for piece in _PIECES.findall(text.strip()):
        glued = found and (piece.isspace() or piece[0] in _CLOSING or found[-1][-1] in _OPENING)
        if glued:
            found[-1] += " " if piece.isspace() else piece
        else:
            found.append(piece)
    return found


def width_of(parts: Sequence[str], measure: Measure) -> float:
    return measure("".join(parts).rstrip())


def filled(parts: Sequence[str], measure: Measure, room: float) -> list[list[str]]:
    """Lines filled one after the other; a piece wider than the room has a line to itself."""
    lines: list[list[str]] = []
    for part in parts:
        if lines and width_of([*lines[-1], part], measure) <= room:
            lines[-1].append(part)
        else:
            lines.append([part])
    return lines


def balanced(parts: Sequence[str], measure: Measure, room: float, most: int = 2) -> list[str]:
    """As few lines as fit, up to `most`, nearly equal in width."""
    count = min(most, len(filled(parts, measure, room)))
    lines = filled(parts, measure, room)
    low, high = width_of(parts, measure) / max(1, count), room
    for _ in range(12):
        middle = (low + high) / 2
        tried = filled(parts, measure, middle)
        if len(tried) <= count:
            lines, high = tried, middle
        else:
            low = middle
    return ["".join(line).strip() for line in lines]


def pages(text: str, measure: Measure, room: float, most: int = 2) -> list[list[str]]:
    """The text in balanced lines, `most` to a page. Pages end with a sentence where that is near."""
    parts = pieces(text)
    count = -(-len(filled(parts, measure, room)) // most)
    shown: list[list[str]] = []
    while parts:
        first = _first_page(parts, measure, room, most, width_of(parts, measure) / max(1, count))
        shown.append(balanced(parts[:first], measure, room, most))
        parts = parts[first:]
        count -= 1
    return shown


def _first_page(parts: Sequence[str], measure: Measure, room: float, most: int, target: float) -> int:
    """How many pieces the next page takes: nearest to the target width, rather at a sentence's end."""
    best, least = 1, float("inf")
    for end in range(1, len(parts) + 1):
        if len(filled(parts[:end], measure, room)) > most:
            break
        stop = parts[end - 1].rstrip()[-1:]
        bonus = 0.35 if stop in _SENTENCE_ENDS else 0.12 if stop in _CLOSING else 0.0
        cost = abs(width_of(parts[:end], measure) - target) / max(target, 1.0) - bonus
        if cost <= least:
            best, least = end, cost
    return best
