"""The captions beside the film, as WebVTT: for players, for search, for those who read rather than hear."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import zip_longest

from coda.apps.idea2video.pipeline.recipe import DISSOLVE_FRAMES, FPS, CaptionRecipe, FilmRecipe
from coda.apps.idea2video.pipeline.speaker import Word

LONGEST_CUE = 84
"""Characters: two lines of 42."""
ENDS = re.compile(r"(?<=[.!?;:,…])\s+|(?<=[。！？；：，])")
HALF = DISSOLVE_FRAMES // 2


@dataclass(frozen=True)
class Cue:
    start_ms: int
    end_ms: int
    text: str
    speaker: str


@dataclass(frozen=True)
class Said:
    """The words of a line that begins at a frame of the film."""

    at_frame: int
    words: Sequence[Word]


UNSAID = Said(0, ())


def webvtt(cues: Sequence[Cue], language: str) -> str:
    """https://www.w3.org/TR/webvtt1/"""
    blocks = [f"{clock(cue.start_ms)} --> {clock(cue.end_ms)}\n{spoken(cue)}\n" for cue in cues]
    return "\n".join([f"WEBVTT\nLanguage: {language}\n", *blocks])


def spoken(cue: Cue) -> str:
    text = escape(" ".join(cue.text.split()), quote=False)
    speaker = escape(" ".join(cue.speaker.split()), quote=False)
    return f"<v {speaker}>{text}" if speaker else text


def clock(ms: int) -> str:
    seconds, thousandths = divmod(ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{thousandths:03}"


def cues_of(recipe: FilmRecipe, said: Mapping[int, Said]) -> list[Cue]:
    """All cues of a film. `said` has the shots, counted from 0, whose lines are heard."""
    cues: list[Cue] = []
    begins = recipe.opening.frames
    for number, shot in enumerate(recipe.shots):
        if shot.caption is not None:
            same = shot.line is not None and shot.line.text == shot.caption.text
            heard = said.get(number, UNSAID) if same else UNSAID
            cues += cues_between(
                shot.caption, ms_of(begins + HALF), ms_of(begins + shot.frames - HALF), heard
            )
        begins += shot.frames
    return cues


def cues_between(caption: CaptionRecipe, start_ms: int, end_ms: int, said: Said) -> Iterator[Cue]:
    """One cue, or one for each readable piece, which begins with its first word if that is known."""
    places = list(pieces_of(caption.text))
    for (place, text), following in zip_longest(places, places[1:]):
        start = moment(place, caption, start_ms, end_ms, said) if place else start_ms
        end = moment(following[0], caption, start_ms, end_ms, said) if following else end_ms
        if start < end:
            yield Cue(start, end, text, caption.speaker)


def moment(place: int, caption: CaptionRecipe, start_ms: int, end_ms: int, said: Said) -> int:
    """When the character `place` is said; without words, in proportion to the text before it."""
    word = next((word for word in said.words if word.start >= place), None)
    if word is None:
        return start_ms + round((end_ms - start_ms) * place / len(caption.text))
    return min(max(start_ms, ms_of(said.at_frame) + word.at_ms), end_ms)


def pieces_of(text: str) -> Iterator[tuple[int, str]]:
    """Clauses gathered up to the length of a cue, each with the place in the text at which it begins."""
    begins, held = 0, ""
    for clause in clauses_of(text):
        if held and len(held) + len(clause) > LONGEST_CUE:
            yield begins, held.strip()
            begins, held = begins + len(held), ""
        held += clause
    if held.strip():
        yield begins, held.strip()


def clauses_of(text: str) -> Iterator[str]:
    """The text cut after signs that end a clause; where there are none, between words or anywhere."""
    last = 0
    for cut in [*(match.end() for match in ENDS.finditer(text)), len(text)]:
        clause = text[last:cut]
        while len(clause) > LONGEST_CUE:
            space = clause.rfind(" ", 1, LONGEST_CUE)
            length = space + 1 if space > 0 else LONGEST_CUE
            yield clause[:length]
            clause = clause[length:]
        if clause:
            yield clause
        last = cut


def ms_of(frames: int) -> int:
    return round(1000 * frames / FPS)
