"""The pictures of storyboards: drawn in a process of their own, those asked for together in one go."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import msgspec

from coda.apps.idea2video.pipeline.keys import key_of
from coda.apps.idea2video.pipeline.recipe import PictureRecipe
from coda.apps.idea2video.pipeline.versions import edition
from coda.components.jobs.processes import start_child
from coda.errors import CodaError

MODULE = "coda.apps.idea2video.pipeline.painter"
_EDITION = edition()
MOST_AT_ONCE = 8
"""Pictures that one process draws; the recipes travel on its command line."""


class PictureError(CodaError):
    """A picture could not be drawn."""

    code = "picture"


class _Line(msgspec.Struct, frozen=True):
    number: int
    path: str = ""
    error: str = ""


class Painters:
    """Draws into `directory`, which the films share: a panel that is seen here is not drawn again there."""

    def __init__(self, directory: Path, python: str = sys.executable) -> None:
        self._directory = directory
        self._python = python
        self._done: dict[str, Path] = {}
        self._wanted: dict[str, tuple[PictureRecipe, asyncio.Future[Path]]] = {}
        self._painting: asyncio.Task[None] | None = None

    async def poster(self, picture: PictureRecipe) -> Path:
        """Where the picture is, as a JPEG. Raises PictureError."""
        address = picture_address(picture)
        known = self._done.get(address)
        if known is not None and await asyncio.to_thread(known.exists):
            return known
        if address not in self._wanted:
            self._wanted[address] = (picture, asyncio.get_running_loop().create_future())
        if self._painting is None or self._painting.done():
            self._painting = asyncio.create_task(self._paint())
        return await asyncio.shield(self._wanted[address][1])

    async def close(self) -> None:
        if self._painting is not None:
            self._painting.cancel()
            await asyncio.wait([self._painting])
        for _, waiting in self._wanted.values():
            waiting.cancel()

    async def _paint(self) -> None:
        """Batch after batch, as long as anything is wanted."""
        while self._wanted:
            batch = list(self._wanted)[:MOST_AT_ONCE]
            reason = await self._paint_batch(batch)
            for address in batch:
                entry = self._wanted.pop(address, None)
                if entry is not None and not entry[1].done():
                    entry[1].set_exception(PictureError(f"The picture could not be drawn: {reason}."))

    async def _paint_batch(self, batch: list[str]) -> str:
        """What the process said last; each picture is handed out as soon as it is drawn."""
        recipes = msgspec.json.encode([self._wanted[address][0] for address in batch]).decode()
        arguments = ["--directory", str(self._directory), "--pictures", recipes, "--while-stdin-is-open"]
        child = await start_child(self._python, MODULE, *arguments)
        try:
            await child.read(_Line, lambda line: self._hand_out(batch[line.number], line))
            return (await child.ending()).last_words
        finally:
            await child.end()

    def _hand_out(self, address: str, line: _Line) -> None:
        _, waiting = self._wanted.pop(address)
        if line.error:
            waiting.set_exception(PictureError(line.error))
            return
        self._done[address] = Path(line.path)
        if not waiting.done():
            waiting.set_result(Path(line.path))


def picture_address(picture: PictureRecipe) -> str:
    """Names the picture by its content, for caches."""
    return key_of("poster", 1, (picture, _EDITION)).digest
