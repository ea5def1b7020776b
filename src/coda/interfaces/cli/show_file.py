"""A show file on the command line and the document behind it.

The store keeps the live state with its history; the file is what it was exported to last. A file
that somebody else changed since is read anew, and its history starts anew.
"""

from __future__ import annotations

import asyncio
import hashlib
from pathlib import Path

import msgspec

from coda.apps.sequence_maker.exchange import Exchange
from coda.apps.sequence_maker.formats.smproj import write_smproj
from coda.bootstrap import Coda
from coda.errors import FileFormatError, UnknownDocumentError

_INDEX = "files.json"


class _Binding(msgspec.Struct, frozen=True):
    document_id: str
    sha256: str
    """Of the file as it was written last."""


class ShowFile:
    """One file. `warnings` tells what had to be mended when it was read."""

    def __init__(self, coda: Coda, path: Path) -> None:
        self._coda = coda
        self._index = coda.settings.data / _INDEX
        self._exchange = Exchange(coda.documents, coda.store, coda.stage)
        self.path = path
        self.warnings: tuple[str, ...] = ()

    async def open(self) -> str:
        """The id of the document behind the file. Raises FileFormatError for a broken file."""
        try:
            content = await asyncio.to_thread(self.path.read_bytes)
        except OSError as error:
            raise FileFormatError(
                f"{error.strerror}. Make it with `coda sequence new`.", str(self.path)
            ) from error
        bound = (await self._bindings()).get(self._key)
        if bound is not None and bound.sha256 == _digest(content):
            try:
                return (await self._coda.documents.open(bound.document_id)).id
            except UnknownDocumentError:
                pass  # the data directory lost it; the file is still whole
        imported = await self._exchange.import_show(content, self.path.name)
        self.warnings = imported.warnings
        await self._bind(imported.document.id, content)
        return imported.document.id

    async def save(self, document_id: str) -> None:
        """Write the document to the file, whole or not at all."""
        content = await self._exchange.export_show(document_id)
        self.path = await asyncio.to_thread(write_smproj, self.path, content)
        await self._bind(document_id, content)

    @property
    def _key(self) -> str:
        return str(self.path.resolve())

    async def _bindings(self) -> dict[str, _Binding]:
        try:
            content = await asyncio.to_thread(self._index.read_bytes)
        except FileNotFoundError:
            return {}
        return msgspec.json.decode(content, type=dict[str, _Binding])

    async def _bind(self, document_id: str, content: bytes) -> None:
        bindings = await self._bindings()
        bindings[self._key] = _Binding(document_id, _digest(content))
        beside = self._index.with_suffix(".tmp")
        await asyncio.to_thread(beside.write_bytes, msgspec.json.encode(bindings))
        await asyncio.to_thread(beside.replace, self._index)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
