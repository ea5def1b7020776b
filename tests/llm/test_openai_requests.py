"""Our request as Chat Completions JSON: judged by the official SDK's own request types."""

import base64
import json
from typing import Any

import pydantic
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openai.types.chat.completion_create_params import CompletionCreateParamsStreaming

from coda.components.llm.codecs.openai_chat import encode_request
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

judge = pydantic.TypeAdapter(CompletionCreateParamsStreaming)

USER = LLMMessage(MessageRole.USER, "make ball 1 red")
CALL = ToolCall("a", "set_color", '{"ball": 1}')


def config(**fields: Any) -> ProviderConfig:
    return ProviderConfig.model_validate({"provider": "openai", "model": "gpt-4o", **fields})


def understood(value: Any) -> Any:
    """What the SDK's types took, to the end: they check lazily, and leave out keys they do not know."""
    if isinstance(value, dict):
        return {key: understood(item) for key, item in value.items()}
    if value is None or isinstance(value, str | int | float):
        return value
    return [understood(item) for item in value]


def encode(*messages: LLMMessage, settings: ProviderConfig | None = None, **fields: Any) -> dict[str, Any]:
    body = json.loads(encode_request(ModelRequest(messages or (USER,), **fields), settings or config()))
    assert understood(judge.validate_python(body)) == body
    return body


def calling(*calls: ToolCall, content: str = "") -> LLMMessage:
    return LLMMessage(MessageRole.ASSISTANT, content, tool_calls=calls)


def result(call_id: str, content: str) -> LLMMessage:
    return LLMMessage(MessageRole.TOOL, content, tool_call_id=call_id)


def test_a_plain_request_streams_with_usage_and_says_no_more_than_needed() -> None:
    assert encode() == {
        "model": "gpt-4o",
        "messages": [{"role": "user", "content": "make ball 1 red"}],
        "stream": True,
        "stream_options": {"include_usage": True},
        "temperature": 0.7,
    }


def test_a_request_names_its_own_model_temperature_and_length_before_the_configured_ones() -> None:
    body = encode(
        settings=config(temperature=1, max_tokens=9), model="gpt-4.1", temperature=0.0, max_tokens=5
    )
    assert (body["model"], body["temperature"], body["max_completion_tokens"]) == ("gpt-4.1", 0.0, 5)


def test_tools_are_told_and_no_choice_is_forced() -> None:
    schema = {"type": "object", "properties": {"ball": {"type": "integer"}}}
    body = encode(tools=(ToolSchema("set_color", "Color a ball.", schema),))
    function = {"name": "set_color", "description": "Color a ball.", "parameters": schema}
    assert body["tools"] == [{"type": "function", "function": function}]
    assert "tool_choice" not in body


SCHEMA = {"type": "object", "properties": {"ball": {"type": "integer"}}}
TOOL = ToolSchema("set_color", "Color a ball.", SCHEMA)


@pytest.mark.parametrize(
    ("choice", "told"),
    [
        ("none", "none"),
        ("required", "required"),
        ("set_color", {"type": "function", "function": {"name": "set_color"}}),
    ],
)
def test_a_choice_among_the_tools_is_told(choice: str, told: Any) -> None:
    assert encode(tools=(TOOL,), tool_choice=choice)["tool_choice"] == told
    assert "tool_choice" not in encode(tool_choice=choice)


def closed(**properties: Any) -> dict[str, Any]:
    required = list(properties)
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


TEXT = {"type": "string"}


@pytest.mark.parametrize(
    ("schema", "strict"),
    [
        (closed(a=TEXT, b={"type": ["integer", "null"], "minimum": 1}), True),
        (closed(a={"anyOf": [TEXT, closed(b=TEXT)]}, c={"type": "array", "items": closed(d=TEXT)}), True),
        ({**closed(a={"$ref": "#/$defs/A"}), "$defs": {"A": closed(b={"enum": ["x"]})}}, True),
        (closed(a={"type": "string", "format": "date-time"}), True),
        (SCHEMA, False),
        ({**closed(a=TEXT, b=TEXT), "required": ["a"]}, False),
        (closed(a={"type": "object", "additionalProperties": TEXT}), False),
        (closed(a={"type": "array", "items": SCHEMA}), False),
        (closed(a={"anyOf": [TEXT, SCHEMA]}), False),
        ({**closed(a={"$ref": "#/$defs/A"}), "$defs": {"A": SCHEMA}}, False),
        (closed(a={"$ref": "#/$defs/A", "description": "x"}), False),
        (closed(a={"type": "string", "default": "x"}), False),
        (closed(a={"type": "string", "format": "uri"}), False),
        (closed(a={"oneOf": [TEXT]}), False),
        ({"anyOf": [closed(a=TEXT)], "type": "object"}, False),
        (closed(**{f"p{n}": TEXT for n in range(5001)}), False),
    ],
    ids=str,
)
def test_a_form_is_strict_where_openais_rules_allow_it(schema: dict[str, Any], strict: bool) -> None:
    told = encode(response_format=ResponseFormat("answer", schema))["response_format"]
    assert told == {
        "type": "json_schema",
        "json_schema": {"name": "answer", "schema": schema, "strict": strict},
    }


