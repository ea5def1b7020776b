"""Our request as Responses JSON: judged by the official SDK's own request types."""

from __future__ import annotations

import base64
import json
from typing import Any

import pydantic
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openai.types.responses.response_create_params import ResponseCreateParamsStreaming

from coda.components.llm.codecs.openai_models import is_reasoning_model
from coda.components.llm.codecs.openai_responses_request import encode_request
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

judge = pydantic.TypeAdapter(ResponseCreateParamsStreaming)

Json = dict[str, Any]

SYSTEM = LLMMessage(MessageRole.SYSTEM, "You help with colored balls.")
USER = LLMMessage(MessageRole.USER, "make ball 1 red")
CALL = ToolCall("call_a", "set_color", '{"ball": 1}')
OPEN = {"type": "object", "properties": {"ball": {"type": "integer"}}}
CLOSED = {**OPEN, "required": ["ball"], "additionalProperties": False}
TOOL = ToolSchema("set_color", "Color a ball.", OPEN)


def config(**fields: Any) -> ProviderConfig:
    return ProviderConfig.model_validate({"provider": "openai", "model": "gpt-4.1", **fields})


def understood(value: Any) -> Any:
    """What the SDK's types took, to the end: they check lazily, and leave out keys they do not know."""
    if isinstance(value, dict):
        return {key: understood(item) for key, item in value.items()}
    if value is None or isinstance(value, str | int | float):
        return value
    return [understood(item) for item in value]


def encode(*messages: LLMMessage, settings: ProviderConfig | None = None, **fields: Any) -> Json:
    body = json.loads(encode_request(ModelRequest(messages or (USER,), **fields), settings or config()))
    assert understood(judge.validate_python(body)) == body
    return body


def items(*messages: LLMMessage, **fields: Any) -> list[Json]:
    return encode(*messages, **fields)["input"]


def answer(
    content: str = "", *calls: ToolCall, kept: tuple[Any, ...] = (), model: str = "gpt-4.1"
) -> LLMMessage:
    state = ReasoningState("openai-responses", model, kept) if kept else None
    return LLMMessage(MessageRole.ASSISTANT, content, tool_calls=calls, reasoning=state)


def result(call_id: str, content: str) -> LLMMessage:
    return LLMMessage(MessageRole.TOOL, content, tool_call_id=call_id)


def user(text: str) -> Json:
    return {"role": "user", "content": text}


def output(call_id: str, text: str) -> Json:
    return {"type": "function_call_output", "call_id": call_id, "output": text}


def called(call: ToolCall, **fields: Any) -> Json:
    told = {"type": "function_call", "call_id": call.call_id, "name": call.name}
    return {**told, **fields, "arguments": call.arguments}


def test_a_plain_request_streams_and_stores_nothing() -> None:
    assert encode() == {
        "model": "gpt-4.1",
        "input": [{"role": "user", "content": "make ball 1 red"}],
        "stream": True,
        "store": False,
        "temperature": 0.7,
    }


def test_system_messages_stay_in_their_places() -> None:
    later = LLMMessage(MessageRole.SYSTEM, "Be brief.")
    assert [item["role"] for item in items(SYSTEM, USER, later, USER)] == ["system", "user", "system", "user"]


def test_a_request_names_its_own_model_temperature_and_length_before_the_configured_ones() -> None:
    mine = config(temperature=1, max_tokens=9, top_p=0.5)
    body = encode(settings=mine, model="gpt-4o", temperature=0.0, max_tokens=16)
    assert (body["model"], body["temperature"], body["max_output_tokens"]) == ("gpt-4o", 0.0, 16)
    assert (encode(settings=mine)["temperature"], encode(settings=mine)["max_output_tokens"]) == (1, 9)
    assert body["top_p"] == 0.5


@pytest.mark.parametrize(
    "model", ["gpt-5", "gpt-5.6-sol", "gpt-6-astra", "o3", "o4-mini", "openai/gpt-5-mini"]
)
def test_a_reasoning_model_gives_its_thoughts_along_and_is_given_no_temperature(model: str) -> None:
    body = encode(settings=config(model=model, temperature=0.2, top_p=0.5), max_tokens=99)
    assert is_reasoning_model(model)
    assert body["include"] == ["reasoning.encrypted_content"]
    assert "reasoning" not in body
    assert not {"temperature", "top_p"} & body.keys()
    assert body["max_output_tokens"] == 99


