"""How much a provider is asked at once and in a minute; time passes only where a test lets it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coda.components.llm.config import LLMProvider, ProviderConfig
from coda.components.llm.limits import WINDOW_S, Limits
from coda.components.messages import Failure, LLMMessage, MessageRole, ModelRequest, TextDelta
from coda.errors import LLMRateLimitError
from coda.testing.scripted import ScriptedProvider, Step
from tests.components.desk import says
from tests.llm.fake_time import FakeTime


def limits(time: FakeTime, **allowed: Any) -> Limits:
    return Limits(ProviderConfig(provider=LLMProvider.CUSTOM, model="m", **allowed), lambda: time)


@dataclass(frozen=True)
class Wish:
    """A request: when it comes, how long it takes, what it is thought to use and uses."""

    comes: float
    takes: float = 1.0
    expected: int = 0
    used: int = 0
    gives_up: float | None = None
    """Seconds after it came."""


@dataclass
class Ran:
    place: int
    began: float
    ended: float
    tokens: int


async def play(time: FakeTime, limited: Limits, wishes: list[Wish]) -> list[Ran]:
    """What was let in, in the order of beginning."""
    beginning, ran = time.now, list[Ran]()

    async def ask(place: int, wish: Wish) -> None:
        await time.sleep_until(beginning + wish.comes)
        async with limited.admitted(wish.expected) as permit:
            run = Ran(place, time.now, time.now, wish.expected)
            ran.append(run)
            try:
                await time.sleep_until(time.now + wish.takes)
                limited.correct(permit, wish.used)
                run.tokens = wish.used
            finally:
                run.ended = time.now

    async def one(place: int, wish: Wish) -> None:
        task = asyncio.ensure_future(ask(place, wish))
        if wish.gives_up is not None:
            time.call_at(beginning + wish.comes + wish.gives_up, task.cancel)
        with suppress(asyncio.CancelledError):
            await task

    await time.run(*(one(place, wish) for place, wish in enumerate(wishes)))
    return ran


seconds = st.integers(0, 400).map(lambda tenths: tenths / 4)
wishes = st.lists(
    st.builds(
        Wish,
        comes=seconds,
        takes=seconds,
        expected=st.integers(0, 120),
        used=st.integers(0, 120),
        gives_up=st.none() | seconds,
    ),
    max_size=14,
)


@settings(max_examples=60, deadline=None)
@given(wishes, st.integers(1, 4))
def test_there_are_never_more_in_flight_than_allowed(wished: list[Wish], most: int) -> None:
    time = FakeTime()
    limited = limits(time, max_concurrent_requests=most)
    ran = asyncio.run(play(time, limited, wished))
    for run in ran:
        assert sum(other.began <= run.began < other.ended for other in ran) <= most
    assert (limited.in_flight, limited.waiting) == (0, 0)


@settings(max_examples=60, deadline=None)
@given(wishes, st.integers(1, 4))
def test_no_sixty_seconds_see_more_requests_than_a_minute_allows(wished: list[Wish], most: int) -> None:
    time = FakeTime()
    ran = asyncio.run(play(time, limits(time, requests_per_minute=most), wished))
    for run in ran:
        assert sum(run.began <= other.began < run.began + WINDOW_S for other in ran) <= most


@settings(max_examples=60, deadline=None)
@given(wishes)
def test_no_sixty_seconds_see_more_tokens_than_allowed_when_the_estimates_hold(wished: list[Wish]) -> None:
    time = FakeTime()
    exact = [
        Wish(wish.comes, wish.takes, wish.expected, wish.expected, wish.gives_up)
        for wish in wished
        if wish.expected <= 100
    ]
    ran = asyncio.run(play(time, limits(time, tokens_per_minute=100), exact))
    for run in ran:
        within = [other for other in ran if run.began <= other.began < run.began + WINDOW_S]
        assert sum(other.tokens for other in within) <= 100


@settings(max_examples=60, deadline=None)
@given(wishes)
def test_who_came_first_goes_first_and_everybody_who_waits_gets_in(wished: list[Wish]) -> None:
    time = FakeTime()
    patient = [Wish(float(place), one.takes, one.expected, one.used) for place, one in enumerate(wished)]
    allowed = {"max_concurrent_requests": 2, "requests_per_minute": 3, "tokens_per_minute": 100}
    ran = asyncio.run(play(time, limits(time, **allowed), patient))
    assert [run.place for run in ran] == list(range(len(patient)))
    assert all(before.began <= after.began for before, after in pairwise(ran))


@pytest.mark.anyio
async def test_a_request_waits_until_the_minute_has_passed() -> None:
    time = FakeTime(0.0)
    ran = await play(time, limits(time, requests_per_minute=2), [Wish(0), Wish(10), Wish(20), Wish(21)])
    assert [run.began for run in ran] == [0, 10, 60, 70]


@pytest.mark.anyio
async def test_what_a_request_used_takes_the_place_of_what_was_expected() -> None:
    time = FakeTime(0.0)
    frugal = [Wish(0, takes=5, expected=90, used=10), Wish(1, expected=90)]
    assert [run.began for run in await play(time, limits(time, tokens_per_minute=100), frugal)] == [0, 5]
    greedy = [Wish(0, takes=5, expected=10, used=90), Wish(6, expected=20)]
    time = FakeTime(0.0)
    assert [run.began for run in await play(time, limits(time, tokens_per_minute=100), greedy)] == [0, 60]


@pytest.mark.anyio
async def test_a_correction_lets_the_next_in_while_the_request_still_runs() -> None:
    time = FakeTime(0.0)
    limited, began = limits(time, tokens_per_minute=100), list[float]()

    async def corrected_early() -> None:
        async with limited.admitted(90) as permit:
            await time.sleep_until(3)
            limited.correct(permit, 5)
            await time.sleep_until(50)

    async def next_one() -> None:
        await time.sleep_until(1)
        async with limited.admitted(90):
            began.append(time.now)

    await time.run(corrected_early(), next_one())
    assert began == [3]


@pytest.mark.anyio
async def test_a_request_larger_than_a_minutes_budget_goes_when_the_minute_before_it_is_empty() -> None:
    time = FakeTime(0.0)
    ran = await play(time, limits(time, tokens_per_minute=100), [Wish(0, expected=10), Wish(1, expected=500)])
    assert [run.began for run in ran] == [0, 60]


@pytest.mark.anyio
async def test_who_gives_up_waiting_does_not_hold_up_the_next() -> None:
    time = FakeTime(0.0)
    wished = [Wish(0, takes=30), Wish(1, gives_up=5), Wish(2)]
    ran = await play(time, limits(time, max_concurrent_requests=1), wished)
    assert [(run.place, run.began) for run in ran] == [(0, 0), (2, 30)]


@pytest.mark.anyio
async def test_limits_may_be_raised_while_requests_wait() -> None:
    time = FakeTime(0.0)
    config = ProviderConfig(provider=LLMProvider.CUSTOM, model="m", max_concurrent_requests=1)

    async def raise_it() -> None:
        await time.sleep_until(5)
        config.max_concurrent_requests = None

    limited = Limits(config, lambda: time)
    ran, _ = await asyncio.gather(
        play(time, limited, [Wish(0, takes=10), Wish(6, takes=10), Wish(7, takes=1)]), raise_it()
    )
    assert [run.began for run in ran] == [0, 6, 7]


REQUEST = ModelRequest((LLMMessage(MessageRole.USER, "hi there"),))


async def read(provider: ScriptedProvider) -> None:
    async for _ in provider.stream(REQUEST):
        pass


def limited_provider(*script: Sequence[Step], max_retries: int = 0, **allowed: Any) -> ScriptedProvider:
    config = ProviderConfig(provider=LLMProvider.CUSTOM, model="m", max_retries=max_retries, **allowed)
    return ScriptedProvider(script, config)


@pytest.mark.anyio
async def test_a_provider_asks_no_more_at_once_than_its_settings_allow() -> None:
    gates = [asyncio.Event(), asyncio.Event()]
    script = [[TextDelta("a"), gate, *says("b")] for gate in gates]
    provider = limited_provider(*script, max_concurrent_requests=1)
    first, second = asyncio.ensure_future(read(provider)), asyncio.ensure_future(read(provider))
    await FakeTime().settle()
    assert (len(provider.requests), provider.limits.in_flight, provider.limits.waiting) == (1, 1, 1)
    gates[0].set()
    await first
    await FakeTime().settle()
    assert len(provider.requests) == 2
    second.cancel()
    await asyncio.wait([second])
    assert (provider.limits.in_flight, provider.limits.waiting) == (0, 0)


@pytest.mark.anyio
async def test_a_provider_counts_the_tokens_it_reports() -> None:
    time = FakeTime(0.0)
    provider = limited_provider(*[says("Hello.")] * 3, tokens_per_minute=25, max_tokens=4)
    provider.limits = Limits(provider.config, lambda: time)
    began: list[float] = []

    async def one() -> None:
        await read(provider)
        began.append(time.now)

    await time.run(one(), one(), one())
    assert began == [0, 0, 60]  # 11 tokens each by the report, 6 or so by the estimate


@pytest.mark.anyio
async def test_every_attempt_counts_as_a_request() -> None:
    time = FakeTime(0.0)
    limited = Failure(LLMRateLimitError("slow", retry_after=0.0))
    provider = limited_provider([limited], says("Hello."), requests_per_minute=1, max_retries=1)
    provider.limits = Limits(provider.config, lambda: time)
    task = asyncio.ensure_future(read(provider))
    await FakeTime().settle()
    assert len(provider.requests) == 1
    assert time.pass_on()
    await task
    assert (time.now, len(provider.requests)) == (60, 2)
