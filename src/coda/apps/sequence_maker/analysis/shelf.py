"""The files of a song library: written whole or not at all, read only when whole."""

from __future__ import annotations

import shutil
import tempfile
import unicodedata
from pathlib import Path
from typing import TypeVar

import msgspec

from coda.apps.sequence_maker.analysis.values import ANALYZER, Inspection
from coda.components.files import put_in_place
from coda.errors import StoreUnavailableError

T = TypeVar("T")

SONG, INFO, WAVEFORM = "song", "info.json", "waveform.json"
ANALYSIS = f"analysis-{ANALYZER.rpartition('/')[2]}.json"
LONGEST_NAME = 120


def read(place: Path, kind: type[T]) -> T | None:
    """A value from a file; None when there is none, or none that can be used."""
    try:
        return msgspec.json.decode(place.read_bytes(), type=kind)
    except (FileNotFoundError, msgspec.DecodeError):
        return None


def write(place: Path, value: object) -> None:
    """Put a value into a file; a reader finds the old file or the new one. Raises StoreUnavailableError."""
    write_bytes(place, msgspec.json.encode(value))


def write_bytes(place: Path, data: bytes) -> None:
    try:
        put_in_place(place, data)
    except OSError as error:
        raise StoreUnavailableError(f"The song library could not be written: {error.strerror}.") from error


def staged(incoming: Path, data: bytes) -> Path:
    """A fresh folder with the bytes of a song that is not yet known to be good."""
    try:
        folder = Path(tempfile.mkdtemp(dir=incoming))
    except OSError as error:
        raise StoreUnavailableError(f"The song library could not be written: {error.strerror}.") from error
    write_bytes(folder / SONG, data)
    return folder


def complete(folder: Path, final: Path, inspection: Inspection) -> None:
    """Give the staged folder what is known of the song and its final name, in one step."""
    write(folder / INFO, inspection.info)
    write(folder / WAVEFORM, inspection.waveform)
    try:
        folder.rename(final)
    except OSError as error:
        if not (final / INFO).exists():
            raise StoreUnavailableError(
                f"The song library could not be written: {error.strerror}."
            ) from error


def discard(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def shown(filename: str) -> str:
    """A file name fit for showing: no folders, no control or direction characters, not too long."""
    last = filename.replace("\\", "/").rpartition("/")[2]
    plain = "".join(c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c)[0] != "C")
    name = " ".join(plain.split()).strip(". ")
    stem, dot, suffix = name.rpartition(".")
    if len(name) > LONGEST_NAME and dot and len(suffix) <= 5:
        return f"{stem[: LONGEST_NAME - len(suffix) - 1]}.{suffix}"
    return name[:LONGEST_NAME] or "song"
