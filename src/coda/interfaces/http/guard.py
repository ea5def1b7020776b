"""What every request has to pass before it reaches a route.

Coda listens on loopback, and browsers let any page send requests there. So: the Host must be ours
(against DNS rebinding), the Origin of everything that changes something or opens a socket must be
ours (against cross-site requests), bodies must be JSON or raw bytes (no form can send either
unasked), and bodies have a limit.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

import msgspec
from starlette.types import ASGIApp, Message, Receive, Scope, Send

JSON_LIMIT = 8 * 1024 * 1024
UPLOAD_LIMIT = 200 * 1024 * 1024
"""Bytes of a JSON body, and of a song or show that is uploaded."""

JSON = b"application/json"
BYTES = b"application/octet-stream"

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_POLICY = (
    b"default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; "
    b"connect-src 'self'; media-src 'self' blob:; object-src 'none'; base-uri 'none'; "
    b"form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"content-security-policy", _POLICY),
)


class Refusal(Exception):  # noqa: N818 - an answer on its way, not a mistake
    def __init__(self, status: int, error: str, message: str) -> None:
        super().__init__(message)
        self.status, self.error, self.message = status, error, message


class Guard:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self._app = app
        self._hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        headers: dict[bytes, bytes] = dict(scope["headers"])
        try:
            self._check_host(headers)
            if scope["type"] == "websocket" or scope["method"] not in _SAFE_METHODS:
                self._check_origin(headers)
            limit = _check_body(scope, headers)
        except Refusal as refusal:
            await _refuse(scope, send, refusal)
            return
        limited = _Limited(receive, limit)
        try:
            await self._app(scope, limited, _with_headers(send) if scope["type"] == "http" else send)
        except Refusal as refusal:
            await _refuse(scope, send, refusal)

    def _check_host(self, headers: dict[bytes, bytes]) -> None:
        host = headers.get(b"host", b"").decode("latin-1")
        if (urlsplit(f"//{host}").hostname or "") not in self._hosts:
            raise Refusal(421, "wrong_host", "This server does not answer to that name.")

    def _check_origin(self, headers: dict[bytes, bytes]) -> None:
        origin = headers.get(b"origin")
        if origin is None:
            return  # no browser: a program on this machine may do what its user may do
        host = headers.get(b"host", b"").decode("latin-1")
        if urlsplit(origin.decode("latin-1")).netloc != host:
            raise Refusal(403, "wrong_origin", "Only the studio's own pages may do this.")


def _check_body(scope: Scope, headers: dict[bytes, bytes]) -> int:
    """How many bytes the body may have. Raises Refusal for a wrong type or a length above it."""
    if scope["type"] == "websocket" or scope["method"] in _SAFE_METHODS:
        return JSON_LIMIT
    type = headers.get(b"content-type", b"").partition(b";")[0].strip().lower()
    length = headers.get(b"content-length", b"0")
    has_body = length != b"0" or b"transfer-encoding" in headers
    if has_body and type not in (JSON, BYTES):
        raise Refusal(415, "not_json", "Send application/json, or application/octet-stream for files.")
    limit = UPLOAD_LIMIT if type == BYTES else JSON_LIMIT
    if not length.isdigit() or int(length) > limit:
        raise Refusal(413, "too_large", f"This is too large; the limit is {limit // 1024 // 1024} MB.")
    return limit


class _Limited:
    """Counts the bytes that really come: a length may lie."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive = receive
        self._left = limit

    async def __call__(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise Refusal(413, "too_large", "This is too large.")
        return message


def _with_headers(send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", ()), *_HEADERS]}
        await send(message)

    return send_with_headers


async def _refuse(scope: Scope, send: Send, refusal: Refusal) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008, "reason": refusal.error})
        return
    body = msgspec.json.encode({"error": refusal.error, "message": refusal.message})
    start: dict[str, Any] = {"type": "http.response.start", "status": refusal.status}
    await send({**start, "headers": [(b"content-type", JSON), *_HEADERS]})
    await send({"type": "http.response.body", "body": body})
