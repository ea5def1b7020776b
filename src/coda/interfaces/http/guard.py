"""What every request has to pass before it reaches a route.

Coda listens on loopback, and browsers let any page send requests there. So: the Host must be ours
(against DNS rebinding), the Origin of everything that changes something or opens a socket must be
ours (against cross-site requests), bodies must be JSON, or raw bytes where files are taken (no form
can send either unasked), and bodies have a limit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

import msgspec
from starlette.exceptions import HTTPException
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
HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"content-security-policy", _POLICY),
)
"""On every answer: nothing of ours is guessed to be a page, framed, or embedded elsewhere."""


class Refusal(Exception):  # noqa: N818 - an answer on its way, not a mistake
    def __init__(self, status: int, error: str, message: str) -> None:
        super().__init__(message)
        self.status, self.error, self.message = status, error, message


class Guard:
    """ASGI middleware around the whole application. `uploads` matches the paths that take files."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str], uploads: re.Pattern[str]) -> None:
        self._app = app
        self._hosts = frozenset(hosts)
        self._uploads = uploads

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        try:
            limit = self._check(scope)
        except Refusal as refusal:
            await _refuse(scope, send, refusal)
            return
        if scope["type"] == "websocket":
            await self._app(scope, receive, send)
        else:
            await self._app(scope, _Limited(receive, limit), _with_headers(send))

    def _check(self, scope: Scope) -> int:
        """How many bytes the body may have. Raises Refusal."""
        headers: dict[bytes, bytes] = dict(scope["headers"])
        host = headers.get(b"host", b"").decode("latin-1").lower()
        if _parts(f"//{host}")[0] not in self._hosts:
            raise Refusal(421, "wrong_host", "This server does not answer to that name.")
        if scope["type"] == "http" and scope["method"] in _SAFE_METHODS:
            return JSON_LIMIT
        _check_origin(headers, host)
        return JSON_LIMIT if scope["type"] == "websocket" else self._check_body(scope["path"], headers)

    def _check_body(self, path: str, headers: dict[bytes, bytes]) -> int:
        type = headers.get(b"content-type", b"").partition(b";")[0].strip().lower()
        length = headers.get(b"content-length", b"0")
        if length == b"0" and b"transfer-encoding" not in headers:
            return 0
        takes_files = self._uploads.fullmatch(path) is not None
        if type != (BYTES if takes_files else JSON):
            wanted = "application/octet-stream" if takes_files else "application/json"
            raise Refusal(415, "wrong_content_type", f"Send this as {wanted}.")
        limit = UPLOAD_LIMIT if takes_files else JSON_LIMIT
        if not length.isdigit() or int(length[:20]) > limit:
            raise Refusal(413, "too_large", _too_large(limit))
        return limit


def _check_origin(headers: dict[bytes, bytes], host: str) -> None:
    origin = headers.get(b"origin")
    if origin is None:
        return  # no browser: a program on this machine may do what its user may do
    _, netloc = _parts(origin.decode("latin-1").lower())
    if netloc != host:
        raise Refusal(403, "wrong_origin", "Only the studio's own pages may do this.")


def _parts(address: str) -> tuple[str, str]:
    """Host name and authority; both empty for what is no address."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "", ""
    return parts.hostname or "", parts.netloc


class _Limited:
    """Counts the bytes that really come: a length may lie, or be missing."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive = receive
        self._limit = limit
        self._seen = 0

    async def __call__(self) -> Message:
        message = await self._receive()
        self._seen += len(message.get("body", b""))
        if self._seen > self._limit:
            raise HTTPException(413, _too_large(self._limit))
        return message


def _too_large(limit: int) -> str:
    return f"This is too large; the limit is {limit // 1024 // 1024} MB."


def _with_headers(send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", ()), *HEADERS]}
        await send(message)

    return send_with_headers


async def _refuse(scope: Scope, send: Send, refusal: Refusal) -> None:
    if scope["type"] == "websocket":  # before the upgrade: the client sees HTTP 403
        await send({"type": "websocket.close", "code": 1008, "reason": refusal.error})
        return
    body = msgspec.json.encode({"error": refusal.error, "message": refusal.message})
    start: dict[str, Any] = {"type": "http.response.start", "status": refusal.status}
    await send({**start, "headers": [(b"content-type", JSON), *HEADERS]})
    await send({"type": "http.response.body", "body": body})
