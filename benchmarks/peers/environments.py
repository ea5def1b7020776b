"""An environment of its own for each peer, made once under `benchmarks/.peers` with pinned versions."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent / ".peers"

PINS = {
    "openai": "openai==3.52.0",
    "anthropic": "anthropic==2.11.0",
    "litellm": "litellm==1.106.2",
    "pydantic-ai": "pydantic-ai-slim[openai]==2.68.0",
    "langchain-openai": "langchain-openai==1.7.3",
}


def interpreter(peer: str) -> Path:
    """The peer's Python; its environment is made, or made anew when the pin has changed."""
    folder, pin = ROOT / peer, PINS[peer]
    python = folder / "bin" / "python"
    made = folder / "pin.txt"
    if made.exists() and made.read_text() == pin:
        return python
    print(f"installing {pin} …", file=sys.stderr)
    shutil.rmtree(folder, ignore_errors=True)
    ROOT.mkdir(exist_ok=True)
    (ROOT / ".gitignore").write_text("*\n")
    venv.create(folder, with_pip=True)
    subprocess.run([python, "-m", "pip", "install", "--quiet", pin], check=True)
    subprocess.run([python, "-m", "compileall", "-q", folder / "lib"], check=False)
    made.write_text(pin)
    return python


def versions(peer: str) -> dict[str, str]:
    """What is installed there, and matters for the figures."""
    told = subprocess.run(
        [interpreter(peer), "-m", "pip", "list", "--format=json"], check=True, stdout=subprocess.PIPE
    )
    wanted = {"openai", "anthropic", "litellm", "pydantic-ai-slim", "langchain-openai", "pydantic"}
    return {one["name"]: one["version"] for one in json.loads(told.stdout) if one["name"] in wanted}
