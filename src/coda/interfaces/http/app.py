"""The server's application: routes, guard, errors, and the studio's pages."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from fastapi import FastAPI, WebSocket
from starlette.middleware import Middleware
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from coda.bootstrap import Coda
from coda.interfaces.http import chat, documents, sequence
from coda.interfaces.http.answers import Answer, NotFoundError, answer_errors, describe_answers, returns
from coda.interfaces.http.guard import Guard
from coda.interfaces.http.live import serve_live
from coda.interfaces.http.stream import ConversationStream
from coda.interfaces.http.views import Health

API = "/api/v1"
LOOPBACK_NAMES = ("127.0.0.1", "localhost", "::1")


def create_app(coda: Coda, studio: Path | None = None, hosts: Iterable[str] = LOOPBACK_NAMES) -> FastAPI:
    """`studio` is the folder of the built studio; without it only the API is served."""
    app = FastAPI(
        title="Coda",
        version=version("coda-copilot"),
        docs_url=None,
        redoc_url=None,
        openapi_url=f"{API}/openapi.json",
        middleware=[Middleware(Guard, hosts=hosts)],
    )
    answer_errors(app)
    app.state.coda = coda
    for routes in (documents, chat, sequence):
        app.include_router(routes.router, prefix=API)
    stream = ConversationStream(coda.store)
    app.router.routes.append(
        Route(f"{API}/conversations/{{conversation_id}}/stream", stream, methods=["GET"])
    )

    @app.get(f"{API}/healthz", responses=returns(Health), tags=["server"])
    async def health() -> Response:
        return Answer(Health("ok", app.version))

    @app.websocket(f"{API}/documents/{{document_id}}/live")
    async def live(socket: WebSocket, document_id: str) -> None:
        await serve_live(coda, socket, document_id)

    if studio is not None:
        _serve_studio(app, studio)
    _describe(app)
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
            raise NotFoundError(f"There is nothing at /{path}.")
        return FileResponse(files["index.html"], headers={"cache-control": "no-cache"})


def _describe(app: FastAPI) -> None:
    """The OpenAPI document, with the schemas of our own values in it."""
    generate = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = describe_answers(generate())
        return app.openapi_schema

    app.openapi = openapi
