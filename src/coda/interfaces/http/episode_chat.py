"""Talking about a film: one message and its answer as a stream, what was said, and who is at work.

The same conversation, turns and journal as everywhere else, in the form that the first Idea2Video promised.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from datetime import UTC, datetime
from typing import Any

import msgspec
from fastapi import APIRouter
from pydantic import Field
from starlette.responses import Response, StreamingResponse

from coda.apps.idea2video.workflow import Activity
from coda.bootstrap import Coda
from coda.components.events import (
    TERMINAL,
    ConfirmationMode,
    Entry,
    Progress,
    Proposal,
    ResponseChunk,
    ResponseError,
    ResponseStart,
    UserMessage,
)
from coda.components.llm.runs import Message, StartedRun
from coda.interfaces.conversations import current_conversation
from coda.interfaces.http.answers import Answer
from coda.interfaces.http.bodies import Body, StrictRoute
from coda.interfaces.http.description import gives, returns
from coda.interfaces.http.episode_views import AgentsStatus, ChatHistory, ChatMessage, StageSpending
from coda.interfaces.http.episodes import refuse_other_kinds
from coda.interfaces.http.served import Served

_HEADERS = {"cache-control": "no-store", "x-accel-buffering": "no"}
_MOST_INSIGHTS = 20


class ChatBody(Body):
    """`llm_model` is a provider of the settings, or `name/model`; null is the default."""

    message: str = Field(min_length=1, max_length=100_000)
    llm_model: str | None = Field(default=None, max_length=200)
    confirmation: ConfirmationMode = ConfirmationMode.FULL


router = APIRouter(prefix="/conversational/episode/{episode_id}", tags=["films"], route_class=StrictRoute)


@router.post(
    "/chat/message",
    response_class=Response,
    responses=gives("text/event-stream", "`chunk`, `progress`, `proposal`, then `done` or `error`"),
)
async def send_chat_message(coda: Served, episode_id: str, body: ChatBody) -> Response:
    """Say something; the answer streams as `data: {"chunk": "…"}`. It ends with `{"done": true}`, or with
    `{"error": "…"}`; when a proposal waits for a decision it is told and the stream ends with
    `{"done": true, "waiting": true}`. Who leaves early stops nothing."""
    await refuse_other_kinds(coda, episode_id)
    conversation_id = await current_conversation(coda, episode_id)
    message = Message(text=body.message, provider=body.llm_model, confirmation=body.confirmation)
    started = await coda.runs.start(conversation_id, message)
    frames = _frames(coda, conversation_id, started)
    return StreamingResponse(frames, media_type="text/event-stream", headers=_HEADERS)


@router.get("/chat/history", responses=returns(ChatHistory))
async def get_chat_history(coda: Served, episode_id: str) -> Response:
    await refuse_other_kinds(coda, episode_id)
    conversation_id = await current_conversation(coda, episode_id)
    messages = chat_messages(await coda.store.entries(conversation_id))
    return Answer(ChatHistory(episode_id, conversation_id, tuple(messages), len(messages)))


@router.get("/agents/status", responses=returns(AgentsStatus))
async def get_agents_status(coda: Served, episode_id: str) -> Response:
    """Of this moment, or as the journal tells it last."""
    await refuse_other_kinds(coda, episode_id)
    conversation_id = await current_conversation(coda, episode_id)
    told = [entry.event for entry in await coda.store.entries(conversation_id)]
    progress = [event for event in told if isinstance(event, Progress)]
    board = await coda.production.board(episode_id)
    stage, agent, status, part, message = _at_work(board.activity, progress)
    return Answer(
        AgentsStatus(
            episode_id=episode_id,
            stage=stage,
            agent=agent,
            status=status,
            progress=part,
            message=message,
            insights=tuple(event.insight for event in progress if event.insight)[-_MOST_INSIGHTS:],
            spent=spending_of(progress),
            state=board.standing.state,
        )
    )


def _at_work(activity: Activity | None, progress: Sequence[Progress]) -> tuple[str, str, str, float, str]:
    """Stage, agent, status, progress and message: of this moment, else of the journal's last word."""
    if activity is not None:
        stage, message = activity.stage or activity.step, activity.error or activity.message
        return stage, activity.agent, activity.status, activity.progress, message
    if not progress:
        return "", "", "none", 0.0, ""
    last = progress[-1]
    return last.stage, last.agent, last.status, last.progress or 0.0, last.message


def spending_of(progress: Sequence[Progress]) -> tuple[StageSpending, ...]:
    """By kind of stage, in the order in which they worked first."""
    spent: dict[str, StageSpending] = {}
    for event in progress:
        if event.status == "done":
            before = spent.get(event.stage, StageSpending(event.stage, event.agent, 0, 0, 0.0))
            known = before.cost_usd is not None and event.cost_usd is not None
            cost = (before.cost_usd or 0) + (event.cost_usd or 0) if known else None
            tokens = before.tokens + event.usage.total_tokens
            spent[event.stage] = StageSpending(event.stage, event.agent, before.runs + 1, tokens, cost)
    return tuple(spent.values())


def chat_messages(entries: tuple[Entry, ...]) -> list[ChatMessage]:
    """What was said, and what the agents found out as system messages, in order."""
    messages: list[ChatMessage] = []
    for entry in entries:
        match entry.event:
            case UserMessage(text=text, provider=provider, model=model):
                messages.append(_message(entry, "user", text, provider=provider, model=model))
            case ResponseStart(provider=provider, model=model):
                messages.append(_message(entry, "assistant", "", provider=provider, model=model))
            case ResponseChunk(delta=delta) if messages:
                messages[-1] = msgspec.structs.replace(messages[-1], content=messages[-1].content + delta)
            case Progress(status="done", agent=agent, stage=stage, insight=insight) if insight:
                messages.append(_message(entry, "system", insight, agent=agent, stage=stage))
            case ResponseError(message=text, error=error):
                messages.append(_message(entry, "system", text, error=error))
            case _:
                pass
    return [message for message in messages if message.content]


def _message(entry: Entry, role: str, content: str, **metadata: Any) -> ChatMessage:
    return ChatMessage(
        id=entry.seq,
        role=role,
        content=content,
        created_at=datetime.fromtimestamp(entry.at_ms / 1000, UTC).isoformat(timespec="milliseconds"),
        metadata={"run_id": entry.run_id, **metadata},
    )


async def _frames(coda: Coda, conversation_id: str, started: StartedRun) -> AsyncGenerator[bytes, None]:
    async with aclosing(coda.store.follow(conversation_id, started.seq)) as batches:
        async for batch in batches:
            for entry in batch:
                if entry.run_id != started.run_id:
                    continue
                told, is_last = _told(entry)
                if told is not None:
                    yield b"id: %d\ndata: %s\n\n" % (entry.seq, msgspec.json.encode(told))
                if is_last:
                    return


def _told(entry: Entry) -> tuple[dict[str, Any] | None, bool]:
    """What a client hears of an entry, and whether the stream ends with it."""
    event = entry.event
    match event:
        case ResponseChunk(delta=delta):
            return {"chunk": delta}, False
        case Progress():
            return {"progress": event}, False
        case Proposal(needs_decision=True):
            return {"proposal": event, "run_id": entry.run_id, "done": True, "waiting": True}, True
        case ResponseError(message=message, error=error):
            return {"error": message, "code": error}, True
        case _:
            done = isinstance(event, TERMINAL)
            return ({"done": True} if done else None), done
