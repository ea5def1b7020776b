"""What the ear of the analysis hears: librosa's spectra, gathered while the song streams by.

A frame is a hundredth of a second (exactly `hop` samples). librosa shifts its onset envelope by half
a window, which is where its beats' lateness comes from; here frames are centred and nothing is
shifted, so an onset's frame is its time. Besides frames there is the level of every millisecond,
fine enough to say when a drum was struck.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coda.apps.sequence_maker.analysis.decoding import Song

Floats = NDArray[np.float32]

FRAMES_PER_SECOND = 100
WINDOW_S = 0.0464
MEL_BANDS = 64
LOW_HZ = 30.0
HIGH_HZ = 11_000.0
BASS_HZ = 160.0
CHROMA_EVERY = 10
"""Chroma is kept for every tenth frame."""


@dataclass(frozen=True)
class Features:
    """`rate` is frames per second (exact: it differs from 100 where the sample rate is no multiple).

    mel: `(frames, 64)` power in dB below the loudest; onset, bass_onset: `(frames,)` rise of the
    spectrum, of its bass alone; chroma: `(frames / 10, 12)`; level: `(milliseconds,)` mean square.
    """

    duration_s: float
    rate: float
    mel: Floats
    onset: Floats
    bass_onset: Floats
    chroma: Floats
    level: Floats


class Spectrograph:
    """Turns blocks of samples into mel power and chroma, carrying over what a window still needs."""

    def __init__(self, rate: int) -> None:
        import librosa

        self._librosa: Any = librosa
        self.hop = round(rate / FRAMES_PER_SECOND)
        self.size = 1 << round(math.log2(rate * WINDOW_S))
        bands: Any = librosa.filters.mel(
            sr=rate, n_fft=self.size, n_mels=MEL_BANDS, fmin=LOW_HZ, fmax=min(HIGH_HZ, rate / 2)
        )
        pitches: Any = librosa.filters.chroma(sr=rate, n_fft=self.size)
        self._bands, self._pitches = bands.astype(np.float32), pitches.astype(np.float32)
        self._rest = np.zeros(self.size // 2, np.float32)
        self._mel: list[Floats] = []
        self._chroma: list[Floats] = []

    def add(self, mono: Floats) -> None:
        samples = np.concatenate((self._rest, mono))
        frames = (len(samples) - self.size) // self.hop + 1
        if frames <= 0:
            self._rest = samples
            return
        used = samples[: (frames - 1) * self.hop + self.size]
        spectrum: Any = self._librosa.stft(used, n_fft=self.size, hop_length=self.hop, center=False)
        power = np.abs(spectrum) ** 2
        self._mel.append((self._bands @ power).T)
        self._chroma.append((self._pitches @ power).T)
        self._rest = samples[frames * self.hop :]

    def finish(self) -> tuple[Floats, Floats]:
        """`(mel power, chroma)`; the end is padded with silence like the beginning."""
        self.add(np.zeros(self.size // 2, np.float32))
        return np.concatenate(self._mel), thinned(np.concatenate(self._chroma))


def thinned(chroma: Floats) -> Floats:
    starts = np.arange(0, len(chroma), CHROMA_EVERY)
    return np.add.reduceat(chroma, starts, axis=0)


class LevelMeter:
    """The mean square of every millisecond."""

    def __init__(self, rate: int) -> None:
        self.rate = rate
        self.frames = 0
        self._open = 0.0
        self._parts: list[Floats] = []

    def add(self, mono: Floats) -> None:
        places = np.arange(self.frames, self.frames + len(mono)) * 1000 // self.rate
        sums = np.bincount(places - places[0], weights=np.square(mono, dtype=np.float64))
        sums[0] += self._open
        self.frames += len(mono)
        ended = self.frames * 1000 // self.rate > places[-1]
        self._open = 0.0 if ended else float(sums[-1])
        self._parts.append((sums if ended else sums[:-1]).astype(np.float32))

    def level(self) -> Floats:
        rest = np.full(1 if self._open else 0, self._open, np.float32)
        sums = np.concatenate((*self._parts, rest))
        return (sums * (1000 / self.rate)).astype(np.float32)


def listen(song: Song, report: Callable[[float], None]) -> Features:
    """Hear the whole song; `report` gets the part done, 0..1."""
    spectrograph, meter = Spectrograph(song.rate), LevelMeter(song.rate)
    for block in song.blocks():
        mono = block @ np.full(song.channels, 1.0 / song.channels, np.float32)
        spectrograph.add(mono)
        meter.add(mono)
        report(min(1.0, meter.frames / max(song.frames, 1)))
    power, chroma = spectrograph.finish()
    return features(power, chroma, meter.level(), song.rate / spectrograph.hop, meter.frames / song.rate)


def features(power: Floats, chroma: Floats, level: Floats, rate: float, duration_s: float) -> Features:
    import librosa

    mel: Any = librosa.power_to_db(  # pyright: ignore[reportUnknownMemberType] - librosa has no types
        power.T, ref=max(float(power.max()), 1e-6), top_db=80.0
    )
    edges: Any = librosa.mel_frequencies(MEL_BANDS, fmin=LOW_HZ, fmax=HIGH_HZ)
    bass = int(np.searchsorted(edges, BASS_HZ))
    return Features(
        duration_s=duration_s,
        rate=rate,
        mel=mel.T.astype(np.float32),
        onset=rise(mel),
        bass_onset=rise(mel[:bass]),
        chroma=chroma,
        level=level,
    )


def rise(mel: Floats) -> Floats:
    """How much louder the bands got within two frames; a max filter over neighbours ignores vibrato."""
    import librosa

    onset: Any = librosa.onset
    strength = onset.onset_strength(S=mel, lag=2, max_size=3, center=False)
    return strength.astype(np.float32)
