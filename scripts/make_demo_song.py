"""Compose and render the demo song, and write down the truth about it.

    python scripts/make_demo_song.py [folder]

A small piece of about 65 seconds made with numpy alone: chords, bass, plucks, a lead and drums on
an exact beat grid that changes from 112 to 126 beats per minute where the chorus begins. Nothing is
sampled, so nothing is licensed. The same script gives the same samples; only the Vorbis coder that
writes `demo_song.ogg` may differ between versions of libsndfile. `demo_song.json` holds the beats,
downbeats, kick drum strokes, tempo segments and sections (milliseconds) that analysis is scored against.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from demo_song_sounds import (
    RATE,
    Sound,
    band,
    bass,
    cymbal,
    envelope,
    kick,
    lead,
    loudness,
    master,
    pad,
    ping_pong,
    pluck,
    riser,
    room,
    seconds,
    snare,
    sweep_low_pass,
)

BEATS_PER_BAR = 4
LEAD_IN_S = 0.25
TAIL_S = 2.2
OGG_BLOCK = 4096
"""libsndfile crashes when a long Vorbis file is written in one call."""


@dataclass(frozen=True)
class Part:
    name: str
    bars: int
    bpm: float


SONG = (
    Part("intro", 2, 112.0),
    Part("verse", 8, 112.0),
    Part("build", 2, 112.0),
    Part("chorus", 8, 126.0),
    Part("breakdown", 4, 126.0),
    Part("final chorus", 8, 126.0),
)
# Pitches are MIDI numbers: bass root, then the chord.
VERSE_CHORDS = (
    (45, (57, 60, 64, 71)),
    (41, (57, 60, 64, 65)),
    (48, (55, 60, 64, 67)),
    (43, (55, 59, 62, 69)),
)
CHORUS_CHORDS = (
    (41, (57, 60, 65, 69)),
    (43, (59, 62, 67, 71)),
    (45, (57, 60, 64, 72)),
    (48, (55, 60, 64, 76)),
)
# A lead phrase of four bars: (beat in the phrase, length in beats, pitch).
HOOK = (
    (0, 1.5, 81), (1.5, 0.5, 79), (2, 1, 77), (3, 1, 76), (4, 1.5, 79), (5.5, 0.5, 77), (6, 2, 74),
    (8, 1.5, 76), (9.5, 0.5, 77), (10, 1, 76), (11, 1, 72), (12, 2, 79), (14, 0.5, 76), (14.5, 1.5, 74),
)  # fmt: skip


@dataclass(frozen=True)
class Bar:
    part: str
    number: int
    """Within its part, from 0."""
    last: bool
    start_s: float
    beat_s: float

    def at(self, beat: float) -> float:
        return self.start_s + beat * self.beat_s

    @property
    def loud(self) -> bool:
        return self.part.endswith("chorus")

    @property
    def chord(self) -> tuple[int, tuple[int, ...]]:
        return (CHORUS_CHORDS if self.loud else VERSE_CHORDS)[self.number % 4]


def bars() -> list[Bar]:
    result: list[Bar] = []
    clock = LEAD_IN_S
    for part in SONG:
        beat_s = 60.0 / part.bpm
        for number in range(part.bars):
            result.append(Bar(part.name, number, number == part.bars - 1, clock, beat_s))
            clock += BEATS_PER_BAR * beat_s
    return result


def end_s() -> float:
    """The last stroke: the downbeat after the last bar."""
    last = bars()[-1]
    return last.at(BEATS_PER_BAR)


class Track:
    """A stereo bus that sounds are placed on."""

    def __init__(self) -> None:
        self.samples = np.zeros((2, int((end_s() + TAIL_S) * RATE)))

    def place(self, sound: Sound, at_s: float, gain: float, pan: float = 0.0) -> None:
        """`pan` -1 is left, 1 is right; equal power."""
        start = round(at_s * RATE)
        stop = min(start + sound.size, self.samples.shape[1])
        angle = (pan + 1.0) * np.pi / 4.0
        for channel, share in enumerate((np.cos(angle), np.sin(angle))):
            self.samples[channel, start:stop] += gain * share * np.sqrt(2.0) * sound[: stop - start]


def kick_beats(bar: Bar) -> tuple[float, ...]:
    if bar.part in {"intro", "breakdown"}:
        return ()
    if bar.part == "verse":
        return (0, 2, 2.5) if bar.number % 2 else (0, 2)
    return (0, 1, 2) if bar.part == "build" and bar.last else (0, 1, 2, 3)


def kick_times() -> list[float]:
    return [bar.at(beat) for bar in bars() for beat in kick_beats(bar)] + [end_s()]


def snare_strokes(bar: Bar) -> list[tuple[float, float]]:
    """`(beat, gain)`."""
    if bar.part == "build" or (bar.part == "breakdown" and bar.last):
        steps = 16 if bar.last else 8
        return [(4 * n / steps, 0.3 + 0.7 * n / steps) for n in range(steps)]
    return [] if bar.part in {"intro", "breakdown"} else [(1, 1.0), (3, 1.0)]


def drums(rng: np.random.Generator) -> Track:
    track = Track()
    for at_s in kick_times():
        track.place(kick(), at_s, 0.95)
    for bar in bars():
        for beat, gain in snare_strokes(bar):
            track.place(snare(rng), bar.at(beat), 0.62 * gain, 0.05)
        hats(track, bar, rng)
        if bar.loud and bar.number % 4 == 0:
            track.place(cymbal(1.8, 2.6, 4_000.0, rng), bar.start_s, 0.22, -0.3)
        if bar.part == "build" and not bar.last:
            track.place(riser(8 * bar.beat_s, rng), bar.start_s, 0.2)
    track.place(cymbal(2.0, 2.0, 3_500.0, rng), end_s(), 0.25, 0.2)
    return track


def hats(track: Track, bar: Bar, rng: np.random.Generator) -> None:
    quiet = bar.part in {"intro", "breakdown"}
    steps = 4 if quiet else 16 if bar.loud else 8
    for step in range(steps):
        beat = 4 * step / steps
        accent = 0.3 if quiet else 1.0 if beat % 1 == 0 else 0.6
        track.place(cymbal(0.06, 70.0, 7_000.0, rng), bar.at(beat), 0.24 * accent, 0.35)
        if bar.loud and beat % 1 == 0.5:
            track.place(cymbal(0.2, 18.0, 6_000.0, rng), bar.at(beat), 0.26, -0.25)


def chords(rng: np.random.Generator) -> Track:
    track = Track()
    for bar in bars():
        for note, pitch in enumerate(bar.chord[1]):
            for pan in (-0.7, 0.7):
                track.place(
                    pad(pitch, 4 * bar.beat_s, 0.11 + 0.02 * pan, rng),
                    bar.start_s,
                    0.2,
                    pan * (0.6 + 0.1 * note),
                )
    for pitch in (45, 57, 60, 64, 69):
        track.place(pad(pitch, TAIL_S, 0.1, rng), end_s(), 0.2)
    track.samples = np.stack([sweep_low_pass(x, brightness(x.size)) for x in track.samples])
    return track


def brightness(size: int) -> Sound:
    """The cutoff (Hz) of the chords' filter for every sample: open from the build to the last chorus."""
    marks = [(0.0, 700.0)]
    opened = {"intro": 900.0, "verse": 1300.0, "build": 5000.0, "breakdown": 1500.0}
    for bar in bars():
        marks.append((bar.at(0.1), marks[-1][1] if bar.part == "build" else opened.get(bar.part, 4800.0)))
        marks.append((bar.at(3.9), opened.get(bar.part, 4800.0)))
    points = np.array(marks)
    return np.interp(np.arange(size) / RATE, points[:, 0], points[:, 1])


