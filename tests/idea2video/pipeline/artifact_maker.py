"""Another process that makes an artifact: `python -m … DIRECTORY NAME what`, `what` being one of

`make`   makes it, once a line came on stdin
`die`    is killed while it makes it
`die-late` is killed when it has its final name, before anything else happens
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from coda.apps.idea2video.pipeline.artifacts import Artifacts
from coda.apps.idea2video.pipeline.keys import key_of
from coda.apps.idea2video.pipeline.ledger import Entry, Ledger


def die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def write_slowly(target: Path) -> None:
    print("making", flush=True)  # noqa: T201 - this is how the parent hears of it
    sys.stdin.readline()
    target.write_text("whole")


def write_half(target: Path) -> None:
    target.write_text("ha")
    die()


class DeadlyLedger(Ledger):
    def append(self, entry: Entry) -> None:
        die()


def main(directory: Path, name: str, what: str) -> None:
    artifacts = Artifacts(directory)
    if what == "die-late":
        artifacts.ledger = DeadlyLedger(directory / "nowhere")
    produce = write_half if what == "die" else write_slowly
    artifacts.make(key_of("test", 1, name), ".txt", produce)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
