"""A Chromium for the browser tests: the one named, one on the PATH, Playwright's own, or Debian's package."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from coda_setup.layout import PYTHON, tool_environment
from coda_setup.steps import Screen, StepFailedError, run_tool

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_MAC_APPS = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
)
_ASK_PLAYWRIGHT = (
    "from playwright.sync_api import sync_playwright\n"
    "with sync_playwright() as playwright: print(playwright.chromium.executable_path)"
)
REMEDY = (
    "Install Chromium or Chrome (Debian: apt install chromium; macOS: brew install --cask chromium) "
    "or name one: CODA_CHROMIUM=/path/to/chromium make test"
)


def find_browser() -> Path | None:
    """A browser that starts, without installing anything; None when there is none.

    Raises StepFailedError when CODA_CHROMIUM names something that does not start.
    """
    named = os.environ.get("CODA_CHROMIUM")
    if named:
        if _starts(Path(named)):
            return Path(named)
        raise StepFailedError("Looking for a browser", f"CODA_CHROMIUM={named} does not start", REMEDY)
    on_path = [Path(found) for name in _NAMES if (found := shutil.which(name))]
    for candidate in [*on_path, *_MAC_APPS]:
        if _starts(candidate):
            return candidate
    own = _playwrights_own()
    return own if own is not None and _starts(own) else None


def ensure_browser(screen: Screen) -> Path:
    """Find a browser or install one. Raises StepFailedError that tells each way that was tried."""
    found = find_browser()
    if found is not None:
        return found
    tried = [
        "no chromium, chromium-browser or google-chrome on the PATH starts",
        *_try(
            screen,
            "Fetching Playwright's own Chromium",
            [[PYTHON, "-m", "playwright", "install", "chromium"]],
        ),
    ]
    found = find_browser()
    if found is None:
        tried += _try_debian(screen)
        found = find_browser()
    if found is None:
        raise StepFailedError("Getting a browser for the tests", "none can be had", REMEDY, "\n".join(tried))
    return found


def _try_debian(screen: Screen) -> list[str]:
    apt = shutil.which("apt-get")
    if sys.platform != "linux" or apt is None:
        return ["no apt-get here"]
    if os.geteuid() != 0:
        return ["apt-get needs root, and this user is not root"]
    commands: list[list[str | Path]] = [
        [apt, "update"],
        [apt, "install", "--yes", "--no-install-recommends", "chromium"],
    ]
    return _try(screen, "Installing Debian's chromium", commands)


def _try(screen: Screen, title: str, commands: list[list[str | Path]]) -> list[str]:
    """Run the commands and say what came of it, for the case that there is still no browser afterwards."""
    try:
        for command in commands:
            run_tool(screen, title, command, env=tool_environment(DEBIAN_FRONTEND="noninteractive"))
    except StepFailedError as failure:
        lines = failure.output.splitlines()
        telling = [line for line in lines if re.search(r"error|unable|fail", line, re.IGNORECASE)]
        return [f"{title}: {(telling or [failure.reason])[0].strip()}"]
    return [f"{title}: done, and yet no browser is on the PATH that starts"]


def _starts(browser: Path) -> bool:
    """Whether it tells its version: a name on the PATH may be a signpost, and libraries may be missing."""
    try:
        done = subprocess.run([browser, "--version"], capture_output=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and done.stdout.strip() != b""


def _playwrights_own() -> Path | None:
    command = [PYTHON, "-I", "-c", _ASK_PLAYWRIGHT]
    done = subprocess.run(command, capture_output=True, text=True, env=tool_environment(), check=False)
    path = Path(done.stdout.strip() or "/nonexistent")
    return path if done.returncode == 0 and path.exists() else None
