"""Bedrock's streams: their framing, judged by botocore's, and what their events mean."""

import json
from base64 import b64encode
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.eventstream import EventStreamBuffer
from hypothesis import given, settings
from hypothesis import strategies as st

from coda.components.llm.codecs import aws_event_stream
from coda.components.llm.codecs.answer import decode_all
from coda.components.llm.codecs.aws_event_stream import EventStreamFraming
from coda.components.llm.codecs.bedrock import BedrockDecoder
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
    LLMProviderDownError,
    LLMRateLimitError,
    LLMStreamBrokenError,
    LLMTimeoutError,
)
from tests.llm.bedrock_judge import event, framed, read_by_botocore, stream
from tests.llm.recordings import decoded_in_pieces, joined, randomly_cut

MODEL = "anthropic.claude-opus-4-6-v1"
START = event("messageStart", {"role": "assistant", "p": "abcd"})
HIDDEN = b64encode(b"secret").decode()


def delta(index: int, **piece: Any) -> bytes:
    return event("contentBlockDelta", {"contentBlockIndex": index, "delta": piece, "p": "ab"})


def text(index: int, *words: str) -> bytes:
    done = event("contentBlockStop", {"contentBlockIndex": index})
    return b"".join(delta(index, text=word) for word in words) + done


def call(index: int, call_id: str, *pieces: str, **fields: Any) -> bytes:
    use = {"toolUseId": call_id, "name": "set_color", **fields}
    begun = event("contentBlockStart", {"contentBlockIndex": index, "start": {"toolUse": use}})
    return begun + b"".join(delta(index, toolUse={"input": piece}) for piece in pieces)


def thinking(index: int, *thoughts: str, signature: str = "sig") -> bytes:
    told = b"".join(delta(index, reasoningContent={"text": thought}) for thought in thoughts)
    return told + (delta(index, reasoningContent={"signature": signature}) if signature else b"")


def end(reason: str = "end_turn", **usage: int) -> bytes:
    counted = {"inputTokens": 9, "outputTokens": 5, "totalTokens": 14, **usage}
    stop = event("messageStop", {"stopReason": reason})
    return stop + event("metadata", {"usage": counted, "metrics": {"latencyMs": 3}})


def decode(*parts: bytes) -> list[ModelEvent]:
    return decode_all(BedrockDecoder(model=MODEL), b"".join(parts))


def failure(*parts: bytes) -> LLMError:
    last = decode(*parts)[-1]
    assert isinstance(last, Failure)
    return last.error


headers = st.dictionaries(
    st.text(min_size=1, max_size=8).filter(lambda name: len(name.encode()) < 128),
    st.text(max_size=8) | st.booleans() | st.binary(max_size=8) | st.integers(-(2**31), 2**31 - 1),
    max_size=4,
)


@given(st.lists(st.tuples(st.binary(max_size=60), headers), max_size=4), st.integers(0, 10**6))
@settings(max_examples=150, deadline=None)
def test_messages_are_framed_as_botocore_frames_them_wherever_they_are_cut(
    messages: list[tuple[bytes, dict[str, Any]]], seed: int
) -> None:
    body = b"".join(framed(payload, {":event-type": "x", **told}) for payload, told in messages)
    buffer, framing, ours = EventStreamBuffer(), EventStreamFraming(), []
    for piece in randomly_cut(body, seed):
        buffer.add_data(piece)
        ours += framing.feed(piece)
    ours += framing.finish()
    theirs = [(message.headers[":event-type"], message.payload) for message in buffer]
    assert [(told.event, told.data) for told in ours] == theirs


@given(st.integers(0, 119), st.integers(1, 255))
@settings(max_examples=200, deadline=None)
def test_a_damaged_byte_is_noticed(place: int, change: int) -> None:
    body = bytearray(event("messageStop", {"stopReason": "end_turn", "fill": "x" * 40}))
    assert len(body) >= 120
    body[place] ^= change
    assert type(failure(bytes(body))) is LLMStreamBrokenError


