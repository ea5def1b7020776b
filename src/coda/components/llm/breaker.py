"""A circuit breaker: a provider that fails again and again is left alone for a while.

Closed, it lets every request through. After `failures_to_open` failures in a row it opens: nothing
is asked for `open_seconds`. Then it is half-open: one request tries, and the others go on being
refused until it is known how that went. An answer closes the circuit, a failure opens it anew.

Only failures that tell of the provider's health count, and each attempt counts, retries too. Refusals
(a wrong key, a rate limit, a bad request) leave the count as it is: who refuses is there.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from enum import StrEnum

from coda.components.llm.config import FallbackConfig
from coda.errors import LLMError, LLMProviderDownError, LLMStreamBrokenError, LLMTimeoutError

UNHEALTHY = (LLMTimeoutError, LLMProviderDownError, LLMStreamBrokenError)
"""The failures that count: no answer, no server, an answer that stopped or was not the protocol's."""


class Circuit(StrEnum):
    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


class Breaker:
    """One provider's circuit. `settings` may be replaced, and changed, at any time."""

    def __init__(
        self, settings: FallbackConfig | None = None, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self.settings = settings or FallbackConfig()
        self.failures = 0
        """In a row, up to now."""
        self._monotonic = monotonic
        self._closed_at = monotonic()
        self._opened_at: float | None = None
        self._last: LLMError | None = None
        self._trying = False

    @property
    def circuit(self) -> Circuit:
        if self._opened_at is None:
            return Circuit.CLOSED
        over = self._monotonic() >= self._opened_at + self.settings.open_seconds
        return Circuit.HALF_OPEN if over or self._trying else Circuit.OPEN

    def seconds_so(self) -> float:
        """How long the circuit has been as it is."""
        if self._opened_at is None:
            return self._monotonic() - self._closed_at
        opened = self._monotonic() - self._opened_at
        return opened if self.circuit is Circuit.OPEN else max(0.0, opened - self.settings.open_seconds)

    def refusal(self, name: str) -> LLMProviderDownError | None:
        """Why the provider `name` must not be asked now, with the seconds to wait; None when it may be."""
        if self._opened_at is None or (self.circuit is Circuit.HALF_OPEN and not self._trying):
            return None
        left = self._opened_at + self.settings.open_seconds - self._monotonic()
        wait = max(1, math.ceil(round(left, 3)))  # 30 s are not to become 31 by their last bit
        when = "Another request is trying it now" if self._trying else f"It is asked again in {wait} s"
        return LLMProviderDownError(
            f"{name} failed {self.failures} times in a row. {when}. The last time: {self._last}",
            name,
            retry_after=float(wait),
        )

    @contextmanager
    def trying(self) -> Generator[None]:
        """Hold the one trial of a half-open circuit; how it goes is told by `answered` and `failed`.

        A trial that tells nothing, since it was stopped or refused, lets the next request try.
        """
        self._trying = True
        try:
            yield
        finally:
            self._trying = False

    def answered(self) -> None:
        """The provider gave a whole answer."""
        if self._opened_at is not None:
            self._closed_at = self._monotonic()
        self.failures, self._opened_at, self._last = 0, None, None

    def failed(self, error: LLMError) -> None:
        """An attempt failed; what tells nothing of the provider's health is left aside."""
        if not isinstance(error, UNHEALTHY):
            return
        self.failures += 1
        self._last = error
        tried = self.circuit is Circuit.HALF_OPEN
        if tried or (self._opened_at is None and self.failures >= self.settings.failures_to_open):
            self._opened_at = self._monotonic()
            self._trying = False
