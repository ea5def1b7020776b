"""The Anthropic provider against a server on this machine."""

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web

from coda.components.llm.config import ProviderConfig
from coda.components.llm.providers.anthropic import AnthropicProvider
from coda.components.llm.providers.by_protocol import make_provider
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
    ResponseFormat,
    TextDelta,
    Usage,
    UsageReport,
)
from coda.errors import LLMAuthenticationError, LLMError, LLMProviderDownError, LLMQuotaExceededError

pytestmark = pytest.mark.anyio

REQUEST = ModelRequest((LLMMessage(MessageRole.USER, "hello"),))
EVENTS: tuple[dict[str, Any], ...] = (
    {"type": "message_start", "message": {"id": "m", "usage": {"input_tokens": 3, "output_tokens": 1}}},
    {"type": "content_block_start", "index": 0, "content_block": {"type": "redacted_thinking", "data": "x"}},
    {"type": "content_block_start", "index": 1, "content_block": {"type": "text", "text": ""}},
    {"type": "content_block_delta", "index": 1, "delta": {"type": "text_delta", "text": "Hi."}},
    {"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": {"output_tokens": 2}},
    {"type": "message_stop"},
)
STREAM = "".join(f"event: {event['type']}\ndata: {json.dumps(event)}\n\n" for event in EVENTS)


class Service:
    """Answers in turn what it was given, and keeps what it was asked."""

    def __init__(self, *answers: tuple[int, str | dict[str, Any]]) -> None:
        self._answers = list(answers)
        self.asked: list[web.Request] = []
        self.bodies: list[dict[str, Any]] = []

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append(request)
        if request.method == "POST":
            self.bodies.append(await request.json())
        status, body = self._answers.pop(0)
        headers = {"request-id": "req_7"}
        if isinstance(body, str):
            return web.Response(text=body, content_type="text/event-stream", headers=headers)
        return web.json_response(body, status=status, headers=headers)


@asynccontextmanager
async def asking(service: Service, **fields: Any) -> AsyncGenerator[AnthropicProvider]:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", service.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    settings = {"provider": "anthropic", "model": "claude-opus-5-5", "api_base": f"http://{host}:{port}/v1"}
    config = ProviderConfig.model_validate({**settings, "api_key": "sk-ant-1", "timeout": 10, **fields})
    provider = AnthropicProvider(config, retry=RetryPolicy(1, sleep=_at_once))
    try:
        async with asyncio.timeout(20):
            yield provider
    finally:
        await provider.cleanup()
        await runner.cleanup()


async def _at_once(seconds: float) -> None:
    await asyncio.sleep(0)


async def play(provider: AnthropicProvider, request: ModelRequest = REQUEST) -> list[ModelEvent]:
    return [event async for event in provider.stream(request)]


def error_in(events: list[ModelEvent]) -> LLMError:
    assert isinstance(events[-1], Failure)
    return events[-1].error


async def test_an_answer_is_streamed_with_what_goes_back_to_its_model() -> None:
    service = Service((200, STREAM))
    async with asking(service, extra_params={"betas": ["a-beta"]}) as provider:
        assert await play(provider) == [
            TextDelta("Hi."),
            ReasoningState(
                "anthropic",
                "claude-opus-5-5",
                ({"type": "redacted_thinking", "data": "x"}, {"type": "text", "length": 3}),
            ),
            UsageReport(Usage(3, 2)),
            Finish(FinishReason.STOP),
        ]
    (asked,) = service.asked
    assert asked.path == "/v1/messages"
    assert asked.headers["x-api-key"] == "sk-ant-1"
    assert asked.headers["anthropic-version"] == "2023-06-01"
    assert asked.headers["anthropic-beta"] == "a-beta,thinking-binding-controls-2026-08-01"
    assert "authorization" not in asked.headers
    assert service.bodies[0]["messages"][0]["content"][0]["text"] == "hello"


async def test_the_request_may_name_another_model_whose_thinking_it_then_is() -> None:
    service = Service((200, STREAM))
    async with asking(service) as provider:
        events = await play(provider, ModelRequest(REQUEST.messages, model="claude-opus-4-6"))
    assert service.bodies[0]["model"] == "claude-opus-4-6"
    assert "anthropic-beta" not in service.asked[0].headers
    assert [event.model for event in events if isinstance(event, ReasoningState)] == ["claude-opus-4-6"]


