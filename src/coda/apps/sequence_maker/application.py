"""What Sequence Maker brings to Coda, for the place where everything is wired together."""

from __future__ import annotations

from coda.apps.sequence_maker.actions import ACTION_APIS
from coda.apps.sequence_maker.context import AppContextAPI

TOOL_APIS = (*ACTION_APIS, AppContextAPI)
"""For `ToolManager.add`; `sentences.sentence` is their `Describe`."""
