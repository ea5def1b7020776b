"""Reading a stream in batches: whatever arrived while the last batch was being handled."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import TypeVar

T = TypeVar("T")


async def in_batches(stream: AsyncGenerator[T, None]) -> AsyncGenerator[list[T], None]:
    """Non-empty lists of items, in order. Closing this closes the stream, at once."""
    arrived: list[T] = []
    news = asyncio.Event()

    async def pump() -> None:
        try:
            async with aclosing(stream):
                async for item in stream:
                    arrived.append(item)
                    news.set()
        finally:
            news.set()

    task = asyncio.create_task(pump())
    try:
        while not task.done() or arrived:
            await news.wait()
            news.clear()
            if arrived:
                batch = arrived[:]
                arrived.clear()
                yield batch
        await task
    finally:
        task.cancel()
        await asyncio.wait([task])
