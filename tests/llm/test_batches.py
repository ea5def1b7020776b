"""A stream in batches: nothing lost, in order, what is close together taken together."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing

import pytest

from coda.components.llm.batches import in_batches

pytestmark = pytest.mark.anyio


async def test_the_first_item_comes_alone_and_those_close_behind_it_together() -> None:
    first_seen = asyncio.Event()

    async def stream() -> AsyncGenerator[str, None]:
        yield "first"
        await first_seen.wait()
        for word in ("second", "third"):
            yield word
            await asyncio.sleep(0)  # the reader could take each by itself

    batches: list[list[str]] = []
    async with aclosing(in_batches(stream())) as reading:
        async for batch in reading:
            batches.append(batch)
            first_seen.set()
    assert batches == [["first"], ["second", "third"]]


async def test_an_item_is_handed_over_although_the_stream_goes_on() -> None:
    seen = [asyncio.Event(), asyncio.Event()]

    async def stream() -> AsyncGenerator[int, None]:
        for number, event in enumerate(seen):
            yield number
            await event.wait()

    async with asyncio.timeout(5), aclosing(in_batches(stream())) as reading:
        async for batch in reading:
            for number in batch:
                seen[number].set()


async def test_an_error_of_the_stream_comes_after_what_it_gave() -> None:
    async def stream() -> AsyncGenerator[int, None]:
        yield 1
        raise LookupError

    reading = in_batches(stream())
    assert await anext(reading) == [1]
    with pytest.raises(LookupError):
        await anext(reading)


async def test_closing_it_closes_the_stream_at_once() -> None:
    closed: list[bool] = []

    async def stream() -> AsyncGenerator[int, None]:
        try:
            yield 1
            await asyncio.Event().wait()
        finally:
            closed.append(True)

    reading = in_batches(stream())
    assert await anext(reading) == [1]
    await reading.aclose()
    assert closed == [True]
