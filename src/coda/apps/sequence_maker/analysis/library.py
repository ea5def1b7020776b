"""The songs of this machine, named by their content, with what is known about each.

::

    <directory>/<sha256>/song              the file as it came
                         info.json         SongInfo
                         waveform.json     Waveform
                         analysis-<n>.json Analysis, n being the analyzer's number
    <directory>/incoming/                  songs not yet found good

A song's folder appears by one rename when it is complete, and each later file likewise: what can be
read is whole.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec

from coda.apps.sequence_maker.analysis.failures import UnknownSongError
from coda.apps.sequence_maker.analysis.shelf import (
    ANALYSIS,
    INFO,
    SONG,
    WAVEFORM,
    complete,
    discard,
    read,
    shown,
    staged,
    write,
)
from coda.apps.sequence_maker.analysis.values import (
    ANALYZER,
    Analysis,
    Inspection,
    SongInfo,
    Waveform,
)
from coda.apps.sequence_maker.analysis.workers import Progress, Workers
from coda.components.jobs import Watch, WorkStatus
from coda.errors import CodaError, FileFormatError

INCOMING = "incoming"
NOT_ASKED, READY = WorkStatus("none"), WorkStatus("done", progress=1.0)
CONTENT_HASH = re.compile(r"[0-9a-f]{64}")


class SongLibrary:
    """Content-addressed songs in `directory`, decoded and analysed by worker processes of `python`.

    The constructor reads the directory, so build the library before the event loop runs or in a
    thread. `info`, `status` and `path` then touch no disk. Call `close` when done.
    """

    def __init__(self, directory: Path, python: str = sys.executable) -> None:
        self._directory = directory
        self._workers = Workers(python)
        self._one_at_a_time = asyncio.Lock()
        self._analyses: dict[str, asyncio.Task[Analysis]] = {}
        self._watches: dict[str, Watch[WorkStatus]] = {}
        self._songs: dict[str, SongInfo] = {}
        (directory / INCOMING).mkdir(parents=True, exist_ok=True)
        for folder in directory.iterdir():
            if CONTENT_HASH.fullmatch(folder.name) and (info := read(folder / INFO, SongInfo)):
                self._songs[folder.name] = info
                self._watches[folder.name] = Watch(READY if (folder / ANALYSIS).exists() else NOT_ASKED)

    def info(self, content_hash: str) -> SongInfo | None:
        return self._songs.get(content_hash)

    def path(self, content_hash: str) -> Path:
        """Where the song's bytes are. Raises UnknownSongError."""
        self._known(content_hash)
        return self._directory / content_hash / SONG

    async def read(self, content_hash: str) -> bytes:
        """The song's bytes, as they came. Raises UnknownSongError."""
        return await asyncio.to_thread(self.path(content_hash).read_bytes)

    def status(self, content_hash: str) -> WorkStatus:
        """How far the analysis of the song is."""
        watch = self._watches.get(content_hash)
        return watch.status if watch else NOT_ASKED

    def follow(self, content_hash: str) -> AsyncIterator[WorkStatus]:
        """The status now and after each change, until it is `done` or `failed`. Raises UnknownSongError.

        While nobody asks for the analysis the status is `none`, and this waits. A slow reader misses
        steps in between, never the last.
        """
        self._known(content_hash)
        return self._watches[content_hash].follow()

    async def add(self, filename: str, data: bytes) -> SongInfo:
        """Take in a song (WAV, MP3, FLAC, Ogg). The same bytes again are the same song, under the new name.

        Raises FileFormatError for anything that does not decode to its end, AnalysisFailedError when the
        worker died of it, StoreUnavailableError.
        """
        content_hash = await asyncio.to_thread(lambda: hashlib.sha256(data).hexdigest())
        if content_hash not in self._songs:
            info = await self._take_in(content_hash, shown(filename), data)
            self._songs.setdefault(content_hash, info)
            self._watches.setdefault(content_hash, Watch(NOT_ASKED))
        return msgspec.structs.replace(self._songs[content_hash], filename=shown(filename))

    async def waveform(self, content_hash: str) -> Waveform:
        """Raises UnknownSongError."""
        self._known(content_hash)
        place = self._directory / content_hash / WAVEFORM
        stored = await asyncio.to_thread(read, place, Waveform)
        if stored is None:
            inspection = await self._workers.inspect(self.path(content_hash))
            stored = inspection.waveform
            await asyncio.to_thread(write, place, stored)
        return stored

    async def analysis(self, content_hash: str) -> Analysis:
        """What was found in the song, from the disk or by listening now; callers join a running analysis.

        Raises UnknownSongError, FileFormatError, AnalysisFailedError, StoreUnavailableError; asking again
        tries again.
        """
        self._known(content_hash)
        stored = await asyncio.to_thread(read, self._directory / content_hash / ANALYSIS, Analysis)
        if stored is not None:
            self._watches[content_hash].tell(READY)
            return stored
        task = self._analyses.get(content_hash)
        if task is None:
            task = asyncio.create_task(self._analyze(content_hash))
            self._analyses[content_hash] = task
            task.add_done_callback(lambda done: self._forget(content_hash, done))
        return await asyncio.shield(task)

    async def know(self, analysis: Analysis) -> None:
        """Take in an analysis that was made elsewhere, of a song that is here. Raises UnknownSongError.

        One by another analyzer is left out: it may differ from what would be found here.
        """
        self._known(analysis.content_hash)
        if analysis.analyzer == ANALYZER:
            await asyncio.to_thread(write, self._directory / analysis.content_hash / ANALYSIS, analysis)
            self._watches[analysis.content_hash].tell(READY)

    async def close(self) -> None:
        """End the workers this library started; a running analysis fails with AnalysisFailedError."""
        await self._workers.close()
        await asyncio.gather(*self._analyses.values(), return_exceptions=True)

    def _known(self, content_hash: str) -> None:
        if content_hash not in self._songs:
            raise UnknownSongError(f"There is no song {content_hash[:12]} here. Add its file again.")

    def _forget(self, content_hash: str, done: asyncio.Task[Analysis]) -> None:
        self._analyses.pop(content_hash, None)
        if not done.cancelled():
            done.exception()  # told through the status, even when nobody waits any more

    async def _take_in(self, content_hash: str, filename: str, data: bytes) -> SongInfo:
        folder = await asyncio.to_thread(staged, self._directory / INCOMING, data)
        try:
            inspection = await self._workers.inspect(folder / SONG)
            info = msgspec.structs.replace(inspection.info, filename=filename)
            final = self._directory / content_hash
            await asyncio.to_thread(complete, folder, final, Inspection(info, inspection.waveform))
        finally:
            await asyncio.to_thread(discard, folder)
        return info

    async def _analyze(self, content_hash: str) -> Analysis:
        watch = self._watches[content_hash]
        watch.tell(WorkStatus("queued", "Waiting for another song"))
        try:
            async with self._one_at_a_time:
                analysis = await self._workers.analyze(
                    self.path(content_hash),
                    lambda stage, progress: watch.tell(WorkStatus("running", stage, progress)),
                )
                await asyncio.to_thread(write, self._directory / content_hash / ANALYSIS, analysis)
        except CodaError as error:
            watch.tell(WorkStatus("failed", error=str(error)))
            raise
        except asyncio.CancelledError:
            watch.tell(WorkStatus("failed", error="The analysis was stopped."))
            raise
        watch.tell(READY)
        return analysis


async def analyze_file(path: Path, on_progress: Progress, python: str = sys.executable) -> Analysis:
    """Analyse a song outside any library; `on_progress` gets the stage and 0..1.

    Raises FileFormatError, AnalysisFailedError.
    """
    if not await asyncio.to_thread(path.is_file):
        raise FileFormatError(f"There is no file {path}.")
    workers = Workers(python)
    try:
        return await workers.analyze(path, on_progress)
    finally:
        await workers.close()
