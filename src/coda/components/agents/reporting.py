"""How far a stage is, told to the conversation it is done for."""

from __future__ import annotations

from uuid import uuid4

import msgspec

from coda.components.agents.stage import Done, Stage
from coda.components.events import Progress
from coda.components.llm.response import LLMStreamChunk
from coda.components.tools import Caller

_LETTERS_BETWEEN_REPORTS = 200
"""A report is a journal entry: enough of them to see that something happens."""


class Reporter:
    def __init__(self, caller: Caller, stage: Stage) -> None:
        self.caller = caller
        self._told = 0
        self._now = Progress(
            task=uuid4().hex[:12], stage=stage.name, agent=stage.agent, progress=0.0, message=stage.message
        )

    async def begin(self) -> None:
        await self.caller.report(self._now)

    async def wrote(self, piece: LLMStreamChunk) -> None:
        """Nobody knows how long the answer will be; how long it is so far is known."""
        if len(piece.content) - self._told >= _LETTERS_BETWEEN_REPORTS:
            self._told = len(piece.content)
            message = f"{self._now.message}: {self._told} letters so far"
            await self.caller.report(msgspec.structs.replace(self._now, progress=None, message=message))

    async def finish(self, done: Done) -> None:
        await self.caller.report(
            msgspec.structs.replace(
                self._now,
                status="done",
                progress=1.0,
                insight=done.insight,
                usage=done.usage,
                cost_usd=done.cost_usd,
            )
        )

    async def fail(self, reason: str) -> None:
        await self.caller.report(
            msgspec.structs.replace(self._now, status="failed", progress=None, message=reason)
        )

    async def cancel(self) -> None:
        await self.caller.report(msgspec.structs.replace(self._now, status="cancelled", progress=None))
