"""Answers: msgspec values as JSON, errors as a status with a plain sentence, and both in OpenAPI."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from coda.apps.sequence_maker.analysis.failures import UnknownSongError
from coda.errors import (
    CodaError,
    ConfigurationError,
    ConflictError,
    ConversationBusyError,
    DecisionError,
    FileFormatError,
    InvariantError,
    NothingToUndoError,
    StoreUnavailableError,
    ToolError,
    UnknownConversationError,
    UnknownDocumentError,
    UnknownRunError,
)

_STATUS: tuple[tuple[type[CodaError], int], ...] = (
    (UnknownDocumentError, 404),
    (UnknownConversationError, 404),
    (UnknownRunError, 404),
    (ConflictError, 409),
    (NothingToUndoError, 409),
    (ConversationBusyError, 409),
    (DecisionError, 409),
    (InvariantError, 422),
    (ToolError, 422),
    (FileFormatError, 422),
    (ConfigurationError, 422),
    (StoreUnavailableError, 503),
)
"""The first class that fits decides; any other CodaError is a 500."""


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """What an error's body says. `error` is a stable word, `message` a sentence for people."""

    error: str
    message: str
    conflicts: tuple[str, ...] = ()
    place: str = ""


class Answer(Response):
    """A value of ours as JSON."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        return msgspec.json.encode(content)


class NotFoundError(CodaError):
    """A part of a known object is not there, such as the song of a silent show."""

    code = "not_found"


def returns(kind: Any, status: int = 200) -> dict[int | str, dict[str, Any]]:
    """The OpenAPI side of an `Answer`: `responses=returns(DocumentView)`."""
    schema = {"$ref": f"#/components/schemas/{kind.__name__}"}
    _described.add(kind)
    return {status: {"description": "Done", "content": {"application/json": {"schema": schema}}}}


_described: set[Any] = {Problem}


def describe_answers(openapi: dict[str, Any]) -> dict[str, Any]:
    """Put the schemas of every value that routes return into the OpenAPI document."""
    kinds = sorted(_described, key=lambda kind: kind.__name__)
    _, components = msgspec.json.schema_components(kinds, ref_template="#/components/schemas/{name}")
    schemas = openapi.setdefault("components", {}).setdefault("schemas", {})
    schemas.update(components)
    return openapi


def answer_errors(app: FastAPI) -> None:
    app.add_exception_handler(CodaError, _answer_coda_error)
    app.add_exception_handler(RequestValidationError, _answer_bad_request)
    app.add_exception_handler(HTTPException, _answer_http_error)


async def _answer_coda_error(request: Request, error: Exception) -> Response:
    del request
    assert isinstance(error, CodaError)
    status = 404 if isinstance(error, NotFoundError | UnknownSongError) else 500
    status = next((code for kind, code in _STATUS if isinstance(error, kind)), status)
    conflicts = error.conflicts if isinstance(error, ConflictError) else ()
    place = error.place if isinstance(error, FileFormatError) else ""
    return Answer(Problem(error.code, str(error), conflicts, place), status)


async def _answer_bad_request(request: Request, error: Exception) -> Response:
    del request
    assert isinstance(error, RequestValidationError)
    said = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
    return Answer(Problem("bad_request", said), 422)


async def _answer_http_error(request: Request, error: Exception) -> Response:
    del request
    assert isinstance(error, HTTPException)
    return Answer(Problem("http", str(error.detail)), error.status_code)
