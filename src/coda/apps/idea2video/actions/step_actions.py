"""The steps of the workflow: from the idea to the storyboard, each written by the agents."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from coda.apps.idea2video.entities import MAX_SECONDS, MIN_SECONDS
from coda.apps.idea2video.episode import change_episode, characters, episode, outline, scenes, shots
from coda.apps.idea2video.references import named
from coda.apps.idea2video.services import EpisodeServices
from coda.apps.idea2video.views import character_view, outline_view, scene_view, shot_view
from coda.apps.idea2video.vocabulary import Aspect, Mode, Style
from coda.apps.idea2video.workflow import GENERATED, WrittenStep, made_last
from coda.apps.idea2video.writing import Writers
from coda.components.events import Effect as Care
from coda.components.tools import ToolContext, tool
from coda.errors import ToolExecutionError

_MINUTES = 600.0
"""How long agents may take for one step, in seconds."""


class StepActionAPI:
    """Each answers with what was made; the user sees it on the board before anything is kept."""

    def __init__(self, context: ToolContext) -> None:
        self._context = context
        self._draft = context.draft
        self._services: EpisodeServices = context.services

    @tool(effect=Care.MINOR, category="steps", timeout_seconds=_MINUTES)
    async def write_outline(
        self,
        idea: str | None = None,
        *,
        mode: Mode | None = None,
        style: Style | None = None,
        seconds: Annotated[float, Field(ge=MIN_SECONDS, le=MAX_SECONDS)] | None = None,
        aspect: Aspect | None = None,
        language: str | None = None,
    ) -> dict[str, Any]:
        """Turn the idea into an outline: title, synopsis, acts, who is in it. The first step of a film.

        A vague idea ("a video") is not enough: it fails with the question to ask the user.

        Args:
            idea: What the film is about, in the user's own words and language; what is known already if
                left out. In mode script, the whole script.
            mode: idea or script.
            style: cinematic, anime or realistic.
            seconds: How long the film is to be, 6 to 180.
            aspect: 16:9 or 9:16.
            language: Of the film, as a BCP 47 tag such as en, es, zh; that of the idea if left out.
        """
        given = named(idea=idea, mode=mode, style=style, seconds=seconds, aspect=aspect, language=language)
        change_episode(self._draft, **given)
        if not episode(self._draft).idea.strip():
            raise ToolExecutionError("What is the film about?")
        await self._write("outline")
        return {"success": True, "outline": outline_view(self._draft)}

    @tool(effect=Care.MINOR, category="steps", timeout_seconds=_MINUTES)
    async def design_characters(self) -> dict[str, Any]:
        """Design the cast: how each character looks and is drawn. Confirms the outline when it waits."""
        await self._write("characters")
        return {"success": True, "characters": [character_view(one) for _, one in characters(self._draft)]}

    @tool(effect=Care.MINOR, category="steps", timeout_seconds=_MINUTES)
    async def design_scenes(self) -> dict[str, Any]:
        """Design the scenes: place, time, weather, mood. Confirms the cast when it waits."""
        await self._write("scenes")
        return {"success": True, "scenes": [scene_view(one) for _, one in scenes(self._draft)]}

    @tool(effect=Care.MINOR, category="steps", timeout_seconds=_MINUTES)
    async def write_storyboard(self) -> dict[str, Any]:
        """Write the shot list with its camera and its lines. Confirms the scenes when they wait."""
        await self._write("storyboard")
        return {"success": True, "shots": [shot_view(self._draft, one) for _, one in shots(self._draft)]}

    @tool(effect=Care.MINOR, category="steps", timeout_seconds=_MINUTES)
    async def confirm_step(self) -> dict[str, Any]:
        """Let the part that was made last stand, so that the next one can begin."""
        step = made_last(episode(self._draft).state)
        if step is None:
            raise ToolExecutionError("Nothing waits to be confirmed.")
        await self._writers().confirm(self._draft, step)
        film = episode(self._draft)
        return {"success": True, "confirmed": step, "state": film.state, "language": film.language}

    @tool(effect=Care.MINOR, category="steps")
    def reopen_step(self, step: WrittenStep) -> dict[str, Any]:
        """Go back to an earlier part, to edit it or have it made anew. Nothing is lost by it.

        Args:
            step: outline, characters, scenes or storyboard.
        """
        there = {
            "outline": outline(self._draft) is not None,
            "characters": bool(characters(self._draft)),
            "scenes": bool(scenes(self._draft)),
            "storyboard": bool(shots(self._draft)),
        }
        if not there[step]:
            raise ToolExecutionError(f"The {step} is not made yet.")
        change_episode(self._draft, state=GENERATED[step])
        return {"success": True, "state": GENERATED[step], "language": episode(self._draft).language}

    @tool(effect=Care.READ, category="steps", timeout_seconds=_MINUTES)
    async def review_film(self) -> dict[str, Any]:
        """Let the quality agent judge the film as it stands, shot by shot."""
        measured = await self._services.measured(self._draft)
        review = await self._writers().review(self._draft, measured)
        return {"success": True, **review.model_dump()}

    async def _write(self, step: WrittenStep) -> None:
        async with self._services.working(step):
            await self._writers().write(self._draft, step)

    def _writers(self) -> Writers:
        return Writers(self._services.agents, self._services.listening(self._context.caller))
