"""A local Ollama answers for those who named no provider."""

import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web

from coda.bootstrap import Settings, coda
from coda.bootstrap.local_ollama import model_to_ask, ollama_address, with_local_ollama
from coda.components.llm import LLMConfig
from coda.errors import ConfigurationError


def settings(*, look: bool = True) -> Settings:
    return Settings(data=Path("nowhere"), llm=LLMConfig(default_provider="offline"), look_for_ollama=look)


@asynccontextmanager
async def ollama(*models: str) -> AsyncGenerator[str, None]:
    """A server on this machine that lists models as Ollama does."""

    async def tags(_: web.Request) -> web.Response:
        return web.json_response({"models": [{"name": model} for model in models]})

    app = web.Application()
    app.router.add_get("/api/tags", tags)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield f"127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


@pytest.mark.anyio
async def test_one_that_answers_becomes_the_default(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.delenv("OLLAMA_MODEL", raising=False)
    async with ollama("nomic-embed-text:latest", "gemma3:4b", "qwen3:0.6b") as host:
        monkeypatch.setenv("OLLAMA_HOST", host)
        found = (await with_local_ollama(settings())).llm
        assert found.default_provider == "ollama"
        assert (found.providers["ollama"].model, found.providers["ollama"].api_base) == (
            "qwen3:0.6b",
            f"http://{host}",
        )
        asked = Settings(data=tmp_path, llm=LLMConfig(default_provider="offline"), look_for_ollama=True)
        async with coda(asked) as whole:
            assert whole.providers.default_name() == "ollama"


@pytest.mark.anyio
async def test_who_named_a_provider_is_left_alone(monkeypatch: pytest.MonkeyPatch):
    async with ollama("qwen3") as host:
        monkeypatch.setenv("OLLAMA_HOST", host)
        assert await with_local_ollama(settings(look=False)) == settings(look=False)


@pytest.mark.anyio
async def test_where_none_runs_the_offline_commands_answer_at_once(
    monkeypatch: pytest.MonkeyPatch,
):
    async with ollama() as host:
        monkeypatch.setenv("OLLAMA_HOST", host)
        assert (await with_local_ollama(settings())).llm.default_provider == "offline"
    started = time.monotonic()
    assert (await with_local_ollama(settings())).llm.default_provider == "offline"
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    ("named", "address"),
    [
        ("", "http://localhost:11434"),
        ("0.0.0.0", "http://127.0.0.1:11434"),
        ("0.0.0.0:8080", "http://127.0.0.1:8080"),
        ("gpu", "http://gpu:11434"),
        ("[::1]:5", "http://[::1]:5"),
        ("http://gpu", "http://gpu:80"),
        ("https://gpu/ollama/", "https://gpu:443/ollama"),
    ],
)
def test_the_address_is_read_as_ollama_reads_it(monkeypatch: pytest.MonkeyPatch, named: str, address: str):
    monkeypatch.setenv("OLLAMA_HOST", named)
    assert ollama_address() == address


@pytest.mark.parametrize("named", ["http://", ":", "gpu:port", "ftp://gpu"])
def test_an_address_that_makes_no_sense_is_told(monkeypatch: pytest.MonkeyPatch, named: str):
    monkeypatch.setenv("OLLAMA_HOST", named)
    with pytest.raises(ConfigurationError, match="OLLAMA_HOST"):
        ollama_address()


def test_the_model_is_the_one_named_else_one_that_calls_tools(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("OLLAMA_MODEL", raising=False)
    assert model_to_ask(["gemma3:4b", "llama3.1:8b"]) == "llama3.1:8b"
    assert model_to_ask(["bge-m3", "my-own"]) == "my-own"
    assert model_to_ask(["bge-m3"]) is None
    monkeypatch.setenv("OLLAMA_MODEL", "mine")
    assert model_to_ask([]) == "mine"
