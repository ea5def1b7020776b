"""The workflow of films over HTTP: make an episode, let the agents write its steps, confirm them, render."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import Response

from coda.apps.idea2video.entities import DEFAULT_SECONDS, MAX_SECONDS, MIN_SECONDS, UNTITLED
from coda.apps.idea2video.episode import KIND
from coda.apps.idea2video.vocabulary import Aspect, Mode, Style
from coda.apps.idea2video.workflow import WrittenStep, require
from coda.bootstrap import Coda
from coda.errors import UnknownDocumentError
from coda.interfaces.conversations import current_conversation, end_runs, reporting_to
from coda.interfaces.http.answers import Answer
from coda.interfaces.http.bodies import Body, ModelName, StrictRoute
from coda.interfaces.http.description import describes, returns
from coda.interfaces.http.episode_views import (
    Begun,
    EpisodeCollections,
    EpisodeList,
    EpisodeProgress,
    WorkflowState,
    activity_view,
    step_info,
    workflow_state,
)
from coda.interfaces.http.served import Served


class NewEpisode(Body):
    """`initial_content` is the idea, or with mode `script` the script. `series_id` and `episode_number` are
    taken for programs that send them; an episode stands alone."""

    mode: Mode
    initial_content: str = Field(min_length=1, max_length=20_000)
    title: str | None = Field(default=None, max_length=120)
    style: Style = "cinematic"
    aspect: Aspect = "16:9"
    seconds: float = Field(default=DEFAULT_SECONDS, ge=MIN_SECONDS, le=MAX_SECONDS)
    seed: int = Field(default=0, ge=0, le=2**31 - 1)
    language: str = Field(default="", max_length=16)
    voice: bool = True
    series_id: str = Field(default="default-series", max_length=64)
    episode_number: int = Field(default=1, ge=1)


class Asked(Body):
    """`llm_model` is who does the work: a provider of the settings, or `name/model`."""

    llm_model: ModelName | None = None


_OPTIONS = {"mode", "style", "aspect", "seconds", "seed", "language", "voice"}
_SUBJECT: dict[WrittenStep, str] = {
    "outline": "The outline is",
    "characters": "The characters are",
    "scenes": "The scenes are",
    "storyboard": "The storyboard is",
}

router = APIRouter(prefix="/conversational", tags=["films"], route_class=StrictRoute)
describes(EpisodeCollections=EpisodeCollections)


@router.post("/episode/create", status_code=201, responses=returns(WorkflowState, 201))
async def create_episode(coda: Served, body: NewEpisode) -> Response:
    name = body.title or UNTITLED
    options: dict[str, Any] = body.model_dump(include=_OPTIONS)
    options["idea"] = body.initial_content.strip()
    fill = coda.applications[KIND].fill
    document = await coda.documents.create(KIND, name, lambda draft: fill(draft, name, options))
    await current_conversation(coda, document.id)
    return Answer(await _state(coda, document.id), 201)


@router.get("/episodes", responses=returns(EpisodeList))
async def list_episodes(
    coda: Served,
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
    page_size: Annotated[int, Query(ge=1, le=100)] = 20,
) -> Response:
    every = await coda.documents.records(KIND)
    shown = every[(page - 1) * page_size : page * page_size]
    return Answer(EpisodeList(shown, len(every), page, page_size, -(-len(every) // page_size)))


@router.get("/episode/{episode_id}/state", responses=returns(WorkflowState))
async def get_state(coda: Served, episode_id: str) -> Response:
    await refuse_other_kinds(coda, episode_id)
    return Answer(await _state(coda, episode_id))


@router.get("/episode/{episode_id}/progress", responses=returns(EpisodeProgress))
async def get_progress(coda: Served, episode_id: str) -> Response:
    await refuse_other_kinds(coda, episode_id)
    board = await coda.production.board(episode_id)
    info = step_info(board.standing)
    activity = activity_view(board.activity)
    return Answer(EpisodeProgress(episode_id, info.state, info.progress_percentage, info, activity))


@router.delete("/episode/{episode_id}", status_code=204)
async def delete_episode(coda: Served, episode_id: str) -> Response:
    await refuse_other_kinds(coda, episode_id)
    await end_runs(coda, episode_id)
    await coda.applications[KIND].forget(episode_id)
    await coda.documents.delete(episode_id)
    return Response(status_code=204)


@router.post("/episode/{episode_id}/video/generate", status_code=202, responses=returns(Begun, 202))
async def render_video(coda: Served, episode_id: str, body: Asked) -> Response:
    del body  # no model is asked for it
    await refuse_other_kinds(coda, episode_id)
    await coda.production.render(episode_id)
    return await _begun(coda, episode_id, "The film is being made.")


@router.post("/episode/{episode_id}/video/confirm", responses=returns(Begun))
async def confirm_video(coda: Served, episode_id: str, body: Asked) -> Response:
    """A film that is there needs no more; one that is not, cannot be confirmed."""
    del body
    await refuse_other_kinds(coda, episode_id)
    board = await coda.production.board(episode_id)
    require(board.standing.state, "video_completed")
    return await _begun(coda, episode_id, "The film is there.", 200)


@router.post("/episode/{episode_id}/cancel", responses=returns(Begun))
async def cancel_step(coda: Served, episode_id: str, body: Asked) -> Response:
    """Stop what is under way; what was there before stays."""
    del body
    await refuse_other_kinds(coda, episode_id)
    await coda.production.cancel(episode_id)
    return await _begun(coda, episode_id, "Stopped.", 200)


@router.post("/episode/{episode_id}/{part}/generate", status_code=202, responses=returns(Begun, 202))
async def generate_part(coda: Served, episode_id: str, part: WrittenStep, body: Asked) -> Response:
    """Let the agents write it in the background; `state`, the live socket and the journal tell of it."""
    await refuse_other_kinds(coda, episode_id)
    await coda.production.begin(episode_id, part, await reporting_to(coda, episode_id, body.llm_model))
    return await _begun(coda, episode_id, f"{_SUBJECT[part]} being written.")


@router.post("/episode/{episode_id}/{part}/confirm", responses=returns(Begun))
async def confirm_part(coda: Served, episode_id: str, part: WrittenStep, body: Asked) -> Response:
    await refuse_other_kinds(coda, episode_id)
    caller = await reporting_to(coda, episode_id, body.llm_model)
    await coda.production.confirm(episode_id, part, caller)
    return await _begun(coda, episode_id, f"{_SUBJECT[part]} confirmed.", 200)


async def refuse_other_kinds(coda: Coda, episode_id: str) -> None:
    """Raises UnknownDocumentError."""
    if (await coda.documents.record(episode_id)).kind != KIND:
        raise UnknownDocumentError(f"There is no episode {episode_id}.")


async def _state(coda: Coda, episode_id: str) -> WorkflowState:
    draft, board = await asyncio.gather(coda.documents.fork(episode_id), coda.production.board(episode_id))
    return workflow_state(draft, board)


async def _begun(coda: Coda, episode_id: str, message: str, status: int = 202) -> Response:
    board = await coda.production.board(episode_id)
    return Answer(Begun(message, board.standing.state, step_info(board.standing)), status)
