"""A process that makes parts of one film, one after the other, and ends with whoever started it.

    python -m coda.apps.idea2video.pipeline.worker

The first line on stdin is an `Order` as JSON, each one after it the digest of a work to make. It says on
stdout, as JSON lines, a `Word` for each piece of progress and for each work that is made or cannot be.
"""

from __future__ import annotations

import os
import sys
import threading
import traceback
from pathlib import Path
from queue import SimpleQueue
from typing import IO

import msgspec

from coda.apps.idea2video.pipeline.artifacts import Artifacts
from coda.apps.idea2video.pipeline.failures import FilmError
from coda.apps.idea2video.pipeline.makers import make
from coda.apps.idea2video.pipeline.orders import Order, Word
from coda.apps.idea2video.pipeline.works import Work, below, works_of
from coda.components.jobs.child import private_stdout, say
from coda.errors import CodaError

FRAMES_A_WORD = 6
"""Progress is told after so many frames."""


def main() -> int:
    stdout = private_stdout()
    order = msgspec.json.decode(sys.stdin.buffer.readline(), type=Order)
    asked: SimpleQueue[str] = SimpleQueue()
    threading.Thread(target=listen, args=(asked,), daemon=True).start()
    artifacts = Artifacts(Path(order.directory))
    works = {work.key.digest: work for work in below(works_of(order.recipe).roots)}
    while True:
        work = works[asked.get()]
        say(outcome(work, artifacts, stdout), stdout)


def listen(asked: SimpleQueue[str]) -> None:
    """stdin closes when the parent has no more to ask for, or is gone."""
    for line in sys.stdin.buffer:
        asked.put(line.decode().strip())
    os._exit(0)


def outcome(work: Work, artifacts: Artifacts, stdout: IO[bytes]) -> Word:
    try:
        made = make(work, artifacts, Progress(work, stdout))
    except CodaError as error:
        return Word(key=work.key.digest, code=error.code, error=str(error))
    except Exception as error:  # noqa: BLE001 - the process's edge: the parent turns it into a typed error
        return Word(key=work.key.digest, code=FilmError.code, error=described(work, error))
    return Word(key=work.key.digest, done=True, made=made)


def described(work: Work, error: Exception) -> str:
    """A fault of ours, with the innermost place of our code that it went through."""
    places = traceback.extract_tb(error.__traceback__)
    place = next((place for place in reversed(places) if "coda" in Path(place.filename).parts), places[-1])
    where = f"{Path(place.filename).name}, line {place.lineno}"
    return f"Making a part of the film ({work.key.kind}) failed: {type(error).__name__}: {error} ({where})."


class Progress:
    """Counts the frames of a work, and tells them in small bundles."""

    def __init__(self, work: Work, stdout: IO[bytes]) -> None:
        self._key = work.key.digest
        self._stdout = stdout
        self._untold = 0

    def __call__(self, frames: int) -> None:
        self._untold += frames
        if self._untold >= FRAMES_A_WORD:
            say(Word(key=self._key, frames=self._untold), self._stdout)
            self._untold = 0


if __name__ == "__main__":
    sys.exit(main())
