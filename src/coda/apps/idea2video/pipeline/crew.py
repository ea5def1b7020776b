"""The worker processes that make the parts of a film: who makes what when, and how far they are."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import IO, Any

import msgspec

from coda.apps.idea2video.pipeline.failures import BrokenFilmError, FilmCancelledError, FilmError
from coda.apps.idea2video.pipeline.orders import Order, Word
from coda.apps.idea2video.pipeline.works import Work
from coda.components.jobs.processes import environment
from coda.errors import CodaError, StoreUnavailableError

MODULE = "coda.apps.idea2video.pipeline.worker"
PATIENCE_SECONDS = 0.2
"""How often it is asked whether to stop."""
ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
"""There is a process for each core already."""

ERRORS: dict[str, type[CodaError]] = {
    error.code: error for error in (StoreUnavailableError, BrokenFilmError, FilmError)
}
"""What a worker may tell of, by its code."""

Report = Callable[[str, float], None]

STAGES = {
    "panel": "Drawing the pictures",
    "poster": "Drawing the pictures",
    "line": "Reading the lines",
    "music": "Composing the music",
    "ambience": "Listening to the places",
    "sound": "Mixing the sound",
    "subtitles": "Writing the subtitles",
    "body": "Filming",
    "dissolve": "Filming",
    "watch": "Watching the film",
    "film": "Joining the film",
    "checks": "Watching the film",
}


class Crew:
    """Up to `workers` processes, each of which gets the next work of which all that it needs is made."""

    def __init__(self, order: Order, workers: int, report: Report, cancelled: Callable[[], bool]) -> None:
        self._order = order
        self._workers = workers
        self._report = report
        self._cancelled = cancelled
        self._heard: SimpleQueue[tuple[Worker, Word | None]] = SimpleQueue()

    def make(self, works: Sequence[Work]) -> list[Work]:
        """Those that were made here; others were made by somebody else meanwhile.

        Raises FilmCancelledError within about a second after `cancelled` says so, FilmError when a work
        cannot be made or a worker dies, StoreUnavailableError. Whatever `report` raises ends it too.
        """
        board = Board(works)
        crew: list[Worker] = []
        try:
            while not board.all_done():
                self._hand_out(board, crew)
                self._listen(board)
        finally:
            for worker in crew:
                worker.end()
        return board.made

    def _hand_out(self, board: Board, crew: list[Worker]) -> None:
        """To those who wait for work; another one is taken on when there is more than they can begin."""
        while work := board.next_one():
            worker = next((worker for worker in crew if worker.idle), None)
            if worker is None and len(crew) < self._workers:
                worker = Worker(self._order, self._heard)
                crew.append(worker)
            if worker is None:
                return
            board.begin(work)
            worker.ask(work)

    def _listen(self, board: Board) -> None:
        if self._cancelled():
            raise FilmCancelledError("Making the film was stopped. What is finished is kept.")
        with suppress(Empty):
            worker, word = self._heard.get(timeout=PATIENCE_SECONDS)
            if word is None:
                raise FilmError(f"A process that makes the film ended early: {worker.last_words()}")
            if word.error:
                raise ERRORS.get(word.code, FilmError)(word.error)
            if word.done:
                worker.idle = True
            self._report(STAGES[board.take(word).key.kind], board.progress)


class Board:
    """What is to be made, being made and made."""

    def __init__(self, works: Sequence[Work]) -> None:
        self._works = {work.key.digest: work for work in works}
        self._waiting = dict(self._works)
        self._unfinished = set(self._works)
        self._frames: dict[str, int] = dict.fromkeys(self._works, 0)
        self.made: list[Work] = []

    @property
    def progress(self) -> float:
        """By weight, counting the frames of what is being made."""
        total = sum(work.weight for work in self._works.values())
        return sum(self._part(work) * work.weight for work in self._works.values()) / max(1, total)

    def all_done(self) -> bool:
        return not self._unfinished

    def next_one(self) -> Work | None:
        """The longest of those that wait and need nothing any more, so that none is left alone with it."""
        ready = (work for work in self._waiting.values() if self._has_all(work))
        return max(ready, key=lambda work: work.weight, default=None)

    def begin(self, work: Work) -> None:
        del self._waiting[work.key.digest]

    def take(self, word: Word) -> Work:
        work = self._works[word.key]
        self._frames[word.key] += word.frames
        if word.done:
            self._unfinished.discard(word.key)
        if word.made:
            self.made.append(work)
        return work

    def _has_all(self, work: Work) -> bool:
        return not any(need.key.digest in self._unfinished for need in work.needs)

    def _part(self, work: Work) -> float:
        if work.key.digest not in self._unfinished:
            return 1.0
        return min(1.0, self._frames[work.key.digest] / work.frames)


class Worker:
    """One process and the thread that listens to it. Raises FilmError when it cannot be started."""

    def __init__(self, order: Order, heard: SimpleQueue[tuple[Worker, Word | None]]) -> None:
        self.idle = True
        self._complaints: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `end`
        try:
            self._process: subprocess.Popen[bytes] = subprocess.Popen(
                [sys.executable, "-P", "-m", MODULE],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._complaints,
                env=environment() | dict.fromkeys(ONE_THREAD, "1"),
            )
        except OSError as error:
            raise FilmError(f"A process to make the film could not be started: {error.strerror}.") from error
        self._stdin: Any = self._process.stdin
        self._tell(msgspec.json.encode(order))
        self._listening = threading.Thread(target=self._listen, args=(heard,), daemon=True)
        self._listening.start()

    def ask(self, work: Work) -> None:
        self.idle = False
        self._tell(work.key.digest.encode())

    def end(self) -> None:
        """Whatever it is at: what it had begun is left behind half made, for the sweep."""
        self._process.kill()
        self._process.wait()
        self._listening.join()
        with suppress(OSError):
            self._stdin.close()
        self._complaints.close()

    def last_words(self) -> str:
        self._complaints.seek(0)
        lines = self._complaints.read().decode(errors="replace").split("\n")
        said = [line.strip() for line in lines if line.strip()]
        return said[-1] if said else f"it said nothing (status {self._process.wait()})."

    def _tell(self, line: bytes) -> None:
        """A process that is gone does not hear it; its end is told by the listening thread."""
        with suppress(OSError):
            self._stdin.write(line + b"\n")
            self._stdin.flush()

    def _listen(self, heard: SimpleQueue[tuple[Worker, Word | None]]) -> None:
        stdout: Any = self._process.stdout
        with stdout:
            for line in stdout:
                heard.put((self, msgspec.json.decode(line, type=Word)))
        heard.put((self, None))
