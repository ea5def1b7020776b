"""Scales, chords and how one chord moves to the next. Pitches are MIDI numbers, 60 being middle C."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Literal

Mode = Literal["ionian", "lydian", "mixolydian", "dorian", "aeolian", "phrygian"]

STEPS: dict[Mode, tuple[int, ...]] = {
    "ionian": (0, 2, 4, 5, 7, 9, 11),
    "lydian": (0, 2, 4, 6, 7, 9, 11),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "aeolian": (0, 2, 3, 5, 7, 8, 10),
    "phrygian": (0, 1, 3, 5, 7, 8, 10),
}
"""Semitones above the tonic."""

LOWEST_VOICE, HIGHEST_VOICE = 52, 74


@dataclass(frozen=True)
class Scale:
    tonic: int
    """A pitch class, 0 being C."""
    mode: Mode

    def pitch(self, degree: int) -> int:
        """Of a degree counted from 0, 7 being the octave. Degree 0 is the tonic from middle C upwards."""
        octave, step = divmod(degree, 7)
        return 60 + self.tonic + STEPS[self.mode][step] + 12 * octave

    def nearest_degree(self, pitch: float) -> int:
        return min(range(-21, 22), key=lambda degree: abs(self.pitch(degree) - pitch))


@dataclass(frozen=True)
class Chord:
    """Thirds upon a degree of the scale. `color` is one more degree above the root: 6 is the seventh, 8 the
    ninth, 0 none."""

    root: int
    color: int = 0

    def degrees(self) -> tuple[int, ...]:
        triad = (self.root, self.root + 2, self.root + 4)
        return (*triad, self.root + self.color) if self.color else triad

    def classes(self, scale: Scale) -> tuple[int, ...]:
        return tuple(scale.pitch(degree) % 12 for degree in self.degrees())


def voiced(chords: Sequence[Chord], scale: Scale) -> list[tuple[int, ...]]:
    """Each chord as pitches from low to high, each voice going as short a way as it can."""
    voicings: list[tuple[int, ...]] = []
    for chord in chords:
        choices = list(placements(chord.classes(scale)))
        last = voicings[-1] if voicings else None
        voicings.append(min(choices, key=lambda pitches, last=last: movement(last, pitches)))
    return voicings


def placements(classes: Sequence[int]) -> list[tuple[int, ...]]:
    """All ways to place one pitch of each class in the voices' range, no two closer than a tone."""
    options = [
        [pitch for pitch in range(LOWEST_VOICE, HIGHEST_VOICE) if pitch % 12 == one] for one in classes
    ]
    found = {tuple(sorted(pitches)) for pitches in product(*options)}
    clear = [one for one in found if all(high - low >= 2 for low, high in pairwise(one))]
    return sorted(clear or found)


def movement(last: tuple[int, ...] | None, pitches: tuple[int, ...]) -> float:
    """How far the voices have to go; the first chord sits around G above middle C, well spread."""
    if last is None:
        return abs(sum(pitches) / len(pitches) - 63) + abs(pitches[-1] - pitches[0] - 12) / 2
    ways = sum(min(abs(pitch - before) for before in last) for pitch in pitches)
    drift = abs(sum(pitches) / len(pitches) - 63)
    return ways + drift / 2


def hertz(pitch: float) -> float:
    return 440.0 * 2 ** ((pitch - 69) / 12)
