"""What every test gets: asyncio, no network beyond this machine, no blocking call in an event loop."""

import importlib
import ipaddress
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import blockbuster
import pydantic
import pytest

# What the first declared tool of a process loads, it loads wherever that is: pydantic and its plugins.
importlib.import_module("coda.components.tools.schema")
pydantic.create_model("First")

_FAMILIES = (socket.AF_INET, socket.AF_INET6)
_LOCAL_NAMES = ("", "localhost")


class NetworkError(RuntimeError):
    """A test reached for another machine. No OSError, so that no code under test takes it for bad weather."""


LAST = ("browser", "interfaces", "setup")
"""Folders whose tests start servers, browsers and films; they come after all others."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is quick comes first, so that most of what can fail has failed within the first minute."""
    items.sort(key=_place)


def _place(item: pytest.Item) -> int:
    folder = item.path.relative_to(Path(__file__).parent).parts[0]
    return 1 + LAST.index(folder) if folder in LAST else 0


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(autouse=True)
def no_blocking_calls_in_the_loop(request: pytest.FixtureRequest) -> Iterator[None]:
    """A call from Coda's code that blocks a running event loop fails an async test.

    `@pytest.mark.blocking("why")` lets one test block. Tests without anyio's mark are left alone: they run no
    loop of their own, and Playwright's would be taken for theirs.
    """
    may_block = request.node.get_closest_marker("blocking")
    if may_block is not None and not may_block.args:
        pytest.fail("@pytest.mark.blocking needs the reason as its argument")
    if may_block is not None or request.node.get_closest_marker("anyio") is None:
        yield
        return
    with blockbuster.blockbuster_ctx("coda"):
        yield


def refuse_other_machines(event: str, arguments: tuple[object, ...]) -> None:
    """An audit hook: connecting, sending and looking up names stay on this machine.

    Raises NetworkError.
    """
    match event, arguments:
        case (
            ("socket.connect" | "socket.sendto" | "socket.sendmsg"),
            (socket.socket() as sock, (host, *_), *_),
        ):
            local = sock.family not in _FAMILIES or _is_local(host)
        case "socket.getaddrinfo", (host, *_):
            local = _is_local(host)
        case _:
            return
    if not local:
        raise NetworkError(f"a test wants to reach {host}: only this machine's loopback is allowed")


def _is_local(host: object) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if name is None or name in _LOCAL_NAMES:
        return True
    try:
        address = ipaddress.ip_address(str(name))
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


sys.addaudithook(refuse_other_machines)
