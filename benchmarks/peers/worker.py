"""Runs one subject and measures its process: started by `benchmarks.providers`, in the subject's environment.

Prints one JSON line when the client is ready, and one for each run that is asked for on standard
input. CPU is user and system time of this process.

    python -m benchmarks.peers.worker SUBJECT
"""

from __future__ import annotations

import asyncio
import gc
import json
import resource
import sys
import time
from typing import Any

from benchmarks.peers.subjects import SUBJECTS, Ask


def _cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _tell(**figures: Any) -> None:
    print(json.dumps(figures), flush=True)


async def _one(ask: Ask, api_base: str) -> tuple[float, int]:
    """Seconds until the first text, and the characters of the whole answer."""
    began = time.perf_counter()
    first, characters = 0.0, 0
    async for piece in ask(api_base):
        if not characters:
            first = time.perf_counter() - began
        characters += len(piece)
    return first, characters


async def _run(ask: Ask, api_base: str, streams: int, repeat: int) -> None:
    """`repeat` times in a row, `streams` at once."""
    gc.collect()
    waited: list[float] = []
    characters = 0
    before, wall = _cpu_s(), time.perf_counter()
    for _ in range(repeat):
        for first, length in await asyncio.gather(*(_one(ask, api_base) for _ in range(streams))):
            waited.append(first)
            characters += length
    cpu_s, wall_s = _cpu_s() - before, time.perf_counter() - wall
    peak_mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    _tell(cpu_s=cpu_s, wall_s=wall_s, first_s=sorted(waited), characters=characters, peak_mib=peak_mib)


async def _serve(ask: Ask) -> None:
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        await _run(ask, **json.loads(line))


def main() -> None:
    ask = SUBJECTS[sys.argv[1]]()
    peak_mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    _tell(import_cpu_s=_cpu_s(), import_peak_mib=peak_mib)
    asyncio.run(_serve(ask))


if __name__ == "__main__":
    main()