def test_a_message_beyond_any_sense_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aws_event_stream, "MAX_MESSAGE_BYTES", 1000)
    error = failure(START, delta(0, text="x" * 2000))
    assert type(error) is LLMStreamBrokenError
    assert "was given up" in str(error)


def test_a_stream_cut_inside_a_message_is_broken_but_not_after_its_stop() -> None:
    assert type(failure(START, text(0, "Yes."), end()[:50])) is LLMStreamBrokenError
    whole = START + text(0, "Yes.") + end()
    assert decode(whole[:-20])[-1] == Finish(FinishReason.STOP)


def test_text_comes_as_it_was_cut_and_ends_with_usage_and_reason() -> None:
    body = (START, text(0, "Grün", " 🟢"), end(cacheReadInputTokens=100, cacheWriteInputTokens=10))
    assert decode(*body) == [
        TextDelta("Grün"),
        TextDelta(" 🟢"),
        UsageReport(Usage(119, 5, cached_tokens=100, cache_write_tokens=10)),
        Finish(FinishReason.STOP),
    ]


def test_parallel_calls_in_fragments_arrive_whole_before_the_end() -> None:
    body = (START, text(0, "On it."), call(1, "a", '{"ba', 'll": 1}'), call(2, "b"), end("tool_use"))
    assert decode(*body)[1:] == [
        ToolCall("a", "set_color", '{"ball": 1}'),
        ToolCall("b", "set_color", "{}"),
        UsageReport(Usage(9, 5)),
        Finish(FinishReason.TOOL_CALLS),
    ]


@pytest.mark.parametrize("reason", ["max_tokens", "malformed_tool_use", "guardrail_intervened"])
def test_of_an_answer_that_ended_badly_only_whole_calls_are_given_out(reason: str) -> None:
    calls = [
        e for e in decode(call(0, "a", "{}"), call(1, "b", '{"ball'), end(reason)) if isinstance(e, ToolCall)
    ]
    assert calls == [ToolCall("a", "set_color", "{}")]


def test_a_tool_that_runs_at_the_provider_is_not_ours_to_call() -> None:
    decoder = BedrockDecoder()
    events = decode_all(decoder, call(0, "a", "{}", type="server_tool_use") + end())
    assert not any(isinstance(told, ToolCall) for told in events)
    assert decoder.ignored == {"block server_tool_use": 1}


def test_signed_and_hidden_thinking_is_kept_in_its_place() -> None:
    hidden = delta(2, reasoningContent={"redactedContent": HIDDEN})
    body = (START, thinking(0, "h", "m"), text(1, "One"), hidden, call(3, "a", "{}"), end("tool_use"))
    kept = (
        {"reasoningContent": {"reasoningText": {"text": "hm", "signature": "sig"}}},
        {"type": "text", "length": 3},
        {"reasoningContent": {"redactedContent": HIDDEN}},
        {"type": "tool_use", "id": "a"},
    )
    assert decode(*body)[:-2] == [
        ReasoningDelta("h"),
        ReasoningDelta("m"),
        TextDelta("One"),
        ToolCall("a", "set_color", "{}"),
        ReasoningState("bedrock", MODEL, kept),
    ]


def test_thinking_without_a_signature_does_not_go_back() -> None:
    events = decode(thinking(0, "h", signature=""), text(1, "Yes."), end())
    assert not any(isinstance(told, ReasoningState) for told in events)


