"""Whether a JSON schema keeps to what OpenAI's strict structured outputs allow.

The rules are those of OpenAI's guide "Structured model outputs", section "Supported schemas": the
root is an object, each object forbids other properties and requires all of its own, nesting ends
after ten levels, and only some keywords are known. A schema that breaks one is refused with 400
when it is marked as strict; unmarked it is a hint that models follow well.
"""

from __future__ import annotations

from typing import Any, cast

_DEEPEST = 10
_MOST_PROPERTIES = 5000

_KEYWORDS = {
    *("type", "properties", "required", "additionalProperties", "items", "enum", "const", "anyOf"),
    *("$ref", "$defs", "definitions", "title", "description"),
    *("pattern", "format", "multipleOf", "maximum", "minimum", "exclusiveMaximum", "exclusiveMinimum"),
    *("minItems", "maxItems"),
}
_FORMATS = {"date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid"}


def fits_strict(schema: dict[str, Any]) -> bool:
    return (
        schema.get("type") == "object"
        and "anyOf" not in schema
        and _fits(schema, 0)
        and _properties(schema) <= _MOST_PROPERTIES
    )


def _fits(schema: Any, depth: int) -> bool:
    if not isinstance(schema, dict) or depth > _DEEPEST:
        return False
    fields = cast("dict[str, Any]", schema)
    if not fields.keys() <= _KEYWORDS or ("$ref" in fields and len(fields) > 1):
        return False
    if "format" in fields and fields["format"] not in _FORMATS:
        return False
    if not _object_is_closed(fields):
        return False
    below = depth + ("properties" in fields)
    return all(_fits(part, below) for part in _parts(fields))


def _object_is_closed(fields: dict[str, Any]) -> bool:
    kinds = fields.get("type")
    is_object = "properties" in fields or kinds == "object" or (isinstance(kinds, list) and "object" in kinds)
    names: dict[str, Any] = fields.get("properties", {})
    return not is_object or (
        fields.get("additionalProperties") is False and set(fields.get("required", ())) == set(names)
    )


def _parts(fields: dict[str, Any]) -> list[Any]:
    """The schemas inside a schema."""
    parts: list[Any] = [fields["items"]] if "items" in fields else []
    parts += fields.get("anyOf", [])
    for name in ("properties", "$defs", "definitions"):
        parts += fields.get(name, {}).values()
    return parts


def _properties(schema: Any) -> int:
    fields = cast("dict[str, Any]", schema)
    return len(fields.get("properties", {})) + sum(_properties(part) for part in _parts(fields))
