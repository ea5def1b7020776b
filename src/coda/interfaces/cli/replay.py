"""`coda replay PROTOCOL [FILE]`: what Coda understands of a recorded answer."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from coda.components.llm.codecs.answer import AnswerDecoder
from coda.components.llm.codecs.protocols import decoder_for
from coda.components.llm.config import WireProtocol
from coda.components.messages import (
    Citation,
    Failure,
    Finish,
    ModelEvent,
    ReasoningDelta,
    ReasoningState,
    TextDelta,
    ToolCall,
    UsageReport,
)
from coda.errors import FileFormatError
from coda.interfaces.cli.exits import DONE

_READ_BYTES = 64 * 1024
_NAMES: dict[type[ModelEvent], str] = {
    TextDelta: "text_delta",
    ReasoningDelta: "reasoning_delta",
    Citation: "citation",
    ToolCall: "tool_call",
    ReasoningState: "reasoning_state",
    UsageReport: "usage",
    Finish: "finish",
}


def replay(protocol: str, file: Path | None, *, summary: bool) -> int:
    """Print the events as JSON lines, or one JSON object; what was left unread goes to standard error.

    Raises FileFormatError when the file cannot be read.
    """
    decoder = decoder_for(WireProtocol(protocol))
    decoder.counts_fields = True
    events = _decoded(decoder, _reads(file))
    if summary:
        print(_line(_summary(events)))
    else:
        for event in events:
            print(_line(_told(event)))
    for name, count in sorted(decoder.ignored.items()):
        print(f"coda: not read, {count}×: {name}", file=sys.stderr)
    return DONE


def _reads(file: Path | None) -> Iterator[bytes]:
    if file is None or str(file) == "-":
        yield from _pieces(sys.stdin.buffer)
        return
    try:
        with file.open("rb") as body:
            yield from _pieces(body)
    except OSError as error:
        raise FileFormatError(f"{file} cannot be read: {error.strerror}.") from error


def _pieces(body: BinaryIO) -> Iterator[bytes]:
    while piece := body.read(_READ_BYTES):
        yield piece


def _decoded(decoder: AnswerDecoder, reads: Iterable[bytes]) -> Iterator[ModelEvent]:
    for read in reads:
        yield from decoder.feed(read)
        if decoder.has_ended:
            return
    yield from decoder.finish()


def _line(value: dict[str, Any]) -> str:
    return msgspec.json.encode(value).decode()


def _told(event: ModelEvent) -> dict[str, Any]:
    if isinstance(event, Failure):
        return {"type": "failure", "error": _error(event)}
    return {"type": _NAMES[type(event)], **msgspec.to_builtins(event)}


def _error(failure: Failure) -> dict[str, Any]:
    error = failure.error
    return {
        "error": error.code,
        "message": str(error),
        "status": error.status,
        "recoverable": error.recoverable,
        "retry_after": error.retry_after,
    }


def _summary(events: Iterable[ModelEvent]) -> dict[str, Any]:
    """The answer as a whole; a usage the provider did not tell is null in each field."""
    text, reasoning, calls = "", "", list[dict[str, str]]()
    finish: str | None = None
    usage: dict[str, int | None] = dict.fromkeys(
        ("input_tokens", "output_tokens", "cached_tokens", "reasoning_tokens")
    )
    error: dict[str, Any] | None = None
    for event in events:
        match event:
            case TextDelta(piece):
                text += piece
            case ReasoningDelta(piece):
                reasoning += piece
            case ToolCall(call_id, name, arguments):
                calls.append({"id": call_id, "name": name, "arguments": arguments})
            case UsageReport(told):
                usage = {
                    "input_tokens": told.prompt_tokens,
                    "output_tokens": told.completion_tokens,
                    "cached_tokens": told.cached_tokens,
                    "reasoning_tokens": told.reasoning_tokens,
                }
            case Finish(reason):
                finish = reason.value
            case Failure():
                error = _error(event)
            case Citation() | ReasoningState():
                pass
    return {
        "text": text,
        "reasoning": reasoning,
        "tool_calls": calls,
        "finish_reason": finish,
        "usage": usage,
        "error": error,
    }
