"""Our cache of answers, the providers' caches of prompts, and media, in every protocol."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from coda.components.documents import NoDocumentType
from coda.components.events import ReasoningKept
from coda.components.llm.application import Application
from coda.components.messages import Media
from coda.errors import LLMBadRequestError
from tests.llm.histories import Body
from tests.llm.meeting import TOOLS, Meeting, meeting
from tests.llm.speakers import ANTHROPIC, BEDROCK, CHAT, GEMINI, OLLAMA, SPEAKERS, Speaker

pytestmark = pytest.mark.anyio

in_every_protocol = pytest.mark.parametrize(
    "speaker", SPEAKERS, ids=[speaker.protocol.value for speaker in SPEAKERS]
)
where_marks_are_wanted = pytest.mark.parametrize(
    "speaker", [ANTHROPIC, BEDROCK], ids=["anthropic", "bedrock"]
)

QUESTION = "How heavy are they?"
PICTURE = Media("image/png", b"\x89PNG\r\n\x1a\n", name="ball.png")
SOUND = Media("audio/wav", b"RIFF", name="ball.wav")


@in_every_protocol
async def test_the_same_question_is_answered_from_memory_in_another_conversation(speaker: Speaker) -> None:
    script = [speaker.says("Heavy.", thought="Hm."), speaker.says("You are welcome.", number=2)]
    async with meeting((speaker, script), enable_caching=True) as m:
        first = await m.ask(QUESTION, "one")
        again = await m.ask(QUESTION, "c")
        assert (again.content, again.metadata["from_cache"]) == (first.content, True)
        assert (again.metadata["cost"], len(m.bodies())) == (0.0, 1)
        assert len(await m.events(ReasoningKept)) == (speaker is not CHAT)
        assert (await m.ask("Thanks.")).content == "You are welcome."
        assert m.spoken()[1:] == [("assistant", "Heavy."), ("user", "Thanks.")]


@in_every_protocol
async def test_another_temperature_model_or_parameter_is_another_request(speaker: Speaker) -> None:
    async with meeting((speaker, [speaker.says("Heavy.")]), enable_caching=True) as m:
        config = m.llm.config.providers["first"]
        await m.ask(QUESTION, "one")
        await m.ask(QUESTION, "two", provider=f"first/{speaker.other_model}")
        config.temperature = 0.1
        await m.ask(QUESTION, "three")
        config.extra_params = {**config.extra_params, "user": "nobody"}
        await m.ask(QUESTION, "four")
        assert len(m.bodies()) == 4
        assert (await m.ask(QUESTION, "five")).metadata["from_cache"]


@in_every_protocol
async def test_a_round_of_calls_is_never_answered_from_memory(speaker: Speaker) -> None:
    script = [speaker.says(calls=[("weigh", {"ball": 1})]), speaker.says("Heavy.", number=2)]
    async with meeting((speaker, [*script, *script]), enable_caching=True) as m:
        await m.ask(QUESTION, "one")
        assert not (await m.ask(QUESTION, "two")).metadata["from_cache"]
        assert len(m.bodies()) == 4


def application() -> Application:
    """It shows something else whenever it is asked."""
    ticks = iter(range(1000))
    return Application(
        "clock", NoDocumentType(), TOOLS, describe_state=lambda _: [("clock", f"It is {next(ticks)} now.")]
    )


async def three_turns(m: Meeting) -> None:
    """Each with a round of calls: six requests."""
    for text in ("First?", "Second?", "Third?"):
        await m.ask(text)


def turns(speaker: Speaker) -> list[Any]:
    calls = [("weigh", {"ball": 1})]
    return [
        speaker.says("Let me see.", thought="Hm.", calls=calls, number=number)
        if number % 2
        else speaker.says(f"Answer {number}.", number=number)
        for number in range(1, 7)
    ]


def same_beginning(one: str, other: str) -> str:
    length = min(len(one), len(other))
    return one[: next((place for place in range(length) if one[place] != other[place]), length)]


@in_every_protocol
async def test_the_beginning_of_a_request_stays_what_it_was_while_the_state_changes(speaker: Speaker) -> None:
    unmarked = {"prompt_caching": False}
    async with meeting((speaker, turns(speaker)), application=application(), settings=unmarked) as m:
        await three_turns(m)
        third, fourth, fifth = [asked.body.decode() for asked in m.servers["first"].requests][2:5]
        beside_tools = same_beginning(third, fourth)
        next_turn = same_beginning(fourth, fifth)
        for known in ("You are a helpful assistant.", "First?", "Let me see.", "Answer 2."):
            assert known in beside_tools
            assert known in next_turn
        assert ("Weigh a ball." in next_turn) is (speaker is not OLLAMA)
        assert "It is" not in next_turn
        assert third.count("It is") == fourth.count("It is") == 1


@where_marks_are_wanted
@pytest.mark.parametrize("changing", [True, False])
async def test_marks_let_the_next_request_find_what_was_there_before(
    speaker: Speaker, changing: bool
) -> None:
    shows = application() if changing else Application("plain", NoDocumentType(), TOOLS)
    async with meeting((speaker, turns(speaker)), application=shows) as m:
        await three_turns(m)
        cached: set[str] = set()
        found: list[list[str]] = []
        for body in m.bodies():
            found.append(from_cache(body, cached))
            cached |= {json.dumps(blocks) for blocks in marked(body)}
        told = [json.dumps(blocks) for blocks in found]
        assert found[0] == []
        assert all("You are a helpful assistant." in one for one in told[1:])
        assert all("First?" in one for one in told[3:])
        assert all("Second?" in one for one in told[5:])
        if not changing:
            assert ["First?" in one for one in told[1:3]] == [True, True]
            assert "Second?" in told[3]
            assert "Third?" in told[5]


def blocks_of(body: Body) -> Iterator[tuple[Any, bool]]:
    """Tools, instructions and messages block by block, and whether a mark stands at each."""
    tools = body.get("tools") or body["toolConfig"]["tools"]
    messages = [
        {**block, "role": turn["role"]} if "cachePoint" not in block else block
        for turn in body["messages"]
        for block in turn["content"]
    ]
    listed = [*tools, *body["system"], *messages]
    for place, block in enumerate(listed):
        if "cachePoint" in block:
            continue
        behind = listed[place + 1] if place + 1 < len(listed) else {}
        plain = {name: value for name, value in block.items() if name != "cache_control"}
        yield plain, "cache_control" in block or "cachePoint" in behind


def marked(body: Body) -> list[list[Any]]:
    """The beginnings that the provider keeps; it keeps four at most."""
    blocks = list(blocks_of(body))
    ends = [place + 1 for place, (_, mark) in enumerate(blocks) if mark]
    assert 1 <= len(ends) <= 4
    return [[block for block, _ in blocks[:end]] for end in ends]


def from_cache(body: Body, cached: set[str]) -> list[Any]:
    """The longest beginning that was kept, looked for at each mark and up to 20 blocks before it
    (Anthropic's documentation, "Prompt caching")."""
    found: list[Any] = []
    for kept in marked(body):
        for end in range(len(kept), max(0, len(kept) - 20), -1):
            if json.dumps(kept[:end]) in cached and end > len(found):
                found = kept[:end]
    return found


@in_every_protocol
async def test_a_picture_reaches_the_wire_and_stays_in_the_conversation(speaker: Speaker) -> None:
    async with meeting((speaker, [speaker.says("A ball.")])) as m:
        await m.ask("What is this?", media=[PICTURE])
        await m.ask("Are you sure?")
        for place in (0, 1):
            (shown,) = [one for one in m.spoken(place=place) if one[0] == "media"]
            assert shown[1] in {"image", "image_url", "input_image", "inlineData"}
            assert "iVBORw0KGgo=" in json.dumps(m.bodies()[place])
        assert ("user", "What is this?") in m.spoken()


@in_every_protocol
async def test_a_sound_reaches_the_wire_or_is_refused_in_a_plain_sentence(speaker: Speaker) -> None:
    async with meeting((speaker, [speaker.says("A ball.")])) as m:
        if speaker in (CHAT, GEMINI, BEDROCK):
            await m.ask("What is this?", media=[SOUND])
            assert "UklGRg==" in json.dumps(m.bodies()[0])
            assert len([one for one in m.spoken() if one[0] == "media"]) == 1
        else:
            with pytest.raises(LLMBadRequestError, match=r"audio"):
                await m.ask("What is this?", media=[SOUND])
            assert m.bodies() == []
