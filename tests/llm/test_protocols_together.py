"""Conversations with tools and thoughts, through the manager, in every protocol: what stands on the wire."""

from __future__ import annotations

import json
from typing import Any

import pytest

from coda.components.documents import NoDocumentType
from coda.components.events import ReasoningKept, UsageRecorded
from coda.components.llm.application import Application
from coda.components.llm.config import WireProtocol
from tests.llm.histories import Body
from tests.llm.meeting import CONVERSATION, TOOLS, meeting
from tests.llm.speakers import COMPLETION, PROMPT, SPEAKERS, Said, Speaker

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.parametrize("speaker", SPEAKERS, ids=[speaker.protocol.value for speaker in SPEAKERS]),
]

QUESTION = "How heavy are they?"
BOTH = (("weigh", {"ball": 1}), ("weigh", {"ball": 2}))
SIGNED = Said(number=1).signature
SIGNED_2 = Said(number=2).signature
ARGUMENTS = [json.dumps(arguments) for _, arguments in BOTH]
RESULTS = ['{"kg": 10}', '{"kg": 20}']


def after_the_question(protocol: WireProtocol, body: Body) -> list[dict[str, Any]]:
    """The part of the history behind the user's first message, without cache marks."""
    match protocol:
        case WireProtocol.OPENAI_RESPONSES:
            return body["input"][2:]
        case WireProtocol.GEMINI:
            return body["contents"][1:]
        case WireProtocol.ANTHROPIC:
            return [
                {**turn, "content": [{**block, "cache_control": None} for block in turn["content"]]}
                for turn in body["messages"][1:]
            ]
        case WireProtocol.BEDROCK_CONVERSE:
            return [
                {**turn, "content": [block for block in turn["content"] if "cachePoint" not in block]}
                for turn in body["messages"][1:]
            ]
        case _:
            return body["messages"][2:]


def _chat_round() -> list[dict[str, Any]]:
    calls = [
        {"type": "function", "id": f"call_1_{n}", "function": {"name": "weigh", "arguments": ARGUMENTS[n]}}
        for n in (0, 1)
    ]
    results = [{"role": "tool", "tool_call_id": f"call_1_{n}", "content": RESULTS[n]} for n in (0, 1)]
    said = {"role": "assistant", "content": "Let me see.", "reasoning_content": "Hm.", "tool_calls": calls}
    return [said, *results]


def _responses_round() -> list[dict[str, Any]]:
    summary = [{"type": "summary_text", "text": "Hm."}]
    part = {"type": "output_text", "text": "Let me see.", "annotations": []}
    message = {
        "type": "message",
        "role": "assistant",
        "status": "completed",
        "content": [part],
        "id": "msg_1",
    }
    calls = [
        {
            "type": "function_call",
            "call_id": f"call_1_{n}",
            "name": "weigh",
            "id": f"fc_1_{n}",
            "arguments": ARGUMENTS[n],
        }
        for n in (0, 1)
    ]
    results = [
        {"type": "function_call_output", "call_id": f"call_1_{n}", "output": RESULTS[n]} for n in (0, 1)
    ]
    thought = {"type": "reasoning", "id": "rs_1", "summary": summary, "encrypted_content": SIGNED}
    return [thought, message, *calls, *results]


def _anthropic_round() -> list[dict[str, Any]]:
    unmarked = {"cache_control": None}
    said: list[dict[str, Any]] = [
        {"type": "thinking", "thinking": "Hm.", "signature": SIGNED, **unmarked},
        {"type": "text", "text": "Let me see.", **unmarked},
        {"type": "tool_use", "id": "call_1_0", "name": "weigh", "input": {"ball": 1}, **unmarked},
        {"type": "tool_use", "id": "call_1_1", "name": "weigh", "input": {"ball": 2}, **unmarked},
    ]
    texts = [[{"type": "text", "text": result}] for result in RESULTS]
    results = [
        {"type": "tool_result", "tool_use_id": f"call_1_{n}", "content": texts[n], **unmarked} for n in (0, 1)
    ]
    return [{"role": "assistant", "content": said}, {"role": "user", "content": results}]


def _gemini_round() -> list[dict[str, Any]]:
    calls: list[dict[str, Any]] = [
        {"functionCall": {"name": "weigh", "args": BOTH[0][1]}, "thoughtSignature": SIGNED},
        {"functionCall": {"name": "weigh", "args": BOTH[1][1]}},
    ]
    results = [{"functionResponse": {"name": "weigh", "response": {"kg": kg}}} for kg in (10, 20)]
    said = {"role": "model", "parts": [{"text": "Let me see."}, *calls]}
    return [said, {"role": "user", "parts": results}]


def _ollama_round() -> list[dict[str, Any]]:
    calls = [
        {"id": f"call_1_{n}", "function": {"index": n, "name": "weigh", "arguments": BOTH[n][1]}}
        for n in (0, 1)
    ]
    results = [
        {"role": "tool", "content": RESULTS[n], "tool_name": "weigh", "tool_call_id": f"call_1_{n}"}
        for n in (0, 1)
    ]
    said = {"role": "assistant", "content": "Let me see.", "thinking": "Hm.", "tool_calls": calls}
    return [said, *results]


