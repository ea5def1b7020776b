"""The Gemini provider against a real server on this machine."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import msgspec
import pytest

from coda.components.llm.config import ProviderConfig
from coda.components.llm.providers.by_protocol import make_provider
from coda.components.llm.providers.gemini import GeminiProvider
from coda.components.llm.retry import RetryPolicy
from coda.components.llm.transport import Transport
from coda.components.messages import (
    Failure,
    Finish,
    FinishReason,
    LLMMessage,
    MessageRole,
    ModelEvent,
    ModelRequest,
    ReasoningState,
    TextDelta,
    ToolCall,
    ToolSchema,
)
from coda.errors import LLMAuthenticationError, LLMRateLimitError, LLMStreamBrokenError

from .google_server import GoogleServer, google

pytestmark = pytest.mark.anyio

KEY = "AIza-nobodys-key"
USER = LLMMessage(MessageRole.USER, "hi")


def configured(url: str | None = None, **fields: Any) -> ProviderConfig:
    settings = {"provider": "google", "model": "gemini-3-flash-preview", "api_key": KEY, "max_retries": 0}
    return ProviderConfig.model_validate({**settings, "api_base": url, **fields})


@asynccontextmanager
async def at(
    server: GoogleServer, place: str = "", retry: RetryPolicy | None = None
) -> AsyncGenerator[GeminiProvider]:
    provider = GeminiProvider(configured(server.url + place), retry=retry)
    try:
        yield provider
    finally:
        await provider.cleanup()


async def play(provider: GeminiProvider, *messages: LLMMessage, **fields: Any) -> list[ModelEvent]:
    return [event async for event in provider.stream(ModelRequest(messages or (USER,), **fields))]


def said(*parts: dict[str, Any], finish: str | None = None) -> dict[str, Any]:
    return {"candidates": [{"content": {"parts": list(parts)}, "finishReason": finish}], "responseId": "r"}


HELLO = [said({"text": "Hel"}), said({"text": "lo"}, finish="STOP")]


async def test_an_answer_is_streamed_and_the_key_stays_out_of_the_address() -> None:
    async with google(HELLO) as server, at(server, "/v1beta") as provider:
        assert await play(provider) == [TextDelta("Hel"), TextDelta("lo"), Finish(FinishReason.STOP)]
        (asked,) = server.asked
        assert asked.path == "/v1beta/models/gemini-3-flash-preview:streamGenerateContent?alt=sse"
        assert asked.headers["x-goog-api-key"] == KEY
        assert "authorization" not in asked.headers
        assert asked.body["contents"] == [{"role": "user", "parts": [{"text": "hi"}]}]


@pytest.mark.parametrize(
    ("model", "path"),
    [
        ("gemini-2.0-flash", "/models/gemini-2.0-flash"),
        ("models/gemini-2.0-flash", "/models/gemini-2.0-flash"),
        ("tunedModels/mine-1", "/tunedModels/mine-1"),
        ("a?key=b#c", "/models/a%3Fkey=b%23c"),
    ],
)
async def test_a_model_may_be_named_in_each_of_googles_ways(model: str, path: str) -> None:
    async with google(HELLO) as server, at(server) as provider:
        await play(provider, model=model)
        assert server.asked[0].path == f"{path}:streamGenerateContent?alt=sse"


async def test_a_signed_call_and_its_result_go_back_as_they_came() -> None:
    part = {"functionCall": {"id": "x1", "name": "f", "args": {"n": 1}}, "thoughtSignature": "QUJD"}
    async with google([said(part, finish="STOP")], HELLO) as server, at(server) as provider:
        call, state, end = await play(provider)
        assert isinstance(call, ToolCall)
        assert isinstance(state, ReasoningState)
        assert end == Finish(FinishReason.TOOL_CALLS)
        answer = LLMMessage(MessageRole.ASSISTANT, tool_calls=(call,), reasoning=state)
        await play(provider, USER, answer, LLMMessage(MessageRole.TOOL, "2", tool_call_id=call.call_id))
        assert server.asked[1].body["contents"][1:] == [
            {"role": "model", "parts": [part]},
            {
                "role": "user",
                "parts": [{"functionResponse": {"id": "x1", "name": "f", "response": {"output": "2"}}}],
            },
        ]


async def test_a_call_that_came_out_broken_is_asked_for_again() -> None:
    async with (
        google([said(finish="MALFORMED_FUNCTION_CALL")], HELLO) as server,
        at(server, retry=RetryPolicy(1, first_delay_s=0)) as provider,
    ):
        assert (await play(provider))[0] == TextDelta("Hel")


async def test_a_refusal_is_a_typed_error_without_the_key() -> None:
    error = {
        "code": 429,
        "message": f"Quota exceeded for {KEY}.",
        "status": "RESOURCE_EXHAUSTED",
        "details": [{"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "7s"}],
    }
    async with google({"error": error}, status=429) as server, at(server) as provider:
        (failure,) = await play(provider)
        assert isinstance(failure, Failure)
        assert type(failure.error) is LLMRateLimitError
        assert (failure.error.retry_after, failure.error.provider) == (7.0, "google")
        assert KEY not in str(failure.error)


async def test_a_stream_that_ends_early_is_broken() -> None:
    async with google(HELLO[:1]) as server, at(server) as provider:
        events = await play(provider)
        assert events[0] == TextDelta("Hel")
        assert isinstance(events[1], Failure)
        assert type(events[1].error) is LLMStreamBrokenError


async def test_google_itself_is_not_asked_without_a_key() -> None:
    provider = GeminiProvider(configured(api_key=None))
    (failure,) = await play(provider)
    assert isinstance(failure, Failure)
    assert type(failure.error) is LLMAuthenticationError
    assert "GEMINI_API_KEY" in str(failure.error)
    await provider.cleanup()


async def test_models_that_write_are_listed() -> None:
    listed = {
        "models": [
            {"name": "models/gemini-b", "supportedGenerationMethods": ["generateContent", "countTokens"]},
            {"name": "models/gemini-a", "supportedGenerationMethods": ["generateContent"]},
            {"name": "models/embedding-001", "supportedGenerationMethods": ["embedContent"]},
            {"name": "models/odd"},
        ]
    }
    async with google(listed, {"error": "none"}) as server, at(server) as provider:
        assert await provider.list_available_models() == ["gemini-a", "gemini-b"]
        assert (server.asked[0].path, server.asked[0].headers["x-goog-api-key"]) == (
            "/models?pageSize=1000",
            KEY,
        )
        assert not await provider.validate_connection()


async def test_the_settings_make_this_provider_and_tell_what_it_can() -> None:
    transport = Transport()
    assert isinstance(make_provider(configured(), transport), GeminiProvider)
    provider = make_provider(configured(model="gemini-2.5-pro"), transport)
    beside_tools = ModelRequest((), (ToolSchema("stop", "Stop.", {"type": "object"}),))
    assert provider.takes_form(ModelRequest(()))
    assert not provider.takes_form(beside_tools)
    assert provider.takes_form(msgspec.structs.replace(beside_tools, model="gemini-3-flash-preview"))
    await transport.close()
