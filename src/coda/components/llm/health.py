"""How a provider stands, and what a probe of it found."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class ProviderStatus(StrEnum):
    """As the journal's `provider_status_change` tells it."""

    AVAILABLE = "available"
    """It answered last time, or was not asked yet."""
    DEGRADED = "degraded"
    """It timed out or broke off last time; it is still asked."""
    UNAVAILABLE = "unavailable"
    """The last request met what the next would meet too: a refused key, an empty account, a server
    that is down. It is still asked, since that can be mended."""
    OPEN = "open"
    """It failed too often in a row: its circuit is open, and for a while it is not asked."""
    HALF_OPEN = "half_open"
    """That while is over: one request tries again."""


class Health(msgspec.Struct, frozen=True):
    """What a probe found."""

    available: bool
    """Whether the provider answered and accepted the key."""
    latency_ms: float
    """How long the probe took, also one without an answer."""
    reason: str | None = None
    """A sentence that says why it is not available."""
