"""`coda serve`: the studio on this machine."""

from __future__ import annotations

import asyncio
import errno
import json
import signal
import socket
import sys
import tempfile
import webbrowser
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from coda.bootstrap import Coda, Settings, coda, read_settings
from coda.bootstrap.demo import open_demo
from coda.bootstrap.settings import DEFAULT_PORT
from coda.components.llm.config import LLMConfig
from coda.errors import ConfigurationError
from coda.interfaces.cli.exits import DONE
from coda.interfaces.http.app import create_app

_SECONDS_TO_LEAVE = 2
"""For requests that are under way when the server is asked to end."""

LARGEST_FRAME = 64 * 1024
"""Bytes of a frame that a browser may send through the live socket."""


def serve(data: Path | None, port: int | None, *, open_browser: bool) -> int:
    settings = read_settings(data=data, port=DEFAULT_PORT if port is None else port)
    listener = _listen(settings)
    with asyncio.Runner(loop_factory=_fast_loop()) as runner:
        runner.run(_serve(settings, listener, open_browser))
    return DONE


def print_openapi() -> int:
    """For the studio's typed client: `coda openapi > docs/openapi.json`."""

    async def describe() -> None:
        with tempfile.TemporaryDirectory() as folder:
            async with coda(Settings(data=Path(folder), llm=LLMConfig())) as whole:
                print(json.dumps(create_app(whole).openapi(), indent=1, sort_keys=True))

    asyncio.run(describe())
    return DONE


async def _serve(settings: Settings, listener: socket.socket, open_browser: bool) -> None:
    async with coda(settings) as whole:
        await open_demo(whole)
        await whole.production.rendering.recover()
        await _run(whole, listener, open_browser)


async def _run(whole: Coda, listener: socket.socket, open_browser: bool) -> None:
    leaving = asyncio.Event()
    config = uvicorn.Config(
        create_app(whole, studio_folder(), leaving=leaving),
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_SECONDS_TO_LEAVE,
        ws_max_size=LARGEST_FRAME,
        lifespan="off",
    )
    serving = asyncio.create_task(_Server(config, leaving).serve(sockets=[listener]))
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    print(f"Coda is at {url}", flush=True)
    if open_browser:
        await asyncio.to_thread(webbrowser.open, url)
    await serving


class _Server(uvicorn.Server):
    """Leaves in good order on Ctrl-C and on SIGTERM: streams end first, then what the copilot does."""

    def __init__(self, config: uvicorn.Config, leaving: asyncio.Event) -> None:
        super().__init__(config)
        self._leaving = leaving

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """uvicorn raises the signal anew when it has left, and that would cut our own leaving short."""
        loop = asyncio.get_running_loop()
        for one in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(one, self.handle_exit, one, None)
        try:
            yield
        finally:
            for one in (signal.SIGINT, signal.SIGTERM):
                loop.remove_signal_handler(one)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._leaving.set()
        await super().shutdown(sockets)


def studio_folder() -> Path | None:
    """The built studio: inside the installed package, or beside the sources in a checkout."""
    beside = Path(__file__).resolve().parents[1] / "http" / "static"
    checkout = Path(__file__).resolve().parents[4] / "studio" / "dist"
    found = next((folder for folder in (beside, checkout) if (folder / "index.html").exists()), None)
    if found is None:
        print("coda: the studio is not built (run `make run`); serving the API only.", file=sys.stderr)
    return found


def _fast_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop when it is installed: it halves the cost of many streams."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop


def _listen(settings: Settings) -> socket.socket:
    """Bound before anything is opened, so that a taken port is told at once."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
        listener.listen(128)  # from now on a browser waits instead of being refused
    except OSError as error:
        listener.close()
        raise ConfigurationError(_refusal(settings.port, error)) from error
    return listener


def _refusal(port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is taken. Perhaps Coda runs already: look at http://127.0.0.1:{port}/, or "
            "start with `coda serve --port 0`."
        )
    return f"Port {port} cannot be used ({error.strerror}); start with `coda serve --port 0`."
