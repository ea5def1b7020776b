"""One run from its message to its answer, for programs: started, followed, and stopped when nobody waits."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing

from coda.components.events import TERMINAL, Entry, Proposal, ResponseChunk, ResponseError
from coda.components.llm.application import Application
from coda.components.llm.gathering import Gathering
from coda.components.llm.response import LLMStreamChunk
from coda.components.llm.runs import Message, Runs


async def ask(
    runs: Runs, gathering: Gathering, message: Message, application: Application | None = None
) -> AsyncGenerator[LLMStreamChunk, None]:
    """Start a run in the gathering's conversation and follow it to its end, or to a proposal that waits
    for a decision. Whoever closes this early stops the run.

    Raises what `Runs.start` raises, and the failure that the run ended with.
    """
    started = await runs.start(gathering.conversation_id, message, application)
    follow = runs.store.follow(gathering.conversation_id, started.seq)
    try:
        async with aclosing(follow) as batches:
            async for batch in batches:
                for entry in batch:
                    gathering.read(entry)
                    if isinstance(entry.event, ResponseChunk):
                        yield gathering.chunk(entry.event)
                    if isinstance(entry.event, ResponseError):
                        raise gathering.failure(entry.event)
                    if _ends(entry):
                        return
    finally:
        await asyncio.shield(_leave(runs, started.run_id, gathering))


async def _leave(runs: Runs, run_id: str, gathering: Gathering) -> None:
    """Whoever stops iterating stops the run; a run that waits for a decision goes on waiting."""
    if not gathering.ended and not gathering.waits:
        await runs.stop(run_id)
    if not gathering.waits:
        await runs.finished(run_id)


def _ends(entry: Entry) -> bool:
    waits = isinstance(entry.event, Proposal) and entry.event.needs_decision
    return waits or isinstance(entry.event, TERMINAL)
