"""What a tool may touch."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from coda.components.documents import Draft
from coda.components.events import Progress


async def _nobody_listens(progress: Progress) -> None:
    del progress


@dataclass(frozen=True)
class Caller:
    """On whose behalf a tool works, for tools that take long or ask models themselves."""

    conversation_id: str | None = None
    run_id: str | None = None
    provider: str | None = None
    """The name the user chose, None for the default."""
    fallbacks: tuple[str, ...] | None = None
    report: Callable[[Progress], Awaitable[None]] = _nobody_listens
    """Puts how far the work is into the conversation's journal."""


@dataclass(frozen=True)
class ToolContext:
    """Handed to every tool: the fork it edits and the application around it."""

    draft: Draft
    scope: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """What came with the user's message: selection, playhead, what the copilot may touch."""
    services: Any = None
    """The application's outside world, in the application's own type."""
    caller: Caller = field(default_factory=Caller)
