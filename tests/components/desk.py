"""A notebook on the whole spine, with a scripted provider: what the turn's tests work on."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coda.components.documents import Document, Documents
from coda.components.events import ConfirmationMode, Entry, JournalEvent, Proposal, Verdict
from coda.components.leases import Owner
from coda.components.llm.clock import Clock
from coda.components.llm.runs import Message, Runs, StartedRun
from coda.components.messages import Finish, FinishReason, ModelEvent, TextDelta, ToolCall, Usage, UsageReport
from coda.components.store import SQLiteStore, Store
from coda.components.store.writes import CreateConversation
from coda.testing.scripted import ScriptedProvider, Step
from tests.components.notebook import Bell, Note, notebook

CONVERSATION = "talk"


class NoPrices:
    def cost_usd(self, provider: str, model: str, usage: Usage) -> float | None:
        return None


def says(*words: str) -> list[ModelEvent]:
    return [*map(TextDelta, words), UsageReport(Usage(10, len(words))), Finish(FinishReason.STOP)]


def calls(*wanted: tuple[str, dict[str, Any]], text: str = "") -> list[ModelEvent]:
    made = [ToolCall(f"c{n}", name, json.dumps(arguments)) for n, (name, arguments) in enumerate(wanted)]
    spoken = [TextDelta(text)] if text else []
    return [*spoken, *made, UsageReport(Usage(10, 5)), Finish(FinishReason.TOOL_CALLS)]


@dataclass
class Desk:
    store: Store
    documents: Documents
    runs: Runs
    document: Document
    provider: ScriptedProvider
    bell: Bell

    async def say(self, text: str = "Please.", mode: ConfirmationMode = ConfirmationMode.FULL) -> StartedRun:
        return await self.runs.start(CONVERSATION, Message(text=text, confirmation=mode))

    async def say_and_wait(
        self, text: str = "Please.", mode: ConfirmationMode = ConfirmationMode.AUTO
    ) -> str:
        started = await self.say(text, mode)
        await self.runs.finished(started.run_id)
        return started.run_id

    async def until(self, kind: type[JournalEvent], after: int = 0) -> Any:
        """The next event of a kind."""
        async for batch in self.store.follow(CONVERSATION, after):
            for entry in batch:
                if isinstance(entry.event, kind):
                    return entry.event
        raise AssertionError

    async def approve(
        self,
        run_id: str,
        proposal: Proposal,
        *,
        digest: str | None = None,
        call_ids: Collection[str] | None = None,
        edited: Mapping[str, dict[str, Any]] | None = None,
    ) -> None:
        await self.runs.decide(
            run_id,
            proposal.proposal_id,
            Verdict.APPROVE,
            digest=digest or proposal.digest,
            call_ids=call_ids,
            edited=edited,
        )

    async def entries(self) -> tuple[Entry, ...]:
        return await self.store.entries(CONVERSATION)

    async def kinds(self) -> list[str]:
        return [type(entry.event).__name__ for entry in await self.entries()]

    async def events(self, kind: type[JournalEvent]) -> list[Any]:
        return [entry.event for entry in await self.entries() if isinstance(entry.event, kind)]

    async def lines(self) -> dict[int, str]:
        document = await self.documents.open(self.document.id)
        notes = [n for n in document.entities("notes").values() if isinstance(n, Note)]
        return {note.line: note.text for note in notes}


@asynccontextmanager
async def desk(
    *script: Sequence[Step], path: Path | None = None, document_id: str | None = None
) -> AsyncGenerator[Desk, None]:
    """A desk with an open notebook that has "old" on line 0; with `document_id` as it was left."""
    store = await SQLiteStore.open(path) if path else SQLiteStore()
    bell, provider, clock = Bell(), ScriptedProvider(script), Clock()
    application = notebook(bell)
    documents = Documents(store, [application.document_type])

    async def application_of(document_id: str | None) -> Any:
        return application

    async def choose(name: str | None) -> tuple[ScriptedProvider, str]:
        return provider, "scripted"

    owner = await asyncio.to_thread(Owner, path.parent / "owners" if path else None)
    runs = Runs(store, documents, NoPrices(), clock, owner, application_of, choose)
    if document_id is None:
        document = await documents.create(
            "notebook", "Notebook", lambda draft: draft.put("notes", "first", Note(0, "old"))
        )
        await store.commit(CreateConversation(CONVERSATION, "Talk", document.id, 0))
    else:
        document = await documents.open(document_id)
    try:
        yield Desk(store, documents, runs, document, provider, bell)
    finally:
        await runs.close()
        await asyncio.to_thread(owner.close)
        await store.close()
