"""Our request as Converse's JSON: judged by botocore's model of the service and its serializer."""

import json
from base64 import b64encode
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coda.components.llm.codecs.bedrock_request import accepts_output_format, encode_request
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
from tests.llm.bedrock_judge import as_botocore_sends

OLD, NEW, NOVA, LLAMA = (
    "anthropic.claude-sonnet-4-5-20250929-v1:0",
    "us.anthropic.claude-opus-5-5",
    "amazon.nova-pro-v1:0",
    "meta.llama3-1-70b-instruct-v1:0",
)
USER = LLMMessage(MessageRole.USER, "make ball 1 red")
SYSTEM = LLMMessage(MessageRole.SYSTEM, "You color balls.")
CALL = ToolCall("a", "set_color", '{"ball": 1}')
TOOL = ToolSchema(
    "set_color", "Color a ball.", {"type": "object", "properties": {"ball": {"type": "integer"}}}
)
MARK = {"cachePoint": {"type": "default"}}


def config(**fields: Any) -> ProviderConfig:
    return ProviderConfig.model_validate(
        {"provider": "bedrock", "model": OLD, "prompt_caching": False, **fields}
    )


def encode(*messages: LLMMessage, to: ProviderConfig | None = None, **fields: Any) -> dict[str, Any]:
    body = encode_request(ModelRequest(messages or (USER,), **fields), to or config())
    assert as_botocore_sends(body) == json.loads(body)
    return json.loads(body)


def calling(*calls: ToolCall, content: str = "", reasoning: ReasoningState | None = None) -> LLMMessage:
    return LLMMessage(MessageRole.ASSISTANT, content, tool_calls=calls, reasoning=reasoning)


def result(call_id: str, content: str) -> LLMMessage:
    return LLMMessage(MessageRole.TOOL, content, tool_call_id=call_id)


def with_media(*media: Media, words: str = "Look.") -> LLMMessage:
    return LLMMessage(MessageRole.USER, words, media=media)


def test_the_judge_sees_what_does_not_belong() -> None:
    body = json.loads(encode_request(ModelRequest((USER,)), config()))
    for wrong in ({"colour": 1}, {"messages": [{"role": "user", "content": [{"txt": "x"}]}]}):
        with pytest.raises(AssertionError):
            as_botocore_sends(json.dumps({**body, **wrong}).encode())


def test_a_plain_request_says_no_more_than_needed() -> None:
    assert encode(SYSTEM, USER) == {
        "system": [{"text": "You color balls."}],
        "messages": [{"role": "user", "content": [{"text": "make ball 1 red"}]}],
        "inferenceConfig": {"temperature": 0.7},
    }


def test_models_of_others_are_only_sent_a_temperature_that_somebody_chose() -> None:
    assert "inferenceConfig" not in encode(to=config(model=LLAMA))
    chosen = config(model=LLAMA, temperature=1.5, max_tokens=9)
    assert encode(to=chosen)["inferenceConfig"] == {"maxTokens": 9, "temperature": 1.0}
    assert encode(to=config(model=LLAMA, top_p=0.5))["inferenceConfig"] == {"topP": 0.5}
    assert encode(to=config(model=LLAMA), temperature=0.0, max_tokens=5)["inferenceConfig"] == {
        "maxTokens": 5,
        "temperature": 0.0,
    }


@pytest.mark.parametrize(
    "fields",
    [
        {"model": "anthropic.claude-opus-4-7"},
        {"model": NEW},
        {
            "extra_params": {
                "additionalModelRequestFields": {"thinking": {"type": "enabled", "budget_tokens": 1024}}
            }
        },
    ],
)
def test_models_that_think_or_refuse_sampling_are_not_sent_any(fields: dict[str, Any]) -> None:
    assert "inferenceConfig" not in encode(to=config(**fields))


def test_a_model_that_always_thinks_shows_it_and_drops_thoughts_that_no_longer_fit() -> None:
    settings = config(
        model=NEW, extra_params={"additionalModelRequestFields": {"anthropic_beta": ["x"], "top_k": 3}}
    )
    bound = {"prefix_mismatch_behavior": "drop_block"}
    assert encode(to=settings)["additionalModelRequestFields"] == {
        "anthropic_beta": ["x", "thinking-binding-controls-2026-08-01"],
        "top_k": 3,
        "thinking": {"type": "adaptive", "display": "summarized", "block_binding": bound},
    }


def test_the_region_is_not_part_of_the_body_and_other_extra_parameters_are() -> None:
    settings = config(extra_params={"region": "eu-west-1", "performanceConfig": {"latency": "optimized"}})
    body = encode(to=settings)
    assert "region" not in body
    assert body["performanceConfig"] == {"latency": "optimized"}


def test_tools_are_told_and_choosing_is_left_to_the_model() -> None:
    spec = {"name": "set_color", "description": "Color a ball.", "inputSchema": {"json": TOOL.parameters}}
    assert encode(tools=(TOOL,))["toolConfig"] == {"tools": [{"toolSpec": spec}]}


@pytest.mark.parametrize(
    ("choice", "told"), [("required", {"any": {}}), ("set_color", {"tool": {"name": "set_color"}})]
)
def test_a_choice_of_tools_is_told(choice: str, told: dict[str, Any]) -> None:
    assert encode(tools=(TOOL,), tool_choice=choice)["toolConfig"]["toolChoice"] == told


def test_a_model_that_thinks_cannot_be_made_to_call() -> None:
    with pytest.raises(LLMBadRequestError, match="cannot be made to call a tool"):
        encode(to=config(model=NEW), tools=(TOOL,), tool_choice="required")


