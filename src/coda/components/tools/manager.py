"""The tools an application offers: registered once, read and run for each turn."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, cast

from coda.components.documents import Draft
from coda.components.events import Effect, FunctionCall, ProposedCall
from coda.components.messages import ToolCall, ToolSchema
from coda.components.tools.confirmation import ConfirmationPolicy
from coda.components.tools.context import ToolContext
from coda.components.tools.declaration import Tool, tools_of
from coda.components.tools.execution import Outcome, run_on_fork, run_outside
from coda.errors import ConfigurationError, ToolValidationError

Describe = Callable[[str, dict[str, Any], Draft], str]
"""`(tool name, arguments, draft) -> a plain sentence`."""


def describe_as_call(name: str, arguments: dict[str, Any], draft: Draft) -> str:
    """The sentence for applications that bring none: `set_title(title="Dawn")`."""
    del draft
    return f"{name}({', '.join(f'{key}={json.dumps(value)}' for key, value in arguments.items())})"


class ToolManager:
    def __init__(self, describe: Describe = describe_as_call) -> None:
        self._tools: dict[str, Tool] = {}
        self._describe = describe

    def add(self, *sources: type | Callable[..., Any]) -> None:
        """Register API classes (every method marked with `@tool`) and marked functions.

        Raises ConfigurationError for a name that is taken or a function that is not marked.
        """
        for source in sources:
            for tool in tools_of(source):
                if tool.name in self._tools:
                    raise ConfigurationError(f"There are two tools named {tool.name}.")
                self._tools[tool.name] = tool

    async def register_tool(self, source: type | Callable[..., Any]) -> None:
        self.add(source)

    def get(self, name: str) -> Tool | None:
        return self._tools.get(name)

    def schemas(self) -> tuple[ToolSchema, ...]:
        """What a model is told, in the order of registration."""
        return tuple(tool.schema for tool in self._tools.values())

    def get_function_schemas(self) -> list[dict[str, Any]]:
        """The same as plain dictionaries: `{name, description, parameters}`."""
        return [
            {"name": schema.name, "description": schema.description, "parameters": schema.parameters}
            for schema in self.schemas()
        ]

    def read_calls(self, calls: Sequence[ToolCall], draft: Draft) -> tuple[FunctionCall, ...]:
        """Check the model's calls against the schemas; what does not fit carries its `error`."""
        return tuple(self._read_call(call.call_id, call.name, call.arguments, draft) for call in calls)

    def with_arguments(self, call: ProposedCall, arguments: dict[str, Any], draft: Draft) -> FunctionCall:
        """The call with arguments the user edited. Raises ToolValidationError if they do not fit."""
        edited = self._read_call(call.call_id, call.name, arguments, draft)
        if edited.error is not None:
            raise ToolValidationError(edited.error)
        return edited

    async def rehearse(
        self, call: FunctionCall, context: ToolContext, policy: ConfirmationPolicy
    ) -> tuple[ProposedCall, Outcome]:
        """Run a readable call on the fork. External tools are only checked, not run."""
        tool = self._tools[call.name]
        typed, _ = tool.signature.read(call.arguments)
        external = tool.effect is Effect.EXTERNAL
        outcome = Outcome() if external else await run_on_fork(tool, typed, context)
        effect, reasons = policy.weigh(tool.effect, outcome.changes, context.draft.base)
        proposed = ProposedCall(
            call.call_id,
            call.name,
            call.arguments,
            call.sentence,
            effect,
            outcome.changes,
            outcome.result,
            reasons,
        )
        return proposed, outcome

    async def run_external(self, call: ProposedCall, context: ToolContext) -> Any:
        """Let an approved external call reach outside. Raises ToolError."""
        tool = self._tools[call.name]
        typed, _ = tool.signature.read(call.arguments)
        return await run_outside(tool, typed, context)

    def _read_call(
        self, call_id: str, name: str, arguments: str | dict[str, Any], draft: Draft
    ) -> FunctionCall:
        tool = self._tools.get(name)
        if tool is None:
            known = ", ".join(self._tools) or "none"
            return FunctionCall(
                call_id, name, {}, error=f"There is no tool {name!r}; the tools are: {known}."
            )
        try:
            _, plain = tool.signature.read(arguments)
        except ToolValidationError as error:
            return FunctionCall(call_id, name, _best_effort(arguments), sentence=name, error=str(error))
        return FunctionCall(call_id, name, plain, self._describe(name, plain, draft))


def _best_effort(arguments: str | dict[str, Any]) -> dict[str, Any]:
    """Arguments that did not validate, for showing; text that is no JSON object is shown as it is."""
    parsed: Any = arguments
    if isinstance(arguments, str):
        try:
            parsed = json.loads(arguments)
        except (ValueError, RecursionError):
            parsed = arguments
    shown = cast("dict[str, Any]", parsed) if isinstance(parsed, dict) else {"arguments": parsed}
    # The journal takes no half surrogate pairs; a model can write them as escapes.
    return json.loads(json.dumps(shown, ensure_ascii=False, default=str).encode(errors="replace"))
