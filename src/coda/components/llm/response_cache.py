"""Answers kept in memory, so that the same request need not be paid for twice.

Two requests are the same when everything is that could make their answers differ: provider, its
settings, messages with their media, tools, form. Times and metadata of messages are left aside.

What is never kept: a request after tool calls, an answer that calls tools, a failed or interrupted
answer, one that ended otherwise than by itself (cut at its longest, refused, filtered), and answers
of a provider that looks at more than the request, as the offline one does.
"""

from __future__ import annotations

import hashlib
import time
from collections import OrderedDict
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from typing import Any, NamedTuple

import msgspec

from coda.components.llm.base_provider import BaseLLMProvider
from coda.components.llm.config import LLMConfig
from coda.components.messages import (
    Finish,
    FinishReason,
    LLMMessage,
    MessageRole,
    ModelEvent,
    ModelRequest,
    ToolCall,
)

Batches = AsyncGenerator[list[ModelEvent], None]
"""An answer's events as they come, several at a time."""

_CHANGES_NO_ANSWER = {
    "api_key",
    "timeout",
    "max_retries",
    "prompt_caching",
    "max_concurrent_requests",
    "requests_per_minute",
    "tokens_per_minute",
}
"""The settings of a provider that do not matter to what it answers; all others are part of the key."""

_MEMORY_PER_EVENT = 120
"""About what an event's object takes beside what is in it, in bytes."""

_encode = msgspec.json.Encoder(order="deterministic").encode


class Answer(NamedTuple):
    begin: Callable[[], Batches]
    key: str | None
    """Under which it is kept; None when it is not."""
    from_cache: bool


class _Kept(NamedTuple):
    batches: tuple[list[ModelEvent], ...]
    size: int
    until: float


class ResponseCache:
    """Whether it is on, for how long it keeps, and how much, is read from `config` at each request.

    When `cache_max_bytes` are full, what was not asked for the longest goes first. An answer that is
    asked for again comes in the pieces in which it came, without the pauses.
    """

    def __init__(
        self, config: LLMConfig | None = None, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self.size = 0
        """In bytes, about."""
        self._config = config or LLMConfig()
        self._monotonic = monotonic
        self._kept: OrderedDict[str, _Kept] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def answer(self, provider: BaseLLMProvider, request: ModelRequest, ask: Callable[[], Batches]) -> Answer:
        """What was answered before, otherwise what `ask` brings, which is kept if it may be."""
        key = key_of(provider, request) if self._config.enable_caching else None
        if key is None:
            return Answer(ask, None, from_cache=False)
        kept = self._find(key)
        if kept is not None:
            return Answer(lambda: _replay(kept.batches), key, from_cache=True)
        return Answer(lambda: self._keeping(key, ask()), key, from_cache=False)

    def forget(self, key: str) -> None:
        """Drop an answer that turned out not to be one."""
        if (kept := self._kept.pop(key, None)) is not None:
            self.size -= kept.size

    def clear(self) -> None:
        self._kept.clear()
        self.size = 0

    def _find(self, key: str) -> _Kept | None:
        kept = self._kept.get(key)
        if kept is not None and kept.until <= self._monotonic():
            self.forget(key)
            return None
        if kept is not None:
            self._kept.move_to_end(key)
        return kept

    async def _keeping(self, key: str, batches: Batches) -> Batches:
        read: list[list[ModelEvent]] = []
        async with aclosing(batches):
            async for batch in batches:
                read.append(batch)
                yield batch
        if _may_be_kept(read):
            self._keep(key, read)

    def _keep(self, key: str, batches: Sequence[list[ModelEvent]]) -> None:
        most = self._config.cache_max_bytes
        size = len(_encode(batches)) + _MEMORY_PER_EVENT * sum(map(len, batches))
        if size > most:
            return
        self.forget(key)
        until = self._monotonic() + self._config.cache_ttl_seconds
        self._kept[key] = _Kept(tuple(batches), size, until)
        self.size += size
        while self.size > most:
            self.forget(next(iter(self._kept)))


def key_of(provider: BaseLLMProvider, request: ModelRequest) -> str | None:
    """SHA-256 of the whole request, in hex; None for one whose answer is not kept."""
    if not provider.is_repeatable or any(map(_follows_a_call, request.messages)):
        return None
    whole = (
        provider.name,
        provider.config.model_dump(exclude=_CHANGES_NO_ANSWER),
        [_without_time(message) for message in request.messages],
        msgspec.structs.astuple(msgspec.structs.replace(request, messages=(), app_state=None)),
    )
    try:
        return hashlib.sha256(_encode(whole)).hexdigest()
    except TypeError:  # `extra_params` may hold what is no value, such as an object of a library
        return None


def _follows_a_call(message: LLMMessage) -> bool:
    is_result = message.role in {MessageRole.TOOL, MessageRole.FUNCTION}
    return is_result or bool(message.tool_calls) or message.function_call is not None


def _without_time(message: LLMMessage) -> tuple[Any, ...]:
    return msgspec.structs.astuple(msgspec.structs.replace(message, timestamp=0.0, metadata={}))


def _may_be_kept(batches: Sequence[list[ModelEvent]]) -> bool:
    events = [event for batch in batches for event in batch]
    ended_well = bool(events) and events[-1] == Finish(FinishReason.STOP)
    return ended_well and not any(isinstance(event, ToolCall) for event in events)


async def _replay(batches: Sequence[list[ModelEvent]]) -> Batches:
    for batch in batches:
        yield batch
