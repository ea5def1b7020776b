"""Where things are: the checkout, its environment, its studio."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
BIN = VENV / "bin"
PYTHON = BIN / "python"
STUDIO = ROOT / "studio"

_FOREIGN = (
    "VIRTUAL_ENV",
    "CONDA_PREFIX",
    "PYTHONHOME",
    "PYTHONPATH",
    "__PYVENV_LAUNCHER__",
    "NODE_ENV",
    "PIP_TARGET",
)


def tool_environment(**extra: str) -> dict[str, str]:
    """The environment variables for a tool of ours: nothing of another environment, no questions asked."""
    kept = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
    quiet = {"PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}
    return kept | quiet | {"PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"} | extra
