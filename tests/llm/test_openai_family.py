"""The dialects of Chat Completions: what each provider's servers want, and what they send of their own."""

import json
from typing import Any

import pytest

from coda.components.llm.codecs.openai_chat import OpenAIChatDecoder, encode_request
from coda.components.llm.config import LLMProvider, ProviderConfig, WireProtocol
from coda.components.llm.profiles import PROFILES
from coda.components.llm.providers.openai_chat import OpenAIProvider
from coda.components.messages import (
    Citation,
    Failure,
    Finish,
    FinishReason,
    LLMMessage,
    Media,
    MessageRole,
    ModelEvent,
    ModelRequest,
    ReasoningDelta,
    ReasoningState,
    ResponseFormat,
    TextDelta,
    ToolCall,
    ToolSchema,
    Usage,
    UsageReport,
)
from coda.errors import (
    LLMBadRequestError,
    LLMError,
    LLMProviderDownError,
    LLMRateLimitError,
    LLMStreamBrokenError,
)
from coda.testing.openai_answers import DONE, chunk, frame

USER = LLMMessage(MessageRole.USER, "make ball 1 red")
CALL = ToolCall("call_0123456789", "set_color", '{"ball": 1}')
RESULT = LLMMessage(MessageRole.TOOL, "done", tool_call_id=CALL.call_id)
TOOL = ToolSchema("set_color", "Color a ball.", {"type": "object", "properties": {}})
STOP = chunk({}, "stop")
FAMILY = [
    provider
    for provider, profile in PROFILES.items()
    if WireProtocol.OPENAI_CHAT in profile.protocols and provider is not LLMProvider.BEDROCK
]


def settings(provider: str, model: str = "m", **fields: Any) -> ProviderConfig:
    if provider in {"openai_compatible", "azure_openai"}:
        fields.setdefault("api_base", "https://models.example/v1")
    return ProviderConfig.model_validate({"provider": provider, "model": model, **fields})


def encode(
    provider: str, *messages: LLMMessage, model: str = "m", limit: int | None = None, **fields: Any
) -> dict[str, Any]:
    config = settings(provider, model, max_tokens=limit)
    return json.loads(encode_request(ModelRequest(messages or (USER,), **fields), config))


def decoder(provider: str = "openai_compatible", model: str = "m") -> OpenAIChatDecoder:
    return OpenAIChatDecoder(provider, model=model)


def decode(*frames: bytes, provider: str = "openai_compatible") -> list[ModelEvent]:
    reads = decoder(provider)
    return reads.feed(b"".join(frames)) + reads.finish()


def calling(call: ToolCall = CALL, **extra: Any) -> bytes:
    function = {"name": call.name, "arguments": call.arguments}
    fragment = {"index": 0, "id": call.call_id, "type": "function", "function": function, **extra}
    return chunk({"tool_calls": [fragment]}) + chunk({}, "tool_calls")


def kept(events: list[ModelEvent]) -> ReasoningState:
    (state,) = [event for event in events if isinstance(event, ReasoningState)]
    return state


def sent_back(provider: str, events: list[ModelEvent], model: str = "m") -> dict[str, Any]:
    """The assistant's message as it goes back after an answer with these events."""
    content = "".join(event.text for event in events if isinstance(event, TextDelta))
    calls = tuple(event for event in events if isinstance(event, ToolCall))
    state = next((event for event in events if isinstance(event, ReasoningState)), None)
    said = LLMMessage(MessageRole.ASSISTANT, content, tool_calls=calls, reasoning=state)
    return encode(provider, USER, said, model=model)["messages"][1]


def failure(*frames: bytes) -> LLMError:
    *_, last = decode(*frames)
    assert isinstance(last, Failure)
    return last.error


@pytest.mark.parametrize("provider", FAMILY)
def test_every_member_of_the_family_is_asked_for_a_stream(provider: LLMProvider) -> None:
    body = encode(provider, USER)
    assert (body["model"], body["stream"]) == ("m", True)
    assert body["messages"] == [{"role": "user", "content": "make ball 1 red"}]


@pytest.mark.parametrize(
    ("provider", "name"),
    [
        ("openai", "max_completion_tokens"),
        ("azure_openai", "max_completion_tokens"),
        ("groq", "max_completion_tokens"),
        ("xai", "max_completion_tokens"),
        ("mistral", "max_tokens"),
        ("deepseek", "max_tokens"),
        ("vllm", "max_tokens"),
    ],
)
def test_the_longest_answer_is_named_as_the_provider_does(provider: str, name: str) -> None:
    assert encode(provider, limit=9)[name] == 9


