"""Made things, each under its content address: made once, whole or not there, and never changed.

::

    <directory>/<two digits>/<digest><suffix>   what is made
                incoming/<digest><suffix>       what is being made
                locks/<digest>                  held by its maker
                in-use                          held, shared, by whoever needs things to stay
                made.jsonl                      the ledger

A thing counts as made when it has its final name. Its line in the ledger follows: a process that dies
just between the two leaves a thing without a line, never a line without a thing.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from coda.apps.idea2video.pipeline.keys import Key
from coda.apps.idea2video.pipeline.ledger import Entry, Ledger
from coda.apps.idea2video.pipeline.locks import exclusive, exclusive_if_free, shared
from coda.errors import StoreUnavailableError

INCOMING, LOCKS, IN_USE, MADE = "incoming", "locks", "in-use", "made.jsonl"

Produce = Callable[[Path], None]


class Artifacts:
    """A store in `directory`, which is made. Any number of processes and threads may share it.

    Every method raises StoreUnavailableError when the disk refuses.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.ledger = Ledger(directory / MADE)
        with refusals_told():
            for folder in (INCOMING, LOCKS):
                (directory / folder).mkdir(parents=True, exist_ok=True)

    def has(self, key: Key) -> bool:
        """Whether it is there, without counting as a use."""
        return self._find(key) is not None

    def get(self, key: Key) -> Path | None:
        """Where it is, None when it is not there. Counts as a use."""
        with refusals_told():
            path = self._find(key)
            try:
                if path is not None:
                    os.utime(path)
            except FileNotFoundError:  # swept away just now
                return None
            return path

    def make(self, key: Key, suffix: str, produce: Produce, amount: int = 1) -> Path:
        """Where it is; when it is not there, `produce` writes it to the path it is given.

        `amount` is for the ledger, which knows from it how fast things of a kind are made.

        Whoever asks for it at the same time waits, and gets what the first one made. Whatever `produce`
        raises passes through, except for the disk's refusals, and leaves nothing behind.
        """
        with refusals_told():
            there = self.get(key)
            if there is not None:
                return there
            with exclusive(self.directory / LOCKS / key.digest):
                return self.get(key) or self._make(key, suffix, produce, amount)

    @contextmanager
    def in_use(self) -> Generator[None]:
        """While this is held, here or in another process, `sweep` takes nothing away."""
        with ExitStack() as held:
            with refusals_told():
                held.enter_context(shared(self.directory / IN_USE))
            yield

    def sweep(self, keep_bytes: int) -> int:
        """Take away what was not used for longest until `keep_bytes` are left; says how many bytes went."""
        with refusals_told(), exclusive_if_free(self.directory / IN_USE) as free:
            return self._sweep(keep_bytes) if free else 0

    def discard_leftovers(self) -> None:
        """Take away what makers that died left half made."""
        with refusals_told():
            for staged in (self.directory / INCOMING).iterdir():
                lock = self.directory / LOCKS / staged.name.partition(".")[0]
                with exclusive_if_free(lock) as free:
                    if free:
                        staged.unlink(missing_ok=True)
                        lock.unlink(missing_ok=True)

    def _find(self, key: Key) -> Path | None:
        return next(self._folder(key).glob(f"{key.digest}*"), None)

    def _folder(self, key: Key) -> Path:
        return self.directory / key.digest[:2]

    def _make(self, key: Key, suffix: str, produce: Produce, amount: int) -> Path:
        """Only its maker, who holds its lock, writes to the staged path."""
        begun = time.monotonic()
        staged = self.directory / INCOMING / f"{key.digest}{suffix}"
        try:
            produce(staged)
            size = synced(staged)
            self._folder(key).mkdir(exist_ok=True)
            final = staged.replace(self._folder(key) / staged.name)
        except BaseException:
            staged.unlink(missing_ok=True)
            raise
        seconds = round(time.monotonic() - begun, 4)
        self.ledger.append(Entry(key.kind, key.digest, size, seconds, amount))
        return final

    def _sweep(self, keep_bytes: int) -> int:
        made = sorted((state.st_mtime_ns, state.st_size, path) for path, state in self._files())
        excess = sum(size for _, size, _ in made) - keep_bytes
        freed = 0
        for _, size, path in made:
            if freed >= excess:
                break
            path.unlink(missing_ok=True)
            freed += size
        return freed

    def _files(self) -> Iterator[tuple[Path, os.stat_result]]:
        return ((path, path.stat()) for path in self.directory.glob("[0-9a-f][0-9a-f]/*"))


def synced(path: Path) -> int:
    """Wait until the disk has the file's bytes; says how many there are."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
        return os.fstat(file.fileno()).st_size


@contextmanager
def refusals_told() -> Generator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise StoreUnavailableError(
            f"A made file could not be kept: {reason}. Free space, or choose another data directory."
        ) from error
