"""The process that does the jobs of a directory, so that the server's loop never waits for them.

    python -m coda.components.jobs.worker --directory DIR --kinds '{"count": "some.module:function"}'

Of several that are started for one directory the one with the lease works; the others stand by until it is
gone. Each says on stdout, as JSON lines, every change of every job that it finds in the book after `--since`:
`{"version", "status": JobStatus}`. Any byte on stdin lets it look into the book at once. It ends, with
exit status 0, when nothing was left to do for `--rest-after` seconds: an idle engine costs 4 % of a core.
"""

from __future__ import annotations

import argparse
import logging
import os
import threading
import time
from collections.abc import Sequence
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from coda.components.jobs.book import BOOK, LEASE, LOG, Book
from coda.components.jobs.child import end_with_parent, private_stdout, say, step_back
from coda.components.leases import Lease
from coda.errors import CodaError, ConfigurationError

if TYPE_CHECKING:
    from coda.components.jobs.desk import Desk

_log = logging.getLogger("coda.jobs")

LOOK_S = 0.2
"""How often the book is looked into when nobody says that there is news in it."""
PAUSE_S = 0.03
"""Between two looks: reports that come faster are told together."""
LOG_BYTES = 1_000_000


def main(arguments: Sequence[str] | None = None) -> int:
    options = parsed(arguments)
    news = threading.Event()
    if options.while_stdin_is_open:
        end_with_parent(news.set)
    step_back()
    log_to(options.directory / LOG)
    try:
        Worker(options, news).work()
    except CodaError as error:
        _log.error("%s", error)
        return 1
    except Exception:  # noqa: BLE001 - the process's edge
        _log.exception("The process that does the jobs failed.")
        return 1
    return 0


def log_to(file: Path) -> None:
    """Everything with its time into the file; for the parent, on stderr, without."""
    written = RotatingFileHandler(file, maxBytes=LOG_BYTES, backupCount=1, delay=True)
    written.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logging.basicConfig(format="%(message)s", handlers=[written, logging.StreamHandler()])


def parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="jobs.worker", description="Do the jobs of a directory.")
    parser.add_argument("--directory", type=Path, required=True)
    parser.add_argument("--kinds", type=msgspec.json.decode, required=True, help="JSON: what does each kind")
    parser.add_argument("--name", required=True, help="this process's own, never used before")
    parser.add_argument("--since", type=int, default=0, help="the version of the book that is known")
    parser.add_argument("--rest-after", type=float, default=60.0, help="idle seconds until the process ends")
    parser.add_argument("--while-stdin-is-open", action="store_true", help="end when the parent process ends")
    return parser.parse_args(arguments)


class Worker:
    """`news` is set when the book should be looked into."""

    def __init__(self, options: argparse.Namespace, news: threading.Event) -> None:
        self._options = options
        self._news = news
        self._stdout = private_stdout()
        self._book = Book(options.directory / BOOK)
        self._lease = Lease(options.directory / LEASE)
        self._since: int = options.since
        self._desk: Desk | None = None
        self._rest_at = time.monotonic() + options.rest_after

    def work(self) -> None:
        """Until there is nothing left to do."""
        while not self._may_rest():
            if self._desk is None and self._lease.take():
                self._desk = self._opened()
            if self._desk is not None:
                self._desk.write_progress()
            self._tell()
            time.sleep(PAUSE_S)
            self._news.wait(LOOK_S)
            self._news.clear()

    def _may_rest(self) -> bool:
        if time.monotonic() < self._rest_at:
            return False
        self._rest_at = time.monotonic() + self._options.rest_after
        return not self._book.unfinished()

    def _opened(self) -> Desk:
        """Loads the engine, which a process that stands by does not need."""
        try:
            from coda.components.jobs.desk import Desk
        except ModuleNotFoundError as error:
            raise ConfigurationError(
                f"Jobs need {error.name}, which is not installed: install coda-copilot[jobs]."
            ) from error
        options = self._options
        return Desk(options.directory, options.kinds, options.name, self._book, self._news.set)

    def _tell(self) -> None:
        for entry in self._book.changes(self._since):
            self._since = entry.news.version
            self._rest_at = time.monotonic() + self._options.rest_after
            say(entry.news, self._stdout)
            if self._desk is not None:
                self._desk.take(entry)


if __name__ == "__main__":
    os._exit(main())  # the engine's threads would be waited for
