"""The only place where the parts are wired together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from coda.apps.sequence_maker.analysis.library import SongLibrary
from coda.apps.sequence_maker.application import sequence_maker
from coda.apps.sequence_maker.skill.skill import SequenceSkill
from coda.apps.sequence_maker.stage import Stage
from coda.bootstrap.local_ollama import with_local_ollama
from coda.bootstrap.settings import Settings, read_settings
from coda.components.documents import Documents
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
        calibration = await asyncio.to_thread(Calibration, PointsInFile(data / CALIBRATION))
        applications = await asyncio.to_thread(_applications, stage)
        whole = _wired(settings, store, owner, stage, providers, applications, TokenCounter(calibration))
        closing.push_async_callback(whole.runs.close)
        closing.push_async_callback(whole.model_lists.close)
        await whole.runs.recover()
        yield whole


def _applications(stage: Stage) -> Mapping[str, Application]:
    """By kind. In a thread: the schemas of the first tools look for plugins of pydantic's on the disk."""
    return {app.document_type.kind: app for app in [sequence_maker(stage.services, SequenceSkill())]}


def _wired(
    settings: Settings,
    store: Store,
    owner: Owner,
    stage: Stage,
    providers: Providers,
    applications: Mapping[str, Application],
    counter: TokenCounter,
) -> Coda:
    clock = Clock()
    documents = Documents(store, [app.document_type for app in applications.values()], clock_ms=clock.now_ms)

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
        counter=counter,
        fallback=lambda: settings.llm.fallback,
        cache=providers.cache,
    )
    registry = LLMRegistry()
    lists = ModelLists(registry, providers)
    return Coda(settings, store, documents, runs, providers, applications, stage, clock, registry, lists)


def _prepare(data: Path) -> None:
    """Make the directory, for this user only: it will hold shows, songs and conversations."""
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationError(
            f"{data} cannot be used for data ({error.strerror}). Choose another directory with --data or "
            "CODA_DATA."
        ) from error
