"""`LLMManager` as its README promises it: the quick start, streams, tools, errors, own providers."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest

from coda.components.events import ResponseInterrupted
from coda.components.llm import (
    LLMConfig,
    LLMManager,
    LLMMessage,
    LLMProvider,
    LLMResponse,
    MessageRole,
    ProviderConfig,
)
from coda.components.llm.base_provider import (
    BaseLLMProvider,
    LLMAuthenticationError,
    LLMError,
    LLMRateLimitError,
)
from coda.components.messages import (
    Failure,
    Finish,
    FinishReason,
    TextDelta,
    ToolCall,
    Usage,
    UsageReport,
)
from coda.components.tools import Effect, ToolManager, tool
from coda.errors import ConfigurationError, ConversationBusyError
from coda.testing.scripted import ScriptedProvider, Step

pytestmark = pytest.mark.anyio

HELLO = [TextDelta("Hel"), TextDelta("lo."), UsageReport(Usage(3, 2)), Finish(FinishReason.STOP)]


@asynccontextmanager
async def manager(
    *script: Sequence[Step], kind: type[LLMManager] = LLMManager
) -> AsyncGenerator[LLMManager, None]:
    made = kind(LLMConfig(default_provider="scripted"))
    made._providers["scripted"] = ScriptedProvider(script)
    try:
        yield made
    finally:
        await made.shutdown()


async def test_a_response_can_be_awaited() -> None:
    async with manager(HELLO) as llm:
        response = await llm.generate_response("Hello?")
        assert response.content == "Hello."
        assert (response.prompt_tokens, response.completion_tokens, response.total_tokens) == (3, 2, 5)
        assert response.finish_reason == "stop"
        assert response.conversation_id


async def test_a_response_can_be_streamed_and_chunks_carry_delta_and_the_whole() -> None:
    async with manager(HELLO) as llm:
        chunks = [chunk async for chunk in llm.generate_response("Hello?", stream=True)]
        assert "".join(chunk.delta for chunk in chunks) == "Hello."
        assert chunks[-1].content == "Hello."
        assert chunks[0].metadata == {"model": "scripted", "provider": "custom"}


async def test_a_conversation_continues_with_what_was_said() -> None:
    async with manager(HELLO, HELLO) as llm:
        first = await llm.generate_response("My name is Ada.")
        assert first.conversation_id is not None
        await llm.continue_conversation(first.conversation_id, "What is my name?")
        provider = llm._providers["scripted"]
        assert isinstance(provider, ScriptedProvider)
        said = [
            (m.role, m.content) for m in provider.requests[1].messages if m.role is not MessageRole.SYSTEM
        ]
        assert said == [
            (MessageRole.USER, "My name is Ada."),
            (MessageRole.ASSISTANT, "Hello."),
            (MessageRole.USER, "What is my name?"),
        ]
        messages = await llm.get_conversation(first.conversation_id)
        assert [message.role for message in messages] == ["user", "assistant", "user", "assistant"]


async def test_the_model_may_call_tools_and_reads_their_results() -> None:
    @tool(effect=Effect.READ, category="calculation")
    def add(a: float, b: float) -> float:
        """Add two numbers."""
        return a + b

    call = ToolCall("c1", "add", json.dumps({"a": 2, "b": 2}))
    async with manager([call, Finish(FinishReason.TOOL_CALLS)], HELLO) as llm:
        tools = ToolManager()
        await tools.register_tool(add)
        await llm.set_tool_manager(tools)
        response = await llm.generate_response("What is 2 + 2?")
        provider = llm._providers["scripted"]
        assert isinstance(provider, ScriptedProvider)
        assert provider.requests[1].messages[-1].content == "4.0"
        assert response.has_function_calls()
        assert response.function_calls == [{"name": "add", "arguments": {"a": 2, "b": 2}}]


async def test_without_auto_execute_an_outside_effect_waits_and_the_response_says_so() -> None:
    rung: list[int] = []

    @tool(effect=Effect.EXTERNAL)
    async def ring() -> str:
        """Ring the bell."""
        rung.append(1)
        return "rung"

    async with manager([ToolCall("c1", "ring", "{}"), Finish(FinishReason.TOOL_CALLS)]) as llm:
        llm.config.function_calling.auto_execute = False
        tools = ToolManager()
        tools.add(ring)
        await llm.set_tool_manager(tools)
        response = await llm.generate_response("Ring!")
        assert response.finish_reason == "waiting_for_decision"
        assert rung == []
        assert response.conversation_id is not None
        with pytest.raises(ConversationBusyError):
            await llm.continue_conversation(response.conversation_id, "Well?")


async def test_a_providers_failure_is_raised_as_its_own_type() -> None:
    limited = Failure(LLMRateLimitError("Too many.", "scripted", retry_after=9))
    refused = Failure(LLMAuthenticationError("The key was refused.", "scripted"))
    async with manager([limited], [refused]) as llm:
        with pytest.raises(LLMRateLimitError) as first:
            await llm.generate_response("Hello?")
        assert first.value.retry_after == 9
        with pytest.raises(LLMAuthenticationError):
            async for _ in llm.generate_response("Hello?", stream=True):
                pass


async def test_who_stops_iterating_stops_the_answer() -> None:
    gate = asyncio.Event()
    async with manager([TextDelta("Once"), gate, TextDelta(" upon")]) as llm:
        stream = llm.generate_response("A story", "tale", stream=True).__aiter__()
        chunk = await anext(stream)
        assert chunk.delta == "Once"
        await stream.aclose()
        entries = await llm.store.entries("tale")
        assert isinstance(entries[-1].event, ResponseInterrupted)


async def test_an_unknown_provider_is_named_with_those_that_are_there() -> None:
    async with manager() as llm:
        with pytest.raises(ConfigurationError, match="scripted, offline"):
            await llm.generate_response("Hello?", provider="nobody")


async def test_a_provider_of_three_methods_works() -> None:
    class EchoProvider(BaseLLMProvider):
        def get_provider_name(self) -> str:
            return LLMProvider.CUSTOM

        async def _make_request(self, messages: Sequence[LLMMessage], **kwargs: Any) -> str:
            return messages[-1].content

        def _parse_response(self, response: str) -> LLMResponse:
            return LLMResponse(content=response.upper())

    async with manager() as llm:
        config = ProviderConfig(provider=LLMProvider.CUSTOM, model="echo")
        llm._providers["custom"] = EchoProvider(config)
        response = await llm.generate_response("hello", provider="custom")
        assert response.content == "HELLO"
        assert "custom" in await llm.list_providers()


async def test_a_subclass_may_post_process_a_response() -> None:
    class Quiet(LLMManager):
        async def _process_response(self, response: LLMResponse) -> LLMResponse:
            response.content = response.content.lower()
            return response

    async with manager(HELLO, kind=Quiet) as llm:
        assert (await llm.generate_response("Hello?")).content == "hello."


async def test_status_and_analytics_count_requests_and_tokens() -> None:
    async with manager(HELLO) as llm:
        await llm.generate_response("Hello?")
        status = await llm.get_provider_status("scripted")
        assert status["available"]
        assert (status["request_count"], status["total_tokens"]) == (1, 5)
        assert await llm.get_provider_status("nobody") == {
            "available": False,
            "error": "There is no provider 'nobody' in the settings.",
        }
        analytics = await llm.get_analytics()
        assert analytics["conversations"]["total_conversations"] == 1
        assert analytics["conversations"]["total_tokens"] == 5
        assert analytics["providers"]["scripted"]["request_count"] == 1
        assert await llm.is_healthy()


async def test_without_any_settings_the_offline_provider_answers_and_says_what_it_is() -> None:
    llm = LLMManager()
    try:
        response = await llm.generate_response("Hello?")
        assert response.provider == "offline"
        assert "not a language model" in response.content
    finally:
        await llm.shutdown()


async def test_the_root_of_all_provider_errors_can_be_caught() -> None:
    async with manager([Failure(LLMError("It broke.", "scripted"))]) as llm:
        with pytest.raises(LLMError, match="It broke"):
            await llm.generate_response("Hello?")


def test_importing_the_library_loads_no_sdk_no_server_and_no_audio() -> None:
    heavy = ["openai", "anthropic", "torch", "transformers", "librosa", "fastapi", "sqlalchemy", "numpy"]
    check = f"import sys, coda.components.llm; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
