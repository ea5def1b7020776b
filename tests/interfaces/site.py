"""A whole Coda on a real socket, in this process, and a client for it."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncGenerator, Callable, Generator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import aiohttp
import uvicorn

from coda.bootstrap import Coda, Settings, coda
from coda.components.llm.config import LLMConfig, LLMProvider, ProviderConfig
from coda.interfaces.cli.serve import LARGEST_FRAME
from coda.interfaces.http.app import create_app
from coda.testing.openai_stand_in import OpenAIStandIn
from coda.testing.scripted import ScriptedProvider, Step

API = "/api/v1"
BYTES = {"content-type": "application/octet-stream"}
NO_SUCH = "no-such-thing"


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Any
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def problem(self) -> tuple[int, str]:
        """The status and the stable word; both parts of an error must be there."""
        assert self.headers["content-type"] == "application/json"
        assert set(self.json) <= {"error", "message", "conflicts", "place", "actions"}
        assert self.json["message"]
        return self.status, self.json["error"]


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield  # the signals are the test runner's


@dataclass
class Site:
    """`coda` is the served whole; paths are below the API's prefix."""

    coda: Coda
    port: int
    client: aiohttp.ClientSession
    leaving: asyncio.Event

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def call(self, method: str, path: str, body: Any = None, *, at: str = API, **more: Any) -> Reply:
        if body is not None:
            more["json"] = body
        async with self.client.request(method, self.url + at + path, **more) as response:
            return Reply(response.status, response.headers, await response.read())

    async def get(self, path: str, **more: Any) -> Reply:
        return await self.call("GET", path, **more)

    async def post(self, path: str, body: Any = None, **more: Any) -> Reply:
        return await self.call("POST", path, {} if body is None and "data" not in more else body, **more)

    async def upload(self, path: str, data: bytes, filename: str) -> Reply:
        return await self.call("POST", path, data=data, headers=BYTES, params={"filename": filename})

    async def new_show(self, balls: int = 3, name: str = "Test") -> dict[str, Any]:
        reply = await self.post(
            "/documents", {"kind": "sequence", "name": name, "options": {"ball_count": balls}}
        )
        assert reply.status == 201, reply.body
        return reply.json

    async def put_segment(self, show: dict[str, Any], start_ms: int, end_ms: int, ball: int = 0) -> Reply:
        """Paint by hand; the base is whatever is there."""
        after = segment(balls_of(show)[ball], start_ms, end_ms)
        change = {"collection": "segments", "id": uuid4().hex[:12], "before": None, "after": after}
        return await self.post(
            f"/documents/{show['id']}/changes", {"base_revision": 0, "note": "Paint", "changes": [change]}
        )

    async def segments(self, show: dict[str, Any]) -> list[dict[str, Any]]:
        now = (await self.get(f"/documents/{show['id']}")).json
        found = list(now["collections"]["segments"].values())
        return sorted(found, key=lambda one: (one["timeline"], one["start_ms"]))

    async def say(self, show: dict[str, Any], text: str, mode: str = "auto", **more: Any) -> str:
        """Send a message; the run's id."""
        body = {"text": text, "model": "offline", "confirmation": mode, **more}
        reply = await self.post(f"/conversations/{show['conversation_id']}/messages", body)
        assert reply.status == 202, reply.body
        return reply.json["run_id"]

    async def say_and_wait(self, show: dict[str, Any], text: str, **more: Any) -> list[dict[str, Any]]:
        """The events of the whole turn."""
        run_id = await self.say(show, text, **more)
        await self.coda.runs.finished(run_id)
        return await self.events(show, run_id)

    async def events(self, show: dict[str, Any], run_id: str | None = None) -> list[dict[str, Any]]:
        entries = (await self.get(f"/conversations/{show['conversation_id']}/entries")).json["entries"]
        return [entry["event"] for entry in entries if run_id in {None, entry["run_id"]}]

    async def proposal(self, show: dict[str, Any], run_id: str) -> dict[str, Any]:
        """Wait for the proposal of a run."""
        async with self.stream(show["conversation_id"]) as frames:
            async for frame in frames:
                if frame.entry is None or frame.entry["run_id"] != run_id:
                    continue
                if frame.event == "proposal":
                    return frame.entry["event"]
                if frame.event in {"response_complete", "response_error", "response_interrupted"}:
                    raise AssertionError(frame.entry)
        raise AssertionError

    async def decide(
        self, run_id: str, proposal: dict[str, Any], verdict: str = "approve", **more: Any
    ) -> Reply:
        body = {"verdict": verdict, "digest": proposal["digest"], **more}
        return await self.post(f"/runs/{run_id}/proposals/{proposal['proposal_id']}/decision", body)

    def scripted(self, *script: Sequence[Step]) -> str:
        """A provider that plays a script; its name."""
        name = f"scripted{len(self.coda.providers.made)}"
        self.coda.providers.made[name] = ScriptedProvider(script)
        return name

    def standing_in(self, server: OpenAIStandIn, **more: Any) -> str:
        """A provider that asks a stand-in server; its name."""
        name = f"server{len(self.coda.settings.llm.providers)}"
        self.coda.settings.llm.providers[name] = ProviderConfig(
            provider=LLMProvider.OPENAI_COMPATIBLE, model="stand-in", api_base=server.url, **more
        )
        return name

    @asynccontextmanager
    async def stream(
        self, conversation_id: str, after: int | None = None, *, last_event_id: int | None = None
    ) -> AsyncGenerator[AsyncGenerator[Frame, None], None]:
        headers = {} if last_event_id is None else {"last-event-id": str(last_event_id)}
        params = {} if after is None else {"after": str(after)}
        address = f"{self.url}{API}/conversations/{conversation_id}/stream"
        async with self.client.get(address, headers=headers, params=params) as response:
            assert response.status == 200
            frames = read_frames(response.content)
            try:
                yield frames
            finally:
                await frames.aclose()

    def live(self, document_id: str, **headers: str) -> Any:
        return self.client.ws_connect(f"{self.url}{API}/documents/{document_id}/live", headers=headers)


