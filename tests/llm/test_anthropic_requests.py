"""Our request as Anthropic's JSON: judged by the official SDK's own request types."""

import json
import types
import warnings
from collections.abc import Iterable, Mapping
from typing import Any

import pydantic
import pytest
from anthropic.types.beta.message_create_params import MessageCreateParamsStreaming as BetaParams
from anthropic.types.message_create_params import MessageCreateParamsStreaming
from hypothesis import given, settings
from hypothesis import strategies as st

from coda.components.llm.codecs.anthropic_models import (
    accepts_output_format,
    accepts_sampling,
    output_limit,
    thinks_always,
    version_of,
)
from coda.components.llm.codecs.anthropic_request import betas_of, encode_request
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


def judge_of(kind: Any) -> pydantic.TypeAdapter[Any]:
    """A judge of requests who knows every key: in a list, since the type itself takes no configuration."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a few of the SDK's types say themselves that they are open
        listed = types.GenericAlias(list, kind)
        closed = pydantic.ConfigDict(extra="forbid")
        return pydantic.TypeAdapter(listed, config=closed)  # pyright: ignore[reportArgumentType] - made at run time


judge, beta_judge = judge_of(MessageCreateParamsStreaming), judge_of(BetaParams)
OF_2023 = {"temperature", "top_p"}
"""Parameters of the API version we speak that the SDK, which speaks a newer one, no longer types."""

OLD, NEW = "claude-sonnet-4-5", "claude-opus-5-5"
USER = LLMMessage(MessageRole.USER, "make ball 1 red")
SYSTEM = LLMMessage(MessageRole.SYSTEM, "You color balls.")
CALL = ToolCall("a", "set_color", '{"ball": 1}')
TOOL = ToolSchema(
    "set_color", "Color a ball.", {"type": "object", "properties": {"ball": {"type": "integer"}}}
)
MARK = {"cache_control": {"type": "ephemeral"}}


def config(**fields: Any) -> ProviderConfig:
    return ProviderConfig.model_validate(
        {"provider": "anthropic", "model": OLD, "prompt_caching": False, **fields}
    )


def exhaust(value: Any) -> None:
    """pydantic checks an Iterable only as far as one reads it."""
    if isinstance(value, Mapping):
        for item in value.values():
            exhaust(item)
    elif isinstance(value, Iterable) and not isinstance(value, str | bytes):
        for item in value:
            exhaust(item)


def encode(*messages: LLMMessage, to: ProviderConfig | None = None, **fields: Any) -> dict[str, Any]:
    body = json.loads(encode_request(ModelRequest(messages or (USER,), **fields), to or config()))
    binds = "block_binding" in body.get("thinking", {})
    typed = {name: value for name, value in body.items() if name not in OF_2023}
    exhaust((beta_judge if binds else judge).validate_python([typed]))
    return body


def said(*messages: LLMMessage, **fields: Any) -> list[dict[str, Any]]:
    return encode(*messages, **fields)["messages"]


def calling(*calls: ToolCall, content: str = "", reasoning: ReasoningState | None = None) -> LLMMessage:
    return LLMMessage(MessageRole.ASSISTANT, content, tool_calls=calls, reasoning=reasoning)


def result(call_id: str, content: str) -> LLMMessage:
    return LLMMessage(MessageRole.TOOL, content, tool_call_id=call_id)


def text(words: str) -> dict[str, Any]:
    return {"type": "text", "text": words}


def test_the_judge_sees_what_does_not_belong() -> None:
    body = json.loads(encode_request(ModelRequest((USER,)), config()))
    for wrong in ({"colour": 1}, {"messages": [{"role": "user", "content": [{"type": "txt"}]}]}):
        with pytest.raises(pydantic.ValidationError):
            exhaust(judge.validate_python([{**body, **wrong}]))


def test_a_plain_request_says_no_more_than_needed() -> None:
    assert encode(SYSTEM, USER) == {
        "model": OLD,
        "max_tokens": 32_000,
        "system": [text("You color balls.")],
        "messages": [{"role": "user", "content": [text("make ball 1 red")]}],
        "stream": True,
        "temperature": 0.7,
    }


@pytest.mark.parametrize(
    ("model", "version", "limit"),
    [
        ("claude-3-opus-20240229", (3, 0), 4096),
        ("claude-3-5-sonnet-20240620", (3, 5), 8192),
        ("claude-3-7-sonnet-20250219", (3, 7), 64_000),
        ("claude-sonnet-4-20250514", (4, 0), 64_000),
        ("claude-opus-4-1-20250805", (4, 1), 32_000),
        ("anthropic.claude-opus-4-6-v1", (4, 6), 128_000),
        ("us.anthropic.claude-haiku-4-5-20251001-v1:0", (4, 5), 64_000),
        ("claude-opus-4-5@20251101", (4, 5), 64_000),
        ("claude-sonnet-5", (5, 0), 128_000),
        ("claude-opus-5-5", (5, 5), 128_000),
        ("claude-mythos-preview", (5, 0), 128_000),
        ("anthropic/claude-opus-4.7", (4, 7), 128_000),
        ("claude-instant-1.2", (1, 2), 4096),
        ("deepseek-chat", None, 8192),
    ],
)
def test_a_models_generation_and_limit_are_told_from_its_name(
    model: str, version: tuple[int, int] | None, limit: int
) -> None:
    assert (version_of(model), output_limit(model)) == (version, limit)
    usual = encode(to=config(model=model))["max_tokens"]
    assert usual == min(limit, 32_000)


def test_what_a_model_accepts_follows_its_generation() -> None:
    assert [accepts_sampling(m) for m in ("claude-opus-4-6", "claude-opus-4-7", "glm-5")] == [
        True,
        False,
        True,
    ]
    assert [accepts_output_format(m) for m in ("claude-sonnet-4-0", OLD, "glm-5")] == [False, True, False]
    assert [thinks_always(m) for m in ("claude-opus-5", "claude-fable-5-1", "glm-5")] == [False, True, False]


def test_the_answers_limit_is_the_requests_then_the_settings_then_the_models() -> None:
    assert encode(to=config(max_tokens=9), max_tokens=5)["max_tokens"] == 5
    assert encode(to=config(max_tokens=9))["max_tokens"] == 9
    thinking = {"thinking": {"type": "enabled", "budget_tokens": 40_000}}
    assert encode(to=config(extra_params=thinking))["max_tokens"] == 64_000


def test_a_temperature_above_anthropics_scale_is_its_highest() -> None:
    assert encode(temperature=1.8)["temperature"] == 1.0
    assert encode(to=config(temperature=0.2))["temperature"] == 0.2


def test_top_p_goes_instead_of_a_temperature_that_nobody_chose() -> None:
    body = encode(to=config(top_p=0.5))
    assert body["top_p"] == 0.5
    assert "temperature" not in body
    both = encode(to=config(top_p=0.5, temperature=0.3))
    assert both["temperature"] == 0.3
    assert "top_p" not in both


@pytest.mark.parametrize(
    "fields",
    [
        {"model": "claude-opus-4-7", "temperature": 0.2, "top_p": 0.5},
        {"model": NEW},
        {"extra_params": {"thinking": {"type": "enabled", "budget_tokens": 1024}}},
        {"model": "claude-opus-4-6", "extra_params": {"thinking": {"type": "adaptive"}}},
    ],
)
def test_models_that_think_or_refuse_sampling_are_not_sent_any(fields: dict[str, Any]) -> None:
    assert not OF_2023 & encode(to=config(**fields)).keys()


def test_thinking_that_is_switched_off_leaves_the_temperature() -> None:
    body = encode(to=config(extra_params={"thinking": {"type": "disabled"}}))
    assert (body["thinking"], body["temperature"]) == ({"type": "disabled"}, 0.7)


def test_a_model_that_always_thinks_shows_it_and_drops_thoughts_that_no_longer_fit() -> None:
    bound = {"prefix_mismatch_behavior": "drop_block"}
    shown = {"type": "adaptive", "display": "summarized", "block_binding": bound}
    assert encode(to=config(model=NEW))["thinking"] == shown
    quiet = config(model=NEW, extra_params={"thinking": {"type": "adaptive", "display": "omitted"}})
    assert encode(to=quiet)["thinking"] == {**shown, "display": "omitted"}


def test_betas_go_into_a_header_with_the_one_our_body_needs() -> None:
    settings = config(model=NEW, extra_params={"betas": ["files-api-2025-04-14"]})
    body = encode_request(ModelRequest((USER,)), settings)
    assert "betas" not in json.loads(body)
    assert betas_of(body, settings) == ["files-api-2025-04-14", "thinking-binding-controls-2026-08-01"]
    quoted = LLMMessage(MessageRole.USER, 'what is "block_binding": for?')
    assert betas_of(encode_request(ModelRequest((quoted,)), config()), config()) == []


def test_tools_are_told_and_choosing_is_left_to_the_model() -> None:
    body = encode(tools=(TOOL,))
    told = {"name": "set_color", "description": "Color a ball.", "input_schema": TOOL.parameters}
    assert body["tools"] == [told]
    assert "tool_choice" not in body


@pytest.mark.parametrize(
    ("choice", "told"),
    [
        ("none", {"type": "none"}),
        ("required", {"type": "any"}),
        ("set_color", {"type": "tool", "name": "set_color"}),
    ],
)
def test_a_choice_of_tools_is_told(choice: str, told: dict[str, str]) -> None:
    assert encode(tools=(TOOL,), tool_choice=choice)["tool_choice"] == told


@pytest.mark.parametrize(
    "fields", [{"model": NEW}, {"extra_params": {"thinking": {"type": "enabled", "budget_tokens": 1024}}}]
)
def test_a_model_that_thinks_cannot_be_made_to_call(fields: dict[str, Any]) -> None:
    with pytest.raises(LLMBadRequestError, match="cannot be made to call a tool"):
        encode(to=config(**fields), tools=(TOOL,), tool_choice="required")
    assert encode(to=config(**fields), tools=(TOOL,), tool_choice="none")["tool_choice"] == {"type": "none"}


def test_a_history_with_calls_declares_its_tools_when_none_is_offered_any_more() -> None:
    body = encode(USER, calling(CALL), result("a", "done"))
    assert [tool["name"] for tool in body["tools"]] == ["set_color"]
    assert body["tool_choice"] == {"type": "none"}


def test_calls_are_followed_by_their_results_and_the_users_words_in_one_message() -> None:
    other = ToolCall("b", "play_audio", "{}")
    turns = said(USER, calling(CALL, other, content="On it."), result("b", "2"), result("a", "1"), USER)
    assert [turn["role"] for turn in turns] == ["user", "assistant", "user"]
    assert turns[1]["content"] == [
        text("On it."),
        {"type": "tool_use", "id": "a", "name": "set_color", "input": {"ball": 1}},
        {"type": "tool_use", "id": "b", "name": "play_audio", "input": {}},
    ]
    assert turns[2]["content"] == [
        {"type": "tool_result", "tool_use_id": "a", "content": [text("1")]},
        {"type": "tool_result", "tool_use_id": "b", "content": [text("2")]},
        text("make ball 1 red"),
    ]


def test_neighbors_of_one_role_are_one_message_and_the_user_begins() -> None:
    greeting = LLMMessage(MessageRole.ASSISTANT, "Welcome.")
    turns = said(greeting, greeting, USER, USER)
    assert [(turn["role"], len(turn["content"])) for turn in turns] == [
        ("user", 1),
        ("assistant", 2),
        ("user", 2),
    ]


def test_blank_words_are_not_sent() -> None:
    turns = said(LLMMessage(MessageRole.USER, " \n"), calling(CALL, content="\n"), result("a", ""))
    assert [block["type"] for turn in turns for block in turn["content"]] == [
        "text",
        "tool_use",
        "tool_result",
    ]
    assert "content" not in turns[-1]["content"][0]


def test_ids_of_other_providers_are_made_to_fit_and_told_apart() -> None:
    odd = ToolCall("call:1.x", "play_audio", "not json")
    turns = said(USER, calling(odd), result("call:1.x", "1"), calling(odd), result("call:1.x", "2"))
    uses = [b for turn in turns for b in turn["content"] if b["type"] == "tool_use"]
    results = [b for turn in turns for b in turn["content"] if b["type"] == "tool_result"]
    assert [use["id"] for use in uses] == ["call_1_x", "call_1_x-2"] == [r["tool_use_id"] for r in results]
    assert uses[0]["input"] == {"not_valid_json": "not json"}


THOUGHT = {"type": "thinking", "thinking": "hm", "signature": "sig"}
HIDDEN = {"type": "redacted_thinking", "data": "enc"}


def test_signed_thinking_goes_back_in_its_place() -> None:
    items = (
        THOUGHT,
        {"type": "text", "length": 3},
        HIDDEN,
        {"type": "tool_use", "id": "a"},
        {"type": "text", "length": 2},
    )
    kept = ReasoningState("anthropic", OLD, items)
    turns = said(USER, calling(CALL, content="One.."[:3] + "Tw", reasoning=kept), result("a", "1"))
    use = {"type": "tool_use", "id": "a", "name": "set_color", "input": {"ball": 1}}
    assert turns[1]["content"] == [THOUGHT, text("One"), HIDDEN, use, text("Tw")]


def test_thinking_stands_before_words_that_were_changed_and_calls_that_are_gone_stay_away() -> None:
    items = (THOUGHT, {"type": "text", "length": 3}, {"type": "tool_use", "id": "gone"}, HIDDEN)
    kept = ReasoningState("anthropic", OLD, items)
    turns = said(USER, calling(CALL, content="Something else", reasoning=kept), result("a", "1"))
    assert [block["type"] for block in turns[1]["content"]] == [
        "thinking",
        "text",
        "redacted_thinking",
        "tool_use",
    ]
    assert turns[1]["content"][1] == text("Something else")


@pytest.mark.parametrize(("protocol", "model"), [("gemini", OLD), ("anthropic", "claude-opus-4-6")])
def test_thinking_goes_back_to_nobody_else(protocol: str, model: str) -> None:
    kept = ReasoningState(protocol, model, (THOUGHT,))
    turns = said(USER, calling(content="Yes.", reasoning=kept), USER)
    assert turns[1]["content"] == [text("Yes.")]


def test_pictures_and_documents_are_sent_before_the_words() -> None:
    media = (
        Media("image/png", b"\x89PNG"),
        Media("image/webp", url="https://example.org/a.webp"),
        Media("application/pdf", b"%PDF", name="a.pdf"),
        Media("application/pdf", url="https://example.org/a.pdf"),
        Media("text/csv", "ü,1".encode(), name="a.csv"),
    )
    (turn,) = said(LLMMessage(MessageRole.USER, "Look.", media=media))
    assert turn["content"] == [
        {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "iVBORw=="}},
        {"type": "image", "source": {"type": "url", "url": "https://example.org/a.webp"}},
        {
            "type": "document",
            "title": "a.pdf",
            "source": {"type": "base64", "media_type": "application/pdf", "data": "JVBERg=="},
        },
        {"type": "document", "source": {"type": "url", "url": "https://example.org/a.pdf"}},
        {
            "type": "document",
            "title": "a.csv",
            "source": {"type": "text", "media_type": "text/plain", "data": "ü,1"},
        },
        text("Look."),
    ]


@pytest.mark.parametrize("kind", ["audio/wav", "video/mp4", "image/tiff", "application/zip"])
def test_what_the_models_cannot_read_is_refused_in_words(kind: str) -> None:
    with pytest.raises(LLMBadRequestError, match=f"cannot read {kind}"):
        encode(LLMMessage(MessageRole.USER, "Listen.", media=(Media(kind, b"x"),)))


def test_a_picture_in_an_answer_is_refused_in_words() -> None:
    with pytest.raises(LLMBadRequestError, match="no pictures or files in an answer"):
        encode(USER, LLMMessage(MessageRole.ASSISTANT, "", media=(Media("image/png", b"x"),)))


def test_a_form_is_told_closed_and_without_what_the_api_does_not_know() -> None:
    schema = {
        "type": "object",
        "title": "Ball",
        "properties": {
            "number": {"type": "integer", "minimum": 1, "maximum": 3, "description": "which"},
            "tags": {"type": "array", "items": {"$ref": "#/$defs/Tag"}, "minItems": 2},
            "made": {"type": "string", "format": "date"},
            "shade": {"oneOf": [{"type": "string"}, {"type": "null"}], "default": None},
        },
        "required": ["number"],
        "$defs": {"Tag": {"type": "object", "properties": {"name": {"type": "string", "maxLength": 4}}}},
    }
    effort = config(extra_params={"output_config": {"effort": "low"}})
    told = encode(to=effort, response_format=ResponseFormat("ball", schema))["output_config"]
    assert told["effort"] == "low"
    assert told["format"] == {
        "type": "json_schema",
        "schema": {
            "type": "object",
            "title": "Ball",
            "properties": {
                "number": {"type": "integer", "description": "which (minimum: 1, maximum: 3)"},
                "tags": {"type": "array", "items": {"$ref": "#/$defs/Tag"}, "description": "(minItems: 2)"},
                "made": {"type": "string", "format": "date"},
                "shade": {"anyOf": [{"type": "string"}, {"type": "null"}]},
            },
            "required": ["number"],
            "additionalProperties": False,
            "$defs": {
                "Tag": {
                    "type": "object",
                    "properties": {"name": {"type": "string", "description": "(maxLength: 4)"}},
                    "additionalProperties": False,
                }
            },
        },
    }


def test_a_form_with_free_keys_is_refused_in_words() -> None:
    free = {"type": "object", "title": "Colors", "additionalProperties": {"type": "string"}}
    with pytest.raises(LLMBadRequestError, match="free keys"):
        encode(response_format=ResponseFormat("colors", free))


def marked(body: dict[str, Any]) -> list[dict[str, Any]]:
    blocks = [*body.get("tools", ()), *body.get("system", ())]
    blocks += [block for turn in body["messages"] for block in turn["content"]]
    return [block for block in blocks if "cache_control" in block]


def test_the_cache_is_marked_after_tools_system_and_the_users_last_two_messages() -> None:
    kept = ReasoningState("anthropic", OLD, (THOUGHT,))
    history = [SYSTEM, USER, calling(CALL, reasoning=kept), result("a", "1"), calling(CALL, reasoning=kept)]
    body = encode(*history, result("a", "2"), to=config(prompt_caching=True), tools=(TOOL, TOOL))
    assert marked(body) == [
        body["tools"][-1],
        body["system"][-1],
        body["messages"][2]["content"][-1],
        body["messages"][4]["content"][-1],
    ]
    assert all(block["cache_control"] == {"type": "ephemeral"} for block in marked(body))


def test_nothing_is_marked_where_prompt_caching_is_off() -> None:
    assert marked(encode(SYSTEM, USER, tools=(TOOL,))) == []


def test_a_longer_conversation_begins_with_the_bytes_of_the_shorter() -> None:
    shorter = encode_request(ModelRequest((SYSTEM, USER), tools=(TOOL,)), config())
    longer = encode_request(ModelRequest((SYSTEM, USER, calling(CALL)), tools=(TOOL,)), config())
    assert longer.startswith(shorter[: shorter.index(b"make ball 1 red")])


def test_extra_parameters_are_laid_over_the_request_and_none_takes_one_out() -> None:
    body = encode(to=config(extra_params={"metadata": {"user_id": "u"}, "temperature": None}))
    assert body["metadata"] == {"user_id": "u"}
    assert "temperature" not in body


words = st.text(max_size=8)
messages = st.lists(
    st.one_of(
        st.builds(LLMMessage, st.sampled_from([MessageRole.USER, MessageRole.SYSTEM]), words),
        st.builds(calling, st.builds(ToolCall, words, st.just("t"), words), content=words),
        st.builds(result, words, words),
    ),
    max_size=8,
)


@given(messages)
@settings(max_examples=150, deadline=None)
def test_any_history_alternates_and_gives_each_call_its_result(history: list[LLMMessage]) -> None:
    body = encode(*history, USER, to=config(prompt_caching=True))
    turns = body["messages"]
    assert [turn["role"] for turn in turns] == [("user", "assistant")[i % 2] for i in range(len(turns))]
    seen: set[str] = set()
    for turn, following in zip(turns, [*turns[1:], {"content": []}], strict=True):
        assert turn["content"]
        uses = [block["id"] for block in turn["content"] if block["type"] == "tool_use"]
        results = [b["tool_use_id"] for b in following["content"] if b["type"] == "tool_result"]
        assert not uses or uses == results[: len(uses)]
        assert not seen.intersection(uses)
        seen.update(uses)
    assert len(marked(body)) <= 4
