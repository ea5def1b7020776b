"""`@tool`: how a function or a method says that a copilot may call it."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import msgspec

from coda.components.events import Effect
from coda.components.messages import ToolSchema
from coda.components.tools.context import ToolContext
from coda.components.tools.schema import Signature
from coda.errors import ConfigurationError

_MARK = "__coda_tool__"

F = TypeVar("F", bound=Callable[..., Any])


class Declaration(msgspec.Struct, frozen=True):
    effect: Effect
    category: str
    timeout_seconds: float


class Tool(msgspec.Struct, frozen=True):
    """A callable with its schema. `bind(context)` gives the function with everything but the
    model's arguments filled in."""

    name: str
    effect: Effect
    category: str
    timeout_seconds: float
    signature: Signature
    bind: Callable[[ToolContext], Callable[..., Any]]

    @property
    def schema(self) -> ToolSchema:
        return self.signature.schema


def tool(*, effect: Effect, category: str = "custom", timeout_seconds: float = 30.0) -> Callable[[F], F]:
    """Declare what a function may do. `timeout_seconds` bounds `async` tools; a tool that waits
    for anything must be `async`, because plain functions run on the event loop."""

    def mark(function: F) -> F:
        setattr(function, _MARK, Declaration(effect, category, timeout_seconds))
        return function

    return mark


def tools_of(source: type | Callable[..., Any]) -> Iterator[Tool]:
    """The tools of an API class (its decorated methods) or of one decorated function."""
    if isinstance(source, type):
        yield from _tools_of_class(source)
    else:
        yield _tool_of_function(source)


def _tools_of_class(api: type) -> Iterator[Tool]:
    found = [
        _make(method, frozenset({"self"}), functools.partial(_bind_method, api, name))
        for name, method in vars(api).items()
        if hasattr(method, _MARK)
    ]
    if not found:
        raise ConfigurationError(f"{api.__name__} has no method marked with @tool.")
    yield from found


def _tool_of_function(function: Callable[..., Any]) -> Tool:
    if not hasattr(function, _MARK):
        raise ConfigurationError(f"{function.__name__} is not marked with @tool.")
    first = next(iter(inspect.signature(function).parameters.values()), None)
    wants_context = first is not None and first.annotation in (ToolContext, "ToolContext")
    skip = frozenset({first.name}) if first is not None and wants_context else frozenset[str]()

    def bind(context: ToolContext) -> Callable[..., Any]:
        return functools.partial(function, context) if wants_context else function

    return _make(function, skip, bind)


def _bind_method(api: type, name: str, context: ToolContext) -> Callable[..., Any]:
    return getattr(api(context), name)


def _make(
    function: Callable[..., Any], skip: frozenset[str], bind: Callable[[ToolContext], Callable[..., Any]]
) -> Tool:
    declared: Declaration = getattr(function, _MARK)
    return Tool(
        function.__name__,
        declared.effect,
        declared.category,
        declared.timeout_seconds,
        Signature(function, skip=skip),
        bind,
    )
