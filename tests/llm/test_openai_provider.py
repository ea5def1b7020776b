"""The OpenAI provider against a real server on this machine, in good order and with every fault."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing, asynccontextmanager
from typing import Any

import pytest

from coda.components.llm.config import ProviderConfig
from coda.components.llm.providers.openai_chat import OpenAIProvider
from coda.components.llm.retry import RetryPolicy
from coda.components.llm.transport import Timeouts, Transport
from coda.components.messages import (
    Failure,
    Finish,
    FinishReason,
    LLMMessage,
    MessageRole,
    ModelEvent,
    ModelRequest,
    ReasoningDelta,
    TextDelta,
    ToolCall,
    Usage,
    UsageReport,
)
from coda.errors import (
    LLMAuthenticationError,
    LLMBadRequestError,
    LLMContextTooLongError,
    LLMError,
    LLMModelNotFoundError,
    LLMProviderDownError,
    LLMQuotaExceededError,
    LLMRateLimitError,
    LLMStreamBrokenError,
    LLMTimeoutError,
)
from coda.testing.openai_answers import (
    DONE,
    Fault,
    StandInAnswer,
    completion,
    empty_body,
    half_character,
    malformed_chunk,
    refusal,
    reset_before_headers,
    web_page,
)
from coda.testing.openai_stand_in import OpenAIStandIn

pytestmark = pytest.mark.anyio

KEY = "sk-secret-key"
REQUEST = ModelRequest((LLMMessage(MessageRole.USER, "make ball 1 red"),))
STOP = Finish(FinishReason.STOP)


@asynccontextmanager
async def asking(
    *script: StandInAnswer, **fields: Any
) -> AsyncGenerator[tuple[OpenAIProvider, OpenAIStandIn]]:
    """A provider and the server it asks; afterwards no answer is under way and nothing is left open."""
    waits: list[float] = []

    async def wait(seconds: float) -> None:
        waits.append(seconds)

    async with asyncio.timeout(20), OpenAIStandIn(script) as server:
        settings = {"provider": "openai_compatible", "model": "any", "api_base": server.url, "api_key": KEY}
        config = ProviderConfig.model_validate({**settings, "timeout": 10, "max_retries": 0, **fields})
        provider = OpenAIProvider(config, retry=RetryPolicy(config.max_retries, sleep=wait))
        yield provider, server
        await server.wait_until_quiet()
        await provider.cleanup()


async def play(provider: OpenAIProvider) -> list[ModelEvent]:
    return [event async for event in provider.stream(REQUEST)]


def error_in(events: list[ModelEvent]) -> LLMError:
    assert isinstance(events[-1], Failure)
    return events[-1].error


async def test_an_answer_is_streamed_with_its_reasoning_usage_and_end() -> None:
    usage = Usage(12, 8, cached_tokens=4, reasoning_tokens=3)
    async with asking(completion("Hel", "lo", reasoning=["hm"], usage=usage)) as (provider, server):
        assert await play(provider) == [
            ReasoningDelta("hm"),
            TextDelta("Hel"),
            TextDelta("lo"),
            UsageReport(usage),
            STOP,
        ]
        (request,) = server.requests
        assert request.headers["authorization"] == f"Bearer {KEY}"
        assert request.json["messages"] == [{"role": "user", "content": "make ball 1 red"}]
        assert (provider.request_count, provider.total_tokens, provider.available) == (1, 20, True)


async def test_tool_calls_in_fragments_arrive_whole() -> None:
    calls = [ToolCall("a", "create_segment", '{"start": 10.0}'), ToolCall("b", "set_color", '{"c": "é"}')]
    async with asking(completion(tool_calls=calls, fragment=2)) as (provider, _):
        events = await play(provider)
        assert events[:2] == calls
        assert events[-1] == Finish(FinishReason.TOOL_CALLS)


async def test_each_piece_is_given_out_when_it_arrives() -> None:
    go = asyncio.Event()
    async with (
        asking(completion("first", go, "second")) as (provider, _),
        aclosing(provider.stream(REQUEST)) as stream,
    ):
        assert await anext(stream) == TextDelta("first")
        go.set()
        assert await anext(stream) == TextDelta("second")


async def test_a_server_without_a_key_is_asked_without_one() -> None:
    async with asking(completion("a"), api_key=None) as (provider, server):
        await play(provider)
        assert "authorization" not in server.requests[0].headers


async def test_openai_itself_is_not_asked_without_a_key() -> None:
    provider = OpenAIProvider(ProviderConfig.model_validate({"provider": "openai", "model": "gpt-4o"}))
    error = error_in(await play(provider))
    assert isinstance(error, LLMAuthenticationError)
    assert "coda keys set openai" in str(error)
    await provider.cleanup()


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine the end of a body may take longer than the moment that is meant for it."""
    monkeypatch.setattr("coda.components.llm.transport._DRAIN_S", 10.0)