@pytest.mark.parametrize("model", ["gpt-4.1", "gpt-4o-mini", "gpt-5-chat-latest", "gpt-3.5-turbo", "omni"])
def test_other_models_are_asked_for_no_thoughts_which_they_refuse(model: str) -> None:
    body = encode(settings=config(model=model))
    assert not is_reasoning_model(model)
    assert "include" not in body
    assert body["temperature"] == 0.7


def test_a_summary_of_the_thoughts_and_anything_else_can_be_asked_for() -> None:
    extra = {"reasoning": {"summary": "auto", "effort": "low"}, "store": True, "include": None}
    body = encode(settings=config(model="gpt-5", extra_params=extra))
    assert body["reasoning"] == {"summary": "auto", "effort": "low"}
    assert body["store"] is True
    assert "include" not in body


def test_tools_are_told_flat_and_are_strict_where_the_rules_allow_it() -> None:
    body = encode(tools=(TOOL, ToolSchema("undo", "Undo.", CLOSED)))
    assert body["tools"] == [
        {
            "type": "function",
            "name": "set_color",
            "description": "Color a ball.",
            "parameters": OPEN,
            "strict": False,
        },
        {"type": "function", "name": "undo", "description": "Undo.", "parameters": CLOSED, "strict": True},
    ]
    assert not {"tool_choice", "parallel_tool_calls"} & body.keys()


@pytest.mark.parametrize(
    ("choice", "told"),
    [("none", "none"), ("required", "required"), ("set_color", {"type": "function", "name": "set_color"})],
)
def test_a_choice_among_the_tools_is_told(choice: str, told: Any) -> None:
    assert encode(tools=(TOOL,), tool_choice=choice)["tool_choice"] == told
    assert "tool_choice" not in encode(tool_choice=choice)


@pytest.mark.parametrize(("schema", "strict"), [(OPEN, False), (CLOSED, True)])
def test_a_form_of_the_answer_is_told(schema: Json, strict: bool) -> None:
    told = encode(response_format=ResponseFormat("ball", schema))["text"]
    assert told == {"format": {"type": "json_schema", "name": "ball", "schema": schema, "strict": strict}}


def asking_about(*media: Media, content: str = "What is this?") -> LLMMessage:
    return LLMMessage(MessageRole.USER, content, media=media)


def base64_of(data: bytes) -> str:
    return base64.b64encode(data).decode()


@pytest.mark.parametrize(
    ("media", "told"),
    [
        (
            Media("image/png", b"png"),
            {
                "type": "input_image",
                "image_url": f"data:image/png;base64,{base64_of(b'png')}",
                "detail": "auto",
            },
        ),
        (
            Media("image/jpeg", url="https://a.example/a.jpg"),
            {"type": "input_image", "image_url": "https://a.example/a.jpg", "detail": "auto"},
        ),
        (
            Media("application/pdf", b"%PDF", name="score.pdf"),
            {
                "type": "input_file",
                "filename": "score.pdf",
                "file_data": f"data:application/pdf;base64,{base64_of(b'%PDF')}",
            },
        ),
        (
            Media("application/pdf", b"%PDF"),
            {
                "type": "input_file",
                "filename": "document.pdf",
                "file_data": f"data:application/pdf;base64,{base64_of(b'%PDF')}",
            },
        ),
        (
            Media("application/pdf", url="https://a.example/a.pdf"),
            {"type": "input_file", "file_url": "https://a.example/a.pdf"},
        ),
        (Media("text/csv", b"a,b", name="balls.csv"), {"type": "input_text", "text": "balls.csv:\na,b"}),
        (Media("application/json", b"{}"), {"type": "input_text", "text": "{}"}),
    ],
    ids=["picture", "address of a picture", "PDF", "PDF without a name", "address of a PDF", "table", "JSON"],
)
def test_pictures_and_documents_go_beside_the_words(media: Media, told: Json) -> None:
    (item,) = items(asking_about(media))
    assert item == {"role": "user", "content": [{"type": "input_text", "text": "What is this?"}, told]}
    assert items(asking_about(media, content=""))[0]["content"] == [told]


@pytest.mark.parametrize("kind", ["audio/wav", "audio/mpeg", "video/mp4"])
def test_sounds_and_films_are_refused_with_what_to_do(kind: str) -> None:
    with pytest.raises(LLMBadRequestError, match="openai-chat"):
        encode(asking_about(Media(kind, b"x")))


