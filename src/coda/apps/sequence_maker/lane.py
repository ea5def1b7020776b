"""One ball's segments in order of start, as an immutable value that is cheap to change.

Segments are kept in chunks of a few hundred. A change copies one chunk and the list of chunks, and
shares the rest, so a lane of 100,000 segments is edited, forked and thrown away in microseconds.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from coda.apps.sequence_maker.entities import Segment

Placed = tuple[int, str, Segment]
"""`(start_ms, id, segment)`: the order of a lane. Start and id never tie, so segments are not compared."""

_FULL = 512


@dataclass(frozen=True, slots=True)
class Lane:
    """Segments may overlap for a moment, while an edit is being settled; `overlapping` allows for it."""

    _chunks: tuple[tuple[Placed, ...], ...] = ()
    count: int = 0

    def with_segment(self, id: str, segment: Segment) -> Lane:
        placed: Placed = (segment.start_ms, id, segment)
        if not self._chunks:
            return Lane(((placed,),), 1)
        index = self._chunk_of(segment.start_ms, id)
        chunk = self._chunks[index]
        at = bisect_left(chunk, (segment.start_ms, id))
        return self._replaced(index, (*chunk[:at], placed, *chunk[at:]), self.count + 1)

    def without_segment(self, id: str, segment: Segment) -> Lane:
        """Raises KeyError if the lane does not hold it."""
        index = self._chunk_of(segment.start_ms, id)
        chunk = self._chunks[index] if self._chunks else ()
        at = bisect_left(chunk, (segment.start_ms, id))
        if at == len(chunk) or chunk[at][1] != id:
            raise KeyError(id)
        return self._replaced(index, chunk[:at] + chunk[at + 1 :], self.count - 1)

    def with_changed(self, id: str, segment: Segment) -> Lane:
        """For a segment that the lane holds and that begins where it began."""
        index = self._chunk_of(segment.start_ms, id)
        chunk = self._chunks[index]
        at = bisect_left(chunk, (segment.start_ms, id))
        placed: Placed = (segment.start_ms, id, segment)
        return self._replaced(index, (*chunk[:at], placed, *chunk[at + 1 :]), self.count)

    def __iter__(self) -> Iterator[tuple[str, Segment]]:
        for chunk in self._chunks:
            for _, id, segment in chunk:
                yield id, segment

    def at(self, index: int) -> tuple[str, Segment]:
        """The segment with that number, from 0. Raises IndexError."""
        for chunk in self._chunks:
            if 0 <= index < len(chunk):
                return chunk[index][1:]
            index -= len(chunk)
        raise IndexError(index)

    def number_of(self, id: str, segment: Segment) -> int:
        """How many segments stand before this one."""
        index = self._chunk_of(segment.start_ms, id)
        before = sum(map(len, self._chunks[:index]))
        return before + bisect_left(self._chunks[index], (segment.start_ms, id))

    def overlapping(self, start_ms: int, end_ms: int, but: str = "") -> list[tuple[str, Segment]]:
        """The segments that shine somewhere in the span, in order, except the one called `but`.

        The others are taken not to overlap each other, so only one of them can reach in from before.
        """
        if not self._chunks:
            return []
        found: list[tuple[str, Segment]] = []
        index = self._chunk_of(start_ms, "")
        at = bisect_left(self._chunks[index], (start_ms,))
        earlier = self._last_before(index, at, but)
        if earlier is not None and earlier[1].end_ms > start_ms:
            found.append(earlier)
        for start, id, segment in self._from(index, at):
            if start >= end_ms:
                break
            if id != but:
                found.append((id, segment))
        return found

    def _last_before(self, index: int, at: int, but: str) -> tuple[str, Segment] | None:
        while index >= 0:
            for _, id, segment in reversed(self._chunks[index][:at]):
                if id != but:
                    return id, segment
            index -= 1
            at = len(self._chunks[index])
        return None

    def _from(self, index: int, at: int) -> Iterator[Placed]:
        while index < len(self._chunks):
            yield from self._chunks[index][at:]
            index, at = index + 1, 0

    def _chunk_of(self, start_ms: int, id: str) -> int:
        """The last chunk that does not begin after the place, or the first."""
        return max(0, bisect_right(self._chunks, (start_ms, id), key=_first) - 1)

    def _replaced(self, index: int, chunk: tuple[Placed, ...], count: int) -> Lane:
        if len(chunk) > _FULL:
            middle = len(chunk) // 2
            put = (chunk[:middle], chunk[middle:])
        else:
            put = (chunk,) if chunk else ()
        return Lane(self._chunks[:index] + put + self._chunks[index + 1 :], count)


def _first(chunk: tuple[Placed, ...]) -> tuple[int, str]:
    return chunk[0][:2]
