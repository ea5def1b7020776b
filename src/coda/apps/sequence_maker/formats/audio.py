"""The song's part of a `.smproj` file: `{embedded, filename, filepath, duration, data}`."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Mapping
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

from coda.apps.sequence_maker.entities import AudioFile
from coda.apps.sequence_maker.formats.node import Fields, Node
from coda.errors import FileFormatError


def read_audio(fields: Fields) -> tuple[bytes | None, AudioFile | None]:
    """The embedded song with its description; nothing of a song that is only named.

    What is not told by the description stays in the fields: where the file lay, and of a song
    that is only named also its name and length.
    """
    data, duration = fields.take("data"), fields.take("duration")
    seconds = 0.0 if duration is None else duration.seconds()
    left = fields.rest_or_empty()
    for name in [name for name, value in left.items() if value is None]:
        del left[name]
    if data is None:
        if seconds:
            left["duration"] = seconds
        return None, None
    title = file_name(left)
    if left.get("filename") == title:
        del left["filename"]
    content = _base64(data)
    digest = hashlib.sha256(content).hexdigest()
    return content, AudioFile(
        content_hash=digest, filename=title or "song", duration_ms=round(seconds * 1000), embedded=True
    )


def file_name(audio: Mapping[str, Any]) -> str:
    """What the song is called: earlier versions stored the whole path, of any system; "" if nothing."""
    for path in (audio.get("filename"), audio.get("filepath")):
        if isinstance(path, str) and path:
            return PureWindowsPath(path).name if "\\" in path else PurePosixPath(path).name
    return ""


def _base64(node: Node) -> bytes:
    try:
        return base64.b64decode(node.text(), validate=True)
    except (binascii.Error, ValueError) as error:
        raise FileFormatError(f"this is not base64: {error}", node.place) from error
