"""Idea2Video's part of the live socket: where an episode stands, who is at work, and its film."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from coda.bootstrap import Coda
from coda.interfaces.http.episode_views import EpisodeNews, news_of
from coda.interfaces.http.live import Send


@contextmanager
def episode_companion(coda: Coda, document_id: str, send: Send) -> Generator[EpisodeCompanion]:
    yield EpisodeCompanion(coda, document_id, send)


class EpisodeCompanion:
    def __init__(self, coda: Coda, document_id: str, send: Send) -> None:
        self._coda = coda
        self._document_id = document_id
        self._send = send
        self._told: EpisodeNews | None = None

    def take(self, frame: str) -> None:
        """A studio tells nothing about a film."""

    async def changed(self) -> None:
        """What is shown depends on the document: another shot has another film."""
        self._coda.production.activities.wake(self._document_id)

    async def follow(self) -> None:
        async for _ in self._coda.production.changes(self._document_id):
            news = news_of(self._document_id, await self._coda.production.board(self._document_id))
            if news != self._told:
                self._told = news
                self._send(news)
