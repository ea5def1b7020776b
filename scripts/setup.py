"""Set Coda up and do one thing with it: python3 scripts/setup.py run|test|check|environment [arguments].

`sh scripts/setup.sh` finds the interpreter. Only the standard library is used: this runs before anything is
installed. Each step is stamped, so a second start goes straight through (see coda_setup/stamps.py).
"""

import fcntl
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from coda_setup.analyzer import analyzer_prepared
from coda_setup.browser import ensure_browser
from coda_setup.checks import run_checks
from coda_setup.environment import ensure_environment
from coda_setup.layout import BIN, ROOT, STUDIO, tool_environment
from coda_setup.local_models import ensure_local_models
from coda_setup.node import executable, node_environment
from coda_setup.remedies import remedy_for
from coda_setup.steps import Screen, StepFailedError, report
from coda_setup.studio import ensure_studio_built, ensure_studio_packages

DEFAULT_PORT = 8787


def main(arguments: list[str]) -> int:
    """Do what the first argument names, with the rest handed on. The exit status."""
    command = COMMANDS.get(arguments[0] if arguments else "")
    if command is None:
        sys.stderr.write(f"usage: sh scripts/setup.sh {'|'.join(COMMANDS)} [arguments]\n")
        return 2
    os.chdir(ROOT)
    screen = Screen(sys.stdout)
    lock = os.open(ROOT, os.O_RDONLY)
    try:
        _wait_for_other_setup(screen, lock)
        return command(screen, lock, arguments[1:])
    except StepFailedError as failure:
        report(failure)
        return 1
    except OSError as error:
        remedy = remedy_for(str(error)) or "Look at the path it names."
        report(StepFailedError("Setting up", str(error), remedy))
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped. The same command goes on from here.\n")
        return 130


def environment(screen: Screen, _lock: int, _arguments: list[str]) -> int:
    """Only install what an editor and the tools need."""
    ensure_environment(screen)
    ensure_studio_packages(screen)
    return 0


def run(screen: Screen, _lock: int, arguments: list[str]) -> int:
    """Bring everything in step and become the server."""
    _refuse_taken_port(arguments)
    ensure_environment(screen)
    with analyzer_prepared(screen):
        ensure_studio_built(screen)
    sys.stdout.flush()
    os.execve(BIN / "coda", [str(BIN / "coda"), "serve", *arguments], tool_environment())


def check(screen: Screen, lock: int, _arguments: list[str]) -> int:
    """Lint, types, import contracts, measures, lock files."""
    ensure_environment(screen)
    ensure_studio_packages(screen)
    env = node_environment(screen)
    os.close(lock)
    return 1 if run_checks(screen, env) else 0


def test(screen: Screen, lock: int, arguments: list[str]) -> int:
    """The studio's unit tests, then the Python and browser tests, with pytest's closing line last."""
    ensure_environment(screen)
    with analyzer_prepared(screen):
        ensure_studio_built(screen)
        ensure_studio_packages(screen)
    ensure_local_models(screen)
    browser = ensure_browser(screen)
    env = node_environment(screen) | {"CODA_CHROMIUM": str(browser)}
    if not sys.stdout.isatty():
        env["NO_COLOR"] = "1"
    os.close(lock)
    studio = 0 if arguments else _test_studio(screen, env)
    # whole files, in the order given: loadgroup does not group under pytest 9.2 (pytest-xdist issue 1386)
    workers = ["--numprocesses=logical", "--maxprocesses=4", "--dist=loadfile", "--no-loadscope-reorder"]
    python = subprocess.run(
        [BIN / "python", "-m", "pytest", *workers, *arguments], env=env, check=False
    ).returncode
    if studio:
        sys.stderr.write("The studio's unit tests failed; they stand above the Python tests.\n")
    return studio or python


def _test_studio(screen: Screen, env: dict[str, str]) -> int:
    began = time.monotonic()
    vitest = [executable("node", env), STUDIO / "node_modules/vitest/vitest.mjs", "run"]
    code = subprocess.run(vitest, cwd=STUDIO, env=env, stdin=subprocess.DEVNULL, check=False).returncode
    screen.say(f"Studio unit tests: {'passed' if code == 0 else 'FAILED'} ({time.monotonic() - began:.1f} s)")
    return code


def _wait_for_other_setup(screen: Screen, lock: int) -> None:
    """One set-up at a time in a checkout; the lock goes with the process."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        screen.say("Another set-up is running in this checkout; waiting for it to finish.")
        fcntl.flock(lock, fcntl.LOCK_EX)


def _refuse_taken_port(arguments: list[str]) -> None:
    """Say so before minutes of set-up, not after. Raises StepFailedError."""
    port = _port(arguments)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            remedy = f'Stop what holds it (perhaps another Coda), or: make run ARGS="--port {port + 1}"'
            raise StepFailedError(
                "Looking at the port", f"127.0.0.1:{port}: {error.strerror}", remedy
            ) from error


def _port(arguments: list[str]) -> int:
    for index, argument in enumerate(arguments):
        value = argument.removeprefix("--port=") if argument.startswith("--port=") else None
        if argument == "--port" and index + 1 < len(arguments):
            value = arguments[index + 1]
        if value is not None and value.isdecimal():
            return int(value)
    return DEFAULT_PORT


COMMANDS: dict[str, Callable[[Screen, int, list[str]], int]] = {
    "run": run,
    "test": test,
    "check": check,
    "environment": environment,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
