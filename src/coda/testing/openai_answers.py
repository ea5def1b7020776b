"""Answers for the OpenAI stand-in: whole ones, and every way in which one can go wrong."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any

from coda.components.messages import ToolCall, Usage


class Fault(Enum):
    """What the connection does at a place in an answer."""

    RESET = "reset"
    """Close the socket at once, with a TCP reset."""
    STALL = "stall"
    """Send nothing more and keep the connection, until the stand-in closes."""


Piece = bytes | asyncio.Event | float | Fault
"""Bytes to send in one write, an event to wait for, a pause in seconds (for demonstrations; tests
use events), or a fault."""


@dataclass(frozen=True)
class StandInAnswer:
    """One HTTP answer, piece by piece. A `Fault` as the first piece happens before the headers."""

    pieces: tuple[Piece, ...]
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "text/event-stream"})

    def cut_after(self, pieces: int, *then: Piece) -> StandInAnswer:
        """The same answer up to a place, and then something else: `Fault.RESET`, or bytes."""
        return replace(self, pieces=(*self.pieces[:pieces], *then))

    def gzipped(self) -> StandInAnswer:
        """The same answer, compressed as one body."""
        body = b"".join(piece for piece in self.pieces if isinstance(piece, bytes))
        return replace(
            self, pieces=(gzip.compress(body),), headers={**self.headers, "Content-Encoding": "gzip"}
        )

    def with_headers(self, headers: Mapping[str, str]) -> StandInAnswer:
        return replace(self, headers={**self.headers, **headers})


def frame(payload: object) -> bytes:
    """A server-sent event whose data is `payload` as JSON."""
    return b"data: " + json.dumps(payload, ensure_ascii=False).encode() + b"\n\n"


def chunk(delta: Mapping[str, Any] | None = None, finish_reason: str | None = None, **fields: Any) -> bytes:
    """One chunk of a streamed completion, as a frame; `fields` are laid over the chunk."""
    choice = {"index": 0, "delta": dict(delta or {}), "finish_reason": finish_reason}
    head = {"id": "chatcmpl-stand-in", "object": "chat.completion.chunk", "created": 0, "model": "stand-in"}
    return frame({**head, "choices": [choice], **fields})


DONE = b"data: [DONE]\n\n"


def completion(
    *text: str | asyncio.Event | float,
    reasoning: Sequence[str] = (),
    tool_calls: Sequence[ToolCall] = (),
    fragment: int = 7,
    finish_reason: str = "",
    usage: Usage | None = Usage(prompt_tokens=12, completion_tokens=8),  # noqa: B008  # frozen
) -> StandInAnswer:
    """A streamed completion, one frame for each piece of text.

    The arguments of `tool_calls` come in fragments of that many characters, those of parallel calls
    in turn. The finish reason follows from the calls unless it is given.
    """
    pieces: list[Piece] = [chunk({"role": "assistant", "content": ""})]
    pieces += [chunk({"reasoning_content": thought}) for thought in reasoning]
    pieces += [chunk({"content": piece}) if isinstance(piece, str) else piece for piece in text]
    pieces += _call_chunks(tool_calls, fragment)
    pieces.append(chunk({}, finish_reason or ("tool_calls" if tool_calls else "stop")))
    if usage is not None:
        pieces.append(chunk(choices=[], usage=_wire_usage(usage)))
    return StandInAnswer((*pieces, DONE))


def _call_chunks(calls: Sequence[ToolCall], fragment: int) -> list[bytes]:
    chunks: list[bytes] = []
    for index, call in enumerate(calls):
        function = {"name": call.name, "arguments": ""}
        opening = {"index": index, "id": call.call_id, "type": "function", "function": function}
        chunks.append(chunk({"tool_calls": [opening]}))
    longest = max((len(call.arguments) for call in calls), default=0)
    for start in range(0, longest, fragment):
        for index, call in enumerate(calls):
            if piece := call.arguments[start : start + fragment]:
                chunks.append(chunk({"tool_calls": [{"index": index, "function": {"arguments": piece}}]}))
    return chunks


def _wire_usage(usage: Usage) -> dict[str, Any]:
    return {
        "prompt_tokens": usage.prompt_tokens,
        "completion_tokens": usage.completion_tokens,
        "total_tokens": usage.total_tokens,
        "prompt_tokens_details": {"cached_tokens": usage.cached_tokens},
        "completion_tokens_details": {"reasoning_tokens": usage.reasoning_tokens},
    }


def refusal(
    status: int, message: str = "No.", *, kind: str | None = None, code: str | None = None, **headers: str
) -> StandInAnswer:
    """An error with OpenAI's body. Headers are given as `retry_after="3"`."""
    named = {name.replace("_", "-").title(): value for name, value in headers.items()}
    body = json.dumps({"error": {"message": message, "type": kind, "param": None, "code": code}})
    return StandInAnswer((body.encode(),), status, {"Content-Type": "application/json", **named})


def web_page(status: int = 502) -> StandInAnswer:
    """What a proxy or a wrong address sends instead of an answer."""
    page = b"<!DOCTYPE html><html><head><title>Bad gateway</title></head><body>Bad gateway</body></html>"
    return StandInAnswer((page,), status, {"Content-Type": "text/html"})


def empty_body() -> StandInAnswer:
    return StandInAnswer(())


def malformed_chunk() -> StandInAnswer:
    """A word, and then a chunk that is not JSON."""
    return completion("Hello").cut_after(2, b'data: {"choices":[{"index":0,"delta":{"content":\n\n', DONE)


def half_character() -> StandInAnswer:
    """The body ends between the two bytes of an é."""
    return completion("Hello").cut_after(2, b'data: {"choices":[{"index":0,"delta":{"content":"caf\xc3')


def reset_before_headers() -> StandInAnswer:
    return StandInAnswer((Fault.RESET,))
