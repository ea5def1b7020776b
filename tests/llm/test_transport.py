"""Connections that cannot be made, and proxies: what the transport says of them."""

import asyncio
import socket
from collections.abc import AsyncGenerator, Iterator

import pytest

from coda.components.llm.transport import Timeouts, Transport
from coda.errors import LLMProviderDownError, LLMTimeoutError
from coda.testing.openai_answers import StandInAnswer, completion
from coda.testing.openai_stand_in import OpenAIStandIn

pytestmark = pytest.mark.anyio

TIMEOUTS = Timeouts(connect=5, first_byte=5, between_bytes=5)


def unknown_name(*_: object, **__: object) -> None:
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
async def transport() -> AsyncGenerator[Transport, None]:
    transport = Transport()
    yield transport
    await transport.close()


@pytest.fixture
def closed_port() -> Iterator[int]:
    """A port on which nobody listens: it is taken, but does not accept."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


async def test_a_body_is_sent_and_the_answer_is_read(transport: Transport) -> None:
    async with OpenAIStandIn([completion("a")]) as server:
        url = f"{server.url}/chat/completions"
        with await transport.post_stream(url, {"X-Test": "1"}, b'{"a": 1}', TIMEOUTS) as answer:
            body = b"".join([read async for read in answer.reads()])
        assert answer.status == 200
        assert body.endswith(b"data: [DONE]\n\n")
        assert server.requests[0].json == {"a": 1}
        assert server.requests[0].headers["x-test"] == "1"


async def test_no_more_is_read_than_asked_for(transport: Transport) -> None:
    async with OpenAIStandIn([StandInAnswer((b"0123456789",))]) as server:
        answer = await transport.post_stream(f"{server.url}/chat/completions", {}, b"{}", TIMEOUTS)
        with answer:
            assert await answer.read(4) == b"0123"


async def test_a_port_that_nobody_listens_on_is_a_server_that_is_down(
    transport: Transport, closed_port: int
) -> None:
    with pytest.raises(LLMProviderDownError, match="does not accept connections") as raised:
        await transport.get(f"http://127.0.0.1:{closed_port}/v1", {}, TIMEOUTS)
    assert raised.value.recoverable


async def test_a_name_that_does_not_exist_is_said_so(
    transport: Transport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", unknown_name)
    with pytest.raises(LLMProviderDownError, match=r"nowhere\.invalid cannot be found"):
        await transport.get("http://nowhere.invalid/v1", {}, TIMEOUTS)


async def test_https_to_a_server_without_tls_says_which_to_use(transport: Transport) -> None:
    async with OpenAIStandIn() as server:
        with pytest.raises(LLMProviderDownError, match="http://") as raised:
            await transport.get(server.url.replace("http://", "https://"), {}, TIMEOUTS)
        assert not raised.value.recoverable


async def test_a_server_that_does_not_speak_http_is_said_so(transport: Transport) -> None:
    async def greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"220 mail.example ESMTP\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(greet, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    with pytest.raises(LLMProviderDownError, match="did not answer in HTTP"):
        await transport.get(f"http://127.0.0.1:{port}/", {}, TIMEOUTS)
    server.close()
    await server.wait_closed()


async def test_a_connection_that_is_not_accepted_in_time_is_a_timeout(transport: Transport) -> None:
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        port = full.getsockname()[1]
        queued = [socket.socket() for _ in range(4)]
        for waiting in queued:
            waiting.setblocking(False)
            waiting.connect_ex(("127.0.0.1", port))
        with pytest.raises(LLMTimeoutError) as raised:
            await transport.get(f"http://127.0.0.1:{port}/", {}, Timeouts(0.05, 0.1, 0.1))
        assert raised.value.timeout_seconds == 0.05
        for waiting in queued:
            waiting.close()


async def test_a_proxy_from_the_environment_is_used(
    transport: Transport, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with OpenAIStandIn() as proxy:
        monkeypatch.setenv("http_proxy", proxy.url.removesuffix("/v1").removeprefix("http://"))
        with await transport.get("http://models.invalid/v1/models", {}, TIMEOUTS) as answer:
            assert answer.status == 200
        assert proxy.requests[0].headers["host"] == "models.invalid"


async def test_a_server_on_this_machine_is_not_asked_through_a_proxy(
    transport: Transport, monkeypatch: pytest.MonkeyPatch, closed_port: int
) -> None:
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{closed_port}")
    async with OpenAIStandIn() as server:
        with await transport.get(f"{server.url}/models", {}, TIMEOUTS) as answer:
            assert answer.status == 200


async def test_an_exempt_host_is_not_asked_through_the_proxy(
    transport: Transport, monkeypatch: pytest.MonkeyPatch, closed_port: int
) -> None:
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{closed_port}")
    with pytest.raises(LLMProviderDownError, match=r"proxy for models\.invalid does not accept"):
        await transport.get("http://models.invalid/v1", {}, TIMEOUTS)
    monkeypatch.setenv("no_proxy", "models.invalid")
    monkeypatch.setattr(socket, "getaddrinfo", unknown_name)
    with pytest.raises(LLMProviderDownError, match="cannot be found"):
        await transport.get("http://models.invalid/v1", {}, TIMEOUTS)


async def test_a_proxy_that_is_not_http_is_said_so(
    transport: Transport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("https_proxy", "socks5://127.0.0.1:1080")
    with pytest.raises(LLMProviderDownError, match="not an HTTP proxy"):
        await transport.get("https://models.invalid/v1", {}, TIMEOUTS)


async def test_a_transport_may_be_used_again_after_it_was_closed(transport: Transport) -> None:
    async with OpenAIStandIn() as server:
        for _ in range(2):
            with await transport.get(f"{server.url}/models", {}, TIMEOUTS) as answer:
                assert await answer.read(1000)
            await transport.close()
        assert len(server.connections) == 2


def test_one_number_of_seconds_sets_all_timeouts_and_connecting_gets_at_most_ten() -> None:
    assert Timeouts.of(120) == Timeouts(10, 120, 120)
    assert Timeouts.of(2) == Timeouts(2, 2, 2)
