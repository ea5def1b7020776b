"""Episodes for tests: real documents in memory, written by the real agents without a model."""

from __future__ import annotations

import itertools
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from coda.apps.idea2video.actions import ACTION_APIS
from coda.apps.idea2video.activities import Activities
from coda.apps.idea2video.agents import STAGES
from coda.apps.idea2video.application import fill_new_episode
from coda.apps.idea2video.context import EpisodeContextAPI
from coda.apps.idea2video.entities import CHARACTERS, EPISODE, SCENES, SHOTS, Character, Episode, Scene, Shot
from coda.apps.idea2video.episode import EpisodeType, episode, shots
from coda.apps.idea2video.sentences import sentence
from coda.apps.idea2video.workflow import GENERATED, Standing, WrittenStep, present
from coda.apps.idea2video.writing import Writers
from coda.components.agents import AgentOrchestrator
from coda.components.changes import Author
from coda.components.documents import Document, Documents, Draft
from coda.components.events import Progress
from coda.components.llm import LLMManager
from coda.components.tools import Caller, ToolContext, ToolManager
from coda.components.tools.execution import invoke

IDEA = "A lighthouse keeper befriends a storm"

TOOLS = ToolManager(sentence)
TOOLS.add(*ACTION_APIS, EpisodeContextAPI)


def counting_ids() -> Callable[[], str]:
    numbers = itertools.count(1)
    return lambda: f"{next(numbers):012d}"


@dataclass
class Services:
    """What surrounds an episode here: real agents, and a note of what would be rendered."""

    agents: AgentOrchestrator
    rendered: list[str] = field(default_factory=list[str])

    def working(self, step: WrittenStep) -> Any:
        return Activities().working("film", step)

    def listening(self, caller: Caller) -> Caller:
        return caller

    async def standing(self, draft: Draft) -> Standing:
        return present(episode(draft).state, None, has_film=False)

    async def measured(self, draft: Draft) -> tuple[str, ...]:
        return ()

    async def render(self) -> dict[str, Any]:
        self.rendered.append("render")
        return {"success": True}

    async def cancel_render(self) -> dict[str, Any]:
        self.rendered.append("cancel")
        return {"success": True}


@dataclass
class Desk:
    """One episode with everything around it. `call` runs a tool and commits what it did."""

    documents: Documents
    document: Document
    services: Services
    told: list[Progress] = field(default_factory=list[Progress])

    async def draft(self) -> Draft:
        return await self.documents.fork(self.document.id)

    @property
    def caller(self) -> Caller:
        async def report(progress: Progress) -> None:
            self.told.append(progress)

        return Caller(report=report)

    @property
    def writers(self) -> Writers:
        return Writers(self.services.agents, self.caller)

    async def write(self, *steps: WrittenStep) -> Draft:
        """Have steps written and kept; the episode afterwards."""
        for step in steps:
            draft = await self.draft()
            await self.writers.write(draft, step)
            await self.keep(draft, step)
        return await self.draft()

    async def keep(self, draft: Draft, note: str = "Edit") -> None:
        await self.documents.commit(draft, author=Author.HUMAN, note=note)

    async def call(self, name: str, /, **arguments: Any) -> Any:
        """The tool's result. Raises what the tool raises; then nothing is kept."""
        draft = await self.draft()
        tool = TOOLS.get(name)
        assert tool is not None, name
        typed, _ = tool.signature.read(arguments)
        result = await invoke(tool, typed, ToolContext(draft, {}, self.services, self.caller))
        if draft.changes:
            await self.keep(draft, name)
        return result


@asynccontextmanager
async def desk(idea: str = IDEA, **options: Any) -> AsyncGenerator[Desk, None]:
    llm = LLMManager()
    documents = Documents(llm.store, [EpisodeType()], new_id=counting_ids())
    given = {"idea": idea, **options}
    document = await documents.create(
        "episode", "Untitled film", lambda draft: fill_new_episode(draft, "Untitled film", given)
    )
    yield Desk(documents, document, Services(AgentOrchestrator(llm.runs, STAGES)))
    await llm.shutdown()


@asynccontextmanager
async def storyboard(idea: str = IDEA, **options: Any) -> AsyncGenerator[Desk, None]:
    """With everything written, up to a confirmed storyboard."""
    async with desk(idea, **options) as made:
        await made.write(*GENERATED)
        draft = await made.draft()
        await made.writers.confirm(draft, "storyboard")
        await made.keep(draft)
        yield made


def small_episode(count: int = 4) -> Draft:
    """Two characters, two scenes and some shots, in a draft that is not kept anywhere."""
    draft = Draft(Document("film", EpisodeType(), "Small", 0), counting_ids())
    draft.put(
        EPISODE, EPISODE, Episode(title="Small", language="en", seconds=20, state="storyboard_confirmed")
    )
    draft.put(CHARACTERS, "mara", Character(name="Mara", position=0, role="protagonist"))
    draft.put(CHARACTERS, "bo", Character(name="Bo", position=1, figure="dog"))
    draft.put(SCENES, "sea", Scene(name="The Sea", position=0, setting="sea"))
    draft.put(SCENES, "home", Scene(name="At Home", position=1, setting="room"))
    for number in range(count):
        draft.put(SHOTS, f"shot{number}", a_shot(number))
    return draft


def a_shot(position: int, **fields: Any) -> Shot:
    scene = "sea" if position % 2 == 0 else "home"
    usual: dict[str, Any] = {"scene": scene, "narration": f"Line {position}.", "characters": ("mara",)}
    return Shot(position=position, **{**usual, **fields})


def order_of(draft: Draft) -> list[str]:
    return [id for id, _ in shots(draft)]
