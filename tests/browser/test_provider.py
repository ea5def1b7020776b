"""A model behind an OpenAI-compatible address: what streams in, and everything that can go wrong."""

import re
import struct
import zlib
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from coda.components.messages import ToolCall, Usage
from coda.testing.openai_answers import Fault, StandInAnswer, completion, malformed_chunk, refusal
from tests.browser.stand_in import ScriptedModel
from tests.browser.studio import RED, SCRIPTED, Studio

MAKE_RED = ToolCall(
    "call_1", "create_segment", '{"timeline_index": 0, "start_time": 1.5, "end_time": 3, "color": "red"}'
)
MAKE_BLUE = ToolCall(
    "call_2",
    "create_segments_batch",
    '{"timeline_index": 1, "segments": [{"start_time": 4, "end_time": 5, "color": [0, 0, 255]}]}',
)


@pytest.fixture
def asked(studio: Studio) -> Studio:
    """A show whose copilot is the scripted model."""
    return studio.open_new().use_model(SCRIPTED)


def test_calls_that_stream_in_fragments_become_one_proposal(asked: Studio, model: ScriptedModel):
    model.will_answer(
        completion("I will ", "light two balls.", tool_calls=[MAKE_RED, MAKE_BLUE], fragment=3),
        completion("Both ", "are **lit** now.", usage=Usage(prompt_tokens=120, completion_tokens=30)),
    )
    turn = asked.say("Light up")
    expect(turn.get_by_test_id("answer").first).to_have_text("I will light two balls.")
    assert [ghost["after"]["color"] for ghost in asked.ghosts()] == [RED, [0, 0, 255]]
    assert asked.segments() == []

    asked.approve()
    assert asked.spans(0) == [(1500, 3000)]
    assert asked.spans(1) == [(4000, 5000)]
    expect(turn.get_by_test_id("answer").last).to_have_text("Both are lit now.")
    expect(turn.locator("strong")).to_have_text("lit")
    expect(turn.get_by_test_id("turn-usage")).to_have_text("170 tokens · price unknown")
    told = [message["role"] for message in model.requests[-1].json["messages"]]
    assert told[-3:] == ["assistant", "tool", "tool"]


def test_text_is_shown_while_it_streams_and_stop_keeps_it(asked: Studio, model: ScriptedModel):
    gate = model.gate()
    model.will_answer(completion("The first words", gate, " never come further"))
    turn = asked.send("Tell me")
    expect(turn.get_by_test_id("answer")).to_have_text("The first words")
    expect(turn).to_have_attribute("data-phase", "writing")
    asked.page.get_by_test_id("stop").click()
    asked.ended()
    expect(turn.get_by_test_id("turn-state")).to_have_text("Stopped")
    expect(turn.get_by_test_id("answer")).to_have_text("The first words")
    expect(asked.page.get_by_test_id("send")).to_be_visible()
    model.open_gate(gate)
    asked.reload()
    expect(turn.get_by_test_id("answer")).to_have_text("The first words")
    expect(turn.get_by_test_id("turn-state")).to_have_text("Stopped")


def test_a_wrong_call_is_told_to_the_model_which_then_does_better(asked: Studio, model: ScriptedModel):
    wrong = ToolCall(
        "call_1", "create_segment", '{"timeline_index": 0, "start_time": 20, "end_time": 10, "color": "red"}'
    )
    model.will_answer(
        completion(tool_calls=[wrong]), completion(tool_calls=[MAKE_RED]), completion("Better.")
    )
    turn = asked.say("Light up")
    expect(turn.get_by_test_id("call-card").first).to_have_attribute("data-outcome", "failed")
    assert "must be greater than" in str(model.requests[-1].json["messages"][-1])
    asked.approve()
    assert asked.spans(0) == [(1500, 3000)]


