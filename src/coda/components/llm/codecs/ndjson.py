"""Newline-delimited JSON (application/x-ndjson): one value a line, in reads that may be cut anywhere."""

from __future__ import annotations

from collections.abc import Iterator

from coda.components.llm.codecs.sse import MAX_EVENT_BYTES, ServerSentEvent
from coda.errors import LLMStreamBrokenError

_BOM = b"\xef\xbb\xbf"


class NDJSONDecoder:
    """Turns reads into lines, in time linear in the bytes and in bounded memory.

    Each line that holds more than white space becomes an event whose `data` is the line. Lines end
    in a newline, with or without a carriage return; the last one may lack its end. `feed` and `finish`
    are generators, and raise `LLMStreamBrokenError` at a line above `max_line_bytes`, after the lines
    before it.
    """

    def __init__(self, max_line_bytes: int = MAX_EVENT_BYTES) -> None:
        self._max_line_bytes = max_line_bytes
        self._partial: list[bytes] = []
        """The pieces of a line that has no end yet."""
        self._size = 0
        """Bytes in `_partial`."""
        self._first = True

    def feed(self, read: bytes) -> Iterator[ServerSentEvent]:
        *lines, rest = read.split(b"\n")
        for line in lines:
            self._hold(line)
            yield from self._end_of_line()
        self._hold(rest)

    def finish(self) -> Iterator[ServerSentEvent]:
        """The stream has ended: what is still held is the last line."""
        yield from self._end_of_line()

    def _hold(self, piece: bytes) -> None:
        self._size += len(piece)
        if self._size > self._max_line_bytes:
            raise LLMStreamBrokenError(
                f"The server sent a line above {self._max_line_bytes} bytes; the stream was given up."
            )
        if piece:
            self._partial.append(piece)

    def _end_of_line(self) -> Iterator[ServerSentEvent]:
        line = b"".join(self._partial)
        self._partial.clear()
        self._size = 0
        if self._first:
            line, self._first = line.removeprefix(_BOM), False
        line = line.strip()
        if line:
            yield ServerSentEvent(line)
