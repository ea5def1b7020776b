"""What every decoder does: an answer's bytes, cut anywhere, become model events and one end."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable
from math import isfinite
from typing import Any, ClassVar, Protocol, TypeVar

import msgspec

from coda.components.llm.codecs.census import count_unread
from coda.components.llm.codecs.http_error import label_of
from coda.components.llm.codecs.sse import ServerSentEvent, SSEDecoder
from coda.components.messages import Failure, Finish, ModelEvent, Usage, UsageReport
from coda.errors import LLMError, LLMStreamBrokenError

MAX_BODY_BYTES = 32 * 2**20
"""Of an answer that came as one JSON body instead of a stream."""

MAX_KEPT_CHARACTERS = 16 * 2**20
"""Of what is held until the answer's end: calls, and what has to be sent back."""

BLANK = b"\xef\xbb\xbf \t\r\n"
"""What may stand before an answer: a byte order mark, white space."""

_LONGEST_OPENING = 4096

Wire = TypeVar("Wire")


class Framing(Protocol):
    """Cuts a stream into its events: server-sent events, or lines."""

    def feed(self, read: bytes) -> Iterable[ServerSentEvent]: ...

    def finish(self) -> Iterable[ServerSentEvent]: ...


class AnswerDecoder(ABC):
    """Decodes one answer with status 200. `feed` it reads cut anywhere, then `finish` it.

    Both return events and never raise; the last event of an answer is one `Finish` or `Failure`,
    and after it there are none. Tool calls, reasoning state and usage come just before it. A body
    that is one JSON value instead of a stream is understood too, and a web page is recognized.
    """

    body_begins_with: ClassVar[bytes] = b"{["
    """The first bytes that tell a whole JSON body from a stream."""

    def __init__(self, provider: str, label: str = "", framing: Framing | None = None) -> None:
        self.ignored: Counter[str] = Counter()
        """Event types this decoder does not know, and how often they came; fields, if they are counted."""
        self.counts_fields = False
        """Count the fields that are not read, too; that costs more than the decoding."""
        self._provider = provider
        self._label = label or label_of(provider)
        self._framing = framing or SSEDecoder()
        self._opening: bytes | None = b""
        """Leading white space, until the first other byte tells what the body is."""
        self._body: list[bytes] | None = None
        self._body_size = 0
        self._kept = 0
        self._ended = False

    @property
    @abstractmethod
    def is_whole(self) -> bool:
        """Whether the provider has said why it stopped; what may still follow is the account."""

    @property
    def has_ended(self) -> bool:
        """Whether the terminal event was given out."""
        return self._ended

    @abstractmethod
    def _take(self, event: ServerSentEvent, events: list[ModelEvent]) -> None:
        """Read one event of the stream; what it means is appended. May raise `LLMError`."""

    @abstractmethod
    def _take_body(self, body: bytes, events: list[ModelEvent]) -> None:
        """Read a whole JSON body. May raise `LLMError`."""

    @abstractmethod
    def _close(self, events: list[ModelEvent]) -> None:
        """Nothing more will come: give out calls and the end, or the failure that there is none."""

    @abstractmethod
    def _account(self) -> Usage | None:
        """The usage as far as the provider has told it."""

    def feed(self, read: bytes) -> list[ModelEvent]:
        events: list[ModelEvent] = []
        if self._ended:
            return events
        try:
            if self._opening is not None:
                read = self._open(read)
            if self._body is None:
                for event in self._framing.feed(read):
                    self._take(event, events)
                    if self._ended:
                        break
            else:
                self._hold(self._body, read)
        except LLMError as error:
            self._fail(error, events)
        return events

    def finish(self) -> list[ModelEvent]:
        """The body has ended, in order or not."""
        events: list[ModelEvent] = []
        if self._ended:
            return events
        try:
            if self._body is not None:
                self._take_body(b"".join(self._body), events)
            for event in self._framing.finish():
                self._take(event, events)
                if self._ended:
                    break
        except LLMStreamBrokenError as error:
            if self._body is not None:
                self._fail(error, events)
            elif not self.is_whole:
                self._fail(self._broken(" was cut off in the middle of an event. Try again."), events)
        except LLMError as error:
            self._fail(error, events)
        if not self._ended:
            self._close(events)
        return events

    def _open(self, read: bytes) -> bytes:
        opening = (self._opening or b"") + read
        start = opening.lstrip(BLANK)[:1]
        if not start and len(opening) < _LONGEST_OPENING:
            self._opening = opening
            return b""
        self._opening = None
        if start == b"<":
            raise LLMStreamBrokenError(
                f"{self._label} sent a web page, not an answer. Check api_base, and any proxy between.",
                recoverable=False,
            )
        if start and start in self.body_begins_with:
            self._body = []
            return opening[opening.index(start) :]
        return opening

    def _hold(self, body: list[bytes], read: bytes) -> None:
        self._body_size += len(read)
        if self._body_size > MAX_BODY_BYTES:
            raise self._broken(f" sent an answer above {MAX_BODY_BYTES} bytes; it was given up.")
        body.append(read)

    def _keep(self, size: int) -> None:
        """Count characters that are held until the end. Raises LLMStreamBrokenError at too many."""
        self._kept += size
        if self._kept > MAX_KEPT_CHARACTERS:
            raise self._broken("'s answer grew beyond any sense; it was given up.")

    def _read(self, decoder: msgspec.json.Decoder[Wire], data: bytes) -> Wire:
        """`data` as the decoder's type. Raises LLMStreamBrokenError when it is not that."""
        try:
            wire = decoder.decode(data)
        except (ValueError, RecursionError) as error:
            return self._mended(decoder, data, error)
        if self.counts_fields:
            count_unread(data, decoder.type, self.ignored)
        return wire

    def _mended(self, decoder: msgspec.json.Decoder[Wire], data: bytes, error: Exception) -> Wire:
        """Some servers cut a character into two escaped surrogates, one in each of two chunks."""
        if b"\\ud" not in data.lower():
            raise self._unreadable(data, error)
        try:
            text = json.dumps(json.loads(data), ensure_ascii=False)
            return decoder.decode(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
        except (ValueError, RecursionError):
            raise self._unreadable(data, error) from None

    def _close_early(self, events: list[ModelEvent]) -> None:
        """The failure of a body that ended before the provider said why it stopped."""
        empty = self._opening is not None
        what = "sent an empty answer" if empty else "ended its answer early; part of it may be missing"
        self._fail(self._broken(f" {what}. Try again."), events)

    def _fail(self, error: LLMError, events: list[ModelEvent]) -> None:
        error.provider = self._provider
        self._end(Failure(error), events)

    def _end(self, terminal: Finish | Failure, events: list[ModelEvent]) -> None:
        usage = self._account()
        if usage is not None:
            events.append(UsageReport(usage))
        events.append(terminal)
        self._ended = True

    def _broken(self, what: str) -> LLMStreamBrokenError:
        return LLMStreamBrokenError(f"{self._label}{what}")

    def _unreadable(self, data: bytes, error: Exception) -> LLMStreamBrokenError:
        why = "it is not JSON"
        if isinstance(error, msgspec.DecodeError):
            why = str(error)
        elif isinstance(error, RecursionError):
            why = "it is nested too deeply"
        elif isinstance(error, UnicodeDecodeError):
            why = "it is not UTF-8"
        return self._broken(f" sent {len(data)} bytes that cannot be read: {why}. Try again.")


def decode_all(decoder: AnswerDecoder, body: bytes) -> list[ModelEvent]:
    """The events of a whole body with status 200, streamed or not."""
    return decoder.feed(body) + decoder.finish()


def as_count(number: Any) -> int:
    """A count as it can be stored: servers may send null, 12.0 or nonsense."""
    if not isinstance(number, int | float) or not isfinite(number):
        return 0
    return max(0, min(int(number), 2**53))
