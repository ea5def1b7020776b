"""Answers given again: by the cache alone, and through a whole turn."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing, asynccontextmanager
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coda.components.events import ResponseChunk, ResponseStart, UsageRecorded
from coda.components.llm import LLMConfig, LLMManager, ProviderConfig
from coda.components.llm.providers.offline import OfflineProvider
from coda.components.llm.response_cache import ResponseCache, key_of
from coda.components.messages import (
    Failure,
    Finish,
    FinishReason,
    LLMMessage,
    Media,
    MessageRole,
    ModelEvent,
    ModelRequest,
    ResponseFormat,
    TextDelta,
    ToolCall,
    ToolSchema,
    Usage,
)
from coda.components.tools import Effect, ToolManager, tool
from coda.errors import LLMOutputError, LLMProviderDownError, LLMStreamBrokenError
from coda.testing.scripted import ScriptedProvider, Step
from tests.components.desk import calls, says

DONE = Finish(FinishReason.STOP)
CACHING = LLMConfig(enable_caching=True)


def user(text: str, **fields: Any) -> LLMMessage:
    return LLMMessage(MessageRole.USER, text, **fields)


def request(*messages: LLMMessage, **fields: Any) -> ModelRequest:
    return ModelRequest(messages or (user("What is AI?"),), model="m", **fields)


def provider(**config: Any) -> ScriptedProvider:
    made = {"provider": "custom", "model": "m", **config}
    return ScriptedProvider([], ProviderConfig.model_validate(made))


class Source:
    """Gives an answer in batches, and counts how often it was asked."""

    def __init__(self, *batches: list[ModelEvent]) -> None:
        self.batches = batches
        self.asked = 0

    async def __call__(self) -> AsyncGenerator[list[ModelEvent], None]:
        self.asked += 1
        for batch in self.batches:
            yield batch


async def read(cache: ResponseCache, asked: ModelRequest, source: Source) -> list[list[ModelEvent]]:
    return [batch async for batch in cache.answer(provider(), asked, source).begin()]


ANSWER: list[list[ModelEvent]] = [[TextDelta("It "), TextDelta("is")], [TextDelta(" mathematics.")], [DONE]]


@pytest.mark.anyio
async def test_the_same_request_gets_the_same_pieces_again_without_asking() -> None:
    cache, source = ResponseCache(CACHING), Source(*ANSWER)
    assert await read(cache, request(), source) == ANSWER
    assert await read(cache, request(), source) == ANSWER
    assert source.asked == 1


@pytest.mark.anyio
async def test_it_may_be_switched_on_and_off_at_any_time() -> None:
    config = LLMConfig()
    cache, source = ResponseCache(config), Source(*ANSWER)
    for caching in (False, False, True, True, False, True):
        config.enable_caching = caching
        await read(cache, request(), source)
    assert source.asked == 4


@pytest.mark.anyio
async def test_an_answer_is_kept_as_long_as_the_settings_say() -> None:
    now = [0.0]
    config = LLMConfig(enable_caching=True, cache_ttl_seconds=60)
    cache, source = ResponseCache(config, lambda: now[0]), Source(*ANSWER)
    for now[0] in (0, 59, 60, 61):
        await read(cache, request(), source)
    assert source.asked == 2
    assert len(cache) == 1


DIFFERENT: list[dict[str, Any]] = [
    {"messages": (user("What is a model?"),)},
    {"messages": (user("What is AI?"), user("What is AI?"))},
    {"messages": (LLMMessage(MessageRole.SYSTEM, "What is AI?"),)},
    {"messages": (user("What is AI?", media=(Media("image/png", b"\x89PNG1"),)),)},
    {"messages": (user("What is AI?", media=(Media("image/png", b"\x89PNG2"),)),)},
    {"messages": (user("What is AI?", name="Ada"),)},
    {"tools": (ToolSchema("f", "", {}),)},
    {"tools": (ToolSchema("f", "Do it.", {}),)},
    {"model": "n"},
    {"temperature": 0.1},
    {"max_tokens": 5},
    {"tool_choice": "none"},
    {"response_format": ResponseFormat("a", {"type": "object"})},
]


def test_whatever_could_change_the_answer_makes_another_request() -> None:
    keys = [key_of(provider(), msgspec.structs.replace(request(), **fields)) for fields in [{}, *DIFFERENT]]
    settings_that_matter: list[dict[str, Any]] = [
        {"api_base": "http://localhost:1"},
        {"temperature": 0.1},
        {"max_tokens": 7},
        {"top_p": 0.5},
        {"frequency_penalty": 1},
        {"presence_penalty": 1},
        {"extra_params": {"seed": 1}},
        {"model": "other"},
    ]
    keys += [key_of(provider(**fields), request()) for fields in settings_that_matter]
    named = provider()
    named.settings_name = "work"
    keys.append(key_of(named, request()))
    assert None not in keys
    assert len(set(keys)) == len(keys)


def test_what_cannot_change_the_answer_does_not() -> None:
    told = user("What is AI?", timestamp=1.0, metadata={"outcome": "done"})
    same = [
        key_of(provider(), request(told, app_state=object())),
        key_of(provider(api_key="k", timeout=3, max_retries=9, requests_per_minute=1), request()),
        key_of(provider(), request()),
    ]
    assert len(set(same)) == 1


def test_settings_that_are_no_values_are_not_cached() -> None:
    assert key_of(provider(extra_params={"dtype": object()}), request()) is None


@pytest.mark.parametrize(
    "message",
    [
        LLMMessage(MessageRole.TOOL, "{}", tool_call_id="c"),
        LLMMessage(MessageRole.ASSISTANT, tool_calls=(ToolCall("c", "f", "{}"),)),
    ],
)
def test_a_request_after_tool_calls_has_no_key(message: LLMMessage) -> None:
    assert key_of(provider(), request(user("Do."), message)) is None


def test_the_offline_provider_looks_at_the_document_and_is_never_cached() -> None:
    assert key_of(OfflineProvider(), request()) is None


@pytest.mark.anyio
@pytest.mark.parametrize(
    "answer",
    [
        [TextDelta("a"), ToolCall("c", "f", "{}"), DONE],
        [TextDelta("a"), Finish(FinishReason.LENGTH)],
        [TextDelta("a"), Finish(FinishReason.CONTENT_FILTER)],
        [TextDelta("a"), Finish(FinishReason.REFUSED)],
        [TextDelta("a"), Failure(LLMStreamBrokenError("cut"))],
        [Failure(LLMProviderDownError("down"))],
    ],
)
async def test_calls_and_answers_that_did_not_end_by_themselves_are_not_kept(
    answer: list[ModelEvent],
) -> None:
    cache, source = ResponseCache(CACHING), Source(answer)
    await read(cache, request(), source)
    await read(cache, request(), source)
    assert (source.asked, len(cache), cache.size) == (2, 0, 0)


@pytest.mark.anyio
async def test_an_answer_that_was_stopped_is_not_kept() -> None:
    cache, source = ResponseCache(CACHING), Source(*ANSWER)
    async with aclosing(cache.answer(provider(), request(), source).begin()) as batches:
        assert await anext(batches) == ANSWER[0]
    assert len(cache) == 0


@pytest.mark.anyio
async def test_what_was_not_asked_for_the_longest_goes_first() -> None:
    config = LLMConfig(enable_caching=True)
    cache, source = ResponseCache(config), Source(*ANSWER)
    await read(cache, request(), source)
    config.cache_max_bytes = 2 * cache.size
    await read(cache, request(temperature=1.0), source)
    await read(cache, request(), source)  # asked for again
    await read(cache, request(temperature=2.0), source)
    assert (len(cache), source.asked) == (2, 3)
    await read(cache, request(), source)
    assert source.asked == 3
    await read(cache, request(temperature=1.0), source)
    assert source.asked == 4


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3000)), max_size=25), st.integers(1, 8000))
def test_the_size_never_passes_the_bound(asked: list[tuple[int, int]], bound: int) -> None:
    cache = ResponseCache(LLMConfig(enable_caching=True, cache_max_bytes=bound))

    async def play() -> None:
        for which, length in asked:
            before = len(cache)
            await read(cache, request(max_tokens=which + 1), Source([TextDelta("x" * length), DONE]))
            assert cache.size <= bound
            assert len(cache) <= before + 1
            assert (cache.size == 0) is (len(cache) == 0)

    asyncio.run(play())


@asynccontextmanager
async def manager(*script: Sequence[Step], caching: bool = True) -> AsyncGenerator[LLMManager, None]:
    made = LLMManager(LLMConfig(default_provider="scripted"))
    made.config.enable_caching = caching
    made._providers["scripted"] = ScriptedProvider(script)
    try:
        yield made
    finally:
        await made.shutdown()


def asked(llm: LLMManager) -> int:
    made = llm._providers["scripted"]
    assert isinstance(made, ScriptedProvider)
    return len(made.requests)


@pytest.mark.anyio
async def test_the_second_of_two_identical_questions_is_answered_from_memory_and_costs_nothing() -> None:
    async with manager(says("It is mathematics.")) as llm:
        first = await llm.generate_response("What is AI?")
        second = await llm.generate_response("What is AI?")
        assert (first.content, second.content) == ("It is mathematics.",) * 2
        assert (first.metadata["from_cache"], second.metadata["from_cache"]) == (False, True)
        assert second.get_cost_estimate() == 0
        assert second.finish_reason == "stop"
        assert second.conversation_id is not None
        (booked,) = await of_kind(llm, second.conversation_id, UsageRecorded)
        assert (booked.from_cache, booked.cost_usd, booked.usage) == (True, 0.0, Usage(10, 1))
        assert asked(llm) == 1
        totals = await llm.store.usage_totals()
        assert (totals.requests, totals.usage.total_tokens) == (1, 11)


@pytest.mark.anyio
async def test_a_streamed_answer_is_streamed_again_in_the_same_chunks_without_the_pauses() -> None:
    gates = [asyncio.Event(), asyncio.Event()]
    script = [TextDelta("It "), gates[0], TextDelta("is "), gates[1], *says("mathematics.")]
    async with manager(script) as llm:
        first: list[str] = []
        async for chunk in llm.generate_response("What is AI?", stream=True):
            first.append(chunk.delta)
            if len(first) <= 2:
                gates[len(first) - 1].set()
        again = [chunk.delta async for chunk in llm.generate_response("What is AI?", stream=True)]
        assert first == again == ["It ", "is ", "mathematics."]


@pytest.mark.anyio
async def test_without_the_setting_each_question_is_asked() -> None:
    async with manager(says("One."), says("Two."), caching=False) as llm:
        assert (await llm.generate_response("What is AI?")).content == "One."
        assert (await llm.generate_response("What is AI?")).content == "Two."


@pytest.mark.anyio
async def test_a_turn_with_a_tool_is_asked_and_carried_out_every_time() -> None:
    rung: list[int] = []

    @tool(effect=Effect.EXTERNAL)
    async def ring() -> str:
        """Ring the bell."""
        rung.append(1)
        return "rung"

    async with manager(*[calls(("ring", {})), says("Rang.")] * 2) as llm:
        tools = ToolManager()
        tools.add(ring)
        await llm.set_tool_manager(tools)
        for _ in range(2):
            assert (await llm.generate_response("Ring!")).content == "Rang."
        assert (len(rung), asked(llm)) == (2, 4)


@pytest.mark.anyio
async def test_an_answer_without_its_form_is_not_given_again() -> None:
    form = {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]}
    async with manager(says("no"), says("still no"), says('{"a": 1}')) as llm:
        made = llm._providers["scripted"]
        made.supports_structured_output = True
        with pytest.raises(LLMOutputError):
            await llm.generate_response("Count.", response_model=form)
        response = await llm.generate_response("Count.", response_model=form)
        assert response.parsed == {"a": 1}
        again = await llm.generate_response("Count.", response_model=form)
        assert (again.parsed, again.metadata["from_cache"]) == ({"a": 1}, True)


@pytest.mark.anyio
async def test_an_answer_in_a_form_that_came_as_a_call_is_kept_as_its_json() -> None:
    form = {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]}
    answer = [ToolCall("c", "final_answer", json.dumps({"a": 1})), Finish(FinishReason.TOOL_CALLS)]
    async with manager(answer) as llm:
        for _ in range(2):
            assert (await llm.generate_response("Count.", response_model=form)).parsed == {"a": 1}
        assert asked(llm) == 1


@pytest.mark.anyio
async def test_memory_answers_also_while_the_provider_is_left_alone() -> None:
    down = Failure(LLMProviderDownError("It is down."))
    async with manager(says("It is mathematics."), [down]) as llm:
        llm.config.fallback.failures_to_open = 1
        await llm.generate_response("What is AI?")
        with pytest.raises(LLMProviderDownError):
            await llm.generate_response("And now?")
        response = await llm.generate_response("What is AI?")
        assert response.content == "It is mathematics."
        assert response.conversation_id is not None
        assert len(await of_kind(llm, response.conversation_id, ResponseStart)) == 1
        assert len(await of_kind(llm, response.conversation_id, ResponseChunk)) == 1


async def of_kind(llm: LLMManager, conversation_id: str, kind: type[Any]) -> list[Any]:
    entries = await llm.store.entries(conversation_id)
    return [entry.event for entry in entries if isinstance(entry.event, kind)]
