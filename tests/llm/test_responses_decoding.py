"""Answers of the Responses protocol by hand: every event of it, in good order and out of it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from coda.components.llm.codecs.answer import MAX_KEPT_CHARACTERS, decode_all
from coda.components.llm.codecs.openai_responses import (
    OpenAIResponsesDecoder,
    decode_response,
)
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

STOP = Finish(FinishReason.STOP)
CALLED = Finish(FinishReason.TOOL_CALLS)
USAGE = {
    "input_tokens": 40,
    "input_tokens_details": {"cached_tokens": 32, "cache_write_tokens": 0},
    "output_tokens": 20,
    "output_tokens_details": {"reasoning_tokens": 12},
    "total_tokens": 60,
}

Json = dict[str, Any]


def event(kind: str, **fields: Any) -> bytes:
    data = json.dumps({"type": f"response.{kind}", **fields}, ensure_ascii=False)
    return f"event: response.{kind}\ndata: {data}\n\n".encode()


def part(text: str, *annotations: Json) -> Json:
    return {"type": "output_text", "text": text, "annotations": list(annotations), "logprobs": []}


def message(*parts: Json, **fields: Any) -> Json:
    told = {"id": "msg_1", "type": "message", "role": "assistant", "status": "completed"}
    return {**told, "content": list(parts), **fields}


def reasoning(*summary: str, **fields: Any) -> Json:
    parts = [{"type": "summary_text", "text": text} for text in summary]
    return {"id": "rs_1", "type": "reasoning", "summary": parts, **fields}


def call(call_id: str = "call_a", arguments: str = '{"ball": 1}', **fields: Any) -> Json:
    told = {"id": f"fc_{call_id}", "type": "function_call", "status": "completed", "call_id": call_id}
    return {**told, "name": "set_color", "arguments": arguments, **fields}


def response(*output: Json, status: str = "completed", **fields: Any) -> Json:
    told: Json = {"id": "resp_1", "object": "response", "status": status, "error": None}
    return {**told, "incomplete_details": None, "output": list(output), "usage": None, **fields}


CREATED = event("created", response=response(status="in_progress"))
PROGRESS = event("in_progress", response=response(status="in_progress"))


def completed(*output: Json, **fields: Any) -> bytes:
    return event("completed", response=response(*output, **fields))


def spoken(text: str, index: int = 0, place: int = 0) -> list[bytes]:
    at = {"item_id": "msg_1", "output_index": index, "content_index": place}
    return [
        event("content_part.added", part=part(""), **at),
        *(event("output_text.delta", delta=word, logprobs=[], **at) for word in text),
        event("output_text.done", text=text, **at),
        event("content_part.done", part=part(text), **at),
    ]


def item_of(item: Json, index: int, *between: bytes) -> bytes:
    blank = {"status": "in_progress", "content": [], "summary": [], "arguments": ""}
    added = {**item, **{name: value for name, value in blank.items() if name in item}}
    return b"".join(
        [
            event("output_item.added", output_index=index, item=added),
            *between,
            event("output_item.done", output_index=index, item=item),
        ]
    )


def decoded(*frames: bytes, model: str = "") -> list[Any]:
    """The events, neighboring deltas joined; failures as their kind and sentence."""
    body = b"".join(frames)
    events = joined(decode_all(OpenAIResponsesDecoder(model=model), body))
    for seed in range(8):
        pieces = randomly_cut(body, seed)
        assert joined(decoded_in_pieces(OpenAIResponsesDecoder(model=model), pieces)) == events
    return events


def said(*frames: bytes) -> str:
    return "".join(event.text for event in decoded(*frames) if isinstance(event, TextDelta))


def thought(*frames: bytes) -> str:
    return "".join(event.text for event in decoded(*frames) if isinstance(event, ReasoningDelta))


def calls(*frames: bytes) -> list[ToolCall]:
    return [event for event in decoded(*frames) if isinstance(event, ToolCall)]


def failure(*frames: bytes) -> LLMError:
    last = decode_response(b"".join(frames))[-1]
    assert isinstance(last, Failure)
    return last.error


HELLO = message(part("Hällo"))


def test_text_is_streamed_and_its_repetitions_are_not_said_again() -> None:
    events = decoded(
        CREATED, PROGRESS, item_of(HELLO, 0, *spoken("Hällo")), completed(HELLO, usage=USAGE), b""
    )
    usage = UsageReport(Usage(40, 20, cached_tokens=32, reasoning_tokens=12))
    assert events == [TextDelta("Hällo"), usage, STOP]


def test_each_piece_is_given_out_when_it_comes() -> None:
    decoder = OpenAIResponsesDecoder()
    given = [decoder.feed(frame) for frame in spoken("ab")]
    assert given == [[], [TextDelta("a")], [TextDelta("b")], [], []]


@pytest.mark.parametrize(
    "frames",
    [
        spoken("Hällo")[-2:],
        [event("output_text.done", output_index=0, text="Hällo")],
        [event("output_item.done", output_index=0, item=HELLO)],
        [*spoken("Hä")[:3], event("output_text.done", output_index=0, content_index=0, text="Hällo")],
        [event("output_text.delta", delta="Hällo")],
        [*spoken("Hä")[:3]],
        [],
    ],
    ids=["no pieces", "done only", "item only", "some pieces", "no places", "early", "nothing"],
)
def test_text_that_was_not_told_in_pieces_is_told_once(frames: list[bytes]) -> None:
    assert said(CREATED, *frames, completed(HELLO)) == "Hällo"


def test_an_answer_without_its_whole_at_the_end_is_complete_too() -> None:
    frames = [item_of(HELLO, 0, *spoken("Hällo")), item_of(call(), 1)]
    assert decoded(*frames, completed()) == [
        TextDelta("Hällo"),
        ToolCall("call_a", "set_color", '{"ball": 1}'),
        CALLED,
    ]
    assert decoded(*frames, event("completed")) == decoded(*frames, completed())


def test_events_that_come_twice_add_nothing_but_their_own_pieces() -> None:
    frames = [frame for frame in [CREATED, *spoken("Hällo")] if b".delta" not in frame]
    done = event("output_item.done", output_index=0, item=HELLO)
    assert said(*frames, *frames, done, done, completed(HELLO)) == "Hällo"


def test_servers_that_count_all_items_as_the_first_say_nothing_twice() -> None:
    frames = [
        event("reasoning_text.delta", output_index=0, content_index=0, delta="Hm"),
        event("output_text.delta", output_index=0, content_index=-1, delta="a"),
        event("output_text.done", output_index=0, content_index=0, text="a"),
        event("output_text.delta", output_index=0, content_index=0, delta="b"),
        event("output_text.done", output_index=0, content_index=0, text="b"),
    ]
    told = [
        reasoning(content=[{"type": "reasoning_text", "text": "Hm"}]),
        message(part("a")),
        message(part("b")),
    ]
    assert said(*frames, completed(*told)) == "ab"
    assert thought(*frames, completed(*told)) == "Hm"


def test_parts_and_messages_follow_each_other() -> None:
    both = [message(part("a"), part("b"), id="m1"), message(part("c"), id="m2")]
    assert said(completed(*both)) == "abc"
    assert said(*spoken("a"), *spoken("b", place=1), *spoken("c", index=1), completed(*both)) == "abc"


CALL_FRAMES = [
    event("function_call_arguments.delta", output_index=0, item_id="fc_call_a", delta='{"ba'),
    event("function_call_arguments.delta", output_index=0, item_id="fc_call_a", delta='ll": 1}'),
    event("function_call_arguments.done", output_index=0, item_id="fc_call_a", arguments='{"ball": 1}'),
]
ONE_CALL = [ToolCall("call_a", "set_color", '{"ball": 1}')]


@pytest.mark.parametrize(
    "frames",
    [
        [item_of(call(), 0, *CALL_FRAMES)],
        [item_of(call(), 0)],
        [item_of(call(), 0, *CALL_FRAMES)[: -len(event("output_item.done", output_index=0, item=call()))]],
        [*CALL_FRAMES, event("output_item.done", output_index=0, item=call())],
        [event("output_item.added", output_index=0, item=call()), *CALL_FRAMES[:2]],
        [],
    ],
    ids=["whole", "no pieces", "no item", "no beginning", "told at once", "nothing"],
)
def test_a_call_in_pieces_or_whole_is_told_once(frames: list[bytes]) -> None:
    events = decoded(*frames, completed(call()))
    assert events == [*ONE_CALL, CALLED]


def test_arguments_that_stand_at_the_beginning_are_replaced_by_the_pieces_that_follow() -> None:
    begun = event("output_item.added", output_index=0, item=call(arguments="{}"))
    assert calls(begun, *CALL_FRAMES[:2], completed()) == ONE_CALL
    assert calls(begun, completed()) == [ToolCall("call_a", "set_color", "{}")]


def test_calls_side_by_side_are_told_in_their_order() -> None:
    first, second = call("a", "{}"), call("b", '{"x": "é"}')
    mixed = [
        event("output_item.added", output_index=0, item={**first, "arguments": ""}),
        event("output_item.added", output_index=1, item={**second, "arguments": ""}),
        event("function_call_arguments.delta", output_index=1, delta='{"x": '),
        event("function_call_arguments.delta", output_index=0, delta="{}"),
        event("function_call_arguments.delta", output_index=1, delta='"é"}'),
    ]
    told = [ToolCall("a", "set_color", "{}"), ToolCall("b", "set_color", '{"x": "é"}')]
    assert calls(*mixed, completed()) == told
    assert calls(*mixed, completed(first, second)) == told


def test_a_call_without_arguments_has_empty_ones_and_without_an_id_a_stable_one() -> None:
    bare = {"type": "function_call", "name": "undo", "arguments": ""}
    assert calls(completed(bare, bare)) == [
        ToolCall("call-resp_1-0", "undo", "{}"),
        ToolCall("call-resp_1-1", "undo", "{}"),
    ]
    assert calls(completed({**bare, "id": "fc_9", "arguments": {"a": 1}})) == [
        ToolCall("fc_9", "undo", '{"a":1}')
    ]


def test_calls_at_one_place_with_ids_of_their_own_are_several() -> None:
    frames = [item_of(call("a"), 0), item_of(call("b"), 0)]
    assert [told.call_id for told in calls(*frames, completed(call("a"), call("b")))] == ["a", "b"]


def test_the_summary_of_thoughts_is_shown_its_parts_apart() -> None:
    at = {"output_index": 0, "item_id": "rs_1"}
    frames = [
        event(
            "reasoning_summary_part.added", summary_index=0, part={"type": "summary_text", "text": ""}, **at
        ),
        event("reasoning_summary_text.delta", summary_index=0, delta="**Colors**", **at),
        event("reasoning_summary_text.done", summary_index=0, text="**Colors**", **at),
        event(
            "reasoning_summary_part.done", summary_index=0, part={"type": "summary_text", "text": "x"}, **at
        ),
        event("reasoning_summary_text.delta", summary_index=1, delta="**Balls", **at),
        event("reasoning_summary_text.delta", summary_index=1, delta="**", **at),
    ]
    item = reasoning("**Colors**", "**Balls**")
    expected = "**Colors**\n\n**Balls**"
    assert thought(item_of(item, 0, *frames), completed(item, HELLO)) == expected
    assert thought(item_of(item, 0), completed(item)) == expected
    assert thought(*(frame for frame in frames if b".delta" not in frame), completed(item)) == expected
    assert thought(completed(item)) == expected


def test_thoughts_that_are_not_hidden_are_shown_and_their_summary_is_not() -> None:
    item = reasoning("Short.", content=[{"type": "reasoning_text", "text": "Long."}])
    frames = [
        event("reasoning_text.delta", output_index=0, content_index=0, delta=word) for word in ("Lo", "ng.")
    ]
    done = event("reasoning_text.done", output_index=0, content_index=0, text="Long.")
    assert thought(*frames, done, completed(item)) == "Long."
    assert thought(item_of(item, 0, done), completed(item)) == "Long."
    assert thought(completed(item)) == "Long."
    summary = event("reasoning_summary_text.delta", output_index=0, summary_index=0, delta="Short.")
    assert thought(item_of(item, 0, summary), completed(item)) == "Short."


def test_a_refusal_is_text_and_the_end_says_so() -> None:
    refusal = {"type": "refusal", "refusal": "I cannot."}
    pieces = [
        event("refusal.delta", output_index=0, content_index=0, delta=word) for word in ("I ", "cannot.")
    ]
    done = event("refusal.done", output_index=0, content_index=0, refusal="I cannot.")
    refused = [TextDelta("I cannot."), Finish(FinishReason.REFUSED)]
    assert decoded(*pieces, done, completed(message(refusal))) == refused
    assert decoded(done, completed(message(refusal))) == refused
    assert decoded(completed(message(refusal))) == refused


@pytest.mark.parametrize(
    ("why", "reason"),
    [
        ("max_output_tokens", FinishReason.LENGTH),
        ("content_filter", FinishReason.CONTENT_FILTER),
        ("something_new", FinishReason.OTHER),
        (None, FinishReason.OTHER),
    ],
)
def test_a_cut_answer_says_why_and_its_broken_calls_are_left_out(
    why: str | None, reason: FinishReason
) -> None:
    cut = response(
        HELLO,
        call("a"),
        call("b", '{"ball": '),
        status="incomplete",
        incomplete_details={"reason": why} if why else None,
        usage=USAGE,
    )
    events = decoded(event("incomplete", response=cut))
    usage = UsageReport(Usage(40, 20, 32, 12))
    assert events == [TextDelta("Hällo"), ToolCall("a", "set_color", '{"ball": 1}'), usage, Finish(reason)]
    assert joined(decode_response(json.dumps(cut).encode())) == events


def test_the_state_of_a_response_weighs_more_than_the_name_of_its_event() -> None:
    cut = response(HELLO, status="incomplete", incomplete_details={"reason": "max_output_tokens"})
    assert decoded(event("completed", response=cut))[-1] == Finish(FinishReason.LENGTH)
    failed = response(status="failed", error={"code": "rate_limit_exceeded", "message": "no"})
    assert type(failure(event("completed", response=failed))) is LLMRateLimitError


def citation(url: str, title: str) -> Json:
    return {"type": "url_citation", "url": url, "title": title, "start_index": 0, "end_index": 3}


def test_sources_are_named_once_wherever_they_are_told() -> None:
    web, file = citation("https://a.example", "A"), {"type": "file_citation", "filename": "b.pdf", "index": 3}
    told = message(part("Hällo", web, file))
    added = [
        event("output_text.annotation.added", output_index=0, annotation_index=place, annotation=source)
        for place, source in enumerate((web, file))
    ]
    sources = [Citation("https://a.example", "A"), Citation(title="b.pdf")]
    for frames in ([], added, [item_of(told, 0, *spoken("Hällo"), *added)]):
        events = decoded(*frames, completed(told))
        assert [event for event in events if isinstance(event, Citation)] == sources


def test_files_that_the_answer_made_are_no_sources_but_are_counted() -> None:
    decoder = OpenAIResponsesDecoder()
    made = {"type": "container_file_citation", "filename": "plot.png", "container_id": "c"}
    events = decode_all(decoder, completed(message(part("Done.", made))))
    assert not any(isinstance(event, Citation) for event in events)
    assert decoder.ignored == {"annotation container_file_citation": 1}


ELSEWHERE = [
    ("web_search_call", ["in_progress", "searching", "completed"]),
    ("file_search_call", ["in_progress", "searching", "completed"]),
    ("code_interpreter_call", ["in_progress", "interpreting", "completed"]),
    ("image_generation_call", ["in_progress", "generating", "partial_image", "completed"]),
    ("mcp_call", ["in_progress", "completed"]),
    ("mcp_list_tools", ["in_progress", "completed"]),
    ("computer_call", []),
    ("custom_tool_call", []),
    ("something_new", ["in_progress"]),
]


@pytest.mark.parametrize(("kind", "states"), ELSEWHERE)
def test_tools_that_run_elsewhere_are_counted_and_do_no_harm(kind: str, states: list[str]) -> None:
    item = {"id": "x", "type": kind, "status": "completed", "action": {"type": "search"}, "content": 5}
    frames = [event(f"{kind}.{state}", output_index=0, item_id="x") for state in states]
    body = b"".join([item_of(item, 0, *frames), *spoken("Hällo", 1), completed(item, HELLO)])
    decoder = OpenAIResponsesDecoder()
    events = decode_all(decoder, body)
    assert [event for event in joined(events) if not isinstance(event, ReasoningState)] == [
        TextDelta("Hällo"),
        STOP,
    ]
    assert decoder.ignored == {f"item {kind}": 1, **{f"response.{kind}.{state}": 1 for state in states}}
    whole = OpenAIResponsesDecoder()
    decode_all(whole, json.dumps(response(item, HELLO)).encode())
    assert whole.ignored == {f"item {kind}": 1}


def test_events_and_fields_nobody_knows_are_counted_and_borne() -> None:
    decoder = OpenAIResponsesDecoder()
    decoder.counts_fields = True
    strange = (
        event("steered", what=1) + b'data: {"object": "x"}\n\nevent: keepalive\ndata: {}\n\n: comment\n\n'
    )
    assert decode_all(decoder, strange + completed(HELLO, new_field=1)) == [TextDelta("Hällo"), STOP]
    assert decoder.ignored["response.steered"] == 1
    assert decoder.ignored["event without a type"] == 1
    assert decoder.ignored["event keepalive"] == 1
    assert decoder.ignored["field response.new_field"] == 1


SECRET = {"encrypted_content": "gAAA", "status": "completed", "content": None}


def state(*output: Json) -> tuple[Any, ...] | None:
    events = decoded(completed(*output), model="gpt-5")
    kept = [event for event in events if isinstance(event, ReasoningState)]
    assert len(kept) <= 1
    return kept[0].items if kept else None


def test_reasoning_is_kept_as_it_came_with_the_places_of_text_and_calls() -> None:
    output = [
        reasoning("Hm.", **SECRET),
        message(part("Now ", citation("u", "t")), part("then."), phase="commentary"),
        reasoning(id="rs_2", **SECRET),
        call("a"),
        {"id": "ws_1", "type": "web_search_call", "status": "completed", "action": {"type": "search"}},
    ]
    events = decoded(completed(*output), model="gpt-5")
    assert events[-3:-1] == [
        ToolCall("a", "set_color", '{"ball": 1}'),
        ReasoningState(
            "openai-responses",
            "gpt-5",
            (
                {
                    "id": "rs_1",
                    "type": "reasoning",
                    "summary": [{"type": "summary_text", "text": "Hm."}],
                    "encrypted_content": "gAAA",
                },
                {"type": "message", "id": "msg_1", "phase": "commentary", "length": 9},
                {"id": "rs_2", "type": "reasoning", "summary": [], "encrypted_content": "gAAA"},
                {"type": "function_call", "id": "fc_a", "call_id": "a"},
                output[4],
            ),
        ),
    ]


def test_of_a_stream_the_items_are_kept_as_they_were_when_they_were_done() -> None:
    early, late = reasoning(encrypted_content="done"), reasoning(encrypted_content="at the end")
    events = decoded(item_of(early, 0), item_of(HELLO, 1), completed(late, HELLO), model="gpt-5")
    (kept,) = (event for event in events if isinstance(event, ReasoningState))
    assert kept.items[0]["encrypted_content"] == "done"


@pytest.mark.parametrize(
    "output",
    [
        [HELLO],
        [HELLO, call()],
        [reasoning("Hm."), HELLO],
        [reasoning("Hm.", **SECRET), {"id": "c", "type": "computer_call", "status": "completed"}],
        [reasoning("Hm.", **SECRET), {"type": "tool_search_call", "execution": "client"}, HELLO],
        [reasoning("Hm.", **SECRET), {"type": ["strange"]}, HELLO],
    ],
    ids=[
        "text",
        "calls",
        "thoughts that are kept there",
        "a call of the computer",
        "a search here",
        "strange",
    ],
)
def test_nothing_is_kept_of_what_our_message_tells_or_what_could_not_go_back(output: list[Json]) -> None:
    assert state(*output) is None


@pytest.mark.parametrize(
    "output",
    [
        [reasoning(content=[{"type": "reasoning_text", "text": "Hm."}]), HELLO],
        [message(part("Hällo"), phase="final_answer")],
        [call(namespace="crm")],
        [{"type": "tool_search_call", "execution": "server"}, {"type": "tool_search_output"}, call()],
        [{"type": "compaction", "id": "cmp_1", "encrypted_content": "x"}, HELLO],
    ],
    ids=["open thoughts", "a phase", "a namespace", "a search there", "a compaction"],
)
def test_what_only_the_items_tell_is_kept(output: list[Json]) -> None:
    kept = state(*output)
    assert kept is not None
    assert [item["type"] for item in kept] == [item["type"] for item in output]


IN_STREAM: list[tuple[Json, type[LLMError]]] = [
    ({"code": "rate_limit_exceeded", "message": "Rate limit reached for gpt-5"}, LLMRateLimitError),
    ({"code": "server_error", "message": "The model failed to generate a response."}, LLMProviderDownError),
    ({"code": "context_length_exceeded", "message": "Your input exceeds"}, LLMContextTooLongError),
    ({"code": "insufficient_quota", "message": "You exceeded your current quota"}, LLMQuotaExceededError),
    ({"code": "invalid_prompt", "message": "Invalid prompt"}, LLMBadRequestError),
    ({"code": "invalid_prompt", "message": "your prompt was flagged"}, LLMContentFilteredError),
    ({"code": "invalid_image_url", "message": "no"}, LLMBadRequestError),
    ({"code": "image_too_large", "message": "no"}, LLMBadRequestError),
    ({"code": "image_content_policy_violation", "message": "no"}, LLMContentFilteredError),
    ({"code": "bio_policy", "message": "no"}, LLMContentFilteredError),
    ({"code": "misalignment_policy_violation", "message": "no"}, LLMContentFilteredError),
    ({"code": "failed_to_download_image", "message": "no"}, LLMBadRequestError),
    ({"code": "vector_store_timeout", "message": "no"}, LLMTimeoutError),
    ({"code": "model_not_found", "message": "no such model"}, LLMModelNotFoundError),
    ({"code": "invalid_api_key", "message": "Incorrect API key provided: sk-secret"}, LLMAuthenticationError),
    ({"code": None, "message": "something"}, LLMProviderDownError),
]


@pytest.mark.parametrize(
    ("told", "kind"), IN_STREAM, ids=[f"{told['code']}-{n}" for n, (told, _) in enumerate(IN_STREAM)]
)
def test_an_error_in_the_stream_is_a_typed_one_in_each_of_its_shapes(
    told: Json, kind: type[LLMError]
) -> None:
    bare = {"type": "error", "param": None, "sequence_number": 3, **told}
    nested = {"type": "error", "sequence_number": 3, "error": {"type": "x", "param": None, **told}}
    failed = response(status="failed", error=told)
    for frames in (
        f"event: error\ndata: {json.dumps(bare)}\n\n".encode(),
        f"event: error\ndata: {json.dumps(nested)}\n\n".encode(),
        f"data: {json.dumps({'error': told})}\n\n".encode(),
        event("failed", response=failed),
        json.dumps(failed).encode(),
        json.dumps({"error": told}).encode(),
    ):
        error = failure(*spoken("Hä")[:2], frames) if not frames.startswith(b"{") else failure(frames)
        assert type(error) is kind
        assert error.provider == "openai"
        assert error.status is None
        assert "sk-secret" not in str(error)


def test_a_failure_keeps_what_was_said_and_the_usage() -> None:
    failed = event("failed", response=response(status="failed", error={"code": "server_error"}, usage=USAGE))
    events = decode_response(b"".join([*spoken("Hä"), failed, completed(HELLO)]))
    assert [type(event) for event in events] == [TextDelta, TextDelta, UsageReport, Failure]


@pytest.mark.parametrize(
    "frames",
    [
        [CREATED, *spoken("Hä")],
        [CREATED, *spoken("Hä"), b"data: [DONE]\n\n"],
        [CREATED, *spoken("Hä"), completed(HELLO)[:-40]],
        [event("completed", response=response(status="completed", output={"a": 1}))],
        [completed({"type": "message", "content": [5]})],
        [completed({"type": "function_call", "name": 5})],
    ],
    ids=["early", "early DONE", "half an event", "no list", "a strange part", "a strange call"],
)
def test_an_answer_that_breaks_off_or_makes_no_sense_is_a_failure(frames: list[bytes]) -> None:
    assert type(failure(*frames)) is LLMStreamBrokenError
    decoded(*frames)


@pytest.mark.parametrize("status", ["in_progress", "queued", "cancelled"])
def test_a_body_that_is_no_finished_answer_is_a_failure(status: str) -> None:
    assert type(failure(json.dumps(response(status=status)).encode())) is LLMStreamBrokenError


def test_a_whole_body_tells_what_a_stream_does() -> None:
    output = [reasoning("Hm.", **SECRET), message(part("Hällo", citation("u", "t"))), call()]
    events: list[ModelEvent] = decode_response(json.dumps(response(*output, usage=USAGE)).encode())
    assert [type(event) for event in events] == [
        ReasoningDelta,
        TextDelta,
        Citation,
        ToolCall,
        ReasoningState,
        UsageReport,
        Finish,
    ]
    assert joined(events) == joined(decode_response(completed(*output, usage=USAGE)))


def test_a_model_that_runs_wild_is_given_up() -> None:
    piece = event("function_call_arguments.delta", output_index=0, delta="x" * 2**20)
    error = failure(*[piece] * (MAX_KEPT_CHARACTERS // 2**20 + 1))
    assert type(error) is LLMStreamBrokenError
    assert "beyond any sense" in str(error)


def test_half_characters_are_borne() -> None:
    whole = message(part("x😀y"))
    frames = [
        event("output_text.delta", output_index=0, delta="x"),
        b'data: {"type": "response.output_text.delta", "output_index": 0, "delta": "\\ud83d"}\n\n',
        b'data: {"type": "response.output_text.delta", "output_index": 0, "delta": "\\ude00y"}\n\n',
    ]
    assert said(*frames, item_of(whole, 0), completed(whole)) == "x��y"
