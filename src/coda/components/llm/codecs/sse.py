"""Server-sent events, decoded from bytes that may be cut anywhere.

The format is the WHATWG HTML standard's, section "Server-sent events". Two liberties: `retry` is
ignored, and an event whose blank line is missing at the end of the stream still counts, because
servers do leave it out.
"""

from collections.abc import Iterable, Iterator
from itertools import chain

import msgspec

from coda.errors import LLMStreamBrokenError

MAX_EVENT_BYTES = 8 * 2**20
"""Room for an image in an event; far below what would hurt the process."""

_BOM = b"\xef\xbb\xbf"
_NEWLINE, _RETURN = b"\n\r"
"""As numbers: looking for a byte is ten times faster than looking for a string of one."""


class ServerSentEvent(msgspec.Struct, frozen=True, gc=False):
    """`data` holds the data lines joined by newlines, undecoded. `id` is this event's own: "" when
    it has none.
    """

    data: bytes
    event: str = ""
    id: str = ""


class SSEDecoder:
    """Turns reads into events, in time linear in the bytes and in bounded memory.

    Iterate over what `feed` and `finish` return, to the end, before the next read. Both raise
    `LLMStreamBrokenError` at an event above `max_event_bytes`, after the events before it.
    """

    def __init__(self, max_event_bytes: int = MAX_EVENT_BYTES) -> None:
        self._max_event_bytes = max_event_bytes
        self._opening: bytes | None = b""
        """What may still become a byte order mark; None once that is settled."""
        self._after_return = False
        """The last read ended in a carriage return, whose newline may open the next."""
        self._partial: list[bytes] = []
        """The pieces of a line that has no end yet."""
        self._data: list[bytes] = []
        self._event = ""
        self._id = ""
        self._size = 0
        """Bytes held in `_partial` and `_data`."""
        self._inside = False
        """An event, or a line, has begun and not ended."""

    def feed(self, read: bytes) -> Iterable[ServerSentEvent]:
        if self._opening is not None:
            read = self._without_mark(read)
        if self._after_return or _RETURN in read:
            read = self._with_plain_newlines(read)
        return self._resumed(read) if self._inside else self._events(read)

    def _resumed(self, read: bytes) -> Iterator[ServerSentEvent]:
        """First the rest of the event that is being read."""
        end = self._end_of_event(read)
        yield from self._lines(read[:end])
        if end < len(read):
            yield from self._events(read[end:])

    def _events(self, read: bytes) -> Iterable[ServerSentEvent]:
        """Of a read that begins an event."""
        end = read.rfind(b"\n\n")
        if end < 0 or len(read) > self._max_event_bytes:
            return self._lines(read)
        events = _plain_events(read[:end])
        if events is None:
            return self._lines(read)
        if end + 2 < len(read):
            return chain(events, self._lines(read[end + 2 :]))
        return events

    def finish(self) -> Iterable[ServerSentEvent]:
        """The stream has ended: what is still held is the last event."""
        rest = self._opening or b""
        self._opening = None
        return self._lines(rest + b"\n\n")

    def _without_mark(self, read: bytes) -> bytes:
        opening = (self._opening or b"") + read
        if len(opening) < len(_BOM) and _BOM.startswith(opening):
            self._opening = opening
            return b""
        self._opening = None
        return opening.removeprefix(_BOM)

    def _with_plain_newlines(self, read: bytes) -> bytes:
        if self._after_return and read:
            read = read.removeprefix(b"\n")
            self._after_return = False
        if _RETURN in read:
            self._after_return = read.endswith(b"\r")
            read = read.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        return read

    def _end_of_event(self, read: bytes) -> int:
        """Where the event that is being read ends in `read`: after its blank line."""
        if not self._partial and read.startswith(b"\n"):
            return 1
        found = read.find(b"\n\n")
        return len(read) if found < 0 else found + 2

    def _lines(self, text: bytes) -> Iterator[ServerSentEvent]:
        lines = text.split(b"\n")
        if self._partial and len(lines) > 1:
            self._partial.append(lines[0])
            lines[0] = b"".join(self._partial)
            self._size -= len(lines[0])
            self._size += len(self._partial[-1])
            self._partial.clear()
        rest = lines.pop()
        for line in lines:
            if line:
                self._field(line)
            else:
                yield from self._dispatch()
        if rest:
            self._partial.append(rest)
            self._hold(len(rest))
        self._inside = bool(self._partial or self._data or self._event or self._id)

    def _field(self, line: bytes) -> None:
        name, _, value = line.partition(b":")
        value = value.removeprefix(b" ")
        if name == b"data":
            self._data.append(value)
            self._hold(len(line))
        elif name == b"event":
            self._event = value.decode("utf-8", "replace")
        elif name == b"id" and b"\0" not in value:
            self._id = value.decode("utf-8", "replace")

    def _dispatch(self) -> Iterator[ServerSentEvent]:
        if self._data:
            yield ServerSentEvent(b"\n".join(self._data), self._event, self._id)
        self._data.clear()
        self._event = self._id = ""
        self._size = 0

    def _hold(self, size: int) -> None:
        self._size += size
        if self._size > self._max_event_bytes:
            raise LLMStreamBrokenError(
                f"The server sent an event above {self._max_event_bytes} bytes; the stream was given up.",
            )


def _plain_events(text: bytes) -> list[ServerSentEvent] | None:
    """Whole events that are all one line of data, or all their type and one line of data, as nearly
    every stream is; None for others. What is done here is done for every token."""
    if text.startswith(b"data: "):
        data = text[6:]
        if _NEWLINE not in data:
            return [ServerSentEvent(data)]
        blocks = data.split(b"\n\ndata: ")
        for block in blocks:
            if _NEWLINE in block:
                return None
        return [ServerSentEvent(block) for block in blocks]
    if not text.startswith(b"event: "):
        return None
    events: list[ServerSentEvent] = []
    for block in text[7:].split(b"\n\nevent: "):
        name, _, data = block.partition(b"\ndata: ")
        if not data or _NEWLINE in name or _NEWLINE in data:
            return None
        events.append(ServerSentEvent(data, name.decode("utf-8", "replace")))
    return events
