"""The conversation about a document: the newest one, or a first one."""

from __future__ import annotations

from uuid import uuid4

from coda.bootstrap import Coda
from coda.components.events import ConversationCreated
from coda.components.store.writes import AppendEvents, CreateConversation


async def current_conversation(coda: Coda, document_id: str) -> str:
    conversations = await coda.store.conversations(document_id)
    return conversations[0].id if conversations else await start_conversation(coda, document_id)


async def start_conversation(coda: Coda, document_id: str) -> str:
    """A fresh conversation about a document; as the newest it becomes the current one."""
    id, now = uuid4().hex, coda.clock.now_ms()
    await coda.store.commit(
        CreateConversation(id, "Chat", document_id, now),
        AppendEvents(id, None, (ConversationCreated(title="Chat", document_id=document_id),), now),
        durable=True,
    )
    return id
