"""Chat Completions streams: what OpenAI sends, what other servers make of it, and broken ones."""

import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coda.components.llm.codecs.openai_chat import OpenAIChatDecoder, decode_response
from coda.components.messages import (
    Failure,
    Finish,
    FinishReason,
    ModelEvent,
    ReasoningDelta,
    TextDelta,
    ToolCall,
    Usage,
    UsageReport,
)
from coda.errors import (
    LLMBadRequestError,
    LLMContextTooLongError,
    LLMError,
    LLMProviderDownError,
    LLMQuotaExceededError,
    LLMRateLimitError,
    LLMStreamBrokenError,
)
from coda.testing.openai_answers import DONE, chunk, completion, frame

STOP = chunk({}, "stop")


def decode(*frames: bytes) -> list[ModelEvent]:
    return decode_response(b"".join(frames))


def calls(*deltas: dict[str, Any], finish: str = "tool_calls") -> list[ModelEvent]:
    """The events of an answer in which each delta carries one fragment of a call."""
    fragments = [chunk({"tool_calls": [delta]}) for delta in deltas]
    return decode(*fragments, chunk({}, finish), DONE)


def failure(*frames: bytes) -> LLMError:
    *_, last = decode(*frames)
    assert isinstance(last, Failure)
    return last.error


def plain(events: list[ModelEvent]) -> list[object]:
    """Events to compare: an error object is its kind and its sentence."""
    return [(type(e.error), str(e.error)) if isinstance(e, Failure) else e for e in events]


def body_of(answer: Any) -> bytes:
    return b"".join(piece for piece in answer.pieces if isinstance(piece, bytes))


def test_text_comes_as_it_was_cut_and_ends_with_usage_and_reason() -> None:
    assert decode(
        chunk({"role": "assistant", "content": ""}),
        chunk({"content": "Grün"}),
        chunk({"content": " 🟢"}),
        STOP,
        chunk(
            choices=[],
            usage={
                "prompt_tokens": 9,
                "completion_tokens": 5,
                "total_tokens": 14,
                "prompt_tokens_details": {"cached_tokens": 4},
                "completion_tokens_details": {"reasoning_tokens": 2},
            },
        ),
        DONE,
    ) == [
        TextDelta("Grün"),
        TextDelta(" 🟢"),
        UsageReport(Usage(9, 5, cached_tokens=4, reasoning_tokens=2)),
        Finish(FinishReason.STOP),
    ]


@pytest.mark.parametrize("field", ["reasoning", "reasoning_content"])
def test_reasoning_of_compatible_servers_is_kept_apart(field: str) -> None:
    assert decode(
        chunk({field: "hm", "content": None}), chunk({"content": "4", field: None}), STOP, DONE
    ) == [
        ReasoningDelta("hm"),
        TextDelta("4"),
        Finish(FinishReason.STOP),
    ]


def test_content_as_a_list_of_parts_is_text_and_thinking() -> None:
    thinking = {"type": "thinking", "thinking": [{"type": "text", "text": "hm"}]}
    assert decode(chunk({"content": [thinking, {"type": "text", "text": "4"}]}), STOP, DONE)[:2] == [
        ReasoningDelta("hm"),
        TextDelta("4"),
    ]


def test_a_refusal_is_shown_as_text() -> None:
    assert decode(chunk({"refusal": "I cannot do that."}), STOP, DONE)[0] == TextDelta("I cannot do that.")


def test_parallel_calls_in_interleaved_fragments_come_out_whole_and_in_order() -> None:
    first = ToolCall("a", "create_segment", '{"timeline": "Ball 1", "start": 10.0}')
    second = ToolCall("b", "set_color", '{"color": "grün"}')
    answer = completion("On it.", tool_calls=[first, second], fragment=3, usage=None)
    assert decode(body_of(answer)) == [TextDelta("On it."), first, second, Finish(FinishReason.TOOL_CALLS)]


def test_a_call_without_arguments_has_an_empty_object() -> None:
    events = calls({"index": 0, "id": "a", "function": {"name": "stop_audio", "arguments": ""}})
    assert events[0] == ToolCall("a", "stop_audio", "{}")


def test_a_server_that_omits_the_index_is_understood() -> None:
    events = calls(
        {"id": "a", "function": {"name": "f", "arguments": '{"x"'}},
        {"function": {"arguments": ": 1}"}},
        {"id": "b", "function": {"name": "g", "arguments": "{}"}},
        {"id": "a", "function": {"arguments": " "}},
    )
    assert events[:2] == [ToolCall("a", "f", '{"x": 1} '), ToolCall("b", "g", "{}")]


