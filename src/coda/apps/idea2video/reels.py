"""Which films were made of which episode: one small file for each, replaced whole."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from coda.components.files import put_in_place
from coda.errors import StoreUnavailableError

_ID = re.compile(r"[\w-]{1,64}", re.ASCII)


class Reel(msgspec.Struct, frozen=True):
    """Films go by their content address."""

    newest: str | None = None
    """The one that was finished last; it stays to be seen when the episode has moved on."""
    rendering: str | None = None
    """The one that is being made."""


class Reels:
    """In `directory`, which is made. Every method blocks, and raises StoreUnavailableError."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        try:
            directory.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _refusal(error) from error

    def of(self, document_id: str) -> Reel:
        try:
            return msgspec.json.decode(self._file(document_id).read_bytes(), type=Reel)
        except (FileNotFoundError, msgspec.DecodeError):
            return Reel()

    def put(self, document_id: str, reel: Reel) -> None:
        try:
            put_in_place(self._file(document_id), msgspec.json.encode(reel))
        except OSError as error:
            raise _refusal(error) from error

    def rendering(self) -> dict[str, str]:
        """`document id -> ` the film that was being made when somebody looked last."""
        found = {file.stem: self.of(file.stem) for file in self._directory.glob("*.json")}
        return {id: reel.rendering for id, reel in found.items() if reel.rendering is not None}

    def forget(self, document_id: str) -> None:
        self._file(document_id).unlink(missing_ok=True)

    def _file(self, document_id: str) -> Path:
        if not _ID.fullmatch(document_id):
            raise StoreUnavailableError(f"{document_id!r} is no document's id.")
        return self._directory / f"{document_id}.json"


def _refusal(error: OSError) -> StoreUnavailableError:
    return StoreUnavailableError(f"The films could not be written down: {error.strerror}.")
