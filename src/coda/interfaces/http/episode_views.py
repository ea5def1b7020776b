"""What the routes of films answer with, in the words of the first Idea2Video."""

from __future__ import annotations

from typing import Any

import msgspec

from coda.apps.idea2video.entities import Character, Episode, Outline, Scene, Shot
from coda.apps.idea2video.episode import characters, episode, outline, scenes, shots
from coda.apps.idea2video.production import Board
from coda.apps.idea2video.views import shot_view
from coda.apps.idea2video.workflow import Activity, Standing
from coda.components.documents import Draft
from coda.components.store.records import DocumentRecord


class StepInfo(msgspec.Struct, frozen=True):
    """`progress_percentage` is 0..100."""

    state: str
    step_name: str
    step_description: str
    available_actions: tuple[str, ...]
    progress_percentage: int


class ActivityView(msgspec.Struct, frozen=True):
    """What is under way. `progress` is 0..1 of this step."""

    step: str
    agent: str
    status: str
    stage: str
    progress: float
    message: str
    insight: str
    error: str | None


class FilmLinks(msgspec.Struct, frozen=True):
    """A film that can be played. With `fresh` it is of the episode as it stands; otherwise of an earlier
    version. Its shots begin at `shot_starts`, in seconds. `made` and `reused` count its parts by kind;
    `findings` are sentences about what was measured."""

    key: str
    url: str
    poster_url: str
    subtitles_url: str
    fresh: bool
    seconds: float
    shot_starts: tuple[float, ...]
    made: dict[str, int]
    reused: dict[str, int]
    findings: tuple[str, ...]


class EpisodeNews(msgspec.Struct, frozen=True, tag="episode", tag_field="type"):
    """What is shown of an episode beside its document, whenever any of it changes."""

    state: str
    step_info: StepInfo
    activity: ActivityView | None
    film: FilmLinks | None
    error: str | None


class WorkflowState(msgspec.Struct, frozen=True, kw_only=True):
    """An episode whole. Characters, scenes and shots carry their ids; shots are numbered from 1."""

    episode_id: str
    workflow_id: str
    title: str
    state: str
    mode: str
    style: str
    step_info: StepInfo
    activity: ActivityView | None
    film: FilmLinks | None
    outline: dict[str, Any] | None
    characters: tuple[dict[str, Any], ...]
    scenes: tuple[dict[str, Any], ...]
    storyboard: tuple[dict[str, Any], ...]
    video_path: str | None
    error: str | None


class EpisodeProgress(msgspec.Struct, frozen=True):
    episode_id: str
    state: str
    progress_percentage: int
    step_info: StepInfo
    activity: ActivityView | None


class Begun(msgspec.Struct, frozen=True):
    """A step was begun, or is done already; `state` is the episode's now."""

    message: str
    state: str
    step_info: StepInfo


class EpisodeList(msgspec.Struct, frozen=True):
    episodes: tuple[DocumentRecord, ...]
    total: int
    page: int
    page_size: int
    total_pages: int


class ChatMessage(msgspec.Struct, frozen=True, kw_only=True):
    """`role` is user, assistant or system; system messages tell what the workflow did. `id` orders them."""

    id: int
    role: str
    content: str
    created_at: str
    metadata: dict[str, Any]


class ChatHistory(msgspec.Struct, frozen=True):
    episode_id: str
    thread_id: str
    messages: tuple[ChatMessage, ...]
    count: int


class StageSpending(msgspec.Struct, frozen=True):
    """What one kind of stage has used so far; `cost_usd` is null when a price is not known."""

    stage: str
    agent: str
    runs: int
    tokens: int
    cost_usd: float | None


class AgentsStatus(msgspec.Struct, frozen=True):
    """Who is at work, or was last. `insights` are the newest findings of the agents, newest last; `spent` is
    what each kind of stage has used in this conversation."""

    episode_id: str
    stage: str
    agent: str
    status: str
    progress: float
    message: str
    insights: tuple[str, ...]
    spent: tuple[StageSpending, ...]
    state: str


class EpisodeCollections(msgspec.Struct, frozen=True):
    """What `DocumentView.collections` is for a film. `episode` and `outline` hold at most one entity each,
    under their own names."""

    episode: dict[str, Episode]
    outline: dict[str, Outline]
    characters: dict[str, Character]
    scenes: dict[str, Scene]
    shots: dict[str, Shot]


def news_of(document_id: str, board: Board) -> EpisodeNews:
    standing, film = board.standing, film_links(document_id, board)
    activity = activity_view(board.activity)
    return EpisodeNews(standing.state, step_info(standing), activity, film, standing.error)


def workflow_state(draft: Draft, board: Board) -> WorkflowState:
    id, standing, whole = draft.base.id, board.standing, episode(draft)
    film = film_links(id, board)
    written = outline(draft)
    return WorkflowState(
        episode_id=id,
        workflow_id=id,
        title=whole.title,
        state=standing.state,
        mode=whole.mode,
        style=whole.style,
        step_info=step_info(standing),
        activity=activity_view(board.activity),
        film=film,
        outline=None if written is None else {"title": whole.title, **msgspec.to_builtins(written)},
        characters=tuple({"id": key, **msgspec.to_builtins(one)} for key, one in characters(draft)),
        scenes=tuple({"id": key, **msgspec.to_builtins(one)} for key, one in scenes(draft)),
        storyboard=tuple({"id": key, **shot_view(draft, one)} for key, one in shots(draft)),
        video_path=film.url if film else None,
        error=standing.error,
    )


def step_info(standing: Standing) -> StepInfo:
    return StepInfo(
        standing.state,
        standing.step_name,
        standing.step_description,
        standing.available_actions,
        standing.progress_percentage,
    )


def activity_view(activity: Activity | None) -> ActivityView | None:
    if activity is None:
        return None
    return ActivityView(
        activity.step,
        activity.agent,
        activity.status,
        activity.stage,
        activity.progress,
        activity.message,
        activity.insight,
        activity.error,
    )


def film_links(document_id: str, board: Board) -> FilmLinks | None:
    film = board.film
    if film is None:
        return None
    place = f"/api/v1/episode/{document_id}/films/{film.key}"
    return FilmLinks(
        film.key,
        f"{place}/film.mp4",
        f"{place}/poster.jpg",
        f"{place}/subtitles.vtt",
        board.fresh,
        film.seconds,
        film.shot_starts,
        film.made,
        film.reused,
        film.findings,
    )
