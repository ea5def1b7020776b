"""When a failed request is sent again: only while nothing was shown, and never for long."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass

from coda.components.messages import Failure, ModelEvent
from coda.errors import LLMError

Attempt = Callable[[], AsyncGenerator[list[ModelEvent], None]]


@dataclass(frozen=True)
class RetryPolicy:
    """Waits double from `first_delay_s` to `longest_delay_s`, each cut by up to half at random so
    that many clients do not come back at once.

    A provider that asks for a wait gets it exactly, unless it is above `longest_retry_after_s`:
    then the failure is reported at once, and the user decides.
    """

    max_retries: int = 3
    first_delay_s: float = 0.5
    longest_delay_s: float = 10.0
    longest_retry_after_s: float = 30.0
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    random: Callable[[], float] = random.random
    """A number in [0, 1)."""

    def delay_before(self, retry: int, error: LLMError) -> float | None:
        """Seconds to wait before retry number `retry` (from 0), None when there must be none."""
        if retry >= self.max_retries or not error.recoverable:
            return None
        if error.retry_after is not None:
            return error.retry_after if error.retry_after <= self.longest_retry_after_s else None
        return min(self.first_delay_s * 2**retry, self.longest_delay_s) * (1 - self.random() / 2)

    async def run(self, attempt: Attempt) -> AsyncGenerator[list[ModelEvent], None]:
        """The events of the first attempt that shows anything, or of the last one, in its batches."""
        retry = 0
        delay: float | None = 0.0
        while delay is not None:
            if retry:
                await self.sleep(delay)
            delay = None
            async with aclosing(attempt()) as batches:
                shown = False
                async for batch in batches:
                    if not shown and isinstance(batch[0], Failure):
                        delay = self.delay_before(retry, batch[0].error)
                        if delay is not None:
                            break
                    shown = True
                    yield batch
            retry += 1
