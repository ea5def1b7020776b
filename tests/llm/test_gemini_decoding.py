"""Gemini's answers by hand: every part, end and failure, as events, as one array and as one object."""

import json
from typing import Any

import pytest

from coda.components.llm.codecs.answer import decode_all
from coda.components.llm.codecs.gemini import GeminiDecoder
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
    LLMContentFilteredError,
    LLMError,
    LLMProviderDownError,
    LLMRateLimitError,
    LLMStreamBrokenError,
)

STOP = Finish(FinishReason.STOP)
CALLS = Finish(FinishReason.TOOL_CALLS)


def chunk(*parts: dict[str, Any], finish: str | int | None = None, **fields: Any) -> dict[str, Any]:
    candidate: dict[str, Any] = {"index": 0, "content": {"role": "model", "parts": list(parts)}}
    if finish is not None:
        candidate["finishReason"] = finish
    return {"candidates": [candidate | fields.pop("candidate", {})], "responseId": "r1", **fields}


def text(words: str, **fields: Any) -> dict[str, Any]:
    return {"text": words, **fields}


def call(name: str, args: Any = None, **fields: Any) -> dict[str, Any]:
    return {"functionCall": {"name": name, "args": args or {}}, **fields}


def sse(*chunks: dict[str, Any]) -> bytes:
    return b"".join(f"data: {json.dumps(chunk)}\r\n\r\n".encode() for chunk in chunks)


def decode(*chunks: dict[str, Any], model: str = "m") -> list[ModelEvent]:
    """The events, which are the same in each of the ways in which an answer may come."""
    events = [
        decode_all(GeminiDecoder(model=model), body) for body in (sse(*chunks), json.dumps(chunks).encode())
    ]
    if len(chunks) == 1:
        events.append(decode_all(GeminiDecoder(model=model), json.dumps(chunks[0]).encode()))
    assert all(shown(other) == shown(events[0]) for other in events)
    return events[0]


def shown(events: list[ModelEvent]) -> list[object]:
    return [(type(e.error), str(e.error)) if isinstance(e, Failure) else e for e in events]


def error_in(events: list[ModelEvent]) -> LLMError:
    assert isinstance(events[-1], Failure)
    return events[-1].error


def test_text_and_thoughts_are_told_apart() -> None:
    events = decode(chunk(text("hm", thought=True)), chunk(text("Hel")), chunk(text("lo"), finish="STOP"))
    assert events == [ReasoningDelta("hm"), TextDelta("Hel"), TextDelta("lo"), STOP]


def test_usage_counts_thoughts_with_the_answer_and_what_tools_read_with_the_prompt() -> None:
    told = {"promptTokenCount": 9, "candidatesTokenCount": 2}
    more = {**told, "candidatesTokenCount": 5, "thoughtsTokenCount": 3, "cachedContentTokenCount": 4}
    first = chunk(text("a"), usageMetadata=told)
    last = chunk(finish="STOP", usageMetadata={**more, "toolUsePromptTokenCount": 100})
    assert decode(first, last)[1:] == [UsageReport(Usage(109, 8, 4, 3)), STOP]


def test_calls_come_whole_at_the_end_with_stable_ids() -> None:
    events = decode(
        chunk(call("set_color", {"ball": 1, "name": "é"})),
        chunk({"functionCall": {"name": "play", "id": "x1"}}, finish="STOP"),
    )
    assert events == [
        ToolCall("call-r1-0", "set_color", '{"ball":1,"name":"é"}'),
        ToolCall("x1", "play", "{}"),
        ReasoningState("gemini", "m", ({"call": "call-r1-0"}, {"call": "x1", "given": True})),
        CALLS,
    ]


def test_signatures_are_kept_with_the_places_of_their_parts() -> None:
    events = decode(
        chunk(text("On ", thoughtSignature="AA")),
        chunk(text("it")),
        chunk(text(". ")),
        chunk(call("f", thoughtSignature="BB"), call("g")),
        chunk(text("", thoughtSignature="CC"), finish="STOP"),
    )
    (state,) = [event for event in events if isinstance(event, ReasoningState)]
    assert state.items == (
        {"text": 3, "thoughtSignature": "AA"},
        {"text": 4},
        {"call": "call-r1-0", "thoughtSignature": "BB"},
        {"call": "call-r1-1"},
        {"text": 0, "thoughtSignature": "CC"},
    )


def test_a_signed_thought_is_kept_whole() -> None:
    events = decode(chunk(text("hm", thought=True, thoughtSignature="AA")), chunk(text("a"), finish="STOP"))
    assert events[:2] == [ReasoningDelta("hm"), TextDelta("a")]
    assert events[2] == ReasoningState(
        "gemini", "m", ({"part": {"text": "hm", "thought": True, "thoughtSignature": "AA"}}, {"text": 1})
    )


