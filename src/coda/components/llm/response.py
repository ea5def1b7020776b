"""What `generate_response` gives: a whole response, or the chunks of one that is being written."""

from __future__ import annotations

import time
from typing import Any
from uuid import uuid4

import msgspec


def _new_id() -> str:
    return uuid4().hex


class LLMResponse(msgspec.Struct, kw_only=True):
    """A whole answer. Mutable, so that an application's post-processing may assign `content`.

    `tool_calls` have the field's common shape `{id, type, function: {name, arguments}}` with the
    arguments as JSON text; `function_calls` are the same calls as `{name, arguments}`.
    """

    content: str = ""
    response_id: str = msgspec.field(default_factory=_new_id)
    provider: str = ""
    model: str = ""
    conversation_id: str | None = None
    prompt_tokens: int = 0
    completion_tokens: int = 0
    total_tokens: int = 0
    """The sum of the two, when it is not given."""
    response_time_ms: float = 0.0
    timestamp: float = msgspec.field(default_factory=time.time)
    """Seconds since the epoch."""
    function_calls: list[dict[str, Any]] = msgspec.field(default_factory=list[dict[str, Any]])
    tool_calls: list[dict[str, Any]] = msgspec.field(default_factory=list[dict[str, Any]])
    finish_reason: str | None = None
    parsed: Any = None
    """With a `response_model`: the instance of it, or for a JSON schema the plain value."""
    metadata: dict[str, Any] = msgspec.field(default_factory=dict[str, Any])
    """`cost` (US dollars, absent or None when the price is not known), `model`, `from_cache` (whether
    the last answer was one of an earlier request, and cost nothing)."""

    def __post_init__(self) -> None:
        self.total_tokens = self.total_tokens or self.prompt_tokens + self.completion_tokens

    def has_function_calls(self) -> bool:
        return bool(self.function_calls or self.tool_calls)

    def get_cost_estimate(self) -> float | None:
        """US dollars; None when the price is not known."""
        return self.metadata.get("cost")


class LLMStreamChunk(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of an answer: `delta` is what is new, `content` everything so far."""

    chunk_id: str
    content: str
    delta: str
    finish_reason: str | None = None
    timestamp: float = msgspec.field(default_factory=time.time)
    """Seconds since the epoch."""
    metadata: dict[str, Any] = msgspec.field(default_factory=dict[str, Any])
    """`model` and `provider`."""
