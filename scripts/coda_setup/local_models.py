"""What runs local models in the tests: torch and transformers, in a folder that `uv pip sync` leaves alone.

torch is taken only where pip finds a build without CUDA, which on Linux is not the usual index's. Where
it cannot be had the tests of local models are skipped, and say why; the set-up goes on.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from coda_setup import stamps
from coda_setup.layout import BIN, PYTHON, ROOT, VENV, tool_environment
from coda_setup.steps import Screen

LOCK = ROOT / "scripts" / "local.lock"
TORCH = ROOT / "scripts" / "torch.in"
FOLDER = VENV / "local-models" / "site-packages"
"""Hypothesis reads the source of every module in the checkout that does not lie under such a name."""

_STAMP = FOLDER / ".coda-stamp"
_ABSENT = VENV / "local-models-absent"
_LOOK_SECONDS = 60.0
_INSTALL_SECONDS = 600.0
_IMPORT_ONCE = (
    "import sys; sys.path.append(sys.argv[1]); import torch, transformers, llguidance.hf; "
    "transformers.AutoModelForCausalLM, transformers.LlamaForCausalLM, transformers.AutoTokenizer"
)
"""What the first import compiles need not be compiled by each run of the tests."""
_GPU_PACKAGES = ("nvidia-", "cuda-", "triton")


class _AbsentError(Exception):
    """It cannot be had here; the text says why, and what to do about it."""


def ensure_local_models(screen: Screen) -> None:
    """Install them, unless they are there. Never fails: the reason is shown, and kept for the tests."""
    wanted = stamps.fingerprint([LOCK, TORCH], str(FOLDER), sys.version)
    if stamps.is_fresh(_STAMP, wanted):
        return
    try:
        with screen.step("Installing what the tests of local models need"):
            _install()
    except _AbsentError as absent:
        _ABSENT.write_text(f"{absent}\n", encoding="utf-8")
        screen.say(f"    The tests of local models will be skipped: {absent}")
        return
    _ABSENT.unlink(missing_ok=True)
    stamps.write(_STAMP, wanted)


def absence() -> str | None:
    """Why they are not there, in a sentence; None when they are."""
    if _STAMP.exists():
        return None
    known = _ABSENT.read_text(encoding="utf-8").strip() if _ABSENT.exists() else "run `make test` once."
    return f"torch and transformers are not installed for the tests: {known}"


def brings_cuda(report: str, platform: str = sys.platform) -> bool:
    """Whether torch, as pip's report tells of it, would bring a GPU's libraries along."""
    (torch,) = json.loads(report)["install"]
    needs: list[str] = torch["metadata"].get("requires_dist") or []
    return platform == "linux" and any(need.startswith(_GPU_PACKAGES) for need in needs)


def _install() -> None:
    torch = _pin()
    look = [PYTHON, "-m", "pip", "install", "--dry-run", "--ignore-installed", "--no-deps", "--quiet"]
    report = _said([*look, "--retries=1", "--report=-", torch], _LOOK_SECONDS)
    if brings_cuda(report):
        raise _AbsentError(
            f"the {torch} that pip finds here brings gigabytes of CUDA. Name PyTorch's index of CPU builds "
            "in PIP_EXTRA_INDEX_URL and run the same command again."
        )
    shutil.rmtree(FOLDER, ignore_errors=True)
    into = ["--target", FOLDER, "--no-deps"]
    uv = [BIN / "uv", "pip", "install", "--python", PYTHON, "--no-config", "--require-hashes"]
    _said([*uv, *into, "-r", LOCK], _INSTALL_SECONDS)
    pip = [PYTHON, "-m", "pip", "install", "--progress-bar=off", "--quiet", "--no-compile"]
    _said([*pip, *into, torch], _INSTALL_SECONDS)
    _said([PYTHON, "-c", _IMPORT_ONCE, FOLDER], _LOOK_SECONDS)


def _pin() -> str:
    lines = (line.partition("#")[0].strip() for line in TORCH.read_text(encoding="utf-8").splitlines())
    return next(line for line in lines if line)


def _said(command: list[str | Path], seconds: float) -> str:
    """What the tool prints. Raises _AbsentError when it fails or takes longer than `seconds`."""
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=tool_environment(PYTHONDONTWRITEBYTECODE=""),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _AbsentError(f"{Path(command[0]).name} did not finish: {type(error).__name__}.") from None
    if done.returncode != 0:
        lines = [line for line in done.stderr.strip().splitlines() if line.strip()] or ["no word of why"]
        raise _AbsentError(f"{Path(command[0]).name} failed: {lines[-1].strip()[:200]}")
    return done.stdout