def test_tools_that_must_not_be_called_are_left_out_unless_the_history_needs_them() -> None:
    assert "toolConfig" not in encode(tools=(TOOL,), tool_choice="none")
    history = (USER, calling(CALL), result("a", "1"))
    assert "toolConfig" in encode(*history, tools=(TOOL,), tool_choice="none")
    (declared,) = encode(*history)["toolConfig"]["tools"]
    assert declared["toolSpec"]["name"] == "set_color"


def test_calls_are_followed_by_their_results_and_the_users_words_in_one_message() -> None:
    turns = encode(USER, calling(CALL, content="On it."), USER, result("a", " "))["messages"]
    assert turns[1] == {
        "role": "assistant",
        "content": [
            {"text": "On it."},
            {"toolUse": {"toolUseId": "a", "name": "set_color", "input": {"ball": 1}}},
        ],
    }
    told = {"toolResult": {"toolUseId": "a", "content": [{"text": "(nothing)"}]}}
    assert turns[2] == {"role": "user", "content": [told, {"text": "make ball 1 red"}]}


def test_signed_thinking_goes_back_in_its_place_and_to_its_model_only() -> None:
    thought = {"reasoningContent": {"reasoningText": {"text": "hm", "signature": "sig"}}}
    hidden = {"reasoningContent": {"redactedContent": b64encode(b"x").decode()}}
    items = (thought, {"type": "text", "length": 3}, hidden, {"type": "tool_use", "id": "a"})
    use = {"toolUse": {"toolUseId": "a", "name": "set_color", "input": {"ball": 1}}}
    kept = calling(CALL, content="One", reasoning=ReasoningState("bedrock", OLD, items))
    assert encode(USER, kept)["messages"][1]["content"] == [thought, {"text": "One"}, hidden, use]
    other = encode(USER, kept, to=config(model=NEW))
    assert other["messages"][1]["content"] == [{"text": "One"}, use]


def test_media_are_sent_before_the_words() -> None:
    data = b64encode(b"x").decode()
    media = [
        Media("image/png", b"x"),
        Media("application/pdf", b"x", name="my  file_1.pdf"),
        Media("application/pdf", b"x", name="my file 1:pdf"),
        Media("text/csv", b"x"),
        Media("audio/wav", b"x"),
        Media("video/mp4", url="s3://bucket/film.mp4"),
    ]
    (turn,) = encode(with_media(*media))["messages"]
    assert turn["content"] == [
        {"image": {"format": "png", "source": {"bytes": data}}},
        {"document": {"format": "pdf", "name": "my file 1 pdf", "source": {"bytes": data}}},
        {"document": {"format": "pdf", "name": "my file 1 pdf (2)", "source": {"bytes": data}}},
        {"document": {"format": "csv", "name": "document", "source": {"bytes": data}}},
        {"audio": {"format": "wav", "source": {"bytes": data}}},
        {"video": {"format": "mp4", "source": {"s3Location": {"uri": "s3://bucket/film.mp4"}}}},
        {"text": "Look."},
    ]


def test_a_document_never_goes_without_words() -> None:
    (turn,) = encode(with_media(Media("text/plain", b"x"), words=""))["messages"]
    assert list(turn["content"][-1]) == ["text"]


def test_what_bedrock_cannot_read_or_fetch_is_refused_in_words() -> None:
    with pytest.raises(LLMBadRequestError, match="cannot read application/zip"):
        encode(with_media(Media("application/zip", b"x")))
    with pytest.raises(LLMBadRequestError, match="only from S3"):
        encode(with_media(Media("image/png", url="https://example.org/a.png")))
    with pytest.raises(LLMBadRequestError, match="no pictures or files in an answer"):
        encode(LLMMessage(MessageRole.ASSISTANT, "", media=(Media("image/png", b"x"),)))


def test_a_form_is_told_as_the_text_of_a_closed_schema() -> None:
    form = ResponseFormat(
        "ball", {"type": "object", "properties": {"number": {"type": "integer", "minimum": 1}}}
    )
    told = encode(response_format=form)["outputConfig"]["textFormat"]
    assert told["type"] == "json_schema"
    assert told["structure"]["jsonSchema"]["name"] == "ball"
    assert json.loads(told["structure"]["jsonSchema"]["schema"])["additionalProperties"] is False
    assert [accepts_output_format(model) for model in (OLD, NEW, NOVA)] == [True, True, False]


@pytest.mark.parametrize(("model", "tools"), [(OLD, True), (NOVA, False)])
def test_the_cache_is_marked_for_models_that_have_one(model: str, *, tools: bool) -> None:
    history = (SYSTEM, USER, calling(CALL), result("a", "1"), calling(CALL), result("a", "2"))
    body = encode(*history, to=config(model=model, prompt_caching=True), tools=(TOOL,))
    assert (body["toolConfig"]["tools"][-1] == MARK) is tools
    assert body["system"][-1] == MARK
    assert [turn["content"][-1] == MARK for turn in body["messages"]] == [False, False, True, False, True]


@pytest.mark.parametrize("model", [LLAMA, "anthropic.claude-3-haiku-20240307-v1:0"])
def test_the_cache_is_not_marked_for_models_without_one(model: str) -> None:
    body = encode(SYSTEM, USER, to=config(model=model, prompt_caching=True), tools=(TOOL,))
    assert "cachePoint" not in json.dumps(body)


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
@settings(max_examples=100, deadline=None)
def test_any_history_is_accepted_and_alternates(history: list[LLMMessage]) -> None:
    turns = encode(*history, USER, to=config(prompt_caching=True))["messages"]
    assert [turn["role"] for turn in turns] == [("user", "assistant")[i % 2] for i in range(len(turns))]
