"""The provider of Responses against a server on this machine."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import aclosing, asynccontextmanager
from typing import Any

import msgspec
import pytest

from coda.components.llm.config import LLMConfig, LLMProvider, ProviderConfig
from coda.components.llm.profiles import PROFILES
from coda.components.llm.provider_choice import Providers
from coda.components.llm.providers.openai_chat import OpenAIProvider
from coda.components.llm.providers.openai_responses import OpenAIResponsesProvider
from coda.components.messages import (
    Failure,
    Finish,
    FinishReason,
    LLMMessage,
    MessageRole,
    ModelEvent,
    ModelRequest,
    ReasoningDelta,
    ReasoningState,
    TextDelta,
    ToolCall,
    ToolSchema,
    Usage,
    UsageReport,
)
from coda.errors import LLMAuthenticationError, LLMError, LLMModelNotFoundError, LLMRateLimitError
from tests.llm.fault_server import Act, FaultServer, Step, http, streamed

pytestmark = pytest.mark.anyio

KEY = "sk-secret-key-of-nobody"
MODEL = "gpt-5-mini"
SSE = "text/event-stream"
USER = LLMMessage(MessageRole.USER, "make ball 1 red")
TOOL = ToolSchema("set_color", "Color a ball.", {"type": "object", "properties": {}})
USAGE = {"input_tokens": 9, "output_tokens": 7, "output_tokens_details": {"reasoning_tokens": 5}}


def event(kind: str, **fields: Any) -> bytes:
    data = json.dumps({"type": f"response.{kind}", **fields})
    return f"event: response.{kind}\ndata: {data}\n\n".encode()


def answer(*output: dict[str, Any]) -> list[bytes]:
    """A stream that tells each item when it is done, and all of them at the end."""
    response = {"id": "resp_1", "object": "response", "status": "completed", "output": output, "usage": USAGE}
    items = [event("output_item.done", output_index=n, item=item) for n, item in enumerate(output)]
    return [
        event("created", response={"id": "resp_1", "output": []}),
        *items,
        event("completed", response=response),
    ]


THOUGHT: dict[str, Any] = {"id": "rs_1", "type": "reasoning", "encrypted_content": "gAAA", "status": None}
THOUGHT["summary"] = [{"type": "summary_text", "text": "Red, then."}]
CALL = {
    "id": "fc_1",
    "type": "function_call",
    "call_id": "call_a",
    "name": "set_color",
    "arguments": '{"ball": 1}',
}
DONE = {
    "id": "msg_1",
    "type": "message",
    "role": "assistant",
    "content": [{"type": "output_text", "text": "Done."}],
}


@asynccontextmanager
async def asking(
    *script: tuple[Step, ...], **fields: Any
) -> AsyncGenerator[tuple[OpenAIResponsesProvider, FaultServer]]:
    """A provider and the server it asks; afterwards no socket is left open."""
    async with asyncio.timeout(20), FaultServer(script) as server:
        settings = {"provider": "openai", "model": MODEL, "api_base": f"{server.url}/v1", "api_key": KEY}
        config = ProviderConfig.model_validate({**settings, "max_retries": 0, **fields})
        provider = OpenAIResponsesProvider(config)
        yield provider, server
        await provider.cleanup()
        await server.wait_until_left()


async def play(provider: Any, *messages: LLMMessage, **fields: Any) -> list[ModelEvent]:
    request = ModelRequest(messages or (USER,), **fields)
    return [event async for event in provider.stream(request)]


def error_in(events: list[ModelEvent]) -> LLMError:
    assert isinstance(events[-1], Failure)
    return events[-1].error


async def test_a_tool_round_sends_the_reasoning_back_before_its_call() -> None:
    first, second = streamed(answer(THOUGHT, CALL), SSE), streamed(answer(DONE), SSE)
    async with asking(first, second) as (provider, server):
        events = await play(provider, USER, tools=(TOOL,))
        call = ToolCall("call_a", "set_color", '{"ball": 1}')
        assert events[:2] == [ReasoningDelta("Red, then."), call]
        assert events[3:] == [UsageReport(Usage(9, 7, 0, 5)), Finish(FinishReason.TOOL_CALLS)]
        state = events[2]
        assert isinstance(state, ReasoningState)
        reply = LLMMessage(MessageRole.ASSISTANT, tool_calls=(call,), reasoning=state)
        result = LLMMessage(MessageRole.TOOL, "done", tool_call_id="call_a")
        assert TextDelta("Done.") in await play(provider, USER, reply, result, tools=(TOOL,))
        assert server.requests[1].json["input"] == [
            {"role": "user", "content": "make ball 1 red"},
            {name: value for name, value in THOUGHT.items() if name != "status"},
            CALL,
            {"type": "function_call_output", "call_id": "call_a", "output": "done"},
        ]


async def test_the_key_goes_into_the_header_and_nowhere_else() -> None:
    async with asking(streamed(answer(DONE), SSE)) as (provider, server):
        await play(provider)
        (request,) = server.requests
        assert (request.method, request.path) == ("POST", "/v1/responses")
        assert request.headers["authorization"] == f"Bearer {KEY}"
        assert KEY.encode() not in request.body
        assert (request.json["model"], request.json["stream"], request.json["store"]) == (MODEL, True, False)


async def test_openai_itself_is_not_asked_without_a_key() -> None:
    provider = OpenAIResponsesProvider(ProviderConfig(provider=LLMProvider.OPENAI, model=MODEL))
    error = error_in(await play(provider))
    assert isinstance(error, LLMAuthenticationError)
    assert "coda keys set openai" in str(error)
    await provider.cleanup()


async def test_a_failure_in_the_stream_is_the_end_and_keeps_what_was_said() -> None:
    said = event("output_text.delta", output_index=0, delta="Hel")
    error = {"code": "rate_limit_exceeded", "message": "Rate limit reached"}
    failed = event("failed", response={"id": "resp_1", "status": "failed", "error": error})
    async with asking(streamed([said, failed], SSE, x_request_id="req_7"), max_retries=2) as (
        provider,
        server,
    ):
        events = await play(provider)
        assert events[0] == TextDelta("Hel")
        assert type(error_in(events)) is LLMRateLimitError
        assert error_in(events).request_id == "req_7"
        assert len(server.requests) == 1


async def test_a_refused_request_is_a_typed_error() -> None:
    error = {"code": "model_not_found", "message": "The requested model 'gpt-9' does not exist."}
    async with asking(http(400, json.dumps({"error": error}).encode())) as (provider, _):
        refused = error_in(await play(provider))
        assert type(refused) is LLMModelNotFoundError
        assert refused.status == 400


async def test_an_answer_that_is_no_stream_is_read_too() -> None:
    body = {"id": "resp_1", "object": "response", "status": "completed", "output": [DONE], "error": None}
    async with asking(http(200, json.dumps(body).encode())) as (provider, _):
        assert await play(provider) == [TextDelta("Done."), Finish(FinishReason.STOP)]


async def test_who_stops_reading_closes_the_connection_at_once() -> None:
    pieces = [event("output_text.delta", output_index=0, delta="Hel")]
    async with asking(streamed(pieces, SSE, Act.STALL)) as (provider, server):
        async with aclosing(provider.stream(ModelRequest((USER,)))) as stream:
            assert await anext(stream) == TextDelta("Hel")
        await server.wait_until_left()


async def test_a_cancelled_task_closes_the_connection_at_once() -> None:
    async with asking((Act.STALL,)) as (provider, server):
        task = asyncio.create_task(play(provider))
        await server.wait_for_requests()
        task.cancel()
        await server.wait_until_left()
        with pytest.raises(asyncio.CancelledError):
            await task


async def test_the_models_are_listed() -> None:
    models = {"object": "list", "data": [{"id": "o3", "object": "model"}, {"id": "gpt-5", "object": "model"}]}
    async with asking(http(200, json.dumps(models).encode())) as (provider, server):
        assert await provider.list_available_models() == ["gpt-5", "o3"]
        (request,) = server.requests
        assert (request.method, request.path) == ("GET", "/v1/models")
        assert request.headers["authorization"] == f"Bearer {KEY}"


async def test_openai_at_its_own_address_is_asked_by_this_protocol(monkeypatch: pytest.MonkeyPatch) -> None:
    async with asyncio.timeout(20), FaultServer([streamed(answer(DONE), SSE)]) as server:
        own = msgspec.structs.replace(PROFILES[LLMProvider.OPENAI], api_base=f"{server.url}/v1")
        monkeypatch.setitem(PROFILES, LLMProvider.OPENAI, own)
        settings = {"provider": "openai", "model": "gpt-4.1", "api_key": KEY}
        providers = Providers(LLMConfig.model_validate({"providers": {"mine": settings}}))
        provider, model = await providers.choose(f"mine/{MODEL}")
        assert type(provider) is OpenAIResponsesProvider
        assert provider.supports_structured_output
        system = LLMMessage(MessageRole.SYSTEM, "You help with colored balls.")
        events = await play(provider, system, USER, model=model)
        assert events == [TextDelta("Done."), UsageReport(Usage(9, 7, 0, 5)), Finish(FinishReason.STOP)]
        (request,) = server.requests
        assert request.path == "/v1/responses"
        assert request.json["include"] == ["reasoning.encrypted_content"]
        assert request.json["prompt_cache_key"]
        await providers.close()
        await server.wait_until_left()


@pytest.mark.parametrize(
    ("settings", "kind"),
    [
        ({"api_base": "http://localhost:8000/v1"}, OpenAIProvider),
        ({"protocol": "openai-chat"}, OpenAIProvider),
        ({"api_base": "http://localhost:8000/v1", "protocol": "openai-responses"}, OpenAIResponsesProvider),
        (
            {
                "provider": "openai_compatible",
                "api_base": "http://localhost:8000/v1",
                "protocol": "openai-responses",
            },
            OpenAIResponsesProvider,
        ),
    ],
    ids=["elsewhere", "by chat", "elsewhere by responses", "another server"],
)
async def test_the_settings_choose_the_protocol(settings: dict[str, Any], kind: type) -> None:
    mine = {"provider": "openai", "model": MODEL, "api_key": KEY, **settings}
    providers = Providers(LLMConfig.model_validate({"providers": {"mine": mine}}))
    provider, _ = await providers.choose("mine")
    assert type(provider) is kind
    await providers.close()
