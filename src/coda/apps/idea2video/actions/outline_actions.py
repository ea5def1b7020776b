"""The outline by hand."""

from __future__ import annotations

from typing import Any

from typing_extensions import TypedDict

from coda.apps.idea2video.entities import OUTLINE, Act
from coda.apps.idea2video.episode import change_episode, outline
from coda.apps.idea2video.references import changed, named
from coda.apps.idea2video.views import outline_view
from coda.components.events import Effect as Care
from coda.components.tools import ToolContext, tool
from coda.errors import ToolExecutionError, ToolValidationError


class ActArgument(TypedDict):
    act: str
    description: str


class OutlineActionAPI:
    def __init__(self, context: ToolContext) -> None:
        self._draft = context.draft

    @tool(effect=Care.MINOR, category="outline")
    def edit_outline(
        self,
        *,
        title: str | None = None,
        genre: str | None = None,
        synopsis: str | None = None,
        plot_summary: list[ActArgument] | None = None,
        highlights: list[str] | None = None,
    ) -> dict[str, Any]:
        """Change the outline. What is not named stays.

        Args:
            title: The film's title.
            genre: A word or two.
            synopsis: At most 300 characters.
            plot_summary: All acts, at most five: each its name and at most 200 characters.
            highlights: At most five.
        """
        written = outline(self._draft)
        if written is None:
            raise ToolExecutionError("There is no outline yet. Write it first.")
        if title is not None:
            if not title.strip():
                raise ToolValidationError("title is empty", "title")
            change_episode(self._draft, title=title.strip())
        rest = named(
            genre=genre,
            synopsis=synopsis,
            plot_summary=_acts(plot_summary),
            highlights=None if highlights is None else tuple(highlights),
        )
        if rest or title is None:
            self._draft.put(OUTLINE, OUTLINE, changed(written, rest))
        return {"success": True, "outline": outline_view(self._draft)}


def _acts(acts: list[ActArgument] | None) -> tuple[Act, ...] | None:
    return None if acts is None else tuple(Act(one["act"], one["description"]) for one in acts)
