"""A server on this machine that stands in for Google: it keeps what it was asked and answers by script."""

import json
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

from aiohttp import web


class Asked(NamedTuple):
    method: str
    path: str
    """With its query, as it stood on the wire."""
    headers: Mapping[str, str]
    body: Any
    """Where it was JSON."""


class GoogleServer:
    """`answers` are given in turn: a list of chunks as events, anything else as one JSON body."""

    def __init__(self, *answers: Any, status: int = 200) -> None:
        self._answers = list(answers)
        self._status = status
        self.url = ""
        self.asked: list[Asked] = []

    async def answer(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()
        told = json.loads(body) if request.content_type == "application/json" else None
        self.asked.append(Asked(request.method, request.raw_path, request.headers, told))
        answer = self._answers.pop(0)
        if not isinstance(answer, list):
            return web.json_response(answer, status=self._status)
        events = "".join(f"data: {json.dumps(chunk)}\r\n\r\n" for chunk in answer)
        return web.Response(text=events, content_type="text/event-stream")


@asynccontextmanager
async def google(*answers: Any, status: int = 200) -> AsyncGenerator[GoogleServer]:
    server = GoogleServer(*answers, status=status)
    app = web.Application()
    app.router.add_route("*", "/{rest:.*}", server.answer)
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    server.url = f"http://127.0.0.1:{port}"
    try:
        yield server
    finally:
        await runner.cleanup()