def test_sources_are_cited_where_they_were_named() -> None:
    web = {"title": "T", "sourceContent": [{"text": "a"}, {"text": "b"}], "location": {"web": {"url": "u"}}}
    page = {"title": "D", "source": "s", "location": {"documentPage": {"start": 1}}}
    events = decode(delta(0, text="Rain."), delta(0, citation=web), delta(0, citation=page), end())
    assert events[1:3] == [Citation("u", "T", "a b"), Citation("s", "D", "")]


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ("end_turn", FinishReason.STOP),
        ("stop_sequence", FinishReason.STOP),
        ("tool_use", FinishReason.TOOL_CALLS),
        ("max_tokens", FinishReason.LENGTH),
        ("model_context_window_exceeded", FinishReason.LENGTH),
        ("guardrail_intervened", FinishReason.CONTENT_FILTER),
        ("content_filtered", FinishReason.CONTENT_FILTER),
        ("refusal", FinishReason.REFUSED),
        ("malformed_model_output", FinishReason.OTHER),
        ("something_new", FinishReason.OTHER),
    ],
)
def test_each_way_to_stop_has_its_reason(told: str, reason: FinishReason) -> None:
    assert decode(START, end(told))[-1] == Finish(reason)


@pytest.mark.parametrize(
    ("kind", "message", "error"),
    [
        ("throttlingException", "Too many requests", LLMRateLimitError),
        ("modelStreamErrorException", "broke", LLMProviderDownError),
        ("internalServerException", "oops", LLMProviderDownError),
        ("serviceUnavailableException", "busy", LLMProviderDownError),
        ("modelTimeoutException", "slow", LLMTimeoutError),
        ("accessDeniedException", "no", LLMAuthenticationError),
        ("validationException", "no such field", LLMBadRequestError),
        ("validationException", "Input is too long for requested model.", LLMContextTooLongError),
        ("somethingNewException", "what", LLMProviderDownError),
    ],
)
def test_an_exception_inside_the_stream_is_typed(kind: str, message: str, error: type[LLMError]) -> None:
    told = event(kind, {"message": message}, "exception")
    events = decode(START, text(0, "Ye"), told)
    assert events[0] == TextDelta("Ye")
    found = failure(START, told)
    assert type(found) is error
    assert found.provider == "bedrock"


def test_an_error_of_the_stream_itself_is_typed() -> None:
    headers = {":message-type": "error", ":error-code": "InternalServerException", ":error-message": "oops"}
    assert type(failure(START, framed(b"", headers))) is LLMProviderDownError


def test_unknown_events_and_pieces_are_counted_and_harm_nothing() -> None:
    decoder = BedrockDecoder()
    body = START + event("news", {"x": 1}) + delta(0, hologram={"x": 1}) + text(1, "Yes.") + end()
    events = decode_all(decoder, body)
    assert events[0] == TextDelta("Yes.")
    assert events[-1] == Finish(FinishReason.STOP)
    assert decoder.ignored == {"news": 1}


def test_a_stream_that_ends_early_or_is_none_is_broken() -> None:
    assert type(failure(START, text(0, "Yes."))) is LLMStreamBrokenError
    assert type(failure(b"")) is LLMStreamBrokenError
    assert type(failure(b"data: {}\n\n" * 4)) is LLMStreamBrokenError
    assert (
        type(failure(framed(b"{", {":event-type": "metadata", ":message-type": "event"})))
        is LLMStreamBrokenError
    )


def test_a_whole_body_means_what_its_stream_means() -> None:
    content = [
        {"reasoningContent": {"reasoningText": {"text": "hm", "signature": "sig"}}},
        {"text": "On it."},
        {"toolUse": {"toolUseId": "a", "name": "set_color", "input": {"ball": 1}}},
    ]
    usage = {"inputTokens": 9, "outputTokens": 5, "totalTokens": 14}
    body = {
        "output": {"message": {"role": "assistant", "content": content}},
        "stopReason": "tool_use",
        "usage": usage,
    }
    streamed = (START, thinking(0, "hm"), text(1, "On it."), call(2, "a", '{"ball":1}'), end("tool_use"))
    assert decode(json.dumps(body).encode()) == decode(*streamed)


