"""`response_model=`: native, by a call or in words; checked, repaired once, then a typed error."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, Field, field_validator

from coda.components.events import ReasoningChunk
from coda.components.llm import LLMConfig, LLMManager
from coda.components.llm.base_provider import LLMOutputError
from coda.components.llm.structured_output import bare_json, checked, form_of
from coda.components.messages import (
    Failure,
    Finish,
    FinishReason,
    MessageRole,
    ModelEvent,
    TextDelta,
    ToolCall,
)
from coda.components.tools import Effect, ToolManager, tool
from coda.errors import ConfigurationError, LLMProviderDownError
from coda.testing.scripted import ScriptedProvider, Step

pytestmark = pytest.mark.anyio


class Ball(BaseModel):
    color: str
    brightness: int = Field(ge=0, le=100)

    @field_validator("color")
    @classmethod
    def _known(cls, color: str) -> str:
        if color not in {"red", "blue"}:
            raise ValueError("only red and blue exist")
        return color


SCHEMA = {
    "title": "Ball",
    "type": "object",
    "properties": {"color": {"enum": ["red", "blue"]}, "brightness": {"type": "integer", "maximum": 100}},
    "required": ["color", "brightness"],
}
GOOD = '{"color": "red", "brightness": 80}'
RED = Ball(color="red", brightness=80)


class Native(ScriptedProvider):
    supports_structured_output = True


class Wordy(ScriptedProvider):
    supports_function_calling = False


def says(text: str, reason: FinishReason = FinishReason.STOP) -> list[ModelEvent]:
    return [TextDelta(text), Finish(reason)]


def answers(arguments: str, said: str = "") -> list[ModelEvent]:
    spoken = [TextDelta(said)] if said else []
    call = ToolCall("c1", "final_answer", arguments)
    return [*spoken, call, Finish(FinishReason.TOOL_CALLS)]


@asynccontextmanager
async def asking(
    *script: Sequence[Step], kind: type[ScriptedProvider] = Native
) -> AsyncGenerator[tuple[LLMManager, ScriptedProvider], None]:
    llm = LLMManager(LLMConfig(default_provider="scripted"))
    provider = llm._providers["scripted"] = kind(script)
    try:
        yield llm, provider
    finally:
        await llm.shutdown()


async def test_an_answer_becomes_an_instance_of_the_model() -> None:
    async with asking(says(GOOD)) as (llm, provider):
        response = await llm.generate_response("A red ball, please.", response_model=Ball)
        assert response.parsed == RED
        assert response.content == GOOD
        form = provider.requests[0].response_format
        assert form is not None
        assert (form.name, form.schema["required"]) == ("Ball", ["color", "brightness"])


async def test_a_json_schema_gives_the_plain_value() -> None:
    async with asking(says(GOOD)) as (llm, _):
        assert (await llm.generate_response("?", response_model=SCHEMA)).parsed == json.loads(GOOD)


async def test_a_code_fence_around_the_json_does_not_matter() -> None:
    async with asking(says(f"```json\n{GOOD}\n```")) as (llm, _):
        assert (await llm.generate_response("?", response_model=Ball)).parsed == RED


async def test_an_answer_that_does_not_fit_is_told_why_and_asked_for_again() -> None:
    async with asking(says('{"color": "green", "brightness": 300}'), says(GOOD)) as (llm, provider):
        response = await llm.generate_response("?", response_model=Ball)
        assert (response.parsed, response.content) == (RED, GOOD)
        *_, refused, told = provider.requests[1].messages
        assert refused.role is MessageRole.ASSISTANT
        assert "green" in refused.content
        assert "only red and blue exist" in told.content
        assert "brightness" in told.content


@pytest.mark.parametrize("model", [Ball, SCHEMA], ids=["a pydantic model", "a schema"])
async def test_a_second_answer_that_does_not_fit_is_a_typed_error(model: Any) -> None:
    async with asking(says("no"), says('{"color": "red"}'), says(GOOD)) as (llm, provider):
        with pytest.raises(LLMOutputError, match="brightness") as raised:
            await llm.generate_response("?", response_model=model)
        assert raised.value.problems
        assert len(provider.requests) == 2


@pytest.mark.parametrize("reason", [FinishReason.REFUSED, FinishReason.CONTENT_FILTER, FinishReason.LENGTH])
async def test_a_refusal_or_a_cut_answer_is_not_asked_for_again(reason: FinishReason) -> None:
    async with asking(says("I cannot", reason), says(GOOD)) as (llm, provider):
        with pytest.raises(LLMOutputError):
            await llm.generate_response("?", response_model=Ball)
        assert len(provider.requests) == 1


async def test_a_provider_without_the_feature_is_offered_the_schema_as_a_tool() -> None:
    async with asking(answers(GOOD, "Let me see."), kind=ScriptedProvider) as (llm, provider):
        response = await llm.generate_response("?", response_model=Ball)
        assert (response.parsed, response.finish_reason) == (RED, "stop")
        assert response.content == GOOD
        request = provider.requests[0]
        assert [offered.name for offered in request.tools] == ["final_answer"]
        assert (request.tool_choice, request.response_format) == ("final_answer", None)


async def test_an_answer_in_text_is_read_although_a_call_was_asked_for() -> None:
    async with asking(says(GOOD), kind=ScriptedProvider) as (llm, _):
        assert (await llm.generate_response("?", response_model=Ball)).parsed == RED


async def test_the_applications_own_tools_run_before_the_answer() -> None:
    tools = ToolManager()

    @tool(effect=Effect.READ)
    def look() -> str:
        """Look at the balls."""
        return "one is red"

    tools.add(look)
    early = ToolCall("c2", "final_answer", '{"color": "blue", "brightness": 1}')
    first = [ToolCall("c1", "look", "{}"), early, Finish(FinishReason.TOOL_CALLS)]
    async with asking(first, answers(GOOD), kind=ScriptedProvider) as (llm, provider):
        await llm.set_tool_manager(tools)
        response = await llm.generate_response("?", response_model=Ball)
        assert response.parsed == RED
        assert [request.tool_choice for request in provider.requests] == ["required", "required"]
        assert "one is red" in provider.requests[1].messages[-1].content


async def test_a_provider_without_tools_is_told_in_words() -> None:
    async with asking(says(GOOD), kind=Wordy) as (llm, provider):
        assert (await llm.generate_response("?", response_model=Ball)).parsed == RED
        assert provider.requests[0].tools == ()
        assert '"brightness"' in provider.requests[0].messages[0].content


async def test_what_is_said_beside_the_answering_call_is_thinking() -> None:
    async with asking(answers(GOOD, "Hm."), kind=ScriptedProvider) as (llm, _):
        response = await llm.generate_response("?", response_model=Ball)
        assert response.conversation_id is not None
        entries = await llm.store.last_entries(response.conversation_id, 100)
        assert [e.event.delta for e in entries if isinstance(e.event, ReasoningChunk)] == ["Hm."]


async def test_a_failing_provider_stays_the_providers_failure() -> None:
    failed = [TextDelta("{"), Failure(LLMProviderDownError("It is down."))]
    async with asking(failed, kind=ScriptedProvider) as (llm, _):
        with pytest.raises(LLMProviderDownError):
            await llm.generate_response("?", response_model=Ball)


@pytest.mark.parametrize(
    ("model", "why"),
    [
        ({"type": "array"}, "type object"),
        ({"type": "object", "properties": {"a": {"type": "colour"}}}, "no JSON schema"),
        ({"type": "object", "properties": {"a": {"$ref": "https://127.0.0.1:9/x"}}}, "not in it"),
        ({"type": "object", "properties": {"a": {"$ref": "#/$defs/none"}}}, "not in it"),
    ],
)
def test_a_schema_that_makes_no_sense_is_refused_at_once(model: dict[str, Any], why: str) -> None:
    with pytest.raises(ConfigurationError, match=why):
        form_of(model)


def test_every_place_that_does_not_fit_is_named_ten_at_most() -> None:
    schema = {"type": "object", "additionalProperties": {"type": "integer"}}
    with pytest.raises(LLMOutputError) as raised:
        checked(json.dumps({f"place{n}": "x" * 900 for n in range(30)}), schema)
    assert len(raised.value.problems) == 10
    assert raised.value.problems[0].startswith("place0: ")
    assert max(map(len, raised.value.problems)) < 250


@given(st.text())
def test_whatever_text_comes_it_is_a_value_or_the_typed_error(text: str) -> None:
    with suppress(LLMOutputError):
        assert isinstance(checked(text, {"type": "object"}), dict)


@given(st.recursive(st.none() | st.integers() | st.text(), st.lists, max_leaves=5))
def test_a_fence_is_taken_off_and_nothing_else(value: Any) -> None:
    text = json.dumps(value)
    assert bare_json(f"```json\n{text}\n```") == text
    assert bare_json(text) == text