@pytest.mark.usefixtures("patient")
async def test_connections_are_used_again() -> None:
    async with asking(*[completion("a")] * 4) as (provider, server):
        for _ in range(4):
            assert (await play(provider))[-1] == STOP
        assert len(server.connections) == 1


@pytest.mark.usefixtures("patient")
async def test_a_connection_is_used_again_when_the_body_ends_a_little_after_done() -> None:
    end = asyncio.Event()
    late = StandInAnswer((*completion("a", usage=None).pieces, end))
    async with asking(late, completion("b")) as (provider, server):
        stream = provider.stream(REQUEST)
        assert await anext(stream) == TextDelta("a")
        end.set()
        assert [event async for event in stream] == [STOP]
        assert (await play(provider))[-1] == STOP
        assert len(server.connections) == 1


async def test_a_server_that_never_ends_the_body_does_not_hold_the_answer_up() -> None:
    async with asking(StandInAnswer((*completion("a", usage=None).pieces, Fault.STALL))) as (provider, _):
        assert await play(provider) == [TextDelta("a"), STOP]


GOOD: list[tuple[str, StandInAnswer]] = [
    ("gzip", completion("Hello").gzipped()),
    ("the wrong content type", completion("Hello").with_headers({"Content-Type": "text/plain"})),
    ("no DONE and a reset", completion("Hello", usage=None).cut_after(3, Fault.RESET)),
]


@pytest.mark.parametrize("answer", [answer for _, answer in GOOD], ids=[name for name, _ in GOOD])
async def test_oddities_that_lose_nothing_are_borne(answer: StandInAnswer) -> None:
    async with asking(answer) as (provider, _):
        events = await play(provider)
        assert (events[0], events[-1]) == (TextDelta("Hello"), STOP)


REFUSALS: list[tuple[StandInAnswer, type[LLMError]]] = [
    (refusal(400), LLMBadRequestError),
    (refusal(400, code="context_length_exceeded"), LLMContextTooLongError),
    (refusal(401, f"Incorrect API key provided: {KEY}"), LLMAuthenticationError),
    (refusal(403), LLMAuthenticationError),
    (refusal(404, code="model_not_found"), LLMModelNotFoundError),
    (refusal(408), LLMTimeoutError),
    (refusal(413), LLMContextTooLongError),
    (refusal(429, retry_after="40"), LLMRateLimitError),
    (refusal(429, retry_after="Fri, 15 Jan 2038 08:00:00 GMT"), LLMRateLimitError),
    (refusal(429, kind="insufficient_quota"), LLMQuotaExceededError),
    (refusal(500), LLMProviderDownError),
    (refusal(503), LLMProviderDownError),
    (refusal(529), LLMProviderDownError),
    (web_page(502), LLMProviderDownError),
    (web_page(404), LLMBadRequestError),
    (StandInAnswer((), 302, {"Location": "http://127.0.0.1:9/"}), LLMBadRequestError),
    (reset_before_headers(), LLMProviderDownError),
    (empty_body(), LLMStreamBrokenError),
    (web_page(200), LLMStreamBrokenError),
    (completion("a").gzipped().cut_after(0, b"no gzip"), LLMStreamBrokenError),
]


@pytest.mark.parametrize(("answer", "kind"), REFUSALS)
async def test_a_fault_before_the_first_word_is_one_typed_failure(
    answer: StandInAnswer, kind: type[LLMError]
) -> None:
    async with asking(answer.with_headers({"x-request-id": "req_7"})) as (provider, server):
        events = await play(provider)
        error = error_in(events)
        assert len(events) == 1
        assert type(error) is kind
        assert error.provider == "openai_compatible"
        assert error.request_id == (None if answer == reset_before_headers() else "req_7")
        assert KEY not in str(error)
        assert len(server.requests) == 1


