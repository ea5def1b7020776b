"""Sequence Maker's part of the live socket: playing in the studio, and how far the song was heard."""

from __future__ import annotations

import asyncio
from collections.abc import Generator
from contextlib import contextmanager
from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from coda.apps.sequence_maker.entities import MAX_SHOW_MS
from coda.apps.sequence_maker.services import PlaybackState
from coda.apps.sequence_maker.show import project
from coda.apps.sequence_maker.stage import Stage
from coda.apps.sequence_maker.studio_player import PlaybackCommand
from coda.bootstrap import Coda
from coda.components.documents import Documents
from coda.components.jobs import State
from coda.interfaces.http.live import Hello, Send, TransactionNews

Heard = Literal["none", "running", "ready", "failed"]
HEARD: dict[State, Heard] = {
    "none": "none",
    "queued": "running",
    "running": "running",
    "done": "ready",
    "failed": "failed",
    "cancelled": "failed",
}


class AnalysisNews(msgspec.Struct, frozen=True, tag="analysis", tag_field="type"):
    """How far the analysis of the show's song is; `progress` is 0..1."""

    status: Heard
    stage: str
    progress: float
    error: str | UnsetType = UNSET


class PlaybackReport(msgspec.Struct, frozen=True, tag="playback_state", tag_field="type"):
    """How a studio plays now; `command_id` names the command it has just obeyed."""

    playing: bool
    position_ms: Annotated[int, Meta(ge=0, le=MAX_SHOW_MS)]
    volume: Annotated[float, Meta(ge=0, le=1)]
    command_id: str | None = None


class PlaybackFailed(msgspec.Struct, frozen=True, tag="playback_failed", tag_field="type"):
    command_id: str
    reason: str


LiveFrame = Hello | TransactionNews | AnalysisNews | PlaybackCommand
StudioFrame = PlaybackReport | PlaybackFailed

_decoder: msgspec.json.Decoder[StudioFrame] = msgspec.json.Decoder(StudioFrame)


@contextmanager
def sequence_companion(coda: Coda, document_id: str, send: Send) -> Generator[SequenceCompanion]:
    """A studio that has the show open: as long as this lasts, the copilot can play in it."""
    player = coda.stage.player(document_id)
    player.connect(send)
    try:
        yield SequenceCompanion(coda.documents, coda.stage, document_id, send)
    finally:
        player.disconnect(send)


class SequenceCompanion:
    def __init__(self, documents: Documents, stage: Stage, document_id: str, send: Send) -> None:
        self._documents = documents
        self._stage = stage
        self._player = stage.player(document_id)
        self._document_id = document_id
        self._send = send
        self._song: str | None = None
        self._another_song = asyncio.Event()

    def take(self, frame: str) -> None:
        try:
            message = _decoder.decode(frame)
        except (msgspec.MsgspecError, RecursionError):
            return
        if isinstance(message, PlaybackFailed):
            self._player.refuse(self._send, message.command_id, message.reason)
        else:
            state = PlaybackState(message.playing, message.position_ms, message.volume)
            self._player.report(self._send, state, message.command_id)

    async def changed(self) -> None:
        audio = project(await self._documents.fork(self._document_id)).audio
        song = None if audio is None else audio.content_hash
        if song != self._song:
            self._song = song
            self._another_song.set()

    async def follow(self) -> None:
        """Tell of the analysis of the show's song, whenever the song is another one."""
        await self.changed()
        telling: asyncio.Task[None] | None = None
        try:
            while True:
                await self._another_song.wait()
                self._another_song.clear()
                if telling is not None:
                    telling.cancel()
                if self._song is not None and self._stage.songs.info(self._song) is not None:
                    telling = asyncio.create_task(self._tell_analysis(self._song))
        finally:
            if telling is not None:
                telling.cancel()
                await asyncio.wait([telling])

    async def _tell_analysis(self, content_hash: str) -> None:
        self._stage.listen_in_background(content_hash)
        async for now in self._stage.songs.follow(content_hash):
            self._send(AnalysisNews(HEARD[now.status], now.stage, now.progress, now.error or UNSET))
