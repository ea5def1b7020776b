"""Films as durable jobs: begun for an episode, followed on its board, found again by what they are made of.

A film's job is named by the film's content address. So a film that was made is never made again: an episode
whose edit is undone has its former film at once, and two equal episodes share one.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from coda.apps.idea2video.activities import Activities
from coda.apps.idea2video.pipeline.keys import key_of
from coda.apps.idea2video.pipeline.recipe import FilmRecipe
from coda.apps.idea2video.pipeline.versions import edition
from coda.apps.idea2video.reels import Reel, Reels
from coda.apps.idea2video.workflow import Activity
from coda.components.jobs import Jobs, JobStatus, UnknownJobError
from coda.errors import ToolExecutionError

if TYPE_CHECKING:
    from coda.apps.idea2video.pipeline.film import FilmPlan

KIND = "film"
_EDITION = edition()
WORK = {KIND: "coda.apps.idea2video.pipeline.job:render_film"}
AGENT = "Generation agent"


class Film(msgspec.Struct, frozen=True, kw_only=True):
    """A film that is there. Its shots begin at `shot_starts`, in seconds. `made` and `reused` count its parts
    by kind; `findings` speak about it."""

    key: str
    path: str
    subtitles: str
    poster: str
    seconds: float
    shot_starts: tuple[float, ...] = ()
    made: dict[str, int] = {}
    reused: dict[str, int] = {}
    findings: tuple[str, ...] = ()


class Rendering:
    """`directory` holds what films are made of and the films, at most `keep_bytes` of it after a render;
    `reels` which episode has which."""

    def __init__(
        self, jobs: Jobs, directory: Path, reels: Reels, activities: Activities, keep_bytes: int
    ) -> None:
        self._jobs = jobs
        self._directory = directory
        self._keep_bytes = keep_bytes
        self._reels = reels
        self.activities = activities
        self._following: dict[str, asyncio.Task[None]] = {}

    async def find(self, recipe: FilmRecipe) -> Film | None:
        """The film of exactly this recipe, if it was made and is still there."""
        return await self._made(film_address(recipe))

    async def newest(self, document_id: str) -> Film | None:
        """The film that was made of an episode last, whatever was edited since."""
        reel = await asyncio.to_thread(self._reels.of, document_id)
        return None if reel.newest is None else await self._made(reel.newest)

    async def by_key(self, key: str) -> Film | None:
        return await self._made(key)

    async def plan(self, recipe: FilmRecipe) -> FilmPlan:
        """What of a film would have to be made, and about how long that takes. Makes nothing."""
        return await asyncio.to_thread(_plan, recipe, self._directory)

    async def start(self, document_id: str, recipe: FilmRecipe) -> None:
        """Begin to make a film, or go on with it; one that is there counts as made at once."""
        key = film_address(recipe)
        if await self._made(key) is not None:
            await asyncio.to_thread(self._reels.put, document_id, Reel(newest=key))
            self.activities.tell(document_id, None)
            return
        reel = await asyncio.to_thread(self._reels.of, document_id)
        await asyncio.to_thread(self._reels.put, document_id, Reel(reel.newest, key))
        parameters = {
            "recipe": msgspec.to_builtins(recipe),
            "directory": str(self._directory),
            "keep_bytes": self._keep_bytes,
        }
        status = await self._jobs.start(KIND, parameters, id=_job(key), again=True)
        self._follow(document_id, key, status)

    async def cancel(self, document_id: str) -> None:
        """Raises ToolExecutionError when no film of this episode is being made."""
        reel = await asyncio.to_thread(self._reels.of, document_id)
        if reel.rendering is None or document_id not in self._following:
            raise ToolExecutionError("No film is being made just now.")
        await self._jobs.cancel(_job(reel.rendering))

    async def recover(self) -> None:
        """Go on with the films that were being made when the process before this one ended."""
        unfinished = {status.id for status in await self._jobs.recover()}
        for document_id, key in (await asyncio.to_thread(self._reels.rendering)).items():
            try:
                status = await self._jobs.status(_job(key))
            except UnknownJobError:
                continue
            if status.id in unfinished or status.settled:
                self._follow(document_id, key, status)

    async def forget(self, document_id: str) -> None:
        """Drop the record of an episode's films. They stay until space is needed: others may share them."""
        await self.finished(document_id)
        await asyncio.to_thread(self._reels.forget, document_id)

    async def finished(self, document_id: str) -> None:
        """Wait until the film of an episode is made, or is not."""
        task = self._following.get(document_id)
        if task is not None:
            await asyncio.wait([task])

    async def close(self) -> None:
        for task in list(self._following.values()):
            task.cancel()
        await asyncio.gather(*self._following.values(), return_exceptions=True)

    def _follow(self, document_id: str, key: str, status: JobStatus) -> None:
        self.activities.tell(document_id, _activity(status))
        former = self._following.pop(document_id, None)
        if former is not None:
            former.cancel()
        task = asyncio.create_task(self._watch(document_id, key))
        self._following[document_id] = task
        task.add_done_callback(lambda done: self._end(document_id, done))

    async def _watch(self, document_id: str, key: str) -> None:
        last: JobStatus | None = None
        async for last in self._jobs.follow(_job(key)):
            if not last.settled:
                self.activities.tell(document_id, _activity(last))
        reel = await asyncio.to_thread(self._reels.of, document_id)
        done = last is not None and last.status == "done"
        await asyncio.to_thread(self._reels.put, document_id, Reel(key if done else reel.newest))
        failed = last is not None and last.status == "failed"
        self.activities.tell(document_id, _activity(last) if failed and last else None)

    def _end(self, document_id: str, done: asyncio.Task[None]) -> None:
        if self._following.get(document_id) is done:
            del self._following[document_id]
        if not done.cancelled():
            done.result()

    async def _made(self, key: str) -> Film | None:
        try:
            status = await self._jobs.status(_job(key))
        except UnknownJobError:
            return None
        if status.status != "done":
            return None
        film = msgspec.convert({**status.result, "key": key}, Film)
        there = await asyncio.to_thread(Path(film.path).exists)
        return film if there else None


def _plan(recipe: FilmRecipe, directory: Path) -> FilmPlan:
    from coda.apps.idea2video.pipeline.artifacts import Artifacts
    from coda.apps.idea2video.pipeline.film import plan_film  # few ask, and it costs a start its time

    return plan_film(recipe, Artifacts(directory))


def film_address(recipe: FilmRecipe) -> str:
    """The name of a recipe's film."""
    return key_of("film", 1, (recipe, _EDITION)).digest


def _job(key: str) -> str:
    return f"film:{key}"


def _activity(status: JobStatus) -> Activity:
    fields: dict[str, Any] = {
        name: getattr(status, name) for name in ("status", "stage", "progress", "message", "error")
    }
    return Activity(step="video", agent=AGENT, **fields)