def test_only_a_user_shows_pictures() -> None:
    picture = (Media("image/png", b"x"),)
    with pytest.raises(LLMBadRequestError, match="user's message"):
        encode(LLMMessage(MessageRole.ASSISTANT, "See:", media=picture))


def test_a_tool_round_is_calls_and_their_results_in_pairs() -> None:
    other = ToolCall("call_b", "undo", "{}")
    history = [USER, answer("Now.", CALL, other), result("call_b", "undone"), result("call_a", "done")]
    assert items(*history) == [
        user("make ball 1 red"),
        {"role": "assistant", "content": "Now."},
        called(CALL),
        called(other),
        output("call_a", "done"),
        output("call_b", "undone"),
    ]


def test_a_call_without_a_result_is_answered_and_a_result_without_a_call_left_out() -> None:
    told = items(USER, answer("", CALL), USER, result("gone", "x"))
    assert [item.get("type") or item["role"] for item in told] == [
        "user",
        "function_call",
        "function_call_output",
        "user",
    ]
    assert "interrupted" in told[2]["output"]


def test_an_id_of_another_provider_that_is_too_long_becomes_the_same_short_one() -> None:
    long = ToolCall("x" * 65, "undo", "{}")
    call, told = items(USER, answer("", long), result(long.call_id, "done"))[1:]
    assert call["call_id"] == told["call_id"]
    assert len(call["call_id"]) <= 64
    assert items(USER, answer("", long))[1]["call_id"] == call["call_id"]
    exact = ToolCall("y" * 64, "undo", "{}")
    assert items(USER, answer("", exact))[1]["call_id"] == exact.call_id


THOUGHT = {"id": "rs_1", "type": "reasoning", "summary": [], "encrypted_content": "gAAA"}
THOUGHT_2 = {**THOUGHT, "id": "rs_2"}
SEARCH = {
    "id": "ws_1",
    "type": "web_search_call",
    "status": "completed",
    "action": {"type": "search", "query": "q"},
}


def place_of(text: str, **fields: Any) -> Json:
    return {"type": "message", "id": "msg_1", "length": len(text), **fields}


def message(text: str, **fields: Any) -> Json:
    part = {"type": "output_text", "text": text, "annotations": []}
    told = {"type": "message", "role": "assistant", "status": "completed", "content": [part], "id": "msg_1"}
    return {**told, **fields}


PLACE_OF_CALL = {"type": "function_call", "id": "fc_1", "call_id": "call_a"}


def test_reasoning_goes_back_in_its_place_before_what_it_led_to() -> None:
    kept = (
        THOUGHT,
        SEARCH,
        place_of("Hällo ", phase="commentary"),
        THOUGHT_2,
        PLACE_OF_CALL,
        place_of("world", id="msg_2"),
    )
    told = items(USER, answer("Hällo world", CALL, kept=kept), result("call_a", "done"))
    assert told[1:] == [
        THOUGHT,
        SEARCH,
        message("Hällo ", phase="commentary"),
        THOUGHT_2,
        called(CALL, id="fc_1"),
        message("world", id="msg_2"),
        output("call_a", "done"),
    ]


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (
            answer("", CALL, kept=(THOUGHT, PLACE_OF_CALL, THOUGHT_2, {**PLACE_OF_CALL, "call_id": "cut"})),
            [THOUGHT, called(CALL, id="fc_1")],
        ),
        (answer("a", kept=(THOUGHT, place_of("a"), THOUGHT_2)), [THOUGHT, message("a")]),
        (answer("a", kept=(THOUGHT, place_of(""), THOUGHT_2, place_of("a"))), [THOUGHT_2, message("a")]),
        (
            answer("shorter", kept=(THOUGHT, place_of("a longer one"))),
            [{"role": "assistant", "content": "shorter"}],
        ),
        (
            answer("a", CALL, kept=(THOUGHT, place_of("a"))),
            [THOUGHT, message("a"), called(CALL)],
        ),
    ],
    ids=[
        "a call that was cut off",
        "nothing follows",
        "an empty message",
        "another text",
        "a call of its own",
    ],
)
def test_reasoning_goes_back_only_with_what_followed_it(reply: LLMMessage, told: list[Json]) -> None:
    sent = [item for item in items(USER, reply)[1:] if item.get("type") != "function_call_output"]
    assert sent == told


