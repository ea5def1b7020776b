"""A provider to measure clients against: one canned answer, in two protocols, at a chosen pace.

`POST /{gap_ms}/{chunks}/…/chat/completions` streams a Chat Completions answer, `…/messages` one of
Anthropic Messages, of that many pieces of text: with a gap of 0 the whole answer is one write,
otherwise each piece is a write of its own. Prints its address as JSON and serves until it is ended.

    python -m benchmarks.peers.upstream
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

WORDS = ["Ball", " one", " turns", " red", " at", " 0:10", ",", " fades", " to", " blue", " –", "\n"]
_TARGET = re.compile(rb"POST /(\d+)/(\d+)/\S*?/(chat/completions|messages)\S* HTTP/1\.1\r\n")
_LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)\r\n")
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"


def text(chunks: int) -> str:
    """What an answer of that many pieces says."""
    return "".join(WORDS[n % len(WORDS)] for n in range(chunks))


def _event(payload: dict[str, Any], name: str = "") -> bytes:
    opening = f"event: {name}\n" if name else ""
    return f"{opening}data: {json.dumps(payload, separators=(',', ':'), ensure_ascii=False)}\n\n".encode()


def chat_frames(chunks: int) -> Iterator[bytes]:
    """Frames of about 330 bytes, fields and order as OpenAI sends them."""

    def chunk(delta: dict[str, Any], finish_reason: str | None = None) -> bytes:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish_reason}
        return frame([choice], None)

    def frame(choices: list[Any], usage: dict[str, Any] | None) -> bytes:
        return _event(
            {
                "id": "chatcmpl-CqWf2bZLmXn8YwTqkD3vR5sJt1HgU",
                "object": "chat.completion.chunk",
                "created": 1763712000,
                "model": "gpt-4o-mini-2024-07-18",
                "service_tier": "default",
                "system_fingerprint": "fp_560af6e559",
                "choices": choices,
                "usage": usage,
                "obfuscation": "p7Qz81mTfLqXk",
            }
        )

    yield chunk({"role": "assistant", "content": "", "refusal": None})
    for n in range(chunks):
        yield chunk({"content": WORDS[n % len(WORDS)]})
    yield chunk({}, "stop")
    yield frame([], {"prompt_tokens": 12, "completion_tokens": chunks, "total_tokens": 12 + chunks})
    yield b"data: [DONE]\n\n"


def message_frames(chunks: int) -> Iterator[bytes]:
    """The events of Anthropic Messages."""

    def event(kind: str, **fields: Any) -> bytes:
        return _event({"type": kind, **fields}, kind)

    message = {
        "id": "msg_01XFDUDYJgAACzvnptvVoYEL",
        "type": "message",
        "role": "assistant",
        "model": "claude-opus-4-1-20250805",
        "content": [],
        "stop_reason": None,
        "stop_sequence": None,
        "usage": {"input_tokens": 12, "output_tokens": 1},
    }
    yield event("message_start", message=message)
    yield event("content_block_start", index=0, content_block={"type": "text", "text": ""})
    for n in range(chunks):
        delta = {"type": "text_delta", "text": WORDS[n % len(WORDS)]}
        yield event("content_block_delta", index=0, delta=delta)
    yield event("content_block_stop", index=0)
    end = {"stop_reason": "end_turn", "stop_sequence": None}
    yield event("message_delta", delta=end, usage={"output_tokens": chunks})
    yield event("message_stop")


@cache
def _answer(kind: bytes, chunks: int) -> list[bytes]:
    """The frames, each a chunk of HTTP, and the end of the body."""
    frames = message_frames(chunks) if kind == b"messages" else chat_frames(chunks)
    return [*(b"%x\r\n%s\r\n" % (len(frame), frame) for frame in frames), b"0\r\n\r\n"]


class _Connection(asyncio.Protocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._held = b""

    def data_received(self, data: bytes) -> None:
        self._held += data
        head, blank, body = self._held.partition(b"\r\n\r\n")
        length = _LENGTH.search(head + b"\r\n")
        if not blank or len(body) < int(length[1] if length else b"0"):
            return
        target = _TARGET.match(head + b"\r\n")
        assert target is not None, head
        self._held = b""
        self._transport.write(_HEAD)
        self._send(_answer(target[3], int(target[2])), int(target[1]) / 1000, 0)

    def _send(self, answer: list[bytes], gap_s: float, at: int) -> None:
        if self._transport.is_closing():
            return
        if not gap_s:
            self._transport.write(b"".join(answer))
            return
        self._transport.write(answer[at])
        if at + 1 < len(answer):
            asyncio.get_running_loop().call_later(gap_s, self._send, answer, gap_s, at + 1)


async def _serve() -> None:
    server = await asyncio.get_running_loop().create_server(_Connection, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    print(json.dumps({"url": f"http://{host}:{port}"}), flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve())
