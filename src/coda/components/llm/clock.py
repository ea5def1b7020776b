"""Time, injected so that tests own it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from coda.components.documents import system_clock_ms


@dataclass(frozen=True)
class Clock:
    now_ms: Callable[[], int] = system_clock_ms
    """Milliseconds since the epoch, for the journal."""
    monotonic: Callable[[], float] = time.perf_counter
    """Seconds, for durations."""