def _bedrock_round() -> list[dict[str, Any]]:
    said: list[dict[str, Any]] = [
        {"reasoningContent": {"reasoningText": {"text": "Hm.", "signature": SIGNED}}},
        {"text": "Let me see."},
        {"toolUse": {"toolUseId": "call_1_0", "name": "weigh", "input": {"ball": 1}}},
        {"toolUse": {"toolUseId": "call_1_1", "name": "weigh", "input": {"ball": 2}}},
    ]
    results = [
        {"toolResult": {"toolUseId": f"call_1_{n}", "content": [{"text": RESULTS[n]}]}} for n in (0, 1)
    ]
    return [{"role": "assistant", "content": said}, {"role": "user", "content": results}]


A_ROUND = {
    WireProtocol.OPENAI_CHAT: _chat_round,
    WireProtocol.OPENAI_RESPONSES: _responses_round,
    WireProtocol.ANTHROPIC: _anthropic_round,
    WireProtocol.GEMINI: _gemini_round,
    WireProtocol.OLLAMA: _ollama_round,
    WireProtocol.BEDROCK_CONVERSE: _bedrock_round,
}


def script(speaker: Speaker) -> list[Any]:
    """A round of two calls, and what follows it."""
    return [
        speaker.says("Let me see.", thought="Hm.", calls=BOTH, number=1),
        speaker.says("10 and 20 kg.", thought="So.", number=2),
        speaker.says("You are welcome.", number=3),
        speaker.says("I am another.", number=4),
    ]


async def test_the_second_request_carries_calls_results_and_what_was_thought(speaker: Speaker) -> None:
    async with meeting((speaker, script(speaker))) as m:
        response = await m.ask(QUESTION)
        assert response.content == "Let me see.10 and 20 kg."
        assert [call["arguments"] for call in response.function_calls] == [{"ball": 1}, {"ball": 2}]
        first, second = m.bodies()
        assert after_the_question(speaker.protocol, first) == []
        assert after_the_question(speaker.protocol, second) == A_ROUND[speaker.protocol]()
        assert m.spoken(place=0) == [("user", QUESTION)]
        kinds = [one[0] for one in m.spoken(place=1)]
        assert kinds == ["user", "assistant", "call", "call", "result", "result"]


async def test_usage_and_cost_of_all_rounds_are_summed(speaker: Speaker) -> None:
    async with meeting((speaker, script(speaker))) as m:
        response = await m.ask(QUESTION)
        assert (response.prompt_tokens, response.completion_tokens) == (2 * PROMPT, 2 * COMPLETION)
        assert response.metadata["cost"] == pytest.approx(2 * (PROMPT + COMPLETION) / 1000)
        recorded = await m.events(UsageRecorded)
        assert [(one.usage.estimated, one.model) for one in recorded] == [(False, speaker.model)] * 2
        analytics = await m.llm.get_analytics()
        assert analytics["conversations"]["total_tokens"] == 2 * (PROMPT + COMPLETION)


async def test_the_journal_keeps_what_has_to_go_back(speaker: Speaker) -> None:
    async with meeting((speaker, script(speaker))) as m:
        await m.ask(QUESTION)
        kept = [one.state for one in await m.events(ReasoningKept)]
        assert kept
        assert {state.model for state in kept} == {speaker.model}


async def test_the_next_message_goes_on_from_a_history_with_all_of_it(speaker: Speaker) -> None:
    async with meeting((speaker, script(speaker))) as m:
        await m.ask(QUESTION)
        assert (await m.ask("Thanks.")).content == "You are welcome."
        third = m.bodies()[2]
        behind = after_the_question(speaker.protocol, third)
        a_round = A_ROUND[speaker.protocol]()
        assert behind[: len(a_round)] == a_round
        assert m.spoken()[-2:] == [("assistant", "10 and 20 kg."), ("user", "Thanks.")]


async def test_thoughts_go_back_to_no_other_model(speaker: Speaker) -> None:
    async with meeting((speaker, script(speaker))) as m:
        await m.ask(QUESTION)
        await m.ask("Thanks.")
        await m.ask("And you?", provider=f"first/{speaker.other_model}")
        thoughts = (SIGNED, SIGNED_2, "Hm.", "So.")
        own, others = (json.dumps(body) for body in m.bodies()[2:])
        assert any(thought in own for thought in thoughts)
        assert not any(thought in others for thought in thoughts)
        said = [one for one in m.spoken() if one[0] != "call" and one[0] != "result"]
        assert said == [
            ("user", QUESTION),
            ("assistant", "Let me see."),
            ("assistant", "10 and 20 kg."),
            ("user", "Thanks."),
            ("assistant", "You are welcome."),
            ("user", "And you?"),
        ]


async def test_a_conversation_is_the_same_after_it_was_read_from_the_store(speaker: Speaker) -> None:
    async with meeting((speaker, script(speaker))) as m:
        await m.ask(QUESTION)
        messages = await m.llm.get_conversation(CONVERSATION)
        assert [message.role for message in messages] == ["user", "assistant", "tool", "tool", "assistant"]


async def test_after_the_last_call_that_it_may_make_the_model_answers_without_tools(speaker: Speaker) -> None:
    limited = Application("scales", NoDocumentType(), TOOLS, call_limit=2)
    async with meeting((speaker, script(speaker)), application=limited) as m:
        assert (await m.ask(QUESTION)).content == "Let me see.10 and 20 kg."
        first, second = (json.dumps(body) for body in m.bodies())
        assert "Weigh a ball." in first
        assert "Weigh a ball." not in second
        assert [one[0] for one in m.spoken()][-2:] == ["result", "result"]
