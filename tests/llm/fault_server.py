"""A server on 127.0.0.1 that writes raw HTTP, in good order or with every fault, whatever the protocol."""

from __future__ import annotations

import asyncio
import gzip
import json
import socket
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from types import TracebackType
from typing import Any, Self


class Act(Enum):
    """What the connection does between two writes."""

    RESET = "reset"
    """Close at once, with a TCP reset."""
    STALL = "stall"
    """Write nothing more, until the client has gone."""
    CLOSE = "close"
    """Close in good order; the body is over."""


Step = bytes | Act


def http(
    status: int, body: bytes, content_type: str = "application/json", **headers: str
) -> tuple[Step, ...]:
    """A whole answer with its length; `headers` are written with `-` for `_`."""
    told = {"content-type": content_type, "content-length": str(len(body))}
    told |= {name.replace("_", "-"): value for name, value in headers.items()}
    return (_head(status, told) + body,)


def streamed(pieces: Iterable[bytes], content_type: str, *then: Step, **headers: str) -> tuple[Step, ...]:
    """A stream: every piece an HTTP chunk and a write of its own, then its end, or `then` instead."""
    told = {"content-type": content_type, "transfer-encoding": "chunked"}
    told |= {name.replace("_", "-"): value for name, value in headers.items()}
    chunks = [b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces]
    return (_head(200, told), *chunks, *(then or (b"0\r\n\r\n",)))


def gzipped(pieces: Sequence[bytes], content_type: str) -> tuple[Step, ...]:
    return http(200, gzip.compress(b"".join(pieces)), content_type, content_encoding="gzip")


def _head(status: int, headers: Mapping[str, str]) -> bytes:
    lines = [f"HTTP/1.1 {status} Whatever", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode()


@dataclass
class Asked:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class FaultServer:
    """Answers request number n with `script[n]`; the last entry answers every further request too."""

    script: Sequence[tuple[Step, ...]]
    requests: list[Asked] = field(default_factory=list[Asked])
    url: str = ""

    async def __aenter__(self) -> Self:
        self._open: set[asyncio.StreamWriter] = set()
        self._changed = asyncio.Event()
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        host, port = self._server.sockets[0].getsockname()
        self.url = f"http://{host}:{port}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        for writer in list(self._open):
            writer.transport.abort()
        await self._server.wait_closed()

    async def wait_until_left(self) -> None:
        """Until no client holds a connection any more."""
        while self._open:
            self._changed.clear()
            await self._changed.wait()

    async def wait_for_requests(self, count: int = 1) -> None:
        while len(self.requests) < count:
            self._changed.clear()
            await self._changed.wait()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            while await self._answer(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # the client has gone
        finally:
            self._open.discard(writer)
            writer.close()
            self._changed.set()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Play one answer; False when the connection is over."""
        asked = await _read(reader)
        place = min(len(self.requests), len(self.script) - 1)
        self.requests.append(asked)
        self._changed.set()
        for step in self.script[place]:
            match step:
                case bytes():
                    writer.write(step)
                    await writer.drain()
                case Act.RESET:
                    linger = struct.pack("ii", 1, 0)
                    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                    writer.transport.abort()
                    return False
                case Act.STALL:
                    await reader.read()
                    return False
                case Act.CLOSE:
                    return False
        return True


async def _read(reader: asyncio.StreamReader) -> Asked:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.rstrip().split("\r\n")
    method, path, _ = first.split(" ")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    return Asked(method, path, headers, body)
