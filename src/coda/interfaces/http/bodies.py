"""Bodies that come in: strict JSON, of a sane depth, with the fields we know and no others."""

from __future__ import annotations

import binascii
from collections.abc import Callable, Coroutine, Iterable
from typing import Annotated, Any, Literal, cast

import msgspec
from fastapi import Query, Request, Response
from fastapi.routing import APIRoute
from pydantic import BaseModel, ConfigDict, EncodedBytes, Field
from starlette.exceptions import HTTPException

DEEPEST = 64
"""Levels of lists and objects inside each other. A show needs seven."""

_LARGEST = 2**53
"""Beyond it a browser's numbers are not whole any more; SQLite's end at 2**63."""

Revision = Annotated[int, Field(ge=0, le=_LARGEST)]
Count = Annotated[int, Query(ge=0, le=_LARGEST)]
"""A number of entries or a place in a journal, in a query."""


class _StrictBase64:
    """Pydantic's own passes over letters that are no base64."""

    @classmethod
    def decode(cls, data: bytes) -> bytes:
        return binascii.a2b_base64(data, strict_mode=True)

    @classmethod
    def encode(cls, value: bytes) -> bytes:
        return binascii.b2a_base64(value, newline=False)

    @classmethod
    def get_json_format(cls) -> Literal["base64"]:
        return "base64"


ModelName = Annotated[str, Field(min_length=1, max_length=200)]
"""A provider by its name in the settings, or `name/model`."""

Base64 = Annotated[bytes, EncodedBytes(encoder=_StrictBase64)]
"""Bytes, written as base64 without line ends."""


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Nothing(Body):
    """An empty object: a request that changes something is always JSON."""


class StrictRoute(APIRoute):
    """Reads bodies with msgspec: no NaN, no half characters, no nesting without end."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handle_strictly(request: Request) -> Response:
            return await handle(_StrictRequest(request.scope, request.receive))

        return handle_strictly


class _StrictRequest(Request):
    async def json(self) -> Any:
        try:
            body = msgspec.json.decode(await self.body())
        except msgspec.DecodeError as error:
            raise HTTPException(422, f"The body is not valid JSON: {error}.") from error
        except RecursionError as error:
            raise _too_deep() from error
        _refuse_depth(body)
        return body


def _refuse_depth(body: Any) -> None:
    level = [body]
    for _ in range(DEEPEST + 1):
        level = [child for value in level for child in _children(value)]
    if level:
        raise _too_deep()


def _children(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return cast("dict[str, Any]", value).values()
    return cast("list[Any]", value) if isinstance(value, list) else ()


def _too_deep() -> HTTPException:
    return HTTPException(422, f"The body is nested deeper than {DEEPEST} levels.")
