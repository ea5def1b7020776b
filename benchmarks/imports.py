"""What `import coda.components.llm` costs, beside the libraries it stands on and the openai SDK.

Each statement runs in fresh interpreters, in turns: on-CPU milliseconds of the whole process (user
and system, the interpreter's own start included) and peak resident memory, medians of the rounds.
The goal is at most 1.2 times `import aiohttp, msgspec, pydantic`.

    python benchmarks/imports.py [--rounds 15] [--markdown | --json]
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import statistics
import subprocess
import sys
from importlib.metadata import version
from typing import NamedTuple

FLOOR = "import aiohttp, msgspec, pydantic"
NAMES = "from coda.components.llm import LLMConfig, LLMManager, LLMProvider, ProviderConfig"
CONFIGURED = f"{NAMES}; LLMConfig(providers={{'a': ProviderConfig(provider='openai', model='m')}})"
STATEMENTS = {
    "interpreter alone": "pass",
    FLOOR: FLOOR,
    "import coda.components.llm": "import coda.components.llm",
    "its four names": NAMES,
    "its four names, and a configuration": CONFIGURED,
    "import openai": "import openai",
}


class Cost(NamedTuple):
    cpu_ms: float
    peak_mib: float


def cost(statement: str, interpreter: str = sys.executable) -> Cost:
    """Of one fresh interpreter that runs the statement and ends."""
    tell = "import resource as r; u = r.getrusage(r.RUSAGE_SELF); print(u.ru_maxrss)"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    told = subprocess.run([interpreter, "-c", f"{statement}\n{tell}"], check=True, stdout=subprocess.PIPE)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(seconds * 1000, int(told.stdout.split()[-1]) / 1024)


def median(costs: list[Cost]) -> Cost:
    return Cost(*(statistics.median(column) for column in zip(*costs, strict=True)))


def measured(rounds: int) -> dict[str, Cost]:
    taken: dict[str, list[Cost]] = {name: [] for name in STATEMENTS}
    for statement in STATEMENTS.values():  # writes the byte code, fills the page cache
        cost(statement)
    for _ in range(rounds):
        for name, statement in STATEMENTS.items():
            taken[name].append(cost(statement))
    return {name: median(costs) for name, costs in taken.items()}


def as_table(costs: dict[str, Cost]) -> list[tuple[str, ...]]:
    floor = costs[FLOOR]
    rows: list[tuple[str, ...]] = [("", "CPU ms", "peak MiB", "CPU / libraries", "memory / libraries")]
    for name, one in costs.items():
        ratios = one.cpu_ms / floor.cpu_ms, one.peak_mib / floor.peak_mib
        rows.append((name, f"{one.cpu_ms:.0f}", f"{one.peak_mib:.1f}", *(f"{ratio:.2f}" for ratio in ratios)))
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    costs = measured(options.rounds)
    if options.json:
        print(json.dumps({name: one._asdict() for name, one in costs.items()}, indent=2))
        return
    versions = ", ".join(f"{name} {version(name)}" for name in ("aiohttp", "msgspec", "pydantic", "openai"))
    print(f"Python {platform.python_version()}, {versions}; median of {options.rounds} rounds\n")
    first, *rows = as_table(costs)
    if options.markdown:
        lines = [first, ("---",) * len(first), *rows]
        print("\n".join(f"| {' | '.join(line)} |" for line in lines))
    else:
        for line in (first, *rows):
            print(f"{line[0]:38}" + "".join(f"{cell:>20}" for cell in line[1:]))


if __name__ == "__main__":
    main()
