"""Undo and redo as tools, so that a user may simply say so."""

from __future__ import annotations

from typing import Any

from coda.components.documents import Draft
from coda.components.events import Effect
from coda.components.tools.context import ToolContext
from coda.components.tools.declaration import tool
from coda.errors import ToolExecutionError


class HistoryActionAPI:
    """The document's own undo and redo; each stands alone in its proposal."""

    def __init__(self, context: ToolContext) -> None:
        self._draft: Draft = context.draft

    @tool(effect=Effect.MINOR, category="history")
    async def undo(self) -> dict[str, Any]:
        """Undo the last step, whoever made it: an edit by hand or a whole turn of the copilot."""
        self._stand_alone()
        return {"success": True, "undone": await self._draft.undo()}

    @tool(effect=Effect.MINOR, category="history")
    async def redo(self) -> dict[str, Any]:
        """Redo the step that was undone last."""
        self._stand_alone()
        return {"success": True, "redone": await self._draft.redo()}

    def _stand_alone(self) -> None:
        if self._draft.mark():
            raise ToolExecutionError("Undo and redo cannot be mixed with other changes; ask for them alone.")