@pytest.mark.parametrize("state", [("anthropic", "gpt-4.1"), ("openai-responses", "gpt-5")])
def test_reasoning_goes_to_no_other_model(state: tuple[str, str]) -> None:
    kept = ReasoningState(*state, (THOUGHT, place_of("a")))
    told = items(USER, LLMMessage(MessageRole.ASSISTANT, "a", reasoning=kept))
    assert told[1:] == [{"role": "assistant", "content": "a"}]


def test_requests_that_begin_alike_carry_the_same_key_for_the_cache() -> None:
    body = encode(SYSTEM, USER, tools=(TOOL,))
    key = body["prompt_cache_key"]
    assert list(body) == ["model", "tools", "prompt_cache_key", "input", "stream", "store", "temperature"]
    assert encode(SYSTEM, USER, answer("Done."), USER, tools=(TOOL,))["prompt_cache_key"] == key
    assert encode(SYSTEM, LLMMessage(MessageRole.USER, "else"), tools=(TOOL,))["prompt_cache_key"] == key
    others = [
        encode(SYSTEM, USER),
        encode(USER, tools=(TOOL,)),
        encode(SYSTEM, USER, tools=(TOOL,), model="gpt-4o"),
    ]
    keys = {other["prompt_cache_key"] for other in others}
    assert len(keys | {key}) == 4
    assert "colored" not in key


def test_no_key_for_the_cache_goes_to_other_servers_or_where_it_is_not_wanted() -> None:
    elsewhere = config(api_base="http://localhost:8000/v1")
    compatible = config(provider="openai_compatible", api_base="http://localhost:8000/v1")
    another = config(provider="deepseek", model="deepseek-chat")
    for mine in (elsewhere, compatible, another, config(prompt_caching=False)):
        assert "prompt_cache_key" not in encode(SYSTEM, USER, settings=mine)
    assert "prompt_cache_key" not in encode(USER)


def test_what_was_sent_once_is_sent_again_unchanged() -> None:
    history = [SYSTEM, USER, answer("", CALL), result("call_a", "done")]
    first = encode_request(ModelRequest(tuple(history), (TOOL,)), config())
    second = encode_request(ModelRequest((*history, answer("Done."), USER), (TOOL,)), config())
    shared = first[: first.index(b'],"stream"')]
    assert second.startswith(shared)


def test_halves_of_characters_do_not_stop_a_request() -> None:
    broken = LLMMessage(MessageRole.SYSTEM, "x\ud83d")
    assert items(broken, USER)[0]["content"] == "x�"


ROLES = st.sampled_from([MessageRole.USER, MessageRole.SYSTEM, MessageRole.ASSISTANT, MessageRole.TOOL])
CALLS = st.builds(ToolCall, st.sampled_from("abc"), st.sampled_from(["undo", "set_color"]), st.just("{}"))
KEPT = st.lists(
    st.sampled_from(
        [THOUGHT, SEARCH, place_of("xy"), place_of("x"), PLACE_OF_CALL, {**PLACE_OF_CALL, "call_id": "a"}]
    ),
    max_size=5,
).map(tuple)


@st.composite
def histories(draw: st.DrawFn) -> list[LLMMessage]:
    told: list[LLMMessage] = []
    for _ in range(draw(st.integers(0, 6))):
        role = draw(ROLES)
        text = draw(st.sampled_from(["", "x", "xyx"]))
        if role is MessageRole.ASSISTANT:
            wanted = {call.call_id: call for call in draw(st.lists(CALLS, max_size=3))}
            told.append(answer(text, *wanted.values(), kept=draw(KEPT)))
        else:
            told.append(LLMMessage(role, text, tool_call_id=draw(st.sampled_from("abc"))))
    return told


@given(history=histories())
@settings(max_examples=60)
def test_any_history_is_accepted_its_calls_answered_and_its_thoughts_followed(
    history: list[LLMMessage],
) -> None:
    told = items(*history, USER)
    open_calls: list[str] = []
    for item, after in zip(told, [*told[1:], {}], strict=True):
        match item.get("type"):
            case "function_call":
                open_calls.append(item["call_id"])
            case "function_call_output":
                open_calls.remove(item["call_id"])
            case "reasoning":
                assert after.get("type") in {"reasoning", "message", "function_call", "web_search_call"}
            case _:
                assert item.get("role") != "user" or not open_calls
    assert not open_calls