def test_usage_is_asked_for_where_that_is_allowed() -> None:
    silent = {provider for provider in FAMILY if "stream_options" not in encode(provider)}
    assert silent == {LLMProvider.MISTRAL, LLMProvider.OPENROUTER}


def test_forms_are_asked_for_where_the_provider_has_them() -> None:
    form = ResponseFormat("answer", {"type": "object"})
    for provider in FAMILY:
        provides = OpenAIProvider(settings(provider, api_key="x")).takes_form(ModelRequest(()))
        assert provides is (provider not in {"deepseek", "qwen", "groq"})
        if provides:
            assert encode(provider, response_format=form)["response_format"]["type"] == "json_schema"
        else:
            with pytest.raises(LLMBadRequestError, match="as a tool"):
                encode(provider, response_format=form)


@pytest.mark.parametrize("choice", ["required", "set_color"])
def test_a_call_is_forced_with_thinking_off_where_they_exclude_each_other(choice: str) -> None:
    forced = encode("deepseek", tools=(TOOL,), tool_choice=choice)
    assert forced["thinking"] == {"type": "disabled"}
    assert encode("qwen", tools=(TOOL,), tool_choice=choice)["enable_thinking"] is False
    for free in ("auto", "none"):
        assert "thinking" not in encode("deepseek", tools=(TOOL,), tool_choice=free)


def test_deepseeks_reasoning_goes_back_with_calls_and_only_with_them() -> None:
    thinks = chunk({"reasoning_content": "h"}) + chunk({"reasoning_content": "m"})
    events = decode(thinks, calling(), DONE, provider="deepseek")
    assert kept(events) == ReasoningState("openai-chat", "m", ({"reasoning_content": "hm"},))
    assert [type(event) for event in events[-3:]] == [ToolCall, ReasoningState, Finish]
    assert sent_back("deepseek", events)["reasoning_content"] == "hm"
    answers = decode(thinks, chunk({"content": "a"}), STOP, DONE, provider="deepseek")
    assert "reasoning_content" not in sent_back("deepseek", answers)


def test_deepseek_is_sent_blank_reasoning_with_calls_that_had_none() -> None:
    assert sent_back("deepseek", decode(calling(), DONE))["reasoning_content"] == ""


@pytest.mark.parametrize("field", ["reasoning", "reasoning_content"])
@pytest.mark.parametrize("provider", ["vllm", "llama_cpp", "lm_studio", "openai_compatible"])
def test_a_compatible_server_gets_back_what_it_sent_under_its_own_name(provider: str, field: str) -> None:
    events = decode(chunk({field: "hm"}), calling(), DONE, provider=provider)
    message = sent_back(provider, events)
    assert message[field] == "hm"
    assert not {"reasoning", "reasoning_content"} - {field} & set(message)


@pytest.mark.parametrize("provider", ["openai", "groq", "xai", "qwen", "together", "huggingface"])
def test_others_get_no_reasoning_back(provider: str) -> None:
    events = decode(chunk({"reasoning": "hm"}), calling(), DONE, provider=provider)
    assert not any(isinstance(event, ReasoningState) for event in events)


def test_reasoning_goes_back_only_to_the_model_it_came_from() -> None:
    events = decode(chunk({"reasoning": "hm"}), calling(), DONE, provider="vllm")
    assert "reasoning" not in sent_back("vllm", events, model="another")


def test_reasoning_is_not_kept_where_nobody_says_which_model_it_is() -> None:
    reads = OpenAIChatDecoder("vllm")
    events = reads.feed(chunk({"reasoning": "hm"}) + calling() + DONE)
    assert not any(isinstance(event, ReasoningState) for event in events)


def test_openrouters_details_are_joined_and_go_back_unchanged() -> None:
    def details(*pieces: dict[str, Any], **delta: Any) -> bytes:
        return chunk({"reasoning_details": list(pieces), **delta})

    text = {"type": "reasoning.text", "index": 0, "format": "anthropic-claude-v1"}
    sealed = {"type": "reasoning.encrypted", "index": 1, "id": "r", "data": "abc", "format": None}
    events = decode(
        details({**text, "text": "h"}, reasoning="h"),
        details({**text, "text": "m"}, reasoning="m"),
        details({**text, "signature": "signed", "text": None}),
        details(sealed),
        chunk({"content": "a"}),
        STOP,
        DONE,
        provider="openrouter",
    )
    assert events[:3] == [ReasoningDelta("h"), ReasoningDelta("m"), TextDelta("a")]
    assert sent_back("openrouter", events)["reasoning_details"] == [
        {**text, "text": "hm", "signature": "signed"},
        sealed,
    ]