def test_nothing_is_kept_of_an_answer_that_its_message_tells_whole() -> None:
    events = decode(chunk(text("hm", thought=True)), chunk(text("a"), call("f"), finish="STOP"))
    assert not any(isinstance(event, ReasoningState) for event in events)


def test_what_runs_at_google_is_counted_and_kept_but_not_told() -> None:
    code = {"executableCode": {"language": "PYTHON", "code": "print(1)"}}
    done = {"codeExecutionResult": {"outcome": "OUTCOME_OK", "output": "1\n"}}
    search = {"toolCall": {"id": "t", "toolType": "GOOGLE_SEARCH_WEB"}, "thoughtSignature": "AA"}
    found = {"toolResponse": {"id": "t", "response": {}}}
    body = sse(chunk(code, done, search, found, text("One."), finish="STOP"))
    decoder = GeminiDecoder()
    events = decode_all(decoder, body)
    assert events[0] == TextDelta("One.")
    assert isinstance(events[1], ReasoningState)
    assert events[1].items == (*({"part": part} for part in (code, done, search, found)), {"text": 4})
    assert set(decoder.ignored) == {
        *("part executableCode", "part codeExecutionResult", "part toolCall", "part toolResponse")
    }


def test_pictures_and_parts_of_the_future_are_counted() -> None:
    decoder = GeminiDecoder()
    body = sse(chunk({"inlineData": {"data": "AA"}}, {"hologram": {}}, text("a"), finish="STOP"), {"news": 1})
    assert decode_all(decoder, body) == [TextDelta("a"), STOP]
    assert decoder.ignored == {
        "part inlineData": 1,
        "part of an unknown kind": 1,
        "chunk without a candidate": 1,
    }


def test_sources_are_named_once_each() -> None:
    web = {"web": {"uri": "https://a.example", "title": "A"}}
    passage = {"retrievedContext": {"title": "Book", "text": "It is so."}}
    place = {"maps": {"uri": "https://maps.example/1", "title": "Town"}}
    first = chunk(text("a"), candidate={"groundingMetadata": {"groundingChunks": [web]}})
    last = chunk(
        text("b"),
        finish="STOP",
        candidate={
            "groundingMetadata": {"groundingChunks": [web, passage, place, {"news": {}}]},
            "citationMetadata": {"citationSources": [{"uri": "https://c.example", "license": "MIT"}]},
        },
    )
    assert [event for event in decode(first, last) if isinstance(event, Citation)] == [
        Citation("https://a.example", "A"),
        Citation("", "Book", "It is so."),
        Citation("https://maps.example/1", "Town"),
        Citation("https://c.example"),
    ]


def test_of_several_candidates_the_first_counts() -> None:
    second = {"index": 1, "content": {"parts": [text("no")]}, "finishReason": "MAX_TOKENS"}
    whole = chunk(text("yes"), finish="STOP")
    whole["candidates"].append(second)
    assert decode(whole) == [TextDelta("yes"), STOP]


def test_a_reason_in_every_chunk_ends_nothing() -> None:
    assert decode(chunk(text("a"), finish="STOP"), chunk(text("b"), finish="STOP"))[-2:] == [
        TextDelta("b"),
        STOP,
    ]


@pytest.mark.parametrize(
    ("reason", "finish"),
    [
        ("STOP", FinishReason.STOP),
        (1, FinishReason.STOP),
        ("MAX_TOKENS", FinishReason.LENGTH),
        *((word, FinishReason.CONTENT_FILTER) for word in ("SAFETY", "RECITATION", "BLOCKLIST", "SPII")),
        *((word, FinishReason.CONTENT_FILTER) for word in ("PROHIBITED_CONTENT", "IMAGE_SAFETY", 3)),
        *((word, FinishReason.OTHER) for word in ("LANGUAGE", "TOO_MANY_TOOL_CALLS", "OF_THE_FUTURE", 77)),
    ],
)
def test_each_reason_to_finish_has_its_name(reason: str | int, finish: FinishReason) -> None:
    assert decode(chunk(text("a"), finish=reason)) == [TextDelta("a"), Finish(finish)]


@pytest.mark.parametrize(
    ("reason", "kind", "recoverable"),
    [
        ("MALFORMED_FUNCTION_CALL", LLMStreamBrokenError, True),
        ("UNEXPECTED_TOOL_CALL", LLMStreamBrokenError, True),
        ("MALFORMED_RESPONSE", LLMStreamBrokenError, True),
        ("MISSING_THOUGHT_SIGNATURE", LLMBadRequestError, False),
        ("PUP_LIMITED_DISABLED", LLMAuthenticationError, False),
    ],
)
def test_a_reason_that_is_no_end_is_a_failure(reason: str, kind: type[LLMError], recoverable: bool) -> None:
    events = decode(chunk(finish=reason, usageMetadata={"promptTokenCount": 3}))
    assert events[0] == UsageReport(Usage(3))
    assert (type(error_in(events)), error_in(events).recoverable) == (kind, recoverable)


