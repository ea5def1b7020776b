"""The journal as server-sent events, in raw ASGI: `id` is the entry's `seq`, so a browser that comes
back with `Last-Event-ID`, to any process, gets every later entry once and in order."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from urllib.parse import parse_qs

import msgspec
from starlette.types import Receive, Scope, Send

from coda.components.events import Entry
from coda.components.store import Store
from coda.interfaces.http.answers import Problem

HEARTBEAT_SECONDS = 15.0
_RETRY = b"retry: 1000\n\n"
_HEARTBEAT = b": still here\n\n"
_encoder = msgspec.json.Encoder()


def frame(entry: Entry) -> bytes:
    """One entry as an SSE frame. JSON has no raw line ends, so one `data` line is enough."""
    kind = type(entry.event).__struct_config__.tag
    return b"id: %d\nevent: %s\ndata: %s\n\n" % (entry.seq, str(kind).encode(), _encoder.encode(entry))


class ConversationStream:
    """`GET /conversations/{conversation_id}/stream`: follows a conversation until the client leaves."""

    def __init__(self, store: Store, heartbeat_seconds: float = HEARTBEAT_SECONDS) -> None:
        self._store = store
        self._heartbeat = heartbeat_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        conversation_id = scope["path_params"]["conversation_id"]
        after = _after(scope)
        if await self._store.conversation(conversation_id) is None:
            problem = Problem("unknown_conversation", f"There is no conversation {conversation_id}.")
            await _start(send, 404, b"application/json")
            await send({"type": "http.response.body", "body": _encoder.encode(problem)})
            return
        await _start(send, 200, b"text/event-stream; charset=utf-8")
        await send({"type": "http.response.body", "body": _RETRY, "more_body": True})
        writing = asyncio.create_task(self._write(conversation_id, after, send))
        leaving = asyncio.create_task(_left(receive))
        try:
            await asyncio.wait([writing, leaving], return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (writing, leaving):
                task.cancel()
            await asyncio.wait([writing, leaving])

    async def _write(self, conversation_id: str, after: int, send: Send) -> None:
        async with aclosing(self._store.follow(conversation_id, after)) as batches:
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


def _after(scope: Scope) -> int:
    """The last `seq` the client has: from `Last-Event-ID`, else from `?after=`; nonsense counts as 0."""
    header = dict(scope["headers"]).get(b"last-event-id", b"").decode("latin-1")
    query = parse_qs(scope["query_string"].decode("latin-1")).get("after", ["0"])[0]
    given = header or query
    return int(given) if given.isdigit() else 0


async def _start(send: Send, status: int, type: bytes) -> None:
    headers = [(b"content-type", type), (b"cache-control", b"no-store"), (b"x-accel-buffering", b"no")]
    await send({"type": "http.response.start", "status": status, "headers": headers})


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
