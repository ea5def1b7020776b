"""Closing a run whose process died: nothing shown is lost, and nothing unknown is called done."""

from __future__ import annotations

import msgspec

from coda.components.events import FunctionCalls, FunctionResult, JournalEvent, ResponseInterrupted
from coda.components.llm.clock import Clock
from coda.components.llm.conversation import Conversation
from coda.components.store import Store
from coda.components.store.records import RunRecord, RunState
from coda.components.store.writes import CloseClaim, SaveRun


async def close_crashed(store: Store, run: RunRecord, clock: Clock) -> None:
    """End the run as interrupted; claimed calls without a result have an unknown outcome."""
    conversation = await Conversation.load(store, run.conversation_id, clock.now_ms)
    open_calls = _without_result([entry.event for entry in conversation.of_run(run.id)])
    unknown = [
        FunctionResult(
            call_id=call_id,
            name=name,
            success=False,
            error="The process ended while this was being done; whether it happened is not known.",
            outcome="unknown",
        )
        for call_id, name in open_calls.items()
        if await store.claim(run.id, call_id) is not None
    ]
    closed = [CloseClaim(run.id, result.call_id, "unknown") for result in unknown]
    ended = SaveRun(msgspec.structs.replace(run, state=RunState.ENDED))
    await conversation.append(
        run.id, *unknown, ResponseInterrupted(reason="crashed"), also=[ended, *closed], durable=True
    )


def _without_result(events: list[JournalEvent]) -> dict[str, str]:
    """Calls that have no result, as `call id -> tool name`."""
    calls = {
        call.call_id: call.name
        for event in events
        if isinstance(event, FunctionCalls)
        for call in event.calls
    }
    for event in events:
        if isinstance(event, FunctionResult):
            calls.pop(event.call_id, None)
    return calls
