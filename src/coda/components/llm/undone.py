"""Telling a conversation that one of its turns was undone or redone, whoever did it and wherever."""

from __future__ import annotations

from collections.abc import Sequence

from coda.components.changes import Transaction, TransactionKind
from coda.components.documents import Draft, WritesBeside
from coda.components.events import TurnUndone
from coda.components.store import Store
from coda.components.store.writes import AppendEvents, Write


async def telling_of_undo(store: Store, draft: Draft, now_ms: int) -> WritesBeside:
    """What to write beside the commit of an undo or redo; nothing when it concerns no turn."""
    run = None if draft.target is None else await store.run(draft.target)

    def tell(transaction: Transaction) -> Sequence[Write]:
        if run is None:
            return ()
        redone = draft.kind is TransactionKind.REDO
        event = TurnUndone(undone_run_id=run.id, revision=transaction.revision, redone=redone)
        return [AppendEvents(run.conversation_id, None, (event,), now_ms)]

    return tell