@dataclass(frozen=True)
class Frame:
    """`id` is 0 and `event` empty for a comment."""

    id: int
    event: str
    entry: Any


async def read_frames(content: aiohttp.StreamReader) -> AsyncGenerator[Frame, None]:
    while line := await content.readuntil(b"\n\n"):
        if (frame := read_frame(line)) is not None:
            yield frame


def read_frame(text: bytes) -> Frame | None:
    """A frame of the stream; None for its `retry`."""
    if text.startswith(b":"):
        return Frame(0, "", None)
    fields = dict(line.split(b": ", 1) for line in text.strip().split(b"\n"))
    if b"id" not in fields:
        assert fields.keys() == {b"retry"}
        return None
    return Frame(int(fields[b"id"]), fields[b"event"].decode(), json.loads(fields[b"data"]))


@asynccontextmanager
async def site(
    data: Path, *, studio: Path | None = None, heartbeat: float = 15.0
) -> AsyncGenerator[Site, None]:
    leaving = asyncio.Event()
    async with coda(Settings(data=data, llm=LLMConfig(default_provider="offline"))) as whole:
        app = await asyncio.to_thread(create_app, whole, studio, leaving=leaving, heartbeat_seconds=heartbeat)
        config = uvicorn.Config(
            app, log_level="critical", access_log=False, lifespan="off", ws_max_size=LARGEST_FRAME
        )
        server = _Server(config)
        listener = socket.create_server(("127.0.0.1", 0))
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=20)) as client:
            yield Site(whole, listener.getsockname()[1], client, leaving)
        leaving.set()
        server.should_exit = True
        await serving


async def until(condition: Callable[[], bool]) -> None:
    """Wait for what nobody tells: that a task or a subscription of the server is gone."""
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110 - no event says so
            await asyncio.sleep(0)


def balls_of(show: dict[str, Any]) -> list[str]:
    timelines = show["collections"]["timelines"]
    return sorted(timelines, key=lambda ball: timelines[ball]["position"])


def segment(ball: str, start_ms: int, end_ms: int, **more: Any) -> dict[str, Any]:
    return {"timeline": ball, "start_ms": start_ms, "end_ms": end_ms, "color": [255, 0, 0], **more}


def kinds(events: list[dict[str, Any]]) -> list[str]:
    return [event["type"] for event in events]


def of_kind(events: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [event for event in events if event["type"] == kind]
