"""The server's application: routes, guard, errors, and the studio's pages."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from fastapi import FastAPI, WebSocket
from starlette.middleware import Middleware
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from coda.apps.idea2video.episode import KIND as EPISODE
from coda.apps.sequence_maker.show import KIND as SEQUENCE
from coda.bootstrap import Coda
from coda.components.events import Entry
from coda.interfaces.http import chat, documents, episode_chat, episodes, film_files, sequence
from coda.interfaces.http.answers import Answer, NotFoundError, answer_errors
from coda.interfaces.http.description import describe, describes, returns
from coda.interfaces.http.episode_live import episode_companion
from coda.interfaces.http.episode_views import EpisodeNews
from coda.interfaces.http.guard import Guard
from coda.interfaces.http.live import Companions, serve_live
from coda.interfaces.http.sequence_live import LiveFrame, StudioFrame, sequence_companion
from coda.interfaces.http.stream import HEARTBEAT_SECONDS, ConversationStream
from coda.interfaces.http.views import Health

API = "/api/v1"
LOOPBACK_NAMES = ("127.0.0.1", "localhost", "::1")
COMPANIONS: Companions = {SEQUENCE: sequence_companion, EPISODE: episode_companion}

_STREAM = f"{API}/conversations/{{conversation_id}}/stream"
_STREAM_DESCRIBED = {
    "get": {
        "tags": ["chat"],
        "summary": "Follow a conversation",
        "description": "Server-sent events for ever: `id` is an entry's seq, `event` its event's type, "
        "`data` the entry. Resumes after `Last-Event-ID`, else after `?after=`.",
        "operationId": "follow_conversation",
        "parameters": [
            {"name": "conversation_id", "in": "path", "required": True, "schema": {"type": "string"}},
            {"name": "after", "in": "query", "schema": {"type": "integer", "minimum": 0, "default": 0}},
            {"name": "Last-Event-ID", "in": "header", "schema": {"type": "integer"}},
        ],
        "responses": {
            "200": {
                "description": "One frame for each entry",
                "content": {"text/event-stream": {"schema": {"$ref": "#/components/schemas/Entry"}}},
            }
        },
    }
}


def create_app(
    coda: Coda,
    studio: Path | None = None,
    *,
    hosts: Iterable[str] = LOOPBACK_NAMES,
    leaving: asyncio.Event | None = None,
    heartbeat_seconds: float = HEARTBEAT_SECONDS,
) -> FastAPI:
    """`studio` is the folder of the built studio; without it only the API is served.

    Set `leaving` to end the streams and sockets that would otherwise go on for ever.
    """
    leaving = leaving or asyncio.Event()
    app = FastAPI(
        title="Coda",
        version=version("coda-copilot"),
        docs_url=None,
        redoc_url=None,
        openapi_url=f"{API}/openapi.json",
        middleware=[Middleware(Guard, hosts=hosts, uploads=sequence.uploads(API))],
        generate_unique_id_function=lambda route: route.name,
    )
    answer_errors(app, {**sequence.STATUSES, **film_files.STATUSES})
    app.state.coda = coda
    for routes in (documents, chat, sequence, episode_chat, episodes, film_files):
        app.include_router(routes.router, prefix=API)
    stream = ConversationStream(coda.store, leaving, heartbeat_seconds)
    app.router.routes.append(Route(_STREAM, stream, methods=["GET"]))

    @app.get(f"{API}/healthz", responses=returns(Health), tags=["server"], response_model=None)
    async def health() -> Response:
        return Answer(Health("ok", app.version))

    @app.websocket(f"{API}/documents/{{document_id}}/live")
    async def live(socket: WebSocket, document_id: str) -> None:
        await serve_live(coda, socket, document_id, COMPANIONS, leaving)

    if studio is not None:
        _serve_studio(app, studio)
    describes(Entry=Entry, LiveFrame=LiveFrame | EpisodeNews, StudioFrame=StudioFrame)
    describe(app, {_STREAM: _STREAM_DESCRIBED})
    return app


def _serve_studio(app: FastAPI, studio: Path) -> None:
    """The built files by name; any other path without an extension is a page of the studio."""
    files = {str(file.relative_to(studio)): file for file in studio.rglob("*") if file.is_file()}

    @app.api_route("/{path:path}", methods=["GET", "HEAD"], include_in_schema=False)
    async def studio_file(path: str) -> Response:
        if path in files:
            fresh = "public, max-age=31536000, immutable" if path.startswith("assets/") else "no-cache"
            return FileResponse(files[path], headers={"cache-control": fresh})
        if path.startswith("api/") or "." in path.rpartition("/")[2]:
            raise NotFoundError("There is nothing at this address.")
        return FileResponse(files["index.html"], headers={"cache-control": "no-cache"})
