"""An episode as a file: everything in it, and nothing of this machine. Importing it gives the same film."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from coda.apps.idea2video.entities import EPISODE
from coda.apps.idea2video.episode import KIND, EpisodeType
from coda.components.documents import Document, Documents, Draft
from coda.errors import DocumentError, FileFormatError

SUFFIX = ".episode"
FORMAT = "coda-episode"
VERSION = 1


class _File(msgspec.Struct, forbid_unknown_fields=True):
    format: str
    version: int
    collections: dict[str, dict[str, Any]]


class Exchange:
    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    async def import_episode(self, data: bytes) -> Document:
        """A new document from a file. Raises FileFormatError, naming the place; then nothing is kept."""
        collections = _read(data)
        film = collections[EPISODE].get(EPISODE)
        if film is None:
            raise FileFormatError("there is no episode in it", f"collections.{EPISODE}")

        def fill(draft: Draft) -> None:
            for collection, entities in collections.items():
                for id, entity in entities.items():
                    draft.put(collection, id, entity)

        try:
            return await self._documents.create(KIND, getattr(film, "title", ""), fill)
        except DocumentError as error:
            raise FileFormatError(str(error), "collections") from error

    async def export_episode(self, document_id: str) -> bytes:
        """Equal episodes give equal bytes. Raises UnknownDocumentError."""
        draft = await self._documents.fork(document_id)
        collections = {name: dict(sorted(draft.entities(name))) for name in EpisodeType.collections}
        encoded = msgspec.json.encode(_File(FORMAT, VERSION, collections), order="sorted")
        return msgspec.json.format(encoded, indent=2) + b"\n"


def _read(data: bytes) -> Mapping[str, Mapping[str, msgspec.Struct]]:
    try:
        file = msgspec.json.decode(data, type=_File)
    except msgspec.DecodeError as error:
        raise FileFormatError(f"this is no episode: {error}") from error
    if (file.format, file.version) != (FORMAT, VERSION):
        raise FileFormatError(f"this is {file.format} {file.version}, not {FORMAT} {VERSION}", "format")
    known = EpisodeType.collections
    strange = sorted(file.collections.keys() - known.keys())
    if strange:
        raise FileFormatError("this collection is not known", f"collections.{strange[0]}")
    return {
        name: {id: _entity(name, id, value) for id, value in file.collections.get(name, {}).items()}
        for name in known
    }


def _entity(collection: str, id: str, value: Any) -> msgspec.Struct:
    try:
        return msgspec.convert(value, EpisodeType.collections[collection])
    except msgspec.ValidationError as error:
        raise FileFormatError(str(error), f"collections.{collection}.{id}") from error
