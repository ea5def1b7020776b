"""The Ollama provider against a server on this machine."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from coda.components.llm.config import LLMConfig, ProviderConfig
from coda.components.llm.provider_choice import Providers
from coda.components.llm.providers.ollama import OllamaProvider, running_ollama
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
    ToolSchema,
    Usage,
    UsageReport,
)
from coda.errors import LLMBadRequestError, LLMError, LLMModelNotFoundError, LLMProviderDownError
from tests.llm.fault_server import Act, FaultServer, Step, http, streamed
from tests.llm.ollama_answers import MODEL, THINKING

pytestmark = pytest.mark.anyio

REQUEST = ModelRequest((LLMMessage(MessageRole.USER, "make ball 1 red"),))
LINES = "application/x-ndjson"
TAGS = json.dumps({"models": [{"name": "qwen3:0.6b", "size": 1}, {"name": "gemma3:4b"}]}).encode()


@asynccontextmanager
async def asking(
    *script: tuple[Step, ...], **fields: Any
) -> AsyncGenerator[tuple[OllamaProvider, FaultServer]]:
    async with asyncio.timeout(20), FaultServer(script) as server:
        settings = {"provider": "ollama", "model": MODEL, "api_base": server.url, "max_retries": 0}
        provider = OllamaProvider(ProviderConfig.model_validate({**settings, **fields}))
        yield provider, server
        await provider.cleanup()
        await server.wait_until_left()


async def play(provider: OllamaProvider, request: ModelRequest = REQUEST) -> list[ModelEvent]:
    return [event async for event in provider.stream(request)]


async def refused(status: int, message: str) -> LLMError:
    body = json.dumps({"error": message}).encode()
    async with asking(http(status, body)) as (provider, _):
        (last,) = await play(provider)
        assert isinstance(last, Failure)
        return last.error


def free_address() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}"


async def test_an_answer_is_streamed_without_a_key() -> None:
    pieces = THINKING.splitlines(keepends=True)
    async with asking(streamed(pieces, LINES)) as (provider, server):
        assert await play(provider) == [
            ReasoningDelta("Ball 1, "),
            ReasoningDelta("hm."),
            TextDelta("Done."),
            ReasoningState("ollama", MODEL, ("Ball 1, hm.",)),
            UsageReport(Usage(21, 8)),
            Finish(FinishReason.STOP),
        ]
        (request,) = server.requests
        assert (request.method, request.path) == ("POST", "/api/chat")
        assert "authorization" not in request.headers
        assert request.json["messages"] == [{"role": "user", "content": "make ball 1 red"}]


async def test_a_key_is_sent_to_a_server_that_wants_one() -> None:
    async with asking(streamed([THINKING], LINES), api_key="abc") as (provider, server):
        await play(provider)
        assert server.requests[0].headers["authorization"] == "Bearer abc"


async def test_the_models_are_those_that_were_pulled() -> None:
    async with asking(http(200, TAGS)) as (provider, server):
        assert await provider.list_available_models() == ["gemma3:4b", "qwen3:0.6b"]
        assert (server.requests[0].method, server.requests[0].path) == ("GET", "/api/tags")


async def test_a_model_that_is_not_there_is_to_be_pulled() -> None:
    async with asking(http(404, b'{"error": "model \'llama9\' not found"}')) as (provider, _):
        (last,) = await play(provider, ModelRequest(REQUEST.messages, model="llama9"))
    assert isinstance(last, Failure)
    assert isinstance(last.error, LLMModelNotFoundError)
    assert "ollama pull llama9" in str(last.error)


async def test_a_model_without_tools_says_so_in_ollamas_words() -> None:
    error = await refused(400, "registry.ollama.ai/library/gemma:2b does not support tools")
    assert isinstance(error, LLMBadRequestError)
    assert "does not support tools" in str(error)


async def test_too_little_memory_is_no_matter_of_trying_again() -> None:
    error = await refused(500, "model requires more system memory (9.1 GiB) than is available (3.0 GiB)")
    assert isinstance(error, LLMProviderDownError)
    assert not error.recoverable
    assert "smaller" in str(error)


async def test_where_nothing_listens_the_error_says_how_ollama_is_started() -> None:
    provider = OllamaProvider(
        ProviderConfig.model_validate(
            {"provider": "ollama", "model": MODEL, "api_base": free_address(), "max_retries": 0}
        )
    )
    (last,) = await play(provider)
    assert isinstance(last, Failure)
    assert "ollama serve" in str(last.error)
    assert not await provider.validate_connection()
    assert "ollama serve" in (provider.last_error or "")
    await provider.cleanup()


async def test_the_settings_lead_to_this_provider() -> None:
    config = LLMConfig.model_validate({"providers": {"ollama": {"provider": "ollama", "model": "llama2"}}})
    providers = Providers(config)
    provider, model = await providers.choose("ollama/qwen3")
    assert (type(provider), model) == (OllamaProvider, "qwen3")
    assert provider.takes_form(ModelRequest(()))
    assert not provider.takes_form(ModelRequest((), (ToolSchema("stop", "Stop.", {"type": "object"}),)))
    await providers.close()


async def test_a_running_ollama_is_found_with_its_models() -> None:
    async with FaultServer([http(200, TAGS)]) as server:
        assert await running_ollama(server.url, timeout_s=10) == ["gemma3:4b", "qwen3:0.6b"]
        await server.wait_until_left()


@pytest.mark.parametrize("script", [http(200, b'{"models": 5}'), http(404, b"no"), (Act.STALL,)])
async def test_what_is_no_running_ollama_is_not_taken_for_one(script: tuple[Step, ...]) -> None:
    async with FaultServer([script]) as server:
        assert await running_ollama(server.url) is None
        await server.wait_until_left()


async def test_where_nothing_listens_no_ollama_is_found() -> None:
    assert await running_ollama(free_address()) is None
