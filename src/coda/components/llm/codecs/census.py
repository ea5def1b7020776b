"""Counts what a decoder leaves unread: the fields of an answer that its wire types do not name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from types import UnionType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

import msgspec


def count_unread(data: bytes, kind: Any, counted: Counter[str]) -> None:
    """Add `field choices[].delta.foo` for each field of the JSON in `data` that `kind` does not name.

    `kind` is a msgspec Struct or a type made of them; what it takes as `Any` counts as read.
    """
    for path in _unread(msgspec.json.decode(data), kind, ""):
        counted[f"field {path}"] += 1


def _unread(value: Any, kind: Any, path: str) -> Iterator[str]:
    if isinstance(value, dict):
        fields = cast("dict[str, Any]", value)
        yield from _unread_fields(fields, kind, path)
    elif isinstance(value, list):
        items = cast("list[Any]", value)
        inside = [arg for part in _parts(kind) if get_origin(part) in {list, tuple} for arg in get_args(part)]
        for item in items:
            for part in inside[:1]:
                yield from _unread(item, part, f"{path}[]")


def _unread_fields(fields: dict[str, Any], kind: Any, path: str) -> Iterator[str]:
    struct = _struct_for(fields, kind)
    if struct is None:
        return
    hints = get_type_hints(struct)
    known = {field.encode_name: hints[field.name] for field in msgspec.structs.fields(struct)}
    tag = struct.__struct_config__.tag_field
    for name, value in fields.items():
        place = f"{path}.{name}".removeprefix(".")
        if name in known:
            yield from _unread(value, known[name], place)
        elif name != tag:
            yield place


def _struct_for(fields: dict[str, Any], kind: Any) -> type[msgspec.Struct] | None:
    """The struct that reads these fields: of several, the one with their tag."""
    structs = [part for part in _parts(kind) if isinstance(part, type) and issubclass(part, msgspec.Struct)]
    for struct in structs:
        config = struct.__struct_config__
        if config.tag is None or fields.get(config.tag_field or "") == config.tag:
            return struct
    return None


def _parts(kind: Any) -> list[Any]:
    """The members of a union, or the type alone."""
    return list(get_args(kind)) if get_origin(kind) in {Union, UnionType} else [kind]
