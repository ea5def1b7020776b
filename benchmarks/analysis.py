"""How well and how fast songs are analysed: `python benchmarks/analysis.py [--cold]`.

Accuracy is scored against the demo song's truth and three synthetic songs, side by side with librosa's
own beat tracker. Times are wall seconds of the worker process from its start to its end; memory is the
process's greatest resident set. `--cold` also measures a first start with nothing compiled by numba yet.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
from benchmarks.analysis_score import score
from benchmarks.analysis_signals import SIGNALS

from coda.apps.sequence_maker.analysis.analyze import analyze
from coda.apps.sequence_maker.analysis.values import Analysis
from demo_song_sounds import RATE

DEMO = Path(__file__).parents[1] / "src" / "coda" / "apps" / "sequence_maker" / "demo"
MODULE = "coda.apps.sequence_maker.analysis.worker"


def worker(song: Path, task: str = "analyze", **environment: str) -> tuple[float, float, float]:
    """`(wall seconds, CPU seconds, MiB)` of one worker process."""
    started = time.perf_counter()
    arguments = [sys.executable, "-m", MODULE, "--task", task, str(song)]
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, env=os.environ | environment)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    assert status == 0
    return time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def librosa_beats(song: Path) -> list[float]:
    import librosa

    library: Any = librosa
    samples, rate = library.load(song)
    frames = library.beat.beat_track(y=samples, sr=rate)[1]
    return (library.frames_to_time(frames, sr=rate) * 1000).tolist()


def songs(folder: Path) -> Iterator[tuple[str, Path, list[float], list[float]]]:
    """`(name, file, true beats, true downbeats)`."""
    truth = json.loads((DEMO / "demo_song.json").read_text())
    yield "demo song", DEMO / "demo_song.ogg", truth["beats_ms"], truth["downbeats_ms"]
    for name, make in SIGNALS.items():
        samples, known = make()
        soundfile.write(folder / f"{name}.wav", samples, RATE)
        yield name, folder / f"{name}.wav", known.beats_ms, known.downbeats_ms


def print_accuracy(folder: Path) -> None:
    print(
        f"{'song':14}{'tracker':10}{'F':>7}{'bias ms':>9}{'spread':>8}{'worst':>7}{'downbeat F':>12}{'bpm':>8}"
    )
    for name, song, beats, downbeats in songs(folder):
        analysis = analyze(song, "", lambda _stage, _progress: None)
        print_row(
            name, "coda", analysis.beats_ms, beats, downbeats_of(analysis, downbeats), analysis.tempo_bpm
        )
        print_row(name, "librosa", librosa_beats(song), beats, "", "")


def downbeats_of(analysis: Analysis, true_ms: Sequence[float]) -> str:
    return f"{score(analysis.downbeats_ms, true_ms).f_measure:.3f}"


def print_row(
    name: str, tracker: str, found: Sequence[float], true: Sequence[float], downbeats: str, bpm: object
) -> None:
    s = score(found, true)
    figures = f"{s.f_measure:7.3f}{s.bias_ms:9.1f}{s.spread_ms:8.1f}{s.worst_ms:7.0f}"
    print(f"{name:14}{tracker:10}{figures}{downbeats:>12}{bpm:>8}")


@contextmanager
def long_song(folder: Path, repeats: int) -> Iterator[Path]:
    """The demo song again and again, as a 16-bit WAV."""
    samples, _ = soundfile.read(DEMO / "demo_song.ogg", dtype="float32")
    song = folder / "long.wav"
    with soundfile.SoundFile(song, "w", RATE, 2) as file:
        for _ in range(repeats):
            file.write(samples)
    yield song
    song.unlink()


def print_speed(folder: Path, *, cold: bool) -> None:
    demo = DEMO / "demo_song.ogg"
    print(f"\n{'worker process':44}{'wall s':>8}{'CPU s':>8}{'MiB':>7}")
    if cold:
        with tempfile.TemporaryDirectory() as cache:
            print_times("analyze the demo song, nothing compiled yet", worker(demo, NUMBA_CACHE_DIR=cache))
    worker(demo)
    print_times("analyze the demo song (66 s)", worker(demo))
    print_times("look over the demo song, draw its waveform", worker(demo, "inspect"))
    with long_song(folder, 10) as song:
        print_times("analyze 11 minutes", worker(song))
        print_times("look over 11 minutes", worker(song, "inspect"))
    with long_song(folder, 54) as song:
        print_times("analyze one hour", worker(song))


def print_times(what: str, times: tuple[float, float, float]) -> None:
    print(f"{what:44}{times[0]:8.2f}{times[1]:8.2f}{times[2]:7.0f}")


def print_after_start_up() -> None:
    demo = DEMO / "demo_song.ogg"
    times: list[float] = []
    for _ in range(5):
        started = time.perf_counter()
        duration_s = analyze(demo, "", lambda _stage, _progress: None).duration_ms / 1000
        times.append(time.perf_counter() - started)
    middle = float(np.median(times))
    print(
        f"\nafter start-up: {middle:.3f} s for {duration_s:.1f} s of music = {duration_s / middle:.0f} times real time"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--cold", action="store_true", help="also start once with an empty numba cache (20 s)"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print_accuracy(Path(folder))
        print_after_start_up()
        print_speed(Path(folder), cold=options.cold)


if __name__ == "__main__":
    main()
