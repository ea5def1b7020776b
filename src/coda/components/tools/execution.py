"""Running calls: on a fork to see what they would do, and outside once they were approved."""

from __future__ import annotations

import asyncio
import inspect
import json
from typing import Any

import msgspec

from coda.components.changes import Change
from coda.components.tools.context import ToolContext
from coda.components.tools.declaration import Tool
from coda.errors import DocumentError, ToolError, ToolExecutionError, ToolTimeoutError


class Outcome(msgspec.Struct, frozen=True):
    """What one call did on the fork. With an `error` it left nothing behind."""

    result: Any = None
    changes: tuple[Change, ...] = ()
    error: str | None = None


async def run_on_fork(tool: Tool, typed_arguments: dict[str, Any], context: ToolContext) -> Outcome:
    """Run a call on the draft; a call that fails is rolled back whole."""
    mark = context.draft.mark()
    try:
        result = await invoke(tool, typed_arguments, context)
        context.draft.check()
    except (ToolError, DocumentError) as error:
        context.draft.rollback(mark)
        return Outcome(error=str(error))
    return Outcome(result, context.draft.changes_since(mark))


async def invoke(tool: Tool, typed_arguments: dict[str, Any], context: ToolContext) -> Any:
    """Call the tool and return its result as plain JSON values.

    Raises ToolTimeoutError after `tool.timeout_seconds`, ToolExecutionError when the result is
    not JSON, and what the tool itself raises.
    """
    result = tool.bind(context)(**typed_arguments)
    if inspect.isawaitable(result):
        try:
            async with asyncio.timeout(tool.timeout_seconds):
                result = await result
        except TimeoutError as error:
            raise ToolTimeoutError(
                f"{tool.name} did not finish within {tool.timeout_seconds:g} seconds."
            ) from error
    try:
        return json.loads(msgspec.json.encode(result))
    except TypeError as error:
        raise ToolExecutionError(f"{tool.name} returned something that is not JSON: {error}") from error