def test_a_server_that_repeats_id_and_name_in_each_fragment_is_understood() -> None:
    piece = {"index": 0, "id": "a"}
    events = calls(
        {**piece, "function": {"name": "f", "arguments": '{"x"'}},
        {**piece, "function": {"name": "f", "arguments": ": 1}"}},
    )
    assert events[0] == ToolCall("a", "f", '{"x": 1}')


def test_a_name_in_pieces_is_joined() -> None:
    events = calls(
        {"index": 0, "id": "a", "function": {"name": "create_"}},
        {"index": 0, "function": {"name": "segment", "arguments": "{}"}},
    )
    assert events[0] == ToolCall("a", "create_segment", "{}")


def test_a_server_that_gives_every_call_index_0_is_understood() -> None:
    events = calls(
        {"index": 0, "id": "a", "function": {"name": "f", "arguments": '{"x": 1}'}},
        {"index": 0, "id": "b", "function": {"name": "f", "arguments": '{"x": 2}'}},
    )
    assert events[:2] == [ToolCall("a", "f", '{"x": 1}'), ToolCall("b", "f", '{"x": 2}')]


def test_missing_ids_are_made_up_the_same_way_each_time() -> None:
    deltas: list[dict[str, Any]] = [
        {"index": 0, "id": "", "function": {"name": "f", "arguments": '{"x": 1}'}},
        {"index": 0, "id": "", "function": {"name": "f", "arguments": '{"x": 2}'}},
    ]
    events = calls(*deltas, finish="stop")
    ids = [event.call_id for event in events if isinstance(event, ToolCall)]
    assert len(set(ids)) == 2
    assert all(ids)
    assert calls(*deltas, finish="stop") == events
    assert events[-1] == Finish(FinishReason.TOOL_CALLS)


def test_arguments_as_an_object_become_text() -> None:
    events = calls({"index": 0, "id": "a", "function": {"name": "f", "arguments": {"x": [1]}}})
    assert isinstance(events[0], ToolCall)
    assert json.loads(events[0].arguments) == {"x": [1]}


def test_a_call_cut_off_by_the_length_limit_is_not_given_out() -> None:
    events = calls(
        {"index": 0, "id": "a", "function": {"name": "f", "arguments": "{}"}},
        {"index": 1, "id": "b", "function": {"name": "f", "arguments": '{"x": '}},
        finish="length",
    )
    assert events == [ToolCall("a", "f", "{}"), Finish(FinishReason.LENGTH)]


@pytest.mark.parametrize(
    ("wire", "reason"),
    [
        ("stop", FinishReason.STOP),
        ("length", FinishReason.LENGTH),
        ("content_filter", FinishReason.CONTENT_FILTER),
        ("function_call", FinishReason.TOOL_CALLS),
        ("something_new", FinishReason.OTHER),
    ],
)
def test_finish_reasons(wire: str, reason: FinishReason) -> None:
    assert decode(chunk({}, wire), DONE) == [Finish(reason)]


def test_only_the_first_of_several_choices_counts() -> None:
    other = {"index": 1, "delta": {"content": "no"}, "finish_reason": "length"}
    assert decode(chunk({"content": "yes"}), chunk(choices=[other]), STOP, DONE) == [
        TextDelta("yes"),
        Finish(FinishReason.STOP),
    ]


def test_the_last_of_several_usages_counts() -> None:
    usage = [{"prompt_tokens": 3, "completion_tokens": n, "total_tokens": 3 + n} for n in (1, 2)]
    events = decode(chunk({"content": "a"}, usage=usage[0]), STOP, chunk(choices=[], usage=usage[1]), DONE)
    assert events[1] == UsageReport(Usage(3, 2))


@pytest.mark.parametrize(
    ("wire", "usage"),
    [
        ({"prompt_tokens": 8, "completion_tokens": 2, "prompt_cache_hit_tokens": 5}, Usage(8, 2, 5)),
        ({"prompt_tokens": 8, "completion_tokens": 2, "num_cached_tokens": 5}, Usage(8, 2, 5)),
        ({"prompt_tokens": 8.0, "completion_tokens": None}, Usage(8, 0)),
        (
            {
                "prompt_tokens": 8,
                "completion_tokens": 2,
                "total_tokens": 17,
                "completion_tokens_details": {"reasoning_tokens": 7},
            },
            Usage(8, 9, 0, 7),
        ),
    ],
    ids=["deepseek", "mistral", "odd numbers", "reasoning beside the completion"],
)
def test_usage_in_other_servers_words(wire: dict[str, Any], usage: Usage) -> None:
    assert decode(STOP, chunk(choices=[], usage=wire), DONE)[0] == UsageReport(usage)


