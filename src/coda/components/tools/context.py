"""What a tool may touch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from coda.components.documents import Draft


@dataclass(frozen=True)
class ToolContext:
    """Handed to every tool: the fork it edits and the application around it."""

    draft: Draft
    scope: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """What came with the user's message: selection, playhead, what the copilot may touch."""
    services: Any = None
    """The application's outside world, in the application's own type."""
