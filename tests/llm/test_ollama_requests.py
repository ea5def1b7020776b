"""Our request as Ollama's JSON: judged by the official SDK's own request types."""

import json
from base64 import b64encode
from typing import Any

import pytest
from ollama._types import ChatRequest, Image, Message

from coda.components.llm.codecs.ollama import encode_request
from coda.components.llm.config import ProviderConfig
from coda.components.messages import (
    LLMMessage,
    Media,
    MessageRole,
    ModelRequest,
    ReasoningState,
    ResponseFormat,
    ToolCall,
    ToolSchema,
)
from coda.errors import LLMBadRequestError

USER = LLMMessage(MessageRole.USER, "make ball 1 red")
CALL = ToolCall("a", "set_color", '{"ball": 1}')
SCHEMA = {"type": "object", "properties": {"ball": {"type": "integer"}}, "required": ["ball"]}
TOOLS = (ToolSchema("set_color", "Color a ball.", SCHEMA), ToolSchema("stop", "Stop.", {"type": "object"}))
NEWER = ("id", "index", "tool_call_id")
"""Fields of the server that this SDK does not know yet (ollama-python issue 667)."""


def config(**fields: Any) -> ProviderConfig:
    return ProviderConfig.model_validate({"provider": "ollama", "model": "qwen3", **fields})


def encode(*messages: LLMMessage, settings: ProviderConfig | None = None, **fields: Any) -> dict[str, Any]:
    body = json.loads(encode_request(ModelRequest(messages or (USER,), **fields), settings or config()))
    told = [_as_theirs(message) for message in body["messages"]]
    judged = ChatRequest.model_validate({**body, "messages": told}).model_dump(exclude_none=True)
    assert judged == without_newer(body)
    return body


def _as_theirs(message: dict[str, Any]) -> Message:
    pictures = [Image(value=picture) for picture in message.get("images", [])]
    return Message.model_validate({**message, "images": pictures or None})


def without_newer(value: Any) -> Any:
    if isinstance(value, list):
        return [without_newer(item) for item in value]
    if isinstance(value, dict):
        return {name: without_newer(item) for name, item in value.items() if name not in NEWER}
    return value


def answer(*calls: ToolCall, content: str = "", model: str = "qwen3", thinking: str = "") -> LLMMessage:
    state = ReasoningState("ollama", model, (thinking,)) if thinking else None
    return LLMMessage(MessageRole.ASSISTANT, content, tool_calls=calls, reasoning=state)


def result(call_id: str, content: str) -> LLMMessage:
    return LLMMessage(MessageRole.TOOL, content, tool_call_id=call_id)


def test_a_plain_request_streams_and_says_no_more_than_needed() -> None:
    assert encode() == {
        "model": "qwen3",
        "messages": [{"role": "user", "content": "make ball 1 red"}],
        "stream": True,
        "options": {"temperature": 0.7},
    }


def test_sampling_and_length_are_options() -> None:
    chosen = config(temperature=1, top_p=0.5, frequency_penalty=1, presence_penalty=-1, max_tokens=9)
    options = encode(settings=chosen)["options"]
    assert options == {
        "temperature": 1.0,
        "top_p": 0.5,
        "frequency_penalty": 1.0,
        "presence_penalty": -1.0,
        "num_predict": 9,
    }
    body = encode(settings=chosen, model="llama3.2", temperature=0.0, max_tokens=5)
    assert (body["model"], body["options"]["temperature"], body["options"]["num_predict"]) == (
        "llama3.2",
        0,
        5,
    )


def test_extra_params_are_laid_over_the_body_and_their_options_over_ours() -> None:
    extra = {"think": "low", "keep_alive": "1h", "options": {"num_ctx": 32768, "temperature": None}}
    body = encode(settings=config(extra_params=extra, max_tokens=9))
    assert (body["think"], body["keep_alive"]) == ("low", "1h")
    assert body["options"] == {"num_ctx": 32768, "num_predict": 9}
    assert "options" not in encode(settings=config(extra_params={"options": None}))


