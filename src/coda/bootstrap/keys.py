"""Where keys come from: the environment, then the operating system's keyring. Nowhere else."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterable
from types import ModuleType

from coda.components.llm.config import LLMProvider
from coda.components.llm.profiles import PROFILES
from coda.errors import ConfigurationError

SERVICE = "coda"
"""The name under which keys stand in the keyring."""

_NAMES = "names of the keys"
"""The entry that lists whose keys are in the keyring: asking for each of fifteen would take long."""


def variables_of(provider: str) -> tuple[str, ...]:
    """The environment variables that may hold the key: the provider's own, or `NAME_API_KEY` for a
    name of the settings file."""
    known = PROFILES[LLMProvider(provider)].key_variables if provider in set(LLMProvider) else ()
    return known or (f"{provider.upper()}_API_KEY",)


def find_key(provider: str) -> str | None:
    """The key for a provider, None if there is none. May block: a keyring can ask its user."""
    return key_in_environment(provider) or _from_keyring(provider)


def key_in_environment(provider: str) -> str | None:
    return next((key for name in variables_of(provider) if (key := os.environ.get(name))), None)


def stored_names() -> tuple[str, ...]:
    """Whose keys were put into the keyring by `set_key`. One lookup; may block."""
    return tuple((_from_keyring(_NAMES) or "").split())


def set_key(provider: str, key: str) -> None:
    """Put a key into the keyring. Raises ConfigurationError when this machine has none."""
    keyring = _keyring()
    if keyring is None:
        raise _no_keyring(provider)
    try:
        keyring.set_password(SERVICE, provider, key)
        kept = keyring.get_password(SERVICE, provider) == key  # some keyrings only pretend
        _note(keyring, {*stored_names(), provider})
    except keyring.errors.KeyringError:
        kept = False
    if not kept:
        raise _no_keyring(provider)


def forget_key(provider: str) -> bool:
    """Take a key out of the keyring; False if there was none."""
    keyring = _keyring()
    if keyring is None:
        return False
    try:
        keyring.delete_password(SERVICE, provider)
        _note(keyring, {*stored_names()} - {provider})
    except keyring.errors.KeyringError:
        return False
    return True


def _note(keyring: ModuleType, names: Iterable[str]) -> None:
    keyring.set_password(SERVICE, _NAMES, " ".join(sorted(names)))


def _from_keyring(provider: str) -> str | None:
    keyring = _keyring()
    if keyring is None:
        return None
    try:
        return keyring.get_password(SERVICE, provider)
    except keyring.errors.KeyringError:
        return None


def _keyring() -> ModuleType | None:
    """The library, if it is installed; imported only where keys are handled, its backends take a while."""
    try:
        return importlib.import_module("keyring")
    except ImportError:
        return None


def _no_keyring(provider: str) -> ConfigurationError:
    variable = variables_of(provider)[0]
    return ConfigurationError(
        f"This machine has no keyring that Coda can write to. Set the variable {variable} instead."
    )
