"""The world around all episodes: the agents at work, the films being made, and what the board shows of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import dataclass
from typing import Any

import msgspec

from coda.apps.idea2video.activities import Activities
from coda.apps.idea2video.episode import episode
from coda.apps.idea2video.film import film_recipe
from coda.apps.idea2video.painters import Painters
from coda.apps.idea2video.rendering import Film, Rendering
from coda.apps.idea2video.workflow import (
    CONFIRMED,
    GENERATED,
    Activity,
    Standing,
    WrittenStep,
    following,
    generating,
    made_last,
    present,
    require,
)
from coda.apps.idea2video.writing import Writers
from coda.components.agents import AgentOrchestrator
from coda.components.changes import Author
from coda.components.documents import Documents, Draft
from coda.components.tools import Caller
from coda.errors import CodaError, InvariantError, ToolExecutionError, TransitionError

_NOTES: dict[str, str] = {
    "outline": "Write the outline",
    "characters": "Design the cast",
    "scenes": "Design the scenes",
    "storyboard": "Write the storyboard",
}


class Board(msgspec.Struct, frozen=True):
    """What is shown of an episode beside its document. `fresh`: the film is one of what is there now."""

    standing: Standing
    activity: Activity | None
    film: Film | None
    fresh: bool


class Production:
    def __init__(
        self, documents: Documents, agents: AgentOrchestrator, rendering: Rendering, painters: Painters
    ) -> None:
        self.agents = agents
        self.rendering = rendering
        self.painters = painters
        self.activities: Activities = rendering.activities
        self._documents = documents
        self._writing: dict[str, asyncio.Task[None]] = {}

    def services(self, draft: Draft) -> Beside:
        """What the tools of a turn find around the episode."""
        return Beside(self, draft.base.id)

    async def board(self, document_id: str) -> Board:
        """Raises UnknownDocumentError."""
        draft = await self._documents.fork(document_id)
        film = await self.film_of(draft)
        activity = self.activities.of(document_id)
        standing = present(episode(draft).state, activity, has_film=film is not None)
        shown = film or await self.rendering.newest(document_id)
        return Board(standing, activity, shown, fresh=film is not None)

    def changes(self, document_id: str) -> AsyncIterator[None]:
        """Once now, then whenever the board has changed beside the document."""
        return self.activities.follow(document_id)

    async def film_of(self, draft: Draft) -> Film | None:
        """The film of exactly this draft."""
        try:
            return await self.rendering.find(film_recipe(draft))
        except InvariantError:  # no shots yet, or more of them than fit
            return None

    async def write(self, document_id: str, step: WrittenStep, caller: Caller) -> None:
        """Let agents write a step, and keep what they wrote as one undoable step.

        Raises TransitionError when it is not this step's turn or others are at work, and what
        `Writers.write` raises.
        """
        async with self.activities.working(document_id, step):
            draft = await self._documents.fork(document_id)
            listening = self.activities.listening(document_id, caller)
            await Writers(self.agents, listening).write(draft, step)
            await self._keep(draft, _NOTES[step])

    async def begin(self, document_id: str, step: WrittenStep, caller: Caller) -> None:
        """The same in the background; how it fails is told by the activity.

        Raises TransitionError when it is not this step's turn, or others are at work.
        """
        draft = await self._documents.fork(document_id)
        self._refuse_while_busy(document_id)
        state = episode(draft).state
        waiting = made_last(state)
        if waiting is None or waiting == step or following(state) != step:
            require(state, generating(step))
        self._spawn(document_id, self._write(document_id, step, caller))

    async def confirm(self, document_id: str, step: WrittenStep, caller: Caller) -> None:
        """Let a step's part stand; an outline is refined in the background.

        Raises TransitionError unless it was made and waits for that.
        """
        draft = await self._documents.fork(document_id)
        self._refuse_while_busy(document_id)
        require(episode(draft).state, CONFIRMED[step])
        if episode(draft).state != GENERATED[step]:
            return  # it stands already
        if step == "outline":
            self._spawn(document_id, self._refine(document_id, caller))
            return
        await Writers(self.agents, caller).confirm(draft, step)
        await self._keep(draft, f"Confirm the {step}")
        self.activities.wake(document_id)

    async def render(self, document_id: str) -> None:
        """Begin to make the film. Raises NoShotsError, TransitionError, InvariantError."""
        draft = await self._documents.fork(document_id)
        self._refuse_while_busy(document_id)
        require(episode(draft).state, "video_generating")
        await self.rendering.start(document_id, film_recipe(draft))

    async def cancel(self, document_id: str) -> None:
        """Stop what is under way. Raises TransitionError when nothing is."""
        writing = self._writing.get(document_id)
        if writing is not None:
            writing.cancel()
            await asyncio.wait([writing])
            return
        try:
            await self.rendering.cancel(document_id)
        except ToolExecutionError as error:
            board = await self.board(document_id)
            state, actions = board.standing.state, board.standing.available_actions
            raise TransitionError("Nothing is under way that could be cancelled.", state, actions) from error

    async def forget(self, document_id: str) -> None:
        """Stop what is under way for an episode that is about to be deleted, and drop what is kept of it."""
        with suppress(TransitionError):
            await self.cancel(document_id)
        await self.rendering.forget(document_id)

    async def finished(self, document_id: str) -> None:
        """Wait until nothing is under way for an episode."""
        writing = self._writing.get(document_id)
        if writing is not None:
            await asyncio.wait([writing])
        await self.rendering.finished(document_id)

    async def close(self) -> None:
        for task in list(self._writing.values()):
            task.cancel()
        await asyncio.gather(*self._writing.values(), return_exceptions=True)
        await self.rendering.close()
        await self.painters.close()

    def _refuse_while_busy(self, document_id: str) -> None:
        """Also while work was begun that has not got a word in yet. Raises TransitionError."""
        self.activities.refuse_while_busy(document_id)
        if document_id in self._writing:
            raise TransitionError("Agents are at work already. Wait for them, or cancel it.", "", ("cancel",))

    def _spawn(self, document_id: str, work: Any) -> None:
        task = asyncio.create_task(work)
        self._writing[document_id] = task
        task.add_done_callback(lambda done: self._end(document_id, done))

    def _end(self, document_id: str, done: asyncio.Task[None]) -> None:
        self._writing.pop(document_id, None)
        if not done.cancelled():
            done.result()

    async def _write(self, document_id: str, step: WrittenStep, caller: Caller) -> None:
        with suppress(CodaError):  # the activity tells how it failed
            await self.write(document_id, step, caller)

    async def _refine(self, document_id: str, caller: Caller) -> None:
        with suppress(CodaError):  # likewise
            async with self.activities.working(document_id, "refinement"):
                draft = await self._documents.fork(document_id)
                listening = self.activities.listening(document_id, caller)
                await Writers(self.agents, listening).confirm(draft, "outline")
                await self._keep(draft, "Confirm the outline")

    async def _keep(self, draft: Draft, note: str) -> None:
        await self._documents.commit(draft, author=Author.COPILOT, note=note)


@dataclass(frozen=True)
class Beside:
    """The production, for one episode; see `services.EpisodeServices`."""

    production: Production
    document_id: str

    @property
    def agents(self) -> AgentOrchestrator:
        return self.production.agents

    def working(self, step: WrittenStep) -> AbstractAsyncContextManager[None]:
        return self.production.activities.working(self.document_id, step)

    def listening(self, caller: Caller) -> Caller:
        return self.production.activities.listening(self.document_id, caller)

    async def standing(self, draft: Draft) -> Standing:
        has_film = await self.production.film_of(draft) is not None
        activity = self.production.activities.of(self.document_id)
        return present(episode(draft).state, activity, has_film=has_film)

    async def measured(self, draft: Draft) -> tuple[str, ...]:
        film = await self.production.film_of(draft)
        return film.findings if film else ()

    async def render(self) -> dict[str, Any]:
        await self.production.render(self.document_id)
        board = await self.production.board(self.document_id)
        return {"success": True, "state": board.standing.state}

    async def cancel_render(self) -> dict[str, Any]:
        await self.production.rendering.cancel(self.document_id)
        return {"success": True}
