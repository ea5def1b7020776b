"""The clients that are measured, each as it is used: a client object, made once, and the text it streams.

Every function imports its library itself, because each subject runs in an environment of its own.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

QUESTION = "What does ball one do?"
CHAT_MODEL = "gpt-4o-mini"
CLAUDE = "claude-opus-4-1-20250805"

Pieces = AsyncGenerator[str, None]
Ask = Callable[[str], Pieces]
"""`ask(api_base)` streams one answer's text; the address ends in `/v1`."""


def bare_chat() -> Ask:
    """The least: a socket, line ends, and of each chunk only the text."""
    msgspec = import_module("msgspec")
    delta = msgspec.defstruct("Delta", [("content", str | None, None)])
    choice = msgspec.defstruct("Choice", [("delta", delta)])
    chunk = msgspec.defstruct("Chunk", [("choices", list[choice])])
    decode = msgspec.json.Decoder(chunk).decode

    def read(line: bytes) -> str | None:
        choices = decode(line).choices
        return choices[0].delta.content if choices else None

    body = b'{"model":"m","stream":true,"messages":[{"role":"user","content":"Go."}]}'
    return lambda api_base: _bare(api_base, "/chat/completions", body, read)


def bare_anthropic() -> Ask:
    msgspec = import_module("msgspec")
    delta = msgspec.defstruct("Delta", [("text", str | None, None)])
    event = msgspec.defstruct("Event", [("delta", delta | None, None)])
    decode = msgspec.json.Decoder(event).decode

    def read(line: bytes) -> str | None:
        held = decode(line).delta
        return None if held is None else held.text

    body = b'{"model":"m","stream":true,"max_tokens":9,"messages":[{"role":"user","content":"Go."}]}'
    return lambda api_base: _bare(api_base, "/messages", body, read)


class _Reads(asyncio.Protocol):
    """The bytes of one connection as they come."""

    def __init__(self) -> None:
        self.held: list[bytes] = []
        self.news = asyncio.Event()

    def data_received(self, data: bytes) -> None:
        self.held.append(data)
        self.news.set()


_idle: list[tuple[asyncio.Transport, _Reads]] = []
"""Connections kept for the next request, as every client does."""


async def _bare(api_base: str, path: str, body: bytes, read: Callable[[bytes], str | None]) -> Pieces:
    parts = urlsplit(api_base)
    if _idle:
        transport, reads = _idle.pop()
    else:
        loop = asyncio.get_running_loop()
        transport, reads = await loop.create_connection(_Reads, str(parts.hostname), int(parts.port or 80))
    head = f"POST {parts.path}{path} HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n\r\n"
    transport.write(head.encode() + body)
    rest = b""
    while not rest.endswith(b"0\r\n\r\n"):
        await reads.news.wait()
        reads.news.clear()
        *lines, last = (rest + b"".join(reads.held)).split(b"\n")
        reads.held.clear()
        for line in lines:
            if line.startswith(b"data: {") and (piece := read(line[6:])):
                yield piece
        rest = b"0\r\n\r\n" if lines and lines[-2:] == [b"0\r", b"\r"] else last
    _idle.append((transport, reads))


def coda_chat() -> Ask:
    return _coda("openai_compatible", CHAT_MODEL)


def coda_anthropic() -> Ask:
    return _coda("anthropic", CLAUDE)


def _coda(provider: str, model: str) -> Ask:
    llm = import_module("coda.components.llm")
    by_protocol = import_module("coda.components.llm.providers.by_protocol")
    transports = import_module("coda.components.llm.transport")
    messages = import_module("coda.components.messages")
    message = llm.LLMMessage(role=llm.MessageRole.USER, content=QUESTION)
    request = messages.ModelRequest((message,), model=model)
    made: dict[str, Any] = {}

    def client(api_base: str) -> Any:
        if api_base not in made:
            settings = {"provider": provider, "model": model, "api_base": api_base, "api_key": "k"}
            config = llm.ProviderConfig.model_validate({**settings, "max_retries": 0})
            made[api_base] = by_protocol.make_provider(config, transports.Transport())
        return made[api_base]

    async def ask(api_base: str) -> Pieces:
        async for event in client(api_base).stream(request):
            if isinstance(event, messages.TextDelta):
                yield event.text
            elif isinstance(event, messages.Failure):
                raise event.error

    return ask


