"""Time that passes when a test says so, for what waits by timers."""

from __future__ import annotations

import asyncio
import heapq
import itertools
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any


@dataclass(order=True)
class FakeTimer:
    when: float
    place: int
    callback: Callable[[], object] = field(compare=False)
    cancelled: bool = field(default=False, compare=False)

    def cancel(self) -> None:
        self.cancelled = True


class FakeTime:
    """What `Limits` takes for the event loop's clock; nobody waits really."""

    def __init__(self, now: float = 1000.0) -> None:
        self.now = now
        self._timers: list[FakeTimer] = []
        self._places = itertools.count()

    def time(self) -> float:
        return self.now

    def call_at(self, when: float, callback: Callable[[], object]) -> FakeTimer:
        timer = FakeTimer(when, next(self._places), callback)
        heapq.heappush(self._timers, timer)
        return timer

    async def sleep_until(self, when: float) -> None:
        over = asyncio.Event()
        timer = self.call_at(max(when, self.now), over.set)
        try:
            await over.wait()
        finally:
            timer.cancel()

    async def run(self, *tasks: Coroutine[Any, Any, None]) -> None:
        """Let the tasks run to their ends, and time pass whenever all of them wait."""
        running = [asyncio.ensure_future(task) for task in tasks]
        while not all(task.done() for task in running):
            await self.settle()
            if not self.pass_on():
                break
        await self.settle()
        if stuck := [task for task in running if not task.done()]:
            for task in stuck:
                task.cancel()
            raise AssertionError(f"{len(stuck)} of {len(running)} wait for ever")
        for task in running:
            task.result()

    def pass_on(self) -> bool:
        """Let time pass to the next timer; False when there is none."""
        while self._timers:
            timer = heapq.heappop(self._timers)
            if not timer.cancelled:
                self.now = max(self.now, timer.when)
                timer.callback()
                return True
        return False

    async def settle(self) -> None:
        """Let everything run that needs no time to pass."""
        for _ in range(12):
            await asyncio.sleep(0)
