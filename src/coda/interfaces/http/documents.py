"""Documents of any application: list, create, edit, undo, redo, restore."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi import APIRouter
from pydantic import Field
from starlette.responses import Response

from coda.bootstrap import Coda
from coda.components.changes import Author
from coda.components.documents import Committed
from coda.components.store.records import CheckpointRecord, ConversationRecord
from coda.errors import ConfigurationError, ConflictError
from coda.interfaces.conversations import current_conversation, end_runs, start_conversation
from coda.interfaces.http.answers import Answer
from coda.interfaces.http.bodies import Body, Count, Nothing, Revision, StrictRoute
from coda.interfaces.http.changes import Changes, changes_for
from coda.interfaces.http.description import returns
from coda.interfaces.http.served import Served
from coda.interfaces.http.views import (
    ConversationList,
    DocumentList,
    DocumentView,
    HistoryView,
    LoggedTransaction,
    TransactionView,
)


class NewDocument(Body):
    kind: str = Field(max_length=64)
    name: str = Field(default="", max_length=200)
    options: dict[str, Any] = Field(default_factory=dict)


class Edit(Body):
    base_revision: Revision
    note: str = Field(default="Edit", max_length=200)
    changes: Changes


class Step(Body):
    group: str | None = Field(default=None, max_length=64)


class Checkpoint(Body):
    name: str = Field(min_length=1, max_length=200)


class Restore(Body):
    revision: Revision


router = APIRouter(prefix="/documents", tags=["documents"], route_class=StrictRoute)


@router.get("", responses=returns(DocumentList))
async def list_documents(coda: Served, kind: str | None = None) -> Response:
    return Answer(DocumentList(await coda.documents.records(kind)))


@router.post("", status_code=201, responses=returns(DocumentView, 201))
async def create_document(coda: Served, body: NewDocument) -> Response:
    application = coda.applications.get(body.kind)
    if application is None:
        raise ConfigurationError(f"There is no application for documents of kind {body.kind!r}.")
    name = body.name.strip() or "Untitled Project"
    document = await coda.documents.create(
        body.kind, name, lambda draft: application.fill(draft, name, body.options)
    )
    return Answer(await view_document(coda, document.id), 201)


@router.get("/{document_id}", responses=returns(DocumentView))
async def get_document(coda: Served, document_id: str) -> Response:
    return Answer(await view_document(coda, document_id))


@router.delete("/{document_id}", status_code=204)
async def delete_document(coda: Served, document_id: str) -> Response:
    record = await coda.documents.record(document_id)
    await end_runs(coda, document_id)
    await coda.applications[record.kind].forget(document_id)
    await coda.documents.delete(document_id)
    return Response(status_code=204)


@router.post("/{document_id}/changes", responses=returns(TransactionView))
async def edit_document(coda: Served, document_id: str, body: Edit) -> Response:
    draft = await coda.documents.fork(document_id)
    if body.base_revision > draft.base_revision:
        raise ConflictError(f"There is no revision {body.base_revision} yet.")
    draft.edit(changes_for(draft, body.changes))
    return _answer(await coda.documents.commit(draft, author=Author.HUMAN, note=body.note))


@router.post("/{document_id}/undo", responses=returns(TransactionView))
async def undo(coda: Served, document_id: str, body: Step) -> Response:
    return _answer(await coda.runs.undo_step(document_id, body.group))


@router.post("/{document_id}/redo", responses=returns(TransactionView))
async def redo(coda: Served, document_id: str, body: Step) -> Response:
    return _answer(await coda.runs.undo_step(document_id, body.group, redo=True))


@router.get("/{document_id}/history", responses=returns(HistoryView))
async def history(coda: Served, document_id: str, limit: Count = 100) -> Response:
    log = await coda.documents.log(document_id, min(max(limit, 1), 1000))
    transactions = tuple(LoggedTransaction(transaction, undone) for transaction, undone in log)
    return Answer(HistoryView(transactions, await coda.documents.checkpoints(document_id)))


@router.post("/{document_id}/checkpoints", responses=returns(CheckpointRecord))
async def make_checkpoint(coda: Served, document_id: str, body: Checkpoint) -> Response:
    return Answer(await coda.documents.checkpoint(document_id, body.name))


@router.post("/{document_id}/restore", responses=returns(TransactionView))
async def restore(coda: Served, document_id: str, body: Restore) -> Response:
    return _answer(await coda.documents.restore(document_id, body.revision))


@router.get("/{document_id}/conversations", responses=returns(ConversationList))
async def list_conversations(coda: Served, document_id: str) -> Response:
    await coda.documents.record(document_id)
    return Answer(ConversationList(await coda.store.conversations(document_id)))


@router.post("/{document_id}/conversations", status_code=201, responses=returns(ConversationRecord, 201))
async def new_conversation(coda: Served, document_id: str, body: Nothing) -> Response:
    del body
    await coda.documents.record(document_id)
    id = await start_conversation(coda, document_id)
    return Answer(await coda.store.conversation(id), 201)


async def view_document(coda: Coda, document_id: str) -> DocumentView:
    record = await coda.documents.record(document_id)
    conversation_id = await current_conversation(coda, document_id)
    history = await coda.documents.history(document_id)
    document = await coda.documents.open(document_id)
    # From here on nothing waits: the revision and the entities belong together.
    return DocumentView(
        id=document.id,
        kind=record.kind,
        name=record.name,
        revision=document.revision,
        created_ms=record.created_ms,
        modified_ms=record.modified_ms,
        collections={
            name: dict(sorted(msgspec.to_builtins(document.entities(name)).items()))
            for name in document.type.collections
        },
        history=history,
        conversation_id=conversation_id,
    )


def _answer(committed: Committed) -> Response:
    return Answer(TransactionView(committed.transaction, committed.history))
