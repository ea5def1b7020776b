"""When a request is sent again: injected sleep and randomness, no clock."""

import asyncio
import time
from collections.abc import AsyncGenerator
from email.utils import formatdate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coda.components.llm.codecs.http_error import error_from_response
from coda.components.llm.config import LLMProvider, ProviderConfig
from coda.components.llm.retry import RetryPolicy
from coda.components.messages import (
    Failure,
    Finish,
    FinishReason,
    LLMMessage,
    MessageRole,
    ModelEvent,
    ModelRequest,
    TextDelta,
)
from coda.errors import (
    LLMAuthenticationError,
    LLMError,
    LLMProviderDownError,
    LLMRateLimitError,
    LLMStreamBrokenError,
)
from coda.testing.scripted import ScriptedProvider

DOWN = Failure(LLMProviderDownError("down"))
DONE = Finish(FinishReason.STOP)


class Trial:
    """Plays one list of events per attempt and keeps the waits between them."""

    def __init__(self, *attempts: list[ModelEvent], retries: int = 3, random: float = 0.0) -> None:
        self.waits: list[float] = []
        self.tries = self.closed = 0
        self._attempts = attempts
        self._policy = RetryPolicy(retries, sleep=self._wait, random=lambda: random)

    async def run(self) -> list[ModelEvent]:
        return [event async for batch in self._policy.run(self._attempt) for event in batch]

    async def _wait(self, seconds: float) -> None:
        self.waits.append(seconds)

    async def _attempt(self) -> AsyncGenerator[list[ModelEvent], None]:
        self.tries += 1
        try:
            for event in self._attempts[self.tries - 1]:
                yield [event]
        finally:
            self.closed += 1


@pytest.mark.anyio
async def test_a_failure_before_anything_was_shown_is_tried_again_with_growing_waits() -> None:
    trial = Trial([DOWN], [DOWN], [DOWN], [TextDelta("a"), DONE])
    assert await trial.run() == [TextDelta("a"), DONE]
    assert trial.waits == [0.5, 1.0, 2.0]
    assert trial.closed == 4


@pytest.mark.anyio
async def test_randomness_shortens_a_wait_by_up_to_half() -> None:
    trial = Trial([DOWN], [DONE], random=0.999)
    await trial.run()
    assert trial.waits == [pytest.approx(0.25, abs=0.01)]


@pytest.mark.anyio
async def test_after_the_last_retry_the_failure_is_reported() -> None:
    trial = Trial([DOWN], [DOWN], [DOWN], retries=2)
    assert await trial.run() == [DOWN]
    assert trial.tries == 3


@pytest.mark.anyio
async def test_with_no_retries_there_is_one_try() -> None:
    trial = Trial([DOWN], retries=0)
    assert await trial.run() == [DOWN]
    assert trial.waits == []


@pytest.mark.anyio
async def test_nothing_is_tried_again_once_something_was_shown() -> None:
    broken = Failure(LLMStreamBrokenError("cut"))
    trial = Trial([TextDelta("a"), broken])
    assert await trial.run() == [TextDelta("a"), broken]
    assert trial.tries == 1


@pytest.mark.anyio
@pytest.mark.parametrize("error", [LLMAuthenticationError("no"), LLMError("no", recoverable=False)])
async def test_a_failure_that_would_repeat_itself_is_not_tried_again(error: LLMError) -> None:
    trial = Trial([Failure(error)])
    assert await trial.run() == [Failure(error)]
    assert trial.waits == []


@pytest.mark.anyio
async def test_the_wait_that_the_provider_asks_for_is_kept_exactly() -> None:
    trial = Trial([Failure(LLMRateLimitError("slow", retry_after=17.0))], [DONE], random=0.5)
    assert await trial.run() == [DONE]
    assert trial.waits == [17.0]


@pytest.mark.anyio
async def test_a_wait_above_the_cap_is_reported_and_not_waited_for() -> None:
    limited = Failure(LLMRateLimitError("slow", retry_after=31.0))
    trial = Trial([limited])
    assert await trial.run() == [limited]
    assert trial.waits == []


@pytest.mark.anyio
async def test_a_wait_that_the_provider_puts_as_a_date_is_counted_from_now() -> None:
    in_seven = formatdate(time.time() + 7, usegmt=True)
    error = error_from_response(503, {"Retry-After": in_seven}, b"", "openai")
    trial = Trial([Failure(error)], [DONE])
    assert await trial.run() == [DONE]
    assert trial.waits == [pytest.approx(7, abs=1.5)]


@pytest.mark.anyio
async def test_whoever_stops_while_waiting_makes_no_further_try() -> None:
    waiting = asyncio.Event()

    async def for_ever(_: float) -> None:
        waiting.set()
        await asyncio.Event().wait()

    tries: list[int] = []

    async def attempt() -> AsyncGenerator[list[ModelEvent], None]:
        tries.append(1)
        yield [DOWN]

    async def read() -> None:
        async for _ in RetryPolicy(3, sleep=for_ever).run(attempt):
            raise AssertionError

    reading = asyncio.ensure_future(read())
    await waiting.wait()
    reading.cancel()
    await asyncio.wait([reading])
    assert (reading.cancelled(), len(tries)) == (True, 1)


@pytest.mark.anyio
async def test_while_a_retry_waits_the_provider_has_room_for_others() -> None:
    places: list[int] = []

    async def look(_: float) -> None:
        places.append(provider.limits.in_flight)

    config = ProviderConfig(provider=LLMProvider.CUSTOM, model="m", max_concurrent_requests=1)
    provider = ScriptedProvider([[DOWN], [DONE]], config)
    provider._retry = RetryPolicy(1, sleep=look)
    request = ModelRequest((LLMMessage(MessageRole.USER, "hi"),))
    assert [event async for event in provider.stream(request)] == [DONE]
    assert places == [0]


@given(st.integers(0, 60), st.floats(0, 1, exclude_max=True))
def test_every_wait_lies_between_half_and_the_whole_of_a_bounded_doubling(retry: int, drawn: float) -> None:
    policy = RetryPolicy(max_retries=100, random=lambda: drawn)
    whole = min(policy.first_delay_s * 2**retry, policy.longest_delay_s)
    delay = policy.delay_before(retry, DOWN.error)
    assert delay is not None
    assert whole / 2 <= delay <= whole


def test_waits_stop_growing_at_the_longest() -> None:
    policy = RetryPolicy(max_retries=40, random=lambda: 0.0)
    assert policy.delay_before(30, DOWN.error) == policy.longest_delay_s
