"""A `coda serve` in a process of its own."""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

CODA = Path(sys.executable).parent / "coda"
START_SECONDS = 60
STOP_SECONDS = 15
_URL = re.compile(r"Coda is at (http://127\.0\.0\.1:\d+)/")


class StudioServer:
    """One running server: its `url` without the last slash, its data folder, its log."""

    def __init__(self, command: Sequence[str | Path], data: Path, env: dict[str, str]) -> None:
        self.data = data
        self.url = ""
        self._said: list[str] = []
        self._told_or_ended = threading.Event()
        self._process = subprocess.Popen(
            command,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def log(self) -> str:
        return "".join(self._said)

    def wait_for_address(self) -> None:
        """Wait until the server has told its address. Raises AssertionError with its log when it does not."""
        self._told_or_ended.wait(START_SECONDS)
        if not self.url:
            self.stop()
            raise AssertionError(f"coda serve told no address; it said:\n{self.log}")

    def kill(self) -> None:
        """End it as a power cut would."""
        self._process.kill()
        self._end()

    def stop(self) -> None:
        """End it as Ctrl-C would, and by force when it does not go."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._end()

    def _end(self) -> None:
        self._process.wait()
        self._reader.join()
        if self._process.stdout is not None:
            self._process.stdout.close()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._said.append(line)
            if found := _URL.search(line):
                self.url = found[1]
                self._told_or_ended.set()
        self._told_or_ended.set()


class StudioServers:
    """Starts servers and knows which were started."""

    def __init__(self, make_folder: Callable[[], Path]) -> None:
        self._make_folder = make_folder
        self.started: list[StudioServer] = []

    def start(
        self,
        *,
        data: Path | None = None,
        env: dict[str, str] | None = None,
        arguments: Sequence[str] = (),
    ) -> StudioServer:
        """Start a server on a free port and wait for its address.

        `data`: its folder, a fresh one by default. `env`: variables added to ours, of which every
        provider's key is taken out. `arguments`: more of the command line.
        """
        folder = data or self._make_folder()
        ours = {name: value for name, value in os.environ.items() if not name.endswith("_API_KEY")}
        command = [CODA, "serve", "--port", "0", "--data", folder, *arguments]
        server = StudioServer(command, folder, ours | {"PYTHONUNBUFFERED": "1"} | (env or {}))
        self.started.append(server)
        server.wait_for_address()
        return server

    def stop_all(self) -> None:
        for server in self.started:
            server.stop()
