"""A server on 127.0.0.1 that speaks OpenAI's Chat Completions and says what its script says.

In tests::

    async with OpenAIStandIn([completion("Hel", "lo")]) as server:
        config = ProviderConfig(provider="openai_compatible", model="any", api_base=server.url)

As a command, for demonstrations and browser tests::

    python -m coda.testing.openai_stand_in --port 0 --script answers.json

prints one line `{"url": "http://127.0.0.1:…/v1"}` and serves until it is ended. The script is a
JSON list; each entry answers one request, and is one of

- `{"text": ["Hel", "lo"], "reasoning": [], "tool_calls": [{"id", "name", "arguments"}],
  "pause_ms": 0, "usage": {"prompt_tokens", "completion_tokens"}, "fault": "", "after": 0}`, each
  field optional; the pause is made before each piece of text; `fault` is `reset`, `stall` or
  `malformed`, and happens after that many pieces (the first piece only names the role);
- `{"status": 429, "message": "…", "code": null, "retry_after": "2"}`.

A request beyond the script is refused with status 400 and a sentence saying so.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec
from aiohttp import web

from coda.components.messages import ToolCall, Usage
from coda.testing.openai_answers import Fault, Piece, StandInAnswer, completion, malformed_chunk, refusal


@dataclass(frozen=True)
class RecordedRequest:
    """What a client sent. Header names are in lower case."""

    path: str
    headers: dict[str, str]
    json: dict[str, Any]


class OpenAIStandIn:
    """Answers request number n with `script[n]`; `url` is what belongs into `api_base`.

    `models` is what `GET /models` lists. `open_answers` counts answers that are under way: 0 says
    that no client holds a connection.
    """

    def __init__(
        self, script: Sequence[StandInAnswer] = (), *, models: Sequence[str] = ("stand-in",), port: int = 0
    ) -> None:
        self.requests: list[RecordedRequest] = []
        self.models = list(models)
        self.url = ""
        self.open_answers = 0
        self.connections: set[asyncio.BaseTransport] = set()
        """Every connection that requests came in on."""
        self._script = list(script)
        self._port = port
        self._changed = asyncio.Event()
        self._closing = asyncio.Event()
        self._runner: web.AppRunner | None = None

    def add(self, *answers: StandInAnswer) -> None:
        self._script.extend(answers)

    async def start(self) -> str:
        """Listen, and return `url`."""
        app = web.Application(client_max_size=64 * 2**20)
        app.router.add_post("/v1/chat/completions", self._complete)
        app.router.add_get("/v1/models", self._list_models)
        self._runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}/v1"
        return self.url

    async def close(self) -> None:
        self._closing.set()
        if self._runner is not None:
            await self._runner.cleanup()

    async def wait_until_quiet(self) -> None:
        """Until no answer is under way: the clients have taken theirs, or have gone."""
        while self.open_answers:
            await self._next_change()

    async def wait_for_requests(self, count: int = 1) -> None:
        """Until so many requests have come in since the start."""
        while len(self.requests) < count:
            await self._next_change()

    async def _next_change(self) -> None:
        self._changed.clear()
        await self._changed.wait()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def _list_models(self, request: web.Request) -> web.Response:
        self._record(request, {})
        return web.json_response({"object": "list", "data": [{"id": name} for name in self.models]})

    async def _complete(self, request: web.Request) -> web.StreamResponse:
        place = sum(recorded.path.endswith("/completions") for recorded in self.requests)
        self._record(request, await request.json())
        beyond = refusal(400, f"The script has {len(self._script)} answers; this is request {place + 1}.")
        answer = self._script[place] if place < len(self._script) else beyond
        self.open_answers += 1
        try:
            return await self._play(answer, request)
        finally:
            self.open_answers -= 1
            self._changed.set()

    def _record(self, request: web.Request, body: dict[str, Any]) -> None:
        headers = {name.lower(): value for name, value in request.headers.items()}
        self.requests.append(RecordedRequest(request.path, headers, body))
        self._changed.set()
        if request.transport is not None:
            self.connections.add(request.transport)

    async def _play(self, answer: StandInAnswer, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(status=answer.status, headers=answer.headers)
        for piece in answer.pieces:
            if isinstance(piece, bytes):
                await self._write(piece, response, request)
            elif not await self._wait(piece, request):
                return response
        if not response.prepared:
            await response.prepare(request)
        await response.write_eof()
        return response

    async def _write(self, piece: bytes, response: web.StreamResponse, request: web.Request) -> None:
        if not response.prepared:
            await response.prepare(request)
        await response.write(piece)

    async def _wait(self, piece: asyncio.Event | float | Fault, request: web.Request) -> bool:
        """Whether the answer goes on after this."""
        if isinstance(piece, asyncio.Event):
            await piece.wait()
        elif isinstance(piece, float):
            await asyncio.sleep(piece)
        elif piece is Fault.STALL:
            await self._closing.wait()
            return False
        elif request.transport is not None:
            request.transport.abort()
            return False
        return True


class _ScriptedCall(msgspec.Struct, frozen=True):
    id: str
    name: str
    arguments: dict[str, Any]


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    text: list[str] = []
    reasoning: list[str] = []
    tool_calls: list[_ScriptedCall] = []
    pause_ms: float = 0
    usage: Usage = Usage(prompt_tokens=12, completion_tokens=8)
    fault: str = ""
    after: int = 0
    status: int = 200
    message: str = "No."
    code: str | None = None
    retry_after: str | None = None

    def answer(self) -> StandInAnswer:
        if self.status != 200:
            wait = {"retry_after": self.retry_after} if self.retry_after is not None else {}
            return refusal(self.status, self.message, code=self.code, **wait)
        pause = [self.pause_ms / 1000] if self.pause_ms else []
        whole = completion(
            *(step for text in self.text for step in (*pause, text)),
            reasoning=self.reasoning,
            tool_calls=[ToolCall(c.id, c.name, json.dumps(c.arguments)) for c in self.tool_calls],
            usage=self.usage,
        )
        return whole.cut_after(self.after, *self._fault()) if self.fault else whole

    def _fault(self) -> Sequence[Piece]:
        return malformed_chunk().pieces[2:] if self.fault == "malformed" else (Fault(self.fault),)


def read_script(text: str | bytes) -> list[StandInAnswer]:
    """The answers that a JSON script describes. Raises `ValueError` naming the place that is wrong."""
    return [entry.answer() for entry in msgspec.json.decode(text, type=list[_Entry])]


async def _serve(script: list[StandInAnswer], port: int) -> None:
    async with OpenAIStandIn(script, port=port) as server:
        sys.stdout.write(json.dumps({"url": server.url}) + "\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m coda.testing.openai_stand_in")
    parser.add_argument("--port", type=int, default=0, help="0 lets the system choose a free one")
    parser.add_argument("--script", type=Path, required=True, help="a JSON file, described in this module")
    options = parser.parse_args()
    try:
        script = read_script(options.script.read_bytes())
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{options.script}: {error}\n")
        return 2
    try:
        asyncio.run(_serve(script, options.port))
    except KeyboardInterrupt:
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
