"""From a file to samples, block by block, with the limits that keep a hostile file harmless.

libsndfile (through `soundfile`) reads WAV, MP3, FLAC and Ogg; it tells the format from the content,
so a file's name decides nothing. No more than one block of samples is held at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
import soundfile
from numpy.typing import NDArray

from coda.errors import FileFormatError

Block = NDArray[np.float32]
"""`(frames, channels)`, −1..1."""

MEDIA_TYPES = {
    "WAV": "audio/wav",
    "WAVEX": "audio/wav",
    "RF64": "audio/wav",
    "MP3": "audio/mpeg",
    "FLAC": "audio/flac",
    "OGG": "audio/ogg",
}
SUPPORTED = "WAV, MP3, FLAC and Ogg files work"
LONGEST_S = 3600
MOST_CHANNELS = 8
SAMPLE_RATES = (8_000, 192_000)
BLOCK_FRAMES = 65_536
SILENT_LOSS_S = 1.0
"""A file that ends earlier than its header says by more than this is taken as cut off.

WAV files are not caught by it: libsndfile trusts their size, and plays what is there.
"""


class Song:
    """An open song. Use as a context manager, and read it once.

    Raises FileFormatError when the file is no song, is broken, or goes beyond the limits.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._file: Any = soundfile.SoundFile(path)
        except soundfile.LibsndfileError as error:
            raise FileFormatError(
                f"This is no song that can be read ({found(path)}). {SUPPORTED}."
            ) from error
        self.rate: int = self._file.samplerate
        self.channels: int = self._file.channels
        self.frames: int = self._file.frames
        self._refuse_beyond_limits()

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[self._file.format]

    def _refuse_beyond_limits(self) -> None:
        if self._file.format not in MEDIA_TYPES:
            raise FileFormatError(f"This is a {self._file.format_info} file. {SUPPORTED}.")
        if self.channels > MOST_CHANNELS:
            raise FileFormatError(
                f"The file has {self.channels} channels; at most {MOST_CHANNELS} can be used."
            )
        if not SAMPLE_RATES[0] <= self.rate <= SAMPLE_RATES[1]:
            raise FileFormatError(f"The sample rate is {self.rate} Hz; 8 to 192 kHz can be used.")
        if self._file.format != "MP3" and self.frames > LONGEST_S * self.rate:
            raise too_long()

    def blocks(self) -> Iterator[Block]:
        """The samples from the start; values that are no numbers become silence."""
        done = 0
        while True:
            block = self._read(done)
            if not len(block):
                break
            done += len(block)
            if done > LONGEST_S * self.rate:
                raise too_long()
            yield np.clip(np.nan_to_num(block, nan=0.0), -1.0, 1.0)
        self._refuse_cut_off(done)

    def _read(self, done: int) -> Block:
        try:
            return self._file.read(BLOCK_FRAMES, dtype="float32", always_2d=True)
        except soundfile.LibsndfileError as error:
            place = f"{done / self.rate:.1f} s"
            raise FileFormatError(f"The sound is broken here ({error.error_string}).", place) from error

    def _refuse_cut_off(self, done: int) -> None:
        if not done:
            raise FileFormatError(f"There is no sound in the file. {SUPPORTED}.")
        if self._file.format != "MP3" and self.frames - done > SILENT_LOSS_S * self.rate:
            raise FileFormatError(
                f"The file is cut off: it promises {self.frames / self.rate:.1f} s of sound.",
                f"{done / self.rate:.1f} s",
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()


def too_long() -> FileFormatError:
    return FileFormatError(f"The song is longer than {LONGEST_S // 60} minutes, the most that can be used.")


def found(path: Path) -> str:
    """What the first bytes of a file look like, for a message."""
    with path.open("rb") as file:
        head = file.read(16)
    signatures = {
        b"": "it is empty",
        b"%PDF": "it looks like a PDF document",
        b"PK\x03\x04": "it looks like a zip archive",
        b"\x89PNG": "it looks like a picture",
        b"\xff\xd8\xff": "it looks like a picture",
        b"{": "it looks like JSON text",
        b"<": "it looks like a web page or XML",
        b"RIFF": "it starts like WAV but is broken",
        b"fLaC": "it starts like FLAC but is broken",
        b"OggS": "it starts like Ogg but is broken or holds another codec",
        b"ID3": "it starts like MP3 but is broken",
    }
    if head[4:8] == b"ftyp":
        return "it looks like MP4 or M4A"
    if not head:
        return signatures[b""]
    matching = (text for start, text in signatures.items() if start and head.startswith(start))
    return next(matching, f"it starts with the bytes {head[:4].hex(' ')}")
