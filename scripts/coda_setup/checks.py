"""What `make check` runs: every check to its end, then one verdict."""

import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from coda_setup.layout import BIN, PYTHON, ROOT, STUDIO
from coda_setup.node import executable
from coda_setup.steps import Screen

_PYTHON_FOLDERS = [folder for folder in ("src", "scripts", "tests", "benchmarks") if (ROOT / folder).is_dir()]


def run_checks(screen: Screen, env: dict[str, str]) -> int:
    """Run all checks and show what each that fails has to say. The number of checks that failed."""
    failed = [
        name for name, folder, command in _checks(env) if not _passes(screen, name, folder, command, env)
    ]
    if failed:
        screen.say(f"{len(failed)} of the checks failed: {', '.join(failed)}")
    else:
        screen.say("All checks passed.")
    return len(failed)


def _checks(env: dict[str, str]) -> list[tuple[str, Path, list[str | Path]]]:
    node = executable("node", env)
    modules = STUDIO / "node_modules"
    return [
        ("ruff check", ROOT, [BIN / "ruff", "check", *_PYTHON_FOLDERS]),
        ("ruff format", ROOT, [BIN / "ruff", "format", "--check", *_PYTHON_FOLDERS]),
        ("pyright", ROOT, [BIN / "pyright"]),
        ("import contracts", ROOT, [BIN / "lint-imports", "--no-logo"]),
        ("measures", ROOT, [PYTHON, "scripts/measure_code.py"]),
        ("lock files", ROOT, [PYTHON, "scripts/check_lock.py"]),
        ("third parties", ROOT, [PYTHON, "scripts/third_party.py", "--check"]),
        ("tracked files", ROOT, [PYTHON, "scripts/check_tree.py"]),
        ("oxlint", STUDIO, [node, modules / "oxlint/bin/oxlint", "--deny-warnings", "src"]),
        ("tsc", STUDIO, [node, modules / "typescript/bin/tsc", "--noEmit"]),
    ]


def _passes(
    screen: Screen, name: str, folder: Path, command: Sequence[str | Path], env: dict[str, str]
) -> bool:
    began = time.monotonic()
    done = subprocess.run(
        command, cwd=folder, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    passed = done.returncode == 0
    screen.say(f"{'ok    ' if passed else 'FAILED'} {name} ({time.monotonic() - began:.1f} s)")
    output = (done.stdout + done.stderr).strip()
    if not passed:
        screen.say(output)
    elif name == "measures":
        screen.say("       " + output.replace("\n", "\n       "))
    return passed
