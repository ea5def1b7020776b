"""How far one song's analysis is, for whoever wants to follow it."""

from __future__ import annotations

import asyncio
from typing import Literal

from coda.apps.sequence_maker.analysis.values import AnalysisStatus


class Watch:
    """The present status; `changed` is set once, when another status takes its place."""

    def __init__(self, status: Literal["none", "ready"]) -> None:
        self.status = AnalysisStatus(status, progress=1.0 if status == "ready" else 0.0)
        self.changed = asyncio.Event()

    def tell(self, status: AnalysisStatus) -> None:
        if status != self.status:
            self.status = status
            self.changed.set()
            self.changed = asyncio.Event()

    def step(self, stage: str, progress: float) -> None:
        self.tell(AnalysisStatus("running", stage, progress))