def test_usage_of_groq_is_found() -> None:
    last = chunk({}, "stop", x_groq={"id": "r", "usage": {"prompt_tokens": 8, "completion_tokens": 2}})
    assert decode(last, DONE)[0] == UsageReport(Usage(8, 2))


@pytest.mark.parametrize(
    "odd",
    [
        frame({"choices": None}),
        frame({"choices": [{"index": 0, "delta": None, "finish_reason": ""}]}),
        frame({"something": {"new": [1]}, "choices": [{"logprobs": {}, "delta": {"audio": {}}}]}),
        b": keep-alive\n\n",
        b"event: ping\ndata: {}\n\n",
    ],
)
def test_what_is_unknown_or_empty_is_ignored(odd: bytes) -> None:
    assert decode(odd, chunk({"content": "a"}), odd, STOP, DONE) == [
        TextDelta("a"),
        Finish(FinishReason.STOP),
    ]


def test_an_answer_that_is_one_json_body_is_understood() -> None:
    message = {
        "role": "assistant",
        "content": "Two at once.",
        "reasoning": "hm",
        "tool_calls": [
            {"type": "function", "function": {"name": "f", "arguments": ""}},
            {"type": "function", "function": {"name": "f", "arguments": ""}},
        ],
    }
    body = {
        "id": "r1",
        "choices": [{"index": 0, "message": message, "finish_reason": "tool_calls"}],
        "usage": {"prompt_tokens": 5, "completion_tokens": 3},
    }
    assert decode_response(b" \n" + json.dumps(body, indent=1).encode()) == [
        ReasoningDelta("hm"),
        TextDelta("Two at once."),
        ToolCall("call-r1-0", "f", "{}"),
        ToolCall("call-r1-1", "f", "{}"),
        UsageReport(Usage(5, 3)),
        Finish(FinishReason.TOOL_CALLS),
    ]


def test_nothing_comes_after_the_end() -> None:
    decoder = OpenAIChatDecoder()
    assert decoder.feed(STOP + DONE + chunk({"content": "late"}))[-1] == Finish(FinishReason.STOP)
    assert decoder.feed(chunk({"content": "later"})) == []
    assert decoder.finish() == []


def test_a_stream_without_done_is_whole_once_it_said_why_it_ended() -> None:
    assert decode(chunk({"content": "a"}), STOP) == [TextDelta("a"), Finish(FinishReason.STOP)]
    assert decode(chunk({"content": "a"}), STOP + b'data: {"usage": {"prom') == [
        TextDelta("a"),
        Finish(FinishReason.STOP),
    ]


@pytest.mark.parametrize(
    ("ending", "what"),
    [
        (b"", "part of it may be missing"),
        (DONE, "part of it may be missing"),
        (b'data: {"choices": [{"del', "cut off in the middle"),
        (b'data: {"choices":[{"index":0,"delta":{"content":"caf\xc3', "cut off in the middle"),
        (b'data: {"choices": [\n\n', "cannot be read"),
        (b"data: [1, 2]\n\n", "cannot be read"),
        (b'data: {"choices": [{"delta": {"content": 5}}]}\n\n', r"cannot be read.*choices"),
        (b'data: {"choices": [{"delta": {"content": "\xff"}}]}\n\n', "not UTF-8"),
        (b'data: {"deep": ' + b"[" * 100_000 + b"\n\n", "nested too deeply"),
    ],
)
def test_a_stream_that_breaks_off_fails_and_keeps_what_was_said(ending: bytes, what: str) -> None:
    fragment = {"index": 0, "id": "a", "function": {"name": "f", "arguments": "{}"}}
    *said, last = decode(chunk({"content": "Secret plans"}), chunk({"tool_calls": [fragment]}), ending)
    assert said == [TextDelta("Secret plans")]
    assert isinstance(last, Failure)
    assert isinstance(last.error, LLMStreamBrokenError)
    with pytest.raises(LLMStreamBrokenError, match=what):
        raise last.error
    assert "Secret" not in str(last.error)


def test_an_empty_body_and_a_web_page_are_no_answers() -> None:
    assert "empty answer" in str(failure(b""))
    page = failure(b"\n<!DOCTYPE html><html>")
    assert "web page" in str(page)
    assert not page.recoverable


