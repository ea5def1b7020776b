"""How well and how fast songs are analysed.

    PYTHONPATH=.:scripts python benchmarks/analysis.py [--cold]

Accuracy is scored against the demo song's truth and three synthetic songs, side by side with librosa's
own beat tracker. Times are those of the worker process: wall seconds from its start to its end, those
of them after librosa was loaded ("listening"), CPU seconds; memory is its greatest resident set.
`--cold` also measures a first start with nothing compiled by numba yet.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import soundfile

from benchmarks.analysis_score import score
from benchmarks.analysis_signals import SIGNALS
from coda.apps.sequence_maker.analysis.analyze import analyze
from demo_song_sounds import RATE

DEMO = Path(__file__).parents[1] / "src" / "coda" / "apps" / "sequence_maker" / "demo"
MODULE = "coda.apps.sequence_maker.analysis.worker"


LAUNCHER = """
import json, resource, subprocess, sys, time
started = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE)
heard = next((time.perf_counter() for line in process.stdout if b"Listening" in line), started)
process.communicate()
ended = time.perf_counter()
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([ended - started, ended - heard, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))
"""
"""A small process between us and the worker, whose peak of memory would otherwise count ours at the fork."""


@dataclass(frozen=True)
class Cost:
    wall_s: float
    after_start_up_s: float
    cpu_s: float
    mib: float


def worker(song: Path, task: str = "analyze", **environment: str) -> Cost:
    arguments = [sys.executable, "-m", MODULE, "--task", task, str(song)]
    launched = [sys.executable, "-c", LAUNCHER, *arguments]
    done = subprocess.run(launched, capture_output=True, check=True, env=os.environ | environment)
    return Cost(*json.loads(done.stdout))


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
    columns = f"{'F':>7}{'bias ms':>9}{'spread':>8}{'worst':>7}{'downbeat F':>12}{'bpm':>8}"
    print(f"{'song':14}{'tracker':10}{columns}")
    for name, song, beats, downbeats in songs(folder):
        analysis = analyze(song, "", lambda _stage, _progress: None)
        bars = f"{score(analysis.downbeats_ms, downbeats).f_measure:.3f}"
        print_row(name, "coda", analysis.beats_ms, beats, bars, analysis.tempo_bpm)
        print_row(name, "librosa", librosa_beats(song), beats, "", "")


def print_row(
    name: str, tracker: str, found: Sequence[float], true: Sequence[float], downbeats: str, bpm: object
) -> None:
    s = score(found, true)
    figures = f"{s.f_measure:7.3f}{s.bias_ms:9.1f}{s.spread_ms:8.1f}{s.worst_ms:7.0f}"
    print(f"{name:14}{tracker:10}{figures}{downbeats:>12}{bpm:>8}")


@contextmanager
def long_song(folder: Path, repeats: int) -> Generator[Path]:
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
    print(f"\n{'worker process':44}{'wall s':>8}{'listening':>10}{'CPU s':>8}{'MiB':>7}")
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


def print_times(what: str, cost: Cost) -> None:
    print(f"{what:44}{cost.wall_s:8.2f}{cost.after_start_up_s:10.2f}{cost.cpu_s:8.2f}{cost.mib:7.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--cold", action="store_true", help="also start once with an empty numba cache (20 s)"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print_accuracy(Path(folder))
        print_speed(Path(folder), cold=options.cold)


if __name__ == "__main__":
    main()
