"""The OpenAPI document: what FastAPI knows of the requests, and the schemas of our own values."""

from __future__ import annotations

from typing import Any, cast

import msgspec
from fastapi import FastAPI

from coda.interfaces.http.answers import Problem

Responses = dict[int | str, dict[str, Any]]

_REF = "#/components/schemas/{name}"
_GENERATED = ("HTTPValidationError", "ValidationError")
_described: dict[str, Any] = {"Problem": Problem}
"""Types by the name of their schema."""


def returns(kind: Any, status: int = 200) -> Responses:
    """What a route answers with: `responses=returns(DocumentView)`."""
    _described[kind.__name__] = kind
    return {status: _json("Done", kind)}


def gives(media_type: str, description: str) -> Responses:
    """For a route that answers with bytes."""
    content = {media_type: {"schema": {"type": "string", "format": "binary"}}}
    return {200: {"description": description, "content": content}}


def takes_file(description: str) -> dict[str, Any]:
    """For a route whose body is a file: `openapi_extra=takes_file("A song")`."""
    content = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
    return {"requestBody": {"required": True, "description": description, "content": content}}


def describes(**kinds: Any) -> None:
    """Put values into the document that no route returns as a whole, by name: unions, frames, entities."""
    _described.update(kinds)


def describe(app: FastAPI, extra_paths: dict[str, Any]) -> None:
    """Let `app.openapi()` tell the whole: `extra_paths` are routes that FastAPI does not know."""
    generate = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _completed(generate(), extra_paths)
        return app.openapi_schema

    app.openapi = openapi


def _completed(openapi: dict[str, Any], extra_paths: dict[str, Any]) -> dict[str, Any]:
    openapi["paths"].update(extra_paths)
    for operations in openapi["paths"].values():
        for operation in operations.values():
            _answer_truly(operation["responses"])
    names = sorted(_described)
    kinds = [_described[name] for name in names]
    own, components = msgspec.json.schema_components(kinds, ref_template=_REF)
    schemas = openapi.setdefault("components", {}).setdefault("schemas", {})
    for name in _GENERATED:
        schemas.pop(name, None)
    schemas.update({name: schema for name, schema in zip(names, own, strict=True) if name not in components})
    schemas.update(components)
    return _renamed(_typed(openapi), {name: _short(name) for name in schemas if "." in name})


def _typed(node: Any) -> Any:
    """What msgspec leaves open and generators of clients need: a loose object may hold anything, and a
    tag is a string."""
    if isinstance(node, list):
        return [_typed(item) for item in cast("list[Any]", node)]
    if not isinstance(node, dict):
        return node
    schema = {key: _typed(value) for key, value in cast("dict[str, Any]", node).items()}
    if schema.get("type") == "object" and not schema.keys() & {"properties", "additionalProperties"}:
        schema["additionalProperties"] = True
    if isinstance(schema.get("enum"), list) and "type" not in schema:
        schema["type"] = "string"
    return schema


def _renamed(openapi: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    """Two classes of one name are told apart by their modules: `entities.Effect` is `EntitiesEffect`."""
    text = msgspec.json.encode(openapi).decode()
    for long, short in names.items():
        text = text.replace(f'"{long}"', f'"{short}"').replace(f'/{long}"', f'/{short}"')
    return msgspec.json.decode(text)


def _short(name: str) -> str:
    module, _, kind = name.rpartition(".")
    return module.rpartition(".")[2].title().replace("_", "") + kind


def _answer_truly(responses: dict[str, Any]) -> None:
    """Errors are Problems on every route; FastAPI would describe its own kind, and only for 422."""
    responses.pop("422", None)
    responses["default"] = _json("An error", Problem)


def _json(description: str, kind: Any) -> dict[str, Any]:
    schema = {"$ref": _REF.format(name=kind.__name__)}
    return {"description": description, "content": {"application/json": {"schema": schema}}}
