"""The stand-in server as others use it: with the official SDK, and as a command."""

import asyncio
import json
import sys
from pathlib import Path

import openai
import pytest

from coda.components.llm.config import ProviderConfig
from coda.components.llm.providers.openai_chat import OpenAIProvider
from coda.components.messages import (
    Failure,
    Finish,
    FinishReason,
    LLMMessage,
    MessageRole,
    ModelEvent,
    ModelRequest,
    TextDelta,
    ToolCall,
    Usage,
    UsageReport,
)
from coda.errors import LLMRateLimitError, LLMStreamBrokenError
from coda.testing.openai_answers import completion
from coda.testing.openai_stand_in import OpenAIStandIn, read_script

SCRIPT = [
    {"text": ["Hel", "lo"], "pause_ms": 1, "usage": {"prompt_tokens": 3, "completion_tokens": 2}},
    {"tool_calls": [{"id": "a", "name": "set_color", "arguments": {"ball": 1}}]},
    {"status": 429, "message": "slow down", "retry_after": "60"},
    {"text": ["Hello", "lost"], "fault": "reset", "after": 2},
    {"text": ["Hello", "lost"], "fault": "malformed", "after": 2},
]


async def ask(url: str, count: int) -> list[list[ModelEvent]]:
    config = {"provider": "openai_compatible", "model": "any", "api_base": url, "max_retries": 0}
    provider = OpenAIProvider(ProviderConfig.model_validate(config))
    request = ModelRequest((LLMMessage(MessageRole.USER, "hi"),))
    answers = [[event async for event in provider.stream(request)] for _ in range(count)]
    await provider.cleanup()
    return answers


@pytest.mark.anyio
async def test_the_official_sdk_reads_the_stand_in_as_it_reads_openai() -> None:
    call = ToolCall("a", "set_color", '{"ball": 1}')
    async with (
        OpenAIStandIn([completion("Hel", "lo", tool_calls=[call])], models=["m"]) as server,
        openai.AsyncOpenAI(base_url=server.url, api_key="x", max_retries=0) as client,
    ):
        text, arguments, usage = "", "", None
        stream = await client.chat.completions.create(
            model="m", messages=[{"role": "user", "content": "hi"}], stream=True
        )
        async for chunk in stream:
            usage = chunk.usage or usage
            for choice in chunk.choices:
                text += choice.delta.content or ""
                for part in choice.delta.tool_calls or []:
                    arguments += (part.function and part.function.arguments) or ""
        assert (text, arguments) == ("Hello", call.arguments)
        assert usage is not None
        assert usage.total_tokens == 20
        assert [model.id async for model in client.models.list()] == ["m"]


@pytest.mark.anyio
async def test_a_request_beyond_the_script_is_refused_with_a_sentence() -> None:
    async with OpenAIStandIn() as server:
        ((failure,),) = await ask(server.url, 1)
    assert isinstance(failure, Failure)
    assert "this is request 1" in str(failure.error)


@pytest.mark.anyio
@pytest.mark.blocking("the test starts a process and writes its script")
async def test_as_a_command_it_prints_its_address_and_plays_the_script(tmp_path: Path) -> None:
    path = tmp_path / "script.json"
    path.write_text(json.dumps(SCRIPT))
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "coda.testing.openai_stand_in", "--port", "0", "--script", str(path)),
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(30):
            url = json.loads(await process.stdout.readline())["url"]
            text, calls, limited, reset, malformed = await ask(url, len(SCRIPT))
    finally:
        process.terminate()
        await process.wait()
    assert text == [TextDelta("Hel"), TextDelta("lo"), UsageReport(Usage(3, 2)), Finish(FinishReason.STOP)]
    assert calls[0] == ToolCall("a", "set_color", '{"ball": 1}')
    assert isinstance(limited[0], Failure)
    assert isinstance(limited[0].error, LLMRateLimitError)
    assert limited[0].error.retry_after == 60
    for broken in (reset, malformed):
        assert broken[0] == TextDelta("Hello")
        assert isinstance(broken[-1], Failure)
        assert isinstance(broken[-1].error, LLMStreamBrokenError)


@pytest.mark.parametrize(
    "script", [b"{}", b'[{"txt": []}]', b'[{"text": "Hello"}]', b'[{"fault": "explode"}]', b"[", b"\xff"]
)
def test_a_script_that_makes_no_sense_is_refused(script: bytes) -> None:
    with pytest.raises(ValueError):
        read_script(script)