def test_a_whole_body_cites_its_sources() -> None:
    cited = {"content": [{"text": "Rain."}], "citations": [{"title": "T", "location": {"web": {"url": "u"}}}]}
    body = {"output": {"message": {"content": [{"citationsContent": cited}]}}, "stopReason": "end_turn"}
    assert decode(json.dumps(body).encode())[:2] == [TextDelta("Rain."), Citation("u", "T", "")]


def test_calls_beyond_any_sense_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coda.components.llm.codecs.answer.MAX_KEPT_CHARACTERS", 10_000)
    assert type(failure(call(0, "a", *["x" * 1000] * 12), end())) is LLMStreamBrokenError
    assert type(failure(*(call(place, "a") for place in range(60)), end())) is LLMStreamBrokenError


PARTS = (
    text(0, "Grün 🟢", "\n"),
    thinking(1, "hm ü"),
    call(2, "a", '{"ba', 'll": "é"}'),
    event("throttlingException", {"message": "Too many"}, "exception"),
    end("tool_use"),
    end("max_tokens"),
)


@given(st.lists(st.sampled_from(PARTS), max_size=6), st.integers(0, 10**6), st.integers(0, 400))
@settings(max_examples=150, deadline=None)
def test_any_stream_means_the_same_wherever_it_is_cut_and_ends_once(
    parts: list[bytes], seed: int, lost: int
) -> None:
    whole = b"".join((START, *parts))
    body = whole[: len(whole) - lost] if lost < len(whole) else whole
    events = decode(body)
    assert joined(decoded_in_pieces(BedrockDecoder(model=MODEL), randomly_cut(body, seed))) == joined(events)
    assert [isinstance(told, Finish | Failure) for told in events] == [False] * (len(events) - 1) + [True]


def said_by_botocore(body: bytes) -> Iterator[tuple[str, Any]]:
    """Text, thoughts, pieces of calls, stop and usage, as a user of botocore would read them."""
    for told in read_by_botocore(body):
        piece = told.get("contentBlockDelta", {}).get("delta", {})
        if "text" in piece:
            yield "text", piece["text"]
        if "text" in piece.get("reasoningContent", {}):
            yield "thought", piece["reasoningContent"]["text"]
        if "toolUse" in piece:
            yield "arguments", piece["toolUse"]["input"]
        if "toolUse" in (begun := told.get("contentBlockStart", {}).get("start", {})):
            yield "call", (begun["toolUse"]["toolUseId"], begun["toolUse"]["name"])
        if "metadata" in told:
            usage = told["metadata"]["usage"]
            yield "usage", usage["inputTokens"] + usage["cacheReadInputTokens"]


def test_a_stream_says_to_us_what_it_says_to_botocore() -> None:
    body = b"".join(
        (
            START,
            thinking(0, "h", "m"),
            text(1, "On ", "it."),
            call(2, "a", '{"ball"', ": 1}"),
            end("tool_use", cacheReadInputTokens=7),
        )
    )
    theirs = dict.fromkeys(("text", "thought", "arguments"), "")
    others: dict[str, Any] = {}
    for kind, value in said_by_botocore(body):
        if kind in theirs:
            theirs[kind] += value
        else:
            others[kind] = value
    events = decode(body)
    (made,) = [told for told in events if isinstance(told, ToolCall)]
    assert theirs == {
        "text": "".join(told.text for told in events if isinstance(told, TextDelta)),
        "thought": "".join(told.text for told in events if isinstance(told, ReasoningDelta)),
        "arguments": made.arguments,
    }
    (report,) = [told for told in events if isinstance(told, UsageReport)]
    assert others == {"call": (made.call_id, made.name), "usage": report.usage.prompt_tokens}


def test_the_hand_written_frames_are_what_botocore_reads() -> None:
    assert read_by_botocore(stream(("messageStart", {"role": "assistant"}))) == [
        {"messageStart": {"role": "assistant"}}
    ]
