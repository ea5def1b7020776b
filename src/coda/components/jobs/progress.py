"""How far a piece of work is, and how to follow it. Every long work of every application is told this way."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from typing import Any, Generic, Literal, TypeVar

import msgspec

State = Literal["none", "queued", "running", "done", "failed", "cancelled"]
"""`none`: nobody has asked for it yet."""


class WorkStatus(msgspec.Struct, frozen=True):
    """How far the work is. `stage` names what is done just now; `progress` 0..1 counts work, not time.

    `message` is one more sentence for whoever looks closely, `error` says why the work failed.
    """

    status: State
    stage: str = ""
    progress: float = 0.0
    message: str = ""
    error: str | None = None

    @property
    def settled(self) -> bool:
        """Nothing follows by itself."""
        return self.status in {"done", "failed", "cancelled"}


class JobStatus(WorkStatus, frozen=True, kw_only=True):
    """The same of a job. Times are Unix milliseconds: when its work began, and when it settled."""

    id: str
    kind: str
    result: Any = None
    """JSON, once the job is done."""
    started_ms: int | None = None
    ended_ms: int | None = None


S = TypeVar("S", bound=WorkStatus)


class Watch(Generic[S]):
    """The present status of one work, and those who wait for the next."""

    def __init__(self, status: S) -> None:
        self.status = status
        self._changed = asyncio.Event()

    def tell(self, status: S) -> None:
        if status != self.status:
            self.status = status
            self._changed.set()
            self._changed = asyncio.Event()

    async def follow(self) -> AsyncGenerator[S]:
        """The status now and after each change, until it is settled.

        A slow reader misses steps in between, never the last.
        """
        while True:
            status, changed = self.status, self._changed
            yield status
            if status.settled:
                return
            await changed.wait()