async def test_an_overloaded_service_is_asked_again() -> None:
    overloaded = {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}
    service = Service((529, overloaded), (200, f"event: error\ndata: {json.dumps(overloaded)}\n\n"))
    async with asking(service) as provider:
        error = error_in(await play(provider))
    assert len(service.asked) == 2
    assert type(error) is LLMProviderDownError
    assert (error.provider, error.request_id) == ("anthropic", "req_7")


async def test_a_refused_key_says_how_to_give_another() -> None:
    refused = {"type": "error", "error": {"type": "authentication_error", "message": "invalid x-api-key"}}
    async with asking(Service((401, refused))) as provider:
        error = error_in(await play(provider))
    assert type(error) is LLMAuthenticationError
    assert "ANTHROPIC_API_KEY" in str(error)


async def test_an_empty_account_is_told_from_a_bad_request() -> None:
    words = "Your credit balance is too low to access the Anthropic API."
    poor = {"type": "error", "error": {"type": "invalid_request_error", "message": words}}
    async with asking(Service((400, poor))) as provider:
        assert type(error_in(await play(provider))) is LLMQuotaExceededError


async def test_models_are_listed_without_the_retired() -> None:
    models = [
        {"id": "claude-b", "lifecycle": "active"},
        {"id": "claude-a"},
        {"id": "claude-0", "lifecycle": "retired"},
    ]
    service = Service((200, {"data": models, "has_more": False}))
    async with asking(service) as provider:
        assert await provider.list_available_models() == ["claude-a", "claude-b"]
    assert service.asked[0].path_qs == "/v1/models?limit=1000"
    assert service.asked[0].headers["anthropic-version"] == "2023-06-01"


async def test_anthropic_itself_is_not_asked_without_a_key() -> None:
    config = ProviderConfig.model_validate({"provider": "anthropic", "model": "claude-opus-5-5"})
    provider = make_provider(config, Transport())
    assert isinstance(provider, AnthropicProvider)
    error = error_in(await play(provider))
    assert "ANTHROPIC_API_KEY" in str(error)


@pytest.mark.parametrize(
    ("model", "native"), [("claude-opus-4-5", True), ("claude-sonnet-4-0", False), ("glm-5", False)]
)
async def test_forms_are_native_where_the_model_knows_them(model: str, native: bool) -> None:
    config = ProviderConfig.model_validate({"provider": "anthropic", "model": "claude-opus-5-5"})
    provider = AnthropicProvider(config, Transport())
    assert provider.takes_form(asking_for(FORM, model=model)) is native
    assert provider.can_demand_calls(model)


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "object", "additionalProperties": {"type": "integer"}},
        {"type": "object", "properties": {"next": {"$ref": "#"}}},
        {
            "type": "object",
            "properties": {"a": {"$ref": "#/$defs/A"}},
            "$defs": {
                "A": {"type": "object", "properties": {"b": {"$ref": "#/$defs/B"}}},
                "B": {
                    "type": "object",
                    "properties": {"a": {"type": "array", "items": {"$ref": "#/$defs/A"}}},
                },
            },
        },
    ],
    ids=["free keys", "the whole in itself", "two in each other"],
)
async def test_a_form_that_it_cannot_be_told_is_asked_for_another_way(schema: dict[str, Any]) -> None:
    config = ProviderConfig.model_validate({"provider": "anthropic", "model": "claude-opus-5-5"})
    provider = AnthropicProvider(config, Transport())
    assert not provider.takes_form(asking_for(schema))
    assert not provider.can_demand_calls("claude-opus-5-5")
    twice = {**FORM, "properties": {name: {"$ref": "#/$defs/A"} for name in "ab"}, "$defs": {"A": FORM}}
    assert provider.takes_form(asking_for(twice))


FORM: dict[str, Any] = {"type": "object", "properties": {"n": {"type": "integer"}}}


def asking_for(schema: dict[str, Any], **fields: Any) -> ModelRequest:
    return ModelRequest((), response_format=ResponseFormat("form", schema), **fields)