CALLING = completion("I will light a ball.", tool_calls=[MAKE_RED], fragment=5)
FAULTS: dict[str, tuple[StandInAnswer, str, str]] = {
    "cut in the middle of a text": (
        completion("Half a", " sentence").cut_after(2, Fault.RESET),
        "Try again",
        "stop|broke|end",
    ),
    "cut in the middle of a call": (CALLING.cut_after(6, Fault.RESET), "Try again", "stop|broke|end"),
    "a chunk that is no JSON": (malformed_chunk(), "Try again", "."),
    "an unknown model": (
        refusal(404, "The model does not exist.", code="model_not_found"),
        "Choose another model",
        "model",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_failure_is_one_sentence_with_one_way_out_and_changes_nothing(
    asked: Studio, model: ScriptedModel, fault: str
):
    answer, way_out, words = FAULTS[fault]
    before = asked.saved_bytes()
    model.will_answer(answer)
    turn = asked.send("Light up")
    asked.ended()
    assert_fails_plainly(turn, way_out, words)
    expect(asked.page.get_by_test_id("proposal")).to_have_count(0)
    assert asked.saved_bytes() == before
    assert asked.ghosts() == []

    recovery = turn.get_by_test_id("recovery")
    if way_out == "Try again":
        model.will_answer(completion(tool_calls=[MAKE_RED]), completion("Done."))
        recovery.click()
        expect(asked.page.get_by_test_id("proposal")).to_be_visible()
        asked.approve()
        assert asked.spans(0) == [(1500, 3000)]
        expect(recovery).to_have_count(0)
    else:
        recovery.click()
        expect(asked.page.get_by_test_id("model")).to_be_focused()


def test_a_refused_key_is_explained_and_never_asked_for_in_the_page(asked: Studio, model: ScriptedModel):
    page, before = asked.page, asked.saved_bytes()
    asked.use_model("locked")
    model.will_answer(refusal(401, "Incorrect API key provided."))
    turn = asked.send("Light up")
    asked.ended()
    assert_fails_plainly(turn, "How to set the key", "key")
    assert asked.saved_bytes() == before
    turn.get_by_test_id("recovery").click()
    help = page.get_by_role("dialog", name="The key for openai_compatible")
    expect(help).to_contain_text("coda keys set openai_compatible")
    expect(help.locator("input")).to_have_count(0)
    page.keyboard.press("Escape")

    asked.use_model(SCRIPTED)
    model.will_answer(completion("With ", "this one it works."))
    expect(asked.say("Hello").get_by_test_id("answer")).to_have_text("With this one it works.")


def assert_fails_plainly(turn: Locator, way_out: str, words: str) -> None:
    error = turn.get_by_test_id("error")
    expect(error).to_have_count(1)
    expect(error.locator("button")).to_have_text([way_out])
    sentence = error.locator("p").inner_text()
    assert re.search(words, sentence, re.IGNORECASE), sentence
    assert sentence.endswith((".", "!"))
    for noise in ("Traceback", "Exception", "aiohttp", "Error(", "{"):
        assert noise not in sentence
    expect(turn.get_by_test_id("turn-state")).to_have_text("Failed")


def test_after_too_many_requests_the_wait_is_counted_down_and_then_it_works(
    asked: Studio, model: ScriptedModel
):
    page = asked.page
    page.clock.install()
    before = asked.saved_bytes()
    model.will_answer(refusal(429, "Slow down.", retry_after="90"))
    turn = asked.send("Light up")
    asked.ended()
    recovery = turn.get_by_test_id("recovery")
    expect(recovery).to_have_text(re.compile(r"^Try again in (8\d|90) s$"))
    expect(recovery).to_be_disabled()
    assert_fails_plainly(turn, recovery.inner_text(), "wait|too many|limit|90")
    assert asked.saved_bytes() == before

    page.clock.fast_forward("01:31")
    expect(recovery).to_be_enabled()
    model.will_answer(completion("There you ", "are."))
    recovery.click()
    again = asked.ended()
    expect(again.get_by_test_id("answer")).to_have_text("There you are.")


def test_a_short_outage_is_bridged_without_a_word(asked: Studio, model: ScriptedModel):
    outage: Any = refusal(503, "Overloaded.", retry_after="0")
    model.will_answer(outage, completion("Here ", "I am."))
    turn = asked.say("Hello")
    expect(turn.get_by_test_id("answer")).to_have_text("Here I am.")
    expect(turn.get_by_test_id("error")).to_have_count(0)


def test_a_long_answer_right_after_a_decision_is_followed_to_its_end(asked: Studio, model: ScriptedModel):
    lines = [f"Line {number}.\n\n" for number in range(60)]
    model.will_answer(completion("Now.", tool_calls=[MAKE_RED]), completion(*lines))
    turn = asked.say("Light up")
    asked.approve()
    expect(turn.get_by_test_id("undo-turn")).to_be_in_viewport()
    expect(asked.page.get_by_role("button", name="Jump to latest")).to_have_count(0)


def test_a_picture_is_made_small_sent_along_and_shown_with_the_message(asked: Studio, model: ScriptedModel):
    page = asked.page
    page.get_by_test_id("picture-input").set_input_files(
        [
            {"name": "wide.png", "mimeType": "image/png", "buffer": red_png(3136, 100)},
            {"name": "notes.png", "mimeType": "image/png", "buffer": b"no picture at all"},
        ]
    )
    waiting = page.get_by_role("list", name="Pictures of this message").get_by_role("img")
    expect(waiting).to_have_count(1)
    expect(page.get_by_text("notes.png is not a picture this browser can read.")).to_be_visible()
    model.will_answer(completion("Red."))
    turn = asked.say("Which color is this?")
    expect(turn.get_by_role("img", name="wide.png")).to_be_visible()
    expect(waiting).to_have_count(0)
    words, picture = model.requests[-1].json["messages"][-1]["content"]
    assert words["text"].endswith("Which color is this?")
    address = picture["image_url"]["url"]
    assert address.startswith("data:image/jpeg;base64,")
    size = page.evaluate(
        "async (url) => { const i = new Image(); i.src = url; await i.decode(); return [i.width, i.height] }",
        address,
    )
    assert size == [1568, 50]
    asked.reload()
    expect(turn.get_by_role("img", name="wide.png")).to_be_visible()


def red_png(width: int, height: int) -> bytes:
    """A red picture, by hand (PNG specification, third edition)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = (b"\0" + b"\xff\0\0" * width) * height
    image = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + image
