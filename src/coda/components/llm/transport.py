"""Carries bytes to and from a provider's server over HTTP, and says in typed errors what went wrong.

It knows nothing of what the bytes mean. Statuses are the caller's to read; what this module raises
is about the connection: `LLMTimeoutError`, `LLMProviderDownError` before the answer began,
`LLMStreamBrokenError` after.
"""

from __future__ import annotations

import asyncio
import urllib.request
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import aiohttp

from coda.errors import LLMError, LLMProviderDownError, LLMStreamBrokenError, LLMTimeoutError

_KEEP_ALIVE_S = 30.0
_DRAIN_S = 0.05
_CONNECT_S = 10.0
_THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True)
class Timeouts:
    """How long to bear silence, in seconds."""

    connect: float = _CONNECT_S
    """Until the connection stands: name look-up, TCP and TLS."""
    first_byte: float = 120.0
    """From the call to the first byte of the answer's body, connecting included."""
    between_bytes: float = 120.0
    """From one read to the next, once the body has begun."""

    @classmethod
    def of(cls, silence: float) -> Timeouts:
        return cls(min(_CONNECT_S, silence), silence, silence)


class Answer:
    """An HTTP answer whose body is still coming in. Close it, or use it as a context manager."""

    def __init__(
        self, response: aiohttp.ClientResponse, host: str, timeouts: Timeouts, deadline: float
    ) -> None:
        self._response = response
        self._host = host
        self._timeouts = timeouts
        self._deadline = deadline
        """When the first byte must be there, on the loop's clock."""

    @property
    def status(self) -> int:
        return self._response.status

    @property
    def headers(self) -> Mapping[str, str]:
        return self._response.headers

    async def reads(self) -> AsyncGenerator[bytes, None]:
        """The body as it arrives, decompressed, in reads of any size."""
        content, loop = self._response.content, asyncio.get_running_loop()
        waited = self._timeouts.first_byte
        silence = _Silence(content, self._deadline)
        try:
            while True:
                try:
                    silence.begin(self._deadline)
                    read = await content.readany()
                    silence.end()
                except TimeoutError:
                    raise _too_slow(self._host, waited) from None
                except (aiohttp.ClientError, OSError):
                    raise LLMStreamBrokenError(
                        f"The connection to {self._host} broke in the middle of the answer. Try again."
                    ) from None
                if not read:
                    return
                yield read
                waited = self._timeouts.between_bytes
                self._deadline = loop.time() + waited
        finally:
            silence.close()

    async def read(self, limit: int) -> bytes:
        """The body, or its first `limit` bytes."""
        body = bytearray()
        async for read in self.reads():
            body += read
            if len(body) >= limit:
                break
        return bytes(body[:limit])

    async def drain(self) -> None:
        """Give the body's end a moment to arrive, so that the connection can serve again."""
        content = self._response.content
        try:
            async with asyncio.timeout(_DRAIN_S):
                while not content.at_eof():
                    await content.readany()
        except (TimeoutError, aiohttp.ClientError):
            self.close()

    def close(self) -> None:
        """Close the connection at once, unless the body was read to its end."""
        self._response.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class _Silence:
    """Breaks a read that waits for too long. One timer serves many reads, because setting one for each
    costs as much as reading."""

    def __init__(self, content: aiohttp.StreamReader, ends: float) -> None:
        self._content = content
        self._loop = asyncio.get_running_loop()
        self._ends = ends
        self._is_awaited = False
        self._timer: asyncio.TimerHandle | None = None

    def begin(self, ends: float) -> None:
        """A read begins, which must have something by then."""
        self._ends, self._is_awaited = ends, True
        if self._timer is not None and ends < self._timer.when():
            self.close()
        if self._timer is None:
            self._timer = self._loop.call_at(ends, self._look)

    def end(self) -> None:
        self._is_awaited = False

    def close(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None

    def _look(self) -> None:
        self._timer = None
        if not self._is_awaited:
            return
        if self._loop.time() < self._ends:
            self._timer = self._loop.call_at(self._ends, self._look)
        else:
            self._content.set_exception(TimeoutError())


class Transport:
    """One HTTP client for the process: it keeps connections open and uses them again.

    It comes alive at the first request and belongs to that event loop until `close`, after which
    it may be used again. Proxies are taken from the environment (`HTTPS_PROXY`, `NO_PROXY`, …), for
    other machines only. Certificates are checked. Redirects are not followed, so that a key goes
    nowhere else.
    """

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None
        self._proxies: dict[str, str] = {}

    async def post_stream(
        self, url: str, headers: Mapping[str, str], body: bytes, timeouts: Timeouts
    ) -> Answer:
        """Send a JSON body; the answer is there when its headers are."""
        return await self._send("POST", url, {"Content-Type": "application/json", **headers}, body, timeouts)

    async def get(self, url: str, headers: Mapping[str, str], timeouts: Timeouts) -> Answer:
        return await self._send("GET", url, headers, None, timeouts)

    async def close(self) -> None:
        """Close every connection, busy or idle."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def _send(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | None, timeouts: Timeouts
    ) -> Answer:
        host = urlsplit(url).netloc
        deadline = asyncio.get_running_loop().time() + timeouts.first_byte
        try:
            async with asyncio.timeout_at(deadline):
                response = await self._client().request(
                    method,
                    url,
                    headers=headers,
                    data=body,
                    proxy=self._proxy_for(url),
                    allow_redirects=False,
                    timeout=aiohttp.ClientTimeout(total=None, connect=timeouts.connect),
                )
        except aiohttp.ConnectionTimeoutError:
            raise LLMTimeoutError(
                f"No connection to {host} within {timeouts.connect:g} s. Check the network.",
                timeout_seconds=timeouts.connect,
            ) from None
        except TimeoutError:
            raise _too_slow(host, timeouts.first_byte) from None
        except (aiohttp.ClientError, OSError) as error:
            raise _unreachable(host, error) from None
        return Answer(response, host, timeouts, deadline)

    def _client(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._proxies = urllib.request.getproxies()
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=_KEEP_ALIVE_S),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": "coda-copilot"},
            )
        return self._session

    def _proxy_for(self, url: str) -> str | None:
        """aiohttp's own `trust_env` would also read ~/.netrc, and do both in a thread per request."""
        parts = urlsplit(url)
        proxy = self._proxies.get(parts.scheme)
        if not proxy or parts.hostname in _THIS_MACHINE or urllib.request.proxy_bypass(parts.netloc):
            return None
        if "://" not in proxy:
            return f"http://{proxy}"
        if not proxy.startswith(("http://", "https://")):
            raise LLMProviderDownError(
                f"The environment names a proxy for {parts.scheme} that is not an HTTP proxy. Name another.",
                recoverable=False,
            )
        return proxy


def _too_slow(host: str, seconds: float) -> LLMTimeoutError:
    return LLMTimeoutError(
        f"{host} sent nothing for {seconds:g} s. Try again, or raise the provider's timeout.",
        timeout_seconds=seconds,
    )


_REASONS: tuple[tuple[type[Exception], str, bool], ...] = (
    (
        aiohttp.ClientConnectorCertificateError,
        "{host} has no certificate that this machine trusts. Check api_base, and any proxy between.",
        False,
    ),
    (
        aiohttp.ClientSSLError,
        "{host} does not speak TLS. Should api_base begin with http:// instead of https://?",
        False,
    ),
    (aiohttp.ClientConnectorDNSError, "{host} cannot be found. Check the network and api_base.", True),
    (aiohttp.ClientProxyConnectionError, "The proxy for {host} does not accept connections.", True),
    (aiohttp.ClientHttpProxyError, "The proxy for {host} refused. Check HTTPS_PROXY and HTTP_PROXY.", False),
    (aiohttp.ClientConnectorError, "{host} does not accept connections. Is the server running?", True),
    (aiohttp.ClientResponseError, "{host} did not answer in HTTP. Check api_base, and any proxy.", True),
)
"""Why there is no answer at all, and whether it may pass; the first kind that fits counts."""


def _unreachable(host: str, error: Exception) -> LLMError:
    for kind, sentence, recoverable in _REASONS:
        if isinstance(error, kind):
            return LLMProviderDownError(sentence.format(host=host), recoverable=recoverable)
    return LLMProviderDownError(f"{host} closed the connection before it answered. Try again.")
