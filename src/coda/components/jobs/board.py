"""What this process knows of the jobs just now, for whoever follows them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

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
        """A version of the book: what it holds after this one is all that may not be settled, as far as we know."""
        open_ = [known.version for known in self._known.values() if not known.watch.status.settled]
        return min(open_) - 1 if open_ else max((known.version for known in self._known.values()), default=0)

    async def changes(self) -> AsyncIterator[JobStatus]:
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