BREAKS: list[tuple[str, StandInAnswer]] = [
    ("reset", completion("Hello", "b").cut_after(2, Fault.RESET)),
    ("an early end", completion("Hello", "b").cut_after(2)),
    ("an early DONE", completion("Hello", "b").cut_after(2, DONE)),
    ("a malformed chunk", malformed_chunk()),
    ("half a character", half_character()),
]


@pytest.mark.parametrize("answer", [answer for _, answer in BREAKS], ids=[name for name, _ in BREAKS])
async def test_a_break_in_the_middle_keeps_what_was_said_and_is_not_tried_again(
    answer: StandInAnswer,
) -> None:
    async with asking(answer, max_retries=3) as (provider, server):
        events = await play(provider)
        assert events[:-1] == [TextDelta("Hello")]
        assert type(error_in(events)) is LLMStreamBrokenError
        assert len(server.requests) == 1


@pytest.mark.parametrize(
    "answer",
    [StandInAnswer((Fault.STALL,)), completion("x").cut_after(0, b": wait\n\n", Fault.STALL)],
    ids=["before the headers", "after the headers"],
)
async def test_a_server_that_stalls_gives_a_timeout(answer: StandInAnswer) -> None:
    async with asking(answer, timeout=0.05) as (provider, _):
        error = error_in(await play(provider))
        assert isinstance(error, LLMTimeoutError)
        assert error.timeout_seconds == 0.05


async def test_a_server_that_stalls_in_the_middle_gives_a_timeout_after_what_it_said() -> None:
    async with asking(completion("Hello").cut_after(2, Fault.STALL)) as (provider, _):
        provider._timeouts = Timeouts(connect=10, first_byte=60, between_bytes=1)
        events = await play(provider)
        assert events[0] == TextDelta("Hello")
        assert isinstance(error_in(events), LLMTimeoutError)


async def test_a_fault_that_passes_is_tried_again_until_the_answer_comes() -> None:
    script = (refusal(503), reset_before_headers(), refusal(429, retry_after="3"), completion("Hello"))
    async with asking(*script, max_retries=3) as (provider, server):
        assert (await play(provider))[0] == TextDelta("Hello")
        assert len(server.requests) == 4
        assert provider.request_count == 1


@pytest.mark.parametrize(
    "answer",
    [completion("Hello").cut_after(2, Fault.STALL), StandInAnswer((Fault.STALL,))],
    ids=["while it answers", "before it answers"],
)
async def test_cancelling_closes_the_connection_at_once(answer: StandInAnswer) -> None:
    async with asking(answer) as (provider, server):
        asked = asyncio.ensure_future(play(provider))
        await server.wait_for_requests()
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked
        await server.wait_until_quiet()


async def test_closing_the_stream_closes_the_connection_at_once() -> None:
    async with asking(completion("Hello").cut_after(2, Fault.STALL)) as (provider, server):
        async with aclosing(provider.stream(REQUEST)) as stream:
            assert await anext(stream) == TextDelta("Hello")
        await server.wait_until_quiet()


async def test_models_are_listed_and_the_connection_is_checked() -> None:
    async with asking() as (provider, server):
        server.models = ["b", "a"]
        assert await provider.list_available_models() == ["a", "b"]
        assert await provider.validate_connection()
        await server.close()
        assert not await provider.validate_connection()
        assert (provider.available, bool(provider.last_error)) == (False, True)


@pytest.mark.usefixtures("patient")
async def test_a_shared_transport_is_left_open_by_a_provider() -> None:
    transport = Transport()
    async with OpenAIStandIn([completion("a"), completion("b")]) as server:
        settings = {"provider": "openai_compatible", "model": "any", "api_base": server.url}
        config = ProviderConfig.model_validate(settings)
        for _ in range(2):
            provider = OpenAIProvider(config, transport)
            assert (await play(provider))[-1] == STOP
            await provider.cleanup()
        assert len(server.connections) == 1
    await transport.close()


@pytest.mark.parametrize("answers", [3, 60])
async def test_many_answers_at_once_each_come_to_their_own_asker(answers: int) -> None:
    def call(n: int) -> ToolCall:
        return ToolCall(f"call-{n}", "f", f'{{"n": {n}}}')

    script = [completion(f"text {n}", tool_calls=[call(n)]) for n in range(answers)]
    async with asking(*script) as (provider, _):
        results = await asyncio.gather(*(play(provider) for _ in range(answers)))
        got = {(events[0], events[1]) for events in results}
        assert got == {(TextDelta(f"text {n}"), call(n)) for n in range(answers)}
