"""A show file on the command line and the document behind it.

The store keeps the live state with its history; the file is what it was exported to last. A file
that somebody else changed since is read anew, and its history starts anew.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
from pathlib import Path
from uuid import uuid4

import msgspec

from coda.apps.sequence_maker.exchange import Exchange
from coda.apps.sequence_maker.formats.smproj import write_smproj
from coda.apps.sequence_maker.formats.smproj_writing import SUFFIX
from coda.bootstrap import Coda
from coda.errors import ConfigurationError, ConflictError, FileFormatError, UnknownDocumentError

_BINDINGS = "files"


class _Binding(msgspec.Struct, frozen=True):
    """Which document a file belongs to; kept in the data directory, one small file for each."""

    path: str
    document_id: str
    sha256: str
    """Of the file as it was written last."""


class ShowFile:
    """One file. `warnings` tells what had to be mended when it was read."""

    def __init__(self, coda: Coda, path: Path) -> None:
        self._coda = coda
        self._exchange = Exchange(coda.documents, coda.store, coda.stage)
        self._digest = ""
        self.path = path
        self.warnings: tuple[str, ...] = ()

    async def open(self) -> str:
        """The id of the document behind the file. Raises FileFormatError for a broken file."""
        content = await asyncio.to_thread(self._read)
        self._digest = _digest(content)
        bound = await asyncio.to_thread(self._bound)
        if bound is not None and bound.sha256 == self._digest:
            try:
                return (await self._coda.documents.open(bound.document_id)).id
            except UnknownDocumentError:
                pass  # the data directory lost it; the file is still whole
        try:
            imported = await self._exchange.import_show(content, self.path.name)
        except FileFormatError as error:
            raise FileFormatError(str(error), str(self.path)) from error
        self.warnings = imported.warnings
        await asyncio.to_thread(self._bind, imported.document.id)
        return imported.document.id

    async def save(self, document_id: str) -> None:
        """Write the document to the file, whole or not at all.

        Raises ConflictError when another program has changed the file since it was opened.
        """
        content = await self._exchange.export_show(document_id)
        if self._digest and _digest(await asyncio.to_thread(self._read)) != self._digest:
            raise ConflictError(
                f"{self.path} was changed by another program meanwhile and was left as it is; say it again."
            )
        self.path = await asyncio.to_thread(write_smproj, self.path, content)
        self._digest = _digest(content)
        await asyncio.to_thread(self._bind, document_id)

    def _read(self) -> bytes:
        try:
            return self.path.read_bytes()
        except OSError as error:
            raise FileFormatError(
                f"{error.strerror}. Make it with `coda sequence new`.", str(self.path)
            ) from error

    @property
    def _binding(self) -> Path:
        name = _digest(os.fsencode(self.path.resolve()))[:32]
        return self._coda.settings.data / _BINDINGS / f"{name}.json"

    def _bound(self) -> _Binding | None:
        try:
            return msgspec.json.decode(self._binding.read_bytes(), type=_Binding)
        except (FileNotFoundError, msgspec.DecodeError):
            return None  # what is unknown, or cannot be read, is imported anew

    def _bind(self, document_id: str) -> None:
        path = str(self.path.resolve()).encode(errors="replace").decode()
        content = msgspec.json.encode(_Binding(path, document_id, self._digest))
        beside = self._binding.with_suffix(f".{uuid4().hex[:8]}.tmp")
        try:
            beside.parent.mkdir(exist_ok=True)
            beside.write_bytes(content)
            beside.replace(self._binding)
        except OSError as error:
            raise ConfigurationError(f"{beside.parent} cannot be written: {error.strerror}.") from error


def show_path(path: Path) -> Path:
    """Where a new show goes: a name without an extension gets ours, as writing it will do."""
    return path if path.suffix in {SUFFIX, ".json"} else path.with_name(path.name + SUFFIX)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