def plucks() -> Track:
    track = Track()
    for bar in bars():
        notes = [*bar.chord[1], bar.chord[1][1] + 12]
        steps = 16 if bar.loud else 8
        for step in range(steps):
            pitch = notes[(step * 3) % len(notes)] + 12
            accent = 1.0 if step % (steps // 4) == 0 else 0.6
            track.place(pluck(pitch), bar.at(4 * step / steps), 0.26 * accent, 0.6 * np.sin(2.1 * step))
    track.samples = ping_pong(track.samples, 0.75 * bars()[-1].beat_s, 0.35)
    return track


def basses() -> Track:
    track = Track()
    for bar in bars():
        root = bar.chord[0]
        if bar.part in {"intro", "breakdown"}:
            track.place(bass(root, 3.9 * bar.beat_s), bar.start_s, 0.3)
            continue
        for step in range(8):
            octave = 12 if step % 4 == 3 else 0
            track.place(bass(root + octave, 0.46 * bar.beat_s), bar.at(step / 2), 0.42)
    track.place(bass(45, TAIL_S), end_s(), 0.5)
    return track


def leads() -> Track:
    track = Track()
    for bar in bars():
        if not bar.loud or bar.number % 4:
            continue
        for beat, length, pitch in HOOK:
            track.place(lead(pitch, length * bar.beat_s), bar.at(beat), 0.26, 0.1)
            if bar.part == "final chorus":
                track.place(lead(pitch + 12, length * bar.beat_s), bar.at(beat), 0.09, -0.4)
    track.samples = ping_pong(np.stack([band(x, 300.0, 5_500.0) for x in track.samples]), 0.357, 0.3)
    return track


def ducking(size: int) -> Sound:
    """The gain by which each kick stroke pushes chords and bass down for a moment."""
    t = seconds(0.25)
    gain = np.ones(size)
    for at_s in kick_times():
        start = round(at_s * RATE)
        gain[start : start + t.size] *= 1.0 - 0.55 * np.exp(-t * 14.0) * envelope(t, 0.002, 0.05)
    return gain


def render() -> Sound:
    """The whole song: `(samples, 2)`, -1..1, 44.1 kHz."""
    rng = np.random.default_rng(20_261_120)
    beat, harmony, arpeggio, low, melody = drums(rng), chords(rng), plucks(), basses(), leads()
    size = beat.samples.shape[1]
    sent = 0.5 * harmony.samples + 0.6 * arpeggio.samples + 0.5 * melody.samples + 0.06 * beat.samples
    tonal = harmony.samples + arpeggio.samples + melody.samples + 0.35 * room(sent, rng)
    mix = beat.samples + ducking(size) * (tonal + low.samples)
    t = np.arange(size) / RATE
    fade = np.clip((t[-1] - t) / (TAIL_S - 0.4), 0.0, 1.0) ** 1.5
    return (master(mix) * np.where(t > end_s() + 0.4, fade, 1.0)).T


def truth() -> dict[str, Any]:
    grid = bars()
    ends = [*(bar.start_s for bar in grid[1:]), end_s()]
    starts = [(bar, end) for bar, end in zip(grid, ends, strict=True) if bar.number == 0]
    borders = [milliseconds(bar.start_s) for bar, _ in starts] + [milliseconds(end_s())]
    tempi = {
        part.bpm: milliseconds(bar.start_s)
        for part, (bar, _) in reversed(list(zip(SONG, starts, strict=True)))
    }
    return {
        "duration_ms": milliseconds(int((end_s() + TAIL_S) * RATE) / RATE),
        "beats_ms": [milliseconds(bar.at(beat)) for bar in grid for beat in range(4)]
        + [milliseconds(end_s())],
        "downbeats_ms": [milliseconds(bar.start_s) for bar in grid] + [milliseconds(end_s())],
        "kicks_ms": [milliseconds(at_s) for at_s in kick_times()],
        "tempo_segments": [{"start_ms": start, "bpm": bpm} for bpm, start in sorted(tempi.items())],
        "sections": [
            {"label": part.name, "start_ms": start, "end_ms": end}
            for part, start, end in zip(SONG, borders, borders[1:], strict=False)
        ],
    }


def milliseconds(at_s: float) -> int:
    return round(at_s * 1000)


def write_ogg(path: Path, samples: Sound) -> None:
    with soundfile.SoundFile(
        path, "w", RATE, 2, format="OGG", subtype="VORBIS", compression_level=0.7
    ) as file:
        for start in range(0, len(samples), OGG_BLOCK):
            file.write(samples[start : start + OGG_BLOCK])


def main() -> None:
    default = Path(__file__).parents[1] / "src" / "coda" / "apps" / "sequence_maker" / "demo"
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else default
    folder.mkdir(parents=True, exist_ok=True)
    samples = render()
    write_ogg(folder / "demo_song.ogg", samples)
    (folder / "demo_song.json").write_text(json.dumps(truth(), indent=1) + "\n")
    peak = np.abs(samples).max()
    print(f"{folder}: {len(samples) / RATE:.2f} s, {loudness(samples.T):.1f} LUFS, peak {peak:.3f}")


if __name__ == "__main__":
    main()