def openai_sdk() -> Ask:
    make = import_module("openai").AsyncOpenAI
    clients: dict[str, Any] = {}

    async def ask(api_base: str) -> Pieces:
        if api_base not in clients:
            clients[api_base] = make(base_url=api_base, api_key="k", max_retries=0)
        stream = await clients[api_base].chat.completions.create(
            model=CHAT_MODEL,
            messages=[{"role": "user", "content": QUESTION}],
            stream=True,
            stream_options={"include_usage": True},
        )
        async for chunk in stream:
            if chunk.choices and chunk.choices[0].delta.content:
                yield chunk.choices[0].delta.content

    return ask


def anthropic_sdk() -> Ask:
    make = import_module("anthropic").AsyncAnthropic
    clients: dict[str, Any] = {}

    async def ask(api_base: str) -> Pieces:
        if api_base not in clients:
            address = api_base.removesuffix("/v1")  # it adds this itself
            clients[api_base] = make(base_url=address, api_key="k", max_retries=0)
        stream = await clients[api_base].messages.create(
            model=CLAUDE, max_tokens=4096, messages=[{"role": "user", "content": QUESTION}], stream=True
        )
        async for event in stream:
            if event.type == "content_block_delta" and event.delta.type == "text_delta":
                yield event.delta.text

    return ask


def litellm() -> Ask:
    library = import_module("litellm")

    async def ask(api_base: str) -> Pieces:
        stream = await library.acompletion(
            model=f"openai/{CHAT_MODEL}",
            api_base=api_base,
            api_key="k",
            messages=[{"role": "user", "content": QUESTION}],
            stream=True,
            num_retries=0,
        )
        async for chunk in stream:
            if chunk.choices and chunk.choices[0].delta.content:
                yield chunk.choices[0].delta.content

    return ask


def litellm_anthropic() -> Ask:
    library = import_module("litellm")

    async def ask(api_base: str) -> Pieces:
        stream = await library.acompletion(
            model=f"anthropic/{CLAUDE}",
            api_base=f"{api_base}/messages",
            api_key="k",
            messages=[{"role": "user", "content": QUESTION}],
            stream=True,
            num_retries=0,
        )
        async for chunk in stream:
            if chunk.choices and chunk.choices[0].delta.content:
                yield chunk.choices[0].delta.content

    return ask


def pydantic_ai() -> Ask:
    agents = import_module("pydantic_ai")
    models = import_module("pydantic_ai.models.openai")
    providers = import_module("pydantic_ai.providers.openai")
    made: dict[str, Any] = {}

    async def ask(api_base: str) -> Pieces:
        if api_base not in made:
            provider = providers.OpenAIProvider(base_url=api_base, api_key="k")
            made[api_base] = agents.Agent(models.OpenAIChatModel(CHAT_MODEL, provider=provider))
        async with made[api_base].run_stream(QUESTION) as result:
            async for piece in result.stream_text(delta=True, debounce_by=None):
                yield piece

    return ask


def langchain() -> Ask:
    make = import_module("langchain_openai").ChatOpenAI
    clients: dict[str, Any] = {}

    async def ask(api_base: str) -> Pieces:
        if api_base not in clients:
            clients[api_base] = make(
                model=CHAT_MODEL, base_url=api_base, api_key="k", max_retries=0, stream_usage=True
            )
        async for chunk in clients[api_base].astream(QUESTION):
            if chunk.content:
                yield chunk.content

    return ask


SUBJECTS: dict[str, Callable[[], Ask]] = {
    "bare": bare_chat,
    "coda": coda_chat,
    "openai": openai_sdk,
    "langchain-openai": langchain,
    "pydantic-ai": pydantic_ai,
    "litellm": litellm,
    "bare, Anthropic": bare_anthropic,
    "coda, Anthropic": coda_anthropic,
    "anthropic": anthropic_sdk,
    "litellm, Anthropic": litellm_anthropic,
}
