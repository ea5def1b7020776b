"""The film as a whole: its form, and rendering it."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from coda.apps.idea2video.entities import EPISODE, MAX_SECONDS, MIN_SECONDS
from coda.apps.idea2video.episode import episode
from coda.apps.idea2video.references import changed, named
from coda.apps.idea2video.services import EpisodeServices
from coda.apps.idea2video.views import film_view
from coda.apps.idea2video.vocabulary import Aspect, Mood, Style
from coda.components.events import Effect as Care
from coda.components.tools import ToolContext, tool


class FilmActionAPI:
    def __init__(self, context: ToolContext) -> None:
        self._draft = context.draft
        self._services: EpisodeServices = context.services

    @tool(effect=Care.MINOR, category="film")
    def set_film(
        self,
        *,
        style: Style | None = None,
        aspect: Aspect | None = None,
        seconds: Annotated[float, Field(ge=MIN_SECONDS, le=MAX_SECONDS)] | None = None,
        mood: Mood | None = None,
        voice: bool | None = None,
        seed: Annotated[int, Field(ge=0, le=2**31 - 1)] | None = None,
    ) -> dict[str, Any]:
        """Change the form of the whole film. What is not named stays.

        Args:
            style: cinematic, anime or realistic.
            aspect: 16:9 (wide) or 9:16 (upright, for phones).
            seconds: How long it is, 6 to 180; the shots are fitted to it.
            mood: Of the music.
            voice: Whether the lines are read aloud.
            seed: Another number gives other pictures and other music of the same film.
        """
        values = named(style=style, aspect=aspect, seconds=seconds, mood=mood, voice=voice, seed=seed)
        self._draft.put(EPISODE, EPISODE, changed(episode(self._draft), values))
        return {"success": True, "film": film_view(self._draft)}

    @tool(effect=Care.EXTERNAL, category="film")
    async def render_film(self) -> dict[str, Any]:
        """Make the film of the storyboard, in the background. Only what changed is made anew."""
        return {**await self._services.render(), "language": episode(self._draft).language}

    @tool(effect=Care.EXTERNAL, category="film")
    async def cancel_render(self) -> dict[str, Any]:
        """Stop making the film; what is made already is kept for the next time."""
        return {**await self._services.cancel_render(), "language": episode(self._draft).language}
