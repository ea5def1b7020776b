"""Failing over between protocols, leaving, stopping: the next request is a valid one everywhere."""

from __future__ import annotations

import asyncio
import json
from contextlib import aclosing
from typing import Any

import pytest

from coda.components.events import ProviderSwitched, ResponseInterrupted
from coda.components.tools import Effect, ToolManager, tool
from coda.errors import LLMAuthenticationError, LLMProviderDownError, LLMStreamBrokenError
from tests.llm.fault_server import Act, http
from tests.llm.meeting import CONVERSATION, meeting
from tests.llm.speakers import SPEAKERS, Said, Speaker

pytestmark = pytest.mark.anyio

DOWN = http(503, b'{"message": "out of order"}')
QUESTION = "How heavy are they?"
BOTH = (("weigh", {"ball": 1}), ("weigh", {"ball": 2}))

PAIRS = [(first, second) for first in SPEAKERS for second in SPEAKERS if first is not second]
from_one_to_another = pytest.mark.parametrize(
    ("first", "second"), PAIRS, ids=[f"{a.protocol}-{b.protocol}" for a, b in PAIRS]
)
in_a_ring = pytest.mark.parametrize(
    ("first", "second"),
    list(zip(SPEAKERS, SPEAKERS[1:] + SPEAKERS[:1], strict=True)),
    ids=[speaker.protocol.value for speaker in SPEAKERS],
)
in_every_protocol = pytest.mark.parametrize(
    "speaker", SPEAKERS, ids=[speaker.protocol.value for speaker in SPEAKERS]
)


@in_a_ring
async def test_before_the_first_word_another_protocol_answers_silently(
    first: Speaker, second: Speaker
) -> None:
    async with meeting((first, [DOWN]), (second, [second.says("Both.")])) as m:
        response = await m.ask(QUESTION, provider=["first", "second"])
        assert (response.content, response.model) == ("Both.", second.model)
        assert m.spoken("first") == m.spoken("second") == [("user", QUESTION)]
        (switched,) = await m.events(ProviderSwitched)
        assert (switched.failed, switched.provider, switched.after_text) == ("first", "second", False)


@from_one_to_another
async def test_another_protocol_goes_on_in_the_middle_of_a_round_of_calls(
    first: Speaker, second: Speaker
) -> None:
    own = [first.says("Let me see.", thought="Hm.", calls=BOTH), DOWN, first.says("Bye.", number=3)]
    others = [second.says(thought="So.", calls=BOTH[:1], number=4), second.says("Both.", number=5)]
    async with meeting((first, own), (second, others)) as m:
        response = await m.ask(QUESTION, provider=["first", "second"])
        assert response.content == "Let me see.Both."
        taken_over = json.dumps(m.bodies("second")[0])
        assert "Hm." not in taken_over
        assert Said().signature not in taken_over
        kinds = [one[0] for one in m.spoken("second", 0)]
        assert kinds == ["user", "assistant", "call", "call", "result", "result"]
        assert [one[0] for one in m.spoken("second", 1)] == [*kinds, "call", "result"]
        assert (await m.ask("Thanks.", provider=["first", "second"])).content == "Bye."
        told = m.spoken("first")
        assert [one[0] for one in told[:8]] == [*kinds, "call", "result"]
        assert told[8:] == [("assistant", "Both."), ("user", "Thanks.")]
        assert "So." not in json.dumps(m.bodies("first")[2])


@in_a_ring
async def test_after_words_another_protocol_continues_them_where_that_is_wanted(
    first: Speaker, second: Speaker
) -> None:
    cast = (first, [first.breaks_off("One an"), first.says("Bye.")]), (second, [second.says("d two.")])
    async with meeting(*cast) as m:
        line: dict[str, Any] = {"provider": ["first", "second"], "after_first_token": True}
        assert (await m.ask(QUESTION, **line)).content == "One and two."
        asked, shown, told = m.spoken("second")
        assert (asked, shown) == (("user", QUESTION), ("assistant", "One an"))
        assert told[1].startswith("[Your answer broke off")
        await m.ask("Thanks.", **line)
        assert m.spoken("first")[1:] == [("assistant", "One and two."), ("user", "Thanks.")]


@in_a_ring
async def test_after_words_a_failure_is_one_unless_it_was_asked_for(first: Speaker, second: Speaker) -> None:
    async with meeting((first, [first.breaks_off("One an")]), (second, [second.says("d two.")])) as m:
        with pytest.raises(LLMStreamBrokenError):
            await m.ask(QUESTION, provider=["first", "second"])
        assert m.bodies("second") == []


@in_a_ring
async def test_when_all_fail_it_is_the_failure_of_the_first(first: Speaker, second: Speaker) -> None:
    refused = http(401, b'{"error": {"message": "no such key"}}')
    async with meeting((first, [DOWN]), (second, [refused])) as m:
        with pytest.raises(LLMProviderDownError, match="Tried after it, without success: second"):
            await m.ask(QUESTION, provider=["first", "second"])
        with pytest.raises(LLMAuthenticationError, match="Tried after it, without success: first"):
            await m.ask(QUESTION, provider=["second", "first"])


@in_every_protocol
async def test_leaving_an_answer_closes_it_and_the_next_message_goes_on(speaker: Speaker) -> None:
    script = [speaker.breaks_off("One an", Act.STALL), speaker.says("Two.")]
    async with meeting((speaker, script)) as m:
        answer = m.llm.generate_response(QUESTION, CONVERSATION, stream=True)
        async with aclosing(aiter(answer)) as chunks:
            assert (await anext(chunks)).delta == "One an"
        await m.servers["first"].wait_until_left()
        assert len(await m.events(ResponseInterrupted)) == 1
        assert (await m.ask("Go on.")).content == "Two."
        asked, shown, told = m.spoken()
        assert (asked, told) == (("user", QUESTION), ("user", "Go on."))
        assert shown == ("assistant", "One an\n[The answer was interrupted here.]")


@in_every_protocol
async def test_calls_that_were_stopped_are_told_as_not_run(speaker: Speaker) -> None:
    begun = asyncio.Event()

    @tool(effect=Effect.READ)
    async def ponder() -> None:
        """Think for ever."""
        begun.set()
        await asyncio.Event().wait()

    tools = ToolManager()
    tools.add(ponder)
    script = [speaker.says("Let me see.", thought="Hm.", calls=(("ponder", {}), *BOTH)), speaker.says("No.")]
    async with meeting((speaker, script), tools=tools) as m:
        asked = asyncio.ensure_future(m.ask(QUESTION))
        await begun.wait()
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked
        assert (await m.ask("Never mind.")).content == "No."
        told = m.spoken()
        assert [one[0] for one in told[:-2]] == ["user", "assistant", *["call"] * 3, *["result"] * 3]
        assert all("not run" in result[2] for result in told if result[0] == "result")
        assert told[-1] == ("user", "Never mind.")
