"""`@tool`: how a function or a method says that a copilot may call it."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from coda.components.events import Effect
from coda.components.messages import ToolSchema
from coda.components.tools.context import ToolContext
from coda.errors import ConfigurationError

if TYPE_CHECKING:
    from coda.components.tools.schema import Signature

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
    # Base classes first, so that the order is the order of the code.
    names = dict.fromkeys(name for base in reversed(api.__mro__) for name in vars(base))
    found = [
        _make(method, _first_parameter(method), functools.partial(_bind_method, api, name))
        for name in names
        if hasattr(method := getattr(api, name), _MARK)
    ]
    if not found:
        raise ConfigurationError(f"{api.__name__} has no method marked with @tool.")
    yield from found


def _tool_of_function(function: Callable[..., Any]) -> Tool:
    if not hasattr(function, _MARK):
        raise ConfigurationError(f"{function.__name__} is not marked with @tool.")
    skip = _first_parameter(function) if _wants_context(function) else frozenset[str]()

    def bind(context: ToolContext) -> Callable[..., Any]:
        return functools.partial(function, context) if skip else function

    return _make(function, skip, bind)


def _wants_context(function: Callable[..., Any]) -> bool:
    """Whether the first parameter is a ToolContext; its annotation may be a string, also a dotted one."""
    first = next(iter(inspect.signature(function).parameters.values()), None)
    hint = None if first is None else first.annotation
    return hint is ToolContext or (isinstance(hint, str) and hint.rpartition(".")[2] == "ToolContext")


def _first_parameter(function: Callable[..., Any]) -> frozenset[str]:
    return frozenset(list(inspect.signature(function).parameters)[:1])


def _bind_method(api: type, name: str, context: ToolContext) -> Callable[..., Any]:
    return getattr(api(context), name)


def _make(
    function: Callable[..., Any], skip: frozenset[str], bind: Callable[[ToolContext], Callable[..., Any]]
) -> Tool:
    # Pydantic and the docstring parser take a quarter of a second to load: only where there are tools.
    from coda.components.tools.schema import Signature

    declared: Declaration = getattr(function, _MARK)
    return Tool(
        function.__name__,
        declared.effect,
        declared.category,
        declared.timeout_seconds,
        Signature(function, skip=skip),
        bind,
    )
