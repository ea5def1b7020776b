"""What importing the language-model part brings along; how long it takes is in `benchmarks/imports.py`."""

import json
import subprocess
import sys

import pytest

HEAVY = {
    "aiohttp",
    "anthropic",
    "docstring_parser",
    "fastapi",
    "genai_prices",
    "google.genai",
    "jsonschema",
    "librosa",
    "numpy",
    "ollama",
    "openai",
    "pydantic",
    "sqlalchemy",
    "starlette",
    "torch",
    "transformers",
}
"""What waits until it is used, or is never used by the product."""

NAMES = "from coda.components.llm import LLMConfig, LLMManager, LLMProvider, ProviderConfig"
CONFIGURED = f"{NAMES}; LLMConfig(providers={{'a': ProviderConfig(provider='openai', model='m')}})"


def modules_after(statement: str) -> set[str]:
    """The names of every module a fresh interpreter holds after the statement."""
    code = f"{statement}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(json.loads(told.stdout))


@pytest.mark.parametrize("statement", ["import coda.components.llm", NAMES, CONFIGURED])
def test_importing_and_configuring_brings_no_heavy_library(statement: str) -> None:
    modules = modules_after(statement)
    assert "coda.components.llm.manager" in modules
    assert modules & HEAVY == set()


def test_declaring_a_tool_loads_what_reads_its_signature() -> None:
    declared = (
        "from coda.components.tools import ToolManager, tool\n"
        "@tool(effect='read')\n"
        "def title() -> str:\n"
        "    'Tell the title.'\n"
        "ToolManager().add(title)"
    )
    assert {"pydantic", "docstring_parser"} <= modules_after(declared)
