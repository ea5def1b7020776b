"""Amazon's event stream, decoded from bytes that may be cut anywhere.

The format is the AWS documentation's, "Event stream encoding": a prelude of the message's length,
the headers' length and a CRC of both, then headers, payload and a CRC of it all; numbers are big-endian.
"""

from __future__ import annotations

from binascii import crc32
from collections.abc import Iterator, Mapping
from functools import lru_cache
from struct import Struct, error, unpack_from

import msgspec

from coda.components.llm.codecs.sse import ServerSentEvent
from coda.errors import LLMStreamBrokenError

MAX_MESSAGE_BYTES = 24 * 2**20
"""Amazon's own limit on a payload."""

_PRELUDE = Struct(">III")
_CRC_BYTES = 4
_SMALLEST = _PRELUDE.size + _CRC_BYTES
_FIXED_SIZES = {0: 0, 1: 0, 2: 1, 3: 2, 4: 4, 5: 8, 8: 8, 9: 16}
"""Of header values, by type: booleans, integers, a time, a UUID."""
_BYTES, _STRING = 6, 7
_OFTEN_SAID_BYTES = 512


class EventStreamFraming:
    """Turns reads into events: `event` is the type, `data` the payload, and `id` the kind of message,
    `event`, `exception` or `error`.

    Raises LLMStreamBrokenError at a message above 24 MiB or with a wrong CRC, after the events before it.
    """

    def __init__(self) -> None:
        self._held = bytearray()

    def feed(self, read: bytes) -> Iterator[ServerSentEvent]:
        self._held += read
        start = 0
        try:
            while (size := self._size_at(start)) and len(self._held) - start >= size:
                with memoryview(self._held) as held:
                    message = bytes(held[start : start + size])
                start += size
                yield _event(message)
        finally:
            del self._held[:start]

    def finish(self) -> Iterator[ServerSentEvent]:
        """The stream has ended; what is still held is no event."""
        if self._held:
            raise _broken("ended in the middle of an event")
        yield from ()

    def _size_at(self, start: int) -> int:
        """Of the message that begins there; 0 while its prelude is not whole."""
        if len(self._held) - start < _PRELUDE.size:
            return 0
        size, headers, crc = _PRELUDE.unpack_from(self._held, start)
        if crc32(self._held[start : start + _PRELUDE.size - _CRC_BYTES]) != crc:
            raise _broken("is not Amazon's event stream, or was damaged on its way")
        if not _SMALLEST + headers <= size <= MAX_MESSAGE_BYTES:
            raise _broken(f"has an event of {size} bytes; it was given up")
        return size


def _event(message: bytes) -> ServerSentEvent:
    body_end = len(message) - _CRC_BYTES
    if crc32(message[:body_end]) != unpack_from(">I", message, body_end)[0]:
        raise _broken("was damaged on its way")
    headers_end = _PRELUDE.size + unpack_from(">I", message, 4)[0]
    told = message[_PRELUDE.size : headers_end]
    headers = _known_headers(told) if len(told) <= _OFTEN_SAID_BYTES else _headers(told)
    payload = message[headers_end:body_end]
    kind = headers.get(":message-type", "event")
    if kind == "error":
        payload = msgspec.json.encode({"message": headers.get(":error-message", "")})
    name = headers.get(":event-type") or headers.get(":exception-type") or headers.get(":error-code") or ""
    return ServerSentEvent(payload, name, kind)


def _headers(told: bytes) -> Mapping[str, str]:
    try:
        return dict(_text_headers(told))
    except (error, IndexError, KeyError, UnicodeDecodeError):
        raise _broken("has an event whose headers cannot be read") from None


_known_headers = lru_cache(maxsize=64)(_headers)
"""Nearly every event has the headers of the one before."""


def _text_headers(told: bytes) -> Iterator[tuple[str, str]]:
    """The headers whose values are text; the others are passed over."""
    place = 0
    while place < len(told):
        name_end = place + 1 + told[place]
        name, kind = told[place + 1 : name_end].decode(), told[name_end]
        place = name_end + 1
        if kind in {_BYTES, _STRING}:
            (length,) = unpack_from(">H", told, place)
            place += 2
            if kind == _STRING:
                yield name, told[place : place + length].decode()
            place += length
        else:
            place += _FIXED_SIZES[kind]
    if place != len(told):
        raise IndexError(place)


def _broken(how: str) -> LLMStreamBrokenError:
    return LLMStreamBrokenError(f"The answer {how}. Try again.")
