"""What one token costs on its whole way: provider's socket → journal on disk → server-sent event.

The measured process runs real turns (`Runs`, `OpenAIProvider`, `SQLiteStore` in a file) against a
stand-in in another process that sends one token every few milliseconds on each stream, and turns
what is journalled into SSE frames, which are dropped. The floor does the least that could be done:
read the socket, decode with msgspec, write each read's tokens to SQLite in one commit on a thread,
build the same frames. On-CPU microseconds of this process for each token, in alternating runs.

    python benchmarks/pipeline.py [--streams 100] [--tokens 200] [--pause-ms 5] [--rounds 3]
"""

from __future__ import annotations

import argparse
import asyncio
import json
import platform
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from coda.components.documents import Documents, NoDocumentType
from coda.components.events import TERMINAL, Entry, ResponseChunk
from coda.components.leases import Owner
from coda.components.llm import Application, LLMProvider, ProviderConfig
from coda.components.llm.base_provider import BaseLLMProvider
from coda.components.llm.clock import Clock
from coda.components.llm.pricing import PublishedPrices
from coda.components.llm.providers.openai_chat import OpenAIProvider
from coda.components.llm.runs import Message, Runs
from coda.components.store import SQLiteStore
from coda.components.store.writes import CreateConversation
from coda.components.tools import ToolManager
from coda.interfaces.http.stream import frame


class Delta(msgspec.Struct):
    content: str | None = None


class Choice(msgspec.Struct):
    delta: Delta


class Chunk(msgspec.Struct):
    choices: list[Choice] = []


async def whole_way(url: str, streams: int, folder: Path) -> int:
    """Every stream as a real turn; the number of tokens that became frames."""
    store = await SQLiteStore.open(folder / "whole.db")
    config = ProviderConfig(provider=LLMProvider.OPENAI_COMPATIBLE, api_base=url, model="m", max_retries=0)
    provider = OpenAIProvider(config)
    application = Application("bench", NoDocumentType(), ToolManager())

    async def application_of(_: str | None) -> Application:
        return application

    async def choose(_: str | None) -> tuple[BaseLLMProvider, str]:
        return provider, "m"

    documents = Documents(store, [application.document_type])
    runs = Runs(store, documents, PublishedPrices(), Clock(), Owner(None), application_of, choose)

    async def one(conversation_id: str) -> int:
        await store.commit(CreateConversation(conversation_id, "Bench", None, 0))
        started = await runs.start(conversation_id, Message(text="Go."))
        tokens = 0
        async with aclosing(store.follow(conversation_id, started.seq)) as batches:
            async for batch in batches:
                b"".join(map(frame, batch))
                tokens += sum(e.event.delta.count(" ") for e in batch if isinstance(e.event, ResponseChunk))
                if isinstance(batch[-1].event, TERMINAL):
                    return tokens
        return tokens

    counted = await asyncio.gather(*(one(f"talk-{n}") for n in range(streams)))
    await runs.close()
    await provider.cleanup()
    await store.close()
    return sum(counted)


async def floor(url: str, streams: int, folder: Path) -> int:  # noqa: C901, PLR0915 - it has no layers on purpose
    """The least: sockets, msgspec, one commit for each read on a thread, the same frames."""
    database = sqlite3.connect(folder / "floor.db", check_same_thread=False, isolation_level=None)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")
    database.execute(
        "CREATE TABLE journal (talk TEXT, seq INT, event BLOB, PRIMARY KEY (talk, seq)) WITHOUT ROWID"
    )
    thread, loop = ThreadPoolExecutor(1), asyncio.get_running_loop()
    waiting: list[tuple[str, int, bytes]] = []
    written = asyncio.Event()
    decoder, encoder = msgspec.json.Decoder(Chunk), msgspec.json.Encoder()
    running = True

    def write(rows: list[tuple[str, int, bytes]]) -> None:
        database.execute("BEGIN")
        database.executemany("INSERT INTO journal VALUES (?, ?, ?)", rows)
        database.execute("COMMIT")

    async def writer() -> None:
        while running or waiting:
            await written.wait()
            written.clear()
            rows = waiting[:]
            waiting.clear()
            if rows:
                await loop.run_in_executor(thread, write, rows)

    async def one(talk: str) -> int:
        parts = urlsplit(url)
        reader, socket = await asyncio.open_connection(parts.hostname, parts.port)
        body = json.dumps({"model": "m", "stream": True, "messages": [{"role": "user", "content": "Go."}]})
        socket.write(
            f"POST {parts.path}/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n{body}".encode()
        )
        seq, tokens, rest = 0, 0, b""
        while b"data: [DONE]" not in rest:
            read = await reader.read(65536)
            if not read:
                break
            *lines, rest = (rest + read).split(b"\n")
            for line in lines:
                if line.startswith(b"data: {"):
                    delta = decoder.decode(line[6:]).choices
                    text = delta[0].delta.content if delta else None
                    if text:
                        seq += 1
                        entry = Entry(talk, seq, 0, "run", ResponseChunk(delta=text))
                        waiting.append((talk, seq, encoder.encode(entry.event)))
                        frame(entry)
                        tokens += text.count(" ")
                elif line.startswith(b"data: [DONE]"):
                    rest = line
            written.set()
        socket.close()
        return tokens

    task = asyncio.create_task(writer())
    counted = await asyncio.gather(*(one(f"talk-{n}") for n in range(streams)))
    running = False
    written.set()
    await task
    thread.shutdown()
    database.close()
    return sum(counted)


def measured(way: Any, url: str, streams: int) -> tuple[float, int]:
    with tempfile.TemporaryDirectory() as folder:
        began = time.process_time()
        tokens = asyncio.run(way(url, streams, Path(folder)))
        return (time.process_time() - began) * 1e6 / tokens, tokens


def stand_in(folder: Path, options: argparse.Namespace) -> tuple[subprocess.Popen[bytes], str]:
    """A server in its own process, with enough answers for every round."""
    answer = {"text": [f"word{n} " for n in range(options.tokens)], "pause_ms": options.pause_ms}
    script = folder / "script.json"
    script.write_text(json.dumps([answer] * options.streams * options.rounds * 2))
    command = [sys.executable, "-m", "coda.testing.openai_stand_in", "--port", "0", "--script", str(script)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert process.stdout is not None
    return process, json.loads(process.stdout.readline())["url"]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--streams", type=int, default=100)
    parser.add_argument("--tokens", type=int, default=200)
    parser.add_argument("--pause-ms", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    ways = {"floor": floor, "whole way": whole_way}
    figures: dict[str, list[float]] = {name: [] for name in ways}
    with tempfile.TemporaryDirectory() as folder:
        process, url = stand_in(Path(folder), options)
        try:
            for _ in range(options.rounds):
                for name, way in ways.items():
                    cost, tokens = measured(way, url, options.streams)
                    assert tokens == options.streams * options.tokens, tokens
                    figures[name].append(cost)
        finally:
            process.kill()
            process.wait()
    least = statistics.median(figures["floor"])
    print(
        f"Python {platform.python_version()}, {options.streams} streams of {options.tokens} tokens, "
        f"{options.pause_ms} ms apart; median of {options.rounds} rounds"
    )
    print(f"{'':<10} {'CPU µs/token':>12} {'/ floor':>8}")
    for name, costs in figures.items():
        cost = statistics.median(costs)
        print(f"{name:<10} {cost:>12.1f} {cost / least:>8.2f}")


if __name__ == "__main__":
    main()
