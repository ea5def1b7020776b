"""The analysis of one song, step by step. Runs in the worker process: it takes seconds and loads librosa."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coda.apps.sequence_maker.analysis.beats import attacks, nearest_stroke, refined, track_beats
from coda.apps.sequence_maker.analysis.decoding import Song
from coda.apps.sequence_maker.analysis.downbeats import Bars, find_bars
from coda.apps.sequence_maker.analysis.features import Features, Floats, listen
from coda.apps.sequence_maker.analysis.sections import find_sections
from coda.apps.sequence_maker.analysis.tempo import tempo_curve
from coda.apps.sequence_maker.analysis.tempo_runs import bpm_of, tempo_changes, tempo_runs, usual_bpm
from coda.apps.sequence_maker.analysis.values import ANALYZER, Analysis, Energy, TempoSegment

Report = Callable[[str, float], None]
"""Is told the stage and the part of all the work that is done, 0..1."""

ENERGY_STEP_MS = 50
SILENCE = 1e-9
"""Mean square below which a song counts as silent (−90 dB)."""
SECONDS_BETWEEN_EDGES = 2.0
"""Where no beats are found, section borders fall on this grid."""
# Shares of the whole work, as measured on songs of one to ten minutes.
LOADED, HEARD, BEATS_FOUND = 0.4, 0.9, 0.97


def analyze(path: Path, content_hash: str, report: Report) -> Analysis:
    """Analyse a song. Raises FileFormatError when it cannot be decoded."""
    with Song(path) as song:
        report("Loading the analyzer", 0.0)
        prepare()
        report("Listening to the song", LOADED)
        features = listen(
            song, lambda part: report("Listening to the song", LOADED + part * (HEARD - LOADED))
        )
    report("Finding the beats", HEARD)
    beats = find_beats(features)
    report("Finding the sections", BEATS_FOUND)
    analysis = described(content_hash, features, beats)
    report("Done", 1.0)
    return analysis


def prepare() -> None:
    """Load librosa. The very first time numba compiles for it (some 30 s of CPU) and keeps what it compiled
    beside librosa, or in the user's cache folder when that is read-only: all song libraries share it.
    """
    import librosa

    librosa.filters.mel(sr=22_050, n_fft=512)
    onset: Any = librosa.onset
    onset.onset_strength(S=np.zeros((8, 8), np.float32))


def find_beats(features: Features) -> NDArray[np.floating]:
    """Beat times in milliseconds, not rounded; empty for silence."""
    if features.level.mean() < SILENCE:
        return np.zeros(0)
    frames = track_beats(features.onset, features.rate, tempo_curve(features.onset, features.rate))
    return refined(frames * 1000.0 / features.rate, attacks(features.level))


def described(content_hash: str, features: Features, beats_ms: NDArray[np.floating]) -> Analysis:
    runs = tempo_runs(beats_ms)
    bars = find_bars(features, beats_ms * features.rate / 1000.0)
    downbeats_ms = beats_ms[bars.first :: bars.beats] if bars else np.zeros(0)
    return Analysis(
        content_hash=content_hash,
        duration_ms=round(features.duration_s * 1000),
        tempo_bpm=round(usual_bpm(runs, beats_ms), 2),
        tempo_segments=[TempoSegment(round(beats_ms[a]), round(bpm_of(beats_ms, a, b), 2)) for a, b in runs],
        beats_ms=whole(beats_ms),
        downbeats_ms=whole(downbeats_ms),
        beats_per_bar=bars.beats if bars else None,
        downbeat_confidence=round(bars.confidence, 3) if bars else 0.0,
        onsets_ms=find_onsets(features),
        energy=energy(features.level),
        sections=find_sections(
            features, section_edges(features, beats_ms, bars), tempo_changes(runs, beats_ms)
        ),
        analyzer=ANALYZER,
    )


def whole(times_ms: NDArray[np.floating]) -> list[int]:
    return np.unique(np.maximum(np.rint(times_ms), 0).astype(int)).tolist()


def section_edges(
    features: Features, beats_ms: NDArray[np.floating], bars: Bars | None
) -> NDArray[np.floating]:
    """Where a section may begin (seconds): downbeats, else every fourth beat, else an even grid."""
    if bars:
        return beats_ms[bars.first :: bars.beats] / 1000.0
    if len(beats_ms):
        return beats_ms[::4] / 1000.0
    return np.arange(SECONDS_BETWEEN_EDGES, features.duration_s, SECONDS_BETWEEN_EDGES)


def find_onsets(features: Features) -> list[int]:
    """Where notes and strokes begin, each moved to the steepest rise of the level nearby."""
    import librosa

    if features.level.mean() < SILENCE:
        return []
    frames: Any = librosa.onset.onset_detect(
        onset_envelope=features.onset, sr=round(features.rate * 100), hop_length=100, units="frames"
    )
    attack = attacks(features.level)
    times = [float(frame) * 1000.0 / features.rate for frame in frames]
    strokes = [nearest_stroke(time, attack) for time in times]
    return whole(np.array([t if s is None else s for t, s in zip(times, strokes, strict=True)]))


def energy(level: Floats) -> Energy:
    starts = np.arange(0, len(level), ENERGY_STEP_MS)
    lengths = np.diff(np.append(starts, len(level)))
    loudness = np.sqrt(np.add.reduceat(level.astype(np.float64), starts) / lengths)
    relative = loudness / max(float(loudness.max()), 1e-9)
    return Energy(ENERGY_STEP_MS, np.round(relative, 3).tolist())
