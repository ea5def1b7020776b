"""The steps of the workflow: the agents' typed outputs become edits of a draft.

What is proposed in a chat and what a button begins are the same functions; the one draft waits for approval,
the other is committed at once.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import msgspec
from pydantic import BaseModel

from coda.apps.idea2video import board
from coda.apps.idea2video.entities import OUTLINE, Act, CharacterSummary, Outline
from coda.apps.idea2video.episode import change_episode, episode, outline
from coda.apps.idea2video.stages import (
    Design,
    DesignRequest,
    Generation,
    Idea,
    Interpretation,
    Part,
    Plan,
    Review,
)
from coda.apps.idea2video.workflow import (
    CONFIRMED,
    GENERATED,
    WrittenStep,
    following,
    generating,
    made_last,
    require,
)
from coda.components.agents import AgentOrchestrator
from coda.components.documents import Draft
from coda.components.tools import Caller
from coda.errors import QuestionError

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class Writers:
    """The agents at work for somebody."""

    agents: AgentOrchestrator
    caller: Caller

    async def write(self, draft: Draft, step: WrittenStep) -> None:
        """Make a step's part of the film, in place of what is there of it. What waits to be confirmed
        before it counts as confirmed.

        Raises TransitionError when it is not this step's turn, QuestionError, and what
        `AgentOrchestrator.run_stage` raises.
        """
        state = episode(draft).state
        made = made_last(state)
        if made is not None and made != step and following(state) == step:
            await self.confirm(draft, made)
        require(episode(draft).state, generating(step))
        if episode(draft).state == GENERATED[step]:
            takes = episode(draft).takes
            change_episode(draft, takes={**takes, step: takes.get(step, 0) + 1})
        await _WORK[step](self, draft)
        change_episode(draft, state=GENERATED[step])

    async def confirm(self, draft: Draft, step: WrittenStep) -> None:
        """Let a step's part stand. An outline is refined at once: tone and pacing are set.

        Raises TransitionError unless it was made and waits for that.
        """
        require(episode(draft).state, CONFIRMED[step])
        change_episode(draft, state=CONFIRMED[step])
        if step == "outline":
            await self._refine(draft)
            change_episode(draft, state="refined")

    async def review(self, draft: Draft, measured: tuple[str, ...] = ()) -> Review:
        """What the quality agent says of the film as it stands."""
        return await self._ask("quality", board.storyboard(draft, measured), Review)

    async def write_outline(self, draft: Draft) -> None:
        film = episode(draft)
        idea = Idea(
            idea=film.idea,
            mode=film.mode,
            style=film.style,
            language=film.language,
            seconds=film.seconds,
            seed=board.seed_of(film, "outline"),
        )
        understood = await self._ask("interpretation", idea, Interpretation)
        if understood.question:
            raise QuestionError(understood.question)
        plan = await self._ask("planning", understood, Plan)
        draft.put(OUTLINE, OUTLINE, _outline(plan))
        change_episode(draft, title=plan.title, language=understood.language, mood=plan.mood)

    async def design_characters(self, draft: Draft) -> None:
        board.put_characters(draft, (await self._design(draft, "characters")).characters)

    async def design_scenes(self, draft: Draft) -> None:
        board.put_scenes(draft, (await self._design(draft, "scenes")).scenes)

    async def write_storyboard(self, draft: Draft) -> None:
        design = await self._design(draft, "storyboard")
        drawn = await self._ask("generation", design, Generation)
        board.put_shots(draft, design.shots, drawn.shots)

    async def _refine(self, draft: Draft) -> None:
        review = await self.review(draft)
        written = outline(draft)
        if written is not None:
            draft.put(OUTLINE, OUTLINE, msgspec.structs.replace(written, refined=review.summary[:1000]))

    async def _design(self, draft: Draft, part: Part) -> Design:
        request: DesignRequest = board.design_request(draft, part)
        return await self._ask("scene_design", request, Design)

    async def _ask(self, stage: str, given: BaseModel, gives: type[M]) -> M:
        output = await self.agents.execute_stage(stage, given, self.caller)
        assert isinstance(output, gives)
        return output


def _outline(plan: Plan) -> Outline:
    return Outline(
        genre=plan.genre,
        synopsis=plan.synopsis,
        characters_summary=tuple(
            CharacterSummary(one.name, one.role, one.description) for one in plan.characters_summary
        ),
        plot_summary=tuple(Act(one.act, one.description) for one in plan.plot_summary),
        highlights=tuple(plan.highlights),
    )


_WORK: Mapping[WrittenStep, Callable[[Writers, Draft], Awaitable[None]]] = {
    "outline": Writers.write_outline,
    "characters": Writers.design_characters,
    "scenes": Writers.design_scenes,
    "storyboard": Writers.write_storyboard,
}
