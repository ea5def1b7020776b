"""`scripts/llm_demo.py` is the library in one file: it runs, with a model and without."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest

from coda.components.messages import ToolCall, Usage
from coda.testing.openai_answers import completion
from coda.testing.openai_stand_in import OpenAIStandIn

DEMO = Path(__file__).resolve().parents[2] / "scripts" / "llm_demo.py"


def command(tmp_path: Path, **variables: str) -> dict[str, str]:
    """An environment without anybody's keys, settings and servers."""
    kept = {name: value for name, value in os.environ.items() if "_API" not in name and "_KEY" not in name}
    nowhere = {"CODA_CONFIG": str(tmp_path / "none.toml"), "OLLAMA_HOST": "http://127.0.0.1:9"}
    return {**kept, "HOME": str(tmp_path), **nowhere, **variables}


def test_without_a_model_it_says_what_answers(tmp_path: Path):
    done = subprocess.run(
        [sys.executable, DEMO], env=command(tmp_path), capture_output=True, text=True, check=True
    )
    assert "not a language model" in done.stdout


@pytest.mark.anyio
async def test_with_a_model_its_tool_is_called_and_the_answer_streams(tmp_path: Path):
    script = [
        completion(tool_calls=[ToolCall("c1", "multiply", '{"a": 17, "b": 23}')]),
        completion("It is ", "391.", usage=Usage(20, 5)),
    ]
    async with OpenAIStandIn(script) as server:
        env = command(tmp_path, CODA_API_BASE=server.url, CODA_MODEL="any")
        done = await asyncio.to_thread(
            subprocess.run, [sys.executable, DEMO], env=env, capture_output=True, text=True, check=True
        )
        assert "It is 391." in done.stdout
        assert server.requests[1].json["messages"][-1]["content"] == "391.0"
