"""Anthropic's streams: what the service sends, what cut and broken ones mean, and whole bodies."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coda.components.llm.codecs.answer import decode_all
from coda.components.llm.codecs.anthropic import AnthropicDecoder
from coda.components.messages import (
    Citation,
    Failure,
    Finish,
    FinishReason,
    ModelEvent,
    ReasoningDelta,
    ReasoningState,
    TextDelta,
    ToolCall,
    Usage,
    UsageReport,
)
from coda.errors import (
    LLMAuthenticationError,
    LLMBadRequestError,
    LLMContextTooLongError,
    LLMError,
    LLMModelNotFoundError,
    LLMProviderDownError,
    LLMQuotaExceededError,
    LLMRateLimitError,
    LLMStreamBrokenError,
    LLMTimeoutError,
)
from tests.llm.recordings import decoded_in_pieces, joined, randomly_cut

MODEL = "claude-opus-4-6"
PING = b'event: ping\ndata: {"type": "ping"}\n\n'


def event(kind: str, **fields: Any) -> bytes:
    data = json.dumps({"type": kind, **fields}, ensure_ascii=False)
    return f"event: {kind}\ndata: {data}\n\n".encode()


def start(**usage: int) -> bytes:
    message = {"id": "msg_1", "type": "message", "role": "assistant", "content": [], "stop_reason": None}
    return event(
        "message_start", message={**message, "usage": {"input_tokens": 9, "output_tokens": 1, **usage}}
    )


def block(index: int, kind: str, *deltas: dict[str, Any], **fields: Any) -> bytes:
    begun = event("content_block_start", index=index, content_block={"type": kind, **fields})
    told = [event("content_block_delta", index=index, delta=delta) for delta in deltas]
    return b"".join([begun, *told, event("content_block_stop", index=index)])


def text(index: int, *words: str) -> bytes:
    return block(index, "text", *({"type": "text_delta", "text": word} for word in words), text="")


def call(index: int, call_id: str, *pieces: str, name: str = "set_color") -> bytes:
    deltas = ({"type": "input_json_delta", "partial_json": piece} for piece in pieces)
    return block(index, "tool_use", *deltas, id=call_id, name=name, input={})


def thinking(index: int, *thoughts: str, signature: str = "sig") -> bytes:
    deltas = [{"type": "thinking_delta", "thinking": thought} for thought in thoughts]
    signed = [{"type": "signature_delta", "signature": signature}] if signature else []
    return block(index, "thinking", *deltas, *signed, thinking="", signature="")


def end(reason: str = "end_turn", details: Any = None, **usage: Any) -> bytes:
    delta = {"stop_reason": reason, "stop_sequence": None, "stop_details": details}
    return event("message_delta", delta=delta, usage={"output_tokens": 5, **usage}) + event("message_stop")


def decode(*parts: bytes) -> list[ModelEvent]:
    return decode_all(AnthropicDecoder(model=MODEL), b"".join(parts))


def failure(*parts: bytes) -> LLMError:
    last = decode(*parts)[-1]
    assert isinstance(last, Failure)
    return last.error


def test_text_comes_as_it_was_cut_and_ends_with_usage_and_reason() -> None:
    assert decode(start(), text(0, "Grün", " 🟢"), PING, end()) == [
        TextDelta("Grün"),
        TextDelta(" 🟢"),
        UsageReport(Usage(9, 5)),
        Finish(FinishReason.STOP),
    ]


def test_tokens_read_from_and_written_to_the_cache_count_as_prompt() -> None:
    body = start(cache_creation_input_tokens=100, cache_read_input_tokens=1000)
    details = {"thinking_tokens": 3}
    (usage, _) = decode(body, end(output_tokens_details=details))
    assert usage == UsageReport(
        Usage(1109, 5, cached_tokens=1000, reasoning_tokens=3, cache_write_tokens=100)
    )


def test_the_last_account_counts_and_keeps_what_it_does_not_repeat() -> None:
    (usage, _) = decode(
        start(cache_read_input_tokens=7), end(input_tokens=20, cache_creation_input_tokens=None)
    )
    assert usage == UsageReport(Usage(27, 5, cached_tokens=7))


def test_parallel_calls_in_fragments_arrive_whole_before_the_end() -> None:
    body = (start(), text(0, "On it."), call(1, "a", '{"ba', 'll": 1}'), call(2, "b", ""), end("tool_use"))
    assert decode(*body) == [
        TextDelta("On it."),
        ToolCall("a", "set_color", '{"ball": 1}'),
        ToolCall("b", "set_color", "{}"),
        UsageReport(Usage(9, 5)),
        Finish(FinishReason.TOOL_CALLS),
    ]


def test_input_that_came_whole_with_the_blocks_start_counts() -> None:
    body = block(0, "tool_use", id="a", name="set_color", input={"ball": 1})
    assert decode(start(), body, end("tool_use"))[0] == ToolCall("a", "set_color", '{"ball":1}')


def test_a_call_without_an_id_gets_a_stable_one() -> None:
    body = (start(), block(0, "tool_use", id=None, name="set_color", input={}), end("tool_use"))
    assert decode(*body)[0] == decode(*body)[0] == ToolCall("call-msg_1-0", "set_color", "{}")


def test_of_an_answer_that_was_cut_only_whole_calls_are_given_out() -> None:
    body = (start(), call(0, "a", "{}"), call(1, "b", '{"ball'), end("max_tokens"))
    assert decode(*body) == [
        ToolCall("a", "set_color", "{}"),
        UsageReport(Usage(9, 5)),
        Finish(FinishReason.LENGTH),
    ]


def test_signed_and_hidden_thinking_is_kept_in_its_place() -> None:
    body = (
        start(),
        thinking(0, "h", "m"),
        text(1, "Onü"),
        block(2, "redacted_thinking", data="enc"),
        call(3, "a", "{}"),
        end("tool_use"),
    )
    kept = (
        {"type": "thinking", "thinking": "hm", "signature": "sig"},
        {"type": "text", "length": 3},
        {"type": "redacted_thinking", "data": "enc"},
        {"type": "tool_use", "id": "a"},
    )
    assert decode(*body) == [
        ReasoningDelta("h"),
        ReasoningDelta("m"),
        TextDelta("Onü"),
        ToolCall("a", "set_color", "{}"),
        ReasoningState("anthropic", MODEL, kept),
        UsageReport(Usage(9, 5)),
        Finish(FinishReason.TOOL_CALLS),
    ]


def test_thinking_that_is_not_shown_still_goes_back() -> None:
    state = decode(start(), thinking(0), text(1, "Yes."), end())[1]
    assert isinstance(state, ReasoningState)
    assert state.items[0] == {"type": "thinking", "thinking": "", "signature": "sig"}


def test_thinking_without_its_signature_does_not_go_back() -> None:
    events = decode(start(), thinking(0, "h", signature=""), end("max_tokens"))
    assert not any(isinstance(event, ReasoningState) for event in events)


SEARCH = block(
    0,
    "server_tool_use",
    {"type": "input_json_delta", "partial_json": '{"q": 1}'},
    id="s",
    name="web_search",
    input={},
)
FOUND = block(
    1, "web_search_tool_result", tool_use_id="s", content=[{"type": "web_search_result", "url": "u"}]
)


def test_tools_that_run_at_anthropic_are_counted_and_sent_back_but_are_not_calls() -> None:
    decoder = AnthropicDecoder(model=MODEL)
    events = decode_all(decoder, b"".join((start(), SEARCH, FOUND, text(2, "Rain."), end())))
    assert not any(isinstance(event, ToolCall) for event in events)
    state = next(event for event in events if isinstance(event, ReasoningState))
    assert state.items == (
        {"type": "server_tool_use", "id": "s", "name": "web_search", "input": {"q": 1}},
        {
            "type": "web_search_tool_result",
            "tool_use_id": "s",
            "content": [{"type": "web_search_result", "url": "u"}],
        },
        {"type": "text", "length": 5},
    )
    assert decoder.ignored == {"block server_tool_use": 1, "block web_search_tool_result": 1}


@pytest.mark.parametrize(
    ("reason", "kept"), [("pause_turn", True), ("end_turn", False), ("max_tokens", False)]
)
def test_a_search_without_its_result_goes_back_only_where_the_turn_was_paused(
    reason: str, kept: bool
) -> None:
    events = decode(start(), SEARCH, end(reason))
    assert any(isinstance(event, ReasoningState) for event in events) is kept


@pytest.mark.parametrize(
    ("source", "citation"),
    [
        (
            {"type": "web_search_result_location", "url": "u", "title": "T", "cited_text": "said"},
            Citation("u", "T", "said"),
        ),
        ({"type": "char_location", "document_title": "D", "cited_text": "said"}, Citation("", "D", "said")),
        (
            {"type": "search_result_location", "source": "s", "title": None, "cited_text": "c"},
            Citation("s", "", "c"),
        ),
    ],
)
def test_sources_are_cited_where_they_were_named(source: dict[str, Any], citation: Citation) -> None:
    cited = event("content_block_delta", index=0, delta={"type": "citations_delta", "citation": source})
    body = text(0, "Rain.").replace(event("content_block_stop", index=0), cited)
    assert decode(start(), body, end())[:2] == [TextDelta("Rain."), citation]
    whole = {"type": "message", "content": [{"type": "text", "text": "Rain.", "citations": [source]}]}
    assert decode(json.dumps({**whole, "stop_reason": "end_turn"}).encode())[:2] == [
        TextDelta("Rain."),
        citation,
    ]


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ("end_turn", FinishReason.STOP),
        ("stop_sequence", FinishReason.STOP),
        ("tool_use", FinishReason.TOOL_CALLS),
        ("max_tokens", FinishReason.LENGTH),
        ("model_context_window_exceeded", FinishReason.LENGTH),
        ("refusal", FinishReason.REFUSED),
        ("pause_turn", FinishReason.OTHER),
        ("something_new", FinishReason.OTHER),
    ],
)
def test_each_way_to_stop_has_its_reason(told: str, reason: FinishReason) -> None:
    assert decode(start(), end(told))[-1] == Finish(reason)


def test_a_refusal_gives_out_no_calls_and_its_explanation_where_nothing_was_said() -> None:
    details = {"type": "refusal", "category": "cyber", "explanation": "Not that."}
    refused = end("refusal", details)
    assert decode(start(), call(0, "a", "{}"), refused)[0] == TextDelta("Not that.")
    assert decode(start(), text(0, "No."), call(1, "a", "{}"), refused) == [
        TextDelta("No."),
        UsageReport(Usage(9, 5)),
        Finish(FinishReason.REFUSED),
    ]


def test_unknown_events_blocks_and_deltas_are_counted_and_harm_nothing() -> None:
    decoder = AnthropicDecoder()
    body = (
        start(),
        event("news", text=3),
        block(0, "hologram", {"type": "hologram_delta", "id": 1}, text=["not text"], id=7),
        event("content_block_delta", index=9, delta={"type": "text_delta", "text": "lost"}),
        block(1, "", text=None),
        text(2, "Yes."),
        end(),
    )
    events = decode_all(decoder, b"".join(body))
    assert [event for event in events if isinstance(event, TextDelta)] == [TextDelta("Yes.")]
    assert events[-1] == Finish(FinishReason.STOP)
    assert decoder.ignored["news"] == decoder.ignored["block hologram"] == 1
    assert decoder.ignored["delta hologram_delta"] == decoder.ignored["delta without a block"] == 1


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("overloaded_error", LLMProviderDownError),
        ("api_error", LLMProviderDownError),
        ("rate_limit_error", LLMRateLimitError),
        ("authentication_error", LLMAuthenticationError),
        ("permission_error", LLMAuthenticationError),
        ("billing_error", LLMQuotaExceededError),
        ("timeout_error", LLMTimeoutError),
        ("request_too_large", LLMContextTooLongError),
        ("invalid_request_error", LLMBadRequestError),
        ("something_new", LLMProviderDownError),
    ],
)
def test_an_error_inside_the_stream_is_typed_and_shows_what_was_said_before(
    kind: str, error: type[LLMError]
) -> None:
    told = event("error", error={"type": kind, "message": "Overloaded"}, request_id="req_1")
    events = decode(start(), text(0, "Ye"), told, text(1, "never shown"))
    assert events[:2] == [TextDelta("Ye"), UsageReport(Usage(9, 1))]
    assert type(failure(start(), told)) is error
    assert failure(told).provider == "anthropic"


def test_a_missing_model_and_a_prompt_too_long_are_told_apart() -> None:
    missing = event("error", error={"type": "not_found_error", "message": "model: claude-9"})
    assert type(failure(missing)) is LLMModelNotFoundError
    long = event("error", error={"type": "invalid_request_error", "message": "prompt is too long: 2 > 1"})
    assert type(failure(long)) is LLMContextTooLongError


@pytest.mark.parametrize("error", [None, "down", {"type": 3}, []])
def test_an_error_in_no_known_shape_is_still_an_error(error: Any) -> None:
    assert type(failure(event("error", error=error))) is LLMProviderDownError


def test_a_stream_that_ends_early_is_broken_and_one_that_lacks_only_its_stop_is_not() -> None:
    body = start() + text(0, "Yes.")
    assert type(failure(body)) is LLMStreamBrokenError
    whole = body + end().removesuffix(event("message_stop"))
    assert decode(whole)[-1] == Finish(FinishReason.STOP)
    assert decode(whole, b"event: message_stop\nda")[-1] == Finish(FinishReason.STOP)


@pytest.mark.parametrize(
    "broken", [b"data: {\n\n", b'data: {"type": 3}\n\n', b"data: \xff\n\n", b"data: []\n\n"]
)
def test_what_is_not_the_protocol_is_a_broken_stream(broken: bytes) -> None:
    assert type(failure(start(), broken, end())) is LLMStreamBrokenError


def test_a_whole_body_means_what_its_stream_means() -> None:
    content = [
        {"type": "thinking", "thinking": "hm", "signature": "sig"},
        {"type": "text", "text": "On it.", "citations": None},
        {"type": "tool_use", "id": "a", "name": "set_color", "input": {"ball": 1}},
    ]
    usage = {"input_tokens": 9, "output_tokens": 5, "cache_read_input_tokens": None}
    body = {"type": "message", "id": "msg_1", "content": content, "stop_reason": "tool_use", "usage": usage}
    streamed = (start(), thinking(0, "hm"), text(1, "On it."), call(2, "a", '{"ball":1}'), end("tool_use"))
    assert decode(json.dumps(body).encode()) == decode(*streamed)


def test_a_whole_body_with_an_error_is_that_error() -> None:
    body = {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}
    assert type(failure(json.dumps(body).encode())) is LLMProviderDownError


def test_half_a_character_escaped_in_a_call_or_a_block_harms_nothing() -> None:
    body = block(0, "redacted_thinking", data="x").replace(b'"x"', rb'"\ud83d"')
    state = decode(start(), body, end())[0]
    assert isinstance(state, ReasoningState)
    assert state.items == ({"type": "redacted_thinking", "data": "\N{REPLACEMENT CHARACTER}"},)


def test_calls_beyond_any_sense_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coda.components.llm.codecs.answer.MAX_KEPT_CHARACTERS", 10_000)
    assert type(failure(start(), call(0, "a", *["x" * 1000] * 12), end())) is LLMStreamBrokenError
    many = [block(place, "tool_use", id="a", name="b", input={}) for place in range(60)]
    assert type(failure(start(), *many, end())) is LLMStreamBrokenError


PARTS = (
    text(0, "Grün 🟢", "\n"),
    thinking(1, "hm ü"),
    call(2, "a", '{"ba', 'll": "é"}'),
    SEARCH,
    PING,
    event("error", error={"type": "overloaded_error", "message": "Overloaded"}),
    end("tool_use"),
    end("max_tokens"),
)


@given(st.lists(st.sampled_from(PARTS), max_size=6), st.integers(0, 10**6), st.integers(0, 400))
@settings(max_examples=150, deadline=None)
def test_any_stream_means_the_same_wherever_it_is_cut_and_ends_once(
    parts: list[bytes], seed: int, lost: int
) -> None:
    whole = b"".join((start(), *parts))
    body = whole[: len(whole) - lost] if lost < len(whole) else whole
    events = decode(body)
    assert joined(decoded_in_pieces(AnthropicDecoder(model=MODEL), randomly_cut(body, seed))) == joined(
        events
    )
    assert [isinstance(event, Finish | Failure) for event in events] == [False] * (len(events) - 1) + [True]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "type",
                        "index",
                        "content_block",
                        "delta",
                        "text",
                        "message",
                        "usage",
                        "content",
                        "error",
                        "id",
                        "input_tokens",
                        "stop_reason",
                        "citation",
                    ]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
@settings(max_examples=200, deadline=None)
def test_no_json_is_more_than_a_typed_failure(value: Any) -> None:
    known = ("message_start", "content_block_start", "content_block_delta", "message_delta", "error")
    for kind in known:
        data = json.dumps({"type": kind, **value} if isinstance(value, dict) else value)
        events = decode(text(0, "Yes."), f"data: {data}\n\n".encode())
        assert isinstance(events[-1], Finish | Failure)
    assert isinstance(
        decode(json.dumps([value] if not isinstance(value, dict) else value).encode())[-1], Finish | Failure
    )