def test_arguments_beyond_any_sense_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coda.components.llm.codecs.tool_calls.MAX_ARGUMENT_BYTES", 100)
    function = {"name": "f", "arguments": "x" * 60}
    fragment = {"index": 0, "id": "a", "function": function}
    assert "tool calls grew" in str(failure(*[chunk({"tool_calls": [fragment]})] * 2))
    body = {"choices": [{"message": {"tool_calls": [fragment] * 2}, "finish_reason": "tool_calls"}]}
    assert "tool calls grew" in str(failure(json.dumps(body).encode()))


def test_half_a_surrogate_pair_is_replaced_and_does_not_end_the_stream() -> None:
    broken = b'data: {"choices": [{"delta": {"content": "a\\ud83d"}}]}\n\n'
    assert decode(broken, STOP, DONE)[0] == TextDelta("a�")


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        ({"message": "slow down", "type": "rate_limit_error"}, LLMRateLimitError),
        ({"message": "You exceeded it", "code": "insufficient_quota"}, LLMQuotaExceededError),
        ({"message": "x", "type": "invalid_request_error", "status_code": 400}, LLMBadRequestError),
        ({"message": "too big", "code": "context_length_exceeded"}, LLMContextTooLongError),
        ({"message": "x", "code": 429}, LLMRateLimitError),
        ({"message": "The server had an error", "type": "server_error"}, LLMProviderDownError),
        ("overloaded", LLMProviderDownError),
    ],
)
@pytest.mark.parametrize("event", [b"", b"event: error\n"])
def test_an_error_inside_the_stream_is_typed(error: Any, kind: type[LLMError], event: bytes) -> None:
    events = decode(chunk({"content": "a"}), event + frame({"error": error}), chunk({"content": "b"}))
    assert events[0] == TextDelta("a")
    assert len(events) == 2
    assert isinstance(events[1], Failure)
    assert type(events[1].error) is kind


def test_what_was_used_before_an_error_is_still_accounted_for() -> None:
    last = chunk(usage={"prompt_tokens": 4, "completion_tokens": 1}, error={"message": "x", "code": 500})
    assert decode(last)[0] == UsageReport(Usage(4, 1))


def test_the_finish_reason_error_is_a_failure() -> None:
    assert isinstance(failure(chunk({}, "error"), DONE), LLMProviderDownError)


def test_a_bodys_error_is_typed_too() -> None:
    assert isinstance(failure(b'{"error": {"message": "x", "code": 429}}'), LLMRateLimitError)


FIELDS = [
    *("choices", "delta", "content", "tool_calls", "function", "name", "arguments", "index", "id"),
    *("usage", "prompt_tokens", "error", "message", "code", "finish_reason", "x_groq"),
]

BODIES = [
    body_of(completion("Grün ", "🟢☃", reasoning=["hm"], tool_calls=[ToolCall("a", "f", '{"x": "é"}')])),
    body_of(completion("a")).replace(b"\n", b"\r\n"),
    b"\xef\xbb\xbf: hi\n\n" + chunk({"content": "é"}) + frame({"error": {"message": "x"}}) + DONE,
    chunk({"content": "cut"}) + b'data: {"choices":[{"delta":{"content":"caf\xc3',
    chunk({"content": "bad"}) + b"data: {\n\n" + STOP + DONE,
    b'{"choices": [{"message": {"content": "\xc3\xa9"}, "finish_reason": "stop"}]}',
    b"  <html>",
]


@settings(max_examples=100, deadline=None)
@given(body=st.sampled_from(BODIES), places=st.lists(st.integers(0, 3000), max_size=20))
def test_any_cut_of_the_bytes_gives_the_same_events(body: bytes, places: list[int]) -> None:
    edges = [0, *sorted(place % (len(body) + 1) for place in places), len(body)]
    decoder = OpenAIChatDecoder()
    events = [e for a, b in pairwise(edges) for e in decoder.feed(body[a:b])]
    assert plain(events + decoder.finish()) == plain(decode_response(body))


@settings(max_examples=150, deadline=None)
@given(
    body=st.one_of(
        st.binary(max_size=200),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(FIELDS),
                    inner,
                    max_size=4,
                )
            ),
            max_leaves=12,
        ).map(frame),
    )
)
def test_whatever_comes_the_decoder_ends_with_one_terminal_event(body: bytes) -> None:
    events = decode_response(body)
    assert isinstance(events[-1], Finish | Failure)
    assert not any(isinstance(event, Finish | Failure) for event in events[:-1])
