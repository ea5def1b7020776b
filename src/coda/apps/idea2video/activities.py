"""What is under way for each episode in this process, and who wants to hear of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Literal

import msgspec

from coda.apps.idea2video.workflow import Activity, Step, present
from coda.components.events import Progress
from coda.components.tools import Caller
from coda.errors import CodaError, TransitionError

STAGES_OF: dict[str, int] = {"outline": 2, "refinement": 1, "characters": 1, "scenes": 1, "storyboard": 2}
"""How many agents work one after the other in each step."""

_UNEXPECTED = "Something went wrong inside Coda; its log tells what. Nothing was changed: you can try again."


class Activities:
    def __init__(self) -> None:
        self._now: dict[str, Activity] = {}
        self._changed: dict[str, asyncio.Event] = {}

    def of(self, document_id: str) -> Activity | None:
        return self._now.get(document_id)

    def tell(self, document_id: str, activity: Activity | None) -> None:
        """Let everybody know what is under way now; None for nothing."""
        if activity is None:
            self._now.pop(document_id, None)
        else:
            self._now[document_id] = activity
        self.wake(document_id)

    def wake(self, document_id: str) -> None:
        """Something that is shown beside the episode has changed."""
        event = self._changed.pop(document_id, None)
        if event is not None:
            event.set()

    async def follow(self, document_id: str) -> AsyncIterator[None]:
        """Once now, then after each change, without end; a slow reader misses some, never the last."""
        while True:
            changed = self._changed.setdefault(document_id, asyncio.Event())
            yield
            await changed.wait()

    @asynccontextmanager
    async def working(
        self, document_id: str, step: Literal[Step, "refinement"]
    ) -> AsyncGenerator[None, None]:
        """While agents work at a step. How it failed stays to be seen until something else begins.

        Raises TransitionError while something else is under way.
        """
        self.refuse_while_busy(document_id)
        self.tell(document_id, Activity("running", step=step))
        try:
            yield
        except CodaError as error:
            self.tell(document_id, Activity("failed", step=step, error=str(error)))
            raise
        except asyncio.CancelledError:
            self.tell(document_id, None)
            raise
        except BaseException:
            self.tell(document_id, Activity("failed", step=step, error=_UNEXPECTED))
            raise
        self.tell(document_id, None)

    def listening(self, document_id: str, caller: Caller) -> Caller:
        """The caller, who is told as before, and the board with him."""
        done = 0

        async def report(progress: Progress) -> None:
            nonlocal done
            now = self.of(document_id)
            if now is not None and now.status == "running":
                done += progress.status == "done"
                self.tell(document_id, _with(now, progress, done))
            await caller.report(progress)

        return replace(caller, report=report)

    def refuse_while_busy(self, document_id: str) -> None:
        """Raises TransitionError."""
        now = self.of(document_id)
        if now is not None and now.status in ("queued", "running"):
            standing = present("initial", now, has_film=False)
            raise TransitionError(
                f"{standing.step_description} Wait for it, or cancel it.",
                standing.state,
                standing.available_actions,
            )


def _with(activity: Activity, progress: Progress, done: int) -> Activity:
    return msgspec.structs.replace(
        activity,
        stage=progress.stage,
        agent=progress.agent,
        message=progress.message,
        insight=progress.insight or activity.insight,
        progress=min(1.0, done / STAGES_OF.get(activity.step, 1)),
    )