def test_tools_are_told_and_kept_back_when_none_may_be_called() -> None:
    function = {"name": "set_color", "description": "Color a ball.", "parameters": SCHEMA}
    body = encode(tools=TOOLS)
    assert body["tools"][0] == {"type": "function", "function": function}
    assert len(body["tools"]) == 2
    assert "tools" not in encode(tools=TOOLS, tool_choice="none")


def test_a_tool_that_must_be_called_is_offered_alone_and_asked_for() -> None:
    body = encode(tools=TOOLS, tool_choice="stop")
    assert [tool["function"]["name"] for tool in body["tools"]] == ["stop"]
    assert body["messages"][-1] == {"role": "system", "content": "Answer by calling the tool stop."}
    some = encode(tools=TOOLS, tool_choice="required")
    assert len(some["tools"]) == 2
    assert "one of the tools" in some["messages"][-1]["content"]
    assert len(encode(tool_choice="required")["messages"]) == 1


def test_calls_go_back_as_objects_each_followed_by_its_named_result() -> None:
    other = ToolCall("b", "stop", "")
    said = answer(CALL, other, content="On it.")
    messages = encode(USER, said, result("b", "stopped"), result("a", "done"))["messages"]
    assert messages[1:] == [
        {
            "role": "assistant",
            "content": "On it.",
            "tool_calls": [
                {"id": "a", "function": {"index": 0, "name": "set_color", "arguments": {"ball": 1}}},
                {"id": "b", "function": {"index": 1, "name": "stop", "arguments": {}}},
            ],
        },
        {"role": "tool", "content": "done", "tool_name": "set_color", "tool_call_id": "a"},
        {"role": "tool", "content": "stopped", "tool_name": "stop", "tool_call_id": "b"},
    ]


@pytest.mark.parametrize(
    ("arguments", "sent"), [("{oops", {"not_json": "{oops"}), ("[1]", {"value": [1]}), ("{}", {})]
)
def test_arguments_that_are_no_object_still_go_back_as_one(arguments: str, sent: dict[str, Any]) -> None:
    messages = encode(USER, answer(ToolCall("a", "f", arguments)))["messages"]
    assert messages[1]["tool_calls"][0]["function"]["arguments"] == sent


def test_thinking_goes_back_to_the_model_it_came_from_and_to_no_other() -> None:
    own, foreign = answer(CALL, thinking="hm"), answer(CALL, thinking="hm", model="gpt-oss")
    messages = encode(USER, own, foreign)["messages"]
    assert messages[1]["thinking"] == "hm"
    assert "thinking" not in messages[3]


def test_pictures_are_sent_as_base64() -> None:
    picture = LLMMessage(MessageRole.USER, "what is it?", media=(Media("image/png", b"\x89PNG"),))
    assert encode(picture)["messages"][0]["images"] == [b64encode(b"\x89PNG").decode()]


@pytest.mark.parametrize(
    "medium",
    [Media("audio/wav", b"RIFF"), Media("application/pdf", b"%PDF"), Media("image/png", url="http://x/")],
)
def test_media_that_ollama_cannot_carry_is_refused_in_plain_words(medium: Media) -> None:
    with pytest.raises(LLMBadRequestError, match="Ollama"):
        encode(LLMMessage(MessageRole.USER, "what is it?", media=(medium,)))


def test_a_form_is_asked_for_by_its_schema() -> None:
    assert encode(response_format=ResponseFormat("ball", SCHEMA))["format"] == SCHEMA


def test_the_same_request_has_the_same_bytes_and_a_longer_one_begins_like_it() -> None:
    first = ModelRequest((USER,), tools=TOOLS)
    longer = ModelRequest((USER, answer(content="ok"), USER), tools=TOOLS)
    assert encode_request(first, config()) == encode_request(first, config())
    shared = b'{"model":"qwen3","messages":[{"role":"user","content":"make ball 1 red"}'
    assert encode_request(first, config()).startswith(shared)
    assert encode_request(longer, config()).startswith(shared)
