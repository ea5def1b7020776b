"""The circuit breaker of a provider, on a clock that the test turns."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import aclosing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coda.components.llm.breaker import Breaker, Circuit
from coda.components.llm.config import FallbackConfig
from coda.components.llm.health import ProviderStatus
from coda.components.messages import Failure, LLMMessage, MessageRole, ModelEvent, ModelRequest, TextDelta
from coda.errors import (
    LLMAuthenticationError,
    LLMBadRequestError,
    LLMError,
    LLMProviderDownError,
    LLMRateLimitError,
    LLMStreamBrokenError,
    LLMTimeoutError,
)
from coda.testing.scripted import ScriptedProvider, Step
from tests.components.desk import says

REQUEST = ModelRequest((LLMMessage(MessageRole.USER, "hi"),))
DOWN = LLMProviderDownError("It is down.")


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def breaker(clock: Clock) -> Breaker:
    return Breaker(FallbackConfig(failures_to_open=3, open_seconds=30), clock)


def provider(clock: Clock, *script: Sequence[Step]) -> ScriptedProvider:
    made = ScriptedProvider(script)
    made.breaker = breaker(clock)
    return made


async def ask(asked: ScriptedProvider) -> list[ModelEvent]:
    return [event async for event in asked.stream(REQUEST)]


def test_it_opens_after_so_many_failures_in_a_row() -> None:
    clock = Clock()
    circuit = breaker(clock)
    for _ in range(2):
        circuit.failed(DOWN)
    assert (circuit.circuit, circuit.refusal("x")) == (Circuit.CLOSED, None)
    circuit.failed(DOWN)
    assert circuit.circuit is Circuit.OPEN


def test_an_answer_in_between_starts_the_count_anew() -> None:
    circuit = breaker(Clock())
    for _ in range(5):
        circuit.failed(DOWN)
        circuit.failed(DOWN)
        circuit.answered()
    assert circuit.circuit is Circuit.CLOSED


@pytest.mark.parametrize(
    ("error", "counts"),
    [
        (LLMTimeoutError("slow"), True),
        (LLMProviderDownError("down"), True),
        (LLMStreamBrokenError("cut"), True),
        (LLMRateLimitError("slow down"), False),
        (LLMAuthenticationError("no"), False),
        (LLMBadRequestError("no"), False),
    ],
)
def test_only_failures_of_health_count(error: LLMError, counts: bool) -> None:
    circuit = breaker(Clock())
    for _ in range(3):
        circuit.failed(error)
    assert (circuit.circuit is Circuit.OPEN) is counts


def test_a_refusal_says_when_it_is_asked_again_and_what_happened() -> None:
    clock = Clock()
    circuit = breaker(clock)
    for _ in range(3):
        circuit.failed(DOWN)
    clock.now += 10.5
    refused = circuit.refusal("work")
    assert refused is not None
    assert refused.retry_after == 20
    assert str(refused) == (
        "work failed 3 times in a row. It is asked again in 20 s. The last time: It is down."
    )


def test_half_open_lets_one_try_and_refuses_the_others() -> None:
    clock = Clock()
    circuit = breaker(clock)
    for _ in range(3):
        circuit.failed(DOWN)
    clock.now += 30
    assert (circuit.circuit, circuit.refusal("x")) == (Circuit.HALF_OPEN, None)
    with circuit.trying():
        assert "Another request is trying it now" in str(circuit.refusal("x"))
    assert circuit.refusal("x") is None


def test_a_failed_trial_opens_it_for_the_whole_time_again() -> None:
    clock = Clock()
    circuit = breaker(clock)
    for _ in range(3):
        circuit.failed(DOWN)
    clock.now += 40
    with circuit.trying():
        circuit.failed(DOWN)
        assert circuit.circuit is Circuit.OPEN
    clock.now += 29
    assert (circuit.circuit, circuit.seconds_so()) == (Circuit.OPEN, 29)
    clock.now += 3
    assert (circuit.circuit, circuit.seconds_so()) == (Circuit.HALF_OPEN, 2)


def test_settings_count_from_the_moment_they_are_changed() -> None:
    circuit = breaker(Clock())
    circuit.failed(DOWN)
    circuit.settings.failures_to_open = 2
    circuit.failed(DOWN)
    assert circuit.circuit is Circuit.OPEN


happening = st.one_of(
    st.floats(0, 50).map(lambda seconds: ("wait", seconds)),
    st.sampled_from([("fail", 0.0), ("answer", 0.0), ("try and fail", 0.0), ("try and give up", 0.0)]),
)


@given(st.lists(happening, max_size=30))
def test_whatever_happens_it_refuses_only_after_failures_and_lets_in_again(
    happened: list[tuple[str, float]],
) -> None:
    clock, row = Clock(), 0
    circuit = breaker(clock)
    for what, seconds in happened:
        clock.now += seconds
        if what == "answer":
            circuit.answered()
            row = 0
        elif what == "fail":
            circuit.failed(DOWN)
            row += 1
        elif what.startswith("try") and circuit.refusal("x") is None:
            with circuit.trying():
                if what == "try and fail":
                    circuit.failed(DOWN)
                    row += 1
        refused = circuit.refusal("x")
        assert refused is None or (row >= 3 and 0 < (refused.retry_after or 0) <= 30)
        assert (circuit.circuit is Circuit.CLOSED) is (row < 3)
    clock.now += 31
    assert circuit.refusal("x") is None


@pytest.mark.anyio
async def test_an_open_provider_is_not_asked_and_says_why() -> None:
    clock = Clock()
    asked = provider(clock, *[[Failure(LLMTimeoutError("slow"))]] * 3, says("Hello."))
    for _ in range(3):
        await ask(asked)
    assert asked.status is ProviderStatus.OPEN
    (refused,) = await ask(asked)
    assert isinstance(refused, Failure)
    assert isinstance(refused.error, LLMProviderDownError)
    assert refused.error.retry_after == 30
    assert len(asked.requests) == 3


@pytest.mark.anyio
async def test_the_trial_that_is_answered_closes_the_circuit() -> None:
    clock = Clock()
    asked = provider(clock, *[[Failure(DOWN)]] * 3, says("Hello."), says("Again."))
    for _ in range(3):
        await ask(asked)
    clock.now += 30
    assert asked.status is ProviderStatus.HALF_OPEN
    assert (await ask(asked))[0] == TextDelta("Hello.")
    assert asked.status is ProviderStatus.AVAILABLE
    assert (await ask(asked))[0] == TextDelta("Again.")


@pytest.mark.anyio
async def test_a_trial_is_made_once_whatever_the_retries_allow() -> None:
    clock = Clock()
    asked = provider(clock, *[[Failure(DOWN)]] * 5)
    for _ in range(3):
        await ask(asked)
    clock.now += 30
    assert await ask(asked) == [Failure(DOWN)]
    assert (asked.status, len(asked.requests)) == (ProviderStatus.OPEN, 4)


@pytest.mark.anyio
async def test_while_one_request_tries_the_others_are_refused_and_stopping_it_frees_the_trial() -> None:
    clock, gate = Clock(), asyncio.Event()
    asked = provider(clock, *[[Failure(DOWN)]] * 3, [TextDelta("a"), gate], says("Hello."))
    for _ in range(3):
        await ask(asked)
    clock.now += 30
    async with aclosing(asked.stream(REQUEST)) as trial:
        assert await anext(trial) == TextDelta("a")
        (refused,) = await ask(asked)
        assert isinstance(refused, Failure)
        assert "trying it now" in str(refused.error)
    assert (await ask(asked))[0] == TextDelta("Hello.")


class Deaf(ScriptedProvider):
    """A server that accepts connections and says nothing."""

    probed = 0

    async def validate_connection(self) -> bool:
        self.probed += 1
        await asyncio.Event().wait()
        return True


@pytest.mark.anyio
async def test_a_server_that_hangs_is_found_out_by_a_probe_before_it_takes_a_requests_patience(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = Clock()
    asked = Deaf([[Failure(DOWN)]] * 3)
    asked.breaker = breaker(clock)
    for _ in range(3):
        await ask(asked)
    clock.now += 30
    monkeypatch.setattr(asked, "probe", lambda: ScriptedProvider.probe(asked, 0))
    (refused,) = await ask(asked)
    assert isinstance(refused, Failure)
    assert "did not answer a probe" in str(refused.error)
    assert (asked.probed, len(asked.requests), asked.status) == (1, 3, ProviderStatus.OPEN)


@pytest.mark.anyio
async def test_failures_that_do_not_open_it_are_told_as_degraded() -> None:
    asked = provider(Clock(), [Failure(LLMTimeoutError("slow"))], [Failure(DOWN)], says("Hello."))
    standing = [asked.status]
    for _ in range(3):
        await ask(asked)
        standing.append(asked.status)
    assert standing == ["available", "degraded", "unavailable", "available"]
