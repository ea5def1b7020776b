"""Handing committed entries to those who follow, inside one process."""

from __future__ import annotations

import asyncio
from collections.abc import Generator, Iterable
from contextlib import contextmanager

from coda.components.events import Entry

_MOST_BUFFERED = 4096
"""Entries held for one slow follower; beyond it the buffer is dropped and re-read from the store."""


class Subscription:
    """The entries committed since the follower last looked."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._news = asyncio.Event()
        self._overflowed = False

    def offer(self, entries: Iterable[Entry]) -> None:
        if not self._overflowed:
            self._entries.extend(entries)
            if len(self._entries) > _MOST_BUFFERED:
                self._entries.clear()
                self._overflowed = True
        self._news.set()

    async def take(self) -> tuple[Entry, ...] | None:
        """Wait for news; None means there was too much and the store must be read."""
        await self._news.wait()
        self._news.clear()
        taken, self._entries = tuple(self._entries), []
        overflowed, self._overflowed = self._overflowed, False
        return None if overflowed else taken


class Fanout:
    def __init__(self) -> None:
        self._subscriptions: dict[str, set[Subscription]] = {}

    def publish(self, entries: tuple[Entry, ...]) -> None:
        if not self._subscriptions:
            return
        for conversation_id in {entry.conversation_id for entry in entries}:
            for subscription in self._subscriptions.get(conversation_id, ()):
                subscription.offer(e for e in entries if e.conversation_id == conversation_id)

    @contextmanager
    def subscribe(self, conversation_id: str) -> Generator[Subscription]:
        subscription = Subscription()
        self._subscriptions.setdefault(conversation_id, set()).add(subscription)
        try:
            yield subscription
        finally:
            others = self._subscriptions[conversation_id]
            others.discard(subscription)
            if not others:
                del self._subscriptions[conversation_id]
