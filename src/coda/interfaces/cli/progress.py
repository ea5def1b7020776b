"""Progress on standard error: one live line on a terminal, nothing elsewhere."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from types import TracebackType
from typing import Self

from coda.components.jobs import WorkStatus

_WIDTH = 24


class Progress:
    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._shown = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.clear()

    def clear(self) -> None:
        """Take the line away, for other words in its place."""
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
            self._shown = False

    def show(self, stage: str, progress: float) -> None:
        if self._live:
            bar = "█" * round(progress * _WIDTH)
            print(f"\r\x1b[K{bar:<{_WIDTH}} {stage}", end="", file=sys.stderr, flush=True)
            self._shown = True

    async def follow(self, statuses: AsyncIterator[WorkStatus]) -> None:
        """Show each status of a long work until the last."""
        async for status in statuses:
            self.show(status.stage, status.progress)
