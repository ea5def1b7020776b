"""Answers in a form, in every protocol through the manager: natively, by a tool, in words; mended once."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import BaseModel

from coda.components.events import AnswerRefused
from coda.components.llm.config import WireProtocol
from coda.errors import LLMOutputError
from tests.llm.fault_server import http
from tests.llm.histories import Body
from tests.llm.meeting import meeting
from tests.llm.speakers import ANTHROPIC, BEDROCK, CHAT, GEMINI, OLLAMA, SPEAKERS, Speaker

pytestmark = pytest.mark.anyio

in_every_protocol = pytest.mark.parametrize(
    "speaker", SPEAKERS, ids=[speaker.protocol.value for speaker in SPEAKERS]
)


class Ball(BaseModel):
    color: str
    brightness: int


GOOD, BAD = {"color": "red", "brightness": 80}, {"color": "red", "brightness": "very"}
RED = Ball(color="red", brightness=80)
FREE = {"title": "Weights", "type": "object", "additionalProperties": {"type": "integer"}}


def with_model(speaker: Speaker, model: str, **settings: Any) -> Speaker:
    """The same protocol from a model, or a provider, that has no form of its own."""
    merged = {**speaker.settings, "model": model, **settings}
    return Speaker(speaker.protocol, merged, model, speaker.frames, speaker.content_type)


BY_CALL = [
    with_model(CHAT, "deepseek-chat", provider="deepseek"),
    with_model(ANTHROPIC, "claude-sonnet-4-0"),
    with_model(GEMINI, "gemini-2.5-pro"),
    OLLAMA,
    with_model(BEDROCK, "anthropic.claude-3-haiku-20240307-v1:0"),
]
"""Whoever, beside tools, is offered the form as one more."""
by_call = pytest.mark.parametrize("speaker", BY_CALL, ids=[one.protocol.value for one in BY_CALL])


def native_form(protocol: WireProtocol, body: Body) -> Any:
    match protocol:
        case WireProtocol.OPENAI_CHAT:
            return body.get("response_format")
        case WireProtocol.OPENAI_RESPONSES:
            return body.get("text")
        case WireProtocol.GEMINI:
            return body["generationConfig"].get("responseJsonSchema")
        case WireProtocol.OLLAMA:
            return body.get("format")
        case WireProtocol.ANTHROPIC:
            return body.get("output_config")
        case WireProtocol.BEDROCK_CONVERSE:
            return body.get("outputConfig")


def offered(body: Body) -> list[str]:
    """The names of the tools, in whatever shape they are told."""
    tools = body.get("tools") or (body.get("toolConfig") or {}).get("tools") or []
    told = json.dumps(tools)
    return [name for name in ("weigh", "final_answer") if f'"name": "{name}"' in told]


@in_every_protocol
async def test_a_form_is_told_natively_and_the_answer_is_an_instance(speaker: Speaker) -> None:
    async with meeting((speaker, [speaker.says(json.dumps(GOOD))]), tools=None) as m:
        response = await m.ask("A red ball, please.", response_model=Ball)
        assert (response.parsed, response.content) == (RED, json.dumps(GOOD))
        assert "brightness" in json.dumps(native_form(speaker.protocol, m.bodies()[0]))
        assert offered(m.bodies()[0]) == []
        assert m.spoken() == [("user", "A red ball, please.")]


@in_every_protocol
async def test_an_answer_that_does_not_fit_is_mended_once(speaker: Speaker) -> None:
    script = [speaker.says(json.dumps(BAD), thought="Hm."), speaker.says(json.dumps(GOOD), number=2)]
    async with meeting((speaker, [*script, speaker.says("Bye.", number=3)]), tools=None) as m:
        assert (await m.ask("A ball?", response_model=Ball)).parsed == RED
        asked, refused, told = m.spoken()
        assert (asked, refused) == (("user", "A ball?"), ("assistant", json.dumps(BAD)))
        assert told[0] == "user"
        assert "brightness" in told[1]
        assert len(await m.events(AnswerRefused)) == 1
        await m.ask("Thanks.")
        assert native_form(speaker.protocol, m.bodies()[2]) is None
        assert m.spoken()[-2:] == [("assistant", json.dumps(GOOD)), ("user", "Thanks.")]


@in_every_protocol
async def test_two_answers_that_do_not_fit_are_a_typed_error(speaker: Speaker) -> None:
    async with meeting((speaker, [speaker.says(json.dumps(BAD))]), tools=None) as m:
        with pytest.raises(LLMOutputError, match="brightness"):
            await m.ask("A ball?", response_model=Ball)
        assert len(m.bodies()) == 2


@in_every_protocol
async def test_tools_run_before_an_answer_in_a_form(speaker: Speaker) -> None:
    calls = (("weigh", {"ball": 3}),)
    form: tuple[tuple[str, dict[str, Any]], ...] = (("final_answer", GOOD),)
    beside_tools = speaker is not OLLAMA
    last = speaker.says(json.dumps(GOOD), number=2) if beside_tools else speaker.says(calls=form, number=2)
    async with meeting((speaker, [speaker.says(thought="Hm.", calls=calls), last])) as m:
        assert (await m.ask("The third ball?", response_model=Ball)).parsed == RED
        assert (native_form(speaker.protocol, m.bodies()[0]) is not None) is beside_tools
        assert [one[0] for one in m.spoken()][:3] == ["user", "call", "result"]


@by_call
async def test_a_form_is_offered_as_a_tool_where_it_is_not_native(speaker: Speaker) -> None:
    script = [
        speaker.says("Let me see.", calls=[("weigh", {"ball": 3})]),
        speaker.says("It is", calls=[("final_answer", BAD)], number=2),
        speaker.says(calls=[("final_answer", GOOD)], number=3),
        speaker.says("Bye.", number=4),
    ]
    async with meeting((speaker, script)) as m:
        response = await m.ask("The third ball?", response_model=Ball)
        assert (response.parsed, response.finish_reason) == (RED, "stop")
        for body in m.bodies():
            assert offered(body) == ["weigh", "final_answer"]
            assert native_form(speaker.protocol, body) is None
        assert [one[0] for one in m.spoken()] == [
            "user",
            "assistant",
            "call",
            "result",
            "assistant",
            "user",
        ]
        await m.ask("Thanks.")
        assert offered(m.bodies()[3]) == ["weigh"]
        assert json.loads(m.spoken()[-2][1]) == GOOD


@in_every_protocol
async def test_a_form_survives_the_change_to_a_provider_with_another_way(speaker: Speaker) -> None:
    """In the middle of a round of calls, from one that is offered the form as a tool."""
    first = BY_CALL[0]
    own = [first.says("Let me see.", calls=[("weigh", {"ball": 3})]), http(503, b"{}")]
    way: dict[str, Any] = (
        {"calls": [("final_answer", GOOD)]} if speaker is OLLAMA else {"text": json.dumps(GOOD)}
    )
    async with meeting((first, own), (speaker, [speaker.says(**way, number=2)])) as m:
        line = ["first", "second"]
        assert (await m.ask("The third ball?", provider=line, response_model=Ball)).parsed == RED
        assert [offered(body) for body in m.bodies("first")] == [["weigh", "final_answer"]] * 2
        assert (native_form(speaker.protocol, m.bodies("second")[0]) is None) is (speaker is OLLAMA)
        assert [one[0] for one in m.spoken("second")] == ["user", "assistant", "call", "result"]


@in_every_protocol
@pytest.mark.parametrize("tools", [True, False])
async def test_a_schema_that_one_cannot_take_does_not_fail(speaker: Speaker, tools: bool) -> None:
    by_tool = speaker is OLLAMA and tools
    answer = speaker.says(calls=[("final_answer", {"a": 1})]) if by_tool else speaker.says('{"a": 1}')
    async with meeting((speaker, [answer]), **({} if tools else {"tools": None})) as m:
        assert (await m.ask("The weights?", response_model=FREE)).parsed == {"a": 1}
        told = json.dumps(m.bodies()[0])
        in_words = "Answer with one JSON object" in told
        assert in_words is (speaker in (ANTHROPIC, BEDROCK))
        assert (native_form(speaker.protocol, m.bodies()[0]) is None) is (in_words or by_tool)


@pytest.mark.parametrize(
    ("model", "form", "answer"),
    [("claude-sonnet-4-5", FREE, {"a": 1}), ("claude-sonnet-4-0", Ball.model_json_schema(), GOOD)],
)
async def test_the_model_that_is_asked_decides_the_way(
    model: str, form: dict[str, Any], answer: dict[str, Any]
) -> None:
    """Not the one of the settings, which would be told natively, and of which no call can be demanded."""
    async with meeting((ANTHROPIC, [ANTHROPIC.says(calls=[("final_answer", answer)])]), tools=None) as m:
        assert (await m.ask("?", provider=f"first/{model}", response_model=form)).parsed == answer
        assert m.bodies()[0]["tool_choice"] == {"type": "tool", "name": "final_answer"}
        assert m.spoken() == [("user", "?")]
