"""From a function's hints and docstring to the schema a model is told, and back to typed arguments.

Google, NumPy and reST docstrings are read by `docstring_parser`; types by pydantic, so Literal,
Enum, Optional, dataclass, TypedDict, pydantic models and Annotated constraints all work.
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable, Iterator
from typing import Annotated, Any, cast, get_type_hints

import msgspec
from docstring_parser import parse as parse_docstring
from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model
from pydantic.errors import PydanticUserError
from pydantic_core import ErrorDetails

from coda.components.messages import ToolSchema
from coda.components.tools.context import ToolContext
from coda.errors import ConfigurationError, ToolValidationError

_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""What every provider accepts as a tool's name."""


class Signature:
    """The arguments of one tool: their JSON schema, and how to read them."""

    def __init__(self, function: Callable[..., Any], *, skip: frozenset[str]) -> None:
        """Raises ConfigurationError for what cannot be told to a model."""
        self.name = function.__name__
        if not _NAME.fullmatch(self.name):
            raise ConfigurationError(
                f"The name {self.name!r} is no tool name: letters, digits, _ and -, at most 64."
            )
        docstring = parse_docstring(inspect.getdoc(function) or "")
        if not docstring.short_description:
            raise ConfigurationError(f"The tool {self.name} needs a docstring: the model reads it.")
        self.description = "\n\n".join(
            part for part in (docstring.short_description, docstring.long_description) if part
        )
        told = {param.arg_name: param.description for param in docstring.params}
        parameters = _parameters(function, skip)
        # Fields go by number: a parameter may have a name that means something to pydantic.
        self._names = {f"argument_{number}": name for number, name in enumerate(parameters)}
        try:
            self._model = _arguments_model(self.name, self._names, parameters, told)
            self.schema = _schema(self.name, self.description, self._model)
        except PydanticUserError as error:
            raise ConfigurationError(
                f"The arguments of {self.name} cannot be told to a model: {error}"
            ) from error

    def read(self, arguments: str | dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        """The arguments as `(typed keyword arguments, plain JSON)`.

        Raises ToolValidationError, whose message names each argument that does not fit.
        """
        values = _parse_json(self.name, arguments) if isinstance(arguments, str) else arguments
        try:
            model = self._model.model_validate(values)
        except ValidationError as error:
            details = error.errors(include_url=False)
            first = str(details[0]["loc"][0]) if details[0]["loc"] else ""
            raise ToolValidationError("; ".join(map(self._in_words, details)), first) from error
        plain = model.model_dump(mode="json", exclude_unset=True, by_alias=True)
        for name, value in plain.items():
            for misread in _misread(values[name], value, name):
                raise ToolValidationError(misread, name)
            if not _is_plain_json(value):
                raise ToolValidationError(f"{name}: holds a number or a text that JSON cannot", name)
        return {name: getattr(model, field) for field, name in self._names.items()}, plain

    def _in_words(self, detail: ErrorDetails) -> str:
        place = ".".join(map(str, detail["loc"]))
        match detail["type"]:
            case "missing":
                return f"{place} is required"
            case "extra_forbidden" if len(detail["loc"]) == 1:
                known = ", ".join(self._names.values())
                told = f"the arguments are: {known}" if known else "it takes none"
                return f"{place} is not an argument of this tool; {told}"
            case "extra_forbidden" | "unexpected_keyword_argument":
                return f"{place} is not an argument of this tool"
            case "value_error":
                return f"{place}: {detail['msg'].removeprefix('Value error, ')}".removeprefix(": ")
            case _:
                return f"{place}: {detail['msg']}, found {_short(detail['input'])}"


def _parameters(function: Callable[..., Any], skip: frozenset[str]) -> dict[str, tuple[Any, Any]]:
    """`name -> (type, default)`; the default is `...` where there is none."""
    try:
        hints = get_type_hints(function, localns={"ToolContext": ToolContext}, include_extras=True)
    except NameError as error:
        raise ConfigurationError(
            f"A type in the signature of {function.__name__} cannot be found at run time: {error}."
        ) from error
    parameters: dict[str, tuple[Any, Any]] = {}
    for name, parameter in inspect.signature(function).parameters.items():
        if name in skip:
            continue
        if parameter.kind not in (parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY):
            raise ConfigurationError(
                f"The tool {function.__name__} cannot take {parameter}: name each argument."
            )
        if name not in hints:
            raise ConfigurationError(f"The tool {function.__name__} needs a type for {name!r}.")
        parameters[name] = (hints[name], ... if parameter.default is parameter.empty else parameter.default)
    return parameters


def _arguments_model(
    title: str, names: dict[str, str], parameters: dict[str, tuple[Any, Any]], told: dict[str, str | None]
) -> type[BaseModel]:
    fields: dict[str, Any] = {}
    for field, name in names.items():
        hint, default = parameters[name]
        if told.get(name):
            hint = Annotated[hint, Field(description=told[name])]
        fields[field] = (hint, Field(default, alias=name))
    return create_model(title, __config__=ConfigDict(extra="forbid", allow_inf_nan=False), **fields)


def _schema(name: str, description: str, model: type[BaseModel]) -> ToolSchema:
    parameters = _without_titles(model.model_json_schema())
    parameters.setdefault("properties", {})
    return ToolSchema(name, description, parameters)


def _parse_json(name: str, text: str) -> dict[str, Any]:
    try:
        values = json.loads(text or "{}")
    except ValueError as error:
        raise ToolValidationError(f"The arguments of {name} are not valid JSON: {error}.") from error
    except RecursionError as error:
        raise ToolValidationError(f"The arguments of {name} are nested too deeply.") from error
    if not isinstance(values, dict):
        raise ToolValidationError(f"The arguments of {name} must be a JSON object.")
    return cast("dict[str, Any]", values)


def _misread(given: Any, read: Any, place: str) -> Iterator[str]:
    """What pydantic lets pass: true taken for 1, NaN where anything goes, and keys it does not know."""
    match given, read:
        case bool(), bool():
            pass
        case bool(), int() | float():
            yield f"{place}: expected a number, not {json.dumps(given)}"
        case float(), None:
            yield f"{place}: expected a finite number"
        case dict(), dict():
            known = cast("dict[str, Any]", read)
            for key, value in cast("dict[str, Any]", given).items():
                if str(key) in known:
                    yield from _misread(value, known[str(key)], f"{place}.{key}")
                else:
                    yield f"{place}.{key} is not an argument of this tool"
        case list(), list():
            both = zip(cast("list[Any]", given), cast("list[Any]", read), strict=False)
            for number, (one, other) in enumerate(both):
                yield from _misread(one, other, f"{place}.{number}")
        case _:
            pass


def _is_plain_json(value: Any) -> bool:
    """Whether it survives the journal: no infinity, no half of a surrogate pair."""
    try:
        return msgspec.json.decode(msgspec.json.encode(value)) == value
    except (ValueError, RecursionError):
        return False


def _short(value: Any) -> str:
    text = json.dumps(value, default=str)
    return text if len(text) <= 60 else f"{text[:57]}..."


_NAMED = ("properties", "patternProperties", "$defs")
_LISTED = ("anyOf", "oneOf", "allOf", "prefixItems")
_SINGLE = ("items", "additionalProperties", "propertyNames")


def _without_titles(schema: dict[str, Any]) -> dict[str, Any]:
    """Pydantic adds a title to everything; it tells a model nothing and costs tokens."""
    cleaned = {key: value for key, value in schema.items() if key != "title"}
    for key in cleaned.keys() & _NAMED:
        cleaned[key] = {name: _without_titles(inner) for name, inner in cleaned[key].items()}
    for key in cleaned.keys() & _LISTED:
        cleaned[key] = [_without_titles(inner) for inner in cleaned[key]]
    for key in cleaned.keys() & _SINGLE:
        if isinstance(cleaned[key], dict):
            cleaned[key] = _without_titles(cleaned[key])
    return cleaned
