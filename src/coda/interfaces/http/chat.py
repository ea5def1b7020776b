"""Talking to the copilot: models, messages, decisions, stop, undo of a turn."""

from __future__ import annotations

from typing import Any, Literal

from fastapi import APIRouter
from pydantic import Field
from starlette.exceptions import HTTPException
from starlette.responses import Response

from coda.components.events import ConfirmationMode, Proposal, Verdict
from coda.components.llm import Application
from coda.components.llm.runs import Message
from coda.components.messages import Media
from coda.errors import InvariantError, UnknownConversationError
from coda.interfaces.conversations import application_of
from coda.interfaces.http.answers import Answer
from coda.interfaces.http.bodies import Base64, Body, Count, ModelName, Nothing, StrictRoute
from coda.interfaces.http.description import returns
from coda.interfaces.http.models import available_models
from coda.interfaces.http.served import Served
from coda.interfaces.http.views import Done, EntryList, ModelList, RunView, TransactionView


class Picture(Body):
    """A picture beside the words, for models that can see."""

    media_type: Literal["image/png", "image/jpeg", "image/webp", "image/gif"]
    data: Base64 = Field(min_length=1, max_length=4 * 2**20)
    name: str = Field(default="", max_length=200)


class NewMessage(Body):
    """`fallbacks` are asked in their order when `model` fails; null leaves it to the settings. `scope` is
    what the message is about, in the words of the document's application: what is selected, what the
    copilot may touch."""

    text: str = Field(min_length=1, max_length=100_000)
    model: str | None = Field(default=None, max_length=200)
    fallbacks: list[ModelName] | None = Field(default=None, max_length=16)
    confirmation: ConfirmationMode = ConfirmationMode.FULL
    scope: dict[str, Any] = Field(default_factory=dict)
    pictures: list[Picture] = Field(default_factory=list[Picture], max_length=4)


class Preview(Body):
    edited: dict[str, dict[str, Any]] = Field(default_factory=dict)
    call_ids: list[str] | None = None


class DecisionBody(Body):
    verdict: Literal["approve", "reject"]
    digest: str = Field(max_length=200)
    call_ids: list[str] | None = None
    edited: dict[str, dict[str, Any]] = Field(default_factory=dict)
    reason: str = Field(default="", max_length=2000)


router = APIRouter(tags=["chat"], route_class=StrictRoute)


@router.get("/chat/models", responses=returns(ModelList))
async def list_models(coda: Served) -> Response:
    return Answer(await available_models(coda))


@router.post("/conversations/{conversation_id}/messages", status_code=202, responses=returns(RunView, 202))
async def send_message(coda: Served, conversation_id: str, body: NewMessage) -> Response:
    application = await application_of(coda, conversation_id)
    message = Message(
        text=body.text,
        provider=body.model,
        fallbacks=None if body.fallbacks is None else tuple(body.fallbacks),
        confirmation=body.confirmation,
        scope=_read_scope(application, body.scope),
        media=tuple(Media(picture.media_type, picture.data, name=picture.name) for picture in body.pictures),
    )
    started = await coda.runs.start(conversation_id, message)
    return Answer(RunView(started.run_id, started.seq), 202)


def _read_scope(application: Application, given: dict[str, Any]) -> dict[str, Any]:
    try:
        return application.read_scope(given)
    except InvariantError as error:
        raise HTTPException(422, str(error)) from error


@router.get("/conversations/{conversation_id}/entries", responses=returns(EntryList))
async def list_entries(coda: Served, conversation_id: str, after: Count = 0, limit: Count = 2000) -> Response:
    if await coda.store.conversation(conversation_id) is None:
        raise UnknownConversationError(f"There is no conversation {conversation_id}.")
    found = await coda.store.entries(conversation_id, after, min(max(limit, 1), 10_000))
    return Answer(EntryList(found))


@router.post("/runs/{run_id}/stop", status_code=202, responses=returns(Done, 202))
async def stop(coda: Served, run_id: str, body: Nothing) -> Response:
    del body
    await coda.runs.stop(run_id)
    return Answer(Done(), 202)


@router.post("/runs/{run_id}/proposals/{proposal_id}/preview", responses=returns(Proposal))
async def preview(coda: Served, run_id: str, proposal_id: str, body: Preview) -> Response:
    return Answer(await coda.runs.preview(run_id, proposal_id, body.edited, body.call_ids))


@router.post("/runs/{run_id}/proposals/{proposal_id}/decision", status_code=202, responses=returns(Done, 202))
async def decide(coda: Served, run_id: str, proposal_id: str, body: DecisionBody) -> Response:
    await coda.runs.decide(
        run_id,
        proposal_id,
        Verdict(body.verdict),
        digest=body.digest,
        call_ids=body.call_ids,
        edited=body.edited,
        reason=body.reason,
    )
    return Answer(Done(), 202)


@router.post("/runs/{run_id}/undo", responses=returns(TransactionView))
async def undo_turn(coda: Served, run_id: str, body: Nothing) -> Response:
    del body
    committed = await coda.runs.undo(run_id)
    return Answer(TransactionView(committed.transaction, committed.history))


@router.post("/runs/{run_id}/redo", responses=returns(TransactionView))
async def redo_turn(coda: Served, run_id: str, body: Nothing) -> Response:
    del body
    committed = await coda.runs.undo(run_id, redo=True)
    return Answer(TransactionView(committed.transaction, committed.history))
