"""Reading a stream in batches: whatever arrived while the last batch was being handled."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import TypeVar

T = TypeVar("T")

_FRAME_S = 1 / 60
"""Between one batch and the next. A screen shows no more, and fewer commits cost less."""


async def in_batches(stream: AsyncGenerator[T, None]) -> AsyncGenerator[list[T], None]:
    """Non-empty lists of items, in order: the first at once, others a frame apart, the last at once
    when the stream ends. Closing this closes the stream, at once."""
    loop = asyncio.get_running_loop()
    arrived: list[T] = []
    news = asyncio.Event()
    due = loop.time()
    timer: asyncio.TimerHandle | None = None

    async def pump() -> None:
        nonlocal timer
        try:
            async with aclosing(stream):
                async for item in stream:
                    if not arrived:
                        timer = loop.call_at(due, news.set)
                    arrived.append(item)
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
                due = loop.time() + _FRAME_S
                yield batch
        await task
    finally:
        task.cancel()
        if timer is not None:
            timer.cancel()
        await asyncio.wait([task])
