"""Reading a provider's stream: our client beside the official SDKs and the popular frameworks.

One stand-in provider in a process of its own answers all of them. Every subject runs in its own
process and its own environment (made once under `benchmarks/.peers`, pinned), and the subjects take
turns, round by round. The figures are on-CPU time (user and system) of the subject's process alone.
"Bare" is the floor: a socket, line ends, and msgspec for the one field that is used.

- fast: one stream of 500 chunks, the whole answer in one write;
- paced: one stream, a chunk each millisecond, so every chunk wakes the process;
- 100 streams: a chunk each 5 ms on each of them, 20,000 in a second;
- first token: short answers one after another on a warm connection; wall time until the first text
  beyond what the floor takes, median;
- cold start: CPU from the interpreter's start until the first answer was read.

    python -m benchmarks.providers [--quick] [--rounds 3] [--only NAME …] [--markdown | --json]
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.peers.environments import PINS, interpreter, versions
from benchmarks.peers.subjects import SUBJECTS
from benchmarks.peers.upstream import text

ROOT = Path(__file__).resolve().parent.parent


class Mode(NamedTuple):
    gap_ms: int
    chunks: int
    streams: int
    repeat: int


class Goal(NamedTuple):
    """`dear` must cost at least, or with `at_most` at most, so many times what `cheap` costs."""

    dear: str
    cheap: str
    times: float
    at_most: bool = False


MODES = {
    "fast": Mode(0, 500, 1, 20),
    "paced": Mode(1, 500, 1, 2),
    "100 streams": Mode(5, 200, 100, 1),
    "first token": Mode(0, 8, 1, 50),
}
QUICK = {
    "fast": Mode(0, 500, 1, 4),
    "paced": Mode(1, 200, 1, 1),
    "100 streams": Mode(5, 40, 100, 1),
    "first token": Mode(0, 8, 1, 10),
}
GOALS = [
    Goal("coda", "bare", 2, at_most=True),
    Goal("openai", "coda", 30),
    Goal("pydantic-ai", "coda", 60),
    Goal("litellm", "coda", 100),
]

Figures = dict[str, list[dict[str, Any]]]
"""By mode, what each round told."""


class Subject:
    """A subject's process, idle until it is its turn."""

    def __init__(self, name: str) -> None:
        peer = name.partition(",")[0]
        python = interpreter(peer) if peer in PINS else Path(sys.executable)
        command = [python, "-m", "benchmarks.peers.worker", name]
        paths = os.pathsep.join([str(ROOT), str(ROOT / "src")] if peer in {"coda", "bare"} else [str(ROOT)])
        self._process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": paths, "LITELLM_LOCAL_MODEL_COST_MAP": "True"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.start = self._told()

    def run(self, url: str, mode: Mode) -> dict[str, Any]:
        """One round; AssertionError when the subject lost or changed text."""
        assert self._process.stdin is not None
        api_base = f"{url}/{mode.gap_ms}/{mode.chunks}/v1"
        asked = {"api_base": api_base, "streams": mode.streams, "repeat": mode.repeat}
        print(json.dumps(asked), file=self._process.stdin, flush=True)
        told = self._told()
        assert told["characters"] == len(text(mode.chunks)) * mode.streams * mode.repeat, "text was lost"
        return told

    def close(self) -> None:
        self._process.kill()
        self._process.wait()

    def _told(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        while line and not line.startswith("{"):  # a library may print
            line = self._process.stdout.readline()
        assert line, f"{self._process.args} ended"
        return json.loads(line)


@contextmanager
def upstream() -> Generator[str]:
    command = [sys.executable, "-m", "benchmarks.peers.upstream"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        yield json.loads(process.stdout.readline())["url"]
    finally:
        process.kill()
        process.wait()


def measured(names: Sequence[str], modes: dict[str, Mode], rounds: int) -> dict[str, Figures]:
    figures: dict[str, Figures] = {name: {} for name in names}
    with upstream() as url:
        for _ in range(rounds):
            for name in names:
                with closing(Subject(name)) as subject:
                    figures[name].setdefault("cold start", []).append(_cold(subject, url))
        with ExitStack() as stack:
            subjects = {name: stack.enter_context(closing(Subject(name))) for name in names}
            for mode in modes.values():
                for subject in subjects.values():
                    subject.run(url, mode._replace(chunks=8, repeat=1))
            for label, mode in modes.items():
                for _ in range(rounds):
                    for name, subject in subjects.items():
                        figures[name].setdefault(label, []).append(subject.run(url, mode))
    return figures


def _cold(subject: Subject, url: str) -> dict[str, Any]:
    return {**subject.start, **subject.run(url, Mode(0, 8, 1, 1))}


def summary(figures: dict[str, Figures], modes: dict[str, Mode]) -> dict[str, dict[str, float]]:
    """Of each subject: µs for a chunk in each mode, µs for a short request, ms, MiB."""
    told: dict[str, dict[str, float]] = {}
    for name, by_mode in figures.items():
        row: dict[str, float] = {}
        for label in ("fast", "paced", "100 streams"):
            mode = modes[label]
            count = mode.chunks * mode.streams * mode.repeat
            row[label] = statistics.median(one["cpu_s"] for one in by_mode[label]) * 1e6 / count
        short = by_mode["first token"]
        repeat = modes["first token"].repeat
        row["request"] = statistics.median(one["cpu_s"] for one in short) * 1e6 / repeat
        row["first token"] = statistics.median(s for one in short for s in one["first_s"]) * 1000
        row["peak MiB"] = max(one["peak_mib"] for runs in by_mode.values() for one in runs)
        cold = by_mode["cold start"]
        row["import"] = statistics.median(one["import_cpu_s"] for one in cold) * 1000
        row["cold start"] = statistics.median(one["import_cpu_s"] + one["cpu_s"] for one in cold) * 1000
        told[name] = row
    return told


HEAD = (
    "client",
    "fast, µs/chunk",
    "× ours",
    "paced, µs/chunk",
    "100 streams, µs/chunk",
    "× ours",
    "short request, µs",
    "first token, + ms",
    "peak MiB",
    "import, ms",
    "cold start, ms",
)


def table(told: dict[str, dict[str, float]]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [HEAD]
    for name, row in told.items():
        protocol = ", Anthropic" if name.endswith(", Anthropic") else ""
        ours, bare = told.get(f"coda{protocol}"), told.get(f"bare{protocol}")
        times = {
            label: f"{row[label] / ours[label]:.2g}" if ours else "–" for label in ("fast", "100 streams")
        }
        added = f"{row['first token'] - bare['first token']:.2f}" if bare else "–"
        cells = [f"{row['fast']:.1f}", times["fast"], f"{row['paced']:.0f}", f"{row['100 streams']:.1f}"]
        cells += [times["100 streams"], f"{row['request']:.0f}", added, f"{row['peak MiB']:.0f}"]
        rows.append((name, *cells, f"{row['import']:.0f}", f"{row['cold start']:.0f}"))
    return rows


def verdicts(told: dict[str, dict[str, float]]) -> Iterator[str]:
    """How the goals of the design are met, on the chunks of a fast stream."""
    for goal in GOALS:
        if goal.dear in told and goal.cheap in told:
            times = told[goal.dear]["fast"] / told[goal.cheap]["fast"]
            met = times <= goal.times if goal.at_most else times >= goal.times
            limit = f"{'at most' if goal.at_most else 'at least'} {goal.times:g}"
            yield f"{goal.dear} / {goal.cheap}: {times:.1f} ({limit}: {'met' if met else 'missed'})"


def environment(names: Sequence[str]) -> str:
    """Date, machine and versions, in one sentence."""
    held = {name: version(name) for name in ("aiohttp", "msgspec")}
    peers = {name.partition(",")[0] for name in names} & PINS.keys()
    theirs = "; ".join(
        f"{peer}: {', '.join(f'{name} {number}' for name, number in versions(peer).items())}"
        for peer in sorted(peers)
    )
    ours = ", ".join(f"{name} {number}" for name, number in held.items())
    load = f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return (
        f"{time.strftime('%Y-%m-%d')}, Python {platform.python_version()}, {os.cpu_count()} × "
        f"{platform.machine()}, {load}. Ours: {ours}. Peers: {theirs}."
    )


def show(rows: list[tuple[str, ...]], *, markdown: bool) -> None:
    if markdown:
        lines = [rows[0], ("---", *["---:"] * (len(rows[0]) - 1)), *rows[1:]]
        print("\n".join(f"| {' | '.join(line)} |" for line in lines))
        return
    widths = [max(map(len, column)) + 2 for column in zip(*rows, strict=True)]
    for row in rows:
        print("".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--quick", action="store_true", help="one round of short runs: a minute, rough figures"
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="+", choices=SUBJECTS, default=list(SUBJECTS), metavar="NAME")
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    modes, rounds = (QUICK, 1) if options.quick else (MODES, options.rounds)
    told = summary(measured(options.only, modes, rounds), modes)
    about = environment(options.only)
    if options.json:
        print(json.dumps({"about": about, "figures": told}, indent=2))
        return
    print(about, end="\n\n")
    show(table(told), markdown=options.markdown)
    print()
    for verdict in verdicts(told):
        print(f"- {verdict}")


if __name__ == "__main__":
    main()
