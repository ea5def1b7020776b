"""A JSON schema as Anthropic's structured output accepts it.

Its documentation ("Structured outputs", JSON schema limitations): every object says
`additionalProperties: false`, bounds on numbers, lengths and sizes are not known, and a schema may
not contain itself. What is not known moves into the description, where the model at least reads it;
the answer is checked anyway.
"""

from __future__ import annotations

import json
from typing import Any, cast

from coda.errors import LLMUnsupportedError

_KEPT = ("$ref", "type", "enum", "const", "title", "description", "required")
_LISTS = ("anyOf", "allOf")
_TABLES = ("$defs", "definitions")
_FORMATS = {
    "date-time",
    "time",
    "date",
    "duration",
    "email",
    "hostname",
    "uri",
    "ipv4",
    "ipv6",
    "uuid",
}


def accepted_schema(schema: dict[str, Any]) -> dict[str, Any]:
    """Raises LLMUnsupportedError for what cannot be told: an object with keys of any name, and a schema
    that contains itself."""
    if _contains_itself(schema):
        raise LLMUnsupportedError(
            "Anthropic cannot hold an answer to a form that contains itself. Say how deep it may go."
        )
    return _accepted(schema)


def is_accepted(schema: dict[str, Any]) -> bool:
    try:
        accepted_schema(schema)
    except LLMUnsupportedError:
        return False
    return True


def _accepted(schema: dict[str, Any]) -> dict[str, Any]:
    kept = {name: schema[name] for name in _KEPT if name in schema}
    for name in _TABLES:
        if name in schema:
            kept[name] = _each(schema[name])
    for name in _LISTS:
        if name in schema:
            kept[name] = [_accepted(part) for part in schema[name]]
    if "oneOf" in schema:
        kept["anyOf"] = [_accepted(part) for part in schema["oneOf"]]
    if isinstance(schema.get("items"), dict):
        kept["items"] = _accepted(schema["items"])
    if schema.get("format") in _FORMATS:
        kept["format"] = schema["format"]
    if schema.get("minItems") in {0, 1}:
        kept["minItems"] = schema["minItems"]
    if _is_object(schema):
        kept |= _closed(schema)
    return _with_the_rest_described(kept, schema)


def _contains_itself(schema: dict[str, Any]) -> bool:
    """Whether a reference leads, over others or not, to what it stands in."""
    tables = {f"#/{table}/{name}": part for table in _TABLES for name, part in schema.get(table, {}).items()}
    named = {name: set(_references(part)) & tables.keys() for name, part in tables.items()}
    while loose := [name for name, needs in named.items() if not needs]:
        for name in loose:
            del named[name]
        for needs in named.values():
            needs.difference_update(loose)
    return bool(named) or "#" in _references(schema)


def _references(part: Any) -> list[str]:
    if isinstance(part, list):
        return [found for item in cast("list[Any]", part) for found in _references(item)]
    if not isinstance(part, dict):
        return []
    fields = cast("dict[str, Any]", part)
    own = [fields["$ref"]] if isinstance(fields.get("$ref"), str) else []
    return own + _references(list(fields.values()))


def _is_object(schema: dict[str, Any]) -> bool:
    kind = schema.get("type")
    return kind == "object" or "properties" in schema or (isinstance(kind, list) and "object" in kind)


def _closed(schema: dict[str, Any]) -> dict[str, Any]:
    if schema.get("additionalProperties") or not schema.get("properties"):
        what = schema.get("title") or schema.get("description") or "an object"
        raise LLMUnsupportedError(
            f"Anthropic cannot hold an answer to a form with free keys ({what}). Name every key, or"
            " use a list of pairs."
        )
    return {"properties": _each(schema["properties"]), "additionalProperties": False}


def _each(table: dict[str, Any]) -> dict[str, Any]:
    return {
        name: _accepted(cast("dict[str, Any]", part)) if isinstance(part, dict) else {}
        for name, part in table.items()
    }


def _with_the_rest_described(kept: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    told = {"oneOf", "additionalProperties", "default", "discriminator", "$schema", "examples", *kept}
    rest = {name: value for name, value in schema.items() if name not in told}
    if not rest:
        return kept
    terms = ", ".join(f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in rest.items())
    return kept | {"description": f"{kept.get('description', '')} ({terms})".strip()}
