"""A file on the command line and the document behind it.

The store keeps the live state with its history; the file is what it was exported to last. A file
that somebody else changed since is read anew, and its history starts anew.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
from pathlib import Path
from typing import Protocol

import msgspec

from coda.bootstrap import Coda
from coda.components.files import put_in_place
from coda.errors import (
    ConfigurationError,
    ConflictError,
    FileFormatError,
    StoreUnavailableError,
    UnknownDocumentError,
)

_BINDINGS = "files"


class FileFormat(Protocol):
    """How an application's documents become files. The first of `suffixes` is given to a name without."""

    suffixes: tuple[str, ...]
    made_with: str
    """The command that makes such a file."""

    async def read(self, content: bytes, name: str) -> tuple[str, tuple[str, ...]]:
        """The id of a new document, and sentences about what had to be mended. Raises FileFormatError."""
        ...

    async def write(self, document_id: str) -> bytes: ...


class _Binding(msgspec.Struct, frozen=True):
    """Which document a file belongs to; kept in the data directory, one small file for each."""

    path: str
    document_id: str
    sha256: str
    """Of the file as it was written last."""


class DocumentFile:
    """One file. `warnings` tells what had to be mended when it was read."""

    def __init__(self, coda: Coda, path: Path, format: FileFormat) -> None:
        self._coda = coda
        self._format = format
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
            document_id, self.warnings = await self._format.read(content, self.path.name)
        except FileFormatError as error:
            raise FileFormatError(str(error), str(self.path)) from error
        await asyncio.to_thread(self._bind, document_id)
        return document_id

    async def save(self, document_id: str) -> None:
        """Write the document to the file, whole or not at all.

        Raises ConflictError when another program has changed the file since it was opened,
        StoreUnavailableError when it cannot be written.
        """
        content = await self._format.write(document_id)
        if self._digest and _digest(await asyncio.to_thread(self._read)) != self._digest:
            raise ConflictError(
                f"{self.path} was changed by another program meanwhile and was left as it is; say it again."
            )
        await asyncio.to_thread(self._write, content)
        self._digest = _digest(content)
        await asyncio.to_thread(self._bind, document_id)

    def _read(self) -> bytes:
        try:
            return self.path.read_bytes()
        except OSError as error:
            reason = f"{error.strerror}. Make it with `{self._format.made_with}`."
            raise FileFormatError(reason, str(self.path)) from error

    def _write(self, content: bytes) -> None:
        try:
            put_in_place(self.path.resolve(), content)
        except OSError as error:
            reason = error.strerror or error
            raise StoreUnavailableError(f"{self.path} could not be written: {reason}.") from error

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
        folder = self._binding.parent
        try:
            folder.mkdir(exist_ok=True)
            put_in_place(self._binding, msgspec.json.encode(_Binding(path, document_id, self._digest)))
        except OSError as error:
            raise ConfigurationError(f"{folder} cannot be written: {error.strerror}.") from error


def file_path(path: Path, format: type[FileFormat]) -> Path:
    """Where a new file goes: a name without one of the format's extensions gets the first of them."""
    return path if path.suffix in format.suffixes else path.with_name(path.name + format.suffixes[0])


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
