"""The conversation about a document: the newest one, or a first one."""

from __future__ import annotations

from uuid import uuid4

from coda.bootstrap import Coda
from coda.components.events import ConversationCreated, Progress
from coda.components.llm import Application
from coda.components.store.records import RunRecord, RunState
from coda.components.store.writes import AppendEvents, CreateConversation
from coda.components.tools import Caller
from coda.errors import UnknownConversationError


async def current_conversation(coda: Coda, document_id: str) -> str:
    async with coda.starting_conversations:  # two pages that open a document share one conversation
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


async def application_of(coda: Coda, conversation_id: str) -> Application:
    """The application whose document a conversation is about. Raises UnknownConversationError."""
    record = await coda.store.conversation(conversation_id)
    if record is None or record.document_id is None:
        raise UnknownConversationError(f"There is no conversation {conversation_id}.")
    return coda.applications[(await coda.documents.record(record.document_id)).kind]


async def reporting_to(coda: Coda, document_id: str, model: str | None) -> Caller:
    """Somebody who is not talking just now: what is done for him is told in the document's conversation,
    and counted there."""
    conversation_id = await current_conversation(coda, document_id)

    async def report(progress: Progress) -> None:
        await coda.store.commit(AppendEvents(conversation_id, None, (progress,), coda.clock.now_ms()))

    return Caller(conversation_id, provider=model, report=report)


async def open_runs(coda: Coda, document_id: str) -> list[RunRecord]:
    runs = await coda.store.runs((RunState.RUNNING, RunState.WAITING))
    return [run for run in runs if run.document_id == document_id]


async def end_runs(coda: Coda, document_id: str) -> None:
    """Stop what the copilot does with a document, here or left behind by a process that died."""
    for run in await open_runs(coda, document_id):
        await coda.runs.stop(run.id)
        await coda.runs.finished(run.id)
