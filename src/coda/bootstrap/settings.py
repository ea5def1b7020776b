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
import tomllib
from pathlib import Path
from typing import Any

import msgspec
from platformdirs import user_config_path, user_data_path
from pydantic import SecretStr, ValidationError

from coda.bootstrap.keys import find_key
from coda.components.llm.config import LLMConfig, LLMProvider, ProviderConfig
from coda.errors import ConfigurationError

DEFAULT_PORT = 8787
DEFAULT_OPENAI_MODEL = "gpt-5-mini"
"""Asked for when an OpenAI key is there and no model was named."""


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
    written = _read_toml(path)
    providers = {name: _provider(path, name, fields) for name, fields in written.get("providers", {}).items()}
    for name, config in _from_environment().items():
        providers.setdefault(name, config)
    default = os.environ.get("CODA_PROVIDER") or written.get("default_provider")
    if default is None:
        default = next(iter(providers), LLMProvider.OFFLINE.value)
    elif default.partition("/")[0] not in {*providers, LLMProvider.OFFLINE.value}:
        raise ConfigurationError(f"The default provider {default!r} is not configured; see {path}.")
    return LLMConfig(providers=providers, default_provider=default)


def _from_environment() -> dict[str, ProviderConfig]:
    """`OPENAI_API_KEY` (with `OPENAI_MODEL`, `OPENAI_BASE_URL`), and `CODA_API_BASE` with `CODA_MODEL`."""
    found: dict[str, ProviderConfig] = {}
    base, model = os.environ.get("CODA_API_BASE"), os.environ.get("CODA_MODEL")
    if base:
        found["openai_compatible"] = ProviderConfig(
            provider=LLMProvider.OPENAI_COMPATIBLE,
            api_base=base,
            model=model or "default",
            api_key=_secret(find_key("openai_compatible")),
        )
    key = find_key("openai")
    if key:
        found["openai"] = ProviderConfig(
            provider=LLMProvider.OPENAI,
            model=os.environ.get("OPENAI_MODEL") or DEFAULT_OPENAI_MODEL,
            api_base=os.environ.get("OPENAI_BASE_URL"),
            api_key=_secret(key),
        )
    return found


def _provider(path: Path, name: str, fields: dict[str, Any]) -> ProviderConfig:
    if "api_key" in fields:
        raise ConfigurationError(
            f"{path}: take api_key out of [providers.{name}]; run `coda keys set {name}` instead."
        )
    try:
        config = ProviderConfig(**fields)
    except ValidationError as error:
        reasons = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise ConfigurationError(f"{path}: [providers.{name}] {reasons}.") from error
    key = find_key(name) or find_key(config.provider)
    return config if key is None else _with_key(config, key)


def _secret(key: str | None) -> SecretStr | None:
    return None if key is None else SecretStr(key)


def _with_key(config: ProviderConfig, key: str) -> ProviderConfig:
    return ProviderConfig.model_validate({**config.model_dump(exclude={"api_key"}), "api_key": key})


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path} cannot be read: {error}.") from error
