"""A server that speaks OpenAI's Chat Completions, asked through the whole of Coda over HTTP."""

import asyncio
import json
import logging
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

import pytest

from coda.components.messages import ToolCall
from coda.testing.openai_answers import (
    Fault,
    StandInAnswer,
    completion,
    malformed_chunk,
    refusal,
    reset_before_headers,
    web_page,
)
from coda.testing.openai_stand_in import OpenAIStandIn
from tests.interfaces.site import Frame, Site, kinds, of_kind, site

pytestmark = pytest.mark.anyio

CANARY = "canary-5f1d2c-do-not-tell"
PAINT = ToolCall(
    "call_1",
    "create_segment",
    json.dumps({"timeline_index": 0, "start_time": 1.0, "end_time": 2.0, "color": [255, 0, 0]}),
)


async def ask(
    served: Site, show: Any, *answers: StandInAnswer, mode: str = "auto", **config: Any
) -> tuple[list[dict[str, Any]], OpenAIStandIn]:
    """The events of a turn answered by a script."""
    async with OpenAIStandIn(answers) as server:
        name = served.standing_in(server, max_retries=0, **config)
        events = await served.say_and_wait(show, "Paint", model=name, mode=mode)
    return events, server


async def test_calls_streamed_in_fragments_change_the_show_once_they_are_approved(served: Site, show: Any):
    answers = [completion("Let me see.", tool_calls=[PAINT], fragment=3), completion("Done.")]
    async with OpenAIStandIn(answers) as server:
        name = served.standing_in(server)
        run_id = await served.say(show, "Paint", model=name, mode="full")
        proposal = await served.proposal(show, run_id)
        assert await served.segments(show) == []
        await served.decide(run_id, proposal)
        await served.coda.runs.finished(run_id)
    events = await served.events(show, run_id)
    assert kinds(events)[-1] == "response_complete"
    assert [(s["start_ms"], s["end_ms"]) for s in await served.segments(show)] == [(1000, 2000)]
    told = server.requests[1].json["messages"]
    assert [message["role"] for message in told[-3:]] == ["user", "assistant", "tool"]
    undone = await served.post(f"/runs/{run_id}/undo")
    assert undone.status == 200
    assert await served.segments(show) == []


@pytest.mark.parametrize(
    ("answer", "error", "recovery"),
    [
        (refusal(401, "Incorrect API key"), "llm_authentication", "check_key"),
        (refusal(429, "Slow down", retry_after="17"), "llm_rate_limit", "wait"),
        (refusal(429, "Quota", code="insufficient_quota"), "llm_quota", "change_model"),
        (refusal(404, "No such model", code="model_not_found"), "llm_model_not_found", "change_model"),
        (refusal(400, "Too long", code="context_length_exceeded"), "llm_context_too_long", "shorten"),
        (refusal(500, "Oops"), "llm_provider_down", "retry"),
        (web_page(), "llm_provider_down", "retry"),
        (reset_before_headers(), "llm_provider_down", "retry"),
        (malformed_chunk(), "llm_stream_broken", "retry"),
        (completion("Half an ans", "wer").cut_after(2, Fault.RESET), "llm_stream_broken", "retry"),
        (
            completion("Cut", tool_calls=[PAINT], fragment=5).cut_after(6, Fault.RESET),
            "llm_stream_broken",
            "retry",
        ),
        (completion(tool_calls=[PAINT], fragment=5).cut_after(4), "llm_stream_broken", "retry"),
    ],
)  # fmt: skip
async def test_each_failure_is_told_with_the_one_thing_to_do_and_changes_nothing(
    served: Site, show: Any, answer: StandInAnswer, error: str, recovery: str
):
    events, _ = await ask(served, show, answer)
    ended = events[-1]
    assert (ended["type"], ended["error"], ended["recovery"]) == ("response_error", error, recovery)
    assert ended["message"]
    assert "Traceback" not in ended["message"]
    assert ended["retry_after"] == (17.0 if error == "llm_rate_limit" else None)
    assert (
        sum(kind in {"response_error", "response_complete", "response_interrupted"} for kind in kinds(events))
        == 1
    )
    assert (await served.get(f"/documents/{show['id']}")).json["revision"] == 1
    assert (
        kinds(await served.say_and_wait(show, "make ball 1 red from 0 to 1 seconds"))[-1]
        == "response_complete"
    )


