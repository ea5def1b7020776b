"""Answers: msgspec values as JSON, errors as a status with a plain sentence."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import msgspec
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

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
    TransitionError,
    UnknownConversationError,
    UnknownDocumentError,
    UnknownRunError,
)
from coda.interfaces.http.guard import HEADERS

log = logging.getLogger(__name__)

Statuses = Mapping[type[CodaError], int]
"""The first class that fits decides; any other CodaError is a 500."""

_MOST_REASONS = 3
"""Mistakes of one body that are told; there may be thousands."""


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """What an error's body says. `error` is a stable word, `message` a sentence for people;
    `conflicts` are sentences about what stands in the way, `place` is where a file is broken, `actions`
    is what can be done instead of a step that cannot be taken now."""

    error: str
    message: str
    conflicts: tuple[str, ...] = ()
    place: str = ""
    actions: tuple[str, ...] | msgspec.UnsetType = msgspec.UNSET


class Answer(Response):
    """A value of ours as JSON."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        return msgspec.json.encode(content)


class NotFoundError(CodaError):
    """A part of a known object is not there, such as the song of a silent show."""

    code = "not_found"


_STATUSES: Statuses = {
    NotFoundError: 404,
    UnknownDocumentError: 404,
    UnknownConversationError: 404,
    UnknownRunError: 404,
    ConflictError: 409,
    TransitionError: 409,
    NothingToUndoError: 409,
    ConversationBusyError: 409,
    DecisionError: 409,
    InvariantError: 422,
    ToolError: 422,
    FileFormatError: 422,
    ConfigurationError: 422,
    StoreUnavailableError: 503,
}


def answer_errors(app: FastAPI, of_applications: Statuses) -> None:
    """Every error leaves as a `Problem`; `of_applications` are statuses of the applications' errors."""
    statuses = {**of_applications, **_STATUSES}

    async def answer_coda_error(request: Request, error: Exception) -> Response:
        del request
        assert isinstance(error, CodaError)
        status = next((code for kind, code in statuses.items() if isinstance(error, kind)), 500)
        conflicts = error.conflicts if isinstance(error, ConflictError) else ()
        place = error.place if isinstance(error, FileFormatError) else ""
        actions = error.actions if isinstance(error, TransitionError) else msgspec.UNSET
        return Answer(Problem(error.code, str(error), conflicts, place, actions), status)

    app.add_exception_handler(CodaError, answer_coda_error)
    app.add_exception_handler(RequestValidationError, _answer_bad_request)
    app.add_exception_handler(HTTPException, _answer_http_error)
    app.add_exception_handler(Exception, _answer_mistake)


async def _answer_bad_request(request: Request, error: Exception) -> Response:
    del request
    assert isinstance(error, RequestValidationError)
    reasons = error.errors()
    told = [f"{'.'.join(map(str, one['loc']))[:200]}: {one['msg']}" for one in reasons[:_MOST_REASONS]]
    more = [f"and {len(reasons) - _MOST_REASONS} more"] if len(reasons) > _MOST_REASONS else []
    return Answer(Problem("bad_request", "; ".join([*told, *more])), 422)


async def _answer_http_error(request: Request, error: Exception) -> Response:
    del request
    assert isinstance(error, HTTPException)
    return Answer(Problem(_word(error.status_code), str(error.detail)), error.status_code, error.headers)


async def _answer_mistake(request: Request, error: Exception) -> Response:
    """For a mistake of ours. It is answered outside the guard, so its headers are put here."""
    log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    problem = Problem("internal", "Something went wrong inside Coda; its log says what.")
    headers = {name.decode(): value.decode() for name, value in HEADERS}
    return Answer(problem, 500, headers)


def _word(status: int) -> str:
    named = {413: "too_large", 422: "bad_request"}
    return named.get(status) or HTTPStatus(status).phrase.lower().replace(" ", "_")
