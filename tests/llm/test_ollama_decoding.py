"""Ollama's lines: what it sends, what older versions sent, and broken ones."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coda.components.llm.codecs.answer import decode_all
from coda.components.llm.codecs.ollama import OllamaDecoder
from coda.components.messages import (
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
from coda.errors import LLMError, LLMProviderDownError, LLMQuotaExceededError, LLMStreamBrokenError
from tests.llm.ollama_answers import (
    ANSWERS,
    CALLS,
    CREATED,
    LENGTH,
    LOADED,
    MODEL,
    OLD,
    TEXT,
    THINKING,
    call,
    done,
    line,
    whole_body,
)
from tests.llm.recordings import decoded_in_pieces, joined, randomly_cut

COUNTED = UsageReport(Usage(21, 8))
STOP = Finish(FinishReason.STOP)


def decode(*reads: bytes) -> list[ModelEvent]:
    return decode_all(OllamaDecoder(model=MODEL), b"".join(reads))


def failure(*reads: bytes) -> LLMError:
    *_, last = decode(*reads)
    assert isinstance(last, Failure)
    return last.error


def kept(thinking: str) -> ReasoningState:
    return ReasoningState("ollama", MODEL, (thinking,))


def test_text_comes_as_it_was_cut_and_ends_with_usage_and_reason() -> None:
    assert decode(TEXT) == [TextDelta("Grün "), TextDelta("🟢"), TextDelta("☃"), COUNTED, STOP]


def test_thinking_is_shown_apart_and_kept_to_be_sent_back() -> None:
    assert decode(THINKING) == [
        ReasoningDelta("Ball 1, "),
        ReasoningDelta("hm."),
        TextDelta("Done."),
        kept("Ball 1, hm."),
        COUNTED,
        STOP,
    ]


def test_calls_come_whole_at_the_end_and_those_without_an_id_get_one() -> None:
    _, text, first, second, third, state, usage, end = decode(CALLS)
    assert text == TextDelta("On it.")
    assert first == ToolCall("call_p7o2gz50", "set_color", '{"color":"grün","ball":1}')
    assert second == ToolCall(f"call-{CREATED}-1", "stop", "{}")
    assert isinstance(third, ToolCall)
    assert third.call_id == f"call-{CREATED}-2"
    assert json.loads(third.arguments) == {"at": [1, 2.5, None], "big": 10**30}
    assert (state, usage, end) == (kept("two"), COUNTED, Finish(FinishReason.TOOL_CALLS))


@pytest.mark.parametrize(("given", "text"), [(None, "{}"), ("", "{}"), ('{"x": 1}', '{"x": 1}')])
def test_arguments_that_are_no_object_are_taken_as_they_are(given: Any, text: str) -> None:
    first, *_ = decode(line(tool_calls=[call("f", given)]), done())
    assert isinstance(first, ToolCall)
    assert first.arguments == text


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (LENGTH, FinishReason.LENGTH),
        (OLD, FinishReason.STOP),
        (LOADED, FinishReason.OTHER),
        (line(done=True, done_reason="unload"), FinishReason.OTHER),
        (done("something_new"), FinishReason.OTHER),
    ],
)
def test_finish_reasons(body: bytes, reason: FinishReason) -> None:
    assert decode(body)[-1] == Finish(reason)


def test_a_reason_that_is_not_known_is_counted() -> None:
    decoder = OllamaDecoder()
    decode_all(decoder, done("something_new"))
    assert decoder.ignored == {"done_reason something_new": 1}


def test_an_answer_cut_off_by_the_length_keeps_the_calls_it_made() -> None:
    events = decode(line(tool_calls=[call("f", {}, id="a")]), done("length"))
    assert events == [ToolCall("a", "f", "{}"), COUNTED, Finish(FinishReason.LENGTH)]


def test_no_counts_are_no_usage_and_odd_ones_are_made_sense_of() -> None:
    assert decode(OLD) == [TextDelta("Old."), STOP]
    odd = line(done=True, done_reason="stop", eval_count=4.0, prompt_eval_count=None)
    assert decode(odd)[0] == UsageReport(Usage(0, 4))


@pytest.mark.parametrize("indent", [None, 1, 4])
@pytest.mark.parametrize("opening", [b"", b"\r\n ", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("size", [1, 3, 5000])
def test_an_answer_that_is_one_body_is_understood_however_it_is_printed(
    indent: int | None, opening: bytes, size: int
) -> None:
    body = opening + whole_body(indent)
    pieces = (body[start : start + size] for start in range(0, len(body), size))
    assert decoded_in_pieces(OllamaDecoder(model=MODEL), pieces) == [
        ReasoningDelta("hm"),
        TextDelta("Done."),
        ToolCall("c1", "stop", "{}"),
        kept("hm"),
        COUNTED,
        Finish(FinishReason.TOOL_CALLS),
    ]


def test_nothing_comes_after_the_end() -> None:
    decoder = OllamaDecoder()
    assert decoder.feed(TEXT + line("late"))[-1] == STOP
    assert decoder.feed(line("later")) == []
    assert decoder.finish() == []


@pytest.mark.parametrize(
    ("ending", "what"),
    [
        (b"", "part of it may be missing"),
        (b'{"message": {"con', "cut off in the middle|cannot be read"),
        (b'{"message": {"content": 5}}\n', r"cannot be read.*content"),
        (b"{nonsense}\n", "cannot be read"),
        (b'{"message": {"content": "\xff"}}\n', "not UTF-8"),
        (b'{"deep": ' + b"[" * 100_000 + b"\n", "nested too deeply"),
    ],
)
def test_a_stream_that_breaks_off_fails_and_keeps_what_was_said(ending: bytes, what: str) -> None:
    *said, last = decode(line("Secret plans"), line(tool_calls=[call("f", {})]), ending)
    assert said == [TextDelta("Secret plans")]
    assert isinstance(last, Failure)
    with pytest.raises(LLMStreamBrokenError, match=what):
        raise last.error
    assert "Secret" not in str(last.error)


def test_an_empty_body_and_a_web_page_are_no_answers() -> None:
    assert "empty answer" in str(failure(b""))
    assert "web page" in str(failure(b"\n<!DOCTYPE html><html>"))
    assert isinstance(failure(b"[1, 2]\n"), LLMStreamBrokenError)


def test_an_error_in_the_middle_is_typed_and_ends_the_answer() -> None:
    broken = b'{"error": "an error was encountered while running the model"}\n'
    first, last = decode(line("a"), broken, line("b"))
    assert first == TextDelta("a")
    assert isinstance(last, Failure)
    assert isinstance(last.error, LLMProviderDownError)
    assert isinstance(failure(b'{"error": {"message": "insufficient credits"}}'), LLMQuotaExceededError)


def test_too_little_memory_is_said_and_not_tried_again() -> None:
    error = failure(b'{"error": "model requires more system memory (9.1 GiB) than is available (3 GiB)"}')
    assert "not enough memory" in str(error)
    assert not error.recoverable


def test_what_is_unknown_is_ignored_and_counted_when_asked() -> None:
    decoder = OllamaDecoder()
    decoder.counts_fields = True
    odd = line("a", logprobs=[{"token": "a"}], remote_model="x", tool_calls=None)
    assert decode_all(decoder, odd + done())[0] == TextDelta("a")
    assert decoder.ignored["field remote_model"] == 1
    assert decoder.ignored["field message.role"] == 2


@pytest.mark.parametrize("body", [*ANSWERS.values(), whole_body(), whole_body(2)])
@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_the_cuts_do_not_matter(body: bytes, seed: int) -> None:
    pieces = decoded_in_pieces(OllamaDecoder(model=MODEL), randomly_cut(body, seed))
    assert joined(pieces) == joined(decode(body))


FIELDS = (
    "message",
    "content",
    "thinking",
    "tool_calls",
    "function",
    "arguments",
    "done",
    "error",
    "eval_count",
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(JSON, max_size=4))
def test_any_json_ends_in_one_terminal_event(values: list[Any]) -> None:
    events = decode(*(json.dumps(value).encode() + b"\n" for value in values))
    assert isinstance(events[-1], Finish | Failure)
    assert not any(isinstance(event, Finish | Failure) for event in events[:-1])


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=60), st.sampled_from(sorted(ANSWERS)), st.integers(0, 400))
def test_any_bytes_in_any_place_end_in_one_terminal_event(noise: bytes, name: str, place: int) -> None:
    body = ANSWERS[name]
    events = decode(body[:place], noise, body[place:])
    assert isinstance(events[-1], Finish | Failure)
