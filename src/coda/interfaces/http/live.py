"""The live socket of an open document: transactions out, and whatever its application adds."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, aclosing, suppress
from typing import Protocol

import msgspec
from starlette.websockets import WebSocket, WebSocketDisconnect

from coda.bootstrap import Coda
from coda.components.changes import Transaction
from coda.components.documents import Document, HistoryState
from coda.errors import UnknownDocumentError

_MOST_WAITING = 256
"""Frames held for a browser that does not read; then it has to come back and read the document anew."""

LEAVING, TOO_SLOW, UNKNOWN = 1001, 1013, 4404
"""Why the server closes a socket, as WebSocket close codes."""


class Hello(msgspec.Struct, frozen=True, tag="hello", tag_field="type"):
    """The first frame: a browser that has another revision reads the document anew."""

    revision: int
    history: HistoryState


class TransactionNews(msgspec.Struct, frozen=True, tag="transaction", tag_field="type"):
    transaction: Transaction
    history: HistoryState


Send = Callable[[msgspec.Struct], None]
"""Puts a frame on its way to one browser; never waits."""


class Companion(Protocol):
    """An application's part in the live socket of one of its documents."""

    def take(self, frame: str) -> None:
        """A frame from the browser; what is not understood is dropped, as from a newer studio."""
        ...

    async def follow(self) -> None:
        """Tell what happens beside the document, until cancelled."""
        ...

    async def changed(self) -> None:
        """The document has changed."""
        ...


Companions = Mapping[str, Callable[[Coda, str, Send], AbstractContextManager[Companion]]]
"""`kind of document -> (coda, document id, send) -> ` its companion while the socket is open."""


class LiveSocket:
    """One browser that has a document open."""

    def __init__(self, coda: Coda, socket: WebSocket, document: Document) -> None:
        self._coda = coda
        self._socket = socket
        self._document = document
        self._outbox: asyncio.Queue[msgspec.Struct] = asyncio.Queue(_MOST_WAITING)
        self._overflowed = asyncio.Event()

    async def serve(self, companions: Companions, leaving: asyncio.Event) -> None:
        """Until the browser leaves, cannot keep up, or the server leaves."""
        begin = companions[self._document.type.kind]
        with begin(self._coda, self._document.id, self.send) as companion:
            work = [
                self._write(),
                self._read(companion),
                self._tell_transactions(companion),
                companion.follow(),
                self._overflowed.wait(),
                leaving.wait(),
            ]
            tasks = [asyncio.create_task(one) for one in work]
            try:
                # The watcher above is in place before the revision is read: nothing falls between.
                history = await self._coda.documents.history(self._document.id)
                self.send(Hello(self._document.revision, history))
                done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.wait(tasks)
            for task in done:
                task.result()
        with suppress(RuntimeError, WebSocketDisconnect):  # it may have left already
            await self._socket.close(LEAVING if leaving.is_set() else TOO_SLOW)

    def send(self, frame: msgspec.Struct) -> None:
        try:
            self._outbox.put_nowait(frame)
        except asyncio.QueueFull:
            self._overflowed.set()

    async def _write(self) -> None:
        with suppress(WebSocketDisconnect):
            while True:
                frame = await self._outbox.get()
                await self._socket.send_text(msgspec.json.encode(frame).decode())

    async def _read(self, companion: Companion) -> None:
        while (message := await self._socket.receive())["type"] != "websocket.disconnect":
            text = message.get("text")
            if text is not None:  # nothing of ours is binary
                companion.take(text)

    async def _tell_transactions(self, companion: Companion) -> None:
        async with aclosing(self._coda.documents.watch(self._document.id)) as news:
            async for transaction, history in news:
                self.send(TransactionNews(transaction, history))
                await companion.changed()


async def serve_live(
    coda: Coda, socket: WebSocket, document_id: str, companions: Companions, leaving: asyncio.Event
) -> None:
    await socket.accept()
    try:
        document = await coda.documents.open(document_id)
        await LiveSocket(coda, socket, document).serve(companions, leaving)
    except UnknownDocumentError:
        await socket.close(UNKNOWN)