def test_details_alone_are_shown() -> None:
    detail = {"type": "reasoning.summary", "summary": "hm", "index": 0}
    assert decode(chunk({"reasoning_details": [detail]}), STOP, DONE)[0] == ReasoningDelta("hm")


@pytest.mark.parametrize("thinking", [[{"type": "text", "text": "hm"}], "hm"])
def test_mistrals_thinking_goes_back_as_a_part_of_the_content(thinking: Any) -> None:
    said = [{"type": "thinking", "thinking": thinking}, {"type": "text", "text": "On it."}]
    events = decode(chunk({"content": said}), calling(), DONE, provider="mistral")
    assert events[:2] == [ReasoningDelta("hm"), TextDelta("On it.")]
    assert sent_back("mistral", events)["content"] == [
        {"type": "thinking", "thinking": [{"type": "text", "text": "hm"}]},
        {"type": "text", "text": "On it."},
    ]


@pytest.mark.parametrize(
    ("provider", "delta"),
    [
        ("vllm", {"reasoning": "x" * 60}),
        ("openrouter", {"reasoning_details": [{"type": "reasoning.text", "index": 0, "text": "x" * 60}]}),
        ("mistral", {"content": [{"type": "thinking", "thinking": "x" * 60}]}),
    ],
)
def test_reasoning_beyond_any_sense_is_given_up(
    provider: str, delta: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coda.components.llm.codecs.chat_reasoning.MAX_KEPT_CHARACTERS", 150)
    *_, last = decode(*[chunk(delta)] * 3, STOP, DONE, provider=provider)
    assert isinstance(last, Failure)
    assert isinstance(last.error, LLMStreamBrokenError)


def test_calls_beyond_any_sense_are_given_up_even_without_arguments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coda.components.llm.codecs.tool_calls.MAX_ARGUMENT_BYTES", 1000)
    assert "tool calls grew" in str(failure(*[chunk({"tool_calls": [{"index": n}]}) for n in range(6)]))


def test_mistral_gets_ids_of_nine_letters_and_digits_and_the_same_ones_each_time() -> None:
    short = ToolCall("abcDEF123", "f", "{}")
    said = LLMMessage(MessageRole.ASSISTANT, tool_calls=(CALL, short))
    _, asked, first, second = encode("mistral", USER, said, RESULT)["messages"]
    ids = [call["id"] for call in asked["tool_calls"]]
    assert ids == [first["tool_call_id"], second["tool_call_id"]]
    assert ids[1] == "abcDEF123"
    assert len(ids[0]) == 9
    assert ids[0].isalnum()
    assert encode("mistral", said)["messages"][0]["tool_calls"][0]["id"] == ids[0]


def test_mistral_hears_the_assistant_between_a_result_and_the_user_and_no_names() -> None:
    said = LLMMessage(MessageRole.ASSISTANT, tool_calls=(CALL,))
    named = LLMMessage(MessageRole.USER, "and now?", name="anna")
    messages = encode("mistral", USER, said, RESULT, named)["messages"]
    assert [message["role"] for message in messages] == ["user", "assistant", "tool", "assistant", "user"]
    assert "name" not in messages[-1]
    assert encode("openai", named)["messages"][0]["name"] == "anna"


def test_geminis_signatures_go_back_with_their_calls() -> None:
    signature = {"google": {"thought_signature": "signed"}}
    events = decode(calling(extra_content=signature), DONE, provider="google")
    assert sent_back("google", events, "m")["tool_calls"][0]["extra_content"] == signature


def test_calls_of_other_models_pass_geminis_check_of_signatures() -> None:
    said = LLMMessage(MessageRole.ASSISTANT, tool_calls=(CALL, ToolCall("b", "f", "{}")))

    def calls(model: str) -> list[dict[str, Any]]:
        return encode("google", USER, said, model=model)["messages"][1]["tool_calls"]

    first, second = calls("gemini-3-pro-preview")
    assert first["extra_content"]["google"]["thought_signature"] == "skip_thought_signature_validator"
    assert "extra_content" not in second
    assert not any("extra_content" in call for call in calls("gemini-2.5-flash"))


@pytest.mark.parametrize("base", [None, "https://generativelanguage.googleapis.com/v1beta/openai"])
def test_geminis_compatible_endpoint_is_beside_its_own(base: str | None) -> None:
    config = settings("google", protocol="openai-chat", api_base=base)
    root = "https://generativelanguage.googleapis.com/v1beta/openai"
    provider = OpenAIProvider(config)
    assert provider._url(ModelRequest(())) == f"{root}/chat/completions"
    assert provider._models_url() == f"{root}/models"


@pytest.mark.parametrize(
    ("provider", "media", "part"),
    [
        (
            "mistral",
            Media("application/pdf", url="https://x.example/a.pdf"),
            {"type": "document_url", "document_url": "https://x.example/a.pdf"},
        ),
        ("mistral", Media("audio/ogg", b"abc"), {"type": "input_audio", "input_audio": "YWJj"}),
        (
            "qwen",
            Media("audio/mpeg", b"abc"),
            {
                "type": "input_audio",
                "input_audio": {"data": "data:audio/mpeg;base64,YWJj", "format": "mp3"},
            },
        ),
        (
            "openrouter",
            Media("application/pdf", url="https://x.example/a.pdf", name="a.pdf"),
            {"type": "file", "file": {"filename": "a.pdf", "file_data": "https://x.example/a.pdf"}},
        ),
    ],
)
def test_media_go_as_each_provider_takes_them(provider: str, media: Media, part: dict[str, Any]) -> None:
    message = LLMMessage(MessageRole.USER, media=(media,))
    assert encode(provider, message)["messages"][0]["content"] == [part]


@pytest.mark.parametrize("kind", ["audio/wav", "application/pdf", "video/mp4"])
def test_media_that_a_provider_does_not_take_are_refused_in_a_sentence(kind: str) -> None:
    with pytest.raises(LLMBadRequestError, match=f"takes no {kind}"):
        encode("groq", LLMMessage(MessageRole.USER, media=(Media(kind, b"x"),)))


def test_a_refusal_in_words_is_text_and_a_reason() -> None:
    assert decode(chunk({"refusal": "I can"}), chunk({"refusal": "not."}), STOP, DONE) == [
        TextDelta("I can"),
        TextDelta("not."),
        Finish(FinishReason.REFUSED),
    ]


def test_a_function_call_of_the_time_before_tools_is_a_call() -> None:
    pieces = ({"name": "f", "arguments": ""}, {"arguments": '{"x"'}, {"arguments": ": 1}"})
    fragments = [chunk({"function_call": piece}) for piece in pieces]
    assert decode(*fragments, chunk({}, "function_call"), DONE) == [
        ToolCall("call-chatcmpl-stand-in-0", "f", '{"x": 1}'),
        Finish(FinishReason.TOOL_CALLS),
    ]


def test_sources_in_the_text_come_where_they_are_named_and_each_once() -> None:
    told = {"url": "https://a.example", "title": "A", "content": "quote", "start_index": 0, "end_index": 2}
    annotation = {"type": "url_citation", "url_citation": told}
    events = decode(
        chunk({"content": "a", "annotations": [annotation]}),
        chunk({"content": "b", "annotations": [annotation]}),
        STOP,
        DONE,
    )
    assert events[:3] == [TextDelta("a"), Citation("https://a.example", "A", "quote"), TextDelta("b")]


def test_sources_beside_the_text_come_once_at_the_end() -> None:
    beside: dict[str, Any] = {
        "citations": ["https://a.example", "https://b.example"],
        "search_results": [{"url": "https://a.example", "title": "A", "snippet": "quote"}],
    }
    events = decode(chunk({"content": "a"}, **beside), chunk({}, "stop", **beside), DONE)
    assert events[1:] == [
        Citation("https://a.example", "A", "quote"),
        Citation("https://b.example"),
        Finish(FinishReason.STOP),
    ]


def test_what_groqs_own_tools_found_are_sources() -> None:
    found = {"results": [{"url": "https://a.example", "title": "A", "content": "quote", "score": 1.0}]}
    delta = {"content": "a", "executed_tools": [{"type": "search", "search_results": found}]}
    assert decode(chunk(delta), STOP, DONE)[1] == Citation("https://a.example", "A", "quote")


@pytest.mark.parametrize("odd", [{"annotations": ["x", {"type": "file"}]}, {"executed_tools": [None, {}]}])
def test_odd_sources_are_borne(odd: dict[str, Any]) -> None:
    assert decode(chunk({"content": "a", **odd}), chunk({}, "stop", citations=[1], search_results="x"), DONE)[
        -1
    ] == Finish(FinishReason.STOP)


@pytest.mark.parametrize(
    ("provider", "wire", "usage"),
    [
        ("together", {"prompt_tokens": 8, "completion_tokens": 5, "reasoning_tokens": 3}, Usage(8, 5, 0, 3)),
        (
            "openai_compatible",
            {"prompt_tokens": 8, "completion_tokens": 5, "cached_tokens": 6},
            Usage(8, 5, 6),
        ),
        ("google", {"prompt_tokens": 8, "completion_tokens": 5, "total_tokens": 20}, Usage(8, 12, 0, 7)),
        ("openai", {"prompt_tokens": 8, "completion_tokens": 5, "total_tokens": 20}, Usage(8, 5)),
    ],
)
def test_usage_in_each_providers_words(provider: str, wire: dict[str, Any], usage: Usage) -> None:
    assert decode(STOP, chunk(choices=[], usage=wire), DONE, provider=provider)[0] == UsageReport(usage)


def test_usage_inside_a_choice_is_found() -> None:
    usage = {"prompt_tokens": 8, "completion_tokens": 5}
    last = chunk(choices=[{"index": 0, "delta": {}, "finish_reason": "stop", "usage": usage}])
    assert decode(last, DONE)[0] == UsageReport(Usage(8, 5))


def test_azures_first_chunk_without_choices_and_its_filter_results_are_nothing_to_count() -> None:
    first = chunk(choices=[], prompt_filter_results=[{"prompt_index": 0, "content_filter_results": {}}])
    filtered = {"index": 0, "delta": {}, "finish_reason": "content_filter", "content_filter_results": {}}
    reads = decoder("azure_openai")
    assert reads.feed(first + chunk({"content": "a"}) + chunk(choices=[filtered]) + DONE) == [
        TextDelta("a"),
        Finish(FinishReason.CONTENT_FILTER),
    ]
    assert not reads.ignored


def test_what_is_unknown_is_counted() -> None:
    reads = decoder()
    odd = b"event: ping\ndata: {}\n\n" + frame({"object": "chat.completion.note"})
    parts = [{"type": "reference", "reference_ids": [1]}, {"type": "text", "text": "a"}]
    events = reads.feed(odd + chunk({"content": parts, "annotations": [{"type": "file"}]}) + STOP + DONE)
    assert events == [TextDelta("a"), Finish(FinishReason.STOP)]
    assert reads.ignored == {
        "event ping": 1,
        "event chat.completion.note": 1,
        "content reference": 1,
        "annotation file": 1,
    }


def choice_error(**error: Any) -> bytes:
    return chunk(choices=[{"index": 0, "delta": {"content": ""}, "finish_reason": "error", "error": error}])


@pytest.mark.parametrize(
    ("frames", "kind"),
    [
        ((chunk({"content": ""}, "error", error={"code": "server_error"}),), LLMProviderDownError),
        ((choice_error(code=429, message="x"),), LLMRateLimitError),
        ((choice_error(code=502, message="x"), DONE), LLMProviderDownError),
        ((chunk({}, "error"), DONE), LLMProviderDownError),
        ((chunk({}, "insufficient_system_resource"), DONE), LLMProviderDownError),
        ((chunk({}, x_groq={"error": "over capacity"}),), LLMProviderDownError),
        (
            (b"event: error\n" + frame({"error": {"code": "tool_use_failed", "status_code": 400}}),),
            LLMStreamBrokenError,
        ),
        ((frame({"error": {"message": "x", "type": "BadRequestError", "code": 400}}),), LLMBadRequestError),
        (
            (frame({"object": "error", "message": "x", "type": "BadRequestError", "code": 400}),),
            LLMBadRequestError,
        ),
        ((b"event: error\n" + frame({"error": "the model has crashed"}),), LLMProviderDownError),
        ((b'{"choices": [{"error": {"code": 502}, "finish_reason": "error"}]}',), LLMProviderDownError),
        ((b'{"object": "error", "message": "x", "code": 429}',), LLMRateLimitError),
    ],
    ids=[
        *("openrouter", "openrouter's choice", "its end", "without a word", "deepseek", "groq's own", "groq"),
        *("vllm", "older vllm", "lm studio", "a body's choice", "a body"),
    ],
)
def test_errors_inside_an_answer_are_typed_in_every_shape(
    frames: tuple[bytes, ...], kind: type[LLMError]
) -> None:
    error = failure(*frames)
    assert type(error) is kind
    assert error.provider == "openai_compatible"


def test_models_are_read_from_a_bare_list_too() -> None:
    provider = OpenAIProvider(settings("together", api_key="x"))
    assert provider._model_ids(b'[{"id": "a", "type": "chat"}]') == ["a"]
    assert provider._model_ids(b'{"data": [{"id": "b"}]}') == ["b"]
    with pytest.raises(ValueError, match="array"):
        provider._model_ids(b'{"data": 5}')
