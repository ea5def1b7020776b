"""Handing committed entries to those who follow, inside one process."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager

from coda.components.events import Entry
from coda.components.store.worker import wake

_MOST_BUFFERED = 4096
"""Entries held for one slow follower; beyond it the buffer is dropped and re-read from the store."""


class Subscription:
    """The entries committed since the follower last looked. Lives on the follower's event loop."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
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


_Offers = list[tuple[Subscription, list[Entry]]]


class Fanout:
    def __init__(self) -> None:
        self._subscriptions: dict[str, set[Subscription]] = {}
        self._changing = threading.Lock()

    def publish(self, commits: Sequence[tuple[Entry, ...]]) -> None:
        """Offer the entries of several commits, from the writer's thread, one wake-up for each loop.

        Not left to those who committed: a task that is cancelled while it waits for its commit
        would tell nobody.
        """
        by_conversation: dict[str, list[Entry]] = {}
        for entries in commits:
            for entry in entries:
                by_conversation.setdefault(entry.conversation_id, []).append(entry)
        by_loop: dict[asyncio.AbstractEventLoop, _Offers] = {}
        with self._changing:
            for conversation_id, entries in by_conversation.items():
                for subscription in self._subscriptions.get(conversation_id, ()):
                    by_loop.setdefault(subscription.loop, []).append((subscription, entries))
        for loop, offers in by_loop.items():
            wake(loop, _make, offers)

    @contextmanager
    def subscribe(self, conversation_id: str) -> Generator[Subscription]:
        subscription = Subscription()
        with self._changing:
            self._subscriptions.setdefault(conversation_id, set()).add(subscription)
        try:
            yield subscription
        finally:
            with self._changing:
                others = self._subscriptions[conversation_id]
                others.discard(subscription)
                if not others:
                    del self._subscriptions[conversation_id]


def _make(offers: _Offers) -> None:
    for subscription, entries in offers:
        subscription.offer(entries)
