"""The providers that the environment and the keyring speak of, without a settings file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

from pydantic_core import ValidationError

from coda.bootstrap.keys import find_key, key_in_environment, stored_names, variables_of
from coda.components.llm.catalog import default_model
from coda.components.llm.config import LLMProvider, ProviderConfig
from coda.components.llm.profiles import PROFILES
from coda.errors import ConfigurationError

_NOT_BY_VARIABLES = {
    LLMProvider.LOCAL,
    LLMProvider.CUSTOM,
    LLMProvider.OFFLINE,
    LLMProvider.OPENAI_COMPATIBLE,
    LLMProvider.AZURE_OPENAI,
}
"""Azure and servers that nobody knows by name have rules of their own, below."""


def providers_of_environment() -> Iterator[tuple[str, ProviderConfig]]:
    """In the order in which they would answer unasked.

    `CODA_API_BASE` (with `CODA_MODEL`, `CODA_API_KEY`) names a server; then come the providers whose
    key is there, and those without keys whose `NAME_MODEL` is set. `NAME_MODEL` and
    `NAME_BASE_URL` overrule the usual model and address. Raises ConfigurationError.
    """
    if base := os.environ.get("CODA_API_BASE"):
        yield (
            "openai_compatible",
            config_of(
                "CODA_API_BASE, CODA_MODEL, CODA_API_KEY",
                provider=LLMProvider.OPENAI_COMPATIBLE,
                api_base=base,
                model=os.environ.get("CODA_MODEL") or "default",
                api_key=find_key("openai_compatible"),
            ),
        )
    stored = stored_names()
    for provider in PROFILES:
        if provider in _NOT_BY_VARIABLES:
            continue
        key = find_key(provider) if provider in stored else key_in_environment(provider)
        config = _usual(provider, key)
        if config is not None:
            yield provider, config
    azure = _azure(stored)
    if azure is not None:
        yield LLMProvider.AZURE_OPENAI, azure


def config_of(place: str, **fields: Any) -> ProviderConfig:
    """Raises ConfigurationError, which names the place and repeats no value: it could be the key."""
    try:
        return ProviderConfig(**fields)
    except ValidationError as error:
        raise ConfigurationError(f"{place}: {reasons_of(error)}.") from None


def reasons_of(error: ValidationError) -> str:
    return "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())


def _usual(provider: LLMProvider, key: str | None) -> ProviderConfig | None:
    """None when nothing says that the user has this provider, or nothing says which model."""
    prefix = provider.upper()
    named = os.environ.get(f"{prefix}_MODEL")
    says_so = key is not None or (named is not None and not PROFILES[provider].needs_key)
    model = named or default_model(provider)
    if not says_so or not model:
        return None
    variables = (*variables_of(provider), f"{prefix}_MODEL", f"{prefix}_BASE_URL")
    return config_of(
        ", ".join(variables),
        provider=provider,
        model=model,
        api_base=os.environ.get(f"{prefix}_BASE_URL") or None,
        api_key=key,
    )


def _azure(stored: tuple[str, ...]) -> ProviderConfig | None:
    """A resource of one's own (`AZURE_OPENAI_ENDPOINT`) and one of its deployments; with a key or not."""
    base = os.environ.get("AZURE_OPENAI_ENDPOINT")
    model = os.environ.get("AZURE_OPENAI_MODEL") or os.environ.get("AZURE_OPENAI_DEPLOYMENT")
    if not base or not model:
        return None
    name = LLMProvider.AZURE_OPENAI
    version = os.environ.get("OPENAI_API_VERSION")
    return config_of(
        "AZURE_OPENAI_ENDPOINT, AZURE_OPENAI_MODEL, AZURE_OPENAI_API_KEY",
        provider=name,
        api_base=base,
        model=model,
        api_key=find_key(name) if name in stored else key_in_environment(name),
        extra_params={"api_version": version} if version else {},
    )
