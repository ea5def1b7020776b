"""Another process that makes the film, and is killed by itself in the middle: `python -m … DIRECTORY SHARE`.

Before it dies it says the ids of its workers.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from coda.apps.idea2video.pipeline.artifacts import Artifacts
from coda.apps.idea2video.pipeline.film import make_film
from tests.idea2video.pipeline.films import FILM


def main(directory: Path, share: float) -> None:
    def report(_stage: str, progress: float) -> None:
        if progress >= share:
            print(*children(), flush=True)  # noqa: T201 - this is how the parent hears of it
            os.kill(os.getpid(), signal.SIGKILL)

    make_film(FILM, Artifacts(directory), report)


def children() -> list[str]:
    return [
        child
        for thread in Path("/proc/self/task").iterdir()
        for child in (thread / "children").read_text().split()
    ]


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
