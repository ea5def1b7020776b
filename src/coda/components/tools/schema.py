"""From a function's hints and docstring to the schema a model is told, and back to typed arguments.

Google, NumPy and reST docstrings are read by `docstring_parser`; types by pydantic, so Literal,
Enum, Optional, dataclass, TypedDict, pydantic models and Annotated constraints all work.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable
from functools import cached_property
from typing import Annotated, Any, cast, get_type_hints

from docstring_parser import parse as parse_docstring
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, create_model
from pydantic_core import ErrorDetails

from coda.components.messages import ToolSchema
from coda.errors import ConfigurationError, ToolValidationError


class Signature:
    """The arguments of one tool: their JSON schema, and how to read them."""

    def __init__(self, function: Callable[..., Any], *, skip: frozenset[str]) -> None:
        self.name = function.__name__
        docstring = parse_docstring(inspect.getdoc(function) or "")
        if not docstring.short_description:
            raise ConfigurationError(f"The tool {self.name} needs a docstring: the model reads it.")
        self.description = "\n\n".join(
            part for part in (docstring.short_description, docstring.long_description) if part
        )
        told = {param.arg_name: param.description or "" for param in docstring.params}
        self._model = _arguments_model(function, skip, told)

    @cached_property
    def schema(self) -> ToolSchema:
        parameters = _without_titles(self._model.model_json_schema())
        parameters.setdefault("properties", {})
        return ToolSchema(self.name, self.description, parameters)

    def read(self, arguments: str | dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        """The arguments as `(typed keyword arguments, plain JSON)`.

        Raises ToolValidationError, whose message names each argument that does not fit.
        """
        values = _parse_json(self.name, arguments) if isinstance(arguments, str) else arguments
        try:
            model = self._model.model_validate(values)
        except ValidationError as error:
            details = error.errors()
            first = str(details[0]["loc"][0]) if details[0]["loc"] else ""
            raise ToolValidationError("; ".join(map(_in_words, details)), first) from error
        typed = {name: getattr(model, name) for name in type(model).model_fields}
        return typed, model.model_dump(mode="json", exclude_unset=True)


def _arguments_model(
    function: Callable[..., Any], skip: frozenset[str], told: dict[str, str]
) -> type[BaseModel]:
    hints = get_type_hints(function, include_extras=True)
    fields: dict[str, Any] = {}
    for name, parameter in inspect.signature(function).parameters.items():
        if name in skip:
            continue
        if name not in hints:
            raise ConfigurationError(f"The tool {function.__name__} needs a type for {name!r}.")
        default = ... if parameter.default is parameter.empty else parameter.default
        fields[name] = (_numbers_are_not_booleans(hints[name]), Field(default, description=told.get(name)))
    config = ConfigDict(extra="forbid", allow_inf_nan=False)
    return create_model(function.__name__, __config__=config, **fields)


def _numbers_are_not_booleans(hint: Any) -> Any:
    """Python takes True for 1; a model that says true where a number belongs is mistaken."""
    if hint in (int, float):
        return Annotated[hint, BeforeValidator(_refuse_boolean)]
    return hint


def _refuse_boolean(value: Any) -> Any:
    if isinstance(value, bool):
        raise ValueError("expected a number, not a boolean")
    return value


def _parse_json(name: str, text: str) -> dict[str, Any]:
    try:
        values = json.loads(text or "{}")
    except ValueError as error:
        raise ToolValidationError(f"The arguments of {name} are not valid JSON: {error}.") from error
    if not isinstance(values, dict):
        raise ToolValidationError(f"The arguments of {name} must be a JSON object.")
    return cast("dict[str, Any]", values)


def _in_words(detail: ErrorDetails) -> str:
    place = ".".join(map(str, detail["loc"]))
    match detail["type"]:
        case "missing":
            return f"{place} is required"
        case "extra_forbidden":
            return f"{place} is not an argument of this tool"
        case "value_error":
            return f"{place}: {detail['msg'].removeprefix('Value error, ')}".removeprefix(": ")
        case _:
            return f"{place}: {detail['msg']}, found {_short(detail['input'])}"


def _short(value: Any) -> str:
    text = json.dumps(value, default=str)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _without_titles(schema: Any) -> Any:
    """Pydantic adds a title to everything; it tells a model nothing and costs tokens."""
    if isinstance(schema, list):
        return [_without_titles(item) for item in cast("list[Any]", schema)]
    if not isinstance(schema, dict):
        return schema
    items = cast("dict[str, Any]", schema).items()
    # A property may itself be called "title"; then its value is a schema, not a text.
    return {key: _without_titles(value) for key, value in items if key != "title" or isinstance(value, dict)}
