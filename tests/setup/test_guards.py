"""The guards of tests/conftest.py catch what they are there for."""

import asyncio
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anyio
import blockbuster
import pytest

import coda

# TEST-NET-1 of RFC 5737: belongs to nobody
ELSEWHERE = ("192.0.2.1", 9)


def test_a_connection_to_another_machine_is_refused():
    with socket.socket() as sock, pytest.raises(RuntimeError, match="loopback"):
        sock.connect(ELSEWHERE)


def test_a_datagram_to_another_machine_is_refused():
    with socket.socket(type=socket.SOCK_DGRAM) as sock, pytest.raises(RuntimeError, match="loopback"):
        sock.sendto(b"light", ELSEWHERE)


def test_looking_up_a_foreign_name_is_refused():
    with pytest.raises(RuntimeError, match=r"models\.example"):
        socket.getaddrinfo("models.example", 443)


@pytest.mark.anyio
async def test_an_async_connection_to_another_machine_is_refused():
    with pytest.raises(RuntimeError, match="loopback"):
        await asyncio.open_connection(*ELSEWHERE)


@pytest.mark.anyio
async def test_a_connection_on_loopback_is_allowed():
    listeners = await anyio.create_tcp_listener(local_host="127.0.0.1")
    port = listeners.extra(anyio.abc.SocketAttribute.local_port)
    async with listeners, await anyio.connect_tcp("127.0.0.1", port) as stream:
        assert stream.extra(anyio.abc.SocketAttribute.remote_port) == port


def code_of(folder: Path) -> Callable[[], None]:
    """A function that blocks and counts as written in this folder: the guard goes by the file of the code."""
    module: dict[str, Any] = {"sleep": time.sleep}
    exec(compile("def block():\n    sleep(0.001)\n", folder / "sleepy.py", "exec"), module)
    return module["block"]


@pytest.mark.anyio
async def test_a_blocking_call_in_codas_code_is_caught():
    with pytest.raises(blockbuster.BlockingError, match=r"time\.sleep"):
        code_of(Path(coda.__path__[0]))()


@pytest.mark.anyio
async def test_a_blocking_call_in_the_tests_own_code_is_let_be():
    code_of(Path(__file__).parent)()


@pytest.mark.anyio
@pytest.mark.blocking("shows that the mark lets a test block")
async def test_the_mark_lets_codas_code_block():
    code_of(Path(coda.__path__[0]))()
