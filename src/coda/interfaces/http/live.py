"""The live socket of an open document: transactions out, analysis progress out, playback both ways."""

from __future__ import annotations

import asyncio
from contextlib import aclosing, suppress
from typing import Any

import msgspec
from starlette.websockets import WebSocket, WebSocketDisconnect

from coda.apps.sequence_maker.entities import Project
from coda.apps.sequence_maker.services import PlaybackState
from coda.apps.sequence_maker.show import SequenceType
from coda.apps.sequence_maker.studio_player import StudioPlayer
from coda.bootstrap import Coda
from coda.components.documents import Document
from coda.errors import UnknownDocumentError

_MOST_WAITING = 1000
_TOO_SLOW, _UNKNOWN = 1013, 4404


class LiveSocket:
    """One browser that has a document open."""

    def __init__(self, coda: Coda, socket: WebSocket, document: Document) -> None:
        self._coda = coda
        self._socket = socket
        self._document = document
        self._player: StudioPlayer = coda.stage.player(document.id)
        self._outbox: asyncio.Queue[dict[str, Any]] = asyncio.Queue(_MOST_WAITING)
        self._heard_of: str | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def serve(self) -> None:
        """Until the browser leaves, or is too slow to keep up; then it reconnects and reads anew."""
        self._player.connect(self._send)
        work = [self._write(), self._read(), self._tell_transactions()]
        tasks = {asyncio.create_task(one) for one in work}
        try:
            history = await self._coda.documents.history(self._document.id)
            self._send({"type": "hello", "revision": self._document.revision, "history": history})
            self._watch_the_song()
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._player.disconnect(self._send)
            for task in tasks | self._tasks:
                task.cancel()
            await asyncio.wait(tasks)

    def _send(self, message: dict[str, Any]) -> None:
        with suppress(asyncio.QueueFull):  # the transactions' own watcher ends a browser that slow
            self._outbox.put_nowait(message)

    async def _write(self) -> None:
        while True:
            message = await self._outbox.get()
            await self._socket.send_text(msgspec.json.encode(message).decode())

    async def _read(self) -> None:
        with suppress(WebSocketDisconnect):
            while True:
                self._take(await self._socket.receive_text())

    def _take(self, text: str) -> None:
        """A word from the browser; what is not understood is dropped, as from a newer studio."""
        try:
            message = msgspec.json.decode(text, type=_FromStudio)
        except msgspec.MsgspecError:
            return
        if isinstance(message, PlaybackFailed):
            self._player.refuse(message.command_id, message.reason)
        else:
            state = PlaybackState(message.playing, message.position_ms, message.volume)
            self._player.report(self._send, state, message.command_id)

    async def _tell_transactions(self) -> None:
        async with aclosing(self._coda.documents.watch(self._document.id)) as news:
            async for transaction, history in news:
                self._send({"type": "transaction", "transaction": transaction, "history": history})
                self._watch_the_song()

    def _watch_the_song(self) -> None:
        """Follow the analysis of the show's song, whenever the song is another one."""
        if self._document.type.kind != SequenceType.kind:
            return
        project = self._document.get("project", "project")
        audio = project.audio if isinstance(project, Project) else None
        if audio is None or audio.content_hash == self._heard_of:
            return
        self._heard_of = audio.content_hash
        if self._coda.stage.songs.info(audio.content_hash) is None:
            return
        self._coda.stage.listen_in_background(audio.content_hash)
        task = asyncio.create_task(self._tell_analysis(audio.content_hash))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _tell_analysis(self, content_hash: str) -> None:
        async for status in self._coda.stage.songs.follow(content_hash):
            if content_hash == self._heard_of:
                self._send({"type": "analysis", **msgspec.to_builtins(status)})


class Playback(msgspec.Struct, frozen=True, tag="playback_state", tag_field="type"):
    playing: bool
    position_ms: int
    volume: float
    command_id: str | None = None


class PlaybackFailed(msgspec.Struct, frozen=True, tag="playback_failed", tag_field="type"):
    command_id: str
    reason: str


_FromStudio = Playback | PlaybackFailed


async def serve_live(coda: Coda, socket: WebSocket, document_id: str) -> None:
    await socket.accept()
    try:
        document = await coda.documents.open(document_id)
    except UnknownDocumentError:
        await socket.close(_UNKNOWN)
        return
    await LiveSocket(coda, socket, document).serve()
    with suppress(RuntimeError, WebSocketDisconnect):  # it may have left already
        await socket.close(_TOO_SLOW)
