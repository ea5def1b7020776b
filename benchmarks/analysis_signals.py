"""Songs with a known grid, for scoring the analysis; made with the sounds of the demo song.

Each is `(samples, truth)`: mono at 44.1 kHz, −1..1, and where the beats and downbeats are, in milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from demo_song_sounds import RATE, Sound, bass, cymbal, kick, pad, pluck, snare


@dataclass(frozen=True)
class Truth:
    beats_ms: list[float]
    downbeats_ms: list[float]


class Tape:
    def __init__(self, length_s: float) -> None:
        self.samples = np.zeros(int(length_s * RATE))

    def put(self, sound: Sound, at_s: float, gain: float) -> None:
        start = round(at_s * RATE)
        stop = min(start + sound.size, self.samples.size)
        if start < stop:
            self.samples[start:stop] += gain * sound[: stop - start]

    def leveled(self) -> Sound:
        return 0.8 * self.samples / np.abs(self.samples).max()


def truth(beats_s: list[float], beats_per_bar: int) -> Truth:
    beats_ms = [1000.0 * beat for beat in beats_s]
    return Truth(beats_ms, beats_ms[::beats_per_bar])


def live_drummer(seed: int = 3) -> tuple[Sound, Truth]:
    """60 s of rock beat by hand: the tempo wanders around 96, every stroke is off by some milliseconds."""
    rng = np.random.default_rng(seed)
    beats, tempo = [0.6], 96.0
    while beats[-1] < 58.0:
        tempo += 0.15 * (96.0 - tempo) + rng.normal(0.0, 0.6)
        beats.append(beats[-1] + 60.0 / tempo)
    tape = Tape(60.0)
    for number, beat in enumerate(beats):
        stroke = snare(rng) if number % 2 else kick()
        tape.put(stroke, beat + rng.normal(0.0, 0.004), 0.9)
        for half in (0.0, 0.5):
            tape.put(
                cymbal(0.06, 60.0, 6_000.0, rng), beat + 30.0 * half / tempo * 2 + rng.normal(0, 0.005), 0.15
            )
        if number % 4 == 0:
            for pitch in ((52, 59, 64), (48, 55, 64), (50, 57, 66), (55, 59, 62))[number // 4 % 4]:
                tape.put(pad(pitch, 4 * 60.0 / tempo, 0.08, rng), beat, 0.15)
    return tape.leveled(), truth(beats, 4)


def breakdowns(seed: int = 4) -> tuple[Sound, Truth]:
    """90 s: 120 bpm, 128 from 45 s on; bars without drums, a syncopated bass, and noise over all."""
    rng = np.random.default_rng(seed)
    beats = [*np.arange(0.5, 44.9, 0.5).tolist()]
    beats += np.arange(beats[-1] + 0.5, 88.0, 60.0 / 128.0).tolist()
    tape = Tape(90.0)
    for number, beat in enumerate(beats):
        period = 0.5 if beat < 45.0 else 60.0 / 128.0
        bar = number // 4
        if bar % 8 < 6:
            tape.put(kick(), beat, 0.9)
            if number % 2:
                tape.put(snare(rng), beat, 0.6)
        tape.put(pluck((69, 72, 76, 79)[number % 4]), beat, 0.3)
        for offset in (0.75, 1.5, 2.75):
            if number % 4 == 0:
                tape.put(bass((45, 41, 48, 43)[bar % 4], 0.5 * period), beat + offset * period, 0.6)
    tape.samples += 0.02 * rng.standard_normal(tape.samples.size)
    return tape.leveled(), truth(beats, 4)


def waltz(seed: int = 5) -> tuple[Sound, Truth]:
    """50 s in three at 150: bass on one, chords on two and three, no drums."""
    rng = np.random.default_rng(seed)
    beats = np.arange(0.3, 49.0, 0.4).tolist()
    tape = Tape(50.0)
    for number, beat in enumerate(beats):
        root, chord = ((45, (57, 60, 64)), (50, (57, 62, 65)), (52, (56, 59, 64)))[number // 3 % 3]
        if number % 3 == 0:
            tape.put(bass(root, 0.38), beat, 0.6)
        else:
            for pitch in chord:
                tape.put(pluck(pitch) + 0.05 * rng.standard_normal() * pluck(pitch), beat, 0.25)
    return tape.leveled(), truth(beats, 3)


SIGNALS: dict[str, Callable[[], tuple[Sound, Truth]]] = {
    "live drummer": live_drummer,
    "breakdowns": breakdowns,
    "waltz": waltz,
}
