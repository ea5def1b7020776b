"""A provider of the application's own, the offline and the scripted one, in company with servers."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from typing import Any

import pytest
from pydantic import BaseModel

from coda.components.events import FunctionCalls, ProviderSwitched
from coda.components.llm import LLMProvider, LLMResponse, ProviderConfig
from coda.components.llm.base_provider import BaseLLMProvider, LLMProviderDownError
from coda.components.messages import (
    Failure,
    Finish,
    FinishReason,
    LLMMessage,
    ModelEvent,
    TextDelta,
    ToolCall,
)
from coda.testing.scripted import ScriptedProvider
from tests.llm.fault_server import http
from tests.llm.meeting import meeting
from tests.llm.speakers import SPEAKERS, Speaker

pytestmark = pytest.mark.anyio

in_every_protocol = pytest.mark.parametrize(
    "speaker", SPEAKERS, ids=[speaker.protocol.value for speaker in SPEAKERS]
)
DOWN = http(503, b'{"message": "out of order"}')
QUESTION = "How heavy are they?"


class CustomProvider(BaseLLMProvider):
    """As a program writes one: three methods, and a library of its own behind them."""

    def __init__(self, *answers: Any, config: ProviderConfig | None = None) -> None:
        super().__init__(config or ProviderConfig(provider=LLMProvider.CUSTOM, model="mine", max_retries=0))
        self.answers = list(answers)
        self.asked: list[tuple[Sequence[LLMMessage], dict[str, Any]]] = []

    def get_provider_name(self) -> str:
        return LLMProvider.CUSTOM

    async def _make_request(self, messages: Sequence[LLMMessage], **kwargs: Any) -> Any:
        self.asked.append((messages, kwargs))
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _parse_response(self, response: Any) -> Any:
        return response


class Ball(BaseModel):
    color: str


def calling(*balls: int) -> LLMResponse:
    calls = [{"name": "weigh", "arguments": {"ball": ball}} for ball in balls]
    return LLMResponse(content="Let me see.", function_calls=calls)


async def test_it_calls_tools_and_reads_their_results() -> None:
    mine = CustomProvider(calling(1, 2), "10 and 20 kg.")
    async with meeting(custom={"mine": mine}) as m:
        response = await m.ask(QUESTION)
        assert (response.content, response.provider) == ("Let me see.10 and 20 kg.", "custom")
        messages, kwargs = mine.asked[1]
        assert [message.content for message in messages[-2:]] == ['{"kg": 10}', '{"kg": 20}']
        assert [one.name for one in kwargs["tools"]] == ["weigh"]
        assert kwargs["model"] == "mine"


async def test_it_may_stream_events() -> None:
    async def events() -> AsyncGenerator[ModelEvent, None]:
        for word in ("10 ", "kg"):
            yield TextDelta(word)
        yield Finish(FinishReason.STOP)

    async with meeting(custom={"mine": CustomProvider(events())}) as m:
        chunks = [chunk.content async for chunk in m.llm.generate_response(QUESTION, stream=True)]
        assert chunks[-1] == "10 kg"


async def test_without_calls_a_form_is_asked_for_in_words() -> None:
    class Wordy(CustomProvider):
        supports_function_calling = False

    mine = Wordy("no JSON", '{"color": "red"}')
    async with meeting(custom={"mine": mine}, tools=None) as m:
        assert (await m.ask("A ball?", response_model=Ball)).parsed == Ball(color="red")
        messages, kwargs = mine.asked[1]
        assert '"color"' in messages[0].content
        assert "it is not JSON" in messages[-1].content or "Invalid JSON" in messages[-1].content
        assert (kwargs["tools"], kwargs["response_format"]) == ((), None)


async def test_its_answers_are_remembered_and_its_failures_are_not() -> None:
    mine = CustomProvider(LLMProviderDownError("It is down."), "Heavy.", "Very heavy.")
    async with meeting(custom={"mine": mine}, enable_caching=True) as m:
        with pytest.raises(LLMProviderDownError):
            await m.ask(QUESTION, "one")
        assert (await m.ask(QUESTION, "two")).content == "Heavy."
        assert (await m.ask(QUESTION, "three")).metadata["from_cache"]
        mine.config.temperature = 0.1
        assert (await m.ask(QUESTION, "four")).content == "Very heavy."


@in_every_protocol
async def test_it_takes_over_from_a_server_and_a_server_from_it(speaker: Speaker) -> None:
    """In the middle of a round of calls, so that each has to read the other's."""
    mine = CustomProvider(calling(1), LLMProviderDownError("It is down."))
    script = [speaker.says(calls=[("weigh", {"ball": 2})], number=1), speaker.says("Both.", number=2)]
    async with meeting((speaker, script), custom={"mine": mine}) as m:
        assert (await m.ask(QUESTION, provider=["mine", "first"])).content == "Let me see.Both."
        kinds = [one[0] for one in m.spoken()]
        assert kinds == ["user", "assistant", "call", "result", "call", "result"]
    mine = CustomProvider("Both.")
    script = [speaker.says(thought="Hm.", calls=[("weigh", {"ball": 2})], number=1), DOWN]
    async with meeting((speaker, script), custom={"mine": mine}) as m:
        assert (await m.ask(QUESTION, provider=["first", "mine"])).content == "Both."
        messages, _ = mine.asked[0]
        assert [message.role for message in messages] == ["system", "user", "assistant", "tool"]


@in_every_protocol
async def test_ids_that_a_provider_gives_again_are_told_apart(speaker: Speaker) -> None:
    """Some number the calls of each answer from one."""
    one, two = [
        {"id": "call_1", "type": "function", "function": {"name": "weigh", "arguments": {"ball": ball}}}
        for ball in (1, 2)
    ]
    mine = CustomProvider(LLMResponse(tool_calls=[one, two]), LLMResponse(tool_calls=[one]), "Done.")
    async with meeting((speaker, [speaker.says("Both.")]), custom={"mine": mine}) as m:
        await m.ask(QUESTION, provider="mine")
        called = [call.call_id for event in await m.events(FunctionCalls) for call in event.calls]
        assert called[0] == "call_1"
        assert len(set(called)) == 3
        await m.ask("Thanks.")
        results = [one[-1] for one in m.spoken() if one[0] == "result"]
        assert ["10" in results[0], "20" in results[1], "10" in results[2]] == [True] * 3


@in_every_protocol
async def test_the_offline_and_the_scripted_provider_stand_in_a_line_with_servers(speaker: Speaker) -> None:
    config = ProviderConfig(provider=LLMProvider.CUSTOM, model="scripted", max_retries=0)
    call = ToolCall("a", "weigh", '{"ball": 1}')
    scripted = ScriptedProvider(
        [[call, Finish(FinishReason.TOOL_CALLS)], [Failure(LLMProviderDownError("It is down."))]], config
    )
    async with meeting((speaker, [DOWN, speaker.says("Bye.")]), custom={"scripted": scripted}) as m:
        response = await m.ask(QUESTION, provider=["scripted", "first", "offline"])
        assert "I am the offline command interpreter" in response.content
        switches = [(one.failed, one.provider) for one in await m.events(ProviderSwitched)]
        assert switches == [("scripted", "first"), ("first", "offline")]
        assert (await m.ask("Thanks.")).content == "Bye."
        assert [one[0] for one in m.spoken()] == ["user", "call", "result", "assistant", "user"]