def test_a_form_nested_beyond_ten_levels_is_not_strict() -> None:
    schema = closed(a=TEXT)
    for _ in range(9):
        schema = closed(a=schema)
    strict = [encode(response_format=ResponseFormat("x", s)) for s in (schema, closed(a=schema))]
    assert [body["response_format"]["json_schema"]["strict"] for body in strict] == [True, False]


def asking_about(*media: Media, content: str = "What is this?") -> LLMMessage:
    return LLMMessage(MessageRole.USER, content, media=media)


def parts(*media: Media, content: str = "What is this?") -> list[dict[str, Any]]:
    return encode(asking_about(*media, content=content))["messages"][0]["content"]


ENCODED = base64.b64encode(b"bytes").decode()


def test_pictures_go_beside_the_words_as_data_or_by_their_address() -> None:
    assert parts(Media("image/png", b"bytes"), Media("image/jpeg", url="https://x.example/a.jpg")) == [
        {"type": "text", "text": "What is this?"},
        {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{ENCODED}"}},
        {"type": "image_url", "image_url": {"url": "https://x.example/a.jpg"}},
    ]


def test_pictures_may_go_without_words() -> None:
    assert [part["type"] for part in parts(Media("image/png", b"bytes"), content="")] == ["image_url"]


@pytest.mark.parametrize(("kind", "told"), [("audio/wav", "wav"), ("audio/mpeg", "mp3")])
def test_sounds_go_as_wav_and_mp3(kind: str, told: str) -> None:
    assert parts(Media(kind, b"bytes"))[1] == {
        "type": "input_audio",
        "input_audio": {"data": ENCODED, "format": told},
    }


def test_documents_go_as_files_and_texts_as_text() -> None:
    document, text = Media("application/pdf", b"bytes", name="a.pdf"), Media("text/csv", "é".encode())
    file = {"filename": "a.pdf", "file_data": f"data:application/pdf;base64,{ENCODED}"}
    assert parts(document, text)[1:] == [{"type": "file", "file": file}, {"type": "text", "text": "é"}]
    named = parts(Media("application/json", b"{}", name="a.json"))
    assert named[1] == {"type": "text", "text": "a.json:\n{}"}


@pytest.mark.parametrize(
    ("message", "sentence"),
    [
        (asking_about(Media("audio/ogg", b"x")), "WAV or MP3, not as audio/ogg"),
        (asking_about(Media("audio/wav", url="https://x.example")), "bytes of a sound"),
        (asking_about(Media("application/pdf", url="https://x.example")), "bytes of a document"),
        (LLMMessage(MessageRole.SYSTEM, media=(Media("image/png", b"x"),)), "Only a user's message"),
    ],
)
def test_what_cannot_be_carried_is_refused_in_a_sentence(message: LLMMessage, sentence: str) -> None:
    with pytest.raises(LLMBadRequestError, match=sentence):
        encode(message)


def test_openai_is_never_sent_the_reasoning_of_others() -> None:
    kept: dict[str, Any] = {"reasoning_content": "hm", "reasoning_details": [{}], "thinking": [{}]}
    state = ReasoningState("openai-chat", "gpt-4o", (kept,))
    asked = LLMMessage(MessageRole.ASSISTANT, "On it.", tool_calls=(CALL,), reasoning=state)
    assert set(encode(asked)["messages"][0]) == {"role", "content", "tool_calls"}


def test_what_never_changes_stands_first_so_that_prompt_caches_hit() -> None:
    def sent(*messages: LLMMessage) -> bytes:
        return encode_request(ModelRequest(messages, (TOOL,)), config())

    first, longer = sent(USER), sent(USER, calling(CALL), result("a", "1"))
    common = next(place for place, (a, b) in enumerate(zip(first, longer, strict=False)) if a != b)
    assert common > first.index(b"make ball 1 red")


def test_the_length_limit_is_named_as_the_server_knows_it() -> None:
    assert encode(settings=config(max_tokens=50))["max_completion_tokens"] == 50
    local = config(provider="openai_compatible", api_base="http://localhost:8000/v1", max_tokens=50)
    assert encode(settings=local)["max_tokens"] == 50


@pytest.mark.parametrize("model", ["o3-mini", "gpt-5", "gpt-5.1-mini", "openai/gpt-5"])
def test_a_reasoning_model_is_not_sent_a_temperature_that_nobody_chose(model: str) -> None:
    assert "temperature" not in encode(settings=config(model=model))
    assert encode(settings=config(model=model, temperature=1))["temperature"] == 1


def test_sampling_settings_are_sent_when_they_are_not_the_defaults() -> None:
    body = encode(settings=config(top_p=0.5, frequency_penalty=1, presence_penalty=-1))
    assert (body["top_p"], body["frequency_penalty"], body["presence_penalty"]) == (0.5, 1, -1)


def test_extra_parameters_are_laid_over_the_request_and_none_takes_one_out() -> None:
    body = encode(settings=config(extra_params={"seed": 7, "stream_options": None}))
    assert body["seed"] == 7
    assert "stream_options" not in body


def test_nothing_of_the_application_or_the_bookkeeping_goes_on_the_wire() -> None:
    message = LLMMessage(MessageRole.USER, "hi", metadata={"private": "note"}, timestamp=12345.0)
    body = encode_request(ModelRequest((message,), app_state={"secret": "document"}), config(api_key="sk-1"))
    assert not any(word in body for word in (b"private", b"12345", b"document", b"sk-1"))


def test_calls_and_results_go_in_pairs() -> None:
    other = ToolCall("b", "play_audio", "{}")
    messages = encode(USER, calling(CALL, other, content="On it."), result("b", "2"), result("a", "1"))[
        "messages"
    ]
    assert messages[1]["content"] == "On it."
    assert [call["id"] for call in messages[1]["tool_calls"]] == ["a", "b"]
    assert messages[2:] == [
        {"role": "tool", "tool_call_id": "a", "content": "1"},
        {"role": "tool", "tool_call_id": "b", "content": "2"},
    ]


def test_a_call_that_never_got_a_result_is_answered_with_a_sentence() -> None:
    messages = encode(USER, calling(CALL), USER)["messages"]
    assert [message["role"] for message in messages] == ["user", "assistant", "tool", "user"]
    assert "interrupted" in messages[2]["content"]


def test_a_result_behind_a_later_message_is_put_to_its_call() -> None:
    messages = encode(calling(CALL), USER, result("a", "1"))["messages"]
    assert [message["role"] for message in messages] == ["assistant", "tool", "user"]
    assert messages[1]["content"] == "1"


def test_a_result_without_its_call_and_an_empty_answer_are_left_out() -> None:
    messages = encode(result("gone", "1"), LLMMessage(MessageRole.ASSISTANT), USER)["messages"]
    assert [message["role"] for message in messages] == ["user"]


def test_ids_that_come_back_in_a_later_round_keep_their_own_results() -> None:
    messages = encode(calling(CALL), calling(CALL), result("a", "second"))["messages"]
    assert "interrupted" in messages[1]["content"]
    assert messages[3]["content"] == "second"


def test_a_function_message_of_the_older_shape_is_a_result() -> None:
    asked = LLMMessage(MessageRole.ASSISTANT, function_call={"name": "set_color", "arguments": "{}"})
    answered = LLMMessage(MessageRole.FUNCTION, "done", name="set_color")
    messages = encode(USER, asked, answered)["messages"]
    assert messages[1]["tool_calls"][0]["function"]["name"] == "set_color"
    assert messages[2] == {"role": "tool", "tool_call_id": "set_color", "content": "done"}


def test_half_a_surrogate_pair_in_a_message_is_mended() -> None:
    assert encode(LLMMessage(MessageRole.USER, "a\ud83d"))["messages"][0]["content"] == "a�"


@st.composite
def histories(draw: st.DrawFn) -> list[LLMMessage]:
    ids = st.sampled_from(["a", "b", "c"])
    message = st.one_of(
        st.just(USER),
        st.builds(result, ids, st.text(max_size=3)),
        st.builds(
            lambda names, text: calling(*(ToolCall(i, "f", "{}") for i in names), content=text),
            st.lists(ids, unique=True, max_size=3),
            st.text(max_size=3),
        ),
    )
    return draw(st.lists(message, min_size=1, max_size=8))


@settings(max_examples=100, deadline=None)
@given(histories())
def test_whatever_the_history_each_call_is_followed_by_its_one_result(history: list[LLMMessage]) -> None:
    messages = json.loads(encode_request(ModelRequest(tuple(history)), config()))["messages"]
    waiting: list[str] = []
    for message in messages:
        if message["role"] == "tool":
            assert message["tool_call_id"] == waiting.pop(0)
        else:
            assert not waiting
            waiting = [call["id"] for call in message.get("tool_calls", [])]
    assert not waiting
