"""The only place where the parts are wired together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from coda.apps.sequence_maker.analysis.library import SongLibrary
from coda.apps.sequence_maker.application import sequence_maker
from coda.apps.sequence_maker.skill.skill import SequenceSkill
from coda.apps.sequence_maker.stage import Stage
from coda.bootstrap.settings import Settings, read_settings
from coda.components.documents import Documents
from coda.components.llm import Application
from coda.components.llm.clock import Clock
from coda.components.llm.owner import Owner
from coda.components.llm.pricing import PublishedPrices
from coda.components.llm.provider_choice import Providers
from coda.components.llm.runs import Runs
from coda.components.store import SQLiteStore, Store

__all__ = ["Coda", "Settings", "coda", "read_settings"]

DATABASE = "coda.db"


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


@asynccontextmanager
async def coda(settings: Settings) -> AsyncGenerator[Coda, None]:
    """Open everything in the data directory, close the runs of dead processes, and close all again.

    Raises StoreTooNewError, StoreError, StoreUnavailableError.
    """
    data = settings.data
    store = await SQLiteStore.open(data / DATABASE)
    owner = await asyncio.to_thread(Owner, data / "processes")
    stage = Stage(await asyncio.to_thread(SongLibrary, data / "songs"))
    clock, providers = Clock(), Providers(settings.llm)
    applications = {app.document_type.kind: app for app in [sequence_maker(stage.services, SequenceSkill())]}
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
    )
    await runs.recover()
    try:
        yield Coda(settings, store, documents, runs, providers, applications, stage, clock)
    finally:
        await runs.close()
        await providers.close()
        await stage.close()
        await asyncio.to_thread(owner.close)
        await store.close()
