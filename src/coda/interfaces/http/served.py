"""How a route gets at what it serves."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends
from starlette.requests import HTTPConnection

from coda.bootstrap import Coda


def _served(connection: HTTPConnection) -> Coda:
    return connection.app.state.coda


Served = Annotated[Coda, Depends(_served)]
