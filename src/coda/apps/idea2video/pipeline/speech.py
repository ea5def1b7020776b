"""When the mouth of somebody who speaks is open: by the letters of the line, at the pace of a calm voice.

The sound is not looked at, so that pictures need not wait for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from coda.apps.idea2video.pipeline.recipe import DISSOLVE_FRAMES, FPS, CaptionRecipe

_LETTER_SECONDS = 0.06
"""As espeak-ng's voices read English, Spanish and German; what else counts is measured by a letter."""
_SPACE, _MARK, _SIGN = 0.8, 4.0, 4.2
"""A space, a mark of punctuation, and a Chinese or Japanese sign, in letters."""
_SYLLABLE = 3
"""Letters, roughly."""
_OPEN = 0.6
"""Of a syllable."""
_FAR_EAST = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff"
_PIECES = re.compile(rf"(?P<sign>[{_FAR_EAST}])|(?P<word>[^\W{_FAR_EAST}]+)|\s+|.")


def open_mouth(caption: CaptionRecipe | None, frames: int) -> frozenset[int]:
    """The frames of a shot, counted from 0, in which the mouth is open. The line begins after the dissolve
    and is over before the next one; the narrator has no mouth."""
    if caption is None or not caption.speaker:
        return frozenset()
    beats = list(_beats(caption.text))
    room = max(0, frames - DISSOLVE_FRAMES)
    letter = min(_LETTER_SECONDS * FPS, room / max(1.0, sum(length for length, _ in beats)))
    found: set[int] = set()
    at = DISSOLVE_FRAMES / 2
    for length, is_open in beats:
        if is_open:
            found.update(range(round(at), round(at + length * letter)))
        at += length * letter
    return frozenset(found)


def _beats(text: str) -> Iterator[tuple[float, bool]]:
    """How long, in letters, the mouth is open or shut."""
    for piece in _PIECES.finditer(text):
        said = piece.group()
        if piece.group("sign"):
            yield from _syllables(_SIGN, 1)
        elif piece.group("word"):
            yield from _syllables(len(said), max(1, round(len(said) / _SYLLABLE)))
        else:
            yield (_SPACE if said.isspace() else _MARK), False


def _syllables(length: float, count: int) -> Iterator[tuple[float, bool]]:
    for _ in range(count):
        yield length / count * _OPEN, True
        yield length / count * (1 - _OPEN), False
