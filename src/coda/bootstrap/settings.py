"""The settings of a Coda process: from the command line, the environment and one file.

The file is `config.toml` in the user's configuration directory (or `$CODA_CONFIG`)::

    default_provider = "local"
    enable_caching = true
    cache_ttl_seconds = 600

    [providers.local]
    provider = "openai_compatible"
    api_base = "http://localhost:8000/v1"
    model = "qwen3"

    [fallback]
    providers = ["anthropic", "ollama/qwen3"]

    [films]
    keep_gb = 10

Keys do not belong into it; see `keys`.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any

import msgspec
from platformdirs import user_config_path, user_data_path
from pydantic_core import ValidationError

from coda.bootstrap.environment import config_of, providers_of_environment, reasons_of
from coda.bootstrap.keys import find_key
from coda.components.llm.config import LLMConfig, LLMProvider, ProviderConfig
from coda.components.llm.profiles import PROFILES
from coda.errors import ConfigurationError

DEFAULT_PORT = 8787

OFFLINE = LLMProvider.OFFLINE.value


class _Films(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    keep_gb: Annotated[float, msgspec.Meta(ge=1)] = 10.0


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    default_provider: str | None = None
    providers: dict[str, dict[str, Any]] = {}
    fallback: dict[str, Any] = {}
    enable_caching: bool = False
    cache_ttl_seconds: float | msgspec.UnsetType = msgspec.UNSET
    films: _Films = _Films()

    def passed_on(self) -> dict[str, Any]:
        """What `LLMConfig` reads under the same name."""
        passed: dict[str, Any] = {"fallback": self.fallback, "enable_caching": self.enable_caching}
        if self.cache_ttl_seconds is not msgspec.UNSET:
            passed["cache_ttl_seconds"] = self.cache_ttl_seconds
        return passed


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """`data` holds the database, the songs and their analyses."""

    data: Path
    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    llm: LLMConfig
    look_for_ollama: bool = False
    """Nobody named a provider, so one that runs on this machine may answer instead of `offline`."""
    films_bytes: int = 10_000_000_000
    """How much of films and their parts is kept; what was not used for longest goes first."""


def data_directory(given: Path | None = None) -> Path:
    """The one given, else `$CODA_DATA`, else the user's data directory."""
    named = os.environ.get("CODA_DATA")
    return given or (Path(named) if named else user_data_path("coda"))


def read_settings(*, data: Path | None = None, port: int = DEFAULT_PORT) -> Settings:
    """Raises ConfigurationError, naming the file and the place, for settings that make no sense.

    Blocks: it reads files and asks the keyring.
    """
    path, written = _written()
    llm = _llm_config(path, written)
    named = os.environ.get("CODA_PROVIDER") or written.default_provider
    nobody_named = not llm.providers and not named
    return Settings(
        data=data_directory(data),
        port=port,
        llm=llm,
        look_for_ollama=nobody_named,
        films_bytes=round(written.films.keep_gb * 1e9),
    )


def _llm_config(path: Path, written: _File) -> LLMConfig:
    """The providers of the file, then those whose key or address is in the environment.

    Unasked, the default of the settings answers, else the first in that order, else `offline`.
    """
    providers = {name: _provider(path, name, fields) for name, fields in written.providers.items()}
    for name, config in providers_of_environment():
        providers.setdefault(name, config)
    default = os.environ.get("CODA_PROVIDER") or written.default_provider or next(iter(providers), OFFLINE)
    _refuse_unknown(path, "The default provider", default, providers)
    try:
        llm = LLMConfig(providers=providers, default_provider=default, **written.passed_on())
    except ValidationError as error:
        raise ConfigurationError(f"{path}: {reasons_of(error)}.") from None
    for fallback in llm.fallback.providers:
        _refuse_unknown(path, "[fallback]: the provider", fallback, providers)
    return llm


def _refuse_unknown(path: Path, what: str, asked: str, providers: dict[str, ProviderConfig]) -> None:
    if asked.partition("/")[0] not in {*providers, OFFLINE}:
        raise ConfigurationError(f"{what} {asked!r} is not configured; see {path}.")


def _provider(path: Path, name: str, fields: dict[str, Any]) -> ProviderConfig:
    place = f"{path}: [providers.{name}]"
    if "api_key" in fields:
        raise ConfigurationError(f"{place} holds an api_key. Take it out and run `coda keys set {name}`.")
    if name == OFFLINE or "/" in name or not name:
        raise ConfigurationError(f'{place} needs another name: not "{OFFLINE}", and without "/".')
    config = config_of(place, **fields)
    # a provider's own name belongs to its own key, whatever server the file gives that name
    known = PROFILES[LLMProvider(name)] if name in set(LLMProvider) else None
    others_name = known is not None and bool(known.key_variables) and name != config.provider
    key = (None if others_name else find_key(name)) or find_key(config.provider)
    return config if key is None else config_of(place, **fields, api_key=key)


def _written() -> tuple[Path, _File]:
    """The settings file and what it says, which is nothing when there is no such file."""
    named = os.environ.get("CODA_CONFIG")
    path = Path(named) if named else user_config_path("coda") / "config.toml"
    try:
        return path, msgspec.toml.decode(path.read_bytes(), type=_File)
    except FileNotFoundError:
        return path, _File()
    except (OSError, UnicodeDecodeError, msgspec.MsgspecError) as error:
        raise ConfigurationError(f"{path} cannot be used: {error}.") from error
