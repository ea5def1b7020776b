"""Typed functions a copilot may call, and the one gate between a call and its effect.

Declare with `@tool(effect=...)`, register with `ToolManager.add`. What a call would do is computed
on a fork (`execution`), judged (`confirmation`) and only then applied by the turn.
"""

from coda.components.events import ConfirmationMode, Effect
from coda.components.tools.confirmation import ConfirmationPolicy
from coda.components.tools.context import Caller, ToolContext
from coda.components.tools.declaration import Tool, tool
from coda.components.tools.history_actions import HistoryActionAPI
from coda.components.tools.manager import ToolManager
from coda.errors import ToolError, ToolExecutionError, ToolTimeoutError, ToolValidationError

__all__ = [
    "Caller",
    "ConfirmationMode",
    "ConfirmationPolicy",
    "Effect",
    "HistoryActionAPI",
    "Tool",
    "ToolContext",
    "ToolError",
    "ToolExecutionError",
    "ToolManager",
    "ToolTimeoutError",
    "ToolValidationError",
    "tool",
]
