"""The world around one episode, as its tools see it."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

from coda.apps.idea2video.workflow import Standing, WrittenStep
from coda.components.agents import AgentOrchestrator
from coda.components.documents import Draft
from coda.components.tools import Caller


class EpisodeServices(Protocol):
    """What `ToolContext.services` is for Idea2Video."""

    @property
    def agents(self) -> AgentOrchestrator: ...

    def working(self, step: WrittenStep) -> AbstractAsyncContextManager[None]:
        """While agents work at a step, which the board shows. Raises TransitionError while others do."""
        ...

    def listening(self, caller: Caller) -> Caller:
        """The caller, whose reports the board hears too."""
        ...

    async def standing(self, draft: Draft) -> Standing: ...

    async def measured(self, draft: Draft) -> tuple[str, ...]:
        """What was found in the film of exactly this draft, in sentences; nothing before there is one."""
        ...

    async def render(self) -> dict[str, Any]:
        """Begin to make the film of the document as it stands. Raises NoShotsError, TransitionError."""
        ...

    async def cancel_render(self) -> dict[str, Any]:
        """Raises ToolExecutionError when nothing is being rendered."""
        ...
