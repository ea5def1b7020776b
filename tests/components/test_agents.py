"""Stages: runs of their own on behalf of a conversation, with typed inputs and outputs, told as they go."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Literal

import pytest
from pydantic import BaseModel, Field

from coda.components.agents import AgentOrchestrator, Stage, UnknownStageError
from coda.components.events import Progress, ResponseInterrupted
from coda.components.llm import LLMConfig, LLMManager
from coda.components.messages import Failure, Finish, FinishReason, ModelEvent, TextDelta, Usage, UsageReport
from coda.components.store.records import RunState
from coda.components.store.writes import CreateConversation
from coda.components.tools import Caller
from coda.errors import LLMError, LLMOutputError, LLMQuotaExceededError, ToolValidationError
from coda.testing.scripted import ScriptedProvider, Step

pytestmark = pytest.mark.anyio

TALK = "talk"


class Wish(BaseModel):
    words: str
    times: int = 1


class Echo(BaseModel):
    text: str = Field(max_length=40)


def echo(wish: Wish) -> Echo:
    return Echo(text=" ".join([wish.words] * wish.times))


STAGE = Stage(
    name="echo",
    agent="Echo agent",
    takes=Wish,
    gives=Echo,
    instructions="Say it again.",
    message="Echoing",
    offline=echo,
    insight=lambda output: f"{len(output.text)} letters",
)


@dataclass
class Office:
    llm: LLMManager
    agents: AgentOrchestrator
    told: list[Progress] = field(default_factory=list[Progress])

    @property
    def caller(self) -> Caller:
        async def report(progress: Progress) -> None:
            self.told.append(progress)

        return Caller(TALK, report=report)

    @property
    def statuses(self) -> list[str]:
        return [progress.status for progress in self.told]


@asynccontextmanager
async def office(*script: list[Step], stage: Stage = STAGE) -> AsyncGenerator[Office, None]:
    llm = LLMManager(LLMConfig(default_provider="scripted" if script else "offline"))
    if script:
        llm._providers["scripted"] = ScriptedProvider(script)
    await llm.store.commit(CreateConversation(TALK, "Talk", None, 0))
    yield Office(llm, AgentOrchestrator(llm.runs, [stage]))
    await llm.shutdown()


def answers(text: str) -> list[ModelEvent | asyncio.Event]:
    return [TextDelta(text), UsageReport(Usage(30, 12)), Finish(FinishReason.STOP)]


async def test_a_stage_is_done_without_a_model_where_it_knows_how() -> None:
    async with office() as a:
        assert await a.agents.execute_stage(stage="echo", input_data={"words": "ho", "times": 2}) == Echo(
            text="ho ho"
        )


async def test_a_language_model_does_it_in_the_form_that_is_asked_for() -> None:
    async with office(answers('{"text": "hello"}')) as a:
        done = await a.agents.run_stage("echo", Wish(words="hello"), a.caller)
        assert done.output == Echo(text="hello")
        assert (done.usage.prompt_tokens, done.usage.completion_tokens) == (30, 12)
        provider = a.llm._providers["scripted"]
        assert isinstance(provider, ScriptedProvider)
        system, user = provider.requests[0].messages
        assert "Say it again." in system.content
        assert user.content == '{"words":"hello","times":1}'
        assert provider.requests[0].response_format is not None or provider.requests[0].tools


async def test_an_answer_that_does_not_fit_is_asked_for_once_more() -> None:
    async with office(answers('{"text": 1}'), answers('{"text": "well"}')) as a:
        assert await a.agents.execute_stage("echo", Wish(words="x")) == Echo(text="well")


async def test_an_answer_that_never_fits_fails_the_stage() -> None:
    async with office(answers("no"), answers("still no")) as a:
        with pytest.raises(LLMOutputError):
            await a.agents.execute_stage("echo", Wish(words="x"), a.caller)
        assert a.statuses == ["running", "failed"]


async def test_what_a_stage_does_is_told_with_its_insight_and_its_cost() -> None:
    async with office() as a:
        await a.agents.execute_stage("echo", Wish(words="ho"), a.caller)
        first, last = a.told[0], a.told[-1]
        assert (first.stage, first.agent, first.status, first.progress) == (
            "echo",
            "Echo agent",
            "running",
            0.0,
        )
        assert (last.status, last.progress, last.insight, last.cost_usd) == ("done", 1.0, "2 letters", 0.0)
        assert last.usage.completion_tokens > 0
        assert len({progress.task for progress in a.told}) == 1


async def test_a_long_answer_is_told_as_it_grows_and_nobody_pretends_to_know_how_far_it_is() -> None:
    pieces: list[Step] = [TextDelta('{"text": "'), *[TextDelta(" " * 90) for _ in range(5)], TextDelta('x"}')]
    script: list[Step] = [*pieces, Finish(FinishReason.STOP)]
    stage = Stage("echo", "Echo agent", Wish, Loose, "Say it again.", "Echoing")
    async with office(script, stage=stage) as a:
        await a.agents.execute_stage("echo", Wish(words="x"), a.caller)
        growing = [progress for progress in a.told if progress.progress is None]
        assert growing
        assert all("letters so far" in progress.message for progress in growing)


class Loose(BaseModel):
    text: str


async def test_its_talk_is_not_the_users_but_counts_for_it() -> None:
    async with office(answers('{"text": "hello"}')) as a:
        await a.agents.execute_stage("echo", Wish(words="hello"), a.caller)
        assert [one.id for one in await a.llm.store.conversations()] == [TALK]
        assert await a.llm.store.entries(TALK) == ()
        assert (await a.llm.store.usage_totals(TALK)).usage.total_tokens == 42


async def test_an_output_is_the_next_stages_input() -> None:
    shout = Stage(
        "shout", "Shouting agent", Echo, Loose, "", "Shouting", lambda e: Loose(text=e.text.upper())
    )
    async with office() as a:
        agents = AgentOrchestrator(a.llm.runs, [STAGE, shout])
        heard = await agents.execute_stage("echo", Wish(words="ho"))
        assert await agents.execute_stage("shout", heard) == Loose(text="HO")


async def test_an_unknown_stage_is_refused_with_those_that_are_there() -> None:
    async with office() as a:
        with pytest.raises(UnknownStageError, match="the stages are: echo"):
            await a.agents.execute_stage("sing", {})


async def test_an_input_that_does_not_fit_is_refused_before_anybody_is_asked() -> None:
    async with office() as a:
        with pytest.raises(ToolValidationError, match="Echo agent cannot begin: words"):
            await a.agents.execute_stage("echo", {"times": 2}, a.caller)
        assert a.told == []


async def test_a_providers_failure_is_the_stages() -> None:
    async with office([Failure(LLMQuotaExceededError("The quota is used up.", "custom"))]) as a:
        with pytest.raises(LLMQuotaExceededError):
            await a.agents.execute_stage("echo", Wish(words="x"), a.caller)
        assert a.told[-1].message == "The quota is used up."


async def test_a_stage_that_nobody_taught_needs_a_model() -> None:
    alone = Stage("echo", "Echo agent", Wish, Echo, "", "Echoing")
    async with office(stage=alone) as a:
        with pytest.raises(LLMError):
            await a.agents.execute_stage("echo", Wish(words="x"))


class Gate(asyncio.Event):
    """A place in a script at which the answer stands still."""

    def __init__(self) -> None:
        super().__init__()
        self.reached = asyncio.Event()

    async def wait(self) -> Literal[True]:
        self.reached.set()
        return await super().wait()


async def test_whoever_stops_waiting_stops_the_stage() -> None:
    held = Gate()
    async with office([TextDelta("{"), held, Finish(FinishReason.STOP)]) as a:
        work = asyncio.create_task(a.agents.execute_stage("echo", Wish(words="x"), a.caller))
        await held.reached.wait()
        work.cancel()
        with pytest.raises(asyncio.CancelledError):
            await work
        assert a.statuses == ["running", "cancelled"]
        [run] = await a.llm.store.runs((RunState.ENDED,))
        ended = (await a.llm.store.last_entries(run.conversation_id, 1))[0].event
        assert isinstance(ended, ResponseInterrupted)


async def test_within_a_turn_the_same_question_is_asked_once_and_paid_once() -> None:
    async with office(answers('{"text": "one"}'), answers('{"text": "two"}')) as a:
        turn = replace(a.caller, run_id="r1")
        first = await a.agents.run_stage("echo", Wish(words="x"), turn)
        again = await a.agents.run_stage("echo", Wish(words="x"), turn)
        assert again.output == first.output == Echo(text="one")
        assert (first.usage.total_tokens, again.usage.total_tokens) == (42, 0)
        other = await a.agents.run_stage("echo", Wish(words="x"), replace(a.caller, run_id="r2"))
        assert other.output == Echo(text="two")
