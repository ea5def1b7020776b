"""What decoding one streamed chunk costs: ours, a bare loop with msgspec, and the openai SDK.

All decode the same 500-chunk Chat Completions stream from memory, so that only decoding is timed:
on-CPU microseconds of this process for each chunk, the median of rounds in which the subjects take
turns. "Whole" is one read of everything, "16 KiB" what a busy socket gives, "single" one chunk for
each read. The SDK's figure is its documented two steps, `json.loads` and building the chunk object,
after its own SSE decoder.

    python benchmarks/decode.py [--rounds 25]
"""

from __future__ import annotations

import argparse
import platform
import statistics
import time
from collections.abc import Callable, Iterator
from importlib.metadata import version

import httpx2
import msgspec
import openai
from openai import OpenAI
from openai._streaming import Stream
from openai.types.chat import ChatCompletionChunk

from coda.components.llm.codecs.openai_chat import OpenAIChatDecoder
from coda.components.messages import TextDelta
from coda.testing.openai_answers import DONE, chunk

CHUNKS = 500
WORDS = ["Ball", " one", " turns", " red", " at", " 0:10", ",", " fades", " to", " blue", " –", "\n"]


def stream() -> list[bytes]:
    """Frames of about 330 bytes, the size of OpenAI's own."""
    padding = {
        "id": "chatcmpl-CqWf2bZLmXn8YwTqkD3vR5sJt1HgU",
        "model": "gpt-4o-mini-2024-07-18",
        "service_tier": "default",
        "system_fingerprint": "fp_560af6e559",
        "usage": None,
        "obfuscation": "p7Qz81mTfLqXk",
    }
    body = [chunk({"content": WORDS[n % len(WORDS)]}, **padding) for n in range(CHUNKS)]
    return [*body, chunk({}, "stop", **padding), DONE]


class Delta(msgspec.Struct):
    content: str | None = None


class Choice(msgspec.Struct):
    delta: Delta
    finish_reason: str | None = None


class Chunk(msgspec.Struct):
    choices: list[Choice]


bare_decode = msgspec.json.Decoder(Chunk).decode


def bare(reads: list[bytes]) -> str:
    """The least that yields the text: find the frames, decode what is used, keep the pieces."""
    pieces: list[str] = []
    held = b""
    for read in reads:
        frames = (held + read).split(b"\n\n")
        held = frames.pop()
        for frame in frames:
            data = frame[6:]
            if data == b"[DONE]":
                break
            for choice in bare_decode(data).choices:
                if choice.delta.content:
                    pieces.append(choice.delta.content)  # noqa: PERF401  # as one writes it by hand
    return "".join(pieces)


def ours(reads: list[bytes]) -> str:
    decoder = OpenAIChatDecoder()
    events = [event for read in reads for event in decoder.feed(read)]
    return "".join(event.text for event in events + decoder.finish() if isinstance(event, TextDelta))


def sdk(client: OpenAI) -> Callable[[list[bytes]], str]:
    def read(reads: list[bytes]) -> str:
        response = httpx2.Response(200, stream=_Body(reads), request=httpx2.Request("POST", "http://x"))
        chunks = Stream(cast_to=ChatCompletionChunk, response=response, client=client)
        return "".join(choice.delta.content or "" for one in chunks for choice in one.choices)

    return read


class _Body(httpx2.SyncByteStream):
    def __init__(self, reads: list[bytes]) -> None:
        self._reads = reads

    def __iter__(self) -> Iterator[bytes]:
        yield from self._reads


def cost(subject: Callable[[list[bytes]], str], reads: list[bytes], expected: str) -> float:
    """On-CPU microseconds for each chunk of one pass."""
    start = time.process_time_ns()
    text = subject(reads)
    elapsed = time.process_time_ns() - start
    assert text == expected, "a subject lost or changed text"
    return elapsed / 1000 / CHUNKS


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=25)
    rounds = parser.parse_args().rounds
    frames = stream()
    whole = b"".join(frames)
    sixteen = [whole[at : at + 16384] for at in range(0, len(whole), 16384)]
    shapes = {"whole": [whole], "16 KiB": sixteen, "single": frames}
    expected = "".join(WORDS[n % len(WORDS)] for n in range(CHUNKS))
    subjects = {"bare": bare, "ours": ours, "openai SDK": sdk(OpenAI(api_key="x"))}
    print(
        f"Python {platform.python_version()}, msgspec {version('msgspec')}, openai {openai.__version__}; "
        f"{CHUNKS} chunks of {len(frames[0])} bytes; median of {rounds} rounds; µs on CPU for each chunk"
    )
    print(f"{'reads':8} {'bare':>8} {'ours':>8} {'SDK':>8}   ours/bare   SDK/ours")
    for name, reads in shapes.items():
        costs: dict[str, list[float]] = {subject: [] for subject in subjects}
        for _ in range(rounds):
            for subject, decode in subjects.items():
                costs[subject].append(cost(decode, reads, expected))
        floor, own, theirs = (statistics.median(costs[subject]) for subject in subjects)
        print(f"{name:8} {floor:8.2f} {own:8.2f} {theirs:8.1f} {own / floor:11.2f} {theirs / own:10.0f}")


if __name__ == "__main__":
    main()
