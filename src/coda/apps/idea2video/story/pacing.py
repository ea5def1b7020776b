"""How many shots a film has, what each is for, and how long it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

CARD_SECONDS = 4.5
"""The opening card and the end card together."""
SHORTEST, LONGEST = 2.5, 6.0
FEWEST = 2
"""Shots in the shortest film."""

BEATS = ("home", "call", "step", "try", "trouble", "low", "turn", "gift", "close")
"""What every story has, in its order."""
_BY_WEIGHT = ("home", "close", "call", "turn", "trouble", "try", "gift", "step", "low")
"""What a short film keeps first."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One shot to be: its beat, and the scene it is in, counted from 0."""

    beat: str
    scene: int


def shot_seconds(film_seconds: float) -> float:
    """What is left of a film for its shots."""
    return max(SHORTEST, film_seconds - CARD_SECONDS)


def shot_count(seconds: float) -> int:
    """How many shots fit well into `seconds`; fewer for each second in a long film."""
    about = 3.7 if seconds < 60 else 4.4 if seconds < 110 else 5.0
    return max(FEWEST, round(seconds / about))


def moments(count: int, scenes: int, *, companion: bool) -> list[Moment]:
    """The beats of a film of so many shots, over so many scenes. A `companion` gets at least one of them."""
    kept = [beat for beat in BEATS if beat in _BY_WEIGHT[:count]]
    told = [Moment(beat, min(n * scenes // len(kept), scenes - 1)) for n, beat in enumerate(kept)]
    return _with_extras(told, count - len(told), scenes, companion=companion)


def _with_extras(told: list[Moment], more: int, scenes: int, *, companion: bool) -> list[Moment]:
    """Between the beats a long film looks around: at each place, at small things, at faces."""
    kinds = ("place", "feeling", "detail", *(("companion",) if companion else ()))
    wanted = [Moment("companion", 1)] if companion and more > 0 else []
    for turn in range(more - len(wanted)):
        lap, scene = divmod(turn, scenes)
        wanted.append(Moment(kinds[lap % len(kinds)], scene))
    film: list[Moment] = []
    for scene in range(scenes):
        beats = [moment for moment in told if moment.scene == scene]
        film += _woven(beats, [moment for moment in wanted if moment.scene == scene])
    return film


def _woven(beats: list[Moment], extras: list[Moment]) -> list[Moment]:
    """Places come first in their scene; the rest falls between the beats."""
    woven = [extra for extra in extras if extra.beat == "place"][:1]
    rest = [extra for extra in extras if extra not in woven]
    gap = len(rest) / max(len(beats), 1)
    used = 0
    for n, beat in enumerate(beats):
        upto = round(gap * n)
        woven += rest[used:upto]
        used = max(used, upto)
        woven.append(beat)
    last = woven.pop() if beats and beats[-1].beat == "close" else None
    woven += rest[used:]
    return [*woven, last] if last else woven


def lengths(needs: Sequence[float], seconds: float) -> list[float]:
    """Seconds for each shot, at least what its words need, in all as near to `seconds` as that allows."""
    least = [min(LONGEST, max(SHORTEST, need)) for need in needs]
    spare = seconds - sum(least)
    if spare <= 0:
        return [round(one, 2) for one in least]
    room = [max(LONGEST, seconds / len(least)) - one for one in least]
    share = min(1.0, spare / sum(room)) if sum(room) else 0
    return [round(one + share * more, 2) for one, more in zip(least, room, strict=True)]
