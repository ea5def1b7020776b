"""Requests as the providers' servers would read them: accepted by the official SDKs' types, calls paired
with their results, and told in one language whatever the protocol."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from coda.components.llm.config import WireProtocol
from tests.llm.bedrock_judge import as_botocore_sends

Told = tuple[str, ...]
"""`(role, text)`, `("call", id, name, arguments)`, `("result", id, text)` or `("media", kind)`."""

Body = dict[str, Any]


def read(protocol: WireProtocol, body: Body) -> list[Told]:
    """What the conversation says, in order. An AssertionError where a server would refuse it."""
    _judge(protocol, body)
    told = list(_TOLD[protocol](body))
    _refuse_unpaired(told)
    return told


def _judge(protocol: WireProtocol, body: Body) -> None:
    match protocol:
        case WireProtocol.OPENAI_CHAT:
            from tests.llm import test_openai_requests as openai_chat

            taken = openai_chat.understood(openai_chat.judge.validate_python(body))
            assert taken == _as_openais_own(body)
        case WireProtocol.OPENAI_RESPONSES:
            from tests.llm import test_responses_requests as responses

            assert responses.understood(responses.judge.validate_python(body)) == body
        case WireProtocol.ANTHROPIC:
            from tests.llm import test_anthropic_requests as anthropic

            binds = "block_binding" in body.get("thinking", {})
            typed = {name: value for name, value in body.items() if name not in anthropic.OF_2023}
            judge = anthropic.beta_judge if binds else anthropic.judge
            anthropic.exhaust(judge.validate_python([typed]))
        case WireProtocol.GEMINI:
            from tests.llm import test_gemini_requests as gemini

            assert _google().sends_again(body) == gemini.in_one_alphabet(body)
        case WireProtocol.OLLAMA:
            from tests.llm import test_ollama_requests as ollama

            told = [ollama._as_theirs(message) for message in body["messages"]]
            judged = ollama.ChatRequest.model_validate({**body, "messages": told})
            taken = judged.model_dump(exclude_none=True)
            assert taken["messages"] == ollama.without_newer(body["messages"])
        case WireProtocol.BEDROCK_CONVERSE:
            assert as_botocore_sends(json.dumps(body).encode()) == body


@cache
def _google() -> Any:
    from tests.llm.test_gemini_requests import Judge

    return Judge()


def _as_openais_own(body: Body) -> Body:
    """Without the fields of compatible servers, which its types leave out."""
    messages = [
        {name: value for name, value in message.items() if name != "reasoning_content"}
        for message in body["messages"]
    ]
    return {name: value for name, value in body.items() if name != "thinking"} | {"messages": messages}


def _refuse_unpaired(told: list[Told]) -> None:
    """Every call has its one result right behind the calls of its answer; no id stands twice."""
    waiting: list[str] = []
    before = ""
    ids = [one[1] for one in told if one[0] == "call"]
    assert len(set(ids)) == len(ids), f"ids that stand twice: {ids}"
    for kind, *rest in told:
        if kind == "call":
            assert before != "result" or not waiting, f"calls before the results of others: {told}"
            waiting.append(rest[0])
        elif kind == "result":
            assert rest[0] in waiting, f"a result without its call: {told}"
            waiting.remove(rest[0])
        else:
            assert not waiting or kind == "thought", f"calls without results: {told}"
        before = kind
    assert not waiting, f"calls without results: {told}"


def _of_chat(body: Body) -> Iterator[Told]:
    for message in body["messages"]:
        if message["role"] == "tool":
            yield "result", message["tool_call_id"], message["content"]
            continue
        yield from _content(message["role"], message["content"], "image_url", "input_audio")
        for call in message.get("tool_calls", ()):
            yield "call", call["id"], call["function"]["name"], call["function"]["arguments"]


def _content(role: str, content: Any, *media: str) -> Iterator[Told]:
    if isinstance(content, str):
        yield from [(role, content)] if content else []
        return
    for part in content or ():
        if part["type"] in media:
            yield "media", part["type"]
        else:
            yield role, part["text"]


def _of_responses(body: Body) -> Iterator[Told]:
    for item in body["input"]:
        match item.get("type", "message"):
            case "message":
                yield from _content(item["role"], item["content"], "input_image")
            case "function_call":
                yield "call", item["call_id"], item["name"], item["arguments"]
            case "function_call_output":
                yield "result", item["call_id"], item["output"]
            case kind:
                yield "thought", kind


def _of_anthropic(body: Body) -> Iterator[Told]:
    roles = [message["role"] for message in body["messages"]]
    assert roles == (["user", "assistant"] * len(roles))[: len(roles)]
    for message in body["messages"]:
        for block in message["content"]:
            match block["type"]:
                case "text":
                    yield message["role"], block["text"]
                case "tool_use":
                    yield "call", block["id"], block["name"], json.dumps(block["input"])
                case "tool_result":
                    yield "result", block["tool_use_id"], block["content"][0]["text"]
                case "thinking":
                    yield "thought", block["thinking"]
                case kind:
                    yield "media", kind


def _of_bedrock(body: Body) -> Iterator[Told]:
    roles = [message["role"] for message in body["messages"]]
    assert roles == (["user", "assistant"] * len(roles))[: len(roles)]
    for message in body["messages"]:
        for block in message["content"]:
            match block:
                case {"text": text}:
                    yield message["role"], text
                case {"toolUse": use}:
                    yield "call", use["toolUseId"], use["name"], json.dumps(use["input"])
                case {"toolResult": result}:
                    yield "result", result["toolUseId"], result["content"][0]["text"]
                case {"reasoningContent": thought}:
                    yield "thought", thought["reasoningText"]["text"]
                case {"cachePoint": _}:
                    pass
                case _:
                    yield "media", next(iter(block))


def _of_gemini(body: Body) -> Iterator[Told]:
    """Calls without an id are paired by their order, so that order makes theirs here."""
    called = answered = 0
    for content in body["contents"]:
        parts = content["parts"]
        results = [part for part in parts if "functionResponse" in part]
        assert not results or len(results) == len(parts), "results stand alone"
        for part in parts:
            match part:
                case {"functionCall": call}:
                    yield "call", str(called), call["name"], json.dumps(call["args"])
                    called += 1
                case {"functionResponse": result}:
                    yield "result", str(answered), json.dumps(result["response"])
                    answered += 1
                case {"thought": True, "text": text}:
                    yield "thought", text
                case {"text": text}:
                    yield from [(content["role"], text)] if text else []
                case _:
                    yield "media", next(iter(part))


def _of_ollama(body: Body) -> Iterator[Told]:
    for message in body["messages"]:
        if message["role"] == "tool":
            yield "result", message["tool_call_id"], message["content"]
            continue
        yield from [("media", "image") for _ in message.get("images", ())]
        if message["content"]:
            yield message["role"], message["content"]
        for call in message.get("tool_calls", ()):
            yield "call", call["id"], call["function"]["name"], json.dumps(call["function"]["arguments"])


_TOLD = {
    WireProtocol.OPENAI_CHAT: _of_chat,
    WireProtocol.OPENAI_RESPONSES: _of_responses,
    WireProtocol.ANTHROPIC: _of_anthropic,
    WireProtocol.GEMINI: _of_gemini,
    WireProtocol.OLLAMA: _of_ollama,
    WireProtocol.BEDROCK_CONVERSE: _of_bedrock,
}
