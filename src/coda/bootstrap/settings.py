"""The settings of a Coda process: from the command line, the environment and one file.

The file is `config.toml` in the user's configuration directory (or `$CODA_CONFIG`)::

    default_provider = "local"

    [providers.local]
    provider = "openai_compatible"
    api_base = "http://localhost:8000/v1"
    model = "qwen3"

Keys do not belong into it; see `keys`.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import msgspec
from platformdirs import user_config_path, user_data_path
from pydantic import ValidationError

from coda.bootstrap.keys import find_key
from coda.components.llm.config import LLMConfig, LLMProvider, ProviderConfig
from coda.errors import ConfigurationError

DEFAULT_PORT = 8787
DEFAULT_OPENAI_MODEL = "gpt-5-mini"
"""Asked for when an OpenAI key is there and no model was named."""


OFFLINE = LLMProvider.OFFLINE.value


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    default_provider: str | None = None
    providers: dict[str, dict[str, Any]] = {}


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """`data` holds the database, the songs and their analyses."""

    data: Path
    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    llm: LLMConfig


def data_directory(given: Path | None = None) -> Path:
    """The one given, else `$CODA_DATA`, else the user's data directory."""
    named = os.environ.get("CODA_DATA")
    return given or (Path(named) if named else user_data_path("coda"))


def read_settings(*, data: Path | None = None, port: int = DEFAULT_PORT) -> Settings:
    """Raises ConfigurationError, naming the file and the place, for settings that make no sense.

    Blocks: it reads files and asks the keyring.
    """
    return Settings(data=data_directory(data), port=port, llm=read_llm_config())


def read_llm_config() -> LLMConfig:
    """The providers of the file, then those whose key or address is in the environment."""
    named = os.environ.get("CODA_CONFIG")
    path = Path(named) if named else user_config_path("coda") / "config.toml"
    written = _read_file(path)
    providers = {name: _provider(path, name, fields) for name, fields in written.providers.items()}
    for name, config in _from_environment().items():
        providers.setdefault(name, config)
    default = os.environ.get("CODA_PROVIDER") or written.default_provider
    if default is None:
        default = next(iter(providers), OFFLINE)
    elif default.partition("/")[0] not in {*providers, OFFLINE}:
        raise ConfigurationError(f"The default provider {default!r} is not configured; see {path}.")
    return LLMConfig(providers=providers, default_provider=default)


def _from_environment() -> dict[str, ProviderConfig]:
    """`OPENAI_API_KEY` (with `OPENAI_MODEL`, `OPENAI_BASE_URL`), and `CODA_API_BASE` with `CODA_MODEL`."""
    found: dict[str, ProviderConfig] = {}
    base, model = os.environ.get("CODA_API_BASE"), os.environ.get("CODA_MODEL")
    if base:
        found["openai_compatible"] = _config(
            "CODA_API_BASE, CODA_MODEL, CODA_API_KEY",
            provider=LLMProvider.OPENAI_COMPATIBLE,
            api_base=base,
            model=model or "default",
            api_key=find_key("openai_compatible"),
        )
    key = find_key("openai")
    if key:
        found["openai"] = _config(
            "OPENAI_API_KEY, OPENAI_MODEL, OPENAI_BASE_URL",
            provider=LLMProvider.OPENAI,
            model=os.environ.get("OPENAI_MODEL") or DEFAULT_OPENAI_MODEL,
            api_base=os.environ.get("OPENAI_BASE_URL") or None,
            api_key=key,
        )
    return found


def _provider(path: Path, name: str, fields: dict[str, Any]) -> ProviderConfig:
    place = f"{path}: [providers.{name}]"
    if "api_key" in fields:
        raise ConfigurationError(f"{place} holds an api_key. Take it out and run `coda keys set {name}`.")
    if name == OFFLINE or "/" in name or not name:
        raise ConfigurationError(f'{place} needs another name: not "{OFFLINE}", and without "/".')
    config = _config(place, **fields)
    key = find_key(name) or find_key(config.provider)
    return config if key is None else _config(place, **fields, api_key=key)


def _config(place: str, **fields: Any) -> ProviderConfig:
    """Raises ConfigurationError, which repeats no value: it could be the key."""
    try:
        return ProviderConfig(**fields)
    except ValidationError as error:
        reasons = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise ConfigurationError(f"{place}: {reasons}.") from None


def _read_file(path: Path) -> _File:
    try:
        return msgspec.toml.decode(path.read_bytes(), type=_File)
    except FileNotFoundError:
        return _File()
    except (OSError, UnicodeDecodeError, msgspec.MsgspecError) as error:
        raise ConfigurationError(f"{path} cannot be used: {error}.") from error
