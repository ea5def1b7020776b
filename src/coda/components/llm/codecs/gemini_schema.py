"""A JSON schema as Gemini accepts it for tools and for answers in a form.

The API reference of `responseJsonSchema` ("GenerationConfig") lists the keywords it knows, and says
that beside `$ref` only other `$` keywords may stand. What it does not know moves into the
description, where the model at least reads it; arguments and answers are checked anyway.
"""

from __future__ import annotations

import math
from typing import Any, cast

from coda.components.llm.codecs.gemini_arguments import json_text

_KEPT = ("$id", "$anchor", "type", "title", "description", "required", "propertyOrdering", "maxItems")
_KEPT_TOO = ("minItems", "minimum", "maximum")
_TABLES = ("$defs", "definitions", "properties")
_LISTS = ("prefixItems", "anyOf", "oneOf")
_FORMATS = {"date-time", "date", "time", "int32", "int64", "float", "double"}
_SILENT = {"$schema", "discriminator", "examples", "default", "$comment"}
"""Nothing is lost when the model does not read these."""


def accepted_schema(schema: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in schema:
        return _reference(schema)
    if len(parts := _schemas(schema.get("allOf"))) == 1:
        rest = {name: value for name, value in schema.items() if name != "allOf"}
        return accepted_schema({**parts[0], **rest})
    kept = {name: schema[name] for name in (*_KEPT, *_KEPT_TOO) if name in schema}
    for name in _TABLES:
        if isinstance(table := schema.get(name), dict):
            kept["$defs" if name == "definitions" else name] = _each(cast("dict[str, Any]", table))
    for name in _LISTS:
        if name in schema:
            kept["anyOf" if name == "oneOf" else name] = [
                accepted_schema(part) for part in _schemas(schema[name])
            ]
    for name in ("items", "additionalProperties"):
        if name in schema:
            kept[name] = _below(schema[name])
    if schema.get("format") in _FORMATS:
        kept["format"] = schema["format"]
    kept |= _choices(schema) | _bounds(schema)
    return _with_the_rest_described(kept, schema)


def _reference(schema: dict[str, Any]) -> dict[str, Any]:
    """Words beside a reference go around it."""
    target = str(schema["$ref"]).replace("#/definitions/", "#/$defs/", 1)
    rest = {name: value for name, value in schema.items() if name != "$ref" and name not in _SILENT}
    if not rest:
        return {"$ref": target}
    return {**accepted_schema(rest), "anyOf": [{"$ref": target}]}


def _choices(schema: dict[str, Any]) -> dict[str, Any]:
    """An `enum` of strings or numbers; a constant is one of a single choice."""
    choices: list[Any] = [schema["const"]] if "const" in schema else schema.get("enum") or []
    told = [choice for choice in choices if choice is not None]
    if not told or any(
        isinstance(choice, bool) or not isinstance(choice, str | int | float) for choice in told
    ):
        return {}
    kind = "string" if isinstance(told[0], str) else "integer" if isinstance(told[0], int) else "number"
    kinds: Any = schema.get("type", kind)
    if len(told) < len(choices) and isinstance(kinds, str):
        kinds = [kinds, "null"]
    return {"type": kinds, "enum": told}


def _bounds(schema: dict[str, Any]) -> dict[str, Any]:
    """What lies next to an excluded bound, where only whole numbers are meant."""
    if schema.get("type") != "integer":
        return {}
    bounds: dict[str, Any] = {}
    above, below = schema.get("exclusiveMinimum"), schema.get("exclusiveMaximum")
    if isinstance(above, int | float) and not isinstance(above, bool):
        bounds["minimum"] = max(math.floor(above) + 1, schema.get("minimum", -math.inf))
    if isinstance(below, int | float) and not isinstance(below, bool):
        bounds["maximum"] = min(math.ceil(below) - 1, schema.get("maximum", math.inf))
    return bounds


def _below(part: Any) -> Any:
    return accepted_schema(cast("dict[str, Any]", part)) if isinstance(part, dict) else part


def _each(table: dict[str, Any]) -> dict[str, Any]:
    """A schema `true` allows anything, and so does an empty one."""
    return {name: _below(part) if isinstance(part, dict) else {} for name, part in table.items()}


def _schemas(value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, list):
        return []
    return [cast("dict[str, Any]", part) for part in cast("list[Any]", value) if isinstance(part, dict)]


def _with_the_rest_described(kept: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    told = {*_SILENT, "oneOf", "definitions", *kept}
    told |= {"const"} if "enum" in kept else set()
    told |= {"exclusiveMinimum"} if schema.get("type") == "integer" and "minimum" in kept else set()
    told |= {"exclusiveMaximum"} if schema.get("type") == "integer" and "maximum" in kept else set()
    rest = {name: value for name, value in schema.items() if name not in told}
    if not rest:
        return kept
    terms = ", ".join(f"{name}: {json_text(value)}" for name, value in rest.items())
    return kept | {"description": f"{kept.get('description', '')} ({terms})".strip()}
