"""What this process knows of the jobs just now, for whoever follows them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass

import msgspec

from coda.components.jobs.book import News
from coda.components.jobs.progress import JobStatus, Watch


@dataclass
class Known:
    """`place` counts the news of all jobs as they came here."""

    version: int
    place: int
    watch: Watch[JobStatus]


class Board:
    def __init__(self) -> None:
        self._known: dict[str, Known] = {}
        self._places = 0
        self._changed = asyncio.Event()

    def note(self, news: News) -> Watch[JobStatus]:
        """Nothing older takes the place of something newer, in whichever order they come."""
        known = self._known.setdefault(news.status.id, Known(0, 0, Watch(news.status)))
        if news.version > known.version:
            self._places += 1
            known.version, known.place = news.version, self._places
            known.watch.tell(news.status)
            self._changed.set()
            self._changed = asyncio.Event()
        return known.watch

    def settled_until(self) -> int:
        """A version of the book after which it holds every job that is not settled as far as is known."""
        known = self._known.values()
        open_ = [one.version for one in known if not one.watch.status.settled]
        return min(open_) - 1 if open_ else max((one.version for one in known), default=0)

    def give_up(self, error: str) -> None:
        """Nobody can tell any more how the unsettled jobs go; whatever is heard of them later is newer."""
        for known in self._known.values():
            if not known.watch.status.settled:
                known.version = 0
                known.watch.tell(msgspec.structs.replace(known.watch.status, status="failed", error=error))

    async def changes(self) -> AsyncGenerator[JobStatus]:
        """Each change from now on, without end. A slow reader misses steps in between, never the last."""
        read = self._places
        while True:
            changed = self._changed
            unread = [known for known in self._known.values() if known.place > read]
            for known in sorted(unread, key=lambda known: known.place):
                read = known.place
                yield known.watch.status
                if known.place != read:
                    break  # it changed while it was read
            if not unread:
                await changed.wait()