def test_an_unexpected_call_is_for_those_to_judge_who_run_calls() -> None:
    assert decode(chunk(call("f"), finish="UNEXPECTED_TOOL_CALL")) == [
        ToolCall("call-r1-0", "f", "{}"),
        CALLS,
    ]


def test_calls_of_an_answer_that_grew_too_long_are_whole_and_given_out() -> None:
    events = decode(chunk(call("f"), finish="MAX_TOKENS"))
    assert events == [ToolCall("call-r1-0", "f", "{}"), Finish(FinishReason.LENGTH)]


def test_a_refused_prompt_is_an_error() -> None:
    blocked = {
        "promptFeedback": {"blockReason": "PROHIBITED_CONTENT"},
        "usageMetadata": {"promptTokenCount": 3},
    }
    events = decode(blocked)
    assert events[0] == UsageReport(Usage(3))
    assert type(error_in(events)) is LLMContentFilteredError
    assert "PROHIBITED_CONTENT" in str(error_in(events))


def test_feedback_that_refuses_nothing_changes_nothing() -> None:
    assert decode(chunk(text("a"), finish="STOP", promptFeedback={"safetyRatings": []})) == [
        TextDelta("a"),
        STOP,
    ]


ERRORS: list[tuple[dict[str, Any], type[LLMError], float | None]] = [
    (
        {
            "code": 429,
            "message": "Resource has been exhausted.",
            "status": "RESOURCE_EXHAUSTED",
            "details": [{"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "37s"}],
        },
        LLMRateLimitError,
        37.0,
    ),
    (
        {"code": 503, "message": "The model is overloaded.", "status": "UNAVAILABLE"},
        LLMProviderDownError,
        None,
    ),
    ({"code": 400, "message": "No.", "status": "INVALID_ARGUMENT"}, LLMBadRequestError, None),
]


@pytest.mark.parametrize(("error", "kind", "wait"), ERRORS)
def test_an_error_in_the_stream_is_its_typed_error(
    error: dict[str, Any], kind: type[LLMError], wait: float | None
) -> None:
    events = decode(chunk(text("a")), {"error": error})
    assert events[0] == TextDelta("a")
    assert (type(error_in(events)), error_in(events).retry_after) == (kind, wait)


@pytest.mark.parametrize(("error", "kind", "wait"), ERRORS)
@pytest.mark.parametrize("indent", [None, 2])
def test_an_error_in_bare_lines_behind_events_is_its_typed_error(
    indent: int | None, error: dict[str, Any], kind: type[LLMError], wait: float | None
) -> None:
    body = sse(chunk(text("a"))) + json.dumps({"error": error}, indent=indent).encode()
    for pieces in ([body], [body[i : i + 1] for i in range(len(body))]):
        decoder = GeminiDecoder()
        events = [event for piece in pieces for event in decoder.feed(piece)] + decoder.finish()
        assert events[0] == TextDelta("a")
        assert (type(error_in(events)), error_in(events).retry_after) == (kind, wait)


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{}", b"data: {}\n\n", sse(chunk(text("a"))), json.dumps([chunk(text("a"))]).encode()],
)
def test_an_answer_without_a_reason_to_finish_ended_early(body: bytes) -> None:
    assert type(error_in(decode_all(GeminiDecoder(), body))) is LLMStreamBrokenError


def test_an_answer_that_is_whole_may_be_cut_off() -> None:
    body = sse(chunk(text("a"), finish="STOP")) + b'data: {"usageMeta'
    assert decode_all(GeminiDecoder(), body) == [TextDelta("a"), STOP]


def test_what_is_not_the_protocols_is_told_so() -> None:
    events = decode_all(GeminiDecoder(), b'data: {"candidates": 7}\n\n')
    assert type(error_in(events)) is LLMStreamBrokenError


def test_calls_in_pieces_are_refused_with_a_sentence() -> None:
    piece = {"functionCall": {"name": "f", "willContinue": True}}
    assert "streamFunctionCallArguments" in str(error_in(decode(chunk(piece))))


def test_an_answer_that_grows_beyond_any_sense_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coda.components.llm.codecs.answer.MAX_KEPT_CHARACTERS", 10_000)
    events = decode_all(GeminiDecoder(), sse(*[chunk(call("f", {"a": "x" * 500}))] * 20))
    assert "beyond any sense" in str(error_in(events))


def test_numbers_of_any_length_stay_as_they_are() -> None:
    body = sse(chunk(call("f", {"n": 10**30}), finish="STOP"))
    assert decode_all(GeminiDecoder(), body)[0] == ToolCall("call-r1-0", "f", '{"n":1' + "0" * 30 + "}")


def test_fields_that_are_not_read_are_counted_when_asked() -> None:
    decoder = GeminiDecoder()
    decoder.counts_fields = True
    decode_all(decoder, sse(chunk(text("a"), finish="STOP", modelVersion="m")))
    assert decoder.ignored == {"field candidates[].content.role": 1, "field modelVersion": 1}
