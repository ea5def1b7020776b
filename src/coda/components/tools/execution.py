"""Running calls: on a fork to see what they would do, and outside once they were approved."""

from __future__ import annotations

import asyncio
import inspect
from typing import Any

import msgspec
from pydantic_core import to_jsonable_python

from coda.components.changes import Change
from coda.components.events import Effect
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
        changes = context.draft.changes_since(mark)
        if changes and tool.effect is Effect.READ:  # nobody would be asked about them
            raise ToolExecutionError(f"{tool.name} is declared to read only, but it changed the document.")
    except (ToolError, DocumentError) as error:
        context.draft.rollback(mark)
        return Outcome(error=str(error))
    return Outcome(result, changes)


async def run_outside(tool: Tool, typed_arguments: dict[str, Any], context: ToolContext) -> Any:
    """Let an approved external call take effect. Raises ToolError.

    Its draft is thrown away, so a tool that changes it hears of that, after the fact.
    """
    result = await invoke(tool, typed_arguments, context)
    if context.draft.changes:
        raise ToolExecutionError(
            f"{tool.name} did what it does outside, but its changes to the document were not kept: "
            "an external tool cannot make any."
        )
    return result


async def invoke(tool: Tool, typed_arguments: dict[str, Any], context: ToolContext) -> Any:
    """Call the tool and return its result as plain JSON values.

    Raises ToolTimeoutError after `tool.timeout_seconds` or when the tool itself timed out,
    ToolExecutionError when the result is not JSON, and what the tool itself raises.
    """
    result = tool.bind(context)(**typed_arguments)
    if inspect.isawaitable(result):
        limit = asyncio.timeout(tool.timeout_seconds)
        try:
            async with limit:
                result = await result
        except TimeoutError as error:
            waited = f"within {tool.timeout_seconds:g} seconds" if limit.expired() else "in time"
            raise ToolTimeoutError(f"{tool.name} did not finish {waited}.") from error
    try:
        return msgspec.json.decode(msgspec.json.encode(result, enc_hook=to_jsonable_python))
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        raise ToolExecutionError(f"{tool.name} returned something that is not JSON: {error}") from error
