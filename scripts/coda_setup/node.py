"""Node.js: the one on the PATH when it can build the studio, else one from PyPI inside .venv."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from coda_setup.environment import add_node
from coda_setup.layout import tool_environment
from coda_setup.steps import Screen

_VERSION = re.compile(r"v(\d+)\.(\d+)\.(\d+)")


def can_build(version: str) -> bool:
    """Whether Vite takes this Node.js: 20.19 and up within 20, 22.12 and up. `version` is like "v22.12.0"."""
    match = _VERSION.fullmatch(version.strip())
    if match is None:
        return False
    major, minor = int(match[1]), int(match[2])
    return (major == 20 and minor >= 19) or (major == 22 and minor >= 12) or major > 22


def node_environment(screen: Screen) -> dict[str, str]:
    """The environment variables with which `node` and `npm` are found on the PATH. Raises StepFailedError."""
    if _path_has_node():
        return tool_environment()
    folder = add_node(screen)
    return tool_environment(PATH=f"{folder}{os.pathsep}{os.environ.get('PATH', os.defpath)}")


def executable(name: str, env: dict[str, str]) -> Path:
    """The full path of a program that `env` finds: subprocess looks on our PATH, not on the child's."""
    found = shutil.which(name, path=env["PATH"])
    if found is None:
        raise FileNotFoundError(name)
    return Path(found)


def _path_has_node() -> bool:
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return False
    done = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    return done.returncode == 0 and can_build(done.stdout)
