"""The world around all shows: their songs, what was heard in them, and the studios that play them."""

from __future__ import annotations

import asyncio

from coda.apps.sequence_maker.analysis.library import SongLibrary
from coda.apps.sequence_maker.analysis.values import Analysis
from coda.apps.sequence_maker.entities import Project
from coda.apps.sequence_maker.services import SequenceServices
from coda.apps.sequence_maker.studio_player import StudioPlayer
from coda.components.documents import Draft
from coda.errors import CodaError


class Stage:
    def __init__(self, songs: SongLibrary) -> None:
        self.songs = songs
        self._heard: dict[str, Analysis] = {}
        self._listening: dict[str, asyncio.Task[Analysis]] = {}
        self._players: dict[str, StudioPlayer] = {}

    def player(self, document_id: str) -> StudioPlayer:
        return self._players.setdefault(document_id, StudioPlayer())

    def services(self, draft: Draft) -> SequenceServices:
        """What the tools of a turn find around the show."""
        show, player = draft.get("project", "project"), self.player(draft.base.id)
        audio = show.audio if isinstance(show, Project) else None
        analysis = self._heard.get(audio.content_hash) if audio else None
        return SequenceServices(analysis, player, player.playback)

    def heard(self, content_hash: str) -> Analysis | None:
        return self._heard.get(content_hash)

    async def listen(self, content_hash: str) -> Analysis:
        """Hear a song, once; what was heard before is read from the library.

        Raises what `SongLibrary.analysis` raises.
        """
        if content_hash not in self._heard:
            self._heard[content_hash] = await self.songs.analysis(content_hash)
        return self._heard[content_hash]

    def listen_in_background(self, content_hash: str, *, again: bool = False) -> None:
        """The same without waiting; a failure shows in the library's status.

        A song whose analysis failed is tried again only with `again`: a page that asks how far it
        is must not start it anew each time.
        """
        failed = self.songs.status(content_hash).status == "failed"
        if content_hash in self._heard or content_hash in self._listening or (failed and not again):
            return
        task = asyncio.create_task(self.listen(content_hash))
        self._listening[content_hash] = task
        task.add_done_callback(lambda done: self._stop_listening(content_hash, done))

    async def close(self) -> None:
        await self.songs.close()
        await asyncio.gather(*self._listening.values(), return_exceptions=True)

    def _stop_listening(self, content_hash: str, done: asyncio.Task[Analysis]) -> None:
        del self._listening[content_hash]
        if not done.cancelled() and (error := done.exception()) and not isinstance(error, CodaError):
            raise error
