"""What a browser calls a file that it saves."""

from __future__ import annotations

from urllib.parse import quote


def attachment(name: str, suffix: str) -> str:
    """The content-disposition of a download: names of any script, for browsers that know RFC 6266, and a
    plain one for the others."""
    plain = "".join(letter if letter.isascii() and letter.isalnum() else "_" for letter in name)[:100]
    whole = quote(f"{' '.join(name.split())[:100] or 'untitled'}{suffix}", safe="", errors="replace")
    return f"attachment; filename=\"{plain.strip('_') or 'untitled'}{suffix}\"; filename*=UTF-8''{whole}"
