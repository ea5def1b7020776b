"""The only place where the parts are wired together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from coda.apps.idea2video.activities import Activities
from coda.apps.idea2video.agents import STAGES
from coda.apps.idea2video.application import idea2video
from coda.apps.idea2video.episode import EpisodeType
from coda.apps.idea2video.painters import Painters
from coda.apps.idea2video.production import Production
from coda.apps.idea2video.reels import Reels
from coda.apps.idea2video.rendering import WORK as FILM_WORK
from coda.apps.idea2video.rendering import Rendering
from coda.apps.idea2video.skill import EpisodeSkill
from coda.apps.sequence_maker.analysis.library import SongLibrary
from coda.apps.sequence_maker.application import sequence_maker
from coda.apps.sequence_maker.show import SequenceType
from coda.apps.sequence_maker.skill.skill import SequenceSkill
from coda.apps.sequence_maker.stage import Stage
from coda.bootstrap.local_ollama import with_local_ollama
from coda.bootstrap.settings import Settings, read_settings
from coda.components.agents import AgentOrchestrator
from coda.components.documents import Documents
from coda.components.jobs import Jobs
from coda.components.leases import Owner
from coda.components.llm import Application, LLMRegistry
from coda.components.llm.calibration import Calibration, PointsInFile
from coda.components.llm.clock import Clock
from coda.components.llm.model_lists import ModelLists
from coda.components.llm.pricing import PublishedPrices
from coda.components.llm.provider_choice import Providers
from coda.components.llm.runs import Runs
from coda.components.llm.token_counting import TokenCounter
from coda.components.store import SQLiteStore, Store
from coda.errors import ConfigurationError

__all__ = ["Coda", "Settings", "coda", "read_settings"]

DATABASE = "coda.db"
CALIBRATION = "token-counts.json"


@dataclass(frozen=True)
class Coda:
    """A whole Coda: what the interfaces serve."""

    settings: Settings
    store: Store
    documents: Documents
    runs: Runs
    providers: Providers
    applications: Mapping[str, Application]
    """By the kind of their documents."""
    stage: Stage
    """The world around light shows."""
    production: Production
    """The world around films."""
    clock: Clock
    registry: LLMRegistry
    model_lists: ModelLists
    starting_conversations: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while a document gets its first conversation, so that it gets one."""


@asynccontextmanager
async def coda(settings: Settings) -> AsyncGenerator[Coda, None]:
    """Open everything in the data directory, close the runs of dead processes, and close all again.

    Raises ConfigurationError when the directory cannot be used, StoreTooNewError, StoreError,
    StoreUnavailableError.
    """
    data = settings.data
    await asyncio.to_thread(_prepare, data)
    settings = await with_local_ollama(settings)
    async with AsyncExitStack() as closing:
        store = await SQLiteStore.open(data / DATABASE)
        closing.push_async_callback(store.close)
        owner = await asyncio.to_thread(Owner, data / "processes")
        closing.push_async_callback(asyncio.to_thread, owner.close)
        stage = Stage(await asyncio.to_thread(SongLibrary, data / "songs"))
        closing.push_async_callback(stage.close)
        providers = Providers(settings.llm)
        closing.push_async_callback(providers.close)
        spine = await asyncio.to_thread(_spine, settings, store, owner, providers)
        closing.push_async_callback(spine.runs.close)
        jobs = await asyncio.to_thread(Jobs, data / "jobs", FILM_WORK)
        closing.push_async_callback(jobs.close)
        production = await asyncio.to_thread(_production, settings, spine, jobs)
        closing.push_async_callback(production.close)
        await asyncio.to_thread(_teach, spine.applications, stage, production)
        registry = LLMRegistry()
        lists = ModelLists(registry, providers)
        closing.push_async_callback(lists.close)
        await spine.runs.recover()
        yield Coda(
            settings=settings,
            store=store,
            documents=spine.documents,
            runs=spine.runs,
            providers=providers,
            applications=spine.applications,
            stage=stage,
            production=production,
            clock=spine.runs.clock,
            registry=registry,
            model_lists=lists,
        )


@dataclass(frozen=True)
class _Spine:
    """What every application stands on. `applications` is filled once these stand on it."""

    documents: Documents
    runs: Runs
    applications: dict[str, Application]


def _spine(settings: Settings, store: Store, owner: Owner, providers: Providers) -> _Spine:
    clock = Clock()
    documents = Documents(store, [SequenceType(), EpisodeType()], clock_ms=clock.now_ms)
    applications: dict[str, Application] = {}

    async def application_of(document_id: str | None) -> Application:
        kind = (await documents.record(document_id or "")).kind
        return applications[kind]

    runs = Runs(
        store=store,
        documents=documents,
        prices=PublishedPrices(),
        clock=clock,
        owner=owner,
        application_of=application_of,
        choose=providers.choose,
        counter=TokenCounter(Calibration(PointsInFile(settings.data / CALIBRATION))),
        fallback=lambda: settings.llm.fallback,
        cache=providers.cache,
    )
    return _Spine(documents, runs, applications)


def _production(settings: Settings, spine: _Spine, jobs: Jobs) -> Production:
    films = settings.data / "films"
    rendering = Rendering(jobs, films, Reels(films / "reels"), Activities(), settings.films_bytes)
    agents = AgentOrchestrator(spine.runs, STAGES)
    return Production(spine.documents, agents, rendering, Painters(films))


def _teach(applications: dict[str, Application], stage: Stage, production: Production) -> None:
    """By kind. In a thread: the schemas of the first tools look for plugins of pydantic's on the disk."""
    for application in (
        sequence_maker(stage.services, SequenceSkill()),
        idea2video(production.services, EpisodeSkill(), production.forget),
    ):
        applications[application.document_type.kind] = application


def _prepare(data: Path) -> None:
    """Make the directory, for this user only: it will hold shows, films and conversations."""
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationError(
            f"{data} cannot be used for data ({error.strerror}). Choose another directory with --data or "
            "CODA_DATA."
        ) from error
