"""The journal as server-sent events, in raw ASGI: `id` is the entry's `seq`, so a browser that comes
back with `Last-Event-ID`, to any process, gets every later entry once and in order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any
from urllib.parse import parse_qs

import msgspec
from starlette.types import Receive, Scope, Send

from coda.components.events import Entry
from coda.components.store import Store
from coda.errors import UnknownConversationError

HEARTBEAT_SECONDS = 15.0
_PAGE = 500
"""Entries read from the journal at once while a client catches up."""
_LAST_PLACE = 2**53
_RETRY = b"retry: 1000\n\n"
_HEARTBEAT = b": still here\n\n"
_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]
_encoder = msgspec.json.Encoder()


def frame(entry: Entry) -> bytes:
    """One entry as an SSE frame. JSON has no raw line ends, so one `data` line is enough."""
    kind = type(entry.event).__struct_config__.tag
    return b"id: %d\nevent: %s\ndata: %s\n\n" % (entry.seq, str(kind).encode(), _encoder.encode(entry))


class ConversationStream:
    """`GET /conversations/{conversation_id}/stream`: follows a conversation until the client leaves,
    or the server does, which `leaving` tells."""

    def __init__(
        self, store: Store, leaving: asyncio.Event, heartbeat_seconds: float = HEARTBEAT_SECONDS
    ) -> None:
        self._store = store
        self._leaving = leaving
        self._heartbeat = heartbeat_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        conversation_id = scope["path_params"]["conversation_id"]
        if await self._store.conversation(conversation_id) is None:
            raise UnknownConversationError(f"There is no conversation {conversation_id}.")
        await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
        if scope["method"] == "GET":
            await self._follow(conversation_id, _after(scope), receive, send)
        await send({"type": "http.response.body", "body": b""})

    async def _follow(self, conversation_id: str, after: int, receive: Receive, send: Send) -> None:
        work = [self._write(conversation_id, after, send), _left(receive), self._leaving.wait()]
        tasks: list[asyncio.Task[Any]] = [asyncio.create_task(one) for one in work]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)
        for task in done:
            task.result()

    async def _write(self, conversation_id: str, after: int, send: Send) -> None:
        await send({"type": "http.response.body", "body": _RETRY, "more_body": True})
        async with aclosing(self._batches(conversation_id, after)) as batches:
            waiting = asyncio.ensure_future(anext(batches))
            try:
                while True:
                    done, _ = await asyncio.wait([waiting], timeout=self._heartbeat)
                    body = _HEARTBEAT
                    if done:
                        body = b"".join(map(frame, waiting.result()))
                        waiting = asyncio.ensure_future(anext(batches))
                    await send({"type": "http.response.body", "body": body, "more_body": True})
            finally:
                waiting.cancel()
                await asyncio.wait([waiting])

    async def _batches(self, conversation_id: str, after: int) -> AsyncGenerator[tuple[Entry, ...], None]:
        """Page by page what is there, then what comes: a long journal is never in memory as a whole."""
        while page := await self._store.entries(conversation_id, after, _PAGE):
            after = page[-1].seq
            yield page
            if len(page) < _PAGE:
                break
        async with aclosing(self._store.follow(conversation_id, after)) as batches:
            async for batch in batches:
                yield batch


def _after(scope: Scope) -> int:
    """The last `seq` the client has: from `Last-Event-ID`, else from `?after=`; nonsense counts as 0."""
    header = dict(scope["headers"]).get(b"last-event-id", b"").decode("latin-1")
    query = parse_qs(scope["query_string"].decode("latin-1")).get("after", ["0"])[0]
    given = header or query
    return min(int(given), _LAST_PLACE) if given.isascii() and given.isdigit() and len(given) < 20 else 0


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
