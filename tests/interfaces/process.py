"""`coda` as a process of its own."""

from __future__ import annotations

import asyncio
import io
import json
import os
import signal
import sys
import tempfile
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import aiohttp

from coda.interfaces.cli import main
from tests.interfaces.site import API

CODA = Path(sys.executable).parent / "coda"


def environment(data: Path, **more: str) -> dict[str, str]:
    """Ours, without anybody's keys and settings."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.endswith("_API_KEY") and not name.startswith(("CODA_", "OPENAI_"))
    }
    alone = {"CODA_DATA": str(data), "CODA_CONFIG": os.devnull}
    return {**kept, **alone, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring", **more}


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        assert self.out.count("\n") == 1, self.out
        return json.loads(self.out)


async def run(
    data: Path, *arguments: str | Path, said: str = "", env: Mapping[str, str] | None = None
) -> Done:
    """What `coda` does, in a thread of this process, as starting one takes a second; `said` is its
    standard input."""
    out, err = io.StringIO(), io.StringIO()
    with (
        tempfile.TemporaryFile("w+") as stdin,
        patch.dict(os.environ, environment(data, **(env or {})), clear=True),
        patch("sys.stdin", stdin),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        stdin.write(said)
        stdin.seek(0)
        code = await asyncio.to_thread(_main, [str(argument) for argument in arguments])
    return Done(code, out.getvalue(), err.getvalue())


def _main(arguments: list[str]) -> int:
    try:
        return main(arguments)
    except SystemExit as end:
        return int(end.code or 0)


async def run_process(data: Path, *arguments: str | Path) -> Done:
    """The same as a process of its own."""
    process = await asyncio.create_subprocess_exec(
        CODA,
        *arguments,
        env=environment(data),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode is not None
    return Done(process.returncode, out.decode(), err.decode())


@dataclass
class Server:
    process: asyncio.subprocess.Process
    url: str
    client: aiohttp.ClientSession

    async def call(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        more = {} if body is None else {"json": body}
        async with self.client.request(method, f"{self.url}{API}{path}", **more) as reply:
            return reply.status, await reply.json()

    async def show(self) -> dict[str, Any]:
        """The newest show."""
        _, listed = await self.call("GET", "/documents")
        return (await self.call("GET", f"/documents/{listed['documents'][0]['id']}"))[1]

    async def entries(self, show: dict[str, Any]) -> list[dict[str, Any]]:
        return (await self.call("GET", f"/conversations/{show['conversation_id']}/entries"))[1]["entries"]

    async def say(self, show: dict[str, Any], text: str, model: str, mode: str = "full") -> str:
        body = {"text": text, "model": model, "confirmation": mode}
        status, reply = await self.call("POST", f"/conversations/{show['conversation_id']}/messages", body)
        assert status == 202, reply
        return reply["run_id"]

    async def until(self, show: dict[str, Any], kind: str) -> dict[str, Any]:
        """Wait for the next event of a kind in the stream."""
        address = f"{self.url}{API}/conversations/{show['conversation_id']}/stream"
        async with self.client.get(address) as reply:
            while frame := await reply.content.readuntil(b"\n\n"):
                if f"event: {kind}\n".encode() in frame:
                    return json.loads(frame.split(b"data: ")[1])["event"]
        raise AssertionError

    async def kill(self) -> None:
        self.process.kill()
        await self.process.wait()

    async def end(self, by: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to end; its exit code. Raises TimeoutError when it hangs."""
        self.process.send_signal(by)
        return await asyncio.wait_for(self.process.wait(), 15)


@asynccontextmanager
async def serving(data: Path, **env: str) -> AsyncGenerator[Server, None]:
    """A `coda serve` that answers."""
    process = await asyncio.create_subprocess_exec(
        CODA,
        "serve",
        "--port",
        "0",
        env=environment(data, PYTHONUNBUFFERED="1", **env),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    assert process.stdout is not None
    try:
        said = b""
        while b"Coda is at" not in said:
            line = await asyncio.wait_for(process.stdout.readline(), 30)
            assert line, said.decode()
            said += line
        url = said.rpartition(b"Coda is at ")[2].decode().strip().rstrip("/")
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=20)) as client:
            yield Server(process, url, client)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
        process._transport.close()  # type: ignore[attr-defined]
