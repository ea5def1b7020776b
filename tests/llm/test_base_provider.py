"""The provider contract, met with the three methods that a custom provider writes."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

import pytest

from coda.components.llm.base_provider import (
    BaseLLMProvider,
    LLMAuthenticationError,
    LLMError,
    LLMQuotaExceededError,
    LLMRateLimitError,
    LLMStreamBrokenError,
    LLMTimeoutError,
)
from coda.components.llm.config import LLMProvider, ProviderConfig
from coda.components.llm.response import LLMResponse
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
    ToolSchema,
    Usage,
    UsageReport,
)
from coda.errors import LLMBadRequestError, LLMProviderDownError
from coda.testing.scripted import ScriptedProvider

REQUEST = ModelRequest(
    (LLMMessage(MessageRole.USER, "hi"),), tools=(ToolSchema("f", "", {}),), temperature=0.5
)
CONFIG = ProviderConfig(provider=LLMProvider.CUSTOM, model="mine", max_retries=0)
DONE = Finish(FinishReason.STOP)


class CustomProvider(BaseLLMProvider):
    """As the documentation shows it: three methods."""

    def __init__(self, answer: Any, config: ProviderConfig = CONFIG) -> None:
        super().__init__(config)
        self.answer = answer
        self.asked: list[tuple[Any, dict[str, Any]]] = []

    def get_provider_name(self) -> LLMProvider:
        return LLMProvider.CUSTOM

    async def _make_request(self, messages: Any, **kwargs: Any) -> Any:
        self.asked.append((messages, kwargs))
        if isinstance(self.answer, BaseException):
            raise self.answer
        return self.answer

    def _parse_response(self, response: Any) -> Any:
        return response


async def play(provider: BaseLLMProvider) -> list[ModelEvent]:
    return [event async for event in provider.stream(REQUEST)]


async def events(*items: ModelEvent) -> AsyncGenerator[ModelEvent, None]:
    for item in items:
        yield item


@pytest.mark.anyio
async def test_a_provider_that_returns_text_streams_it() -> None:
    provider = CustomProvider("Hello")
    assert await play(provider) == [TextDelta("Hello"), DONE]
    ((messages, fields),) = provider.asked
    assert messages == REQUEST.messages
    assert (fields["tools"], fields["temperature"], fields["max_tokens"]) == (REQUEST.tools, 0.5, None)


@pytest.mark.anyio
async def test_a_provider_that_returns_a_response_streams_its_parts() -> None:
    function = {"name": "f", "arguments": '{"x": 1}'}
    response = LLMResponse(
        content="Hello",
        tool_calls=[{"id": "a", "type": "function", "function": function}],
        prompt_tokens=3,
        completion_tokens=2,
    )
    provider = CustomProvider(response)
    assert await play(provider) == [
        TextDelta("Hello"),
        ToolCall("a", "f", '{"x": 1}'),
        UsageReport(Usage(3, 2)),
        Finish(FinishReason.TOOL_CALLS),
    ]
    assert (provider.request_count, provider.total_tokens) == (1, 5)


@pytest.mark.anyio
async def test_plain_function_calls_become_tool_calls_with_ids() -> None:
    calls = [{"name": "f", "arguments": {"x": 1}}, {"name": "g"}]
    first, second, _ = await play(CustomProvider(LLMResponse(response_id="r", function_calls=calls)))
    assert first == ToolCall("call-r-0", "f", '{"x":1}')
    assert second == ToolCall("call-r-1", "g", "{}")


@pytest.mark.anyio
@pytest.mark.parametrize(("wire", "reason"), [("length", FinishReason.LENGTH), ("odd", FinishReason.OTHER)])
async def test_the_finish_reason_of_a_response_is_kept(wire: str, reason: FinishReason) -> None:
    assert await play(CustomProvider(LLMResponse(finish_reason=wire))) == [Finish(reason)]


@pytest.mark.anyio
async def test_a_provider_may_stream_by_itself() -> None:
    assert await play(CustomProvider(events(TextDelta("a"), DONE))) == [TextDelta("a"), DONE]


@pytest.mark.anyio
async def test_a_stream_without_a_terminal_event_gets_one() -> None:
    first, last = await play(CustomProvider(events(TextDelta("a"))))
    assert first == TextDelta("a")
    assert isinstance(last, Failure)
    assert isinstance(last.error, LLMStreamBrokenError)


@pytest.mark.anyio
async def test_nothing_follows_the_terminal_event() -> None:
    assert await play(CustomProvider(events(DONE, TextDelta("late"), DONE))) == [DONE]


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("error", "kind", "available"),
    [
        (LLMAuthenticationError("no"), LLMAuthenticationError, False),
        (LLMQuotaExceededError("no"), LLMQuotaExceededError, False),
        (LLMRateLimitError("slow", retry_after=40), LLMRateLimitError, True),
        (TimeoutError(), LLMTimeoutError, True),
        (ConnectionRefusedError(111, "Connection refused"), LLMProviderDownError, False),
    ],
)
async def test_failures_travel_in_the_stream(error: Exception, kind: type[LLMError], available: bool) -> None:
    provider = CustomProvider(error)
    (failure,) = await play(provider)
    assert isinstance(failure, Failure)
    assert type(failure.error) is kind
    assert failure.error.provider == "custom"
    assert provider.available is available
    assert provider.last_error == str(failure.error)


@pytest.mark.anyio
async def test_a_mistake_in_a_provider_is_not_taken_for_a_failure_of_the_service() -> None:
    with pytest.raises(KeyError):
        await play(CustomProvider(KeyError("bug")))


@pytest.mark.anyio
async def test_an_answer_after_a_failure_makes_a_provider_available_again() -> None:
    provider = CustomProvider(ConnectionRefusedError())
    await play(provider)
    provider.answer = "Hello"
    await play(provider)
    assert (provider.available, provider.last_error, provider.request_count) == (True, None, 2)


@pytest.mark.anyio
async def test_costs_are_booked_by_who_knows_the_price() -> None:
    provider = CustomProvider("Hello")
    provider.add_cost(0.5)
    provider.add_cost(0.25)
    assert provider.total_cost == 0.75


@pytest.mark.anyio
async def test_a_provider_without_a_list_of_models_names_its_own() -> None:
    provider = CustomProvider("Hello")
    assert await provider.list_available_models() == ["mine"]
    assert await provider.validate_connection()
    await provider.cleanup()


@pytest.mark.anyio
async def test_closing_a_stream_early_closes_what_the_provider_has_open() -> None:
    closed = asyncio.Event()

    async def endless() -> AsyncGenerator[ModelEvent, None]:
        try:
            while True:
                yield TextDelta("a")
        finally:
            closed.set()

    async with aclosing(CustomProvider(endless()).stream(REQUEST)) as stream:
        assert await anext(stream) == TextDelta("a")
    assert closed.is_set()


@pytest.mark.anyio
async def test_a_scripted_provider_plays_its_script_and_keeps_the_requests() -> None:
    go = asyncio.Event()
    provider = ScriptedProvider([[TextDelta("a"), go, TextDelta("b"), DONE], [DONE]])
    stream = provider.stream(REQUEST)
    assert await anext(stream) == TextDelta("a")
    waiting = asyncio.ensure_future(anext(stream))
    await asyncio.wait([waiting], timeout=0)
    assert not waiting.done()
    go.set()
    assert await waiting == TextDelta("b")
    assert [event async for event in stream] == [DONE]
    assert await play(provider) == [DONE]
    assert provider.requests == [REQUEST, REQUEST]
    (beyond,) = await play(provider)
    assert isinstance(beyond, Failure)
    assert isinstance(beyond.error, LLMBadRequestError)
    assert "this is request 3" in str(beyond.error)