async def test_what_was_shown_of_a_broken_answer_stays(served: Site, show: Any):
    events, _ = await ask(served, show, completion("Half an ", "answer").cut_after(3, Fault.RESET))
    assert "".join(event["delta"] for event in of_kind(events, "response_chunk")) == "Half an answer"


async def test_a_server_that_is_not_there_is_told(served: Site, show: Any):
    async with OpenAIStandIn() as server:
        name = served.standing_in(server, max_retries=0)
    events = await served.say_and_wait(show, "Paint", model=name)
    assert (events[-1]["type"], events[-1]["error"]) == ("response_error", "llm_provider_down")


async def test_a_call_whose_arguments_make_no_sense_is_told_to_the_model_and_changes_nothing(
    served: Site, show: Any
):
    """Security test 36."""
    arguments = ["{", '{"timeline_index": 99}', '{"timeline_index": NaN}', '{"bogus": 1}', "[]", '"x"']
    calls = [ToolCall(f"c{n}", "create_segment", text) for n, text in enumerate(arguments)]
    calls.append(ToolCall("c9", "rm_rf", "{}"))
    events, server = await ask(served, show, completion(tool_calls=calls), completion("Sorry."))
    results = of_kind(events, "function_result")
    assert len(results) == len(calls)
    assert not [result for result in results if result["success"]]
    assert server.requests[1].json["messages"][-1]["role"] == "tool"
    assert await served.segments(show) == []


async def test_a_model_that_never_stops_calling_is_stopped(served: Site, show: Any):
    """Security test 33: a cap on the calls of one turn."""
    endless = [completion(tool_calls=[ToolCall(f"c{n}", "get_project_context", "{}")]) for n in range(200)]
    events, server = await ask(served, show, *endless)
    assert len(server.requests) < 100
    assert kinds(events)[-1] in {"response_complete", "response_error"}


async def test_a_planted_key_is_told_to_its_server_and_to_nobody_else(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
):
    """Security test 37: a canary appears in no event, log, error, repr, export or file."""
    caplog.set_level(logging.DEBUG)
    echo = f"Incorrect API key provided: {CANARY}"
    answers = [refusal(401, echo), refusal(400, echo), completion("Hi"), malformed_chunk()]
    async with OpenAIStandIn(answers) as server:
        monkeypatch.setenv("CODA_API_BASE", server.url)
        monkeypatch.setenv("CODA_MODEL", "stand-in")
        monkeypatch.setenv("CODA_API_KEY", CANARY)
        monkeypatch.setenv("CODA_CONFIG", str(tmp_path / "none.toml"))
        from coda.bootstrap import read_settings

        settings = await asyncio.to_thread(read_settings, data=tmp_path / "data")
        async with site(tmp_path / "data") as running:
            running.coda.settings.llm.providers.update(settings.llm.providers)
            show = await running.new_show()
            for _ in answers:
                await running.say_and_wait(show, "Hi", model="openai_compatible")
            told = [
                repr(settings),
                repr(settings.llm),
                repr(running.coda),
                str(settings.llm.model_dump()),
                settings.llm.model_dump_json(),
                (await running.get("/chat/models")).body.decode(),
                json.dumps(await running.events(show)),
                (await running.get(f"/sequence/{show['id']}/export")).body.decode(),
                repr([frame async for frame in _all_frames(running, show)]),
            ]
    assert all(request.headers["authorization"] == f"Bearer {CANARY}" for request in server.requests)
    assert len(server.requests) >= len(answers)
    for text in (*told, caplog.text):
        assert CANARY not in text
    files = [file for file in (tmp_path / "data").rglob("*") if file.is_file()]
    assert files
    for file in files:
        assert CANARY.encode() not in file.read_bytes(), file


async def _all_frames(running: Site, show: Any) -> AsyncGenerator[Frame, None]:
    """Every frame of the stream up to the last entry."""
    last = (await running.get(f"/conversations/{show['conversation_id']}/entries")).json["entries"][-1]["seq"]
    async with running.stream(show["conversation_id"]) as frames:
        async for frame in frames:
            yield frame
            if frame.id == last:
                return
