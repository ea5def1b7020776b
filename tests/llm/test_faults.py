"""Every fault a server or a network can make, in every protocol: one typed end, no hang, no socket left."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing, asynccontextmanager
from typing import Any

import pytest

from coda.components.llm.providers.http import HTTPProvider
from coda.components.llm.transport import Timeouts, Transport
from coda.components.messages import (
    Failure,
    Finish,
    FinishReason,
    LLMMessage,
    MessageRole,
    ModelEvent,
    ModelRequest,
    TextDelta,
)
from coda.errors import (
    LLMAuthenticationError,
    LLMBadRequestError,
    LLMContextTooLongError,
    LLMError,
    LLMModelNotFoundError,
    LLMProviderDownError,
    LLMRateLimitError,
    LLMStreamBrokenError,
    LLMTimeoutError,
)
from tests.llm.dialects import DIALECTS, KEY, Dialect
from tests.llm.fault_server import Act, FaultServer, Step, gzipped, http, streamed

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.parametrize("dialect", DIALECTS, ids=[dialect.protocol.value for dialect in DIALECTS]),
]

REQUEST = ModelRequest((LLMMessage(MessageRole.USER, "a prompt that is nobody's business"),))
IN_JANUARY_2038 = "Fri, 15 Jan 2038 08:00:00 GMT"
PAGE = b"<!DOCTYPE html><html><body>Bad gateway</body></html>"


@asynccontextmanager
async def asking(
    dialect: Dialect, *script: tuple[Step, ...], **fields: Any
) -> AsyncGenerator[tuple[HTTPProvider, FaultServer]]:
    """A provider and the server it asks; afterwards neither holds a socket."""
    sockets = open_sockets()
    async with asyncio.timeout(20):
        async with FaultServer(script) as server:
            transport = Transport()
            yield dialect.provider(server.url, transport, **fields), server
            await transport.close()
            await server.wait_until_left()
        while open_sockets() > sockets:  # noqa: ASYNC110 - the loop closes sockets and tells nobody
            await asyncio.sleep(0)


def open_sockets() -> int:
    """How many sockets this process holds, as Linux tells; 0 where it does not."""
    try:
        files = [os.readlink(f"/proc/self/fd/{name}") for name in os.listdir("/proc/self/fd")]  # noqa: PTH115, PTH208 - /proc
    except OSError:
        return 0
    return sum(name.startswith("socket:") for name in files)


async def play(provider: HTTPProvider) -> list[ModelEvent]:
    return [event async for event in provider.stream(REQUEST)]


def text_of(events: list[ModelEvent]) -> str:
    return "".join(event.text for event in events if isinstance(event, TextDelta))


def failure_in(events: list[ModelEvent]) -> LLMError:
    ends = [event for event in events if isinstance(event, Finish | Failure)]
    assert ends == events[-1:]
    assert isinstance(events[-1], Failure)
    return events[-1].error


def whole(dialect: Dialect, *then: Step) -> tuple[Step, ...]:
    return streamed(dialect.pieces, dialect.content_type, *then)


STATUSES: list[tuple[int, dict[str, str], type[LLMError], bool, float | None]] = [
    (400, {}, LLMBadRequestError, False, None),
    (401, {}, LLMAuthenticationError, False, None),
    (403, {}, LLMAuthenticationError, False, None),
    (404, {}, LLMModelNotFoundError, False, None),
    (408, {}, LLMTimeoutError, True, None),
    (413, {}, LLMContextTooLongError, False, None),
    (429, {"retry_after": "40"}, LLMRateLimitError, True, 40.0),
    (429, {"retry_after": IN_JANUARY_2038}, LLMRateLimitError, True, -1),
    (500, {}, LLMProviderDownError, True, None),
    (502, {}, LLMProviderDownError, True, None),
    (503, {"retry_after": "2"}, LLMProviderDownError, True, 2.0),
    (529, {}, LLMProviderDownError, True, None),
]


@pytest.mark.parametrize(
    ("status", "headers", "kind", "recoverable", "retry_after"),
    STATUSES,
    ids=[f"{status}{'-'.join(headers.values())[:4]}" for status, headers, *_ in STATUSES],
)
async def test_a_status_is_its_typed_error(
    dialect: Dialect,
    status: int,
    headers: dict[str, str],
    kind: type[LLMError],
    recoverable: bool,
    retry_after: float | None,
) -> None:
    body = dialect.refusal(status, f"model 'any' not found for key {KEY}")
    refused = http(status, body, request_id="req_7", x_request_id="req_7", **headers)
    async with asking(dialect, refused) as (provider, server):
        events = await play(provider)
        error = failure_in(events)
        assert (type(error), len(events)) == (kind, 1)
        assert (error.status, error.request_id) == (status, "req_7")
        assert error.provider == dialect.settings["provider"]
        assert error.recoverable is recoverable
        assert error.retry_after == retry_after or (retry_after == -1 and (error.retry_after or 0) > 1e6)
        assert KEY not in str(error)
        assert "nobody's business" not in str(error)
        assert len(server.requests) == 1


@pytest.mark.parametrize("status", [200, 404, 502])
async def test_a_web_page_is_told_from_an_answer(dialect: Dialect, status: int) -> None:
    async with asking(dialect, http(status, PAGE, "text/html")) as (provider, _):
        error = failure_in(await play(provider))
        kinds = {200: LLMStreamBrokenError, 404: LLMBadRequestError, 502: LLMProviderDownError}
        assert type(error) is kinds[status]
        assert "<html" not in str(error)


BROKEN: dict[str, tuple[Callable[[Dialect], tuple[Step, ...]], type[LLMError], str]] = {
    "reset before headers": (lambda _: (Act.RESET,), LLMProviderDownError, ""),
    "closed before headers": (lambda _: (Act.CLOSE,), LLMProviderDownError, ""),
    "reset mid-stream": (
        lambda d: streamed(d.words, d.content_type, Act.RESET),
        LLMStreamBrokenError,
        "Hällo world",
    ),
    "closed mid-stream": (
        lambda d: streamed(d.words, d.content_type, Act.CLOSE),
        LLMStreamBrokenError,
        "Hällo world",
    ),
    "an early end": (lambda d: streamed(d.words, d.content_type), LLMStreamBrokenError, "Hällo world"),
    "truncated JSON": (
        lambda d: streamed((*d.words, d.end[0][:25]), d.content_type),
        LLMStreamBrokenError,
        "Hällo world",
    ),
    "garbage in a frame": (
        lambda d: streamed((*d.words, d.words[-1].replace(b"{", b"[", 1)), d.content_type),
        LLMStreamBrokenError,
        "Hällo world",
    ),
    "half a character": (
        lambda d: streamed((*d.words, d.words[-1][:-20] + "ä".encode()[:1]), d.content_type),
        LLMStreamBrokenError,
        "Hällo world",
    ),
    "empty body": (lambda d: http(200, b"", d.content_type), LLMStreamBrokenError, ""),
    "only white space": (lambda d: http(200, b"\r\n \n", d.content_type), LLMStreamBrokenError, ""),
    "a picture": (lambda _: http(200, b"\x89PNG\r\n\x1a\n" * 9, "image/png"), LLMStreamBrokenError, ""),
    "broken gzip": (
        lambda d: http(200, b"no gzip at all", d.content_type, content_encoding="gzip"),
        LLMStreamBrokenError,
        "",
    ),
    "an empty object": (lambda _: http(200, b"{}"), LLMStreamBrokenError, ""),
    "an empty list": (lambda _: http(200, b"[]"), LLMStreamBrokenError, ""),
}


@pytest.mark.parametrize("fault", BROKEN)
async def test_a_broken_answer_is_one_typed_failure_after_what_was_said(dialect: Dialect, fault: str) -> None:
    script, kind, said = BROKEN[fault]
    async with asking(dialect, script(dialect), max_retries=0) as (provider, server):
        events = await play(provider)
        assert type(failure_in(events)) is kind
        assert text_of(events) == said
        assert len(server.requests) == 1


@pytest.mark.parametrize("then", ["before the headers", "after the headers", "after a word"])
async def test_a_stall_is_a_timeout(dialect: Dialect, then: str) -> None:
    head, *rest = whole(dialect)
    script = {
        "before the headers": (Act.STALL,),
        "after the headers": (head, Act.STALL),
        "after a word": (head, *rest[: len(dialect.words)], Act.STALL),
    }[then]
    async with asking(dialect, script) as (provider, _):
        patience = (60.0, 1.0) if then == "after a word" else (0.05, 60.0)
        provider._timeouts = Timeouts(10, *patience)
        events = await play(provider)
        error = failure_in(events)
        assert isinstance(error, LLMTimeoutError)
        assert error.timeout_seconds == min(patience)
        assert text_of(events) == ("Hällo world" if then == "after a word" else "")


GOOD: dict[str, Callable[[Dialect], tuple[Step, ...]]] = {
    "in good order": whole,
    "a slow drip of single bytes": lambda d: streamed(
        (bytes([byte]) for byte in b"".join(d.pieces)), d.content_type
    ),
    "gzip": lambda d: gzipped(d.pieces, d.content_type),
    "the wrong content type": lambda d: streamed(d.pieces, "text/plain"),
    "no content type": lambda d: http(200, b"".join(d.pieces), ""),
    "carriage returns": lambda d: streamed((p.replace(b"\n", b"\r\n") for p in d.pieces), d.content_type),
    "an end that comes twice": lambda d: streamed((*d.pieces, *d.end), d.content_type),
    "a last frame without its line end": lambda d: http(
        200, b"".join(d.pieces).rstrip(b"\n"), d.content_type
    ),
    "a reset after the end": lambda d: whole(d, Act.RESET),
}


@pytest.mark.parametrize("oddity", GOOD)
async def test_an_oddity_that_loses_nothing_is_borne(dialect: Dialect, oddity: str) -> None:
    async with asking(dialect, GOOD[oddity](dialect)) as (provider, _):
        events = await play(provider)
        assert text_of(events) == "Hällo world"
        assert events[-1] == Finish(FinishReason.STOP)
        assert sum(isinstance(event, Finish | Failure) for event in events) == 1


async def test_events_that_come_twice_end_once(dialect: Dialect) -> None:
    twice = [piece for piece in dialect.pieces for _ in range(2)]
    async with asking(dialect, streamed(twice, dialect.content_type)) as (provider, _):
        events = await play(provider)
        assert sum(isinstance(event, Finish | Failure) for event in events) == 1
        assert text_of(events).startswith("Hällo")


@pytest.mark.parametrize("words", [0, 1])
async def test_cancelling_closes_the_socket_at_once(dialect: Dialect, words: int) -> None:
    script = streamed(dialect.words, dialect.content_type, Act.STALL) if words else (Act.STALL,)
    async with asking(dialect, script) as (provider, server):
        asked = asyncio.ensure_future(play(provider))
        await server.wait_for_requests()
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked
        await server.wait_until_left()


async def test_leaving_the_stream_closes_the_socket_at_once(dialect: Dialect) -> None:
    async with asking(dialect, streamed(dialect.words, dialect.content_type, Act.STALL)) as (
        provider,
        server,
    ):
        async with aclosing(provider.stream(REQUEST)) as events:
            while not isinstance(await anext(events), TextDelta):
                pass
        await server.wait_until_left()


async def test_a_line_without_end_is_refused_at_a_limit(dialect: Dialect) -> None:
    def endless() -> tuple[Step, ...]:
        start = b'data: {"x": "' if dialect.content_type == "text/event-stream" else b'{"x": "'
        return streamed([start, *[b"a" * 2**20] * 100], dialect.content_type, Act.STALL)

    async with asking(dialect, endless()) as (provider, _):
        events = await play(provider)
        assert type(failure_in(events)) is LLMStreamBrokenError
