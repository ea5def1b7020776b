"""A local Ollama that answers, for a user who named no provider."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from urllib.parse import urlsplit

import msgspec

from coda.bootstrap.settings import Settings
from coda.components.llm.catalog import Capability, find_model
from coda.components.llm.config import LLMProvider, ProviderConfig
from coda.components.llm.profiles import PROFILES
from coda.errors import ConfigurationError

PATIENCE_S = 0.3
_PORT = 11434
_PORTS = {"http": 80, "https": 443}
"""Of an OLLAMA_HOST that is a whole address."""
_THIS_MACHINE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - where a server listens, not where we do
_NO_CHAT = ("embed", "bge-", "minilm")
"""Parts of the names of models that only make embeddings."""


async def with_local_ollama(settings: Settings) -> Settings:
    """The same settings, or with the Ollama that runs as the provider that answers.

    Asks only where `look_for_ollama` says that nobody named a provider, and at most `PATIENCE_S`. The
    model is `OLLAMA_MODEL`, else the first that can call tools, else the first.
    """
    if not settings.look_for_ollama:
        return settings
    base = ollama_address()
    try:
        async with asyncio.timeout(PATIENCE_S):
            model = await asyncio.to_thread(model_to_ask, await _models_at(base))
    except TimeoutError:
        return settings
    if model is None:
        return settings
    name = LLMProvider.OLLAMA.value
    config = ProviderConfig(provider=LLMProvider.OLLAMA, model=model, api_base=base)
    llm = settings.llm.model_copy(update={"providers": {name: config}, "default_provider": name})
    return msgspec.structs.replace(settings, llm=llm)


def ollama_address() -> str:
    """`OLLAMA_HOST` as Ollama reads it: `host`, `host:port` or an address; 0.0.0.0 means this machine.

    Raises ConfigurationError when it is none of these.
    """
    named = (os.environ.get("OLLAMA_HOST") or "").strip()
    if not named:
        return PROFILES[LLMProvider.OLLAMA].api_base or ""
    address = named if "://" in named else f"http://{named}"
    try:
        parts = urlsplit(address)
        port = parts.port or (_PORT if address != named else _PORTS[parts.scheme])
    except (ValueError, KeyError):
        raise _no_address() from None
    if not parts.hostname:
        raise _no_address()
    host = _THIS_MACHINE.get(parts.hostname, parts.hostname)
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}:{port}{parts.path.rstrip('/')}"


def _no_address() -> ConfigurationError:
    return ConfigurationError("OLLAMA_HOST is no address such as 127.0.0.1:11434.")


def model_to_ask(models: Sequence[str]) -> str | None:
    named = os.environ.get("OLLAMA_MODEL")
    if named:
        return named
    talking = [model for model in models if not any(part in model.lower() for part in _NO_CHAT)]
    return next((model for model in talking if _calls_tools(model)), next(iter(talking), None))


def _calls_tools(model: str) -> bool:
    known = find_model(LLMProvider.OLLAMA, model)
    return known is not None and Capability.FUNCTION_CALLING in (known.capabilities or ())


async def _models_at(base: str) -> list[str]:
    parts = urlsplit(base)
    try:
        _, writer = await asyncio.open_connection(parts.hostname, parts.port)
    except OSError:
        return []
    writer.close()
    # Imported when something listens: it brings aiohttp along.
    from coda.components.llm.providers.ollama import running_ollama

    return await running_ollama(base, PATIENCE_S) or []
