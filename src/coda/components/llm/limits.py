"""How much a provider is asked at once and in a minute; what is above that waits its turn.

The minute is a sliding window: in no 60 seconds are there more requests, or tokens, than the
settings allow. A request counts when it starts, with an estimate of its tokens that its usage
corrects later. Who came first goes first; whoever is cancelled gives its place up.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Protocol

from coda.components.llm.config import ProviderConfig

WINDOW_S = 60.0


class Timer(Protocol):
    def cancel(self) -> None: ...


class Timers(Protocol):
    """What is needed of an event loop."""

    def time(self) -> float:
        """Seconds, from any beginning."""
        ...

    def call_at(self, when: float, callback: Callable[[], object], /) -> Timer: ...


@dataclass
class Permit:
    """A request that was let in."""

    started: float
    tokens: int
    """Those it counts for in the minute: first an estimate, then what was used."""


class Limits:
    """One provider's limits, for all that ask it. They are read from `config` whenever one asks."""

    def __init__(
        self, config: ProviderConfig, timers: Callable[[], Timers] = asyncio.get_running_loop
    ) -> None:
        self.in_flight = 0
        self.waiting = 0
        self._config = config
        self._timers = timers
        self._door = asyncio.Lock()  # it lets in who waited longest
        self._changed = asyncio.Event()
        self._minute: deque[Permit] = deque()

    @property
    def are_set(self) -> bool:
        config = self._config
        return bool(config.max_concurrent_requests or config.requests_per_minute or config.tokens_per_minute)

    @property
    def count_tokens(self) -> bool:
        return self._config.tokens_per_minute is not None

    @asynccontextmanager
    async def admitted(self, tokens: int = 0) -> AsyncGenerator[Permit, None]:
        """Wait for leave to send a request of about so many tokens, and hold it while it runs.

        One that is larger than the whole minute's budget is let in when the minute before it is empty.
        """
        permit = await self._wait_for_leave(tokens) if self.are_set else Permit(0.0, tokens)
        self.in_flight += 1
        try:
            yield permit
        finally:
            self.in_flight -= 1
            self._changed.set()

    def correct(self, permit: Permit, tokens: int) -> None:
        """The request used so many tokens."""
        permit.tokens = tokens
        self._changed.set()

    async def _wait_for_leave(self, tokens: int) -> Permit:
        self.waiting += 1
        try:
            async with self._door:
                while not self._has_room:
                    await self._wait(until=None)
                while (until := self._minute_is_full_until(tokens)) is not None:
                    await self._wait(until)
                permit = Permit(self._timers().time(), tokens)
                self._minute.append(permit)
                return permit
        finally:
            self.waiting -= 1

    @property
    def _has_room(self) -> bool:
        most = self._config.max_concurrent_requests
        return most is None or self.in_flight < most

    def _minute_is_full_until(self, tokens: int) -> float | None:
        """When enough of the last minute's requests lie a minute back; None when they do now."""
        now = self._timers().time()
        while self._minute and self._minute[0].started + WINDOW_S <= now:
            self._minute.popleft()
        count, used = len(self._minute), sum(permit.tokens for permit in self._minute)
        until = None
        for permit in self._minute:
            if self._fits(count, used, tokens):
                break
            until = permit.started + WINDOW_S
            count, used = count - 1, used - permit.tokens
        return until

    def _fits(self, count: int, used: int, tokens: int) -> bool:
        requests, budget = self._config.requests_per_minute, self._config.tokens_per_minute
        if requests is not None and count >= requests:
            return False
        return budget is None or used + tokens <= budget

    async def _wait(self, until: float | None) -> None:
        """Until a request ends or is corrected, or until that time."""
        self._changed.clear()
        timer = None if until is None else self._timers().call_at(until, self._changed.set)
        try:
            await self._changed.wait()
        finally:
            if timer is not None:
                timer.cancel()
