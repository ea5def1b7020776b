"""Turns whose provider fails: who takes over, what the journal tells, what the next provider is told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from coda.components.events import (
    Proposal,
    ProviderStatusChange,
    ProviderSwitched,
    ResponseChunk,
    ResponseComplete,
    ResponseError,
    ResponseInterrupted,
    ResponseStart,
    UsageRecorded,
    UserMessage,
)
from coda.components.llm import LLMConfig, LLMManager, LLMProvider, ProviderConfig
from coda.components.llm.config import FallbackConfig
from coda.components.llm.failover import falls_over
from coda.components.llm.runs import Message
from coda.components.messages import (
    Failure,
    MessageRole,
    ReasoningDelta,
    ReasoningState,
    TextDelta,
    ToolCall,
)
from coda.errors import (
    ConfigurationError,
    LLMAuthenticationError,
    LLMBadRequestError,
    LLMContentFilteredError,
    LLMContextTooLongError,
    LLMError,
    LLMModelNotFoundError,
    LLMOutputError,
    LLMProviderDownError,
    LLMQuotaExceededError,
    LLMRateLimitError,
    LLMStreamBrokenError,
    LLMTimeoutError,
    LLMUnsupportedError,
)
from coda.testing.scripted import ScriptedProvider, Step
from tests.components.desk import CONVERSATION, Desk, calls, desk, says

pytestmark = pytest.mark.anyio

DOWN = Failure(LLMProviderDownError("It is down."))
BROKEN = Failure(LLMStreamBrokenError("The connection broke."))


def scripted(model: str, *script: Sequence[Step]) -> ScriptedProvider:
    config = ProviderConfig(provider=LLMProvider.CUSTOM, model=model, max_retries=0)
    return ScriptedProvider(script, config)


class Asked:
    """A manager with scripted providers, the first of which is the default, and one conversation."""

    def __init__(self, manager: LLMManager) -> None:
        self.llm = manager

    async def say(self, text: str = "Hello?", **how: Any) -> str:
        return (await self.llm.generate_response(text, CONVERSATION, **how)).content

    async def events(self, kind: type[Any]) -> list[Any]:
        entries = await self.llm.store.entries(CONVERSATION)
        return [entry.event for entry in entries if isinstance(entry.event, kind)]

    async def kinds(self) -> list[str]:
        return [type(entry.event).__name__ for entry in await self.llm.store.entries(CONVERSATION)]


@asynccontextmanager
async def asking(
    fallback: FallbackConfig | None = None, **providers: ScriptedProvider
) -> AsyncGenerator[Asked, None]:
    config = LLMConfig(default_provider=next(iter(providers)), fallback=fallback or FallbackConfig())
    manager = LLMManager(config)
    manager._providers.update(providers)
    try:
        yield Asked(manager)
    finally:
        await manager.shutdown()


async def test_before_the_first_word_the_next_provider_answers_and_only_the_journal_tells() -> None:
    first, second = scripted("m1", [DOWN]), scripted("m2", says("Hello."))
    async with asking(first=first, second=second) as a:
        assert await a.say(provider=["first", "second"]) == "Hello."
        assert await a.kinds() == [
            "ConversationCreated",
            "UserMessage",
            "ContextAssembled",
            "ResponseStart",
            "UsageRecorded",
            "ProviderStatusChange",
            "ProviderSwitched",
            "ResponseStart",
            "ResponseChunk",
            "UsageRecorded",
            "AnalyticsUpdate",
            "ResponseComplete",
        ]
        assert await a.events(ProviderSwitched) == [
            ProviderSwitched(failed="first", provider="second", model="m2", reason="It is down.")
        ]
        assert [(e.model, e.round) for e in await a.events(ResponseStart)] == [("m1", 1), ("m2", 1)]
        assert second.requests[0].model == "m2"
        assert second.requests[0].messages == first.requests[0].messages


async def test_each_provider_that_was_asked_has_its_own_account() -> None:
    async with asking(first=scripted("m1", [DOWN]), second=scripted("m2", says("Hello."))) as a:
        response = await a.llm.generate_response("Hello?", CONVERSATION, provider=["first", "second"])
        booked = [(e.model, e.usage.total_tokens) for e in await a.events(UsageRecorded)]
        assert booked == [("m1", 0), ("m2", 11)]
        assert (response.model, response.total_tokens) == ("m2", 11)
        assert (await a.llm.store.usage_totals(CONVERSATION)).requests == 2


async def test_a_request_that_was_refused_cost_nothing_whatever_its_price_would_be() -> None:
    async with asking(first=scripted("m1", [DOWN]), second=scripted("m2", says("Hello."))) as a:
        await a.say(provider=["first", "second"])
        refused, answered = await a.events(UsageRecorded)
        assert (refused.cost_usd, refused.usage.estimated) == (0.0, False)
        assert answered.cost_usd is None


async def test_a_model_that_was_retired_is_told_with_what_replaces_it() -> None:
    gone = Failure(LLMModelNotFoundError("OpenAI does not have this model. Choose another model."))
    config = ProviderConfig(provider=LLMProvider.OPENAI, model="gpt-4", max_retries=0)
    async with asking(first=ScriptedProvider([[gone]], config)) as a:
        with pytest.raises(LLMModelNotFoundError, match=r"retired GPT-4 on 2026-10-23; use gpt-5\.6-sol"):
            await a.say()


async def test_fallbacks_name_models_and_are_asked_in_their_order() -> None:
    first, second = scripted("m1", [DOWN], [DOWN]), scripted("m2", [DOWN], says("Yes."))
    async with asking(first=first, second=second) as a:
        assert await a.say(provider=["first", "second/large", "second", "first/small"]) == "Yes."
        assert [request.model for request in second.requests] == ["large", "m2"]
        (said,) = await a.events(UserMessage)
        assert said.fallbacks == ("second/large", "second", "first/small")


async def test_the_settings_name_who_takes_over_when_the_message_does_not() -> None:
    settings = FallbackConfig(providers=["second"])
    async with asking(settings, first=scripted("m1", [DOWN]), second=scripted("m2", says("Yes."))) as a:
        assert await a.say() == "Yes."


async def test_a_message_may_say_that_nobody_takes_over() -> None:
    settings = FallbackConfig(providers=["second"])
    async with asking(settings, first=scripted("m1", [DOWN]), second=scripted("m2")) as a:
        with pytest.raises(LLMProviderDownError):
            await a.say(provider=["first"])
        assert await a.events(ProviderSwitched) == []


async def test_an_unknown_fallback_is_told_before_anything_is_asked() -> None:
    first = scripted("m1", says("Hello."))
    async with asking(first=first) as a:
        with pytest.raises(ConfigurationError, match="nobody"):
            await a.say(provider=["first", "nobody"])
        with pytest.raises(ConfigurationError, match="empty"):
            a.llm.generate_response("Hello?", provider=[])
        assert first.requests == []


async def test_when_all_fail_the_first_failure_is_told_with_who_else_was_tried() -> None:
    refused = Failure(LLMAuthenticationError("The key was refused."))
    quota = Failure(LLMQuotaExceededError("The account is empty."))
    first, second, third = scripted("m1", [refused]), scripted("m2", [quota]), scripted("m3", [DOWN])
    async with asking(first=first, second=second, third=third) as a:
        with pytest.raises(LLMAuthenticationError) as raised:
            await a.say(provider=["first", "second", "third"])
        assert str(raised.value) == ("The key was refused. Tried after it, without success: second, third.")
        assert [e.failed for e in await a.events(ProviderSwitched)] == ["first", "second"]
        assert len(await a.events(ResponseError)) == 1


@pytest.mark.parametrize(
    ("error", "others_may_do"),
    [
        (LLMTimeoutError("slow"), True),
        (LLMProviderDownError("no such host", recoverable=False), True),
        (LLMStreamBrokenError("cut"), True),
        (LLMRateLimitError("slow down"), True),
        (LLMQuotaExceededError("empty"), True),
        (LLMAuthenticationError("no"), True),
        (LLMModelNotFoundError("no such model"), True),
        (LLMContextTooLongError("too long"), True),
        (LLMUnsupportedError("no sounds here"), True),
        (LLMContentFilteredError("no"), False),
        (LLMBadRequestError("no"), False),
        (LLMOutputError("no", recoverable=False), False),
        (LLMError("odd"), True),
    ],
)
async def test_the_kind_of_failure_decides_whether_another_is_asked(
    error: LLMError, others_may_do: bool
) -> None:
    assert falls_over(error) is others_may_do
    second = scripted("m2", says("Hello."))
    async with asking(first=scripted("m1", [Failure(error)]), second=second) as a:
        if others_may_do:
            assert await a.say(provider=["first", "second"]) == "Hello."
        else:
            with pytest.raises(type(error)):
                await a.say(provider=["first", "second"])
        assert len(second.requests) == others_may_do


async def test_after_the_first_word_nobody_takes_over_unasked() -> None:
    second = scripted("m2", says("Hello."))
    async with asking(first=scripted("m1", [TextDelta("Hel"), BROKEN]), second=second) as a:
        with pytest.raises(LLMStreamBrokenError):
            await a.say(provider=["first", "second"])
        assert second.requests == []
        assert [e.delta for e in await a.events(ResponseChunk)] == ["Hel"]


async def test_when_allowed_the_next_provider_continues_what_was_shown_and_it_reads_as_one_answer() -> None:
    kept = ReasoningState("anthropic", "m1", ("signed",))
    first = scripted("m1", [ReasoningDelta("Hm."), kept, TextDelta("Once upon"), BROKEN])
    second = scripted("m2", says(" a ", "time."), says("You are welcome."))
    settings = FallbackConfig(providers=["second"], after_first_token=True)
    async with asking(settings, first=first, second=second) as a:
        pieces = [chunk async for chunk in a.llm.generate_response("A story!", CONVERSATION, stream=True)]
        assert pieces[-1].content == "Once upon a time."
        (switched,) = await a.events(ProviderSwitched)
        assert switched.after_text
        *before, partial, instruction = second.requests[0].messages
        assert tuple(before) == first.requests[0].messages
        assert (partial.role, partial.content) == (MessageRole.ASSISTANT, "Once upon")
        assert "exactly where it stops" in instruction.content
        said = await a.llm.get_conversation(CONVERSATION)
        assert [(one.role, one.content, one.reasoning) for one in said] == [
            (MessageRole.USER, "A story!", None),
            (MessageRole.ASSISTANT, "Once upon a time.", None),
        ]
        assert await a.say("Thanks.", provider="second") == "You are welcome."
        assert [one.content for one in second.requests[1].messages[-2:]] == ["Once upon a time.", "Thanks."]


async def test_a_request_may_ask_for_it_and_the_response_is_whole() -> None:
    first = scripted("m1", [TextDelta("One,"), BROKEN])
    second = scripted("m2", [TextDelta(" two,"), BROKEN])
    third = scripted("m3", says(" three."))
    async with asking(first=first, second=second, third=third) as a:
        said = await a.say(provider=["first", "second", "third"], after_first_token=True)
        assert said == "One, two, three."
        assert third.requests[0].messages[-2].content == "One, two,"
        assert [e.after_text for e in await a.events(ProviderSwitched)] == [True, True]
        assert len(await a.llm.get_conversation(CONVERSATION)) == 2


async def test_thinking_aloud_is_no_answer_yet() -> None:
    first = scripted("m1", [ReasoningDelta("Let me see."), BROKEN])
    async with asking(first=first, second=scripted("m2", says("Hello."))) as a:
        assert await a.say(provider=["first", "second"]) == "Hello."
        (switched,) = await a.events(ProviderSwitched)
        assert not switched.after_text


async def test_an_answer_that_must_have_a_form_is_not_continued_by_another() -> None:
    first = scripted("m1", [TextDelta('{"a": '), BROKEN])
    first.supports_structured_output = True
    settings = FallbackConfig(providers=["second"], after_first_token=True)
    second = scripted("m2", says('{"a": 1}'))
    async with asking(settings, first=first, second=second) as a:
        with pytest.raises(LLMStreamBrokenError):
            await a.say(response_model={"type": "object", "properties": {"a": {"type": "integer"}}})
        assert second.requests == []


async def test_whoever_took_over_goes_on_in_the_next_round_and_no_call_is_repeated() -> None:
    made = ToolCall("c9", "wipe", "{}")
    async with desk() as d:
        first = scripted("m1", [made, BROKEN])
        second = scripted("m2", calls(("write", {"line": 1, "text": "new"})), says("Done."))
        use(d, first=first, second=second)
        run = await d.runs.start(
            CONVERSATION, Message(text="Write.", provider="first", fallbacks=("second",))
        )
        await d.approve(run.run_id, await d.until(Proposal))
        await d.runs.finished(run.run_id)
        assert await d.lines() == {0: "old", 1: "new"}
        assert (len(first.requests), len(second.requests)) == (1, 2)
        assert [e.round for e in await d.events(ResponseStart)] == [1, 1, 2]
        assert (await d.kinds())[-1] == "ResponseComplete"


async def test_a_later_round_that_fails_is_taken_over_with_the_calls_and_results_so_far() -> None:
    async with desk() as d:
        first = scripted("m1", calls(("read", {})), [DOWN])
        second = scripted("m2", says("One note."))
        use(d, first=first, second=second)
        run = await d.runs.start(CONVERSATION, Message(text="Read.", provider="first", fallbacks=("second",)))
        await d.runs.finished(run.run_id)
        roles = [message.role for message in second.requests[0].messages]
        assert roles[-2:] == [MessageRole.ASSISTANT, MessageRole.TOOL]
        (ended,) = await d.events(ResponseComplete)
        assert ended.finish_reason == "stop"


async def test_who_answers_after_a_restart_is_who_had_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "coda.db"
    async with desk(path=path) as d:
        proposing = scripted("m2", calls(("write", {"line": 1, "text": "new"})))
        message = Message(text="Write.", provider="first", fallbacks=("second", "third"))
        use(d, first=scripted("m1", [DOWN]), second=proposing, third=scripted("m3"))
        run = await d.runs.start(CONVERSATION, message)
        proposal = await d.until(Proposal)
        document_id = d.document.id
    async with desk(path=path, document_id=document_id) as d:
        first, second = scripted("m1", says("No.")), scripted("m2", [DOWN])
        use(d, first=first, second=second, third=scripted("m3", says("Done.")))
        await d.approve(run.run_id, proposal)
        await d.runs.finished(run.run_id)
        assert [e.failed for e in await d.events(ProviderSwitched)] == ["first", "second"]
        assert (len(first.requests), len(second.requests)) == (0, 1)
        assert "".join(e.delta for e in await d.events(ResponseChunk)) == "Done."


async def test_stopping_while_the_second_provider_answers_asks_no_third() -> None:
    gate = asyncio.Event()
    async with desk() as d:
        second, third = scripted("m2", [TextDelta("Hel"), gate]), scripted("m3", says("No."))
        use(d, first=scripted("m1", [DOWN]), second=second, third=third)
        message = Message(text="Hello?", provider="first", fallbacks=("second", "third"))
        run = await d.runs.start(CONVERSATION, message)
        await d.until(ResponseChunk)
        await d.runs.stop(run.run_id)
        await d.runs.finished(run.run_id)
        assert [e.reason for e in await d.events(ResponseInterrupted)] == ["stopped"]
        assert third.requests == []


async def test_an_open_provider_is_passed_over_without_being_asked() -> None:
    settings = FallbackConfig(providers=["second"], failures_to_open=2, open_seconds=1000)
    first = scripted("m1", [DOWN], [DOWN])
    second = scripted("m2", *[says("Hello.")] * 3)
    async with asking(settings, first=first, second=second) as a:
        for _ in range(3):
            assert await a.say() == "Hello."
        assert (len(first.requests), len(second.requests)) == (2, 3)
        assert [e.model for e in await a.events(ResponseStart)] == ["m1", "m2", "m1", "m2", "m2"]
        assert len(await a.events(UsageRecorded)) == 5
        last = (await a.events(ProviderSwitched))[-1]
        assert last.reason.startswith("first failed 2 times in a row. It is asked again in")
        standing = [(e.provider, e.status) for e in await a.events(ProviderStatusChange)]
        assert standing == [("first", "unavailable"), ("first", "open")]


async def test_an_open_provider_that_is_the_only_one_refuses_at_once() -> None:
    settings = FallbackConfig(failures_to_open=1, open_seconds=1000)
    async with asking(settings, first=scripted("m1", [DOWN])) as a:
        with pytest.raises(LLMProviderDownError, match="It is down"):
            await a.say()
        with pytest.raises(LLMProviderDownError, match="asked again in") as refused:
            await a.say()
        assert refused.value.retry_after is not None


async def test_a_trial_that_succeeds_is_told_as_half_open_and_then_available() -> None:
    now = [0.0]
    settings = FallbackConfig(failures_to_open=1, open_seconds=30)
    first = scripted("m1", [DOWN], says("Back."))
    first.breaker._monotonic = lambda: now[0]
    async with asking(settings, first=first) as a:
        with pytest.raises(LLMProviderDownError):
            await a.say()
        now[0] = 30.0
        assert await a.say() == "Back."
        assert [e.status for e in await a.events(ProviderStatusChange)] == ["open", "half_open", "available"]


def use(d: Desk, **providers: ScriptedProvider) -> None:
    """Let the desk's turns choose among these."""

    async def choose(name: str | None) -> tuple[ScriptedProvider, str]:
        name = name or next(iter(providers))
        providers[name].settings_name = name
        return providers[name], providers[name].config.model

    d.runs.choose = choose
